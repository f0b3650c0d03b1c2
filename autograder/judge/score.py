"""What an answer earns: nothing, a part or all of an exercise's points."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.judge.exercise import Exercise
from autograder.judge.finding import Finding
from autograder.judge.trials import Trial

# Half of the points for what the exercise is about. Whoever misses something of the rest gets its
# share of another quarter: the last quarter is for missing nothing.
ORDINARY_SHARE = 0.5
MOST_WITH_A_GAP = 0.75


def score(
    exercise: Exercise,
    trials: Sequence[Trial],
    devices: Sequence[str],
    findings: Sequence[Finding | None],
) -> float:
    """All for no finding, nothing for an ordinary case that fails; else what is there.

    Where the device is the task, an answer that fails on it earns nothing.
    """
    home = devices[0]
    passed: dict[tuple[str, str], bool] = {}
    for trial, finding in zip(trials, findings, strict=True):
        key = (trial.device, trial.case.label)
        passed[key] = passed.get(key, True) and finding is None
    if all(passed.values()):
        return exercise.points
    if not all(passed[home, case.label] for case in exercise.cases if case.ordinary):
        return 0.0
    edges = [passed[home, case.label] for case in exercise.cases if not case.ordinary]
    # A case that fails at home has cost its share already.
    fair = [case.label for case in exercise.cases if passed[home, case.label]]
    elsewhere = [all(passed[device, label] for label in fair) for device in devices[1:]]
    if exercise.about_devices and not all(elsewhere):
        return 0.0
    # Edges and devices weigh the same, however many there are of each.
    parts = [sum(part) / len(part) for part in (edges, elsewhere) if part]
    share = sum(parts) / len(parts)
    earned = ORDINARY_SHARE + (MOST_WITH_A_GAP - ORDINARY_SHARE) * share
    caps = [case.at_most for case in exercise.cases if not passed[home, case.label]]
    return round(exercise.points * min([earned, *caps]), 2)
