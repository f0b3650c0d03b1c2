"""`check` in a notebook and the grade say the same of one answer: status, score, message, label."""

from __future__ import annotations

import pytest
from IPython.core.interactiveshell import InteractiveShell

from autograder.exercises import exercises, units
from autograder.grade.grading import grade_notebook
from autograder.grade.submission import MOST_CELLS, SubmittedCell, read_content
from autograder.room.room import Room
from tests.doors import Notebook, by_check, by_room, notebooks_of
from tests.judge import slips

# What an answer can't import in a room.
OURS = "autograder.exercises"


@pytest.fixture(scope="module")
def real_room():
    with Room() as made:
        yield made


@pytest.fixture
def shell():
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


def registered(unit):
    """A mistake or an alternative of each exercise, by turns, and not the first ones throughout."""
    for number, one in enumerate(unit.exercises):
        codes = [mistake.code for mistake in one.mistakes] if number % 3 else one.alternatives
        code = codes[number % len(codes)]
        if OURS not in code:
            yield one.name, code


def told_of(unit):
    rows = [row[:2] for row in (*slips.NAMED, *slips.FALSE, *slips.RIGHT)]
    return [row for row in rows if exercises()[row[0]].unit == unit.name]


@pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.name)
def test_both_doors_say_the_same(shell, real_room, unit):
    for notebook in notebooks_of([*registered(unit), *told_of(unit)]):
        assert by_room(real_room, notebook) == by_check(shell, notebook)


STATES = {
    "float64 as default": "torch.set_default_dtype(torch.float64)",
    "the meta device as default": "torch.set_default_device('meta')",
    "no gradients": "torch.set_grad_enabled(False)",
    "deterministic": "torch.use_deterministic_algorithms(True)",
}
AS_BEFORE = """
torch.set_default_dtype(torch.float32)
torch.set_default_device(None)
torch.set_grad_enabled(True)
torch.use_deterministic_algorithms(False)
"""
ROWS = [
    ("ruler", "torch.arange(start, end, step)"),
    ("slopes", "t = x.clone().requires_grad_()\nf(t).sum().backward()\nreturn t.grad"),
]


@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
def test_what_an_earlier_cell_set_is_no_difference(shell, real_room, state):
    for notebook in notebooks_of(ROWS):
        notebook.before.append(state)
        graded = by_room(real_room, notebook)
        try:
            assert by_check(shell, notebook) == graded
        finally:
            shell.run_cell(AS_BEFORE)


STOPPED = {
    "curly quotation marks": ("five = torch.tensor(“5”)", "SyntaxError: invalid character '“'"),
    "a no-break space": ("five =\xa0torch.tensor(5)", "looks like a space"),
    "an unknown name": ("five = tensor(5)", "NameError: name 'tensor' is not defined"),
    "an error above": ("x = 1 / 0\nfive = torch.tensor(5)", "in its line 1"),
    "an error below a magic": ("%pdb off\nx = 1 / 0\nfive = torch.tensor(5)", "in its line 2"),
    "an error under %%time": ("%%time\nx = 1\nfive = torch.tensr(5)", "in its line 3"),
    "a name of a cell that stopped": ("five = torch.tensor(apples)", "in its line 2: `ZeroDiv"),
    "a file that is not there": ("from helper import five", "A file of your own is not handed in"),
}


@pytest.mark.parametrize(("cell", "words"), STOPPED.values(), ids=STOPPED.keys())
def test_a_cell_that_stopped_is_told_alike(shell, real_room, cell, words):
    notebook = Notebook("01_tensors", {"five": cell}, ["x = 0\napples = 5 / 0"])
    told = by_room(real_room, notebook)
    assert told == by_check(shell, notebook)
    assert told["five"]["status"] == "error"
    assert words in told["five"]["message"]


RIGHT_BELOW = {
    "an error below the answer": "five = torch.tensor(5)\nfive.shapes",
    "an error below, and a magic": "%pdb off\nfive = torch.tensor(5)\nfive.shapes",
    "an error below, under %%time": "%%time\nfive = torch.tensor(5)\nfive.shapes",
    "a module of its own": "from beside import five",
}


@pytest.mark.parametrize("cell", RIGHT_BELOW.values(), ids=RIGHT_BELOW.keys())
def test_a_right_answer_is_right_at_both(shell, real_room, cell, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend("")
    write = "%%writefile beside.py\nimport torch\nfive = torch.tensor(5)\n"
    notebook = Notebook("01_tensors", {"five": cell}, [write])
    told = by_room(real_room, notebook)
    assert told == by_check(shell, notebook)
    assert told["five"]["status"] == "correct"


def test_an_answer_that_never_ends_is_told_alike(shell, real_room, monkeypatch):
    from autograder.judge import verify
    from autograder.witness import witness

    monkeypatch.setattr(verify, "SECONDS", 0.2)
    assert verify.SECONDS < witness.ROOM_SECONDS
    code = "def ever_freezing(temperatures):\n    while True:\n        pass\n"
    notebook = Notebook("01_tensors", {"ever_freezing": code})
    told = by_room(real_room, notebook)
    assert told == by_check(shell, notebook)
    assert "took too long and was stopped" in told["ever_freezing"]["message"]


# -- what only the grade can meet ----------------------------------------------------------------


STUB = 'def ever_freezing(temperatures):\n    """Say whether it froze."""\n'


def graded(room, cells):
    found = Notebook("01_tensors", {"five": "five = ..."}).submission()
    return grade_notebook(cells(found), "01_tensors", room=room).verdicts


def test_an_answer_below_its_check_is_told_so(real_room):
    def below(found):
        found.cells.append(SubmittedCell("code", "five = torch.tensor(5)"))
        return found

    verdict = graded(real_room, below)["five"]
    assert (verdict.status, verdict.score) == ("wrong", 0)
    assert "further down, below its check" in verdict.message


def test_an_answer_in_a_cell_of_text_is_told_so(real_room):
    def as_text(found):
        found.cells[1].type = "markdown"
        return found

    verdict = graded(real_room, as_text)["five"]
    assert "is a cell of text" in verdict.message


def test_an_answer_that_was_not_read_is_not_called_not_attempted(real_room):
    def long(found):
        plain = {"cell_type": "code", "source": "", "metadata": {}}
        answer = plain | {
            "source": "five = torch.tensor(5)",
            "metadata": {"nbgrader": {"grade_id": "five-answer", "solution": True}},
        }
        return read_content({"cells": [plain] * MOST_CELLS + [answer]})

    verdict = graded(real_room, long)["five"]
    assert verdict.status == "wrong"
    assert "2,000" in verdict.message and "2,001" in verdict.message


def test_an_answer_that_the_notebook_did_not_live_to_see_is_told_how_it_ended(real_room):
    def dying(found):
        found.cells[1:1] = [SubmittedCell("code", "import os\nos._exit(3)")]
        found.cells[2].source = "five = torch.tensor(5)"
        found.cells.append(SubmittedCell("code", STUB, "ever_freezing-answer"))
        return found

    verdicts = graded(real_room, dying)
    assert verdicts["five"].message == (
        "`five` was not reached: the notebook ended in an earlier cell. The notebook ended its own "
        "process (exit code 3)."
    )
    assert verdicts["ever_freezing"].status == "not attempted"
