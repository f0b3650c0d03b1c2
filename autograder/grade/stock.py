"""Grades a class with nbgrader's own executor, one submission at a time."""

from __future__ import annotations

import json
import tempfile
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder import host
from autograder.host import CourseError


class GradeError(CourseError):
    """The class can't be graded; the message says what to do."""


@dataclass(frozen=True)
class Submission:
    """What one student handed in for one unit."""

    student: str
    unit: str


@dataclass(frozen=True)
class Grade:
    """What one submission earned, in points, before and without any penalty for being late."""

    student: str
    unit: str
    score: float
    max_score: float
    late: bool
    problem: str | None = None  # why it could not be graded


def grade_class(
    root: Path,
    *,
    force: bool = False,
    started: Callable[[Submission, int, int], None] = lambda submission, number, count: None,
) -> list[Grade]:
    """Grade every submission in `root`/classroom/submitted that is new; write feedback and a CSV.

    One submission that can't be graded costs only itself: its Grade says why. `force` grades again
    what was graded before; `started(submission, number, count)` is called before each. Raises
    GradeError when there is nothing to grade or the gradebook belongs to another state of a unit.
    """
    # nbgrader's own use of its database and notebooks, which the instructor can't change.
    warnings.filterwarnings("ignore", module=r"nbgrader\.|nbformat\.")
    api = host.nbgrader(host.configuration(root))
    units = {path.parent.name for path in (root / "solutions").glob("*/*.ipynb")}
    submissions = _submissions(root, units)
    if not submissions:
        raise GradeError(
            "There is nothing to grade: put notebooks into "
            "classroom/submitted/<student>/<unit>/<unit>.ipynb, or run `autograder sample`."
        )
    handed_in = sorted({submission.unit for submission in submissions})
    _register(root, handed_in)
    done = set() if force else _graded(root, api, handed_in)
    problems: dict[Submission, str] = {}
    for number, submission in enumerate(submissions, start=1):
        if submission in done:
            continue
        started(submission, number, len(submissions))
        problem = _grade_one(root, api, submission)
        if problem:
            problems[submission] = problem
    _export(api, root / "classroom" / "grades.csv")
    return _grades(api, submissions, problems)


def _submissions(root: Path, units: Iterable[str]) -> list[Submission]:
    """Return what lies in classroom/submitted/<student>/<unit>, by student, then unit."""
    known = set(units)
    folders = sorted((root / "classroom" / "submitted").glob("*/*"))
    return [
        Submission(folder.parent.name, folder.name)
        for folder in folders
        if folder.is_dir() and folder.name in known
    ]


def _register(root: Path, units: list[str]) -> None:
    """Tell the gradebook of the units and their cells, as nbgrader generate_assignment does."""
    (root / "classroom").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as elsewhere:
        config = host.configuration(root)
        # What students opened stays as it is: only the gradebook is wanted here.
        config.CourseDirectory.release_directory = elsewhere
        api = host.nbgrader(config)
        for unit in units:
            _explain_failure(unit, api.generate_assignment(unit))


def _explain_failure(unit: str, outcome: dict) -> None:
    if outcome["success"]:
        return
    said = _said(outcome)
    if "there are submissions associated with it" in said:
        raise GradeError(
            f"The exercises of {unit} changed after submissions were graded. Move "
            "classroom/gradebook.db and classroom/autograded away and grade again."
        )
    raise GradeError(f"nbgrader could not register {unit}:\n{said}")


def _graded(root: Path, api, units: Iterable[str]) -> set[Submission]:
    """Return the submissions that were graded and not handed in anew since."""
    candidates = [
        Submission(student, unit) for unit in units for student in api.get_autograded_students(unit)
    ]
    return {submission for submission in candidates if _is_newest(root, submission)}


def _is_newest(root: Path, submission: Submission) -> bool:
    """Whether the graded notebook is younger than everything that was handed in."""
    classroom = root / "classroom"
    handed_in = classroom / "submitted" / submission.student / submission.unit
    name = f"{submission.unit}.ipynb"
    graded = classroom / "autograded" / submission.student / submission.unit / name
    if not (graded.is_file() and handed_in.is_dir()):
        return False
    newest = max(path.stat().st_mtime_ns for path in (handed_in, *handed_in.iterdir()))
    return newest <= graded.stat().st_mtime_ns


def _grade_one(root: Path, api, submission: Submission) -> str | None:
    """Autograde one submission and write its feedback; return why that failed, or None."""
    unreadable = _unreadable(root, submission)
    if unreadable:
        _withdraw(api, submission)
        return unreadable
    outcome = api.autograde(submission.unit, submission.student)
    if not outcome["success"]:
        # nbgrader can't put a test cell back whose neighbours are gone as well.
        config = host.configuration(root)
        config.OverwriteCells.add_missing_cells = False
        outcome = host.nbgrader(config).autograde(submission.unit, submission.student)
    if outcome["success"]:
        outcome = api.generate_feedback(submission.unit, submission.student)
        return None if outcome["success"] else f"no feedback: {_reason(outcome)}"
    _withdraw(api, submission)
    return _reason(outcome)


def _unreadable(root: Path, submission: Submission) -> str | None:
    """Return why there is no notebook to grade in what was handed in, or None."""
    folder = root / "classroom" / "submitted" / submission.student / submission.unit
    notebook = folder / f"{submission.unit}.ipynb"
    if not notebook.is_file():
        others = ", ".join(sorted(path.name for path in folder.iterdir())) or "nothing at all"
        return f"there is no {notebook.name} in it, but {others}"
    try:
        content = json.loads(notebook.read_bytes())
    except ValueError:
        return f"{notebook.name} is not a notebook: the file is damaged or of another kind"
    if not isinstance(content, dict) or "cells" not in content:
        return f"{notebook.name} is not a notebook that nbgrader reads: it has no cells"
    return None


def _said(outcome: dict) -> str:
    """Return what nbgrader logged; Ctrl-C, which nbgrader swallows, goes on to the caller."""
    if "KeyboardInterrupt" in outcome.get("error", ""):
        raise KeyboardInterrupt
    return outcome.get("log") or outcome.get("error") or ""


def _reason(outcome: dict) -> str:
    """Return the one line of nbgrader's log that says what was wrong with a submission."""
    said = _said(outcome)
    if "SchemaTooOldError" in said or "old version" in said:
        return "its nbgrader metadata was changed: a cell names an outdated schema version"
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    causes = [line for line in lines if _is_exception(line)]
    return (causes or lines or ["nbgrader gave no reason"])[-1]


def _is_exception(line: str) -> bool:
    name, colon, _ = line.partition(":")
    return bool(colon) and name.rpartition(".")[2].endswith(("Error", "Exception", "Invalid"))


def _withdraw(api, submission: Submission) -> None:
    """Leave no marks of an earlier hand-in standing, and ask the instructor to look."""
    with api.gradebook as gradebook:
        gradebook.update_or_create_student(submission.student)
        found = gradebook.update_or_create_submission(submission.unit, submission.student)
        for notebook in found.notebooks:
            for grade in notebook.grades:
                grade.auto_score = None
                grade.needs_manual_grade = True
        gradebook.db.commit()


def _export(api, path: Path) -> None:
    from nbgrader.plugins import CsvExportPlugin

    with api.gradebook as gradebook:
        CsvExportPlugin(to=str(path)).export(gradebook)


def _grades(api, submissions: list[Submission], problems: dict[Submission, str]) -> list[Grade]:
    """Read what every submission earned from the gradebook."""
    with api.gradebook as gradebook:
        found = {s: gradebook.find_submission(s.unit, s.student) for s in submissions}
        return [
            Grade(
                submission.student,
                submission.unit,
                score=round(entry.score, 2),  # a sum of floats
                max_score=entry.max_score,
                late=entry.total_seconds_late > 0,
                problem=problems.get(submission),
            )
            for submission, entry in found.items()
        ]
