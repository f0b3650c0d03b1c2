"""The parts that pictures are put together from: headings, named tensors, the finished page."""

from __future__ import annotations

from collections.abc import Callable

from autograder.pictures import canvas as paper
from autograder.pictures.canvas import MARGIN, Canvas
from autograder.pictures.picture import Picture
from autograder.pictures.sheet import Index, Look, Sheet, draw_sheet
from autograder.pictures.values import in_words, summary_text

_INDENT = "  "


class Page:
    """Draws a picture from top to bottom and writes its plain text on the way."""

    def __init__(self, title: str, *, heading: bool = True) -> None:
        self.title = title
        self.canvas = Canvas()
        self.y = MARGIN
        self._text: list[str] = []
        self._alt: list[str] = []
        if heading:
            self.canvas.text(MARGIN, self.y + 8, title, size=14, bold=True)
            self.y += 26
            self._text.append(title)

    def say(self, words: str, *, bold: bool = False, color: str = paper.INK) -> None:
        """A line of words in the picture, the text and the description."""
        self.canvas.text(MARGIN, self.y + 8, words, bold=bold, color=color)
        self.y += 22
        self._text.append(words)
        self._alt.append(words.rstrip("."))

    def gap(self, height: float = 10.0) -> None:
        self.y += height
        self._text.append("")

    def note(self, words: str) -> None:
        """Words for the plain text alone, such as what a mark means."""
        self._text.append(words)

    def describe(self, words: str) -> None:
        """Words for the description alone."""
        self._alt.append(words.rstrip("."))

    def tensor(
        self,
        name: str,
        sheet: Sheet,
        look_of: Callable[[Index], Look] | None = None,
        *,
        facts: str | None = None,
    ) -> None:
        """A tensor with its name and facts above it, across the page."""
        _, self.y = self._named(MARGIN, self.y, name, sheet, look_of, facts)
        self.y += 10

    def beside(
        self, *tensors: tuple[str, Sheet, Callable[[Index], Look] | None, str | None]
    ) -> None:
        """Tensors next to each other, each with name and facts, while they fit."""
        x, bottom, top = MARGIN, self.y, self.y
        for name, sheet, look_of, facts in tensors:
            right, low = self._named(x, top, name, sheet, look_of, facts)
            bottom = max(bottom, low)
            x = right + 36
            if x > MARGIN + 420:
                x, top = MARGIN, bottom + 14
        self.y = bottom + 10

    def _named(
        self,
        x: float,
        y: float,
        name: str,
        sheet: Sheet,
        look_of: Callable[[Index], Look] | None,
        facts: str | None,
    ) -> tuple[float, float]:
        """Name, facts, cells and, where cells are left out, a summary; right and bottom edges."""
        facts = sheet.seen.facts if facts is None else facts
        label = f"{name}  " if name else ""
        wide = self.canvas.text(x, y + 8, label, bold=True)
        right = x + wide + self.canvas.text(x + wide, y + 8, facts, color=paper.MUTED)
        edge, bottom = draw_sheet(self.canvas, sheet, x, y + 22, look_of)
        self._text += [f"{label}{facts}", *_indented(sheet.listing(look_of))]
        listing = sheet.listing(look_of, lines=False)
        self._alt.append(f"{name + ': ' if name else ''}{in_words(sheet.seen, listing)}")
        summary = "" if sheet.complete else summary_text(sheet.seen)
        if summary:
            bottom += 20
            right = max(right, x + self.canvas.text(x, bottom - 5, summary, color=paper.MUTED))
            self._text.append(_INDENT + summary)
            self._alt.append(f"Only a part is listed: {summary}")
        return max(right, edge), bottom

    def picture(self) -> Picture:
        alt = ". ".join(self._alt) + "."
        svg, width, height = self.canvas.svg(self.title, alt)
        return Picture(self.title, alt, svg, "\n".join(self._text).rstrip(), width, height)


def _indented(text: str) -> list[str]:
    return [_INDENT + line for line in text.splitlines()]
