"""Runs a notebook's cells in a fresh kernel; takes this machine out of what they printed."""

from __future__ import annotations

import os
import re
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

CELL_TIMEOUT = 300  # seconds; the timing unit measures for a while on purpose

# Where a package happens to be installed, a temporary file of the kernel, an object's address:
# different on every machine or in every run, and no part of the lesson.
_VOLATILE = (
    ("/site-packages/", re.compile(r"(?:~|/)[^\s:\"'\x1b]*/site-packages/"), ""),
    ("/lib/python3.", re.compile(r"(?:~|/)[^\s:\"'\x1b]*/lib/python3\.\d+/"), ""),
    ("ipykernel_", re.compile(r"[^\s:\"'\x1b]*ipykernel_\d+/\d+\.py"), "<cell>"),
    ("0x", re.compile(r"\b0x[0-9a-f]{6,16}\b"), "0x..."),
)


def execute(
    notebook: NotebookNode,
    folder: Path,
    *,
    allow_errors: bool = False,
    timeout: int = CELL_TIMEOUT,
    environment: Mapping[str, str] | None = None,
) -> set[int]:
    """Run the cells of `notebook` in order in a new kernel in `folder`; fill in their outputs.

    `timeout` is the seconds one cell may take, `environment` the kernel's, by default that of this
    process. Raises nbclient's CellExecutionError at the first cell that raises, unless it carries
    the tag raises-exception; with `allow_errors` every cell may, and a kernel that dies or does
    not answer in time ends the run. Returns the numbers of the cells that came to their end.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    ended: set[int] = set()
    client = NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name="python3",
        allow_errors=allow_errors,
        coalesce_streams=True,
        record_timing=False,
        on_cell_executed=lambda cell_index, **reply: ended.add(cell_index),
        resources={"metadata": {"path": str(folder)}},
        # Not into the IPython history of whoever builds, and no warnings about the transport.
        extra_arguments=["--HistoryManager.hist_file=:memory:", "--log-level=ERROR"],
    )
    try:
        client.execute(env=dict(os.environ if environment is None else environment))
    except (CellTimeoutError, DeadKernelError):
        if not allow_errors:
            raise
    return ended


def scrub(notebook: NotebookNode, root: Path) -> None:
    """Take what belongs to this machine and this run alone out of a notebook's outputs."""
    home = str(Path.home())
    known = [sysconfig.get_paths()[name] for name in ("purelib", "stdlib")]
    places = [f"{folder}/" for folder in (*known, root)]
    places += [
        "~" + place.removeprefix(home)  # how IPython prints it
        for place in places
        if place.startswith(f"{home}/")
    ]
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            _scrub_node(output, places)


def _scrub_node(node: dict[str, Any], places: list[str]) -> None:
    """Scrub every text in a node; pictures in base64 hold no path and stay as they are."""
    for key, value in node.items():
        if isinstance(value, str):
            if not key.startswith("image/png"):
                node[key] = _scrub_text(value, places)
        elif isinstance(value, list):
            node[key] = [_scrub_text(v, places) if isinstance(v, str) else v for v in value]
        elif isinstance(value, dict):
            _scrub_node(value, places)


def _scrub_text(text: str, places: list[str]) -> str:
    # First what is known whole: a pattern ends at a space, and a folder's name may have one.
    for place in places:
        text = text.replace(place, "")
    for sign, pattern, replacement in _VOLATILE:
        # Without its sign a pattern can't match, and would look long at a picture in base64.
        if sign in text:
            text = pattern.sub(replacement, text)
    return text
