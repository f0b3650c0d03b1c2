"""An interactive introduction to PyTorch: what a student calls in a notebook.

`check(name)` checks an answer, `hint(name)` nudges, `progress()` lists what is done, and `show(t)`
draws a tensor. `reset(name)` gives the blank answer cell back, `solution(name)` shows one way after
yours is right. `verify(name, answer)` is the check without a display, for programs.
"""

from typing import TYPE_CHECKING

from autograder.notebook import Points, check, hint, progress, reset, solution, verify
from autograder.pictures.face import Show

if TYPE_CHECKING:
    import torch


def _rounding(dtype: "torch.dtype") -> tuple[float, float]:
    """What a check takes for the same, `show.compare` takes for the same."""
    from autograder import devices

    return devices.tolerance(dtype, "cpu")


show = Show(_rounding)

__all__ = ["Points", "check", "hint", "progress", "reset", "show", "solution", "verify"]
