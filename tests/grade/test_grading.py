"""One notebook, graded without a class."""

from __future__ import annotations

import json
import textwrap

import pytest

from autograder.grade.grading import grade_notebook
from autograder.room.room import Room
from tests.sample_course import ROOT

UNIT = "02_ops"


@pytest.fixture(scope="module")
def real_room():
    """A room as the command makes it."""
    with Room() as made:
        yield made


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda answer: textwrap.indent(answer, "    "),
        lambda answer: "%matplotlib inline\n" + answer,
        lambda answer: "\n\n" + answer,
    ],
    ids=["indented", "after a magic", "after empty lines"],
)
def test_a_right_answer_may_be_laid_out_in_any_way_that_ipython_runs(real_room, rewrite):
    content = json.loads((ROOT / "solutions" / UNIT / f"{UNIT}.ipynb").read_text(encoding="utf-8"))
    for cell in content["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = rewrite("".join(cell["source"]))
    result = grade_notebook(content, UNIT, room=real_room, seed=3)
    assert result.score == result.max_score, [v.message for v in result.verdicts.values()]
