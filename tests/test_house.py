"""The house holds: who may know whom, no circles, and what a grading room may see.

Every import counts: at the top of a module, inside a function, for the type checker alone.
"""

from __future__ import annotations

import ast
import builtins
import functools
import graphlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import autograder
from autograder import errors
from autograder.room.walls import VISIBLE_PARTS

PACKAGE = Path(autograder.__file__).parent

# Each part of the package, and the parts that it may know. A new part says here what it may know.
MAY_KNOW = {
    "errors": "",
    "devices": "errors",
    "witness": "devices errors",
    "judge": "witness devices errors",
    "exercises": "judge witness errors",
    "pictures": "",
    "room.wire": "",
    "room.inside": "room.wire witness devices",
    "room": "room.wire errors",
    "course": "errors",
    "panel": "judge witness pictures",
    "cells": "judge witness",
    "student": "exercises judge witness panel cells errors",
    "build": "course judge witness panel student errors",
    "book": "build judge panel course errors",
    "grade": "collect room room.wire exercises judge witness devices course panel errors",
    "collect": "course errors",
    "report": "course errors",
    "notebook": "exercises judge witness panel cells student errors",
    "terminal": "",
    "doctor": "course room devices errors",
    # What people call: it knows the folders, and nobody knows it.
    "": "notebook pictures devices",
    "cli": "book build collect course devices doctor errors exercises grade report student "
    "terminal",
}

# Everything of this package that runs beside a student's code.
SEEN_IN_A_ROOM = (
    "__init__.py",
    "errors.py",
    "notebook.py",
    "panel.py",
    "devices",
    "pictures",
    "witness",
    "room/__init__.py",
    "room/wire",
    "room/inside",
)
# What those name and a room does not see. A student's own notebook has it; in a room `notebook`
# meets an ImportError and says that the answer is looked at from outside.
NOT_THERE_IN_A_ROOM = {
    ("notebook", "exercises"),
    ("notebook", "judge"),
    ("notebook", "cells"),
    ("notebook", "student"),
}


# Errors that no person is told of as they are: whoever calls what raises them, catches them. All
# others stand in errors.py, where the command line knows them by.
CAUGHT_WITHIN = {
    *("BrokenChannel", "RoomLost", "_Ended", "PeerGone", "WorkerLost"),  # a room or worker is lost
    *("NotStarted", "OutOfTime", "StepTooLong", "CannotRead"),
    *("NotYet", "ShowError"),  # these show themselves in a notebook
}


@dataclass(frozen=True)
class Import:
    """One import: which module asks for which, in which line, and when.

    lazy: only when a function runs. typing: only for the type checker.
    """

    asker: str
    asked: str
    line: int
    lazy: bool
    typing: bool


# -- reading the house -----------------------------------------------------------------------------


def modules(package: Path) -> dict[str, Path]:
    """Every module by its dotted name within the package; "" is the package itself."""
    files = sorted(package.rglob("*.py"))
    return {_name(file.relative_to(package)): file for file in files}


def _name(file: Path) -> str:
    parts = file.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(package: Path) -> list[Import]:
    """Every import of one module of the package by another."""
    known = modules(package)
    names = frozenset(known)
    return [
        found
        for name, file in known.items()
        for found in _imports_of(
            name, file.name == "__init__.py", file.read_text(encoding="utf-8"), names
        )
    ]


_parsed = functools.cache(ast.parse)


# Kept: the tests of the tests read a house that differs in a line.
@functools.cache
def _imports_of(name: str, is_package: bool, text: str, known: frozenset[str]) -> list[Import]:
    return list(_reading(name, is_package, _parsed(text), known))


def _reading(
    name: str, is_package: bool, tree: ast.Module, known: frozenset[str]
) -> Iterator[Import]:
    inside = name if is_package else name.rpartition(".")[0]
    waiting = [(node, False, False) for node in tree.body]
    while waiting:
        node, lazy, typing = waiting.pop()
        for asked in _asked(node, inside, known):
            yield Import(name, asked, node.lineno, lazy, typing)
        lazy |= isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        typing |= isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        waiting += [(child, lazy, typing) for child in ast.iter_child_nodes(node)]


def _asked(node: ast.AST, inside: str, known: frozenset[str]) -> list[str]:
    """The modules of the package that a statement or a call names, by their names within it."""
    if isinstance(node, ast.Import):
        full = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        up = ["autograder", *inside.split(".")][: 1 - node.level or None] if node.level else []
        base = ".".join([part for part in (*up, node.module) if part])
        full = [f"{base}.{alias.name}" for alias in node.names]
    elif isinstance(node, ast.Call) and _called(node) in ("import_module", "__import__"):
        full = [a.value for a in node.args[:1] if isinstance(a, ast.Constant)]
    else:
        return []
    within = [name.partition(".")[2] for name in full if name.split(".")[0] == "autograder"]
    # A name that is no module stands in the one above it.
    return [name if name in known else name.rpartition(".")[0] for name in within]


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def part_of(module: str) -> str:
    """The part of the house that a module belongs to: its folder, or a module of its own."""
    fits = [part for part in MAY_KNOW if module == part or module.startswith(f"{part}.")]
    return max(fits, key=len) if fits else module.partition(".")[0]


def is_seen(module: str) -> bool:
    """Whether a module is in a room's sight."""
    shown = [part.removesuffix(".py").removesuffix("__init__") for part in SEEN_IN_A_ROOM]
    names = [part.strip("/").replace("/", ".") for part in shown]
    alone = {name for name, part in zip(names, SEEN_IN_A_ROOM, strict=True) if ".py" in part}
    folders = set(names) - alone
    return module in alone or any(f"{module}.".startswith(f"{folder}.") for folder in folders)


# -- what must hold --------------------------------------------------------------------------------


def wrong_arrows(package: Path) -> list[str]:
    """Imports from one part of the house into another that it must not know."""
    return [
        f"{one.asker}:{one.line} knows {one.asked}"
        for one in imports(package)
        if part_of(one.asker) != part_of(one.asked)
        and part_of(one.asked) not in MAY_KNOW.get(part_of(one.asker), "").split()
    ]


def circle(arrows: dict[str, set[str]]) -> list[str]:
    """One circle among arrows, as the names along it; empty without one."""
    try:
        graphlib.TopologicalSorter(arrows).prepare()
    except graphlib.CycleError as error:
        return error.args[1]
    return []


def module_arrows(package: Path) -> dict[str, set[str]]:
    """Which module asks for which."""
    arrows: dict[str, set[str]] = {name: set() for name in modules(package)}
    for one in imports(package):
        arrows[one.asker].add(one.asked)
    return arrows


def out_of_sight(package: Path) -> list[str]:
    """What a module in a room asks for when it is not there, neither lazily nor by its name."""
    return [
        f"{one.asker}:{one.line} needs {one.asked}"
        for one in imports(package)
        if is_seen(one.asker)
        and not is_seen(one.asked)
        and not one.typing
        and not (one.lazy and (one.asker, part_of(one.asked)) in NOT_THERE_IN_A_ROOM)
    ]


def errors_elsewhere(package: Path) -> list[str]:
    """Classes of errors that stand neither in errors.py nor in the list above."""
    return [
        f"{name}: {node.name}"
        for name, file in modules(package).items()
        for node in ast.walk(_parsed(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and name != "errors"
        and node.name not in CAUGHT_WITHIN
        and any(_is_error(ast.unparse(base)) for base in node.bases)
    ]


def _is_error(base: str) -> bool:
    known = vars(errors) | vars(builtins)
    named = known.get(base.rpartition(".")[2])
    return base.endswith("Error") or (isinstance(named, type) and issubclass(named, BaseException))


def test_every_part_of_the_house_says_what_it_may_know():
    assert {part_of(module) for module in modules(PACKAGE)} <= set(MAY_KNOW)


def test_arrows_run_one_way():
    assert wrong_arrows(PACKAGE) == []


def test_no_part_knows_itself_by_way_of_others():
    assert circle({part: set(known.split()) for part, known in MAY_KNOW.items()}) == []


def test_no_module_knows_itself_by_way_of_others():
    assert circle(module_arrows(PACKAGE)) == []


def test_a_room_sees_what_is_named_and_nothing_else():
    assert VISIBLE_PARTS == SEEN_IN_A_ROOM
    assert all((PACKAGE / part).exists() for part in VISIBLE_PARTS)
    assert not set("*?[") & set("".join(VISIBLE_PARTS))


def test_nothing_in_a_room_needs_what_a_room_does_not_see():
    assert out_of_sight(PACKAGE) == []


# An editable installation finds what lies beside the course whatever the path says.
_NOTHING_ELSE = """
import sys
sys.meta_path[:] = [one for one in sys.meta_path if "editable" not in repr(one)]
"""


def test_what_a_room_sees_can_be_imported_by_itself(tmp_path):
    for part in VISIBLE_PARTS:
        there = tmp_path / "autograder" / part
        there.parent.mkdir(parents=True, exist_ok=True)
        if (PACKAGE / part).is_dir():
            shutil.copytree(PACKAGE / part, there, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(PACKAGE / part, there)
    names = [f"autograder.{name}".rstrip(".") for name in modules(tmp_path / "autograder")]
    # `start` is a program: it begins to serve as soon as it is loaded.
    program = "\n".join(f"import {name}" for name in names if not name.endswith("inside.start"))
    done = subprocess.run(
        [sys.executable, "-c", f"{_NOTHING_ELSE}\n{program}"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_what_a_person_is_told_of_stands_in_one_tree():
    assert errors_elsewhere(PACKAGE) == []


# -- the tests of the tests ------------------------------------------------------------------------


@pytest.fixture
def copied(tmp_path):
    """A copy of the package, to spoil."""
    ignored = shutil.ignore_patterns("__pycache__")
    return shutil.copytree(PACKAGE, tmp_path / "autograder", ignore=ignored)


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("witness/draw.py", "from autograder.judge.verdict import Verdict"),
        ("witness/draw.py", "from ..judge import verdict"),
        ("judge/say.py", "import autograder.exercises.ops"),
        ("room/room.py", "def late():\n    from autograder.judge import say"),
        (
            "room/inside/shell.py",
            "import importlib\nimportlib.import_module('autograder.room.room')",
        ),
        ("pictures/svg.py", "if TYPE_CHECKING:\n    from autograder.devices import Device"),
        ("exercises/ops.py", "class A:\n    def f(self):\n        from autograder import devices"),
        ("report/__init__.py", "from autograder.room import room"),
        ("__init__.py", "from autograder import cli"),
    ],
)
def test_a_wrong_arrow_is_found(copied, file, line):
    with (copied / file).open("a") as opened:
        opened.write(f"\n{line}\n")
    assert len(set(wrong_arrows(copied)) - set(wrong_arrows(PACKAGE))) == 1


def test_a_part_without_a_place_in_the_house_is_found(copied):
    (copied / "extra.py").write_text("from autograder.errors import CourseError\n")
    assert "extra:1 knows errors" in wrong_arrows(copied)


def test_an_error_of_its_own_is_found(copied):
    with (copied / "build" / "units.py").open("a") as opened:
        opened.write("\nclass TooOld(BuildError):\n    pass\n")
    assert "build.units: TooOld" in errors_elsewhere(copied)


def test_a_circle_is_found(copied):
    with (copied / "judge" / "say.py").open("a") as opened:
        opened.write("\ndef late():\n    from autograder.judge import verify\n")
    assert {"judge.say", "judge.verify"} <= set(circle(module_arrows(copied)))


@pytest.mark.parametrize(
    ("file", "line", "needs"),
    [
        ("notebook.py", "from autograder.exercises import ops", "exercises.ops"),
        ("panel.py", "def late():\n    from autograder.judge import say", "judge.say"),
        ("witness/alone.py", "from autograder.course import find_root", "course"),
    ],
)
def test_a_room_that_would_miss_something_is_found(copied, file, line, needs):
    with (copied / file).open("a") as opened:
        opened.write(f"\n{line}\n")
    assert any(found.endswith(f" needs {needs}") for found in out_of_sight(copied))
