"""What an exercise is: the table of facts that the modules of `autograder.exercises` fill in."""

from __future__ import annotations

import ast
import functools
import inspect
import textwrap
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import EllipsisType
from typing import Any, Literal, Required, TypedDict, Unpack

import torch

from autograder.errors import ExerciseError
from autograder.judge.facts import wrong_facts
from autograder.judge.parts import Case, Kind, Mistake, Property, edge, ordinary
from autograder.judge.rules import Rule
from autograder.judge.snippet import dedented, defines, is_expression, statements

__all__ = ["Case", "Exercise", "Kind", "Mistake", "Property", "Unit", "edge", "ordinary"]


@dataclass(frozen=True, eq=False)
class Exercise:
    """Everything there is to know of one exercise; read it as a table.

    Two exercises are never equal, whatever they say: what is kept of one is not the other's.

    `reference` is the right answer in real PyTorch: a function with the student's signature, or
    one without parameters for a value or a prediction. `values_by`, where many answers are right
    (random numbers, say), replaces the comparison with the reference: it gets the arguments and
    the answer and returns None, or a sentence on what is wrong. `about_devices` is for what only a
    second device can tell right from wrong: where there is none, it is not checked. `why` says
    what it is good for, `reason` why a prediction comes out as it does, or what was wrong in
    `broken`; readers of the solutions see it. `dtypes` are those that are right beside the
    reference's own; `any_number` lets a Python int pass where the reference gives a float; with
    `own_generator` nothing may be drawn from the shared one; a `fresh` answer gives other random
    numbers when it is asked again.
    """

    name: str
    unit: str
    kind: Kind
    asks: str
    reference: Callable[..., Any]
    cases: Sequence[Case]
    why: str
    reason: str = ""
    mistakes: Sequence[Mistake] = ()
    alternatives: Sequence[str] = ()
    hints: Sequence[str] = ()
    points: float = 2
    rules: Sequence[Rule] = ()
    memory: Literal["view", "copy"] | None = None
    changes_inputs: bool = False
    gradients: bool = False
    values_by: Property | None = None
    tolerance: tuple[float, float] | None = None
    broken: str | None = None
    runs: str | None = None
    devices: bool = True
    about_devices: bool = False
    dtypes: Sequence[torch.dtype] = ()
    any_number: bool = False
    own_generator: bool = False
    fresh: bool = False
    parameters: Sequence[str] = ()
    beside: Sequence[Exercise] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        for plural in (
            "cases",
            "mistakes",
            "alternatives",
            "hints",
            "rules",
            "dtypes",
            "parameters",
        ):
            object.__setattr__(self, plural, tuple(getattr(self, plural)))

    @property
    def called(self) -> bool:
        """Whether the answer is a function to be called, rather than a value to be looked at."""
        return self.kind in ("function", "fix", "puzzle")

    def as_cell(self, code: str) -> str:
        """The answer cell that `code` stands for (see `Mistake`), ready to be executed."""
        code = dedented(code)
        if defines(self.name, code):
            return code + "\n"
        if not self.called:
            return f"{self.name} = {code}\n"
        if is_expression(code):
            code = f"return {code}"
        body = textwrap.indent(code, "    ")
        return f"def {self.name}({', '.join(self.parameters)}):\n{body}\n"


class AnyFacts(TypedDict, total=False):
    """What an exercise of any kind says of itself; see `Exercise`."""

    why: Required[str]
    hints: Required[Sequence[str]]
    reason: str
    mistakes: Sequence[Mistake]
    alternatives: Sequence[str]
    points: float
    about_devices: bool


class PredictFacts(AnyFacts):
    """What a prediction says of itself."""

    runs: Required[str]


class ValueFacts(AnyFacts, total=False):
    """What a value says of itself."""

    reference: Required[Callable[[], Any]]
    rules: Sequence[Rule]
    values_by: Property
    tolerance: tuple[float, float]
    dtypes: Sequence[torch.dtype]
    any_number: bool


class FunctionFacts(AnyFacts, total=False):
    """What a function or a puzzle says of itself."""

    reference: Required[Callable[..., Any]]
    cases: Required[Sequence[Case]]
    rules: Sequence[Rule]
    memory: Literal["view", "copy"]
    changes_inputs: bool
    gradients: bool
    values_by: Property
    tolerance: tuple[float, float]
    devices: bool
    dtypes: Sequence[torch.dtype]
    any_number: bool
    own_generator: bool
    fresh: bool


class FixFacts(FunctionFacts):
    """What a function to be fixed says of itself."""

    broken: Required[str]


class Unit:
    """Collects the exercises of one unit, in the order in which the lesson asks them.

    `title` is how lessons and tables call it, `about` what it teaches, in a few words.

    A method a kind. Every one of them takes the name, what is asked, and the facts by keyword;
    `autograder.judge.facts` lists them. A fact that is missing, mistyped or impossible raises
    ExerciseError, whose sentences say which and what to do.
    """

    def __init__(self, name: str, title: str, about: str | EllipsisType = ""):
        if about is ...:
            raise ExerciseError(f"{name}: still to be filled in: `about` (its row in README.md).")
        self.name = name
        self.title = title
        self.about = about
        self.exercises: list[Exercise] = []

    def value(self, name: str, asks: str, **facts: Unpack[ValueFacts]) -> Exercise:
        """Build one tensor (or number); `reference()` builds it too."""
        return self._add("value", name, asks, facts)

    def predict(self, name: str, asks: str, **facts: Unpack[PredictFacts]) -> Exercise:
        """Say what PyTorch answers to `runs`, code whose last line is the expression in question.

        The check runs it. Code that raises is predicted by the error's name, as text.
        """
        return self._add("predict", name, asks, facts)

    def function(self, name: str, asks: str, **facts: Unpack[FunctionFacts]) -> Exercise:
        """Write a function that works for inputs nobody has shown."""
        return self._add("function", name, asks, facts)

    def fix(self, name: str, asks: str, **facts: Unpack[FixFacts]) -> Exercise:
        """Fix `broken`, the function as the student finds it."""
        return self._add("fix", name, asks, facts)

    def puzzle(self, name: str, asks: str, **facts: Unpack[FunctionFacts]) -> Exercise:
        """One hard problem in a line or two, under `rules`."""
        return self._add("puzzle", name, asks, facts)

    def _add(self, kind: Kind, name: str, asks: str, facts: Mapping[str, Any]) -> Exercise:
        if wrong := wrong_facts(kind, name, {"asks": asks, **facts}):
            raise ExerciseError("\n".join(f"`{name}`: {sentence}" for sentence in wrong))
        given = {fact: value for fact, value in facts.items() if value is not None}
        exercise = Exercise(name, self.name, kind, asks, **_completed(kind, given))
        self.exercises.append(exercise)
        object.__setattr__(exercise, "beside", self.exercises)
        return exercise


def _completed(kind: Kind, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts, with what follows from them."""
    if kind == "value":
        return facts | {"cases": _THE_VALUE}
    if kind == "predict":
        reference = functools.partial(_what_happens, facts["runs"])
        runs = dedented(facts["runs"])
        return facts | {"cases": _THE_VALUE, "reference": reference, "runs": runs}
    parameters = tuple(inspect.signature(facts["reference"]).parameters)
    if kind == "fix":
        facts = facts | {"broken": dedented(facts["broken"]) + "\n"}
    return facts | {"parameters": parameters}


_THE_VALUE: Sequence[Case] = (Case("the value", lambda draw: (), ordinary=True),)


def _what_happens(code: str) -> Any:
    """What PyTorch answers to `code`; for code that raises, `"raises <the error's name>"`."""
    namespace = {"torch": torch}
    *before, last = statements(code)
    assert isinstance(last, ast.Expr)  # the unit has seen to it
    with warnings.catch_warnings(), torch.random.fork_rng(devices=[]):
        warnings.simplefilter("ignore")
        return _run(before, last, namespace)


def _run(before: list[ast.stmt], last: ast.Expr, namespace: dict[str, Any]) -> Any:
    try:
        exec(compile(ast.Module(before, []), "<predict>", "exec"), namespace)
        return eval(compile(ast.Expression(last.value), "<predict>", "eval"), namespace)
    except Exception as error:
        return f"raises {type(error).__name__}"
