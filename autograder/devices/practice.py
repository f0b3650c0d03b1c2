"""The practice accelerator: a simulated device for machines that have no real one.

It sits in the slot PyTorch keeps for devices of other makers (PrivateUse1), registered from Python
by an interface that PyTorch calls experimental. Its tensors are genuine `torch.Tensor`s with real
values and real gradients; only its speed is simulated, by `clock`.
"""

import warnings
from functools import partial
from typing import Any

import torch

from autograder.devices import kernels, private
from autograder.devices.kernels import NAME, Generator
from autograder.devices.timeline import A100, Event, SimulatedClock

clock = kernels.clock

_aten = torch.ops.aten
# PyTorch has its own way for these on any device. It would refuse our generators in the first two,
# copy in two steps where one does, leave convolutions to the maker of the device, and compare in
# thirty steps. The last and longest part it would do in two steps as well, taking memory for the
# result first: these are what most programs consist of, and so run in half the time.
_TAKEN_OVER = (
    _aten.randperm.generator,
    _aten.randperm.generator_out,
    _aten.copy_.default,
    _aten.convolution.default,
    _aten.convolution_backward.default,
    _aten.allclose.default,
    _aten.isclose.default,
    *(_aten.add.Tensor, _aten.sub.Tensor, _aten.mul.Tensor, _aten.div.Tensor),
    *(_aten.pow.Tensor_Scalar, _aten.abs.default, _aten.exp.default, _aten.neg.default),
    *(_aten.mm.default, _aten.sum.dim_IntList, _aten.mean.dim, _aten.cat.default),
    *(_aten.lt.Scalar, _aten.gt.Scalar, _aten.le.Scalar, _aten.ge.Scalar, _aten.ne.Scalar),
)


class NotStarted(RuntimeError):
    """The practice accelerator cannot run here; the message says why."""


def target() -> torch.device:
    """The device to put tensors on. `start` must have succeeded."""
    return torch.device(NAME, 0)


# Registrations last as long as these objects. Filled only when everything has been seen working.
_registrations: list[torch.library.Library] = []


def is_started() -> bool:
    """Whether the practice accelerator is registered in this process."""
    return bool(_registrations)


def start() -> None:
    """Register the practice accelerator; does nothing when it is registered already.

    Starts no thread, so the process may fork afterwards. Errors: NotStarted.
    """
    if is_started():
        return
    reason = why_not()
    if reason:
        raise NotStarted(reason)
    try:
        kernels.clock = SimulatedClock(A100)  # the trial run takes no time that anyone sees
        # Whoever asks first may be inside no_grad, or have a default device of their own.
        with torch.inference_mode(False), torch.enable_grad(), private.NoTorchFunction():
            registrations = _register()
            _try_it()
    except Exception as error:
        raise NotStarted(
            f"PyTorch {torch.__version__} did not let the practice accelerator start "
            f"({type(error).__name__}: {error})"
        ) from error
    _registrations.extend(registrations)
    kernels.clock = clock


def why_not() -> str | None:
    """Why this PyTorch cannot take the practice accelerator, or None when it can."""
    missing = private.missing()
    if missing:
        return (
            f"PyTorch {torch.__version__} cannot register a device from Python: it has no "
            f"{missing[0]}, which PyTorch {private.SEEN_WORKING[-1]} has"
        )
    taken = private.slot_name()
    if taken != "privateuseone" or hasattr(torch, taken):
        return f"PyTorch's one free device slot is taken by {taken!r}"
    return None


def _register() -> list[torch.library.Library]:
    # PyTorch starts one backward thread for each device it knows when the first backward runs, and
    # never again. Run it now, while ours is unknown: a process with such threads cannot fork.
    torch.ones((), device="cpu", requires_grad=True).backward()
    kernels.default_generator.seed()
    private.take_slot(NAME, backend_module=_DeviceModule())
    with warnings.catch_warnings():
        # Taking an operation over from PyTorch is the point here, not news.
        warnings.simplefilter("ignore")
        fallback = torch.library.Library("_", "IMPL")
        fallback.fallback(kernels.run, "PrivateUse1")
        taken_over = torch.library.Library("aten", "IMPL")
        for op in _TAKEN_OVER:
            taken_over.impl(op, partial(kernels.run, op), "PrivateUse1")
        # Mixed precision changes nothing on a device without special hardware for it.
        fallback.fallback(torch.library.fallthrough_kernel, "AutocastPrivateUse1")
    # Before PyTorch's own reader, which needs an allocator that Python cannot give it.
    torch.serialization.register_package(19, lambda storage: None, _load)
    # The two doors that PyTorch keeps closed to a device registered from Python.
    private.synchronize_with(lambda index: kernels.clock.synchronize())
    torch.Generator = _AnyGenerator  # type: ignore[assignment, misc]  # it stands for the class
    return [fallback, taken_over]


def _load(storage: Any, location: str) -> torch.UntypedStorage | None:
    """The CPU `storage`, read from a file, where it was saved from; None when that is not here."""
    if location.split(":")[0] != NAME:
        return None
    return kernels.new_storage(storage)


def _try_it() -> None:
    """Run a small program with values, a view, a gradient and a copy both here and on the CPU."""

    def program(device: torch.device) -> torch.Tensor:
        x = torch.tensor([[1.0, 2.0], [3.0, 4.0]], device="cpu").to(device).requires_grad_()
        (x[0] * x @ x.T).sum().backward()
        y = torch.zeros_like(x) if x.grad is None else x.grad.clone()
        y[:, 1] += x.detach()[0]
        return y

    here = program(target())
    if here.device != target() or here.tolist() != program(torch.device("cpu")).tolist():
        raise RuntimeError("it computed a wrong value")


class _AnyGeneratorType(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, private.Generator)


class _AnyGenerator(metaclass=_AnyGeneratorType):
    """What `torch.Generator` is once the practice accelerator runs: all it was, and our device."""

    def __new__(  # type: ignore[misc]  # it stands for a class, and makes one of two others
        cls, device: torch.device | str | int = "cpu"
    ) -> torch.Generator:
        on_practice = not isinstance(device, int) and torch.device(device).type == NAME
        return Generator() if on_practice else private.Generator(device)


class _DeviceModule:
    """`torch.practice`: what PyTorch and portable code expect of a device's module."""

    def is_initialized(self) -> bool:
        return True

    def is_available(self) -> bool:
        return True

    def device_count(self) -> int:
        return 1

    def current_device(self) -> int:
        return 0

    def set_device(self, device: object) -> None:
        """There is one device, so there is nothing to choose."""

    def get_device_name(self, device: object = None) -> str:
        return clock.sheet.name

    def synchronize(self, device: object = None) -> None:
        """Wait, in simulated time, until the device has finished everything launched so far."""
        clock.synchronize()

    def manual_seed(self, seed: int) -> None:
        kernels.default_generator.manual_seed(seed)

    def manual_seed_all(self, seed: int) -> None:
        kernels.default_generator.manual_seed(seed)

    def initial_seed(self) -> int:
        return kernels.default_generator.initial_seed()

    def get_rng_state(self, device: object = NAME) -> torch.Tensor:
        return kernels.default_generator.get_state()

    def set_rng_state(self, new_state: torch.Tensor, device: object = NAME) -> None:
        kernels.default_generator.set_state(new_state)

    def Event(self, enable_timing: bool = False) -> Event:
        """A mark in the device's work; as in torch.cuda, but it always records time."""
        return Event(clock)

    def get_amp_supported_dtype(self) -> list[torch.dtype]:
        return [torch.float16, torch.bfloat16]

    def _is_in_bad_fork(self) -> bool:
        return False
