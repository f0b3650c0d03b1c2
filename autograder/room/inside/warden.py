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

from autograder.room.wire.limits import Limits
from autograder.room.wire.messages import INTERRUPT
from autograder.room.wire.places import SCRATCH

_SHUT = b"shut"
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE_FIELDS = ("RssAnon:", "RssShmem:", "VmSwap:")
_EXACT_FIELDS = ("Pss_Anon:", "Pss_Shmem:", "SwapPss:")
_VIEWED = ("/proc", SCRATCH, "/dev/shm")


def say_shut_in(handshake: socket.socket, *, namespaces: bool) -> None:
    """Tell the warden, from inside, that the submission is shut in, and open it its /proc."""
    folders = _VIEWED if namespaces else ()
    views = [os.open(folder, os.O_RDONLY | os.O_DIRECTORY) for folder in folders]
    socket.send_fds(handshake, [_SHUT], views)
    for view in views:
        os.close(view)


def held_by_this_process() -> int:
    """Bytes of memory of this process that a fork would inherit; 0 where there is no /proc."""
    try:
        folder = os.open("/proc/self", os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return 0
    try:
        return _sum_fields(folder, "status", _PAGE_FIELDS) or 0
    finally:
        os.close(folder)


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
        if not self._views:
            return True
        memory = self._memory(exact=False)
        if memory > self._limits.memory_bytes:
            memory = self._memory(exact=True)
        self._most_memory = max(self._most_memory, memory)
        self._most_cpu = max(self._most_cpu, self._cpu())
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
        message, views, _, _ = socket.recv_fds(self._handshake, 4096, len(_VIEWED))
        del self._events[self._handshake.fileno()]
        if message != _SHUT:
            return self._end("setup", detail=message.decode(errors="replace"))
        self._views = list(views)
        return True

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

    def _memory(self, *, exact: bool) -> int:
        """Bytes in use by the namespace's processes and its files in memory.

        The quick way counts for each process what it has more than the loaded fork server, so pages
        that a process shares with its own children count twice; the exact way shares them out.
        """
        processes, *disks = self._views
        total = 0
        for process in _numbered(processes):
            own = (
                _sum_fields(processes, f"{process}/smaps_rollup", _EXACT_FIELDS) if exact else None
            )
            if own is None:
                held = _sum_fields(processes, f"{process}/status", _PAGE_FIELDS)
                own = max(0, held - self._inherited) if held is not None else 0
            total += own
        for folder in disks:
            disk = os.fstatvfs(folder)
            total += (disk.f_blocks - disk.f_bfree) * disk.f_frsize
        return total

    def _cpu(self) -> float:
        """Seconds of processor time of the namespace's processes and their ended children."""
        processes = self._views[0]
        ticks = 0
        for process in _numbered(processes):
            stat = _read(processes, f"{process}/stat")
            # The name may hold spaces and brackets; the numbers start after the last bracket.
            numbers = stat.rpartition(b")")[2].split()
            ticks += sum(int(number) for number in numbers[11:15])
        return ticks / _TICKS


def _numbered(processes: int) -> list[str]:
    """The names in /proc that are processes. None are left when the first one has ended."""
    try:
        return [name for name in os.listdir(processes) if name.isdigit()]
    except OSError:
        return []


def _read(folder: int, path: str) -> bytes:
    """A small file of /proc; b"" when its process is gone or does not let itself be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY, dir_fd=folder)
    except OSError:
        return b""
    try:
        return os.read(descriptor, 1 << 16)
    except OSError:
        return b""
    finally:
        os.close(descriptor)


def _sum_fields(folder: int, path: str, names: tuple[str, ...]) -> int | None:
    """Sum in bytes of the kilobyte fields `names`; None where they cannot be read."""
    lines = _read(folder, path).decode(errors="replace").splitlines()
    numbers = [int(line.split()[1]) for line in lines if line.startswith(names)]
    return sum(numbers) * 1024 if numbers else None
