from pathlib import Path

import pytest

from autograder.book.site import write_book
from autograder.build.source import find_units
from autograder.exercises import units


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    """The folder of the book of the course as it stands; written once."""
    to = tmp_path_factory.mktemp("book") / "book"
    root = Path(__file__).resolve().parents[2]
    write_book(find_units(root), {unit.name: unit.exercises for unit in units()}, to)
    return to
