"""A student's hour in JupyterLab: read, try, be wrong, be right, ask, stop, and come back.

Pictures of what they see are kept in the folder that AUTOGRADER_SCREENSHOTS names, else among
pytest's temporary files: light and dark, 800 pixels wide, and enlarged to 200 %.
"""

import os
import shutil
from pathlib import Path

import pytest

from tests.axe import axe_source, chromium
from tests.served import jupyter_lab

ROOT = Path(__file__).parent.parent
UNIT = "01_tensors"
A_WHILE = 120_000  # milliseconds; the first cell pays for `import torch`
PANEL = ".jp-OutputArea-output [role=status]"
THEME = "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})"
WIDE = {"width": 1280, "height": 4000}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A fresh course in a folder of its own, and the buttons for its toolbar."""
    folder = tmp_path_factory.mktemp("hour")
    for unit in (UNIT, "02_ops"):
        shutil.copytree(ROOT / "course" / unit, folder / "course" / unit)
    shutil.copytree(ROOT / "labextensions", folder / "JUPYTER_DATA_DIR" / "labextensions")
    return folder


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    told = os.environ.get("AUTOGRADER_SCREENSHOTS")
    folder = Path(told) if told else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def page(place):
    with chromium() as browser, jupyter_lab(place, place, AUTOGRADER_STATE=f"{place}/state") as lab:
        page = browser.new_page(viewport=WIDE)
        page.set_default_timeout(A_WHILE)
        page.goto(f"{lab}/lab/tree/course/{UNIT}/{UNIT}.ipynb")
        page.locator(".jp-Notebook").first.wait_for()
        page.get_by_text("| Idle").first.wait_for()
        yield page


def choose(page, menu, entry):
    page.locator(".lm-MenuBar-itemLabel", has_text=menu).first.click()
    page.locator(".lm-Menu-itemLabel").get_by_text(entry, exact=True).click()


def cell(page, text):
    return page.locator(".jp-CodeCell", has=page.locator(".cm-content", has_text=text)).first


def write(page, where, text):
    """Replace what a cell holds."""
    where.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def press(page, label):
    """Press one of the course's buttons in the notebook's toolbar."""
    page.locator(".jp-NotebookPanel-toolbar").get_by_text(label, exact=True).click()


def run_below(page, text):
    """Run `text` in a new cell below the one that is chosen; gives the cell."""
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")
    return page.locator(".jp-CodeCell.jp-mod-selected").first


def panel(page, text):
    found = page.locator(PANEL, has_text=text).last
    found.wait_for()
    return found


def keep(found, pictures, name):
    found.scroll_into_view_if_needed()
    found.screenshot(path=pictures / f"{name}.png")


def test_a_students_hour(page, pictures, place, pytestconfig):
    choose(page, "Run", "Run All Cells")
    panel(page, "five: not attempted")
    panel(page, "Tensors: 0 of")

    answer = cell(page, "five = ...")
    write(page, answer, "five = torch.tensor([5])")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    wrong = panel(page, "five: not right yet")
    wrong.get_by_text("Stuck? Here is a hint").click()
    wrong.locator("details details summary").first.wait_for()

    answer = cell(page, "five = torch.tensor([5])")
    write(page, answer, "five = torch.tensor(5)")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    panel(page, "five: correct")
    assert "not in the saved notebook" in panel(page, "five: correct").inner_text()

    apples = cell(page, "apples_sold = ...")
    write(page, apples, "apples_sold = torch.tensor([[3, 5, 2], [4, 0, 6]])")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    panel(page, "apples_sold: not right yet")

    run_below(page, 'hint("apples_sold")')
    panel(page, "Hint 1 of 3")
    page.keyboard.press("Control+S")

    choose(page, "Kernel", "Restart Kernel…")
    page.locator(".jp-Dialog .jp-mod-accept").click()
    page.get_by_text("| Idle").first.wait_for()
    cell(page, "import torch").locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    again = run_below(page, "progress()")
    table = again.locator(PANEL)
    table.wait_for()
    assert "correct on 20" in table.inner_text()
    link = table.get_by_role("link", name="02 Operations")
    link.wait_for()

    source = axe_source(pytestconfig)
    looks = {"light": ("light", WIDE), "dark": ("dark", WIDE)}
    looks["800px"] = ("light", {"width": 800, "height": 4000})
    looks["200percent"] = ("dark", {"width": 640, "height": 2000})
    for name, (scheme, size) in looks.items():
        page.emulate_media(color_scheme=scheme)
        page.evaluate(THEME, f"JupyterLab {scheme.title()}")
        page.set_viewport_size(size)
        is_light = str(scheme == "light").lower()
        page.locator(f"body[data-jp-theme-light='{is_light}']").wait_for(state="attached")
        keep(table, pictures, f"progress-{name}")
        keep(panel(page, "apples_sold: not right yet"), pictures, f"wrong-{name}")
        assert complaints(page, source) == [], name
        assert table.evaluate("one => one.scrollWidth <= one.clientWidth"), name

    page.set_viewport_size(WIDE)
    cell(page, "apples_sold = ").locator(".cm-content").click()
    dialog = page.locator(".jp-Dialog")
    press(page, "Hint")
    dialog.get_by_text("Hint 1 of 3").wait_for()
    keep(dialog.locator(".jp-Dialog-content"), pictures, "toolbar-hint")
    dialog.locator(".jp-mod-accept").click()
    press(page, "Reset")
    dialog.locator(".jp-mod-accept").click()
    cell(page, "apples_sold = ...").wait_for()
    press(page, "Next")
    page.locator(".jp-mod-active .cm-content", has_text="as_batch").wait_for()
    press(page, "Progress")
    dialog.get_by_role("link", name="02 Operations").click()
    page.locator(".lm-TabBar-tabLabel", has_text="02_ops.ipynb").wait_for()


def complaints(page, source):
    """What axe finds in the panels, with the first place of each."""
    page.evaluate(source)
    run = "panels => axe.run({include: [[panels]]}, {rules: {region: {enabled: false}}})"
    found = page.evaluate(run, PANEL)["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']} ({one['help']})" for one in found]
