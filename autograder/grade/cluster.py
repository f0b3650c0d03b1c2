"""Submissions on the workers of a Dask cluster, each worker with a room of its own.

Cells go out and runs come back as JSON text: nothing that a worker made is unpickled here.
"""

from __future__ import annotations

import json
import threading
from base64 import b64decode, b64encode
from collections.abc import Sequence
from concurrent.futures import CancelledError, Future
from typing import Any

from distributed import Client, WorkerPlugin, get_worker
from distributed.scheduler import KilledWorker

from autograder.errors import RunnerError
from autograder.room.conversation import Cell, CellRun, Run
from autograder.room.room import Room
from autograder.room.wire.limits import Limits

_PLUGIN = "autograder-room"
# A worker that can't make a room fails at once, and there may be others that can.
_RETRIES = 3
_START_ONE = (
    "Start one with `dask scheduler` and `dask worker`, both in an environment with this course."
)


class DaskRunner:
    """Submissions on the workers of the scheduler at `address`.

    What a lost worker was running is run again on another one. Raises RunnerError when the
    scheduler does not answer within `seconds`, or has no workers.
    """

    def __init__(
        self,
        address: str,
        *,
        limits: Limits | None = None,
        trust_submissions: bool = False,
        seconds: float = 30,
    ):
        try:
            self._client = Client(address, timeout=seconds, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise RunnerError(
                f"No Dask scheduler answers at {address} ({error}). {_START_ONE}"
            ) from None
        try:
            self._client.wait_for_workers(1, timeout=seconds)
            self._client.register_plugin(WorkerRoom(limits or Limits(), trust_submissions))
        except (OSError, TimeoutError) as error:
            self._client.close()
            raise RunnerError(
                f"The Dask scheduler at {address} has no workers ({error}). {_START_ONE}"
            ) from None
        self.width = 2 * sum(self._client.nthreads().values())

    def submit(self, cells: Sequence[Cell]) -> Future[Run]:
        """Begin to run a notebook's cells on some worker; its Future may raise RunnerError."""
        future: Future[Run] = Future()
        task = self._client.submit(
            run_on_worker, cells_to_json(cells), pure=False, retries=_RETRIES
        )
        task.add_done_callback(lambda done: _pass_on(done, future))
        return future

    def close(self) -> None:
        """Leave the cluster; its workers keep their rooms for the next class."""
        self._client.close()


class WorkerRoom(WorkerPlugin):
    """A worker's room: made for its first submission, closed when the worker ends."""

    name = _PLUGIN

    def __init__(self, limits: Limits, trust_submissions: bool):
        self._limits = limits
        self._trust = trust_submissions

    def setup(self, worker: Any) -> None:
        """Called by Dask in the worker."""
        self._lock = threading.Lock()
        self._room: Room | None = None

    def teardown(self, worker: Any) -> None:
        """Called by Dask when the worker ends, or when another class takes it over."""
        with self._lock:
            room, self._room = self._room, None
        if room is not None:
            room.close()

    def run(self, cells: Sequence[Cell]) -> Run:
        """Run a notebook's cells. Raises RoomError or SandboxUnavailable when there is no room."""
        with self._lock:
            if self._room is None:
                self._room = Room(self._limits, trust_submissions=self._trust)
            room = self._room
        return room.run(cells)


def run_on_worker(cells: str) -> str:
    """The task: run a notebook's cells in this worker's room."""
    return run_to_json(get_worker().plugins[_PLUGIN].run(cells_from_json(cells)))


def _pass_on(task: Any, future: Future[Run]) -> None:
    """Hand a task's result or failure on. Whatever happens, the Future comes to an end."""
    try:
        future.set_result(run_from_json(task.result()))
    except KilledWorker:
        future.set_exception(RunnerError("One worker after another was lost, or ended itself."))
    except CancelledError:
        future.set_exception(RunnerError("The Dask scheduler went away."))
    except Exception as error:
        future.set_exception(RunnerError(f"A worker of the cluster can't grade: {error}"))
    finally:
        task.release()


def cells_to_json(cells: Sequence[Cell]) -> str:
    """Cells as text, for `cells_from_json`."""
    return json.dumps([[cell.source, cell.alone, *map(_to_text, cell.questions)] for cell in cells])


def cells_from_json(text: str) -> list[Cell]:
    """The cells that `cells_to_json` wrote."""
    return [
        Cell(source, tuple(map(_to_bytes, asked)), alone)
        for source, alone, *asked in json.loads(text)
    ]


def run_to_json(run: Run) -> str:
    """A run as text, for `run_from_json`."""
    cells = [vars(cell) | {"replies": list(map(_to_text, cell.replies))} for cell in run.cells]
    return json.dumps(vars(run) | {"cells": cells})


def run_from_json(text: str) -> Run:
    """The run that `run_to_json` wrote."""
    content = json.loads(text)
    content["cells"] = [
        CellRun(**(cell | {"replies": list(map(_to_bytes, cell["replies"]))}))
        for cell in content["cells"]
    ]
    return Run(**content)


def _to_text(data: bytes | None) -> str | None:
    return None if data is None else b64encode(data).decode()


def _to_bytes(text: str | None) -> bytes | None:
    return None if text is None else b64decode(text)
