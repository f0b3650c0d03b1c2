"""Whether an answer was attempted at all: an untouched stub earns nothing, and is never wrong."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.judge.exercise import Exercise
from autograder.judge.verdict import Verdict
from autograder.witness.source import Program
from autograder.witness.witness import Observation

_NOT_ATTEMPTED = "Not attempted yet: write your answer above, run its cell, then this one."
_STILL_DOTS = (
    "Not attempted yet: `{0}` still holds the three dots. Write your answer in their place, run "
    "that cell, then run this one."
)


def missing(exercise: Exercise) -> Verdict:
    """The verdict on an answer that is not there."""
    name = exercise.name
    return not_attempted(
        exercise, f"There is no `{name}` yet: run the cell above, and check the spelling."
    )


def untouched(exercise: Exercise) -> Verdict:
    """The verdict on an answer that is still the stub."""
    return not_attempted(
        exercise, _NOT_ATTEMPTED if exercise.called else _STILL_DOTS.format(exercise.name)
    )


def is_untouched(seen: Observation) -> bool:
    """Whether this is what the stub does."""
    if seen.outcome == "raised":
        # PyTorch raises it too, from code that was written; a stub says so itself.
        error = seen.raised
        return error.kind == "NotImplementedError" and "NotImplementedError" in error.text
    return seen.outcome == "missing" or (seen.value is not None and seen.value.type == "ellipsis")


def unattempted(
    exercise: Exercise, name: str, program: Program, checked: Mapping[str, str]
) -> Verdict | None:
    """The verdict for an untouched stub, told by its source; None for anything else."""
    if exercise.called and program.is_stub(name):
        return not_attempted(exercise, _NOT_ATTEMPTED)
    if exercise.broken is None:
        return None
    broken = Program(exercise.broken)
    if not program.is_same(name, broken):
        return None
    if program.is_written_like(name, broken):
        return not_attempted(
            exercise,
            "Not attempted yet: fix the function above, run its cell, then run this one.",
        )
    return Verdict(
        exercise=exercise.name,
        unit=exercise.unit,
        status="wrong",
        score=0.0,
        points=exercise.points,
        message="You changed how the function is written, but not what it means: Python reads "
        "it as before. Brackets that repeat Python's own order, for one, change nothing.",
        aspect="exists",
        devices=dict(checked),
    )


def not_attempted(exercise: Exercise, message: str) -> Verdict:
    """A verdict that is neither right nor wrong, and says what to do."""
    return Verdict(exercise.name, exercise.unit, "not attempted", 0.0, exercise.points, message)
