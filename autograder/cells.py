"""The cells of the notebook that runs: which of them defines a name, and how that cell ended."""

from __future__ import annotations

import ast
import linecache
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.witness.source import Program

if TYPE_CHECKING:
    from autograder.judge.exercise import Unit

_MOST_KEPT = 2_000
_ran: list[Ran] = []


@dataclass(frozen=True)
class Ran:
    """A cell that ran: its text, and the error that it stopped with, if any.

    error: the error's type; "" where there was none.
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
        return (
            node is None or not self.line or self.line <= (getattr(node, "end_lineno", None) or 0)
        )


def watch() -> None:
    """Note from now on how each cell of the running notebook ends; once is enough."""
    shell = _shell()
    if shell is None or getattr(shell, "_autograder_watches", False):
        return
    shell._autograder_watches = True
    _ran.clear()
    shell.events.register("post_run_cell", _note)


def stopped(name: str) -> Ran | None:
    """The cell that defines `name`, where it stopped before it had done so; None otherwise.

    It is the last cell of those that ran and define the name: calls of it elsewhere, and what they
    raise, say nothing of the answer.
    """
    last = defining(name)
    return last if last is not None and last.stopped_before(name) else None


def defining(name: str) -> Ran | None:
    """The last cell of those that ran and define `name`; None where none of them does."""
    return next((ran for ran in reversed(_ran) if ran.defines(name)), None)


def is_trial(namespace: Mapping[str, Any], name: str) -> bool:
    """Whether the cell that runs now defines `name` itself, as the trials of a lesson do."""
    cells = namespace.get("In")
    if not isinstance(cells, list) or not cells or not isinstance(cells[-1], str):
        return False
    return Ran(cells[-1]).defines(name)


def ran() -> list[Ran]:
    """The cells that ran, in order; the earliest of very many are forgotten."""
    return list(_ran)


def unit_here(namespace: Mapping[str, Any], units: Sequence[Unit]) -> Unit | None:
    """The unit whose notebook runs: told by its file, its folder, or the names it has asked for."""
    for place in _places(namespace):
        # A second download is called `01_tensors (1)`, a copy `01_tensors-Copy1`.
        for unit in units:
            if re.match(rf"{unit.name}(?![a-z0-9_])", place):
                return unit
    asked = " ".join(text for text in namespace.get("In", ()) if isinstance(text, str))
    met = {
        unit.name: sum(
            one.name in namespace or f'("{one.name}")' in asked or f"('{one.name}')" in asked
            for one in unit.exercises
        )
        for unit in units
    }
    best = max(units, key=lambda unit: met[unit.name])
    return best if met[best.name] else None


def _places(namespace: Mapping[str, Any]) -> list[str]:
    """What the front ends tell of the notebook's file, and the folder that it runs in."""
    told = [os.environ.get("JPY_SESSION_NAME", ""), namespace.get("__vsc_ipynb_file__", "")]
    files = [Path(str(path)) for path in told if path]
    return [
        *(file.stem for file in files),
        *(file.parent.name for file in files),
        Path.cwd().name,
    ]


def _shell() -> Any:
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython is not None else None


def _note(result: Any) -> None:
    """Keep what a cell did; IPython calls it after each."""
    error = result.error_before_exec or result.error_in_exec
    source = str(getattr(result.info, "raw_cell", "") or "")
    if error is None:
        _ran.append(Ran(source))
    else:
        says = (str(error).strip().splitlines() or [""])[0]
        _ran.append(Ran(source, type(error).__name__, says, _line_in_cell(error, source)))
    del _ran[:-_MOST_KEPT]


def _line_in_cell(error: BaseException, source: str) -> int:
    """The line of the cell at which it stopped; the cell's own frame is the outermost of its."""
    if isinstance(error, SyntaxError):
        return error.lineno or 0
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_name == "<module>" and _is_cell(trace.tb_frame, source):
            return trace.tb_lineno
        trace = trace.tb_next
    return 0


def _is_cell(frame: Any, source: str) -> bool:
    lines = linecache.getlines(frame.f_code.co_filename, frame.f_globals)
    return bool(lines) and "".join(lines).strip() == source.strip()


def _parses(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
