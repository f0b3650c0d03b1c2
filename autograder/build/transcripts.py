"""What a student reads, for every exercise: each answer that we know of, and the whole message.

One page a unit, in Markdown. It is committed, so that a change of wording is a difference that a
person reads; `autograder transcripts` writes it again.
"""

from __future__ import annotations

import math
import platform
import textwrap
from collections.abc import Iterator, Sequence

import torch

from autograder import panel
from autograder.judge.exercise import Exercise, Unit
from autograder.judge.expected import answer_from, expected
from autograder.judge.inquiry import Inquiry
from autograder.judge.rules import AtMost, Forbid, NoLoop, Only
from autograder.judge.verdict import Verdict
from autograder.judge.verify import verify
from autograder.witness.record import Scalar, Several, TensorRecord

# The same on every machine; a real accelerator writes its own name into the messages.
_DEVICES = ("cpu", "practice")
_HOME = ("cpu",)


def written_with() -> str:
    """What wrote the messages: each version of Python and PyTorch words errors in its own way."""
    python = ".".join(platform.python_version_tuple()[:2])
    return f"Python {python}, PyTorch {torch.__version__.partition('+')[0]}"


def transcript(unit: Unit) -> str:
    """The page of a unit."""
    head = (
        f"# {unit.name}: what a student reads\n\nWritten by `autograder transcripts` with "
        f"{written_with()}, on the public inputs.\n"
    )
    return "\n".join([head, *(part for one in unit.exercises for part in _exercise(one))])


def _exercise(one: Exercise) -> Iterator[str]:
    yield f"## {one.name}\n\n{one.asks}\n"
    if one.runs:
        yield _fenced("python", one.runs)
    yield _stub(one)
    rights = "\n\n".join(one.as_cell(code).strip() for code in one.alternatives)
    yield _entry(one, "right", one.alternatives[0], rights)
    for mistake in one.mistakes:
        yield _entry(one, f"mistake {mistake.label}", mistake.code)
        for says in mistake.again:
            yield f"Met once more:\n\n{_fenced('text', _wrapped(says))}"
    for code in _spoiled(one):
        verdict = _verdict(one, code, _HOME)
        if verdict.label is not None and verdict.mistake not in {m.says for m in one.mistakes}:
            yield _told(f"relation {verdict.label}", one.as_cell(code), verdict)
    for rule, code in _breaking(one):
        yield _entry(one, f"rule {rule}", code)


def _stub(one: Exercise) -> str:
    if one.broken:
        code = one.broken
    elif one.called:
        code = f"def {one.name}({', '.join(one.parameters)}):\n    ...\n"
    else:
        code = f"{one.name} = ..."
    return _entry(one, "not attempted", code)


def _verdict(one: Exercise, code: str, devices: Sequence[str] = _DEVICES) -> Verdict:
    chosen = devices if one.called and one.devices else None
    return verify(one, answer_from(one, code), devices=chosen, program=one.as_cell(code))


def _entry(one: Exercise, title: str, code: str, shown: str = "") -> str:
    return _told(title, shown or one.as_cell(code), _verdict(one, code))


def _told(title: str, code: str, verdict: Verdict) -> str:
    said = panel.verdict_text(verdict)
    if verdict.status in ("correct", "partly"):
        said = _wrapped(said)
    return f"### {title}\n\n{_fenced('python', code)}\n{_fenced('text', said)}"


def _wrapped(text: str) -> str:
    return "\n".join(panel.lines(text))


def _fenced(language: str, text: str) -> str:
    return f"```{language}\n{textwrap.dedent(text).strip()}\n```\n"


# -- answers that stand in a relation to the right one --------------------------------------------

_TENSOR_SPOILERS = {
    "{0} + 1": "any",
    "-{0}": "any",
    "{0}.T": "matrix",
    "{0}.flip(0)": "rows",
    "{0}[1:]": "rows",
    "{0}[:-1]": "rows",
    "{0}.unsqueeze(0)": "any",
    "{0}.double()": "any",
    "{0}.round(decimals=2)": "float",
}
_NUMBER_SPOILERS = ("{0} + 1", "{0} - 1", "-{0}", "round({0}, 2)")


def _spoiled(one: Exercise) -> Iterator[str]:
    """Answers made of a right one, that are wrong in a way which any exercise may show."""
    right = expected(one, Inquiry(one, devices=["cpu"]).trials[0]).value
    if one.kind == "predict":
        yield from _foretold(right)
        return
    spoilers: Sequence[str] = ()
    if isinstance(right, TensorRecord):
        kinds = {
            "any": right.data.dtype != torch.bool,
            "float": right.data.is_floating_point(),
            "rows": right.data.dim() > 0,
            "matrix": right.data.dim() == 2,
        }
        spoilers = [one for one, needs in _TENSOR_SPOILERS.items() if kinds[needs]]
    elif isinstance(right, Scalar) and right.type in ("int", "float"):
        spoilers = _NUMBER_SPOILERS
    for spoiler in spoilers:
        yield _changed(one, spoiler)
    if one.called:
        yield from (parameter for parameter in one.parameters)


def _changed(one: Exercise, spoiler: str) -> str:
    """The first alternative, with something done to what it gives."""
    cell = one.as_cell(one.alternatives[0])
    if not one.called:
        return f"{cell}{one.name} = {spoiler.format(one.name)}\n"
    call = f"right({', '.join(one.parameters)})"
    return (
        f"{cell}\n\nright = {one.name}\n\n\ndef {one.name}({', '.join(one.parameters)}):\n"
        f"    return {spoiler.format(call)}\n"
    )


def _foretold(right: object) -> Iterator[str]:
    """Predictions that are wrong in a way which any may show."""
    if isinstance(right, Scalar) and right.type == "str":
        yield "0"
        return
    yield '"raises RuntimeError"'
    if isinstance(right, Scalar) and right.type in ("int", "float") and math.isfinite(right.value):
        yield from (repr(n) for n in (right.value + 1, -right.value, 10 * right.value))
    if isinstance(right, Several):
        sizes = [item.value for item in right.items if isinstance(item, Scalar)]
        yield from (repr(tuple(s)) for s in ([*sizes, 1], sizes[::-1], [*sizes[:-1], 99]))


# -- answers that break a rule --------------------------------------------------------------------


def _breaking(one: Exercise) -> Iterator[tuple[str, str]]:
    """A right answer that breaks each rule of the exercise."""
    for rule in one.rules:
        if isinstance(rule, NoLoop):
            yield "no loop", _with_line(one, "for _ in range(1):\n        pass")
        elif isinstance(rule, AtMost):
            line = "\n    ".join(["torch.zeros(1)"] * (rule.count + 1))
            yield f"at most {rule.count}", _with_line(one, line)
        elif isinstance(rule, Forbid):
            word = next((name for name in rule.names if name.isidentifier()), "")
            line = f"torch.{word}" if word else f"1 {rule.names[0]} 1"
            yield f"without {rule.names[0]}", _with_line(one, line)
        elif isinstance(rule, Only):
            yield "only " + ", ".join(rule.names), _with_line(one, "torch.zeros(1).exp()")


def _with_line(one: Exercise, line: str) -> str:
    call = f"right({', '.join(one.parameters)})"
    return (
        f"{one.as_cell(one.alternatives[0])}\n\nright = {one.name}\n\n\n"
        f"def {one.name}({', '.join(one.parameters)}):\n    {line}\n    return {call}\n"
    )
