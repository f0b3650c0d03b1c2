"""Right answers changed at one place: what the cases of an exercise must tell from a right one.

A mutant that still earns everything shows a case that is missing, unless it means the same.
"""

from __future__ import annotations

import ast
import contextlib
import inspect
import math
import sys
import textwrap
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import torch

from autograder.judge.changes import Change, changes, without_docstring
from autograder.judge.decide import decide
from autograder.judge.exercise import Exercise
from autograder.judge.expected import expected
from autograder.judge.inquiry import Inquiry
from autograder.judge.verify import verify
from autograder.witness.patience import OutOfTime, within
from autograder.witness.record import Record, Several, TensorRecord, record, value_of
from autograder.witness.surroundings import in_order
from autograder.witness.witness import observe

# An answer takes milliseconds; what a mutant still runs after these seconds, it runs for ever.
_PATIENCE = 4.0


@dataclass(frozen=True)
class Answer:
    """A right answer: where it stands, its cell, and the names that the cell may use.

    `before` are cells that it needs, which stay as they are.
    """

    source: str
    cell: str
    given: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    # The rules are read in a student's text, which the reference is not.
    is_read: bool = True
    before: str = ""


@dataclass(frozen=True)
class Mutant(Change):
    """A changed answer, and the answer that it was."""

    answer: Answer


# -- the right answers ----------------------------------------------------------------------------


def answers(exercise: Exercise, solution: str | None = None, before: str = "") -> list[Answer]:
    """The reference, the alternatives, and the `solution` cell of the lesson where it is given.

    `before` are the cells of the lesson that the solution needs.

    Of a prediction no more than the solution: its alternatives are other ways of writing it.
    """
    found = [] if solution is None else [Answer("solution", solution, before=before)]
    if exercise.kind == "predict":
        return found
    others = [
        Answer(f"alternative {i}", exercise.as_cell(code))
        for i, code in enumerate(exercise.alternatives)
    ]
    return [_reference(exercise), *found, *others]


def _reference(exercise: Exercise) -> Answer:
    """The reference as an answer cell, in the names of its own module."""
    function: Any = exercise.reference
    module = sys.modules[function.__module__]
    node = _code_of(function, ast.parse(inspect.getsource(module)))
    lines: list[ast.stmt]
    if isinstance(node, ast.Lambda):
        lines = [ast.Return(node.body)]
    else:
        lines = without_docstring(node.body)
    if exercise.called:
        text = "\n".join(ast.unparse(ast.fix_missing_locations(line)) for line in lines)
        cell = f"def {exercise.name}({ast.unparse(node.args)}):\n{textwrap.indent(text, '    ')}\n"
    elif isinstance(node, ast.Lambda):
        cell = f"{exercise.name} = {ast.unparse(node.body)}\n"
    else:
        text = "\n".join(map(ast.unparse, lines))
        cell = f"def _made():\n{textwrap.indent(text, '    ')}\n{exercise.name} = _made()\n"
    return Answer("reference", cell, vars(module), is_read=False)


def _code_of(function: Any, module: ast.Module) -> ast.Lambda | ast.FunctionDef:
    """Where a function stands in its module."""
    code, parameters = function.__code__, list(inspect.signature(function).parameters)
    for node in ast.walk(module):
        match node:
            case ast.Lambda() | ast.FunctionDef():
                names = [argument.arg for argument in node.args.args]
                if (node.lineno, names) == (code.co_firstlineno, parameters):
                    return node
    raise ValueError(f"{function} has no source")


# -- the trial ------------------------------------------------------------------------------------


class Gate:
    """The cases of one exercise, through which no mutant should get."""

    def __init__(self, exercise: Exercise):
        self.exercise = exercise
        self._inquiry = Inquiry(exercise)

    def passes(self, answer: Answer) -> bool:
        """Whether an answer earns everything on the public seed."""
        # What PyTorch loads at its first use may take longer than an answer may.
        for _ in range(2):
            given = self._made(answer, answer.cell)
            if given is not _NOTHING and self._verified(answer, answer.cell, given):
                return True
        return False

    def lets_through(self, mutant: Mutant) -> bool:
        """Whether a mutant earns everything, though it is not just another way to one value."""
        given = self._made(mutant.answer, mutant.cell)
        if given is _NOTHING or not self._earns_all(mutant.answer, mutant.cell, given):
            return False
        return self.exercise.called or not self._is_the_value(given)

    def _made(self, answer: Answer, cell: str) -> Any:
        """What the exercise's name holds after the cell ran; _NOTHING where it raises."""
        namespace = {**answer.given, "torch": torch}
        try:
            with within(_PATIENCE), in_order(), _quiet():
                exec(
                    compile(answer.before + cell, f"<a mutant of {self.exercise.name}>", "exec"),
                    namespace,
                )
        except (Exception, OutOfTime):
            return _NOTHING
        return namespace.get(self.exercise.name, _NOTHING)

    def _earns_all(self, answer: Answer, cell: str, given: Any) -> bool:
        for trial in self._inquiry.trials:
            seen = observe(trial.question, given, _PATIENCE)
            if seen.outcome == "out of time":
                return False
            if decide(self.exercise, trial.question, expected(self.exercise, trial), seen):
                return False
        return self._verified(answer, cell, given)

    def _verified(self, answer: Answer, cell: str, given: Any) -> bool:
        program = answer.before + cell if answer.is_read else ""
        return verify(self.exercise, given, program=program).passed

    def _is_the_value(self, given: Any) -> bool:
        """Whether a value or prediction is the right one to the last digit that a float shows."""
        right, got = expected(self.exercise, self._inquiry.trials[0]).came, record(given)
        if isinstance(right, TensorRecord) and isinstance(got, TensorRecord):
            return torch.equal(right.data, got.data.to(right.data.dtype))
        # A prediction may be written as a list.
        mine, theirs = _plain(right), _plain(got)
        if isinstance(mine, int | float) and isinstance(theirs, int | float):
            return math.isclose(mine, theirs, rel_tol=1e-9)
        return repr(mine) == repr(theirs)


_NOTHING = object()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings(), torch.random.fork_rng(devices=[]):
        warnings.simplefilter("ignore")
        yield


def _plain(rec: Record) -> Any:
    if isinstance(rec, TensorRecord):
        return rec.data.tolist()
    return list(map(_plain, rec.items)) if isinstance(rec, Several) else value_of(rec)


def survivors(exercise: Exercise, found: list[Answer]) -> Iterator[Mutant]:
    """The mutants of right answers that the exercise takes for right, each change once.

    Raises ValueError for an answer that isn't right to begin with.
    """
    gate = Gate(exercise)
    met: set[tuple[str, str]] = set()
    for answer in found:
        if not gate.passes(answer):
            raise ValueError(f"{exercise.name}: the {answer.source} is not right:\n{answer.cell}")
        for change in changes(answer.cell):
            mutant = Mutant(change.was, change.now, change.cell, answer)
            if (change.was, change.now) not in met and gate.lets_through(mutant):
                met.add((change.was, change.now))
                yield mutant
