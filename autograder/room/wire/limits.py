"""What one submission may use. One limit is one field; every one of them is enforced."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

MEBIBYTE = 1 << 20
# What an error may have on top of a cell's allowance.
ERROR_BYTES = 1 << 16
# Messages of one notebook, small as they may be.
MOST_MESSAGES = 20_000


@dataclass(frozen=True)
class Limits:
    """Bounds for one submission and everything it starts. All must be positive.

    cell_seconds: wall time of one cell. At its end the cell is interrupted as by the stop button;
        the notebook goes on with the next cell.
    question_seconds: wall time of the answer to one question, likewise. A check in a notebook
        waits as long, and so long because the first use of torch.func loads for seconds.
    grace_seconds: how long an interrupted cell may take to stop before the submission is ended.
    notebook_seconds: wall time of the whole notebook.
    cpu_seconds: processor time of all processes of the submission together.
    memory_bytes: memory of all its processes together, beyond what the loaded fork server holds,
        counting its files in /tmp and /dev/shm.
    disk_bytes: size of /tmp; /dev/shm has the same size again.
    processes: processes and threads at once.
    open_files: file descriptors of one process.
    file_bytes: size of one file.
    cell_output_bytes: output of one cell that is kept; the rest is cut, and the cut is said.
    notebook_output_bytes: output of all cells together that is kept.
    reply_bytes: the largest answer to one question.
    notebook_reply_bytes: the answers to all questions together; what comes after counts as none.
    """

    cell_seconds: float = 20.0
    question_seconds: float = 10.0
    grace_seconds: float = 2.0
    notebook_seconds: float = 120.0
    cpu_seconds: int = 120
    memory_bytes: int = 2048 * MEBIBYTE
    disk_bytes: int = 64 * MEBIBYTE
    processes: int = 64
    open_files: int = 256
    file_bytes: int = 32 * MEBIBYTE
    cell_output_bytes: int = 2 * MEBIBYTE
    notebook_output_bytes: int = 16 * MEBIBYTE
    reply_bytes: int = 16 * MEBIBYTE
    notebook_reply_bytes: int = 64 * MEBIBYTE

    def __post_init__(self) -> None:
        for field in fields(self):
            if getattr(self, field.name) <= 0:
                raise ValueError(f"the limit {field.name} must be more than 0")

    def as_dict(self) -> dict[str, float]:
        """The limits as plain numbers, for the message that asks a fork server for a fork."""
        return asdict(self)
