"""The course as a student meets it: in JupyterLab, in a browser."""

import shutil
from pathlib import Path

import pytest

from tests.served import jupyter_lab

playwright = pytest.importorskip("playwright.sync_api")

ROOT = Path(__file__).parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
UNIT = "00_start_here"
A_WHILE = 120_000  # milliseconds; the first cell pays for `import torch`
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The address of a JupyterLab over a copy of the course."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "course", folder / "course")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    with jupyter_lab(folder, folder) as address:
        yield address


@pytest.fixture
def page(lab):
    """The first notebook, opened."""
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = browser.new_page(viewport={"width": 1280, "height": 4000})
        page.set_default_timeout(A_WHILE)
        page.goto(f"{lab}/lab/tree/course/{UNIT}/{UNIT}.ipynb")
        page.locator(".jp-Notebook").first.wait_for()
        page.get_by_text("| Idle").first.wait_for()  # the kernel is there, and listens
        yield page
        browser.close()


def run_all(page):
    page.get_by_text("Run", exact=True).first.click()
    page.get_by_text("Run All Cells", exact=True).first.click()


def test_run_all_goes_past_every_stub_and_calls_it_not_attempted(page):
    run_all(page)
    last = page.get_by_text("exercises,").last  # what progress() says, in the last cell
    last.wait_for(state="attached")
    for name in ("seconds_in_a_day", "largest_in_list"):
        panel = page.locator("strong", has_text=f"{name}: not attempted").first
        panel.wait_for(state="attached")


def test_the_validate_button_names_what_is_left_to_do(page):
    page.get_by_text("Validate", exact=True).first.click()
    said = page.locator(".jp-Dialog", has_text="Not attempted yet").first
    said.wait_for(state="visible")
    assert "Traceback" not in said.inner_text()
