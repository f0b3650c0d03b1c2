"""Hostile submissions, one a file, and the grade that each must earn.

A file is what a student puts in the place of the exercise `here`, between honest answers to the
exercises `before` and `after`. Its docstring says which exercises the notebook still `earns` (with
`|` between the possibilities, where chance decides what the submission does to itself), how the
run `ended` (any of the words given), and why. A file that tries to get at something defines a
right `here` only when it succeeds, so what it must not reach it would be paid for.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Hostile:
    """One file: its cells, and what it must earn."""

    name: str
    cells: tuple[str, ...]
    earns: tuple[frozenset[str], ...]
    ended: frozenset[str]
    why: str


def read(path: Path) -> Hostile:
    """The hostile submission in `path`. Raises ValueError when its docstring is incomplete."""
    text = path.read_text()
    head = ast.get_docstring(ast.parse(text)) or ""
    found = re.search(r"^earns: (.*)\nended: (.*)\nwhy: ((?:.|\n)+)$", head, re.MULTILINE)
    if found is None:
        raise ValueError(f"{path.name} must say what it earns, how it ended, and why")
    earns = tuple(frozenset(words.split()) for words in found[1].split("|"))
    cells = tuple(cell.strip() for cell in re.split(r"^# %%$", text, flags=re.MULTILINE)[1:])
    return Hostile(path.stem, cells, earns, frozenset(found[2].split()), " ".join(found[3].split()))


def all_hostile() -> list[Hostile]:
    """Every hostile submission, by name."""
    paths = sorted(FOLDER.glob("*.py"))
    return [read(path) for path in paths if not path.stem.startswith(("__", "test_", "conftest"))]
