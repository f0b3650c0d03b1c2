"""Reads what a student handed in, whatever it is, as cells: nothing in it is trusted or run."""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import Any

import msgspec

from autograder.errors import Unreadable
from autograder.grade import text

# Of a file; nearly all of a large one are saved outputs, which are passed over while it is read.
MOST_BYTES = 200 * 2**20
# Of a file that must be read into memory whole, for it is not quite JSON or of an old format.
MOST_IN_MEMORY = 64 * 2**20
# Of what is kept: sources, and besides them attachments.
MOST_TEXT = 30 * 2**20
MOST_ATTACHED = 10 * 2**20
MOST_CELLS = 2_000
MOST_SOURCE = 2**20
_MOST_ID = 200
_TOO_LONG = (
    "The cell of your answer to `{name}` is longer than a million characters, so it was not read. "
    "Write down how a long value is made, rather than the value itself."
)


@dataclass
class SubmittedCell:
    """One cell: its type (`code`, `markdown` or `raw`), its source and what nbgrader calls it."""

    type: str
    source: str
    grade_id: str | None = None
    is_test: bool = False
    attachments: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass
class Submission:
    """The cells of a notebook, and what a person should know of how they were read.

    left_out: by grade_id, the cells that were not read, each with a sentence that says why.
    cut: the same of all cells beyond the last one that was read; "" where there are none. `{name}`
        stands in these sentences for the exercise.
    """

    cells: list[SubmittedCell]
    notes: list[str] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    cut: str = ""


def read(path: Path) -> Submission:
    """The notebook in a file. Raises Unreadable."""
    return read_bytes(bytes_of(path))


def bytes_of(path: Path, most: int = MOST_BYTES) -> bytes:
    """The first `most` bytes of a file, after a look at what it is. Raises Unreadable."""
    with _opened(path) as file:
        # No more than there is: Python makes room for as much as it is told to read.
        return file.read(min(most, os.fstat(file.fileno()).st_size))


def size_of(path: Path) -> int:
    """The size of a file in bytes; 0 where there is none."""
    return os.lstat(path).st_size if os.path.lexists(path) else 0


def digest_of(path: Path) -> bytes:
    """A digest of what is in a file, of which little is in memory at once. Raises Unreadable."""
    with _opened(path) as file:
        return hashlib.file_digest(file, "sha256").digest()


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BufferedReader]:
    """A file for reading, after a look at what it is and how large. Raises Unreadable."""
    shown = text.name(path.name)
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        # Those of os.path say no where a folder does not let itself be looked into.
        if os.path.islink(path):
            says = f"{shown} is a link to another file; hand in the notebook itself."
        else:
            there = os.path.lexists(path)
            says = f"{shown} can't be opened." if there else f"There is no {shown}."
        raise Unreadable(says) from None
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable(f"There is no {shown}, but something that is no file has its name.")
        if found.st_size > MOST_BYTES:
            raise Unreadable(_too_large(MOST_BYTES))
        with open(descriptor, "rb", closefd=False) as file:
            yield file
    except OSError:  # a disk that fails, say
        raise Unreadable(f"{shown} can't be read.") from None
    finally:
        os.close(descriptor)


def _too_large(most: int) -> str:
    return (
        f"The notebook is larger than {most // 2**20} MB. Clear its outputs (Edit, Clear "
        "Outputs of All Cells), save it and hand it in again."
    )


class _Metadata(msgspec.Struct):
    nbgrader: Any = None


class _Cell(msgspec.Struct):
    """What counts of a cell; its outputs are passed over, however long they are."""

    cell_type: Any = None
    source: Any = ""
    metadata: _Metadata | None = None
    attachments: Any = None


class _Notebook(msgspec.Struct):
    cells: list[_Cell]


_DECODER = msgspec.json.Decoder(_Notebook)


def read_bytes(data: bytes) -> Submission:
    """The notebook in `data`, of any format version and encoding. Raises Unreadable."""
    try:
        cells = _DECODER.decode(data.removeprefix(codecs.BOM_UTF8)).cells
        return _submission(map(msgspec.to_builtins, cells))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        pass  # another encoding, an older format, or not quite JSON
    if len(data) > MOST_IN_MEMORY:
        raise Unreadable(_too_large(MOST_IN_MEMORY))
    decoded, notes = _decode(data)
    if not decoded.strip():
        raise Unreadable("The file is empty. Save the notebook and hand it in again.")
    try:
        content = json.loads(decoded, object_hook=_without_outputs)
    except (ValueError, RecursionError):
        raise Unreadable("The file is damaged or not a notebook: it holds no JSON.") from None
    submission = read_content(content)
    submission.notes[:0] = notes
    return submission


def _without_outputs(found: dict[str, Any]) -> dict[str, Any]:
    if "cell_type" in found:
        found.pop("outputs", None)
    return found


def read_content(content: Any) -> Submission:
    """The notebook in parsed JSON. Raises Unreadable."""
    if not isinstance(content, Mapping):
        raise Unreadable("The file is not a notebook: it has no cells.")
    cells = content.get("cells")
    if cells is None and isinstance(content.get("worksheets"), list):  # format 3 and older
        cells = [
            cell
            for sheet in content["worksheets"]
            if isinstance(sheet, Mapping) and isinstance(sheet.get("cells"), list)
            for cell in sheet["cells"]
        ]
    if not isinstance(cells, list):
        raise Unreadable("The file is not a notebook: it has no cells.")
    return _submission(cell for cell in cells if isinstance(cell, Mapping))


def _submission(cells: Iterable[Mapping[str, Any]]) -> Submission:
    """The cells, in so far as they are not too many and not too long. Raises Unreadable."""
    cells, notes, cut = list(cells), list[str](), ""
    if len(cells) > MOST_CELLS:
        notes.append(
            f"It has {len(cells):,} cells; those after the first {MOST_CELLS:,} are left out."
        )
        cut = (
            f"`{{name}}` is not among the first {MOST_CELLS:,} cells of your notebook, which has "
            f"{len(cells):,}: what comes after those was not read. Delete the cells that you "
            "don't need, and hand it in again."
        )
    kept = [_cell(cell, notes) for cell in cells[:MOST_CELLS]]
    left_out = {
        one.grade_id: _TOO_LONG
        for one, cell in zip(kept, cells, strict=False)
        if one.grade_id and not one.source and cell.get("source", cell.get("input"))
    }
    if sum(len(cell.source) for cell in kept) > MOST_TEXT:
        raise Unreadable(
            f"The notebook holds more than {MOST_TEXT // 2**20} MB of text and code. Hand in the "
            "notebook of the course, with your answers."
        )
    left = MOST_ATTACHED
    for cell in kept:
        left -= sum(len(data) for one in cell.attachments.values() for data in one.values())
        if left < 0 and cell.attachments:
            cell.attachments = {}
            notes.append(
                f"Pictures of more than {MOST_ATTACHED // 2**20} MB in all are attached to it; "
                "those that came last are left out."
            )
    return Submission(kept, list(dict.fromkeys(notes)), left_out, cut)


def _decode(data: bytes) -> tuple[str, list[str]]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace"), ["It was not written in UTF-8 but UTF-16."]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), ["It was not written in UTF-8."]


def _cell(cell: Mapping[str, Any], notes: list[str]) -> SubmittedCell:
    kind = cell.get("cell_type")
    kind = kind if kind in ("code", "markdown", "raw") else "raw"
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    source = source if isinstance(source, str) else ""
    source = text.whole(source)
    if len(source) > MOST_SOURCE:
        source = ""
        notes.append("A cell of more than a million characters is left out.")
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, Mapping) else None
    marks = marks if isinstance(marks, Mapping) else {}
    grade_id = marks.get("grade_id")
    return SubmittedCell(
        type=kind,
        source=source,
        grade_id=text.name(grade_id, _MOST_ID) if isinstance(grade_id, str) else None,
        is_test=bool(marks.get("grade")) and not marks.get("solution"),
        attachments=_attachments(cell.get("attachments")) if kind == "markdown" else {},
    )


def _attachments(found: Any) -> dict[str, dict[str, str]]:
    """Pictures by name and mime type, as nbformat has them; what is something else is left out."""
    if not isinstance(found, Mapping):
        return {}
    return {
        text.name(name): {
            text.name(mime): text.whole(data)
            for mime, data in bundle.items()
            if isinstance(data, str)
        }
        for name, bundle in found.items()
        if isinstance(bundle, Mapping)
    }
