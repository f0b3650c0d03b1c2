"""Where submissions run: in rooms on this machine, or on the workers of a Dask cluster.

A runner takes a notebook's cells and gives a Future of its Run. It judges and writes nothing.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from autograder.grade.conversation import Cell, Run
from autograder.grade.limits import Limits
from autograder.grade.room import Room


class Runner(Protocol):
    """Runs submissions, `width` of them at once."""

    width: int

    def submit(self, cells: Sequence[Cell]) -> Future[Run]:
        """Begin to run a notebook's cells."""

    def close(self) -> None:
        """End everything that was started."""


class LocalRunner:
    """`jobs` submissions at once in one room on this machine; by default one a core.

    Raises SandboxUnavailable where there is no sandbox, unless `trust_submissions`.
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
        self.room = Room(limits, hidden=hidden, gpu=gpu, trust_submissions=trust_submissions)
        self._threads = ThreadPoolExecutor(self.width, thread_name_prefix="submission")

    def submit(self, cells: Sequence[Cell]) -> Future[Run]:
        """Begin to run a notebook's cells; its Future raises RoomError when no room can be made."""
        return self._threads.submit(self.room.run, list(cells))

    def close(self) -> None:
        """End the room and every submission in it."""
        self._threads.shutdown(cancel_futures=True)
        self.room.close()


class DaskRunner:
    """Submissions on the workers of a Dask cluster; each worker keeps a room of its own.

    A task of a worker that is lost is run again on another one. Raises ClusterError when the
    scheduler does not answer or has no workers.
    """

    def __init__(self, address: str, *, trust_submissions: bool = False, seconds: float = 30):
        try:
            from distributed import Client
        except ImportError:
            raise ClusterError(
                "A cluster needs the package distributed: pip install 'autograder[cluster]'"
            ) from None
        try:
            self._client = Client(address, timeout=seconds, set_as_default=False)
            self._client.wait_for_workers(1, timeout=seconds)
        except (OSError, TimeoutError, ValueError) as error:
            raise ClusterError(
                f"No Dask scheduler with workers answers at {address} ({error}). Start one with "
                "`dask scheduler` and `dask worker`, both in an environment with this course."
            ) from None
        self.width = 2 * sum(self._client.nthreads().values())
        self._trust = trust_submissions

    def submit(self, cells: Sequence[Cell]) -> Future[Run]:
        """Begin to run a notebook's cells on some worker."""
        future: Future[Run] = Future()
        # More attempts than the default of 3: workers may come and go as they like.
        task = self._client.submit(run_on_worker, list(cells), self._trust, pure=False, retries=3)
        task.add_done_callback(lambda done: _pass_on(done, future))
        return future

    def close(self) -> None:
        """Leave the cluster; its workers keep their rooms for the next class."""
        self._client.close()


class ClusterError(RuntimeError):
    """The cluster can't be used; the message says what to do."""


def run_on_worker(cells: list[Cell], trust_submissions: bool) -> Run:
    """Run a notebook's cells in this Dask worker's room, which is made at the first call."""
    from distributed import get_worker

    worker = get_worker()
    with _room_lock(worker):
        room = getattr(worker, "autograder_room", None)
        if room is None:
            room = worker.autograder_room = Room(trust_submissions=trust_submissions)
    return room.run(cells)


def _room_lock(worker):
    import threading

    return worker.__dict__.setdefault("autograder_lock", threading.Lock())


def _pass_on(task, future: Future[Run]) -> None:
    error = task.exception()
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(task.result())
    task.release()
