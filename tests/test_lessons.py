"""What a lesson promises of itself: how long it takes, and that it teaches before it asks."""

import ast
import functools
import re
import textwrap

import jupytext
import pytest
import torch

from autograder.build.source import find_units
from autograder.exercises import exercises
from tests.test_syllabus import ROOT, without_solutions

UNITS = find_units(ROOT)
SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)

# -- how long it takes ----------------------------------------------------------------------------

# What beginners took, who worked the units alone: 50 to 68 minutes, and this comes within ten.
WORDS_A_MINUTE = 120
SECONDS_A_LINE = 4  # of code to run and look at
MINUTES = {"predict": 2, "value": 2, "function": 3, "fix": 3, "puzzle": 5}
REST = re.compile(r"place to rest\b[^*]*\)\*")
LONGEST = 45  # minutes without a rest


@functools.cache
def cells(name: str):
    (unit,) = (unit for unit in UNITS if unit.name == name)
    return jupytext.reads(unit.source.read_text(encoding="utf-8"), fmt="py:percent").cells


def minutes_of(cell) -> float:
    """How long a beginner takes over a cell; an exercise counts at the cell of its answer."""
    mark = cell.metadata.get("nbgrader", {})
    if mark.get("solution"):
        return MINUTES[exercises()[mark["grade_id"].removesuffix("-answer")].kind]
    if cell.cell_type == "markdown":
        return len(re.findall(r"\w+", cell.source)) / WORDS_A_MINUTE
    lines = [line for line in cell.source.splitlines() if line.strip()]
    return 0 if mark else len(lines) * SECONDS_A_LINE / 60


def stretches(name: str) -> list[float]:
    """The minutes between the places to rest, and before the first and after the last."""
    found = [0.0]
    for cell in cells(name):
        if cell.cell_type == "markdown" and REST.search(cell.source):
            found.append(0.0)
        found[-1] += minutes_of(cell)
    return found


def claimed(name: str) -> int:
    """The minutes that a unit says it takes, where it says how long it takes."""
    words = " ".join(cell.source for cell in cells(name)[:2]).replace("an hour", "60 minutes")
    return int(re.search(r"\*\*Time:\*\* about (\d+) minutes", words)[1])


@pytest.mark.parametrize("name", [unit.name for unit in UNITS])
def test_a_unit_takes_about_as_long_as_it_says(name):
    measured = sum(stretches(name))
    assert abs(claimed(name) - measured) <= 10, f"{measured:.0f} minutes"
    assert measured <= 75


@pytest.mark.parametrize("name", [unit.name for unit in UNITS])
def test_there_is_a_place_to_rest_in_time(name):
    assert [f"{time:.0f} minutes" for time in stretches(name) if time > LONGEST] == []


# -- taught before it is asked for ----------------------------------------------------------------


def pytorch_names(code: str) -> set[str]:
    """The names in some code that are PyTorch's own: its functions, methods and attributes."""
    names = {node.attr for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Attribute)}
    return {name for name in names if hasattr(torch.Tensor, name) or hasattr(torch, name)}


def untaught(sources: list[list]) -> list[str]:
    """What solutions use before any cell has shown it, for the cells of all units in order."""
    taught, found = "", []
    for cell in (cell for unit in sources for cell in unit):
        taught += " " + without_solutions(cell.source)
        for solution in SOLUTION.findall(cell.source):
            missing = [
                name
                for name in sorted(pytorch_names(as_code(solution)))
                if not re.search(rf"\b{name}\b", taught)
            ]
            found += [f"{cell.metadata['nbgrader']['grade_id']}: {name}" for name in missing]
    return found


def as_code(solution: str) -> str:
    """A solution as code of its own, whose body may `return`."""
    return "def answer():\n" + textwrap.indent(textwrap.dedent(solution), "    ")


def test_no_solution_uses_what_has_not_been_taught():
    assert untaught([cells(unit.name) for unit in UNITS]) == []


def test_what_comes_too_early_is_noticed():
    unit = jupytext.reads(
        '# %% nbgrader={"grade_id": "x-answer", "solution": true}\n'
        "x = ...\n### BEGIN SOLUTION\nx = torch.arange(3).flip(0)\n### END SOLUTION\n",
        fmt="py:percent",
    )
    assert untaught([unit.cells]) == ["x-answer: arange", "x-answer: flip"]
