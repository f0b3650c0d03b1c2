"""What went wrong with an answer, as far as it was recognised."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Slip:
    """A stable label, and the sentence that helps.

    again: what is said to whoever makes it once more, in turn.
    declared: whether it is a mistake of this exercise, rather than a relation that any may show.
    """

    label: str
    says: str
    again: tuple[str, ...] = ()
    declared: bool = False
