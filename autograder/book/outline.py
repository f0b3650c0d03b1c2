"""The outline of a page: an anchor for every heading, and the words below it for the search."""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

_HEADING = re.compile(r"<h([1-4])>(.*?)</h\1>", re.S)
_TAG = re.compile(r"<[^>]+>")


@dataclass
class Section:
    """A heading, and the words that follow it up to the next."""

    level: int
    anchor: str
    title: Markup
    words: str = ""

    @property
    def plain(self) -> str:
        """The heading without its markup."""
        return words_of(self.title)


class Outline:
    """The sections of one page, in order; grows as the page is written."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self._seen: Counter[str] = Counter()

    def add(self, made: Markup) -> Markup:
        """Take in a piece of the page; return it with an id for each of its headings."""
        parts = _HEADING.split(str(made))
        done = parts[:1]
        self.mention(words_of(parts[0]))
        for level, title, below in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
            section = Section(int(level), self._anchor(title), Markup(title), words_of(below))
            self.sections.append(section)
            done.append(f'<h{level} id="{section.anchor}">{title}</h{level}>{below}')
        return Markup("".join(done))

    def mention(self, words: str) -> None:
        """Add words to the section that was begun last."""
        if words.strip() and self.sections:
            self.sections[-1].words = f"{self.sections[-1].words} {' '.join(words.split())}".strip()

    def _anchor(self, title: str) -> str:
        slug = re.sub(r"\W+", "-", words_of(title).lower()).strip("-") or "section"
        self._seen[slug] += 1
        return slug if self._seen[slug] == 1 else f"{slug}-{self._seen[slug]}"


def words_of(markup: str) -> str:
    """HTML as one line of plain text."""
    return " ".join(html.unescape(_TAG.sub("", markup)).split())
