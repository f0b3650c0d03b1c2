"""Markdown, code and outputs as HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup
from nbconvert.filters import Highlight2HTML, ansi2html
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

from autograder.panel import VERDICT_MIME, rich

_UNIT = re.compile(r"\b[Uu]nits? (\d\d)\b")
_NEXT = re.compile(r"\*\*((\d\d) [^*]+)\*\*")
_SHAPE = re.compile(r"\((?:\d+, )+\d+\)")
_FENCE = re.compile(r"(```.*?```|`[^`\n]*`)", re.S)
_RULE = re.compile(r"(\x1b\[[\d;]*m)*-{20,}(\x1b\[[\d;]*m)*")
_NO_STYLE = re.compile(r' style="text-align:(\w+)"')


def prose(source: str, pages: Mapping[str, str]) -> Markup:
    """Markdown as HTML; `unit 07` becomes a link to its page, of those in `pages`, by number."""
    linked = "".join(
        part if number % 2 else _linked(part, pages)
        for number, part in enumerate(_FENCE.split(source))
    )
    render = MarkdownWithMath(renderer=IPythonRenderer(escape=False, exclude_anchor_links=True))
    made = _NO_STYLE.sub(r' class="\1"', render.render(linked))
    made = made.replace("<table>", '<div class="wide"><table>')
    made = made.replace("</table>", "</table></div>")
    # What a fence holds is a question's code, and looks like the code of a cell.
    return Markup(made.replace('<div class="highlight">', '<div class="code asked">'))


def sentence(text: str, pages: Mapping[str, str]) -> Markup:
    """A sentence of an exercise, with what stands between backticks set as code."""
    made = rich(text)
    return Markup(_UNIT.sub(lambda found: _anchor(found, pages, '<a href="{1}">{0}</a>'), made))


def code(source: str) -> Markup:
    """Python, coloured."""
    made = Highlight2HTML()(source.strip("\n"), language="python")
    inside = made[made.index("<pre>") : made.index("</pre>") + len("</pre>")]
    return Markup(f'<div class="code">{inside}</div>')


def outputs(shown: Sequence[NotebookNode]) -> Markup:
    """What a cell showed. An error that a verdict's panel tells already is left out."""
    told = any(VERDICT_MIME in one.get("data", {}) for one in shown)
    kept = [one for one in shown if not (told and one.output_type == "error")]
    return Markup().join(_output(one) for one in kept)


def _output(one: NotebookNode) -> Markup:
    if one.output_type == "stream":
        return _pre("out", html.escape(one.text.rstrip("\n"), quote=False))
    if one.output_type == "error":
        lines = [line for line in one.traceback if not _RULE.fullmatch(line)]
        return _pre("out error", str(ansi2html("\n".join(lines).rstrip("\n"))))
    if "text/html" in one.data:
        return Markup(f'<div class="shown">{one.data["text/html"]}</div>')
    return _pre("out", html.escape(one.data.get("text/plain", ""), quote=False))


def _pre(kind: str, inside: str) -> Markup:
    return Markup(f'<pre class="{kind}">{inside}</pre>')


def _linked(text: str, pages: Mapping[str, str]) -> str:
    """Markdown outside of code, with units as links, and with shapes that no line end cuts."""
    text = _SHAPE.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), text)
    text = _UNIT.sub(lambda found: _anchor(found, pages, "[{0}]({1})"), text)
    return _NEXT.sub(
        lambda found: f"[{found[1]}]({pages[found[2]]})" if found[2] in pages else found[0], text
    )


def _anchor(found: re.Match[str], pages: Mapping[str, str], how: str) -> str:
    return how.format(found[0], pages[found[1]]) if found[1] in pages else found[0]
