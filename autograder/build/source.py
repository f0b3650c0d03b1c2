"""A unit's source: where it lies, and the notebook it says, not yet executed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

from autograder.build.answers import hide_marks
from autograder.build.cells import is_graded
from autograder.build.matching import Declared, mismatches
from autograder.errors import BuildError
from autograder.student.handed_out import content_id, stamp

UNIT_NAME = re.compile(r"\d\d_\w+")

# The notebook's metadata key under which it says what it was built from.
STAMP = "autograder"
# There: with which versions the outputs of a solution notebook were made.
MADE_WITH = "made_with"
# JupyterLab's "Run All" stops at the first cell that raises, unless the cell carries this tag.
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


def refuse_without_source(units: list[Unit], declared: Declared) -> None:
    """Raise BuildError when exercises are declared for a unit that has no source."""
    for name in sorted(declared.keys() - {unit.name for unit in units}):
        raise BuildError(
            f"autograder/exercises declares the unit {name!r}, and there is no "
            f"solutions/{name}/{name}.py that asks its exercises."
        )


def compose(unit: Unit, declared: Declared) -> NotebookNode:
    """Return the notebook that a unit's source says, not executed.

    Every graded cell gets its exercise's points and the tag that lets Run All go past it; answer
    cells lose nbgrader's marks, which `answers.put_stub_back` brings back; every cell gets an id
    made from its grade_id or its content, so that building twice gives the same
    bytes. Raises BuildError where the cells and the `declared` exercises don't match.
    """
    source = unit.source.read_text(encoding="utf-8")
    notebook: NotebookNode = jupytext.reads(source, fmt="py:percent")
    notebook.metadata = nbformat.from_dict(
        {"kernelspec": KERNELSPEC, "language_info": LANGUAGE_INFO, STAMP: {"source": stamp(source)}}
    )
    if wrong := mismatches(unit.name, notebook, declared):
        raise BuildError("\n".join(f"{unit.name}: {sentence}" for sentence in wrong))
    points = {one.name: one.points for one in declared.get(unit.name, ())}
    hide_marks(notebook, declared.get(unit.name, ()))
    seen: Counter[str] = Counter()
    for cell in notebook.cells:
        cell.metadata.pop("lines_to_next_cell", None)  # jupytext's note on blank lines
        if is_graded(cell):
            _complete(cell, points)
        cell.id = _cell_id(cell, seen)
    return notebook


def _complete(cell: NotebookNode, points: Mapping[str, float]) -> None:
    nbgrader = cell.metadata["nbgrader"]
    nbgrader["points"] = points[nbgrader["grade_id"]]
    tags = cell.metadata.get("tags", [])
    cell.metadata["tags"] = tags if MAY_RAISE in tags else [*tags, MAY_RAISE]


def _cell_id(cell: NotebookNode, seen: Counter[str]) -> str:
    """Return an id for a cell that only changes when the cell does (64 characters at most)."""
    grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
    digest = content_id(cell.cell_type, cell.source)
    stem = re.sub(r"[^A-Za-z0-9_-]", "-", grade_id)[:56] if grade_id else digest
    seen[stem] += 1
    return stem if seen[stem] == 1 else f"{stem}-{seen[stem]}"
