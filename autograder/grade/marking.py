"""Marks one hand-in, from its bytes to what is written of it: all that looks at a student's work.

It runs in a worker (see `worker`), which it may cost its life; what goes in and comes out is plain
data, so that nothing of a student's is parsed anywhere else.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from autograder.errors import RoomError, Unreadable
from autograder.grade import bounds, text
from autograder.grade.graded_notebook import as_notebook, marked_cells, untouched_answers
from autograder.grade.grading import Examination, Result, as_a_whole, find_unit, nothing_to_run
from autograder.grade.records import records_of
from autograder.grade.submission import read, read_bytes, size_of
from autograder.grade.timestamps import timestamp_in
from autograder.grade.timings import Timings
from autograder.room.conversation import CellRun, Line, RoomLost, hold_each
from autograder.room.wire.limits import Limits

_MOST_NOTES = 30


class Setting(msgspec.Struct, frozen=True):
    """What is the same for every hand-in of a run.

    course: the course's own notebooks by unit, as they are in their files.
    devices: what to check on, as in `autograder.verify`.
    all_or_nothing: the units that earn something only when every answer is right.
    """

    limits: Limits
    course: dict[str, bytes]
    devices: list[str] | None
    all_or_nothing: list[str] = []


class Job(msgspec.Struct, frozen=True):
    """One hand-in to mark.

    path: that of the notebook. content: what is in it, where it lies on another machine.
    timestamp: the beginning of its timestamp.txt; None without one.
    fingerprint: stands in the records, and tells later whether the hand-in is still the same.
    refused: why it is not to be looked at at all; empty as a rule.
    """

    student: str
    unit: str
    seed: str
    fingerprint: str
    path: str
    content: bytes | None = None
    timestamp: bytes | None = None
    notes: tuple[str, ...] = ()
    refused: str = ""


class Marked(msgspec.Struct):
    """What came of a job, ready to be written.

    failed: why there is no result, which is then no fault of the hand-in; empty as a rule.
    records: lines of results.jsonl. notebook: the autograded notebook, as in its file.
    scores: points by exercise. untouched: the answer cells that are as the course gives them out.
    timestamp: when it was handed in (UTC, without a zone); None where that is not known.
    spent: whether the process has used so much that another should take its place.
    """

    failed: str = ""
    records: bytes = b""
    notebook: bytes = b""
    scores: dict[str, float] = {}
    untouched: list[str] = []
    timestamp: dt.datetime | None = None
    notes: list[str] = []
    timings: Timings = msgspec.field(default_factory=Timings)
    spent: bool = False


def mark(job: Job, setting: Setting, open_line: Callable[[], Line]) -> Marked:
    """Mark a hand-in in a fork that `open_line` gives.

    Whatever it holds, it ends in a result; only where the room or this machine fails, in `failed`.
    """
    timings = Timings()
    spent = False
    try:
        result = _examined(job, setting, open_line, timings)
    except (RoomLost, RoomError, OSError) as error:
        return Marked(failed=f"the sandbox failed ({text.sentence(str(error), 500)})", spent=True)
    except Unreadable as error:
        result = nothing_to_run(find_unit(job.unit), str(error))
    except (Exception, bounds.StepTooLong) as error:
        result = nothing_to_run(find_unit(job.unit), _beyond(error))
        spent = True
    result.notes += job.notes
    if job.unit in setting.all_or_nothing:
        result = as_a_whole(result)
    return _written(job, setting, result, timings, spent)


def _beyond(error: BaseException) -> str:
    if isinstance(error, bounds.StepTooLong):
        return (
            f"The notebook could not be read within the {bounds.STEP_SECONDS:g} seconds of "
            "processor time that it may take."
        )
    if isinstance(error, MemoryError):
        return "The notebook could not be read within the memory that it may take."
    return f"The notebook could not be graded ({type(error).__name__})."


def _examined(
    job: Job, setting: Setting, open_line: Callable[[], Line], timings: Timings
) -> Result:
    if job.refused:
        raise Unreadable(job.refused)
    with timings.phase("read"):
        examination = _read(job, setting)
        cells = examination.cells

    def opened() -> Line:
        with timings.phase("wait"):
            return open_line()

    def hear(position: int, ran: CellRun) -> None:
        with timings.phase("judge"), bounds.memory_for(_replied([ran])):
            examination.hear(position, ran)

    run = hold_each(opened, cells, setting.limits, hear)
    timings.add("questions", sum(cell.asking_seconds for cell in run.cells))
    timings.add("cells", sum(cell.seconds - cell.asking_seconds for cell in run.cells))
    with timings.phase("judge"), bounds.memory_for(_replied(run.cells)):
        return examination.judge(run)


def _read(job: Job, setting: Setting) -> Examination:
    data = job.content
    with bounds.memory_for(size_of(Path(job.path)) if data is None else len(data)):
        with bounds.step():
            submission = read(Path(job.path)) if data is None else read_bytes(data)
        return Examination(find_unit(job.unit), submission, job.seed, setting.devices)


def _replied(cells: Sequence[CellRun]) -> int:
    """Bytes of all replies in these."""
    return sum(len(reply) for ran in cells for reply in ran.replies if reply is not None)


def _shown(result: Result) -> int:
    """About how many bytes the cells, their outputs and their attachments take in a file."""
    return sum(
        len(cell.submitted.source) + _length(cell.submitted.attachments) + _length(cell.run.outputs)
        for cell in result.cells
    )


def _length(value: Any) -> int:
    """Characters of all texts in plain data."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(_length, value.values()))
    return sum(map(_length, value)) if isinstance(value, list) else 0


def _written(job: Job, setting: Setting, result: Result, timings: Timings, spent: bool) -> Marked:
    with timings.phase("write"), bounds.memory_for(_shown(result)):
        timestamp, note = timestamp_in(job.timestamp)
        result.notes = [text.sentence(one) for one in [*result.notes, *note]]
        if len(result.notes) > _MOST_NOTES:
            more = len(result.notes) - _MOST_NOTES
            result.notes[_MOST_NOTES:] = [f"There are {more} more notes of this kind."]
        ours = marked_cells(setting.course[job.unit])
        untouched = untouched_answers(result, ours)
        records = records_of(job.student, result, job.fingerprint, job.seed, timestamp, untouched)
        return Marked(
            records=b"".join(json.dumps(one, sort_keys=True).encode() + b"\n" for one in records),
            notebook=json.dumps(as_notebook(result, ours), ensure_ascii=False).encode(),
            scores={name: verdict.score for name, verdict in result.verdicts.items()},
            untouched=sorted(untouched),
            timestamp=timestamp,
            notes=result.notes,
            timings=timings,
            spent=spent or bounds.half_spent(),
        )
