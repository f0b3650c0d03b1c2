"""Answer cells as a reader of the solutions sees them, and the way back to nbgrader's marks.

A source marks its solutions with ### BEGIN SOLUTION. The solution notebook shows none of these
marks: each answer cell keeps its stub, marked and without the solution, in its metadata, and
`put_stub_back` restores it before nbgrader clears solutions.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from nbformat import NotebookNode

from autograder.build.cells import MARKS, answer_cells, marked_stub
from autograder.judge.exercise import Exercise

STUB = "autograder_stub"
FIXED = "# Fixed:"
_BEGIN = re.compile(r"^### BEGIN SOLUTION\n(?=(#)?)", re.M)
_WIDTH = 96


def hide_marks(notebook: NotebookNode, exercises: Iterable[Exercise]) -> None:
    """Write every answer cell of a unit's notebook as a reader of the solutions sees it."""
    known = {one.name: one for one in exercises}
    for name, cell in answer_cells(notebook):
        if name in known and MARKS.search(cell.source):
            cell.metadata[STUB] = marked_stub(cell.source)
            cell.source = _shown(cell.source, known[name])


def put_stub_back(cell: NotebookNode) -> None:
    """Undo `hide_marks` in a cell; what it held of the solution is gone from it."""
    stub = cell.metadata.pop(STUB, None)
    # Marks that somebody wrote into the notebook itself are newer than what was built.
    if stub is not None and not MARKS.search(cell.source):
        cell.source = stub


def _shown(source: str, exercise: Exercise) -> str:
    if not exercise.called:
        # The three dots wait for a student, and say nothing to a reader.
        source = re.sub(rf"^{exercise.name} = \.\.\.\n", "", source, count=1, flags=re.M)
    if exercise.broken is not None:
        source = _BEGIN.sub(lambda found: _fixed(exercise, commented=bool(found[1])), source)
    return MARKS.sub("", source).strip("\n")


def _fixed(exercise: Exercise, commented: bool) -> str:
    """What stands between the broken function and the fixed one: what was wrong.

    A solution that is `commented` says that itself.
    """
    if commented or not exercise.reason:
        return f"{FIXED}\n"
    words = f"{FIXED} {exercise.reason}".removeprefix("# ")
    return "\n".join(f"# {line}" for line in textwrap.wrap(words, _WIDTH)) + "\n"
