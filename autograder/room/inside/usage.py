"""Adds up what the processes of one submission use, from its /proc and its file systems."""

from __future__ import annotations

import math
import os
import socket
import time
from functools import cache

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE_FIELDS = ("RssAnon:", "RssShmem:", "VmSwap:")
_TABLE_FIELDS = ("VmPTE:",)
_EXACT_FIELDS = ("Pss_Anon:", "Pss_Shmem:", "SwapPss:")
# What a pipe holds, and so the most that the kernel keeps for an open file other than a socket.
_DESCRIPTOR_BYTES = 1 << 16
# How often over the limit processes may count what they share before it is taken for all theirs.
_MOST_SHARED = 4
# The fork server watches all submissions: seconds of exact counting for one of them at a time,
# and how many times as long it must then wait.
_SLICE_SECONDS = 0.02
_REST = 1


def held_by_this_process() -> int:
    """Bytes of memory of this process that a fork would inherit; 0 where there is no /proc."""
    try:
        folder = os.open("/proc/self", os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return 0
    try:
        return _sum(_read(folder, "status"), _PAGE_FIELDS) or 0
    finally:
        os.close(folder)


class Usage:
    """What one submission uses, counted again each time it is asked.

    processes: descriptor of its /proc.
    disks: descriptors of its file systems in memory.
    inherited: bytes that each of its processes holds of the fork server's, which do not count.
    limit: bytes of memory it may use.
    """

    def __init__(self, processes: int, disks: list[int], inherited: int, limit: int) -> None:
        self._processes, self._disks = processes, disks
        self._inherited, self._limit = inherited, limit
        self._count: _ExactCount | None = None
        # What the last exact count found less than the quick one.
        self._shared = 0
        self._resting_until = 0.0

    def memory(self) -> int:
        """Bytes in use by its processes, its files, and the kernel on their behalf.

        Counted quickly, pages that processes share count once for each. Only where that is too
        much are they shared out, a little at a time: until that is done, the answer is the limit.
        """
        own = {process: self._held(process) for process in _numbered(self._processes)}
        kernel = self._files() + self._sockets() + self._descriptors(list(own))
        quick = sum(own.values()) + kernel
        if quick <= self._limit:
            self._count, self._shared = None, 0
            return quick
        if quick > _MOST_SHARED * self._limit:
            return quick
        if self._count is None:
            if quick - self._shared <= self._limit:
                return quick - self._shared
            self._count = _ExactCount(own, quick)
        return self._go_on_counting(self._count, kernel)

    def _go_on_counting(self, count: _ExactCount, kernel: int) -> int:
        now = time.monotonic()
        if now < self._resting_until:
            return self._limit
        begin = time.process_time()
        while count.left and time.process_time() < begin + _SLICE_SECONDS:
            process = count.left.pop()
            count.total += int(min(self._held(process), self._share(process)))
        self._resting_until = time.monotonic() + _REST * (time.process_time() - begin)
        found = count.total + kernel
        if found <= self._limit and count.left:
            return self._limit
        self._count = None
        # What came since it began is nobody's twice.
        self._shared = max(0, count.began_at - found)
        return found

    def cpu(self) -> float:
        """Seconds of processor time of its processes and their ended children."""
        ticks = 0
        for process in _numbered(self._processes):
            stat = _read(self._processes, f"{process}/stat")
            # The name may hold spaces and brackets; the numbers start after the last bracket.
            numbers = stat.rpartition(b")")[2].split()
            ticks += sum(int(number) for number in numbers[11:15])
        return ticks / _TICKS

    def _held(self, process: str) -> int:
        """Bytes that a process has more than the loaded fork server, page tables included."""
        status = _read(self._processes, f"{process}/status")
        held, tables = _sum(status, _PAGE_FIELDS) or 0, _sum(status, _TABLE_FIELDS) or 0
        return max(0, held - self._inherited) + tables

    def _share(self, process: str) -> float:
        """Bytes that a process holds, each page by the part that is its own."""
        text = _read(self._processes, f"{process}/smaps_rollup")
        share = _sum(text, _EXACT_FIELDS)
        return math.inf if share is None else share

    def _files(self) -> int:
        total = 0
        for folder in self._disks:
            disk = os.fstatvfs(folder)
            total += (disk.f_blocks - disk.f_bfree) * disk.f_frsize
        return total

    def _sockets(self) -> int:
        """Bytes that its sockets may hold, counting those that are closed but not yet read."""
        lines = _read(self._processes, "1/net/protocols").decode(errors="replace").splitlines()
        # Name, size of one, how many of them.
        counts = [int(line.split()[2]) for line in lines if line.startswith("UNIX")]
        return sum(counts) * _socket_bytes()

    def _descriptors(self, processes: list[str]) -> int:
        """Bytes that its open files may hold. Linux says how many there are since 6.2."""
        total = 0
        for process in processes:
            try:
                total += os.stat(f"{process}/fd", dir_fd=self._processes).st_size
            except OSError:
                continue
        return total * _DESCRIPTOR_BYTES


class _ExactCount:
    """A count that shares out pages among the processes that hold them, and where it has got to.

    left: processes not counted yet, the largest last, which are taken first: too much is then
        soon known.
    began_at: what the quick count said when it began.
    """

    def __init__(self, own: dict[str, int], began_at: int) -> None:
        self.left = sorted(own, key=lambda process: own[process])
        self.began_at = began_at
        self.total = 0


@cache
def _socket_bytes() -> int:
    with socket.socket(socket.AF_UNIX) as fresh:
        return fresh.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF)


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


def _sum(text: bytes, names: tuple[str, ...]) -> int | None:
    """Sum in bytes of the kilobyte fields `names`; None where there are none."""
    lines = text.decode(errors="replace").splitlines()
    numbers = [int(line.split()[1]) for line in lines if line.startswith(names)]
    return sum(numbers) * 1024 if numbers else None
