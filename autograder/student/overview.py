"""How far a student is: the unit at hand, all the others, and what to turn to next.

What the notebook holds now comes before what the record remembers; the record is all there is
right after a restart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from autograder.judge.exercise import Exercise, Unit
from autograder.judge.verdict import Verdict
from autograder.student.record import Entry, Record

_MANY_TRIES = 3
_MANY_HINTS = 2
_MOST_NAMED = 3
_NOT_NOW = ("not attempted", "not checked")


@dataclass(frozen=True)
class Line:
    """An exercise of the unit at hand.

    now: what a check of it says now; entry: what the record remembers.
    """

    now: Verdict
    entry: Entry

    @property
    def remembered(self) -> bool:
        """Whether the record alone knows of an answer: the notebook holds none at the moment."""
        return self.now.status in _NOT_NOW and self.entry.attempts > 0

    @property
    def best(self) -> float:
        """The most points that it has earned, now or before."""
        return max(self.now.score, self.entry.best * self.now.points)


@dataclass(frozen=True)
class UnitLine:
    """A unit: how many of its exercises are solved, and the points earned; where it lies.

    place: a relative address of its notebook; "" where there is none.
    """

    name: str
    title: str
    solved: int
    exercises: int
    earned: float
    points: float
    place: str
    here: bool


@dataclass(frozen=True)
class Pointer:
    """An exercise to turn to: why, and the address of its cell ("" where it is not known)."""

    name: str
    why: str
    place: str


@dataclass(frozen=True)
class Overview:
    """Everything that `progress()` shows. `lines` are of the unit at hand, if there is one."""

    title: str
    lines: Sequence[Line]
    units: Sequence[UnitLine]
    next: Pointer | None
    again: Sequence[Pointer]


def look(
    unit: Unit | None, verdicts: Sequence[Verdict], units: Sequence[Unit], record: Record | None
) -> Overview:
    """Put together what the notebook at hand holds (`verdicts` of `unit`) and the record."""
    entries = {one.name: record.unit(one.name) if record else {} for one in units}
    own = entries[unit.name] if unit else {}
    lines = [Line(verdict, own.get(verdict.exercise, Entry())) for verdict in verdicts]
    best = {
        one.name: entries[where.name].get(one.name, Entry()).best
        for where in units
        for one in where.exercises
    }
    best |= {line.now.exercise: line.best / (line.now.points or 1) for line in lines}
    if record is None:
        return Overview(unit.title if unit else "", lines, (), None, ())
    return Overview(
        unit.title if unit else "",
        lines,
        [_unit_line(one, best, one is unit) for one in units],
        _next(unit, units, best),
        _again(units, entries, best),
    )


def _unit_line(unit: Unit, best: Mapping[str, float], here: bool) -> UnitLine:
    shares = [(one, best[one.name]) for one in unit.exercises]
    return UnitLine(
        unit.name,
        unit.title,
        sum(share == 1 for _, share in shares),
        len(shares),
        sum(share * one.points for one, share in shares),
        sum(one.points for one in unit.exercises),
        _place(unit.name),
        here,
    )


def _next(unit: Unit | None, units: Sequence[Unit], best: Mapping[str, float]) -> Pointer | None:
    """The first exercise that is not solved: of the unit at hand, then of the ones after it."""
    at = units.index(unit) if unit else 0
    for one in (one for where in (*units[at:], *units[:at]) for one in where.exercises):
        if best[one.name] < 1:
            why = "partly right so far" if best[one.name] else "not solved yet"
            return Pointer(one.name, why, _place(one.unit, one))
    return None


def _again(
    units: Sequence[Unit], entries: Mapping[str, Mapping[str, Entry]], best: Mapping[str, float]
) -> list[Pointer]:
    """Solved exercises that took trouble, the most trouble first: worth another look."""
    found = []
    for one in (one for where in units for one in where.exercises):
        entry = entries[one.unit].get(one.name, Entry())
        if best[one.name] == 1 and (entry.attempts >= _MANY_TRIES or entry.hints >= _MANY_HINTS):
            said = [f"{entry.attempts} tries"] if entry.attempts > 1 else []
            said += [f"{entry.hints} hint{'s' if entry.hints > 1 else ''}"] if entry.hints else []
            pointer = Pointer(one.name, ", ".join(said), _place(one.unit, one))
            found.append((entry.attempts + 2 * entry.hints, pointer))
    found.sort(key=lambda each: -each[0])
    return [pointer for _, pointer in found[:_MOST_NAMED]]


def _place(unit: str, one: Exercise | None = None) -> str:
    """The address of a unit's notebook as seen from the one at hand, or of an exercise in it.

    A notebook lies in a folder of its own beside the others, or in one folder with them.
    """
    file = f"{unit}.ipynb"
    near = (f"../{unit}/{file}", file, f"{unit}/{file}")
    there = next((path for path in near if Path(path).is_file()), None)
    if there is None:
        return ""
    return quote(there) + (f"#cell-id={quote(one.name)}-answer" if one else "")
