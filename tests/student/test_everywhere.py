"""What the pages promise of other systems, as far as it can be held on this one."""

import ast
import json
import re
from pathlib import Path

import autograder
from autograder.student import record

PACKAGE = Path(autograder.__file__).parent
ROOT = PACKAGE.parent
# All that runs when a student works a notebook.
A_STUDENTS = (
    *("__init__.py", "errors.py", "notebook.py", "panel.py", "cells.py", "cli.py", "course.py"),
    *("devices", "exercises", "judge", "pictures", "student", "witness"),
)
NOT_ON_WINDOWS = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios"}


def files():
    for part in A_STUDENTS:
        yield from [PACKAGE / part] if part.endswith(".py") else (PACKAGE / part).rglob("*.py")


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_nothing_that_a_student_uses_needs_what_windows_lacks():
    found = {
        f"{file.relative_to(PACKAGE)}: {name}"
        for file in files()
        for name in imported(ast.parse(file.read_text(encoding="utf-8")))
        if name in NOT_ON_WINDOWS
    }
    assert found == set()


def test_windows_needs_two_lines():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```powershell\n(.*?)```", text, re.DOTALL)
    assert len(block.splitlines()) == 2
    assert "constraints.txt" in block


def test_the_devcontainer_makes_what_the_makefile_knows():
    about = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text())
    target = about["postCreateCommand"].removeprefix("make ").replace(".venv", "$(VENV)")
    assert re.search(rf"^{re.escape(target)}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_the_page_names_the_variable_and_the_folder_of_the_record():
    page = (ROOT / "docs" / "learning.md").read_text(encoding="utf-8")
    assert record.STATE_VARIABLE in page
    assert "~/.local/state/autograder" in page
