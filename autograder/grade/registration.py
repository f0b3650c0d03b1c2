"""Tells the gradebook of the course's units and cells, as nbgrader generate_assignment does."""

from __future__ import annotations

import copy
import json
import os
import tempfile
from collections.abc import Sequence
from typing import Any

from autograder.course import Classroom, nbgrader
from autograder.errors import RegistrationError


def register(classroom: Classroom, units: Sequence[str]) -> None:
    """Register the units that the gradebook does not know, or knows otherwise.

    The course that students opened stays as it is. Raises RegistrationError when the exercises of
    a unit changed after submissions of it were graded.
    """
    classroom.layout.classroom.mkdir(exist_ok=True)
    new = [unit for unit in units if not _is_registered(classroom, unit)]
    if not new:
        return
    with tempfile.TemporaryDirectory() as elsewhere:
        here = copy.deepcopy(classroom.config)
        here.CourseDirectory.release_directory = elsewhere
        api = nbgrader(here)
        for unit in new:
            _explain_failure(unit, api.generate_assignment(unit))


def _is_registered(classroom: Classroom, unit: str) -> bool:
    """Whether the gradebook holds every marked cell of the unit as the course gives it out now."""
    from nbgrader.api import MissingEntry

    ours = classroom.layout.course / unit / f"{unit}.ipynb"
    for made in (classroom.root / "solutions" / unit / f"{unit}.ipynb", ours):
        if not made.is_file():
            there = os.path.relpath(made, classroom.root)
            raise RegistrationError(f"There is no {there}: run `make build`.")
    cells = json.loads(ours.read_text(encoding="utf-8"))["cells"]
    marked = [cell for cell in cells if "nbgrader" in cell["metadata"]]
    wanted = {cell["metadata"]["nbgrader"]["grade_id"]: "".join(cell["source"]) for cell in marked}
    points = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell["metadata"]["nbgrader"]["points"]
        for cell in marked
        if cell["metadata"]["nbgrader"]["grade"]
    }
    with classroom.api.gradebook as gradebook:
        try:
            notebook = gradebook.find_notebook(unit, unit)
        except MissingEntry:
            return False
        known = {cell.name: cell.source for cell in notebook.source_cells}
        worth = {cell.name: cell.max_score for cell in notebook.grade_cells}
    return known == wanted and worth == points


def _explain_failure(unit: str, outcome: dict[str, Any]) -> None:
    if outcome["success"]:
        return
    said = outcome.get("log") or outcome.get("error") or ""
    if "KeyboardInterrupt" in outcome.get("error", ""):
        raise KeyboardInterrupt
    if "there are submissions associated with it" in said:
        raise RegistrationError(
            f"The exercises of {unit} changed after submissions were graded. Move "
            "classroom/gradebook.db, classroom/results.jsonl and classroom/autograded away and "
            "grade again."
        )
    raise RegistrationError(f"nbgrader could not register {unit}:\n{said}")
