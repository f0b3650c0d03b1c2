"""What came: its type, number of values, shape, dtype, device and elements."""

from __future__ import annotations

from autograder import devices
from autograder.judge import say
from autograder.judge.aspects.gradient import grad_state
from autograder.judge.exercise import Property
from autograder.judge.finding import Compared, Context, Finding
from autograder.judge.likeness import first_difference, same_number
from autograder.witness.record import (
    MOST_ITEMS,
    SEQUENCES,
    Record,
    Several,
    TensorRecord,
    build,
    items_of,
    value_of,
)
from autograder.witness.witness import Observation


def values(context: Context, expected: Record, got: Record, which: str = "") -> Finding | None:
    """What is wrong with a value; `which` names it where it is one of several."""
    finding = _type(context, expected, got, which)
    if finding is not None:
        return finding
    if isinstance(expected, TensorRecord) and isinstance(got, TensorRecord):
        return _tensor(context, expected, got, which)
    if isinstance(expected, Several) and isinstance(got, Several):
        return _sequence(context, expected, got, which)
    if expected.type == "function":
        return None
    if not same_number(value_of(expected), value_of(got), context.exercise.tolerance):
        # A single value that is asked for by name is all of the answer: it is not given away.
        given_away = context.question.called or which
        right = f"it should be `{say.value(expected)}`" if given_away else "that isn't it"
        came = f"{context.came(f'`{say.value(got)}`')}{which}"
        hidden = "" if which else f"{came}, and that is not it."
        return Finding("values", f"{came}, but {right}.", hidden=hidden)
    return None


def _type(context: Context, expected: Record, got: Record, which: str) -> Finding | None:
    if _type_fits(expected, got):
        return None
    if expected.type == "float" and got.type == "int" and _an_int_will_do(context):
        return None
    advice = _TYPE_ADVICE.get((expected.type, got.type), "")
    several = isinstance(got, TensorRecord) and got.data.numel() != 1
    if several and advice.startswith(" `.item()`"):
        advice = " That is one value for each element."
        if expected.type == "bool":
            advice += " `.any()` or `.all()` boils them down to one."
    parts = items_of(got)
    tensors = len(parts) > 1 and all(isinstance(part, TensorRecord) for part in parts)
    if tensors and expected.type == "Tensor":
        advice = (
            " `torch.stack` joins several tensors along a new dimension, `torch.cat` along one "
            "they already have."
        )
    if got.type.startswith("numpy.") and expected.type in ("int", "float", "bool"):
        advice = " `.item()` makes a plain Python number of one of NumPy's."
    if got.type in ("builtin_function_or_method", "method", "method-wrapper"):
        advice = " You named it, but didn't call it: write brackets after it, `()`."
        if value_of(got) in ("indices", "values"):
            advice = " Only the form with a `dim` gives values and indices: `t.max(dim=...)`."
    if not advice and expected.type == "Tensor" and got.type.startswith("subclass "):
        advice = " Return an ordinary tensor, as PyTorch's own functions do."
    return Finding(
        "type",
        f"{context.came(say.kind(got))}{which}, but it should be {say.kind(expected)}.{advice}",
    )


def _type_fits(expected: Record, got: Record) -> bool:
    if expected.type == got.type:
        return True
    # Several tensors may come as a list or a tuple; `.shape` and a tuple of sizes are alike.
    if expected.type in ("tuple", "torch.Size"):
        return got.type in SEQUENCES
    return False


def _an_int_will_do(context: Context) -> bool:
    """Whether 3 is as good as 3.0: in a value, and in a function that asks for any number."""
    return not context.question.called or context.exercise.any_number


_TYPE_ADVICE = {
    ("Tensor", "list"): " `torch.tensor(...)` turns a list into a tensor.",
    ("Tensor", "tuple"): " Return one tensor, not several values.",
    ("Tensor", "numpy.ndarray"): " `torch.from_numpy(...)` turns an array into a tensor.",
    ("Tensor", "int"): " A tensor can hold a single number too; stay in PyTorch.",
    ("Tensor", "float"): " A tensor can hold a single number too; stay in PyTorch.",
    ("Tensor", "bool"): " A tensor can hold a single True or False too; stay in PyTorch.",
    ("float", "Tensor"): " `.item()` takes the number out of a tensor with one element.",
    ("int", "Tensor"): " `.item()` takes the number out of a tensor with one element.",
    ("bool", "Tensor"): " `.item()` takes the bool out of a tensor with one element.",
    ("list", "Tensor"): " `.tolist()` turns a tensor into a list.",
    ("list", "tuple"): " Write square brackets, or `list(...)`.",
    ("tuple", "Tensor"): " Return several values: `return first, second`.",
    ("int", "float"): " This one is a whole number.",
    ("float", "int"): " Not every number that may come is a whole one: keep it a float.",
    ("int", "bool"): " Give the number itself.",
}


def _sequence(context: Context, expected: Several, got: Several, which: str) -> Finding | None:
    asked, given = len(expected.items), len(got.items)
    if asked != given:
        return Finding(
            "number of values",
            f"{context.came(say.count(given, 'value'))}{which}, but there should be {asked}.",
        )
    for i, (mine, theirs) in enumerate(zip(expected.items, got.items, strict=True)):
        finding = values(context, mine, theirs, _within(which, i))
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


def _tensor(
    context: Context, expected: TensorRecord, got: TensorRecord, which: str
) -> Finding | None:
    for judge in (_shape, _dtype, _device):
        found = judge(expected, got, context)
        if found is not None:
            aspect, given, wanted = found
            says = f"{context.came(given)}{which}, but {wanted}."
            # A single value that is asked for by name is all of the answer: it is not given away.
            shown = expected if context.question.called else None
            return Finding(aspect, says, shown, got, Compared(*_tolerance(context, expected)))
    return _elements(context, expected, got, which) or grad_state(context, expected, got, which)


_Named = tuple[str, str, str] | None


def _shape(mine: TensorRecord, theirs: TensorRecord, context: Context) -> _Named:
    if mine.data.shape == theirs.data.shape:
        return None
    given = f"a tensor of shape {say.shape(theirs.data.shape)}"
    return "shape", given, f"it should have shape {say.shape(mine.data.shape)}"


def _dtype(mine: TensorRecord, theirs: TensorRecord, context: Context) -> _Named:
    if theirs.data.dtype in (mine.data.dtype, *context.exercise.dtypes):
        return None
    given = f"a tensor of dtype {say.dtype(theirs.data.dtype)}"
    return "dtype", given, f"it should have dtype {say.dtype(mine.data.dtype)}"


def _device(mine: TensorRecord, theirs: TensorRecord, context: Context) -> _Named:
    if mine.device == theirs.device:
        return None
    given = f"a tensor on the device `{theirs.device}`"
    asked = any(argument.type == "OnDevice" for argument in context.question.arguments)
    has_tensor = any(map(_holds_a_tensor, context.question.arguments))
    why = ""
    if asked or has_tensor:
        why = ", the device that you were given" if asked else ", where the inputs are"
    return "device", given, f"it belongs on `{mine.device}`{why}"


def _holds_a_tensor(rec: Record) -> bool:
    return isinstance(rec, TensorRecord) or any(map(_holds_a_tensor, items_of(rec)))


def _elements(
    context: Context, expected: TensorRecord, got: TensorRecord, which: str
) -> Finding | None:
    if context.exercise.values_by is not None and not which:
        return _by_property(context, context.exercise.values_by, got)
    mine = expected.data
    theirs = got.data if got.data.dtype == mine.dtype else got.data.to(mine.dtype)
    rtol, atol = _tolerance(context, expected)
    index = first_difference(mine, theirs, rtol, atol)
    if index is None:
        return None
    there, here = say.two_numbers(theirs[index], mine[index])
    place = f"The first difference is at position {say.position(index)}: y" if index else "Y"
    call = (
        context.came(f"`{say.value(got)}`")
        if theirs.numel() <= 64
        else f"{context.subject} has wrong values"
    )
    if not context.question.called:
        wrong = f"The first wrong value is at position {say.position(index)}: {there}."
        return Finding("values", f"{call}{which}. {wrong if index else 'It is wrong.'}", None, got)
    return Finding(
        "values",
        f"{call}{which}. {place}ours is {there}; it should be {here}.",
        expected,
        got,
        Compared(rtol, atol, index),
        hidden=f"{call}, and that is not it." if mine.numel() == 1 and not which else "",
    )


def _tolerance(context: Context, expected: TensorRecord) -> tuple[float, float]:
    """(rtol, atol) of the exercise, or else of the dtype on the device that it was computed on."""
    return context.exercise.tolerance or devices.tolerance(expected.data.dtype, expected.device)


def _by_property(context: Context, judge: Property, got: TensorRecord) -> Finding | None:
    cpu = devices.chosen(["cpu"])[0]
    arguments = tuple(build(rec, cpu) for rec in context.question.arguments)
    says = judge(arguments, got.data.clone())
    return None if says is None else Finding("values", f"{context.subject}: {says}", None, got)


def round_trip(context: Context, expected: Observation, got: Observation) -> Finding | None:
    """What to say of an answer on an accelerator whose values went by way of the CPU."""
    if context.question.device == "cpu" or not got.left_device or expected.left_device:
        return None
    came = (expected.came, *items_of(expected.came))
    if not any(isinstance(rec, TensorRecord) for rec in came):
        # Numbers, texts and lists live with Python: their values have to come to the CPU.
        return None
    return Finding(
        "device",
        f"{context.subject} is right, but on the way the values went to the CPU and back. That "
        "trip costs far more than the computation: leave out `.cpu()` and work where the input is.",
    )
