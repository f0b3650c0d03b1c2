"""Reads results.jsonl: a record an exercise, the newest whole submission of each student and unit.

A class of 2,000 with eleven units is a quarter of a million records, in some 300 MB of memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from autograder.errors import CourseError


class Record(msgspec.Struct, gc=False):
    """What became of one exercise of one hand-in, as grading wrote it down."""

    student: str
    unit: str
    exercise: str
    points: float
    score: float
    status: str
    submission: str
    exercises: int
    aspect: str | None = None
    case: str | None = None
    mistake: str | None = None
    label: str | None = None
    message: str = ""
    ended: str = "done"
    devices: dict[str, str] = msgspec.field(default_factory=dict)
    notes: list[str] = msgspec.field(default_factory=list)

    @property
    def share(self) -> float:
        """The part of the points that was earned."""
        return self.score / self.points if self.points else 0.0


HandIn = tuple[Record, ...]


@dataclass(frozen=True)
class Results:
    """The hand-ins of a class: by student and unit, the records of its exercises in their order."""

    hand_ins: dict[tuple[str, str], HandIn]

    @property
    def students(self) -> list[str]:
        """Every student, sorted."""
        return sorted({student for student, _ in self.hand_ins})

    @property
    def units(self) -> list[str]:
        """Every unit that anybody handed in, in the course's order."""
        return sorted({unit for _, unit in self.hand_ins})

    def of_unit(self, unit: str) -> dict[str, HandIn]:
        """The hand-ins of one unit by student."""
        return {s: records for (s, u), records in self.hand_ins.items() if u == unit}

    def records(self) -> Iterator[Record]:
        """Every record of every hand-in."""
        for records in self.hand_ins.values():
            yield from records


def read_results(path: Path) -> Results:
    """The results in a file. Raises CourseError when there are none."""
    whole: dict[tuple[str, str], HandIn] = {}
    current: list[Record] = []
    for record in _records(path):
        if current and _hand_in(current[0]) != _hand_in(record):
            current = []
        current.append(record)
        if len(current) == record.exercises:
            whole[record.student, record.unit] = tuple(current)
            current = []
    if not whole:
        raise CourseError("Nothing has been graded yet: run `autograder grade` first.")
    return Results(dict(sorted(whole.items())))


def _hand_in(record: Record) -> tuple[str, str, str]:
    return record.student, record.unit, record.submission


def _records(path: Path) -> Iterator[Record]:
    """Every whole line as a record; those that a kill cut short are passed over."""
    if not path.is_file():
        return
    decoder = msgspec.json.Decoder(Record)
    with path.open("rb") as file:
        for line in file:
            try:
                yield decoder.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError):
                continue
