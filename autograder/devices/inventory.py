"""Which devices this machine has, which of them to check on, and how to wait for and time them."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import torch

from autograder.errors import DeviceError

VARIABLE = "AUTOGRADER_DEVICES"
_REAL = ("cuda", "mps", "xpu")
_TITLES = {"cuda": "CUDA (NVIDIA or AMD)", "mps": "MPS (Apple)", "xpu": "XPU (Intel)"}


@dataclass(frozen=True)
class Device:
    """Something to check on: `target` is where to put tensors, `simulated` tells practice apart."""

    name: str  # "cpu", "cuda", "mps", "xpu" or "practice"
    simulated: bool
    target: torch.device


CPU = Device("cpu", simulated=False, target=torch.device("cpu"))


def available() -> tuple[Device, ...]:
    """The CPU, then every real accelerator; the practice accelerator when there is no real one.

    The first call starts the practice accelerator if it is needed (about 10 ms).
    """
    real = tuple(_real(name) for name in _REAL if _is_present(name))
    if real:
        return CPU, *real
    return (CPU,) if _why_no_practice() else (CPU, _practice())


def chosen(names: Sequence[str] | None = None) -> tuple[Device, ...]:
    """The devices called `names`, or else those in $AUTOGRADER_DEVICES, or else `available()`.

    Names keep their order and count once. `practice` may be named beside a real accelerator, but
    then torch.accelerator.current_accelerator() is the practice one for the rest of the process.
    Errors: DeviceError when a name is unknown, or its device is not on this machine.
    """
    if names is None:
        listed = os.environ.get(VARIABLE, "").split(",")
        names = [name.strip() for name in listed if name.strip()]
        if not names:
            return available()
    elif not names:
        raise DeviceError('No device was named. Name at least one, for example ["cpu"].')
    return tuple(dict.fromkeys(_named(name.lower()) for name in names))


def unchecked(devices: Sequence[Device] | None = None) -> dict[str, str]:
    """What stays unchecked with `devices` (or else `chosen()`), and why: {"accelerator": reason}.

    Empty when an accelerator, real or practice, is among them.
    """
    devices = chosen() if devices is None else devices
    if any(device.name != "cpu" for device in devices):
        return {}
    no_practice = None if _real_names() else _why_no_practice()
    return {"accelerator": no_practice or "only the CPU was asked for"}


def clock(device: Device | torch.device | str) -> Callable[[], float]:
    """A function that gives the time in seconds, to time work on `device` with.

    It is `time.perf_counter` for a real device. For the practice accelerator it is *simulated* host
    time: it moves only with work on that device, by the numbers of `practice.clock.sheet`.
    """
    if _type(device) != "practice":
        return time.perf_counter
    from autograder.devices import practice

    return practice.clock.now


def synchronize(device: Device | torch.device | str) -> None:
    """Wait until `device` has finished everything it was given. The CPU never needs it."""
    kind = _type(device)
    if kind == "cpu":
        return
    module = getattr(torch, kind)
    if kind == "cuda":
        module.synchronize(getattr(device, "target", device))
    else:
        module.synchronize()


def _type(device: Device | torch.device | str) -> str:
    return device.name if isinstance(device, Device) else torch.device(device).type


def _real(name: str) -> Device:
    return Device(name, simulated=False, target=torch.device(name, 0))


@cache
def _is_present(name: str) -> bool:
    # device_count asks the driver library, not CUDA itself, so that the process may still fork.
    if name == "cuda":
        return torch.cuda.device_count() > 0
    if name == "mps":
        return torch.backends.mps.is_available()
    return torch.xpu.is_available()


def _real_names() -> list[str]:
    return [name for name in _REAL if _is_present(name)]


@cache
def _why_no_practice() -> str | None:
    """Start the practice accelerator. None when it runs, else why it does not."""
    from autograder.devices import practice

    try:
        practice.start()
    except practice.NotStarted as error:
        return str(error)
    return None


def _practice() -> Device:
    from autograder.devices import practice

    return Device("practice", simulated=True, target=practice.target())


def _named(name: str) -> Device:
    if name == "cpu":
        return CPU
    if name == "practice":
        reason = _why_no_practice()
        if reason:
            raise DeviceError(f"The practice accelerator cannot start here: {reason}.")
        return _practice()
    here = ", ".join(["cpu", *_real_names(), "practice"])
    if name not in _REAL:
        raise DeviceError(
            f"There is no device called {name!r}. On this machine you can use: {here}."
        )
    if not _is_present(name):
        raise DeviceError(
            f"You asked for {name!r}, but PyTorch finds no {_TITLES[name]} device on this machine. "
            f"Here you can use: {here}. Set {VARIABLE} to some of these (for example "
            f'"cpu,practice"), or unset it to use what there is.'
        )
    return _real(name)
