"""The report in Chromium: no complaint of axe's, sorting works, and it fits a small window."""

import pytest

from autograder.report.page import write_report
from tests.axe import axe_source, chromium, complaints
from tests.report.classes import a_class, write


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A report with everything in it: mistakes, unnamed answers, notes, people in need."""
    folder = tmp_path_factory.mktemp("report")
    write_report(write(folder / "results.jsonl", a_class(40)), folder / "report.html", names=True)
    return (folder / "report.html").as_uri()


@pytest.fixture
def opened(browser, address):
    """Opens the report; what went wrong in the browser's console is told."""
    pages = []

    def open_it(**options):
        page = browser.new_page(**options)
        page.on("console", lambda message: pytest.fail(message.text))
        page.goto(address)
        pages.append(page)
        return page

    yield open_it
    for page in pages:
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened, scheme, pytestconfig):
    page = opened(color_scheme=scheme, viewport={"width": 800, "height": 900})
    assert complaints(page, axe_source(pytestconfig)) == []


def test_a_press_on_a_heading_sorts_down_and_another_up(opened):
    page = opened()
    cells = "(table) => [...table.tBodies[0].rows].map(row => parseFloat(row.cells[2].textContent))"
    table = page.locator("#exercises + p + .wide table")
    heading = table.locator("th", has_text="Difficulty")
    heading.locator("button").click()
    down = table.evaluate(cells)
    assert down == sorted(down, reverse=True)
    assert heading.get_attribute("aria-sort") == "descending"
    heading.locator("button").press("Enter")
    assert table.evaluate(cells) == sorted(down)


@pytest.mark.parametrize("width", [800, 400])
def test_the_page_itself_never_scrolls_sideways(opened, width):
    page = opened(viewport={"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_on_paper_nothing_is_cut_off_and_colours_stay(opened):
    page = opened()
    page.emulate_media(media="print", color_scheme="dark")
    style = "(e) => getComputedStyle(e).backgroundColor"
    assert page.locator("body").evaluate(style) == "rgb(255, 255, 255)"
    assert page.locator(".wide").first.evaluate("(e) => getComputedStyle(e).overflowX") == "visible"
    assert page.locator(".heat .h10").first.evaluate(style) not in ("rgb(255, 255, 255)", "")
