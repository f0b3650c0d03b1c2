"""The grader's side of its workers: hands out jobs, gives them forks of a room, replaces the lost.

    with Workers(setting) as workers:
        marked = workers.mark(job, room)

`mark` can be called from several threads at once; each call has a worker to itself.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import Future

import msgspec

from autograder.errors import RunnerError
from autograder.grade import bounds, wire
from autograder.grade.marking import Job, Marked, Setting
from autograder.grade.wire import Kind, PeerGone
from autograder.room.conversation import RoomLost
from autograder.room.room import Room

# What runs as the fork server, after this Python.
PROGRAM = ("-P", "-m", "autograder.grade.worker")
_LOADING_SECONDS = 180.0
_FORKING_SECONDS = 60.0
# On top of what the room may take: a machine may be busy, and both of them wait for it.
_PATIENCE_SECONDS = 60.0
_MOST_FORKS = 200


class WorkerLost(Exception):
    """A worker ended, or was stopped, in the middle of a job.

    reason: a sentence. by_machine: whether it was killed from outside, and no fault of the job's.
    """

    def __init__(self, reason: str, *, by_machine: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.by_machine = by_machine


class Workers:
    """A fork server of workers, and those that wait for a job.

    It loads in the background; the first job waits for it. Raises RunnerError when it can't begin.
    """

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()  # of the list of the idle and of the socket
        self._control, theirs = socket.socketpair()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, *PROGRAM, str(theirs.fileno())],
                env=os.environ | {f"{name}_NUM_THREADS": "1" for name in ("OMP", "MKL")},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        # It takes the setting once it is loaded; nobody else has to wait for that.
        self._loaded: Future[None] = Future()
        threading.Thread(target=self._load, name="workers-loading", daemon=True).start()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def mark(self, job: Job, room: Room, *, alone: bool = False) -> Marked:
        """Have a job done, in a fork of `room`; with `alone`, by a worker that has done none.

        Raises WorkerLost, RoomError, SandboxUnavailable and RunnerError.
        """
        worker = self._take(new=alone)
        try:
            marked = self._follow(worker, job, room)
        except PeerGone as error:
            raise self._why_lost(worker, error) from None
        except BaseException:
            self._end(worker)
            raise
        if marked.spent or alone:
            self._end(worker)
        else:
            with self._lock:
                self._idle.append(worker)
        return marked

    def close(self) -> None:
        """End all workers. Calling it again does nothing."""
        # Not close alone: a thread may still read from it.
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)
        self._control.close()
        for worker in self._idle:
            worker.socket.close()
        self._idle.clear()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        self._process.kill()
        self._process.wait()
        self._errors.close()

    def _follow(self, worker: _Worker, job: Job, room: Room) -> Marked:
        """Give a worker its job, and what it asks for, until it is done. Raises PeerGone."""
        limits = self._setting.limits
        patience = limits.notebook_seconds + bounds.HAND_IN_SECONDS + _PATIENCE_SECONDS
        wire.send(worker.socket, Kind.JOB, msgspec.msgpack.encode(job))
        for _ in range(_MOST_FORKS):
            kind, data, _ = wire.receive(worker.socket, patience)
            if kind == Kind.MARKED:
                return msgspec.msgpack.decode(data, type=Marked)
            try:
                wire.send_line(worker.socket, room.open_line())
            except RoomLost as error:
                wire.send(worker.socket, Kind.LINE, str(error).encode())
        raise PeerGone("it took too many forks")

    def _take(self, *, new: bool) -> _Worker:
        self._loaded.result()
        with self._lock:
            if self._idle and not new:
                return self._idle.pop()
            ours, theirs = socket.socketpair()
            with theirs:
                process = self._ask(Kind.FORK, b"", (theirs.fileno(),))
            return _Worker(ours, int(process))

    def _load(self) -> None:
        try:
            wire.send(self._control, Kind.SETTING, msgspec.msgpack.encode(self._setting))
            kind, said, _ = wire.receive(self._control, _LOADING_SECONDS)
        except PeerGone:
            self._errors.seek(0)
            last = self._errors.read()[-2_000:].decode(errors="replace").strip()
            self._loaded.set_exception(RunnerError(f"The workers did not start: {last}"))
        except Exception as error:  # whoever waits must not wait for ever
            self._loaded.set_exception(error)
        else:
            if kind == Kind.PROBLEM:
                self._loaded.set_exception(RunnerError(said.decode()))
            else:
                self._loaded.set_result(None)

    def _end(self, worker: _Worker) -> int:
        """End a worker; how it ended, where it had done so before."""
        worker.socket.close()
        with self._lock:
            return int(self._ask(Kind.END, str(worker.process).encode()))

    def _ask(self, kind: Kind, payload: bytes, descriptors: tuple[int, ...] = ()) -> bytes:
        try:
            wire.send(self._control, kind, payload, descriptors)
            return wire.receive(self._control, _FORKING_SECONDS)[1]
        except PeerGone as error:
            raise RunnerError(f"The workers' fork server was lost: {error}.") from None

    def _why_lost(self, worker: _Worker, error: PeerGone) -> WorkerLost:
        # A worker that still runs is killed now; one that had ended says of what.
        stopped = str(error) != "it ended"
        status = os.waitstatus_to_exitcode(self._end(worker))
        if stopped or status == -signal.SIGXCPU:
            reason = (
                f"The notebook could not be read and judged within the {bounds.HAND_IN_SECONDS} "
                "seconds of processor time that it may take."
            )
            return WorkerLost(reason, by_machine=False)
        if status == -signal.SIGKILL:
            reason = "the process that judged it was killed; perhaps this machine ran out of memory"
            return WorkerLost(reason, by_machine=True)
        reason = f"The process that read and judged the notebook ended by itself ({status})."
        return WorkerLost(reason, by_machine=False)


class _Worker:
    """A worker's process, as its fork server numbers it, and the socket to it."""

    def __init__(self, peer: socket.socket, process: int) -> None:
        self.socket = peer
        self.process = process
