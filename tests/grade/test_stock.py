"""Grading a class with nbgrader's own executor: the marks, and that one costs only itself."""

import copy
import csv
import json
import stat

import nbformat
import pytest

from autograder import host
from autograder.build.units import build, differences
from autograder.grade.hidden_seed import seed_of
from autograder.grade.stock import GradeError, grade_class
from autograder.grade.summary import compare, problems, table
from tests.sample_course import NAME, make_course, points

DUE = "2026-03-01 23:59:00 UTC"


def solve(notebook):
    cell(notebook, "product-answer").source = "def product(a, b):\n    return a * b"
    cell(notebook, "prices-answer").source = "prices = [1, 2]"
    cell(notebook, "letters-answer").source = 'letters = "ab"'


def cell(notebook, cell_id):
    return next(cell for cell in notebook.cells if cell.id == cell_id)


def drop(notebook, *cell_ids):
    notebook.cells = [cell for cell in notebook.cells if cell.id not in cell_ids]


def blank(notebook):
    pass


def partly(notebook):
    cell(notebook, "letters-answer").source = 'letters = "a"'


def knows_the_example(notebook):
    solve(notebook)
    cell(notebook, "product-answer").source = "def product(a, b):\n    return 6"


def raises(notebook):
    solve(notebook)
    cell(notebook, "prices-answer").source = "raise RuntimeError('I give up')"


def warns(notebook):
    solve(notebook)
    cell(
        notebook, "product-answer"
    ).source = "def product(a, b):\n    warnings.warn('careful')\n    return a * b"


def edited_test(notebook):
    cell(notebook, "product").source = "assert True"


def more_points(notebook):
    solve(notebook)
    cell(notebook, "prices").metadata.nbgrader.points = 100


def deleted_test(notebook):
    solve(notebook)
    drop(notebook, "prices")


def deleted_answer_and_test(notebook):
    solve(notebook)
    drop(notebook, "prices", "prices-answer")


def duplicated_test(notebook):
    solve(notebook)
    second = copy.deepcopy(cell(notebook, "prices"))
    second.id = "second"
    notebook.cells.append(second)


def outdated_schema(notebook):
    solve(notebook)
    cell(notebook, "prices").metadata.nbgrader.schema_version = 1


STUDENTS = {
    "right": (solve, 7),
    "blank": (blank, 0),
    "partly": (partly, 1.5),
    "knows-the-example": (knows_the_example, 5),
    "raises": (raises, 6),
    "warns": (warns, 7),
    "edited-test": (edited_test, 0),
    "more-points": (more_points, 7),
    "deleted-test": (deleted_test, 7),
    "deleted-answer-and-test": (deleted_answer_and_test, 6),
    "duplicated-test": (duplicated_test, 7),
}
UNGRADED = {
    "outdated-schema": "outdated schema version",
    "damaged": "is not a notebook",
    "renamed": "but mine.ipynb",
    "empty": "but nothing at all",
}


def hand_in(unit, student, change=solve, timestamp=None, filename=None):
    notebook = nbformat.read(unit.course, as_version=4)
    change(notebook)
    folder = unit.root / "classroom" / "submitted" / student / unit.name
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / (filename or unit.course.name))
    if timestamp:
        (folder / "timestamp.txt").write_text(timestamp)
    return folder


@pytest.fixture(scope="module")
def unit(tmp_path_factory):
    unit = make_course(tmp_path_factory.mktemp("course"))
    build(unit, points)
    for student, (change, _) in STUDENTS.items():
        hand_in(unit, student, change)
    hand_in(unit, "late", solve, timestamp="2026-03-03 08:05:00 UTC")
    hand_in(unit, "outdated-schema", outdated_schema)
    hand_in(unit, "renamed", solve, filename="mine.ipynb")
    (hand_in(unit, "damaged") / f"{NAME}.ipynb").write_text("{")
    (hand_in(unit, "empty") / f"{NAME}.ipynb").unlink()
    with host.nbgrader(host.configuration(unit.root)).gradebook as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate=DUE)
    return unit


@pytest.fixture(scope="module")
def grades(unit):
    return {grade.student: grade for grade in grade_class(unit.root)}


@pytest.mark.parametrize(("student", "score"), [(name, s) for name, (_, s) in STUDENTS.items()])
def test_a_submission_earns_what_it_is_worth(grades, student, score):
    assert (grades[student].score, grades[student].max_score) == (score, 7)
    assert grades[student].problem is None


@pytest.mark.parametrize(("student", "reason"), UNGRADED.items())
def test_what_cannot_be_graded_says_why_and_costs_only_itself(grades, student, reason):
    assert reason in grades[student].problem
    assert grades[student].score == 0


def test_only_the_late_one_is_late(grades):
    assert [name for name, grade in grades.items() if grade.late] == ["late"]


def test_everyone_stands_in_the_csv(unit, grades):
    with (unit.root / "classroom" / "grades.csv").open() as file:
        rows = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert rows == {name: grade.score for name, grade in grades.items()}


def test_everyone_who_was_graded_gets_feedback(unit, grades):
    written = {path.parent.parent.name for path in unit.root.glob("classroom/feedback/*/*/*.html")}
    assert written == set(grades) - set(UNGRADED)


def test_the_course_is_not_touched_by_grading(unit, grades):
    assert differences(unit, points) == []


def test_each_student_has_a_secret_seed_of_their_own(unit, grades):
    seeds = json.loads((unit.root / "classroom" / "seeds.json").read_text())
    graded = set(grades) - set(UNGRADED)
    assert graded <= set(seeds) and len(set(seeds.values())) == len(seeds)


def test_a_second_run_grades_only_what_is_new(unit, grades):
    hand_in(unit, "blank", solve)
    seen = []
    again = grade_class(unit.root, started=lambda one, number, count: seen.append(one.student))
    assert sorted(seen) == sorted([*UNGRADED, "blank"])
    assert {g.student: g.score for g in again}["blank"] == 7


def test_a_broken_resubmission_takes_the_old_marks_back(unit, grades):
    (hand_in(unit, "more-points") / f"{NAME}.ipynb").write_text("{")
    again = {grade.student: grade for grade in grade_class(unit.root)}
    assert again["more-points"].score == 0
    assert "is not a notebook" in again["more-points"].problem


def test_with_nothing_handed_in_there_is_a_way_on(tmp_path):
    with pytest.raises(GradeError, match="autograder sample"):
        grade_class(make_course(tmp_path / "course").root)


def test_a_seed_is_kept(tmp_path):
    assert seed_of("ada", tmp_path / "seeds.json") == seed_of("ada", tmp_path / "seeds.json")


def test_seeds_are_readable_by_the_instructor_alone(tmp_path):
    seed_of("ada", tmp_path / "seeds.json")
    assert stat.S_IMODE((tmp_path / "seeds.json").stat().st_mode) == 0o600


def test_the_table_has_a_row_for_each_student(grades):
    rows = {row["student"]: row for row in table(list(grades.values()))}
    assert rows["right"] == {"student": "right", f"{NAME} /7": "7", "all /7": "7"}
    assert rows["late"][f"{NAME} /7"] == "7 (late)"
    assert rows["damaged"][f"{NAME} /7"] == "!"


def test_what_could_not_be_graded_is_listed(grades):
    assert len(problems(list(grades.values()))) == len(UNGRADED)


def test_a_grade_that_was_not_expected_is_pointed_out(grades):
    expected = {"right": {NAME: 7.0}, "blank": {NAME: 3.0}}
    assert compare(list(grades.values()), expected) == [
        f"blank, {NAME}: 0 points, written to earn 3"
    ]


def test_a_class_of_which_nothing_is_expected_is_not_compared(grades):
    assert compare(list(grades.values()), {}) == []
