"""Marks for other systems, as nbgrader's export plugins: Canvas, Moodle, and plain tables.

    autograder export canvas --roster from_canvas.csv --to to_canvas.csv
    nbgrader export --exporter=autograder.report.exports.CanvasExport \\
        --CanvasExport.roster=from_canvas.csv --to to_canvas.csv

`roster` is a list that the system exported: its rows and its columns of who is who are kept, for by
them it knows its students again.
"""

from __future__ import annotations

from pathlib import Path

from nbgrader.api import Gradebook, SubmittedAssignment
from nbgrader.plugins import ExportPlugin
from traitlets import Enum, Unicode

from autograder.errors import CourseError
from autograder.report import roster
from autograder.report.marks import Marks, Person, read_marks
from autograder.report.spreadsheet import Table, read_table, write_table

_LONG = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)


class SafeCsvExport(ExportPlugin):
    """The columns of nbgrader's own grades.csv, a row for each student and unit, safe to open."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the marks of a gradebook."""
        units = [str(name) for name in self.assignment]
        students = [str(name) for name in self.student]
        rows = []
        for unit in gradebook.assignments:
            if units and unit.name not in units:
                continue
            entries = {one.student_id: one for one in unit.submissions}
            for one in gradebook.students:
                if students and one.id not in students:
                    continue
                who = [one.id, one.last_name, one.first_name, one.email]
                handed_in = entries.get(one.id)
                when = [unit.name, unit.duedate, handed_in and handed_in.timestamp]
                rows.append([*when, *who, *_scores(handed_in), unit.max_score])
        write_table(Table(list(_LONG), rows), Path(self.to or "grades.csv"))


def _scores(handed_in: SubmittedAssignment | None) -> list[float]:
    """What was earned, what being late cost, and what is left."""
    if handed_in is None:
        return [0.0, 0.0, 0.0]
    penalty = handed_in.late_submission_penalty
    return [handed_in.score, penalty, max(0.0, handed_in.score - penalty)]


class _Wide(ExportPlugin):
    """A row for each student, and a column for each unit or exercise."""

    columns = Enum(
        ["unit", "exercise"], "unit", help="A column for each unit, or for each exercise."
    ).tag(config=True)
    roster = Unicode(help="A list that the system exported, to be filled in.").tag(config=True)
    collected = Unicode(
        "classroom/collected.json", help="What `autograder collect` knows of who is who."
    ).tag(config=True)

    _file = "marks.csv"

    def export(self, gradebook: Gradebook) -> None:
        """Write the marks of a gradebook. Raises CourseError when the roster can't be used."""
        marks = read_marks(
            gradebook,
            by_exercise=self.columns == "exercise",
            units=[str(name) for name in self.assignment],
            students=[str(name) for name in self.student],
        )
        if not marks.columns:
            raise CourseError("The gradebook holds no marks yet: run `autograder grade` first.")
        table = self._filled(read_table(Path(self.roster)), marks) if self.roster else None
        write_table(table or self._from_nothing(marks), Path(self.to or self._file))

    def _filled(self, table: Table, marks: Marks) -> Table:
        """The roster with the marks in it."""
        numbers = roster.numbers_from(Path(self.collected))
        found, missing = roster.match(table, marks.students.values(), numbers)
        for student in missing:
            self.log.warning("%s is not in %s, or not clearly: left out.", student, self.roster)
        kept = self._kept_columns(table)
        filled = {name: self._column_of(table, name, marks) for name in marks.columns}
        head = [table.head[place] for place in kept]
        head += [name if at is None else table.head[at] for name, at in filled.items()]
        rows = []
        for number, row in enumerate(table.rows):
            values = [row[place] for place in kept]
            who = found.get(number)
            for title, at in filled.items():
                mark = marks.of(who, title) if who else self._special(row, title, marks)
                as_it_was = row[at] if at is not None else ""
                values.append(as_it_was if mark is None else mark)
            rows.append(values)
        return Table(head, rows, table.separator, table.with_bom)

    def _kept_columns(self, table: Table) -> list[int]:
        raise NotImplementedError

    def _column_of(self, table: Table, name: str, marks: Marks) -> int | None:
        """The column of the roster that has a unit's name in its head, if there is one."""
        places = [i for i, head in enumerate(table.head) if name.casefold() in head.casefold()]
        return places[0] if len(places) == 1 else None

    def _special(self, row: list[str], name: str, marks: Marks) -> float | None:
        """What stands in a row that is no student's."""
        return None

    def _from_nothing(self, marks: Marks) -> Table:
        head = ["student_id", "last_name", "first_name", "email", *marks.columns]
        rows = [
            [one.student, one.last_name, one.first_name, one.email]
            + [marks.of(one.student, name) for name in marks.columns]
            for one in marks.students.values()
        ]
        return Table(head, rows)


class PlainExport(_Wide):
    """A plain table: student, name, e-mail, and a column for each unit or exercise."""

    def _kept_columns(self, table: Table) -> list[int]:
        return list(range(len(table.head)))


class CanvasExport(_Wide):
    """What Canvas's *Grades, Import* takes; with the file of *Grades, Export* as the roster.

    A unit whose name stands in the title of an assignment of Canvas's goes into that column; Canvas
    offers to make assignments of the others.
    """

    _file = "canvas.csv"
    _WHO = (
        "student",
        "id",
        "sis user id",
        "sis login id",
        "integration id",
        "root account",
        "section",
    )

    def _kept_columns(self, table: Table) -> list[int]:
        kept = [i for i, head in enumerate(table.head) if head.strip().casefold() in self._WHO]
        if table.column("Student") is None or table.column("ID") is None:
            raise CourseError(
                f"{self.roster} is no file of Canvas's: it has no columns Student and ID. "
                "In Canvas it is made by Grades, Export."
            )
        return kept

    def _special(self, row: list[str], name: str, marks: Marks) -> float | None:
        return marks.columns[name] if row[0].strip() == "Points Possible" else None

    def _from_nothing(self, marks: Marks) -> Table:
        numbers = roster.numbers_from(Path(self.collected))
        possible = ["    Points Possible", "", "", "", *marks.columns.values()]
        rows = [
            [_full_name(one), numbers.get(one.student, ""), one.student, ""]
            + [marks.of(one.student, name) for name in marks.columns]
            for one in marks.students.values()
        ]
        return Table(
            ["Student", "ID", "SIS Login ID", "Section", *marks.columns], [possible, *rows]
        )


class MoodleExport(_Wide):
    """What Moodle takes: the gradebook's *Import, CSV*, or an assignment's grading worksheet.

    The worksheet is of one assignment: say which by `--assignment`, as nbgrader has it.
    """

    _file = "moodle.csv"

    def _kept_columns(self, table: Table) -> list[int]:
        if self._is_worksheet(table):
            return [i for i, head in enumerate(table.head) if head != "Grade"]
        return [
            i
            for i, head in enumerate(table.head)
            if ":" not in head and not head.startswith(("Course total", "Last downloaded"))
        ]

    def _column_of(self, table: Table, name: str, marks: Marks) -> int | None:
        if not self._is_worksheet(table):
            return super()._column_of(table, name, marks)
        if len(marks.columns) > 1:
            raise CourseError(
                f"{self.roster} is the worksheet of one assignment: say which unit it is, for "
                "instance `--unit 02_ops`."
            )
        return table.column("Grade")

    @staticmethod
    def _is_worksheet(table: Table) -> bool:
        return table.column("Identifier") is not None and table.column("Grade") is not None

    def _from_nothing(self, marks: Marks) -> Table:
        head = ["First name", "Surname", "ID number", "Email address", *marks.columns]
        rows = [
            [one.first_name or one.student, one.last_name, one.student, one.email]
            + [marks.of(one.student, name) for name in marks.columns]
            for one in marks.students.values()
        ]
        return Table(head, rows)


def _full_name(one: Person) -> str:
    return ", ".join(part for part in (one.last_name, one.first_name) if part) or one.student


FORMATS = {"canvas": CanvasExport, "moodle": MoodleExport, "plain": PlainExport}
