"""What an answer does to random numbers: those that others draw, and those that it gives itself."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.judge import say
from autograder.judge.exercise import Exercise
from autograder.judge.finding import Context, Finding
from autograder.judge.trials import Trial
from autograder.witness.record import TensorRecord, pack
from autograder.witness.witness import Observation

# Fewer numbers than this may come twice by chance.
_TOO_MANY_FOR_CHANCE = 20


def chance(context: Context, expected: Observation, got: Observation) -> Finding | None:
    """What was done to the generator that all share, and should not have been."""
    if got.seeded and not expected.seeded:
        return Finding(
            "inputs",
            f"{context.subject} sets the seed of the generator that everybody draws from: from "
            "then on all random numbers come again as they came before.",
        )
    if context.exercise.own_generator and got.drew and not expected.drew:
        return Finding(
            "inputs",
            f"{context.subject} draws from the generator that everybody shares, so what others "
            "draw afterwards changes. Draw from your own alone.",
        )
    return None


def repeated(
    exercise: Exercise, trials: Sequence[Trial], seen: Sequence[Observation]
) -> list[Finding | None]:
    """For each trial what to say where the answer drew just what it had drawn before."""
    met: set[bytes] = set()
    return [_drawn_before(exercise, *pair, met) for pair in zip(trials, seen, strict=True)]


def _drawn_before(
    exercise: Exercise, trial: Trial, got: Observation, met: set[bytes]
) -> Finding | None:
    if not exercise.fresh or not isinstance(got.value, TensorRecord):
        return None
    if got.value.data.numel() < _TOO_MANY_FOR_CHANCE:
        return None
    question = trial.question
    drawn = pack((trial.device, question.arguments, got.value))
    if drawn not in met:
        met.add(drawn)
        return None
    asked = say.call(exercise.name, question.arguments)
    return Finding(
        "values",
        f"`{asked}` was called twice, and gave the same numbers both times. Each call should "
        "draw again.",
        None,
        got.value,
    )
