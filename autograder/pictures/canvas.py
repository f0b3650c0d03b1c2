"""A sheet of card to draw on, in pixels from the top left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from autograder.pictures import svg
from autograder.pictures.svg import Point

# Every picture brings its own card, which is light here and turned by `svg` for a dark page.
# Colours are Okabe and Ito's, darkened where they carry text.
CARD = "#ffffff"
CARD_EDGE = "#8c959f"
INK = "#1b1f24"
MUTED = "#57606a"
BLUE = "#0072b2"
ORANGE = "#e69f00"
GREEN = "#009e73"
GREEN_INK = "#00704f"
VERMILLION = "#b84a00"
PURPLE = "#a04e7f"

MARGIN = 14.0
_DASHES = (3, 2)
# The reader's browser brings its own fonts, so widths are estimates on the generous side.
_MONO_ADVANCE, _SANS_ADVANCE, _BOLD_ADVANCE = 0.61, 0.575, 0.64


def text_width(text: str, size: float, *, mono: bool = False, bold: bool = False) -> float:
    """Room in pixels that `text` needs at font size `size`."""
    advance = _MONO_ADVANCE if mono else _BOLD_ADVANCE if bold else _SANS_ADVANCE
    return len(text) * size * advance


class _Look(NamedTuple):
    """What shapes share that become one path; a smaller `layer` lies below."""

    layer: int
    fill: str
    edge: str
    thick: float
    dashed: bool | tuple[float, ...]


class Canvas:
    """Boxes, lines and words. It grows to hold whatever is drawn on it.

    Shapes of one look on one layer become a single SVG path, which keeps pictures small.
    Words always lie on top.
    """

    def __init__(self) -> None:
        self.width = 0.0
        self.height = 0.0
        self._shapes: dict[_Look, list[str]] = {}
        # Words that follow each other in one style share it.
        self._words: list[tuple[str, list[str]]] = []

    def _reach(self, x: float, y: float) -> None:
        self.width = max(self.width, x)
        self.height = max(self.height, y)

    def _draw(self, path: str, look: _Look) -> None:
        self._shapes.setdefault(look, []).append(path)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "none",
        edge: str = INK,
        thick: float = 1.0,
        dashed: bool = False,
        radius: float = 0.0,
        layer: int = 0,
    ) -> None:
        """A rectangle with its top left corner at (x, y)."""
        right, bottom = x + width, y + height
        if radius:
            path = svg.rounded_box(x, y, width, height, radius)
        else:
            path = svg.polyline([(x, y), (right, y), (right, bottom), (x, bottom)], closed=True)
        self._reach(right, bottom)
        self._draw(path, _Look(layer, fill, edge, thick, dashed))

    def line(
        self,
        points: Sequence[Point],
        *,
        color: str = INK,
        thick: float = 1.0,
        dashed: bool | tuple[float, ...] = False,
        layer: int = 1,
    ) -> None:
        """An open line through `points`; `dashed` may give the lengths of strokes and gaps."""
        self._reach_all(points)
        self._draw(svg.polyline(points), _Look(layer, "none", color, thick, dashed))

    def area(
        self, points: Sequence[Point], *, fill: str, edge: str = "none", layer: int = 1
    ) -> None:
        """A filled polygon, with a thin line around it where `edge` has a colour."""
        self._reach_all(points)
        thick = 0.0 if edge == "none" else 1.0
        look = _Look(layer, fill, edge, thick, dashed=False)
        self._draw(svg.polyline(points, closed=True), look)

    def _reach_all(self, points: Sequence[Point]) -> None:
        self._reach(max(x for x, _ in points), max(y for _, y in points))

    def arrow(
        self,
        start: Point,
        end: Point,
        *,
        color: str = MUTED,
        thick: float = 1.4,
        head: float = 8.0,
        layer: int = 1,
    ) -> None:
        """A straight line from `start` to `end` with a head at `end`, `head` long and wide."""
        (x0, y0), (x1, y1) = start, end
        length = max(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5, 1e-9)
        along = ((x1 - x0) / length, (y1 - y0) / length)
        neck = (x1 - head * along[0], y1 - head * along[1])
        left = (neck[0] - head / 2 * along[1], neck[1] + head / 2 * along[0])
        right = (neck[0] + head / 2 * along[1], neck[1] - head / 2 * along[0])
        self.line([start, neck], color=color, thick=thick, layer=layer)
        self.area([(x1, y1), left, right], fill=color, layer=layer)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 13.0,
        color: str = INK,
        align: str = "left",
        mono: bool = False,
        bold: bool = False,
    ) -> float:
        """Words whose middle line is at height y; returns the width kept for them."""
        width = text_width(text, size, mono=mono, bold=bold)
        right = {"left": x + width, "center": x + width / 2, "right": x}[align]
        self._reach(right, y + size * 0.6)
        style = svg.text_style(size=size, color=color, align=align, mono=mono, bold=bold)
        if not self._words or self._words[-1][0] != style:
            self._words.append((style, []))
        self._words[-1][1].append(svg.text(x, y + size * 0.36, text))
        return width

    def svg(self, title: str, alt: str) -> tuple[str, int, int]:
        """The SVG document on a card of its own, and its width and height in pixels."""
        width, height = round(self.width + MARGIN), round(self.height + MARGIN)
        self.box(
            1, 1, width - 2, height - 2, fill=CARD, edge=CARD_EDGE, thick=1, radius=6, layer=-1
        )
        parts = []
        for look in sorted(self._shapes, key=lambda look: look.layer):
            dashes = _DASHES if look.dashed is True else look.dashed or ()
            d = " ".join(self._shapes[look])
            parts.append(
                svg.path(d, fill=look.fill, edge=look.edge, thick=look.thick, dashes=dashes)
            )
        parts += [svg.group(style, words) for style, words in self._words]
        return svg.document(width, height, "\n".join(parts), title, alt), width, height
