"""grades.csv says what nbgrader's own export says, and nothing in it is a formula."""

import csv
import datetime as dt

import pytest
from nbgrader.plugins import CsvExportPlugin

from autograder.course import Classroom
from autograder.grade.export import standings, write_csv
from tests.grade.class_of import make_root

# Of nbgrader's own use of its database.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
NAMES = ("ada", "Doe, Jane", "=HYPERLINK(1)", "+1", "-1", "@sum", "absent")
TEXTS = ("assignment", "duedate", "timestamp", "student_id")


@pytest.fixture
def gradebook(tmp_path):
    """A unit of two cells, handed in by all but one; one was late, one marked by hand."""
    with Classroom(make_root(tmp_path / "course")).api.gradebook as book:
        book.add_assignment("02_ops", duedate="2026-03-01 12:00:00 UTC")
        book.add_notebook("02_ops", "02_ops")
        for name, points in (("a", 2), ("b", 3)):
            book.add_grade_cell(name, "02_ops", "02_ops", max_score=points, cell_type="code")
        for i, name in enumerate(NAMES):
            book.add_student(name)
            if name == "absent":
                continue
            when = dt.datetime(2026, 3, 1, 8 + i)
            entry = book.add_submission("02_ops", name, timestamp=when)
            entry.notebooks[0].late_submission_penalty = 1.0 if i == 5 else None
            for grade in entry.notebooks[0].grades:
                grade.auto_score = float(i % 3)
        book.find_grade("a", "02_ops", "02_ops", "ada").manual_score = 1.5
        book.db.commit()
        yield book


def test_it_is_what_nbgrader_exports(gradebook, tmp_path):
    CsvExportPlugin(to=str(tmp_path / "theirs.csv")).export(gradebook)
    write_csv(standings(gradebook), tmp_path / "ours.csv")
    with (tmp_path / "ours.csv").open() as file:
        ours = {row["student_id"].removeprefix("'"): row for row in csv.DictReader(file)}
    assert set(ours) == set(NAMES)
    with (tmp_path / "theirs.csv").open() as file:
        for theirs in csv.DictReader(file):
            if "Doe" in theirs["student_id"]:
                continue  # nbgrader takes its comma for a new column
            mine = ours[theirs["student_id"]]
            for column, value in theirs.items():
                if column not in TEXTS and value:
                    assert float(mine[column]) == float(value)
                elif column != "student_id":
                    assert mine[column] == value


def test_no_cell_is_a_formula(gradebook, tmp_path):
    write_csv(standings(gradebook), tmp_path / "grades.csv")
    with (tmp_path / "grades.csv").open() as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_being_late_is_told_as_nbgrader_tells_it(gradebook):
    late = {row.student for row in standings(gradebook) if row.late}
    entries = gradebook.find_assignment("02_ops").submissions
    assert late == {entry.student_id for entry in entries if entry.total_seconds_late > 0}
