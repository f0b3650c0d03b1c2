"""README.md: its table is what the units say of themselves, and its links lead somewhere."""

import re
from pathlib import Path

import pytest

from autograder.build.readme import refresh, with_table
from autograder.errors import BuildError
from autograder.exercises import units
from autograder.judge.exercise import Unit

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"]
NEW = Unit("11_new", "New", about="what is new")


def test_the_table_is_what_the_units_say_of_themselves():
    assert not refresh(ROOT, units(), write=False), "run `autograder build`"


def test_a_new_unit_gets_its_row_and_nothing_else_changes(tmp_path):
    page = tmp_path / "README.md"
    page.write_text(README, encoding="utf-8")
    more = (*units(), NEW)
    assert refresh(tmp_path, more, write=False)
    assert page.read_text(encoding="utf-8") == README
    assert refresh(tmp_path, more, write=True)
    assert not refresh(tmp_path, more, write=False)
    last = README.rindex("\n| 10 ") + 1
    row_ends = README.index("\n", last) + 1
    wanted = f"{README[:row_ends]}| 11 New | what is new |\n{README[row_ends:]}"
    assert page.read_text(encoding="utf-8") == wanted


@pytest.mark.parametrize(
    ("page", "unit", "says"),
    [
        (README.replace("| unit | |", "| no unit |"), NEW, "README.md needs one table of units"),
        (README, Unit("11_new", "New"), "11_new needs a row in README.md"),
    ],
)
def test_a_table_that_cannot_be_made_is_told(page, unit, says):
    with pytest.raises(BuildError, match=says):
        with_table(page, [unit])


@pytest.mark.parametrize("page", PAGES)
def test_a_link_to_a_file_leads_somewhere(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_three_pages_lead_to_each_other():
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        others = [other for other in PAGES[1:] if other != page]
        assert [other for other in others if f"]({other})" not in text] == []
