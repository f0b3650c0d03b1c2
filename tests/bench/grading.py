"""Grading against stock nbgrader on the same class, the floor below it, and how it grows."""

from __future__ import annotations

import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from autograder import host
from autograder.exercises import units
from autograder.grade.classroom import hand_ins
from autograder.grade.command import Options, grade
from autograder.grade.conversation import Cell
from autograder.grade.registration import register
from autograder.grade.room import Room
from autograder.grade.submission import read

ROOT = Path(__file__).parents[2]
UNITS = [unit.name for unit in units()]
STUDENTS_OF_BOTH = 10
# nbgrader's own parts, which nbgrader_config.py replaces.
OURS = ("exporter_class", "sanitize_preprocessors", "autograde_preprocessors")


def compare_with_stock() -> dict[str, float]:
    """The same honest class, every unit by two students, graded by stock nbgrader and by us."""
    count = STUDENTS_OF_BOTH * len(UNITS)
    stock, stock_scores = _grade_by_stock(count)
    with tempfile.TemporaryDirectory() as folder:
        root = make_class(Path(folder) / "course", count)
        ours, our_scores = _grade_by_us(root)
        floor = _floor(root)
    return {
        "submissions": count,
        "stock, s a submission": stock / count,
        "ours, s a submission": ours / count,
        "ours, times as fast as stock": stock / ours,
        "same scores as stock": float(stock_scores == our_scores),
        "floor (fork and bare cells), s a submission": floor / count,
    }


def growth(sizes: tuple[int, ...]) -> dict[str, float]:
    """Seconds a submission and peak memory, in a process of its own for each size of class."""
    figures = {}
    for size in sizes:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.grading", str(size)],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        measured = json.loads(done.stdout.splitlines()[-1])
        figures |= {f"{size} submissions, {name}": value for name, value in measured.items()}
    return figures


def make_class(root: Path, count: int) -> Path:
    """A course whose class handed in `count` right notebooks, of one unit after another."""
    root.mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    for part in ("solutions", "course"):
        shutil.copytree(ROOT / part, root / part)
    for i in range(count):
        unit = UNITS[i % len(UNITS)]
        folder = root / "classroom" / "submitted" / f"student{i // len(UNITS):05}" / unit
        folder.mkdir(parents=True)
        shutil.copy(ROOT / "solutions" / unit / f"{unit}.ipynb", folder)
    return root


def _grade_by_us(root: Path) -> tuple[float, dict]:
    register(root, host.configuration(root), UNITS)
    start = time.perf_counter()
    _, grades = grade(root, Options(), lambda what, number, count: None)
    seconds = time.perf_counter() - start
    return seconds, {(one.student, one.unit): one.score for one in grades}


def _grade_by_stock(count: int) -> tuple[float, dict]:
    with tempfile.TemporaryDirectory() as folder:
        root = make_class(Path(folder) / "course", count)
        config = host.configuration(root)
        register(root, config, UNITS)
        for name in OURS:
            del config.Autograde[name]
        api = host.nbgrader(config)
        found, _ = hand_ins(root / "classroom" / "submitted")
        start = time.perf_counter()
        for one in found:
            outcome = api.autograde(one.unit, one.student)
            if not outcome["success"]:
                raise RuntimeError(outcome["log"])
        seconds = time.perf_counter() - start
        with api.gradebook as gradebook:
            scores = {
                (one.student, one.unit): gradebook.find_submission(one.unit, one.student).score
                for one in found
            }
    return seconds, scores


def _floor(root: Path) -> float:
    """A fork and the notebook's own cells, no questions, judging or writing; two at once."""
    found, _ = hand_ins(root / "classroom" / "submitted")
    notebooks = [
        [
            Cell(cell.source)
            for cell in read(one.folder / f"{one.unit}.ipynb").cells
            if cell.type == "code" and not cell.is_test
        ]
        for one in found
    ]
    with Room() as room, ThreadPoolExecutor(2) as threads:
        start = time.perf_counter()
        list(threads.map(room.run, notebooks))
        return time.perf_counter() - start


def _main(size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        seconds, _ = _grade_by_us(make_class(Path(folder) / "course", size))
    # Of this program alone: `ru_maxrss` would count what started it, too.
    status = Path("/proc/self/status").read_text()
    own = int(re.search(r"VmHWM:\s*(\d+)", status)[1]) / 1024
    below = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    figures = {
        "s a submission": seconds / size,
        "coordinator's peak, MiB": own,
        "largest other process, MiB": below,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    _main(int(sys.argv[1]))
