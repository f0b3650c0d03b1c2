"""What a check says besides its verdict, in one quiet line each, and only what is known.

The notebook is not saved; a run from top to bottom would come out differently; the course is
another version. All of it is told by the notebook's file and by the cells that ran, so every
sentence speaks of what is saved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from autograder.judge.exercise import Exercise
from autograder.student import handed_out
from autograder.student.bindings import bindings
from autograder.student.saved import Saved, saved_notebook
from autograder.witness.ran import Ran

NOT_SAVED = (
    "This answer is not in the saved notebook: save it (Ctrl + S, on a Mac ⌘ S), for what is saved "
    "is what counts."
)
BELOW = (
    "In the saved notebook this answer stands below its check, and a run from top to bottom comes "
    "to the check first: move the answer's cell up."
)
LATER = (
    "In the saved notebook `{0}` is set only further down, so a run from top to bottom stops here: "
    "move that cell up."
)
ANOTHER = (
    "When your answer's cell ran, `{0}` was not what the cell above it in the saved notebook "
    "makes. To be sure, restart the kernel and run all cells."
)
OTHER_VERSION = (
    "This notebook is of another version of the course than the one installed; `autograder update` "
    "brings it up to date, and keeps your answers."
)

_told_versions: set[str] = set()


def notices(
    one: Exercise, earned: float, namespace: Mapping[str, Any], ran: Sequence[Ran]
) -> list[str]:
    """The sentences for a check of `one` that `earned` points; `ran` are the cells so far."""
    saved = saved_notebook(namespace)
    if saved is None or saved.check_of(one.name) is None:
        return []
    said = _about_version(one.unit, saved)
    if earned:
        said += _about_answer(one, saved, ran)
    return said


def _about_version(unit: str, saved: Saved) -> list[str]:
    """Once in a kernel, where the notebook was made from another source than is installed."""
    source = handed_out.source_of(unit)
    if source is None or not saved.stamp or unit in _told_versions:
        return []
    if saved.stamp == handed_out.stamp(source.read_text(encoding="utf-8")):
        return []
    _told_versions.add(unit)
    return [OTHER_VERSION]


def _about_answer(one: Exercise, saved: Saved, ran: Sequence[Ran]) -> list[str]:
    at = next((i for i in reversed(range(len(ran))) if ran[i].defines(one.name)), None)
    if at is None:
        return []
    answer = ran[at].source
    if not saved.holds(answer):
        return [NOT_SAVED]
    place, check = saved.place_of(answer), saved.check_of(one.name)
    if place is None or check is None:
        return []
    if place > check:
        return [BELOW]
    cells = [bindings(cell.source) for cell in saved.cells]
    for name in sorted(bindings(answer).used):
        above = [i for i in range(place) if cells[i].sets(name)]
        below = any(name in cell.bound for cell in cells[check + 1 :])
        if below and not above and not any(cell.unknown for cell in cells[:check]):
            return [LATER.format(name)]
        if above and not one.called and _was_another(name, saved.cells[above[-1]].source, ran[:at]):
            return [ANOTHER.format(name)]
    return []


def _was_another(name: str, above: str, before: Sequence[Ran]) -> bool:
    """Whether the cell that last set `name` before the answer ran is not the one `above` it."""
    last = next((one for one in reversed(before) if bindings(one.source).sets(name)), None)
    if last is None or last.error or not {name} <= bindings(last.source).assigned:
        return False
    return name in bindings(above).assigned and last.source.strip() != above.strip()
