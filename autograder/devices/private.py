"""All that the practice accelerator needs of PyTorch and that PyTorch does not call public.

It stands here and nowhere else, so that a new PyTorch is looked at in one place. Where a name is
gone, `missing` says which, and the practice accelerator does not start; what is there and behaves
in another way is found by the accelerator's own trial run.
"""

import operator
from collections.abc import Callable
from typing import Any

import torch

# The versions that the tests of devices, judge, exercises and witness were run with.
SEEN_WORKING = ("2.10.0", "2.13.0", "2.14.1")

_NAMES = (
    "_C._to_dlpack",
    "_C._from_dlpack",
    "_C._acc.create_empty_tensor",
    "_C._accelerator_synchronizeDevice",
    "_C._get_privateuse1_backend_name",
    "_C._set_multithreading_enabled",
    "_C.DisableTorchFunction",
    "_C.DispatchKey.CPU",
    "_neg_view",
    "_ops.OpOverload",
    "ops.aten.add.Tensor._op_dk",
    "ops.aten.add.Tensor._schema",
    "Generator._cdata",
    "utils.backend_registration._setup_privateuseone_for_python_backend",
)


def _find(name: str) -> Any:
    try:
        return operator.attrgetter(name)(torch)
    except AttributeError:
        return None


def missing() -> list[str]:
    """The names that this PyTorch does not have."""
    return [f"torch.{name}" for name in _NAMES if _find(name) is None]


to_dlpack = _find("_C._to_dlpack")
from_dlpack = _find("_C._from_dlpack")
# A tensor without elements on the device of another maker: sizes, dtype.
create_empty_tensor = _find("_C._acc.create_empty_tensor")
neg_view = _find("_neg_view")
# The name of the one device of another maker; "privateuseone" while the slot is free.
slot_name = _find("_C._get_privateuse1_backend_name")
# Whether backward may start threads; said for the calling thread.
set_backward_threads = _find("_C._set_multithreading_enabled")
# Takes the slot: name, backend_module.
take_slot = _find("utils.backend_registration._setup_privateuseone_for_python_backend")
# A context without the modes and subclasses that watch operations.
NoTorchFunction = _find("_C.DisableTorchFunction")
OpOverload = _find("_ops.OpOverload")
# Public, but the practice accelerator puts another in its place.
Generator = torch.Generator

_CPU_KERNEL = _find("_C.DispatchKey.CPU")


def run_cpu_kernel(op: Any, *args: Any, **kwargs: Any) -> Any:
    """Run the CPU's kernel of `op`, on whatever device its tensors are."""
    return op._op_dk(_CPU_KERNEL, *args, **kwargs)


def schema_of(op: Any) -> Any:
    """What `op` takes and returns."""
    return op._schema


def address_of(generator: torch.Generator) -> int:
    """What tells a generator from others when PyTorch hands it over as a new object."""
    return generator._cdata  # type: ignore[attr-defined, no-any-return]  # not in PyTorch's stubs


def synchronize_with(wait: Callable[[int], None]) -> None:
    """Have `torch.accelerator.synchronize` call `wait` with the number of the device."""
    torch._C._accelerator_synchronizeDevice = wait  # type: ignore[assignment]  # by position
