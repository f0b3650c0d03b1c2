"""A sheet of card to draw on, in pixels from the top left."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from html import escape

from autograder.show import svg
from autograder.show.svg import Point

# Every picture brings its own light card, so it reads the same in a light and in a dark theme.
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
SANS = "DejaVu Sans"
MONO = "DejaVu Sans Mono"
# The reader's browser brings its own fonts, so widths are estimates on the generous side.
_SANS_FONTS = "'DejaVu Sans', Verdana, Arial, sans-serif"
_MONO_FONTS = "'DejaVu Sans Mono', Menlo, Consolas, monospace"
_DASHES = (3, 2)
_MONO_ADVANCE, _SANS_ADVANCE, _BOLD_ADVANCE = 0.61, 0.575, 0.64

_STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "autograder.show",
    "path.sketch": None,
    "path.effects": [],
    "text.parse_math": False,
    "text.usetex": False,
    "lines.scale_dashes": True,
}
_NO_METADATA = {"Date": None, "Creator": None, "Type": None, "Format": None}


def text_width(text: str, size: float, *, mono: bool = False, bold: bool = False) -> float:
    """Room in pixels that `text` needs at font size `size`."""
    advance = _MONO_ADVANCE if mono else _BOLD_ADVANCE if bold else _SANS_ADVANCE
    return len(text) * size * advance


class Canvas:
    """Boxes, lines and words. It grows to hold whatever is drawn on it.

    Shapes of one look on one layer become a single SVG path, which keeps pictures small.
    Words always lie on top.
    """

    def __init__(self) -> None:
        self.width = 0.0
        self.height = 0.0
        self._shapes: dict[tuple, list[str]] = {}
        # Words that follow each other in one style share it.
        self._words: list[tuple[str, list[str]]] = []

    def _reach(self, x: float, y: float) -> None:
        self.width = max(self.width, x)
        self.height = max(self.height, y)

    def _draw(self, path: str, *look: object) -> None:
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
        self._draw(path, layer, fill, edge, thick, dashed)

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
        self._draw(svg.polyline(points), layer, "none", color, thick, dashed)

    def area(self, points: Sequence[Point], *, fill: str, layer: int = 1) -> None:
        """A filled polygon."""
        self._reach_all(points)
        self._draw(svg.polyline(points, closed=True), layer, fill, "none", 0.0, False)

    def _reach_all(self, points: Sequence[Point]) -> None:
        self._reach(max(x for x, _ in points), max(y for _, y in points))

    def arrow(self, start: Point, end: Point, *, color: str = MUTED, thick: float = 1.4) -> None:
        """A straight line from `start` to `end` with a head at `end`."""
        (x0, y0), (x1, y1) = start, end
        length = max(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5, 1e-9)
        along = ((x1 - x0) / length, (y1 - y0) / length)
        neck = (x1 - 8 * along[0], y1 - 8 * along[1])
        left = (neck[0] - 4 * along[1], neck[1] + 4 * along[0])
        right = (neck[0] + 4 * along[1], neck[1] - 4 * along[0])
        self.line([start, neck], color=color, thick=thick)
        self.area([(x1, y1), left, right], fill=color)

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
        for look in sorted(self._shapes, key=lambda look: look[0]):
            _, fill, edge, thick, dashed = look
            dashes = _DASHES if dashed is True else dashed or ()
            d = " ".join(self._shapes[look])
            parts.append(svg.path(d, fill=fill, edge=edge, thick=thick, dashes=dashes))
        parts += [svg.group(style, words) for style, words in self._words]
        return svg.document(width, height, "\n".join(parts), title, alt), width, height


@contextmanager
def plain_style() -> Iterator[None]:
    """Matplotlib as we need it, whatever style the student has chosen for their own plots."""
    import matplotlib

    with matplotlib.rc_context(_STYLE):
        yield


def render(figure, title: str, alt: str) -> str:
    """A matplotlib Figure as an SVG document that names and describes itself.

    The same figure always gives the same bytes: no date, no random ids.
    """
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    out = io.StringIO()
    FigureCanvasSVG(figure).print_svg(out, metadata=_NO_METADATA)
    return _describe(out.getvalue(), title, alt)


def _describe(svg: str, title: str, alt: str) -> str:
    """Matplotlib's SVG with title and description, and without what would leak into a page."""
    body = svg[svg.index("<svg") :]
    width, height = re.search(r'viewBox="0 0 (\S+) (\S+)"', body).groups()
    body = body[body.index(">") + 1 :]
    for noise in (
        r"<!--.*?-->\s*",
        # This rule styles every element of a page the SVG is put in; the root's own style does not.
        r"<defs>\s*<style.*?</style>\s*</defs>\s*",
        # Numbered ids meet their like when two pictures share a page.
        r' id="[A-Za-z0-9.]+_\d+"',
        r' transform="rotate\(-0 [^)]*\)"',
    ):
        body = re.sub(noise, "", body, flags=re.DOTALL)
    body = re.sub(r'(?<= d=")[^"]*', lambda path: " ".join(path.group().split()), body)
    body = re.sub(f"font-family: '{MONO}'[^;\"]*", f"font-family: {_MONO_FONTS}", body)
    body = re.sub(f"font-family: '{SANS}'[^;\"]*", f"font-family: {_SANS_FONTS}", body)
    name = "show-" + sha256(f"{title}\n{alt}\n{body}".encode()).hexdigest()[:10]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'role="img" aria-labelledby="{name}-title {name}-desc" width="{width}" '
        f'height="{height}" viewBox="0 0 {width} {height}" '
        f'style="stroke-linejoin: round; stroke-linecap: butt">\n'
        f'<title id="{name}-title">{_xml(title)}</title>\n'
        f'<desc id="{name}-desc">{_xml(alt)}</desc>\n{body.strip()}\n'
    )


def _xml(text: str) -> str:
    """Escaped for XML, which has no place for control characters."""
    return escape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text), quote=False)
