"""nbgrader, the host: where the course lies, what its configuration says, its API over that."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT_MARKER = "nbgrader_config.py"


class CourseError(Exception):
    """Something a person has to mend; the message says what, and is all they need to read."""


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
    """Return what the nbgrader_config.py in `root` says, as a traitlets Config."""
    from traitlets.config.loader import PyFileConfigLoader

    return PyFileConfigLoader(ROOT_MARKER, path=str(root)).load_config()


def nbgrader(config):
    """Return nbgrader's API over a configuration."""
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    # nbgrader starts `alembic` by its bare name, also where the environment isn't activated.
    beside = str(Path(sys.executable).parent)
    if beside not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([beside, os.environ.get("PATH", os.defpath)])
    return NbGraderAPI(CourseDirectory(config=config), config=config)
