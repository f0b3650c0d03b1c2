"""What a cell says under the magic that stands on top of it."""

from __future__ import annotations

import ast

# What runs a cell as it stands, and does something around it.
_AROUND_A_CELL = ("time", "capture")
_MAGIC = "get_ipython().run_cell_magic("


def without_cell_magic(text: str) -> str:
    """A cell's Python, without the `%%time` or `%%capture` that stands on top of it."""
    while text.startswith(_MAGIC):
        # Only here: what has no magics is read where there is no IPython, too.
        from autograder.witness.transformers import QuickTransformers

        try:
            call = ast.parse(text, mode="eval").body
            arguments = call.args if isinstance(call, ast.Call) else []
            magic, _, body = map(ast.literal_eval, arguments)
            if magic not in _AROUND_A_CELL:
                break
            text = QuickTransformers().transform_cell(body)
        except Exception:  # not what IPython makes of a cell magic
            break
    return text
