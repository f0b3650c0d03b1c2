"""Fits a unit that was handed in to a course that asks more, or less, than it did.

nbgrader itself changes no cells of a unit once there are submissions. What a person gave for an
exercise that is no longer asked goes into a table beside the gradebook; all else stays.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from nbgrader import api

from autograder.grade.files import write_whole

_HEAD = ("unit", "cell", "student", "points", "extra_credit", "comment")


def fit_cells(
    gradebook: api.Gradebook, unit: str, cells: Sequence[Mapping[str, Any]], kept: Path
) -> list[str]:
    """Have the gradebook hold just these marked `cells` of a unit; notes on what went.

    Marks and comments given by hand for cells that go are added to the table `kept` first.
    """
    notebook = gradebook.find_notebook(unit, unit)
    gone = [cell for cell in _all_cells(notebook) if cell.name not in _wanted(cells, cell)]
    rows = [row for cell in gone for row in _by_hand(unit, cell)]
    if rows:
        _add(kept, rows)
    for cell in gone:
        for one in (*cell.grades, *cell.comments) if hasattr(cell, "grades") else ():
            gradebook.db.delete(one)
        gradebook.db.delete(cell)
    gradebook.db.commit()
    _add_new(gradebook, unit, cells)
    names = sorted({cell.name for cell in gone if isinstance(cell, api.GradeCell)})
    if not names:
        return []
    listed = ", ".join(f"`{name}`" for name in names)
    where = f" What was given for it by hand, {len(rows)} times, is in {kept.name}." if rows else ""
    return [f"{unit}: the course no longer asks {listed}.{where}"]


def _all_cells(notebook: Any) -> list[Any]:
    return [*notebook.grade_cells, *notebook.solution_cells, *notebook.source_cells]


def _wanted(cells: Iterable[Mapping[str, Any]], like: Any) -> set[str]:
    """The names of those cells that nbgrader keeps in the table that `like` is from."""
    flag = {api.GradeCell: "grade", api.SolutionCell: "solution"}.get(type(like))
    return {
        cell["metadata"]["nbgrader"]["grade_id"]
        for cell in cells
        if flag is None or cell["metadata"]["nbgrader"][flag]
    }


def _by_hand(unit: str, cell: Any) -> list[list[object]]:
    """What people gave for a cell: a row for each mark and each comment."""
    rows: list[list[object]] = []
    if isinstance(cell, api.GradeCell):
        for grade in cell.grades:
            if grade.manual_score is not None or grade.extra_credit:
                given = [grade.manual_score, grade.extra_credit, ""]
                rows.append([unit, cell.name, grade.student.id, *given])
    elif isinstance(cell, api.SolutionCell):
        for comment in cell.comments:
            if comment.manual_comment:
                given = ["", "", comment.manual_comment]
                rows.append([unit, cell.name, comment.student.id, *given])
    return rows


def _add(kept: Path, rows: Iterable[Sequence[object]]) -> None:
    from autograder.grade.export import harmless

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if not kept.exists():
        writer.writerow(_HEAD)
    for row in rows:
        writer.writerow(["" if v is None else harmless(v) for v in row])
    before = kept.read_bytes() if kept.exists() else b""
    write_whole(kept, before + text.getvalue().encode())


def _add_new(gradebook: api.Gradebook, unit: str, cells: Sequence[Mapping[str, Any]]) -> None:
    """Add the cells that are new; what stands in them nbgrader registers itself."""
    for cell in cells:
        marks = cell["metadata"]["nbgrader"]
        name, kind = marks["grade_id"], cell["cell_type"]
        if marks["grade"]:
            points = float(marks["points"])
            gradebook.update_or_create_grade_cell(
                name, unit, unit, max_score=points, cell_type=kind
            )
        if marks["solution"]:
            gradebook.update_or_create_solution_cell(name, unit, unit)
        gradebook.update_or_create_source_cell(name, unit, unit, cell_type=kind)
