"""Tries the sandbox from inside, as a submission would: what should be impossible must fail.

Run once in a fork of every new room. A limit that is only believed to hold is no limit.
"""

from __future__ import annotations

import errno
import fcntl
import mmap
import os
import resource
import select
import socket
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from autograder.room.inside.jail import mounts
from autograder.room.inside.syscalls import CLONE_NEWUSER, call, unshare
from autograder.room.wire.limits import MEBIBYTE, Limits
from autograder.room.wire.places import SCRATCH, STUDENT_ID

_WRITABLE_MOUNTS = (SCRATCH, "/dev/shm", "/proc")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty")
_SET_PIPE_SIZE = 1031
_UNKNOWN_CALL = 999
# Capability sets, and whether new rights and system calls are barred, as /proc/self/status has it.
_STATUS = {
    "CapEff": "0000000000000000",
    "CapPrm": "0000000000000000",
    "NoNewPrivs": "1",
    "Seccomp": "2",
}


def weaknesses(limits: Limits, hidden: Iterable[str], *, gpu: bool) -> list[str]:
    """What does not hold in this process though it should, as sentences; empty when all is well.

    Uses the process up: it can start no others afterwards.
    """
    found = [
        *_identity(),
        *_mounts(gpu=gpu),
        *_sight(hidden),
        *_network(),
        *_kernel_limits(limits),
        *_disk(limits),
        *_memory(limits),
        *_system_calls(gpu=gpu),
        *_processes(),
    ]
    return found


def _identity() -> Iterator[str]:
    if os.getpid() != 1:
        yield "it does not have a pid namespace of its own"
    if os.getuid() != STUDENT_ID:
        yield "it does not run as the student"
    lines = Path("/proc/self/status").read_text().splitlines()
    status = {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}
    for name, wanted in _STATUS.items():
        if status.get(name) != wanted:
            yield f"{name} is {status.get(name)} and not {wanted}"


def _mounts(*, gpu: bool) -> Iterator[str]:
    # Of several mounts on one place the last is what is seen there.
    for place, options in dict(mounts()).items():
        device = place in _DEVICES or (gpu and place.startswith("/dev/"))
        if "rw" in options and place not in _WRITABLE_MOUNTS and not device:
            yield f"{place} can be written"


def _sight(hidden: Iterable[str]) -> Iterator[str]:
    for path in hidden:
        if os.path.isfile(path) or (os.path.isdir(path) and os.listdir(path)):
            yield f"{path} can be seen"
    others = [name for name in os.listdir("/proc") if name.isdigit() and name != "1"]
    if others:
        yield "it sees other processes"


def _network() -> Iterator[str]:
    lines = Path("/proc/net/dev").read_text().splitlines()[2:]
    names = {line.split(":")[0].strip() for line in lines}
    # Empty tunnel devices appear in every new network namespace where their module is loaded.
    addresses = Path("/proc/net/fib_trie")
    if addresses.exists() and addresses.read_text().strip():
        yield f"it has a network: {', '.join(sorted(names))}"


def _kernel_limits(limits: Limits) -> Iterator[str]:
    wanted = {
        "RLIMIT_CORE": 0,
        "RLIMIT_CPU": limits.cpu_seconds,
        "RLIMIT_FSIZE": limits.file_bytes,
        "RLIMIT_NOFILE": limits.open_files,
        "RLIMIT_NPROC": limits.processes,
        "RLIMIT_SIGPENDING": limits.processes,
    }
    for name, value in wanted.items():
        hard = resource.getrlimit(getattr(resource, name))[1]
        if hard == resource.RLIM_INFINITY or hard > value:
            yield f"{name} is {hard} and not {value}"


def _disk(limits: Limits) -> Iterator[str]:
    for folder in (SCRATCH, "/dev/shm"):
        disk = os.statvfs(folder)
        if disk.f_blocks * disk.f_frsize > limits.disk_bytes + resource.getpagesize():
            yield f"{folder} is larger than {limits.disk_bytes} bytes"


def _memory(limits: Limits) -> Iterator[str]:
    private = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
    try:
        mmap.mmap(-1, limits.memory_bytes + MEBIBYTE, flags=private).close()
    except (OSError, MemoryError):
        return
    yield f"one process can take more than {limits.memory_bytes} bytes of memory"


def _system_calls(*, gpu: bool) -> Iterator[str]:
    ours, theirs = socket.socketpair()
    mine, its_other_end = os.pipe()
    # What it says of whoever succeeds with it, and how it is refused.
    attempts: dict[str, tuple[int, Callable[[], object]]] = {
        "make namespaces": (errno.EPERM, lambda: unshare(CLONE_NEWUSER)),
        "take memory that is not counted (memfd)": (errno.EPERM, lambda: os.memfd_create("probe")),
        "share memory without a file": (errno.EPERM, lambda: mmap.mmap(-1, mmap.PAGESIZE)),
        "make a pipe longer": (errno.EPERM, lambda: fcntl.fcntl(mine, _SET_PIPE_SIZE, MEBIBYTE)),
        "send descriptors": (errno.EPERM, lambda: socket.send_fds(ours, [b"x"], [mine])),
        "wait by epoll": (errno.EPERM, select.epoll),
        "have a network socket": (errno.EAFNOSUPPORT, lambda: socket.socket(socket.AF_INET)),
        "call what the filter does not know": (errno.ENOSYS, lambda: call(_UNKNOWN_CALL)),
    }
    if gpu:
        # Its driver shares memory in ways of its own.
        del attempts["share memory without a file"]
    for what, (wanted, attempt) in attempts.items():
        try:
            attempt()
            yield f"it can {what}"
        except OSError as error:
            if error.errno != wanted:
                yield f"it is refused to {what} for another reason: {error}"
    for end in (ours, theirs):
        end.close()
    for descriptor in (mine, its_other_end):
        os.close(descriptor)


def _processes() -> Iterator[str]:
    """Allow one more process, and try to start two."""
    resource.setrlimit(resource.RLIMIT_NPROC, (2, 2))
    held, hold = os.pipe()
    started = []
    try:
        for _ in range(2):
            child = os.fork()
            if child == 0:
                os.close(hold)
                os.read(held, 1)
                os._exit(0)
            started.append(child)
        yield "the number of its processes is not limited"
    except OSError as error:
        if error.errno != errno.EAGAIN or not started:
            yield f"it cannot start a process at all: {error}"
    finally:
        os.close(hold)
        os.close(held)
        for child in started:
            os.waitpid(child, 0)
