"""Where the time of a run goes, by phase: counters that are always on."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator

import msgspec

# What each of them is, in the order in which a hand-in goes through them.
PHASES = {
    "read": "reading hand-ins and making their questions",
    "wait": "waiting for a fork of the room",
    "cells": "running cells",
    "questions": "answering questions",
    "judge": "judging answers",
    "write": "writing results",
    "coordinator": "processor time of the process that hands out and writes",
}


class Timings(msgspec.Struct):
    """Seconds of wall time by phase, of one hand-in or of many; those run side by side.

    Only of the coordinator it is processor time: no machine grades more than that allows.
    """

    seconds: dict[str, float] = {}

    def add(self, phase: str, seconds: float) -> None:
        """Count so much more."""
        self.seconds[phase] = self.seconds.get(phase, 0.0) + seconds

    def add_all(self, other: Timings) -> None:
        """Count what another has counted."""
        for phase, seconds in other.seconds.items():
            self.add(phase, seconds)

    @contextlib.contextmanager
    def processor(self, name: str) -> Iterator[None]:
        """Count the processor time of this process in a block."""
        start = time.process_time()
        try:
            yield
        finally:
            self.add(name, time.process_time() - start)

    @contextlib.contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Count the time of a block."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.add(name, time.perf_counter() - start)
