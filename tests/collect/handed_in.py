"""Hand-ins for the tests, packed as Canvas, Moodle, Google Classroom and people pack them."""

from __future__ import annotations

import copy
import functools
import json
import shutil
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
UNITS = ("01_tensors", "02_ops")


def make_root(folder: Path) -> Path:
    """A course of two units, before anything was handed in, in `folder`."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    for unit in UNITS:
        shutil.copytree(ROOT / "course" / unit, folder / "course" / unit)
    return folder


@functools.cache
def _content(unit: str) -> dict:
    return json.loads((ROOT / "course" / unit / f"{unit}.ipynb").read_bytes())


def blank(unit: str = "02_ops") -> bytes:
    """The unit as the course gives it out, saved once more by another program."""
    return json.dumps(_content(unit)).encode()


def worked(unit: str = "02_ops", answer: str = "answer = 1") -> bytes:
    """The unit with something written into an answer cell."""
    notebook = copy.deepcopy(_content(unit))
    cell = next(c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("solution"))
    cell["source"] = answer
    return json.dumps(notebook).encode()


def pack(path: Path, files: dict[str, bytes]) -> Path:
    """A zip of these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def lay(folder: Path, files: dict[str, bytes]) -> Path:
    """A folder of these files."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def canvas(name: str, user: int, upload: int, file: str, late: bool = False) -> str:
    """What Canvas calls a file in `submissions.zip`."""
    return f"{name}_{'LATE_' if late else ''}{user}_{upload}_{file}"


def moodle(name: str, number: int, file: str, folders: bool = True) -> str:
    """What Moodle calls a file, with or without *Download submissions in folders*."""
    return f"{name}_{number}_assignsubmission_file{'_/' if folders else '_'}{file}"


def google(name: str, file: str, folder: str = "Homework 2") -> str:
    """What Google Drive calls a copy that Classroom made for a student."""
    return f"{folder}/{name} - {file}"
