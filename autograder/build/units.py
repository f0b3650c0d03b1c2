"""Building a unit: is it stale, make it again, put it in its place."""

from __future__ import annotations

import copy
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.build.execute import execute, scrub
from autograder.build.release import release
from autograder.build.source import (
    MAY_RAISE,
    STAMP,
    Points,
    Unit,
    compose,
    find_units,
    graded_cells,
    is_graded,
)
from autograder.errors import BuildError

# The code whose words and pictures stand in a solution notebook's outputs.
PACKAGE = Path(__file__).resolve().parents[1]
SHAPES_OUTPUTS = ("__init__.py", "devices", "exercises", "judge", "pictures", "witness")


def is_fresh(unit: Unit, points: Points) -> bool:
    """Whether a unit's notebooks stand, and were built from what is there now."""
    if not (unit.solution.is_file() and unit.course.is_file()):
        return False
    built_from = _read(unit.solution).metadata.get(STAMP, {}).get("built_from")
    return built_from == _fingerprint(unit, compose(unit, points))


def build(unit: Unit, points: Points) -> None:
    """Make a unit's solution notebook by executing its source, and its course notebook from that.

    Nothing is written unless both come out right; raises BuildError otherwise.
    """
    notebook = compose(unit, points)
    stamp = _fingerprint(unit, notebook)
    _execute(unit, notebook)
    scrub(notebook, unit.root)
    with tempfile.TemporaryDirectory() as staging:
        released = _released(unit, notebook, Path(staging))
        unit.course.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(released, unit.course.parent, dirs_exist_ok=True)
    notebook.metadata[STAMP] = {"built_from": stamp}
    _write(notebook, unit.solution)


def differences(unit: Unit, points: Points) -> list[str]:
    """Return what about a unit's notebooks is not what its source makes; empty when all is well.

    Executes nothing: everything is compared except outputs.
    """
    notebook = compose(unit, points)
    found = _compare(_label(unit, unit.solution), notebook, unit.solution)
    with tempfile.TemporaryDirectory() as staging:
        released = _released(unit, notebook, Path(staging))
        for made in sorted(path for path in released.rglob("*") if path.is_file()):
            there = unit.course.parent / made.relative_to(released)
            label = _label(unit, there)
            if made.suffix == ".ipynb":
                found += _compare(label, _read(made), there)
                found += _outputs_left(label, there)
            elif not there.is_file() or there.read_bytes() != made.read_bytes():
                found.append(f"{label} is not the file that lies in solutions")
    return found


def _execute(unit: Unit, notebook: NotebookNode) -> None:
    """Run a composed notebook and see that every solution earns everything."""
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
    from nbgrader.utils import determine_grade

    metadata = copy.deepcopy(notebook.metadata)
    try:
        execute(notebook, unit.source.parent)
    except CellExecutionError as error:
        raise BuildError(f"{unit.name}: a cell of {unit.source.name} raises.\n{error}") from error
    except (CellTimeoutError, DeadKernelError) as error:
        raise BuildError(f"{unit.name}: a cell does not finish.\n{error}") from error
    notebook.metadata = metadata  # the kernel adds the patch version of its Python
    _refuse_idle_tags(unit, notebook)
    for cell in graded_cells(notebook):
        score, worth = determine_grade(cell)
        if score != worth:
            name = cell.metadata["nbgrader"]["grade_id"]
            raise BuildError(
                f"{unit.name}: the solution of {name!r} earns {score:g} of {worth:g} points.\n"
                f"{_printed(cell)}"
            )


def _refuse_idle_tags(unit: Unit, notebook: NotebookNode) -> None:
    """A cell that is there to show an error, and shows none, teaches something untrue."""
    for cell in notebook.cells:
        if MAY_RAISE not in cell.metadata.get("tags", []) or is_graded(cell):
            continue
        if not any(output.output_type == "error" for output in cell.outputs):
            raise BuildError(
                f"{unit.name}: this cell is tagged {MAY_RAISE} but raises nothing; remove "
                f"the tag or correct the cell:\n{cell.source}"
            )


def _printed(cell: NotebookNode) -> str:
    """Return what a cell printed, as plain text."""
    lines = []
    for output in cell.outputs:
        if output.output_type == "stream":
            lines.append(output.text)
        elif output.output_type == "error":
            lines.append("\n".join(output.traceback))
        else:
            lines.append(output.data.get("text/plain", ""))
    return "\n".join(lines)


def _released(unit: Unit, notebook: NotebookNode, staging: Path) -> Path:
    _write(notebook, staging / "solutions" / unit.name / unit.solution.name)
    return release(unit, staging)


def _fingerprint(unit: Unit, notebook: NotebookNode) -> str:
    """Return a digest of everything that decides what a unit's notebooks hold.

    `notebook` is the composed one: with the source it holds the points and the build's own form.
    """
    digest = hashlib.sha256(nbformat.writes(notebook).encode())
    for path in _ingredients(unit):
        digest.update(f"\0{path.name}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _ingredients(unit: Unit) -> list[Path]:
    """Return the files besides the source that a unit's outputs depend on, in a fixed order."""
    files: list[Path] = []
    for name in SHAPES_OUTPUTS:
        place = PACKAGE / name
        files += [place] if place.is_file() else sorted(place.rglob("*.py"))
    beside = sorted(path for path in unit.source.parent.iterdir() if path.is_file())
    files += [path for path in beside if path.suffix not in {".py", ".ipynb"}]
    return [path for path in files if not _is_another_units(path, unit)]


def _is_another_units(path: Path, unit: Unit) -> bool:
    """Whether a file is the exercises of another unit, which this one never shows."""
    if path.parent != PACKAGE / "exercises":
        return False
    others = {other.name for other in find_units(unit.root)} - {unit.name}
    return any(path.stem.endswith(_topic(other)) for other in others)


def _topic(name: str) -> str:
    return name.split("_", 1)[1]


def _compare(label: str, made: NotebookNode, path: Path) -> list[str]:
    """Return how the notebook at `path` differs from `made`, outputs apart."""
    if not path.is_file():
        return [f"{label} is missing"]
    there = _bare(_read(path))
    made = _bare(made)
    if there == made:
        return []
    for number, (mine, yours) in enumerate(zip(made["cells"], there["cells"], strict=False)):
        if mine != yours:
            return [f"{label} differs from its source, first in cell {number} ({mine['id']!r})"]
    if len(made["cells"]) != len(there["cells"]):
        counts = f"{len(there['cells'])} cells, its source makes {len(made['cells'])}"
        return [f"{label} has {counts}"]
    return [f"{label} has other metadata than its source makes"]


def _bare(notebook: NotebookNode) -> dict:
    """Return a notebook as plain data without outputs, counters and the build's stamp."""
    data = json.loads(nbformat.writes(notebook))
    data["metadata"].pop(STAMP, None)
    for cell in data["cells"]:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)
    return data


def _outputs_left(label: str, path: Path) -> list[str]:
    if not path.is_file():
        return []
    left = [cell.id for cell in _read(path).cells if cell.get("outputs")]
    return [f"{label} has outputs in cell {left[0]!r}"] if left else []


def _label(unit: Unit, path: Path) -> str:
    return str(path.relative_to(unit.root))


def _read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def _write(notebook: NotebookNode, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
