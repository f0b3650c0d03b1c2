"""Whoever does what a sentence says comes further: all is right, or something new is said."""

import itertools

import pytest
import torch

from autograder.exercises import exercises
from autograder.judge.expected import answer_from, expected
from autograder.judge.inquiry import Inquiry
from autograder.judge.verify import verify
from autograder.witness.record import TensorRecord


def judged(name, code):
    one = exercises()[name]
    return verify(one, answer_from(one, code), program=one.as_cell(code))


LINE = "line = x.new_zeros(2, requires_grad=True)\n"
LOSS = "loss = ((line[0] * x + line[1] - y) ** 2).mean()\n"
STEP = (
    "    loss.backward()\n    with torch.no_grad():\n        line -= lr * line.grad\n"
    "    line.grad = None\n"
)
ROUNDS = "for _ in range(steps):\n"
# What was written, words of what is advised, and what is written when the advice is obeyed.
OBEYED = [
    (
        "squared_error",
        "prediction.requires_grad_()\nreturn ((prediction - target) ** 2).sum()",
        "leave that out",
        "((prediction - target) ** 2).sum()",
    ),
    (
        "squared_error",
        "z = ((prediction - target) ** 2).sum()\nz.backward()\nreturn z",
        "Leave that out",
        "z = ((prediction - target) ** 2).sum()\nreturn z",
    ),
    (
        "fit_line",
        f"{LINE}{LOSS}{ROUNDS}{STEP}return line.detach()",
        "Compute the loss again before each",
        f"{LINE}{ROUNDS}    {LOSS}{STEP}return line.detach()",
    ),
    ("on_top", "[upper, lower]", "`torch.cat`", "torch.cat([upper, lower])"),
    (
        "powers_table",
        "n = torch.arange(1, 5)\npowers_table = [n, n**2, n**3]",
        "`torch.stack`",
        "n = torch.arange(1, 5)\npowers_table = torch.stack([n, n**2, n**3])",
    ),
    (
        "slopes",
        "t = x.clone()\nf(t).sum().backward()\nreturn t.grad",
        "`t = x.clone().requires_grad_()`",
        "t = x.clone().requires_grad_()\nf(t).sum().backward()\nreturn t.grad",
    ),
    (
        "slopes",
        "t = x.clone().requires_grad_()\ny = t.clone()\nf(y).sum().backward()\nreturn y.grad",
        "a tensor you made with `requires_grad`",
        "t = x.clone().requires_grad_()\ny = t.clone()\nf(y).sum().backward()\nreturn t.grad",
    ),
    (
        "hidden_weights",
        "x = torch.zeros(n, requires_grad=True)\nreturn f(x).backward()",
        "on a line of its own",
        "x = torch.zeros(n, requires_grad=True)\nf(x).backward()\nreturn x.grad",
    ),
    (
        "timed",
        "start = clock()\nwork()\ntorch.accelerator.synchronize()\nreturn clock() - start",
        "only the `synchronize` that your function was given",
        "start = clock()\nwork()\nsynchronize()\nreturn clock() - start",
    ),
    (
        "winners",
        "scores.max().indices",
        "`t.max(dim=...)`",
        "scores.max(dim=0).indices",
    ),
    ("count_above", "len(x > limit)", "Its `.sum()` counts", "(x > limit).sum()"),
    (
        "ever_freezing",
        "temperatures.any() < 0",
        "`(... < 0).any()`",
        "(temperatures < 0).any()",
    ),
    ("append_row", "torch.stack([matrix, row])", "`cat` joins", "torch.cat([matrix, row])"),
    (
        "seat_numbers",
        "out = torch.zeros(rows, seats)\nfor i in range(rows):\n    for j in range(seats):\n"
        "        out[i, j] = i * seats + j + 1\nreturn out",
        "dtype=torch.int64",
        "out = torch.zeros(rows, seats, dtype=torch.int64)\nfor i in range(rows):\n"
        "    for j in range(seats):\n        out[i, j] = i * seats + j + 1\nreturn out",
    ),
]


@pytest.mark.parametrize(("name", "wrong", "advice", "obeyed"), OBEYED)
def test_advice_that_is_obeyed_leads_on(name, wrong, advice, obeyed):
    before, after = judged(name, wrong), judged(name, obeyed)
    assert advice in before.message
    assert after.passed or (after.score >= before.score and advice not in after.message)
    assert after.message != before.message


# What a relation says is wrong with an answer, and how that is taken back.
SPOILERS = {
    "one_too_large": "{} + 1",
    "one_too_small": "{} - 1",
    "negated": "-{}",
    "transposed": "{}.T",
    "flipped": "{}.flip(0)",
    "another_dtype": "{}.double()",
    "another_shape": "{}.unsqueeze(0)",
}
TAKEN_BACK = {
    "one_too_large": lambda t, _: t - 1,
    "one_too_small": lambda t, _: t + 1,
    "negated": lambda t, _: ~t if t.dtype == torch.bool else -t,
    "transposed": lambda t, _: t.T,
    "flipped": lambda t, _: t.flip(0),
    "another_dtype": lambda t, right: t.to(right.dtype),
    "another_shape": lambda t, right: t.reshape(right.shape),
}


def tensor_of(one):
    value = expected(one, Inquiry(one, devices=["cpu"]).trials[0]).value
    return value.data if isinstance(value, TensorRecord) else None


VALUES = [one for one in exercises().values() if one.kind == "value" and tensor_of(one) is not None]


@pytest.mark.parametrize(("one", "label"), list(itertools.product(VALUES, SPOILERS)))
def test_what_a_relation_says_can_be_taken_back(one, label):
    right = tensor_of(one)
    try:
        spoiled = eval(SPOILERS[label].format("right"), {"right": right.clone(), "torch": torch})
    except (RuntimeError, IndexError):
        pytest.skip("not of this tensor")
    verdict = verify(one, spoiled, program=f"{one.name} = 0")
    if verdict.label not in TAKEN_BACK:
        pytest.skip("another sentence comes first, or none")
    again = TAKEN_BACK[verdict.label](spoiled, right)
    found = verify(one, again, program=f"{one.name} = 0")
    assert found.passed or found.label != verdict.label
