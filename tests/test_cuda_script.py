"""`make cuda` asks little of a machine, and says what it could not run."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent / "cuda" / "run.py"
# What a lent machine with a card does not have.
ABSENT = ["IPython", "nbgrader", "nbconvert", "nbformat", "jupytext", "typer", "rich", "playwright"]


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """What the script writes where there is neither a card nor a notebook package."""
    folder = tmp_path_factory.mktemp("bare")
    blocker = (
        "import sys\n"
        "class Absent:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name.partition('.')[0] in {ABSENT!r}:\n"
        "            raise ModuleNotFoundError(f'No module named {name!r}', name=name)\n"
        "sys.meta_path.insert(0, Absent())\n"
    )
    (folder / "sitecustomize.py").write_text(blocker)
    environment = os.environ | {"PYTHONPATH": str(folder), "CUDA_VISIBLE_DEVICES": ""}
    to = folder / "report.json"
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--to", str(to)],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(to.read_text())


def test_without_a_card_everything_is_skipped_for_want_of_one(report):
    says = {test["says"] for test in report["tests"]}
    assert says == {"Skipped: no CUDA device on this machine"}


def test_every_part_is_in_the_report(report):
    names = " ".join(test["test"] for test in report["tests"])
    for place in ("exercises", "operations", "precision", "errors", "cheats", "recording", "rooms"):
        assert f"test_{place}.py" in names


def test_the_report_says_what_it_ran_on(report):
    assert report["machine"]["card"] is None
    assert report["machine"]["torch"]
