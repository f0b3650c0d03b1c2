"""What `autograder grade` does around the coordinator, from the hand-ins to the grades."""

from __future__ import annotations

import contextlib
import gc
import os
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import sqlalchemy as sql

from autograder import devices as all_devices
from autograder.course import Classroom
from autograder.errors import CourseError, RoomError, RunnerError
from autograder.exercises import exercises
from autograder.exercises import units as course_units
from autograder.grade import asked
from autograder.grade.classroom import Report, Summary, grade_class
from autograder.grade.export import Standing, standings, write_csv
from autograder.grade.feedback import require_feedback, write_feedback
from autograder.grade.gradebook import usable_url
from autograder.grade.handed_in import HandIn, hand_ins
from autograder.grade.marking import Setting
from autograder.grade.registration import register
from autograder.grade.runners import LocalRunner, Runner, limits_from
from autograder.grade.term import Term, assign_penalties, late_plugin, set_due_dates, term_in

_KEPT = "What was graded so far is kept; run the same command again to go on."
_BETWEEN_LOOKS = 0.5  # seconds


@dataclass(frozen=True)
class Options:
    """What the instructor asks for; see `autograder grade --help`."""

    submitted: Path | None = None
    units: Sequence[str] | None = None
    students: Sequence[str] | None = None
    jobs: int | None = None
    devices: Sequence[str] | None = None
    gpu_slots: int = 0
    dask: str | None = None
    db_url: str | None = None
    force: bool = False
    feedback: bool = False
    trust_submissions: bool = False


@dataclass(frozen=True)
class Grade:
    """What one submission earned, in points, and whether it came late."""

    student: str
    unit: str
    score: float
    max_score: float
    late: bool


def grade(root: Path, options: Options, report: Report) -> tuple[Summary, list[Grade]]:
    """Grade the class in `root`; the summary of the run, and every grade in the gradebook.

    Writes classroom/autograded, the gradebook, results.jsonl and grades.csv, and with
    `options.feedback` classroom/feedback. Raises CourseError with what to do when nothing can be
    graded: no submissions, no sandbox, no cluster, an absent device.
    """
    with _Session(root, options) as session:
        found, notes = session.find()
        if not found:
            raise CourseError(
                f"There is nothing to grade in {session.layout.submitted}: put notebooks into "
                "<student>/<unit>/<unit>.ipynb there, or run `autograder sample`."
                + "".join(f"\n{note}" for note in notes)
            )
        session.open(sorted({one.unit for one in found}))
        return session.grade(found, notes, report)


def watch(root: Path, options: Options, tell: Callable[[Summary, list[Grade]], None]) -> NoReturn:
    """Grade hand-ins as they come, until interrupted; `tell` hears of each that were graded.

    Raises CourseError as `grade` does, but for a class that has handed in nothing yet.
    """
    with _Session(root, options) as session:
        session.open(session.units())
        graded: object = None
        before = _state(session.layout.submitted)
        while True:
            now = _state(session.layout.submitted)
            if now == before and now != graded:  # and not in the middle of being written
                found, notes = session.find()
                if found:
                    tell(*session.grade(found, notes, lambda what, number, count: None))
                graded = now
            before = now
            time.sleep(_BETWEEN_LOOKS)


def _state(submitted: Path) -> list[tuple[str, int, int]]:
    """What tells whether anything was handed in since: every file with its time and size."""
    found = []
    for folder, folders, files in os.walk(submitted, followlinks=True):
        if Path(folder).relative_to(submitted).parts[3:]:
            folders.clear()  # also where a link leads in circles
        for name in files:
            with contextlib.suppress(OSError):  # it went since
                about = os.stat(os.path.join(folder, name))
                found.append((os.path.join(folder, name), about.st_mtime_ns, about.st_size))
    return sorted(found)


class _Session:
    """The means to grade, checked before anything is begun, and kept from run to run."""

    def __init__(self, root: Path, options: Options):
        all_devices.chosen(options.devices)
        if options.dask:
            asked.require_address(options.dask)
        self._only = asked.units_named(options.units)
        # nbgrader's own use of its database and notebooks, which the instructor can't change.
        warnings.filterwarnings("ignore", module=r"nbgrader\.|nbformat\.")
        db_url = usable_url(options.db_url) if options.db_url else None
        self._options = options
        self._classroom = Classroom(root, submitted=options.submitted, db_url=db_url)
        self.layout = self._classroom.layout
        asked.require_classroom(self._classroom)
        asked.require_students(options.students, self.layout.submitted)
        if options.feedback:
            require_feedback(self._classroom)
        self._term = term_in(self._classroom.config)
        self._late = late_plugin(self._classroom.config)
        self._runner: Runner | None = None

    def __enter__(self) -> _Session:
        return self

    def __exit__(self, *_: object) -> None:
        if self._runner is not None:
            self._runner.close()

    def units(self) -> list[str]:
        """The units that may be handed in."""
        there = [one.name for one in course_units() if one.exercises]
        wanted = [name for name in there if self._only is None or name in self._only]
        return [name for name in wanted if (self.layout.course / name / f"{name}.ipynb").is_file()]

    def find(self) -> tuple[list[HandIn], list[str]]:
        """The hand-ins that were asked for, and notes on what is none."""
        found, notes = hand_ins(self.layout.submitted, self._only, self._options.students)
        return found, notes + asked.strays(self.layout.submitted)

    def open(self, units: Sequence[str]) -> None:
        """Make rooms and workers ready for some units."""
        setting = _setting(self._classroom, self._options, units, self._term)
        self._runner = _runner(self._classroom, self._options, setting)
        # Most of what the coordinator holds, stays: to look through it for garbage takes a tenth
        # of a second, in which every submission waits, and by default that is after every tenth.
        gc.freeze()
        gc.set_threshold(2_000, 10, 100)

    def grade(
        self, found: Sequence[HandIn], notes: Sequence[str], report: Report
    ) -> tuple[Summary, list[Grade]]:
        """Grade what is new among some hand-ins; the summary, and their grades."""
        assert self._runner is not None
        units = sorted({one.unit for one in found})
        try:
            changed = register(self._classroom, units)
            summary = grade_class(
                self.layout,
                found,
                self._runner,
                devices=self._options.devices,
                all_or_nothing=self._term.all_or_nothing,
                force=self._options.force,
                report=report,
            )
            rows = self._settle(units)
        except (RoomError, RunnerError) as error:
            raise CourseError(f"{error}\n{_KEPT}") from None
        except sql.exc.OperationalError as error:  # a full disk, a server that went away
            raise CourseError(
                f"The gradebook can't be written: {str(error.orig).splitlines()[0]}. {_KEPT}"
            ) from None
        told = [*notes, *changed, *not_checked(found, self._options.devices)]
        summary.attention[:0] = told
        if self._options.feedback:
            summary.attention += write_feedback(self._classroom, found, summary.seeds)
        return summary, _grades(rows, found)

    def _settle(self, units: Sequence[str]) -> list[Standing]:
        """Count what being late costs, and write grades.csv; what everybody has."""
        with self._classroom.api.gradebook as gradebook:
            set_due_dates(gradebook, self._term)
            assign_penalties(gradebook, self._late, units)
            rows = list(standings(gradebook))
        write_csv(rows, self.layout.classroom / "grades.csv")
        return rows


def not_checked(found: Sequence[HandIn], devices: Sequence[str] | None) -> list[str]:
    """A note where exercises were graded that only a second device can tell right from wrong."""
    missing = all_devices.unchecked(all_devices.chosen(devices)).get("accelerator")
    units = {one.unit for one in found}
    names = [
        f"`{one.name}`" for one in exercises().values() if one.about_devices and one.unit in units
    ]
    if missing is None or not names:
        return []
    return [
        f"{', '.join(names)}: not checked, and so without points, for lack of a second device: "
        f"{missing}."
    ]


def _setting(classroom: Classroom, options: Options, units: Sequence[str], term: Term) -> Setting:
    course = {unit: classroom.layout.course / unit / f"{unit}.ipynb" for unit in units}
    return Setting(
        limits=limits_from(classroom.limits),
        # One that is missing is told of when its unit is registered.
        course={unit: path.read_bytes() for unit, path in course.items() if path.is_file()},
        devices=None if options.devices is None else list(options.devices),
        all_or_nothing=list(term.all_or_nothing),
    )


def _runner(classroom: Classroom, options: Options, setting: Setting) -> Runner:
    if options.dask and options.gpu_slots:
        raise CourseError(
            "--gpu-slots shares out the accelerator of this machine, and --dask grades on others, "
            "whose rooms use none. Leave one of the two out."
        )
    if options.dask:
        return _on_cluster(options.dask, setting, options.trust_submissions)
    return LocalRunner(
        setting,
        options.gpu_slots or options.jobs,
        hidden=classroom.hidden,
        gpu=options.gpu_slots > 0,
        trust_submissions=options.trust_submissions,
    )


def _on_cluster(address: str, setting: Setting, trust_submissions: bool) -> Runner:
    try:
        from autograder.grade.cluster import DaskRunner
    except ImportError:
        raise CourseError(
            "A cluster needs the package distributed: pip install 'autograder[cluster]'"
        ) from None
    return DaskRunner(address, setting, trust_submissions=trust_submissions)


def _grades(rows: Sequence[Standing], found: Sequence[HandIn]) -> list[Grade]:
    """What every submission earned, from the gradebook."""
    wanted = {(one.student, one.unit) for one in found}
    return sorted(
        (
            # Rounded, for it is a sum of floats.
            Grade(row.student, row.unit, round(row.score, 2), row.max_score, row.late)
            for row in rows
            if row.handed_in and (row.student, row.unit) in wanted
        ),
        key=lambda grade: (grade.student, grade.unit),
    )
