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


def unshare(flags: int) -> None:
    """Move the caller into new namespaces of the kinds in `flags`."""
    _check(_libc().unshare(ctypes.c_int(flags)), "unshare")


def fork_into(namespaces: int) -> int:
    """os.fork, with the child the first process in new namespaces of the kinds in `namespaces`.

    One call where os.fork needs a process in between, and copying a large process is what costs.
    The caller must have one thread, or locks that the others hold stay locked in the child.
    Returns 0 in the child and its pid in the parent.
    """
    machine = _numbers(platform.machine())
    thread_id = ctypes.c_ulong(0)
    _check(
        _libc().prctl(_PR_GET_TID_ADDRESS, ctypes.byref(thread_id), 0, 0, 0), "prctl tid address"
    )
    flags = namespaces | _CLONE_CHILD_SETTID | _CLONE_CHILD_CLEARTID | signal.SIGCHLD
    # The kernel writes the child's thread id where the C library keeps it, as its own fork does.
    last = [thread_id.value, 0] if machine["tls_last"] else [0, thread_id.value]
    # PyDLL: the interpreter's lock is kept, so the child has it too.
    libc = ctypes.PyDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    arguments = [ctypes.c_long(value) for value in (machine["clone"], flags, 0, 0, *last)]
    ctypes.pythonapi.PyOS_BeforeFork()
    child = libc.syscall(*arguments)
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


# The system calls a submission never needs and could hurt with. They fall in four groups: making
# namespaces and mounts; looking into other processes; memory that the accounting does not see
# (memfd, System V, keyrings); and large kernel interfaces nobody needs here.
_NUMBERS = {
    "x86_64": {
        "architecture": 0xC000003E,
        "clone": 56,
        "tls_last": True,
        "clone3": 435,
        "socket": 41,
        "denied": (
            *(155, 161, 165, 166, 272, 303, 304, 308, 428, 429, 430, 431, 432, 433, 442),
            *(101, 298, 310, 311, 312, 438),
            *(29, 64, 68, 248, 249, 250, 319, 447),
            *(163, 167, 168, 169, 175, 176, 179, 246, 313, 320, 321, 323, 425, 426, 427),
        ),
    },
    "aarch64": {
        "architecture": 0xC00000B7,
        "clone": 220,
        "tls_last": False,
        "clone3": 435,
        "socket": 198,
        "denied": (
            *(39, 40, 41, 51, 97, 264, 265, 268, 428, 429, 430, 431, 432, 433, 442),
            *(117, 241, 270, 271, 272, 438),
            *(186, 190, 194, 217, 218, 219, 279, 447),
            *(60, 89, 104, 105, 106, 142, 224, 225, 273, 280, 282, 294, 425, 426, 427),
        ),
    },
}
# UNIX, IPv4, IPv6 and netlink sockets live in network namespaces. Others (vsock, which reaches a
# virtual machine's host) do not.
_NAMESPACED_SOCKETS = (1, 2, 10, 16)

_LOAD, _JUMP_EQUAL, _JUMP_GREATER_EQUAL, _JUMP_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW = 0x7FFF0000
_FAIL = 0x00050000
_EPERM, _ENOSYS, _EAFNOSUPPORT = 1, 38, 97
# Offsets in struct seccomp_data: the number of the call, the architecture, the first argument.
_AT_NUMBER, _AT_ARCHITECTURE, _AT_ARGUMENT = 0, 4, 16
_X32_BIT = 0x40000000


def _numbers(machine: str) -> dict:
    if machine not in _NUMBERS:
        raise OSError(f"the system calls of a {machine} machine are not known here")
    return _NUMBERS[machine]


def filter_program(machine: str | None = None) -> bytes:
    """The system call filter as classic BPF instructions, 8 bytes each.

    Raises OSError for a machine whose system call numbers are not known here.
    """
    numbers = _numbers(machine or platform.machine())
    code: list[tuple[int, int, int, int]] = [
        (_LOAD, 0, 0, _AT_ARCHITECTURE),
        (_JUMP_EQUAL, 1, 0, numbers["architecture"]),
        (_RETURN, 0, 0, _FAIL | _EPERM),
        (_LOAD, 0, 0, _AT_NUMBER),
        (_JUMP_GREATER_EQUAL, 0, 1, _X32_BIT),
        (_RETURN, 0, 0, _FAIL | _EPERM),
    ]
    for number in numbers["denied"]:
        code += [(_JUMP_EQUAL, 0, 1, number), (_RETURN, 0, 0, _FAIL | _EPERM)]
    # glibc falls back to clone, whose flags can be looked at, when clone3 is "not implemented".
    code += [(_JUMP_EQUAL, 0, 1, numbers["clone3"]), (_RETURN, 0, 0, _FAIL | _ENOSYS)]
    code += [
        (_JUMP_EQUAL, 0, 4, numbers["clone"]),
        (_LOAD, 0, 0, _AT_ARGUMENT),
        (_JUMP_ANY_BIT, 0, 1, ANY_NAMESPACE),
        (_RETURN, 0, 0, _FAIL | _EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]
    code += [
        (_JUMP_EQUAL, 0, len(_NAMESPACED_SOCKETS) + 2, numbers["socket"]),
        (_LOAD, 0, 0, _AT_ARGUMENT),
    ]
    for position, family in enumerate(_NAMESPACED_SOCKETS):
        code.append((_JUMP_EQUAL, len(_NAMESPACED_SOCKETS) - position, 0, family))
    code += [(_RETURN, 0, 0, _FAIL | _EAFNOSUPPORT), (_RETURN, 0, 0, _ALLOW)]
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in code)


def filter_system_calls() -> None:
    """Install the filter for the caller and all it will start. It cannot be taken off again."""
    program = filter_program()
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
