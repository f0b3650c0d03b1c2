"""Tells the gradebook of the course's units and cells, as nbgrader generate_assignment does."""

from __future__ import annotations

import copy
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from typing import Any

from autograder.course import Classroom, nbgrader, require_gradebook
from autograder.errors import RegistrationError
from autograder.grade.grading import find_unit
from autograder.grade.removed import fit_cells


def register(classroom: Classroom, units: Sequence[str]) -> list[str]:
    """Register the units that the gradebook does not know, or knows otherwise; notes on changes.

    The course that students opened stays as it is. Where exercises were added or taken away after
    a unit was handed in, all other marks stay. Raises RegistrationError when nbgrader can't do it,
    or a unit's notebook does not ask the exercises that are declared.
    """
    classroom.layout.classroom.mkdir(exist_ok=True)
    new = [unit for unit in units if not _is_registered(classroom, unit)]
    notes: list[str] = []
    if not new:
        return notes
    require_gradebook(classroom.layout.db_url)
    with tempfile.TemporaryDirectory() as elsewhere:
        here = copy.deepcopy(classroom.config)
        here.CourseDirectory.release_directory = elsewhere
        api = nbgrader(here)
        for unit in new:
            notes += _fit(classroom, unit)
            _explain_failure(unit, api.generate_assignment(unit))

    return notes


def _fit(classroom: Classroom, unit: str) -> list[str]:
    """Add and take away what nbgrader would refuse to, once a unit was handed in."""
    from nbgrader.api import MissingEntry

    with classroom.api.gradebook as gradebook:
        try:
            if not gradebook.find_notebook(unit, unit).submissions:
                return []
        except MissingEntry:
            return []
        kept = classroom.layout.classroom / "removed_marks.csv"
        return fit_cells(gradebook, unit, _marked(classroom, unit), kept)


def _marked(classroom: Classroom, unit: str) -> list[dict[str, Any]]:
    """The cells that nbgrader marks, of a unit as the course gives it out."""
    ours = classroom.layout.course / unit / f"{unit}.ipynb"
    cells: list[dict[str, Any]] = json.loads(ours.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if "nbgrader" in cell["metadata"]]


def _is_registered(classroom: Classroom, unit: str) -> bool:
    """Whether the gradebook holds every marked cell of the unit as the course gives it out now."""
    from nbgrader.api import MissingEntry

    ours = classroom.layout.course / unit / f"{unit}.ipynb"
    for made in (classroom.root / "solutions" / unit / f"{unit}.ipynb", ours):
        if not made.is_file():
            there = os.path.relpath(made, classroom.root)
            raise RegistrationError(f"There is no {there}: run `make build`.")
    marked = _marked(classroom, unit)
    wanted = {cell["metadata"]["nbgrader"]["grade_id"]: "".join(cell["source"]) for cell in marked}
    points = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell["metadata"]["nbgrader"]["points"]
        for cell in marked
        if cell["metadata"]["nbgrader"]["grade"]
    }
    _refuse_other_exercises(unit, points)
    with classroom.api.gradebook as gradebook:
        try:
            notebook = gradebook.find_notebook(unit, unit)
        except MissingEntry:
            return False
        known = {cell.name: cell.source for cell in notebook.source_cells}
        worth = {cell.name: cell.max_score for cell in notebook.grade_cells}
    return known == wanted and worth == points


def _refuse_other_exercises(unit: str, asked: Mapping[str, float]) -> None:
    """Refuse a notebook that asks other exercises than those that its answers are judged by."""
    declared = {one.name: one.points for one in find_unit(unit).exercises}
    wrong = [f"no cell asks `{name}`" for name in declared if name not in asked]
    for name, worth in asked.items():
        if name not in declared:
            wrong.append(f"it asks `{name}`, which is no exercise of the unit")
        elif worth != declared[name]:
            wrong.append(f"it gives {worth:g} points for `{name}`, the exercise {declared[name]:g}")
    if wrong:
        raise RegistrationError(
            f"course/{unit}/{unit}.ipynb is not made of the exercises as they are declared now: "
            f"{'; '.join(wrong)}. Run `autograder build {unit}`."
        )


def _explain_failure(unit: str, outcome: dict[str, Any]) -> None:
    if outcome["success"]:
        return
    said = outcome.get("log") or outcome.get("error") or ""
    if "KeyboardInterrupt" in outcome.get("error", ""):
        raise KeyboardInterrupt
    raise RegistrationError(f"nbgrader could not register {unit}:\n{said}")
