"""What the coordinator and a room's parent say to each other. Both ends are trusted."""

from __future__ import annotations

import json
import socket
from struct import Struct
from typing import Any

FORK_DESCRIPTORS = 4
_LENGTH = Struct("!I")


def send_request(control: socket.socket, limits: dict[str, Any], descriptors: list[int]) -> None:
    """Ask for a fork with these limits. descriptors: channel, leash, output and error text."""
    body = json.dumps(limits).encode()
    socket.send_fds(control, [_LENGTH.pack(len(body)) + body], descriptors)


def receive_request(control: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """The next request as (limits, descriptors); None when the coordinator has gone."""
    head, descriptors, _, _ = socket.recv_fds(control, _LENGTH.size, FORK_DESCRIPTORS)
    if len(head) < _LENGTH.size:
        return None
    body = control.recv(_LENGTH.unpack(head)[0], socket.MSG_WAITALL)
    return json.loads(body), descriptors


def send_answer(control: socket.socket, problem: str) -> None:
    """Answer that it was done (""), or what went wrong."""
    body = problem.encode()
    control.sendall(_LENGTH.pack(len(body)) + body)


def receive_answer(control: socket.socket) -> str | None:
    """The answer; None when the parent has gone."""
    head = control.recv(_LENGTH.size, socket.MSG_WAITALL)
    if len(head) < _LENGTH.size:
        return None
    size = _LENGTH.unpack(head)[0]
    return control.recv(size, socket.MSG_WAITALL).decode(errors="replace") if size else ""
