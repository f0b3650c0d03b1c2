"""Every hostile submission, run in a room: it earns what its file says, and leaves nothing."""

from __future__ import annotations

import secrets

import nbformat
import pytest

from autograder.grade.room import Cell
from tests.grade.rooms import HONEST, LIMITS, ask, descendants, earned
from tests.hostile import Hostile, all_hostile

CORPUS = all_hostile()


def run_between_honest_answers(room, hostile: Hostile):
    """Run the file in the place of `here`; the run, and the names that were earned."""
    numbers = tuple(secrets.randbelow(10**6) + 10 for _ in range(2))
    cells: list[Cell] = []
    places = {}
    sources = {"before": [HONEST["before"]], "here": hostile.cells, "after": [HONEST["after"]]}
    for name, texts in sources.items():
        cells += [Cell(text) for text in texts]
        places[name] = len(cells)
        cells.append(ask(name, numbers))
    run = room.run(cells)
    return run, {name for name, place in places.items() if earned(run, place, name, numbers)}


@pytest.mark.parametrize("hostile", CORPUS, ids=lambda hostile: hostile.name)
def test_earns_what_it_deserves_and_leaves_nothing(room, hostile):
    parent = room.parent_pid
    still = descendants(parent)
    run, names = run_between_honest_answers(room, hostile)
    assert run.ended in hostile.ended, (run.ended, run.detail)
    assert names in hostile.earns, [(cell.status, cell.outputs) for cell in run.cells]
    assert room.parent_pid == parent
    assert descendants(parent) == still
    book = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(outputs=cell.outputs) for cell in run.cells]
    )
    nbformat.validate(nbformat.from_dict(book))
    nbformat.writes(nbformat.from_dict(book)).encode()
    assert sum(len(str(cell.outputs)) for cell in run.cells) < 4 * LIMITS.notebook_output_bytes
