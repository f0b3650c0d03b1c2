"""Is this machine ready? Looks at what the course needs and says what to do where it is missing."""

from __future__ import annotations

import importlib.metadata
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from autograder.course import find_root, require_writable
from autograder.errors import CourseError, RoomError, SandboxUnavailable

OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True)
class Examined:
    """One thing looked at: what was found, and what to do when that is not enough."""

    what: str
    ok: bool
    found: str
    advice: str = ""
    needed: bool = True  # False for what only grading a class needs

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data, for JSON."""
        return asdict(self)


def examine(*only: str) -> list[Examined]:
    """Look at everything, or at `only` these; never raises for what is missing or broken."""
    examinations: dict[str, Callable[[], Examined]] = {
        "Python": _python,
        "folder": _folder,
        "torch": _torch,
        "devices": _devices,
        "nbgrader": _nbgrader,
        "kernel": _kernel,
        "sandbox": _sandbox,
    }
    return [_safely(what, look) for what, look in examinations.items() if not only or what in only]


def _safely(what: str, look: Callable[[], Examined]) -> Examined:
    try:
        return look()
    except Exception as error:  # whatever is broken here is what the doctor is there to tell
        return Examined(what, False, f"{type(error).__name__}: {error}", _INSTALL)


_INSTALL = "Run `make lab` (or `pip install -e .` in this environment) again."


def _python() -> Examined:
    found = ".".join(map(str, sys.version_info[:3]))
    oldest = ".".join(map(str, OLDEST_PYTHON))
    ok = sys.version_info >= OLDEST_PYTHON
    return Examined("Python", ok, found, "" if ok else f"Install Python {oldest} or newer.")


def _folder() -> Examined:
    """Whether the course can be worked in where it lies; anywhere else there is nothing to say."""
    here = Path.cwd()
    try:
        here = find_root(here)
        require_writable(here)
    except CourseError as error:
        return Examined("folder", False, str(here), str(error))
    return Examined("folder", True, str(here))


def _torch() -> Examined:
    import torch

    ok = torch.ones(2).sum().item() == 2
    return Examined("torch", ok, torch.__version__, "" if ok else _INSTALL)


def _devices() -> Examined:
    from autograder.devices import available, unchecked

    found = available()
    names = [f"{d.name} (simulated)" if d.simulated else d.name for d in found]
    missing = unchecked(found).get("accelerator")
    if missing is None:
        return Examined("devices", True, ", ".join(names))
    advice = f"Your answers are checked on the CPU only: {missing}"
    return Examined("devices", False, ", ".join(names), advice, needed=False)


def _nbgrader() -> Examined:
    import nbgrader

    return Examined("nbgrader", True, nbgrader.__version__)


def _kernel() -> Examined:
    """Whether a notebook's `python3` is the Python that has the course installed."""
    from jupyter_client.kernelspec import KernelSpecManager

    program = KernelSpecManager().get_kernel_spec("python3").argv[0]
    found = f"ipykernel {importlib.metadata.version('ipykernel')}"
    if program in (sys.executable, "python", "python3", "python" + sys.version[:4]):
        return Examined("kernel", True, found)
    advice = (
        "Notebooks start a different Python from this one. Remove the kernel that hides it: "
        "`jupyter kernelspec remove python3`."
    )
    return Examined("kernel", False, f"{found}, but python3 starts {program}", advice)


def _sandbox() -> Examined:
    """Whether a room opens, which is tried out by a submission of its own before it may be used."""
    try:
        from autograder.room.room import Room
    except ImportError:
        return _no_sandbox("none here", "Only grading a class needs it; do that on Linux.")
    try:
        with Room():
            return Examined("sandbox", True, "bubblewrap", needed=False)
    except (SandboxUnavailable, RoomError) as error:
        return _no_sandbox("none", f"Only grading a class needs it. {error}")


def _no_sandbox(found: str, advice: str) -> Examined:
    return Examined("sandbox", False, found, advice, needed=False)
