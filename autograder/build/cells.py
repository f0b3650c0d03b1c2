"""A notebook's cells as nbgrader marks them: which are graded, which hold a solution."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nbformat import NotebookNode

_ANSWER = "-answer"
_MARKED = re.compile(r"(^[ \t]*### BEGIN SOLUTION\n)(.*?)(^[ \t]*### END SOLUTION)", re.S | re.M)
# A line that marks where a solution begins or ends.
MARKS = re.compile(r"^[ \t]*### (BEGIN|END) SOLUTION[^\n]*\n?", re.M)


def is_graded(cell: NotebookNode) -> bool:
    """Whether a cell earns points."""
    return bool(cell.metadata.get("nbgrader", {}).get("grade"))


def graded_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """Return the cells of a notebook that earn points."""
    return [cell for cell in notebook.cells if is_graded(cell)]


def answer_cells(notebook: NotebookNode) -> Iterator[tuple[str, NotebookNode]]:
    """The cells that a student writes into, each with the name of its exercise."""
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("solution"):
            yield str(marks.get("grade_id", "")).removesuffix(_ANSWER), cell


def solution_in(source: str) -> str:
    """The lines of an answer cell that nbgrader takes away."""
    return "".join(solution for _, solution, _ in _MARKED.findall(source))


def without_solution(source: str) -> str:
    """The lines of an answer cell that a student finds there."""
    return _MARKED.sub("", source)


def marked_stub(source: str) -> str:
    """The same, with nbgrader's marks left where the solution was."""
    return _MARKED.sub(r"\1\3", source)
