"""Reads the marks of a class from nbgrader's gradebook: by hand, bonus and penalty counted in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from nbgrader.api import (
    Assignment,
    Grade,
    Gradebook,
    GradeCell,
    SubmittedAssignment,
    SubmittedNotebook,
)

Key = tuple[str, str]  # student, column


@dataclass
class Marks:
    """A mark for each student and column; a column is a unit or one exercise of it.

    columns: by name, what can be earned in it. Without a mark nothing was handed in.
    """

    columns: dict[str, float]
    by_student: dict[Key, float]
    students: dict[str, Person] = field(default_factory=dict)

    def of(self, student: str, column: str) -> float | None:
        """The mark; None where nothing was handed in."""
        return self.by_student.get((student, column))


@dataclass(frozen=True)
class Person:
    """What the gradebook knows of a student."""

    student: str
    last_name: str = ""
    first_name: str = ""
    email: str = ""


def read_marks(
    gradebook: Gradebook,
    *,
    by_exercise: bool = False,
    units: Sequence[str] = (),
    students: Sequence[str] = (),
) -> Marks:
    """The marks of all units and students, or of those that are named."""
    people = {
        one.id: Person(one.id, one.last_name or "", one.first_name or "", one.email or "")
        for one in gradebook.students
        if not students or one.id in students
    }
    chosen = [one for one in gradebook.assignments if not units or one.name in units]
    marks = _by_exercise(gradebook, chosen) if by_exercise else _by_unit(chosen)
    marks.students = dict(sorted(people.items()))
    return marks


def _by_unit(units: Sequence[Assignment]) -> Marks:
    columns, found = {}, {}
    for unit in sorted(units, key=lambda unit: unit.name):
        columns[unit.name] = unit.max_score
        for one in unit.submissions:
            found[one.student_id, unit.name] = max(0.0, one.score - one.late_submission_penalty)
    return Marks(columns, found)


def _by_exercise(gradebook: Gradebook, units: Sequence[Assignment]) -> Marks:
    columns = {
        f"{unit.name}: {cell.name}": cell.max_score
        for unit in sorted(units, key=lambda unit: unit.name)
        for notebook in unit.notebooks
        for cell in notebook.grade_cells
    }
    rows = (
        gradebook.db.query(
            SubmittedAssignment.student_id, Assignment.name, GradeCell.name, Grade.score
        )
        .select_from(Grade)
        .join(GradeCell, Grade.cell_id == GradeCell.id)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
    )
    found = {(student, f"{unit}: {cell}"): score for student, unit, cell, score in rows}
    return Marks(columns, {key: mark for key, mark in found.items() if key[1] in columns})
