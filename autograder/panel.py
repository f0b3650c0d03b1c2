"""What a verdict, a hint and the progress look like: as HTML in a notebook, else as text."""

from __future__ import annotations

import html
import re
import sys
import textwrap
from collections.abc import Sequence

from autograder.judge.verdict import Verdict
from autograder.witness.record import Record

VERDICT_MIME = "application/vnd.autograder+json"

_SIGNS = {
    "correct": ("✓", "correct", "#009E73"),
    "partly": ("◐", "partly right", "#E69F00"),
    "wrong": ("✗", "not right yet", "#D55E00"),
    "error": ("✗", "stopped with an error", "#D55E00"),
    "not attempted": ("○", "not attempted", "#7f7f7f"),
}
_LARGEST_PICTURE = 64
_WIDTH = 92


def display(as_html: str, as_text: str, data: dict | None = None) -> None:
    """Show it in a notebook; print the text where there is none."""
    if not in_notebook():
        print(as_text)
        return
    from IPython.display import display as show_bundle

    bundle = {"text/plain": as_text, "text/html": as_html}
    if data is not None:
        bundle[VERDICT_MIME] = data
    show_bundle(bundle, raw=True)


def in_notebook() -> bool:
    """Whether IPython runs this code; without loading it where it does not."""
    ipython = sys.modules.get("IPython")
    return ipython is not None and ipython.get_ipython() is not None


def verdict_text(verdict: Verdict) -> str:
    """`✓ hadamard: correct, 2 of 2 points (cpu, practice: simulated). Why it matters.`"""
    sign, word, _ = _SIGNS[verdict.status]
    line = f"{sign} {verdict.exercise}: {word}, {_points(verdict)}{_devices(verdict)}."
    return f"{line} {verdict.message}" if verdict.status in ("correct", "partly") else line


def advice(verdict: Verdict) -> str:
    """What a student reads when a check did not pass: the message, and where to turn next."""
    if verdict.status == "not attempted":
        return verdict.message
    return f"{verdict.message}\nStuck? hint({verdict.exercise!r}) gives a nudge."


def lines(message: str) -> list[str]:
    """A message in lines short enough to be read where nothing wraps them."""
    return [
        line
        for paragraph in message.splitlines()
        for line in textwrap.wrap(paragraph, _WIDTH) or [""]
    ]


def verdict_html(verdict: Verdict) -> str:
    """The panel of one verdict; with the two values drawn side by side where they are small."""
    sign, word, colour = _SIGNS[verdict.status]
    head = (
        f"<strong>{sign} {html.escape(verdict.exercise)}: {word}</strong> "
        f"<span style='opacity:.75'>· {_points(verdict)}{html.escape(_devices(verdict))}</span>"
    )
    body = ""
    if verdict.status in ("correct", "partly"):
        body = f"<div>{rich(verdict.message)}</div>"
    return _box(colour, head + body + _picture(verdict))


def note_html(text: str) -> str:
    """The panel of a hint."""
    return _box("#0072B2", rich(text))


def progress_html(title: str, verdicts: Sequence[Verdict]) -> str:
    """A table of a unit's exercises: sign, name, points."""
    rows = "".join(
        f"<tr><td>{_SIGNS[v.status][0]}</td><td style='text-align:left'>{html.escape(v.exercise)}"
        f"</td><td style='text-align:left'>{_SIGNS[v.status][1]}</td><td>{_points(v)}</td></tr>"
        for v in verdicts
    )
    return _box(
        "#0072B2", f"<strong>{html.escape(_summary(title, verdicts))}</strong><table>{rows}</table>"
    )


def progress_text(title: str, verdicts: Sequence[Verdict]) -> str:
    """The same table as text."""
    width = max((len(v.exercise) for v in verdicts), default=0)
    lines = [
        f"{_SIGNS[v.status][0]} {v.exercise:<{width}}  {_SIGNS[v.status][1]}, {_points(v)}"
        for v in verdicts
    ]
    return "\n".join([_summary(title, verdicts), *lines])


def rich(text: str) -> str:
    """Plain text as HTML, with what stands in backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text, quote=False))


def _summary(title: str, verdicts: Sequence[Verdict]) -> str:
    done = sum(v.passed for v in verdicts)
    earned, possible = sum(v.score for v in verdicts), sum(v.points for v in verdicts)
    return f"{title}: {done} of {len(verdicts)} exercises, {earned:g} of {possible:g} points"


def _points(verdict: Verdict) -> str:
    noun = "point" if verdict.points == 1 else "points"
    return f"{verdict.score:g} of {verdict.points:g} {noun}"


def _devices(verdict: Verdict) -> str:
    if not verdict.devices:
        return ""
    said = {"checked": "{}", "simulated": "{} (simulated)", "not checked": "{} not checked"}
    return " · " + ", ".join(said[how].format(name) for name, how in verdict.devices.items())


def _box(colour: str, inside: str) -> str:
    return (
        f"<div style='border-left:4px solid {colour};padding:.3em .8em;margin:.2em 0;"
        f"max-width:60em'>{inside}</div>"
    )


def _picture(verdict: Verdict) -> str:
    expected, got = verdict.expected, verdict.got
    if not (_small(expected) and _small(got)):
        return ""
    from autograder.pictures.face import show

    return show.compare(expected.tensor.data, got.tensor.data)._repr_html_()


def _small(rec: Record | None) -> bool:
    return (
        rec is not None
        and rec.tensor is not None
        and rec.tensor.data.numel() <= _LARGEST_PICTURE
        and rec.tensor.data.dim() <= 3
    )
