import pytest

from tests.room.rooms import make_room


@pytest.fixture(scope="session")
def room():
    with make_room() as made:
        yield made
