"""Families of cases: what a contract admits that says *any dtype*, told in one word.

A label names what is special about a case, in the words of the message that begins with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

from autograder.judge.exercise import Case, edge
from autograder.witness.draw import Draw

# Of each kind the one that most slips meet: digits that float32 loses, what NumPy doesn't know,
# what overflows, what a product or a sum turns into integers.
NUMBERS = (torch.float16, torch.bfloat16, torch.float64, torch.uint8, torch.int64)
ANY = (*NUMBERS, torch.bool)

MakeOfDtype = Callable[[Draw, torch.dtype], tuple[Any, ...]]


def of_each(dtypes: Sequence[torch.dtype], make: MakeOfDtype) -> list[Case]:
    """An edge case for each dtype; `make` draws the arguments of one call in it.

    Draw the values with `Draw.of`, which uses the whole range and all digits of a dtype.
    """

    def in_one(dtype: torch.dtype) -> Case:
        return edge(str(dtype).removeprefix("torch."), lambda draw: make(draw, dtype))

    return [in_one(dtype) for dtype in dtypes]
