"""How an answer is part of the graph: whether it requires grad, and the gradients themselves."""

from __future__ import annotations

import ast

from autograder.judge import say
from autograder.judge.aspects.existence import is_used_up
from autograder.judge.finding import Compared, Context, Finding
from autograder.judge.likeness import first_difference, gradient_tolerance, same_gradient
from autograder.witness.record import Record, TensorRecord
from autograder.witness.witness import Observation


def grad_state(
    context: Context, mine: TensorRecord, theirs: TensorRecord, which: str
) -> Finding | None:
    """Whether the tensor requires grad and holds a gradient as asked."""
    if mine.requires_grad and not theirs.requires_grad:
        return Finding(
            "gradient",
            f"{context.came('a tensor that does not require grad')}{which}, but it should. The "
            "graph is cut by `.item()`, `.detach()`, `torch.tensor(...)` and `torch.no_grad()`.",
        )
    if theirs.requires_grad and not mine.requires_grad:
        return Finding(
            "gradient",
            f"{context.came('a tensor that requires grad')}{which}, but this one should not. "
            f"{_way_out(context)}",
        )
    if mine.grad is None and theirs.grad is None:
        return None
    return grad(f"{context.subject}{which}", mine.grad, theirs.grad)


def _way_out(context: Context) -> str:
    """How to get rid of the history, as far as the source tells where it comes from."""
    words = {n.attr if isinstance(n, ast.Attribute) else "" for n in context.nodes}
    words |= {n.arg or "" for n in context.nodes if isinstance(n, ast.keyword)}
    if context.exercise.gradients and (made := words & {"requires_grad_", "requires_grad"}):
        return (
            f"Your code asks for it itself, with `{min(made)}`: leave that out. The result "
            "requires grad by itself where an input does, and should not where none does."
        )
    return "`.detach()` gives the same values without their history."


def grad(subject: str, expected: TensorRecord | None, got: TensorRecord | None) -> Finding | None:
    """What is wrong with what a tensor holds in `.grad`."""
    if expected is None and got is None:
        return None
    if got is None:
        return Finding(
            "gradient", f"The gradient (`.grad`) of {subject} is None. Did `backward()` run?"
        )
    if expected is None:
        return Finding(
            "gradient", f"{subject} holds a gradient in `.grad`, but it should hold none."
        )
    return _grad_values(f"the gradient of {subject}", expected, got)


def _grad_values(subject: str, expected: Record, got: Record) -> Finding | None:
    wrong = Finding(
        "gradient", f"The shape is wrong for {subject}: a gradient has the shape of its tensor."
    )
    if not isinstance(expected, TensorRecord) or not isinstance(got, TensorRecord):
        return wrong
    if got.data.shape != expected.data.shape:
        return wrong
    mine, theirs = expected.data, got.data
    near = gradient_tolerance(mine.dtype)
    index = first_difference(mine, theirs.to(mine.dtype), *near)
    if index is None:
        return None
    there, here = say.two_numbers(theirs[index], mine[index])
    return Finding(
        "gradient",
        f"In {subject}, at position {say.position(index) or '[]'}: got {there}, expected {here}.",
        expected,
        got,
        Compared(*near, index),
        hidden=f"{subject[:1].upper()}{subject[1:]} is {there}, and that is not it."
        if mine.numel() == 1
        else "",
    )


def gradient(context: Context, expected: Observation, got: Observation) -> Finding | None:
    """What is wrong with the gradients of the answer by each of its arguments."""
    if not context.exercise.gradients or expected.gradients is None:
        return None
    theirs = got.gradients or ()
    names = [
        parameter
        for parameter, argument in zip(
            context.exercise.parameters, context.question.arguments, strict=False
        )
        if isinstance(argument, TensorRecord) and argument.requires_grad
    ]
    for i, (name, mine) in enumerate(zip(names, expected.gradients, strict=True)):
        given = theirs[i] if i < len(theirs) else None
        if mine is None:
            continue
        if given is None:
            return _no_gradient(context.subject, name, got)
        if same_gradient(mine, given):
            continue
        subject = f"the gradient of {context.subject} with respect to `{name}`"
        if isinstance(expected.came, TensorRecord) and expected.came.data.numel() > 1:
            subject += " (its elements weighted evenly from 1 to 2, and added up)"
        return _grad_values(subject, mine, given)
    return None


def _no_gradient(subject: str, name: str, got: Observation) -> Finding:
    if got.error is not None and is_used_up(got.error.message):
        return Finding(
            "gradient",
            f"Nobody can go back through {subject} to `{name}` any more: your code has done so "
            "already, with a `backward` of its own. Leave that out, and return the number.",
        )
    if got.error is not None:
        return Finding(
            "gradient",
            f"Going back through {subject} to `{name}` raised {got.error.kind}: "
            f"{got.error.message.strip().splitlines()[0].rstrip('.:')}.",
        )
    return Finding(
        "gradient",
        f"No gradient flows from {subject} back to `{name}`: the graph is cut. "
        "Look for `.item()`, `.detach()`, `torch.tensor(...)` or `torch.no_grad()`.",
    )
