"""Where hand-ins are marked: on this machine; `cluster` has the workers of a Dask cluster.

A runner takes a job and gives a Future of what came of it. It writes nothing.
"""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

import msgspec

from autograder.errors import CourseError, RoomError
from autograder.grade.marking import Job, Marked, Setting
from autograder.grade.workers import WorkerLost, Workers
from autograder.room.room import Room
from autograder.room.wire.limits import Limits


class Runner(Protocol):
    """Has hand-ins marked, `width` of them at once."""

    width: int

    def submit(self, job: Job, *, alone: bool = False) -> Future[Marked]:
        """Begin to mark a hand-in.

        With `alone`, in a new room and by a new worker; nothing else may be submitted meanwhile.
        What is `failed` of the first try may be tried again so; of such a second try, it is final.
        """

    def close(self) -> None:
        """End everything that was started."""


def limits_from(settings: Mapping[str, Any]) -> Limits:
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
    """`jobs` hand-ins at once on this machine, by default one per core.

    They share one room, and each has a worker. Both load in the background, which takes seconds,
    from the first hand-in on: a run in which all is unchanged starts nothing.
    """

    def __init__(
        self,
        setting: Setting,
        jobs: int | None = None,
        *,
        hidden: Sequence[Path] = (),
        gpu: bool = False,
        trust_submissions: bool = False,
    ):
        self.width = jobs or len(os.sched_getaffinity(0))
        self._threads = ThreadPoolExecutor(self.width, thread_name_prefix="hand-in")
        self._setting = setting
        self._make_room = functools.partial(
            Room, setting.limits, hidden=hidden, gpu=gpu, trust_submissions=trust_submissions
        )
        self._started: tuple[Future[Room], Workers] | None = None
        self._starting = threading.Lock()

    def submit(self, job: Job, *, alone: bool = False) -> Future[Marked]:
        """Begin to mark a hand-in; see Runner.

        Its Future raises SandboxUnavailable where there is no sandbox, unless submissions are
        trusted, RoomError when no room can be made, and RunnerError when no worker can.
        """
        room, workers = self._start()
        return self._threads.submit(self._mark, room, workers, job, alone=alone)

    def close(self) -> None:
        """End the room, the workers and every submission."""
        if self._started is not None:
            self._started[1].close()
        self._threads.shutdown(cancel_futures=True)
        if self._started is not None:
            made = self._started[0]
            if not made.cancelled() and made.exception() is None:
                made.result().close()

    def _start(self) -> tuple[Future[Room], Workers]:
        with self._starting:
            if self._started is None:
                self._started = self._threads.submit(self._make_room), Workers(self._setting)
            return self._started

    def _mark(self, made: Future[Room], workers: Workers, job: Job, *, alone: bool) -> Marked:
        room = made.result()
        if alone:
            room.close()  # and what follows makes a new one
        try:
            return workers.mark(job, room, alone=alone)
        except WorkerLost as lost:
            if not alone or lost.by_machine or job.refused:
                return Marked(failed=lost.reason)
            again = msgspec.structs.replace(job, refused=lost.reason)
            return self._mark(made, workers, again, alone=True)
        except RoomError as error:
            if alone:
                raise
            return Marked(failed=str(error))
