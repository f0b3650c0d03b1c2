"""What is asked: one module a unit, each a table of exercises, and the registry over them.

Knows check; must not know notebooks, devices, pictures or classes of students.
"""

from __future__ import annotations

import ast
import functools
import importlib
import importlib.util
import inspect
import pkgutil
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType, ModuleType

from autograder.errors import CourseError, ExerciseError, UnknownExercise
from autograder.judge.exercise import Exercise, Unit
from autograder.judge.typos import did_you_mean, explained


@functools.cache
def units() -> tuple[Unit, ...]:
    """The units of the course, in order.

    Raises ExerciseError, which names the file, where one can't be read or says what can't be.
    """
    found = sorted((module.unit for module in _modules()), key=lambda unit: unit.name)
    _refuse_duplicates(found)
    return tuple(found)


def _modules() -> list[ModuleType]:
    return [_loaded(module.name) for module in pkgutil.iter_modules(__path__)]


def _loaded(name: str) -> ModuleType:
    """The module of that name, which declares a unit."""
    place = f"autograder/exercises/{name}.py"
    spec = importlib.util.find_spec(f"{__name__}.{name}")
    try:
        module = importlib.import_module(f"{__name__}.{name}")
    except CourseError as error:
        raise ExerciseError(f"In {place}:\n{error}") from None
    except Exception as error:
        file = spec.origin if spec else None
        raise ExerciseError(f"{place} can't be read: {explained(error, file)}") from error
    if not isinstance(getattr(module, "unit", None), Unit):
        raise ExerciseError(f'{place} declares no unit: begin it with unit = Unit("NN_topic", …).')
    return module


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
def exercises() -> Mapping[str, Exercise]:
    """Every exercise by its name, in the order of the course."""
    return MappingProxyType({e.name: e for unit in units() for e in unit.exercises})


def exercise(name: str) -> Exercise:
    """The exercise of that name. Raises UnknownExercise with a suggestion when there is none."""
    known = exercises()
    if name in known:
        return known[name]
    hint = did_you_mean(str(name), known) or " `autograder list` prints them all."
    raise UnknownExercise(f"There is no exercise called `{name}`.{hint}")


def _refuse_duplicates(found: list[Unit]) -> None:
    home: dict[str, str] = {}
    for unit in found:
        for one in unit.exercises:
            if one.name in home:
                raise ExerciseError(
                    f"`{one.name}` is the name of two exercises, in {home[one.name]} and "
                    f"{unit.name}; give one of them another name."
                )
            home[one.name] = unit.name
    names = [unit.name for unit in found]
    for name in {name for name in names if names.count(name) > 1}:
        raise ExerciseError(f"Two modules in autograder/exercises declare the unit {name!r}.")
