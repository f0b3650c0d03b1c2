"""Writes results into nbgrader's gradebook: the same rows as its own autograder leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import sqlalchemy as sql
from nbgrader import api
from sqlalchemy.orm import Session, SessionTransaction

from autograder.errors import CourseError, NotRegistered

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


class Keep:
    """Stands for a timestamp that is to stay as the gradebook has it."""


@dataclass(frozen=True)
class Marks:
    """What one submission earned, for the gradebook.

    scores: points by exercise. untouched: the answer cells without a response.
    timestamp: when it was handed in, in UTC without a zone, as nbgrader keeps it.
    """

    student: str
    unit: str
    scores: Mapping[str, float]
    untouched: frozenset[str] = frozenset()
    timestamp: dt.datetime | None | type[Keep] = Keep

    @property
    def digest(self) -> int:
        """A number that is the same, in one process, where the gradebook would hold the same."""
        return _digest(self.timestamp, self.scores.items(), self.untouched)


def _digest(timestamp: Any, scores: Iterable[tuple[str, float]], untouched: Iterable[str]) -> int:
    return hash((timestamp, frozenset(scores), frozenset(untouched)))


@dataclass(frozen=True)
class _UnitRows:
    """The gradebook's ids of a unit: the assignment, its notebook, its cells by name."""

    assignment: str
    notebook: str
    graded: Mapping[str, str]
    answers: Mapping[str, str]


class GradebookWriter:
    """One connection to a gradebook (any `db_url` of nbgrader's).

    What is written together is one transaction: it is there whole or not at all.
    """

    def __init__(self, db_url: str):
        self._gradebook = api.Gradebook(db_url)
        self._session: Session = self._gradebook.db
        self._units: dict[str, _UnitRows] = {}

    def __enter__(self) -> GradebookWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._gradebook.close()

    def knows(self, marks: Marks) -> bool:
        """Whether the gradebook has the unit with just these exercises."""
        try:
            return set(self._rows(marks.unit).graded) == set(marks.scores)
        except NotRegistered:
            return False

    def write_all(self, batch: Sequence[Marks]) -> None:
        """Write some results, of different submissions; marks of earlier hand-ins are replaced, an
        instructor's own kept. Raises NotRegistered."""
        for marks in batch:
            if not self.knows(marks):
                raise NotRegistered(_NOT_REGISTERED.format(marks.unit))
        if not batch:
            return
        with self._transaction():
            self._add_students({marks.student for marks in batch})
            submissions = self._submissions(batch)
            notebooks, new = self._notebooks(batch, submissions)
            # To look for what a notebook has already, the database reads through the whole class.
            old = [key for key in notebooks.values() if key not in new]
            self._write_grades(batch, notebooks, self._grades_of(old))
            self._write_comments(batch, notebooks, self._comments_of(old))

    def digests(self, units: Sequence[str]) -> dict[tuple[str, str], int]:
        """By (student, unit), the `Marks.digest` of every submission that the gradebook holds."""
        found = {}
        for unit in units:
            try:
                rows = self._rows(unit)
            except NotRegistered:
                continue
            grades, comments = self._held(rows, api.Grade), self._held(rows, api.Comment)
            scores: dict[str, list[Any]] = {}
            names = {cell: name for name, cell in rows.graded.items()}
            for notebook, cell, score in grades:
                scores.setdefault(notebook, []).append((names.get(cell), score))
            untouched: dict[str, list[Any]] = {}
            names = {cell: name for name, cell in rows.answers.items()}
            for notebook, cell, comment in comments:
                if comment is not None:
                    untouched.setdefault(notebook, []).append(names.get(cell))
            for notebook, student, timestamp in self._held_submissions(rows):
                digest = _digest(timestamp, scores.get(notebook, ()), untouched.get(notebook, ()))
                found[student, unit] = digest
        return found

    def _held_submissions(self, rows: _UnitRows) -> Iterable[Any]:
        submitted, notebook = api.SubmittedAssignment.__table__, api.SubmittedNotebook.__table__
        joined = submitted.join(notebook, notebook.c.assignment_id == submitted.c.id)
        columns = sql.select(notebook.c.id, submitted.c.student_id, submitted.c.timestamp)
        where = submitted.c.assignment_id == rows.assignment
        return self._session.execute(columns.select_from(joined).where(where))

    def _held(self, rows: _UnitRows, kind: Any) -> Iterable[Any]:
        """Notebook, cell and what was written by itself, of a unit's grades or comments."""
        table, notebook = kind.__table__, api.SubmittedNotebook.__table__
        value = table.c.auto_score if kind is api.Grade else table.c.auto_comment
        joined = table.join(notebook, table.c.notebook_id == notebook.c.id)
        columns = sql.select(table.c.notebook_id, table.c.cell_id, value).select_from(joined)
        return self._session.execute(columns.where(notebook.c.notebook_id == rows.notebook))

    def _transaction(self) -> SessionTransaction:
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

    def _add_students(self, students: set[str]) -> None:
        table = api.Student.__table__
        found = self._session.execute(sql.select(table.c.id).where(table.c.id.in_(students)))
        self._insert(table, [{"id": one} for one in sorted(students - set(found.scalars()))])

    def _submissions(self, batch: Sequence[Marks]) -> dict[tuple[str, str], str]:
        """The submissions' ids by (student, unit); those that are missing are made."""
        table = api.SubmittedAssignment.__table__
        units = {self._rows(marks.unit).assignment: marks.unit for marks in batch}
        columns = sql.select(table.c.id, table.c.student_id, table.c.assignment_id)
        where = table.c.assignment_id.in_(units) & table.c.student_id.in_(
            {marks.student for marks in batch}
        )
        found = {
            (student, units[assignment]): row
            for row, student, assignment in self._session.execute(columns.where(where))
        }
        new = []
        for marks in batch:
            timestamp = None if marks.timestamp is Keep else marks.timestamp
            key = marks.student, marks.unit
            if key not in found:
                found[key] = _ROW_ID()
                new.append(
                    {
                        "id": found[key],
                        "assignment_id": self._rows(marks.unit).assignment,
                        "student_id": marks.student,
                        "timestamp": timestamp,
                    }
                )
            elif marks.timestamp is not Keep:
                change = table.update().where(table.c.id == found[key])
                self._session.execute(change.values(timestamp=timestamp))
        self._insert(table, new)
        return found

    def _notebooks(
        self, batch: Sequence[Marks], submissions: Mapping[tuple[str, str], str]
    ) -> tuple[dict[tuple[str, str], str], set[str]]:
        """The notebooks' ids by (student, unit), and which of them were made."""
        table = api.SubmittedNotebook.__table__
        columns = sql.select(table.c.id, table.c.assignment_id)
        wanted = {submissions[marks.student, marks.unit] for marks in batch}
        rows = self._session.execute(columns.where(table.c.assignment_id.in_(wanted)))
        known = {submission: row for row, submission in rows}
        new, found = [], {}
        for marks in batch:
            submission = submissions[marks.student, marks.unit]
            found[marks.student, marks.unit] = known.get(submission) or _ROW_ID()
            if submission not in known:
                new.append(
                    {
                        "id": found[marks.student, marks.unit],
                        "assignment_id": submission,
                        "notebook_id": self._rows(marks.unit).notebook,
                        "flagged": False,
                    }
                )
        self._insert(table, new)
        return found, {row["id"] for row in new}

    def _insert(self, table: sql.Table, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            self._session.execute(table.insert(), rows)

    def _grades_of(self, notebooks: Sequence[str]) -> dict[tuple[str, str], tuple[str, Any]]:
        """By notebook and cell, the id of each grade there is, and what a person has given."""
        table = api.Grade.__table__
        columns = sql.select(table.c.notebook_id, table.c.cell_id, table.c.id, table.c.manual_score)
        found = self._session.execute(columns.where(table.c.notebook_id.in_(notebooks)))
        return {(notebook, cell): (row, manual) for notebook, cell, row, manual in found}

    def _comments_of(self, notebooks: Sequence[str]) -> dict[tuple[str, str], str]:
        """By notebook and cell, the id of each comment there is."""
        table = api.Comment.__table__
        columns = sql.select(table.c.notebook_id, table.c.cell_id, table.c.id)
        found = self._session.execute(columns.where(table.c.notebook_id.in_(notebooks)))
        return {(notebook, cell): row for notebook, cell, row in found}

    def _write_grades(
        self,
        batch: Sequence[Marks],
        notebooks: Mapping[tuple[str, str], str],
        known: Mapping[tuple[str, str], tuple[str, float | None]],
    ) -> None:
        table = api.Grade.__table__
        new = []
        for marks in batch:
            notebook = notebooks[marks.student, marks.unit]
            for name, cell in self._rows(marks.unit).graded.items():
                row, manual = known.get((notebook, cell), (None, None))
                # As nbgrader does: what a person has marked by hand is to be looked at again.
                values = {
                    "auto_score": marks.scores[name],
                    "needs_manual_grade": manual is not None,
                }
                if row is not None:
                    self._session.execute(table.update().where(table.c.id == row).values(**values))
                else:
                    ids = {"id": _ROW_ID(), "notebook_id": notebook, "cell_id": cell}
                    new.append(ids | values)
        self._insert(table, new)

    def _write_comments(
        self,
        batch: Sequence[Marks],
        notebooks: Mapping[tuple[str, str], str],
        known: Mapping[tuple[str, str], str],
    ) -> None:
        table = api.Comment.__table__
        new = []
        for marks in batch:
            notebook = notebooks[marks.student, marks.unit]
            for name, cell in self._rows(marks.unit).answers.items():
                values = {"auto_comment": "No response." if name in marks.untouched else None}
                row = known.get((notebook, cell))
                if row is not None:
                    self._session.execute(table.update().where(table.c.id == row).values(**values))
                else:
                    ids = {"id": _ROW_ID(), "notebook_id": notebook, "cell_id": cell}
                    new.append(ids | values)
        self._insert(table, new)
