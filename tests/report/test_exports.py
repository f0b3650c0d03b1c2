"""Marks go into files as Canvas and Moodle make them, and nothing in a name does harm there."""

import csv
import datetime as dt
import json
import shutil
import subprocess
import sys

import pytest
from nbgrader.api import Gradebook
from traitlets.config import Config

from autograder.course import nbgrader
from autograder.errors import CourseError
from autograder.report.exports import CanvasExport, MoodleExport, PlainExport, SafeCsvExport
from autograder.report.spreadsheet import cell

# Two units of two exercises; student -> unit -> points, late penalty of the unit.
MARKS = {
    "doejane": {"01_tensors": ([2, 1.25], 0), "02_ops": ([3, 0], 0.5)},
    "Roe, John": {"02_ops": ([3, 4], 0)},
    "=cmd|' /C calc'!A0": {"01_tensors": ([0, 0], 0)},
    "nobody": {},
}
POINTS = {"01_tensors": (2, 2), "02_ops": (3, 4)}


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """The file of a gradebook with the marks above; to make one takes nbgrader seconds."""
    file = tmp_path_factory.mktemp("marks") / "gradebook.db"
    config = Config(CourseDirectory={"db_url": f"sqlite:///{file}"})
    with nbgrader(config).gradebook as gradebook:
        fill(gradebook)
    return file


def fill(gradebook):
    for unit, points in POINTS.items():
        gradebook.add_assignment(unit, duedate=dt.datetime(2026, 3, 1))
        gradebook.add_notebook(unit, unit)
        for name, worth in zip(("a", "b"), points, strict=True):
            gradebook.add_grade_cell(
                f"{unit}_{name}", unit, unit, max_score=worth, cell_type="code"
            )
    for student, units in MARKS.items():
        gradebook.add_student(student)
        for unit, (scores, penalty) in units.items():
            gradebook.add_submission(unit, student)
            for name, score in zip(("a", "b"), scores, strict=True):
                grade = gradebook.find_grade(f"{unit}_{name}", unit, unit, student)
                grade.auto_score = score
            gradebook.find_submission_notebook(
                unit, unit, student
            ).late_submission_penalty = penalty
    gradebook.db.commit()


@pytest.fixture
def gradebook(filled, tmp_path):
    shutil.copy(filled, tmp_path / "gradebook.db")
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        yield gradebook


@pytest.fixture
def exported(gradebook, tmp_path):
    """Export by a plugin; gives the rows of the file, each a dict by the head."""

    def export(plugin, roster=None, **options):
        to = tmp_path / "out.csv"
        if roster is not None:
            options["roster"] = str(tmp_path / "roster.csv")
            (tmp_path / "roster.csv").write_bytes(roster)
        options.setdefault("collected", str(tmp_path / "collected.json"))
        plugin(to=str(to), **options).export(gradebook)
        text = to.read_text(encoding="utf-8-sig")
        separator = ";" if ";" in text.partition("\n")[0] else ","
        return list(csv.DictReader(text.splitlines(), delimiter=separator))

    return export


# -- Canvas --------------------------------------------------------------------------------------

# As Canvas's Grades, Export makes it: a byte order mark, points in the second row, scores of its
# own behind the assignments, a test student.
CANVAS = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,02_ops (4711),Essay (4712),Current Score\n"
    "    Points Possible,,,,,7,10,(read only)\n"
    '"Doe, Jane",12345,jd01,jane@example.org,Monday,,9,90.1\n'
    '"Roe, John",12346,jr02,roe@example.org,"Tuesday, late",1,8,80\n'
    '"Student, Test",99,,abc,Monday,,,\n'
).encode()


def test_canvas_gets_its_own_columns_back_and_its_own_title(exported):
    rows = exported(CanvasExport, CANVAS)
    assert list(rows[0]) == [
        "Student",
        "ID",
        "SIS User ID",
        "SIS Login ID",
        "Section",
        "01_tensors",
        "02_ops (4711)",
    ]
    assert [row["ID"] for row in rows] == ["", "12345", "12346", "99"]
    assert rows[0]["Student"].strip() == "Points Possible"
    assert rows[2]["Section"] == "Tuesday, late"


def test_canvas_gets_the_marks_less_what_being_late_cost(exported):
    points, jane, john, test = exported(CanvasExport, CANVAS)
    assert (points["01_tensors"], points["02_ops (4711)"]) == ("4", "7")
    assert (jane["01_tensors"], jane["02_ops (4711)"]) == ("3.25", "2.5")
    assert (john["01_tensors"], john["02_ops (4711)"]) == ("", "7")
    assert (test["01_tensors"], test["02_ops (4711)"]) == ("", "")


def test_canvas_knows_a_student_by_the_number_that_collect_saw(exported, tmp_path):
    kept = {"students": {"Canvas 99": "doejane"}, "files": {}}
    (tmp_path / "collected.json").write_text(json.dumps(kept))
    *_, test = exported(CanvasExport, CANVAS)
    assert test["02_ops (4711)"] == "2.5"


def test_two_of_one_name_get_nothing_rather_than_each_others(exported):
    twice = CANVAS + b'"Doe, Jane",777,jd09,other@example.org,Monday,,9,90.1\n'
    rows = exported(CanvasExport, twice)
    assert [row["02_ops (4711)"] for row in rows if row["Student"] == "Doe, Jane"] == ["", ""]


def test_what_is_no_file_of_canvas_is_told(exported):
    with pytest.raises(CourseError, match="no columns Student and ID"):
        exported(CanvasExport, b"name,mark\njane,1\n")


# -- Moodle --------------------------------------------------------------------------------------

MOODLE = (
    b"First name;Surname;ID number;Email address;Assignment: 02_ops (Real);Course total (Real);"
    b"Last downloaded from this course\n"
    b"Jane;Doe;;jane@example.org;-;-;1772000000\n"
    b"John;Roe;17;roe@example.org;-;-;1772000000\n"
)
WORKSHEET = (
    b"Identifier,Full name,Email address,Status,Grade,Maximum Grade,Feedback comments\n"
    b"Participant 123,Jane Doe,jane@example.org,Submitted for grading,,7.00,\n"
    b"Participant 124,John Roe,roe@example.org,Submitted for grading,,7.00,\n"
)


def test_moodles_gradebook_keeps_its_columns_and_separator(exported):
    rows = exported(MoodleExport, MOODLE)
    who = ["First name", "Surname", "ID number", "Email address"]
    assert list(rows[0]) == [*who, "01_tensors", "Assignment: 02_ops (Real)"]
    assert [row["Assignment: 02_ops (Real)"] for row in rows] == ["2.5", "7"]


def test_moodles_worksheet_of_one_assignment(exported):
    rows = exported(MoodleExport, WORKSHEET, assignment=["02_ops"])
    assert [(row["Identifier"], row["Grade"]) for row in rows] == [
        ("Participant 123", "2.5"),
        ("Participant 124", "7"),
    ]


def test_moodles_worksheet_needs_to_know_which(exported):
    with pytest.raises(CourseError, match="worksheet of one assignment"):
        exported(MoodleExport, WORKSHEET)


# -- plain, and what names may hold --------------------------------------------------------------


def test_a_plain_table_has_a_column_for_each_unit(exported):
    rows = {row["student_id"]: row for row in exported(PlainExport)}
    assert rows["doejane"]["01_tensors"] == "3.25" and rows["nobody"]["01_tensors"] == ""
    assert rows["Roe, John"]["02_ops"] == "7"


def test_a_plain_table_by_exercise(exported):
    rows = {row["student_id"]: row for row in exported(PlainExport, columns="exercise")}
    assert rows["doejane"]["01_tensors: 01_tensors_b"] == "1.25"


@pytest.mark.parametrize("plugin", [CanvasExport, MoodleExport, PlainExport, SafeCsvExport])
def test_no_cell_of_any_export_is_a_formula(gradebook, tmp_path, plugin):
    for student in list(MARKS)[:2]:
        gradebook.find_student(student).last_name = "+1;2"
    plugin(to=str(tmp_path / "out.csv")).export(gradebook)
    with (tmp_path / "out.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    assert len({len(row) for row in rows}) == 1
    assert not [text for row in rows for text in row if text[:1] in set("=+-@\t\r")]


def test_the_safe_table_has_the_columns_of_nbgraders(gradebook, tmp_path):
    from nbgrader.plugins import CsvExportPlugin

    for plugin in (CsvExportPlugin, SafeCsvExport):
        plugin(to=str(tmp_path / plugin.__name__), student=["doejane"]).export(gradebook)
    ours, theirs = (
        list(csv.DictReader((tmp_path / name).open()))
        for name in ("SafeCsvExport", "CsvExportPlugin")
    )
    assert list(ours[0]) == list(theirs[0])
    assert [float(row["score"]) for row in ours] == [float(row["score"]) for row in theirs]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+49", "'+49"),
        ("-x", "'-x"),
        ("@SUM", "'@SUM"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        ("a\nb", "a b"),
        ("-3.5", "-3.5"),
        ("Doe, Jane", "Doe, Jane"),
    ],
)
def test_a_cell_is_a_text(text, shown):
    assert cell(text) == shown


@pytest.mark.parametrize("content", [b"", b"one line\n", b"\xff\x00\x81", b'a,b\n"open\n'])
def test_a_roster_that_is_no_table_is_told(exported, content):
    with pytest.raises(CourseError):
        exported(CanvasExport, content)


# -- the commands --------------------------------------------------------------------------------


@pytest.fixture
def root(gradebook, tmp_path):
    """A course whose configuration has the gradebook above."""
    (tmp_path / "classroom").mkdir()
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\n"
        f"c.CourseDirectory.db_url = {url!r}\n"
        "c.CourseDirectory.release_directory = 'course'\n"
        "c.CourseDirectory.submitted_directory = 'classroom/submitted'\n"
        "c.CourseDirectory.autograded_directory = 'classroom/autograded'\n"
    )
    return tmp_path


def test_the_command_exports_by_a_system_and_a_unit(root, autograder, monkeypatch):
    monkeypatch.chdir(root)
    (root / "roster.csv").write_bytes(CANVAS)
    status, out, _ = autograder("export", "canvas", "--roster", "roster.csv", "--unit", "02")
    assert status == 0, out
    assert "02_ops (4711)" in (root / "classroom" / "canvas.csv").read_text()
    assert "01_tensors" not in (root / "classroom" / "canvas.csv").read_text()


@pytest.mark.parametrize(
    "words",
    [
        ("blackboard",),
        ("canvas", "--unit", "99_x"),
        ("canvas", "--roster", "none.csv"),
        ("canvas", "--roster", "classroom"),
        ("canvas", "--to", "none/x.csv"),
    ],
)
def test_what_cannot_be_exported_is_told_in_a_sentence(root, autograder, monkeypatch, words):
    monkeypatch.chdir(root)
    status, _, said = autograder("export", *words)
    assert status == 2 and said.count("\n") == 1 and not list((root / "classroom").iterdir())


def test_nbgraders_own_command_takes_the_plugins(root):
    exporter = "--exporter=autograder.report.exports.CanvasExport"
    (root / "roster.csv").write_bytes(CANVAS)
    words = ["export", exporter, "--CanvasExport.roster=roster.csv", "--to", "out.csv"]
    command = [sys.executable, "-m", "nbgrader", *words]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "12345" in (root / "out.csv").read_text()
