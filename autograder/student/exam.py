"""An exam: while a file of this name lies beside the notebook, checks say only *recorded*.

It keeps no secret from whoever has this package: it takes away what a class is used to, no more.
"""

from __future__ import annotations

from pathlib import Path

MARKER = "exam.txt"
NO_HELP = "There is no help in an exam. Hints and solutions are there again afterwards."
NO_PROGRESS = "This is an exam: what you have earned is told when it has been graded."


def is_held() -> bool:
    """Whether the notebook that runs here belongs to an exam; its kernel runs in its folder."""
    try:
        return Path(MARKER).is_file()
    except OSError:
        return False


def recorded(name: str) -> str:
    """What a check says."""
    return (
        f"`{name}`: recorded. What it earns is told when the exam has been graded. Save the "
        "notebook: what is saved counts."
    )
