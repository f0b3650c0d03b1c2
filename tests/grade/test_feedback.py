"""A page of feedback: whole in one file, open to everybody, and anew only where it must be."""

import re

import nbformat
import pytest

from autograder.course import Classroom
from autograder.grade.clean import formula
from autograder.grade.command import Options, grade
from tests.axe import axe_source, chromium, complaints
from tests.grade import class_of
from tests.grade.class_of import NAMES, UNIT, hand_in, make_root

FORMULAS = r"""# Mine

Inline $x^2 + \frac{1}{2}$, *emphasis*, and

$$
\sum_{i=1}^n x_i \le \sqrt{n}
$$

\begin{align} a &= b \\ c &= d \end{align}
"""
DRAWS = """import matplotlib.pyplot as plt
plt.plot([1, 2])
plt.show()
print("x" * 300)  # a comment"""


def with_everything(notebook):
    class_of.all_but_the_first(notebook)
    notebook.cells.insert(1, nbformat.v4.new_markdown_cell(FORMULAS))
    notebook.cells.insert(2, nbformat.v4.new_code_cell(DRAWS))
    notebook.cells.insert(3, nbformat.v4.new_code_cell("1 / 0"))


def run(root):
    return grade(root, Options(feedback=True), lambda what, number, count: None)


def page_of(root, student):
    return root / "classroom" / "feedback" / student / UNIT / f"{UNIT}.html"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = make_root(tmp_path_factory.mktemp("feedback") / "course")
    hand_in(root, "ada", with_everything)
    hand_in(root, "bob ", class_of.untouched)
    hand_in(root, "c[1]*?", class_of.untouched)
    (hand_in(root, "damaged") / f"{UNIT}.ipynb").write_text('{"cells": [')
    run(root)
    return root


@pytest.fixture(scope="module")
def page(root):
    return page_of(root, "ada").read_text()


def test_the_page_needs_no_network_and_runs_nothing(page):
    assert "<script" not in page
    assert all(where.startswith("data:image/") for where in re.findall(r'src="([^"]*)"', page))
    assert not re.search(r"<(link|iframe|object|embed)|@import|url\(", page)


def test_the_page_says_its_language_and_names_every_exercise(page):
    assert '<html lang="en">' in page
    index = page.partition("<nav")[2].partition("</nav>")[0]
    assert re.findall(r'<a href="#([^"]+)">\1</a>', index) == NAMES
    assert re.findall(r'<section[^>]* id="([^"]+)">', page) == NAMES


def test_formulas_are_set(page):
    assert page.count("<math") == 3 and "<mfrac>" in page and "<msqrt>" in page
    assert "\\frac" not in page


@pytest.mark.parametrize("tex", [r"\frac{", "{" * 4_000, r"\left", "$", "<script>", "x" * 9_000])
def test_a_formula_that_cannot_be_read_is_shown_as_it_was_written(tex):
    made = formula(tex)
    assert made.startswith(("<code>", "<math")) and "<script" not in made


def test_a_formula_is_no_way_in():
    made = formula(r"\href{javascript:alert(1)}{x} \text{<img src=x onerror=alert(1)>}")
    assert "href" not in made and "<img" not in made


@pytest.mark.parametrize("student", ["bob ", "c[1]*?", "damaged"])
def test_everybody_has_a_page(root, student):
    assert page_of(root, student).is_file()


def test_a_damaged_file_gets_no_hint_that_leads_into_the_notebook(root):
    page = page_of(root, "damaged").read_text()
    assert "holds no JSON" in page and "hint(" not in page


def test_nbgraders_own_command_draws_the_same_page(root, page):
    outcome = Classroom(root).api.generate_feedback(UNIT, "ada", force=True)
    assert outcome["success"], outcome["log"]
    assert page_of(root, "ada").read_text() == page


def test_only_what_shows_other_marks_or_comments_is_written_anew(root):
    before = {path: path.stat().st_mtime_ns for path in root.glob("classroom/feedback/*/*/*.html")}
    with Classroom(root).api.gradebook as gradebook:
        comment = gradebook.find_comment(f"{NAMES[0]}-answer", UNIT, UNIT, "bob ")
        comment.manual_comment = "Come and see me."
        gradebook.db.commit()
    run(root)
    changed = [path for path, when in before.items() if path.stat().st_mtime_ns != when]
    assert changed == [page_of(root, "bob ")]
    assert "Come and see me." in changed[0].read_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(root, page, scheme, pytestconfig):
    with chromium() as browser:
        opened = browser.new_page(color_scheme=scheme, viewport={"width": 800, "height": 900})
        opened.goto(page_of(root, "ada").as_uri())
        assert complaints(opened, axe_source(pytestconfig)) == []
        assert opened.evaluate("document.documentElement.scrollWidth") <= 800
