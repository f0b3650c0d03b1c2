"""Whether two values, or two answers, are alike as far as a student could tell.

By it the values of an answer are compared, and a declared mistake is recognised.
"""

from __future__ import annotations

import math
import re
from typing import Any

import torch

from autograder import devices
from autograder.witness.record import Function, Record, Several, TensorRecord, value_of
from autograder.witness.witness import Error, Observation

# Python's floats have 64 bits: two right ways differ in the last of 16 digits.
_NUMBERS = (1e-9, 1e-12)


def alike(a: Observation, b: Observation) -> bool:
    """Whether two answers behaved the same, as far as a student could tell."""
    if a.outcome != b.outcome or bool(a.printed.strip()) != bool(b.printed.strip()):
        return False
    if a.outcome == "raised":
        return _alike_errors(a.raised, b.raised)
    if a.outcome == "arguments":
        return a.error == b.error
    return (
        alike_values(a.value, b.value)
        and a.shares_memory == b.shares_memory
        and _alike_inputs(a.inputs, b.inputs)
        and _alike_gradients(a.gradients, b.gradients)
    )


def _alike_errors(a: Error, b: Error) -> bool:
    """Whether two errors are of one type and begin with the same words, numbers aside.

    Later words name what the student has called a thing, or how large it was.
    """
    return a.kind == b.kind and _first_words(a.message) == _first_words(b.message)


def _first_words(message: str) -> list[str]:
    return re.sub(r"\d+|'[^']*'", "…", message).split()[:3]


def _alike_inputs(a: tuple[Record, ...] | None, b: tuple[Record, ...] | None) -> bool:
    if a is None or b is None:
        return a is b
    return len(a) == len(b) and all(map(same_input, a, b))


def same_input(mine: Record, theirs: Record) -> bool:
    """Whether an argument is what it was, its gradient among it."""
    return mine.type == theirs.type and alike_values(mine, theirs) and same_grad(mine, theirs)


def same_grad(mine: Record, theirs: Record) -> bool:
    """Whether two tensors hold the same in `.grad`, which may be nothing."""
    if not isinstance(mine, TensorRecord) or not isinstance(theirs, TensorRecord):
        return True
    a, b = mine.grad, theirs.grad
    if a is None or b is None:
        return a is b
    return same_gradient(a, b)


def same_gradient(mine: Record, theirs: Record) -> bool:
    """Whether a gradient is a tensor of the shape and, nearly, the values of another."""
    if not isinstance(mine, TensorRecord) or not isinstance(theirs, TensorRecord):
        return False
    if theirs.data.shape != mine.data.shape:
        return False
    given = theirs.data.to(mine.data.dtype)
    return first_difference(mine.data, given, *gradient_tolerance(given.dtype)) is None


def gradient_tolerance(dtype: torch.dtype) -> tuple[float, float]:
    """(rtol, atol) for gradients, which pass more operations than the values that they are of."""
    rtol, atol = devices.tolerance(dtype, "cpu")
    return (rtol, atol) if dtype == torch.float64 else (max(rtol, 1e-4), max(atol, 1e-5))


_Gradients = tuple[Record | None, ...] | None


def _alike_gradients(a: _Gradients, b: _Gradients) -> bool:
    if a is None or b is None:
        return a is b
    return len(a) == len(b) and all(map(alike_values, a, b))


def alike_values(a: Record | None, b: Record | None) -> bool:
    """Whether two records hold the same type, shape, dtype, device, grad state and values."""
    if a is None or b is None:
        return a is b
    if a.type != b.type:
        return False
    if isinstance(a, TensorRecord) and isinstance(b, TensorRecord):
        return _alike_tensors(a, b) and same_grad(a, b)
    if isinstance(a, Several) and isinstance(b, Several):
        return len(a.items) == len(b.items) and all(map(alike_values, a.items, b.items))
    if isinstance(a, Function) or isinstance(b, Function):
        return a == b
    return same_number(value_of(a), value_of(b))


def _alike_tensors(a: TensorRecord, b: TensorRecord) -> bool:
    if (a.data.shape, a.data.dtype, a.device) != (b.data.shape, b.data.dtype, b.device):
        return False
    rtol, atol = devices.tolerance(a.data.dtype, a.device)
    return (
        a.requires_grad == b.requires_grad and first_difference(a.data, b.data, rtol, atol) is None
    )


def first_difference(
    a: torch.Tensor, b: torch.Tensor, rtol: float, atol: float
) -> tuple[int, ...] | None:
    """The first position at which two tensors of one shape and dtype differ; None without one."""
    # Nearly every answer is the same to the last bit, and this is ten times as fast.
    if torch.equal(a, b):
        return None
    if a.dtype in (torch.float16, torch.bfloat16):
        a, b = a.float(), b.float()
    far = ~torch.isclose(a, b, rtol=rtol, atol=atol, equal_nan=True)
    return tuple(far.nonzero()[0].tolist()) if bool(far.any()) else None


def same_number(a: Any, b: Any, tolerance: tuple[float, float] | None = None) -> bool:
    """Whether two plain values are the same; floats, within a tolerance."""
    if isinstance(a, float) and isinstance(b, float | int) and not isinstance(b, bool):
        rtol, atol = tolerance or _NUMBERS
        return (math.isnan(a) and math.isnan(b)) or math.isclose(a, b, rel_tol=rtol, abs_tol=atol)
    return bool(a == b)


def alike_in_form(a: Record, b: Record) -> bool:
    """Whether two records are of one type, and as tensors of one shape and dtype."""
    if not isinstance(a, TensorRecord) or not isinstance(b, TensorRecord):
        return a.type == b.type
    return (a.data.shape, a.data.dtype) == (b.data.shape, b.data.dtype)
