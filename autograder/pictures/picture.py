"""The finished picture, in the forms that a notebook, a terminal and a file need."""

from __future__ import annotations

import functools
import html
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

# All but what may stand in an address, and in an attribute between double quotes.
_UNSAFE = re.compile(r"[^A-Za-z0-9 /:;,=()+\-._~!*?@']+")


class ShowError(ValueError):
    """Something can't be drawn. The message says what to do instead."""

    def _render_traceback_(self) -> list[str]:
        """What IPython prints for this error: its message, and no stack."""
        return [f"ShowError: {self}"]


@dataclass(frozen=True, repr=False)
class Picture:
    """A drawing with its description.

    Attributes:
        title: a few words that name the picture.
        alt: the whole picture in words, for somebody who can't see it.
        svg: the drawing, a complete SVG document with `<title>` and `<desc>`.
        text: the drawing made of characters, for a terminal.
        width, height: size of the drawing in CSS pixels.
    """

    title: str
    alt: str
    svg: str = field(compare=False)
    text: str
    width: int
    height: int

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        # In JupyterLab 4 a notebook that was not run on this machine is "untrusted".
        # There an image/svg+xml output is replaced by a refusal and a bare <svg> in HTML is
        # stripped; and even a trusted image/svg+xml becomes an <img> without alt text. An <img>
        # with alt text and the SVG in its address is shown, and read aloud, in every case.
        source = _UNSAFE.sub(lambda run: _quoted(run[0]), self.svg)
        return (
            f'<img alt="{html.escape(f"{self.title}. {self.alt}")}" width="{self.width}" '
            f'height="{self.height}" style="max-width: 100%; height: auto" '
            f'src="data:image/svg+xml,{source}">'
        )

    def save(self, path: str | Path) -> Path:
        """Write the drawing to `path` as an SVG file and return the path.

        Raises:
            ShowError: `path` does not end in `.svg`.
        """
        path = Path(path)
        if path.suffix.lower() != ".svg":
            raise ShowError(f"A picture is saved as SVG: give a name that ends in .svg, not {path}")
        path.write_text(self.svg, encoding="utf-8")
        return path


@functools.lru_cache(maxsize=1024)
def _quoted(run: str) -> str:
    """As `quote` gives it; the same few runs come thousands of times."""
    return quote(run, safe="")
