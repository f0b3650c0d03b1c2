"""Killed at any moment and started again, a run ends as if it had never been killed."""

import random

import pytest
import sqlalchemy as sql

from tests.grade import killing
from tests.grade.class_of import make_root

SUBMISSIONS = 24


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    root = make_root(tmp_path_factory.mktemp("whole") / "course")
    killing.fill(root, SUBMISSIONS)
    assert killing.start(root).wait() == 0
    return root


@pytest.fixture(scope="module")
def killed(undisturbed, tmp_path_factory):
    """The same class, killed as its gradebook comes into being and then while it is graded."""
    root = killing.same_class(undisturbed, tmp_path_factory.mktemp("killed") / "course")
    chance = random.Random(5)
    killing.kill_when(root, lambda: killing.gradebook(root).exists())
    for _ in range(2):
        until = killing.lines_in(root) + chance.randrange(1, 40)
        killing.kill_when(root, lambda: killing.lines_in(root) >= until)  # noqa: B023
    assert killing.start(root).wait() == 0
    return root


def test_the_records_are_those_of_an_undisturbed_run(undisturbed, killed):
    assert killing.records(killed) == killing.records(undisturbed)


def test_the_gradebook_is_that_of_an_undisturbed_run(undisturbed, killed):
    assert killing.gradebook_rows(killed) == killing.gradebook_rows(undisturbed)


def test_no_submission_stands_twice_in_the_gradebook(killed):
    engine = sql.create_engine(f"sqlite:///{killing.gradebook(killed)}")
    with engine.connect() as connection:
        count = connection.execute(sql.text("select count(*) from submitted_assignment")).scalar()
    engine.dispose()
    assert count == SUBMISSIONS
