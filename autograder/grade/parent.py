"""The first program in a room: gives up root, then loads everything and forks on request.

Run as `python -m autograder.grade.parent SETTINGS`. It runs nothing of a student's.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from dataclasses import asdict, dataclass

from autograder.grade import syscalls
from autograder.grade.messages import send_answer


@dataclass(frozen=True)
class Settings:
    """What the coordinator tells a parent on its command line, as JSON.

    control: descriptor of the socket to the coordinator.
    witness: `module:function` that answers questions.
    namespaces: whether forks are shut in; False only where submissions are trusted.
    gpu: whether forks may use an accelerator.
    become: user and group to become, where the grader is root.
    """

    control: int
    witness: str
    namespaces: bool
    gpu: bool
    become: tuple[int, int] | None

    def to_json(self) -> str:
        """The settings as `from_json` reads them."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Settings:
        """The settings in `text`."""
        values = json.loads(text)
        become = values.pop("become")
        return cls(**values, become=tuple(become) if become else None)


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
        from autograder.grade.nursery import Nursery

        nursery = Nursery(control, settings)
    except Exception as error:
        send_answer(control, f"{type(error).__name__}: {error}")
        return
    send_answer(control, "")
    nursery.serve()
    # Taking half a gigabyte of libraries down in order would help nobody.
    os._exit(0)


if __name__ == "__main__":
    main(Settings.from_json(sys.argv[1]))
