"""Random inputs from a seed: the same seed draws the same case, on every machine."""

from __future__ import annotations

import builtins
import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import torch


@dataclass(frozen=True)
class OnDevice:
    """Stands in a case for the device under test; the witness puts the real one in its place."""


# What the statements of each `Code.given` of a call have defined.
Scopes = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Code:
    """A function argument of a case, as the source text of one expression.

    Text, because a case travels to a room in which the exercises cannot be seen. `given` are
    statements that run before it; Codes of one call with the same `given` share what it defines,
    so that `gpu.work` and `gpu.clock` can be two functions of one machine.
    """

    source: str
    given: str = ""

    def build(self, scopes: Scopes | None = None) -> Any:
        """The function itself; it may use `torch` and `math`.

        `scopes` holds what each `given` of this call has defined so far, and is added to.
        """
        scopes = {} if scopes is None else scopes
        if self.given not in scopes:
            scopes[self.given] = {"torch": torch, "math": math}
            exec(self.given, scopes[self.given])
        return eval(self.source, scopes[self.given])


_Option = TypeVar("_Option")
# The methods `int` and `float` of a Draw hide the built-in types of that name within it.
Number = int | float


class Draw:
    """A source of random arguments for a case.

    Floats come in steps of a half and integers are small, so that a message can show them.
    `seed` is any text; two draws of one seed give the same numbers.
    """

    DEVICE = OnDevice()

    def __init__(self, seed: str):
        digest = hashlib.sha256(seed.encode()).digest()
        self._generator = torch.Generator().manual_seed(int.from_bytes(digest[:7], "big"))

    def int(self, low: builtins.int, high: builtins.int) -> builtins.int:
        """A Python int in low..high, both included."""
        return builtins.int(torch.randint(low, high + 1, (), generator=self._generator))

    def float(self, low: Number = -9, high: Number = 9) -> builtins.float:
        """A Python float in low..high, a multiple of a half."""
        return builtins.float(self.floats(low=low, high=high))

    def choice(self, options: Sequence[_Option]) -> _Option:
        """One of a sequence of options."""
        return options[self.int(0, len(options) - 1)]

    def floats(
        self,
        *shape: builtins.int,
        low: Number = -9,
        high: Number = 9,
        dtype: torch.dtype = torch.float32,
        grad: bool = False,
    ) -> torch.Tensor:
        """A tensor of multiples of a half in low..high, both included."""
        halves = torch.randint(
            math.ceil(2 * low), math.floor(2 * high) + 1, shape, generator=self._generator
        )
        return (halves.to(dtype) / 2).requires_grad_(grad)

    def decimals(
        self,
        *shape: builtins.int,
        low: Number = -9,
        high: Number = 9,
        dtype: torch.dtype = torch.float32,
        grad: bool = False,
    ) -> torch.Tensor:
        """A tensor of numbers in low..high with all the digits that `dtype` holds.

        Whoever rounds, or goes by way of another dtype, loses some of them.
        """
        parts = torch.rand(shape, generator=self._generator, dtype=torch.float64)
        return (low + (high - low) * parts).to(dtype).requires_grad_(grad)

    def of(self, dtype: torch.dtype, *shape: builtins.int) -> torch.Tensor:
        """A tensor of numbers from the whole range of a dtype, so that no other holds them all.

        Floats have all their digits, and lie in -99999..99999, those of 16 bits in -999..999;
        int64 lies in -2**62..2**62.
        """
        if dtype == torch.bool:
            return self.bools(*shape)
        if dtype.is_floating_point:
            most = 999 if dtype.itemsize == 2 else 99_999
            return self.decimals(*shape, low=-most, high=most, dtype=dtype)
        wide = torch.randint(-(2**62), 2**62, shape, generator=self._generator)
        return (wide >> max(63 - torch.iinfo(dtype).bits, 0)).to(dtype)

    def normals(
        self, *shape: builtins.int, dtype: torch.dtype = torch.float32, grad: bool = False
    ) -> torch.Tensor:
        """A tensor of standard normal numbers."""
        return torch.randn(shape, generator=self._generator, dtype=dtype).requires_grad_(grad)

    def ints(
        self,
        *shape: builtins.int,
        low: builtins.int = -9,
        high: builtins.int = 9,
        dtype: torch.dtype = torch.int64,
    ) -> torch.Tensor:
        """A tensor of integers in low..high, both included."""
        return torch.randint(low, high + 1, shape, generator=self._generator).to(dtype)

    def bools(self, *shape: builtins.int) -> torch.Tensor:
        """A tensor of True and False."""
        return torch.randint(0, 2, shape, generator=self._generator).bool()

    def distinct(
        self,
        n: builtins.int,
        low: builtins.int = -20,
        high: builtins.int = 20,
        dtype: torch.dtype = torch.int64,
    ) -> torch.Tensor:
        """A vector of n different integers in low..high, in random order."""
        return (torch.randperm(high - low + 1, generator=self._generator)[:n] + low).to(dtype)

    def permutation(self, n: builtins.int) -> torch.Tensor:
        """0 to n - 1 in random order."""
        return torch.randperm(n, generator=self._generator)


def later(t: torch.Tensor) -> torch.Tensor:
    """The same values as `t`, behind two others in their memory: with a storage offset."""
    room = t.detach().new_ones(t.numel() + 2)
    out = room[2:].view(t.shape)
    out.copy_(t.detach())
    return out.requires_grad_(t.requires_grad)


def woven(t: torch.Tensor) -> torch.Tensor:
    """The same values as `t`, of rank 2 or more, with dimensions 0 and 1 swapped in memory.

    No `view` flattens it, where one of `apart` may allow that.
    """
    out = t.detach().transpose(0, 1).contiguous().transpose(0, 1)
    return out.requires_grad_(t.requires_grad)


def apart(t: torch.Tensor) -> torch.Tensor:
    """The same values as `t` (any shape), laid out non-contiguously in memory."""
    if t.dim() == 0:
        return t
    room = t.detach().new_zeros((*t.shape[:-1], 2 * max(t.shape[-1], 1)))
    out = room[..., : 2 * t.shape[-1] : 2]
    out.copy_(t.detach())
    return out.requires_grad_(t.requires_grad)
