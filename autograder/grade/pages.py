"""Puts what a process has loaded into huge pages: forking it then copies a tenth of the tables."""

from __future__ import annotations

import contextlib
import ctypes
import re
from pathlib import Path

_HUGE_PAGE = 2 << 20
_MADV_HUGEPAGE = 14
_MADV_COLLAPSE = 25
_ANONYMOUS = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw-p 0+ 00:00 0 *(\[heap\])?$")


def make_huge() -> None:
    """Do so for all anonymous memory of the caller.

    Where the kernel cannot (before Linux 6.1, or switched off) forking is slower, and that is all.
    """
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/maps").read_text().splitlines():
            if found := _ANONYMOUS.match(line):
                _collapse(int(found[1], 16), int(found[2], 16))


def _collapse(start: int, end: int) -> None:
    first = -(-start // _HUGE_PAGE) * _HUGE_PAGE
    size = (end - first) // _HUGE_PAGE * _HUGE_PAGE
    if size <= 0:
        return
    madvise = ctypes.CDLL(None).madvise
    for advice in (_MADV_HUGEPAGE, _MADV_COLLAPSE):
        madvise(ctypes.c_void_p(first), ctypes.c_size_t(size), ctypes.c_int(advice))
