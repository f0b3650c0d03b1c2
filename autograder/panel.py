"""What a verdict and a hint look like: as HTML in a notebook, else as text."""

from __future__ import annotations

import html
import re
import sys
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from autograder.witness.record import TensorRecord

if TYPE_CHECKING:  # a grading room sees no judge
    from autograder.judge.verdict import Verdict

VERDICT_MIME = "application/vnd.autograder+json"

_SIGNS = {
    "correct": ("✓", "correct", "#009E73"),
    "partly": ("◐", "partly right", "#E69F00"),
    "wrong": ("✗", "not right yet", "#D55E00"),
    "error": ("✗", "stopped with an error", "#D55E00"),
    "not attempted": ("○", "not attempted", "#7f7f7f"),
    "not checked": ("○", "right on the CPU, not checked elsewhere", "#7f7f7f"),
}
_LARGEST_PICTURE = 64
_PARAGRAPH = "margin:.35em 0"
_WIDTH = 92
_LONGEST = 20_000


def display(as_html: str, as_text: str, data: dict[str, Any] | None = None) -> None:
    """Show it in a notebook; print the text where there is none."""
    if not in_notebook():
        print(as_text)
        return
    from IPython.display import display as show_bundle

    bundle: dict[str, Any] = {"text/plain": as_text, "text/html": as_html}
    if data is not None:
        bundle[VERDICT_MIME] = data
    show_bundle(bundle, raw=True)


def in_notebook() -> bool:
    """Whether IPython runs this code; without loading it where it does not."""
    return shell() is not None


def shell() -> Any:
    """IPython's shell that runs this code; None in plain Python."""
    ipython = sys.modules.get("IPython")
    return None if ipython is None else ipython.get_ipython()


def verdict_text(verdict: Verdict, notes: Sequence[str] = ()) -> str:
    """`✓ hadamard: correct, 2 of 2 points · cpu.`, then the message, then the notes."""
    sign, word, _ = _SIGNS[verdict.status]
    line = f"{sign} {verdict.exercise}: {word}, {_points(verdict)}{_devices(verdict)}."
    below = [part for note in notes for part in lines(note)]
    if verdict.status in ("correct", "partly"):
        return "\n".join([f"{line} {verdict.message}", *below])
    return "\n".join([line, *lines(advice(verdict)), *below])


def advice(verdict: Verdict) -> str:
    """What a student reads when a check did not pass: the message, and where to turn next."""
    if verdict.status in ("not attempted", "not checked"):
        return verdict.message
    return f"{verdict.message}\nStuck? hint({verdict.exercise!r}) gives a nudge."


def headline(verdict: Verdict) -> str:
    """`hadamard: not right yet`: all that is left to say below a panel that says the rest."""
    return f"{verdict.exercise}: {_SIGNS[verdict.status][1]}"


def lines(message: str) -> list[str]:
    """A message in lines short enough to be read where nothing wraps them.

    Of one that is endless, the beginning: a word that fills many lines is wrapped slowly.
    """
    if len(message) > _LONGEST:
        message = message[:_LONGEST] + " …"
    return [
        line
        for paragraph in message.splitlines()
        for line in textwrap.wrap(paragraph, _WIDTH) or [""]
    ]


def verdict_html(verdict: Verdict, hints: Sequence[str] = (), notes: Sequence[str] = ()) -> str:
    """The panel of one verdict: what was found, in words and where it is small in a picture.

    `hints` stand folded at its foot, one inside the other, so that each takes a decision to open;
    `notes`, quietly, say what else a student should know, such as that nothing is saved yet.
    """
    sign, word, colour = _SIGNS[verdict.status]
    head = (
        f"<strong>{sign} {html.escape(verdict.exercise)}: {word}</strong> "
        f"<span style='opacity:.8'>· {_points(verdict)}{html.escape(_devices(verdict))}</span>"
    )
    words = "".join(f"<div style='{_PARAGRAPH}'>{rich(part)}</div>" for part in _parts(verdict))
    quiet = "".join(
        f"<div style='{_PARAGRAPH};font-size:.9em'>{rich(note)}</div>" for note in notes
    )
    return box(colour, head + words + _picture(verdict) + _folded(hints) + quiet)


def _parts(verdict: Verdict) -> list[str]:
    """The message in paragraphs: the sentence that names the slip apart from its evidence."""
    says = verdict.mistake
    if not says or says not in verdict.message:
        return [verdict.message]
    before, _, after = verdict.message.partition(says)
    return [part for part in (f"{before}{says}".strip(), after.strip()) if part]


def _folded(hints: Sequence[str]) -> str:
    inside = ""
    for number, text in reversed(list(enumerate(hints, start=1))):
        title = "Stuck? Here is a hint" if number == 1 else "Still stuck? One more hint"
        inside = (
            f"<details style='{_PARAGRAPH}'><summary style='cursor:pointer'>{title}</summary>"
            f"<div style='{_PARAGRAPH}'>{rich(text)}</div>{inside}</details>"
        )
    return inside


def note_html(text: str, code: str = "") -> str:
    """The panel of a hint, with code below it if there is any."""
    inside = f"<div style='{_PARAGRAPH}'>{rich(text)}</div>" if code else rich(text)
    if code:
        inside += f"<pre style='overflow-x:auto;margin:.35em 0'>{html.escape(code)}</pre>"
    return box("#0072B2", inside)


def rich(text: str) -> str:
    """Plain text as HTML, with what stands in backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text, quote=False))


def sign(verdict: Verdict) -> tuple[str, str]:
    """The sign of a verdict's status, and the words for it."""
    return _SIGNS[verdict.status][:2]


def points(score: float, possible: float) -> str:
    """`1.5 of 2 points`."""
    return f"{score:g} of {possible:g} {'point' if possible == 1 else 'points'}"


def _points(verdict: Verdict) -> str:
    return points(verdict.score, verdict.points)


def _devices(verdict: Verdict) -> str:
    if not verdict.devices:
        return ""
    said = {"checked": "{}", "simulated": "{} (simulated)", "not checked": "{} not checked"}
    return " · " + ", ".join(said[how].format(name) for name, how in verdict.devices.items())


def box(colour: str, inside: str) -> str:
    """A panel: HTML behind a coloured edge, which a screen reader speaks when it appears."""
    return (
        f"<div role='status' style='border-left:4px solid {colour};padding:.3em .8em;"
        f"margin:.2em 0;max-width:46em;overflow-wrap:anywhere'>{inside}</div>"
    )


def _picture(verdict: Verdict) -> str:
    expected, got, how = verdict.expected, verdict.got, verdict.compared
    if not isinstance(got, TensorRecord) or not _small(got):
        return ""
    from autograder.pictures import show

    if expected is None or how is None:
        return show(got.data, title="Yours")._repr_html_()
    if not isinstance(expected, TensorRecord) or not _small(expected):
        return ""
    # With what the sentence takes for the same, or other cells would be marked than it names.
    return show.compare(expected.data, got.data, rtol=how.rtol, atol=how.atol)._repr_html_()


def _small(rec: TensorRecord) -> bool:
    return rec.data.numel() <= _LARGEST_PICTURE and rec.data.dim() <= 3
