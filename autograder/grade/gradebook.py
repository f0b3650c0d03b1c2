"""Writes results into nbgrader's gradebook: the same rows as its own autograder leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec

import sqlalchemy as sql
from nbgrader import api
from sqlalchemy.orm import Session

from autograder.errors import CourseError, NotRegistered
from autograder.grade.grading import Result

_ROW_ID = api.new_uuid
_NOT_REGISTERED = (
    "The gradebook does not know the exercises of {0} as the course declares them. The notebook "
    "must ask every exercise that is declared, and no other: correct solutions/{0}, run "
    "`make build`, then grade again."
)


def usable_url(db_url: str) -> str:
    """`db_url` with a driver that is installed, after a look whether its server answers.

    SQLAlchemy took psycopg2 for `postgresql://` up to 2.0 and takes psycopg since; either will do.
    Raises CourseError with what to do when there is no such database.
    """
    try:
        url = sql.make_url(db_url)
    except sql.exc.ArgumentError:
        raise CourseError(
            f"The gradebook's address {db_url!r} can't be read. It is written like "
            "postgresql://user:password@host/database."
        ) from None
    if url.drivername == "postgresql":
        found = next((name for name in ("psycopg", "psycopg2") if find_spec(name)), None)
        url = url.set(drivername=f"postgresql+{found}") if found else url
    shown = url.render_as_string(hide_password=True)
    try:
        engine = sql.create_engine(url)
        engine.connect().close()
        engine.dispose()
    except ModuleNotFoundError as error:
        raise CourseError(
            f"The gradebook at {shown} needs the package {error.name}. For PostgreSQL: "
            "pip install 'autograder[postgres]'"
        ) from None
    except sql.exc.SQLAlchemyError as error:
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        raise CourseError(
            f"The gradebook at {shown} can't be opened: {reason}. Is the server running, and is "
            "there a database of that name?"
        ) from None
    return url.render_as_string(hide_password=False)


@dataclass(frozen=True)
class _UnitRows:
    """The gradebook's ids of a unit: the assignment, its notebook, its cells by name."""

    assignment: str
    notebook: str
    graded: Mapping[str, str]
    answers: Mapping[str, str]


class GradebookWriter:
    """One connection to a gradebook (any `db_url` of nbgrader's).

    Every submission is written in one transaction: it is there whole or not at all.
    """

    def __init__(self, db_url: str):
        self._gradebook = api.Gradebook(db_url)
        self._session: Session = self._gradebook.db
        self._units: dict[str, _UnitRows] = {}

    def __enter__(self) -> GradebookWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._gradebook.close()

    def write(
        self,
        student: str,
        result: Result,
        timestamp: dt.datetime | None = None,
        untouched: frozenset[str] = frozenset(),
    ) -> None:
        """Write one result; marks of an earlier hand-in are replaced, an instructor's own kept.

        `timestamp` is when it was handed in, in UTC without a zone, as nbgrader keeps it.
        `untouched` names the answer cells without a response. Raises NotRegistered.
        """
        rows = self._rows(result.unit)
        if set(rows.graded) != set(result.verdicts):
            raise NotRegistered(_NOT_REGISTERED.format(result.unit))
        with self._transaction():
            self._add_student(student)
            submission = self._submission(rows, student, timestamp)
            notebook, is_new = self._notebook(rows, submission)
            scores = {rows.graded[n]: v.score for n, v in result.verdicts.items()}
            # To look for what a notebook has already, the database reads through the whole class.
            grades = {} if is_new else self._grades_of(notebook)
            comments = {} if is_new else self._comments_of(notebook)
            self._write_grades(notebook, scores, grades)
            self._write_comments(notebook, rows, untouched, comments)

    def submissions(self) -> set[tuple[str, str]]:
        """(student, unit) of every submission that the gradebook holds."""
        submitted, assignment = api.SubmittedAssignment.__table__, api.Assignment.__table__
        joined = submitted.join(assignment, submitted.c.assignment_id == assignment.c.id)
        rows = sql.select(submitted.c.student_id, assignment.c.name).select_from(joined)
        return {(student, unit) for student, unit in self._session.execute(rows)}

    def _transaction(self):
        self._session.rollback()
        return self._session.begin()

    def _rows(self, unit: str) -> _UnitRows:
        if unit not in self._units:
            self._units[unit] = self._find_unit(unit)
        return self._units[unit]

    def _find_unit(self, unit: str) -> _UnitRows:
        try:
            notebook = self._gradebook.find_notebook(unit, unit)
        except api.MissingEntry:
            raise NotRegistered(_NOT_REGISTERED.format(unit)) from None
        return _UnitRows(
            assignment=notebook.assignment_id,
            notebook=notebook.id,
            graded={cell.name: cell.id for cell in notebook.grade_cells},
            answers={cell.name: cell.id for cell in notebook.solution_cells},
        )

    def _add_student(self, student: str) -> None:
        table = api.Student.__table__
        if not self._session.execute(sql.select(table.c.id).where(table.c.id == student)).first():
            self._session.execute(table.insert().values(id=student))

    def _submission(self, rows: _UnitRows, student: str, timestamp: dt.datetime | None) -> str:
        table = api.SubmittedAssignment.__table__
        where = (table.c.assignment_id == rows.assignment) & (table.c.student_id == student)
        found = self._session.execute(sql.select(table.c.id).where(where)).scalar()
        if found is not None:
            if timestamp is not None:
                change = table.update().where(table.c.id == found).values(timestamp=timestamp)
                self._session.execute(change)
            return found
        return self._insert(
            table, assignment_id=rows.assignment, student_id=student, timestamp=timestamp
        )

    def _notebook(self, rows: _UnitRows, submission: str) -> tuple[str, bool]:
        """The id of a submission's notebook, and whether it is a new one."""
        table = api.SubmittedNotebook.__table__
        where = (table.c.assignment_id == submission) & (table.c.notebook_id == rows.notebook)
        found = self._session.execute(sql.select(table.c.id).where(where)).scalar()
        if found is not None:
            return found, False
        new = self._insert(
            table, assignment_id=submission, notebook_id=rows.notebook, flagged=False
        )
        return new, True

    def _insert(self, table: sql.Table, **values) -> str:
        row = _ROW_ID()
        self._session.execute(table.insert().values(id=row, **values))
        return row

    def _grades_of(self, notebook: str) -> dict[str, tuple[str, float | None]]:
        """By cell, the id of each grade that a notebook has, and what a person has given."""
        table = api.Grade.__table__
        columns = sql.select(table.c.cell_id, table.c.id, table.c.manual_score)
        found = self._session.execute(columns.where(table.c.notebook_id == notebook))
        return {cell: (row, manual) for cell, row, manual in found}

    def _comments_of(self, notebook: str) -> dict[str, str]:
        """By cell, the id of each comment that a notebook has."""
        table = api.Comment.__table__
        columns = sql.select(table.c.cell_id, table.c.id)
        found = self._session.execute(columns.where(table.c.notebook_id == notebook))
        return dict(found.all())

    def _write_grades(
        self,
        notebook: str,
        scores: Mapping[str, float],
        known: Mapping[str, tuple[str, float | None]],
    ) -> None:
        table = api.Grade.__table__
        for cell, (row, manual) in known.items():
            # As nbgrader does: what a person has marked by hand is to be looked at again.
            values = {"auto_score": scores.get(cell, 0.0), "needs_manual_grade": manual is not None}
            self._session.execute(table.update().where(table.c.id == row).values(**values))
        new = [
            {
                "id": _ROW_ID(),
                "notebook_id": notebook,
                "cell_id": cell,
                "auto_score": score,
                "needs_manual_grade": False,
            }
            for cell, score in scores.items()
            if cell not in known
        ]
        if new:
            self._session.execute(table.insert(), new)

    def _write_comments(
        self,
        notebook: str,
        rows: _UnitRows,
        untouched: frozenset[str],
        known: Mapping[str, str],
    ) -> None:
        table = api.Comment.__table__
        new = []
        for name, cell in rows.answers.items():
            comment = "No response." if name in untouched else None
            if cell in known:
                change = table.update().where(table.c.id == known[cell])
                self._session.execute(change.values(auto_comment=comment))
            else:
                new.append(
                    {
                        "id": _ROW_ID(),
                        "notebook_id": notebook,
                        "cell_id": cell,
                        "auto_comment": comment,
                    }
                )
        if new:
            self._session.execute(table.insert(), new)
