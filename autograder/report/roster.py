"""Finds the students of the gradebook again in a list that an LMS exported."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from autograder.report.marks import Person
from autograder.report.spreadsheet import Table

# Where systems write who somebody is: numbers and logins, which are one person's, before names.
_IDS = ("ID", "SIS Login ID", "SIS User ID", "Username", "ID number", "Email address", "Identifier")
_NAMES = ("Student", "Full name", "Name")
_PARTS = (("First name", "Given name"), ("Surname", "Last name", "Family name"))
_WORD = re.compile(r"[^\W_]+")


def match(
    table: Table, people: Iterable[Person], numbers: dict[str, str]
) -> tuple[dict[int, str], list[str]]:
    """The student of each row of a list, and those that no row, or more than one, is of.

    numbers: by student, the number that the system gave, where it is known.
    """
    rows_by_key: dict[str, set[int]] = defaultdict(set)
    for number, cells in enumerate(table.rows):
        for key in _keys_of_row(table, cells):
            rows_by_key[key].add(number)
    found: dict[int, str] = {}
    missing = []
    nowhere: set[int] = set()
    for one in people:
        known = (rows_by_key[key] for key in _keys_of(one, numbers) if key in rows_by_key)
        rows = next(known, nowhere)
        if len(rows) == 1 and (row := next(iter(rows))) not in found:
            found[row] = one.student
        else:
            missing.append(one.student)
    return found, missing


def numbers_from(collected: Path) -> dict[str, str]:
    """Canvas's numbers by student, as `autograder collect` saw them in the names of the files."""
    try:
        kept = json.loads(collected.read_bytes())["students"]
        return {student: key.removeprefix("Canvas ") for key, student in kept.items()}
    except (OSError, ValueError, KeyError, AttributeError):
        return {}


def _keys_of_row(table: Table, row: list[str]) -> Iterable[str]:
    """Everything that a row says of who it is, each in a form to be compared."""
    for name in _IDS:
        place = table.column(name)
        if place is not None and row[place].strip():
            yield from _id_keys(row[place])
    for name in _NAMES:
        place = table.column(name)
        if place is not None:
            yield from _name_keys(row[place])
    parts = [place for names in _PARTS if (place := table.column(*names)) is not None]
    if len(parts) == len(_PARTS):
        yield from _name_keys(" ".join(row[place] for place in parts))


def _keys_of(one: Person, numbers: dict[str, str]) -> Iterable[str]:
    """Everything that the gradebook says of who a student is, the surest first."""
    if one.student in numbers:
        yield from _id_keys(numbers[one.student])
    yield from _id_keys(one.student)
    if one.email:
        yield from _id_keys(one.email)
    yield from _name_keys(one.student)
    yield from _name_keys(f"{one.first_name} {one.last_name}")


def _id_keys(text: str) -> Iterable[str]:
    """An id as it is, and without what makes an e-mail address of a login."""
    plain = _plain(text).replace("_", " ").strip()
    yield f"id {plain}"
    if "@" in plain:
        yield f"id {plain.partition('@')[0]}"


def _name_keys(text: str) -> Iterable[str]:
    """A name whichever part comes first, and written as one word: `Doe, Jane`, `doejane`."""
    words = _WORD.findall(_plain(text))
    if words:
        yield f"name {' '.join(sorted(words))}"
        yield f"word {''.join(words)}"
        yield f"word {''.join(reversed(words))}"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
