"""Building a unit: makes both notebooks from its source, compares them with what stands, writes."""

from __future__ import annotations

import copy
import os
import platform
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.build.cells import graded_cells, is_graded
from autograder.build.compare import differing_cell, differing_output
from autograder.build.execute import execute, scrub
from autograder.build.matching import Declared
from autograder.build.release import release
from autograder.build.source import MADE_WITH, MAY_RAISE, STAMP, Unit, compose
from autograder.errors import BuildError
from autograder.student.record import STATE_VARIABLE

# Other versions of these print other words, in an error or a number.
_SHAPE_OUTPUTS = ("torch", "numpy", "ipython")
# A graphics card would stand in every verdict of whoever has one, and a sum of many numbers has
# other last digits on more cores.
_SAME_EVERYWHERE = {"CUDA_VISIBLE_DEVICES": "", "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
_NO_RECORD = {STATE_VARIABLE: "", "JPY_SESSION_NAME": ""}  # nobody learns here
_OF_A_GRADER = ("NBGRADER_", "AUTOGRADER_")


@dataclass(frozen=True)
class Made:
    """What a unit's source makes: its executed solution notebook, and the files of the course."""

    solution: NotebookNode
    course: Mapping[Path, bytes]  # by their place in the unit's folder


def make(unit: Unit, declared: Declared) -> Made:
    """Execute a unit's source, and make its course notebook by nbgrader; nothing is written.

    Raises BuildError when the cells don't match the `declared` exercises, when a cell raises, or
    when a solution does not earn everything.
    """
    notebook = compose(unit, declared)
    _execute(unit, notebook)
    scrub(notebook, unit.root)
    with tempfile.TemporaryDirectory() as folder:
        staging = Path(folder)
        _write(notebook, staging / "solutions" / unit.name / unit.solution.name)
        released = release(unit, staging)
        files = sorted(path for path in released.rglob("*") if path.is_file())
        course = {path.relative_to(released): path.read_bytes() for path in files}
    notebook.metadata[STAMP][MADE_WITH] = _made_with()
    return Made(notebook, course)


def write(unit: Unit, made: Made) -> None:
    """Put what was made of a unit in its place."""
    for place, content in made.course.items():
        path = unit.course.parent / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    _write(made.solution, unit.solution)


def differences(unit: Unit, made: Made) -> list[str]:
    """Return what about a unit's notebooks is not what its source makes; empty when all is well.

    Outputs are compared too, unless the notebook was made with other versions than are installed
    here (see `made_elsewhere`).
    """
    found = _solution_differences(unit, made)
    for place, content in made.course.items():
        path = unit.course.parent / place
        label = str(path.relative_to(unit.root))
        if not path.is_file():
            found.append(f"{label} is missing")
        elif path.read_bytes() != content:
            found.append(_first_difference(label, path, content))
    return found


def made_elsewhere(unit: Unit) -> str | None:
    """Say what made a unit's solution notebook, where that is not what this machine has."""
    if not unit.solution.is_file():
        return None
    there = _read(unit.solution).metadata.get(STAMP, {}).get(MADE_WITH, {})
    here = _made_with()
    others = [what for what in here if there.get(what, here[what]) != here[what]]
    if not others:
        return None
    then, now = (", ".join(f"{what} {each[what]}" for what in others) for each in (there, here))
    return f"The outputs of {unit.name} were made with {then}; here is {now}."


def _solution_differences(unit: Unit, made: Made) -> list[str]:
    label = str(unit.solution.relative_to(unit.root))
    if not unit.solution.is_file():
        return [f"{label} is missing"]
    stands = _read(unit.solution)
    if (difference := differing_cell(stands, made.solution)) is not None:
        return [f"{label} {difference}"]
    if made_elsewhere(unit):
        return []
    if (difference := differing_output(stands, made.solution)) is not None:
        return [f"{label} {difference}"]
    if stands.metadata != made.solution.metadata:
        return [f"{label} has other metadata than its source makes"]
    return []


def _first_difference(label: str, path: Path, content: bytes) -> str:
    if path.suffix != ".ipynb":
        return f"{label} is not the file that lies in solutions"
    difference = differing_cell(_read(path), nbformat.reads(content.decode(), as_version=4))
    return f"{label} {difference or 'has other outputs or metadata than its source makes'}"


def _made_with() -> dict[str, str]:
    """The versions that outputs depend on, without the build of a package (`2.13.0+cpu`)."""
    python = ".".join(platform.python_version_tuple()[:2])
    packages = {name: version(name).partition("+")[0] for name in _SHAPE_OUTPUTS}
    return {"machine": f"{platform.system()} {platform.machine()}", "python": python} | packages


def _execute(unit: Unit, notebook: NotebookNode) -> None:
    """Run a composed notebook and see that every solution earns everything."""
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
    from nbgrader.utils import determine_grade

    metadata = copy.deepcopy(notebook.metadata)
    usual = {k: v for k, v in os.environ.items() if not k.startswith(_OF_A_GRADER)}
    try:
        execute(notebook, unit.source.parent, environment=usual | _SAME_EVERYWHERE | _NO_RECORD)
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


def _read(path: Path) -> NotebookNode:
    notebook: NotebookNode = nbformat.read(path, as_version=4)
    return notebook


def _write(notebook: NotebookNode, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
