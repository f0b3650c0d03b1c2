"""Hand-ins on the workers of a Dask cluster: each of these has a room and graders of its own.

A cluster's machines are trusted as this one is: they get the hand-ins, the seeds and the exercises.
Jobs go out and results come back as MessagePack: nothing that a worker made is unpickled here.
"""

from __future__ import annotations

import tempfile
import threading
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import Any, cast

import msgspec
from distributed import Client, WorkerPlugin, get_worker
from distributed.scheduler import KilledWorker

from autograder.errors import RunnerError, Unreadable
from autograder.grade.marking import Job, Marked, Setting
from autograder.grade.runners import LocalRunner
from autograder.grade.submission import bytes_of

_PLUGIN = "autograder-room"
# A worker that can't make a room fails at once, and there may be others that can.
_RETRIES = 3
_GONE = "The Dask scheduler went away."
_START_ONE = (
    "Start one with `dask scheduler` and `dask worker`, both in an environment with this course."
)


class DaskRunner:
    """Hand-ins on the workers of the scheduler at `address`.

    What a lost worker was running is run again on another one. Raises RunnerError when the
    scheduler does not answer within `seconds`, or has no workers.
    """

    def __init__(
        self,
        address: str,
        setting: Setting,
        *,
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
            packed = msgspec.msgpack.encode(setting)
            self._client.register_plugin(ClusterRunner(packed, trust_submissions))
        except (OSError, TimeoutError) as error:
            self._client.close()
            raise RunnerError(
                f"The Dask scheduler at {address} has no workers ({error}). {_START_ONE}"
            ) from None
        self.width = 2 * sum(self._client.nthreads().values())

    def submit(self, job: Job, *, alone: bool = False) -> Future[Marked]:
        """Begin to mark a hand-in on some worker; its Future may raise RunnerError."""
        future: Future[Marked] = Future()
        packed = msgspec.msgpack.encode(_with_content(job))
        try:
            task = self._client.submit(mark_on_worker, packed, alone, pure=False, retries=_RETRIES)
        except Exception:  # of several kinds, when the scheduler was lost a moment ago
            future.set_exception(RunnerError(_GONE))
        else:
            task.add_done_callback(lambda done: _pass_on(done, future))
        return future

    def close(self) -> None:
        """Leave the cluster; its workers keep their rooms for the next class."""
        self._client.close()


def _with_content(job: Job) -> Job:
    """The job with what is in its file, for a machine that does not have it."""
    if job.refused:
        return job
    try:
        return msgspec.structs.replace(job, content=bytes_of(Path(job.path)))
    except Unreadable as error:
        return msgspec.structs.replace(job, refused=str(error))


class ClusterRunner(WorkerPlugin):
    """What a Dask worker grades with: made for its first hand-in, closed when the worker ends."""

    name = _PLUGIN

    def __init__(self, setting: bytes, trust_submissions: bool):
        self._setting = setting
        self._trust = trust_submissions

    def setup(self, worker: Any) -> None:
        """Called by Dask in the worker."""
        self._lock = threading.Lock()
        self._width = worker.state.nthreads
        self._runner: LocalRunner | None = None

    def teardown(self, worker: Any) -> None:
        """Called by Dask when the worker ends, or when another class takes it over."""
        with self._lock:
            runner, self._runner = self._runner, None
        if runner is not None:
            runner.close()

    def mark(self, job: Job, *, alone: bool) -> Marked:
        """Mark a hand-in. Raises RoomError, SandboxUnavailable or RunnerError where none can be."""
        with self._lock:
            if self._runner is None:
                setting = msgspec.msgpack.decode(self._setting, type=Setting)
                self._runner = LocalRunner(setting, self._width, trust_submissions=self._trust)
            runner = self._runner
        return runner.submit(job, alone=alone).result()


def mark_on_worker(job: bytes, alone: bool) -> bytes:
    """The task: mark a hand-in with what this worker has for it."""
    unpacked = msgspec.msgpack.decode(job, type=Job)
    runner = cast(ClusterRunner, get_worker().plugins[_PLUGIN])
    with tempfile.TemporaryDirectory(prefix="hand-in-") as folder:
        # As a file, which is looked at before it is read, and read within limits.
        path = Path(folder) / Path(unpacked.path).name
        path.write_bytes(unpacked.content or b"")
        unpacked = msgspec.structs.replace(unpacked, path=str(path), content=None)
        return msgspec.msgpack.encode(runner.mark(unpacked, alone=alone))


def _pass_on(task: Any, future: Future[Marked]) -> None:
    """Hand a task's result or failure on. Whatever happens, the Future comes to an end."""
    try:
        future.set_result(msgspec.msgpack.decode(task.result(), type=Marked))
    except KilledWorker:
        future.set_exception(RunnerError("One worker after another was lost, or ended itself."))
    except CancelledError:
        future.set_exception(RunnerError(_GONE))
    except Exception as error:
        future.set_exception(RunnerError(f"A worker of the cluster can't grade: {error}"))
    finally:
        task.release()
