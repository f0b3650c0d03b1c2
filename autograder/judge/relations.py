"""How a wrong answer is related to the right one, whatever the exercise: each told only where it
holds in every case that was looked at, and shows in at least one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import torch

from autograder.judge import say
from autograder.judge.exercise import Exercise
from autograder.judge.expected import expected
from autograder.judge.finding import Finding
from autograder.judge.foretold import foretold
from autograder.judge.likeness import alike_values
from autograder.judge.rules import written_as
from autograder.judge.slip import Slip
from autograder.judge.trials import Trial
from autograder.judge.written import of_the_error, of_the_text, unused, uses_no_parameter
from autograder.witness.record import Record, Scalar, TensorRecord
from autograder.witness.source import Program
from autograder.witness.witness import Observation, observe

_UNINITIALISED = ("empty", "empty_like", "new_empty", "empty_strided")


@dataclass(frozen=True)
class _Case:
    """What was asked, what is right and what came."""

    arguments: tuple[Record, ...]
    right: Observation
    got: Observation


def related(
    exercise: Exercise,
    looked_at: Sequence[tuple[Trial, Observation]],
    failed: Observation,
    finding: Finding,
    program: Program,
    name: str,
) -> Slip | None:
    """The first relation that holds; None where none does or the exercise has no one answer.

    failed: what was seen in the trial that the finding is about, one of those `looked_at`.
    """
    if exercise.kind == "predict":
        right = expected(exercise, looked_at[0][0]).came
        return foretold(right, failed.came) if failed.value else None
    slip = of_the_error(failed, program, name) or of_the_text(exercise, finding, program, name)
    if slip is not None or exercise.values_by is not None:
        return slip
    uses_nothing = uses_no_parameter(program, name)
    came = _of_what_came(exercise, looked_at, finding, uses_nothing=uses_nothing)
    return came or unused(exercise, finding, program, name)


def _of_what_came(
    exercise: Exercise,
    looked_at: Sequence[tuple[Trial, Observation]],
    finding: Finding,
    *,
    uses_nothing: bool,
) -> Slip | None:
    cases = [
        _Case(trial.question.arguments, expected(exercise, trial), got) for trial, got in looked_at
    ]
    if finding.aspect not in ("values", "shape", "dtype", "number of values"):
        return None
    if any(case.got.value is None or case.right.value is None for case in cases):
        return None
    if (
        exercise.called
        and (slip := _of_the_inputs(exercise, cases, uses_nothing=uses_nothing)) is not None
    ):
        return slip
    return (
        _of_the_values(cases)
        or _of_what_ran(exercise, cases, finding)
        or _another_exercise(exercise, looked_at)
    )


# -- what the answer has to do with its inputs ----------------------------------------------------


def _of_the_inputs(
    exercise: Exercise, cases: Sequence[_Case], *, uses_nothing: bool
) -> Slip | None:
    for i, parameter in enumerate(exercise.parameters):
        if all(_is_argument(case, i) for case in cases):
            return Slip("input_given_back", f"Your answer holds `{parameter}` just as it came in.")
    rights = [case.right.value for case in cases]
    same = all(alike_values(cases[0].got.value, case.got.value) for case in cases[1:])
    if (
        len(cases) > 1
        and same
        and uses_nothing
        and not all(alike_values(rights[0], one) for one in rights[1:])
    ):
        return Slip(
            "same_every_time",
            "Your answer is the same for every input. It has to depend on what comes in.",
        )
    return None


def _is_argument(case: _Case, i: int) -> bool:
    if i >= len(case.arguments):
        return False
    argument, value = case.arguments[i], case.got.value
    if not isinstance(argument, TensorRecord) or not isinstance(value, TensorRecord):
        return False
    mine, theirs = argument.data, value.data
    return mine.numel() > 0 and mine.dtype == theirs.dtype and _equal(mine, theirs)


# -- what the answer has to do with the right one -------------------------------------------------


def _of_the_values(cases: Sequence[_Case]) -> Slip | None:
    pairs = [_numbers(case) for case in cases]
    if any(pair is None for pair in pairs):
        return None
    known = [pair for pair in pairs if pair is not None and pair[0].numel()]
    single = all(right.numel() == 1 for right, _ in known)
    for label, holds, says in _RELATIONS:
        if known and all(holds(right, got) for right, got in known):
            return Slip(label, says.replace(", everywhere", "") if single else says)
    return _part_of_it(known) or _rounded(known)


def _numbers(case: _Case) -> tuple[torch.Tensor, torch.Tensor] | None:
    """The right and the given numbers as tensors; None where either is nothing of the kind."""
    right, got = _tensor(case.right.value), _tensor(case.got.value)
    return None if right is None or got is None else (right, got)


def _tensor(rec: Record | None) -> torch.Tensor | None:
    if isinstance(rec, TensorRecord):
        return rec.data
    if isinstance(rec, Scalar) and rec.type in ("int", "float"):
        return torch.tensor(rec.value, dtype=torch.float64)
    return None


def _equal(a: torch.Tensor, b: torch.Tensor) -> bool:
    """Whether two tensors hold the same numbers, of whatever dtype; NaN equals NaN."""
    return a.shape == b.shape and torch.allclose(
        a.double(), b.double(), rtol=1e-6, atol=1e-9, equal_nan=True
    )


def _differ_by(amount: int) -> Callable[[torch.Tensor, torch.Tensor], bool]:
    def holds(right: torch.Tensor, got: torch.Tensor) -> bool:
        if torch.bool in (right.dtype, got.dtype) or right.shape != got.shape:
            return False
        # Of very large numbers 1 is less than any tolerance.
        return bool(((got.double() - right.double() - amount).abs() < 1e-3).all())

    return holds


def _negated(right: torch.Tensor, got: torch.Tensor) -> bool:
    if right.dtype == torch.bool:
        return got.dtype == torch.bool and _equal(~right, got)
    return bool(right.any()) and _equal(-right.double(), got)


def _transposed(right: torch.Tensor, got: torch.Tensor) -> bool:
    return right.dim() == 2 and min(right.shape) > 1 and _equal(right.T, got)


def _flipped(right: torch.Tensor, got: torch.Tensor) -> bool:
    return any(
        right.shape[dim] > 1 and _equal(right.flip(dim), got) for dim in range(right.dim())
    ) and not _equal(right, got)


def _another_order(right: torch.Tensor, got: torch.Tensor) -> bool:
    if right.shape != got.shape or right.is_complex() or got.is_complex():
        return False
    # Two kinds of numbers, as in a mask, come to the same in many ways.
    if right.unique().numel() < 3 or _equal(right, got):
        return False
    return _equal(right.double().flatten().sort()[0], got.double().flatten().sort()[0])


def _another_shape(right: torch.Tensor, got: torch.Tensor) -> bool:
    same = right.numel() == got.numel() and right.shape != got.shape
    return same and _equal(right.flatten(), got.flatten())


def _another_dtype(right: torch.Tensor, got: torch.Tensor) -> bool:
    return right.dtype != got.dtype and _equal(right, got)


def _cut_to_whole(right: torch.Tensor, got: torch.Tensor) -> bool:
    exact = right.double()
    return bool((exact != exact.trunc()).any()) and _equal(exact.trunc(), got)


_RELATIONS: tuple[tuple[str, Callable[[torch.Tensor, torch.Tensor], bool], str], ...] = (
    ("another_dtype", _another_dtype, "The values are right, but their dtype is not."),
    ("one_too_large", _differ_by(1), "Your answer is one too large, everywhere."),
    ("one_too_small", _differ_by(-1), "Your answer is one too small, everywhere."),
    ("negated", _negated, "Your answer is the exact opposite of the right one, everywhere."),
    ("transposed", _transposed, "That is the right answer with rows and columns swapped."),
    ("flipped", _flipped, "The numbers are right, but they run in the opposite direction."),
    ("another_order", _another_order, "The numbers are right, but they are in a different order."),
    ("another_shape", _another_shape, "The numbers are right, but they have a different shape."),
    ("cut_to_whole", _cut_to_whole, "You lost everything after the decimal point."),
)


def _part_of_it(pairs: Sequence[tuple[torch.Tensor, torch.Tensor]]) -> Slip | None:
    """A piece at one end that is missing, or too much."""
    found = {_surplus(right, got) for right, got in pairs}
    if len(found) != 1 or (surplus := found.pop()) is None:
        return None
    count, end, dim = surplus
    rank = pairs[0][0].dim()
    noun = {1: "element", 2: ("row", "column")[dim]}.get(rank, "slice") if dim < 2 else "slice"
    what = noun if abs(count) == 1 else say.count(abs(count), noun)
    along = "" if rank < 3 else f" along dimension {dim}"
    if count < 0:
        says = f"Right so far, but the {end} {what}{along} is missing."
        label = f"{end}_missing"
    else:
        says = f"Right, but there is too much: {say.count(count, noun)}{along} at the {end} of it."
        label = f"too_much_{end}"
    if abs(count) > 1:
        says = says.replace(" is missing", " are missing")
    return Slip(label, says)


def _surplus(right: torch.Tensor, got: torch.Tensor) -> tuple[int, str, int] | None:
    """How many slices `got` has more, at which end and along which dimension."""
    if right.dim() != got.dim() or right.dim() == 0:
        return None
    apart = [dim for dim in range(right.dim()) if right.shape[dim] != got.shape[dim]]
    if len(apart) != 1:
        return None
    dim = apart[0]
    count = got.shape[dim] - right.shape[dim]
    long, short = (got, right) if count > 0 else (right, got)
    size = short.shape[dim]
    if not size:
        return None
    if _equal(long.narrow(dim, 0, size), short):
        return count, "end" if count > 0 else "last", dim
    if _equal(long.narrow(dim, abs(count), size), short):
        return count, "beginning" if count > 0 else "first", dim
    return None


def _rounded(pairs: Sequence[tuple[torch.Tensor, torch.Tensor]]) -> Slip | None:
    for digits in range(5):
        if all(_is_rounded(right, got, digits) for right, got in pairs) and any(
            not _equal(right, got) for right, got in pairs
        ):
            places = f"to {say.count(digits, 'decimal place')}" if digits else "to whole numbers"
            return Slip("rounded", f"Your answer is rounded {places}. Keep all of its digits.")
    return None


def _is_rounded(right: torch.Tensor, got: torch.Tensor, digits: int) -> bool:
    return right.shape == got.shape and torch.allclose(
        right.double().round(decimals=digits), got.double(), rtol=1e-7, atol=1e-9, equal_nan=True
    )


# -- what ran -------------------------------------------------------------------------------------

# Of each group an answer often takes one where another is meant.
_GROUPS = (
    {"max", "min", "amax", "amin", "median", "mean", "sum", "prod", "std", "var"},
    {"argmax", "argmin", "argsort", "topk"},
    {"maximum", "minimum"},
    {"any", "all"},
    {"zeros", "ones"},
    {"zeros_like", "ones_like"},
    {"new_zeros", "new_ones"},
    {"cat", "stack"},
    {"floor", "ceil", "round", "trunc"},
    {"rand", "randn", "randint"},
    {"gt", "lt", "ge", "le", "eq", "ne"},
    {"add", "sub", "mul", "div"},
    {"exp", "log", "sqrt"},
    {"sin", "cos", "tan", "tanh", "sigmoid", "relu"},
)


def _of_what_ran(exercise: Exercise, cases: Sequence[_Case], finding: Finding) -> Slip | None:
    """An operation that leaves values to chance, or the sibling of one that the answer takes."""
    ran = [set(case.got.operations) for case in cases]
    used = next((name for name in _UNINITIALISED if all(name in one for one in ran)), None)
    if used is not None and finding.aspect == "values":
        return Slip(
            "uninitialised",
            f"`{used}` gives memory as it was left by others: until you write to it, what is "
            "there is chance.",
        )
    for name in _common(ran):
        others = next((group - {name} for group in _GROUPS if name in group), set())
        wanted = [one for one in others if all(one in case.right.operations for case in cases)]
        missed = [one for one in wanted if not any(one in each for each in ran)]
        if missed and not _is_of_use(exercise, name, cases):
            return Slip(
                f"{name}_ran",
                f"Your code uses `{written_as(name)}`. Is that what the task asks for?",
            )
    return None


def _is_of_use(exercise: Exercise, name: str, cases: Sequence[_Case]) -> bool:
    """Whether some right answer that we know runs it, or the task speaks of it."""
    texts = (*exercise.alternatives, exercise.asks)
    return any(name in case.right.operations for case in cases) or any(
        re.search(rf"\b{name}\b", text) or f" {written_as(name)} " in text for text in texts
    )


def _another_exercise(
    exercise: Exercise, looked_at: Sequence[tuple[Trial, Observation]]
) -> Slip | None:
    """The answer to another exercise of the unit, given in every case."""
    for other in exercise.beside:
        same_form = other.kind != "predict" and len(other.parameters) == len(exercise.parameters)
        if other is exercise or not same_form or other.called != exercise.called:
            continue
        if all(
            alike_values(_answer(other, trial).value, got.value)
            and not alike_values(expected(exercise, trial).value, got.value)
            for trial, got in looked_at
        ):
            return Slip(
                "another_exercise",
                f"That is what `{other.name}` asks for. Read again what is asked here.",
            )
    return None


def _answer(other: Exercise, trial: Trial) -> Observation:
    given = other.reference if other.called else other.reference()
    return observe(trial.question, given)


def _common(ran: Sequence[set[str]]) -> Iterable[str]:
    return sorted(set.intersection(*ran)) if ran else ()
