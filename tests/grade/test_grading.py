"""One notebook, graded without a class."""

from __future__ import annotations

import json
import textwrap

import pytest

from autograder.grade.command import not_checked
from autograder.grade.grading import grade_notebook
from autograder.grade.handed_in import HandIn
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


def test_what_only_a_second_device_can_tell_is_not_checked_on_the_cpu_alone(real_room):
    unit = "04_dtype_device"
    solved = ROOT / "solutions" / unit / f"{unit}.ipynb"
    result = grade_notebook(solved, unit, room=real_room, devices=["cpu"])
    others = {name: v.status for name, v in result.verdicts.items() if name != "cube_root"}
    assert set(others.values()) == {"correct"}
    about_devices = result.verdicts["cube_root"]
    assert (about_devices.status, about_devices.score) == ("not checked", 0)


def test_an_instructor_reads_which_exercises_could_not_be_checked():
    found = [HandIn("ada", "04_dtype_device", ROOT), HandIn("ada", "01_tensors", ROOT)]
    assert not_checked(found, None) == []
    (note,) = not_checked(found, ["cpu"])
    assert note.startswith("`cube_root`: not checked") and "only the CPU was asked for" in note
