"""What the tests of the room share: small limits, a stand-in course, and a look from outside."""

from __future__ import annotations

import contextlib
from pathlib import Path

from autograder.room.room import Cell, Room, Run
from autograder.room.wire.limits import MEBIBYTE, Limits

LIMITS = Limits(
    cell_seconds=1.5,
    question_seconds=1.5,
    grace_seconds=0.7,
    notebook_seconds=10.0,
    cpu_seconds=6,
    memory_bytes=400 * MEBIBYTE,
    disk_bytes=16 * MEBIBYTE,
    processes=24,
    open_files=128,
    file_bytes=4 * MEBIBYTE,
    cell_output_bytes=200_000,
    notebook_output_bytes=MEBIBYTE,
    reply_bytes=MEBIBYTE,
)
# The stand-in course: each exercise is a function of a number.
ANSWERS = {
    "before": lambda number: 2 * number,
    "here": lambda number: 3 * number,
    "after": lambda number: number * number,
}
HONEST = {
    "before": "def before(a):\n    return 2 * a",
    "here": "def here(a):\n    return 3 * a",
    "after": "def after(a):\n    return a * a",
}


def make_room(**options) -> Room:
    """A room whose witness evaluates the question as a Python expression."""
    options = {"limits": LIMITS, "witness": "standin:answer"} | options
    return Room(import_paths=[Path(__file__).parent], **options)


def ask(name: str, numbers: tuple[int, ...]) -> Cell:
    """A graded cell: what `name` gives for these numbers."""
    return Cell(questions=tuple(f"{name}({number})".encode() for number in numbers))


def earned(run: Run, position: int, name: str, numbers: tuple[int, ...]) -> bool:
    """Whether the graded cell at `position` answered every question right."""
    wanted = [str(ANSWERS[name](number)).encode() for number in numbers]
    return run.cells[position].replies == wanted


def descendants(pid: int) -> list[int]:
    """The processes below `pid`, as this machine numbers them; none below one that has ended."""
    found = []
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += [int(child), *descendants(int(child))]
    return found


def text_of(run: Run, position: int, name: str = "stdout") -> str:
    """What a cell wrote to a stream."""
    streams = [o for o in run.cells[position].outputs if o["output_type"] == "stream"]
    return "".join(output["text"] for output in streams if output["name"] == name)


def is_running(pid: int) -> bool:
    """Whether there is such a process; one that has ended and only waits to be noted is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
