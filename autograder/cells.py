"""The cells of the notebook that runs: how they ended, and of which unit they are."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.witness.ran import Ran, source_of, stop_of

if TYPE_CHECKING:
    from autograder.judge.exercise import Unit

_MOST_KEPT = 2_000
_ran: list[Ran] = []


def watch() -> None:
    """Note from now on how each cell of the running notebook ends; once is enough."""
    shell = _shell()
    if shell is None or getattr(shell, "_autograder_watches", False):
        return
    shell._autograder_watches = True
    _ran.clear()
    shell.events.register("post_run_cell", _note)


def defining(name: str) -> Ran | None:
    """The last cell of those that ran and define `name`; None where none of them does."""
    return next((ran for ran in reversed(_ran) if ran.defines(name)), None)


def is_trial(namespace: Mapping[str, Any], name: str) -> bool:
    """Whether the cell that runs now defines `name` itself, as the trials of a lesson do."""
    cells = namespace.get("In")
    if not isinstance(cells, list) or not cells or not isinstance(cells[-1], str):
        return False
    return Ran(cells[-1]).defines(name)


def ran() -> list[Ran]:
    """The cells that ran, in order; the earliest of very many are forgotten."""
    return list(_ran)


def unit_here(namespace: Mapping[str, Any], units: Sequence[Unit]) -> Unit | None:
    """The unit whose notebook runs: told by its file, its folder, or the names it has asked for."""
    for place in _places(namespace):
        # A second download is called `01_tensors (1)`, a copy `01_tensors-Copy1`.
        for unit in units:
            if re.match(rf"{unit.name}(?![a-z0-9_])", place):
                return unit
    asked = " ".join(text for text in namespace.get("In", ()) if isinstance(text, str))
    met = {
        unit.name: sum(
            one.name in namespace or f'("{one.name}")' in asked or f"('{one.name}')" in asked
            for one in unit.exercises
        )
        for unit in units
    }
    best = max(units, key=lambda unit: met[unit.name])
    return best if met[best.name] else None


def _places(namespace: Mapping[str, Any]) -> list[str]:
    """What the front ends tell of the notebook's file, and the folder that it runs in."""
    told = [os.environ.get("JPY_SESSION_NAME", ""), namespace.get("__vsc_ipynb_file__", "")]
    files = [Path(str(path)) for path in told if path]
    return [
        *(file.stem for file in files),
        *(file.parent.name for file in files),
        Path.cwd().name,
    ]


def _shell() -> Any:
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython is not None else None


def _note(result: Any) -> None:
    """Keep what a cell did; IPython calls it after each."""
    _ran.append(Ran(source_of(result), *(stop_of(result) or ())))
    del _ran[:-_MOST_KEPT]
