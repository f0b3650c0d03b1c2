"""What is read in the source of an answer, beside what was seen of it: its rules, and whether the
text that was read is what ran."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from autograder.judge.decide import ANSWERS, decide
from autograder.judge.exercise import Exercise
from autograder.judge.expected import expected
from autograder.judge.finding import Finding
from autograder.judge.rules import Rule
from autograder.judge.trials import Trial
from autograder.witness.excerpt import Excerpt
from autograder.witness.source import Program
from autograder.witness.witness import Observation


def is_read(exercise: Exercise) -> bool:
    """Whether the verdict depends on how the answer is written, or on what only the process
    that it ran in can tell, so that it is asked by itself too."""
    return exercise.called and bool(exercise.rules or exercise.memory)


def name_in(text: Program, exercise: Exercise, alias: str | None) -> str:
    """The name under which the program defines the answer; `verify` may be given another one."""
    if text.definition(exercise.name) is None and alias and text.definition(alias) is not None:
        return alias
    return exercise.name


def as_read(
    exercise: Exercise,
    trials: Sequence[Trial],
    seen: Sequence[Observation],
    part: Excerpt,
    by_itself: Sequence[Observation],
) -> tuple[list[Observation], list[Finding | None]]:
    """What was seen, with what the process of the notebook could forge taken from the answer
    by itself; and for each of them what to say where the two are not one answer.

    `trials` are those that were asked of the answer by itself."""
    merged = list(seen)
    differences: list[Finding | None] = [None] * len(seen)
    hides = part.hides()
    if hides is not None:
        return merged, [Finding("rules", hides)] * len(seen)
    for i, (trial, got, own) in enumerate(zip(trials, seen, by_itself, strict=False)):
        differences[i] = _difference(exercise, trial, got, own)
        if own.outcome == got.outcome == "returned":
            merged[i] = replace(got, operations=own.operations, repeats=own.repeats)
    return merged, differences


def _difference(
    exercise: Exercise, trial: Trial, got: Observation, own: Observation
) -> Finding | None:
    name = exercise.name
    read = f"How this is solved is read in your notebook's text, and `{name}` as it stands there"
    advice = f"Write it as a plain `def {name}(...)` in its answer cell, with what it uses."
    if own.outcome not in ANSWERS:
        return Finding("rules", f"{read} gives no answer by itself. {advice}")
    found = decide(exercise, trial.question, expected(exercise, trial), own)
    if found is not None and found.aspect == "memory":
        return found
    if found is not None:
        return Finding("rules", f"{read} is not right by itself: {found.says} {advice}")
    if exercise.rules and own.unseen:
        return Finding(
            "rules",
            f"`{own.unseen}` runs inside one of PyTorch's functions, where the rules can't see "
            "what it does. Call it yourself.",
        )
    more = Counter(got.operations) - Counter(own.operations)
    if exercise.rules and more:
        ran = ", ".join(f"`{operation}`" for operation in list(more)[:4])
        return Finding("rules", f"{read} isn't all that ran: {ran} ran too. {advice}")
    return None


def broken_rule(exercise: Exercise, got: Observation, text: Program, name: str) -> Finding | None:
    """The first rule that the answer breaks, by its text or by what ran."""
    for rule in exercise.rules:
        says = _broken_by(rule, name, text, tuple(got.operations))
        if says is None and got.repeats:
            says = rule.broken_by_repeats(got.repeats)
        if says is not None:
            return Finding("rules", says)
    return None


@functools.lru_cache(maxsize=64)
def _broken_by(rule: Rule, name: str, program: Program, operations: tuple[str, ...]) -> str | None:
    """What a rule says; kept, for most cases of an exercise run the same operations."""
    return rule.broken_by(name, program, operations)
