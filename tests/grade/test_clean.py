"""Nothing of a student's runs, calls out or lies over others in a page that the grader reads."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nbformat
import pytest
import torch
from nbconvert.exporters import HTMLExporter

from autograder import show
from autograder.course import configuration
from autograder.grade.clean import TAGS, clean_html
from autograder.grade.graded_notebook import verdict_outputs
from autograder.judge.verdict import Verdict
from autograder.panel import verdict_html
from tests.grade.class_of import make_root

HARM = {
    "script": "<script>alert(1)</script>",
    "script in pieces": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "handler": "<img src=x onerror=alert(1)>",
    "link": "<a href='javascript:alert(1)'>a</a>",
    "link in disguise": "<a href=' java\tscript:alert(1)'>a</a>",
    "data link": "<a href='data:text/html;base64,PHNjcmlwdD4='>a</a>",
    "picture from elsewhere": "<img src='https://example.org/who-reads-this.png'>",
    "page as picture": "<img src='data:text/html;base64,PHN2Zz4='>",
    "frame": "<iframe src='https://example.org'></iframe>",
    "form": "<form action='https://example.org'><input name=a><button>a</button></form>",
    "style": "<style>* { display: none }</style>",
    "import in style": "<div style='background: url(https://example.org/a)'>a</div>",
    "overlay": "<div style='position: fixed; top: 0; z-index: 9'>a</div>",
    "object": "<object data='https://example.org'></object><embed src=a>",
    "base": "<base href='https://example.org'><meta http-equiv=refresh content='0'><link href=a>",
    "drawing with script": "<svg onload='alert(1)'><script>alert(1)</script></svg>",
    "drawing with link": "<svg><a xlink:href='javascript:alert(1)'><text>a</text></a></svg>",
    "drawing that uses": "<svg><use href='https://example.org/a#b'/></svg>",
    "drawing with HTML": "<svg><foreignObject><body onload=alert(1)></foreignObject></svg>",
    "drawing that changes": "<svg><set attributeName='onclick' to='alert(1)'/></svg>",
    "paint from elsewhere": "<svg><rect fill='url(https://example.org/a#b)'/></svg>",
    "comment": "<!--<img src='--><img src=x onerror=alert(1)>'>",
    "mathematics": "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "unfinished": "<img src=x onerror=alert(1) ",
    "noscript": "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "formula": r"$\href{javascript:alert(1)}{a}$",
    "page's own names": "<div id='comment-form' class='panel nbgrader_cell'>a</div>",
}


VERDICT = Verdict("one", "unit", "wrong", 0, 1, "Nearly.", aspect="values")


class Seen(HTMLParser):
    """The tags and attributes of a text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def harmful(text: str) -> list:
    """What in a page's part could do harm."""
    seen = Seen(text)
    found = list(seen.tags - {tag.lower() for tag in TAGS})
    for name, value in seen.attributes:
        if name.startswith("on") or name in ("srcdoc", "action", "formaction", "xlink:href", "id"):
            found.append((name, value))
        if name in ("href", "src") and not re.match(r"https?:|mailto:|#|data:image/", value):
            found.append((name, value))
        if name == "src" and not value.startswith("data:image/"):
            found.append((name, value))
        if re.search(r"url\((?!#)|position|z-index|nbgrader|panel", value):
            found.append((name, value))
    return found + re.findall(r"\\href", text)


@pytest.mark.parametrize("text", HARM.values(), ids=HARM.keys())
def test_harm_is_taken_out(text):
    assert harmful(f"{text}<p>x</p>")
    assert not harmful(clean_html(f"{text}<p>x</p>"))


KEPT = {
    "text": "<p>a <strong>b</strong> <em>c</em> <code>d</code> <sup>2</sup></p>",
    "table": '<table class="dataframe"><thead><tr><th scope="row">a</th></tr></thead></table>',
    "link": '<a href="https://pytorch.org">a</a>',
    "picture": '<img alt="a" src="data:image/png;base64,iVBORw0KGgo=">',
    "colour": '<span style="color: red;">a</span>',
    "drawing": '<svg viewBox="0 0 9 9"><g transform="translate(1 1)"><rect width="9" height="9" '
    'fill="url(#a)"></rect></g></svg>',
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT.keys())
def test_what_is_harmless_stays(text):
    assert clean_html(text) == text


def test_pictures_of_tensors_stay_whole():
    drawn = show.compare(torch.ones(2, 2), torch.zeros(2, 2))._repr_html_()
    before, after = Seen(drawn), Seen(clean_html(drawn))
    assert before.tags == after.tags
    assert dict(before.attributes)["src"] == dict(after.attributes)["src"]


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The page that feedback and formgrader make of a notebook full of harm, and of a verdict."""
    root = make_root(tmp_path_factory.mktemp("clean") / "course")
    harm = "\n\n".join(f"{text}\n" for text in HARM.values())
    marks = {"grade": True, "grade_id": "one", "locked": True, "points": 1, "solution": False}
    marks |= {"task": False, "schema_version": 3}
    data = [
        {"text/html": harm, "text/plain": "a"},
        {"image/svg+xml": f"<svg>{harm}</svg>"},
        {"image/png": '"><script>alert(1)</script>'},
        {"text/markdown": harm},
        {"application/javascript": "alert(1)"},
        {"text/vnd.mermaid": "</pre><script>alert(1)</script>"},
    ]
    shown = [nbformat.v4.new_output("display_data", data=one) for one in data]
    shown[2].metadata = {"image/png": {"width": "1 onload=alert(1)"}}
    cells = [
        nbformat.v4.new_markdown_cell(harm, metadata={"tags": ['"><script>alert(1)</script>']}),
        nbformat.v4.new_raw_cell(harm, metadata={"raw_mimetype": "text/html"}),
        nbformat.v4.new_code_cell("1", outputs=shown),
        nbformat.v4.new_code_cell("check('one')", metadata={"nbgrader": marks}),
    ]
    cells[-1].outputs = [nbformat.from_dict(o) for o in verdict_outputs(VERDICT, None)]
    config = configuration(root)
    config.HTMLExporter.template_name = "classic"
    notebook = nbformat.v4.new_notebook(cells=cells)
    return HTMLExporter(config=config).from_notebook_node(notebook)[0]


def test_a_page_holds_nothing_of_a_students_that_acts(page):
    assert not re.search(r"<[^>]*(onerror|onload|alert\(1\))", page)
    assert not re.search(r"<script[^>]*>\s*alert", page)
    assert "example.org/who" not in page.replace("&lt;", "").split("<body")[0]
    assert not re.search(r"<(iframe|form|object|embed|base)\b", page)


def test_a_page_shows_the_graders_own_verdict_as_it_is(page):
    assert "Nearly." in page
    (style,) = re.findall(r"role='status' style='([^']*)'", verdict_html(VERDICT))
    assert f'role="status" style="{style}"' in page
