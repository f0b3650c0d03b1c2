"""Watches one submission from the room's fork server, out of its sight, and ends it.

The warden adds up what everything in the submission's pid namespace uses, obeys the coordinator on
the leash, and tells it there how the submission ended. Cutting the leash kills the submission.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
from collections.abc import Callable

from autograder.room.inside.usage import Usage
from autograder.room.wire.limits import Limits
from autograder.room.wire.messages import INTERRUPT
from autograder.room.wire.places import SCRATCH

_SHUT = b"shut"
_VIEWED = ("/proc", SCRATCH, "/dev/shm")


def say_shut_in(handshake: socket.socket) -> None:
    """Tell the warden, from inside, that the submission is shut in."""
    handshake.sendall(_SHUT)


class Warden:
    """Guards one submission until it ends.

    child: its first process.
    leash: socket to the coordinator; a byte `i` on it interrupts, its end kills.
    handshake: socket on which the child says that it is shut in, or what went wrong.
    namespaces: False only where submissions are trusted, and then memory is not added up.
    inherited: bytes that each of its processes holds of the fork server's, which do not count.
    """

    def __init__(
        self,
        child: int,
        leash: socket.socket,
        handshake: socket.socket,
        limits: Limits,
        *,
        namespaces: bool,
        inherited: int,
    ) -> None:
        self._child, self._leash, self._handshake = child, leash, handshake
        self._limits, self._namespaces = limits, namespaces
        self._views: list[int] = []
        self._usage: Usage | None = None
        self._inherited = inherited
        self._most_memory = 0
        self._most_cpu = 0.0
        # Readable when the child has ended; not everywhere there is such a thing.
        self._child_end = os.pidfd_open(child) if hasattr(os, "pidfd_open") else None
        self._events: dict[int, Callable[[], bool]] = {
            leash.fileno(): self._obey,
            handshake.fileno(): self._shake_hands,
        }
        if self._child_end is not None:
            self._events[self._child_end] = self._reap

    def descriptors(self) -> list[int]:
        """What to wait on for this submission; after the handshake it is one less."""
        return list(self._events)

    def handle(self, descriptor: int) -> bool:
        """Deal with a readable descriptor; False when the submission has ended."""
        act = self._events.get(descriptor)
        return act is None or act()

    def patrol(self) -> bool:
        """Look after the limits, now and then; False when the submission has ended."""
        if self._child_end is None and not self._reap():
            return False
        if self._usage is None:
            return True
        memory = self._usage.memory()
        self._most_memory = max(self._most_memory, memory)
        self._most_cpu = max(self._most_cpu, self._usage.cpu())
        if memory > self._limits.memory_bytes:
            return self._end("memory")
        if self._most_cpu > self._limits.cpu_seconds:
            return self._end("cpu")
        return True

    def close(self) -> None:
        """Kill what is left of the submission, and close everything."""
        self._kill()
        self._leash.close()
        self._handshake.close()
        for view in self._views:
            os.close(view)
        if self._child_end is not None:
            os.close(self._child_end)

    def _shake_hands(self) -> bool:
        message = self._handshake.recv(4096)
        del self._events[self._handshake.fileno()]
        if message != _SHUT:
            return self._end("setup", detail=message.decode(errors="replace"))
        if self._namespaces:
            try:
                self._open_views()
            except OSError as error:
                return self._end("setup", detail=str(error))
        return True

    def _open_views(self) -> None:
        """Open what to look at. Not passed on by the child: how many descriptors may be on their
        way is counted for its user, so others could use that up."""
        for folder in _VIEWED:
            seen = f"/proc/{self._child}/root{folder}"
            self._views.append(os.open(seen, os.O_RDONLY | os.O_DIRECTORY))
        processes, *disks = self._views
        self._usage = Usage(processes, disks, self._inherited, self._limits.memory_bytes)

    def _obey(self) -> bool:
        try:
            order = self._leash.recv(1)
        except OSError:
            order = b""
        if order == INTERRUPT:
            os.kill(self._child, signal.SIGINT)
            return True
        return self._end("killed")

    def _reap(self) -> bool:
        done, status, spent = os.wait4(self._child, os.WNOHANG)
        if not done:
            return True
        self._child = 0
        self._most_cpu = max(self._most_cpu, spent.ru_utime + spent.ru_stime)
        return self._end("exited", status=os.waitstatus_to_exitcode(status))

    def _end(self, ended: str, *, status: int = 0, detail: str = "") -> bool:
        """Kill the submission, then report it: whoever reads the report finds nothing running."""
        self._kill()
        message = {
            "ended": ended,
            "status": status,
            "detail": detail,
            "memory_bytes": self._most_memory,
            "cpu_seconds": round(self._most_cpu, 3),
        }
        with contextlib.suppress(OSError):
            self._leash.sendall(json.dumps(message).encode())
        return False

    def _kill(self) -> None:
        """End the submission: the first process of a pid namespace takes all others with it."""
        if not self._child:
            return
        if not self._namespaces:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._child, signal.SIGKILL)
        os.kill(self._child, signal.SIGKILL)
        _, _, spent = os.wait4(self._child, 0)
        self._most_cpu = max(self._most_cpu, spent.ru_utime + spent.ru_stime)
        self._child = 0
