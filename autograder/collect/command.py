"""What `autograder collect` does: hand-ins from archives and folders into classroom/submitted.

Nothing that lies there is lost: what is newer takes the place of what was collected before, which
is kept in classroom/replaced; any other file stays until the instructor says `--replace`.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.collect import names
from autograder.collect.archives import members
from autograder.collect.contents import CourseNotebooks
from autograder.collect.placing import TIMESTAMP, Known, Placement, place
from autograder.course import configuration
from autograder.errors import CourseError

_LONGEST_TIMESTAMP = 200
RECORD = "collected.json"


@dataclass(frozen=True)
class Options:
    """What the instructor asks for; see `autograder collect --help`."""

    student: str = ""
    unit: str = ""
    replace: bool = False
    dry_run: bool = False


@dataclass(frozen=True)
class Collected:
    """What became of one file: `new`, `unchanged`, `replaced`, `kept` or `left out`, and why."""

    file: str
    student: str
    unit: str
    outcome: str
    why: str = ""


def collect(root: Path, sources: Sequence[Path], options: Options) -> list[Collected]:
    """Put the hand-ins of every source in their places; what became of each file.

    Raises CourseError before anything is written when a source can't be opened.
    """
    course = configuration(root).CourseDirectory
    notebooks = CourseNotebooks(root / course.release_directory)
    options = _checked(options, notebooks.units)
    shelf = _Shelf(root / course.submitted_directory, root / "classroom", options)
    placed: list[tuple[Path, Placement]] = []
    for source in sources:
        called = names.stem(source.name) if source.is_file() else source.resolve().name
        decided = place(
            members(source),
            notebooks,
            shelf.known,
            called=called,
            student=options.student,
            unit=options.unit,
        )
        placed += [(source, one) for one in decided]
    if not placed:
        raise CourseError(f"There is nothing in {', '.join(map(str, sources))}.")
    outcome = [shelf.put(source, one) for source, one in placed]
    shelf.close()
    return outcome


def _checked(options: Options, units: Sequence[str]) -> Options:
    unit, student = options.unit, options.student
    if unit:
        unit = names.unit_in(unit, units)
        if not unit:
            raise CourseError(
                f"The course has no unit {options.unit!r}; it has {', '.join(units)}."
            )
    if student and names.student_name(student) != student:
        raise CourseError(f"{student!r} can't be a student's name here; take letters and digits.")
    return Options(student, unit, options.replace, options.dry_run)


class _Shelf:
    """classroom/submitted, and a record of what was collected, to know newer from older."""

    def __init__(self, submitted: Path, classroom: Path, options: Options):
        self._submitted = submitted
        self._replaced = classroom / "replaced"
        self._record = classroom / RECORD
        self._options = options
        self._files: dict[str, dict[str, Any]] = _read_record(self._record)["files"]
        self.known = known_in(submitted, classroom)
        self._numbers = dict(self.known.by_number)

    def put(self, source: Path, one: Placement) -> Collected:
        """Put one file in its place, unless it is left out or something else lies there."""
        file = one.member.name if source.is_file() and len(one.member.path) == 1 else ""
        file = file or f"{source.name}/{one.member.name}"
        if one.left_out:
            return Collected(file, one.student, one.unit, "left out", one.left_out)
        data = one.member.read()
        outcome, why = self._outcome(one, data)
        if outcome in ("new", "replaced") and not self._options.dry_run:
            target = self._target(one)
            if outcome == "replaced":
                self._keep(target)
            _write(target, data)
            if one.timestamp is not None:
                _write(target.with_name(TIMESTAMP), one.timestamp.read(_LONGEST_TIMESTAMP))
        if outcome in ("new", "replaced", "unchanged"):
            self._remember(one, file)
        return Collected(file, one.student, one.unit, outcome, "; ".join([*why, *one.notes]))

    def _outcome(self, one: Placement, data: bytes) -> tuple[str, list[str]]:
        target = self._target(one)
        if any(place.is_symlink() for place in (target, target.parent, target.parent.parent)):
            return "kept", ["a link lies in its place"]
        if not target.exists():
            return "new", []
        if target.is_file() and target.read_bytes() == data:
            return "unchanged", []
        known = self._files.get(f"{one.student}/{one.unit}", {"digest": ""})
        is_ours = target.is_file() and known["digest"] == _digest(target.read_bytes())
        if is_ours and known["system"] == one.system and known["order"] != list(one.order):
            if list(one.order) < known["order"]:
                return "kept", ["a newer one was collected before"]
            return "replaced", ["it is newer"]
        if self._options.replace and target.is_file():
            return "replaced", []
        return "kept", ["another file lies there; --replace takes this one instead"]

    def _target(self, one: Placement) -> Path:
        return self._submitted / one.student / one.unit / f"{one.unit}.ipynb"

    def _keep(self, target: Path) -> None:
        """Move what lies in a place aside."""
        folder = self._replaced / target.parent.parent.name / target.parent.name
        folder.mkdir(parents=True, exist_ok=True)
        number = sum(1 for _ in folder.iterdir()) + 1
        os.replace(target, folder / f"{number}.ipynb")

    def _remember(self, one: Placement, file: str) -> None:
        if one.system == "Canvas" and one.user:
            self._numbers[f"Canvas {one.user}"] = one.student
        self._files[f"{one.student}/{one.unit}"] = {
            "digest": one.digest,
            "from": file,
            "order": list(one.order),
            "system": one.system,
        }

    def close(self) -> None:
        """Write down what was collected."""
        if not self._options.dry_run:
            kept = {"students": self._numbers, "files": self._files}
            _write(self._record, json.dumps(kept, indent=1, sort_keys=True).encode())


def known_in(submitted: Path, classroom: Path) -> Known:
    """The students of a class, and the numbers that they have where hand-ins came from."""
    there = [path.name for path in submitted.iterdir()] if submitted.is_dir() else []
    return Known(there, _read_record(classroom / RECORD)["students"])


def _read_record(record: Path) -> dict[str, Any]:
    if not record.exists():
        return {"students": {}, "files": {}}
    try:
        kept = json.loads(record.read_bytes())
        return {"students": dict(kept["students"]), "files": dict(kept["files"])}
    except (ValueError, KeyError, TypeError):
        raise CourseError(
            f"{record} is damaged. Move it away and collect again: nothing that was handed in is "
            "in it."
        ) from None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises CourseError where it can't be."""
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        os.replace(beside, path)
    except OSError as error:
        why = "you may not write there" if isinstance(error, PermissionError) else error.strerror
        raise CourseError(f"{path} can't be written: {why}. Nothing was lost.") from None
