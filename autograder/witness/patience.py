"""A time limit for one call of an answer, for where no grading room keeps one."""

from __future__ import annotations

import _thread
import contextlib
import signal
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from types import FrameType

# An answer may swallow what stops it; it is stopped again as often as it takes.
_AGAIN_SECONDS = 0.5


class OutOfTime(BaseException):
    """The block took longer than it may, and was stopped. No `except Exception` catches it."""


def within(seconds: float | None) -> AbstractContextManager[None]:
    """Stop the block after `seconds`; raises OutOfTime then. None sets no limit.

    Only the main thread can be stopped: there is no limit in another. A call that never comes back
    to Python, such as one very long matrix product, ends when it is done.
    """
    if seconds is None or threading.current_thread() is not threading.main_thread():
        return contextlib.nullcontext()
    return _by_alarm(seconds) if hasattr(signal, "setitimer") else _by_interrupt(seconds)


@contextlib.contextmanager
def _by_alarm(seconds: float) -> Iterator[None]:
    """By the clock of the operating system: it costs some microseconds."""
    armed = True

    def stop(number: int, frame: FrameType | None) -> None:
        if armed:
            raise OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN_SECONDS)
    try:
        yield
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def _by_interrupt(seconds: float) -> Iterator[None]:
    """By a thread that presses the stop button, where the system has no such clock (Windows)."""
    over, stopped = threading.Event(), threading.Event()

    def watch() -> None:
        if not over.wait(seconds):
            stopped.set()
            _thread.interrupt_main()

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    except KeyboardInterrupt:
        if stopped.is_set():
            raise OutOfTime from None
        raise
    finally:
        over.set()
