"""Hostile submissions, one a file, and the grade that each must earn.

A file is what a student puts in the place of one exercise of a test-only unit (see `course.py`),
between honest answers to the others: of `here`, after `before` and before `after`, or of the
`exercise` that its docstring names. The last of its cells is the answer cell. Where it `begins`
with another file of this folder, the cells of that one stand before its own. The docstring says
which exercises the notebook still `earns` (`others` are all but this one, `name=1.5` is a part,
and `|` stands between the possibilities, where chance decides what the submission does to itself),
how the run `ended` (any of the words given), and why. A file that tries to get at something
defines a right answer only when it succeeds, so what it must not reach it would be paid for.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
_FACTS = re.compile(
    r"^(?:exercise: (.*)\n)?(?:begins: (.*)\n)?earns: (.*)\nended: (.*)\nwhy: ((?:.|\n)+)$",
    re.MULTILINE,
)
# What is no submission in this folder.
_HELPERS = ("__", "test_", "conftest", "course", "forging", "worker")


@dataclass(frozen=True)
class Hostile:
    """One file: the exercise it answers, its cells, and what it must earn."""

    name: str
    exercise: str
    cells: tuple[str, ...]
    earns: tuple[frozenset[str], ...]
    ended: frozenset[str]
    why: str


def read(path: Path) -> Hostile:
    """The hostile submission in `path`. Raises ValueError when its docstring is incomplete."""
    text = path.read_text()
    head = ast.get_docstring(ast.parse(text)) or ""
    found = _FACTS.search(head)
    if found is None:
        raise ValueError(f"{path.name} must say what it earns, how it ended, and why")
    exercise, begins, earns, ended, why = found.groups()
    before = _cells((path.parent / begins).read_text()) if begins else ()
    return Hostile(
        name=path.stem,
        exercise=exercise or "here",
        cells=(*before, *_cells(text)),
        earns=tuple(frozenset(words.split()) for words in earns.split("|")),
        ended=frozenset(ended.split()),
        why=" ".join(why.split()),
    )


def _cells(text: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in re.split(r"^# %%$", text, flags=re.MULTILINE)[1:])


def all_hostile() -> list[Hostile]:
    """Every hostile submission, by name."""
    paths = sorted(FOLDER.glob("*.py"))
    return [read(path) for path in paths if not path.stem.startswith(_HELPERS)]
