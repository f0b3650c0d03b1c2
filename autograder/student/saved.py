"""The running notebook's own file, as it was last saved; where the front end tells where it is."""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LARGEST = 20_000_000  # bytes; reading more would keep a student waiting for a check


@dataclass(frozen=True)
class Cell:
    """A code cell of the file: its text, and what nbgrader calls it ("" for most cells)."""

    source: str
    grade_id: str = ""
    graded: bool = False


@dataclass(frozen=True)
class Saved:
    """A notebook's code cells, in order, and the stamp of the source that it was made from."""

    cells: tuple[Cell, ...]
    stamp: str = ""

    def check_of(self, name: str) -> int | None:
        """Which cell checks the exercise `name`; None where this notebook doesn't ask it."""
        found = (i for i, cell in enumerate(self.cells) if cell.graded and cell.grade_id == name)
        return next(found, None)

    def place_of(self, source: str) -> int | None:
        """The place of the cell with this text; None where none has, or several do."""
        wanted = source.strip()
        found = [i for i, cell in enumerate(self.cells) if cell.source.strip() == wanted]
        return found[0] if len(found) == 1 else None

    def holds(self, source: str) -> bool:
        """Whether some cell has this text."""
        return any(cell.source.strip() == source.strip() for cell in self.cells)


def saved_notebook(namespace: Mapping[str, Any]) -> Saved | None:
    """What is saved of the notebook that runs; None where that is not known, or can't be read."""
    told = (os.environ.get("JPY_SESSION_NAME", ""), namespace.get("__vsc_ipynb_file__", ""))
    for path in (Path(str(one)) for one in told if one):
        try:
            about = path.stat()
        except (OSError, ValueError):
            continue
        if path.suffix == ".ipynb" and about.st_size <= LARGEST:
            return _read(path, about.st_mtime_ns, about.st_size)
    return None


@functools.lru_cache(maxsize=1)
def _read(path: Path, changed: int, size: int) -> Saved | None:
    """The file's cells; read again only after it has `changed`."""
    try:
        return _parsed(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError, AttributeError, TypeError, KeyError):
        return None  # half written, or no notebook: then nothing is known


def _parsed(notebook: dict[str, Any]) -> Saved:
    cells = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            marks = cell["metadata"].get("nbgrader", {})
            source = cell["source"]
            text = source if isinstance(source, str) else "".join(source)
            cells.append(Cell(text, str(marks.get("grade_id", "")), bool(marks.get("grade"))))
    stamp = notebook["metadata"].get("autograder", {}).get("source", "")
    return Saved(tuple(cells), str(stamp))
