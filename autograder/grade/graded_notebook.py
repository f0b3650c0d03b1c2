"""Writes a graded submission down as a notebook, as nbgrader's autograde leaves one.

Cells that nbgrader marks come from the course's own notebook, whatever the student made of their
marks; the outputs are those of the run, and a test cell's output is its verdict.
"""

from __future__ import annotations

import functools
import hashlib
import json
from typing import Any

from autograder import panel
from autograder.grade.grading import Result, RunCell
from autograder.judge.verdict import Verdict


@functools.lru_cache(maxsize=64)
def marked_cells(course_notebook: bytes) -> dict[str, dict[str, Any]]:
    """The cells of the course's own notebook that nbgrader marks, by grade_id."""
    content = json.loads(course_notebook)
    return {
        cell["metadata"]["nbgrader"]["grade_id"]: cell
        for cell in content["cells"]
        if "nbgrader" in cell["metadata"]
    }


def untouched_answers(result: Result, ours: dict[str, dict[str, Any]]) -> frozenset[str]:
    """The answer cells that are still as the course gives them out."""
    return frozenset(
        cell.submitted.grade_id
        for cell in result.cells
        if cell.submitted.grade_id in ours
        and not cell.submitted.is_test
        and cell.submitted.source == "".join(ours[cell.submitted.grade_id]["source"])
    )


def as_notebook(result: Result, ours: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The graded notebook, as nbformat 4.5 has it. `ours` are the course's `marked_cells`."""
    written: set[str] = set()
    cells = []
    for i, ran in enumerate(result.cells):
        cells += _cells(i, ran, result.verdicts, ours, written)
    for name, verdict in result.verdicts.items():
        if name not in written and name in ours:
            cells.append(_test_cell(ours[name], verdict, 0, ran=result.ended != "unreadable"))
    return {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def verdict_outputs(
    verdict: Verdict, execution_count: int | None, *, ran: bool = True
) -> list[dict[str, Any]]:
    """What `check` would have left below its cell; nbgrader reads the same score from it.

    Of a file that could not be run nothing is said that leads back into the notebook.
    """
    message = panel.advice(verdict) if ran else verdict.message
    text = panel.verdict_text(verdict) if ran else f"{panel.headline(verdict)}\n{message}"
    shown = {
        "output_type": "display_data",
        "data": {
            "text/plain": text,
            "text/html": panel.verdict_html(verdict),
            panel.VERDICT_MIME: verdict.as_dict() | {"seed": None},
        },
        "metadata": {},
    }
    if verdict.passed and verdict.score == verdict.points:
        return [shown]
    if verdict.passed or verdict.status == "partly":
        points = {
            "output_type": "execute_result",
            "execution_count": execution_count,
            "data": {"text/plain": f"{verdict.score:g}"},
            "metadata": {},
        }
        return [shown, points]
    error = {
        "output_type": "error",
        "ename": "NotYet",
        "evalue": message,
        "traceback": [panel.headline(verdict)],
    }
    return [shown, error]


def _cells(
    index: int, ran: RunCell, verdicts: dict[str, Verdict], ours: dict[str, Any], written: set[str]
) -> list[dict[str, Any]]:
    cell = ran.submitted
    mine = [name for name in ran.asked if name not in written and name in ours]
    written.update(mine)
    tests = [_test_cell(ours[name], verdicts[name], index) for name in mine]
    if cell.is_test and cell.grade_id in verdicts:
        return tests  # in its own place; a copy, or one that was moved up, disappears
    return [_plain_cell(index, ran, ours), *tests]


def _plain_cell(index: int, ran: RunCell, ours: dict[str, Any]) -> dict[str, Any]:
    cell = ran.submitted
    marks = ours.get(cell.grade_id or "", {}).get("metadata", {})
    is_marked = bool(marks) and not marks["nbgrader"]["grade"] and cell.type == "code"
    written = {
        "cell_type": cell.type,
        "id": _cell_id(index, cell.source),
        "metadata": marks if is_marked else {},
        "source": cell.source,
    }
    if cell.type == "code":
        written["execution_count"] = ran.run.execution_count
        written["outputs"] = ran.run.outputs
    elif cell.attachments and cell.type == "markdown":
        written["attachments"] = cell.attachments
    return written


def _test_cell(
    ours: dict[str, Any], verdict: Verdict, index: int, *, ran: bool = True
) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": _cell_id(index, verdict.exercise),
        "metadata": ours["metadata"],
        "source": ours["source"],
        "execution_count": None,
        "outputs": verdict_outputs(verdict, None, ran=ran),
    }


def _cell_id(index: int, content: str) -> str:
    return hashlib.sha256(f"{index}/{content}".encode()).hexdigest()[:12]
