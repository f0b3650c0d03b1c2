"""The course as a student meets it: in JupyterLab, in a browser."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

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
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {name: str(folder / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")}
    options = [f"--port={port}", f"--ServerApp.root_dir={folder}", "--IdentityProvider.token="]
    beside = str(Path(sys.executable).parent)
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", *options],
        env=os.environ | settings | {"PATH": f"{beside}{os.pathsep}{os.environ['PATH']}"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        while not answers(address):
            with contextlib.suppress(subprocess.TimeoutExpired):
                raise RuntimeError(f"JupyterLab ended with {server.wait(timeout=0.2)}")
        yield address
    finally:
        server.terminate()
        server.wait()


def answers(address):
    try:
        with urllib.request.urlopen(f"{address}/api", timeout=5):
            return True
    except (urllib.error.URLError, TimeoutError):
        return False


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
