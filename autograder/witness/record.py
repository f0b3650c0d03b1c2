"""Plain records of Python values, and their form as bytes.

A record holds no object of a student's: it can be judged, kept and sent. The bytes are MessagePack,
read into these types and no others; whatever is malformed raises `BadRecord`.
"""

from __future__ import annotations

import itertools
import math
import struct
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, Literal, TypeVar

import msgspec
import torch

from autograder import devices
from autograder.errors import BadRecord
from autograder.witness.draw import Code, OnDevice, Scopes

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


class TensorRecord(msgspec.Struct, frozen=True, tag="tensor", tag_field="of"):
    """What is known of a tensor: `data` is a detached CPU copy with the same shape and dtype."""

    data: torch.Tensor
    device: str
    requires_grad: bool
    is_leaf: bool
    grad: TensorRecord | None
    stride: tuple[int, ...]
    offset: int = 0

    @property
    def type(self) -> str:
        """`Tensor`: a subclass of it is an Other."""
        return "Tensor"


class Scalar(msgspec.Struct, frozen=True, tag="scalar", tag_field="of"):
    """None, a bool, an int, a float, a complex number or a text."""

    value: Any

    @property
    def type(self) -> str:
        """The name of the value's own type."""
        return type(self.value).__name__


class Several(msgspec.Struct, frozen=True, tag="several", tag_field="of"):
    """A list, tuple or size by its items; a dict by its pairs, each of them a tuple."""

    type: Literal["list", "tuple", "torch.Size", "dict"]
    items: tuple[Record, ...]


class Function(msgspec.Struct, frozen=True, tag="function", tag_field="of"):
    """A function that a case hands over, as source: see `Code`."""

    source: str
    given: str

    @property
    def type(self) -> str:
        """The name of its class."""
        return "Code"


class Other(msgspec.Struct, frozen=True, tag="other", tag_field="of"):
    """Anything else, by the name of its type and at most a short text or a number."""

    type: str
    value: Any = None


# A value, written down: which of these it is, says what is known of it.
Record = TensorRecord | Scalar | Several | Function | Other


def value_of(rec: Record) -> Any:
    """The plain value that a record holds; None where it holds another thing, or none."""
    return rec.value if isinstance(rec, Scalar | Other) else None


def items_of(rec: Record) -> tuple[Record, ...]:
    """The records that a record consists of."""
    return rec.items if isinstance(rec, Several) else ()


def record(value: Any, depth: int = 0) -> Record:
    """The record of a live value; a tensor may be on any device, and is copied."""
    kind = type(value)
    if isinstance(value, torch.Tensor):
        return _tensor_record(value)
    if kind is int and value.bit_length() > MOST_BITS:
        return Other("enormous int")
    if value is None or kind in _SCALARS:
        return Scalar(value[:MOST_TEXT] if kind is str else value)
    if kind is OnDevice:
        return Other("OnDevice")
    if kind is Code:
        return Function(value.source, value.given)
    if kind in (torch.dtype, torch.device):
        return Other(f"torch.{kind.__name__}", str(value))
    if isinstance(value, list | tuple):
        items = list.__iter__(value) if isinstance(value, list) else tuple.__iter__(value)
        shown = itertools.islice(items, MOST_ITEMS if depth < DEEPEST else 0)
        return Several(
            _SEQUENCE_NAMES.get(kind, "tuple"), tuple(record(v, depth + 1) for v in shown)
        )
    if kind is dict:
        pairs = list(value.items())[: MOST_ITEMS if depth < DEEPEST else 0]
        return Several("dict", tuple(record(pair, depth + 1) for pair in pairs))
    return _foreign_record(value)


_SEQUENCE_NAMES: dict[type, Literal["list", "torch.Size"]] = {
    torch.Size: "torch.Size",
    list: "list",
}


def _tensor_record(t: torch.Tensor) -> TensorRecord | Other:
    if not devices.is_plain(t):
        return Other(f"subclass {type(t).__name__}")
    if t.is_nested:
        return Other("nested tensor")
    if t.numel() > MOST_ELEMENTS:
        return Other("too large", f"{t.numel():,} elements")
    if t.layout != torch.strided:
        return Other(f"{t.layout} tensor".replace("torch.", "").strip("_"))
    if t.is_meta:
        return Other("meta tensor, which has a shape but no values")
    if t.dtype not in _READABLE.values():
        return Other(f"{t.dtype} tensor".replace("torch.", ""))
    data = t.detach() if t.is_cpu else devices.to_cpu(t.detach())
    data = data.clone(memory_format=torch.contiguous_format).resolve_conj().resolve_neg()
    grad = t.grad if t.requires_grad and (t.is_leaf or t.retains_grad) else None
    held = _tensor_record(grad) if isinstance(grad, torch.Tensor) else None
    return TensorRecord(
        data=data,
        device=t.device.type,
        requires_grad=t.requires_grad,
        is_leaf=t.is_leaf,
        grad=held if isinstance(held, TensorRecord) else None,
        stride=tuple(t.stride()),
        offset=int(t.storage_offset()),
    )


def _foreign_record(value: Any) -> Other:
    """Names a value that no exercise asks for, so that the message can say what came back."""
    import numpy as np

    kind = type(value)
    if isinstance(value, np.ndarray):
        return Other("numpy.ndarray", f"shape {value.shape}, dtype {value.dtype}")
    if isinstance(value, np.generic):
        item = value.item() if value.size == 1 else None
        return Other(f"numpy.{kind.__name__}", item[:MOST_TEXT] if isinstance(item, str) else item)
    if value is Ellipsis:
        return Other("ellipsis")
    if isinstance(value, type):
        return Other("type", value.__name__[:MOST_TEXT])
    if kind.__name__ == "builtin_function_or_method":
        return Other(kind.__name__, str(value.__name__)[:MOST_TEXT])
    name = kind.__name__[:MOST_TEXT]
    return Other(f"class {name}" if name in _TAKEN else name)


# What the type of another record is called; a class of that name is none of these.
_TAKEN = frozenset(
    {
        *("Tensor", "NoneType", "bool", "int", "float", "complex", "str"),
        *("list", "tuple", "torch.Size", "dict", "Code"),
    }
)


def build(rec: Record, device: devices.Device, scopes: Scopes | None = None) -> Any:
    """A fresh live value from the record of an argument, its tensors on `device`.

    Layout, gradient flag and gradient are those recorded. Arguments of one call share `scopes`
    (see `Code.build`).
    """
    match rec:
        case TensorRecord():
            return _build_tensor(rec, device)
        case Scalar():
            return rec.value
        case Function():
            return Code(rec.source, rec.given).build(scopes)
        case Several():
            items = [build(item, device, scopes) for item in rec.items]
            return _FROM_ITEMS[rec.type](items)
        case Other(type="OnDevice"):
            return device.target
        case Other(type="torch.dtype"):
            return getattr(torch, rec.value.removeprefix("torch."))
        case Other(type="torch.device"):
            return torch.device(rec.value)
    raise BadRecord(f"a case can't hold a {rec.type}")


_FROM_ITEMS: dict[str, Callable[[list[Any]], Any]] = {
    "list": list,
    "tuple": tuple,
    "torch.Size": torch.Size,
    "dict": dict,
}


def _build_tensor(facts: TensorRecord, device: devices.Device) -> torch.Tensor:
    data = facts.data
    if data.numel() and data.stride() != facts.stride:
        room = 1 + sum((n - 1) * s for n, s in zip(data.shape, facts.stride, strict=True))
        laid_out = data.new_zeros(room).as_strided(data.shape, facts.stride)
        data = laid_out.copy_(data) if 0 not in facts.stride else data.clone()
    else:
        data = data.clone()
    out = devices.to_device(data, device.target)
    if facts.offset:
        out = _further_on(out, facts.offset)
    if facts.requires_grad:
        out.requires_grad_()
        if facts.grad is not None:
            out.grad = _build_tensor(facts.grad, device)
    return out


def _further_on(t: torch.Tensor, offset: int) -> torch.Tensor:
    """The values of `t`, laid out as they are, so many elements further on in their memory."""
    steps = zip(t.shape, t.stride(), strict=True)
    room = t.new_zeros(offset + 1 + sum((size - 1) * step for size, step in steps if size))
    return room.as_strided(t.shape, t.stride(), offset).copy_(t)


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
        read: _Kind = _decoder(kind).decode(data)
        return read
    except BadRecord:
        raise
    except (ValueError, TypeError, RecursionError) as error:  # msgspec's own are ValueErrors
        raise BadRecord(f"not what was asked for: {type(error).__name__}") from error
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
    if isinstance(value, msgspec.Struct):
        parts = {name: _within_reach(getattr(value, name)) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **parts)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {f.name: _within_reach(getattr(value, f.name)) for f in fields(value)}
        return replace(value, **parts)
    return value


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_as_plain)


_decoders: dict[object, msgspec.msgpack.Decoder[Any]] = {}


def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    if kind not in _decoders:
        _decoders[kind] = msgspec.msgpack.Decoder(
            kind, dec_hook=_from_plain, ext_hook=_from_extension
        )
    return _decoders[kind]


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


def check(rec: Record, depth: int = 0) -> None:
    """Raise BadRecord for a record that was read and that `record` would never have made."""
    if depth > DEEPEST:
        raise BadRecord("not a record of a value")
    match rec:
        case TensorRecord():
            sound = True
            if rec.grad is not None:
                check(rec.grad, depth + 1)
        case Scalar():
            sound = _is_scalar(rec.value)
        case Several():
            sound = len(rec.items) <= MOST_ITEMS and (
                rec.type != "dict" or all(len(items_of(pair)) == 2 for pair in rec.items)
            )
            for item in rec.items:
                check(item, depth + 1)
        case Function():
            sound = True
        case Other():
            sound = len(rec.type) <= MOST_TEXT and rec.type not in _TAKEN and _is_scalar(rec.value)
    if not sound:
        raise BadRecord("not a record of a value")


def _is_scalar(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= MOST_TEXT
    return value is None or isinstance(value, _SCALARS)
