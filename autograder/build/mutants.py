"""The mutation gate over the course: which changed right answers an exercise lets through.

A mutant that means the same as a right answer stands in a list, with the reason.
"""

from __future__ import annotations

import ast
import functools
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import jupytext

from autograder.build.cells import answer_cells
from autograder.build.source import Unit
from autograder.errors import BuildError
from autograder.judge.exercise import Exercise
from autograder.judge.mutants import Answer, Mutant, answers, survivors

LISTED = Path("tests/exercises/equivalents.toml")

# By exercise, and by the statement before and after the change: why it means the same.
Equivalents = Mapping[str, Mapping[tuple[str, str], str]]


def equivalents(root: Path) -> Equivalents:
    """The mutants that are listed as meaning the same as a right answer."""
    text = (root / LISTED).read_text(encoding="utf-8")
    found: dict[str, dict[tuple[str, str], str]] = {}
    for name, entries in tomllib.loads(text).items():
        for entry in entries:
            for now in [entry["now"]] if isinstance(entry["now"], str) else entry["now"]:
                found.setdefault(name, {})[entry["was"], now] = entry["because"]
    return found


def right_answers(exercise: Exercise, unit: Unit) -> list[Answer]:
    """Every right answer to an exercise that the course holds."""
    if not exercise.called:
        return answers(exercise)
    solutions = _solutions(unit.source)
    solution = solutions.get(exercise.name)
    needed = "" if solution is None else _needed(exercise.name, solutions)
    return answers(exercise, solution, needed)


def _needed(name: str, solutions: Mapping[str, str]) -> str:
    """The solutions that the one of that name calls, and those that they call."""
    needed: list[str] = []
    waiting = [name]
    for one in waiting:
        used = {
            node.id for node in ast.walk(ast.parse(solutions[one])) if isinstance(node, ast.Name)
        }
        waiting += [other for other in solutions if other in used and other not in waiting]
        needed.insert(0, solutions[one])
    return "".join(needed[:-1])


def unlisted(exercise: Exercise, unit: Unit, listed: Equivalents) -> Iterator[Mutant]:
    """The mutants that the exercise lets through and no list explains.

    Raises BuildError where a right answer is not right.
    """
    known = listed.get(exercise.name, {})
    try:
        for mutant in survivors(exercise, right_answers(exercise, unit)):
            if (mutant.was, mutant.now) not in known:
                yield mutant
    except ValueError as error:
        raise BuildError(str(error)) from error


@functools.cache
def _solutions(source: Path) -> dict[str, str]:
    """The solution of each exercise of a unit's source by its name, as a cell of its own."""
    notebook = jupytext.reads(source.read_text(encoding="utf-8"), fmt="py:percent")
    return {name: _in_the_end(cell.source, name) for name, cell in answer_cells(notebook)}


def _in_the_end(cell: str, name: str) -> str:
    """The cell without the broken function of a `fix`, which stands before the right one."""
    tree = ast.parse(cell)
    defining = [
        part for part in tree.body if isinstance(part, ast.FunctionDef) and part.name == name
    ]
    tree.body = [part for part in tree.body if part not in defining[:-1]]
    return ast.unparse(tree) + "\n"
