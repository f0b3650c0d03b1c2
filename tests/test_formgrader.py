"""Formgrader as an instructor meets it in a fresh clone: in JupyterLab's server, in a browser."""

import shutil

import pytest

from tests.axe import chromium
from tests.grade.class_of import UNIT, hand_in, make_root
from tests.served import jupyter_lab

A_WHILE = 120_000  # milliseconds; on a busy machine


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture
def formgrader(tmp_path, browser):
    """Formgrader over a clone without a classroom; gives its page and the clone."""
    root = make_root(tmp_path / "course")
    shutil.rmtree(root / "classroom")
    with jupyter_lab(root, tmp_path) as address:
        page = browser.new_page()
        page.set_default_timeout(A_WHILE)
        page.goto(f"{address}/formgrader/manage_assignments")
        yield page, root
        page.close()


def test_the_units_are_listed_before_anything_was_graded(formgrader):
    page, _ = formgrader
    page.get_by_role("row", name=UNIT).wait_for()
    assert page.get_by_text("Loading").count() == 0


def test_the_button_grades_a_hand_in(formgrader):
    page, root = formgrader
    hand_in(root, "jane")
    page.goto(page.url.replace("manage_assignments", f"manage_submissions/{UNIT}"))
    row = page.get_by_role("row", name="jane")
    row.locator(".autograde a").click()
    page.get_by_text("Successfully autograded").first.wait_for()
    assert (root / "classroom" / "autograded" / "jane" / UNIT / f"{UNIT}.ipynb").is_file()
