"""Understands what an instructor asks for, and finds what would stop a grading before it begins."""

from __future__ import annotations

import difflib
import json
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from autograder.course import Classroom, require_gradebook
from autograder.errors import CourseError, UnknownUnit
from autograder.exercises import units as course_units

_ADDRESS = re.compile(r"^(tcp|tls|ws|wss|ucx)://[^\s/:]+:\d{1,5}$|^[^\s/:]+:\d{1,5}$")


def units_named(names: Sequence[str] | None) -> list[str] | None:
    """Units by name or by number alone. Raises UnknownUnit with those that there are."""
    if names is None:
        return None
    known = [unit.name for unit in course_units() if unit.exercises]
    found = []
    for name in names:
        meant = [one for one in known if name in (one, one.partition("_")[0])]
        if len(meant) != 1:
            raise UnknownUnit(f"The course has no unit {name!r}; it has {', '.join(known)}.")
        found += meant
    return found


def require_students(names: Sequence[str] | None, submitted: Path) -> None:
    """Raise CourseError for a student who has no folder among the hand-ins."""
    there = [path.name for path in submitted.iterdir()] if submitted.is_dir() else []
    for name in names or ():
        if name not in there:
            raise CourseError(
                f"There is no hand-in of {name!r} in {submitted}.{_near(name, there)}"
            )


def _near(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=1)
    return f" Did you mean {near[0]!r}?" if near else ""


def strays(submitted: Path) -> list[str]:
    """Notes on notebooks that lie beside the students' folders, where nobody looks at them."""
    found = sorted(submitted.glob("*.ipynb")) if submitted.is_dir() else []
    return [
        f"{path.name} lies directly in {submitted.name}, and nothing says whose it is: "
        f"`autograder collect {path.name} --student NAME` puts it in its place."
        for path in found
    ]


def require_address(address: str) -> None:
    """Raise CourseError for what can't be the address of a Dask scheduler."""
    if not _ADDRESS.match(address):
        raise CourseError(
            f"{address!r} is no address of a Dask scheduler; it is written like "
            "tcp://127.0.0.1:8786."
        )


def require_place(file: Path | None) -> None:
    """Raise CourseError where a file that will be written at the end can't be written."""
    if file is None:
        return
    if file.is_dir():
        raise CourseError(f"{file} is a folder; say the name of a file.")
    if not file.parent.is_dir():
        raise CourseError(f"There is no folder {file.parent} to write {file.name} into.")
    if not os.access(file if file.exists() else file.parent, os.W_OK):
        raise CourseError(f"{file} can't be written; choose another place.")


def require_classroom(classroom: Classroom) -> None:
    """Raise CourseError for what is broken in classroom/ and would stop the run in the middle."""
    layout = classroom.layout
    for folder in (layout.classroom, layout.submitted, layout.autograded):
        if folder.exists() and not folder.is_dir():
            raise CourseError(f"{folder} is a file, and must be a folder. Move it away.")
    for folder in (layout.classroom, layout.autograded):
        if folder.is_dir() and not os.access(folder, os.W_OK):
            raise CourseError(f"Nothing can be written into {folder}. Change its permissions.")
    _require_seeds(layout.seeds)
    require_gradebook(layout.db_url)


def _require_seeds(path: Path) -> None:
    if not path.exists():
        return
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, UnicodeDecodeError):
        kept = None
    if not isinstance(kept, dict):
        raise CourseError(
            f"{path} is damaged. Put a backup of it back; without it new questions are drawn and "
            "all is graded again: then move it away."
        )
