"""The book in Chromium: axe has no complaint, the search finds, themes change, paper has all."""

import pytest

from tests.axe import axe_source, chromium, complaints

PAGES = ["index", "00_start_here", "09_concatenation"]


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture
def opened(browser, book):
    """Opens a page from its file; what goes wrong in the browser's console fails the test."""
    pages, said = [], []

    def open_it(name="index", **options):
        page = browser.new_page(**options)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto((book / f"{name}.html").as_uri())
        pages.append(page)
        return page

    yield open_it
    for page in pages:
        page.close()
    assert said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(opened, name, scheme, pytestconfig):
    page = opened(name, color_scheme=scheme, viewport={"width": 1200, "height": 900})
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert complaints(page, axe_source(pytestconfig), least="serious") == []


def test_the_search_finds_a_word_and_leads_to_it(opened):
    page = opened()
    page.keyboard.press("/")
    page.keyboard.type("unsqueeze")
    first = page.locator(".found a").first
    assert "unsqueeze" in page.locator(".found li").first.inner_text().lower()
    target = first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{target}")
    assert page.locator(f"[id='{target.partition('#')[2]}']").is_visible()


def test_a_word_that_is_nowhere_is_said_not_to_be(opened):
    page = opened()
    page.fill("#query", "xylophone")
    assert page.locator(".count").inner_text() == "Nothing found"


def test_the_reader_chooses_the_theme(opened):
    page = opened("00_start_here", color_scheme="light")
    colour = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(colour)
    page.get_by_role("button", name="Dark theme").click()
    assert page.evaluate(colour) != light
    page.get_by_role("button", name="Light theme").click()
    assert page.evaluate(colour) == light


@pytest.mark.parametrize("width", [1200, 800, 400])
def test_no_page_scrolls_sideways(opened, width):
    page = opened("02_ops", viewport={"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_paper_shows_what_is_folded_on_black_and_white(opened):
    page = opened("02_ops", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".solution p").first.is_visible()
    assert not page.locator(".top").is_visible()
    style = "(e) => getComputedStyle(e).backgroundColor"
    assert page.locator("body").evaluate(style) == "rgb(255, 255, 255)"
