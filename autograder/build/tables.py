"""The modules of autograder/exercises as texts: a table with blanks in it can't be imported yet."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from autograder.errors import ExerciseError
from autograder.judge.parts import Kind
from autograder.judge.typos import explained

FOLDER = Path("autograder") / "exercises"
DECLARES = "autograder.judge.exercise"


@dataclass(frozen=True)
class Table:
    """One module: where it lies, which unit it declares, and the names of its exercises."""

    path: Path
    unit: str
    names: tuple[str, ...]


def read_tables(root: Path) -> list[Table]:
    """Every module of exercises of the course in `root`.

    Raises ExerciseError where the folder is missing, or a module is no Python or declares no unit.
    """
    folder = root / FOLDER
    if not folder.is_dir():
        raise ExerciseError(
            f"There is no folder {FOLDER} in {root}: exercises are declared in the course's own "
            "repository. Change into a clone of it."
        )
    return [_read(path) for path in sorted(folder.glob("*.py")) if path.name != "__init__.py"]


def _read(path: Path) -> Table:
    place = FOLDER / path.name
    try:
        module = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    except SyntaxError as error:
        raise ExerciseError(f"{place} can't be read: {explained(error, str(path))}") from None
    unit = next((name for function, name in _calls(module) if function == "Unit"), None)
    if unit is None:
        raise ExerciseError(f'{place} declares no unit: begin it with unit = Unit("NN_topic", …).')
    kinds = get_args(Kind)
    return Table(path, unit, tuple(name for kind, name in _calls(module) if kind in kinds))


def _calls(module: ast.Module) -> Iterator[tuple[str, str]]:
    """`Unit("02_ops", ...)` and `unit.value("a", ...)`: the function's last name and the text."""
    for node in ast.walk(module):
        match node:
            case ast.Call(
                func=ast.Name(id=function)
                | ast.Attribute(value=ast.Name(id="unit"), attr=function),
                args=[ast.Constant(value=str(text)), *_],
            ):
                yield function, text


def with_names(text: str, names: set[str]) -> str:
    """The text of a module that imports these names of an exercise's parts, and no other change."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.ImportFrom) and node.module == DECLARES and node.end_lineno:
            there = {alias.name for alias in node.names}
            lines = text.splitlines(keepends=True)
            lines[node.lineno - 1 : node.end_lineno] = [_import(there | names)]
            return "".join(lines)
    raise ExerciseError(f"A module of exercises must import Unit from {DECLARES}; one does not.")


def _import(names: set[str]) -> str:
    # As ruff sorts them: classes before functions.
    return f"from {DECLARES} import {', '.join(sorted(names, key=lambda n: (n.islower(), n)))}\n"


def with_table(text: str, table: str) -> str:
    """The text of a module with one more table at its end."""
    last = ast.parse(text).body[-1]
    empty_lines = "\n\n" if isinstance(last, ast.FunctionDef | ast.ClassDef) else "\n"
    return f"{text.rstrip()}\n{empty_lines}{table}"
