"""The steps of CONTRIBUTING.md, followed to the letter in a copy of the project."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
SECTIONS = dict(zip(*[iter(re.split(r"^## (.+)$", PAGE, flags=re.MULTILINE)[1:])] * 2, strict=True))
COMMANDS = re.compile(r"```sh\n(.*?)```", re.DOTALL)
FILLED_IN = re.compile(r"Fill in [^`]*`([^`]+)`:\n\n```python\n(.*?)```", re.DOTALL)
CELL = re.compile(r"^# %%.*?(?=^# %%|\Z)", re.DOTALL | re.MULTILINE)


@pytest.fixture
def copy(tmp_path):
    """The project as git would hand it out, in an empty folder."""
    for name in ("autograder", "solutions", "course", "tests"):
        ignored = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    for page in ROOT.glob("*.md"):
        shutil.copy(page, tmp_path)
    for name in ("pyproject.toml", "nbgrader_config.py", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def run(copy, command, status=0):
    """Run one command of the page in the copy; what it printed."""
    tool, *words = re.findall(r'"[^"]*"|\S+', command)
    module = {"autograder": "autograder.cli"}.get(Path(tool).name, Path(tool).name)
    done = subprocess.run(
        [sys.executable, "-m", module, *(word.strip('"') for word in words)],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == status, f"{command}\n{done.stdout}{done.stderr}"
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def fill_in(file, shown):
    """Put what the page shows in the place of the blanks that the command wrote."""
    text = file.read_text(encoding="utf-8")
    if shown.startswith('"""'):
        text = shown
    elif file.parent.name == "exercises":
        table = re.search(r'"(\w+)"', shown)[1]
        last = next(
            statement
            for statement in reversed(ast.parse(text).body)
            if f"'{table}'" in ast.dump(statement)
        )
        lines = text.splitlines(keepends=True)
        lines[last.lineno - 1 : last.end_lineno] = [shown]
        text = "".join(lines)
    else:
        for cell in CELL.findall(shown):
            begin = key(cell)
            (blank,) = [one for one in CELL.findall(text) if key(one) == begin]
            text = text.replace(blank, cell.rstrip("\n") + blank[len(blank.rstrip("\n")) :])
    file.write_text(text, encoding="utf-8")


def key(cell):
    """What a cell is known by: its grade_id, or its first two lines."""
    named = re.search(r'"grade_id": "([^"]+)"', cell)
    return named[1] if named else cell.splitlines()[:2]


def commands(section):
    return [block.splitlines() for block in COMMANDS.findall(SECTIONS[section])]


def follow(copy, section):
    begin, then = commands(section)
    for command in begin:
        run(copy, command)
    # Before anything is filled in, the build says what to do.
    unwritten = run(copy, then[0], status=2)
    assert "still to be filled in: `" in unwritten
    steps = FILLED_IN.findall(SECTIONS[section])
    assert len(steps) == 2
    for place, shown in steps:
        fill_in(copy / place, shown)
    return then


def test_whoever_follows_the_page_adds_a_tested_exercise(copy):
    for command in follow(copy, "An exercise"):
        said = run(copy, command)
    assert "last_number" in (copy / "course/01_tensors/01_tensors.ipynb").read_text()
    assert "passed" in said


def test_whoever_follows_the_page_adds_a_tested_unit(copy):
    then = follow(copy, "A unit")
    for command in then:
        said = run(copy, command)
    assert "\n| 11 Convolution | " in (copy / "README.md").read_text(encoding="utf-8")
    assert "edge_kernel" in (copy / "course/11_convolution/11_convolution.ipynb").read_text()
    assert "passed" in said
