"""Helps an author name a wrong answer that many gave: what was written, where a sentence goes.

Once a mistake is declared, the unit is graded again by itself, and old results get its label.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Classroom
from autograder.errors import CourseError, Unreadable
from autograder.exercises import place_of
from autograder.grade import text
from autograder.grade.submission import read

_MOST_SHOWN = 3


@dataclass(frozen=True)
class Place:
    """Where an exercise's mistakes are declared, and what the students of a cluster wrote."""

    file: Path
    line: int
    answers: tuple[tuple[str, int], ...]


def look_at(root: Path, unit: str, exercise: str, students: Sequence[str]) -> Place:
    """The answers of some students to one exercise, most frequent first, and its place."""
    autograded = Classroom(root).layout.autograded
    written: Counter[str] = Counter()
    for student in students:
        try:
            cells = read(autograded / student / unit / f"{unit}.ipynb").cells
        except Unreadable:
            continue
        written.update(c.source.strip() for c in cells if c.grade_id == f"{exercise}-answer")
    file, line = place_of(exercise)
    return Place(file, line, tuple(written.most_common()))


def advice(found: Place) -> list[str]:
    """What a person reads: the answers, and what to add where."""
    lines = []
    for code, count in found.answers[:_MOST_SHOWN]:
        lines += ["", f"Written {count} times:", *map(_shown, code.splitlines())]
    if len(found.answers) > _MOST_SHOWN:
        lines += ["", f"And {len(found.answers) - _MOST_SHOWN} other answers that do the same."]
    return [
        *lines,
        "",
        f"Its mistakes stand in {found.file}, line {found.line}. Add one there:",
        '    Mistake("the wrong code", "The sentence that helps.", label="a_short_name"),',
        "Then `autograder grade` grades the unit again, and old results get the name, too.",
    ]


def _shown(line: str) -> str:
    """A line of a student's as a terminal may be given it."""
    return f"    {text.sentence(line, 200)}"


def open_editor(found: Place) -> None:
    """Open the place in the person's editor. Raises CourseError without one."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    words = shlex.split(editor)
    if not words or shutil.which(words[0]) is None:
        raise CourseError("Say which editor you use: EDITOR=nano autograder name … --open")
    subprocess.run([*words, f"+{found.line}", str(found.file)], check=False)
