"""A small class for the tests: hand-ins to 00_start_here, made in many ways, with their worth."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat

from autograder.exercises import exercises
from autograder.grade.grading import find_unit

ROOT = Path(__file__).parents[2]
UNIT = "00_start_here"
NAMES = [one.name for one in find_unit(UNIT).exercises]
WORTH = {name: exercises()[name].points for name in NAMES}
ALL = sum(WORTH.values())
Change = Callable[[nbformat.NotebookNode], None]


def make_root(folder: Path) -> Path:
    """A course of one unit, with an empty class, in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    for part in ("solutions", "course"):
        shutil.copytree(ROOT / part / UNIT, folder / part / UNIT)
    (folder / "classroom" / "submitted").mkdir(parents=True)
    return folder


def blank(root: Path) -> nbformat.NotebookNode:
    """The unit as a student opens it."""
    return nbformat.read(root / "course" / UNIT / f"{UNIT}.ipynb", as_version=4)


def find(notebook, grade_id: str):
    """The cell that nbgrader calls so."""
    return next(
        c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )


def answer(notebook, name: str, code: str | None = None) -> None:
    """Write an answer; by default a right one."""
    one = exercises()[name]
    find(notebook, f"{name}-answer").source = one.as_cell(code or one.alternatives[0])


def solve(notebook) -> None:
    """Answer everything right."""
    for name in NAMES:
        answer(notebook, name)


def hand_in(root: Path, student: str, change: Change = solve, filename: str | None = None) -> Path:
    """Hand in the unit after `change` was made to it; the folder."""
    notebook = blank(root)
    change(notebook)
    folder = root / "classroom" / "submitted" / student / UNIT
    folder.mkdir(parents=True, exist_ok=True)
    (folder / (filename or f"{UNIT}.ipynb")).write_text(json.dumps(notebook))
    return folder


# -- what students do to a notebook --------------------------------------------------------------


def untouched(notebook) -> None:
    """Hand in what was given out."""


def all_but_the_first(notebook) -> None:
    solve(notebook)
    answer(notebook, NAMES[0], exercises()[NAMES[0]].mistakes[0].code)


def without_a_test(notebook) -> None:
    solve(notebook)
    notebook.cells.remove(find(notebook, NAMES[1]))


def with_a_test_twice(notebook) -> None:
    solve(notebook)
    notebook.cells.append(copy.deepcopy(find(notebook, NAMES[1])))


def with_a_test_moved_up(notebook) -> None:
    solve(notebook)
    test = find(notebook, NAMES[1])
    notebook.cells.remove(test)
    notebook.cells.insert(0, test)


def with_tests_edited(notebook) -> None:
    for name in NAMES:
        find(notebook, name).source = "assert True"


def with_more_points(notebook) -> None:
    for name in NAMES:
        find(notebook, name).metadata.nbgrader.points = 100


def with_another_type(notebook) -> None:
    solve(notebook)
    find(notebook, NAMES[0]).cell_type = "markdown"


def with_an_old_schema(notebook) -> None:
    solve(notebook)
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.schema_version = 1


def with_another_kernel(notebook) -> None:
    solve(notebook)
    notebook.metadata.kernelspec = {"name": "julia", "display_name": "J", "language": "julia"}


def with_locked_answers(notebook) -> None:
    solve(notebook)
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.update(locked=True, solution=False, grade=True)


def that_warns(notebook) -> None:
    solve(notebook)
    source = find(notebook, f"{NAMES[1]}-answer")
    source.source += "\nimport warnings\nwarnings.warn('careful')\n"


def that_leaves_early(notebook) -> None:
    solve(notebook)
    find(notebook, f"{NAMES[-1]}-answer").source = "import os\nos._exit(0)"


def that_raises(notebook) -> None:
    solve(notebook)
    find(notebook, f"{NAMES[-1]}-answer").source = "raise RuntimeError('I give up')"


def with_magics(notebook) -> None:
    solve(notebook)
    notebook.cells.insert(0, nbformat.v4.new_code_cell("%matplotlib inline\n!echo hello\n%time 1"))


LAST = WORTH[NAMES[-1]]
STUDENTS: dict[str, tuple[Change, float]] = {
    "right": (solve, ALL),
    "untouched": (untouched, 0),
    "all-but-the-first": (all_but_the_first, ALL - WORTH[NAMES[0]]),
    "without-a-test": (without_a_test, ALL),
    "with-a-test-twice": (with_a_test_twice, ALL),
    "with-a-test-moved-up": (with_a_test_moved_up, ALL),
    "with-tests-edited": (with_tests_edited, 0),
    "with-more-points": (with_more_points, 0),
    "with-another-type": (with_another_type, ALL),
    "with-an-old-schema": (with_an_old_schema, ALL),
    "with-another-kernel": (with_another_kernel, ALL),
    "with-locked-answers": (with_locked_answers, ALL),
    "that-warns": (that_warns, ALL),
    "that-leaves-early": (that_leaves_early, ALL - LAST),
    "that-raises": (that_raises, ALL - LAST),
    "with-magics": (with_magics, ALL),
}
