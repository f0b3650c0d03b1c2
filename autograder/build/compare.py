"""Two notebooks side by side: the first cell whose source differs, the first whose output does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode

# The tag of a cell that shows times measured on the machine at hand: its numbers and its picture
# differ from run to run, its words do not.
MEASURED = "measured"

_WORD = re.compile(r"[^\W\d_]{3,}")
_WIDEST = 70  # characters of a difference that a sentence quotes


def differing_cell(stands: NotebookNode, made: NotebookNode) -> str | None:
    """Say in which cell a notebook is not the one that its source makes, outputs apart."""
    here, there = (list(map(_without_outputs, one.cells)) for one in (stands, made))
    for number, (mine, theirs) in enumerate(zip(here, there, strict=False)):
        if mine != theirs:
            return f"differs from its source, first in cell {number} ({theirs['id']!r})"
    if len(here) != len(there):
        return f"has {len(here)} cells, its source makes {len(there)}"
    return None


def differing_output(stands: NotebookNode, made: NotebookNode) -> str | None:
    """Say which cell of a notebook shows something else than comes when it is run."""
    for number, (mine, theirs) in enumerate(zip(stands.cells, made.cells, strict=True)):
        measured = MEASURED in theirs.metadata.get("tags", [])
        old, new = list(_shown(mine, measured)), list(_shown(theirs, measured))
        if old != new:
            return f"shows something else in cell {number} ({theirs.id!r}): {_first(old, new)}"
    return None


def _without_outputs(cell: NotebookNode) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(cell))
    data.pop("outputs", None)
    data.pop("execution_count", None)
    return data


def _shown(cell: NotebookNode, measured: bool) -> Iterator[str]:
    """What a reader sees below a cell, line by line; of a measured one the words alone."""
    for output in cell.get("outputs", []):
        yield output.output_type
        for key, content in _contents(output):
            if not measured:
                yield from (f"{key}: {line}" for line in content.splitlines())
            elif key.startswith("text/html") or not key.startswith("text"):
                yield key  # a picture or a panel: that there is one
            else:
                yield from _WORD.findall(content)


def _contents(output: NotebookNode) -> Iterator[tuple[str, str]]:
    if output.output_type == "stream":
        yield "text", output.text
    elif output.output_type == "error":
        yield "error", "\n".join(output.traceback)
    else:
        for key, content in sorted(output.data.items()):
            yield key, content if isinstance(content, str) else json.dumps(content, sort_keys=True)


def _first(old: list[str], new: list[str]) -> str:
    """The first line that differs, with the place in it where the two part."""
    for mine, theirs in zip(old, new, strict=False):
        if mine != theirs:
            part = next((i for i, (a, b) in enumerate(zip(mine, theirs)) if a != b), 0)  # noqa: B905
            start = max(0, part - _WIDEST // 2)
            pieces = (line[start : start + _WIDEST] for line in (mine, theirs))
            return "there stands “{}”, now comes “{}”".format(*pieces)
    longer, where = (old, "there stands") if len(old) > len(new) else (new, "now comes")
    line = longer[min(len(old), len(new))]
    return f"{where} another line, “{line[:_WIDEST]}”"
