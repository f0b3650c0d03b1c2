"""Words for records: how a message names a value, a call, a shape."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import torch

from autograder.witness.record import (
    Function,
    Other,
    Record,
    Scalar,
    Several,
    TensorRecord,
    items_of,
    value_of,
)

_FEW = 16


def value(rec: Record) -> str:
    """A value as a beginner would write it: `torch.tensor([1, 2])`, `3.5`, `(2, 3)`."""
    match rec:
        case TensorRecord():
            return _tensor(rec.data, rec.requires_grad)
        case Several(type="dict"):
            pairs = (": ".join(map(value, items_of(pair))) for pair in rec.items[:_FEW])
            return f"{{{', '.join(pairs)}}}"
        case Several():
            return _several(rec)
        case Function():
            return rec.source
        case Scalar(value=str() as text):
            return textwrap.shorten(repr(text), 200, placeholder=" …'")
        case Scalar():
            return repr(rec.value)
        case Other(type="OnDevice"):
            return "device"
        case Other(type="torch.dtype" | "torch.device" | "type"):
            return str(rec.value)
        case Other() if rec.type.startswith("numpy."):
            return str(rec.value)
    return f"a {rec.type}"


def _several(rec: Several) -> str:
    inside = ", ".join(value(item) for item in rec.items[:_FEW])
    if len(rec.items) > _FEW:
        inside += ", …"
    if rec.type == "torch.Size":
        return f"torch.Size([{inside}])"
    if rec.type == "tuple" and len(rec.items) == 1:
        inside += ","
    return f"[{inside}]" if rec.type == "list" else f"({inside})"


def _tensor(data: torch.Tensor, requires_grad: bool) -> str:
    """As it can be typed: with its dtype where `torch.tensor` would choose another one."""
    if data.numel() == 0:
        return f"an empty {dtype(data.dtype)} tensor of shape {shape(data.shape)}"
    if data.numel() > 64:
        return f"{with_article(dtype(data.dtype))} tensor of shape {shape(data.shape)}"
    text = _nested(data, exact=_read_alike(data))
    if data.dtype not in (torch.float32, torch.int64, torch.bool, torch.complex64):
        text += f", dtype={data.dtype}"
    return f"torch.tensor({text}{', requires_grad=True' if requires_grad else ''})"


def _nested(data: torch.Tensor, *, exact: bool) -> str:
    if data.dim():
        return f"[{', '.join(_nested(part, exact=exact) for part in data)}]"
    return number(data, exact=exact)


def _read_alike(data: torch.Tensor) -> bool:
    """Whether two different elements read alike when they are written short."""
    if not data.is_floating_point():
        return False
    different = {float(one) for one in data.flatten().tolist() if one == one}
    return len({f"{one:.5g}" for one in different}) < len(different)


def with_article(word: str) -> str:
    """`an int64`, `a float32`."""
    return f"an {word}" if word.startswith("int") else f"a {word}"


def number(t: torch.Tensor, *, exact: bool = False) -> str:
    """One element, short: `3` for an integer, `3.` and `0.3333` for floats; or with all digits."""
    if not t.is_floating_point():
        return str(t.item())
    if exact:
        return repr(t.item()).removesuffix("0") if repr(t.item()).endswith(".0") else repr(t.item())
    text = f"{t.item():.5g}"
    return text if set(text) & set(".enai") else text + "."


def plain(t: torch.Tensor) -> str:
    """One element as it stands in a sentence: `3`, `0.333333`."""
    return f"{t.item():.6g}" if t.is_floating_point() else str(t.item())


def two_numbers(a: torch.Tensor, b: torch.Tensor) -> tuple[str, str]:
    """Two elements that differ, with as many digits as it takes to see that."""
    if plain(a) != plain(b) or not a.is_floating_point():
        return plain(a), plain(b)
    return repr(a.item()), repr(b.item())


def shape(sizes: Sequence[int]) -> str:
    """`(2, 3)`, `(3,)`, `()`."""
    return str(tuple(sizes))


def dtype(kind: torch.dtype) -> str:
    """`float32` for `torch.float32`."""
    return str(kind).removeprefix("torch.")


def kind(rec: Record) -> str:
    """What a value is: `a tensor`, `a list`, `nothing (None)`."""
    names = {
        "Tensor": "a tensor",
        "NoneType": "nothing (`None`)",
        "int": "a Python int",
        "float": "a Python float",
        "bool": "a Python bool",
        "complex": "a Python complex number",
        "str": "a string",
        "list": "a list",
        "tuple": "a tuple",
        "dict": "a dict",
        "torch.Size": "a `torch.Size`",
        "torch.dtype": "a dtype",
        "torch.device": "a device",
        "numpy.ndarray": "a NumPy array",
        "type": f"the class `{value_of(rec)}`",
        "function": "a function",
        "builtin_function_or_method": "a function",
        "ellipsis": "the `...` of the stub",
        "too large": f"a tensor of {value_of(rec)}, far too large",
    }
    if rec.type.startswith("subclass "):
        return f"a `{rec.type.removeprefix('subclass ')}`, which is not a plain tensor"
    if rec.type.startswith("numpy."):
        return names.get(rec.type, f"a NumPy number (`{rec.type}`)")
    return names.get(rec.type, f"a `{rec.type}`")


def call(name: str, arguments: Sequence[Record]) -> str:
    """`hadamard(torch.tensor([1, 2]), torch.tensor([3, 4]))`."""
    return f"{name}({', '.join(value(a) for a in arguments)})"


def position(index: Sequence[int]) -> str:
    """`[1, 2]`; nothing for the one element of a scalar tensor."""
    return f"[{', '.join(map(str, index))}]" if index else ""


def count(n: int, noun: str) -> str:
    """`1 value`, `2 values`."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def are(n: int) -> str:
    """The verb that goes with `n` of a thing."""
    return "is" if n == 1 else "are"


def ordinal(i: int) -> str:
    """`first`, `second`, ..., `11th`."""
    words = ("first", "second", "third", "fourth", "fifth", "sixth")
    return words[i] if i < len(words) else f"{i + 1}th"
