"""What `record-gpu` writes down, tried on the practice accelerator's simulated clock."""

import json

import pytest

from autograder import devices
from autograder.devices.recording import measure


@pytest.fixture(scope="module")
def record():
    (practice,) = devices.chosen(["practice"])
    return measure(practice, vectors=(1_000, 100_000), matrices=(8,))


def test_a_record_is_plain_json(record):
    assert json.loads(json.dumps(record)) == record


def test_every_size_is_raced_on_both_devices(record):
    assert [row["elements"] for row in record["multiply"]] == [1_000, 100_000]
    assert all(row["cpu"]["median"] > 0 for row in record["multiply"])
    assert all(row["accelerator"]["median"] > 0 for row in record["multiply"])


def test_the_spread_lies_around_the_median(record):
    for row in (*record["multiply"], *record["matrix_product"]):
        time = row["accelerator"]
        assert time["shortest"] <= time["median"] <= time["longest"]


def test_a_launch_comes_back_before_its_work_is_done(record):
    assert record["launch"]["median"] < record["launch_and_wait"]["median"]


def test_the_first_call_is_no_part_of_a_time():
    """A cold device pays for its start once; a warm-up takes that."""
    from autograder.devices import practice

    (device,) = devices.chosen(["practice"])
    warm = measure(device, vectors=(1_000,), matrices=())["multiply"][0]["accelerator"]
    practice.clock.restart()
    cold = measure(device, vectors=(1_000,), matrices=())["multiply"][0]["accelerator"]
    assert cold == pytest.approx(warm)
