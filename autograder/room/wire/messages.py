"""What the coordinator and a room's fork server say to each other. Both ends are trusted."""

from __future__ import annotations

import json
import socket
from dataclasses import asdict, dataclass
from struct import Struct
from typing import Any

# An output as nbformat has it.
Output = dict[str, Any]
FORK_DESCRIPTORS = 4
# On the leash, what presses the stop button; its end kills the submission.
INTERRUPT = b"i"
_LENGTH = Struct("!I")


@dataclass(frozen=True)
class Settings:
    """What the coordinator tells a fork server on its command line, as JSON.

    control: descriptor of the socket to the coordinator.
    witness: `module:function` that answers questions.
    namespaces: whether forks are shut in; False only where submissions are trusted.
    gpu: whether forks may use an accelerator.
    become: user and group to become, where the grader is root.
    home: a folder to take away at the end; None where the sandbox has one that ends with it.
    """

    control: int
    witness: str
    namespaces: bool
    gpu: bool
    become: tuple[int, int] | None
    home: str | None

    def to_json(self) -> str:
        """The settings as `from_json` reads them."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Settings:
        """The settings in `text`."""
        values = json.loads(text)
        become = values.pop("become")
        return cls(**values, become=tuple(become) if become else None)


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
    """The answer; None when the fork server has gone."""
    head = control.recv(_LENGTH.size, socket.MSG_WAITALL)
    if len(head) < _LENGTH.size:
        return None
    size = _LENGTH.unpack(head)[0]
    return control.recv(size, socket.MSG_WAITALL).decode(errors="replace") if size else ""
