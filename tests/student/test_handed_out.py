"""What the course gives out for an exercise, and the last help, for every exercise there is."""

import ast
import json
from pathlib import Path

import pytest

from autograder.exercises import exercises, units
from autograder.student import aids, handed_out, parsons

COURSE = Path(__file__).parent.parent.parent / "course"


@pytest.mark.parametrize("unit", [unit.name for unit in units()])
def test_the_blank_cell_is_the_one_that_nbgrader_gives_out(unit):
    notebook = json.loads((COURSE / unit / f"{unit}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if marks.get("solution"):
            name = marks["grade_id"].removesuffix("-answer")
            assert handed_out.given(unit, name).blank == "".join(cell["source"]).strip()


@pytest.mark.parametrize("name", exercises())
def test_the_authors_way_is_whole_and_shows_no_marks(name):
    code = aids.solution(exercises()[name])
    ast.parse(code)
    assert name in code
    assert "SOLUTION" not in code


def hardest(unit):
    return max((one for one in unit.exercises if one.called), key=lambda one: one.points)


@pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.name)
def test_the_hardest_exercise_of_each_unit_has_a_last_help(unit):
    assert len(aids.last_help(hardest(unit))) >= 4


@pytest.mark.parametrize("name", exercises())
def test_the_pieces_are_those_of_a_solution_and_always_in_the_same_wrong_order(name):
    one = exercises()[name]
    pieces = aids.last_help(one)
    if not pieces:
        return
    squeezed = "".join(handed_out.given(one.unit, name).body.split())
    assert all("".join(piece.split()) in squeezed for piece in pieces)
    assert "".join("".join(pieces).split()) != squeezed
    assert aids.last_help(one) == pieces


def test_a_line_that_runs_on_is_one_piece():
    body = "a = [\n    1,\n    2,\n]\nb = 2  # two\n# nothing\nc = 3\nif a:\n    d = 4"
    assert sorted(parsons.problem(body, "x")) == sorted(
        ["a = [\n    1,\n    2,\n]", "b = 2", "c = 3", "if a:", "    d = 4"]
    )


def test_an_installation_without_solutions_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(handed_out, "PLACES", (tmp_path,))
    one = exercises()["five"]
    assert (aids.blank(one), aids.solution(one), aids.last_help(one)) == ("", "", [])
    assert "without its solutions" in aids.solution_says(one)
