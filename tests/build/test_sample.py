"""The sample class: who hands in what, and that the grades it is written to earn are right."""

import json

import nbformat
import pytest

from autograder.build.sample import STUDENTS, expected_grades, write_sample
from autograder.build.units import make, write
from autograder.course import configuration, nbgrader
from autograder.errors import BuildError
from tests.sample_course import DECLARED, EXERCISES, NAME, make_course


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    unit = make_course(tmp_path_factory.mktemp("course"))
    write(unit, make(unit, DECLARED))
    write_sample(unit.root, EXERCISES.__getitem__)
    return unit.root


def cells(root, student):
    path = root / "classroom" / "submitted" / student / NAME / f"{NAME}.ipynb"
    return {cell.id: cell.source for cell in nbformat.read(path, as_version=4).cells}


def course_cells(root):
    course = root / "course" / NAME / f"{NAME}.ipynb"
    return {cell.id: cell.source for cell in nbformat.read(course, as_version=4).cells}


def test_every_student_hands_in_every_unit(root):
    there = {path.parent.parent.name for path in root.glob("classroom/submitted/*/*/*.ipynb")}
    assert there == {student.name for student in STUDENTS} and len(there) == 8


def test_the_grades_to_expect_are_written_down(root):
    earned = {student: units[NAME] for student, units in expected_grades(root).items()}
    assert earned == {
        "ada": 7,
        "bram": 1 + 4,  # zero forgotten in the product; of the values every other one
        "chidi": 0,
        "dana": 7,
        "emil": 0,
        "farah": 3,
        "goro": 7,
        "hana": 7,
    }


def test_a_right_answer_is_the_solution_without_its_markers(root):
    assert "return a * b" in cells(root, "ada")["product-answer"]
    assert "SOLUTION" not in "".join(cells(root, "ada").values())


def test_a_blank_submission_is_the_course_notebook(root):
    assert cells(root, "emil") == course_cells(root)


def test_one_deletes_a_test_cell(root):
    assert set(course_cells(root)) - set(cells(root, "hana")) == {"letters"}


def test_one_gives_up_with_an_exception(root):
    assert cells(root, "farah")["letters-answer"].startswith("raise ")


def test_one_is_late(root):
    with nbgrader(configuration(root)).gradebook as gradebook:
        due = gradebook.find_assignment(NAME).duedate
    stamps = root.glob(f"classroom/submitted/*/{NAME}/timestamp.txt")
    late = [path.parent.parent.name for path in stamps if path.read_text()[:19] > str(due)]
    assert late == ["goro"]


def test_a_class_that_is_there_is_never_written_over(root):
    with pytest.raises(BuildError, match="There are submissions"):
        write_sample(root, EXERCISES.__getitem__)


def test_a_course_that_is_stale_is_refused_before_anything_is_written(tmp_path, root):
    unit = make_course(tmp_path / "course")
    for path in (unit.solution, unit.course):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((root / path.relative_to(unit.root)).read_bytes())
    with pytest.raises(BuildError, match="no longer has"):
        write_sample(unit.root, {}.__getitem__)
    assert not (unit.root / "classroom" / "submitted").exists()


def test_before_the_first_build_there_is_a_way_on(tmp_path):
    with pytest.raises(BuildError, match="make build"):
        write_sample(make_course(tmp_path / "course").root, EXERCISES.__getitem__)


def test_a_class_of_ones_own_expects_nothing(tmp_path):
    assert expected_grades(tmp_path) == {}


def test_the_file_of_expected_grades_is_json(root):
    assert json.loads((root / "classroom" / "expected.json").read_text()) == expected_grades(root)
