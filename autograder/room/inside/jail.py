"""Shuts a fork in: private mounts, limits, no capabilities, a system call filter."""

from __future__ import annotations

import os
import re
import resource
import signal
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from autograder.room.inside import seccomp, syscalls
from autograder.room.wire.limits import MEBIBYTE, Limits
from autograder.room.wire.places import HOME, SCRATCH, STUDENT_ID

# Libraries that a submission imports are mapped too, on top of the memory it may fill.
_ADDRESS_ROOM = 2048 * MEBIBYTE
_MOST_FILES = 20_000
_HIGHEST_DESCRIPTOR = 1 << 20


NAMESPACES = (
    syscalls.CLONE_NEWUSER
    | syscalls.CLONE_NEWPID
    | syscalls.CLONE_NEWNS
    | syscalls.CLONE_NEWIPC
    | syscalls.CLONE_NEWNET
    | syscalls.CLONE_NEWUTS
)


def confine(limits: Limits, user: int, group: int, *, gpu: bool) -> None:
    """Shut the caller in. It must be the first process of its namespaces.

    user, group: what the caller was outside of its user namespace.

    Raises OSError when any part of it fails; then nothing of a student's may run.
    """
    syscalls.die_with_parent(signal.SIGKILL)
    os.setsid()
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{STUDENT_ID} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{STUDENT_ID} {group} 1")
    _mount_private(limits)
    set_limits(limits, gpu=gpu)
    # Counted in the new user namespace alone, so other forks and the instructor do not count.
    _limit(resource.RLIMIT_NPROC, limits.processes)
    # A user namespace of its own would give a submission capabilities again.
    Path("/proc/sys/user/max_user_namespaces").write_text("0")
    # When the machine itself runs out of memory, this is what should go first.
    Path("/proc/self/oom_score_adj").write_text("1000")
    syscalls.drop_capabilities()
    syscalls.gain_no_privileges()
    seccomp.filter_system_calls(gpu=gpu)


def set_limits(limits: Limits, *, gpu: bool) -> None:
    """Set the limits that the kernel keeps for each process."""
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, limits.cpu_seconds)
    _limit(resource.RLIMIT_FSIZE, limits.file_bytes)
    _limit(resource.RLIMIT_NOFILE, limits.open_files)
    if not Path("/proc/self/status").exists():
        return
    held = _status_bytes("VmData", "VmSize")
    _limit(resource.RLIMIT_DATA, held["VmData"] + limits.memory_bytes)
    if not gpu:
        # CUDA reserves far more addresses than there is memory.
        _limit(resource.RLIMIT_AS, held["VmSize"] + limits.memory_bytes + _ADDRESS_ROOM)
    _limit(getattr(resource, "RLIMIT_MSGQUEUE", 12), 0)
    # Signals that wait, and timers, are counted for the user too.
    _limit(resource.RLIMIT_SIGPENDING, limits.processes)


def close_all_but(kept: set[int]) -> None:
    """Close every descriptor that is not in `kept`."""
    bounds = [-1, *sorted(kept), _HIGHEST_DESCRIPTOR]
    for below, above in pairwise(bounds):
        # An empty range at 0 would close everything: its end, -1, is the largest unsigned number.
        if below + 1 < above:
            os.closerange(below + 1, above)


def _limit(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (bound, bound))


def _status_bytes(*names: str) -> dict[str, int]:
    lines = Path("/proc/self/status").read_text().splitlines()
    fields = dict(line.split(":", 1) for line in lines)
    return {name: int(fields[name].split()[0]) * 1024 for name in names}


def _mount_private(limits: Limits) -> None:
    harmless = syscalls.MS_NOSUID | syscalls.MS_NODEV
    syscalls.mount("none", "/", None, syscalls.MS_REC | syscalls.MS_PRIVATE)
    syscalls.mount("proc", "/proc", "proc", harmless | syscalls.MS_NOEXEC)
    size = f"size={limits.disk_bytes},nr_inodes={_MOST_FILES},mode=1777"
    for folder in (SCRATCH, "/dev/shm"):
        _mount_over(folder, harmless, size)
    # Terminals are shared by all forks of a room: one could write to another's.
    syscalls.mount("tmpfs", "/dev/pts", "tmpfs", harmless | syscalls.MS_RDONLY, "size=4096")
    os.makedirs(HOME, 0o700, exist_ok=True)
    os.chdir(HOME)


def _mount_over(folder: str, flags: int, options: str) -> None:
    """Mount an empty private folder over `folder`; what the room shows below it stays in sight.

    The project, its environment or Python itself may lie below /tmp, say.
    """
    shown = [(path, os.open(path, os.O_PATH)) for path in _mounted_below(folder)]
    syscalls.mount("tmpfs", folder, "tmpfs", flags, options)
    for path, descriptor in shown:
        held = f"/proc/self/fd/{descriptor}"
        os.makedirs(path if os.path.isdir(held) else os.path.dirname(path), exist_ok=True)
        if not os.path.isdir(held):
            Path(path).touch()
        syscalls.mount(held, path, None, syscalls.MS_BIND | syscalls.MS_REC)
        os.close(descriptor)


def mounts() -> Iterator[tuple[str, list[str]]]:
    """Every mount of this process: its place and its options, in the order they were made."""
    # A name may hold what str.split and str.splitlines take for a space or a line's end.
    with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as file:
        lines = file.read().rstrip("\n").split("\n")
    for fields in (line.split(" ") for line in lines):
        # The kernel writes a space, a tab, a line break and a backslash as three octal digits.
        place = re.sub(r"\\(\d{3})", lambda found: chr(int(found[1], 8)), fields[4])
        yield place, fields[5].split(",")


def _mounted_below(folder: str) -> list[str]:
    """The places below `folder` where something is mounted, without those inside such a place."""
    top: list[str] = []
    for place in sorted({place for place, _ in mounts() if place.startswith(f"{folder}/")}):
        if not any(place.startswith(f"{known}/") for known in top):
            top.append(place)
    return top
