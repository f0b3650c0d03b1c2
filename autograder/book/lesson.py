"""A solution notebook as a lesson to read: its prose, its code, its exercises, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode

from autograder.build.answers import FIXED, STUB, hide_marks
from autograder.build.cells import MARKS, answer_cells, is_graded
from autograder.build.source import Unit
from autograder.errors import BuildError
from autograder.judge.exercise import Exercise


@dataclass(frozen=True)
class Text:
    """A piece of prose, in Markdown."""

    source: str


@dataclass(frozen=True)
class Code:
    """A cell that ran, and what it showed."""

    source: str
    outputs: Sequence[NotebookNode]


@dataclass(frozen=True)
class Asked:
    """An exercise: what a student finds (empty where that is three dots), and the answer."""

    exercise: Exercise
    stub: str
    answer: str
    outputs: Sequence[NotebookNode]


Block = Text | Code | Asked

# What a solution says beside its value; in the book the reason says it below.
_COMMENT = re.compile(r"^# .*\n|  # .*$", re.M)


def read_lesson(unit: Unit, exercises: Sequence[Exercise]) -> list[Block]:
    """The blocks of a unit's lesson.

    Raises BuildError where its solution notebook is missing, is no notebook, or was never run.
    """
    notebook = _read(unit)
    hide_marks(notebook, exercises)  # as a build does; some notebook may be older than that
    if not any(cell.get("outputs") for cell in notebook.cells):
        raise BuildError(f"{_label(unit)} has never been run: run `make build` first.")
    return list(_blocks(notebook, {one.name: one for one in exercises}))


def _blocks(notebook: NotebookNode, exercises: dict[str, Exercise]) -> Iterator[Block]:
    answers = {cell.id: name for name, cell in answer_cells(notebook)}
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield Text(cell.source)
        elif cell.id in answers and answers[cell.id] in exercises:
            yield _asked(exercises[answers[cell.id]], cell)
        elif cell.cell_type == "code" and not is_graded(cell) and not _is_farewell(cell, notebook):
            yield Code(cell.source, cell.outputs)


def _asked(exercise: Exercise, cell: NotebookNode) -> Asked:
    stub, answer = "", cell.source
    if exercise.called:
        stub = MARKS.sub("", cell.metadata.get(STUB, "")).strip("\n")
    if not exercise.called and exercise.reason:
        answer = _COMMENT.sub("", answer)
    if exercise.broken is not None:
        fixed = answer.partition(f"\n{FIXED}")[2].splitlines()[1:]
        while fixed and fixed[0].startswith("# "):  # what was wrong; it gets a place of its own
            del fixed[0]
        answer = "\n".join(fixed).strip("\n") or answer
    return Asked(exercise, stub, answer, cell.outputs)


def _is_farewell(cell: NotebookNode, notebook: NotebookNode) -> bool:
    """Whether a cell says, at the very end, how many exercises whoever ran it has done."""
    return cell is notebook.cells[-1] and cell.source.strip() == "progress()"


def _read(unit: Unit) -> NotebookNode:
    try:
        notebook: NotebookNode = nbformat.read(unit.solution, as_version=4)
    except FileNotFoundError as error:
        raise BuildError(f"{_label(unit)} is missing: run `make build` first.") from error
    except OSError as error:
        raise BuildError(f"{_label(unit)} can't be read: {error.strerror}.") from error
    except Exception as error:  # nbformat's readers meet whatever a file holds
        raise BuildError(f"{_label(unit)} is not a notebook: run `make build` again.") from error
    return notebook


def _label(unit: Unit) -> str:
    return str(unit.solution.relative_to(unit.root))
