"""Tables as spreadsheets and learning management systems read and write them.

What is written is safe to open: a name like `=cmd|…` stays a text, and a separator in a name does
not shift the columns.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import CourseError

# What makes a spreadsheet take a cell for a formula, or a reader break the line.
_FORMULA = re.compile(r"^[=+\-@\t\r\n]")
_NUMBER = re.compile(r"^-?\d+([.,]\d+)?$")
_BREAKS = re.compile(r"[\t\r\n\x00\x0b\x0c]+")
_SEPARATORS = ",;\t"


def cell(value: object) -> str:
    """A value as the text of a cell that no program takes for more than a text or a number."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{round(value, 2):g}"
    text = str(value)
    inert = _BREAKS.sub(" ", text)
    if _FORMULA.match(text) and not _NUMBER.match(text):
        return f"'{inert.strip()}"
    return inert


@dataclass
class Table:
    """A table: the head, the rows, and how they are written in a file. As read, all are texts."""

    head: list[str]
    rows: list[list[Any]]
    separator: str = ","
    with_bom: bool = False

    def column(self, *names: str) -> int | None:
        """The place of the first of several columns that is there, letters' case apart."""
        heads = [name.strip().casefold() for name in self.head]
        return next((heads.index(n.casefold()) for n in names if n.casefold() in heads), None)


def read_table(path: Path) -> Table:
    """The table in a file, whatever its separator. Raises CourseError when there is none."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CourseError(f"{path} can't be read: {error.strerror}.") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            raise CourseError(f"{path} is not written in UTF-8. Export it once more.") from None
        text = data.decode("utf-16", errors="replace")
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise CourseError(f"{path} is no table: {error}.") from None
    rows = [row for row in rows if any(row)]
    if len(rows) < 2 or len(rows[0]) < 2:
        raise CourseError(f"{path} holds no table with a head and rows, separated by commas.")
    width = len(rows[0])
    padded = [(row + [""] * width)[:width] for row in rows[1:]]
    return Table(rows[0], padded, separator, with_bom=data.startswith(b"\xef\xbb\xbf"))


def write_table(table: Table, to: Path) -> None:
    """Write a table to a file, whole or not at all."""
    beside = to.with_name(f".{to.name}.new")
    encoding = "utf-8-sig" if table.with_bom else "utf-8"
    with beside.open("w", newline="", encoding=encoding) as file:
        writer = csv.writer(file, delimiter=table.separator)
        writer.writerows(_safe([table.head, *table.rows]))
    os.replace(beside, to)


def _safe(rows: Iterable[Sequence[object]]) -> Iterable[list[str]]:
    return ([cell(value) for value in row] for row in rows)
