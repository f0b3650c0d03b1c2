"""The command line: each verb reaches its folder, and mistakes are told in a sentence."""

import json

import pytest

from autograder import cli, errors
from autograder.build.units import make, write
from autograder.exercises import exercises
from tests.sample_course import DECLARED, NAME, make_course


@pytest.fixture
def course(tmp_path, monkeypatch):
    unit = make_course(tmp_path / "course")
    monkeypatch.chdir(unit.root)
    monkeypatch.setattr(cli, "_declared", lambda: DECLARED)
    return unit


def test_list_as_json_names_every_exercise(autograder):
    status, out, _ = autograder("list", "--json")
    rows = json.loads(out)
    assert status == 0 and [row["name"] for row in rows] == list(exercises())
    keys = {"unit", "name", "kind", "points", "cases", "mistakes", "alternatives", "hints"}
    assert all(set(row) == keys for row in rows)


def test_list_prints_a_table_of_every_exercise(autograder):
    _, out, _ = autograder("list")
    assert all(name in out for name in exercises())


def test_doctor_as_json_says_what_is_there(autograder):
    status, out, _ = autograder("doctor", "--json")
    assert status == 0
    assert {"what", "ok", "found", "advice", "needed"} == set(json.loads(out)[0])


def test_doctor_prints_what_is_there(autograder):
    _, out, _ = autograder("doctor")
    assert "nbgrader" in out and "sandbox" in out


def test_build_makes_what_is_stale_and_then_leaves_it(autograder, course):
    assert autograder("build")[1] == f"{NAME}: written\n"
    written = course.solution.stat().st_mtime_ns
    assert autograder("build", "01")[1] == f"{NAME}: up to date\n"
    assert course.solution.stat().st_mtime_ns == written


def test_build_check_fails_on_a_stale_notebook_and_writes_nothing(autograder, course):
    status, _, err = autograder("build", "--check")
    assert status == 1 and "is missing" in err and "make build" in err
    assert not course.solution.exists()


def test_build_check_is_content_with_what_was_built(autograder, course):
    write(course, make(course, DECLARED))
    status, out, _ = autograder("build", "--check")
    assert (status, out) == (0, f"{NAME}: what its source makes\n")


def test_an_unknown_unit_is_told_in_a_sentence(autograder, course):
    status, _, err = autograder("build", "07")
    assert status == 2 and err.startswith("There is no unit called '07'.") and err.count("\n") == 1


def test_outside_the_course_build_says_where_to_go(autograder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    status, _, err = autograder("build")
    assert status == 2 and "Change into the folder" in err


def test_verify_of_a_missing_notebook_is_told_in_a_sentence(autograder, tmp_path):
    status, _, err = autograder("verify", str(tmp_path / "none.ipynb"))
    assert status == 2 and err.startswith("There is no file")


def test_grade_before_the_first_build_says_what_to_do(autograder, course):
    status, _, err = autograder("grade")
    assert status == 2 and "make build" in err


KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type)]


@pytest.mark.parametrize("words", [("build",), ("sample",), ("grade",), ("replay", "ada", "five")])
@pytest.mark.parametrize("kind", KINDS)
def test_what_a_person_can_put_right_ends_in_its_sentence(autograder, monkeypatch, kind, words):
    def fail(*_):
        raise kind("Do this instead.")

    monkeypatch.setattr(cli, "_root", fail)
    assert autograder(*words) == (2, "", "Do this instead.\n")


def test_a_file_that_cannot_be_written_is_named(autograder, course):
    course.solution.mkdir()
    status, _, err = autograder("build", NAME)
    assert status == 2 and str(course.solution) in err and "Traceback" not in err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("c = get_config(\n", "SyntaxError in line 1"),
        ("\nc = None.x\n", "AttributeError in line 2"),
    ],
)
def test_a_configuration_that_cannot_be_read_is_told_by_its_line(autograder, course, text, says):
    (course.root / "nbgrader_config.py").write_text(text)
    submitted = course.root / "classroom" / "submitted" / "ada"
    submitted.mkdir(parents=True)
    status, _, err = autograder("grade")
    assert status == 2 and says in err and "Traceback" not in err
