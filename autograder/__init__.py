"""An interactive introduction to PyTorch: what a student calls in a notebook.

`check(name)` checks an answer, `hint(name)` nudges, `progress()` lists what is done, and `show(t)`
draws a tensor. `verify(name, answer)` is the check without a display, for programs.
"""

# The folders `check` and `show` are loaded first: loading one later would put the package in the
# place of the function of the same name.
import autograder.check
import autograder.show  # noqa: F401
from autograder.notebook import Points, check, hint, progress, verify
from autograder.show.face import show

__all__ = ["Points", "check", "hint", "progress", "show", "verify"]
