"""classroom/results.jsonl: a record an exercise, of every submission that was graded.

Only whole submissions count: one that a kill cut short is as if it had never been graded.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.grade.grading import Result

Key = tuple[str, str]  # student, unit


def records_of(student: str, result: Result, fingerprint: str, seed: str) -> list[dict]:
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
            "message": verdict.message,
            "seed": seed,
            "seconds": round(result.times.get(verdict.exercise, 0.0), 4),
            "ended": result.ended,
            "notes": result.notes,
            "submission": fingerprint,
            "exercises": len(result.verdicts),
        }
        for verdict in result.verdicts.values()
    ]


@dataclass(frozen=True)
class _Place:
    """Where the records of one submission stand in the file, in bytes."""

    fingerprint: str
    start: int
    length: int


class Records:
    """The file of results: added to as submissions are graded, put in order at the end.

    Only the places of the records are held in memory.
    """

    def __init__(self, path: Path):
        self._path = path
        self._order()
        self._file = path.open("ab")

    def __enter__(self) -> Records:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._order()

    def fingerprint(self, student: str, unit: str) -> str | None:
        """That of the hand-in which was graded last; None when there was none."""
        place = self._places.get((student, unit))
        return place.fingerprint if place else None

    def of(self, student: str, unit: str) -> list[dict]:
        """The records of a graded submission; empty without one."""
        place = self._places.get((student, unit))
        return [json.loads(line) for line in self._bytes(place).splitlines()] if place else []

    def add(self, records: list[dict]) -> None:
        """Keep the records of one submission, in place of earlier ones."""
        data = "".join(json.dumps(record, sort_keys=True) + "\n" for record in records).encode()
        key = records[0]["student"], records[0]["unit"]
        self._places[key] = _Place(records[0]["submission"], self._file.tell(), len(data))
        self._file.write(data)
        self._file.flush()

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
                places[key] = _Place(places[key].fingerprint, start, len(data))
            ordered.flush()
            os.fsync(ordered.fileno())
        os.replace(beside, self._path)


def read_records(path: Path) -> Iterator[dict]:
    """Every record of a results.jsonl, whole submissions only, the newest of each."""
    places = _whole_submissions(path)
    for key in sorted(places):
        with path.open("rb") as file:
            file.seek(places[key].start)
            yield from map(json.loads, file.read(places[key].length).splitlines())


def _whole_submissions(path: Path) -> dict[Key, _Place]:
    """The place of the last whole run of records of each submission."""
    whole: dict[Key, _Place] = {}
    start, count, hand_in = 0, 0, None
    for offset, length, record in _lines(path):
        this = record and (record["student"], record["unit"], record["submission"])
        if this is None or this != hand_in:
            start, count, hand_in = offset, 0, this
        count += 1
        if record and count == record["exercises"]:
            place = _Place(record["submission"], start, offset + length - start)
            whole[record["student"], record["unit"]] = place
            hand_in = None
    return whole


def _lines(path: Path) -> Iterator[tuple[int, int, dict | None]]:
    """Offset, length and record of every line; None for the one that a kill cut short."""
    if not path.exists():
        return
    offset = 0
    with path.open("rb") as file:
        for line in file:
            yield offset, len(line), _record(line)
            offset += len(line)


def _record(line: bytes) -> dict | None:
    if not line.endswith(b"\n"):
        return None
    try:
        record = json.loads(line)
    except ValueError:
        return None
    return record if isinstance(record, dict) and "exercises" in record else None
