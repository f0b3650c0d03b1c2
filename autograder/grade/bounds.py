"""What a worker may use for one step with a hand-in: processor time and memory.

Where they are not enforced, as in a notebook or in nbgrader's own process, steps are not bounded.
"""

from __future__ import annotations

import contextlib
import resource
import signal
from collections.abc import Iterator
from pathlib import Path

from autograder.room.wire.limits import MEBIBYTE

# Beyond what the fork server holds; the largest tensor that is read has 64 MB, and is compared.
MEMORY_BYTES = 512 * MEBIBYTE
# Of processor time: for one step, and for all of them before the process is ended from outside.
STEP_SECONDS = 10.0
HAND_IN_SECONDS = 60
# What goes on after the time is up is stopped once more.
_AGAIN_SECONDS = 0.5

_enforced = False
_most_data = 0


class StepTooLong(BaseException):
    """A step took more processor time than it may. No `except Exception` on the way takes it."""


def _stop(*_: object) -> None:
    raise StepTooLong


def enforce() -> None:
    """Bound what this process does from now on; to be called in its main thread."""
    global _enforced, _most_data
    signal.signal(signal.SIGPROF, _stop)
    _most_data = data_bytes() + MEMORY_BYTES
    resource.setrlimit(resource.RLIMIT_DATA, (_most_data, _most_data))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _enforced = True


def begin_hand_in() -> None:
    """Give this process the processor time for one more hand-in, and no more."""
    if _enforced:
        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime) + HAND_IN_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


@contextlib.contextmanager
def step(seconds: float = STEP_SECONDS) -> Iterator[None]:
    """Raise StepTooLong in what takes more processor time than that. Steps don't nest."""
    if not _enforced:
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def half_spent() -> bool:
    """Whether this process has used so much memory that the next hand-in might lack some."""
    return _enforced and data_bytes() > _most_data - MEMORY_BYTES // 2


def data_bytes() -> int:
    """The memory that this process has to itself, as RLIMIT_DATA counts it."""
    pages = int(Path("/proc/self/statm").read_text().split()[5])
    return pages * resource.getpagesize()
