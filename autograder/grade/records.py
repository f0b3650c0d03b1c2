"""classroom/results.jsonl: a record an exercise, of every submission that was graded.

Only whole submissions count: one that a kill cut short is as if it had never been graded.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from autograder.errors import CourseError
from autograder.grade import text
from autograder.grade.gradebook import Marks
from autograder.grade.grading import Result

Key = tuple[str, str]  # student, unit
_LONGEST_TURN = 60.0  # seconds to wait for another grading


def records_of(
    student: str,
    result: Result,
    fingerprint: str,
    seed: str,
    timestamp: dt.datetime | None,
    untouched: Collection[str],
) -> list[dict[str, Any]]:
    """One record an exercise, ready for JSON. `seconds` is the time it took to judge."""
    return [
        {
            "student": student,
            "unit": result.unit,
            "exercise": verdict.exercise,
            "points": verdict.points,
            "score": verdict.score,
            "status": verdict.status,
            "aspect": verdict.aspect,
            "case": verdict.case,
            "devices": verdict.devices,
            "mistake": verdict.mistake,
            "label": verdict.label,
            "message": text.sentence(verdict.message),
            "seed": seed,
            "seconds": round(result.times.get(verdict.exercise, 0.0), 4),
            "ended": result.ended,
            "notes": result.notes,
            "submission": fingerprint,
            "timestamp": timestamp.isoformat(" ") if timestamp else None,
            "untouched": f"{verdict.exercise}-answer" in untouched,
            "exercises": len(result.verdicts),
        }
        for verdict in result.verdicts.values()
    ]


@dataclass(frozen=True)
class Entry:
    """The records of one submission, as lines ready to be written."""

    student: str
    unit: str
    fingerprint: str
    lines: bytes


class _Record(msgspec.Struct):
    """What is looked at of a line."""

    student: str
    unit: str
    submission: str
    exercises: int
    exercise: str = ""
    score: float = 0.0
    seed: str = ""
    timestamp: dt.datetime | None = None
    untouched: bool = False
    notes: list[str] = []


_DECODER = msgspec.json.Decoder(_Record)


@dataclass(frozen=True)
class _Place:
    """Where the records of one submission stand in the file, in bytes, and what they come to."""

    fingerprint: str
    start: int
    length: int
    digest: int
    seed: str = ""
    notes: tuple[str, ...] = ()


class Records:
    """The file of results: added to as submissions are graded, put in order at the end.

    It is the journal of grading: what stands in it is graded, and is on the disk. Only the places
    of the records are held in memory. Two gradings, by whatever door, take turns.
    """

    def __init__(self, path: Path):
        self._path = path
        self._lock = _locked(path)
        self._order()
        self._file = path.open("ab")

    def __enter__(self) -> Records:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._order()
        os.close(self._lock)

    def keys(self) -> list[Key]:
        """Every graded submission, as (student, unit)."""
        return sorted(self._places)

    def fingerprint(self, student: str, unit: str) -> str | None:
        """That of the hand-in which was graded last; None when there was none."""
        place = self._places.get((student, unit))
        return place.fingerprint if place else None

    def digest(self, student: str, unit: str) -> int | None:
        """The `Marks.digest` of a graded submission; None without one."""
        place = self._places.get((student, unit))
        return place.digest if place else None

    def notes(self, student: str, unit: str) -> tuple[str, ...]:
        """What a person should look at in a graded submission; empty without one."""
        place = self._places.get((student, unit))
        return place.notes if place else ()

    def seeds(self) -> dict[Key, str]:
        """The seed of every graded submission."""
        return {key: place.seed for key, place in self._places.items()}

    def marks_of(self, student: str, unit: str) -> Marks | None:
        """What a graded submission earned; None without one."""
        place = self._places.get((student, unit))
        return _marks(map(_DECODER.decode, self._bytes(place).splitlines())) if place else None

    def of(self, student: str, unit: str) -> list[dict[str, Any]]:
        """The records of a graded submission; empty without one."""
        place = self._places.get((student, unit))
        return [json.loads(line) for line in self._bytes(place).splitlines()] if place else []

    def add(self, entries: Sequence[Entry]) -> None:
        """Keep the records of some submissions, in place of earlier ones; then they are on disk."""
        for entry in entries:
            records = [_DECODER.decode(line) for line in entry.lines.splitlines()]
            place = _place(entry.fingerprint, self._file.tell(), len(entry.lines), records)
            self._places[entry.student, entry.unit] = place
            self._file.write(entry.lines)
        self._file.flush()
        os.fsync(self._file.fileno())

    def _bytes(self, place: _Place) -> bytes:
        with self._path.open("rb") as file:
            file.seek(place.start)
            return file.read(place.length)

    def _order(self) -> None:
        """Leave out what was superseded or cut short, and sort by student and unit."""
        self._places = places = _whole_submissions(self._path)
        beside = self._path.with_name(f".{self._path.name}.new")
        with beside.open("wb") as ordered:
            for key in sorted(places):
                data, start = self._bytes(places[key]), ordered.tell()
                ordered.write(data)
                places[key] = replace(places[key], start=start)
            ordered.flush()
            os.fsync(ordered.fileno())
        os.replace(beside, self._path)


def _locked(path: Path) -> int:
    """The descriptor of a lock beside the file. Raises CourseError where another grading has it."""
    import fcntl  # Linux and macOS; this module must import anywhere

    lock = os.open(path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    until = time.monotonic() + _LONGEST_TURN
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return lock
        except BlockingIOError:
            if time.monotonic() > until:
                os.close(lock)
                raise CourseError(
                    f"Another grading is writing into {path.parent}. Wait until it has ended, then "
                    "run the same command again."
                ) from None
            time.sleep(0.2)


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """Every record of a results.jsonl, whole submissions only, the newest of each."""
    places = _whole_submissions(path)
    for key in sorted(places):
        with path.open("rb") as file:
            file.seek(places[key].start)
            yield from map(json.loads, file.read(places[key].length).splitlines())


def _marks(records: Iterable[_Record]) -> Marks:
    records = list(records)
    return Marks(
        student=records[0].student,
        unit=records[0].unit,
        scores={one.exercise: one.score for one in records},
        untouched=frozenset(f"{one.exercise}-answer" for one in records if one.untouched),
        timestamp=records[0].timestamp,
    )


def _place(fingerprint: str, start: int, length: int, records: Sequence[_Record]) -> _Place:
    digest = _marks(records).digest
    return _Place(fingerprint, start, length, digest, records[0].seed, tuple(records[0].notes))


def _whole_submissions(path: Path) -> dict[Key, _Place]:
    """The place of the last whole run of records of each submission."""
    whole: dict[Key, _Place] = {}
    start, hand_in = 0, None
    records: list[_Record] = []
    for offset, length, record in _lines(path):
        this = record and (record.student, record.unit, record.submission)
        if this is None or this != hand_in:
            start, hand_in, records = offset, this, []
        if record is None:
            continue
        records.append(record)
        if len(records) == record.exercises:
            place = _place(record.submission, start, offset + length - start, records)
            whole[record.student, record.unit] = place
            hand_in = None
    return whole


def _lines(path: Path) -> Iterator[tuple[int, int, _Record | None]]:
    """Offset, length and record of every line; None for the one that a kill cut short."""
    if not path.exists():
        return
    offset = 0
    with path.open("rb") as file:
        for line in file:
            yield offset, len(line), _record(line)
            offset += len(line)


def _record(line: bytes) -> _Record | None:
    if not line.endswith(b"\n"):
        return None
    try:
        return _DECODER.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
