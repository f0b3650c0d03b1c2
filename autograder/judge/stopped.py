"""What the cells that ran say besides a verdict: that the answer's own cell stopped, or one that
the answer needs. The words are the same in a notebook and when it is graded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from autograder.judge.verdict import Verdict
from autograder.witness.ran import Ran

_UNKNOWN_NAME = re.compile(r"NameError: name '(\w+)' is not defined")
_TYPOGRAPHIC = re.compile(r"invalid character '([“”‘’„«»])'")
_SPACES = ("U+00A0", "U+202F", "U+2007", "U+200B", "U+FEFF")


def with_cells(verdict: Verdict, cells: Sequence[Ran]) -> Verdict:
    """The verdict, where a cell stopped that it rests on: that is what is said then.

    What the name holds is an earlier answer, or none; its faults are of no interest now.
    """
    name = verdict.exercise
    if (cell := stopped(name, cells)) is not None:
        says = _own_cell(name, cell)
        if verdict.score:
            before = "That one is right." if verdict.passed else verdict.message
            says = f"{says} So this check is about your earlier answer. {before}"
        else:
            verdict = replace(verdict, status="error", aspect="exists", label="cell_stopped")
        verdict = replace(verdict, message=says, mistake=None, expected=None, got=None)
    unknown = _UNKNOWN_NAME.search(verdict.message)
    if unknown is not None and (other := stopped(unknown[1], cells)) is not None:
        says = (
            f"{verdict.message} The cell that gives `{unknown[1]}` its value stopped as well"
            f"{_place(other)}: {_error(other)}. Begin there."
        )
        verdict = replace(verdict, message=says)
    return verdict


def stopped(name: str, cells: Sequence[Ran]) -> Ran | None:
    """The last cell that defines `name`, where it stopped before it had done so; else None.

    Calls of it in other cells, and what they raise, say nothing of the answer.
    """
    for cell in reversed(cells):
        if cell.defines(name):
            return cell if cell.stopped_before(name) else None
    return None


def _own_cell(name: str, cell: Ran) -> str:
    if cell.error == "KeyboardInterrupt":
        return (
            f"The cell that defines `{name}` was interrupted{_place(cell)}, so `{name}` was not "
            "set. It has to come to an end by itself, and soon: does it repeat something for ever?"
        )
    return (
        f"The cell that defines `{name}` stopped with an error{_place(cell)}, so `{name}` was not "
        f"set: {_error(cell)}. {_way_out(cell)}"
    )


def _place(cell: Ran) -> str:
    return f" in its line {cell.line}" if cell.line else ""


def _error(cell: Ran) -> str:
    return f"`{cell.error}: {cell.says}`" if cell.says else f"`{cell.error}`"


def _way_out(cell: Ran) -> str:
    """What to do, where the error alone doesn't tell a beginner."""
    if cell.error == "SyntaxError" and (sign := _TYPOGRAPHIC.search(cell.says)):
        plain = "'" if sign[1] in "‘’" else '"'
        return (
            f"A word processor or a web page made that quotation mark, and Python knows only the "
            f"plain `{plain}`. Type it yourself, and run the cell again."
        )
    if cell.error == "SyntaxError" and any(sign in cell.says for sign in _SPACES):
        return (
            "That character looks like a space or like nothing, and came with text that you "
            "pasted. Delete what stands between the words of that line, type the spaces "
            "yourself, and run the cell again."
        )
    if cell.error == "ModuleNotFoundError":
        return (
            "A file of your own is not handed in with the notebook: write what you need from it "
            "into a cell, and run the cell again."
            if _is_of_ones_own(cell.says)
            else "Solve it with what the notebook imports, and run the cell again."
        )
    return "Fix that first, and run the cell again."


def _is_of_ones_own(says: str) -> bool:
    """Whether the module that is missing has a plain name, as `helper` has."""
    return re.fullmatch(r"No module named '\w+'", says) is not None
