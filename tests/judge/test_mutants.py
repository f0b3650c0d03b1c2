"""A right answer is changed at one place at a time; what a check lets through is told."""

import pytest
import torch

from autograder.judge.changes import changes
from autograder.judge.exercise import Unit, ordinary
from autograder.judge.mutants import answers, survivors

CHANGED = {
    "a constant, up": ("y = x + 2", "y = x + 3"),
    "a constant, down": ("y = x + 2", "y = x + 1"),
    "below zero": ("y = x[0]", "y = x[-1]"),
    "an operator": ("y = a + b", "y = a - b"),
    "an operator in place": ("a += b", "a -= b"),
    "the sides of a difference": ("y = a - b", "y = b - a"),
    "a comparison": ("y = a < b", "y = a <= b"),
    "an argument": ("y = f(a, b)", "y = f(a)"),
    "two arguments": ("y = f(a, b)", "y = f(b, a)"),
    "a keyword": ("y = x.sum(dim=0)", "y = x.sum()"),
    "a method call": ("y = x.clone().sum()", "y = x.sum()"),
    "a sibling": ("y = x.sum()", "y = x.mean()"),
    "a dtype": ("y = torch.float32", "y = torch.float64"),
    "a slice's start": ("y = x[1:n]", "y = x[:n]"),
    "a slice's end": ("y = x[1:n]", "y = x[1:]"),
    "a branch": ("y = a if c else b", "y = a"),
    "a part of a condition": ("y = a and b", "y = a"),
    "a sign": ("y = -x", "y = x"),
    "a filter": ("y = [i for i in x if i]", "y = [i for i in x]"),
}


@pytest.mark.parametrize(("cell", "changed"), CHANGED.values(), ids=CHANGED.keys())
def test_a_cell_is_changed_at_one_place(cell, changed):
    assert changed + "\n" in [change.cell for change in changes(cell)]


def test_a_statement_is_left_out():
    dropped = [change for change in changes("x = 1\nx += 2\n") if not change.now]
    assert [(change.was, change.cell) for change in dropped] == [
        ("x = 1", "pass\nx += 2\n"),
        ("x += 2", "x = 1\npass\n"),
    ]


def test_no_change_comes_twice_and_none_is_the_cell_itself():
    cells = [change.cell for change in changes("y = f(x, x)\n")]
    assert len(set(cells)) == len(cells)
    assert "y = f(x, x)\n" not in cells


def doubled(low, alternatives=()):
    """An exercise whose one case is a single number, `low`."""
    unit = Unit("99_mutants", "Mutants")
    return unit.function(
        "doubled",
        "Double it.",
        reference=lambda x: x * 2,
        cases=[ordinary("one number", lambda d: (torch.tensor([low]),))],
        alternatives=alternatives,
        hints=["look", "think", "write"],
        why="It matters.",
    )


def surviving(one):
    return {mutant.now for mutant in survivors(one, answers(one))}


def test_what_a_case_cannot_tell_apart_survives():
    assert surviving(doubled(2.0)) == {"return x + 2"}


def test_a_better_case_leaves_no_survivor():
    assert surviving(doubled(3.0)) == set()


def test_alternatives_are_changed_too():
    assert surviving(doubled(2.0, ["x + x"])) == {"return x + 2", "return x * x"} - {"return x * x"}


def test_an_alternative_that_is_wrong_is_told():
    with pytest.raises(ValueError, match="alternative 0 is not right"):
        surviving(doubled(3.0, ["x + 2"]))
