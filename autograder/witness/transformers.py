"""How a cell as it is written becomes the Python that runs, as IPython does it."""

from __future__ import annotations

import ast

from IPython.core.inputtransformer2 import TransformerManager


class QuickTransformers(TransformerManager):
    """What turns magics and `!` commands into Python, without looking for them in vain.

    IPython takes every cell to tokens for that, which takes longer than most cells run.
    """

    def __init__(self) -> None:
        super().__init__()
        self._known = list(self.token_transformers)

    def do_token_transforms(self, lines: list[str]) -> list[str]:
        """The lines with IPython's special syntax replaced, and what a cell added to that."""
        if self.token_transformers == self._known and not any(map(_may_be_special, lines)):
            return lines
        return super().do_token_transforms(lines)


def _may_be_special(line: str) -> bool:
    return "%" in line or "!" in line or "?" in line or line.lstrip().startswith((",", ";", "/"))


# What runs a cell as it stands, and does something around it.
_AROUND_A_CELL = ("time", "capture")
_MAGIC = "get_ipython().run_cell_magic("


def without_cell_magic(text: str) -> str:
    """A cell's Python, without the `%%time` or `%%capture` that stands on top of it."""
    while text.startswith(_MAGIC):
        try:
            magic, _, body = map(ast.literal_eval, ast.parse(text).body[0].value.args)
            if magic not in _AROUND_A_CELL:
                break
            text = QuickTransformers().transform_cell(body)
        except Exception:  # not what IPython makes of a cell magic
            break
    return text
