"""A wrong answer that several gave gets a name in the course, and old results get it, too."""

import pytest

from autograder.exercises import exercises, place_of
from autograder.grade.command import Options, grade
from autograder.report import findings
from autograder.report.results import read_results
from tests.grade.class_of import NAMES, UNIT, answer, hand_in, make_root, solve
from tests.grade.newer_course import autograder_of, copy_package, reword

FIRST = NAMES[0]


def with_a_password(notebook):
    solve(notebook)
    answer(notebook, FIRST, "12345")


def test_it_is_shown_named_and_known_from_then_on(tmp_path, autograder, monkeypatch):
    root = make_root(tmp_path / "course")
    for student in ("ada", "bob"):
        hand_in(root, student, with_a_password)
    grade(root, Options(), lambda what, number, count: None)
    results = root / "classroom" / "results.jsonl"
    (group,) = findings.unnamed(read_results(results))
    monkeypatch.chdir(root)
    _, said, _ = autograder("name", group.cluster)
    assert f"{UNIT}, {FIRST}: 2 of 2 students" in said
    assert f"Written 2 times:\n    {FIRST} = 12345" in said
    assert "{}, line {}".format(*place_of(FIRST)) in said
    package = copy_package(tmp_path / "newer")
    known = 'Mistake("24 * 60", "Those'
    reword(package, known, f'Mistake("12345", "A password.", label="password"), {known}')
    assert "2 graded" in autograder_of(package, root, "grade")
    (named,) = findings.misunderstandings(read_results(results))
    assert (named.label, named.says, named.count) == ("password", "A password.", 2)
    assert findings.unnamed(read_results(results)) == []


@pytest.mark.parametrize("words", [("",), ("none",), ("zz",)])
def test_a_cluster_that_is_not_there_is_told(tmp_path, autograder, monkeypatch, words):
    root = make_root(tmp_path / "course")
    monkeypatch.chdir(root)
    status, _, said = autograder("name", *words)
    assert status == 2 and "run `autograder grade` first" in said


def test_the_place_of_every_exercise_is_where_its_mistakes_are():
    for name, one in exercises().items():
        file, line = place_of(name)
        text = file.read_text(encoding="utf-8").splitlines()[line - 1]
        assert "mistakes=" in text or not one.mistakes
