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
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course import Layout
from autograder.errors import Unreadable
from autograder.exercises import source_of
from autograder.grade.files import write_whole
from autograder.grade.gradebook import GradebookWriter, Marks
from autograder.grade.handed_in import TIMESTAMP, Found, HandIn, notebook_in
from autograder.grade.marking import Job, Marked
from autograder.grade.records import Entry, Records
from autograder.grade.runners import Runner
from autograder.grade.seeds import SeedBook
from autograder.grade.submission import bytes_of, digest_of
from autograder.grade.timings import Timings


@dataclass(frozen=True)
class Change:
    """A hand-in that was graded again, as it was, and earned something else.

    exercises: by name, the points before and after; one that was not asked counts as 0.
    """

    student: str
    unit: str
    exercises: Mapping[str, tuple[float, float]]

    @property
    def gain(self) -> float:
        """Points won, or lost where it is below 0."""
        return round(sum(after - before for before, after in self.exercises.values()), 2)


@dataclass
class Summary:
    """What a run did: how many were graded again, and what a person should look at.

    newly: student and unit of those that were graded in this run.
    not_graded: hand-ins without a result, each with a reason that is no fault of theirs; the same
        command tries them again.
    changes: what hand-ins won and lost that were the same as before: the course was not.
    seeds: of every submission that was ever graded, by student and unit.
    timings: where the time went; phases of hand-ins that ran side by side add up.
    """

    graded: int = 0
    unchanged: int = 0
    newly: list[tuple[str, str]] = field(default_factory=list)
    attention: list[str] = field(default_factory=list)
    not_graded: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    seeds: dict[tuple[str, str], str] = field(default_factory=dict)
    timings: Timings = field(default_factory=Timings)


Report = Callable[[str, int, int], None]
# Jobs that wait for a worker, so that none waits for the next.
_AHEAD = 4
_TIMESTAMP_BYTES = 200
# A batch is written when there are so many results, or so many bytes of them, or when the first has
# waited so long.
_MOST_IN_BATCH = 32
_MOST_BYTES_IN_BATCH = 32 * 2**20
_LONGEST_WAIT = 2.0


def grade_class(
    layout: Layout,
    found: Sequence[HandIn],
    runner: Runner,
    *,
    devices: Sequence[str] | None = None,
    all_or_nothing: Collection[str] = (),
    force: bool = False,
    report: Report = lambda what, number, count: None,
) -> Summary:
    """Grade what is new among the hand-ins, each in a fork of its own; see Summary.

    `force` grades the unchanged ones again too. `report(what, number, count)` is called as each is
    done. Raises NotRegistered when the gradebook does not know a unit.
    """
    summary = Summary()
    with (
        summary.timings.processor("coordinator"),
        Records(layout.results) as records,
        GradebookWriter(layout.db_url) as gradebook,
    ):
        _catch_up(records, gradebook)
        jobs = {}
        fingerprints = Fingerprints(layout.course, devices, all_or_nothing)
        seeds = SeedBook(layout.seeds)
        for one in found:
            job = job_of(one, fingerprints, seeds)
            if not force and job.fingerprint == records.fingerprint(one.student, one.unit):
                summary.unchanged += 1
                summary.attention += _told(one, records.notes(one.student, one.unit))
            else:
                jobs[one] = job
        with _Batches(layout, records, gradebook, summary) as batches:
            for number, (one, marked) in enumerate(_run_all(jobs, runner), start=1):
                batches.take(one, jobs[one], marked)
                report(f"{one.student}, {one.unit}", number, len(jobs))
        summary.seeds = records.seeds()
    summary.attention.sort()  # whoever was done first
    summary.changes.sort(key=lambda change: (change.unit, change.student))
    return summary


def _told(one: HandIn, notes: Sequence[str]) -> list[str]:
    return [f"{one.student}, {one.unit}: {note}" for note in notes]


def _catch_up(records: Records, gradebook: GradebookWriter) -> None:
    """Put into the gradebook what a kill left out of it after it was in the records: all of that,
    whatever this run is to grade."""
    graded = records.keys()
    held = gradebook.digests(sorted({unit for _, unit in graded}))
    late = [
        records.marks_of(student, unit)
        for student, unit in graded
        if records.digest(student, unit) != held.get((student, unit))
    ]
    known = [marks for marks in late if marks is not None and gradebook.knows(marks)]
    for start in range(0, len(known), _MOST_IN_BATCH):
        gradebook.write_all(known[start : start + _MOST_IN_BATCH])


def _run_all(jobs: Mapping[HandIn, Job], runner: Runner) -> Iterator[tuple[HandIn, Marked]]:
    """Results as they are ready; what failed is tried once more at the end, each by itself."""
    failed: set[HandIn] = set()
    waiting: dict[Future[Marked], HandIn] = {}
    left = iter(jobs)
    one = next(left, None)
    while waiting or one is not None:
        while one is not None and len(waiting) < runner.width + _AHEAD:
            waiting[runner.submit(jobs[one])] = one
            one = next(left, None)
        done, _ = wait(waiting, return_when=FIRST_COMPLETED)
        for future in done:
            whose, marked = waiting.pop(future), future.result()
            if marked.failed:
                failed.add(whose)
            else:
                yield whose, marked
    for whose in [one for one in jobs if one in failed]:
        yield whose, runner.submit(jobs[whose], alone=True).result()


def job_of(one: HandIn, fingerprints: Fingerprints, seeds: SeedBook) -> Job:
    """What there is to mark of a hand-in, with its seed and its fingerprint."""
    notebook = notebook_in(one, fingerprints.course)
    content = content_of(notebook)
    seed = seeds.seed_of(one.student, one.unit, content)
    return Job(
        student=one.student,
        unit=one.unit,
        seed=seed,
        fingerprint=fingerprints.of(one, content, seed),
        path=str(notebook.path),
        timestamp=_timestamp_of(one),
        notes=notebook.notes,
        refused=notebook.refused,
    )


def marks_of(job: Job, marked: Marked) -> Marks:
    """What goes into the gradebook of a job that was done."""
    return Marks(
        job.student, job.unit, marked.scores, frozenset(marked.untouched), marked.timestamp
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
        self._waiting: list[tuple[HandIn, Job, Marked]] = []
        self._since = 0.0

    def __enter__(self) -> _Batches:
        return self

    def __exit__(self, *_: object) -> None:
        self.write()

    def take(self, one: HandIn, job: Job, marked: Marked) -> None:
        """Write a result, now or with those that come next."""
        if marked.failed:
            reason = marked.failed.rstrip(".")
            self._summary.not_graded.append(
                f"{one.student}, {one.unit}: not graded, because {reason}."
            )
            return
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting.append((one, job, marked))
        waited = time.monotonic() - self._since
        size = sum(len(marked.notebook) for _, _, marked in self._waiting)
        is_full = len(self._waiting) >= _MOST_IN_BATCH or size >= _MOST_BYTES_IN_BATCH
        if is_full or waited >= _LONGEST_WAIT:
            self.write()

    def write(self) -> None:
        """Write what waits."""
        batch, self._waiting = self._waiting, []
        with self._summary.timings.phase("write"):
            for one, job, marked in batch:
                self._compare(one, job, marked)
                self._write_notebook(one, marked)
            self._records.add(
                [
                    Entry(one.student, one.unit, job.fingerprint, marked.records)
                    for one, job, marked in batch
                ]
            )
            self._gradebook.write_all([marks_of(job, marked) for _, job, marked in batch])
        for one, _, marked in batch:
            self._summary.graded += 1
            self._summary.newly.append((one.student, one.unit))
            self._summary.attention += _told(one, marked.notes)
            self._summary.timings.add_all(marked.timings)

    def _compare(self, one: HandIn, job: Job, marked: Marked) -> None:
        """Note what the same hand-in earned before, where that was something else."""
        earlier = self._records.of(one.student, one.unit)
        if not earlier or earlier[0]["seed"] != job.seed:
            return  # the first, or another: its seed follows from what is in it
        before = {record["exercise"]: float(record["score"]) for record in earlier}
        names = [*before, *(name for name in marked.scores if name not in before)]
        pairs = {name: (before.get(name, 0.0), marked.scores.get(name, 0.0)) for name in names}
        changed = {name: pair for name, pair in pairs.items() if abs(pair[0] - pair[1]) > 0.005}
        if changed:
            self._summary.changes.append(Change(one.student, one.unit, changed))

    def _write_notebook(self, one: HandIn, marked: Marked) -> None:
        target = self._layout.autograded / one.student / one.unit / f"{one.unit}.ipynb"
        write_whole(target, marked.notebook)
        if marked.timestamp is not None:
            said = f"{marked.timestamp.isoformat()} UTC\n"
            write_whole(target.with_name("timestamp.txt"), said.encode())


class Fingerprints:
    """Tell whether a result is still that of a hand-in, its unit, seed and devices.

    Of a unit counts what the course gives out and what its exercises are: a corrected reference
    has everything graded again.
    """

    def __init__(
        self,
        course: Path,
        devices: Sequence[str] | None,
        all_or_nothing: Collection[str] = (),
    ):
        self.course = course
        self._all_or_nothing = all_or_nothing
        self._devices = devices
        self._units: dict[str, bytes] = {}

    def of(self, one: HandIn, content: bytes, seed: str) -> str:
        """That of a hand-in; `content` is what `content_of` says of its notebook."""
        how = repr((self._devices, seed, one.unit in self._all_or_nothing)).encode()
        digest = hashlib.sha256(content)
        digest.update(_digest_of(one.folder / TIMESTAMP))
        digest.update(hashlib.sha256(self._of_unit(one.unit)).digest())
        digest.update(hashlib.sha256(how).digest())
        return digest.hexdigest()[:24]

    def _of_unit(self, unit: str) -> bytes:
        if unit not in self._units:
            notebook = _digest_of(self.course / unit / f"{unit}.ipynb")
            self._units[unit] = notebook + hashlib.sha256(source_of(unit).encode()).digest()
        return self._units[unit]


def content_of(notebook: Found) -> bytes:
    """A digest that tells one hand-in from another: of its notebook, or of why it has none."""
    if notebook.refused:
        return hashlib.sha256(notebook.refused.encode()).digest()
    return _digest_of(notebook.path)


def _digest_of(file: Path) -> bytes:
    """That of what is in a file; of one that is too large to be read, of its size and date."""
    try:
        return digest_of(file)
    except Unreadable:
        found = file.lstat() if os.path.lexists(file) else None
        facts = b"none"
        if found is not None and stat.S_ISREG(found.st_mode):
            facts = repr((found.st_size, found.st_mtime_ns)).encode()
        return hashlib.sha256(facts).digest()


def _timestamp_of(one: HandIn) -> bytes | None:
    """The beginning of a hand-in's timestamp.txt; None where there is no such file."""
    try:
        return bytes_of(one.folder / TIMESTAMP, _TIMESTAMP_BYTES)
    except Unreadable:
        return None
