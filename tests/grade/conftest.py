import pytest

from tests.grade.rooms import make_room


@pytest.fixture(scope="session")
def room():
    with make_room() as made:
        yield made
