"""Plain records of Python values, and their form as bytes.

A record holds no object of a student's: it can be judged, kept and sent. The bytes are a JSON
header and raw buffers, so reading them runs nothing; whatever is malformed raises `BadRecord`.
"""

from __future__ import annotations

import itertools
import json
import struct
from dataclasses import dataclass
from typing import Any

import torch

from autograder import devices
from autograder.check.draw import Code, OnDevice

MOST_ELEMENTS = 4_000_000
MOST_BYTES = 64 * 2**20
MOST_TEXT = 2_000
MOST_ITEMS = 10_000
DEEPEST = 12

# Tensors of other kinds, quantized ones for instance, can't be made of plain bytes.
_READABLE = {
    str(dtype).removeprefix("torch."): dtype
    for dtype in (
        *(torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64),
        *(torch.uint16, torch.uint32, torch.uint64),
        *(torch.float16, torch.bfloat16, torch.float32, torch.float64),
        *(torch.complex64, torch.complex128),
    )
}
_SCALARS = (bool, int, float, complex, str)


class BadRecord(ValueError):
    """Bytes that are no record, or a value too large to be one."""


@dataclass(frozen=True)
class TensorFacts:
    """What is known of a tensor: `data` is a detached CPU copy with the same shape and dtype."""

    data: torch.Tensor
    device: str
    requires_grad: bool
    is_leaf: bool
    grad: Record | None
    stride: tuple[int, ...]


@dataclass(frozen=True)
class Record:
    """A value by the name of its type: a tensor's facts, a scalar's value, a sequence's items.

    For any other type `value` is a short text and nothing else of it is kept.
    """

    type: str
    value: Any = None
    items: tuple[Record, ...] = ()
    tensor: TensorFacts | None = None


def record(value: Any, depth: int = 0) -> Record:
    """The record of a live value; a tensor may be on any device, and is copied."""
    kind = type(value)
    if isinstance(value, torch.Tensor):
        return _tensor_record(value)
    if value is None or kind in _SCALARS:
        return Record(kind.__name__, value[:MOST_TEXT] if kind is str else value)
    if kind is OnDevice:
        return Record("OnDevice")
    if kind is Code:
        return Record("Code", value.source, items=(Record("str", value.given),))
    if kind in (torch.dtype, torch.device):
        return Record(f"torch.{kind.__name__}", str(value))
    if isinstance(value, list | tuple) and depth < DEEPEST:
        name = {torch.Size: "torch.Size", list: "list"}.get(kind, "tuple")
        items = list.__iter__(value) if isinstance(value, list) else tuple.__iter__(value)
        return Record(
            name, items=tuple(record(v, depth + 1) for v in itertools.islice(items, MOST_ITEMS))
        )
    if kind is dict and depth < DEEPEST:
        pairs = list(value.items())[:MOST_ITEMS]
        return Record("dict", items=tuple(record(pair, depth + 1) for pair in pairs))
    return _foreign_record(value)


def _tensor_record(t: torch.Tensor) -> Record:
    if not devices.is_plain(t):
        return Record(f"subclass {type(t).__name__}")
    if t.numel() > MOST_ELEMENTS:
        return Record("too large", f"{t.numel():,} elements")
    if t.layout != torch.strided:
        return Record(f"{t.layout} tensor".replace("torch.", ""))
    if t.dtype not in _READABLE.values():
        return Record(f"{t.dtype} tensor".replace("torch.", ""))
    data = devices.to_cpu(t.detach()).clone().contiguous().resolve_conj().resolve_neg()
    grad = t.grad if t.is_leaf and t.requires_grad else None
    facts = TensorFacts(
        data=data,
        device=t.device.type,
        requires_grad=t.requires_grad,
        is_leaf=t.is_leaf,
        grad=_tensor_record(grad) if isinstance(grad, torch.Tensor) else None,
        stride=tuple(t.stride()),
    )
    return Record("Tensor", tensor=facts)


def _foreign_record(value: Any) -> Record:
    """Names a value that no exercise asks for, so that the message can say what came back."""
    import numpy as np

    kind = type(value)
    if isinstance(value, np.ndarray):
        return Record("numpy.ndarray", f"shape {value.shape}, dtype {value.dtype}")
    if isinstance(value, np.generic):
        return Record(f"numpy.{kind.__name__}", value.item() if value.size == 1 else None)
    if value is Ellipsis:
        return Record("ellipsis")
    if isinstance(value, type):
        return Record("type", value.__name__[:MOST_TEXT])
    return Record(f"{kind.__name__}"[:MOST_TEXT])


def build(rec: Record, device: devices.Device, scopes: dict[str, dict] | None = None) -> Any:
    """A fresh live value from the record of an argument, its tensors on `device`.

    Layout, gradient flag and gradient are those recorded. Arguments of one call share `scopes`
    (see `Code.build`).
    """
    if rec.type == "OnDevice":
        return device.target
    if rec.type == "Code":
        return Code(rec.value, rec.items[0].value).build(scopes)
    if rec.type == "Tensor":
        return _build_tensor(rec.tensor, device)
    if rec.type == "list":
        return [build(item, device, scopes) for item in rec.items]
    if rec.type in ("tuple", "torch.Size"):
        items = tuple(build(item, device, scopes) for item in rec.items)
        return torch.Size(items) if rec.type == "torch.Size" else items
    if rec.type == "dict":
        return dict(build(pair, device, scopes) for pair in rec.items)
    if rec.type == "torch.dtype":
        return getattr(torch, rec.value.removeprefix("torch."))
    if rec.type == "torch.device":
        return torch.device(rec.value)
    if rec.type in ("NoneType", "bool", "int", "float", "complex", "str"):
        return rec.value
    raise BadRecord(f"a case can't hold a {rec.type}")


def _build_tensor(facts: TensorFacts, device: devices.Device) -> torch.Tensor:
    data = facts.data
    if data.numel() and data.stride() != facts.stride:
        room = 1 + sum((n - 1) * s for n, s in zip(data.shape, facts.stride, strict=True))
        laid_out = data.new_zeros(room).as_strided(data.shape, facts.stride)
        data = laid_out.copy_(data) if 0 not in facts.stride else data.clone()
    else:
        data = data.clone()
    out = devices.to_device(data, device.target)
    if facts.requires_grad:
        out.requires_grad_()
        if facts.grad is not None:
            out.grad = _build_tensor(facts.grad.tensor, device)
    return out


def pack(tree: Any) -> bytes:
    """Bytes of a tree of dicts with text keys, lists, scalars, Nones, records and tensors."""
    buffers: list[bytes] = []
    header = json.dumps(_to_json(tree, buffers)).encode()
    return b"".join([struct.pack("<I", len(header)), header, *buffers])


def unpack(data: bytes) -> Any:
    """The tree that `pack` made bytes of; raises BadRecord for anything else."""
    try:
        if len(data) > MOST_BYTES:
            raise BadRecord(f"{len(data):,} bytes are too many")
        (size,) = struct.unpack_from("<I", data)
        header = json.loads(data[4 : 4 + size])
        return _from_json(header, memoryview(data)[4 + size :], 0)
    except BadRecord:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, struct.error, RecursionError) as error:
        raise BadRecord(f"not a record: {type(error).__name__}") from error
    except (RuntimeError, OverflowError, MemoryError) as error:
        raise BadRecord(f"not a tensor: {type(error).__name__}") from error


def _to_json(node: Any, buffers: list[bytes]) -> Any:
    if isinstance(node, torch.Tensor):
        raw = torch.view_as_real(node) if node.is_complex() else node
        # A tensor with one element may count as contiguous whatever its stride; a copy is.
        raw = raw.clone(memory_format=torch.contiguous_format).reshape(-1)
        raw = raw.view(torch.uint8).numpy().tobytes()
        start = sum(map(len, buffers))
        buffers.append(raw)
        dtype = str(node.dtype).removeprefix("torch.")
        return {"!": "tensor", "dtype": dtype, "shape": list(node.shape), "at": [start, len(raw)]}
    if isinstance(node, Record | TensorFacts):
        fields = {k: _to_json(v, buffers) for k, v in vars(node).items()}
        return {"!": type(node).__name__, **fields}
    if isinstance(node, complex):
        return {"!": "complex", "parts": [node.real, node.imag]}
    if isinstance(node, list | tuple):
        return [_to_json(item, buffers) for item in node]
    if isinstance(node, dict):
        return {key: _to_json(value, buffers) for key, value in node.items()}
    return node


def _from_json(node: Any, buffers: memoryview, depth: int) -> Any:
    if depth > 8 * DEEPEST:
        raise BadRecord("nested too deeply")
    if isinstance(node, list):
        return tuple(_from_json(item, buffers, depth + 1) for item in node)
    if not isinstance(node, dict):
        return node
    mark = node.get("!")
    if mark == "tensor":
        return _read_tensor(node, buffers)
    if mark == "complex":
        return complex(*map(float, node["parts"]))
    fields = {k: _from_json(v, buffers, depth + 1) for k, v in node.items() if k != "!"}
    if mark == "Record":
        return _checked_record(Record(**fields))
    if mark == "TensorFacts":
        return _checked_facts(TensorFacts(**fields))
    return fields


def _read_tensor(node: dict, buffers: memoryview) -> torch.Tensor:
    dtype = _READABLE[str(node["dtype"])]
    shape = [int(n) for n in node["shape"]]
    start, length = map(int, node["at"])
    if min(shape, default=0) < 0 or len(shape) > 64:
        raise BadRecord("not a tensor")
    count = 1
    for n in shape:
        count *= n
    if count > MOST_ELEMENTS or count * dtype.itemsize != length or start < 0:
        raise BadRecord("a tensor's size and its data differ")
    raw = bytearray(buffers[start : start + length])
    if len(raw) != length:
        raise BadRecord("a tensor's data is cut short")
    if not count:
        return torch.empty(shape, dtype=dtype)
    if dtype == torch.bool:
        # A byte other than 0 and 1 is no bool: operations on it are undefined.
        return torch.frombuffer(raw, dtype=torch.uint8).ne(0).reshape(shape)
    return torch.frombuffer(raw, dtype=dtype).reshape(shape)


def _checked_record(rec: Record) -> Record:
    scalars = {"NoneType": type(None), "bool": bool, "int": int, "float": float, "str": str}
    wanted = scalars.get(rec.type)
    value_is_fine = rec.value is None or isinstance(rec.value, _SCALARS)
    sound = (
        isinstance(rec.type, str)
        and len(rec.type) < MOST_TEXT
        and value_is_fine
        and (wanted is None or type(rec.value) is wanted)
        and isinstance(rec.items, tuple)
        and all(isinstance(item, Record) for item in rec.items)
        and (rec.tensor is None or isinstance(rec.tensor, TensorFacts))
        and (rec.tensor is not None) == (rec.type == "Tensor")
    )
    if not sound:
        raise BadRecord("not a record of a value")
    return rec


def _checked_facts(facts: TensorFacts) -> TensorFacts:
    sound = (
        isinstance(facts.data, torch.Tensor)
        and isinstance(facts.device, str)
        and isinstance(facts.requires_grad, bool)
        and isinstance(facts.is_leaf, bool)
        and (facts.grad is None or (isinstance(facts.grad, Record) and facts.grad.tensor))
        and isinstance(facts.stride, tuple)
        and all(isinstance(n, int) for n in facts.stride)
    )
    if not sound:
        raise BadRecord("not a record of a tensor")
    return facts
