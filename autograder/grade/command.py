"""What `autograder grade` does around the coordinator, from the hand-ins to the grades."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder import devices as all_devices
from autograder.course import Classroom
from autograder.errors import CourseError, RoomError, RunnerError
from autograder.exercises import exercises
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
    all_devices.chosen(options.devices)
    if options.dask:
        asked.require_address(options.dask)
    only = asked.units_named(options.units)
    # nbgrader's own use of its database and notebooks, which the instructor can't change.
    warnings.filterwarnings("ignore", module=r"nbgrader\.|nbformat\.")
    db_url = usable_url(options.db_url) if options.db_url else None
    classroom = Classroom(root, submitted=options.submitted, db_url=db_url)
    asked.require_classroom(classroom)
    if options.feedback:
        require_feedback(classroom)
    term, plugin = term_in(classroom.config), late_plugin(classroom.config)
    asked.require_students(options.students, classroom.layout.submitted)
    found, notes = hand_ins(classroom.layout.submitted, only, options.students)
    notes += asked.strays(classroom.layout.submitted)
    if not found:
        raise CourseError(
            f"There is nothing to grade in {classroom.layout.submitted}: put notebooks into "
            "<student>/<unit>/<unit>.ipynb there, or run `autograder sample`."
            + "".join(f"\n{note}" for note in notes)
        )
    units = sorted({one.unit for one in found})
    runner = _runner(classroom, options, _setting(classroom, options, units, term))
    # Most of what the coordinator holds, stays: to look through it for garbage takes a tenth of a
    # second, in which every submission waits, and by default that happens after every tenth one.
    gc.freeze()
    gc.set_threshold(2_000, 10, 100)
    try:
        notes += register(classroom, units)
        summary = grade_class(
            classroom.layout,
            found,
            runner,
            devices=options.devices,
            all_or_nothing=term.all_or_nothing,
            force=options.force,
            report=report,
        )
    except (RoomError, RunnerError) as error:
        raise CourseError(
            f"{error}\nWhat was graded so far is kept; run the same command again to go on."
        ) from None
    finally:
        runner.close()
    summary.attention[:0] = [*notes, *not_checked(found, options.devices)]
    with classroom.api.gradebook as gradebook:
        set_due_dates(gradebook, term)
        assign_penalties(gradebook, plugin, units)
        rows = list(standings(gradebook))
    write_csv(rows, classroom.layout.classroom / "grades.csv")
    if options.feedback:
        summary.attention += write_feedback(classroom, found, summary.seeds)
    return summary, _grades(rows, found)


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
