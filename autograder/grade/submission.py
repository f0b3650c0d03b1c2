"""Reads what a student handed in, whatever it is, as cells: nothing in it is trusted or run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.errors import Unreadable

MOST_BYTES = 30 * 2**20
MOST_CELLS = 2_000
MOST_SOURCE = 2**20


@dataclass
class SubmittedCell:
    """One cell: its type (`code`, `markdown` or `raw`), its source and what nbgrader calls it."""

    type: str
    source: str
    grade_id: str | None = None
    is_test: bool = False
    attachments: dict = field(default_factory=dict)


@dataclass
class Submission:
    """The cells of a notebook, and what a person should know of how they were read."""

    cells: list[SubmittedCell]
    notes: list[str] = field(default_factory=list)


def read(path: Path) -> Submission:
    """The notebook in a file. Raises Unreadable."""
    if path.is_symlink():
        raise Unreadable(f"{path.name} is a link to another file; hand in the notebook itself.")
    if not path.is_file():
        raise Unreadable(f"There is no {path.name}.")
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable(
            f"{path.name} is larger than {MOST_BYTES // 2**20} MB. Clear its outputs (Edit, Clear "
            "Outputs of All Cells), save it and hand it in again."
        )
    return read_bytes(path.read_bytes())


def read_bytes(data: bytes) -> Submission:
    """The notebook in `data`, of any format version and encoding. Raises Unreadable."""
    text, notes = _decode(data)
    if not text.strip():
        raise Unreadable("The file is empty. Save the notebook and hand it in again.")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("The file is damaged or not a notebook: it holds no JSON.") from None
    submission = read_content(content)
    submission.notes[:0] = notes
    return submission


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
    notes = []
    if len(cells) > MOST_CELLS:
        notes.append(
            f"It has {len(cells):,} cells; those after the first {MOST_CELLS:,} are left out."
        )
    read_cells = [_cell(cell, notes) for cell in cells[:MOST_CELLS] if isinstance(cell, Mapping)]
    return Submission(read_cells, list(dict.fromkeys(notes)))


def _decode(data: bytes) -> tuple[str, list[str]]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace"), ["It was not written in UTF-8 but UTF-16."]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), ["It was not written in UTF-8."]


def _cell(cell: Mapping, notes: list[str]) -> SubmittedCell:
    kind = cell.get("cell_type")
    kind = kind if kind in ("code", "markdown", "raw") else "raw"
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    source = source if isinstance(source, str) else ""
    # Half of a surrogate pair is legal in JSON, and in no file that is written of it.
    source = source.encode(errors="replace").decode().replace("\x00", "")
    if len(source) > MOST_SOURCE:
        source = ""
        notes.append("A cell of more than a million characters is left out.")
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, Mapping) else None
    marks = marks if isinstance(marks, Mapping) else {}
    grade_id = marks.get("grade_id")
    attachments = cell.get("attachments")
    return SubmittedCell(
        type=kind,
        source=source,
        grade_id=grade_id if isinstance(grade_id, str) else None,
        is_test=bool(marks.get("grade")) and not marks.get("solution"),
        attachments=dict(attachments) if isinstance(attachments, Mapping) else {},
    )
