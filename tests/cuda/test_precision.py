"""On a card another order of summation passes, and a lower precision than asked for does not."""

import pytest
import torch

from autograder import devices
from autograder.judge.verify import verify
from tests.judge import sample

DEVICES = ["cpu", "cuda"]

product = sample.unit.function(
    "large_product",
    "The product of two matrices.",
    reference=lambda a, b: a @ b,
    cases=[sample.ordinary("large", lambda d: (d.floats(256, 512), d.floats(512, 128)))],
    mistakes=[],
    alternatives=[],
    hints=["a", "b", "c"],
    why="It is a test.",
)


@pytest.fixture(params=[False, True], ids=["float32", "TF32"])
def tf32(request):
    """Matrix products with and without TF32, put back as they were."""
    before = torch.get_float32_matmul_precision()
    torch.set_float32_matmul_precision("high" if request.param else "highest")
    yield request.param
    torch.set_float32_matmul_precision(before)


def test_a_right_product_passes_at_either_precision(tf32):
    verdict = verify(product, torch.matmul, program="", devices=DEVICES)
    assert verdict.passed, verdict.message


def test_half_precision_is_not_taken_for_float32(tf32):
    def halved(a, b):
        return (a.bfloat16() @ b.bfloat16()).float() if a.is_cuda else a @ b

    assert not verify(product, halved, program="", devices=DEVICES).passed


def test_another_order_of_summation_is_within_the_tolerance(cuda):
    values = torch.rand(1 << 20, generator=torch.Generator().manual_seed(1))
    right, there = values.sum(), values.to(cuda.target).sum().cpu()
    rtol, atol = devices.tolerance(torch.float32, cuda.target)
    assert torch.isclose(right, there, rtol=rtol, atol=atol)
