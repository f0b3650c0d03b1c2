"""The questions of an exercise: each of its cases, drawn from a seed, on each device."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from autograder.errors import ExerciseError
from autograder.judge.exercise import Case, Exercise
from autograder.judge.say import count
from autograder.judge.typos import explained
from autograder.witness.draw import Draw
from autograder.witness.record import record
from autograder.witness.surroundings import in_order
from autograder.witness.witness import Question


@dataclass(frozen=True)
class Trial:
    """One question of an exercise: a case, drawn from a seed, on a device."""

    case: Case
    seed: str
    device: str
    question: Question


def trials_of(exercise: Exercise, seed: str, devices: Sequence[str]) -> list[Trial]:
    """Every case on every device; on each device the ordinary cases come first."""
    cases = sorted(exercise.cases, key=lambda case: not case.ordinary)
    with in_order():
        drawn = [(case, _question(exercise, case, seed)) for case in cases]
        return [
            Trial(case, seed, device, replace(question, device=device))
            for device in devices
            for case, question in drawn
        ]


def _question(exercise: Exercise, case: Case, seed: str) -> Question:
    key = f"{seed}/{exercise.name}/{case.label}"
    return Question(
        name=exercise.name,
        called=exercise.called,
        arguments=tuple(map(record, _drawn(exercise, case, key))),
        device="cpu",
        gradients=exercise.gradients,
        memory=exercise.memory is not None,
        seed=zlib.crc32(key.encode()),
    )


def _drawn(exercise: Exercise, case: Case, key: str) -> tuple[Any, ...]:
    """The arguments of a case. Raises ExerciseError where it does not draw what the call needs."""
    label = f"`{exercise.name}`: the case “{case.label}”"
    try:
        arguments = case.make(Draw(key))
    except Exception as error:
        raise ExerciseError(f"{label} can't be drawn: {explained(error)}") from error
    if not isinstance(arguments, tuple):
        kind = type(arguments).__name__
        raise ExerciseError(
            f"{label} draws a {kind}; it must draw a tuple of arguments. One argument is written "
            "with a comma behind it: `lambda d: (d.floats(3),)`."
        )
    if exercise.called and len(arguments) != len(exercise.parameters):
        raise ExerciseError(
            f"{label} draws {count(len(arguments), 'argument')}, and the reference is called as "
            f"{exercise.name}({', '.join(exercise.parameters)})."
        )
    return arguments
