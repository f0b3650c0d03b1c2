"""What a grader and its workers say to each other: bounded messages and descriptors on a socket.

All ends are trusted, but a worker reads what students hand in: nothing is unpickled, a message has
a greatest length, and the grader waits for none without end.
"""

from __future__ import annotations

import os
import socket
import time
from enum import IntEnum
from struct import Struct
from typing import Any

from autograder.room.conversation import Line

# A notebook of the largest size in UTF-8, with the outputs of a run.
MOST_BYTES = 256 * 2**20
_HEADER = Struct("!BI")
_RECEIVE = 1 << 20
_LINE_DESCRIPTORS = 4


class Kind(IntEnum):
    """What a message is about."""

    SETTING = 1  # to a fork server: what is the same for all hand-ins
    READY = 2  # from it: that it is loaded
    FORK = 3  # to it, with one end of a socket: make a worker that listens there
    STARTED = 4  # from it: the worker's process
    END = 5  # to it: end a worker
    ENDED = 6  # from it: how that worker ended, as `os.waitpid` says
    JOB = 7  # to a worker
    OPEN = 8  # from it: a fork of the room is wanted
    LINE = 9  # to it, with four descriptors; or with none and why there is no fork
    MARKED = 10  # from it: what came of the job
    PROBLEM = 11  # from a fork server: why it can't begin


class PeerGone(Exception):
    """The other end was closed, or said nothing in time, or what it may not."""


def send(
    peer: socket.socket, kind: Kind, payload: bytes = b"", descriptors: tuple[Any, ...] = ()
) -> None:
    """Send one message. Raises PeerGone when nobody listens any more."""
    try:
        header = _HEADER.pack(kind, len(payload))
        if descriptors:
            socket.send_fds(peer, [header], list(descriptors))
        else:
            peer.sendall(header)
        peer.sendall(payload)
    except OSError as error:
        raise PeerGone(str(error)) from None


def receive(
    peer: socket.socket, seconds: float | None = None
) -> tuple[Kind, bytes, tuple[int, ...]]:
    """The next message, with the descriptors that came with it, which are the caller's to close.

    Raises PeerGone when none comes, whole and within `seconds`.
    """
    end = None if seconds is None else time.monotonic() + seconds
    try:
        _wait_until(peer, end)
        head, descriptors, _, _ = socket.recv_fds(peer, _HEADER.size, _LINE_DESCRIPTORS)
        if len(head) < _HEADER.size:
            head += _exactly(peer, _HEADER.size - len(head), end) if head else b""
        if len(head) < _HEADER.size:
            raise PeerGone("it ended")
        kind, length = _HEADER.unpack(head)
        if length > MOST_BYTES:
            raise PeerGone(f"it sent {length:,} bytes")
        return Kind(kind), _exactly(peer, length, end), tuple(descriptors)
    except TimeoutError:
        raise PeerGone("it took too long") from None
    except OSError as error:
        raise PeerGone(str(error)) from None


def _wait_until(peer: socket.socket, end: float | None) -> None:
    if end is not None:
        peer.settimeout(max(1e-3, end - time.monotonic()))


def _exactly(peer: socket.socket, size: int, end: float | None) -> bytes:
    data = bytearray()
    while len(data) < size:
        _wait_until(peer, end)
        part = peer.recv(min(size - len(data), _RECEIVE))
        if not part:
            raise PeerGone("it ended in the middle of a message")
        data += part
    return bytes(data)


def send_line(peer: socket.socket, line: Line) -> None:
    """Hand the ends of a fork over; they are closed here."""
    try:
        send(peer, Kind.LINE, b"", tuple(line.descriptors))
    finally:
        line.close()


def take_line(descriptors: tuple[int, ...]) -> Line | None:
    """The line that came with a message; None where none did."""
    if len(descriptors) != _LINE_DESCRIPTORS:
        for descriptor in descriptors:
            os.close(descriptor)
        return None
    channel, leash, out, err = descriptors
    return Line(channel, leash, (out, err))
