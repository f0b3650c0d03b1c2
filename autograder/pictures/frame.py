"""The part of a picture where data are drawn, and what of a line lies in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from autograder.pictures.svg import Point


@dataclass(frozen=True)
class Frame:
    """A rectangle, in pixels from the top left of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, point: Point) -> bool:
        """Whether `point` lies in it; no point that is not finite does."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def pieces(self, points: Sequence[Point]) -> list[list[Point]]:
        """The line through `points` in pieces: cut at the frame, with gaps where not finite."""
        pieces: list[list[Point]] = []
        end = None
        for a, b in pairwise(points):
            # Most lines lie inside from end to end.
            part = (a, b) if self.holds(a) and self.holds(b) else self._part(a, b)
            if part is None:
                end = None
                continue
            if part[0] != end:
                pieces.append([part[0]])
            end = part[1]
            pieces[-1].append(end)
        return pieces

    def _part(self, a: Point, b: Point) -> tuple[Point, Point] | None:
        """What of the line from a to b lies inside, by Liang and Barsky."""
        if not all(map(math.isfinite, (*a, *b))):
            return None
        dx, dy = b[0] - a[0], b[1] - a[1]
        first, last = 0.0, 1.0
        for step, room in (
            (-dx, a[0] - self.left),
            (dx, self.right - a[0]),
            (-dy, a[1] - self.top),
            (dy, self.bottom - a[1]),
        ):
            if step < 0:
                first = max(first, room / step)
            elif step > 0:
                last = min(last, room / step)
            elif room < 0:
                return None
        if first >= last:
            return None
        start = a if first == 0 else (a[0] + first * dx, a[1] + first * dy)
        return start, b if last == 1 else (a[0] + last * dx, a[1] + last * dy)
