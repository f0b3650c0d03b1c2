"""Every pitfall of the syllabus is met somewhere, and every line of the deck has its place."""

import functools
import re
from pathlib import Path

import jupytext
import pytest

from autograder.build.source import find_units
from autograder.exercises import exercises
from tests.syllabus import (
    DECK,
    EVERYDAY,
    NO_PITFALLS,
    OF_THE_DECK,
    PITFALLS,
    Asked,
    Mistaken,
    Run,
    Shown,
)

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SYLLABUS = SHARED / "SYLLABUS.md"
SLIDES = SHARED / "slides" / "introduction-to-pytorch.txt"

UNITS = {unit.name: unit for unit in find_units(ROOT)}
EACH_PITFALL = [(unit, words) for unit, pitfalls in PITFALLS.items() for words in pitfalls]
EACH_LINE = [line for lines in DECK.values() for line in lines]
EACH_EVERYDAY = [(unit, code) for unit, codes in EVERYDAY.items() for code in codes]
CODE = re.compile(r"torch\.\w+\(|\bprint\(|\.backward\(|^\w+ = |\bt\[|\bfor \w+ in |\[\[")


@functools.cache
def cells(unit: str) -> list[tuple[str, str]]:
    """The cells of a unit as the student sees them: `code` or `markdown`, and the text.

    Solutions are left out, code that is commented out in the source is code here, and each run
    of white space is one blank, so that neither line breaks nor indents matter.
    """
    source = UNITS[unit].source.read_text(encoding="utf-8")
    notebook = jupytext.reads(source, fmt="py:percent")
    return [(cell.cell_type, one_line(without_solutions(cell.source))) for cell in notebook.cells]


def without_solutions(text: str) -> str:
    return re.sub(r"### BEGIN SOLUTION.*?### END SOLUTION", "", text, flags=re.DOTALL)


def one_line(text: str) -> str:
    return " ".join(text.split())


def stands_in(unit: str, snippet: str, *, kinds=("code", "markdown")) -> bool:
    return any(one_line(snippet) in text for kind, text in cells(unit) if kind in kinds)


def why_missing(place, unit: str) -> str | None:
    """Say what is wrong with a place for a pitfall of that unit; None when it is there."""
    if isinstance(place, Shown):
        return None if stands_in(unit, place.snippet) else f"{unit} nowhere shows {place.snippet!r}"
    one = exercises().get(place.exercise)
    if one is None or not stands_in(one.unit, f'check("{one.name}")', kinds=["code"]):
        return f"no unit asks an exercise {place.exercise!r}"
    if isinstance(place, Mistaken) and not any(has(each, place.piece) for each in one.mistakes):
        return f"no mistake of {one.name!r} has {place.piece!r}"
    return None


def has(mistake, piece: str) -> bool:
    return one_line(piece) in one_line(mistake.code) or one_line(piece) in one_line(mistake.says)


@pytest.mark.parametrize(("unit", "words"), EACH_PITFALL)
def test_a_pitfall_is_met(unit, words):
    places = PITFALLS[unit][words]
    assert places, f"{unit}: nothing lets the student meet: {words}"
    assert [why_missing(place, unit) for place in places if why_missing(place, unit)] == []


@pytest.mark.parametrize("unit", sorted(OF_THE_DECK - NO_PITFALLS))
def test_a_unit_of_the_deck_has_pitfalls(unit):
    assert PITFALLS.get(unit), f"the table of pitfalls has none for {unit}"


@pytest.mark.parametrize("line", EACH_LINE, ids=lambda line: line.words)
def test_a_line_of_the_deck_stands_in_its_unit(line):
    kinds = ["code"] if isinstance(line, Run) else ["code", "markdown"]
    assert stands_in(line.unit, line.snippet, kinds=kinds), (
        f"{line.unit} has no {' or '.join(kinds)} cell with {line.snippet!r}"
    )


@pytest.mark.parametrize("slide", DECK)
def test_a_slide_has_lines(slide):
    assert DECK[slide], f"the slide {slide!r} has no line in any unit"


@pytest.mark.parametrize(("unit", "code"), EACH_EVERYDAY)
def test_what_everyday_pytorch_needs_is_run(unit, code):
    assert stands_in(unit, code, kinds=["code"]), f"{unit} runs no {code!r}"


def test_what_the_deck_writes_as_code_is_run_as_code():
    only_said = [line.words for line in EACH_LINE if not isinstance(line, Run)]
    assert [words for words in only_said if CODE.search(words)] == []


@pytest.mark.parametrize(
    "place", [Shown("no such words"), Asked("no_such"), Mistaken("five", "?!")]
)
def test_a_place_that_is_gone_is_noticed(place):
    assert why_missing(place, "01_tensors")


def test_a_solution_is_no_shown_example():
    assert without_solutions("a\n### BEGIN SOLUTION\nb\n### END SOLUTION\nc").split() == ["a", "c"]


# The originals lie beside the repository where the course is written, and nowhere else.
with_the_syllabus = pytest.mark.skipif(not SYLLABUS.is_file(), reason=f"no {SYLLABUS.name} here")
with_the_slides = pytest.mark.skipif(not SLIDES.is_file(), reason=f"no {SLIDES.name} here")


def pitfalls_of_the_syllabus() -> dict[str, list[str]]:
    """Unit -> its items, as the syllabus writes them: what follows a ≠, and each pitfall."""
    found = {}
    for section in re.split(r"^### ", SYLLABUS.read_text(encoding="utf-8"), flags=re.M)[1:]:
        corrections = re.findall(r"^- \*\*≠\*\* (.+)$", section, flags=re.M)
        pitfalls = re.search(r"^Pitfalls: (.+)$", section, flags=re.M)
        # A semicolon in brackets belongs to its item.
        items = re.split(r";\s+(?![^()]*\))", pitfalls[1]) if pitfalls else []
        if corrections or items:
            found[section.split("\n")[0]] = corrections + items
    return found


@with_the_syllabus
def test_the_table_has_every_pitfall_of_the_syllabus():
    forgotten = [
        (unit, item)
        for unit, items in pitfalls_of_the_syllabus().items()
        for item in items
        if not any(words in item for words in PITFALLS.get(unit, ()))
    ]
    assert forgotten == []


@with_the_syllabus
def test_the_table_invents_no_pitfall():
    syllabus = pitfalls_of_the_syllabus()
    assert [
        (unit, words)
        for unit, words in EACH_PITFALL
        if not any(words in item for item in syllabus.get(unit, ()))
    ] == []


def bare(text: str) -> str:
    """The letters and digits of a line, less what a scan gets wrong: TeX, and l for 1."""
    text = re.sub(r"\\(bullet|Rightarrow|text)\b|^\s*- o ", "", text)
    return re.sub(r"[^a-z0-9]", "", text.lower()).replace("l", "1")


def lines_of_the_deck() -> list[str]:
    """The titles, bullets and lines of code; a line that goes on in the next one is joined."""
    lines: list[str] = []
    fenced = False
    for line in SLIDES.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            fenced = not fenced
        elif lines and (lines[-1].endswith(",") or re.match(r"\s+[^\s-]", line) and not fenced):
            lines[-1] += line
        else:
            lines.append(line)
    return lines


def test_the_deck_is_taught_in_units_that_there_are():
    assert UNITS.keys() >= OF_THE_DECK


@with_the_slides
def test_the_table_has_every_line_of_the_deck_in_order():
    told = []
    for slide, lines in DECK.items():
        words = [line.words for line in lines]
        told += words if words == [slide] else [slide, *words]
    deck = [bare(line) for line in lines_of_the_deck()]
    assert [bare(words) for words in told] == [line for line in deck if line]
