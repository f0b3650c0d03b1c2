"""How a cell as it is written becomes the Python that runs, as IPython does it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from IPython.core.inputtransformer2 import (
    TRANSFORM_LOOP_LIMIT,
    TransformerManager,
    make_tokens_by_line,
)


class QuickTransformers(TransformerManager):
    """What turns magics and `!` commands into Python, without looking for them in vain.

    IPython takes every cell to tokens for that, which takes longer than most cells run; and takes
    the whole cell to tokens again after each magic, where one look finds nearly all of them.
    """

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # IPython's
        self._known = list(self.token_transformers)

    def do_token_transforms(self, lines: list[str]) -> list[str]:
        """The lines with IPython's special syntax replaced, and what a cell added to that.

        Raises RuntimeError where there is more of it than IPython replaces.
        """
        if self.token_transformers != self._known:
            theirs: list[str] = super().do_token_transforms(lines)  # type: ignore[no-untyped-call]
            return theirs
        left = TRANSFORM_LOOP_LIMIT
        while any(map(_may_be_special, lines)):
            changed, lines = self._look_once(lines, left)
            if not changed:
                break
            left -= changed
            if left <= 0:
                raise RuntimeError(f"more than {TRANSFORM_LOOP_LIMIT} magics in one cell")
        return lines

    def _look_once(self, lines: list[str], most: int) -> tuple[int, list[str]]:
        """Replace what one look finds, from the top; how much it was, and the lines."""
        changed = 0
        useless: set[Any] = set()
        for tokens in make_tokens_by_line(lines):
            for found in self._specials(tokens, useless):
                try:
                    lines = found.transform(lines)
                except SyntaxError:
                    # IPython would find this one first, whatever else of its kind there is.
                    useless.add(type(found))
                    continue
                changed += 1
                break
            else:
                continue
            if changed >= most or tokens[0].start[0] != tokens[-1].start[0]:
                # Further down, lines and tokens may be others now.
                break
        return changed, lines

    def _specials(self, tokens: list[Any], useless: set[Any]) -> Iterator[Any]:
        """What transforms one logical line, in IPython's order."""
        kinds: list[Any] = self.token_transformers
        found = [kind.find([tokens]) for kind in kinds if kind not in useless]
        yield from sorted(filter(None, found), key=lambda one: one.sortby())


def _may_be_special(line: str) -> bool:
    return "%" in line or "!" in line or "?" in line or line.lstrip().startswith((",", ";", "/"))
