"""What a docstring promises, some case tries: *any dtype* is drawn in those that slips meet."""

import re

import jupytext
import pytest
import torch

from autograder import devices
from autograder.build.cells import answer_cells
from autograder.build.source import find_units
from autograder.exercises import exercises
from autograder.judge.inquiry import Inquiry
from autograder.witness.record import Function, TensorRecord, build, items_of
from tests.test_syllabus import ROOT

CPU = devices.chosen(["cpu"])[0]
ANY_DTYPE = re.compile(r"\b(?:any|every) (number |numeric )?dtype|any shape and dtype")
ANY_RANK = re.compile(r"\bany (?:shape|rank)\b|\(\.\.\., ")


def contracts():
    """The text in which an exercise says what it may be given, by its name."""
    found = {one.name: one.asks for one in exercises().values() if one.called}
    for unit in find_units(ROOT):
        notebook = jupytext.reads(unit.source.read_text(encoding="utf-8"), fmt="py:percent")
        for name, cell in answer_cells(notebook):
            if name in found:
                found[name] += " " + " ".join(re.findall(r'"""(.*?)"""', cell.source, re.S))
    return found


CONTRACTS = contracts()


def saying(pattern):
    return [name for name, text in CONTRACTS.items() if pattern.search(text)]


def records(name):
    """All that the cases of an exercise hand over."""
    trials = Inquiry(exercises()[name], devices=["cpu"]).trials
    waiting = [rec for trial in trials for rec in trial.question.arguments]
    for rec in waiting:
        waiting += items_of(rec)
    return waiting


def tensors_in(value):
    if isinstance(value, list | tuple):
        return [t for item in value for t in tensors_in(item)]
    return [value] if isinstance(value, torch.Tensor) else []


def dtypes_drawn(name):
    """The dtypes of all tensors in the cases, those that a case makes by code among them."""
    made = [build(rec, CPU) for rec in records(name) if isinstance(rec, Function | TensorRecord)]
    return {t.dtype for t in tensors_in(made)}


@pytest.mark.parametrize("name", saying(ANY_DTYPE))
def test_any_dtype_is_tried_in_many(name):
    numbers_only = ANY_DTYPE.search(CONTRACTS[name])[1] or name in NUMBERS_ONLY
    drawn = dtypes_drawn(name)
    promised = PROMISED - {torch.bool} if numbers_only else PROMISED
    assert promised <= drawn, f"no case draws {promised - drawn}"


PROMISED = {torch.float16, torch.uint8, torch.int64, torch.bool}
# They say *every dtype*, but what they speak of are negative numbers, or numbers of Python's.
NUMBERS_ONLY = {"not_negative", "first_number"}


@pytest.mark.parametrize("name", saying(ANY_RANK))
def test_any_shape_is_tried_in_several_ranks(name):
    ranks = {rec.data.dim() for rec in records(name) if isinstance(rec, TensorRecord)}
    written = any(isinstance(rec, Function) for rec in records(name))
    assert len(ranks) >= 2 or written, f"all cases have rank {ranks}"


def test_the_contracts_are_found():
    assert "any dtype" in CONTRACTS["quarter_turn"]
    assert len(saying(ANY_DTYPE)) >= 6 and len(saying(ANY_RANK)) >= 6
