"""Decides, over two observations, whether an answer did what the reference did.

Pure: it looks at records only, never at an object of a student's. Each aspect is judged by
itself, in a fixed order, and the first that fails is the finding.
"""

from __future__ import annotations

import ast
import contextlib
import math
import re
from dataclasses import dataclass

import torch

from autograder import devices
from autograder.judge import say
from autograder.judge.exercise import Exercise
from autograder.witness.record import MOST_ITEMS, Record, TensorFacts, build, record
from autograder.witness.witness import Observation, Question, record_arguments


@dataclass(frozen=True)
class Finding:
    """What is wrong: the aspect, a sentence, and the two values where they can be drawn.

    Aspects, in the order in which they are judged: exists, type, number of values, shape, dtype,
    device, values, gradient, memory, inputs, rules.
    """

    aspect: str
    says: str
    expected: Record | None = None
    got: Record | None = None


def decide(
    exercise: Exercise, question: Question, expected: Observation, got: Observation
) -> Finding | None:
    """The first thing wrong with `got`, rules aside; None when nothing is."""
    if exercise.kind == "predict":
        return _wrong_prediction(exercise, expected.value, got)
    context = _Context(exercise, question)
    findings = (
        _existence(context, expected, got)
        or _outcome_is_settled(expected)
        or _values(context, expected.value, got.value)
        or _round_trip(context, expected, got)
        or _gradient(context, expected, got)
        or _memory(context, got)
        or _inputs(context, expected, got)
    )
    return findings if isinstance(findings, Finding) else None


@dataclass(frozen=True)
class _Context:
    """What a sentence about one call needs to name it."""

    exercise: Exercise
    question: Question

    @property
    def subject(self) -> str:
        """The call, or the name where the answer is a value; in backticks."""
        if not self.question.called:
            return f"`{self.exercise.name}`"
        return f"`{say.call(self.exercise.name, self.question.arguments)}`"

    def came(self, what: str) -> str:
        """`... gave a list.`, `... is a list.`"""
        verb = "gave" if self.question.called else "is"
        return f"{self.subject} {verb} {what}"


# -- exists ---------------------------------------------------------------------------------------


def _existence(context: _Context, expected: Observation, got: Observation) -> Finding | None:
    name = context.exercise.name
    if got.outcome == "missing":
        return Finding(
            "exists", f"There is no `{name}` yet: run the cell above, and check the spelling."
        )
    if got.outcome == "not callable":
        return Finding(
            "exists",
            f"`{name}` should be a function, but it is {say.kind(got.value)}. "
            f"Keep the line that begins with `def {name}(`.",
        )
    if got.outcome == "arguments":
        wanted = f"({', '.join(context.exercise.parameters)})"
        return Finding(
            "exists",
            f"`{name}` is called with {_count(len(context.question.arguments), 'argument')}, "
            f"as `{name}{wanted}`, but yours is written as `{name}{got.error[1]}`. "
            "Give it the parameters of the stub.",
        )
    if expected.outcome == "raised":
        return _should_raise(context, expected, got)
    if got.outcome == "raised":
        return _raised(context, got)
    if got.outcome not in ("value", "returned"):
        return Finding("exists", f"`{name}` could not be looked at.")
    if got.value.type == "NoneType" and expected.value.type != "NoneType":
        return _nothing_came(context, got)
    return None


def _should_raise(context: _Context, expected: Observation, got: Observation) -> Finding | None:
    wanted = expected.error[0]
    if got.outcome == "raised" and got.error[0] == wanted:
        return None
    if got.outcome == "raised":
        return Finding(
            "exists", f"{context.subject} should raise {wanted}, but it raised {got.error[0]}."
        )
    return Finding("exists", f"{context.subject} should raise {wanted}, but it came back quietly.")


def _raised(context: _Context, got: Observation) -> Finding:
    error, message, line, text = got.error
    if _is_about_devices(message):
        return _wrong_device_inside(context, got)
    where = f" It happened in line {line} of your code, `{text.strip()}`." if text else ""
    first_line = message.strip().splitlines()[0] if message.strip() else ""
    # PyTorch goes on with a list of signatures, which is cut; so is the promise of it.
    first_line = first_line.removesuffix(", but expected one of:").rstrip(".:")
    said = f": {first_line}" if first_line else ", without a text"
    if "builtin_function_or_method" in message or "'method'" in message:
        where += " A method is called with brackets behind its name: `t.numel()`."
    return Finding("exists", f"{context.subject} raised {error}{said}.{where}")


def _is_about_devices(message: str) -> bool:
    signs = ("same device", "found at least two devices", "not compiled with CUDA", "NVIDIA driver")
    return any(sign in message for sign in (*signs, "device type tensor to numpy"))


def _wrong_device_inside(context: _Context, got: Observation) -> Finding:
    _, message, line, text = got.error
    where = f" in line {line}, `{text.strip()}`" if text else ""
    if "CUDA" in message or "NVIDIA" in message:
        return Finding(
            "device",
            f"{context.subject} asks for the device `cuda`{where}, which this machine lacks. "
            "Use the device of the input, `x.device`, and your code runs everywhere.",
        )
    if "numpy" in message:
        return Finding(
            "device",
            f"{context.subject} calls `.numpy()`{where}, and NumPy can only see the CPU's memory. "
            "Stay in PyTorch, and your code runs on every device.",
        )
    return Finding(
        "device",
        f"{context.subject} mixes tensors of two devices{where}. A tensor made inside lands on the "
        "CPU unless told otherwise: write `device=x.device`, or use `x.new_zeros(...)` or a "
        "`..._like` function.",
    )


def _nothing_came(context: _Context, got: Observation) -> Finding:
    if not context.question.called:
        return Finding("exists", f"{context.subject} is `None`; put your answer in its place.")
    if got.printed.strip():
        return Finding(
            "exists",
            f"{context.subject} printed its answer and then gave back `None`. A caller can't use "
            "what is printed: write `return` in place of `print`.",
        )
    return Finding(
        "exists", f"{context.subject} gave back `None`. Did you forget to `return` the answer?"
    )


def _outcome_is_settled(expected: Observation) -> bool:
    """Where the reference raises there is nothing more to compare."""
    return expected.outcome == "raised"


# -- type, number, shape, dtype, device, values ---------------------------------------------------


def _values(context: _Context, expected: Record, got: Record, which: str = "") -> Finding | None:
    finding = _type(context, expected, got, which)
    if finding is not None:
        return finding
    if expected.type == "Tensor":
        return _tensor(context, expected, got, which)
    if expected.items or got.items or expected.type in ("list", "tuple", "torch.Size", "dict"):
        return _sequence(context, expected, got, which)
    if expected.type == "function":
        return None
    if not _same_number(expected.value, got.value, context.exercise.tolerance):
        # A single value that is asked for by name is all of the answer: it is not given away.
        given_away = context.question.called or which
        right = f"`{say.value(expected)}` is right" if given_away else "that is not it"
        return Finding("values", f"{context.came(f'`{say.value(got)}`')}{which}, but {right}.")
    return None


_SEQUENCES = ("list", "tuple", "torch.Size")


def _type(context: _Context, expected: Record, got: Record, which: str) -> Finding | None:
    if _type_fits(expected, got):
        return None
    advice = _TYPE_ADVICE.get((expected.type, got.type), "")
    if got.tensor is not None and got.tensor.data.numel() != 1 and advice.startswith(" `.item()`"):
        advice = " That is one value for each element."
        if expected.type == "bool":
            advice += " `.any()` or `.all()` makes one of them all."
    if got.type in ("builtin_function_or_method", "method", "method-wrapper"):
        advice = " You named it, but did not call it: write brackets behind it, `()`."
    if not advice and expected.type == "Tensor" and got.type.startswith("subclass "):
        advice = " Give back an ordinary tensor, as PyTorch's own functions do."
    return Finding(
        "type",
        f"{context.came(say.kind(got))}{which}, but {say.kind(expected)} is asked for.{advice}",
    )


def _type_fits(expected: Record, got: Record) -> bool:
    if expected.type == got.type:
        return True
    if expected.type == "float":
        return got.type == "int" or got.type.startswith("numpy.float")
    if expected.type == "int":
        return got.type.startswith("numpy.int")
    if expected.type == "bool":
        return got.type == "numpy.bool"
    # Several tensors may come as a list or a tuple; `.shape` and a tuple of sizes are alike.
    if expected.type in ("tuple", "torch.Size"):
        return got.type in _SEQUENCES
    return False


_TYPE_ADVICE = {
    ("Tensor", "list"): " `torch.tensor(...)` makes a tensor of a list.",
    ("Tensor", "tuple"): " Give back one tensor, not several values.",
    ("Tensor", "numpy.ndarray"): " `torch.from_numpy(...)` makes a tensor of an array.",
    ("Tensor", "int"): " A tensor can hold a single number too; stay in PyTorch.",
    ("Tensor", "float"): " A tensor can hold a single number too; stay in PyTorch.",
    ("Tensor", "bool"): " A tensor can hold a single True or False too; stay in PyTorch.",
    ("float", "Tensor"): " `.item()` takes the number out of a tensor with one element.",
    ("int", "Tensor"): " `.item()` takes the number out of a tensor with one element.",
    ("bool", "Tensor"): " `.item()` takes the bool out of a tensor with one element.",
    ("list", "Tensor"): " `.tolist()` makes a list of a tensor.",
    ("list", "tuple"): " Write square brackets, or `list(...)`.",
    ("tuple", "Tensor"): " Give back several values: `return first, second`.",
    ("int", "float"): " A count or a size is a whole number.",
    ("int", "bool"): " Give the number itself.",
}


def _sequence(context: _Context, expected: Record, got: Record, which: str) -> Finding | None:
    if len(expected.items) != len(got.items):
        return Finding(
            "number of values",
            f"{context.came(_count(len(got.items), 'value'))}{which}, "
            f"but {_count(len(expected.items), 'value')} {_are(len(expected.items))} asked for.",
        )
    for i, (mine, theirs) in enumerate(zip(expected.items, got.items, strict=True)):
        finding = _values(context, mine, theirs, _within(which, i))
        if finding is not None:
            return finding
    return None


def _within(which: str, i: int) -> str:
    """` as its first value`; deeper down ` as item [0][2]`."""
    if not which:
        return f" as its {say.ordinal(i)} value"
    if which.startswith(" as item "):
        return f"{which}[{i}]"
    outer = next(n for n in range(MOST_ITEMS) if which == f" as its {say.ordinal(n)} value")
    return f" as item [{outer}][{i}]"


def _tensor(context: _Context, expected: Record, got: Record, which: str) -> Finding | None:
    mine, theirs = expected.tensor, got.tensor
    for judge in (_shape, _dtype, _device):
        found = judge(mine, theirs, context)
        if found is not None:
            aspect, given, wanted = found
            says = f"{context.came(given)}{which}, but {wanted}."
            return Finding(aspect, says, expected, got)
    return _elements(context, expected, got, which) or _grad_state(context, expected, got, which)


_Named = tuple[str, str, str] | None


def _shape(mine: TensorFacts, theirs: TensorFacts, context: _Context) -> _Named:
    if mine.data.shape == theirs.data.shape:
        return None
    given = f"a tensor of shape {say.shape(theirs.data.shape)}"
    return "shape", given, f"shape {say.shape(mine.data.shape)} is asked for"


def _dtype(mine: TensorFacts, theirs: TensorFacts, context: _Context) -> _Named:
    if mine.data.dtype == theirs.data.dtype:
        return None
    given = f"a tensor of dtype {say.dtype(theirs.data.dtype)}"
    return "dtype", given, f"dtype {say.dtype(mine.data.dtype)} is asked for"


def _device(mine: TensorFacts, theirs: TensorFacts, context: _Context) -> _Named:
    if mine.device == theirs.device:
        return None
    given = f"a tensor on the device `{theirs.device}`"
    has_tensor = any(argument.tensor for argument in context.question.arguments)
    why = "where the inputs are" if has_tensor else "the device that was asked for"
    return "device", given, f"it belongs on `{mine.device}`, {why}"


def _elements(context: _Context, expected: Record, got: Record, which: str) -> Finding | None:
    if context.exercise.values_by is not None and not which:
        return _by_property(context, expected, got)
    mine, theirs = expected.tensor.data, got.tensor.data
    rtol, atol = context.exercise.tolerance or devices.tolerance(mine.dtype, expected.tensor.device)
    index = _first_difference(mine, theirs, rtol, atol)
    if index is None:
        return None
    there, here = say.two_numbers(theirs[tuple(index)], mine[tuple(index)])
    place = f"The first difference is at position {say.position(index)}: y" if index else "Y"
    call = (
        context.came(f"`{say.value(got)}`")
        if theirs.numel() <= 64
        else f"{context.subject} has wrong values"
    )
    return Finding(
        "values",
        f"{call}{which}. {place}ours is {there}, right is {here}.",
        expected,
        got,
    )


def _first_difference(
    a: torch.Tensor, b: torch.Tensor, rtol: float, atol: float
) -> list[int] | None:
    """The first position at which two tensors of one shape and dtype differ; None without one."""
    # Nearly every answer is the same to the last bit, and this is ten times as fast.
    if torch.equal(a, b):
        return None
    if a.dtype in (torch.float16, torch.bfloat16):
        a, b = a.float(), b.float()
    far = ~torch.isclose(a, b, rtol=rtol, atol=atol, equal_nan=True)
    return far.nonzero()[0].tolist() if bool(far.any()) else None


def _by_property(context: _Context, expected: Record, got: Record) -> Finding | None:
    cpu = devices.chosen(["cpu"])[0]
    arguments = tuple(build(rec, cpu) for rec in context.question.arguments)
    says = context.exercise.values_by(arguments, got.tensor.data.clone())
    return None if says is None else Finding("values", f"{context.subject}: {says}", None, got)


def _same_number(a, b, tolerance: tuple[float, float] | None = None) -> bool:
    if isinstance(a, float) and isinstance(b, float | int) and not isinstance(b, bool):
        rtol, atol = tolerance or (1e-5, 1e-6)
        return (math.isnan(a) and math.isnan(b)) or math.isclose(a, b, rel_tol=rtol, abs_tol=atol)
    return a == b


def _round_trip(context: _Context, expected: Observation, got: Observation) -> Finding | None:
    if context.question.device == "cpu" or not got.left_device or expected.left_device:
        return None
    if expected.value.tensor is None and not any(i.tensor for i in expected.value.items):
        # Numbers, texts and lists live with Python: their values have to come to the CPU.
        return None
    return Finding(
        "device",
        f"{context.subject} is right, but on its way the values went to the CPU and back. That "
        "trip costs far more than the computation: leave out `.cpu()`, work where the input is.",
    )


# -- gradient, memory, inputs ---------------------------------------------------------------------


def _grad_state(context: _Context, expected: Record, got: Record, which: str) -> Finding | None:
    mine, theirs = expected.tensor, got.tensor
    if mine.requires_grad and not theirs.requires_grad:
        return Finding(
            "gradient",
            f"{context.came('a tensor that does not require grad')}{which}, but it should. The "
            "graph is cut by `.item()`, `.detach()`, `torch.tensor(...)` and `torch.no_grad()`.",
        )
    if theirs.requires_grad and not mine.requires_grad:
        return Finding(
            "gradient",
            f"{context.came('a tensor that requires grad')}{which}, but this one should not. "
            "`.detach()` gives the same values without their history.",
        )
    if mine.grad is None and theirs.grad is None:
        return None
    return _grad(f"{context.subject}{which}", mine.grad, theirs.grad)


def _grad(subject: str, expected: Record | None, got: Record | None) -> Finding | None:
    if expected is None and got is None:
        return None
    if got is None:
        return Finding(
            "gradient", f"The gradient (`.grad`) of {subject} is None. Did `backward()` run?"
        )
    if expected is None:
        return Finding(
            "gradient", f"{subject} holds a gradient in `.grad`, and none was asked for."
        )
    return _grad_values(f"the gradient of {subject}", expected, got)


_GRADIENT_TOLERANCE = (1e-4, 1e-5)


def _grad_values(subject: str, expected: Record, got: Record) -> Finding | None:
    if got.type != "Tensor" or got.tensor.data.shape != expected.tensor.data.shape:
        return Finding("gradient", f"The shape is wrong for {subject}: it is its tensor's own.")
    mine, theirs = expected.tensor.data, got.tensor.data
    index = _first_difference(mine, theirs.to(mine.dtype), *_GRADIENT_TOLERANCE)
    if index is None:
        return None
    there, here = say.two_numbers(theirs[tuple(index)], mine[tuple(index)])
    return Finding(
        "gradient",
        f"In {subject}, at position {say.position(index) or '[]'}: got {there}, expected {here}.",
        expected,
        got,
    )


def _gradient(context: _Context, expected: Observation, got: Observation) -> Finding | None:
    if not context.exercise.gradients or expected.gradients is None:
        return None
    theirs = got.gradients or ()
    names = [
        parameter
        for parameter, argument in zip(
            context.exercise.parameters, context.question.arguments, strict=False
        )
        if argument.tensor and argument.tensor.requires_grad
    ]
    for i, (name, mine) in enumerate(zip(names, expected.gradients, strict=True)):
        given = theirs[i] if i < len(theirs) else None
        if mine is not None and given is None and got.error is not None:
            return Finding(
                "gradient",
                f"Going back through {context.subject} to `{name}` raised {got.error[0]}: "
                f"{got.error[1].strip().splitlines()[0].rstrip('.:')}.",
            )
        if mine is not None and given is None:
            return Finding(
                "gradient",
                f"No gradient flows from {context.subject} back to `{name}`: the graph is cut. "
                "Look for `.item()`, `.detach()`, `torch.tensor(...)` or `torch.no_grad()`.",
            )
        if mine is not None:
            if _same_gradient(mine, given):
                continue
            subject = f"the gradient of {context.subject} with respect to `{name}`"
            if expected.value.tensor.data.numel() > 1:
                subject += " (its elements weighted evenly from 1 to 2, and added up)"
            return _grad_values(subject, mine, given)
    return None


def _memory(context: _Context, got: Observation) -> Finding | None:
    wanted = context.exercise.memory
    if wanted is None or got.shares_memory is None:
        return None
    if wanted == "copy" and got.shares_memory:
        return Finding(
            "memory",
            f"{context.subject} gave the right values, but they are a view: writing to the "
            "answer changed the input. A copy is asked for; `.clone()` makes one.",
        )
    if wanted == "view" and not got.shares_memory:
        return Finding(
            "memory",
            f"{context.subject} gave the right values, but as a copy: writing to the answer does "
            "not reach the input. A view of the input is asked for.",
        )
    return None


def _inputs(context: _Context, expected: Observation, got: Observation) -> Finding | None:
    if expected.inputs is None and got.inputs is None:
        return None
    before = _as_asked(context.question)
    right = before if expected.inputs is None else expected.inputs
    given = before if got.inputs is None else got.inputs
    names = context.exercise.parameters
    for i, (mine, theirs) in enumerate(zip(right, given, strict=False)):
        name = names[i] if i < len(names) else f"argument {i + 1}"
        if mine.type == "function" or _same_input(mine, theirs):
            continue
        if not context.exercise.changes_inputs:
            return Finding(
                "inputs",
                f"{context.subject} changed its input `{name}`, which belongs to the caller. "
                + _LEAVE_ALONE.get(mine.type, "Make a new one instead."),
            )
        if not theirs.tensor or mine.type != "Tensor":
            return Finding("inputs", f"After {context.subject}, `{name}` is {say.kind(theirs)}.")
        finding = _grad(f"`{name}` after {context.subject}", mine.tensor.grad, theirs.tensor.grad)
        return finding or Finding(
            "inputs",
            f"After {context.subject}, `{name}` should hold `{say.value(mine)}`, "
            f"but it holds `{say.value(theirs)}`.",
            mine,
            theirs,
        )
    return None


def _as_asked(question: Question) -> tuple[Record, ...]:
    """The arguments as an observation would hold them, had nothing been done to them."""
    (device,) = devices.chosen([question.device])
    scopes: dict[str, dict] = {}
    return record_arguments([build(rec, device, scopes) for rec in question.arguments])


_LEAVE_ALONE = {
    "Tensor": "Work on a new tensor: avoid `x[...] = `, `+=` and names that end in `_`.",
    "list": "Work on a copy of the list: `list(x)` makes one.",
}


def _same_input(mine: Record, theirs: Record) -> bool:
    return mine.type == theirs.type and alike_values(mine, theirs) and _same_grad(mine, theirs)


def _same_grad(mine: Record, theirs: Record) -> bool:
    if mine.tensor is None:
        return True
    a, b = mine.tensor.grad, theirs.tensor.grad
    return (a is None) == (b is None) and (a is None or _same_gradient(a, b))


def _same_gradient(mine: Record, theirs: Record) -> bool:
    return _grad_values("", mine, theirs) is None


# -- predictions ----------------------------------------------------------------------------------


def _wrong_prediction(exercise: Exercise, expected: Record, got: Observation) -> Finding | None:
    if got.outcome == "missing":
        return Finding("exists", f"There is no `{exercise.name}` yet: run the cell above.")
    if predicts(expected, got.value):
        return None
    nearly = _nearly_predicts(expected, got.value)
    if nearly:
        return Finding("type", nearly)
    return Finding(
        "values",
        f"You predicted `{say.value(got.value)}`, but running the code gives something else. "
        "Copy it into a cell of your own, run it, and find out why.",
    )


def _nearly_predicts(expected: Record, got: Record) -> str | None:
    """What to say of a prediction that is right but for the form in which it is written."""
    if got.type == "numpy.ndarray":
        return "Write it as a list of numbers or as a tensor, not as a NumPy array."
    if got.type == "str" and expected.type != "str":
        with contextlib.suppress(ValueError, SyntaxError, RecursionError, MemoryError):
            meant = _without_quotation_marks(got.value.strip())
            if predicts(expected, record(meant)):
                says = (
                    "Right, but leave out the quotation marks: only the name of an error is "
                    "written as text."
                )
                name = str(meant)
                return f'{says} Write `float("{name}")`.' if name in _NO_LITERALS else says
    if expected.type == "str" and expected.value.startswith("raises "):
        return _nearly_predicts_an_error(got)
    single = got.tensor is not None and got.tensor.data.numel() == 1
    if expected.type == "bool" and single and bool(got.tensor.data) == expected.value:
        return "Right, but what comes is a plain Python bool, not a tensor."
    flat = _as_tensor(got) if got.items else None
    if flat is not None and expected.type in ("Tensor", "int", "float"):
        right = expected.tensor.data if expected.tensor else torch.tensor(expected.value)
        if flat.numel() == right.numel() and predicts(
            record(right.reshape(-1)), record(flat.reshape(-1))
        ):
            return "The numbers are right, but not their shape: count the brackets."
    return None


_NO_LITERALS = ("inf", "-inf", "nan")


def _without_quotation_marks(text: str):
    """The value that a text stands for; raises what `ast.literal_eval` does where it is none."""
    if text in _NO_LITERALS:
        return float(text)
    return ast.literal_eval(text.removeprefix("torch.Size"))


def _nearly_predicts_an_error(got: Record) -> str | None:
    if got.type not in ("str", "type"):
        return None
    said = str(got.value)
    if _ERROR_NAME.search(said.replace(" Error", "Error")):
        return f"You predicted `{said}`. It does raise an error, but another one."
    if "error" in said.lower() or "raise" in said.lower():
        return 'It does raise an error. Which one? Write its name, as in "raises NameError".'
    return None


def predicts(expected: Record, got: Record) -> bool:
    """Whether a prediction says what PyTorch answered, in whatever form it is written."""
    if expected.type == "str":
        return _predicts_text(expected.value, got)
    if expected.type in ("torch.dtype", "torch.device"):
        return got.value is not None and _bare(got.value) == _bare(expected.value)
    if expected.type in _SEQUENCES and got.tensor is not None:
        return predicts(expected, record(got.tensor.data.tolist()))
    if expected.type in _SEQUENCES:
        return (
            got.type in _SEQUENCES
            and len(got.items) == len(expected.items)
            and all(map(predicts, expected.items, got.items))
        )
    if expected.type == "Tensor":
        return _predicts_tensor(expected.tensor.data, got)
    if expected.type == "bool" or got.type == "bool":
        return expected.type == got.type and expected.value == got.value
    if expected.type in ("int", "float", "complex"):
        number = (
            got.tensor.data.item() if got.tensor and got.tensor.data.numel() == 1 else got.value
        )
        if not isinstance(number, int | float):
            return False
        both_nan = number != number and expected.value != expected.value
        return both_nan or math.isclose(number, expected.value, rel_tol=1e-4, abs_tol=1e-6)
    return expected.type == got.type and expected.value == got.value


def _bare(text) -> str:
    return str(text).strip().lower().removeprefix("torch.")


def _predicts_text(expected: str, got: Record) -> bool:
    if not expected.startswith("raises "):
        return got.type == "str" and got.value.strip().lower() == expected.strip().lower()
    if got.type not in ("str", "type"):
        return False
    said = _ERROR_NAME.findall(str(got.value).replace(" Error", "Error"))
    return set(map(str.lower, said)) == {expected.removeprefix("raises ").lower()}


# A prediction in words counts when it names one error, and that one.
_ERROR_NAME = re.compile(r"\b\w+(?:Error|Exception|Warning|Interrupt)\b", re.IGNORECASE)


def _predicts_tensor(expected: torch.Tensor, got: Record) -> bool:
    said = got.tensor.data if got.tensor else _as_tensor(got)
    if said is None or said.shape != expected.shape:
        return False
    if (said.dtype == torch.bool) != (expected.dtype == torch.bool):
        return False
    return torch.allclose(said.double(), expected.double(), rtol=1e-4, atol=1e-6, equal_nan=True)


def _as_tensor(rec: Record) -> torch.Tensor | None:
    def plain(r: Record):
        return [plain(i) for i in r.items] if r.type in _SEQUENCES else r.value

    try:
        return torch.tensor(plain(rec))
    except (ValueError, TypeError, RuntimeError):
        return None


# -- likeness, by which a mistake is recognised ---------------------------------------------------


def alike(a: Observation, b: Observation) -> bool:
    """Whether two answers behaved the same, as far as a student could tell."""
    if a.outcome != b.outcome or bool(a.printed.strip()) != bool(b.printed.strip()):
        return False
    if a.outcome == "raised":
        return _alike_errors(a.error, b.error)
    if a.outcome == "arguments":
        return a.error == b.error
    return (
        alike_values(a.value, b.value)
        and a.shares_memory == b.shares_memory
        and _alike_inputs(a.inputs, b.inputs)
        and _alike_gradients(a.gradients, b.gradients)
    )


def alike_values(a: Record | None, b: Record | None) -> bool:
    """Whether two records hold the same type, shape, dtype, device, grad state and values."""
    if a is None or b is None:
        return a is b
    if a.type != b.type or len(a.items) != len(b.items):
        return False
    if a.tensor is not None:
        return _alike_tensors(a.tensor, b.tensor) and _same_grad(a, b)
    return _same_number(a.value, b.value) and all(map(alike_values, a.items, b.items))


def alike_in_form(a: Record, b: Record) -> bool:
    """Whether two records are of one type, and as tensors of one shape and dtype."""
    if a.tensor is None or b.tensor is None:
        return a.type == b.type
    return (a.tensor.data.shape, a.tensor.data.dtype) == (b.tensor.data.shape, b.tensor.data.dtype)


def _alike_tensors(a: TensorFacts, b: TensorFacts) -> bool:
    if (a.data.shape, a.data.dtype, a.device) != (b.data.shape, b.data.dtype, b.device):
        return False
    rtol, atol = devices.tolerance(a.data.dtype, a.device)
    return (
        a.requires_grad == b.requires_grad and _first_difference(a.data, b.data, rtol, atol) is None
    )


def _alike_errors(a: tuple[str, str, int, str], b: tuple[str, str, int, str]) -> bool:
    """Whether two errors are of one type and begin with the same words, numbers aside.

    Later words name what the student has called a thing, or how large it was.
    """
    return a[0] == b[0] and _first_words(a[1]) == _first_words(b[1])


def _first_words(message: str) -> list[str]:
    return re.sub(r"\d+|'[^']*'", "…", message).split()[:3]


def _alike_inputs(a: tuple[Record, ...] | None, b: tuple[Record, ...] | None) -> bool:
    if a is None or b is None:
        return a is b
    return len(a) == len(b) and all(map(_same_input, a, b))


def _alike_gradients(a, b) -> bool:
    if a is None or b is None:
        return a is b
    return len(a) == len(b) and all(map(alike_values, a, b))


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _are(n: int) -> str:
    return "is" if n == 1 else "are"
