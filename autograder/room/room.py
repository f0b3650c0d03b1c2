"""A room: one sandbox with a loaded fork server, for any number of submissions, each alone.

    with Room(hidden=[classroom, solutions]) as room:
        run = room.run([Cell("x = 1"), Cell("def f(a): return a"), Cell(questions=(b"...",))])

`run` can be called from several threads at once; each submission is a fork of its own.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from autograder.errors import RoomError, SandboxUnavailable
from autograder.room.conversation import Cell, CellRun, Line, RoomLost, Run, hold, hold_each
from autograder.room.outputs import STREAM_NAMES
from autograder.room.walls import (
    Walls,
    command,
    environment,
    hidden_folders,
    runs_as_root,
    unprivileged_ids,
)
from autograder.room.wire.limits import Limits
from autograder.room.wire.messages import Output, Settings, receive_answer, send_request

__all__ = ["Cell", "CellRun", "Room", "Run"]

DEFAULT_WITNESS = "autograder.witness.alone:answer"
_LOADING_SECONDS = 120.0
_CLOSING_SECONDS = 5.0
_TRIES = 2


class Room:
    """A sandbox that runs submissions.

    limits: what each submission may use.
    hidden: folders that must not be visible, such as the class and the solutions. They are not
        mounted anyway; this makes sure of it, also where Python itself lies around them.
    witness: `module:function` that answers questions inside, as bytes from bytes.
    import_paths: further folders that a submission may import from.
    gpu: whether accelerators can be used inside.
    trust_submissions: run without any sandbox, where there can be none.

    Raises SandboxUnavailable when no sandbox can be made here, and RoomError when the fork server
    does not come up.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        hidden: Iterable[Path] = (),
        witness: str = DEFAULT_WITNESS,
        import_paths: Iterable[Path] = (),
        gpu: bool = False,
        trust_submissions: bool = False,
    ) -> None:
        self.limits = limits or Limits()
        self.trust_submissions = trust_submissions
        self._walls = Walls(tuple(hidden), tuple(import_paths), gpu)
        self._witness = witness
        self._lock = threading.Lock()
        self._process: _Process | None = None
        self._start()

    def __enter__(self) -> Room:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, cells: Sequence[Cell], limits: Limits | None = None) -> Run:
        """Run a notebook's cells in order in a fork of its own, and ask its questions.

        limits: other limits than the room's, for this submission.

        Returns whatever happened, also when the submission misbehaved. When the room itself is
        lost it is replaced and the submission run again; `ended` is `room` when that is in vain.
        Raises RoomError only when no new room can be made.
        """
        problem = ""
        limits = limits or self.limits
        for _ in range(_TRIES):
            process = self._living()
            try:
                run = hold_each(partial(_open_line, process, limits), cells, limits)
            except (RoomLost, OSError) as error:
                problem = f"The sandbox was lost: {error}."
                self._discard(process)
                continue
            if run.ended != "room":
                return run
            problem = run.detail
        empty = [CellRun(replies=[None] * len(cell.questions)) for cell in cells]
        return Run(empty, ended="room", detail=problem)

    def open_line(self) -> Line:
        """A new fork, for whoever holds the conversation with it in another process.

        Raises RoomLost when it cannot be had, after which the next call makes a new room; and
        RoomError when no new room can be made.
        """
        process = self._living()
        try:
            return _open_line(process, self.limits)
        except (RoomLost, OSError) as error:
            self._discard(process)
            raise RoomLost(str(error)) from None

    def close(self) -> None:
        """End the fork server and everything in the room. Calling it again does nothing."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.close()

    @property
    def fork_server_pid(self) -> int:
        """The process that holds the room, as this machine numbers it; changes when replaced."""
        return self._living().pid

    def _start(self) -> None:
        process = _Process(self._walls, self._witness, sandboxed=not self.trust_submissions)
        if not self.trust_submissions:
            try:
                self._prove(process)
            except BaseException:
                process.close()
                raise
        self._process = process

    def _living(self) -> _Process:
        with self._lock:
            if self._process is None or not self._process.alive():
                if self._process is not None:
                    self._process.close()
                self._start()
            assert self._process is not None
            return self._process

    def _discard(self, process: _Process) -> None:
        with self._lock:
            if self._process is process:
                self._process = None
        process.close()

    def _prove(self, process: _Process) -> None:
        """Have a fork try what must be impossible. Raises SandboxUnavailable when it is not."""
        hidden = [str(path) for path in hidden_folders(self._walls)]
        source = (
            "import json\n"
            "from autograder.room.wire.limits import Limits\n"
            "from autograder.room.inside.probe import weaknesses\n"
            f"limits = Limits(**json.loads({json.dumps(self.limits.as_dict())!r}))\n"
            f"print(json.dumps(weaknesses(limits, {hidden!r}, gpu={self._walls.gpu})))\n"
        )
        try:
            run = hold(_open_line(process, self.limits), [Cell(source)], self.limits)
        except RoomLost as error:
            raise RoomError(f"The grading room was lost while it was tried out: {error}.") from None
        outputs = run.cells[0].outputs
        if run.ended != "done" or run.cells[0].status != "ok" or not outputs:
            said = run.detail or _said(outputs)
            raise SandboxUnavailable(f"The sandbox does not work on this machine. {said} {_ADVICE}")
        if found := json.loads(outputs[0]["text"]):
            raise SandboxUnavailable(
                f"The sandbox would not hold on this machine: {'; '.join(found)}. {_ADVICE}"
            )


def _said(outputs: Sequence[Output]) -> str:
    """What a cell that failed says of itself."""
    errors = [one for one in outputs if one["output_type"] == "error"]
    return f"{errors[0]['ename']}: {errors[0]['evalue']}." if errors else "It said nothing."


_ADVICE = (
    "Grading needs unprivileged user namespaces (Linux 5.14 or newer; on Ubuntu: sysctl "
    "kernel.apparmor_restrict_unprivileged_userns=0; in Docker: --privileged or a seccomp profile "
    "that allows them). If you trust every submission, add --trust-submissions."
)


class _Process:
    """The fork server of a room and the socket to it."""

    def __init__(self, walls: Walls, witness: str, *, sandboxed: bool) -> None:
        # First what may refuse, so that nothing is left open then.
        walled = command(walls, []) if sandboxed else []
        self.control, theirs = socket.socketpair()
        self._asking = threading.Lock()
        become = unprivileged_ids() if sandboxed and runs_as_root() else None
        self._home = None if sandboxed else tempfile.mkdtemp(prefix="room-")
        settings = Settings(theirs.fileno(), witness, sandboxed, walls.gpu, become, self._home)
        self._inside: int | None = None
        passed = [theirs.fileno()]
        information = None
        if sandboxed:
            information, tell = os.pipe()
            passed.append(tell)
            walled[1:1] = ["--info-fd", str(tell)]
        module = "autograder.room.inside.start"
        program = [*walled, sys.executable, "-P", "-m", module, settings.to_json()]
        variables = environment(walls)
        if self._home is not None:
            variables |= {
                "HOME": self._home,
                "MPLCONFIGDIR": f"{self._home}/matplotlib",
                "IPYTHONDIR": f"{self._home}/ipython",
            }
        # Without a name, so that nothing is left of it when the coordinator is killed.
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115
        try:
            theirs.detach()
            self._launch(program, variables, passed)
        except BaseException:
            if information is not None:
                os.close(information)
            self._clean_up()
            raise
        try:
            if information is not None:
                self._watch_inside(information)
            self._wait_until_loaded(sandboxed)
        except BaseException:
            self.close()
            raise

    def _launch(self, program: list[str], variables: dict[str, str], passed: list[int]) -> None:
        """Start the program, and give it the descriptors `passed`, which are closed here.

        The thread that starts it lives as long as it does: bwrap's --die-with-parent means the
        thread that started it, not the process.
        """
        started: Future[subprocess.Popen[bytes]] = Future()

        def keep() -> None:
            try:
                process = subprocess.Popen(
                    program,
                    env=variables,
                    cwd=self._home or "/",
                    stdin=subprocess.DEVNULL,
                    stdout=self._errors,
                    stderr=self._errors,
                    pass_fds=passed,
                    # Ctrl-C is for the coordinator, which then closes the room in order.
                    start_new_session=True,
                )
            except OSError as error:
                started.set_exception(RoomError(f"The grading room did not start: {error}"))
                return
            finally:
                for descriptor in passed:
                    os.close(descriptor)
            started.set_result(process)
            process.wait()

        self._keeper = threading.Thread(target=keep, name="room-keeper", daemon=True)
        self._keeper.start()
        self._popen = started.result()

    def _watch_inside(self, information: int) -> None:
        """Get hold of the first process inside, which ends a little later than bwrap itself."""
        with open(information, "rb") as file:
            said = file.read()
        if said:
            with contextlib.suppress(ProcessLookupError):
                self._inside = os.pidfd_open(json.loads(said)["child-pid"])

    def _wait_until_loaded(self, sandboxed: bool) -> None:
        self.control.settimeout(_LOADING_SECONDS)
        try:
            problem = receive_answer(self.control)
        except TimeoutError:
            problem = f"it was not ready after {_LOADING_SECONDS:g} seconds"
        if problem == "":
            return
        self._errors.seek(0)
        said = problem or self._errors.read(4096).decode(errors="replace").strip()
        if problem is None and sandboxed and said.startswith("bwrap"):
            raise SandboxUnavailable(f"No sandbox can be made on this machine ({said}). {_ADVICE}")
        raise RoomError(f"The grading room did not start: {said}")

    @property
    def pid(self) -> int:
        return self._popen.pid

    def alive(self) -> bool:
        return self._keeper.is_alive()

    def ask_for_fork(self, limits: Limits, descriptors: list[int]) -> None:
        """Have the fork server fork. Raises RoomLost when it cannot."""
        with self._asking:
            try:
                send_request(self.control, limits.as_dict(), descriptors)
                problem = receive_answer(self.control)
            except OSError as error:
                problem = str(error)
        if problem != "":
            raise RoomLost(problem or "its fork server ended")

    def close(self) -> None:
        """End the room. Calling it again, also from another thread, does nothing more."""
        with contextlib.suppress(OSError):
            self.control.shutdown(socket.SHUT_RDWR)
        self._keeper.join(_CLOSING_SECONDS)
        self._popen.kill()
        self._keeper.join()
        if self._inside is not None:
            wait = select.poll()
            wait.register(self._inside, select.POLLIN)
            wait.poll()
        self._clean_up()

    def _clean_up(self) -> None:
        self.control.close()
        if self._inside is not None:
            os.close(self._inside)
            self._inside = None
        self._errors.close()
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)


def _open_line(process: _Process, limits: Limits) -> Line:
    """A new fork of `process`, and the ways to it. Raises RoomLost when it cannot be had."""
    with contextlib.ExitStack() as ours, contextlib.ExitStack() as theirs:
        mine, given = [], []
        for _ in ("channel", "leash"):
            here, there = (end.detach() for end in socket.socketpair())
            ours.callback(os.close, here)
            theirs.callback(os.close, there)
            mine.append(here)
            given.append(there)
        for name in STREAM_NAMES:
            mine.append(_text_file(name))
            ours.callback(os.close, mine[-1])
        process.ask_for_fork(limits, [*given, *mine[2:]])
        ours.pop_all()
        return Line(mine[0], mine[1], (mine[2], mine[3]))


def _text_file(name: str) -> int:
    """A file without a name, in memory where that is possible, that is only ever added to."""
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create(name, os.MFD_CLOEXEC)
    else:
        with tempfile.TemporaryFile() as file:
            descriptor = os.dup(file.fileno())
    fcntl.fcntl(descriptor, fcntl.F_SETFL, fcntl.fcntl(descriptor, fcntl.F_GETFL) | os.O_APPEND)
    return descriptor
