"""Writes the book: a page for every unit, a table of contents, and the words to search in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import jinja2
from markupsafe import Markup

from autograder.book import markup
from autograder.book.lesson import Asked, Block, Code, Text, read_lesson
from autograder.book.outline import Outline, Section
from autograder.build.matching import Declared
from autograder.build.source import Unit
from autograder.course import require_writable
from autograder.errors import BuildError

TITLE = "Introduction to PyTorch"
# By it a folder is known for a book that may be written again.
_SIGN = '<meta name="generator" content="autograder book">'
_HERE = Path(__file__).parent
_STATIC = ("book.css", "book.js")


@dataclass(frozen=True)
class Page:
    """A unit's page, not yet drawn."""

    unit: Unit
    file: str
    outline: Outline = field(default_factory=Outline)
    blocks: list[Markup] = field(default_factory=list)

    @property
    def title(self) -> Section:
        """The unit's heading."""
        return self.outline.sections[0]

    @property
    def chapters(self) -> list[Section]:
        """What the table of contents lists of it."""
        return [one for one in self.outline.sections if one.level == 2]


def write_book(units: Sequence[Unit], declared: Declared, to: Path) -> list[Path]:
    """Write the book of `units` into the folder `to`; return its pages, the contents first.

    Raises CourseError where a notebook is missing, or the folder can't be or mustn't be written.
    """
    _refuse_place(to)
    if not units:
        raise BuildError("There is no unit in solutions yet.")
    draw = _environment()
    files = {unit.name[:2]: f"{unit.name}.html" for unit in units}
    pages = [_page(unit, declared, files, draw) for unit in units]
    written = {
        "index.html": draw.get_template("index.html").render(pages=pages, here=None),
        "words.js": f"const WORDS = {_words(pages)};\n",
    }
    for before, page, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
        written[page.file] = draw.get_template("unit.html").render(
            pages=pages, here=page, before=before, after=after
        )
    written |= {name: (_HERE / name).read_text(encoding="utf-8") for name in _STATIC}
    to.mkdir(parents=True, exist_ok=True)
    for earlier in to.glob("*.html"):
        earlier.unlink()
    for name, text in written.items():
        (to / name).write_text(text, encoding="utf-8")
    return [to / "index.html", *(to / page.file for page in pages)]


def _refuse_place(to: Path) -> None:
    require_writable(to)
    index = to / "index.html"
    if not to.is_dir() or not any(to.iterdir()):
        return
    if not index.is_file() or _SIGN not in index.read_text(encoding="utf-8", errors="replace"):
        raise BuildError(f"{to} holds other files than a book: name a new or an empty folder.")


def _page(
    unit: Unit, declared: Declared, files: Mapping[str, str], draw: jinja2.Environment
) -> Page:
    page = Page(unit, files[unit.name[:2]])
    others = {number: file for number, file in files.items() if file != page.file}
    for block in read_lesson(unit, declared.get(unit.name, ())):
        page.blocks.append(_block(block, page.outline, others, draw))
    if not page.outline.sections:
        raise BuildError(f"{unit.name} has no heading, and so no title for its page.")
    return page


def _block(
    block: Block, outline: Outline, others: Mapping[str, str], draw: jinja2.Environment
) -> Markup:
    match block:
        case Text(source):
            return outline.add(markup.prose(source, others))
        case Code(source, outputs):
            outline.mention(source)
            return markup.code(source) + markup.outputs(outputs)
        case Asked(exercise, stub, answer, outputs):
            outline.mention(stub)
            return Markup(
                draw.get_template("exercise.html").render(
                    exercise=exercise,
                    stub=markup.code(stub) if stub else "",
                    answer=markup.code(answer) + markup.outputs(outputs),
                    says=lambda text: markup.sentence(text, others),
                )
            )


def _words(pages: Sequence[Page]) -> str:
    """Every section of the book, for the search: its page and anchor, titles and words."""
    found = [
        {
            "at": f"{page.file}#{one.anchor}",
            "unit": page.title.plain,
            "title": one.plain,
            "words": one.words,
        }
        for page in pages
        for one in page.outline.sections
    ]
    return json.dumps(found, ensure_ascii=False, indent=0)


def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.globals |= {"title": TITLE, "sign": Markup(_SIGN)}
    return made
