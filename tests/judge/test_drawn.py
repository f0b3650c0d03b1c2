"""The picture of a verdict marks the very cells that its sentence means."""

import html
import re

import pytest
import torch

from autograder import panel
from autograder.devices import tolerance
from autograder.judge.verify import verify
from tests.judge.sample import FACTS, Unit, ordinary

DTYPES = [torch.float16, torch.bfloat16, torch.float32, torch.float64, torch.complex64]
NEAR, FAR = 0.8, 30  # in tolerances


def exercise(dtype=torch.float32, **facts):
    return Unit("94_drawn", "Drawn").function(
        "copied",
        "A copy.",
        reference=lambda x: x.clone(),
        cases=[ordinary("a vector", lambda d: (torch.tensor([8.0, 9.0, 10.0, 11.0]).to(dtype),))],
        **FACTS | facts,
    )


def places(one, answer, aspect="values"):
    """Where the sentence says that the first difference is, and where the picture does."""
    verdict = verify(one, answer, program="", devices=["cpu"])
    assert verdict.aspect == aspect
    told = re.search(r"position (\[[\d, ]+\])", verdict.message)[1]
    drawn = re.search(r"First at (\[[\d, ]+\])", html.unescape(panel.verdict_html(verdict)))[1]
    return told, drawn


def off(rtol):
    """A rounding at [0], a real difference from [3] on."""
    factors = torch.tensor([1 + NEAR * rtol, 1, 1, 1 + FAR * rtol], dtype=torch.float64)
    return lambda x: (x * factors).to(x.dtype)


@pytest.mark.parametrize("dtype", DTYPES)
def test_both_name_one_place_whatever_the_dtype(dtype):
    assert places(exercise(dtype), off(tolerance(dtype, "cpu")[0])) == ("[3]", "[3]")


@pytest.mark.parametrize("rtol", [1e-12, 1e-2])
def test_both_go_by_the_exercises_own_tolerance(rtol):
    assert places(exercise(torch.float64, tolerance=(rtol, 0.0)), off(rtol)) == ("[3]", "[3]")


def test_both_name_one_place_in_a_gradient():
    scale = torch.tensor([1 + 0.8e-4, 1, 1, 1.1])

    class Bent(torch.autograd.Function):
        """Right values, gradients that are off."""

        @staticmethod
        def forward(context, x):
            return x * 2

        @staticmethod
        def backward(context, gradient):
            return gradient * 2 * scale

    one = Unit("94_drawn", "Drawn").function(
        "doubled",
        "Twice.",
        reference=lambda x: x * 2,
        gradients=True,
        cases=[ordinary("a vector", lambda d: (torch.ones(4, requires_grad=True),))],
        **FACTS,
    )
    assert places(one, Bent.apply, "gradient") == ("[3]", "[3]")


def test_a_picture_of_another_dtype_marks_no_rounding():
    def as_double(x):
        return off(tolerance(torch.float32, "cpu")[0])(x).double()

    verdict = verify(exercise(), as_double, program="", devices=["cpu"])
    assert verdict.aspect == "dtype"
    assert "1 of 4 cells differ" in panel.verdict_html(verdict)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("dtype", DTYPES)
def test_the_picture_marks_as_first_what_the_judge_found_first(dtype, seed):
    """Differences of about the tolerance: the two are one rule, not two that are nearly alike."""
    generator = torch.Generator().manual_seed(seed)
    rtol, _ = tolerance(dtype, "cpu")
    noise = torch.randn(4, generator=generator, dtype=torch.float64) * 3 * rtol + 1
    noise[3] += 40 * rtol
    told, drawn = places(exercise(dtype), lambda x: (x * noise).to(x.dtype))
    assert told == drawn
