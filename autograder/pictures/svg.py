"""SVG as text: paths, words, and the document that holds them and says what it shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from html import escape

Point = tuple[float, float]

# The reader's browser brings its own fonts.
_FONTS = {
    False: "'DejaVu Sans', Verdana, Arial, sans-serif",
    True: "'DejaVu Sans Mono', Menlo, Consolas, monospace",
}
# On a dark page a picture turns dark, hues kept; a photograph in it is turned back.
_DARK = (
    "@media (prefers-color-scheme: dark) "
    "{{ #{0}, #{0} image {{ filter: invert(1) hue-rotate(180deg) }} }}"
)
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def number(value: float) -> str:
    """A length in pixels, to a tenth or better."""
    return f"{value:.5g}"


def polyline(points: Sequence[Point], *, closed: bool = False) -> str:
    """The path through `points`, as an attribute `d` holds it."""
    path = "M " + " L ".join([f"{number(x)} {number(y)}" for x, y in points])
    return f"{path} z" if closed else path


def rounded_box(x: float, y: float, width: float, height: float, radius: float) -> str:
    """The path around a box whose corners are rounded."""
    right, bottom = x + width, y + height
    corners = (
        (right, y, right - radius, y, right, y + radius),
        (right, bottom, right, bottom - radius, right - radius, bottom),
        (x, bottom, x + radius, bottom, x, bottom - radius),
        (x, y, x, y + radius, x + radius, y),
    )
    turns = [
        f"L {number(x0)} {number(y0)} Q {number(cx)} {number(cy)} {number(x1)} {number(y1)}"
        for cx, cy, x0, y0, x1, y1 in corners
    ]
    return f"M {number(x + radius)} {number(y)} {' '.join(turns)} z"


def path(d: str, *, fill: str, edge: str, thick: float, dashes: Sequence[float]) -> str:
    """A <path> element; `dashes` are lengths of strokes and gaps in multiples of `thick`."""
    style = f"fill: {fill}; stroke: {edge}"
    if edge != "none" and thick != 1:
        style += f"; stroke-width: {number(thick)}"
    if dashes:
        lengths = ", ".join([number(length * thick) for length in dashes])
        style += f"; stroke-dasharray: {lengths}"
    return f'<path d="{d}" style="{style}"/>'


def text_style(*, size: float, color: str, align: str, mono: bool, bold: bool) -> str:
    """The `style` of words of that look."""
    weight = "font-weight: 700; " if bold else ""
    return (
        f"{weight}font-size: {number(size)}px; font-family: {_FONTS[mono]}; "
        f"text-anchor: {_ANCHORS[align]}; fill: {color}"
    )


def text(x: float, y: float, words: str) -> str:
    """A <text> element with its baseline at height y."""
    return f'<text x="{number(x)}" y="{number(y)}">{escaped(words)}</text>'


def group(style: str, elements: Sequence[str]) -> str:
    """Elements that share a style."""
    inside = "\n".join(elements)
    return f'<g style="{style}">\n{inside}\n</g>'


def document(width: int, height: int, body: str, title: str, alt: str) -> str:
    """A document of that size in pixels that names and describes itself.

    The same arguments always give the same bytes, and two documents on one page do not share ids.
    """
    name = "show-" + sha256(f"{title}\n{alt}\n{body}".encode()).hexdigest()[:10]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{name}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">\n'
        f"<style>{_DARK.format(name)}</style>\n"
        f'<title id="{name}-title">{escaped(title)}</title>\n'
        f'<desc id="{name}-desc">{escaped(alt)}</desc>\n{body}\n</svg>\n'
    )


def escaped(words: str) -> str:
    """Escaped for XML, which has no place for control characters."""
    return escape(_CONTROL_CHARACTERS.sub("", words), quote=False)
