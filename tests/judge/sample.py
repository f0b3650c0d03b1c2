"""A few exercises for the tests of the engine, apart from the course's own."""

import torch

from autograder.judge import exercise
from autograder.judge.exercise import Mistake, edge, ordinary
from autograder.judge.rules import at_most, forbid, no_loop, only
from autograder.witness.draw import Code, apart

__all__ = ["Code", "Mistake", "Unit", "edge", "no_loop", "ordinary"]

FACTS = {"hints": ["look", "think", "write"], "why": "It matters."}


class Unit(exercise.Unit):
    """Fills in the words that a test of the engine has no use for."""

    def _add(self, kind, name, asks, facts):
        said = {fact: value for fact, value in facts.items() if value != ""}
        return super()._add(kind, name, asks or "Do it.", FACTS | said)


unit = Unit("99_sample", "Sample")

triple = unit.value(
    "triple", "The vector 1, 2, 3.", reference=lambda: torch.tensor([1, 2, 3]), **FACTS
)

hadamard = unit.function(
    "hadamard",
    "Multiply element by element.",
    reference=lambda a, b: a * b,
    cases=[
        ordinary("vectors", lambda d: (n := d.int(2, 5)) and (d.floats(n), d.floats(n))),
        ordinary("matrices", lambda d: (d.ints(2, 2), d.ints(2, 2))),
        edge("empty", lambda d: (d.floats(0), d.floats(0))),
        edge("non-contiguous", lambda d: (apart(d.floats(3)), d.floats(3))),
    ],
    **FACTS
    | {
        "mistakes": [
            Mistake("a @ b", "`@` multiplies matrices."),
            Mistake("a + b", "That adds."),
        ]
    },
)

first_row = unit.function(
    "first_row",
    "The first row, as a view.",
    reference=lambda m: m[0],
    memory="view",
    cases=[ordinary("a matrix", lambda d: (d.floats(3, 2, low=1),))],
    **FACTS,
)

row_copy = unit.function(
    "row_copy",
    "The first row, as a copy.",
    reference=lambda m: m[0].clone(),
    memory="copy",
    cases=[ordinary("a matrix", lambda d: (d.floats(3, 2, low=1),))],
    **FACTS,
)

squares = unit.function(
    "squares",
    "Square, keeping the graph.",
    reference=lambda x: x * x,
    gradients=True,
    cases=[ordinary("a vector", lambda d: (d.floats(3, low=1, grad=True),))],
    **FACTS,
)


def _double(x):
    x *= 2


doubled = unit.function(
    "doubled",
    "Double in place; give nothing back.",
    reference=_double,
    changes_inputs=True,
    cases=[ordinary("a vector", lambda d: (d.floats(3, low=1),))],
    **FACTS,
)

extremes = unit.function(
    "extremes",
    "The smallest and the largest, as numbers.",
    reference=lambda t: (t.min().item(), t.max().item()),
    cases=[ordinary("a vector", lambda d: (d.floats(4),))],
    **FACTS,
)

total = unit.puzzle(
    "total",
    "The sum, without a loop, in at most two operations, without `sum`.",
    reference=lambda t: t @ torch.ones_like(t),
    rules=[no_loop, at_most(2), forbid("sum")],
    cases=[ordinary("a vector", lambda d: (d.floats(4),))],
    **FACTS,
)

by_slices = unit.puzzle(
    "by_slices",
    "The first element, by indexing alone.",
    reference=lambda t: t[0],
    rules=[only("[]")],
    cases=[ordinary("a vector", lambda d: (d.floats(4),))],
    **FACTS,
)

some_dtype = unit.predict("some_dtype", "Which?", runs="torch.arange(3).dtype", **FACTS)
some_shape = unit.predict(
    "some_shape",
    "Which?",
    runs="torch.zeros(2, 3).shape",
    **FACTS | {"mistakes": [Mistake("(3, 2)", "The other way round.")]},
)
some_error = unit.predict("some_error", "What?", runs="torch.tensor([[1], [2, 3]])", **FACTS)
some_bool = unit.predict(
    "some_bool", "What?", runs="torch.equal(torch.ones(1), torch.ones(1))", **FACTS
)
some_tensor = unit.predict("some_tensor", "What?", runs="torch.arange(3) * 2", **FACTS)
some_number = unit.predict("some_number", "What?", runs="torch.ones(3).mean().item() / 3", **FACTS)

mean_of = unit.fix(
    "mean_of",
    "Mend it.",
    broken="def mean_of(x):\n    return x.sum() / 2\n",
    reference=lambda x: x.mean(),
    cases=[ordinary("a vector", lambda d: (d.floats(3, low=1),))],
    **FACTS,
)

dice = unit.function(
    "dice",
    "n throws.",
    reference=lambda n: torch.randint(1, 7, (n,)),
    values_by=lambda args, t: None if bool(((t >= 1) & (t <= 6)).all()) else "a die shows 1 to 6.",
    cases=[ordinary("many", lambda d: (100,))],
    **FACTS,
)
