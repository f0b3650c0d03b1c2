"""The steps of CONTRIBUTING.md, followed to the letter in a copy of the project."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STEP = re.compile(r"Add this to `([^`]+)`:\n\n```python\n(.*?)```", re.DOTALL)
COMMANDS = re.compile(r"```sh\n(.*?)```", re.DOTALL)


@pytest.fixture
def copy(tmp_path):
    """The project as git would hand it out, in an empty folder."""
    for name in ("autograder", "solutions", "course", "tests"):
        ignored = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    for name in ("pyproject.toml", "nbgrader_config.py"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def test_whoever_follows_contributing_adds_a_tested_exercise(copy):
    text = (ROOT / "CONTRIBUTING.md").read_text()
    steps = STEP.findall(text)
    assert len(steps) == 2
    for name, code in steps:
        with (copy / name).open("a") as file:
            file.write("\n" + code)
    environment = os.environ | {"PYTHONPATH": str(copy)}
    for command in COMMANDS.search(text)[1].splitlines():
        tool = Path(command.split()[0])
        module = {"autograder": "autograder.cli", "pytest": "pytest"}[tool.name]
        done = subprocess.run(
            [sys.executable, "-m", module, *command.split()[1:]],
            cwd=copy,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert "last_number" in (copy / "course/01_tensors/01_tensors.ipynb").read_text()
    assert "passed" in done.stdout
