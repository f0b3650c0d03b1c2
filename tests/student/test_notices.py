"""What a check says besides its verdict is known to be true, and said of what is saved."""

import json

import pytest

from autograder.cells import Ran
from autograder.exercises import exercise
from autograder.student import handed_out, notices, saved

IMPORTS = "import torch\nfrom autograder import check"
SET = "prices = torch.tensor([2.0])\ncounts = torch.tensor([3])"
ANSWER = "weighted_grades = (prices * counts).sum()"
CHECK = 'check("weighted_grades")'
NAME = "weighted_grades"


@pytest.fixture
def notebook(tmp_path, monkeypatch):
    """Save cells as the running notebook's file; gives a function."""
    file = tmp_path / "02_ops.ipynb"
    monkeypatch.setenv("JPY_SESSION_NAME", str(file))
    monkeypatch.setattr(notices, "_told_versions", set())

    def save(*sources, stamp=""):
        cells = [
            {"cell_type": "code", "source": source.splitlines(True), "metadata": {}, "outputs": []}
            for source in sources
        ]
        for cell, source in zip(cells, sources, strict=True):
            if source == CHECK:
                cell["metadata"]["nbgrader"] = {"grade": True, "grade_id": NAME}
        metadata = {"autograder": {"source": stamp}} if stamp else {}
        file.write_text(json.dumps({"cells": cells, "metadata": metadata}))
        return file

    return save


def said(*ran, earned=1.0):
    """What is said after these cells ran, in this order."""
    cells = [one if isinstance(one, Ran) else Ran(one) for one in ran]
    return notices.notices(exercise(NAME), earned, {}, cells)


def test_all_in_order_and_saved_needs_no_words(notebook):
    notebook(IMPORTS, SET, ANSWER, CHECK)
    assert said(IMPORTS, SET, ANSWER) == []


def test_an_answer_that_is_not_in_the_file_is_not_saved(notebook):
    notebook(IMPORTS, SET, "weighted_grades = ...\n# your code here", CHECK)
    assert said(IMPORTS, SET, ANSWER) == [notices.NOT_SAVED]


def test_what_is_wrong_anyway_need_not_be_saved(notebook):
    notebook(IMPORTS, SET, "weighted_grades = ...", CHECK)
    assert said(IMPORTS, SET, ANSWER, earned=0.0) == []


def test_saved_again_it_is_silent(notebook):
    notebook(IMPORTS, SET, "weighted_grades = ...", CHECK)
    assert said(IMPORTS, SET, ANSWER)
    notebook(IMPORTS, SET, ANSWER, CHECK)
    assert said(IMPORTS, SET, ANSWER) == []


def test_visual_studio_codes_way_to_tell_the_file_works_too(notebook, monkeypatch):
    file = notebook(IMPORTS, "weighted_grades = ...", CHECK)
    monkeypatch.delenv("JPY_SESSION_NAME")
    ran = [Ran(ANSWER)]
    told = notices.notices(exercise(NAME), 1.0, {"__vsc_ipynb_file__": str(file)}, ran)
    assert told == [notices.NOT_SAVED]


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"cells": 3}', '{"cells": [{}], "metadata": {}}', "\udcff", "{}"]
)
def test_of_a_file_that_is_no_notebook_nothing_is_said(notebook, content):
    notebook(CHECK).write_text(content, errors="surrogateescape")
    assert said(ANSWER) == []


def test_of_another_notebook_nothing_is_said(notebook):
    notebook(IMPORTS, "weighted_grades = ...")
    assert said(ANSWER) == []


def test_where_the_file_is_not_known_nothing_is_said(notebook, monkeypatch):
    notebook(IMPORTS, "weighted_grades = ...", CHECK)
    monkeypatch.setenv("JPY_SESSION_NAME", "3f1c-a-uuid")
    assert said(ANSWER) == []


def test_a_file_too_large_to_be_read_at_each_check_is_not_read(notebook, monkeypatch):
    notebook(IMPORTS, "weighted_grades = ...", CHECK)
    monkeypatch.setattr(saved, "LARGEST", 10)
    assert said(ANSWER) == []


def test_an_answer_below_its_check_is_told_so(notebook):
    notebook(IMPORTS, SET, CHECK, ANSWER)
    assert said(IMPORTS, SET, ANSWER) == [notices.BELOW]


def test_a_name_that_is_set_only_below_is_named(notebook):
    notebook(IMPORTS, ANSWER, CHECK, SET)
    assert said(IMPORTS, SET, ANSWER) == [notices.LATER.format("counts")]


@pytest.mark.parametrize(
    "above",
    ["from shop import *", "%run shop.py", "def fill():\n    global prices, counts\n    ...", SET],
)
def test_what_a_cell_above_may_have_set_is_not_complained_of(notebook, above):
    notebook(IMPORTS, above, ANSWER, CHECK, SET)
    assert said(IMPORTS, above, ANSWER) == []


def test_a_name_that_another_cell_had_changed_is_named(notebook):
    further_down = "prices = torch.tensor([9.0])"
    notebook(IMPORTS, SET, ANSWER, CHECK, further_down)
    ran = (IMPORTS, SET, further_down, ANSWER)
    assert said(*ran) == [notices.ANOTHER.format("prices")]


@pytest.mark.parametrize(
    "between",
    [
        SET,
        "def other():\n    prices = 3\n    return prices",
        "[prices for prices in range(3)]",
        "import prices",
        "%matplotlib inline",
        Ran("prices = 3\nundefined", "NameError", "", 2),
        "prices.sum()",
    ],
)
def test_what_may_have_changed_nothing_is_not_complained_of(notebook, between):
    notebook(IMPORTS, SET, ANSWER, CHECK)
    assert said(IMPORTS, SET, between, ANSWER) == []


def test_later_changes_do_not_touch_an_answer_that_has_run(notebook):
    further_down = "prices = torch.tensor([9.0])"
    notebook(IMPORTS, SET, ANSWER, CHECK, further_down)
    assert said(IMPORTS, SET, ANSWER, further_down) == []


def test_a_notebook_of_another_version_is_told_so_once(notebook):
    notebook(IMPORTS, SET, ANSWER, CHECK, stamp="0" * 12)
    assert said(IMPORTS, SET, ANSWER) == [notices.OTHER_VERSION]
    assert said(IMPORTS, SET, ANSWER) == []


def test_a_notebook_of_this_version_is_not(notebook):
    source = handed_out.source_of("02_ops").read_text(encoding="utf-8")
    notebook(IMPORTS, SET, ANSWER, CHECK, stamp=handed_out.stamp(source))
    assert said(IMPORTS, SET, ANSWER) == []
