"""Gathers what a loaded process holds into huge pages: a fork copies an entry a page."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator

_HUGE = 2 << 20
_COLLAPSE = 25  # MADV_COLLAPSE, since Linux 6.1


def gather() -> bool:
    """Have the kernel do it now; whether it did. Where it can't, all stays as it is."""
    if not os.path.exists("/proc/self/maps"):
        return False
    libc = ctypes.CDLL(None)
    done = [
        libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), _COLLAPSE) == 0
        for start, end in list(_own_memory())
    ]
    return any(done)


def _own_memory() -> Iterator[tuple[int, int]]:
    """The ranges of whole huge pages in memory that is of no file and can be written."""
    with open("/proc/self/maps") as file:
        for line in file:
            place, rights, _, _, inode, *name = line.split()
            if rights != "rw-p" or inode != "0" or name == ["[stack]"]:
                continue
            start, end = (int(number, 16) for number in place.split("-"))
            start, end = -(-start // _HUGE) * _HUGE, end // _HUGE * _HUGE
            if start < end:
                yield start, end
