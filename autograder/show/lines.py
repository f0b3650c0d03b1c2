"""Several rows of numbers against one x, as lines or as dots."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.show import canvas as paper
from autograder.show.canvas import MARGIN, Canvas, Point
from autograder.show.chart import points_of
from autograder.show.compose import Page
from autograder.show.missing import once_made
from autograder.show.picture import Picture, ShowError
from autograder.show.values import number_text

_WIDTH, _HEIGHT = 480.0, 190.0
_LEFT = MARGIN + 46
_GRID = "#d8dee4"
_COLORS = (paper.BLUE, paper.VERMILLION, paper.GREEN, paper.PURPLE)
_DASHES: tuple[bool | tuple[float, ...], ...] = (False, (5, 2), (1, 1), (5, 1.5, 1, 1.5))


@dataclass(frozen=True)
class Scale:
    """Where numbers from `low` to `high` lie between the pixels `start` and `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self) -> list[float]:
        """Some four to eight round numbers."""
        rough = (self.high - self.low) / 5
        unit = 10.0 ** math.floor(math.log10(rough))
        step = unit * next(n for n in (1, 2, 5, 10) if n * unit >= rough * 0.8)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [k * step for k in range(first, last + 1)]


def lines_picture(
    x: Any,
    ys: Mapping[str, Any] | Callable[[], Mapping[str, Any]],
    alt: str,
    dots: Collection[str],
    title: str | None,
) -> Picture:
    """See `show.lines`."""
    return once_made(ys, lambda made: _picture(x, made, alt, dots, title))


def _picture(
    x: Any, ys: Mapping[str, Any], alt: str, dots: Collection[str], title: str | None
) -> Picture:
    xs, columns = _checked(x, ys)
    page = Page(title or ", ".join(columns))
    dashes = iter(_DASHES)
    # None stands for dots.
    looks = [
        (name, color, None if name in dots else next(dashes))
        for name, color in zip(columns, _COLORS, strict=False)
    ]
    _legend(page, looks)
    across = _scale(xs, _LEFT, _LEFT + _WIDTH, room=0.02)
    up = _scale(sum(columns.values(), []), page.y + _HEIGHT, page.y, room=0.05)
    _axes(page.canvas, across, up)
    for name, color, dashed in looks:
        points = [(across(a), up(b)) for a, b in zip(xs, columns[name], strict=True)]
        if dashed is None:
            _dots(page.canvas, points, color)
        else:
            for piece in _pieces(points):
                page.canvas.line(piece, color=color, thick=2, dashed=dashed, layer=2)
    page.describe(alt)
    for line in _told(xs, columns):
        page.note(line)
    return page.picture()


def _checked(x: Any, ys: Mapping[str, Any]) -> tuple[list[float], dict[str, list[float]]]:
    if not isinstance(ys, Mapping) or not ys:
        raise ShowError('show.lines(x, {"name": y}, words) takes one row of numbers for each name.')
    if len(ys) > len(_COLORS):
        raise ShowError(f"More than {len(_COLORS)} lines can't be told apart. Draw two pictures.")
    xs = points_of(x, "x").reshape(-1).tolist()
    columns = {str(name): points_of(y, str(name)).reshape(-1).tolist() for name, y in ys.items()}
    for name, column in columns.items():
        if len(column) != len(xs):
            raise ShowError(f"{name} has {len(column)} numbers, and x has {len(xs)}: as many.")
    return xs, columns


def _scale(values: Sequence[float], start: float, end: float, *, room: float) -> Scale:
    known = [value for value in values if math.isfinite(value)]
    if not known:
        raise ShowError("There is no finite number to draw.")
    low, high = min(known), max(known)
    # A row of equal numbers lies in the middle.
    spare = room * (high - low) or 0.5 * abs(high) or 0.5
    return Scale(low - spare, high + spare, start, end)


def _legend(page: Page, looks: Sequence[tuple]) -> None:
    x, y = _LEFT, page.y + 6
    for name, color, dashed in looks:
        if dashed is None:
            _dots(page.canvas, [(x + 4, y), (x + 14, y), (x + 24, y)], color)
        else:
            page.canvas.line([(x, y), (x + 28, y)], color=color, thick=2, dashed=dashed)
        x += 36 + page.canvas.text(x + 36, y, name, size=12) + 18
    page.y += 24


def _axes(canvas: Canvas, across: Scale, up: Scale) -> None:
    for tick in across.ticks():
        x = across(tick)
        canvas.line([(x, up.start), (x, up.end)], color=_GRID, thick=0.8, layer=0)
        canvas.text(x, up.start + 12, _number(tick), size=11, align="center", color=paper.MUTED)
    for tick in up.ticks():
        y = up(tick)
        canvas.line([(across.start, y), (across.end, y)], color=_GRID, thick=0.8, layer=0)
        canvas.text(across.start - 8, y, _number(tick), size=11, align="right", color=paper.MUTED)
    corner = (across.start, up.start)
    canvas.line([(across.start, up.end), corner, (across.end, up.start)], color=paper.MUTED)


def _number(tick: float) -> str:
    return f"{tick:.10g}".replace("-", "−")


def _dots(canvas: Canvas, points: Sequence[Point], color: str) -> None:
    for x, y in points:
        if math.isfinite(x) and math.isfinite(y):
            corners = [(x - 2.2, y), (x, y - 2.2), (x + 2.2, y), (x, y + 2.2)]
            canvas.area(corners, fill=color)


def _pieces(points: Sequence[Point]) -> list[list[Point]]:
    """The line in pieces: where a number is not finite, it has a gap."""
    pieces: list[list[Point]] = [[]]
    for x, y in points:
        if math.isfinite(x) and math.isfinite(y):
            pieces[-1].append((x, y))
        elif pieces[-1]:
            pieces.append([])
    return [piece for piece in pieces if piece]


def _told(xs: Sequence[float], columns: Mapping[str, Sequence[float]]) -> list[str]:
    """A line of text for each row of numbers: where it begins and where it ends."""
    first, last = number_text(xs[0]), number_text(xs[-1])
    return [
        f"  {name}: {number_text(ys[0])} at {first}, {number_text(ys[-1])} at {last}"
        for name, ys in columns.items()
    ]
