"""Everything in this folder needs a card, and is skipped visibly where there is none."""

import pytest

from tests.devices.conftest import NEEDS_CUDA


def pytest_collection_modifyitems(items):
    for item in items:
        if "/cuda/" in item.nodeid:
            for mark in NEEDS_CUDA:
                item.add_marker(mark)


@pytest.fixture
def cuda():
    """The card, as the checks name it."""
    from autograder import devices

    return devices.chosen(["cuda"])[0]
