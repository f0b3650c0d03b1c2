"""The student's notebook, made by nbgrader's own generate_assignment."""

from __future__ import annotations

import shutil
from pathlib import Path

from autograder.build.source import Unit
from autograder.course import configuration, nbgrader
from autograder.errors import BuildError


def release(unit: Unit, staging: Path) -> Path:
    """Make a unit's release from `staging`/solutions into `staging`/course; return its folder.

    The same as the command `nbgrader generate_assignment`, except that no gradebook is needed.
    Raises BuildError with nbgrader's own words when the unit's cells don't suit it.
    """
    shutil.copytree(
        unit.source.parent,
        staging / "solutions" / unit.name,
        # The notebook of an earlier build is not what is released.
        ignore=shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__", "*.ipynb"),
        dirs_exist_ok=True,
    )
    config = configuration(unit.root)
    config.CourseDirectory.root = str(staging)
    config.GenerateAssignment.no_database = True  # these two are its option --no-db
    config.SaveCells.enabled = False
    outcome = nbgrader(config).generate_assignment(unit.name)
    if not outcome["success"]:
        said = outcome.get("log") or outcome.get("error") or "nothing"
        raise BuildError(f"{unit.name}: nbgrader could not make the course notebook:\n{said}")
    return staging / "course" / unit.name
