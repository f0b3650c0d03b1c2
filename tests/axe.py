"""axe-core, which finds what shuts people out of a page: fetched once from npm, run in Chromium.

Without Chromium, npm or a network the tests that need it are skipped, and say so.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

VERSION = "4.14.1"
GRAVITIES = ("minor", "moderate", "serious", "critical")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")


def axe_source(config: pytest.Config) -> str:
    """The text of axe.min.js, kept in pytest's cache."""
    kept = Path(config.cache.mkdir("axe-core")) / f"axe-{VERSION}.min.js"
    if not kept.is_file():
        _fetch(kept)
    return kept.read_text(encoding="utf-8")


def _fetch(to: Path) -> None:
    if shutil.which("npm") is None:
        pytest.skip("axe-core comes from npm, and there is no npm here")
    options = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts"]
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "install", *options, f"axe-core@{VERSION}"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
        if done.returncode:
            pytest.skip("axe-core can't be fetched from npm")
        made = Path(folder) / "node_modules" / "axe-core" / "axe.min.js"
        beside = to.with_name(f".{Path(folder).name}")  # several workers may fetch at once
        shutil.copy(made, beside)
        beside.replace(to)


@contextlib.contextmanager
def chromium():
    """A browser; the test is skipped where there is none."""
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


# A style sheet beside a page opened from its file can't be fetched again, and need not be.
OPTIONS = "{resultTypes: ['violations'], preload: false}"


def complaints(page, source: str, least: str = "minor") -> list[str]:
    """What axe finds in an open page, as grave as `least` or more, with the first place of each."""
    page.evaluate(source)
    found = page.evaluate(f"() => axe.run({OPTIONS})")["violations"]
    counted = GRAVITIES[GRAVITIES.index(least) :]
    return [
        f"{one['id']}: {one['nodes'][0]['html']} ({one['help']})"
        for one in found
        if one["impact"] in counted
    ]
