"""The first program in a room: gives up root, then loads everything and forks on request.

Run as `python -m autograder.room.inside.start SETTINGS`. It runs nothing of a student's.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys

from autograder.room.inside import syscalls
from autograder.room.wire.messages import Settings, send_answer


def give_up_root(user: int, group: int) -> None:
    """Mount a whole /proc, which forks need to mount theirs, then become an ordinary user."""
    harmless = syscalls.MS_NOSUID | syscalls.MS_NODEV | syscalls.MS_NOEXEC
    syscalls.mount("proc", "/proc", "proc", harmless)
    os.setgroups([])
    os.setresgid(group, group, group)
    os.setresuid(user, user, user)
    syscalls.make_dumpable()


def main(settings: Settings) -> None:
    """Load, say ready, and fork on request until the coordinator goes away."""
    control = socket.socket(fileno=settings.control)
    try:
        if settings.become:
            give_up_root(*settings.become)
        os.makedirs(os.environ["HOME"], exist_ok=True)
        # Only now: what follows loads half a gigabyte of libraries, and needs no rights for that.
        from autograder.room.inside.fork_server import ForkServer

        server = ForkServer(control, settings)
    except Exception as error:
        send_answer(control, f"{type(error).__name__}: {error}")
        return
    send_answer(control, "")
    server.serve()
    if settings.home is not None:
        # The coordinator would do it, unless it was killed.
        shutil.rmtree(settings.home, ignore_errors=True)
    # Taking half a gigabyte of libraries down in order would help nobody.
    os._exit(0)


if __name__ == "__main__":
    main(Settings.from_json(sys.argv[1]))
