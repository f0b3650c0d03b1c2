"""What a worker may use for one step with a hand-in: processor time and memory.

Memory enough for a large hand-in has one worker of a grader at a time, so that all of them together
stay within a bound, however many there are. Where nothing is enforced, as in a notebook, steps are
not bounded.
"""

from __future__ import annotations

import contextlib
import fcntl
import resource
import signal
from collections.abc import Iterator
from pathlib import Path

from autograder.room.wire.limits import MEBIBYTE

# Beyond what the fork server holds: as a rule, and for a step with much to read or to write. The
# largest tensor that is read has 64 MB, and is compared.
_USUAL_BYTES = 160 * MEBIBYTE
_MOST_BYTES = 512 * MEBIBYTE
_MUCH = 4 * MEBIBYTE
# Of processor time: for one step, and for all of them before the process is ended from outside.
STEP_SECONDS = 10.0
HAND_IN_SECONDS = 60
# What goes on after the time is up is stopped once more.
_AGAIN_SECONDS = 0.5

_enforced = False
_at_first = 0  # bytes of data that this process began with
_turn = -1  # descriptor of the file that is locked by whoever has its turn


class StepTooLong(BaseException):
    """A step took more processor time than it may. No `except Exception` on the way takes it."""


def _stop(*_: object) -> None:
    raise StepTooLong


def enforce(turn: int) -> None:
    """Bound what this process does from now on; to be called in its main thread.

    turn: descriptor of a file that all workers of a grader have.
    """
    global _enforced, _at_first, _turn
    signal.signal(signal.SIGPROF, _stop)
    _turn = turn
    _at_first = data_bytes()
    _allow(_USUAL_BYTES)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _enforced = True


def _allow(more: int) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (_at_first + more, _at_first + _MOST_BYTES))


@contextlib.contextmanager
def memory_for(size: int) -> Iterator[None]:
    """Memory for a step with so many bytes of a student's; for many, when it is this one's turn."""
    if not _enforced or size < _MUCH:
        yield
        return
    # A lock of a process, which its end sets free.
    fcntl.lockf(_turn, fcntl.LOCK_EX)
    try:
        _allow(_MOST_BYTES)
        yield
    finally:
        # Some of it may stay for the rest of the hand-in.
        _allow(min(_MOST_BYTES, data_bytes() - _at_first + _USUAL_BYTES))
        fcntl.lockf(_turn, fcntl.LOCK_UN)


def begin_hand_in() -> None:
    """Give this process the processor time and memory for one more hand-in, and no more."""
    if _enforced:
        _allow(_USUAL_BYTES)
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
    return _enforced and data_bytes() > _at_first + _USUAL_BYTES // 2


def data_bytes() -> int:
    """The memory that this process has to itself, as RLIMIT_DATA counts it."""
    pages = int(Path("/proc/self/statm").read_text().split()[5])
    return pages * resource.getpagesize()
