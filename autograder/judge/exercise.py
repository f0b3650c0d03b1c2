"""What an exercise is: the table of facts that the modules of `autograder.exercises` fill in."""

from __future__ import annotations

import ast
import functools
import inspect
import textwrap
import warnings
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Required, TypedDict, Unpack

import torch

from autograder.judge.rules import Rule
from autograder.witness.draw import Draw

Kind = Literal["value", "function", "predict", "fix", "puzzle"]


# Draws the arguments of one call.
MakeCase = Callable[[Draw], tuple[Any, ...]]
# Says of the arguments and an answer what is wrong with it, or None.
Property = Callable[[tuple[Any, ...], Any], str | None]


@dataclass(frozen=True)
class Case:
    """One situation that an answer is tried in.

    `make` draws the arguments of the call, as a tuple, from a seeded `Draw`. The ordinary cases
    must all pass before anything is earned; each edge case then carries a share of
    half of what is left: the other half is for whoever misses none.
    `at_most` is the share that an answer earns at most which fails this case: less than usual
    where the case is a good part of the task.
    """

    label: str
    make: MakeCase
    ordinary: bool
    at_most: float = 1.0


def ordinary(label: str, make: MakeCase) -> Case:
    """A case that shows what the exercise is about."""
    return Case(label, make, ordinary=True)


def edge(label: str, make: MakeCase, at_most: float = 1.0) -> Case:
    """A case at the rim of the contract: empty, one element, non-contiguous, integer, ..."""
    return Case(label, make, ordinary=False, at_most=at_most)


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that students really give, and the sentence that helps whoever gave it.

    `code` is an expression (the answer), statements (the body of the function), or a whole
    cell that defines the exercise's name. `any_values` is for code whose values are chance, such
    as uninitialised memory: it is recognised by type, shape and dtype alone. `by_value` is for a
    sentence that speaks of the values alone, and is true of whatever gives them; any other is said
    only of an answer that is written like the code (see `judge.cause`). `label` names the mistake
    in reports; by default it is derived from the code, so that the sentence may be reworded.
    """

    code: str
    says: str
    any_values: bool = False
    by_value: bool = False
    unless: Sequence[str] = ()
    again: Sequence[str] = ()
    label: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "unless", tuple(self.unless))
        object.__setattr__(self, "again", tuple(self.again))
        if not self.label:
            code = textwrap.dedent(self.code).strip()
            object.__setattr__(self, "label", f"{zlib.crc32(code.encode()):08x}")


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
        code = textwrap.dedent(code).strip("\n")
        if self._defines_name(code):
            return code + "\n"
        if not self.called:
            return f"{self.name} = {code}\n"
        if _is_expression(code):
            code = f"return {code}"
        body = textwrap.indent(code, "    ")
        return f"def {self.name}({', '.join(self.parameters)}):\n{body}\n"

    def _defines_name(self, code: str) -> bool:
        for statement in ast.parse(code).body:
            if isinstance(statement, ast.FunctionDef) and statement.name == self.name:
                return True
            if isinstance(statement, ast.Assign):
                targets = statement.targets
            elif isinstance(statement, ast.AnnAssign | ast.AugAssign):
                targets = [statement.target]
            else:
                continue
            if any(isinstance(t, ast.Name) and t.id == self.name for t in targets):
                return True
        return False


def _is_expression(code: str) -> bool:
    try:
        ast.parse(code, mode="eval")
    except SyntaxError:
        return False
    return True


class Facts(TypedDict, total=False):
    """What an exercise of any kind says of itself; see `Exercise`."""

    why: Required[str]
    reason: str
    mistakes: Sequence[Mistake]
    alternatives: Sequence[str]
    hints: Sequence[str]
    points: float
    rules: Sequence[Rule]
    memory: Literal["view", "copy"]
    changes_inputs: bool
    gradients: bool
    values_by: Property
    tolerance: tuple[float, float]
    devices: bool
    about_devices: bool
    dtypes: Sequence[torch.dtype]
    any_number: bool
    own_generator: bool
    fresh: bool


class Unit:
    """Collects the exercises of one unit, in the order in which the lesson asks them.

    A method a kind. Every one of them takes the name, what is asked, and the facts by keyword.
    """

    def __init__(self, name: str, title: str):
        self.name = name
        self.title = title
        self.exercises: list[Exercise] = []

    def value(
        self, name: str, asks: str, *, reference: Callable[[], Any], **facts: Unpack[Facts]
    ) -> Exercise:
        """Build one tensor (or number); `reference()` builds it too."""
        return self._add(Exercise(name, self.name, "value", asks, reference, _THE_VALUE, **facts))

    def predict(self, name: str, asks: str, *, runs: str, **facts: Unpack[Facts]) -> Exercise:
        """Say what PyTorch answers to `runs`, code whose last line is the expression in question.

        The check runs it. Code that raises is predicted by the error's name, as text.
        """
        happens = functools.partial(_what_happens, runs)
        runs = textwrap.dedent(runs).strip("\n")
        return self._add(
            Exercise(name, self.name, "predict", asks, happens, _THE_VALUE, runs=runs, **facts)
        )

    def function(
        self,
        name: str,
        asks: str,
        *,
        reference: Callable[..., Any],
        cases: Sequence[Case],
        **facts: Unpack[Facts],
    ) -> Exercise:
        """Write a function that works for inputs nobody has shown."""
        return self._call("function", name, asks, reference, cases, None, facts)

    def fix(
        self,
        name: str,
        asks: str,
        *,
        broken: str,
        reference: Callable[..., Any],
        cases: Sequence[Case],
        **facts: Unpack[Facts],
    ) -> Exercise:
        """Fix `broken`, the function as the student finds it."""
        broken = textwrap.dedent(broken).strip("\n") + "\n"
        return self._call("fix", name, asks, reference, cases, broken, facts)

    def puzzle(
        self,
        name: str,
        asks: str,
        *,
        reference: Callable[..., Any],
        cases: Sequence[Case],
        **facts: Unpack[Facts],
    ) -> Exercise:
        """One hard problem in a line or two, under `rules`."""
        return self._call("puzzle", name, asks, reference, cases, None, facts)

    def _call(
        self,
        kind: Kind,
        name: str,
        asks: str,
        reference: Callable[..., Any],
        cases: Sequence[Case],
        broken: str | None,
        facts: Facts,
    ) -> Exercise:
        """An exercise whose answer is a function, with the parameters of its reference."""
        parameters = tuple(inspect.signature(reference).parameters)
        return self._add(
            Exercise(
                name,
                self.name,
                kind,
                asks,
                reference,
                cases,
                broken=broken,
                parameters=parameters,
                **facts,
            )
        )

    def _add(self, exercise: Exercise) -> Exercise:
        self.exercises.append(exercise)
        object.__setattr__(exercise, "beside", self.exercises)
        return exercise


_THE_VALUE: Sequence[Case] = (Case("the value", lambda draw: (), ordinary=True),)


def _what_happens(code: str) -> Any:
    """What PyTorch answers to `code`; for code that raises, `"raises <the error's name>"`."""
    namespace = {"torch": torch}
    *before, last = ast.parse(textwrap.dedent(code)).body
    with warnings.catch_warnings(), torch.random.fork_rng(devices=[]):
        warnings.simplefilter("ignore")
        return _run(before, last, code, namespace)


def _run(before: list[ast.stmt], last: ast.stmt, code: str, namespace: dict[str, Any]) -> Any:
    try:
        exec(compile(ast.Module(before, []), "<predict>", "exec"), namespace)
        if not isinstance(last, ast.Expr):
            raise ValueError(f"the last line of a prediction must be an expression: {code!r}")
        return eval(compile(ast.Expression(last.value), "<predict>", "eval"), namespace)
    except Exception as error:
        return f"raises {type(error).__name__}"
