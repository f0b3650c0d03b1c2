"""Grades a class: hands out hand-ins, keeps order, and is the only one to write.

It looks at nothing of a student's: workers read and judge (see `marking`). Results are written in
batches: the notebooks, then results.jsonl, from then on they count, then the gradebook in one
transaction. What a kill leaves out of the gradebook, the next run puts there; so a run that was
killed and is started again ends as if it had never been killed.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course import Layout
from autograder.errors import Unreadable
from autograder.grade import text
from autograder.grade.files import write_whole
from autograder.grade.gradebook import GradebookWriter, Marks
from autograder.grade.marking import Job, Marked
from autograder.grade.records import Entry, Records
from autograder.grade.runners import Runner
from autograder.grade.seeds import SeedBook
from autograder.grade.submission import bytes_of
from autograder.grade.timings import Timings


@dataclass(frozen=True)
class HandIn:
    """One student's folder for one unit, and what is in it."""

    student: str
    unit: str
    folder: Path


@dataclass
class Summary:
    """What a run did: how many were graded again, and what a person should look at.

    not_graded: hand-ins without a result, each with a reason that is no fault of theirs; the same
        command tries them again.
    timings: where the time went; phases of hand-ins that ran side by side add up.
    """

    graded: int = 0
    unchanged: int = 0
    attention: list[str] = field(default_factory=list)
    not_graded: list[str] = field(default_factory=list)
    timings: Timings = field(default_factory=Timings)


Report = Callable[[str, int, int], None]
# Jobs that wait for a worker, so that none waits for the next.
_AHEAD = 4
_TIMESTAMP_BYTES = 200
# A batch is written when there are so many results, or when the first has waited so long.
_MOST_IN_BATCH = 32
_LONGEST_WAIT = 2.0


def hand_ins(
    submitted: Path, units: Sequence[str] | None = None, students: Sequence[str] | None = None
) -> tuple[list[HandIn], list[str]]:
    """The hand-ins under `submitted`/<student>/<unit>, and notes on folders that are none."""
    from autograder.exercises import units as course_units

    known = {unit.name for unit in course_units() if unit.exercises}
    found, notes = [], []
    for folder in sorted(submitted.glob("*/*")):
        student, unit = folder.parent.name, folder.name
        shown = f"{text.name(student)}, {text.name(unit)}"
        if folder.is_symlink() or folder.parent.is_symlink() or not folder.is_dir():
            notes.append(f"{shown}: not a folder; it was left out.")
        elif unit not in known:
            notes.append(f"{shown}: the course has no unit of this name.")
        elif not text.is_name(student):
            notes.append(
                f"{shown}: the folder's name holds what no gradebook can; rename it and grade "
                "again. It was left out."
            )
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
    summary = Summary()
    with Records(layout.results) as records, GradebookWriter(layout.db_url) as gradebook:
        _catch_up(found, records, gradebook)
        jobs = {}
        fingerprints, seeds = _Fingerprints(layout.course, devices), SeedBook(layout.seeds)
        for one in found:
            content = _content_of(notebook_in(one)[0])
            seed = seeds.seed_of(one.student, one.unit, content)
            fingerprint = fingerprints.of(one, content, seed)
            if not force and fingerprint == records.fingerprint(one.student, one.unit):
                summary.unchanged += 1
            else:
                jobs[one] = fingerprint, seed
        with _Batches(layout, records, gradebook, summary) as batches:
            for number, (one, marked) in enumerate(_run_all(jobs, runner), start=1):
                batches.take(one, jobs[one][0], marked)
                report(f"{one.student}, {one.unit}", number, len(jobs))
    summary.attention.sort()  # whoever was done first
    return summary


def _catch_up(found: Sequence[HandIn], records: Records, gradebook: GradebookWriter) -> None:
    """Put into the gradebook what a kill left out of it after it was in the records."""
    held = gradebook.digests(sorted({one.unit for one in found}))
    late = [
        records.marks_of(one.student, one.unit)
        for one in found
        if records.digest(one.student, one.unit) != held.get((one.student, one.unit))
    ]
    known = [marks for marks in late if marks is not None and gradebook.knows(marks)]
    for start in range(0, len(known), _MOST_IN_BATCH):
        gradebook.write_all(known[start : start + _MOST_IN_BATCH])


def _run_all(
    jobs: Mapping[HandIn, tuple[str, str]], runner: Runner
) -> Iterator[tuple[HandIn, Marked]]:
    """Results as they are ready; what failed is tried once more at the end, each by itself."""
    failed: set[HandIn] = set()
    waiting: dict[Future[Marked], HandIn] = {}
    left = iter(jobs)
    one = next(left, None)
    while waiting or one is not None:
        while one is not None and len(waiting) < runner.width + _AHEAD:
            waiting[runner.submit(_job(one, *jobs[one]))] = one
            one = next(left, None)
        done, _ = wait(waiting, return_when=FIRST_COMPLETED)
        for future in done:
            whose, marked = waiting.pop(future), future.result()
            if marked.failed:
                failed.add(whose)
            else:
                yield whose, marked
    for whose in [one for one in jobs if one in failed]:
        yield whose, runner.submit(_job(whose, *jobs[whose]), alone=True).result()


def _job(one: HandIn, fingerprint: str, seed: str) -> Job:
    notebook, notes = notebook_in(one)
    return Job(
        student=one.student,
        unit=one.unit,
        seed=seed,
        fingerprint=fingerprint,
        path=str(notebook),
        timestamp=_head_of(one.folder / "timestamp.txt"),
        notes=tuple(notes),
    )


class _Batches:
    """Writes results down, several at once, in the order that a kill can't harm."""

    def __init__(
        self, layout: Layout, records: Records, gradebook: GradebookWriter, summary: Summary
    ):
        self._layout = layout
        self._records = records
        self._gradebook = gradebook
        self._summary = summary
        self._waiting: list[tuple[HandIn, str, Marked]] = []
        self._since = 0.0

    def __enter__(self) -> _Batches:
        return self

    def __exit__(self, *_: object) -> None:
        self.write()

    def take(self, one: HandIn, fingerprint: str, marked: Marked) -> None:
        """Write a result, now or with those that come next."""
        if marked.failed:
            reason = marked.failed.rstrip(".")
            self._summary.not_graded.append(
                f"{one.student}, {one.unit}: not graded, because {reason}."
            )
            return
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting.append((one, fingerprint, marked))
        waited = time.monotonic() - self._since
        if len(self._waiting) >= _MOST_IN_BATCH or waited >= _LONGEST_WAIT:
            self.write()

    def write(self) -> None:
        """Write what waits."""
        batch, self._waiting = self._waiting, []
        with self._summary.timings.phase("write"):
            for one, _, marked in batch:
                self._write_notebook(one, marked)
            self._records.add(
                [
                    Entry(one.student, one.unit, fingerprint, marked.records)
                    for one, fingerprint, marked in batch
                ]
            )
            self._gradebook.write_all(
                [
                    Marks(one.student, one.unit, m.scores, frozenset(m.untouched), m.timestamp)
                    for one, _, m in batch
                ]
            )
        for one, _, marked in batch:
            self._summary.graded += 1
            self._summary.attention += [f"{one.student}, {one.unit}: {n}" for n in marked.notes]
            self._summary.timings.add_all(marked.timings)

    def _write_notebook(self, one: HandIn, marked: Marked) -> None:
        target = self._layout.autograded / one.student / one.unit / f"{one.unit}.ipynb"
        write_whole(target, marked.notebook)
        if marked.timestamp is not None:
            said = f"{marked.timestamp.isoformat()} UTC\n"
            write_whole(target.with_name("timestamp.txt"), said.encode())


class _Fingerprints:
    """Tell whether a result is still that of a hand-in, its unit, seed and devices."""

    def __init__(self, course: Path, devices: Sequence[str] | None):
        self._course = course
        self._devices = devices
        self._units: dict[str, bytes] = {}

    def of(self, one: HandIn, content: bytes, seed: str) -> str:
        """That of a hand-in with `content` in its notebook, of which nothing is looked at."""
        if one.unit not in self._units:
            notebook = self._course / one.unit / f"{one.unit}.ipynb"
            self._units[one.unit] = hashlib.sha256(_content_of(notebook)).digest()
        digest = hashlib.sha256()
        for part in (
            content,
            _content_of(one.folder / "timestamp.txt"),
            self._units[one.unit],
            repr((self._devices, seed)).encode(),
        ):
            digest.update(hashlib.sha256(part).digest())
        return digest.hexdigest()[:24]


def fingerprint_of(one: HandIn, course: Path, seed: str, devices: Sequence[str] | None) -> str:
    """Tells whether a result is still that of this hand-in, this unit, seed and devices."""
    return _Fingerprints(course, devices).of(one, _content_of(notebook_in(one)[0]), seed)


def _content_of(file: Path) -> bytes:
    """What is in a file; of one that is too large to be read, how large it is and since when."""
    try:
        return bytes_of(file)
    except Unreadable:
        found = file.lstat() if os.path.lexists(file) else None
        if found is None or not stat.S_ISREG(found.st_mode):
            return b"none"
        return repr((found.st_size, found.st_mtime_ns)).encode()


def notebook_in(one: HandIn) -> tuple[Path, list[str]]:
    """The notebook of a hand-in; a renamed one is taken when it is the only one."""
    expected = one.folder / f"{one.unit}.ipynb"
    if expected.exists() or expected.is_symlink():
        return expected, []
    others = [path for path in sorted(one.folder.glob("*.ipynb")) if path.is_file()]
    if len(others) == 1:
        return others[0], [f"It was handed in as {text.name(others[0].name)}."]
    return expected, []


def _head_of(file: Path) -> bytes | None:
    """The beginning of a timestamp.txt; None where there is no such file."""
    try:
        return bytes_of(file)[:_TIMESTAMP_BYTES]
    except Unreadable:
        return None
