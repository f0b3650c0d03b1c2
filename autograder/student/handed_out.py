"""What the course gives out for an exercise: the blank cell, and after it the author's way.

Both are read from the unit's source. In a clone of the course it lies in solutions/; a wheel
carries it inside the package. An installation without it has neither.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
# Where a wheel has it (setup.py puts it there), then where a clone has it.
PLACES = (_PACKAGE / "student" / "units", _PACKAGE.parent)

_CELL = re.compile(r"^# %%[^\n]*?nbgrader=(\{[^\n]*\})[^\n]*\n(.*?)(?=^# %%|\Z)", re.S | re.M)
_SOLUTION = re.compile(
    r"^([ \t]*)### BEGIN SOLUTION[^\n]*\n(.*?)^[ \t]*### END SOLUTION[^\n]*", re.S | re.M
)
_BLANK = r"\1# your code here"  # as nbgrader writes it, told by nbgrader_config.py


@dataclass(frozen=True)
class Given:
    """An answer cell as its author wrote it, with the marks of nbgrader."""

    name: str
    marked: str

    @property
    def blank(self) -> str:
        """The cell as a student finds it."""
        return _SOLUTION.sub(_BLANK, self.marked).strip()

    @property
    def solution(self) -> str:
        """The author's way: without the docstring, and without what it replaces."""
        inside = "".join(text for _, text in _SOLUTION.findall(self.marked)).strip("\n")
        if not inside.startswith((" ", "\t")):
            return _without_docstring(inside, self.name)
        whole = _SOLUTION.sub(lambda found: found[2].rstrip(), self.marked).strip()
        return _without_docstring(whole, self.name)

    @property
    def body(self) -> str:
        """The lines of the solution alone: a function's body, or the lines that set a value."""
        code = self.solution
        function = _function(code, self.name)
        if function is None:
            return code
        lines = code.splitlines()[function.body[0].lineno - 1 : function.end_lineno]
        indent = len(lines[0]) - len(lines[0].lstrip())
        return "\n".join(line[indent:] for line in lines)


def given(unit: str, name: str) -> Given | None:
    """The answer cell of an exercise; None where this installation doesn't have it."""
    source = source_of(unit)
    return _cells_of(source).get(name) if source else None


def source_of(unit: str) -> Path | None:
    """The file that a unit is made from."""
    files = (place / "solutions" / unit / f"{unit}.py" for place in PLACES)
    return next((file for file in files if file.is_file()), None)


def notebook_of(unit: str) -> Path | None:
    """The unit's notebook as it is given out."""
    files = (place / "course" / unit / f"{unit}.ipynb" for place in PLACES)
    return next((file for file in files if file.is_file()), None)


def stamp(source: str) -> str:
    """A short name for the state of a unit's source; its notebooks carry it in their metadata."""
    return hashlib.sha256(source.encode("utf-8")).hexdigest()[:12]


def content_id(cell_type: str, source: str) -> str:
    """The id of a lesson's cell, made from what it says: so a changed one can be told."""
    return hashlib.sha256(f"{cell_type}\n{source}".encode()).hexdigest()[:12]


@functools.cache
def _cells_of(source: Path) -> dict[str, Given]:
    found = {}
    for metadata, code in _CELL.findall(source.read_text(encoding="utf-8")):
        name = str(json.loads(metadata).get("grade_id", ""))
        if name.endswith("-answer"):
            name = name.removesuffix("-answer")
            found[name] = Given(name, code)
    return found


def _function(code: str, name: str) -> ast.FunctionDef | None:
    statements = ast.parse(code).body
    functions = [one for one in statements if isinstance(one, ast.FunctionDef) and one.name == name]
    return functions[-1] if functions else None


def _without_docstring(code: str, name: str) -> str:
    function = _function(code, name)
    if function is None or ast.get_docstring(function) is None or len(function.body) < 2:
        return code
    lines = code.splitlines()
    del lines[function.body[0].lineno - 1 : function.body[0].end_lineno]
    return "\n".join(lines)
