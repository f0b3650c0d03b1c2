"""Where submissions run: in a room on this machine; `cluster` has the workers of a Dask cluster.

A runner takes a notebook's cells and gives a Future of its Run. It judges and writes nothing.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from autograder.errors import CourseError
from autograder.room.conversation import Cell, Run
from autograder.room.room import Room
from autograder.room.wire.limits import Limits


class Runner(Protocol):
    """Runs submissions, `width` of them at once."""

    width: int

    def submit(self, cells: Sequence[Cell]) -> Future[Run]:
        """Begin to run a notebook's cells."""

    def close(self) -> None:
        """End everything that was started."""


def limits_from(settings: Mapping[str, float]) -> Limits:
    """The limits that `c.RunInRoom.limits` in nbgrader_config.py sets; the defaults for the rest.

    Raises CourseError with the name of a limit that there is not, or that is no positive number.
    """
    known = Limits().as_dict()
    for name, value in settings.items():
        if name not in known:
            raise CourseError(
                f"nbgrader_config.py sets the limit {name!r} in c.RunInRoom.limits, and there is "
                f"none of that name. There are: {', '.join(known)}."
            )
        if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
            raise CourseError(
                f"nbgrader_config.py sets the limit {name!r} to {value!r}; it must be a number "
                "above 0."
            )
    return Limits(**settings)


class LocalRunner:
    """`jobs` submissions at once in one room on this machine; by default one per core.

    The room is made in the background, for it takes seconds to load.
    """

    def __init__(
        self,
        jobs: int | None = None,
        *,
        hidden: Sequence[Path] = (),
        limits: Limits | None = None,
        gpu: bool = False,
        trust_submissions: bool = False,
    ):
        self.width = jobs or len(os.sched_getaffinity(0))
        self._threads = ThreadPoolExecutor(self.width, thread_name_prefix="submission")
        self._room = self._threads.submit(
            Room, limits, hidden=hidden, gpu=gpu, trust_submissions=trust_submissions
        )

    def submit(self, cells: Sequence[Cell]) -> Future[Run]:
        """Begin to run a notebook's cells.

        Its Future raises SandboxUnavailable where there is no sandbox, unless submissions are
        trusted, and RoomError when no room can be made.
        """
        return self._threads.submit(lambda: self._room.result().run(cells))

    def close(self) -> None:
        """End the room and every submission in it."""
        self._threads.shutdown(cancel_futures=True)
        if not self._room.cancelled() and self._room.exception() is None:
            self._room.result().close()
