"""The table of units in README.md, made of what each unit says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from autograder.errors import BuildError
from autograder.judge.exercise import Unit

_TABLE = re.compile(r"^(\| unit \| \|\n\|---\|---\|\n)(?:\|.*\n)*", re.MULTILINE)


def with_table(page: str, units: Sequence[Unit]) -> str:
    """The page with a row for each of the units in its table, and no other change.

    Raises BuildError where the page has no such table, or a unit does not say what it is about.
    """
    for unit in units:
        if not unit.about:
            raise BuildError(f'{unit.name} needs a row in README.md: give its Unit about="…".')
    rows = "".join(f"| {unit.name[:2]} {unit.title} | {unit.about} |\n" for unit in units)
    changed, found = _TABLE.subn(lambda table: table[1] + rows, page)
    if found != 1:
        raise BuildError("README.md needs one table of units, which begins with `| unit | |`.")
    return changed


def refresh(root: Path, units: Sequence[Unit], *, write: bool) -> bool:
    """Whether the table is out of date; where it is, put it right if `write` says so.

    A course without a README.md has no table to keep.
    """
    path = root / "README.md"
    if not path.is_file():
        return False
    page = path.read_text(encoding="utf-8")
    changed = with_table(page, units)
    if write and changed != page:
        path.write_text(changed, encoding="utf-8")
    return changed != page
