"""How a wrong answer is related to the right one is told for any exercise."""

import pytest
import torch

from autograder.judge.verify import verify
from tests.judge import sample

PLAIN = {"mistakes": [], "alternatives": ["x * 1.0"], "hints": ["a", "b", "c"], "why": "A test."}


def exercise(name, reference, *shapes, parameters=("x",)):
    return sample.unit.function(
        name,
        "A test.",
        reference=reference,
        cases=[
            sample.ordinary(f"case {i}", lambda d, shape=shape: (d.floats(*shape, low=1.25),))
            for i, shape in enumerate(shapes)
        ],
        **PLAIN,
    )


thirds = exercise("thirds", lambda x: x / 3, (4,), (2, 3))
table = exercise("table", lambda x: x * 2, (2, 3), (3, 4))
row_maxima = exercise("row_maxima", lambda x: x.amax(dim=1), (2, 3), (3, 5))

RELATED = {
    "one_too_large": (thirds, "x / 3 + 1"),
    "one_too_small": (thirds, "x / 3 - 1"),
    "negated": (thirds, "-x / 3"),
    "rounded": (thirds, "(x / 3).round(decimals=2)"),
    "input_given_back": (thirds, "x"),
    "same_every_time": (thirds, "torch.ones(3)"),
    "another_dtype": (thirds, "(x / 3).double()"),
    "another_shape": (thirds, "(x / 3).unsqueeze(0)"),
    "cut_to_whole": (thirds, "(x / 3).trunc()"),
    "transposed": (table, "(x * 2).T"),
    "flipped": (table, "(x * 2).flip(0)"),
    "last_missing": (table, "(x * 2)[:-1]"),
    "first_missing": (table, "(x * 2)[:, 1:]"),
    "amin_ran": (row_maxima, "x.amin(dim=1)"),
    "uninitialised": (thirds, "torch.empty(x.shape).fill_(0) + torch.empty_like(x)"),
    "notebook_variable": (thirds, "data / 3"),
}


def answer(one, code):
    cell = f"data = torch.ones(4) + 1\ndef {one.name}(x):\n    return {code}\n"
    namespace = {"torch": torch}
    exec(cell, namespace)
    return verify(one, namespace[one.name], program=cell, devices=["cpu"])


@pytest.mark.parametrize("label", RELATED)
def test_a_relation_is_recognised(label):
    one, code = RELATED[label]
    verdict = answer(one, code)
    assert not verdict.passed
    assert verdict.label == label, verdict.message
    assert verdict.mistake in verdict.message


@pytest.mark.parametrize("code", ["x / 3 + x", "x * 0.3", "torch.sin(x)"])
def test_what_is_not_related_is_left_to_the_evidence(code):
    verdict = answer(thirds, code)
    assert verdict.label is None


def test_a_device_called_gpu_is_named():
    verdict = answer(thirds, "x.to('gpu') / 3")
    assert verdict.label == "gpu_for_cuda"


def test_a_declared_mistake_speaks_first():
    verdict = verify(
        sample.hadamard,
        lambda a, b: a + b,
        program="hadamard = lambda a, b: a + b",
        devices=["cpu"],
    )
    assert verdict.mistake == "That adds."
