"""What an earlier cell set must not decide over an answer, nor be changed by asking for one."""

import pytest
import torch

from autograder.exercises import exercises
from autograder.judge import expected as kept
from autograder.judge.verify import verify
from tests.judge import sample


@pytest.fixture(autouse=True)
def put_back():
    yield
    torch.set_default_dtype(torch.float32)
    torch.set_default_device(None)
    torch.set_grad_enabled(True)
    torch.use_deterministic_algorithms(False)


STATES = {
    "default dtype": lambda: torch.set_default_dtype(torch.float64),
    "default device": lambda: torch.set_default_device("meta"),
    "no gradients": lambda: torch.set_grad_enabled(False),
    "deterministic": lambda: torch.use_deterministic_algorithms(True),
}
each_state = pytest.mark.parametrize("setting", STATES.values(), ids=STATES.keys())
SOME = ["hadamard_by_loop", "ruler", "leaky_relu", "slopes", "count_above", "mixed_dtype"]
SOME = [exercises()[name] for name in SOME if name in exercises()]


@each_state
@pytest.mark.parametrize("one", SOME, ids=lambda one: one.name)
def test_a_right_answer_stays_right_whatever_an_earlier_cell_set(one, setting):
    right = one.reference if one.called else one.reference()
    kept._kept.clear()
    setting()
    assert verify(one, right, program="").passed


@each_state
@pytest.mark.parametrize("one", SOME, ids=lambda one: one.name)
def test_what_was_kept_in_an_odd_state_is_no_trap_later(one, setting):
    right = one.reference if one.called else one.reference()
    kept._kept.clear()
    setting()
    verify(one, right, program="")
    torch.set_default_dtype(torch.float32)
    torch.set_default_device(None)
    torch.set_grad_enabled(True)
    assert verify(one, right, program="").passed


@each_state
def test_a_check_leaves_the_state_as_it_was(setting):
    setting()
    before = state()
    verify(sample.hadamard, torch.mul, program="")
    assert state() == before


def state():
    return (
        torch.get_default_dtype(),
        torch.get_default_device(),
        torch.is_grad_enabled(),
        torch.are_deterministic_algorithms_enabled(),
    )


def test_an_answer_that_sets_the_state_sets_it_for_itself_alone():
    def setting(a, b):
        torch.set_default_dtype(torch.float64)
        torch.set_grad_enabled(False)
        return a * b

    before = state()
    verify(sample.hadamard, setting, program="")
    assert state() == before


AWKWARD = {
    "inference mode": torch.inference_mode()(lambda m: m[0]),
    "a meta tensor": lambda m: m[0].to("meta"),
    "a nested tensor": lambda m: torch.nested.nested_tensor([m[0], m[0]]),
    "an mkldnn tensor": lambda m: m.to_mkldnn(),
    "a sparse tensor": lambda m: m.to_sparse(),
    "a quantized tensor": lambda m: torch.quantize_per_tensor(m, 0.1, 0, torch.qint8),
}


class SaysNothing(Exception):
    def __str__(self):
        raise RuntimeError("no words")


def raising(m):
    raise SaysNothing


@pytest.mark.parametrize("given", [*AWKWARD.values(), raising], ids=[*AWKWARD, "a mute error"])
@pytest.mark.parametrize("one", [sample.first_row, sample.row_copy], ids=lambda one: one.name)
def test_a_check_never_raises_for_an_awkward_answer(one, given):
    verdict = verify(one, given, program="")
    assert verdict.status in ("correct", "partly", "wrong", "error")
    assert verdict.message
