"""`autograder replay`: a result seen again, from its record and its seed."""

import json
import math

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from autograder.errors import CourseError
from autograder.grade.command import Options, grade
from autograder.grade.replay import replay
from tests.grade import class_of
from tests.grade.class_of import NAMES, UNIT, answer, hand_in, make_root


def wrong_and_broken(notebook):
    class_of.solve(notebook)
    answer(notebook, "largest_in_list", "print('hm')\nreturn min(numbers)")
    answer(notebook, "average_of_list", "return numbers[99]")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = make_root(tmp_path_factory.mktemp("replay") / "course")
    hand_in(root, "ada")
    hand_in(root, "bob", wrong_and_broken)
    hand_in(root, "eve", class_of.that_leaves_early)
    hand_in(root, "gone")
    grade(root, Options(), lambda what, number, count: None)
    for path in (root / "classroom" / "submitted" / "gone" / UNIT).iterdir():
        path.unlink()
    return root


def test_the_case_that_failed_is_shown_with_what_came_and_what_is_right(root):
    seen = replay(root, "bob", "largest_in_list")
    numbers = json.loads(seen.called.removeprefix("largest_in_list(").removesuffix(")"))
    assert seen.came_back == f"{min(numbers)}, after printing 'hm'"
    assert seen.expected == str(max(numbers))
    assert seen.verdict.message == seen.record["message"]
    assert seen.notes == ()


def test_an_error_is_shown_with_its_line(root):
    seen = replay(root, "bob", "average_of_list", unit=UNIT)
    assert seen.came_back == "IndexError: list index out of range, in line 2: return numbers[99]"
    assert math.isfinite(float(seen.expected))


def test_of_a_right_answer_there_is_nothing_to_show(root):
    seen = replay(root, "ada", NAMES[0])
    assert seen.verdict.passed
    assert (seen.called, seen.came_back, seen.expected) == (None, None, None)


def test_an_answer_that_never_came_is_told(root):
    seen = replay(root, "eve", NAMES[-1])
    assert seen.came_back == "no answer"
    assert any("ended its own process" in note for note in seen.notes)


def test_nothing_is_written(root):
    results = root / "classroom" / "results.jsonl"
    before = results.read_bytes(), (root / "classroom" / "gradebook.db").read_bytes()
    replay(root, "ada", NAMES[0])
    assert (results.read_bytes(), (root / "classroom" / "gradebook.db").read_bytes()) == before


def test_a_hand_in_that_changed_since_is_pointed_out(root):
    before = (root / "classroom/submitted/ada" / UNIT / f"{UNIT}.ipynb").read_bytes()
    hand_in(root, "ada", class_of.all_but_the_first)
    seen = replay(root, "ada", NAMES[0])
    assert not seen.verdict.passed
    assert "changed since it was graded" in seen.notes[0]
    assert "It was correct with" in seen.notes[1]
    (root / "classroom/submitted/ada" / UNIT / f"{UNIT}.ipynb").write_bytes(before)


@pytest.mark.parametrize(
    ("student", "exercise", "unit", "says"),
    [
        ("bobby", NAMES[0], None, "Did you mean 'bob'?"),
        ("ada", "largest_in_lisst", None, "Did you mean 'largest_in_list'?"),
        ("ada", NAMES[0], "02_ops", "No 02_ops of 'ada'"),
        ("gone", NAMES[0], None, "There is no 00_start_here.ipynb"),
    ],
)
def test_what_is_not_there_is_told_in_a_sentence(root, student, exercise, unit, says):
    with pytest.raises(CourseError, match=says.replace("?", r"\?")):
        replay(root, student, exercise, unit=unit)


def test_before_anything_is_graded_there_is_a_way_on(tmp_path):
    with pytest.raises(CourseError, match="autograder grade"):
        replay(make_root(tmp_path / "course"), "ada", NAMES[0])


def test_the_command_prints_it(root, monkeypatch):
    monkeypatch.chdir(root)
    said = CliRunner().invoke(app, ["replay", "bob", "largest_in_list"])
    assert said.exit_code == 0
    assert "bob, 00_start_here, largest_in_list: wrong, 0 of 2 points" in said.output
    assert "came back: " in said.output and "expected: " in said.output
