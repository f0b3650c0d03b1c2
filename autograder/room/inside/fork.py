"""What runs one submission: takes cells and questions from the channel, sends back what happened.

A student's code runs in this process and can change anything in it. Nothing here is trusted by the
coordinator: this module only has to serve an honest notebook well.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from autograder.room.inside import jail
from autograder.room.inside.shell import OUTLET, RoomShell, start_afresh, text_sizes
from autograder.room.inside.warden import say_shut_in
from autograder.room.wire.frames import Kind, ReplyState, encode, receive
from autograder.room.wire.limits import Limits
from autograder.witness.ran import stop_of

CHANNEL = 3
_OUT_OF_THE_WAY = 50
Witness = Callable[[bytes, dict[str, Any]], bytes]


@dataclass
class Fork:
    """Serves one submission on its channel.

    channel: socket to the coordinator, the only way out.
    handshake: socket to the warden.
    texts: descriptors of the two files that standard output and standard error become.
    witness: answers a question about the notebook's namespace.
    outer_ids: user and group of this process before it was in a namespace of its own.
    """

    channel: socket.socket
    texts: list[int]
    handshake: socket.socket
    limits: Limits
    shell: RoomShell
    witness: Witness
    namespaces: bool
    gpu: bool
    outer_ids: tuple[int, int]
    _token: bytes = field(default=b"", init=False)

    def shut_in(self) -> None:
        """Shut this process in, and tell the warden. Raises OSError when it cannot be done."""
        handshake = fcntl.fcntl(self.handshake.detach(), fcntl.F_DUPFD, _OUT_OF_THE_WAY)
        self.handshake = socket.socket(fileno=handshake)
        self._take_descriptors()
        if self.namespaces:
            jail.confine(self.limits, *self.outer_ids, gpu=self.gpu)
        else:
            os.setsid()
            jail.set_limits(self.limits, gpu=self.gpu)
        say_shut_in(self.handshake)
        jail.close_all_but({0, 1, 2, CHANNEL})

    def serve(self) -> None:
        """Run cells and answer questions until the coordinator goes away."""
        OUTLET.connect(self._send_output)
        owner, no_cell_ran = os.getpid(), True
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        while (frame := receive(self.channel)) is not None:
            self._token = frame.token
            if frame.kind == Kind.CELL:
                if no_cell_ran:
                    # Answers that were asked alone before must not show in the notebook.
                    start_afresh()
                    # What the notebook writes beside itself it may import, as in Jupyter.
                    sys.path.insert(0, "")
                    no_cell_ran = False
                answer = self._cell(frame.payload or b"")
            else:
                answer = self._question(frame.payload or b"")
            if os.getpid() != owner:
                # A cell called os.fork and this is its child, come back from the cell.
                os._exit(0)
            self.channel.sendall(answer)

    def _take_descriptors(self) -> None:
        """Put the channel and the text files in their places, away from everything inherited."""
        nothing = os.open(os.devnull, os.O_RDONLY)
        wanted = [nothing, *self.texts, self.channel.detach()]
        # Through numbers that are free, so that no move overwrites what a later one needs.
        high = [fcntl.fcntl(descriptor, fcntl.F_DUPFD, _OUT_OF_THE_WAY) for descriptor in wanted]
        for place, descriptor in enumerate(high):
            os.dup2(descriptor, place)
        self.channel = socket.socket(fileno=CHANNEL)

    def _cell(self, payload: bytes) -> bytes:
        OUTLET.start_cell(self.limits.cell_output_bytes)
        status, stopped = "interrupted", None
        with _interruptible():
            result = self.shell.run_cell(payload.decode("utf-8", "replace"), store_history=True)
            status = "ok" if result.success else "error"
            stopped = stop_of(result)
        done = {
            "status": status,
            "execution_count": self.shell.execution_count - 1,
            "ends": text_sizes(),
            "cut": OUTLET.cut,
            "stopped": stopped,
        }
        return encode(Kind.DONE, self._token, json.dumps(done).encode())

    def _question(self, payload: bytes) -> bytes:
        OUTLET.start_cell(self.limits.cell_output_bytes)
        state, data = ReplyState.FAILED, b""
        with _interruptible():
            answer = self.witness(payload, self.shell.user_ns)
            if len(answer) > self.limits.reply_bytes:
                state = ReplyState.TOO_LARGE
            else:
                state, data = ReplyState.ANSWERED, answer
        return encode(Kind.REPLY, self._token, bytes([state]) + data)

    def _send_output(self, message: bytes) -> None:
        self.channel.sendall(encode(Kind.OUTPUT, self._token, message))


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """Let an interrupt from the coordinator, and whatever else a cell raises, end here."""
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
    except BaseException:
        # IPython and the witness report errors themselves. What still arrives here is an interrupt
        # that came between two lines of theirs, or a cell that broke them.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
