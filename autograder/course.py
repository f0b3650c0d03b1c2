"""nbgrader, the host: where the course lies, what its configuration says, its API over that."""

from __future__ import annotations

import functools
import os
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import CourseError

if TYPE_CHECKING:
    from nbgrader.apps.api import NbGraderAPI
    from traitlets.config import Config

ROOT_MARKER = "nbgrader_config.py"
# What the tools below the course take for something else in a folder's name: nbgrader looks for
# files by patterns, `?` ends an address of SQLite, alembic fills in what follows `%`.
MISREAD_IN_COURSE = "*?[]"
MISREAD_IN_ENVIRONMENT = '%"$`'  # the last three by the programs that pip writes


def find_root(start: Path) -> Path:
    """Return the course's folder that `start` lies in: the nearest with an nbgrader_config.py.

    Raises CourseError when there is none, or the tools that the course needs can't work in it.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / ROOT_MARKER).is_file():
            if problem := misread_name(folder):
                raise CourseError(problem)
            return folder
    raise CourseError(
        f"This is not inside the course's folder: there is no {ROOT_MARKER} in {start} or above "
        "it. Change into the folder you cloned and try again."
    )


def misread_name(root: Path) -> str:
    """A sentence where nbgrader can't work in a folder of the course's or environment's name."""
    for folder, signs in ((root, MISREAD_IN_COURSE), (Path(sys.prefix), MISREAD_IN_ENVIRONMENT)):
        if found := sorted(set(signs).intersection(str(folder))):
            return (
                f"nbgrader can't work where a folder has {found[0]} in its name, as in {folder}: "
                "rename that folder, or move the course to another."
            )
    return ""


def require_writable(folder: Path) -> None:
    """Raise CourseError where nothing can be written into a folder of the course, there or not."""
    while not folder.exists():
        folder = folder.parent
    if not folder.is_dir():
        raise CourseError(f"{folder} is a file, and must be a folder. Move it away.")
    if not os.access(folder, os.W_OK):
        raise CourseError(
            f"Nothing can be written into {folder}: copy the course to a folder of your own and "
            "work there."
        )


def require_gradebook(db_url: str) -> None:
    """Raise CourseError where the gradebook is a file that can't be read or written."""
    import sqlalchemy as sql

    url = sql.make_url(db_url)
    path = Path(url.database or "")
    if url.get_backend_name() != "sqlite" or not path.exists():
        return
    if path.is_file() and not os.access(path, os.W_OK):
        raise CourseError(f"{path} can't be written. Change its permissions.")
    engine = sql.create_engine(url)
    try:
        with engine.connect() as connection:
            said = str(connection.execute(sql.text("PRAGMA quick_check(1)")).scalar())
    except sql.exc.DatabaseError as error:
        said = str(error.orig)
    finally:
        engine.dispose()
    if said != "ok":
        raise CourseError(
            f"The gradebook {path} is damaged ({said.splitlines()[0]}). Put a backup of it back, "
            "or move it away and grade again: marks given by hand are in it alone."
        )


def configuration(root: Path) -> Config:
    """Return what the nbgrader_config.py in `root` says, as a traitlets Config.

    Raises CourseError with the line that stops it when it can't be run.
    """
    from traitlets.config.loader import PyFileConfigLoader

    try:
        config: Config = PyFileConfigLoader(ROOT_MARKER, path=str(root)).load_config()
        return config
    except Exception as error:  # whatever an instructor wrote there
        line = _line_of(error, str(root / ROOT_MARKER))
        raise CourseError(
            f"{ROOT_MARKER} can't be read: {type(error).__name__}{line}: {error}. Correct it, or "
            "undo the last change to it."
        ) from error


def _line_of(error: Exception, file: str) -> str:
    """` in line 3`, where an error came out of `file`."""
    if isinstance(error, SyntaxError):
        return f" in line {error.lineno}"
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == file]
    return f" in line {lines[-1]}" if lines else ""


def nbgrader(config: Config) -> NbGraderAPI:
    """Return nbgrader's API over a configuration."""
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    # nbgrader starts `alembic` by its bare name, also where the environment isn't activated.
    beside = str(Path(sys.executable).parent)
    if beside not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([beside, os.environ.get("PATH", os.defpath)])
    return NbGraderAPI(CourseDirectory(config=config), config=config)


@dataclass(frozen=True)
class Layout:
    """Where the course and the class lie."""

    course: Path  # course/NN_topic/NN_topic.ipynb
    classroom: Path
    submitted: Path
    autograded: Path
    db_url: str

    @property
    def results(self) -> Path:
        return self.classroom / "results.jsonl"

    @property
    def seeds(self) -> Path:
        return self.classroom / "seeds.json"


class Classroom:
    """A course and a class of it: the folder, its configuration, where things lie, nbgrader's API.

    `submitted` and `db_url` take the place of what the configuration says. Raises CourseError when
    the configuration can't be read.
    """

    def __init__(self, root: Path, *, submitted: Path | None = None, db_url: str | None = None):
        self.root = root
        self.config = configuration(root)
        if db_url:
            self.config.CourseDirectory.db_url = db_url
        self.layout = _layout_of(root, self.config, submitted)

    @functools.cached_property
    def api(self) -> NbGraderAPI:
        """nbgrader's API over the configuration; it opens the gradebook when it is asked to."""
        return nbgrader(self.config)

    @property
    def hidden(self) -> list[Path]:
        """What no room may show: the class, and the solutions."""
        return [self.layout.classroom, self.root / "solutions"]

    @property
    def limits(self) -> Mapping[str, float]:
        """What nbgrader_config.py sets of the limits of a submission, as it is written there."""
        limits: Mapping[str, float] = self.config.RunInRoom.get("limits", {})
        return limits


def _layout_of(root: Path, config: Config, submitted: Path | None) -> Layout:
    course = config.CourseDirectory
    return Layout(
        course=root / course.release_directory,
        classroom=root / "classroom",
        submitted=submitted or root / course.submitted_directory,
        autograded=root / course.autograded_directory,
        db_url=course.db_url,
    )
