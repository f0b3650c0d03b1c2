"""The book of the course as it stands: its pages, links, pictures and solutions; no network."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest

from autograder.build.source import find_units
from autograder.exercises import units

ROOT = Path(__file__).resolve().parents[2]
UNITS = find_units(ROOT)
DECLARED = {unit.name: unit.exercises for unit in units()}
EXERCISES = [one for unit in units() for one in unit.exercises]
NAMES = ["index", *(unit.name for unit in UNITS)]

each_page = pytest.mark.parametrize("name", NAMES)
each_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.name)


class Read(HTMLParser):
    """The tags of a page with their attributes, its words, and what was left open."""

    VOID = {"meta", "link", "input", "img", "br", "hr", "col", "wbr"}

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.words = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data

    def all(self, *names):
        return [attributes for tag, attributes in self.tags if tag in names]


@pytest.fixture(scope="session")
def read(book):
    return {name: Read((book / f"{name}.html").read_text(encoding="utf-8")) for name in NAMES}


@each_page
def test_every_tag_of_a_page_is_closed_where_it_should_be(read, name):
    assert read[name].open == []


@each_page
def test_every_link_leads_somewhere_in_the_book(read, name):
    anchors = {
        page: {attributes["id"] for _, attributes in one.tags if "id" in attributes}
        for page, one in read.items()
    }
    lost = []
    for link in read[name].all("a"):
        file, _, anchor = link["href"].partition("#")
        page = file.removesuffix(".html") or name
        if "://" not in file and (page not in anchors or anchor and anchor not in anchors[page]):
            lost.append(link["href"])
    assert lost == []


def test_every_place_that_the_search_knows_is_there(book, read):
    known = json.loads((book / "words.js").read_text(encoding="utf-8")[len("const WORDS = ") : -2])
    for one in known:
        page, _, anchor = one["at"].partition(".html#")
        assert anchor in {attributes.get("id") for _, attributes in read[page].tags}
    assert len(known) > 100


@each_page
def test_every_picture_is_told_in_words(read, name):
    pictures = read[name].all("img", "svg")
    assert [one for one in pictures if not one.get("alt", "").strip()] == []


@each_page
def test_a_page_asks_the_network_for_nothing(book, read, name):
    asked = [
        attributes.get("src") or attributes.get("href")
        for tag, attributes in read[name].tags
        if tag in ("script", "link", "img", "iframe", "source", "object", "embed")
    ]
    away = [one for one in asked if one and not re.match(r"data:image/|[\w.]+$", one)]
    assert away == []
    assert [one for one in asked if one and ":" not in one and not (book / one).is_file()] == []


def test_styles_and_scripts_ask_the_network_for_nothing(book):
    for name in ("book.css", "book.js"):
        assert not re.search(r"https?:|url\(|@import|fetch\(|import\(", (book / name).read_text())


@each_page
def test_no_page_shows_the_marks_of_nbgrader(book, name):
    assert "SOLUTION" not in (book / f"{name}.html").read_text(encoding="utf-8")


@each_page
def test_no_id_is_given_twice(read, name):
    ids = [attributes["id"] for _, attributes in read[name].tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def folded(book, exercise):
    """The part of a page that holds an exercise: what is given, its hints, its solution."""
    page = (book / f"{exercise.unit}.html").read_text(encoding="utf-8")
    parts = page.split('<div class="exercise">')[1:]
    return parts[[one.name for one in DECLARED[exercise.unit]].index(exercise.name)]


@each_exercise
def test_an_exercise_has_its_hints_and_its_solution_folded(book, exercise):
    part = folded(book, exercise)
    assert part.count('<details class="hint">') == len(exercise.hints)
    assert part.count('<details class="solution">') == 1
    before, _, solution = part.partition('<details class="solution">')
    assert exercise.name in Read(f"<p>{solution.split('</details>')[0]}</p>").words
    assert Read(f"<p>{exercise.why}</p>").words.replace("`", "") in Read(solution_of(part)).words
    if exercise.broken is not None:
        assert "The broken function" in before and "The fixed function" in solution


@pytest.mark.parametrize(
    "exercise",
    [one for one in EXERCISES if one.kind in ("predict", "fix", "puzzle")],
    ids=lambda one: one.name,
)
def test_a_solution_says_why_it_is_so(book, exercise):
    """A prediction, a fix and a puzzle declare a `reason`, and its words stand by the solution."""
    assert exercise.reason
    plain = " ".join(exercise.reason.replace("`", "").split())
    assert plain in " ".join(Read(solution_of(folded(book, exercise))).words.split())


def solution_of(part):
    return part.partition('<details class="solution">')[2].partition("</details>")[0]


def test_all_units_follow_one_another(read):
    for before, after in zip(NAMES[1:], NAMES[2:], strict=False):
        links = {link.get("rel"): link["href"] for link in read[before].all("a")}
        assert links["next"] == f"{after}.html"
        assert {link.get("rel"): link["href"] for link in read[after].all("a")}["prev"]


@each_page
def test_every_page_lists_every_unit(read, name):
    links = {link["href"] for link in read[name].all("a")}
    assert {f"{unit.name}.html" for unit in UNITS} <= links


def test_a_unit_that_is_named_in_the_text_is_a_link(book):
    page = (book / "02_ops.html").read_text(encoding="utf-8")
    assert '<a href="01_tensors.html">unit 01</a>' in page


# -- the folder and the command --------------------------------------------------------------------


def test_the_command_says_where_the_book_is(autograder, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    status, said, _ = autograder("book", "00", "--to", str(tmp_path / "new" / "book"))
    assert status == 0 and str(tmp_path / "new" / "book" / "index.html") in said
    assert sorted(path.name for path in (tmp_path / "new" / "book").iterdir()) == [
        "00_start_here.html",
        "book.css",
        "book.js",
        "index.html",
        "words.js",
    ]


def test_an_earlier_book_is_replaced_whole(autograder, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    for unit in ("00", "01"):
        assert autograder("book", unit, "--to", str(tmp_path))[0] == 0
    assert not (tmp_path / "00_start_here.html").exists()


def a_file(at):
    at.write_text("mine")


def a_folder_of_mine(at):
    at.mkdir()
    (at / "letter.txt").write_text("mine")


def another_site(at):
    at.mkdir()
    (at / "index.html").write_text("<p>mine</p>")


@pytest.mark.parametrize("stands", [a_file, a_folder_of_mine, another_site])
def test_a_place_that_holds_something_else_is_refused(autograder, tmp_path, monkeypatch, stands):
    monkeypatch.chdir(ROOT)
    at = tmp_path / "there"
    stands(at)
    status, _, said = autograder("book", "00", "--to", str(at))
    assert status == 2 and str(at) in said and len(said.splitlines()) == 1
    kept = at if at.is_file() else next(at.iterdir())
    assert "mine" in kept.read_text()


def test_a_unit_that_there_is_not_is_refused(autograder, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    status, _, said = autograder("book", "99", "--to", str(tmp_path / "book"))
    assert status == 2 and "99" in said and not (tmp_path / "book").exists()


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A course of one unit, its solution notebook to be spoilt."""
    unit = UNITS[0]
    there = tmp_path / "course" / "solutions" / unit.name
    there.mkdir(parents=True)
    (tmp_path / "course" / "nbgrader_config.py").write_text("")
    for path in (unit.source, unit.solution):
        (there / path.name).write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path / "course")
    return there / unit.solution.name


def never_run(notebook):
    read = nbformat.read(notebook, as_version=4)
    for cell in read.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    nbformat.write(read, notebook)


@pytest.mark.parametrize(
    "spoil",
    [Path.unlink, lambda one: one.write_text("{"), never_run, lambda one: one.write_bytes(b"\xff")],
)
def test_a_notebook_that_can_not_be_read_is_a_sentence(autograder, copied, spoil):
    spoil(copied)
    status, _, said = autograder("book")
    assert status == 2 and copied.name in said and "make build" in said
    assert len(said.splitlines()) == 1 and not (copied.parents[2] / "book").exists()
