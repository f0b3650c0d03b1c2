"""An answer that never comes to an end is stopped, and named."""

import time

import pytest

from autograder.judge import verify as module
from autograder.judge.verify import verify
from autograder.room.wire.limits import Limits
from autograder.witness.patience import OutOfTime, _by_interrupt, within
from tests.judge import sample

WAYS = pytest.mark.parametrize("way", [within, _by_interrupt], ids=["alarm", "interrupt"])


def endless():
    while True:
        pass


@WAYS
def test_a_block_that_takes_too_long_is_stopped(way):
    with pytest.raises(OutOfTime), way(0.05):
        endless()


@WAYS
def test_a_block_in_time_is_left_alone(way):
    with way(60):
        done = sum(range(10))
    assert done == 45


def test_what_swallows_every_error_is_stopped_all_the_same():
    def deaf():
        stops = 0
        while stops < 3:
            try:
                endless()
            except BaseException:
                stops += 1
                if stops == 2:
                    raise

    with pytest.raises(OutOfTime), within(0.05):
        deaf()


@pytest.fixture
def soon(monkeypatch):
    monkeypatch.setattr(module, "SECONDS", 0.1)


def looping(a, b):
    while True:
        a = a + b


def recursive(a, b):
    time.sleep(10)
    return recursive(a, b)


def test_an_endless_while_is_named(soon):
    source = "def hadamard(a, b):\n    while True:\n        a = a + b\n"
    verdict = verify(sample.hadamard, looping, program=source)
    assert (verdict.status, verdict.score) == ("error", 0)
    assert "took too long" in verdict.message
    assert "`while`" in verdict.message


def test_without_a_while_none_is_spoken_of(soon):
    source = "def hadamard(a, b):\n    time.sleep(10)\n    return a * b\n"
    verdict = verify(sample.hadamard, lambda a, b: time.sleep(10), program=source)
    assert "took too long" in verdict.message
    assert "while" not in verdict.message


def test_an_endless_answer_is_asked_once(soon):
    calls = []

    def counting(a, b):
        calls.append(1)
        endless()

    verify(sample.hadamard, counting, program="")
    assert len(calls) == 1


def test_a_check_waits_as_long_in_a_notebook_as_in_a_grading_room():
    assert Limits().question_seconds == module.SECONDS
