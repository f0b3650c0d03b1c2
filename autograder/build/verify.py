"""The verdicts of one notebook: runs it as it is and reads what its checks say."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.build.cells import is_graded
from autograder.build.execute import execute
from autograder.errors import BuildError
from autograder.panel import VERDICT_MIME
from autograder.student.record import STATE_VARIABLE

CELL_TIMEOUT = 60  # seconds

_STOPPED = (
    "The notebook ended before this cell did: a cell stopped Python itself, or ran for more than "
    f"{CELL_TIMEOUT} seconds."
)


def verify_notebook(path: Path) -> list[dict[str, Any]]:
    """Return the verdict of every graded cell of the notebook at `path`, in order.

    A verdict is what `Verdict.as_dict()` gives; a cell whose check did not speak has the status
    "error" and a message that says why. The file is not changed. Raises BuildError when it is no
    notebook, or one without graded cells.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
    except FileNotFoundError as error:
        raise BuildError(f"There is no file {path}.") from error
    except (nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise BuildError(f"{path} is not a notebook: {error}") from error
    except OSError as error:
        raise BuildError(f"{path} can't be read: {error.strerror}.") from error
    except Exception as error:  # nbformat's readers meet whatever a file holds
        raise BuildError(f"{path} is not a notebook.") from error
    if not any(map(is_graded, notebook.cells)):
        raise BuildError(f"{path} has no graded cells.")
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    ended = execute(
        notebook,
        path.resolve().parent,
        allow_errors=True,
        timeout=CELL_TIMEOUT,
        environment=dict(os.environ) | {STATE_VARIABLE: ""},
    )
    return [
        _verdict(cell, number in ended)
        for number, cell in enumerate(notebook.cells)
        if is_graded(cell)
    ]


def _verdict(cell: NotebookNode, ended: bool) -> dict[str, Any]:
    for output in cell.outputs:
        if VERDICT_MIME in output.get("data", {}):
            return dict(output.data[VERDICT_MIME])
    errors = [output.evalue for output in cell.outputs if output.output_type == "error"]
    silent = "This cell ran without checking anything." if ended else _STOPPED
    nbgrader = cell.metadata["nbgrader"]
    return {
        "exercise": nbgrader.get("grade_id"),
        "status": "error",
        "score": 0.0,
        "points": nbgrader.get("points"),
        "message": errors[0] if errors else silent,
    }
