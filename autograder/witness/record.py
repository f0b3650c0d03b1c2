"""Plain records of Python values, and their form as bytes.

A record holds no object of a student's: it can be judged, kept and sent. The bytes are MessagePack,
read into these types and no others; whatever is malformed raises `BadRecord`.
"""

from __future__ import annotations

import functools
import itertools
import math
import struct
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeVar

import msgspec
import torch

from autograder import devices
from autograder.errors import BadRecord
from autograder.witness.draw import Code, OnDevice

MOST_ELEMENTS = 4_000_000
MOST_BYTES = 64 * 2**20
MOST_TEXT = 2_000
MOST_ITEMS = 10_000
MOST_BITS = 3_000
DEEPEST = 12
# Values that a message may consist of, tensors' data aside; each takes 50 times its bytes in
# memory. What is shorter than this has no room for more of them.
_MOST_VALUES = 200_000
_SHORT = 1 << 17

SEQUENCES = ("list", "tuple", "torch.Size")

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
    if kind is int and value.bit_length() > MOST_BITS:
        return Record("enormous int")
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
    if t.is_nested:
        return Record("nested tensor")
    if t.numel() > MOST_ELEMENTS:
        return Record("too large", f"{t.numel():,} elements")
    if t.layout != torch.strided:
        return Record(f"{t.layout} tensor".replace("torch.", "").strip("_"))
    if t.is_meta:
        return Record("meta tensor, which has a shape but no values")
    if t.dtype not in _READABLE.values():
        return Record(f"{t.dtype} tensor".replace("torch.", ""))
    data = t.detach() if t.is_cpu else devices.to_cpu(t.detach())
    data = data.clone(memory_format=torch.contiguous_format).resolve_conj().resolve_neg()
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
        item = value.item() if value.size == 1 else None
        return Record(f"numpy.{kind.__name__}", item[:MOST_TEXT] if isinstance(item, str) else item)
    if value is Ellipsis:
        return Record("ellipsis")
    if isinstance(value, type):
        return Record("type", value.__name__[:MOST_TEXT])
    if kind.__name__ == "builtin_function_or_method":
        return Record(kind.__name__, str(value.__name__)[:MOST_TEXT])
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


def pack(value: Any) -> bytes:
    """MessagePack bytes of a record, or of a dataclass that holds records and plain values."""
    try:
        return _ENCODER.encode(value)
    except (OverflowError, UnicodeEncodeError):
        return _ENCODER.encode(_within_reach(value))


def unpack(data: bytes, kind: type[_Kind]) -> _Kind:
    """The value of `kind` that `pack` made bytes of; raises BadRecord for anything else.

    Reading runs nothing, and takes no more memory than the bytes account for.
    """
    try:
        if len(data) > MOST_BYTES:
            raise BadRecord(f"{len(data):,} bytes are too many")
        if len(data) > _SHORT:
            _refuse_many(data)
        return _decoder(kind).decode(data)
    except BadRecord:
        raise
    except (ValueError, TypeError, RecursionError) as error:  # msgspec's own are ValueErrors
        raise BadRecord(f"not a {kind.__name__}: {type(error).__name__}") from error
    except (RuntimeError, OverflowError, MemoryError) as error:
        raise BadRecord(f"not a tensor: {type(error).__name__}") from error


def _refuse_many(data: bytes) -> None:
    """Raise BadRecord where MessagePack says more values than a record has; reads their heads."""
    place, end = 0, len(data)
    for _ in range(_MOST_VALUES):
        if place >= end:
            return
        head = data[place]
        if head in _HEADS:
            size, rest = _HEADS[head]
            length = int.from_bytes(data[place + 1 : place + 1 + size], "big")
            place += 1 + size + (length + rest if rest is not None else 0)
        elif 0xA0 <= head < 0xC0:  # a short text
            place += 1 + head - 0xA0
        else:  # a small number, nothing, true or false, or the start of a short list or map
            place += 1 + _PLAIN_BYTES.get(head, 0)
    raise BadRecord("too many values")


# By its first byte, what carries its length: how many bytes say it, and how many more belong to it;
# None for a list or a map, whose items follow as values of their own.
_HEADS = {
    **{0xC4 + i: (1 << i, 0) for i in range(3)},  # bytes
    **{0xC7 + i: (1 << i, 1) for i in range(3)},  # extensions
    **{0xD9 + i: (1 << i, 0) for i in range(3)},  # texts
    **{0xDC + i: (2 << i, None) for i in range(2)},  # lists
    **{0xDE + i: (2 << i, None) for i in range(2)},  # maps
}
# Numbers, and extensions of a fixed length.
_PLAIN_BYTES = {
    **{0xCA: 4, 0xCB: 8},
    **{0xCC + i: 1 << i for i in range(4)},
    **{0xD0 + i: 1 << i for i in range(4)},
    **{0xD4 + i: 1 + (1 << i) for i in range(5)},
}

_Kind = TypeVar("_Kind")
_COMPLEX, _LARGE_INT = 1, 2


def _as_plain(value: Any) -> Any:
    """A form for what MessagePack has none for: a tensor, as dtype, shape and bytes; a complex."""
    if isinstance(value, torch.Tensor):
        # NumPy has no bfloat16, and copies the elements in their order whatever the strides.
        raw = value.view(torch.int16) if value.dtype == torch.bfloat16 else value
        return str(value.dtype).removeprefix("torch."), tuple(value.shape), raw.numpy().tobytes()
    if isinstance(value, complex):
        return msgspec.msgpack.Ext(_COMPLEX, struct.pack("<dd", value.real, value.imag))
    raise NotImplementedError(f"a record can't hold a {type(value).__name__}")


def _within_reach(value: Any) -> Any:
    """`value` without integers of more than 64 bits and halves of characters."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if type(value) is int and not -(2**63) <= value < 2**64:
        return msgspec.msgpack.Ext(_LARGE_INT, str(value).encode())
    if isinstance(value, tuple):
        return tuple(map(_within_reach, value))
    if is_dataclass(value):
        parts = {f.name: _within_reach(getattr(value, f.name)) for f in fields(value)}
        return type(value)(**parts)
    return value


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_as_plain)


@functools.cache
def _decoder(kind: type) -> msgspec.msgpack.Decoder:
    return msgspec.msgpack.Decoder(kind, dec_hook=_from_plain, ext_hook=_from_extension)


def _from_plain(kind: type, value: Any) -> Any:
    if kind is not torch.Tensor:
        raise BadRecord("not a tensor")
    return _read_tensor(*msgspec.convert(value, tuple[str, tuple[int, ...], bytes]))


def _from_extension(code: int, data: memoryview) -> Any:
    if code == _COMPLEX:
        return complex(*struct.unpack("<dd", data))
    if code == _LARGE_INT and len(data) <= MOST_BITS:
        return int(bytes(data))
    raise BadRecord("not a value")


def _read_tensor(name: str, shape: tuple[int, ...], raw: bytes) -> torch.Tensor:
    dtype = _READABLE.get(name)
    if dtype is None or min(shape, default=0) < 0 or len(shape) > 64:
        raise BadRecord("not a tensor")
    count = math.prod(shape)
    if count > MOST_ELEMENTS or count * dtype.itemsize != len(raw):
        raise BadRecord("a tensor's size and its data differ")
    if not count:
        return torch.empty(shape, dtype=dtype)
    data = bytearray(raw)  # PyTorch warns of memory that it must not write to
    if dtype == torch.bool:
        # A byte other than 0 and 1 is no bool: operations on it are undefined.
        return torch.frombuffer(data, dtype=torch.uint8).ne(0).reshape(shape)
    return torch.frombuffer(data, dtype=dtype).reshape(shape)


_VALUES = {
    **{"NoneType": type(None), "bool": bool, "int": int, "float": float},
    **{"str": str, "complex": complex},
}


def check(rec: Record, depth: int = 0) -> None:
    """Raise BadRecord for a record that was read and that `record` would never have made."""
    wanted = _VALUES.get(rec.type)
    if (
        depth > DEEPEST
        or len(rec.type) > MOST_TEXT
        or not (rec.value is None or isinstance(rec.value, _SCALARS))
        or (wanted is not None and type(rec.value) is not wanted)
        or (isinstance(rec.value, str) and len(rec.value) > MOST_TEXT)
        or len(rec.items) > MOST_ITEMS
        or (rec.tensor is None) == (rec.type == "Tensor")
    ):
        raise BadRecord("not a record of a value")
    for item in rec.items:
        check(item, depth + 1)
    if rec.tensor is not None and rec.tensor.grad is not None:
        if rec.tensor.grad.tensor is None:
            raise BadRecord("not a record of a gradient")
        check(rec.tensor.grad, depth + 1)
