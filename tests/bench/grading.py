"""Grading against stock nbgrader on the same class, the floor below it, and how it grows."""

from __future__ import annotations

import json
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from autograder.course import Classroom, configuration, nbgrader
from autograder.exercises import units
from autograder.grade.command import Options, grade
from autograder.grade.handed_in import hand_ins
from autograder.grade.registration import register
from autograder.grade.submission import read
from autograder.room.conversation import Cell
from autograder.room.room import Room

ROOT = Path(__file__).parents[2]
UNITS = [unit.name for unit in units()]
STUDENTS_OF_BOTH = 10
RUNS_OF_OURS = 5
_SECONDS = "s a submission"
# nbgrader's own parts, which nbgrader_config.py replaces.
OURS = ("exporter_class", "sanitize_preprocessors", "autograde_preprocessors")


def compare_with_stock() -> dict[str, float]:
    """The same honest class, every unit by each student, graded by stock nbgrader and by us.

    Ours takes seconds, and a machine that is shared is now faster, now slower: it is the median of
    runs before and after stock's, whose minutes even that out by themselves.
    """
    count = STUDENTS_OF_BOTH * len(UNITS)
    before = [_in_own_process(count) for _ in range(RUNS_OF_OURS // 2 + 1)]
    stock, stock_scores = _grade_by_stock(count)
    runs = before + [_in_own_process(count) for _ in range(RUNS_OF_OURS // 2)]
    times = [figures[_SECONDS] for figures, _ in runs]
    ours = statistics.median(times)
    floor = _floor(count)
    return {
        "submissions": count,
        "stock, s a submission": stock / count,
        "ours, s a submission": ours,
        "ours, fastest run, s a submission": min(times),
        "ours, slowest run, s a submission": max(times),
        "ours, times as fast as stock": stock / count / ours,
        "same scores as stock": float(all(scores == stock_scores for _, scores in runs)),
        "floor (fork and bare cells), s a submission": floor / count,
    }


def growth(sizes: tuple[int, ...]) -> dict[str, float]:
    """Seconds a submission and peak memory, in a process of its own for each size of class."""
    figures = {}
    for size in sizes:
        measured, _ = _in_own_process(size)
        figures |= {f"{size} submissions, {name}": value for name, value in measured.items()}
    return figures


def _in_own_process(count: int) -> tuple[dict[str, float], dict]:
    """What `_main` measures where nothing is known yet of an earlier run, and the scores."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.grading", str(count)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    figures, scores = json.loads(done.stdout.splitlines()[-1])
    return figures, {(student, unit): score for student, unit, score in scores}


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


def _grade_by_us(count: int) -> tuple[dict[str, float], dict]:
    """Seconds from the hand-ins to the grades, starting the room included, and what the counters
    say of them; and the scores."""
    with tempfile.TemporaryDirectory() as folder:
        root = make_class(Path(folder) / "course", count)
        register(Classroom(root), UNITS)
        start = time.perf_counter()
        summary, grades = grade(root, Options(), lambda what, number, count: None)
        seconds = time.perf_counter() - start
    figures = {
        f"{phase}, ms a submission": 1000 * spent / count
        for phase, spent in summary.timings.seconds.items()
    }
    own = summary.timings.seconds["coordinator"] / count
    figures |= {_SECONDS: seconds / count, "ceiling by the coordinator, a second": 1 / own}
    return figures, {(one.student, one.unit): one.score for one in grades}


def _grade_by_stock(count: int) -> tuple[float, dict]:
    with tempfile.TemporaryDirectory() as folder:
        root = make_class(Path(folder) / "course", count)
        config = configuration(root)
        register(Classroom(root), UNITS)
        for name in OURS:
            del config.Autograde[name]
        api = nbgrader(config)
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


def _floor(count: int) -> float:
    """A fork and the notebook's own cells, no questions, judging or writing; two at once."""
    notebooks = [
        [
            Cell(cell.source)
            for cell in read(ROOT / "solutions" / unit / f"{unit}.ipynb").cells
            if cell.type == "code" and not cell.is_test
        ]
        for unit in (UNITS * STUDENTS_OF_BOTH)[:count]
    ]
    with Room() as room, ThreadPoolExecutor(2) as threads:
        start = time.perf_counter()
        list(threads.map(room.run, notebooks))
        return time.perf_counter() - start


def _main(size: int) -> None:
    figures, scores = _grade_by_us(size)
    # Of this program alone: `ru_maxrss` would count what started it, too.
    status = Path("/proc/self/status").read_text()
    own = int(re.search(r"VmHWM:\s*(\d+)", status)[1]) / 1024
    below = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    figures |= {"coordinator's peak, MiB": own, "largest other process, MiB": below}
    print(json.dumps([figures, [[*whose, score] for whose, score in scores.items()]]))


if __name__ == "__main__":
    _main(int(sys.argv[1]))
