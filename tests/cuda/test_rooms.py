"""A grading room that may use the card."""

import shutil

import pytest

from autograder import devices
from tests.room.rooms import LIMITS, make_room, text_of


@pytest.fixture
def room_with_a_card():
    pytest.importorskip("IPython")
    if shutil.which("bwrap") is None:
        pytest.skip("no bubblewrap on this machine")
    with make_room(gpu=True) as room:
        yield room


def _run(room, source):
    from dataclasses import replace

    from autograder.room.room import Cell

    return room.run([Cell(source)], replace(LIMITS, cell_seconds=30.0, notebook_seconds=60.0))


def test_a_submission_uses_the_card(room_with_a_card):
    run = _run(room_with_a_card, "import torch\nprint(torch.ones(3, device='cuda').sum().item())")
    assert text_of(run, 0).strip() == "3.0"


def test_one_submissions_broken_card_is_whole_for_the_next(room_with_a_card):
    broken = "import torch\nx = torch.zeros(3, device='cuda')\nx[torch.tensor([9]).cuda()] = 1\n"
    _run(room_with_a_card, broken + "torch.cuda.synchronize()")
    run = _run(room_with_a_card, "import torch\nprint(torch.ones(3, device='cuda').sum().item())")
    assert text_of(run, 0).strip() == "3.0"


def test_the_fork_server_never_starts_cuda(room_with_a_card):
    run = _run(room_with_a_card, "import torch\nprint(torch.cuda.is_initialized())")
    assert text_of(run, 0).strip() == "False"
    assert "cuda" in [device.name for device in devices.available()]
