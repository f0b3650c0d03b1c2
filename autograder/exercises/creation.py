"""Unit 03_creation: ranges, shapes, filled tensors, random numbers, patterns from counting."""

import ast
from dataclasses import dataclass
from typing import Any

import torch

from autograder.judge.cases import ANY, of_each
from autograder.judge.exercise import Mistake, Unit, edge, ordinary
from autograder.judge.rules import Rule, at_most, forbid, no_loop
from autograder.witness.draw import Draw, apart

unit = Unit("03_creation", "Making tensors", about="ranges, fillings, random numbers, seeds")

# -- ranges ---------------------------------------------------------------------------------------

unit.value(
    "countdown",
    "Make the integers 10, 9, 8, ..., 1, in that order.",
    points=1,
    reference=lambda: torch.arange(10, 0, -1),
    mistakes=[
        Mistake(
            "torch.arange(10, 1, -1)",
            "The end is left out when counting down, too: this stops at 2. To keep the 1, name the next number as the end.",
        ),
        Mistake(
            "torch.arange(1, 11)",
            "These are the right numbers, counting upwards. A third argument is the step, and a step may be negative.",
        ),
        Mistake(
            "torch.arange(10)",
            "`arange(10)` counts up from 0 to 9. Give it a start, an end and a step.",
        ),
        Mistake(
            "torch.arange(10, 0, -1.0)",
            "One decimal point is enough to make every number a float. Write the step as an integer.",
        ),
    ],
    alternatives=["torch.arange(1, 11).flip(0)", "10 - torch.arange(10)"],
    hints=[
        "`arange` takes up to three numbers: start, end, step.",
        "Start at 10, with a step of −1. The end is the first number you no longer want.",
        "`torch.arange(10, ..., -1)`. What comes after 1?",
    ],
    why="Programs that paint pictures out of noise count their steps down like this, the last one first.",
)

unit.predict(
    "tenths_count",
    "How many elements does `torch.arange(1, 1.3, 0.1)` have?",
    points=1,
    runs="len(torch.arange(1, 1.3, 0.1))",
    mistakes=[
        Mistake(
            "3",
            "By the rule it should be three: 1, 1.1 and 1.2, without the end. But 0.1 has no exact form in binary: look at what `(1.3 - 1) / 0.1` gives in Python.",
        ),
        Mistake("2", "Count again: 1 itself is in, then come 1.1 and 1.2. And then watch the end."),
        Mistake(
            "[1.0, 1.1, 1.2]",
            "The question is how many there are: one number. And check whether the end is really left out here.",
        ),
        Mistake("torch.arange(1, 1.3, 0.1)", "Those are the elements. How many are there?"),
    ],
    alternatives=["torch.arange(1, 1.3, 0.1).shape[0]", "4.0"],
    hints=[
        "PyTorch computes (end − start) / step and rounds it up to the next whole number.",
        "Let Python tell you `(1.3 - 1) / 0.1`, all its digits.",
        "It is a tiny bit more than 3, and rounding up gives one more.",
    ],
    reason="`arange` divides 1.3 - 1 by 0.1 and rounds up. In binary the quotient is 3.0000000000000004, a speck above 3, so there are four elements.",
    why="Never count with a float step: use `linspace`, or count in integers and multiply.",
)

_OVERSHOOTS = ((1.0, 1.3), (2.0, 2.6), (3.0, 3.6))
_FALLS_SHORT = ((0.0, 0.3), (0.0, 0.6), (0.0, 0.7))

unit.fix(
    "ruler",
    "Give the marks of a ruler from `start` to `end`, both included, `step` apart.",
    broken="""\
def ruler(start, end, step):
    return torch.arange(start, end + step, step)
""",
    reference=lambda start, end, step: torch.linspace(start, end, round((end - start) / step) + 1),
    cases=[
        ordinary("tenths, not from 0", lambda d: (*d.choice(_OVERSHOOTS), 0.1)),
        ordinary("tenths from 0", lambda d: (*d.choice(_FALLS_SHORT), 0.1)),
        ordinary("quarters", lambda d: (*_span(d.int(-3, 3) + 0.125, d.int(3, 8), 0.25), 0.25)),
        edge("one mark", lambda d: (float(d.int(-3, 3)),) * 2 + (0.5,)),
        edge("whole steps", lambda d: (*_span(d.int(-9, 0), d.int(2, 5), 3.0), 3.0)),
        edge("downwards", lambda d: (*_span(d.int(0, 3), d.int(2, 5), -0.5), -0.5)),
        edge("a fine ruler", lambda d: (*_span(0.0, d.int(3, 6), 0.0005), 0.0005)),
    ],
    mistakes=[
        Mistake(
            "marks = torch.arange(start, end + step, step)\nreturn marks",
            "That is still the old way: with a float step nobody can say whether `arange` goes one mark too far. `linspace` takes the number of marks.",
        ),
        Mistake(
            "torch.arange(start, end, step)",
            "Now the last mark depends on luck: `arange` leaves the end out, except where rounding puts it in. `linspace` always has both ends.",
        ),
        Mistake(
            "torch.linspace(start, end, step)",
            "The third argument of `linspace` isn't the step: it is how many points you want, a whole number.",
        ),
        Mistake(
            "torch.linspace(start, end, round((end - start) / step))",
            "Four steps need five marks, as four gaps in a fence need five posts: add one.",
        ),
        Mistake(
            "torch.linspace(start, end, int((end - start) / step) + 1)",
            "`int` cuts off: 0.3 / 0.1 is 2.9999999999999996, and `int` makes that 2. `round` goes to the nearest whole number.",
        ),
        Mistake(
            "torch.linspace(start, end, int((end - start) / step))",
            "Four gaps in a fence need five posts: add one mark. And use `round` in place of `int`, which cuts 2.9999999999999996 down to 2.",
        ),
    ],
    alternatives=[
        "start + step * torch.arange(round((end - start) / step) + 1)",
        "torch.arange(start, end + step / 2, step)",
    ],
    hints=[
        "Which function takes both ends and a count, in place of a step?",
        "How many steps fit between start and end? There is one more mark than that. Take care how you turn it into a whole number.",
        "`linspace(start, end, ...)`: the number of marks is `round(...)` of the number of steps, and one more.",
    ],
    reason="A rounding error in the steps can let in one mark too many. `linspace` is told the number of marks, and `round` takes the error away before one is added.",
    why="The axes of a chart want both of their ends, and so does every grid.",
)


def _span(start: float, steps: int, step: float) -> tuple[float, float]:
    return float(start), start + steps * step


# -- shapes ---------------------------------------------------------------------------------------

unit.function(
    "seat_numbers",
    "Number the seats of a cinema from 1, row by row.",
    reference=lambda rows, seats: torch.arange(1, rows * seats + 1).reshape(rows, seats),
    cases=[
        ordinary("a wide room", lambda d: (d.int(2, 3), d.int(4, 6))),
        ordinary("a long room", lambda d: (d.int(4, 5), d.int(2, 3))),
        edge("one row", lambda d: (1, d.int(2, 5))),
        edge("one seat a row", lambda d: (d.int(2, 5), 1)),
        edge("no rows", lambda d: (0, d.int(2, 5))),
    ],
    mistakes=[
        Mistake(
            "torch.arange(rows * seats).reshape(rows, seats)",
            "The layout is right, but this counts from 0; the first seat is number 1.",
            again=[
                "Every number is one too small. Add 1 to the whole tensor, or let `arange` start with 1."
            ],
        ),
        Mistake(
            "torch.arange(1, rows * seats + 1)",
            "All the numbers are there, in one long row. `reshape` puts them into rows.",
        ),
        Mistake(
            "torch.arange(1, rows * seats + 1).reshape(seats, rows)",
            "The sizes are the wrong way round: a shape names the rows first.",
        ),
        Mistake(
            "torch.arange(1, rows * seats + 1).reshape(seats, rows).T",
            "The shape is right, but you number column by column: seat 2 should be next to seat 1.",
        ),
        Mistake(
            "torch.arange(1, rows * seats).reshape(rows, seats)",
            "`arange` leaves out its end, so one number is missing and the rest can't be laid out.",
        ),
    ],
    alternatives=[
        "torch.arange(rows * seats).view(rows, seats) + 1",
        "torch.ones(rows * seats, dtype=torch.int64).cumsum(0).reshape(rows, seats)",
    ],
    hints=[
        "Make the numbers first, then think about rows.",
        "How many seats are there? The last number must be in, and `arange` leaves its end out.",
        "After `torch.arange(1, rows * seats + 1)` only the shape is missing, rows first.",
    ],
    why="The pixels of a picture and the words of a text come as one long row, and get their shape this way.",
)

unit.fix(
    "by_exam",
    "`scores` has a row for each student; return a matrix with a row for each exam.",
    broken="""\
def by_exam(scores):
    students, exams = scores.shape
    return scores.reshape(exams, students)
""",
    reference=lambda scores: scores.T,
    cases=[
        ordinary("more students", lambda d: (d.floats(d.int(3, 4), 2),)),
        ordinary("more exams", lambda d: (d.floats(2, d.int(3, 5)),)),
        edge("as many exams as students", lambda d: (d.floats(3, 3),)),
        edge("whole numbers", lambda d: (d.ints(2, d.int(3, 4)),)),
        *of_each(ANY, lambda d, dtype: (d.of(dtype, 3, 2),)),
        edge("one student", lambda d: (d.floats(1, d.int(2, 4)),)),
        edge("no students", lambda d: (d.floats(0, 3),)),
        edge("non-contiguous", lambda d: (apart(d.floats(2, 3)),)),
    ],
    mistakes=[
        Mistake(
            "students, exams = scores.shape\nreturn scores.view(exams, students)",
            "`reshape` and `view` keep the reading order: they cut the same row of numbers into other pieces. Rows and columns must swap places.",
            again=[
                "Write two rows of three on paper and swap rows and columns by hand. Which operation does that? It has a name of a single letter, too."
            ],
        ),
        Mistake(
            "scores",
            "That returns the table as it came. Rows and columns must swap places.",
        ),
        Mistake(
            "scores.flip(0)",
            "That turns the table upside down: the students are still the rows.",
        ),
        Mistake(
            "scores.reshape(-1)",
            "That lays all the scores in one row. One exam's scores are a column: which operation turns columns into rows?",
        ),
    ],
    alternatives=["scores.t()", "scores.transpose(0, 1)", "scores.permute(1, 0)"],
    hints=[
        "Take two students and three exams, and write down by hand what should come out.",
        "`reshape` keeps the reading order. Here the first column must become the first row.",
        "It was in unit 02: the operation that turns rows into columns, written with one letter.",
    ],
    reason="`reshape` keeps the reading order, so scores of different students ended up in one row. The transpose turns each column into a row.",
    why="A reshape where a transpose was meant gives the right shape and mixed-up data, without a word.",
)

unit.predict(
    "view_of_turned",
    "What happens in `torch.arange(6).reshape(2, 3).t().view(6)`?",
    points=1,
    runs="torch.arange(6).reshape(2, 3).t().view(6)",
    mistakes=[
        Mistake(
            "[0, 3, 1, 4, 2, 5]",
            "That is what `reshape(6)` gives, by copying. `view` never copies: can those numbers be read from the memory 0 1 2 3 4 5 in even steps?",
        ),
        Mistake(
            "[0, 1, 2, 3, 4, 5]",
            "That is how the memory is laid out, but not how the turned matrix reads: its first row is 0, 3.",
        ),
        Mistake(
            '"raises TypeError"',
            "It does raise. But the argument is of the right type: it is the memory that doesn't allow it.",
        ),
    ],
    alternatives=['"RuntimeError"', "RuntimeError"],
    hints=[
        "Write down the turned matrix, and read it row by row.",
        "You get 0, 3, 1, 4, 2, 5. In memory they are still 0 1 2 3 4 5, and `view` may not copy.",
        "No even step reads them in that order, so it fails, with the same error that most shape problems raise.",
    ],
    reason="Read row by row, the turned matrix is 0, 3, 1, 4, 2, 5; in memory it is still 0 1 2 3 4 5. No even step leads through them in that order, and `view` may not copy.",
    why="You will meet this error after a transpose or a permute; `reshape` is the answer.",
)

# -- filled tensors -------------------------------------------------------------------------------


def _is_noise(arguments: tuple[Any, ...], noise: torch.Tensor) -> str | None:
    """What is wrong with numbers that should come from the bell curve, as far as many can tell."""
    n = noise.numel()
    if not bool(noise.isfinite().all()):
        return "some of your numbers are inf or nan. They should come from the bell curve alone."
    if n < 500:
        alike = n > 1 and noise.unique().numel() == 1
        return "all your numbers are the same. Each should be drawn afresh." if alike else None
    mean, spread = noise.double().mean().item(), noise.double().std().item()
    if abs(mean) > 0.2:
        return f"the mean of your {n} numbers is {mean:.2f}; it should be near 0."
    if not 0.85 < spread < 1.15:
        return f"the standard deviation of your {n} numbers is {spread:.2f}; it should be near 1."
    if noise.abs().max() < 2:
        return f"of your {n} numbers none is further from 0 than 2, but the bell curve has tails."
    return None


unit.function(
    "noise_like",
    "Draw numbers from the bell curve that match `x` in shape and device, and in dtype if it is a float.",
    reference=lambda x: torch.randn_like(x / 1),
    values_by=_is_noise,
    fresh=True,
    rules=[forbid("manual_seed")],
    cases=[
        ordinary("floats", lambda d: (d.floats(20, d.int(30, 50), low=1),)),
        ordinary("whole numbers", lambda d: (d.ints(20, d.int(30, 50), low=1),)),
        ordinary("double precision", lambda d: (d.floats(20, d.int(30, 50), dtype=torch.float64),)),
        *of_each(ANY, lambda d, dtype: (d.of(dtype, 2, 3),)),
        edge("twenty zeros", lambda d: (torch.zeros(20),)),
        edge("another twenty zeros", lambda d: (torch.zeros(20),)),
        edge("rank 0", lambda d: (d.floats(),)),
        edge("no elements", lambda d: (d.floats(0, 3),)),
        edge("nan and inf inside", lambda d: (_with_nan_and_inf(d),)),
        edge("non-contiguous", lambda d: (apart(d.floats(2, 3)),)),
    ],
    mistakes=[
        Mistake(
            "torch.randn_like(x)",
            "For floats that is all. But there are no whole numbers on the bell curve, so `randn_like` refuses whole numbers. What turns those into floats, and leaves float64 as it is?",
        ),
        Mistake(
            "torch.randn_like(x, dtype=torch.float32)",
            "Now whole numbers work, but float64 comes back as float32. Only whole numbers should change their dtype.",
        ),
        Mistake(
            "torch.rand_like(x / 1)",
            "Those are spread evenly between 0 and 1. The one with an n draws from the bell curve.",
        ),
        Mistake(
            "torch.randn(x.shape)",
            "The shape is that of `x`; dtype and device aren't. On a GPU your noise would stay behind on the CPU. A `_like` function takes all three.",
        ),
        Mistake(
            "x + torch.randn_like(x / 1)",
            "That is `x` with the noise added to it. We want the noise alone.",
        ),
        Mistake(
            "torch.randn_like(x / 1).to(x.dtype)",
            "For whole numbers you cut the decimals off again, and most of the noise is 0 then. Leave it as float32.",
        ),
        Mistake(
            "torch.randn_like(x / 1) * x",
            "Your noise is stretched by the values of `x`. Only its shape, its dtype and its device should count.",
        ),
    ],
    alternatives=[
        "torch.randn_like(x * 1.0)",
        """
        if x.is_floating_point():
            return torch.randn_like(x)
        return torch.randn_like(x, dtype=torch.float32)
        """,
        "torch.randn(x.shape, dtype=(x / 1).dtype, device=x.device)",
        "torch.empty_like(x / 1).normal_()",
    ],
    hints=[
        "Try it with floats first, then with whole numbers. What does the error say?",
        "`randn_like` needs floats to match. Which of `+`, `-`, `*` and `/` gives floats even for whole numbers?",
        "Divide `x` by 1: whole numbers become float32, and floats stay what they are. Then draw like that.",
    ],
    why="Training often adds a little noise to its data, so that a network doesn't learn every speck by heart.",
)


def _with_nan_and_inf(d: Draw) -> torch.Tensor:
    x = d.floats(4)
    x[1], x[2] = torch.nan, torch.inf
    return x


# -- random numbers -------------------------------------------------------------------------------

unit.predict(
    "second_draw",
    "Which of these draws are equal?",
    points=1,
    runs="""
    torch.manual_seed(1)
    a = torch.rand(3)
    b = torch.rand(3)
    torch.manual_seed(1)
    c = torch.rand(3)
    [torch.equal(a, b), torch.equal(a, c)]
    """,
    mistakes=[
        Mistake(
            "[True, True]",
            "A seed doesn't stop the dice: it fixes the whole series of throws. `b` is the next part of it.",
        ),
        Mistake(
            "[False, False]",
            "`a` and `b` do differ. But then the same seed is set again: where does the sequence start over?",
        ),
        Mistake(
            "[True, False]",
            "It is the other way round: what comes first after the same seed is the same.",
        ),
    ],
    alternatives=["(False, True)", "[1 == 2, 1 == 1]"],
    hints=[
        "Think of a long list of random numbers in a drawer. The seed chooses the list and goes to its top.",
        "`a` takes what comes first in that list, `b` what comes next.",
        "Setting the seed again goes back to the top of the same list. Which draw was at the top?",
    ],
    reason="`a` and `b` are the first and the second draw of one sequence. Setting the seed again goes back to its beginning, so `c` is drawn as `a` was.",
    why="Set the seed once, at the top: in a loop it would give the same 'random' numbers each time.",
)


def _fair_dice(arguments: tuple, thrown: torch.Tensor) -> str | None:
    """What is wrong with the throws, if anything; bounds are six standard deviations wide or more."""
    (n,) = arguments
    if n and not 1 <= int(thrown.min()) <= int(thrown.max()) <= 6:
        return f"it threw a {_outlier(thrown)}, and a die shows 1 to 6."
    if n < 1000:
        return None
    counts = [int((thrown == face).sum()) for face in range(1, 7)]
    if 0 in counts:
        return (
            f"in {n} throws not one {counts.index(0) + 1} came up. A die shows 1 to 6, 6 included."
        )
    if max(counts) - min(counts) <= 1:
        return f"in {n} throws all faces came up equally often, to the last throw. Dice aren't that orderly: throw each die by itself, rather than shuffle a prepared list."
    if min(counts) < n / 8 or max(counts) > n * 5 / 24:
        face = max(range(6), key=lambda i: abs(counts[i] - n / 6))
        return f"in {n} throws the {face + 1} came up {counts[face]} times. Each face should come about equally often."
    repeats = int((thrown[1:] == thrown[:-1]).sum())
    if not n / 12 < repeats < n / 4:
        return f"in {n} throws the same face came twice in a row {repeats} times. Each throw should be drawn afresh."
    return None


def _outlier(thrown: torch.Tensor) -> int:
    return int(thrown.min()) if int(thrown.min()) < 1 else int(thrown.max())


unit.fix(
    "throw_dice",
    "Throw a fair die `n` times: whole numbers from 1 to 6.",
    broken="""\
def throw_dice(n):
    return torch.randint(1, 6, (n,))
""",
    reference=lambda n: torch.randint(1, 7, (n,)),
    values_by=_fair_dice,
    fresh=True,
    cases=[
        ordinary("many throws", lambda d: (d.int(4000, 5000),)),
        ordinary("even more throws", lambda d: (d.int(6000, 8000),)),
        edge("twenty throws", lambda d: (20,)),
        edge("another twenty", lambda d: (20,)),
        edge("one throw", lambda d: (1,)),
        edge("no throw", lambda d: (0,)),
    ],
    mistakes=[
        Mistake(
            "thrown = torch.randint(1, 6, (n,))\nreturn thrown",
            "`randint` leaves out its upper end, as `arange` does: this die has no 6.",
            again=[
                "Still no 6. The second number that you give to `randint` is the first one that never comes up: what must it be?"
            ],
        ),
        Mistake(
            "torch.randint(0, 7, (n,))",
            "Now there is a 6, but also a 0. The lower end is included, the upper isn't.",
        ),
        Mistake(
            "torch.randint(6, (n,))",
            "With one number `randint` starts at 0: this die shows 0 to 5.",
        ),
        Mistake(
            "torch.rand(n) * 6",
            "`rand` draws floats, anything between 0 and 6. `randint` draws whole numbers.",
        ),
        Mistake(
            "torch.full((n,), int(torch.randint(1, 7, ())))",
            "One throw, written down n times. Every element should be a throw of its own.",
        ),
        Mistake(
            "torch.arange(n) % 6 + 1",
            "All six faces, one after the other: nobody would call that chance. `randint` draws.",
        ),
        Mistake(
            "torch.randint(1, 7, n)",
            "`randint` wants a shape, and a shape is a tuple, even for a vector: `(n,)`, with the comma.",
        ),
    ],
    alternatives=[
        "torch.randint(6, (n,)) + 1",
        "(torch.rand(n) * 6).long() + 1",
        "torch.randint(low=1, high=7, size=(n,))",
    ],
    hints=[
        "Throw a few hundred times and look at the largest number.",
        "`randint` draws from `low` up to `high`, but never `high` itself.",
        "For the 6 to come up, `high` must be the next number.",
    ],
    reason="`randint` leaves its upper end out, so `randint(1, 6, ...)` never gives a 6. With 7 as the end, 6 is the largest.",
    why="Whoever picks a random example with `randint(0, n - 1, ...)` never sees the last one.",
)


@dataclass(frozen=True)
class _OwnGenerator(Rule):
    """The global seed is not set, unless what was there is put back."""

    def broken_by(self, name, program, operations):
        nodes = [node for found in program.reached(name) for node in ast.walk(found)]
        if any(getattr(node, "attr", "") in ("fork_rng", "set_rng_state") for node in nodes):
            return None
        called = {ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)}
        seeds = {f"{of}manual_seed" for of in ("torch.", "torch.random.", "")}
        if called.isdisjoint(seeds | {"torch.default_generator.manual_seed"}):
            return None
        return (
            "The numbers are right, but `torch.manual_seed` seeds the generator that everybody "
            "shares: it changes what the rest of the program draws."
        )


def _measurements(mean, spread, n, seed):
    generator = torch.Generator().manual_seed(seed)
    return mean + spread * torch.randn(n, generator=generator)


unit.function(
    "measurements",
    "Draw `n` normal numbers with this mean and standard deviation, from a generator of your own.",
    reference=_measurements,
    rules=[_OwnGenerator()],
    own_generator=True,
    cases=[
        ordinary("five", lambda d: (d.float(3, 9), d.float(2, 4), 5, d.int(1, 999))),
        ordinary("twenty", lambda d: (d.float(-9, -3), d.float(2, 4), 20, d.int(1, 999))),
        edge("no spread", lambda d: (d.float(3, 9), 0.0, 3, d.int(1, 999))),
        edge("one", lambda d: (d.float(3, 9), d.float(2, 4), 1, d.int(1, 999))),
        edge("none", lambda d: (d.float(3, 9), d.float(2, 4), 0, d.int(1, 999))),
    ],
    mistakes=[
        Mistake(
            "torch.manual_seed(seed)\nreturn mean + spread * torch.randn(n)",
            "`torch.Generator()` makes a generator of your own, and it has a method `manual_seed`.",
        ),
        Mistake(
            "generator = torch.Generator().manual_seed(seed)\nreturn mean + spread * torch.randn(n)",
            "These come from the generator that everybody shares. Make one of your own and pass it to `randn`, as `generator=...`.",
        ),
        Mistake(
            "generator = torch.Generator()\nreturn mean + spread * torch.randn(n, generator=generator)",
            "A new generator without your seed always starts at the same place. Give it the seed, with `.manual_seed(seed)`.",
        ),
        Mistake(
            """
            generator = torch.Generator().manual_seed(seed)
            return mean + spread ** 0.5 * torch.randn(n, generator=generator)
            """,
            "`spread` is already the standard deviation. The root belongs to the variance.",
        ),
        Mistake(
            """
            generator = torch.Generator().manual_seed(seed)
            return spread + mean * torch.randn(n, generator=generator)
            """,
            "Mean and spread have swapped places: the spread stretches, the mean shifts.",
        ),
        Mistake(
            """
            generator = torch.Generator().manual_seed(seed)
            return mean + spread * torch.rand(n, generator=generator)
            """,
            "`rand` draws evenly between 0 and 1. The n in `randn` stands for normal.",
        ),
        Mistake(
            "torch.randn(n, generator=torch.Generator().manual_seed(seed))",
            "These have mean 0 and standard deviation 1. Stretch them by the spread, then shift them to the mean.",
        ),
        Mistake(
            """
            generator = torch.Generator(seed)
            return mean + spread * torch.randn(n, generator=generator)
            """,
            "`torch.Generator()` takes no seed; call `.manual_seed(seed)` on it.",
        ),
        Mistake(
            """
            generator = torch.Generator().manual_seed(seed)
            return mean + spread * torch.randn(n, generator)
            """,
            "Pass the generator itself, and by name: `generator=mine`, if `mine` is what you called it.",
        ),
    ],
    alternatives=[
        "torch.normal(mean, spread, (n,), generator=torch.Generator().manual_seed(seed))",
        """
        own = torch.Generator()
        own.manual_seed(seed)
        return torch.empty(n).normal_(generator=own) * spread + mean
        """,
        """
        with torch.random.fork_rng():
            torch.manual_seed(seed)
            return mean + spread * torch.randn(n)
        """,
    ],
    hints=[
        "First forget the seed: how do you get from `randn` to another mean and spread?",
        "`torch.Generator()` makes a generator, its method `manual_seed` seeds it, and `randn` takes it by name.",
        "With `g = torch.Generator().manual_seed(seed)`, draw `torch.randn(n, generator=g)`. Then stretch, then shift.",
    ],
    why="With its own generator, a program that deals data into two piles deals the same way tomorrow, whatever else draws.",
)

# -- patterns -------------------------------------------------------------------------------------

unit.puzzle(
    "checkerboard",
    "Make a checkerboard of 0s and 1s, starting with 0, for any number of rows and columns.",
    points=3,
    rules=[no_loop],
    reference=lambda rows, cols: (
        (torch.arange(rows * cols).reshape(rows, cols) // cols + torch.arange(cols)) % 2
    ),
    cases=[
        ordinary("an odd number of columns", lambda d: (d.int(2, 4), d.choice([3, 5]))),
        ordinary("an even number of columns", lambda d: (d.int(2, 4), d.choice([2, 4]))),
        edge("one row", lambda d: (1, d.int(2, 6))),
        edge("one column", lambda d: (d.int(2, 6), 1)),
        edge("no rows", lambda d: (0, d.int(2, 4))),
    ],
    mistakes=[
        Mistake(
            "torch.arange(rows * cols).reshape(rows, cols) % 2",
            "With an odd number of columns it works. With an even number every row starts the same, and you get stripes. The row number has to come in.",
        ),
        Mistake(
            "torch.arange(rows * cols).reshape(rows, cols) // cols % 2",
            "Stripes: all cells of a row are alike. The row number alone isn't enough; the column number has to come in.",
        ),
        Mistake(
            """
            k = torch.arange(rows * cols).reshape(rows, cols)
            return (k // cols + k % cols + 1) % 2
            """,
            "The pattern is right, but the wrong way round: the top left corner should be 0.",
        ),
        Mistake(
            """
            k = torch.arange(rows * cols).reshape(rows, cols)
            return (k // cols + k % cols) % 2 == 1
            """,
            "The pattern is right, in True and False. We want the integers 0 and 1: leave out the comparison.",
        ),
        Mistake(
            """
            k = torch.arange(rows * cols).reshape(rows, cols)
            return (k // rows + k % rows) % 2
            """,
            "To find its row, count how many whole rows fit before a cell. A row is as long as there are columns.",
        ),
        Mistake(
            """
            k = torch.arange(rows * cols).reshape(rows, cols)
            return (k // 4 + k % 4) % 2
            """,
            "4 was the width of the lesson's table. Divide by the number of columns of this one.",
        ),
        Mistake(
            """
            k = torch.arange(16).reshape(4, 4)
            row, col = k // 4, k % 4
            return (row + col) % 2
            """,
            "These `row` and `col` belong to the lesson's 4 × 4 table. Make your own inside the function, for this number of rows and columns.",
        ),
        Mistake(
            """
            k = torch.arange(16).reshape(4, 4)
            return (k // cols + k % cols) % 2
            """,
            "This `k` is the lesson's 4 × 4 table. Number your own cells inside the function: how many are there, in which shape?",
        ),
        Mistake(
            """
            return torch.tensor([[(i + j) % 2 for j in range(cols)] for i in range(rows)])
            """,
            "A good thought, row plus column. Now let PyTorch do it for all cells at once, without a `for`.",
        ),
    ],
    alternatives=[
        """
        k = torch.arange(rows * cols).reshape(rows, cols)
        return (k // cols + k % cols) % 2
        """,
        "(torch.arange(rows).unsqueeze(1) + torch.arange(cols)) % 2",
        """
        board = torch.zeros(rows, cols, dtype=torch.int64)
        board[::2, 1::2] = 1
        board[1::2, ::2] = 1
        return board
        """,
    ],
    hints=[
        "Add the row number and the column number of a few cells by hand. What do the white cells share?",
        "The sum is odd there. Make a table of row numbers and one of column numbers, as in the lesson.",
        "`(row + column) % 2`. With `k` the numbered cells, the row is `k // cols`; what is the column?",
    ],
    reason="One step right or down adds 1 to row + column, so the remainder after division by 2 changes between any two neighbours.",
    why="`//` and `%` on a counter are how each of a GPU's thousands of lanes knows its own cell.",
)


def _causal_mask(n: int) -> torch.Tensor:
    k = torch.arange(n * n).reshape(n, n)
    return torch.where(k // n >= k % n, 0.0, -torch.inf)


unit.puzzle(
    "causal_mask",
    "Build the mask that keeps each word from looking ahead: 0 where it may look, minus infinity elsewhere.",
    points=3,
    rules=[
        no_loop,
        forbid("tril", "triu", "tril_indices", "triu_indices", "tril_", "triu_"),
        at_most(7),
    ],
    reference=lambda n: _causal_mask(n),
    cases=[
        ordinary("a short sentence", lambda d: (d.int(2, 3),)),
        ordinary("a longer one", lambda d: (d.int(5, 9),)),
        edge("one word", lambda d: (1,)),
        edge("as many as in the lesson's table", lambda d: (4,)),
    ],
    mistakes=[
        Mistake(
            """
            k = torch.arange(n * n).reshape(n, n)
            return (k // n < k % n) * -torch.inf
            """,
            "False counts as 0, and 0 times infinity is `nan`, not 0. Don't multiply: choose between the two numbers.",
        ),
        Mistake(
            """
            k = torch.arange(n * n).reshape(n, n)
            return torch.where(k // n > k % n, 0.0, -torch.inf)
            """,
            "A word may look at itself, too: the diagonal belongs to the zeros. Write `>=`.",
        ),
        Mistake(
            """
            k = torch.arange(n * n).reshape(n, n)
            return torch.where(k // n <= k % n, 0.0, -torch.inf)
            """,
            "In yours, word 0 sees the whole sentence, and the last word only itself. Word `row` may look at column 0 up to its own.",
        ),
        Mistake(
            """
            k = torch.arange(n * n).reshape(n, n)
            return torch.where(k // n >= k % n, -torch.inf, 0.0)
            """,
            "The two numbers are swapped: 0 belongs where a word may look. Minus infinity shuts the rest out.",
        ),
        Mistake(
            """
            k = torch.arange(n * n).reshape(n, n)
            return k // n >= k % n
            """,
            "The pattern is right, in True and False. Now choose a number for each: `torch.where` (unit 02).",
        ),
        Mistake(
            """
            k = torch.arange(n * n).reshape(n, n)
            return torch.where(k // n >= k % n, 1.0, 0.0)
            """,
            "The pattern is right, but this mask is *added* to scores. What leaves a score as it is when you add it, and what makes its `exp` vanish?",
        ),
        Mistake(
            """
            k = torch.arange(16).reshape(4, 4)
            row, col = k // 4, k % 4
            return torch.where(row >= col, 0.0, -torch.inf)
            """,
            "`k`, `row` and `col` belong to the lesson's 4 × 4 table. Make your own inside the function, for n words.",
        ),
        Mistake(
            "torch.triu(torch.full((n, n), -torch.inf), diagonal=1)",
            "That is how you will write it from tomorrow on. Here you build it yourself: start from `arange`.",
        ),
    ],
    alternatives=[
        "torch.where(torch.arange(n).unsqueeze(1) >= torch.arange(n), 0.0, -torch.inf)",
        """
        k = torch.arange(n * n).reshape(n, n)
        return torch.zeros(n, n).masked_fill(k % n > k // n, float("-inf"))
        """,
        """
        mask = torch.zeros(n, n)
        k = torch.arange(n * n).reshape(n, n)
        mask[k // n < k % n] = -torch.inf
        return mask
        """,
    ],
    hints=[
        "Number the cells of an n × n table. A row is a word that looks, a column a word that is looked at. Which comparison says *not ahead*?",
        "`k // n` is the row and `k % n` the column; a word may look where row >= column. The mask of True and False must then choose between two numbers.",
        "With `may` for the comparison, `torch.where(may, ..., ...)`: what takes the place of the dots, and in which order?",
    ],
    reason="A word may look at itself and at the words before it: that is `row >= col`. `torch.where` chooses 0 there and -inf elsewhere, without ever multiplying 0 by infinity.",
    why="A language model that writes must not read ahead: every one of its layers adds this mask to its scores.",
)
