"""Classical test theory: how hard each exercise was, and whether it tells the able from the rest.

An exercise's *difficulty* is the mean part of its points that was earned, from 0 (nobody) to 1
(everybody). Its *discrimination* is the correlation of its score with what the same students earned
in the other exercises of the unit: without itself, or it would correlate with itself. Whoever did
not hand the unit in is not counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from autograder.report.results import HandIn, Record

FEWEST = 10  # students, below which a correlation says nothing
WEAK = 0.2  # the usual mark below which an exercise is looked at again
HARD, EASY = 0.3, 0.95


@dataclass(frozen=True)
class ExerciseStatistics:
    """One exercise in one class.

    discrimination: None where fewer than FEWEST students tried or all earned the same.
    """

    unit: str
    exercise: str
    points: float
    students: int
    difficulty: float
    discrimination: float | None
    correct: int
    partly: int
    wrong: int
    not_attempted: int

    @property
    def remark(self) -> str:
        """What an author should look at; empty when nothing stands out."""
        if self.discrimination is not None and self.discrimination < 0:
            return "look for a fault in it"
        if self.difficulty < HARD:
            return "hard"
        if self.discrimination is not None and self.discrimination < WEAK:
            return "easy" if self.difficulty > EASY else "tells little"
        return ""


@dataclass(frozen=True)
class UnitStatistics:
    """One unit in one class. `alpha` is Cronbach's: how far its exercises measure one thing."""

    unit: str
    students: int
    points: float
    mean: float
    median: float
    full: int
    alpha: float | None


def scores_of(hand_ins: Mapping[str, HandIn]) -> tuple[list[str], np.ndarray]:
    """The exercises of a unit, and each student's part of the points: (students, exercises)."""
    if not hand_ins:
        return [], np.zeros((0, 0))
    # After a change of the course some hand-ins may have been graded with other exercises.
    names = list(dict.fromkeys(one.exercise for records in hand_ins.values() for one in records))
    column = {name: i for i, name in enumerate(names)}
    scores = np.full((len(hand_ins), len(names)), np.nan)
    for row, records in enumerate(hand_ins.values()):
        for one in records:
            scores[row, column[one.exercise]] = one.score
    return names, scores


def exercise_statistics(unit: str, hand_ins: Mapping[str, HandIn]) -> list[ExerciseStatistics]:
    """Every exercise of a unit, in its order."""
    names, scores = scores_of(hand_ins)
    records: dict[str, list[Record]] = {name: [] for name in names}
    for hand_in in hand_ins.values():
        for one in hand_in:
            records[one.exercise].append(one)
    found = []
    for column, name in enumerate(names):
        theirs = records[name]
        points = theirs[0].points
        count = Counter(one.status for one in theirs)
        found.append(
            ExerciseStatistics(
                unit,
                name,
                points,
                students=len(theirs),
                difficulty=float(np.nanmean(scores[:, column])) / points if points else 0.0,
                discrimination=discrimination(scores, column),
                correct=count["correct"],
                partly=count["partly"],
                wrong=count["wrong"] + count["error"],
                not_attempted=count["not attempted"],
            )
        )
    return found


def discrimination(scores: np.ndarray, column: int) -> float | None:
    """The corrected item-total correlation of one exercise; None where there is none.

    scores: points by (students, exercises), NaN where an exercise was not asked.
    """
    asked = ~np.isnan(scores[:, column])
    item = scores[asked, column]
    rest = np.nansum(np.delete(scores[asked], column, axis=1), axis=1)
    if len(item) < FEWEST or np.ptp(item) == 0 or np.ptp(rest) == 0:
        return None
    return float(np.corrcoef(item, rest)[0, 1])


def unit_statistics(unit: str, hand_ins: Mapping[str, HandIn]) -> UnitStatistics:
    """One unit as a whole."""
    _, scores = scores_of(hand_ins)
    points = sum(one.points for one in next(iter(hand_ins.values())))
    totals = np.nansum(scores, axis=1)
    return UnitStatistics(
        unit,
        students=len(totals),
        points=points,
        mean=float(totals.mean()),
        median=float(np.median(totals)),
        full=int((totals >= points - 1e-9).sum()),
        alpha=cronbach_alpha(scores),
    )


def cronbach_alpha(scores: np.ndarray) -> float | None:
    """Cronbach's alpha of (students, exercises); None where there are too few of either."""
    scores = scores[~np.isnan(scores).any(axis=1)]
    students, exercises = scores.shape
    total = scores.sum(axis=1)
    if students < FEWEST or exercises < 2 or np.ptp(total) == 0:
        return None
    between = scores.var(axis=0, ddof=1).sum() / total.var(ddof=1)
    return float(exercises / (exercises - 1) * (1 - between))
