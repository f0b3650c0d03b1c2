"""Tricks that graders of GPU code have fallen for, each tried as an answer on every device."""

import pytest
import torch

from autograder.judge.verify import verify
from tests.devices.conftest import NEEDS_CUDA
from tests.judge import sample

EVERY_DEVICE = pytest.mark.parametrize(
    "device", ["cpu", "practice", pytest.param("cuda", marks=NEEDS_CUDA)]
)


def judged(answer, device, seed=None):
    return verify(sample.hadamard, answer, program="", devices=[device], seed=seed)


@EVERY_DEVICE
def test_a_result_kept_from_an_earlier_call_fails(device):
    kept = {}

    def cached(a, b):
        if a.shape not in kept:
            kept[a.shape] = a * b
        return kept[a.shape].clone()

    judged(cached, device)
    assert not judged(cached, device, seed=7).passed


@EVERY_DEVICE
def test_inputs_set_to_zero_fail(device):
    assert not judged(lambda a, b: a.zero_() * b.zero_(), device).passed


class Lazy(torch.Tensor):
    """Could do its work when it is looked at."""


@EVERY_DEVICE
def test_a_tensor_that_may_defer_its_work_is_refused(device):
    verdict = judged(lambda a, b: (a * b).as_subclass(Lazy), device)
    assert (verdict.passed, verdict.aspect) == (False, "type")


@EVERY_DEVICE
@pytest.mark.parametrize("size", [2, 300, 40_000])
def test_memory_of_the_reference_cannot_be_read_again(device, size):
    """An allocator hands out what was freed last: there a right answer may still stand."""
    one = sample.unit.function(
        "doubled",
        "Twice the vector.",
        reference=lambda x: x * 2,
        cases=[sample.ordinary("a vector", lambda d: (d.floats(size, low=1),))],
        mistakes=[],
        alternatives=[],
        hints=["a", "b", "c"],
        why="It is a test.",
    )
    for seed in range(5):
        verify(one, one.reference, program="", devices=[device], seed=seed)
        assert not verify(one, torch.empty_like, program="", devices=[device], seed=seed).passed


UNWRITTEN = {
    "empty": lambda x: torch.empty(x.shape, dtype=x.dtype, device=x.device),
    "empty_like": torch.empty_like,
    "new_empty": lambda x: x.new_empty(x.shape),
    "empty_strided": lambda x: torch.empty_strided(
        x.shape, x.stride(), dtype=x.dtype, device=x.device
    ),
}


@EVERY_DEVICE
@pytest.mark.parametrize("answer", UNWRITTEN.values(), ids=UNWRITTEN.keys())
@pytest.mark.parametrize("dtype", [torch.float32, torch.float16, torch.int64, torch.uint8])
def test_memory_that_an_answer_has_not_written_holds_no_answer(device, answer, dtype):
    one = sample.unit.function(
        "copied",
        "A copy.",
        reference=lambda x: x.clone(),
        cases=[sample.ordinary("a vector", lambda d: (d.floats(300, low=1, high=9).to(dtype),))],
        **sample.FACTS,
    )
    verify(one, one.reference, program="", devices=[device])
    verdict = verify(one, answer, program="", devices=[device])
    assert (verdict.passed, verdict.aspect) == (False, "values")
