"""What an answer earns: nothing, a part or all of an exercise's points."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.judge.exercise import Exercise
from autograder.judge.finding import Finding
from autograder.judge.trials import Trial

# Half of the points for what the exercise is about, the other half for the rim of its contract.
ORDINARY_SHARE = 0.5


def score(
    exercise: Exercise,
    trials: Sequence[Trial],
    devices: Sequence[str],
    findings: Sequence[Finding | None],
) -> float:
    """Nothing unless every ordinary case passes; then each edge case and device its share."""
    home = devices[0]
    passed: dict[tuple[str, str], bool] = {}
    for trial, finding in zip(trials, findings, strict=True):
        key = (trial.device, trial.case.label)
        passed[key] = passed.get(key, True) and finding is None
    if not all(passed[home, case.label] for case in exercise.cases if case.ordinary):
        return 0.0
    edges = [passed[home, case.label] for case in exercise.cases if not case.ordinary]
    # A case that fails at home has cost its share already.
    fair = [case.label for case in exercise.cases if passed[home, case.label]]
    elsewhere = [all(passed[device, label] for label in fair) for device in devices[1:]]
    # Edges and devices weigh the same, however many there are of each.
    parts = [sum(part) / len(part) for part in (edges, elsewhere) if part]
    if not parts:
        return exercise.points
    earned = ORDINARY_SHARE + (1 - ORDINARY_SHARE) * sum(parts) / len(parts)
    return round(exercise.points * earned, 2)
