"""The gradients that answers are measured by agree with what a small step measures."""

from collections.abc import Callable

import pytest
import torch

from autograder import devices
from autograder.exercises import exercises
from autograder.judge.inquiry import Inquiry
from autograder.witness.record import build

CHECKED = [one for one in exercises().values() if one.gradients]
STEP = 2.0**-20


def weighted_sum(f: Callable, arguments: list) -> torch.Tensor:
    """One number in float64 of an answer; the uneven weights tell its elements apart."""
    answer = f(*arguments)
    weights = torch.linspace(1, 3, answer.numel(), dtype=torch.float64)
    return (answer.reshape(-1) * weights).sum()


def autograd_gradients(f: Callable, arguments: list) -> list[torch.Tensor]:
    learning = [a for a in arguments if isinstance(a, torch.Tensor) and a.requires_grad]
    found = torch.autograd.grad(weighted_sum(f, arguments), learning, allow_unused=True)
    return [torch.zeros_like(a) if g is None else g for a, g in zip(learning, found, strict=True)]


def measured_slope(f: Callable, arguments: list, which: int, place: int, step: float) -> float:
    """The central difference in element `place` of argument `which`."""
    ends = []
    for side in (step, -step):
        moved = [a.detach().clone() if isinstance(a, torch.Tensor) else a for a in arguments]
        moved[which].view(-1)[place] += side
        ends.append(weighted_sum(f, moved).item())
    return (ends[0] - ends[1]) / (2 * step)


def compared(f: Callable, arguments: list) -> list[tuple[float, float]]:
    """(measured, autograd) for each element at which `f` has a slope.

    At a kink or a cliff the measured slope depends on the step; there is nothing to compare there.
    """
    pairs = []
    found = iter(autograd_gradients(f, arguments))
    for which, argument in enumerate(arguments):
        if not (isinstance(argument, torch.Tensor) and argument.requires_grad):
            continue
        gradient = next(found).reshape(-1)
        for place in range(argument.numel()):
            fine, finer = (
                measured_slope(f, arguments, which, place, step) for step in (STEP, STEP / 4)
            )
            if fine == pytest.approx(finer, rel=1e-4, abs=1e-4):
                pairs.append((fine, gradient[place].item()))
    return pairs


def in_float64(question) -> list:
    """The arguments of a question, those with a decimal point in float64 and contiguous."""
    (cpu,) = devices.chosen(["cpu"])
    arguments = [build(rec, cpu) for rec in question.arguments]
    return [
        a.detach().double().contiguous().requires_grad_(a.requires_grad)
        if isinstance(a, torch.Tensor) and a.is_floating_point()
        else a
        for a in arguments
    ]


def test_there_are_exercises_whose_gradients_are_checked():
    assert CHECKED


@pytest.mark.parametrize("one", CHECKED, ids=lambda one: one.name)
def test_the_reference_has_the_gradient_that_a_central_difference_measures(one):
    compared_at_all = False
    for seed in (None, 1, 2):
        for trial in Inquiry(one, devices=["cpu"], seed=seed).trials:
            arguments = in_float64(trial.question)
            if not any(isinstance(a, torch.Tensor) and a.requires_grad for a in arguments):
                continue
            for measured, found in compared(one.reference, arguments):
                compared_at_all = True
                # No closer than what was measured: of a large loss the difference has few digits.
                close = pytest.approx(measured, rel=1e-3, abs=1e-5)
                assert found == close, trial.case.label
    assert compared_at_all, "give it a case whose input is drawn with grad=True"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (lambda x: x * x.detach(), "half of the graph is cut"),
        (lambda x: x.exp().detach() + 0 * x, "all of it is cut"),
    ],
)
def test_a_wrong_gradient_is_noticed_by_the_comparison(wrong, why):
    x = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)
    pairs = compared(wrong, [x])
    assert len(pairs) == 2
    assert all(found != pytest.approx(measured, rel=1e-5) for measured, found in pairs), why


def test_a_place_without_a_slope_is_left_out():
    x = torch.tensor([0.0, 4.0], dtype=torch.float64, requires_grad=True)
    pairs = compared(lambda x: x.clamp(min=0).sqrt(), [x])
    # The slope at 4 is a quarter, and the second weight is 3.
    assert pairs == [pytest.approx((0.75, 0.75))]
