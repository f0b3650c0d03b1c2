"""The system call filter: what is allowed passes, what is refused gets EPERM, the rest ENOSYS.

The lists stand in `autograder.room.inside.allowlist`; here they become instructions for the kernel.
"""

from __future__ import annotations

import platform
import struct
from collections.abc import Iterable
from functools import cache

from autograder.room.inside import allowlist, syscalls

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_X32_BIT = 0x40000000

# An instruction of classic BPF: code, steps to jump when true, when false, operand.
_Instruction = tuple[int, int, int, int]
_LOAD, _RETURN = 0x20, 0x06
_IF_EQUAL, _IF_GREATER, _IF_AT_LEAST, _IF_ANY_BIT = 0x15, 0x25, 0x35, 0x45
# Offsets in struct seccomp_data: the number of the call, the architecture, the first argument.
_AT_NUMBER, _AT_ARCHITECTURE, _AT_ARGUMENTS = 0, 4, 16

_ALLOW = (_RETURN, 0, 0, 0x7FFF0000)
_EPERM, _ENOTTY, _ENOSYS, _EAFNOSUPPORT = 1, 25, 38, 97


def _fail(number: int) -> _Instruction:
    return (_RETURN, 0, 0, 0x00050000 | number)


# -- what is allowed with certain arguments ------------------------------------------------------

# UNIX sockets only. Others fill with memory that nobody counts, or lead out of the namespace.
_SOCKET_FAMILIES = (1,)
# Reuse, broadcast, keep alive, linger, credentials, least amounts, time limits: no buffer sizes.
_SOCKET_OPTIONS = (2, 6, 9, 13, 15, 16, 18, 19, 20, 21, 66, 67)
# Duplicates, flags, record locks, and asking for a pipe's size: not setting it, no leases, no
# notices of what others do in a folder.
_FILE_COMMANDS = (0, 1, 2, 3, 4, 5, 6, 7, 9, 36, 37, 38, 1030, 1032, 1034)
# Terminals, how much can be read, non-blocking, close on exec.
_DEVICE_COMMANDS = (0x5401, 0x540F, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
# The signal at the parent's end, names, time slack, huge pages, no new privileges, and questions.
_PROCESS_OPTIONS = (1, 2, 3, 7, 15, 16, 21, 23, 27, 29, 30, 37, 38, 39, 40, 41, 42, 0x53564D41)
_MAP_SHARED, _MAP_ANONYMOUS, _MAP_HUGE_PAGES = 0x01, 0x20, 0x40000


def _argument(position: int) -> _Instruction:
    """Load the low half of an argument: the kernel reads no more of any that is looked at."""
    return (_LOAD, 0, 0, _AT_ARGUMENTS + 8 * position)


def _one_of(position: int, values: tuple[int, ...], error: int) -> list[_Instruction]:
    tests = [(_IF_EQUAL, len(values) - i, 0, value) for i, value in enumerate(values)]
    return [_argument(position), *tests, _fail(error), _ALLOW]


def _none_of(position: int, bits: int) -> list[_Instruction]:
    return [_argument(position), (_IF_ANY_BIT, 0, 1, bits), _fail(_EPERM), _ALLOW]


# Shared memory without a file shows in no process that has not touched it lately.
_MAPPING = [
    _argument(3),
    (_IF_ANY_BIT, 2, 0, _MAP_HUGE_PAGES),
    (_IF_ANY_BIT, 0, 2, _MAP_ANONYMOUS),
    (_IF_ANY_BIT, 0, 1, _MAP_SHARED),
    _fail(_EPERM),
    _ALLOW,
]


def _with_care(*, gpu: bool) -> dict[str, list[_Instruction]]:
    """What is done about each call whose arguments matter."""
    return {
        "clone": _none_of(0, syscalls.ANY_NAMESPACE),
        # Its flags lie in memory. The C library then takes clone, whose flags can be looked at.
        "clone3": [_fail(_ENOSYS)],
        "socket": _one_of(0, _SOCKET_FAMILIES, _EAFNOSUPPORT),
        "setsockopt": _one_of(2, _SOCKET_OPTIONS, _EPERM),
        "fcntl": _one_of(1, _FILE_COMMANDS, _EPERM),
        "prctl": _one_of(0, _PROCESS_OPTIONS, _EPERM),
        # An accelerator is driven by commands of its own, through memory that it shares.
        "ioctl": [_ALLOW] if gpu else _one_of(1, _DEVICE_COMMANDS, _ENOTTY),
        "mmap": [_ALLOW] if gpu else _MAPPING,
    }


# -- the program ---------------------------------------------------------------------------------


@cache
def filter_program(machine: str | None = None, *, gpu: bool = False) -> bytes:
    """The filter as instructions of classic BPF, 8 bytes each.

    gpu: whether the submission may use an accelerator.

    Raises OSError for a machine whose system call numbers are not known here.
    """
    machine = machine or platform.machine()
    numbers = allowlist.with_care(machine)
    code = [
        (_LOAD, 0, 0, _AT_ARCHITECTURE),
        (_IF_EQUAL, 1, 0, _ARCHITECTURES[machine]),
        _fail(_EPERM),
        (_LOAD, 0, 0, _AT_NUMBER),
        (_IF_AT_LEAST, 0, 1, _X32_BIT),
        _fail(_ENOSYS),
    ]
    for name, block in _with_care(gpu=gpu).items():
        code += [(_IF_EQUAL, 0, len(block), numbers[name]), *block]
    code += _each_of(allowlist.allowed(machine, gpu=gpu).values(), _ALLOW)
    code += _each_of(allowlist.refused(machine, gpu=gpu).values(), _fail(_EPERM))
    code.append(_fail(_ENOSYS))
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in code)


def _each_of(numbers: Iterable[int], verdict: _Instruction) -> list[_Instruction]:
    """Return `verdict` for these numbers, neighbours together."""
    code: list[_Instruction] = []
    for first, last in _runs(numbers):
        code += [(_IF_AT_LEAST, 0, 2, first), (_IF_GREATER, 1, 0, last), verdict]
    return code


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """The numbers as first and last of every stretch without a gap."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def filter_system_calls(*, gpu: bool) -> None:
    """Install the filter for the caller and all it will start. It cannot be taken off again."""
    syscalls.install_filter(filter_program(gpu=gpu))
