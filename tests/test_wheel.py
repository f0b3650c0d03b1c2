"""A notebook and nothing else: the package from a real wheel, in an empty folder."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import nbformat
import pytest

from autograder.student.handed_out import given

ROOT = Path(__file__).parent.parent
UNIT = "00_start_here"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this course, built from a copy so that nothing is left in the tree."""
    copy = tmp_path_factory.mktemp("source")
    unwanted = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
    for folder in ("autograder", "course", "labextensions"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=unwanted)
    for source in ROOT.glob("solutions/*/*.py"):
        to = copy / source.relative_to(ROOT)
        to.parent.mkdir(parents=True)
        shutil.copy(source, to)
    for file in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / file, copy)
    command = ["wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", "dist", "."]
    subprocess.run([sys.executable, "-m", "pip", *command], cwd=copy, check=True)
    (made,) = (copy / "dist").glob("*.whl")
    return made


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory):
    """The Python of a fresh environment: the wheel, and this environment's dependencies."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=False)
    inside = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder)}))
    # A .pth file found by way of another is not read, so the editable installation stays unseen.
    (inside / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    install = ["--python", str(folder), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", *install], check=True)
    return Path(sysconfig.get_path("scripts", "venv", {"base": str(folder)})) / "python"


def run(python, folder, *words):
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    return subprocess.run(
        [python, *words],
        cwd=folder,
        env=environment | {"AUTOGRADER_STATE": str(folder / "state")},
        capture_output=True,
        text=True,
    )


def test_a_wheel_holds_every_unit_and_no_solution_notebook(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for unit in (path.name for path in (ROOT / "course").iterdir() if path.is_dir()):
        inside = f"autograder/student/units/course/{unit}/{unit}.ipynb"
        assert inside in names
    assert not [name for name in names if "solutions" in name and name.endswith(".ipynb")]


def test_a_wheel_brings_the_buttons_to_jupyterlab(python):
    place = python.parent.parent / "share" / "jupyter" / "labextensions" / "autograder"
    about = json.loads((place / "package.json").read_text())
    assert (place / about["jupyterlab"]["_build"]["load"]).is_file()
    assert about["version"] in (ROOT / "pyproject.toml").read_text()


def test_a_notebook_alone_is_worked_and_checked(python, tmp_path):
    notebook = nbformat.read(ROOT / "course" / UNIT / f"{UNIT}.ipynb", as_version=4)
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("solution"):
            cell.source = given(UNIT, marks.grade_id.removesuffix("-answer")).solution
    nbformat.write(notebook, tmp_path / f"{UNIT}.ipynb")
    done = run(python, tmp_path, "-m", "autograder.cli", "verify", f"{UNIT}.ipynb", "--json")
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout)
    assert outcome["score"] == outcome["points"] > 0


def test_a_wheel_brings_the_blank_cells_and_the_authors_way(python, tmp_path):
    program = (
        "import autograder\nfrom autograder import *\nprint(autograder.__file__)\n"
        "seconds_in_a_day = 86_400\nreset('largest_in_list')\nsolution('seconds_in_a_day')\n"
        "progress()"
    )
    done = run(python, tmp_path, "-c", program)
    assert done.returncode == 0, done.stderr
    assert str(ROOT) not in done.stdout
    assert "best = 0" in done.stdout
    assert "24 * 60 * 60" in done.stdout
    assert "The whole course: " in done.stdout
