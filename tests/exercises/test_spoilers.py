"""Generic spoilers of every right answer: what careless programs do to numbers, no check lets pass.

An exercise whose answers a spoiler cannot harm stands in a list, with the reason.
"""

import numpy
import pytest
import torch

from autograder.judge.inquiry import Inquiry
from autograder.judge.verify import verify
from autograder.witness.record import Scalar, TensorRecord, items_of
from autograder.witness.witness import observe
from tests.exercises.test_registry import CALLED, twin


def each_number(change):
    """A change of an answer that is applied to every tensor and number in it."""

    def changed(answer):
        if isinstance(answer, list | tuple):
            return type(answer)(map(changed, answer))
        is_number = isinstance(answer, torch.Tensor | int | float) and not isinstance(answer, bool)
        return change(answer) if is_number else answer

    return changed


@each_number
def rounded(x):
    if isinstance(x, torch.Tensor):
        return (x * 100).round() / 100 if x.is_floating_point() else x
    return round(x, 2)


@each_number
def through_float32(x):
    if isinstance(x, torch.Tensor):
        return x.float().to(x.dtype)
    return type(x)(torch.tensor(x, dtype=torch.float32).item())


@each_number
def at_most_10000(x):
    return x.clamp(max=10000) if isinstance(x, torch.Tensor) else min(x, 10000)


def numpy_number(x):
    return x if isinstance(x, torch.Tensor | list | tuple) else numpy.asarray(x)[()]


SPOILERS = {
    "rounded": rounded,
    "through float32": through_float32,
    "at most 10000": at_most_10000,
    "a number of NumPy's": numpy_number,
}

_NO_LARGER = "no answer to it can be large, or larger than what is tried"
_COUNTED = "a number of things, far from where float32 stops counting"

# By spoiler: what it cannot harm, and why not.
UNHARMED = {
    "rounded": {
        "noise_like": "random: no digit of it is asked for",
        "causal_mask": "zeros and infinities",
        "all_ones": "ones",
        "smaller_table": "zeros and ones",
        "ranks": "counted from zero",
        "seats": "zeros and ones",
    },
    "through float32": {
        "noise_like": "random: no digit of it is asked for",
        "true_bytes": _COUNTED,
        "running_loss": "its tolerance is that of float32",
        "winners": "positions",
        "seat_numbers": _COUNTED,
        "throw_dice": "1 to 6",
        "checkerboard": "zeros and ones",
        "count_above": _COUNTED,
        "tally": _COUNTED,
        "pays_off_after": _COUNTED,
        "typical_seconds": "torch.median of a float32 tensor is a right way",
    },
    "at most 10000": {
        "accuracy": "a share, at most 1",
        "noise_like": "random, and hardly ever above 5",
        "causal_mask": "zeros and infinities",
        "all_ones": "ones",
        "smaller_table": "zeros and ones",
        "ranks": "counted from zero",
        "seats": "zeros and ones",
        "running_loss": "losses, shown whole in the message",
        "speedups": "ratios",
        "winners": "positions",
        "seat_numbers": "a tensor of so many seats would be slow to draw and to show",
        "throw_dice": "1 to 6",
        "checkerboard": "zeros and ones",
        "stable_softmax": "shares, at most 1",
        "ruler": "so long a ruler would be slow to draw and to show",
        "measurements": "nobody measures degrees like these",
        "count_above": _NO_LARGER,
        "tally": _NO_LARGER,
        "tensor_beside": "float16 and int32 stand beside it; its numbers are the list's own",
        "balance_point": "a position",
        "timed": "seconds",
        "typical_seconds": "seconds",
        "worst_relative_error": "an error so large is nobody's",
        "central_difference": "its slopes are those of small numbers, or it would lose digits",
        "hidden_weights": "weights, shown whole in the message",
        "standardise": "deviations, at most the root of the number of rows",
        "descend": "a walk downhill from small numbers, or it would lose digits",
        "fit_line": "the walk would run away",
        "two_layers": "sums of a few weights",
    },
    "a number of NumPy's": {},
}


def numbers_of(rec):
    """The tensors and plain numbers of an answer."""
    if isinstance(rec, TensorRecord):
        return [rec.data.flatten()[:1]] if rec.data.numel() else []
    if isinstance(rec, Scalar):
        return [rec.value] if isinstance(rec.value, int | float) else []
    return [number for item in items_of(rec) for number in numbers_of(item)]


def can_be_harmed(one, spoiler):
    """Whether the answers to an exercise are of a kind that the spoiler changes."""
    trials = Inquiry(one, devices=["cpu"]).trials
    seen = [observe(trial.question, one.reference).value for trial in trials]
    numbers = [number for value in seen if value is not None for number in numbers_of(value)]
    tensors = [n for n in numbers if isinstance(n, torch.Tensor)]
    plain = [n for n in numbers if not isinstance(n, torch.Tensor)]
    counted = [n for n in plain if not isinstance(n, bool)]
    return {
        "rounded": any(t.is_floating_point() for t in tensors)
        or any(isinstance(n, float) for n in counted),
        "through float32": any(t.dtype in (torch.float64, torch.int64) for t in tensors)
        or bool(counted),
        "at most 10000": any(t.dtype not in (torch.uint8, torch.bool) for t in tensors)
        or bool(counted),
        "a number of NumPy's": bool(plain),
    }[spoiler]


@pytest.mark.parametrize("one", CALLED, ids=lambda one: one.name)
def test_a_careless_change_of_all_numbers_is_noticed(one):
    for name, spoil in SPOILERS.items():
        if one.name in UNHARMED[name] or not can_be_harmed(one, name):
            continue
        spoiled = twin(one, lambda answer, _, spoil=spoil: spoil(answer))
        assert not verify(one, spoiled, program="", devices=["cpu"]).passed, name


@pytest.mark.parametrize("one", CALLED, ids=lambda one: one.name)
def test_an_index_without_its_sign_is_noticed(one):
    def unsigned(*arguments):
        return one.reference(*(abs(a) if type(a) is int else a for a in arguments))

    trials = Inquiry(one, devices=["cpu"]).trials
    values = [
        rec.value for trial in trials for rec in trial.question.arguments if type(rec) is Scalar
    ]
    if any(type(value) is int and value < 0 for value in values):
        assert not verify(one, unsigned, program="", devices=["cpu"]).passed
