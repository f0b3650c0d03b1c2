"""What a student's notebook may show in a page: feedback, and formgrader's view.

Whoever opens such a page is logged in somewhere, so nothing of a student's may run there, call out,
or lie over what is not its own. HTML, SVG and Markdown keep what is listed here and nothing else.
What the grader itself wrote below a test cell stays as it is.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import secrets
from typing import Any

import bleach
from bleach.css_sanitizer import CSSSanitizer
from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from autograder.panel import VERDICT_MIME


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TEXT = _words(
    """
    a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure
    h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup
    table tbody td tfoot th thead tr u ul var
    """
)
_DRAWING = _words(
    """
    circle clipPath defs ellipse g line linearGradient marker path polygon polyline radialGradient
    rect stop svg text tspan
    """
)
TAGS = _TEXT | _DRAWING

_EVERYWHERE = _words(
    """
    class style title role lang dir aria-label aria-hidden
    """
)
_OF_TAGS = {
    "a": "href",
    "details": "open",
    "img": "src alt width height",
    "ol": "start",
    "td": "colspan rowspan align",
    "th": "colspan rowspan align scope",
    "table": "border",
}
_OF_DRAWINGS = _words(
    """
    clip-path clip-rule cx cy d dominant-baseline dx dy fill fill-opacity fill-rule
    font-family font-size font-style font-weight gradientTransform gradientUnits height id
    letter-spacing marker-end marker-mid marker-start markerHeight markerUnits markerWidth
    offset opacity orient pathLength points preserveAspectRatio r refX refY rx ry
    shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset
    stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor
    transform vector-effect viewBox width x x1 x2 xmlns y y1 y2
    """
)
# No position, no z-index: nothing may lie over the rest of the page.
_STYLES = _words(
    """
    align-items background background-color border border-bottom border-collapse
    border-color border-left border-radius border-right border-spacing border-style
    border-top border-width color column-gap display fill fill-opacity flex flex-direction
    flex-wrap font font-family font-size font-style font-variant-numeric font-weight gap
    grid-template-columns height justify-content letter-spacing line-height list-style
    margin margin-bottom margin-left margin-right margin-top max-width min-width opacity
    overflow overflow-x padding padding-bottom padding-left padding-right padding-top
    row-gap stroke stroke-dasharray stroke-opacity stroke-width text-align text-anchor
    text-decoration vertical-align white-space width word-break
    """
)
_LINK = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)
# Pictures come with the notebook: one from elsewhere would tell there who looks at it, and when.
# As a picture, a drawing runs nothing and fetches nothing.
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml)[;,]", re.IGNORECASE)
_REFERENCE = re.compile(r"url\(\s*['\"]?#[\w-]+['\"]?\s*\)\Z")
# Words of highlighted code and of tables; not those of nbgrader's own page.
_CLASS = re.compile(r"(highlight|hl-\w+|dataframe|[a-z]{1,3}\d?)\Z")
# TeX commands by which a formula becomes a link, or gets a style of its own.
_TEX = re.compile(r"\\(href|url|class|cssId|style|require|unicode|html\w*|data)(?![a-zA-Z])")
_UNSEEN = re.compile(r"<(script|style|title)\b.*?(</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)

_MATH = _words(
    """
    math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover
    mmultiscripts mprescripts none mtable mtr mtd mpadded mphantom mstyle menclose
    """
)
_OF_MATH = _words(
    """
    xmlns display mathvariant stretchy fence separator lspace rspace minsize maxsize accent
    accentunder linethickness columnalign rowspacing columnspacing columnlines rowlines frame width
    height depth notation scriptlevel displaystyle form largeop movablelimits symmetric
    """
)
_LONGEST_FORMULA = 5_000

_PICTURES = ("image/png", "image/jpeg")
_PLAIN = ("text/plain",)


def clean_html(text: str) -> str:
    """HTML or SVG with what is listed above, and nothing else of it."""
    return _TEX.sub(r"\\text", _cleaner.clean(_UNSEEN.sub("", text)))


@pass_context
def markdown(context: Context, source: str) -> str:
    """A Markdown cell as clean HTML; the filter that nbconvert's pages use."""
    cell = context.get("cell", {})
    renderer = _WithMath(
        escape=False, attachments=cell.get("attachments", {}), exclude_anchor_links=True
    )
    return renderer.set_in(clean_html(MarkdownWithMath(renderer=renderer).render(source)))


class _WithMath(IPythonRenderer):
    """Sets formulas as MathML, which every browser shows without help from a network.

    They are put in after the rest was cleaned; where they go, a word stands that nobody can guess.
    """

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self._word = secrets.token_hex(16)
        self._formulas: list[str] = []

    def set_in(self, text: str) -> str:
        """The text with its formulas where they belong."""
        place = re.compile(f"{self._word}-([0-9]+)-")
        return place.sub(lambda found: self._formulas[int(found[1])], text)

    def _keep(self, tex: str, display: str) -> str:
        self._formulas.append(formula(tex, display))
        return f"{self._word}-{len(self._formulas) - 1}-"

    def inline_math(self, body: str) -> str:
        """`$x$`."""
        return self._keep(body, "inline")

    def block_math(self, body: str) -> str:
        """`$$x$$` in a line."""
        return self._keep(body, "block")

    def multiline_math(self, text: str) -> str:
        """`$$x$$` over some lines, with its signs."""
        return self._keep(text.strip().strip("$"), "block")

    def latex_environment(self, name: str, body: str) -> str:
        """An environment such as align."""
        return self._keep(rf"\begin{{{name}}}{body}\end{{{name}}}", "block")


def formula(tex: str, display: str = "inline") -> str:
    """TeX as MathML, clean; as it was written where it can't be read."""
    from latex2mathml.converter import convert

    as_written = f"<code>{html.escape(tex.strip())}</code>"
    if len(tex) > _LONGEST_FORMULA:
        return as_written
    try:
        made = convert(_TEX.sub(r"\\text", tex), display=display)
    except Exception:  # the converter's own, of many kinds, for what a student typed
        return as_written
    return str(_math_cleaner.clean(made))


class CleanStudents(Preprocessor):
    """Cleans what students' cells show, before nbconvert makes a page of them."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """The notebook with clean outputs, and no metadata that pages are made by."""
        nb.metadata.pop("widgets", None)
        for cell in nb.cells:
            marks = cell.metadata.get("nbgrader")
            cell.metadata = NotebookNode({"nbgrader": marks} if marks else {})
            if cell.cell_type == "code":
                graded = bool(marks and marks.get("grade"))
                cell.outputs = [_clean_output(o, graded=graded) for o in cell.outputs]
        return nb, resources


def _clean_output(output: NotebookNode, *, graded: bool) -> NotebookNode:
    data = output.get("data")
    if data is None or (graded and VERDICT_MIME in data):
        return output
    output.metadata = NotebookNode(_sizes(output.get("metadata", {})))
    output.data = NotebookNode(
        {mime: clean for mime, value in data.items() if (clean := _clean_value(mime, value))}
    )
    return output


def _clean_value(mime: str, value: Any) -> str | None:
    """The value as it may be shown; None where it may not."""
    text = "".join(value) if isinstance(value, list) else value
    if not isinstance(text, str):
        return None
    if mime in _PLAIN or mime == "text/markdown":  # which the filter above cleans
        return text
    if mime in ("text/html", "image/svg+xml"):
        return clean_html(text)
    if mime == "text/latex":
        return _TEX.sub(r"\\text", text)
    if mime in _PICTURES:
        try:
            return base64.b64encode(base64.b64decode(text, validate=False)).decode()
        except (ValueError, binascii.Error):
            return None
    return None


def _sizes(metadata: dict[str, Any]) -> dict[str, Any]:
    """Of an output's metadata the sizes of its pictures."""
    sizes = {}
    for mime in _PICTURES:
        said = metadata.get(mime)
        if isinstance(said, dict):
            kept = {k: said.get(k) for k in ("width", "height")}
            sizes[mime] = {k: v for k, v in kept.items() if type(v) is int and 0 < v < 10_000}
    return sizes


def _may_stay(tag: str, name: str, value: str) -> bool:
    if name == "class":
        return all(_CLASS.match(word) for word in value.split())
    if name == "style":
        return not re.search(r"url|expression|[\\@<]", value, re.IGNORECASE)
    if name in _OF_TAGS.get(tag, "").split():
        wanted = {"href": _LINK, "src": _PICTURE}.get(name)
        return wanted is None or bool(wanted.match(value))
    if tag in _DRAWING and name in _OF_DRAWINGS:
        return "url" not in value.lower() or bool(_REFERENCE.match(value))
    return name in _EVERYWHERE


_cleaner = bleach.Cleaner(
    tags=TAGS,
    attributes=_may_stay,
    protocols=frozenset({"http", "https", "mailto", "data"}),
    css_sanitizer=CSSSanitizer(allowed_css_properties=_STYLES, allowed_svg_properties=_STYLES),
    strip=True,
)
_math_cleaner = bleach.Cleaner(
    tags=_MATH,
    attributes=lambda tag, name, value: name in _OF_MATH,
    protocols=frozenset(),
    strip=True,
)
