"""How one PyTorch operation runs on the practice accelerator: on the CPU, over the same memory.

A practice tensor is a genuine `torch.Tensor` whose storage belongs to PyTorch's PrivateUse1 device
and whose bytes lie in ordinary memory. Its storage remembers the CPU storage that owns those bytes,
so every operation can be handed to the CPU's own kernel on CPU tensors over the same bytes: values,
dtypes, strides and in-place effects are the CPU's by construction. Views never come down to values:
PyTorch's own view kernels run on the practice tensor itself.
"""

import ctypes
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from numbers import Number
from typing import Any

import torch

from autograder.devices import private
from autograder.devices.private import NoTorchFunction, OpOverload
from autograder.devices.timeline import A100, SimulatedClock

NAME = "practice"
CPU = torch.device("cpu")

# Device numbers of the DLPack standard: ordinary memory, and "a device of someone's own".
_DLPACK_CPU, _DLPACK_EXTENSION = 1, 12
# In DLPack's DLTensor the device number follows the data pointer.
_DLPACK_DEVICE_OFFSET = ctypes.sizeof(ctypes.c_void_p)

_capsule_pointer = ctypes.pythonapi.PyCapsule_GetPointer
_capsule_pointer.restype = ctypes.c_void_p
_capsule_pointer.argtypes = [ctypes.py_object, ctypes.c_char_p]


def _adopt(tensor: torch.Tensor) -> torch.Tensor:
    """The CPU `tensor`, over the same bytes, as a practice tensor with a storage of its own."""
    practice = _over_the_same_bytes(tensor, _DLPACK_EXTENSION)
    storage, memory = practice.untyped_storage(), tensor.untyped_storage()
    # PyTorch keeps these attributes for as long as anything uses the storage.
    storage.memory = memory  # type: ignore[attr-defined]  # ours
    storage.__deepcopy__ = partial(_deepcopy, memory)  # type: ignore[method-assign]  # of this one
    return practice


def _over_the_same_bytes(tensor: torch.Tensor, dlpack_device: int) -> torch.Tensor:
    """A tensor like `tensor` on the device of this number, over the bytes of `tensor`."""
    capsule = private.to_dlpack(tensor)
    address = _capsule_pointer(capsule, b"dltensor") + _DLPACK_DEVICE_OFFSET
    ctypes.c_int32.from_address(address).value = dlpack_device
    moved: torch.Tensor = private.from_dlpack(capsule)
    return moved


def _deepcopy(memory: torch.UntypedStorage, memo: dict[int, Any]) -> torch.UntypedStorage:
    """What `copy.deepcopy` gives for the practice storage over `memory`."""
    return new_storage(memory.clone())


def new_storage(memory: torch.UntypedStorage) -> torch.UntypedStorage:
    """A practice storage over the bytes of the CPU storage `memory`."""
    flat = torch.empty(0, dtype=torch.uint8, device=CPU).set_(memory)
    return _adopt(flat).untyped_storage()


def wrap(tensor: torch.Tensor) -> torch.Tensor:
    """The CPU `tensor` as a practice tensor over the same bytes, same shape, strides and dtype."""
    if tensor._is_zerotensor():
        # Zeros that are only a note, as forward-mode derivatives start from: there are no bytes.
        tensor = torch.zeros(tensor.shape, dtype=tensor.dtype, device=CPU)
    if tensor.numel() and not tensor.data_ptr():
        raise RuntimeError(f"A tensor without values of its own cannot be on {NAME}.")
    tensor = tensor.resolve_conj().resolve_neg()
    if tensor.storage_offset() == 0 and (
        tensor.untyped_storage().nbytes() == tensor.numel() * tensor.element_size()
    ):
        return _adopt(tensor)
    return _reseat(private.create_empty_tensor([0], tensor.dtype), tensor)


def unwrap(tensor: torch.Tensor) -> torch.Tensor:
    """The practice `tensor` as a CPU tensor over the same bytes, same shape, strides and dtype."""
    memory = getattr(tensor.untyped_storage(), "memory", None)
    if memory is None:  # PyTorch laid a storage of its own over the bytes, as it does to save them
        return _over_the_same_bytes(tensor, _DLPACK_CPU)
    cpu = torch.empty(0, dtype=tensor.dtype, device=CPU).set_(
        memory, tensor.storage_offset(), tensor.shape, tensor.stride()
    )
    # Conjugation and negation may be a note on the tensor, not yet in its bytes.
    if tensor.is_conj():
        cpu = cpu.conj()
    return private.neg_view(cpu) if tensor.is_neg() else cpu


def send(tensor: torch.Tensor) -> torch.Tensor:
    """A copy of the CPU `tensor` on the practice accelerator.

    What `tensor.to(NAME, copy=True)` gives for a tensor without gradient, in a fifth of the time.
    """
    clock.transfer(tensor.nbytes)
    return wrap(tensor.clone())


def fetch(tensor: torch.Tensor) -> torch.Tensor:
    """A copy of the practice `tensor` on the CPU, as `tensor.to("cpu")` gives it; see `send`."""
    clock.transfer(tensor.nbytes)
    return unwrap(tensor).clone()


def _reseat(practice: torch.Tensor, tensor: torch.Tensor) -> torch.Tensor:
    """Make `practice` mean the bytes, shape and strides of the CPU `tensor`; returns `practice`."""
    storage = new_storage(tensor.untyped_storage())
    return _set_storage(practice, storage, tensor.storage_offset(), tensor.shape, tensor.stride())


def _set_storage(practice: torch.Tensor, *args: Any) -> torch.Tensor:
    set_ = torch.ops.aten.set_.source_Storage_storage_offset
    private.run_cpu_kernel(set_, practice, *args)
    return practice


@dataclass(frozen=True)
class Plan:
    """What the schema of one operation says about running it here."""

    name: str
    is_native: bool  # touches no values, so PyTorch's own kernel runs on the practice tensors
    allocates_only: bool
    accepts_cpu_scalars: bool  # a 0-dimensional CPU tensor may take part, as on CUDA
    accepts_cpu_indices: bool
    takes_generator: bool
    takes_device: bool
    waits: bool  # the host needs the values before it can go on
    mutated: tuple[tuple[int, str], ...]  # position and name of the arguments written to
    returned: tuple[tuple[int, str] | None, ...]  # the argument each return is, None when new
    inner: int | None  # position of the argument whose last size is the length of the dot products
    names: tuple[str, ...]
    tensor_positions: tuple[int, ...]  # positions of the arguments that must be tensors


_ALLOCATIONS = {"empty", "empty_strided", "resize_"}
_TAKES_SCALARS = {"fill_", "masked_fill", "masked_fill_", "where"}
_TAKES_INDICES = {"index", "index_put", "index_put_", "_index_put_impl_"}
_DOT_PRODUCTS = {"mm": 0, "bmm": 0, "mv": 0, "dot": 0, "vdot": 0} | {
    "addmm": 1, "addmv": 1, "addbmm": 1, "baddbmm": 1
}  # fmt: skip
_Args = tuple[Any, ...]
_Kwargs = dict[str, Any]

_plans: dict[OpOverload, Plan] = {}


def _plan(op: OpOverload) -> Plan:
    """What `op` needs, read from its schema once."""
    plan = _plans.get(op)
    if plan is None:
        plan = _plans[op] = _read_plan(op)
    return plan


def _read_plan(op: OpOverload) -> Plan:
    schema = private.schema_of(op)
    name = schema.name.split("::")[-1]
    arguments = list(enumerate(schema.arguments))
    written = [(i, a) for i, a in arguments if a.alias_info and a.alias_info.is_write]
    aliases = [r.alias_info for r in schema.returns]
    argument_names = tuple(a.name for _, a in arguments)
    needs_values = (
        torch.Tag.data_dependent_output in op.tags or torch.Tag.dynamic_output_shape in op.tags
    )
    return Plan(
        name=name,
        is_native=name == "set_" or any(alias and not alias.is_write for alias in aliases),
        allocates_only=name in _ALLOCATIONS,
        accepts_cpu_scalars=name in _TAKES_SCALARS
        or name in _TAKES_INDICES
        # torch.equal is tagged pointwise but wants both tensors on one device, as on CUDA.
        or (torch.Tag.pointwise in op.tags and not needs_values),
        accepts_cpu_indices=name in _TAKES_INDICES,
        takes_generator="generator" in argument_names,
        takes_device="device" in argument_names,
        waits=needs_values,
        mutated=tuple((i, a.name) for i, a in written),
        returned=tuple(
            next(((i, a.name) for i, a in written if _same_alias(a.alias_info, alias)), None)
            for alias in aliases
        ),
        inner=_DOT_PRODUCTS.get(name),
        names=argument_names,
        tensor_positions=tuple(i for i, a in arguments if str(a.type) == "Tensor"),
    )


def _same_alias(one: Any, other: Any) -> bool:
    return bool(one and other and one.before_set & other.before_set)


class Generator(private.Generator):
    """`torch.Generator` that may also stand for the practice accelerator.

    PyTorch gives Python no way to make a generator for a new device, so this is a CPU generator
    that says it belongs to the practice accelerator, and is known there by its address.
    """

    _known: weakref.WeakValueDictionary[int, "Generator"] = weakref.WeakValueDictionary()

    def __init__(self) -> None:
        self._known[private.address_of(self)] = self

    @classmethod
    def knows(cls, generator: torch.Generator) -> bool:
        """Whether `generator`, which PyTorch hands over as a new object, is one of these."""
        return private.address_of(generator) in cls._known

    @property
    def device(self) -> torch.device:  # type: ignore[override]  # read-only in PyTorch, too
        """The practice accelerator."""
        return torch.device(NAME, 0)


clock = SimulatedClock(A100)
default_generator = Generator()


def run(op: OpOverload, *args: Any, **kwargs: Any) -> Any:
    """Run `op` for the practice accelerator. PyTorch calls this for every operation there."""
    # Backward then runs in the calling thread: it starts no thread, so a fork stays safe. Said each
    # time, because every thread has this setting, and leaving inference_mode turns it back.
    private.set_backward_threads(False)
    plan = _plan(op)
    if plan.is_native:
        return private.run_cpu_kernel(op, *args, **kwargs)
    # Neither a student's default device nor a counting mode may see what goes on in here.
    with NoTorchFunction():
        return _run_on_cpu(op, plan, args, kwargs)


def _run_on_cpu(op: OpOverload, plan: Plan, args: _Args, kwargs: _Kwargs) -> Any:
    if plan.takes_device:
        _refuse_other_number(kwargs.get("device"))
        kwargs = {**kwargs, "device": CPU, "pin_memory": None}
    if plan.allocates_only and not plan.mutated:
        return wrap(op(*args, **kwargs))
    if plan.takes_generator:
        kwargs = {**kwargs, "generator": _checked_generator(kwargs.get("generator"))}
    here: list[torch.Tensor] = []
    elsewhere: list[torch.Tensor] = []
    cpu_args = [_lower(value, here, elsewhere) for value in args]
    cpu_kwargs = {name: _lower(value, here, elsewhere) for name, value in kwargs.items()}
    if elsewhere and plan.name != "copy_":
        _refuse_mixed_devices(plan, args, kwargs)
    # A number that was written where a tensor could be comes back from PyTorch as a number, which
    # another overload takes.
    has_number = any(isinstance(args[i], Number) for i in plan.tensor_positions if i < len(args))
    result = (op.overloadpacket if has_number else op)(*cpu_args, **cpu_kwargs)
    for position, name in plan.mutated:
        _follow(
            _argument(position, name, args, kwargs),
            _argument(position, name, cpu_args, cpu_kwargs),
        )
    values = result if isinstance(result, tuple) else () if result is None else (result,)
    new: list[torch.Tensor] = []
    returned = tuple(
        _raise(value, new) if source is None else _argument(*source, args, kwargs)
        for value, source in zip(values, plan.returned, strict=True)
    )
    _account(plan, args, here, elsewhere, new)
    if plan.waits or len(new) < plan.returned.count(None):
        clock.synchronize()
    return returned if isinstance(result, tuple) else returned[0] if returned else None


def _argument(position: int, name: str, args: Sequence[Any], kwargs: _Kwargs) -> Any:
    return args[position] if position < len(args) else kwargs.get(name)


def _lower(value: Any, here: list[torch.Tensor], elsewhere: list[torch.Tensor]) -> Any:
    """`value`, a tensor or a list that may hold some, with practice tensors unwrapped.

    Its tensors are added to `here` or, when they are not on the practice device, to `elsewhere`.
    """
    if isinstance(value, torch.Tensor):
        if not value.is_cpu and value.device.type == NAME:
            here.append(value)
            return unwrap(value)
        elsewhere.append(value)
    elif isinstance(value, (list, tuple)):
        return [_lower(item, here, elsewhere) for item in value]
    return value


def _raise(value: Any, new: list[torch.Tensor]) -> Any:
    """`value`, a result from the CPU, with its tensors wrapped, and added to `new`."""
    if isinstance(value, torch.Tensor):
        new.append(wrap(value))
        return new[-1]
    if isinstance(value, (list, tuple)):
        return [_raise(item, new) for item in value]
    return value


def _follow(practice: Any, cpu: Any) -> None:
    """After an operation that may have resized `cpu`, give `practice` the same bytes and shape."""
    if not isinstance(practice, torch.Tensor) or practice is cpu:
        return
    if practice.shape == cpu.shape and practice.stride() == cpu.stride():
        return
    storage = practice.untyped_storage()
    if storage.data_ptr() == cpu.data_ptr() and storage.nbytes() == cpu.untyped_storage().nbytes():
        _set_storage(practice, storage, cpu.storage_offset(), cpu.shape, cpu.stride())
    else:
        _reseat(practice, cpu)


def _refuse_other_number(device: torch.device | None) -> None:
    if device is not None and device.index:
        raise RuntimeError(f"There is no device {device}: the only one is {NAME}:0.")


def _checked_generator(generator: torch.Generator | None) -> torch.Generator:
    if generator is None:
        return default_generator
    if not Generator.knows(generator):
        raise RuntimeError(
            f"Expected a '{NAME}' device type for generator but found '{generator.device.type}'"
        )
    return generator


def _tensors(value: Any) -> Iterator[torch.Tensor]:
    for item in value if isinstance(value, (list, tuple)) else (value,):
        if isinstance(item, torch.Tensor):
            yield item


def _refuse_mixed_devices(plan: Plan, args: _Args, kwargs: _Kwargs) -> None:
    """Raise what PyTorch raises on CUDA when an operation is given tensors on several devices."""
    written = {name for _, name in plan.mutated}
    first: torch.device | None = None
    for name, value in (*zip(plan.names, args, strict=False), *kwargs.items()):
        if plan.accepts_cpu_indices and name == "indices":
            continue
        for tensor in _tensors(value):
            is_scalar = tensor.is_cpu and tensor.ndim == 0 and name not in written
            if is_scalar and plan.accepts_cpu_scalars:
                continue
            first = first or tensor.device
            if tensor.device != first:
                raise RuntimeError(
                    "Expected all tensors to be on the same device, but got "
                    f"{name} is on {tensor.device}, different from other tensors on {first} "
                    f"(when checking argument in method {NAME}_{plan.name})"
                )


def _account(
    plan: Plan,
    args: _Args,
    here: list[torch.Tensor],
    elsewhere: list[torch.Tensor],
    new: list[torch.Tensor],
) -> None:
    """Let the simulated clock run for one operation."""
    if plan.allocates_only:
        return
    # A single number from the CPU travels with the launch; anything larger is a transfer.
    moved = sum(t.nbytes for t in elsewhere if t.ndim or plan.name == "copy_")
    if moved:
        clock.transfer(moved)
        if plan.name == "copy_":
            return
    nbytes = flops = 0
    for t in (*here, *new):
        # A broadcast tensor is read once however often its elements are used.
        nbytes += min(t.nbytes, t.untyped_storage().nbytes())
        flops = max(flops, t.numel())
    if plan.inner is not None:
        output = new[0] if new else here[-1]
        flops = 2 * output.numel() * args[plan.inner].shape[-1]
    clock.launch(nbytes, flops, here[0].dtype if here else None)
