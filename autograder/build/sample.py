"""A small class to try grading on: eight students, each with a way of working and a known grade."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.build.cells import graded_cells
from autograder.build.source import Unit, find_units
from autograder.course import Classroom
from autograder.errors import BuildError
from autograder.judge.exercise import Exercise, Mistake

DUE = "2026-03-01 23:59:00 UTC"
IN_TIME = "2026-02-27 16:20:00 UTC"
LATE = "2026-03-03 08:05:00 UTC"

# Seeds under which an answer's score must be the same before the class is told to expect it.
_SEEDS = (None, "one", "another", "a third", "a fourth")
_EXERCISES = "autograder.exercises"
_MARKER = re.compile(r"### (BEGIN|END) SOLUTION")


@dataclass(frozen=True)
class Answer:
    """The code of an answer cell, and the points it was written to earn."""

    code: str
    earns: float


Habit = Callable[[Exercise, str, int, str | None], Answer | None]


@dataclass(frozen=True)
class Student:
    """A member of the sample class.

    `habit(exercise, solution, number, seed)` gives the answer to the unit's `number`-th exercise,
    or None to leave it as it is.
    """

    name: str
    about: str
    habit: Habit
    timestamp: str = IN_TIME
    deletes_last_test: bool = False
    breaks_last_answer: bool = False


@dataclass(frozen=True)
class Submission:
    """One student's notebook for one unit, and the points it was written to earn."""

    student: Student
    unit: Unit
    notebook: NotebookNode
    earns: float


def write_sample(
    root: Path, exercise: Callable[[str], Exercise], seeds: Mapping[str, str] | None = None
) -> dict[str, dict[str, float]]:
    """Write the sample class into `root`/classroom/submitted; return student -> unit -> points.

    The same goes into classroom/expected.json, and a due date for each unit into the gradebook.
    `exercise(name)` looks an exercise up; `seeds` are those that the students will be graded with,
    where they are known. Raises BuildError where a class already is.
    """
    submitted = root / "classroom" / "submitted"
    if submitted.is_dir() and any(submitted.iterdir()):
        raise BuildError(
            "There are submissions in classroom/submitted already. To start over with the sample "
            "class, move the folder classroom away first."
        )
    units = [unit for unit in find_units(root) if unit.course.is_file()]
    units = [unit for unit in units if graded_cells(_read(unit.course))]
    if not units:
        raise BuildError("There is no built unit with exercises yet; run `make build` first.")
    # All of it first: a class is written whole or not at all.
    seeds = seeds or {}
    submissions = [
        _work(student, unit, exercise, seeds.get(student.name))
        for student in STUDENTS
        for unit in units
    ]
    expected: dict[str, dict[str, float]] = {}
    for submission in submissions:
        _hand_in(submission)
        expected.setdefault(submission.student.name, {})[submission.unit.name] = submission.earns
    _set_due_dates(root, units)
    text = json.dumps(expected, indent=1) + "\n"
    (root / "classroom" / "expected.json").write_text(text, encoding="utf-8")
    return expected


def expected_grades(root: Path) -> dict[str, dict[str, float]]:
    """Return what the sample class was written to earn; empty where the class is another."""
    path = root / "classroom" / "expected.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _work(
    student: Student, unit: Unit, exercise: Callable[[str], Exercise], seed: str | None
) -> Submission:
    """Fill in one student's copy of one unit's notebook."""
    notebook = _read(unit.course)
    cells = {cell.id: cell for cell in notebook.cells}
    solutions = _solutions(unit)
    names = [cell.metadata["nbgrader"]["grade_id"] for cell in graded_cells(notebook)]
    earns = 0.0
    for number, name in enumerate(names):
        try:
            answer = student.habit(exercise(name), solutions[name], number, seed)
        except LookupError as error:
            raise BuildError(
                f"{unit.name}: the notebook has an exercise {name!r} that the unit no longer has. "
                "Run `make build` first."
            ) from error
        if student.breaks_last_answer and number == len(names) - 1:
            answer = Answer('raise RuntimeError("I give up")', 0.0)
        if answer is not None:
            cells[f"{name}-answer"].source = answer.code.rstrip("\n")
            earns += answer.earns
    if student.deletes_last_test:
        notebook.cells.remove(cells[names[-1]])
    return Submission(student, unit, notebook, round(earns, 2))


def _hand_in(submission: Submission) -> None:
    unit = submission.unit
    folder = unit.root / "classroom" / "submitted" / submission.student.name / unit.name
    folder.mkdir(parents=True)
    nbformat.write(submission.notebook, folder / unit.course.name)
    (folder / "timestamp.txt").write_text(submission.student.timestamp + "\n", encoding="utf-8")


def _solutions(unit: Unit) -> Mapping[str, str]:
    """Return the code of a unit's solutions by the exercise's name."""
    return {
        cell.id.removesuffix("-answer"): "\n".join(
            line for line in cell.source.splitlines() if not _MARKER.search(line)
        )
        for cell in _read(unit.solution).cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }


def _set_due_dates(root: Path, units: list[Unit]) -> None:
    api = Classroom(root).api
    with api.gradebook as gradebook:
        for unit in units:
            gradebook.update_or_create_assignment(unit.name, duedate=DUE)


def _right(exercise: Exercise, solution: str, number: int, seed: str | None) -> Answer:
    return Answer(solution, exercise.points)


def _untouched(exercise: Exercise, solution: str, number: int, seed: str | None) -> None:
    return None


def _first_half(exercise: Exercise, solution: str, number: int, seed: str | None) -> Answer | None:
    """An answer that earns a part where there is one; every other exercise solved elsewhere."""
    for mistake in exercise.mistakes:
        answer = _earning(exercise, mistake, seed, partly=True)
        if answer is not None:
            return answer
    return _right(exercise, solution, number, seed) if number % 2 == 0 else None


def _mistaken(exercise: Exercise, solution: str, number: int, seed: str | None) -> Answer | None:
    """The mistakes of an exercise by turns, so that a class shows all sorts."""
    first = number % max(1, len(exercise.mistakes))
    for mistake in [*exercise.mistakes[first:], *exercise.mistakes[:first]]:
        answer = _earning(exercise, mistake, seed)
        if answer is not None:
            return answer
    return None


def _alternative(which: int) -> Habit:
    def habit(exercise: Exercise, solution: str, number: int, seed: str | None) -> Answer:
        # One that takes the course's own data by a short cut would not run in a student's hands.
        usable = [code for code in exercise.alternatives if _EXERCISES not in code]
        if not usable:
            return Answer(solution, exercise.points)
        return Answer(exercise.as_cell(usable[which % len(usable)]), exercise.points)

    return habit


def _earning(
    exercise: Exercise, mistake: Mistake, seed: str | None, *, partly: bool = False
) -> Answer | None:
    """A mistake and its points; None where they hang on which hidden cases come up.

    With a `seed` they are the points that it will lead to. With `partly` only where they are a
    part of all.
    """
    from autograder.judge.expected import answer_from
    from autograder.judge.verify import verify

    given = answer_from(exercise, mistake.code)
    earned: float | None = None
    for one in dict.fromkeys((seed, *_SEEDS)):
        score = verify(exercise, given, seed=one).score
        if earned not in (None, score) or (partly and not 0 < score < exercise.points):
            return None
        earned = score
    return None if earned is None else Answer(exercise.as_cell(mistake.code), earned)


def _read(path: Path) -> NotebookNode:
    notebook: NotebookNode = nbformat.read(path, as_version=4)
    return notebook


STUDENTS = (
    Student("ada", "everything right, as the solutions have it", _right),
    Student("bram", "right in part", _first_half),
    Student("chidi", "the mistakes that students really make", _mistaken),
    Student("dana", "right, by other ways", _alternative(0)),
    Student("emil", "handed in blank", _untouched),
    Student("farah", "right, but the last answer raises", _right, breaks_last_answer=True),
    Student("goro", "right, and late", _alternative(1), timestamp=LATE),
    Student("hana", "right, with the last test cell deleted", _right, deletes_last_test=True),
)
