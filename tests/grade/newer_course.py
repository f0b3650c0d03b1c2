"""The course at a later day: a copy of the package with other exercises, and its command line."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import autograder
from tests.grade.class_of import UNIT

MODULE = Path("autograder") / "exercises" / "start.py"


def copy_package(folder: Path) -> Path:
    """A copy of the package to be changed, in `folder`."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(autograder.__file__).parent, folder / "autograder", ignore=ignored)
    return folder


def reword(package: Path, old: str, new: str) -> None:
    """Change a text that stands once in the first unit's exercises."""
    source = (package / MODULE).read_text()
    assert source.count(old) == 1
    (package / MODULE).write_text(source.replace(old, new))


def take_out(package: Path, root: Path, name: str) -> None:
    """Remove an exercise, from the first unit's module and from its notebooks in `root`."""
    source = (package / MODULE).read_text()
    lines = source.splitlines(keepends=True)
    for statement in ast.parse(source).body:
        if _declares(statement, name):
            lines[statement.lineno - 1 : statement.end_lineno] = []
            break
    (package / MODULE).write_text("".join(lines))
    for part in ("course", "solutions"):
        file = root / part / UNIT / f"{UNIT}.ipynb"
        notebook = json.loads(file.read_text())
        gone = (name, f"{name}-answer")
        notebook["cells"] = [c for c in notebook["cells"] if _grade_id(c) not in gone]
        file.write_text(json.dumps(notebook))


def _declares(statement: ast.stmt, name: str) -> bool:
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
        return False
    first = statement.value.args[0] if statement.value.args else None
    return isinstance(first, ast.Constant) and first.value == name


def _grade_id(cell: dict) -> str:
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def autograder_of(package: Path, root: Path, *words: str) -> str:
    """Run `autograder WORDS...` of that package in `root`; what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "autograder.cli", *words],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(package)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
