"""`python -m tests.bench.simulated [COUNT]`: the coordinator with a class of 100,000.

Rooms and workers are played: what one real hand-in came to is what comes of all of them, at once.
So all of the time is the coordinator's, and its memory is what a class of that size needs.
"""

from __future__ import annotations

import os
import re
import resource
import sys
import tempfile
import time
from concurrent.futures import Future
from pathlib import Path

import msgspec

from autograder.course import Classroom
from autograder.grade.classroom import grade_class, hand_ins
from autograder.grade.marking import Job, Marked, Setting
from autograder.grade.registration import register
from autograder.grade.runners import LocalRunner
from autograder.room.wire.limits import Limits
from tests.grade.class_of import UNIT, hand_in, make_root

COUNT = 100_000
_STEPS = 10


class Played:
    """A runner that gives the recorded result to everybody, under their own names."""

    width = 8

    def __init__(self, recorded: Marked, student: str, fingerprint: str) -> None:
        self._recorded = recorded
        self._old = [b'"%s"' % student.encode(), b'"%s"' % fingerprint.encode()]

    def submit(self, job: Job, *, alone: bool = False) -> Future[Marked]:
        """The result that was recorded, as this job's."""
        records = self._recorded.records
        for old, new in zip(self._old, (job.student, job.fingerprint), strict=True):
            records = records.replace(old, b'"%s"' % new.encode())
        future: Future[Marked] = Future()
        # A copy, as it would come from a worker.
        future.set_result(msgspec.structs.replace(self._recorded, records=records))
        return future

    def close(self) -> None:
        """Nothing was started."""


def _record(root: Path) -> Marked:
    """What comes of the first hand-in, in a real room."""
    course = root / "course" / UNIT / f"{UNIT}.ipynb"
    setting = Setting(Limits(), {UNIT: course.read_bytes()}, None)
    runner = LocalRunner(setting, 1)
    notebook = root / "classroom" / "submitted" / "first" / UNIT / f"{UNIT}.ipynb"
    try:
        return runner.submit(Job("first", UNIT, "seed", "print", str(notebook))).result()
    finally:
        runner.close()


def measure(count: int) -> dict[str, float]:
    """Milliseconds a submission, the first tenth and the last, and the most memory."""
    with tempfile.TemporaryDirectory() as folder:
        root = make_root(Path(folder) / "course")
        first = hand_in(root, "first") / f"{UNIT}.ipynb"
        submitted = root / "classroom" / "submitted"
        recorded = _record(root)
        classroom = Classroom(root)
        register(classroom, [UNIT])
        for i in range(count):
            other = submitted / f"student{i:06}" / UNIT
            other.mkdir(parents=True)
            os.link(first, other / first.name)
        found, _ = hand_ins(submitted)
        marks = [(0, time.process_time(), _memory())]

        def note(what: str, number: int, of: int) -> None:
            if number % (of // _STEPS) == 0:
                marks.append((number, time.process_time(), _memory()))

        begun = time.perf_counter()
        summary = grade_class(
            classroom.layout, found, Played(recorded, "first", "print"), report=note
        )
        seconds = time.perf_counter() - begun
    assert summary.graded == len(found)
    rates = [
        1000 * (late[1] - early[1]) / (late[0] - early[0])
        for early, late in zip(marks[1:], marks[2:], strict=False)
    ]
    own = 1000 * summary.timings.seconds["coordinator"] / len(found)
    return {
        "submissions": len(found),
        "wall, ms a submission": 1000 * seconds / len(found),
        "coordinator, ms a submission": own,
        "ceiling by the coordinator, a second": 1000 / own,
        "second tenth, ms a submission": rates[0],
        "last tenth, ms a submission": rates[-1],
        "memory after a tenth, MiB": marks[1][2],
        "memory at the end, MiB": marks[-1][2],
        "most memory, MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _memory() -> float:
    """MiB that this process holds."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmRSS:\s*(\d+)", status)[1]) / 1024


if __name__ == "__main__":
    for name, value in measure(int(sys.argv[1]) if sys.argv[1:] else COUNT).items():
        print(f"{name:52} {value:10.3f}", flush=True)
