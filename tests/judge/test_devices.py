"""An answer must work where its inputs are."""

from dataclasses import replace

import pytest
import torch

from autograder import devices
from autograder.judge.exercise import ordinary
from autograder.judge.verify import interrogate, verify
from autograder.witness.source import Program
from autograder.witness.witness import Observation
from tests.judge import sample

ACCELERATORS = [d.name for d in devices.available() if d.name != "cpu"]

BROKEN = {
    "brought to the CPU": (lambda a, b: (a * b).cpu(), "it belongs on"),
    "a CPU tensor mixed in": (
        lambda a, b: a * b + torch.zeros(a.shape, dtype=a.dtype),
        "mixes tensors of two",
    ),
    "a round trip": (lambda a, b: (a.cpu() * b.cpu()).to(a.device), "went to the CPU and back"),
    "through NumPy": (lambda a, b: torch.from_numpy(a.numpy()) * b, "NumPy can only see the CPU"),
}


@pytest.mark.parametrize("device", ACCELERATORS)
@pytest.mark.parametrize(("given", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_a_device_mistake_costs_the_devices_share(device, given, words):
    verdict = verify(sample.hadamard, given, program="", devices=["cpu", device])
    assert (verdict.status, verdict.aspect, verdict.device) == ("partly", "device", device)
    assert words in verdict.message


@pytest.mark.skipif(torch.cuda.is_available(), reason="the device cuda is there")
def test_a_device_that_is_not_there_is_named():
    verdict = verify(sample.hadamard, lambda a, b: a.to("cuda") * b.to("cuda"), program="")
    assert (verdict.aspect, verdict.score) == ("device", 0)
    assert "`x.device`" in verdict.message


@pytest.fixture
def passing_for_real(monkeypatch):
    """A device that the engine takes for a real accelerator, where there is none."""
    target = replace(devices.available()[-1], simulated=False)
    there = {"cpu": devices.available()[0], target.name: target}
    monkeypatch.setattr(
        devices, "chosen", lambda names=None: tuple(there[n] for n in names or there)
    )
    return target.name


def greedy(a, b):
    if a.device.type != "cpu":
        raise torch.OutOfMemoryError("CUDA out of memory")
    return a * b


ABOUT_DEVICES = replace(sample.hadamard, about_devices=True)


def test_what_only_a_second_device_can_tell_is_not_checked_without_one():
    verdict = verify(ABOUT_DEVICES, torch.mul, program="", devices=["cpu"])
    assert (verdict.status, verdict.score, verdict.passed) == ("not checked", 0, False)
    assert "only the CPU was asked for" in verdict.message
    assert verdict.devices == {"cpu": "checked", "accelerator": "not checked"}


@pytest.mark.parametrize("device", ACCELERATORS)
def test_what_only_a_second_device_can_tell_is_checked_where_there_is_one(device):
    assert verify(ABOUT_DEVICES, torch.mul, program="", devices=["cpu", device]).passed


def test_an_answer_that_is_wrong_on_the_cpu_earns_nothing_of_an_exercise_about_devices():
    verdict = verify(ABOUT_DEVICES, lambda a, b: a * b if len(a) else a.sum(), devices=["cpu"])
    assert (verdict.status, verdict.score) == ("wrong", 0)


def test_what_only_a_lost_device_could_tell_is_not_checked(passing_for_real):
    verdict = verify(ABOUT_DEVICES, greedy, program="")
    assert (verdict.status, verdict.score) == ("not checked", 0)
    assert f"{passing_for_real} ended before the answer did" in verdict.message


def test_a_full_accelerator_is_not_the_answers_fault(passing_for_real):
    verdict = verify(sample.hadamard, greedy, program="")
    assert verdict.passed
    assert verdict.devices == {"cpu": "checked", passing_for_real: "not checked"}


def test_an_accelerator_that_broke_before_is_not_the_answers_fault(passing_for_real, monkeypatch):
    def broken(target):
        if target.name != "cpu":
            raise RuntimeError("CUDA error: device-side assert triggered")

    monkeypatch.setattr(devices, "synchronize", broken)
    verdict = verify(sample.squares, lambda x: x**2, program="")
    assert verdict.passed
    assert verdict.devices[passing_for_real] == "not checked"


@pytest.mark.parametrize("outcome", ["out of memory", "device lost", "made up"])
def test_nobody_is_excused_from_the_cpu_or_a_simulated_device(outcome):
    inquiry = interrogate(sample.hadamard)
    claims = [Observation(outcome).to_bytes() for _ in inquiry.questions]
    verdict = inquiry.verdict(claims, Program("hadamard = print"))
    assert (verdict.passed, verdict.score) == (False, 0)


def test_every_device_is_listed_with_how_it_was_checked():
    verdict = verify(sample.hadamard, torch.mul)
    assert verdict.devices["cpu"] == "checked"
    for device in devices.available()[1:]:
        assert verdict.devices[device.name] == ("simulated" if device.simulated else "checked")


def test_a_named_device_that_is_absent_is_an_error():
    with pytest.raises(devices.DeviceError):
        verify(sample.hadamard, torch.mul, devices=["cpu", "abacus"])


def test_where_no_accelerator_can_start_the_verdict_says_so(monkeypatch):
    cpu = devices.chosen(["cpu"])
    monkeypatch.setattr(devices, "chosen", lambda names=None: cpu)
    monkeypatch.setattr(devices, "unchecked", lambda targets: {"accelerator": "too old"})
    assert verify(sample.hadamard, torch.mul).devices == {
        "cpu": "checked",
        "accelerator": "not checked",
    }


@pytest.mark.parametrize("device", ACCELERATORS)
def test_a_list_may_come_by_way_of_the_cpu(device):
    one = sample.unit.function(
        "as_plain_list",
        "The numbers of a vector, as a list.",
        reference=lambda x: x.tolist(),
        cases=[ordinary("three", lambda d: (d.floats(3),))],
        why="It is a test.",
    )
    assert verify(one, lambda x: x.cpu().tolist(), program="", devices=["cpu", device]).passed
