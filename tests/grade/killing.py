"""Runs of `autograder grade` as processes of their own, which are killed and compared."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from autograder.grade.records import read_records
from tests.grade.class_of import STUDENTS, hand_in, make_root
from tests.grade.test_stock_door import rows


def fill(root: Path, count: int) -> None:
    """Hand in `count` notebooks, of every way in turn."""
    ways = [change for change, _ in STUDENTS.values()]
    for i in range(count):
        hand_in(root, f"student{i:03}", ways[i % len(ways)])


def same_class(root: Path, folder: Path) -> Path:
    """Another course with the same bytes handed in and the same seeds, not graded yet; its root."""
    copy = make_root(folder)
    shutil.rmtree(copy / "classroom")
    for part in ("classroom/submitted", "course", "solutions"):
        shutil.copytree(root / part, copy / part, dirs_exist_ok=True)
    shutil.copy(root / "classroom" / "seeds.json", copy / "classroom")
    return copy


def start(root: Path) -> subprocess.Popen:
    """Begin to grade the class in `root`."""
    return subprocess.Popen(
        [sys.executable, "-m", "autograder.cli", "grade"],
        cwd=root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def kill_when(root: Path, moment: Callable[[], bool]) -> bool:
    """Begin to grade and kill it with signal 9 at that moment; False where it was done before."""
    process = start(root)
    while process.poll() is None and not moment():
        time.sleep(0.002)
    process.kill()
    return process.wait() != 0


def records(root: Path) -> list[str]:
    """The lines of results.jsonl as text, times aside."""
    found = read_records(root / "classroom" / "results.jsonl")
    return [json.dumps(record | {"seconds": 0}, sort_keys=True) for record in found]


def lines_in(root: Path) -> int:
    """How many records stand in results.jsonl."""
    path = root / "classroom" / "results.jsonl"
    return path.read_bytes().count(b"\n") if path.exists() else 0


def gradebook(root: Path) -> Path:
    """The file of the gradebook."""
    return root / "classroom" / "gradebook.db"


def gradebook_rows(root: Path) -> dict[str, list[str]]:
    """Every table of the gradebook, random ids aside."""
    return rows(f"sqlite:///{gradebook(root)}")
