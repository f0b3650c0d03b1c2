"""Whether two values, or two answers, are alike as far as a student could tell.

By it the values of an answer are compared, and a declared mistake is recognised.
"""

from __future__ import annotations

import math
import re
from typing import Any

import torch

from autograder import devices
from autograder.witness.record import Record, TensorFacts
from autograder.witness.witness import Observation

GRADIENT_TOLERANCE = (1e-4, 1e-5)


def alike(a: Observation, b: Observation) -> bool:
    """Whether two answers behaved the same, as far as a student could tell."""
    if a.outcome != b.outcome or bool(a.printed.strip()) != bool(b.printed.strip()):
        return False
    if a.outcome == "raised":
        return _alike_errors(a.error, b.error)
    if a.outcome == "arguments":
        return a.error == b.error
    return (
        alike_values(a.value, b.value)
        and a.shares_memory == b.shares_memory
        and _alike_inputs(a.inputs, b.inputs)
        and _alike_gradients(a.gradients, b.gradients)
    )


def _alike_errors(a: tuple[str, str, int, str], b: tuple[str, str, int, str]) -> bool:
    """Whether two errors are of one type and begin with the same words, numbers aside.

    Later words name what the student has called a thing, or how large it was.
    """
    return a[0] == b[0] and _first_words(a[1]) == _first_words(b[1])


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
    if mine.tensor is None:
        return True
    a, b = mine.tensor.grad, theirs.tensor.grad
    return (a is None) == (b is None) and (a is None or same_gradient(a, b))


def same_gradient(mine: Record, theirs: Record) -> bool:
    """Whether a gradient is a tensor of the shape and, nearly, the values of another."""
    if theirs.type != "Tensor" or theirs.tensor.data.shape != mine.tensor.data.shape:
        return False
    given = theirs.tensor.data.to(mine.tensor.data.dtype)
    return first_difference(mine.tensor.data, given, *GRADIENT_TOLERANCE) is None


def _alike_gradients(a, b) -> bool:
    if a is None or b is None:
        return a is b
    return len(a) == len(b) and all(map(alike_values, a, b))


def alike_values(a: Record | None, b: Record | None) -> bool:
    """Whether two records hold the same type, shape, dtype, device, grad state and values."""
    if a is None or b is None:
        return a is b
    if a.type != b.type or len(a.items) != len(b.items):
        return False
    if a.tensor is not None:
        return _alike_tensors(a.tensor, b.tensor) and same_grad(a, b)
    return same_number(a.value, b.value) and all(map(alike_values, a.items, b.items))


def _alike_tensors(a: TensorFacts, b: TensorFacts) -> bool:
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
        rtol, atol = tolerance or (1e-5, 1e-6)
        return (math.isnan(a) and math.isnan(b)) or math.isclose(a, b, rel_tol=rtol, abs_tol=atol)
    return a == b


def alike_in_form(a: Record, b: Record) -> bool:
    """Whether two records are of one type, and as tensors of one shape and dtype."""
    if a.tensor is None or b.tensor is None:
        return a.type == b.type
    return (a.tensor.data.shape, a.tensor.data.dtype) == (b.tensor.data.shape, b.tensor.data.dtype)
