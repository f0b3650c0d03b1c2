"""Sees what an answer does, and writes it down as plain data; decides nothing.

In a notebook it runs in the student's process; for a class it runs in a fork, and what it saw
travels as bytes. It must not need the exercises: a room cannot see them.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import math
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import FunctionType
from typing import Any, Literal, NamedTuple

import torch
from torch.overrides import TorchFunctionMode

from autograder import devices
from autograder.errors import BadRecord
from autograder.witness.draw import Scopes
from autograder.witness.patience import OutOfTime, within
from autograder.witness.record import (
    Function,
    Other,
    Record,
    Several,
    TensorRecord,
    build,
    check,
    items_of,
    pack,
    record,
    unpack,
)
from autograder.witness.surroundings import in_order

MOST_OPERATIONS = 1_000
MOST_PRINTED = 2_000
MOST_WARNINGS = 3
MOST_OF_A_WARNING = 300
# Elements; a larger piece of memory comes fresh from the machine, and is not touched before use.
MOST_FILLED = 2**24
# Characters of an error's message, or of a name.
MOST_SAID = 1_000


@dataclass(frozen=True)
class Question:
    """What the witness is to try: the name, and for a function the arguments of one call."""

    name: str
    called: bool
    arguments: tuple[Record, ...]
    device: str
    gradients: bool
    memory: bool
    seed: int

    def to_bytes(self) -> bytes:
        """The question as `pack` writes it."""
        return pack(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> Question:
        """The question in `data`; raises BadRecord when it holds none."""
        return unpack(data, cls)


# The last two that a witness sees say that an accelerator, not the answer, is at its end. What
# follows them stands for an observation that a judge does not have.
Outcome = Literal[
    "missing",
    "value",
    "returned",
    "raised",
    "not callable",
    "arguments",
    "out of time",
    "out of memory",
    "device lost",
    "no answer",
    "no source",
    "malformed",
]


class Error(NamedTuple):
    """An error by its type and message, and the line of the student's in which it arose."""

    kind: str
    message: str
    line: int = 0
    text: str = ""


@dataclass(frozen=True)
class Observation:
    """What was seen of one question.

    `warned` are the first of PyTorch's warnings while it ran.
    `inputs` are the arguments after the call, or None where they are as they were asked;
    `gradients` those of the answer (summed with fixed weights) by each argument; `operations` the
    names of the PyTorch functions that ran, and `left_device` whether one of them took values from
    an accelerator to the CPU. `repeats` names a function of the answer's that ran again and again,
    `unseen` one that ran inside PyTorch, where operations are not noted; both are seen of an
    answer alone. `seeded` says that the generator which all share was given a seed, `drew` that
    numbers were drawn from it.
    """

    outcome: Outcome
    value: Record | None = None
    error: Error | None = None
    inputs: tuple[Record, ...] | None = None
    shares_memory: bool | None = None
    gradients: tuple[Record | None, ...] | None = None
    printed: str = ""
    operations: tuple[str, ...] = ()
    left_device: bool = False
    repeats: str = ""
    unseen: str = ""
    warned: tuple[str, ...] = ()
    seeded: bool = False
    drew: bool = False

    @property
    def came(self) -> Record:
        """The value; raises BadRecord in an outcome that has none."""
        if self.value is None:
            raise BadRecord(f"nothing came: {self.outcome}")
        return self.value

    @property
    def raised(self) -> Error:
        """The error; raises BadRecord in an outcome that has none."""
        if self.error is None:
            raise BadRecord(f"nothing was raised: {self.outcome}")
        return self.error

    def to_bytes(self) -> bytes:
        """The observation as `pack` writes it."""
        return pack(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> Observation:
        """The observation in `data`; raises BadRecord for whatever is not one."""
        seen = unpack(data, cls)
        for rec in (seen.value, *(seen.inputs or ()), *(seen.gradients or ())):
            if rec is not None:
                check(rec)
        sound = (
            seen.value is not None or seen.outcome not in ("value", "returned", "not callable")
        ) and (seen.error is not None or seen.outcome not in ("raised", "arguments"))
        short = (
            all(len(text) <= MOST_SAID for text in (seen.outcome, seen.repeats, seen.unseen))
            and all(len(text) <= MOST_SAID for text in (seen.error or ()) if isinstance(text, str))
            and len(seen.printed) <= MOST_PRINTED
            and len(seen.operations) <= MOST_OPERATIONS
            and all(len(name) <= MOST_SAID for name in seen.operations)
        )
        if not sound or not short:
            raise BadRecord("not an observation")
        return seen


def answer(question: bytes, namespace: dict[str, Any]) -> bytes:
    """What `namespace` answers to a question in bytes, as an observation in bytes."""
    with in_order():  # to read and write tensors, too
        asked = Question.from_bytes(question)
        if asked.name not in namespace:
            return Observation("missing").to_bytes()
        if asked.name in _endless:
            return Observation("out of time").to_bytes()
        seen = observe(asked, namespace[asked.name], ROOM_SECONDS)
        if seen.outcome == "out of time":
            _endless.add(asked.name)
        return seen.to_bytes()


# The answers of this process that ran out of time: one that does so once would do so each time.
_endless: set[str] = set()
# What one call may take in a grading room, where all of PyTorch is loaded; the room itself waits
# a little longer (see `Limits.question_seconds`).
ROOM_SECONDS = 4.0


def observe(question: Question, given: Any, seconds: float | None = None) -> Observation:
    """What `given`, the answer itself, does when it is asked `question`.

    A call that takes more than `seconds` is stopped. Never raises for what the answer does, except
    KeyboardInterrupt.
    """
    with in_order():
        return _observe(question, given, seconds)


def _observe(question: Question, given: Any, seconds: float | None) -> Observation:
    if not question.called:
        return Observation("value", value=record(given))
    if isinstance(given, type) or not callable(given):
        return Observation("not callable", value=record(given))
    (device,) = devices.chosen([question.device])
    scopes: Scopes = {}
    try:
        arguments = [build(rec, device, scopes) for rec in question.arguments]
        # CUDA reports late: what earlier work broke must not be blamed on this call.
        devices.synchronize(device)
    except (RuntimeError, TypeError) as error:  # TypeError: a dtype that the device lacks
        if question.device == "cpu":
            raise
        return Observation("device lost", error=_error_facts(error))
    if not _accepts(given, arguments):
        return Observation("arguments", error=Error("TypeError", _signature(given)))
    with _seeded(device, question.seed):
        return _call(given, arguments, question, device, seconds)


@contextlib.contextmanager
def _seeded(device: devices.Device, seed: int) -> Iterator[None]:
    """Fix the global generators of the CPU and of `device`, and leave the CPU's as it was.

    What `torch.manual_seed` does for the two devices in use; that one takes a millisecond.
    """
    before = torch.default_generator.get_state()
    torch.default_generator.manual_seed(seed)
    if device.name != "cpu":
        getattr(torch, device.name).manual_seed_all(seed)
    try:
        yield
    finally:
        torch.default_generator.set_state(before)


def _call(
    given: Callable[..., Any],
    arguments: list[Any],
    question: Question,
    device: devices.Device,
    seconds: float | None,
) -> Observation:
    printed = io.StringIO()
    operations = _Operations()
    state = torch.default_generator.get_state()
    with (
        warnings.catch_warnings(record=True) as warned,
        contextlib.redirect_stdout(printed),
    ):
        warnings.simplefilter("always")
        try:
            with in_order(), operations, within(seconds):
                value = given(*arguments)
            devices.synchronize(device)
        except KeyboardInterrupt:
            raise
        except OutOfTime:
            return Observation("out of time", printed=printed.getvalue()[:MOST_PRINTED])
        except BaseException as error:
            spent = question.device != "cpu" and devices.is_out_of_memory(error)
            return Observation(
                "out of memory" if spent else "raised",
                error=_error_facts(error),
                inputs=_inputs_after(arguments, question),
                printed=printed.getvalue()[:MOST_PRINTED],
                operations=tuple(operations.names),
                warned=_texts_of(warned),
            )
    seeded = torch.default_generator.initial_seed() != question.seed
    drew = not torch.equal(torch.default_generator.get_state(), state)
    facts, inputs = record(value), _inputs_after(arguments, question)
    gradients, problem = _gradients(value, arguments) if question.gradients else (None, None)
    return Observation(
        "returned",
        value=facts,
        error=problem,
        inputs=inputs,
        gradients=gradients,
        shares_memory=_shares_memory(value, arguments) if question.memory else None,
        printed=printed.getvalue()[:MOST_PRINTED],
        operations=tuple(operations.names),
        left_device=operations.left_device,
        warned=_texts_of(warned),
        seeded=seeded,
        drew=drew,
    )


def _texts_of(warned: list[warnings.WarningMessage]) -> tuple[str, ...]:
    return tuple(str(one.message)[:MOST_OF_A_WARNING] for one in warned[:MOST_WARNINGS])


class _Operations(TorchFunctionMode):
    """Writes down the PyTorch functions that run, looking at attributes aside.

    Memory that an answer gets unwritten is filled: a right answer may have left its values there.
    """

    _LOOKS = frozenset(
        {
            *("__get__", "__set__", "__len__", "__repr__", "__format__"),
            *("__bool__", "__float__", "__int__", "__index__"),
            *("size", "dim", "numel", "ndimension", "stride", "element_size", "get_device"),
            *("is_floating_point", "is_complex", "is_contiguous", "is_tensor"),
            # What `torch.no_grad()` and `with x.device:` say; no tensor comes of it.
            *("_set_grad_enabled", "device"),
        }
    )
    _UNWRITTEN = frozenset({"empty", "empty_like", "empty_permuted", "empty_strided", "new_empty"})

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.left_device = False

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Sequence[type],
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        name = getattr(func, "__name__", str(func))
        # `x.T` and `x.mT` are operations that look like attributes.
        if name == "__get__":
            name = getattr(getattr(func, "__self__", None), "__name__", name)
            name = name if name in ("T", "mT", "H", "mH") else "__get__"
        if name not in self._LOOKS and len(self.names) < MOST_OPERATIONS:
            self.names.append(name[:MOST_SAID])
        result = func(*args, **(kwargs or {}))
        if name in ("cpu", "to", "type") and _is_on_cpu(result) and not _is_on_cpu(args[0]):
            self.left_device = True
        if name in self._UNWRITTEN:
            _fill(result)
        return result


def _fill(unwritten: torch.Tensor) -> None:
    """Write what is no answer: NaN, or the largest number of an integer type."""
    if unwritten.numel() > MOST_FILLED or unwritten.is_meta:
        return
    kind = unwritten.dtype
    if kind.is_floating_point or kind.is_complex:
        filling = math.nan
    else:
        filling = 1 if kind == torch.bool else torch.iinfo(kind).max
    # Not every kind of tensor can be filled: those of vmap, sparse ones, some of 8 bits.
    with torch.no_grad(), contextlib.suppress(RuntimeError, TypeError):
        unwritten.fill_(filling)


def _is_on_cpu(value: Any) -> bool:
    return not isinstance(value, torch.Tensor) or value.device.type == "cpu"


def _inputs_after(arguments: list[Any], question: Question) -> tuple[Record, ...] | None:
    """The arguments after the call; None where nothing was done to them, as nearly always."""
    pairs = zip(arguments, question.arguments, strict=True)
    if all(_is_untouched(argument, asked, question.device) for argument, asked in pairs):
        return None
    return record_arguments(arguments)


def record_arguments(arguments: list[Any]) -> tuple[Record, ...]:
    """The records of a call's arguments; of a function no more than that it is one."""
    return tuple(Other("function") if callable(a) else record(a) for a in arguments)


def _is_untouched(argument: Any, asked: Record, device: str) -> bool:
    """Whether an argument is what was asked; False too where that is hard to tell (a dict, NaN)."""
    match asked:
        case Function() | Other(type="OnDevice"):
            return True
        case Several(type="list" | "tuple"):
            pairs = zip(argument, asked.items, strict=False)
            return len(argument) == len(asked.items) and all(
                _is_untouched(item, wanted, device) for item, wanted in pairs
            )
        case TensorRecord():
            return (
                devices.is_plain(argument)
                and argument.device.type == device
                and argument.dtype == asked.data.dtype
                and argument.requires_grad == asked.requires_grad
                and asked.grad is None
                and (not argument.is_leaf or argument.grad is None)
                and torch.equal(devices.to_cpu(argument.detach()), asked.data)
            )
    return not items_of(asked) and record(argument) == asked


def _accepts(given: Callable[..., Any], arguments: list[Any]) -> bool:
    if (
        # What a signature says of most answers, in a hundredth of the time.
        type(given) is FunctionType
        and given.__code__.co_argcount == len(arguments)
        and not given.__code__.co_kwonlyargcount
        and not hasattr(given, "__wrapped__")
    ):
        return True
    try:
        signature = inspect.signature(given)
    except (ValueError, TypeError):
        return True  # Built-in functions have no signature to look at; the call will tell.
    try:
        signature.bind(*arguments)
    except TypeError:
        return False
    return True


def _signature(given: Callable[..., Any]) -> str:
    return f"({', '.join(inspect.signature(given).parameters)})"[:MOST_SAID]


def _error_facts(error: BaseException) -> Error:
    """The error's type, message, and the line of the student's in which it arose."""
    message = devices.text_of(error)
    frames = traceback.extract_tb(error.__traceback__)
    # The first frame is ours; the student's own file is the one called from it.
    theirs = [f for f in frames[1:] if len(frames) > 1 and f.filename == frames[1].filename]
    line = theirs[-1] if theirs else None
    text = (line.line or "") if line else ""
    number = (line.lineno or 0) if line else 0
    return Error(type(error).__name__[:200], message[:MOST_SAID], number, text[:200])


_Gradients = tuple[Record | None, ...]


def _gradients(value: Any, arguments: list[Any]) -> tuple[_Gradients | None, Error | None]:
    """d(sum of weighted answer)/d(argument) for each argument that requires grad.

    The weights, 1 to 2, are uneven, so that a gradient that is right only in sum is found out.
    None where the answer carries no gradient at all; and the error, where going back raises one.
    """
    wanted = [a for a in arguments if isinstance(a, torch.Tensor) and a.requires_grad]
    if not isinstance(value, torch.Tensor) or not value.requires_grad or not wanted:
        return None, None
    weights = torch.linspace(1, 2, max(value.numel(), 1), dtype=torch.float64)[: value.numel()]
    weights = weights.reshape(value.shape).to(value.dtype).to(value.device)
    try:
        # Not by grad_outputs: PyTorch checks those with all of sympy, loaded for that.
        with torch.enable_grad():
            weighted = (value * weights).sum()
        found = torch.autograd.grad(weighted, wanted, allow_unused=True, retain_graph=True)
    except RuntimeError as error:
        return None, _error_facts(error)
    return tuple(None if g is None else record(g) for g in found), None


def _shares_memory(value: Any, arguments: list[Any]) -> bool | None:
    """Whether writing through the answer changes an argument: found by writing."""
    if not isinstance(record(value), TensorRecord) or value.numel() == 0:
        return None
    tensors = [a for a in arguments if isinstance(a, torch.Tensor) and a.numel()]
    before = [devices.to_cpu(t.detach()).clone() for t in tensors]
    # A tensor made in inference mode can be written in that mode alone.
    with torch.inference_mode() if value.is_inference() else torch.no_grad():
        cell = value.detach()[(0,) * value.dim()]
        cell.fill_(0 if bool(cell != 0) else 1)
    after = [devices.to_cpu(t.detach()) for t in tensors]
    return any(
        not torch.equal(torch.nan_to_num(a), torch.nan_to_num(b))
        for a, b in zip(after, before, strict=True)
    )
