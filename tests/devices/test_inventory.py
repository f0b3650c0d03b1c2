"""Which devices there are, and what is said when one is asked for in vain."""

import pytest
import torch

from autograder import devices
from autograder.devices import inventory
from autograder.errors import DeviceError


@pytest.fixture
def machine(monkeypatch):
    """A function that makes this a machine with these accelerators, and practice or a reason."""

    def pretend(*present: str, no_practice: str | None = None) -> None:
        monkeypatch.setattr(inventory, "_is_present", lambda name: name in present)
        if no_practice:
            monkeypatch.setattr(inventory, "_why_no_practice", lambda: no_practice)
        monkeypatch.delenv(inventory.VARIABLE, raising=False)

    return pretend


def _names(found) -> list[str]:
    return [device.name for device in found]


def test_a_laptop_has_a_practice_accelerator(machine):
    machine()
    assert _names(devices.available()) == ["cpu", "practice"]


def test_only_the_practice_accelerator_is_simulated(machine):
    machine()
    assert [device.simulated for device in devices.available()] == [False, True]


@pytest.mark.parametrize("name", ["cuda", "mps", "xpu"])
def test_a_real_accelerator_takes_its_place(machine, name):
    machine(name)
    assert _names(devices.available()) == ["cpu", name]


def test_without_any_accelerator_the_reason_is_told(machine):
    machine(no_practice="the slot is taken")
    assert _names(devices.available()) == ["cpu"]
    assert devices.unchecked() == {"accelerator": "the slot is taken"}


def test_nothing_is_unchecked_with_a_practice_accelerator(machine):
    machine()
    assert devices.unchecked() == {}


def test_asking_for_the_cpu_only_leaves_the_accelerator_unchecked(machine):
    machine()
    assert devices.unchecked(devices.chosen(["cpu"])) == {
        "accelerator": "only the CPU was asked for"
    }


def test_the_variable_chooses(machine, monkeypatch):
    machine()
    monkeypatch.setenv(inventory.VARIABLE, " practice, CPU ,cpu")
    assert _names(devices.chosen()) == ["practice", "cpu"]


def test_an_empty_variable_means_all_there_is(machine, monkeypatch):
    machine()
    monkeypatch.setenv(inventory.VARIABLE, "")
    assert devices.chosen() == devices.available()


def test_names_beat_the_variable(machine, monkeypatch):
    machine()
    monkeypatch.setenv(inventory.VARIABLE, "practice")
    assert _names(devices.chosen(["cpu"])) == ["cpu"]


def test_an_absent_device_says_what_to_do(machine):
    machine()
    with pytest.raises(DeviceError, match="no CUDA .* Here you can use: cpu, practice. Set AUTO"):
        devices.chosen(["cpu", "cuda"])


def test_an_unknown_device_says_what_there_is(machine):
    machine()
    with pytest.raises(DeviceError, match="no device called 'gpu'.* you can use: cpu, practice"):
        devices.chosen(["gpu"])


def test_naming_no_device_is_an_error(machine):
    machine()
    with pytest.raises(DeviceError, match="Name at least one"):
        devices.chosen([])


def test_practice_may_be_named_beside_a_real_one(machine):
    machine("cuda")
    assert _names(devices.chosen(["cpu", "cuda", "practice"])) == ["cpu", "cuda", "practice"]


def test_practice_that_cannot_start_is_an_error_with_its_reason(machine):
    machine(no_practice="the slot is taken")
    with pytest.raises(DeviceError, match="cannot start here: the slot is taken"):
        devices.chosen(["practice"])


def test_a_tensor_can_be_put_on_every_device_there_is():
    assert [torch.ones(1, device=d.target).item() for d in devices.available()]


def test_waiting_for_any_device_is_allowed(device):
    devices.synchronize(device)
