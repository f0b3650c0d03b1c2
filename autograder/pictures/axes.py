"""Axes to draw rows of numbers on: a legend, a grid, and what lies within the frame."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from autograder.pictures import canvas as paper
from autograder.pictures.canvas import MARGIN, Canvas, text_width
from autograder.pictures.compose import Page
from autograder.pictures.frame import Frame
from autograder.pictures.scale import LogScale, Scale
from autograder.pictures.svg import Point

_WIDTH = 480.0
_GRID = "#d8dee4"
_SMALL, _KEY_WIDTH = 11.0, 28.0
# Strokes and gaps, in multiples of a line's thickness.
DASHED, DOTTED, DASH_DOT = (3.7, 1.6), (1, 1.65), (6.4, 1.6, 1, 1.6)
# Layers: the grid on 0, lines, cards behind words, markers, and markers on top of them.
LINES, CARDS, MARKS, TOP = 1, 2, 3, 4


def _round(corners: int, *radii: float, turn: float = 0.0) -> list[Point]:
    """Corners around (0, 0) from the top, their distances from it taken from `radii` in turn."""
    angles = [math.tau * (k + turn) / corners for k in range(corners)]
    sizes = [radii[k % len(radii)] for k in range(corners)]
    return [(r * math.sin(a), -r * math.cos(a)) for r, a in zip(sizes, angles, strict=True)]


_MARKERS = {
    "circle": _round(12, 1.0),
    "square": _round(4, 1.25, turn=0.5),
    "triangle": _round(3, 1.25),
    "upside down": _round(3, 1.25, turn=0.5),
    "diamond": _round(4, 1.3),
    "star": _round(10, 1.9, 0.8),
    "plus": [
        (x * a - y * b, x * b + y * a)
        for a, b in ((1, 0), (0, 1), (-1, 0), (0, -1))
        for x, y in ((-0.4, -1.2), (0.4, -1.2), (0.4, -0.4))
    ],
}


@dataclass(frozen=True)
class Series:
    """How a row of points looks, on the axes and in the legend.

    Attributes:
        dashed: lengths of strokes and gaps; False for a full line, None for no line at all.
        marker: the shape at each point, a name in `_MARKERS`; None for no shape.
        size, edge: half the marker's width, and the colour around it.
        keys: how many markers stand for it in the legend.
        layer: where its markers lie.
    """

    name: str
    color: str
    dashed: bool | tuple[float, ...] | None = False
    thick: float = 2.0
    marker: str | None = None
    size: float = 3.5
    edge: str = "none"
    keys: int = 1
    layer: int = MARKS


class Axes:
    """Two axes on a page, with the legend above them, where it covers no data.

    Attributes:
        frame: where data are drawn; lines are cut at its edges.
    """

    def __init__(
        self,
        page: Page,
        across: Scale | LogScale,
        up: Scale | LogScale,
        *,
        legend: Sequence[Series],
        height: float = 240.0,
        names: tuple[str, str] = ("", ""),
    ) -> None:
        self.canvas = page.canvas
        self._across, self._up = across, up
        ticks = up.ticks()
        widest = max((text_width(text, _SMALL) for text in ticks.values()), default=0.0)
        left = MARGIN + max(46.0, widest + 8)
        top = _legend(page, legend, left) + (14 if names[1] else 0)
        self.frame = Frame(left, top, left + _WIDTH, top + height)
        self._grid(across.ticks(), ticks)
        page.y = self._name(*names)

    def points(self, xs: Iterable[float], ys: Iterable[float]) -> list[Point]:
        """Where numbers lie in the picture."""
        return [(self._x(x), self._y(y)) for x, y in zip(xs, ys, strict=True)]

    def draw(self, xs: Iterable[float], ys: Iterable[float], look: Series) -> list[Point]:
        """Draws a row of numbers, as far as it lies within the frame; returns all its points."""
        points = self.points(xs, ys)
        if look.dashed is not None:
            for piece in self.frame.pieces(points):
                self.canvas.line(
                    piece, color=look.color, thick=look.thick, dashed=look.dashed, layer=LINES
                )
        self.mark(points, look)
        return points

    def mark(self, points: Iterable[Point], look: Series) -> None:
        """The series' marker at each of the points that lie within the frame."""
        if look.marker:
            for point in filter(self.frame.holds, points):
                _draw_marker(self.canvas, point, look)

    def zero(self) -> None:
        """The line where y is 0, if it is to be seen."""
        y = self._y(0.0)
        if self.frame.top < y < self.frame.bottom:
            line = [(self.frame.left, y), (self.frame.right, y)]
            self.canvas.line(line, color=paper.MUTED, thick=0.8, layer=0)

    def _x(self, value: float) -> float:
        return self.frame.left + _WIDTH * self._across.share(value)

    def _y(self, value: float) -> float:
        return self.frame.bottom - (self.frame.bottom - self.frame.top) * self._up.share(value)

    def _grid(self, across: dict[float, str], up: dict[float, str]) -> None:
        frame, canvas = self.frame, self.canvas
        words = partial(canvas.text, size=_SMALL, color=paper.MUTED)
        for tick, text in across.items():
            x = self._x(tick)
            canvas.line([(x, frame.bottom), (x, frame.top)], color=_GRID, thick=0.8, layer=0)
            words(x, frame.bottom + 12, text, align="center")
        for tick, text in up.items():
            y = self._y(tick)
            canvas.line([(frame.left, y), (frame.right, y)], color=_GRID, thick=0.8, layer=0)
            words(frame.left - 8, y, text, align="right")
        corner = (frame.left, frame.bottom)
        edges = [(frame.left, frame.top), corner, (frame.right, frame.bottom)]
        canvas.line(edges, color=paper.MUTED, layer=0)

    def _name(self, across: str, up: str) -> float:
        """The names of the axes; returns where the page goes on."""
        frame = self.frame
        if up:
            self.canvas.text(frame.left - 8, frame.top - 15, up, size=_SMALL, align="right")
        if not across:
            return frame.bottom + 26
        middle = (frame.left + frame.right) / 2
        self.canvas.text(middle, frame.bottom + 29, across, size=_SMALL, align="center")
        return frame.bottom + 42


def _legend(page: Page, legend: Sequence[Series], left: float) -> float:
    """A key and a name for each series, in rows; returns where the frame begins."""
    x, y = left, page.y + 6
    for look in legend:
        wide = _KEY_WIDTH + 8 + text_width(look.name, 12) + 18
        if x > left and x + wide > left + _WIDTH:
            x, y = left, y + 20
        _draw_key(page.canvas, (x, y), look)
        page.canvas.text(x + _KEY_WIDTH + 8, y, look.name, size=12)
        x += wide
    return y + 18


def _draw_key(canvas: Canvas, start: Point, look: Series) -> None:
    """A short piece of the line, with its marker in the middle."""
    x, y = start
    if look.dashed is not None:
        end = (x + _KEY_WIDTH, y)
        canvas.line([start, end], color=look.color, thick=look.thick, dashed=look.dashed)
    for k in range(look.keys):
        _draw_marker(canvas, (x + _KEY_WIDTH * (k + 0.5) / look.keys, y), look)


def _draw_marker(canvas: Canvas, at: Point, look: Series) -> None:
    if look.marker is None:
        return
    x, y = at
    corners = [(x + look.size * a, y + look.size * b) for a, b in _MARKERS[look.marker]]
    canvas.area(corners, fill=look.color, edge=look.edge, layer=look.layer)
