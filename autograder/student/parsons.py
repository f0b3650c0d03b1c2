"""The last help: the pieces of a solution out of order, to be put together (a Parsons problem)."""

from __future__ import annotations

import io
import random
import tokenize
from collections.abc import Iterator

_FEWEST = 4
_LAYOUT = (tokenize.NEWLINE, tokenize.NL, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT)
# A short solution is cut before these, and before the calls that are made on a result.
_SIGNS = ("+", "-", "*", "/", "//", "%", "**", "@", "<", ">", "<=", ">=", "==", "!=", "&", "|")
_OPERATORS = frozenset((*_SIGNS, "and", "or", "if", "else", "for"))
_NO_OPERAND = ("", "(", "[", ",", "=", "return", ":")  # a minus after one of these is a sign
_DEEPEST = 3


def problem(body: str, name: str, cut: bool = True) -> list[str]:
    """The lines of a solution, shuffled; where they are few, the pieces of its lines.

    The same at every call: `name` decides. Empty where there are too few even of those, or too few
    lines and they are not to be `cut`.
    """
    lines = list(_lines(body))
    pieces = lines
    for depth in range(_DEEPEST + 1):  # no finer than it must be
        if cut and len(pieces) < _FEWEST:
            pieces = [piece for line in lines for piece in _pieces(line.strip(), depth)]
    if len(pieces) < _FEWEST or len(set(pieces)) < 2:
        return []
    shuffled, chance = list(pieces), random.Random(name)
    while shuffled == pieces:
        chance.shuffle(shuffled)
    return shuffled


def _lines(body: str) -> Iterator[str]:
    """The logical lines with their indentation, without comments; one may run over several."""
    rows = body.splitlines()
    first = None
    for token in tokenize.generate_tokens(io.StringIO(body + "\n").readline):
        if token.type == tokenize.NEWLINE and first is not None:
            last = token.start
            whole = [*rows[first - 1 : last[0] - 1], rows[last[0] - 1][: last[1]]]
            yield "\n".join(whole).split("  #")[0].rstrip()
            first = None
        elif token.type not in _LAYOUT and first is None:
            first = token.start[0]


def _pieces(line: str, depth: int) -> Iterator[str]:
    """A line cut where at most `depth` brackets are open; at the deepest, at every turn."""
    deepest = depth == _DEEPEST
    # Unless it must be, what stands in square brackets is one thing: an index, a list.
    weights = {"(": 1, "{": 1, "[": 1 if deepest else _DEEPEST}
    opened: list[int] = []
    start, before = 0, ""
    for token in tokenize.generate_tokens(io.StringIO(line + "\n").readline):
        text, at = token.string, token.start[1]
        if text in (")", "]", "}"):
            opened.pop()
        cut = text in _OPERATORS and before not in _NO_OPERAND
        cut |= text == "." and before in (")", "]")
        if deepest:
            cut |= before == "return" or text == "," or (text == "." and before != "torch")
        if token.start[0] == 1 and cut and start < at and sum(opened) <= depth:
            yield line[start:at].rstrip()
            start = at
        if text in weights:
            opened.append(weights[text])
        before = text
    yield line[start:]
