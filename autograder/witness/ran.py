"""One cell that ran: its text, and the error that it stopped with, if any."""

from __future__ import annotations

import ast
import linecache
import re
from dataclasses import dataclass
from typing import Any

from autograder.witness.source import Program

_MOST_SAID = 200
_TIMED = "<timed exec>"
_CELL_MAGIC = "get_ipython().run_cell_magic("
# What IPython writes behind the message of a SyntaxError, where it is told as text.
_PLACE = re.compile(r" \([^()]*, line \d+\)$")


@dataclass(frozen=True)
class Ran:
    """A cell that ran.

    source: its Python, with IPython's magics written as calls.
    error: the type of the error that it stopped with; "" where there was none.
    says: the error's message, its first line.
    line: the cell's line that stopped, from 1; 0 where it is not known.
    """

    source: str
    error: str = ""
    says: str = ""
    line: int = 0

    def defines(self, name: str) -> bool:
        """Whether the cell gives `name` its value, or would if it could be read."""
        return Program(self.source).definition(name) is not None or (
            self.line_of(name) > 0 and not _parses(self.source)
        )

    def line_of(self, name: str) -> int:
        """The line that begins to define `name`, told by its words; 0 without one."""
        begins = re.compile(rf"\s*((async\s+)?def|class)\s+{name}\b|\s*{name}\s*(:[^=]*)?=(?!=)")
        lines = enumerate(self.source.splitlines(), start=1)
        return next((number for number, line in lines if begins.match(line)), 0)

    def stopped_before(self, name: str) -> bool:
        """Whether the cell stopped before `name` had the value that its text gives it."""
        if not self.error:
            return False
        node = Program(self.source).definition(name)
        line = self.line - _is_under_a_magic(self.source)
        return node is None or not self.line or line <= (getattr(node, "end_lineno", None) or 0)


def stop_of(result: Any) -> tuple[str, str, int] | None:
    """How a cell stopped, from what IPython's `run_cell` gives: an error's type, the first line of
    its message, the cell's line; None where it ran to its end."""
    error = result.error_before_exec or result.error_in_exec
    if error is None:
        return None
    says = (_text_of(error).strip().splitlines() or [""])[0]
    return type(error).__name__[:100], says[:_MOST_SAID], _line_in_cell(error, source_of(result))


def source_of(result: Any) -> str:
    """The Python that a cell became, with its magics written as calls."""
    info = result.info
    return str(getattr(info, "transformed_cell", None) or getattr(info, "raw_cell", "") or "")


def _text_of(error: BaseException) -> str:
    try:
        return _PLACE.sub("", str(error))
    except Exception:  # of an error that a student wrote, too
        return ""


def _line_in_cell(error: BaseException, source: str) -> int:
    """The line of the cell at which it stopped; the cell's own frame is the outermost of its."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_name == "<module>" and code.co_filename == _TIMED:
            return trace.tb_lineno + 1
        if not line and code.co_name == "<module>" and _is_cell(trace.tb_frame, source):
            line = trace.tb_lineno
        trace = trace.tb_next
    if line or not isinstance(error, SyntaxError):
        return line
    return (error.lineno or 0) + _is_under_a_magic(source)


def _is_under_a_magic(source: str) -> bool:
    """Whether the first line of the cell is a magic such as `%%time`, and its Python the rest."""
    return source.startswith(_CELL_MAGIC)


def _is_cell(frame: Any, source: str) -> bool:
    lines = linecache.getlines(frame.f_code.co_filename, frame.f_globals)
    return bool(lines) and "".join(lines).strip() == source.strip()


def _parses(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
