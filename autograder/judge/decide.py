"""Decides, over two observations, whether an answer did what the reference did.

Pure: it looks at records only, never at an object of a student's. Each aspect is judged by
itself, in a fixed order, and the first that fails is the finding.
"""

from __future__ import annotations

from autograder.judge.aspects.chance import chance
from autograder.judge.aspects.effects import inputs, memory
from autograder.judge.aspects.existence import existence
from autograder.judge.aspects.gradient import gradient
from autograder.judge.aspects.value import round_trip, values
from autograder.judge.exercise import Exercise
from autograder.judge.finding import Context, Finding
from autograder.judge.predictions import wrong_prediction
from autograder.witness.source import Program
from autograder.witness.witness import Observation, Question

_NO_TEXT = Program()
# The outcomes that come of an answer; any other says why none came.
ANSWERS = frozenset({"missing", "value", "returned", "raised", "not callable", "arguments"})


def decide(
    exercise: Exercise,
    question: Question,
    expected: Observation,
    got: Observation,
    text: Program = _NO_TEXT,
    name: str = "",
) -> Finding | None:
    """The first thing wrong with `got`, rules aside; None when nothing is.

    `text` and `name` are the program in which the answer is written, and its name there: what a
    sentence says of the writing is read in it.
    """
    if exercise.kind == "predict":
        return wrong_prediction(exercise, expected.came, got)
    context = Context(exercise, question, text, name)
    findings = (
        existence(context, expected, got)
        or _outcome_is_settled(expected)
        or values(context, expected.came, got.came)
        or round_trip(context, expected, got)
        or gradient(context, expected, got)
        or memory(context, got)
        or inputs(context, expected, got)
        or chance(context, expected, got)
    )
    return findings if isinstance(findings, Finding) else None


def _outcome_is_settled(expected: Observation) -> bool:
    """Where the reference raises there is nothing more to compare."""
    return expected.outcome == "raised"
