"""Wherever the project and its environment lie: a room works, or says why in a sentence.

Each test puts a copy of the package and an environment into a folder and has another process, whose
Python is that environment's, open a room. Only what is large stays where it is, behind a link.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.room.walls import PACKAGE, runs_as_root

NASTY = "with space, 'one' \"two\" ü\N{NO-BREAK SPACE}é $HOME #1 100% [a] {b} \\"
PROGRAM = """
from autograder.room.room import Cell, Room
with Room() as room:
    cell = "import sys, autograder, torch; print(autograder.__file__, sys.prefix, sep='\\\\n')"
    print(room.run([Cell(cell)]).cells[0].outputs[0]["text"])
"""


@dataclass(frozen=True)
class Checkout:
    """A folder with a copy of the package and an environment."""

    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / ".venv" / "bin" / "python"

    def open_room(self, *before: str) -> subprocess.CompletedProcess[str]:
        """Have this checkout's Python open a room, and say what a cell in it sees."""
        return subprocess.run(
            [*before, str(self.python), "-P", "-c", PROGRAM],
            env={**os.environ, "PYTHONPATH": str(self.folder)},
            capture_output=True,
            text=True,
        )


def check_out(folder: Path, base: Path = Path(sys.base_prefix)) -> Checkout:
    """Put the package and an environment of the Python in `base` into `folder`."""
    folder.mkdir(parents=True)
    shutil.copytree(PACKAGE, folder / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
    made = Checkout(folder)
    made.python.parent.mkdir(parents=True)
    name = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    made.python.symlink_to(base / "bin" / name)
    (folder / ".venv" / "pyvenv.cfg").write_text(f"home = {base / 'bin'}\n")
    library = folder / ".venv" / "lib" / name
    library.mkdir(parents=True)
    (library / "site-packages").symlink_to(sysconfig.get_paths()["purelib"])
    return made


def assert_it_works(checkout: Checkout, *before: str) -> None:
    ran = checkout.open_room(*before)
    wanted = [checkout.folder / "autograder" / "__init__.py", checkout.folder / ".venv"]
    assert ran.stdout.split("\n")[:2] == [str(path) for path in wanted], ran.stderr


@pytest.fixture(params=["/tmp", "/dev/shm", "/var/tmp"])
def below(request) -> Iterator[Path]:
    """A folder of this test's own below one of those that everybody may write to."""
    if not os.access(request.param, os.W_OK):
        pytest.skip(f"{request.param} cannot be written here")
    with tempfile.TemporaryDirectory(dir=request.param) as folder:
        yield Path(folder)


def test_a_room_works_below_a_folder_that_forks_have_for_themselves(below):
    assert_it_works(check_out(below / "project"))


def test_a_room_works_in_a_folder_with_a_name_of_every_kind(tmp_path):
    assert_it_works(check_out(tmp_path / NASTY))


def test_a_room_works_through_a_link(tmp_path):
    real = check_out(tmp_path / "real")
    (tmp_path / "link").symlink_to(real.folder)
    assert_it_works(Checkout(tmp_path / "link"))


def test_a_room_works_where_python_itself_is_reached_through_a_link_below_tmp(tmp_path):
    (tmp_path / "python").symlink_to(sys.base_prefix)
    assert_it_works(check_out(tmp_path / "project", base=tmp_path / "python"))


def test_a_room_works_where_the_project_is_read_only(tmp_path):
    made = check_out(tmp_path / "project")
    around = ("bwrap", "--dev-bind", "/", "/", "--ro-bind", str(tmp_path), str(tmp_path))
    assert_it_works(made, *around)


def test_a_room_works_where_the_project_is_on_another_mount(tmp_path):
    check_out(tmp_path / "project")
    home = "/mnt/home"
    around = ("bwrap", "--dev-bind", "/", "/", "--tmpfs", "/mnt", "--bind", str(tmp_path), home)
    assert_it_works(Checkout(Path(home, "project")), *around)


@pytest.mark.skipif(not runs_as_root(), reason="only root's rooms become another user")
def test_a_project_that_only_root_can_read_is_told_in_a_sentence(tmp_path):
    made = check_out(tmp_path / "project")
    (made.folder / "autograder" / "__init__.py").chmod(0o600)
    said = made.open_room().stderr.strip().split("\n")[-1]
    assert "__init__.py: run `chmod -R go+rX`" in said
