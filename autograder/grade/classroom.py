"""Grades a class: the coordinator. It reads, judges and writes; it runs nothing of a student's.

Each result is written once: the notebook, then the gradebook in one transaction, then the records.
A run that was killed and is started again therefore ends as if it had never been killed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course import Layout
from autograder.errors import Unreadable
from autograder.grade import text
from autograder.grade.files import write_whole
from autograder.grade.gradebook import GradebookWriter
from autograder.grade.graded_notebook import as_notebook, course_cells
from autograder.grade.grading import Examination, Result, find_unit, nothing_to_run
from autograder.grade.records import Records, records_of
from autograder.grade.runners import Runner
from autograder.grade.seeds import SeedBook
from autograder.grade.submission import bytes_of, read


@dataclass(frozen=True)
class HandIn:
    """One student's folder for one unit, and what is in it."""

    student: str
    unit: str
    folder: Path


@dataclass
class Summary:
    """What a run did: how many were graded again, and what a person should look at."""

    graded: int = 0
    unchanged: int = 0
    attention: list[str] = field(default_factory=list)


Report = Callable[[str, int, int], None]
# Submissions to read and to know the right answers of while the room still loads.
_AHEAD = 100


def hand_ins(
    submitted: Path, units: Sequence[str] | None = None, students: Sequence[str] | None = None
) -> tuple[list[HandIn], list[str]]:
    """The hand-ins under `submitted`/<student>/<unit>, and notes on folders that are none."""
    from autograder.exercises import units as course_units

    known = {unit.name for unit in course_units() if unit.exercises}
    found, notes = [], []
    for folder in sorted(submitted.glob("*/*")):
        student, unit = folder.parent.name, folder.name
        if folder.is_symlink() or folder.parent.is_symlink() or not folder.is_dir():
            notes.append(f"{student}, {unit}: not a folder; it was left out.")
        elif unit not in known:
            notes.append(f"{student}, {unit}: the course has no unit of this name.")
        elif (units is None or unit in units) and (students is None or student in students):
            found.append(HandIn(student, unit, folder))
    return found, notes


def grade_class(
    layout: Layout,
    found: Sequence[HandIn],
    runner: Runner,
    *,
    devices: Sequence[str] | None = None,
    force: bool = False,
    report: Report = lambda what, number, count: None,
) -> Summary:
    """Grade what is new among the hand-ins, each in a fork of its own; see Summary.

    `force` grades the unchanged ones again too. `report(what, number, count)` is called as each is
    done. Raises NotRegistered when the gradebook does not know a unit.
    """
    seeds = SeedBook(layout.seeds).seeds_of(sorted({one.student for one in found}))
    with Records(layout.results) as records, GradebookWriter(layout.db_url) as gradebook:
        coordinator = _Coordinator(layout, records, gradebook, seeds, devices)
        summary = Summary()
        todo = coordinator.new_ones(found, force, summary)
        for number, (one, result, fingerprint) in enumerate(
            _run_all(coordinator, todo, runner), start=1
        ):
            coordinator.write(one, result, fingerprint)
            summary.graded += 1
            summary.attention += [f"{one.student}, {one.unit}: {note}" for note in result.notes]
            report(f"{one.student}, {one.unit}", number, len(todo))
    return summary


class _Coordinator:
    """Holds what is open during a run: the records, the gradebook and the seeds."""

    def __init__(
        self,
        layout: Layout,
        records: Records,
        gradebook: GradebookWriter,
        seeds: dict[str, str],
        devices: Sequence[str] | None,
    ):
        self.layout = layout
        self._records = records
        self._gradebook = gradebook
        self._seeds = seeds
        self._devices = devices

    def new_ones(
        self, found: Sequence[HandIn], force: bool, summary: Summary
    ) -> list[tuple[HandIn, str]]:
        """The hand-ins to grade, each with its fingerprint."""
        in_gradebook = self._gradebook.submissions()
        todo = []
        for one in found:
            fingerprint = self._fingerprint(one)
            kept = self._records.fingerprint(one.student, one.unit)
            if not force and fingerprint == kept and (one.student, one.unit) in in_gradebook:
                summary.unchanged += 1
            else:
                todo.append((one, fingerprint))
        return todo

    def examine(self, one: HandIn) -> Examination | Result:
        """The plan for a hand-in; its result where there is nothing to run."""
        unit = find_unit(one.unit)
        path, note = notebook_in(one)
        try:
            submission = read(path)
        except Unreadable as error:
            return nothing_to_run(unit, str(error))
        submission.notes += note
        _, timestamp_note = timestamp_of(one)
        submission.notes += timestamp_note
        return Examination(unit, submission, self._seeds[one.student], self._devices)

    def write(self, one: HandIn, result: Result, fingerprint: str) -> None:
        """Write a result down, everywhere it belongs, in the order that a kill can't harm."""
        course_notebook = self._course_notebook(one.unit)
        target = self.layout.autograded / one.student / one.unit / f"{one.unit}.ipynb"
        notebook = as_notebook(result, course_notebook)
        write_whole(target, json.dumps(notebook, ensure_ascii=False))
        timestamp, _ = timestamp_of(one)
        if timestamp is not None:
            write_whole(target.with_name("timestamp.txt"), f"{timestamp.isoformat()} UTC\n")
        untouched = untouched_answers(result, course_notebook)
        self._gradebook.write(one.student, result, timestamp, untouched)
        self._records.add(records_of(one.student, result, fingerprint, self._seeds[one.student]))

    def _course_notebook(self, unit: str) -> Path:
        return self.layout.course / unit / f"{unit}.ipynb"

    def _fingerprint(self, one: HandIn) -> str:
        return fingerprint_of(one, self.layout.course, self._seeds[one.student], self._devices)


def fingerprint_of(one: HandIn, course: Path, seed: str, devices: Sequence[str] | None) -> str:
    """Tells whether a result is still that of this hand-in, this unit, seed and devices."""
    digest = hashlib.sha256()
    path, _ = notebook_in(one)
    for file in (path, one.folder / "timestamp.txt", course / one.unit / f"{one.unit}.ipynb"):
        digest.update(_content_of(file))
        digest.update(b"\0")
    digest.update(repr((devices, seed)).encode())
    return digest.hexdigest()[:24]


def _content_of(file: Path) -> bytes:
    """What is in a file; of one that is too large to be read, how large it is and since when."""
    try:
        return bytes_of(file)
    except Unreadable:
        found = file.lstat() if os.path.lexists(file) else None
        is_file = found is not None and stat.S_ISREG(found.st_mode)
        return repr((found.st_size, found.st_mtime_ns)).encode() if is_file else b"none"


def _run_all(
    coordinator: _Coordinator, todo: Sequence[tuple[HandIn, str]], runner: Runner
) -> Iterator[tuple[HandIn, Result, str]]:
    """Results as they are ready; only some submissions are held in memory at once."""
    most = max(2 * runner.width, _AHEAD)
    waiting: dict[Future, tuple[HandIn, Examination, str]] = {}
    left = iter(todo)
    exhausted = False
    while waiting or not exhausted:
        while not exhausted and len(waiting) < most:
            one, fingerprint = next(left, (None, ""))
            if one is None:
                exhausted = True
                break
            examined = coordinator.examine(one)
            if isinstance(examined, Result):
                yield one, examined, fingerprint
            else:
                waiting[runner.submit(examined.cells)] = (one, examined, fingerprint)
                examined.prepare()
        if waiting:
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                one, examination, fingerprint = waiting.pop(future)
                yield one, examination.judge(future.result()), fingerprint


def notebook_in(one: HandIn) -> tuple[Path, list[str]]:
    """The notebook of a hand-in; a renamed one is taken when it is the only one."""
    expected = one.folder / f"{one.unit}.ipynb"
    if expected.exists() or expected.is_symlink():
        return expected, []
    others = [path for path in sorted(one.folder.glob("*.ipynb")) if path.is_file()]
    if len(others) == 1:
        return others[0], [f"It was handed in as {text.name(others[0].name)}."]
    return expected, []


def timestamp_of(one: HandIn) -> tuple[dt.datetime | None, list[str]]:
    """When it was handed in by its timestamp.txt (UTC, without a zone), and a note on a bad one."""
    from nbgrader.utils import parse_utc

    file = one.folder / "timestamp.txt"
    if not file.is_file() or file.is_symlink():
        return None, []
    with file.open("rb") as opened:
        said = opened.read(200).decode(errors="replace").strip()
    try:
        return parse_utc(said), []
    except Exception:  # the parser's own, of many kinds: OverflowError, decimal.InvalidOperation
        return None, [f"Its timestamp.txt can't be read as a date: {text.name(said, 40)!r}."]


def untouched_answers(result: Result, course_notebook: Path) -> frozenset[str]:
    """The answer cells that are still as the course gives them out."""
    ours = course_cells(course_notebook, course_notebook.stat().st_mtime_ns)
    return frozenset(
        cell.submitted.grade_id
        for cell in result.cells
        if cell.submitted.grade_id in ours
        and not cell.submitted.is_test
        and cell.submitted.source == "".join(ours[cell.submitted.grade_id]["source"])
    )
