"""What a class has earned, read from the gradebook at once, and grades.csv as nbgrader has it."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sql
from nbgrader import api

from autograder.grade.files import write_whole

_COLUMNS = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score"),
)
# A spreadsheet takes what begins so for a formula, and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Standing:
    """What one student has in one unit, in points; `handed_in` where there is a submission."""

    student: str
    last_name: str | None
    first_name: str | None
    email: str | None
    unit: str
    handed_in: bool
    duedate: dt.datetime | None
    timestamp: dt.datetime | None
    raw_score: float
    penalty: float
    max_score: float
    seconds_late: float

    @property
    def late(self) -> bool:
        """Whether it came after it was due, an extension counted in."""
        return self.seconds_late > 0

    @property
    def score(self) -> float:
        """The points that count."""
        return max(0.0, self.raw_score - self.penalty)


def standings(gradebook: api.Gradebook) -> Iterator[Standing]:
    """Every student in every unit, as nbgrader counts, in a handful of queries for all of them."""
    session, submitted = gradebook.db, api.SubmittedAssignment
    notebook = api.SubmittedNotebook
    joined = session.query(notebook.assignment_id, sql.func.sum(api.Grade.score))
    joined = joined.join(api.Grade, api.Grade.notebook_id == notebook.id)
    scores = dict(map(tuple, joined.group_by(notebook.assignment_id)))
    late = session.query(notebook.assignment_id, sql.func.sum(notebook.late_submission_penalty))
    penalties = dict(map(tuple, late.group_by(notebook.assignment_id)))
    columns = (submitted.id, submitted.timestamp, submitted.extension)
    rows = session.query(submitted.assignment_id, submitted.student_id, *columns).all()
    found = {(assignment, student): rest for assignment, student, *rest in rows}
    student = api.Student
    people = session.query(student.id, student.last_name, student.first_name, student.email)
    people = people.order_by(student.last_name, student.first_name, student.id).all()
    for assignment in gradebook.assignments:
        max_score = assignment.max_score
        for name, last_name, first_name, email in people:
            row, timestamp, extension = found.get((assignment.id, name), (None, None, None))
            due = assignment.duedate
            last = due + extension if due is not None and extension is not None else due
            over = timestamp - last if timestamp is not None and last is not None else None
            yield Standing(
                name,
                last_name,
                first_name,
                email,
                unit=assignment.name,
                handed_in=row is not None,
                duedate=due,
                timestamp=timestamp,
                raw_score=scores.get(row) or 0.0,
                penalty=penalties.get(row) or 0.0,
                max_score=max_score,
                seconds_late=max(0.0, over.total_seconds()) if over is not None else 0.0,
            )


def write_csv(rows: Iterable[Standing], path: Path) -> None:
    """Write grades.csv with nbgrader's own columns; no cell of it is a formula."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for row in rows:
        who = (row.student, row.last_name, row.first_name, row.email)
        texts = [row.unit, row.duedate, row.timestamp, *map(harmless, who)]
        writer.writerow([*texts, row.raw_score, row.penalty, row.score, row.max_score])
    write_whole(path, file.getvalue().encode())


def harmless(value: object) -> object:
    """A cell of a table as no spreadsheet takes it for a formula."""
    value = "" if value is None else value
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
