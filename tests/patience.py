"""What would hang fails instead, by the processor time it takes, whatever else the machine does."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator


class Impatient(BaseException):
    """It took more processor time than it may; nothing that is tested catches this."""


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise Impatient in what takes more processor time than that."""

    def stop(*_: object) -> None:
        raise Impatient(f"it took more than {seconds:g} seconds of processor time")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
