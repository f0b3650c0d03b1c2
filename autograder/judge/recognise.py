"""Which declared mistake an answer behaves like, if it is like one."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.judge.cause import shows
from autograder.judge.exercise import Exercise, Mistake
from autograder.judge.expected import mistaken
from autograder.judge.finding import Finding
from autograder.judge.likeness import alike, alike_in_form
from autograder.judge.predictions import predicts
from autograder.judge.reading import broken_rule
from autograder.judge.relations import related
from autograder.judge.rules import AtMost
from autograder.judge.slip import Slip
from autograder.judge.trials import Trial
from autograder.witness.source import Program
from autograder.witness.witness import Observation


def recognise(
    exercise: Exercise,
    trials: Sequence[Trial],
    seen: Sequence[Observation],
    finding: Finding,
    first: int,
    program: Program,
    name: str,
) -> Slip | None:
    """The mistake that the answer behaves like, if it is like one.

    It must behave the same in the case that failed, the `first`, and in every ordinary one, and be
    written like it where the sentence speaks of how. A declared mistake speaks first, then what
    holds of answers to any exercise.
    """
    home = trials[0].device
    telling = [
        i
        for i, trial in enumerate(trials)
        if i == first or (trial.case.ordinary and trial.device == home)
    ]
    for mistake in exercise.mistakes:
        if (
            all(_alike(exercise, mistake, trials[i], seen[i]) for i in telling)
            and _same_rule(exercise, mistake, finding, trials[first])
            and shows(exercise, mistake, program, name)
        ):
            return Slip(mistake.label, mistake.says, tuple(mistake.again), declared=True)
    looked_at = [(trials[i], seen[i]) for i in telling]
    return related(exercise, looked_at, seen[first], finding, program, name)


def _alike(exercise: Exercise, mistake: Mistake, trial: Trial, got: Observation) -> bool:
    theirs = mistaken(exercise, mistake, trial)
    if exercise.kind == "predict" and got.value is not None:
        return predicts(theirs.came, got.value)
    if mistake.any_values and got.value is not None:
        return alike_in_form(theirs.came, got.value)
    return alike(theirs, got)


def _same_rule(exercise: Exercise, mistake: Mistake, finding: Finding, trial: Trial) -> bool:
    if finding.aspect != "rules":
        return True
    got = mistaken(exercise, mistake, trial)
    text = Program(exercise.as_cell(mistake.code))
    theirs = broken_rule(exercise, got, text, exercise.name)
    if theirs is None:
        return False
    counted = any(isinstance(rule, AtMost) for rule in exercise.rules)
    return theirs.says == finding.says or (
        counted and "at most" in theirs.says and "at most" in finding.says
    )
