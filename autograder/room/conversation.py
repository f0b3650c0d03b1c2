"""The coordinator's talk with one fork: gives it cells, asks it questions, keeps what comes back.

Every request carries a fresh token that its answer must repeat, so an answer that was sent before
it was asked for counts for nothing. Whatever the fork does, this ends within the limits.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import select
import signal
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.room.outputs import STREAM_NAMES, Collector, TextFile, clean_ends
from autograder.room.wire.frames import (
    TOKEN_BYTES,
    BrokenChannel,
    Frame,
    Kind,
    Reader,
    ReplyState,
    encode,
)
from autograder.room.wire.limits import ERROR_BYTES, MEBIBYTE, MOST_MESSAGES, Limits
from autograder.room.wire.messages import INTERRUPT, Output

# How long a warden may take to end a submission, whose memory the kernel must first give back.
_WARDEN_SECONDS = 20.0
_RECEIVE = 1 << 18
_DONE_BYTES = 4096
_SLACK_BYTES = MEBIBYTE
_MOST_SAID = 200
_MOST_LINES = 1_000_000
_CELL_STATES = ("ok", "error", "interrupted")


@dataclass(frozen=True)
class Cell:
    """A code cell to run, the questions to ask after it, or both.

    The questions of a cell that is `alone` are asked in a fork in which no source ran before.
    """

    source: str = ""
    questions: tuple[bytes, ...] = ()
    alone: bool = False


@dataclass(frozen=True)
class Line:
    """The ends of one fork's sockets and text files, as descriptors; whoever has it closes it.

    channel: to the fork. leash: to its warden. texts: its standard output and standard error.
    """

    channel: int
    leash: int
    texts: tuple[int, int]

    @property
    def descriptors(self) -> list[int]:
        """All of them, in the order of the constructor."""
        return [self.channel, self.leash, *self.texts]

    def close(self) -> None:
        """Close them; without the leash, the fork ends."""
        for descriptor in self.descriptors:
            os.close(descriptor)


@dataclass
class CellRun:
    """What one cell did.

    status: `ok`, `error` (it raised), `interrupted` (out of time), or `not run`.
    outputs: as nbformat has them, in order.
    stopped: the type of the error that it raised, the first line of its message, and the cell's
        line (0 where that is not known), as the fork tells it; None where it raised none.
    replies: an answer to each question, or None: no answer came, it was too large, or out of time.
    seconds: wall time of the cell and its questions; `asking_seconds` that of the questions alone.
    """

    status: str = "not run"
    outputs: list[Output] = field(default_factory=list)
    execution_count: int | None = None
    stopped: tuple[str, str, int] | None = None
    replies: list[bytes | None] = field(default_factory=list)
    seconds: float = 0.0
    asking_seconds: float = 0.0


@dataclass
class Run:
    """What a notebook did.

    ended: `done`; or why it ended early: `timeout`, `crashed`, `memory`, `cpu`, `output`, or
        `room` (nothing the submission did: the sandbox itself failed, and `detail` says how).
    detail: a sentence for the instructor and the student; empty when done.
    stopped_at: the index of the cell it ended at, or None. Nothing runs after an answer that was
        asked alone and had to be interrupted, either.
    """

    cells: list[CellRun]
    ended: str = "done"
    detail: str = ""
    stopped_at: int | None = None
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    memory_bytes: int = 0


class RoomLost(Exception):
    """The warden or the fork server went away without a word: the room must be replaced."""


# Called with the index of a cell and what it did, before the next one is begun.
Heard = Callable[[int, CellRun], None]


def hold(line: Line, cells: Sequence[Cell], limits: Limits, heard: Heard | None = None) -> Run:
    """Run `cells` in the fork at the other end of `line`, which is closed then.

    Raises RoomLost when the warden goes away; nothing else that the fork could cause.
    """
    with (
        contextlib.closing(socket.socket(fileno=os.dup(line.channel))) as channel,
        contextlib.closing(socket.socket(fileno=os.dup(line.leash))) as leash,
    ):
        texts = [TextFile(one, name) for one, name in zip(line.texts, STREAM_NAMES, strict=True)]
        try:
            return Conversation(channel, leash, texts, limits).hold(cells, heard)
        finally:
            line.close()


def hold_each(
    open_line: Callable[[], Line], cells: Sequence[Cell], limits: Limits, heard: Heard | None = None
) -> Run:
    """Ask what is to be asked alone, then run the notebook's cells, as a rule in one fork.

    What happens to the former is in their replies; how a run ended is what the notebook did.
    Raises RoomLost, and what `open_line` raises.
    """
    waiting = [i for i, cell in enumerate(cells) if cell.alone]
    notebook = [i for i, cell in enumerate(cells) if not cell.alone]
    done: dict[int, CellRun] = {}
    while True:
        order = [*waiting, *notebook]

        def pass_on(position: int, ran: CellRun, order: Sequence[int] = order) -> None:
            if heard is not None:
                heard(order[position], ran)

        run = hold(open_line(), [cells[i] for i in order], limits, pass_on)
        stopped = run.stopped_at
        if stopped is None or not cells[order[stopped]].alone or run.ended == "room":
            break
        # Where an answer ends its process, or hangs in it, what follows gets another.
        count = stopped + 1
        done |= zip(order[:count], run.cells[:count], strict=True)
        waiting = waiting[count:]
    done |= zip(order, run.cells, strict=True)
    run.cells = [done[i] for i in range(len(cells))]
    if stopped in notebook:
        run.stopped_at = notebook.index(stopped)
    return run


class _Ended(Exception):
    """The submission cannot go on; `ended` and `detail` as in Run. `ended` is None where the
    warden's report is still to be read for the reason."""

    def __init__(self, ended: str | None, detail: str = "") -> None:
        super().__init__(detail)
        self.ended = ended
        self.detail = detail


class Conversation:
    """One fork's notebook from the first cell to the last.

    channel, leash: the coordinator's ends of the sockets to the fork and to its warden.
    texts: the coordinator's descriptors of the files for standard output and standard error.
    """

    def __init__(
        self, channel: socket.socket, leash: socket.socket, texts: list[TextFile], limits: Limits
    ) -> None:
        self._channel, self._leash, self._limits = channel, leash, limits
        channel.setblocking(False)
        self._collector = Collector(texts, limits.cell_output_bytes, limits.notebook_output_bytes)
        self._poll = select.poll()
        self._poll.register(leash, select.POLLIN)
        self._channel_open = True
        self._report: dict[str, Any] | None = None
        self._replies_left = limits.notebook_reply_bytes
        self._interrupted = False

    def hold(self, cells: Sequence[Cell], heard: Heard | None = None) -> Run:
        """Go through the cells. Raises RoomLost when the warden goes away; nothing else.

        The time that `heard` takes is not the fork's.
        """
        requests = sum(1 + len(cell.questions) for cell in cells)
        self._reader = self._make_reader(requests)
        start = time.monotonic()
        self._end = start + self._limits.notebook_seconds
        run = Run([CellRun(replies=[None] * len(cell.questions)) for cell in cells])
        for position, (cell, done) in enumerate(zip(cells, run.cells, strict=True)):
            try:
                self._go_through(cell, done)
            except _Ended as stop:
                run.stopped_at = position
                run.ended, run.detail = stop.ended or "", stop.detail
                break
            if heard is not None:
                begun = time.monotonic()
                heard(position, done)
                self._end += time.monotonic() - begun
            if cell.alone and done.status == "interrupted":
                run.stopped_at = position
                break
        report = self._finish()
        if not run.ended or report["ended"] == "setup":
            run.ended, run.detail = _explain(report, self._limits)
        run.seconds = time.monotonic() - start
        run.cpu_seconds, run.memory_bytes = report["cpu_seconds"], report["memory_bytes"]
        return run

    def _make_reader(self, requests: int) -> Reader:
        limits = self._limits
        largest = {
            Kind.OUTPUT: limits.cell_output_bytes + ERROR_BYTES,
            Kind.DONE: _DONE_BYTES,
            Kind.REPLY: limits.reply_bytes + 1,
        }
        # Twice what is kept: an honest fork sends no more text than that, and pictures are cut.
        budget = 2 * limits.notebook_output_bytes + _SLACK_BYTES
        return Reader(largest, budget, 2 * MOST_MESSAGES + requests)

    def _go_through(self, cell: Cell, done: CellRun) -> None:
        start = time.monotonic()
        self._collector.start_cell()
        ends, cut = None, False
        try:
            if cell.source.strip():
                ends, cut = self._run_source(cell.source, done)
            elif cell.questions:
                done.status = "ok"
            begun = time.monotonic()
            try:
                self._ask(cell.questions, done)
            finally:
                done.asking_seconds = time.monotonic() - begun
        finally:
            done.outputs = self._collector.finish_cell(None if cell.questions else ends, cut=cut)
            done.seconds = time.monotonic() - start

    def _run_source(self, source: str, done: CellRun) -> tuple[list[int] | None, bool]:
        payload = source.encode("utf-8", "replace")
        answer = self._request(Kind.CELL, payload, Kind.DONE, self._limits.cell_seconds)
        message = _parse_done(answer)
        done.status = "interrupted" if self._interrupted else message["status"]
        done.execution_count = message["execution_count"]
        done.stopped = message["stopped"]
        if done.status == "interrupted" and done.stopped is None:
            done.stopped = ("KeyboardInterrupt", "", 0)
        return message["ends"], message["cut"]

    def _ask(self, questions: Sequence[bytes], done: CellRun) -> None:
        for position, question in enumerate(questions):
            self._reader.allow(self._limits.reply_bytes + _DONE_BYTES)
            answer = self._request(
                Kind.QUESTION, question, Kind.REPLY, self._limits.question_seconds
            )
            if self._interrupted:
                # An answer that hangs once would hang each time.
                done.status = "interrupted"
                return
            if answer is not None and answer[:1] == bytes([ReplyState.ANSWERED]):
                self._replies_left -= len(answer)
                if self._replies_left >= 0:
                    done.replies[position] = answer[1:]

    def _request(self, kind: Kind, payload: bytes, wanted: Kind, seconds: float) -> bytes | None:
        """Send a request and wait for its answer; None when that was too long to take.

        At the end of `seconds` the fork is interrupted, and `_interrupted` says so afterwards.
        """
        token = secrets.token_bytes(TOKEN_BYTES)
        self._reader.allow(_DONE_BYTES)
        self._interrupted = False
        deadline = time.monotonic() + seconds
        self._send(encode(kind, token, payload), deadline)
        while True:
            if self._report is not None and not self._channel_open:
                raise _Ended(None)
            for frame in self._wait(min(deadline, self._end)):
                if frame.kind == Kind.OUTPUT:
                    self._collector.receive(frame.payload)
                elif frame.kind == wanted and frame.token == token:
                    return frame.payload
            now = time.monotonic()
            if now >= self._end:
                raise _Ended("timeout", _too_long(self._limits.notebook_seconds, "The notebook"))
            if now >= deadline:
                deadline = self._interrupt(now, seconds)

    def _interrupt(self, now: float, seconds: float) -> float:
        """Press the stop button once; the second time is the end."""
        if self._interrupted:
            raise _Ended("timeout", _too_long(seconds, "A cell") + " It could not be interrupted.")
        self._interrupted = True
        try:
            self._leash.sendall(INTERRUPT)
        except OSError:
            raise _Ended(None) from None
        return now + self._limits.grace_seconds

    def _send(self, data: bytes, deadline: float) -> None:
        view = memoryview(data)
        while view:
            try:
                view = view[self._channel.send(view) :]
            except BlockingIOError:
                left = min(deadline + self._limits.grace_seconds, self._end) - time.monotonic()
                waiting = select.poll()
                waiting.register(self._channel, select.POLLOUT)
                waiting.register(self._leash, select.POLLIN)
                if left <= 0 or not waiting.poll(left * 1000):
                    raise _Ended("timeout", "The notebook stopped listening.") from None
                if self._read_report(0):
                    return
            except OSError:
                # It is gone or has closed its end; what it sent before is still to be read.
                return

    def _wait(self, deadline: float) -> list[Frame]:
        """The messages that come next, none when the deadline passes or the fork ends."""
        if self._channel_open:
            self._poll.register(self._channel, select.POLLIN)
        left = max(0.0, deadline - time.monotonic())
        ready = {descriptor for descriptor, _ in self._poll.poll(left * 1000)}
        frames: list[Frame] = []
        if self._leash.fileno() in ready and self._report is None:
            self._read_report(_WARDEN_SECONDS)
            self._poll.unregister(self._leash)
        if self._channel_open and (self._report or self._channel.fileno() in ready):
            frames = self._receive()
        if not self._channel_open and self._report is None and not frames:
            # It closed its channel, and without that there is nothing more to be had from it.
            raise _Ended("crashed", "The notebook closed its connection to the grader.")
        return frames

    def _receive(self) -> list[Frame]:
        try:
            data = self._channel.recv(_RECEIVE)
        except BlockingIOError:
            # After the report nobody is left who could still send.
            self._channel_open = self._report is None
            return []
        except OSError:
            data = b""
        if not data:
            self._close_channel()
            return []
        try:
            return self._reader.feed(data)
        except BrokenChannel as error:
            kind = "output" if error.too_much else "crashed"
            raise _Ended(kind, f"The notebook wrote to the grader's connection: {error}.") from None

    def _close_channel(self) -> None:
        self._channel_open = False
        self._poll.unregister(self._channel)
        # The end of the channel and the warden's report come together when the process has ended.
        self._read_report(self._limits.grace_seconds)

    def _read_report(self, seconds: float) -> bool:
        """Read the warden's report if it comes in time. Raises RoomLost when the warden is gone."""
        if self._report is not None:
            return True
        self._leash.settimeout(seconds)
        try:
            data = self._leash.recv(1 << 16)
        except (BlockingIOError, TimeoutError):
            return False
        except OSError:
            data = b""
        if not data:
            raise RoomLost("the warden of a submission went away")
        self._report = json.loads(data)
        return True

    def _finish(self) -> dict[str, Any]:
        """Cut the leash, and wait until the submission and all it started are gone."""
        with contextlib.suppress(OSError):
            self._leash.shutdown(socket.SHUT_WR)
        if not self._read_report(_WARDEN_SECONDS) or self._report is None:
            raise RoomLost("a submission could not be ended")
        return self._report


def _too_long(seconds: float, what: str) -> str:
    return f"{what} took longer than the {seconds:g} seconds it may take."


def _parse_done(payload: bytes | None) -> dict[str, Any]:
    """A DONE message; where it makes no sense, what is least."""
    try:
        message = json.loads((payload or b"null").decode("utf-8"))
    except (ValueError, RecursionError):
        message = None
    if not isinstance(message, dict):
        message = {}
    status, count = message.get("status"), message.get("execution_count")
    return {
        "status": status if status in _CELL_STATES else "error",
        "execution_count": count if type(count) is int else None,
        "ends": clean_ends(message.get("ends")),
        "cut": message.get("cut") is True,
        "stopped": _parse_stopped(message.get("stopped")),
    }


def _parse_stopped(found: object) -> tuple[str, str, int] | None:
    """How a cell stopped, if that is what was sent."""
    match found:
        case [str() as kind, str() as says, int() as line] if kind.isidentifier() and line >= 0:
            return kind[:100], " ".join(says.split())[:_MOST_SAID], min(line, _MOST_LINES)
    return None


def _explain(report: dict[str, Any], limits: Limits) -> tuple[str, str]:
    """Why a fork ended by itself, as `ended` and `detail` of a Run."""
    ended, status = report["ended"], report["status"]
    if ended == "setup":
        return "room", f"The sandbox could not be set up: {report['detail']}."
    memory = (
        f"The notebook and what it started used more than the {limits.memory_bytes // MEBIBYTE} "
        "MB of memory they may use."
    )
    cpu = (
        f"The notebook used more than the {limits.cpu_seconds} seconds of processor time it may "
        "use."
    )
    if ended == "memory":
        return "memory", memory
    if ended == "cpu" or status == -signal.SIGXCPU:
        return "cpu", cpu
    if status == -signal.SIGKILL:
        # Nothing inside can kill the first process of a pid namespace: this was the kernel.
        spent = report["cpu_seconds"] >= limits.cpu_seconds - 1
        return ("cpu", cpu) if spent else ("memory", "This machine ran out of memory.")
    if status < 0:
        name = signal.Signals(-status).name if -status in signal.valid_signals() else -status
        return "crashed", f"The notebook's process crashed ({name})."
    return "crashed", f"The notebook ended its own process (exit code {status})."
