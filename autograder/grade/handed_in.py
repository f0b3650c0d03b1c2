"""What lies among the hand-ins: whose a folder is, of which unit, and which file in it counts.

Nothing here is run, and nothing is changed.
"""

from __future__ import annotations

import difflib
import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.collect import names
from autograder.collect.archives import is_litter
from autograder.collect.contents import CourseNotebooks, kind_of
from autograder.errors import Unreadable
from autograder.grade import text
from autograder.grade.submission import bytes_of

TIMESTAMP = "timestamp.txt"
# Of a notebook that is compared with the course's own: a blank one is never as large.
_MOST_COMPARED = 4 * 2**20
_DEEPEST = 3  # folders in the folder of a hand-in
_MOST_FILES = 500
_MOST_LISTED = 6


@dataclass(frozen=True)
class HandIn:
    """One student's folder for one unit, and what is in it."""

    student: str
    unit: str
    folder: Path


@dataclass(frozen=True)
class Found:
    """The notebook of a hand-in.

    refused: why no file of the folder can be taken for it; empty as a rule.
    """

    path: Path
    notes: tuple[str, ...] = ()
    refused: str = ""


def hand_ins(
    submitted: Path, units: Sequence[str] | None = None, students: Sequence[str] | None = None
) -> tuple[list[HandIn], list[str]]:
    """The hand-ins under `submitted`/<student>/<unit>, and notes on folders that are none."""
    from autograder.exercises import units as course_units

    known = [unit.name for unit in course_units() if unit.exercises]
    found, notes = [], []
    for folder in sorted(submitted.glob("*/*")):
        student, unit = folder.parent.name, folder.name
        if is_litter(student) or is_litter(unit):
            continue
        shown = f"{text.name(student)}, {text.name(unit)}"
        real, note = _real_folder(folder, submitted)
        if real is None:
            notes.append(f"{shown}: {note}")
        elif unit not in known:
            notes.append(f"{shown}: the course has no unit of this name.{_near(unit, known)}")
        elif not text.is_name(student):
            notes.append(
                f"{shown}: the folder's name holds what no gradebook can; rename it and grade "
                "again. It was left out."
            )
        elif (units is None or unit in units) and (students is None or student in students):
            found.append(HandIn(student, unit, real))
            notes += [f"{shown}: {note}"] if note else []
            if student != student.strip():
                notes.append(
                    f"{shown}: a space stands before or after the student's name, and nbgrader's "
                    "own commands will not find it. Rename the folder."
                )
    return found, notes


def hand_in_of(submitted: Path, student: str, unit: str) -> HandIn:
    """The hand-in of one student, who may have a link to another's folder."""
    found, _ = hand_ins(submitted, [unit], [student])
    return found[0] if found else HandIn(student, unit, submitted / student / unit)


def _near(unit: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(unit.lower(), known, n=1)
    return f" Did you mean {near[0]!r}?" if near else ""


def _real_folder(folder: Path, submitted: Path) -> tuple[Path | None, str]:
    """The folder that a hand-in lies in, and what should be known of it; None where it is none.

    Members of a group may have links to one folder; a link that leads elsewhere is not followed.
    """
    if not folder.is_symlink() and not folder.parent.is_symlink():
        if folder.is_dir():
            return folder, ""
        if names.is_notebook(folder.name):
            return None, (
                "this notebook lies directly in the student's folder, and belongs into a folder "
                "of its unit in there. It was left out."
            )
        return None, "not a folder; it was left out."
    real, within = folder.resolve(), submitted.resolve()
    if not real.is_dir():
        return None, "a link that leads nowhere; it was left out."
    if real.parent.parent != within or real.name != folder.name:
        return None, "a link that leads out of the hand-ins; it was left out."
    owner = text.name(real.parent.name)
    return real, f"its folder is a link to {owner}'s: one hand-in, graded for each of them."


def notebook_in(one: HandIn, course: Path) -> Found:
    """The notebook of a hand-in, whatever it is called, where one file alone can be meant."""
    expected = one.folder / f"{one.unit}.ipynb"
    files = list(_files(one.folder))
    others = [path for path in files if path != expected and names.is_notebook(path.name)]
    is_there = os.path.lexists(expected)
    if not others:
        return Found(expected) if is_there else Found(expected, refused=_nothing(expected, files))
    return _one_of([expected, *others] if is_there else others, one, course)


def _files(folder: Path, depth: int = 0) -> Iterator[Path]:
    """The files in a folder and the folders in it, without what no student put there."""
    try:
        inside = sorted(os.scandir(folder), key=lambda entry: (entry.is_dir(), entry.name))
    except OSError:
        return
    for entry in inside[:_MOST_FILES]:
        if is_litter(entry.name) or entry.is_symlink():
            continue
        if entry.is_file():
            if entry.name != TIMESTAMP:
                yield Path(entry.path)
        elif entry.is_dir() and depth < _DEEPEST:
            yield from _files(Path(entry.path), depth + 1)


def _nothing(expected: Path, files: Sequence[Path]) -> str:
    if not files:
        return f"There is no {expected.name}: nothing was handed in."
    listed = [f"{text.name(path.name)} ({kind_of(path.name)})" for path in files[:_MOST_LISTED]]
    more = f" and {len(files) - _MOST_LISTED} more" if len(files) > _MOST_LISTED else ""
    return f"There is no {expected.name}. What was handed in instead: {', '.join(listed)}{more}."


def _one_of(candidates: Sequence[Path], one: HandIn, course: Path) -> Found:
    """The one of several that counts: a worked one before a blank, then one of the unit's name."""
    given = CourseNotebooks(course)
    distinct = list({_digest(path): path for path in reversed(candidates)}.values())[::-1]
    blank = [path for path in distinct if _is_blank(path, one.unit, given)]
    worked = [path for path in distinct if path not in blank] or distinct[:1]
    named = [path for path in worked if names.exactly(path.name, one.unit)]
    chosen = worked if len(worked) == 1 else named
    if len(chosen) != 1:
        listed = " and ".join(_shown(path, one) for path in worked[:_MOST_LISTED])
        return Found(
            one.folder / f"{one.unit}.ipynb",
            refused=f"There is no {one.unit}.ipynb, or more than one. {listed} are different "
            "answers, and nothing says which of them counts.",
        )
    (taken,) = chosen
    notes = []
    if taken != one.folder / f"{one.unit}.ipynb":
        notes.append(f"It was handed in as {_shown(taken, one)}.")
    if len(worked) > 1:
        beside = ", ".join(_shown(path, one) for path in worked if path != taken)
        notes.append(f"Another answer lies beside it and was not looked at: {beside}.")
    return Found(taken, tuple(notes))


def _shown(path: Path, one: HandIn) -> str:
    return text.name(str(path.relative_to(one.folder)))


def _digest(path: Path) -> bytes:
    """Tells files apart; each that is too large to be compared is one by itself."""
    data = _content(path)
    return str(path).encode() if data is None else hashlib.sha256(data).digest()


def _is_blank(path: Path, unit: str, given: CourseNotebooks) -> bool:
    data = _content(path)
    return data is not None and unit in given.units and given.is_blank(data, unit)


def _content(path: Path) -> bytes | None:
    try:
        found = bytes_of(path, _MOST_COMPARED + 1)  # a pipe is not waited for
    except Unreadable:
        return None
    return found if len(found) <= _MOST_COMPARED else None
