"""nbgrader, the host: where the course lies, what its configuration says, its API over that."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

from autograder.errors import CourseError

ROOT_MARKER = "nbgrader_config.py"


def find_root(start: Path) -> Path:
    """Return the course's folder that `start` lies in: the nearest with an nbgrader_config.py.

    Raises CourseError when there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / ROOT_MARKER).is_file():
            return folder
    raise CourseError(
        f"This is not inside the course's folder: there is no {ROOT_MARKER} in {start} or above "
        "it. Change into the folder you cloned and try again."
    )


def configuration(root: Path):
    """Return what the nbgrader_config.py in `root` says, as a traitlets Config.

    Raises CourseError with the line that stops it when it can't be run.
    """
    from traitlets.config.loader import PyFileConfigLoader

    try:
        return PyFileConfigLoader(ROOT_MARKER, path=str(root)).load_config()
    except Exception as error:  # whatever an instructor wrote there
        line = _line_of(error, str(root / ROOT_MARKER))
        raise CourseError(
            f"{ROOT_MARKER} can't be read: {type(error).__name__}{line}: {error}. Correct it, or "
            "take back what was changed in it last."
        ) from error


def _line_of(error: Exception, file: str) -> str:
    """` in line 3`, where an error came out of `file`."""
    if isinstance(error, SyntaxError):
        return f" in line {error.lineno}"
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == file]
    return f" in line {lines[-1]}" if lines else ""


def nbgrader(config):
    """Return nbgrader's API over a configuration."""
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    # nbgrader starts `alembic` by its bare name, also where the environment isn't activated.
    beside = str(Path(sys.executable).parent)
    if beside not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([beside, os.environ.get("PATH", os.defpath)])
    return NbGraderAPI(CourseDirectory(config=config), config=config)
