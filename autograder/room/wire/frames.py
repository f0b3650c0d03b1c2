"""The messages between the coordinator and a fork: a kind, a token, a length, then plain bytes.

The coordinator's side trusts nothing it reads: lengths are bounded before anything is stored, a
message that is too long is skipped, and one that makes no sense ends the conversation.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from struct import Struct

TOKEN_BYTES = 8
_HEADER = Struct(f"!B{TOKEN_BYTES}sI")
_RECEIVE = 1 << 18


class Kind(IntEnum):
    """What a message is. The coordinator sends the first two, a fork the rest."""

    CELL = 1
    QUESTION = 2
    OUTPUT = 3
    DONE = 4
    REPLY = 5


class ReplyState(IntEnum):
    """The first byte of a reply: whether an answer follows, and if not, why."""

    ANSWERED = 0
    TOO_LARGE = 1
    FAILED = 2


class BrokenChannel(Exception):
    """What came through the channel cannot be a message, or (`too_much`) more than may come."""

    def __init__(self, message: str, *, too_much: bool = False) -> None:
        super().__init__(message)
        self.too_much = too_much


@dataclass(frozen=True)
class Frame:
    """One message. `payload` is None when it was too long and has been skipped."""

    kind: int
    token: bytes
    payload: bytes | None


def encode(kind: Kind, token: bytes, payload: bytes = b"") -> bytes:
    """One message as bytes."""
    return _HEADER.pack(kind, token, len(payload)) + payload


def receive(channel: socket.socket) -> Frame | None:
    """The next message on a blocking socket whose other end is trusted; None at its end."""
    header = _exactly(channel, _HEADER.size)
    if header is None:
        return None
    kind, token, length = _HEADER.unpack(header)
    payload = _exactly(channel, length)
    return None if payload is None else Frame(kind, token, payload)


def _exactly(channel: socket.socket, size: int) -> bytes | None:
    data = bytearray()
    while len(data) < size:
        part = channel.recv(min(size - len(data), _RECEIVE))
        if not part:
            return None
        data += part
    return bytes(data)


class Reader:
    """Takes messages out of bytes that come from a fork.

    largest: bytes a payload may have for each kind that a fork may send.
    budget: bytes that may come in all, and `messages` how many; BrokenChannel once more do.
    """

    def __init__(self, largest: Mapping[Kind, int], budget: int, messages: int) -> None:
        self._largest = largest
        self._budget = budget
        self._messages = messages
        self._data = bytearray()
        self._to_skip = 0
        self._skipped: Frame | None = None

    def allow(self, size: int) -> None:
        """Let so many more bytes come."""
        self._budget += size

    def feed(self, data: bytes) -> list[Frame]:
        """The messages that are complete with `data`; BrokenChannel when it makes no sense."""
        self._budget -= len(data)
        if self._budget < 0:
            raise BrokenChannel("more came than a notebook may send", too_much=True)
        self._data += data
        frames = []
        while (frame := self._next()) is not None:
            self._messages -= 1
            if self._messages < 0:
                raise BrokenChannel("more messages came than a notebook may send", too_much=True)
            frames.append(frame)
        return frames

    def _next(self) -> Frame | None:
        if self._skipped is not None:
            dropped = min(self._to_skip, len(self._data))
            del self._data[:dropped]
            self._to_skip -= dropped
            if self._to_skip:
                return None
            frame, self._skipped = self._skipped, None
            return frame
        if len(self._data) < _HEADER.size:
            return None
        kind, token, length = _HEADER.unpack_from(self._data)
        if kind not in self._largest:
            raise BrokenChannel(f"a message of unknown kind {kind} came")
        if length > self._largest[kind]:
            del self._data[: _HEADER.size]
            self._to_skip, self._skipped = length, Frame(kind, token, None)
            return self._next()
        end = _HEADER.size + length
        if len(self._data) < end:
            return None
        payload = bytes(self._data[_HEADER.size : end])
        del self._data[:end]
        return Frame(kind, token, payload)
