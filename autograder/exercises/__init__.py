"""What is asked: one module a unit, each a table of exercises, and the registry over them.

Knows check; must not know notebooks, devices, pictures or classes of students.
"""

from __future__ import annotations

import ast
import difflib
import functools
import importlib
import inspect
import pkgutil
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType, ModuleType

from autograder.errors import UnknownExercise
from autograder.judge.exercise import Exercise, Unit


@functools.cache
def _modules() -> tuple[ModuleType, ...]:
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    return tuple(importlib.import_module(f"{__name__}.{name}") for name in names)


def source_of(unit: str) -> str:
    """The text of the module that declares the unit of that name."""
    return inspect.getsource(next(one for one in _modules() if one.unit.name == unit))


def place_of(name: str) -> tuple[Path, int]:
    """The file that declares an exercise, and the line in it where its mistakes begin."""
    module = next(one for one in _modules() if one.unit.name == exercise(name).unit)
    file = Path(inspect.getfile(module))
    calls = [n for n in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(n, ast.Call)]
    declared = next(
        call
        for call in calls
        if call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value == name
    )
    mistakes = [one.value.lineno for one in declared.keywords if one.arg == "mistakes"]
    return file, mistakes[0] if mistakes else declared.lineno


@functools.cache
def units() -> tuple[Unit, ...]:
    """The units of the course, in order. Raises ValueError when two exercises share a name."""
    found = sorted((module.unit for module in _modules()), key=lambda unit: unit.name)
    _refuse_duplicates(found)
    return tuple(found)


@functools.cache
def exercises() -> Mapping[str, Exercise]:
    """Every exercise by its name, in the order of the course."""
    return MappingProxyType({e.name: e for unit in units() for e in unit.exercises})


def exercise(name: str) -> Exercise:
    """The exercise of that name. Raises UnknownExercise with a suggestion when there is none."""
    known = exercises()
    if name in known:
        return known[name]
    near = difflib.get_close_matches(str(name), known, n=1)
    hint = f" Did you mean `{near[0]}`?" if near else " `autograder list` prints them all."
    raise UnknownExercise(f"There is no exercise called `{name}`.{hint}")


def _refuse_duplicates(found: list[Unit]) -> None:
    home: dict[str, str] = {}
    for unit in found:
        for one in unit.exercises:
            if one.name in home:
                raise ValueError(
                    f"`{one.name}` is the name of two exercises, in {home[one.name]} and "
                    f"{unit.name}; give one of them another name"
                )
            home[one.name] = unit.name
