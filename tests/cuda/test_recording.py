"""The record that unit 05 shows of a real card."""

from autograder.devices.recording import measure


def test_on_a_card_a_large_product_is_faster_and_a_small_one_is_not(cuda):
    record = measure(cuda, vectors=(1_000, 10_000_000), matrices=(64, 4096))
    large = record["matrix_product"][-1]
    assert large["accelerator"]["median"] < large["cpu"]["median"]
    assert record["launch"]["median"] <= record["launch_and_wait"]["median"]


def test_the_record_names_card_and_driver(cuda):
    record = measure(cuda, vectors=(1_000,), matrices=(64,))
    assert record["machine"]["card"] and record["machine"]["driver"]


def test_pinned_memory_is_measured_beside_ordinary_memory(cuda):
    (transfer,) = measure(cuda, vectors=(1_000_000,), matrices=(64,))["transfer"]
    assert set(transfer) == {"bytes", "to_device", "to_cpu", "pinned_to_device"}
