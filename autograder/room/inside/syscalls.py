"""The Linux calls that Python has no name for: namespaces, mounts, capabilities, seccomp.

Everything here raises OSError with the name of the call when the kernel refuses.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import struct
from functools import cache

from autograder.room.inside import allowlist

CLONE_NEWNS = 0x00020000
CLONE_NEWCGROUP = 0x02000000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000
ANY_NAMESPACE = (
    CLONE_NEWNS
    | CLONE_NEWCGROUP
    | CLONE_NEWUTS
    | CLONE_NEWIPC
    | CLONE_NEWUSER
    | CLONE_NEWPID
    | CLONE_NEWNET
)

MS_RDONLY = 1
MS_NOSUID = 2
MS_NODEV = 4
MS_NOEXEC = 8
MS_BIND = 4096
MS_REC = 16384
MS_PRIVATE = 1 << 18

_CLONE_CHILD_CLEARTID = 0x00200000
_CLONE_CHILD_SETTID = 0x01000000
_PR_GET_TID_ADDRESS = 40
_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2
_CAPABILITY_VERSION_3 = 0x20080522


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _check(result: int, call: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{call}: {os.strerror(number)}")


def call(number: int) -> None:
    """Make the system call of that number, without arguments."""
    _check(_libc().syscall(ctypes.c_long(number)), f"system call {number}")


def unshare(flags: int) -> None:
    """Move the caller into new namespaces of the kinds in `flags`."""
    _check(_libc().unshare(ctypes.c_int(flags)), "unshare")


def fork_into(namespaces: int) -> int:
    """os.fork, with the child the first process in new namespaces of the kinds in `namespaces`.

    One call where os.fork needs a process in between, and copying a large process is what costs.
    The caller must have one thread, or locks that the others hold stay locked in the child.
    Returns 0 in the child and its pid in the parent.
    """
    number = allowlist.with_care(platform.machine())["clone"]
    thread_id = ctypes.c_ulong(0)
    _check(
        _libc().prctl(_PR_GET_TID_ADDRESS, ctypes.byref(thread_id), 0, 0, 0), "prctl tid address"
    )
    flags = namespaces | _CLONE_CHILD_SETTID | _CLONE_CHILD_CLEARTID | signal.SIGCHLD
    # The kernel writes the child's thread id where the C library keeps it, as its own fork does.
    last = [thread_id.value, 0] if platform.machine() == "x86_64" else [0, thread_id.value]
    # PyDLL: the interpreter's lock is kept, so the child has it too.
    libc = ctypes.PyDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    arguments = [ctypes.c_long(value) for value in (number, flags, 0, 0, *last)]
    ctypes.pythonapi.PyOS_BeforeFork()
    child: int = libc.syscall(*arguments)
    if child == 0:
        ctypes.pythonapi.PyOS_AfterFork_Child()
        return 0
    error = ctypes.get_errno()
    ctypes.pythonapi.PyOS_AfterFork_Parent()
    if child < 0:
        raise OSError(error, f"clone: {os.strerror(error)}")
    return child


def mount(source: str, target: str, kind: str | None, flags: int = 0, options: str = "") -> None:
    """Mount a file system of type `kind` on `target`."""
    _check(
        _libc().mount(
            os.fsencode(source),
            os.fsencode(target),
            kind.encode() if kind else None,
            ctypes.c_ulong(flags),
            options.encode(),
        ),
        f"mount {target}",
    )


def prctl(option: int, value: int) -> None:
    """The prctl calls that take one number."""
    zero = ctypes.c_ulong(0)
    _check(
        _libc().prctl(ctypes.c_int(option), ctypes.c_ulong(value), zero, zero, zero),
        f"prctl {option}",
    )


def die_with_parent(signal: int) -> None:
    """Have the kernel send `signal` to the caller when the process that made it ends."""
    prctl(_PR_SET_PDEATHSIG, signal)


def make_dumpable() -> None:
    """Give the caller its own /proc files back, which setuid took away."""
    prctl(_PR_SET_DUMPABLE, 1)


def gain_no_privileges() -> None:
    """No program the caller starts can have more rights than the caller."""
    prctl(_PR_SET_NO_NEW_PRIVS, 1)


def drop_capabilities() -> None:
    """Drop every capability. After `gain_no_privileges` no program can bring them back."""
    header = struct.pack("=Ii", _CAPABILITY_VERSION_3, 0)
    _check(_libc().capset(header, bytes(24)), "capset")


def install_filter(program: bytes) -> None:
    """Have the kernel ask this program, of classic BPF, about every system call of the caller."""
    instructions = ctypes.create_string_buffer(program, len(program))

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]

    description = Program(len(program) // 8, ctypes.addressof(instructions))
    _check(
        _libc().prctl(
            ctypes.c_int(_PR_SET_SECCOMP),
            ctypes.c_ulong(_SECCOMP_MODE_FILTER),
            ctypes.byref(description),
            ctypes.c_ulong(0),
            ctypes.c_ulong(0),
        ),
        "seccomp",
    )
