"""What the system call filter answers, tried as the kernel runs it, for every machine."""

from __future__ import annotations

import errno
import struct

import pytest

from autograder.room.inside import allowlist, seccomp

ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
ALLOWED = 0
MACHINES = pytest.mark.parametrize("machine", ARCHITECTURES)


def answer(machine: str, number: int, *arguments: int, gpu: bool = False) -> int:
    """The error that a call fails with, ALLOWED where it passes."""
    data = struct.pack("=IIQ", number, ARCHITECTURES[machine], 0)
    data += struct.pack("=6Q", *arguments, *[0] * (6 - len(arguments)))
    program = seccomp.filter_program(machine, gpu=gpu)
    place, held = 0, 0
    while True:
        code, true, false, operand = struct.unpack_from("=HBBI", program, 8 * place)
        place += 1
        if code == 0x20:
            (held,) = struct.unpack_from("=I", data, operand)
        elif code == 0x06:
            return ALLOWED if operand == 0x7FFF0000 else operand & 0xFFFF
        else:
            holds = {
                0x15: held == operand,
                0x25: held > operand,
                0x35: held >= operand,
                0x45: bool(held & operand),
            }
            place += true if holds[code] else false


@MACHINES
@pytest.mark.parametrize("gpu", [False, True])
def test_every_name_is_answered_as_its_list_says(machine, gpu):
    for name, number in allowlist.allowed(machine, gpu=gpu).items():
        assert answer(machine, number, gpu=gpu) == ALLOWED, name
    for name, number in allowlist.refused(machine, gpu=gpu).items():
        assert answer(machine, number, gpu=gpu) == errno.EPERM, name


@MACHINES
def test_no_number_stands_in_two_lists(machine):
    lists = (
        allowlist.allowed(machine, gpu=False),
        allowlist.with_care(machine),
        allowlist.refused(machine, gpu=False),
    )
    numbers = [number for numbers in lists for number in numbers.values()]
    assert len(numbers) == len(set(numbers))


@MACHINES
def test_what_no_list_names_is_not_there(machine):
    known = set(allowlist.with_care(machine).values())
    for gpu in (False, True):
        known |= set(allowlist.allowed(machine, gpu=gpu).values())
        known |= set(allowlist.refused(machine, gpu=gpu).values())
    assert 451 not in known
    for number in {*range(700), 0x40000000, 0x40000001, 2**31} - known:
        assert answer(machine, number) == errno.ENOSYS, number


@MACHINES
@pytest.mark.parametrize(
    ("name", "arguments", "wanted"),
    [
        ("clone", (0x00200000 | 0x01000000 | 17,), ALLOWED),
        ("clone", (0x10000000 | 17,), errno.EPERM),
        ("clone3", (), errno.ENOSYS),
        ("socket", (1, 1, 0), ALLOWED),
        ("socket", (2, 1, 0), errno.EAFNOSUPPORT),
        ("socket", (16, 3, 0), errno.EAFNOSUPPORT),
        ("setsockopt", (3, 1, 2), ALLOWED),
        ("setsockopt", (3, 1, 7), errno.EPERM),
        ("fcntl", (3, 4, 2048), ALLOWED),
        ("fcntl", (3, 1031, 1 << 20), errno.EPERM),
        ("fcntl", (3, 1024, 1), errno.EPERM),
        ("fcntl", (3, 1026, 1), errno.EPERM),
        ("ioctl", (0, 0x5401), ALLOWED),
        ("ioctl", (0, 0x5412), errno.ENOTTY),
        ("prctl", (15,), ALLOWED),
        ("prctl", (4, 0), errno.EPERM),
        ("mmap", (0, 4096, 3, 0x22), ALLOWED),
        ("mmap", (0, 4096, 3, 0x01, 3), ALLOWED),
        ("mmap", (0, 4096, 3, 0x21), errno.EPERM),
        ("mmap", (0, 4096, 3, 0x23), errno.EPERM),
        ("mmap", (0, 4096, 3, 0x40022), errno.EPERM),
        # The kernel reads the low half of these arguments, and so must the filter.
        ("socket", (2 | 1 << 32, 1, 0), errno.EAFNOSUPPORT),
    ],
)
def test_arguments_are_looked_at(machine, name, arguments, wanted):
    assert answer(machine, allowlist.with_care(machine)[name], *arguments) == wanted
