"""Is this machine ready? Looks at what the course needs and says what to do where it is missing."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass

OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True)
class Examined:
    """One thing looked at: what was found, and what to do when that is not enough."""

    what: str
    ok: bool
    found: str
    advice: str = ""
    needed: bool = True  # False for what only grading a class needs

    def as_dict(self) -> dict:
        """The same as plain data, for JSON."""
        return asdict(self)


def examine() -> list[Examined]:
    """Look at everything; never raises for something that is missing or broken."""
    examinations: dict[str, Callable[[], Examined]] = {
        "Python": _python,
        "torch": _torch,
        "devices": _devices,
        "nbgrader": _nbgrader,
        "kernel": _kernel,
        "sandbox": _sandbox,
    }
    return [_safely(what, look) for what, look in examinations.items()]


def _safely(what: str, look: Callable[[], Examined]) -> Examined:
    try:
        return look()
    except Exception as error:  # whatever is broken here is what the doctor is there to tell
        return Examined(what, False, f"{type(error).__name__}: {error}", _INSTALL)


_INSTALL = "Run `make lab` (or `pip install -e .` in this environment) once more."


def _python() -> Examined:
    found = ".".join(map(str, sys.version_info[:3]))
    oldest = ".".join(map(str, OLDEST_PYTHON))
    ok = sys.version_info >= OLDEST_PYTHON
    return Examined("Python", ok, found, "" if ok else f"Install Python {oldest} or newer.")


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
        "Notebooks start another Python than this one. Remove the kernel that hides it: "
        "`jupyter kernelspec remove python3`."
    )
    return Examined("kernel", False, f"{found}, but python3 starts {program}", advice)


def _sandbox() -> Examined:
    try:
        from autograder.room import walls as sandbox
    except ImportError:
        return _no_sandbox("none here", "Only grading a class needs it; do that on Linux.")
    try:
        walls = sandbox.Walls()
        room = sandbox.command(walls, [sys.executable, "-c", "print('open')"])
        tried = subprocess.run(
            room, env=sandbox.environment(walls), capture_output=True, text=True, timeout=60
        )
    except sandbox.SandboxUnavailable as error:
        return _no_sandbox("none", str(error))
    if tried.stdout.strip() == "open":
        return Examined("sandbox", True, "bubblewrap", needed=False)
    said = (tried.stderr.strip().splitlines() or ["it said nothing"])[-1]
    advice = (
        "Only grading a class needs it. bubblewrap is installed, but this system does not let it "
        "make user namespaces; the administrator can allow them (sysctl "
        "kernel.unprivileged_userns_clone=1, or on Ubuntu an AppArmor profile for bwrap)."
    )
    return _no_sandbox(f"bubblewrap: {said}", advice)


def _no_sandbox(found: str, advice: str) -> Examined:
    return Examined("sandbox", False, found, advice, needed=False)
