"""The parts of an exercise: the cases that it is tried in, the mistakes that students make."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from autograder.judge.snippet import dedented
from autograder.witness.draw import Draw

Kind = Literal["value", "function", "predict", "fix", "puzzle"]

# Draws the arguments of one call.
MakeCase = Callable[[Draw], tuple[Any, ...]]
# Says of the arguments and an answer what is wrong with it, or None.
Property = Callable[[tuple[Any, ...], Any], str | None]


@dataclass(frozen=True)
class Case:
    """One situation that an answer is tried in.

    `make` draws the arguments of the call, as a tuple, from a seeded `Draw`. The ordinary cases
    must all pass before anything is earned; each edge case then carries a share of
    half of what is left: the other half is for whoever misses none.
    `at_most` is the share that an answer earns at most which fails this case: less than usual
    where the case is a good part of the task.
    """

    label: str
    make: MakeCase
    ordinary: bool
    at_most: float = 1.0


def ordinary(label: str, make: MakeCase) -> Case:
    """A case that shows what the exercise is about."""
    return Case(label, make, ordinary=True)


def edge(label: str, make: MakeCase, at_most: float = 1.0) -> Case:
    """A case at the rim of the contract: empty, one element, non-contiguous, integer, ..."""
    return Case(label, make, ordinary=False, at_most=at_most)


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that students really give, and the sentence that helps whoever gave it.

    `code` is an expression (the answer), statements (the body of the function), or a whole
    cell that defines the exercise's name. `any_values` is for code whose values are chance, such
    as uninitialised memory: it is recognised by type, shape and dtype alone. `by_value` is for a
    sentence that speaks of the values alone, and is true of whatever gives them; any other is said
    only of an answer that is written like the code (see `judge.cause`). `label` names the mistake
    in reports; by default it is derived from the code, so that the sentence may be reworded.
    """

    code: str
    says: str
    any_values: bool = False
    by_value: bool = False
    unless: Sequence[str] = ()
    again: Sequence[str] = ()
    label: str = ""

    def __post_init__(self) -> None:
        for name in ("unless", "again"):
            if not isinstance(getattr(self, name), str):  # a slip, told of with all others
                object.__setattr__(self, name, tuple(getattr(self, name)))
        if not self.label and isinstance(self.code, str):
            code = dedented(self.code).strip()
            object.__setattr__(self, "label", f"{zlib.crc32(code.encode()):08x}")
