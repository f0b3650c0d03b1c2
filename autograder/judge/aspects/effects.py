"""What an answer does beside giving a value: to memory that it shares, and to its inputs."""

from __future__ import annotations

from autograder import devices
from autograder.judge import say
from autograder.judge.aspects.gradient import grad
from autograder.judge.finding import Compared, Context, Finding
from autograder.judge.likeness import same_input
from autograder.witness.draw import Scopes
from autograder.witness.record import Record, TensorRecord, build
from autograder.witness.witness import Observation, Question, record_arguments


def memory(context: Context, got: Observation) -> Finding | None:
    """Whether the answer is a view or a copy, as asked."""
    wanted = context.exercise.memory
    if wanted is None or got.shares_memory is None:
        return None
    if wanted == "copy" and got.shares_memory:
        return Finding(
            "memory",
            f"{context.subject} gave the right values, but they are a view: writing to the "
            "answer changed the input. It should be a copy; `.clone()` makes one.",
        )
    if wanted == "view" and not got.shares_memory:
        return Finding(
            "memory",
            f"{context.subject} gave the right values, but as a copy: writing to the answer does "
            "not reach the input. It should be a view of the input.",
        )
    return None


def inputs(context: Context, expected: Observation, got: Observation) -> Finding | None:
    """What was done to the arguments that should not have been, or the other way round."""
    if expected.inputs is None and got.inputs is None:
        return None
    before = _as_asked(context.question)
    right = before if expected.inputs is None else expected.inputs
    given = before if got.inputs is None else got.inputs
    names = context.exercise.parameters
    for i, (mine, theirs) in enumerate(zip(right, given, strict=False)):
        name = names[i] if i < len(names) else f"argument {i + 1}"
        if mine.type == "function" or same_input(mine, theirs):
            continue
        if not context.exercise.changes_inputs:
            return Finding(
                "inputs",
                f"{context.subject} changed its input `{name}`, which belongs to the caller. "
                + _LEAVE_ALONE.get(mine.type, "Make a new one instead."),
            )
        if not (isinstance(theirs, TensorRecord) and isinstance(mine, TensorRecord)):
            return Finding("inputs", f"After {context.subject}, `{name}` is {say.kind(theirs)}.")
        finding = grad(f"`{name}` after {context.subject}", mine.grad, theirs.grad)
        return finding or Finding(
            "inputs",
            f"After {context.subject}, `{name}` should hold `{say.value(mine)}`, "
            f"but it holds `{say.value(theirs)}`.",
            mine,
            theirs,
            compared=Compared(*devices.tolerance(mine.data.dtype, mine.device)),
            hidden=f"After {context.subject}, `{name}` holds `{say.value(theirs)}`, and that is "
            "not what it should.",
        )
    return None


def _as_asked(question: Question) -> tuple[Record, ...]:
    """The arguments as an observation would hold them, had nothing been done to them."""
    (device,) = devices.chosen([question.device])
    scopes: Scopes = {}
    return record_arguments([build(rec, device, scopes) for rec in question.arguments])


_LEAVE_ALONE = {
    "Tensor": "Work on a new tensor: avoid `x[...] = `, `+=` and names that end in `_`.",
    "list": "Work on a copy of the list: `list(x)` makes one.",
}
