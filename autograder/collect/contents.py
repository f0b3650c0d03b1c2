"""Looks into a file that was handed in: is it a notebook, of which unit, is it still blank?

Nothing in it is trusted: its marks are found by a search, and it is parsed only where two files
must be told apart.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.collect import names
from autograder.errors import CourseError

_GRADE_ID = re.compile(rb'"grade_id"\s*:\s*"([^"\\]{1,100})"')
_KINDS = {
    ".zip": "a zip archive",
    ".py": "a Python program",
    ".pdf": "a PDF",
    ".html": "a web page",
    ".htm": "a web page",
    ".docx": "a Word document",
    ".doc": "a Word document",
    ".txt": "a text file",
    ".md": "a text file",
    ".json": "a JSON file",
    ".csv": "a table",
    ".7z": "a 7z archive",
    ".rar": "a RAR archive",
    ".tar": "a tar archive",
    ".gz": "a gz archive",
    ".tgz": "a tar archive",
    ".png": "a picture",
    ".jpg": "a picture",
    ".jpeg": "a picture",
    ".heic": "a picture",
    ".gif": "a picture",
    ".pt": "a file of tensors",
    ".pages": "a Pages document",
    ".gdoc": "a link to a Google document",
    ".url": "a link",
    ".webloc": "a link",
}


def kind_of(name: str) -> str:
    """What a file is by its name, in words: `a PDF`."""
    ending = Path(name).suffix.lower()
    if ending in _KINDS:
        return _KINDS[ending]
    return f"a {ending} file" if ending else "a file without an extension"


@dataclass(frozen=True)
class Contents:
    """What is in a file: its digest, the unit of its marked cells, what is wrong with it."""

    digest: str
    unit: str
    problem: str


class CourseNotebooks:
    """The notebooks that the course gave out, to know hand-ins by."""

    def __init__(self, course: Path):
        self._course = course
        self._read: dict[str, dict[str, str]] = {}
        self.units = [
            path.parent.name
            for path in sorted(course.glob("*/*.ipynb"))
            if path.stem == path.parent.name
        ]
        if not self.units:
            raise CourseError(f"There are no notebooks in {course}: run `make build`.")

    def look_into(self, data: bytes) -> Contents:
        """What is in a file that is called a notebook."""
        marks = {mark.decode(errors="replace") for mark in _GRADE_ID.findall(data)}
        known = {unit: len(marks & ours) for unit, ours in self._marks.items()}
        best = max(known, key=known.__getitem__)
        digest = hashlib.sha256(data).hexdigest()
        return Contents(digest, best if known[best] else "", _problem(data))

    def is_blank(self, data: bytes, unit: str) -> bool:
        """Whether every answer is as the course gave it out."""
        try:
            theirs = _answers(json.loads(data))
        except (ValueError, RecursionError):
            return False
        ours = self._given(unit)
        return bool(theirs) and all(theirs.get(name, code) == code for name, code in ours.items())

    def _given(self, unit: str) -> dict[str, str]:
        """The answer cells of a unit as the course gives them out."""
        if unit not in self._read:
            notebook = (self._course / unit / f"{unit}.ipynb").read_bytes()
            self._read[unit] = _answers(json.loads(notebook))
        return self._read[unit]

    @cached_property
    def _marks(self) -> dict[str, set[str]]:
        found = {}
        for unit in self.units:
            data = (self._course / unit / f"{unit}.ipynb").read_bytes()
            found[unit] = {mark.decode() for mark in _GRADE_ID.findall(data)}
        return found


def _answers(notebook: object) -> dict[str, str]:
    """The code of the answer cells by their names, of whatever was parsed."""
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    found = {}
    for cell in cells if isinstance(cells, list) else []:
        metadata = cell.get("metadata") if isinstance(cell, dict) else None
        marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        if not isinstance(marks, dict) or not str(marks.get("grade_id")).endswith("-answer"):
            continue
        source = cell.get("source")
        lines = source if isinstance(source, list) else [source]
        found[str(marks["grade_id"])] = "".join(map(str, lines)).strip()
    return found


def _problem(data: bytes) -> str:
    """What a file is that is called a notebook and is none, in words; empty for a notebook."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:5]
    if not start:
        return "is empty"
    if start.startswith(b"%PDF"):
        return "is a PDF with a notebook's name"
    if start.startswith(b"PK\x03\x04"):
        return "is a zip archive with a notebook's name"
    if start.startswith(b"<"):
        return "is a web page with a notebook's name"
    is_wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not is_wide and (
        not start.startswith(b"{") or not re.search(rb'"(cells|worksheets)"', data)
    ):
        return "is damaged: it holds no notebook"
    return ""


def looks_like_notebook(name: str) -> bool:
    """Whether a file may be a notebook by its name alone."""
    return names.is_notebook(name) or name.lower().endswith(".json")
