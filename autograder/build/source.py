"""A unit's source: where it lies, and the notebook it says, not yet executed."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

from autograder.errors import BuildError

UNIT_NAME = re.compile(r"\d\d_\w+")

# JupyterLab's "Run All" stops at the first cell that raises, unless the cell carries this tag.
# The notebook's metadata key under which a solution notebook says what it was built from.
STAMP = "autograder"
MAY_RAISE = "raises-exception"

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
# What a kernel reports, less the patch version of the Python that happened to run it.
LANGUAGE_INFO = {
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}

Points = Callable[[str], float]


@dataclass(frozen=True)
class Unit:
    """One unit of the course, e.g. `02_ops`, in the repository at `root`."""

    root: Path
    name: str

    @property
    def source(self) -> Path:
        return self.root / "solutions" / self.name / f"{self.name}.py"

    @property
    def solution(self) -> Path:
        return self.root / "solutions" / self.name / f"{self.name}.ipynb"

    @property
    def course(self) -> Path:
        return self.root / "course" / self.name / f"{self.name}.ipynb"


def find_units(root: Path, names: list[str] | None = None) -> list[Unit]:
    """Return the units that have a source, in order; only those in `names` when given.

    A name may be shortened as long as it is clear: `02` means `02_ops`.
    """
    folders = sorted(path for path in (root / "solutions").glob("*") if path.is_dir())
    units = [Unit(root, folder.name) for folder in folders if UNIT_NAME.fullmatch(folder.name)]
    units = [unit for unit in units if unit.source.is_file()]
    if not names:
        return units
    return [_named(units, Path(name).name.removesuffix(".py")) for name in names]


def _named(units: list[Unit], name: str) -> Unit:
    matches = [unit for unit in units if unit.name == name]
    matches = matches or [unit for unit in units if unit.name.startswith(name)]
    if len(matches) != 1:
        known = ", ".join(unit.name for unit in units) or "none yet"
        raise BuildError(f"There is no unit called {name!r}. The units are: {known}.")
    return matches[0]


def compose(unit: Unit, points: Points) -> NotebookNode:
    """Return the notebook that a unit's source says, not executed.

    Every graded cell gets its points (`points(grade_id)`) and the tag that lets Run All go past
    it; every cell gets an id made from its grade_id or its content, so that building twice gives
    the same bytes.
    """
    notebook = jupytext.reads(unit.source.read_text(encoding="utf-8"), fmt="py:percent")
    notebook.metadata = nbformat.from_dict(
        {"kernelspec": KERNELSPEC, "language_info": LANGUAGE_INFO}
    )
    seen: Counter[str] = Counter()
    for cell in notebook.cells:
        cell.metadata.pop("lines_to_next_cell", None)  # jupytext's note on blank lines
        if "nbgrader" in cell.metadata:
            _complete(cell, unit, points)
        cell.id = _cell_id(cell, seen)
    return notebook


def graded_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """Return the cells of a notebook that earn points."""
    return [cell for cell in notebook.cells if is_graded(cell)]


def is_graded(cell: NotebookNode) -> bool:
    """Whether a cell earns points."""
    return bool(cell.metadata.get("nbgrader", {}).get("grade"))


def _complete(cell: NotebookNode, unit: Unit, points: Points) -> None:
    nbgrader = cell.metadata["nbgrader"]
    if "grade_id" not in nbgrader:
        raise BuildError(f"{unit.name}: an nbgrader cell has no grade_id:\n{cell.source}")
    if not is_graded(cell):
        return
    grade_id = nbgrader["grade_id"]
    try:
        worth = points(grade_id)
    except LookupError as error:
        raise BuildError(
            f"{unit.name}: the cell {grade_id!r} is graded, but no exercise has that name. "
            "Declare it in autograder/exercises, or correct the grade_id."
        ) from error
    if nbgrader.get("points", worth) != worth:
        raise BuildError(
            f"{unit.name}: the cell {grade_id!r} says {nbgrader['points']} points, the exercise "
            f"says {worth}. Points stand in the exercise: take them out of the source."
        )
    nbgrader["points"] = worth
    tags = cell.metadata.get("tags", [])
    cell.metadata["tags"] = tags if MAY_RAISE in tags else [*tags, MAY_RAISE]


def _cell_id(cell: NotebookNode, seen: Counter[str]) -> str:
    """Return an id for a cell that only changes when the cell does (64 characters at most)."""
    grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
    digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:12]
    stem = re.sub(r"[^A-Za-z0-9_-]", "-", grade_id)[:56] if grade_id else digest
    seen[stem] += 1
    return stem if seen[stem] == 1 else f"{stem}-{seen[stem]}"
