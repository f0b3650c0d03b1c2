"""Unit 02_ops: element-wise operations, matrix products, reductions, comparisons."""

import torch

from autograder.judge.exercise import Mistake, Unit, edge, ordinary
from autograder.judge.rules import at_most, forbid, no_loop
from autograder.witness.draw import apart

unit = Unit(
    "02_ops", "Operations", about="element-wise operations, `*` against `@`, sums and means"
)

# -- element by element ---------------------------------------------------------------------------

unit.predict(
    "floor_or_truncate",
    "What does `torch.tensor([7, -7]) // 2` give?",
    points=1,
    runs="torch.tensor([7, -7]) // 2",
    mistakes=[
        Mistake(
            "[3, -3]",
            "The 3 is right. But `//` doesn't cut the decimals off: it goes down to the next whole number, and below -3.5 that isn't -3.",
            again=[
                "Draw a number line: -3.5 lies between -4 and -3. Going *down* from there, which whole number do you meet?"
            ],
        ),
        Mistake(
            "[3.5, -3.5]",
            "That is `/`, the division with decimals. `//` goes on from there, down to a whole number.",
        ),
        Mistake(
            "[4, -4]",
            "-4 is right. 3.5 goes down too, not up, so the first number is smaller than 4.",
        ),
        Mistake(
            "[4, -3]",
            "You went up both times. `//` goes down, towards minus infinity.",
        ),
    ],
    alternatives=["[3, -4]", "torch.tensor([3, -4])", "(3, -4)"],
    hints=[
        "7 / 2 is 3.5, and -7 / 2 is -3.5. Now each must become a whole number.",
        "`//` always goes down. Think of a thermometer: what is the next full degree below?",
        "Below 3.5 comes 3. Below -3.5 comes a number smaller than -3.5.",
    ],
    reason="`//` rounds down, towards minus infinity. 3.5 becomes 3, and -3.5 becomes -4.",
    why="C and Java cut towards zero, Python and PyTorch go down: code moved from one to the other breaks on negative numbers.",
)

unit.predict(
    "after_add",
    "Two names, one `add`, one `add_`: what does `a` hold in the end?",
    points=1,
    runs="""
    a = torch.tensor([1, 2])
    b = a
    a.add(10)
    b.add_(5)
    a
    """,
    mistakes=[
        Mistake(
            "[1, 2]",
            "`b = a` makes no copy: `a` and `b` are two names for one tensor. So what `b.add_` writes shows up in `a`.",
        ),
        Mistake(
            "[16, 17]",
            "`a.add(10)` makes a new tensor, and nobody keeps it. Only names with an underscore at the end write into the tensor itself.",
        ),
        Mistake(
            "[11, 12]",
            "It is the other way round: `add` leaves `a` alone and makes a new tensor, and `add_`, with the underscore, writes.",
        ),
    ],
    alternatives=["[6, 7]", "torch.tensor([6, 7])", "torch.tensor([1, 2]) + 5"],
    hints=[
        "Ask of each line: which tensor does it write into, if any?",
        "`a.add(10)` makes a new tensor that is thrown away. `b` is another name for the tensor that `a` names.",
        "Only the 5 arrives, and it shows under both names.",
    ],
    reason="`a.add(10)` makes a new tensor that nobody keeps. `b` is a second name for the tensor `a`, and `add_` writes into it: 1 + 5 and 2 + 5.",
    why="Training updates the numbers of a network in place on purpose; in your own functions it is usually an accident.",
)

# -- matrices -------------------------------------------------------------------------------------

unit.fix(
    "layer_output",
    "Fix a layer of a neural network: weights times input, plus bias.",
    broken="""\
def layer_output(weights, x, bias):
    return weights * x + bias
""",
    reference=lambda weights, x, bias: weights @ x + bias,
    cases=[
        ordinary("3 inputs, 3 outputs", lambda d: _layer(d, 3, 3)),
        ordinary("more inputs than outputs", lambda d: _layer(d, 2, d.int(3, 5))),
        edge("more outputs than inputs", lambda d: _layer(d, 4, 2)),
        edge("one output", lambda d: _layer(d, 1, 3)),
        edge("one input", lambda d: _layer(d, 3, 1)),
        edge("no inputs", lambda d: _layer(d, 2, 0)),
        edge("float64", lambda d: _layer_with_digits(d)),
        edge("non-contiguous", lambda d: tuple(map(apart, _layer(d, 2, 3)))),
    ],
    mistakes=[
        Mistake(
            "x @ weights + bias",
            "That runs down the columns of the weights, as `x @ weights` and `weights.T @ x` do. Each output needs one row of them: `weights @ x`.",
        ),
        Mistake(
            "torch.mm(weights, x) + bias",
            "`torch.mm` takes two matrices and `torch.dot` two vectors, but here a matrix meets a vector. `@` takes any mix.",
        ),
        Mistake(
            "weights @ (x + bias)",
            "The bias is added to the outputs, after the product. The brackets add it to the inputs.",
            again=[
                "Do it on two lines: first the product of weights and x, then, below it, add the bias to what came out."
            ],
        ),
        Mistake("weights @ x", "The product is right. Now add the bias."),
        Mistake(
            "(weights * x).sum() + bias",
            "`*` and `sum` can do it, but `sum()` alone adds up everything. Each output is the sum of its own row; `@` does both at once.",
        ),
    ],
    alternatives=[
        "torch.mv(weights, x) + bias",
        "(weights * x).sum(dim=1) + bias",
        "bias + torch.matmul(weights, x)",
        "torch.addmv(bias, weights, x)",
    ],
    hints=[
        "Which of the two, `*` and `@`, adds up along the rows of the weights?",
        "A matrix times a vector is `@`, with the matrix on the left: one number for each of its rows.",
        "In the function as it is, one sign is wrong: it multiplies element by element.",
    ],
    reason="`*` multiplies element by element and adds nothing up. `@` multiplies each row of the weights by the inputs, pair by pair, and adds up: one number for each output.",
    why="This line is a whole layer of a neural network; large models are some hundreds of them.",
)


def _layer(d, outputs, inputs):
    return d.floats(outputs, inputs), d.floats(inputs), d.floats(outputs)


def _layer_with_digits(d):
    """A layer in float64, with all its digits and large outputs."""
    weights = d.decimals(2, 3, low=1, dtype=torch.float64)
    x = d.decimals(3, low=5_000, high=9_999, dtype=torch.float64)
    return weights, x, d.decimals(2, dtype=torch.float64)


unit.predict(
    "matmul_shapes",
    "What is the shape of a batch `@` a matrix `@` a vector?",
    points=1,
    runs="(torch.ones(5, 2, 3) @ torch.ones(3, 4) @ torch.ones(4)).shape",
    mistakes=[
        Mistake(
            "(5, 2, 4)",
            "That is what the first `@` gives, and it is right. The vector comes after it, and the 4s meet.",
        ),
        Mistake(
            "(5, 2, 1)",
            "Nearly. A vector has no columns, so nothing takes the place of the 4: no 1 is left, and that dimension is gone.",
        ),
        Mistake(
            "(2,)",
            "That would be right for one matrix. There are five of them in the batch, and each gets its own result.",
        ),
        Mistake(
            "(5,)",
            "Too much is gone. Each of the five matrices still has 2 rows when it meets the vector, and gives one number for each row.",
        ),
        Mistake(
            "(5, 3, 4)",
            "The 3s are the inner sizes: they must agree, and they disappear. The rows are the 2.",
        ),
        Mistake(
            "(5, 2, 3)",
            "That is the batch as it came. The 3 meets the 3 of the matrix, and both disappear.",
        ),
        Mistake(
            '"raises RuntimeError"',
            "Look at the inner sizes: 3 meets 3, then 4 meets 4. And a single matrix may stand on the right of a batch; it serves each matrix of it.",
        ),
    ],
    alternatives=["(5, 2)", "[5, 2]", "torch.zeros(5, 2).shape"],
    hints=[
        "Go from left to right, one `@` at a time. Which sizes meet at the first?",
        "(5, 2, 3) @ (3, 4): the 5 is the batch and stays, the 3s disappear. What is left meets a vector of 4 numbers.",
        "After the first `@` it is (5, 2, 4). A matrix times a vector gives one number for each row, and that five times over.",
    ],
    reason="The first `@` takes each of the five (2, 3) matrices times (3, 4): (5, 2, 4). The second multiplies each row of 4 by the vector of 4 and adds up, so the 4 disappears.",
    why="A layer of a network is one matrix, and a batch of texts or pictures goes through it with a single `@`.",
)

# -- reductions -----------------------------------------------------------------------------------

unit.predict(
    "sum_shape",
    "What is the shape of the sum of a (2, 3) matrix over `dim=0`, when `keepdim=True`?",
    points=1,
    runs="torch.tensor([[1, 2, 3], [4, 5, 6]]).sum(dim=0, keepdim=True).shape",
    mistakes=[
        Mistake(
            "(3,)",
            "That is the shape without `keepdim`. With it the summed dimension stays, at size 1.",
        ),
        Mistake(
            "(2, 1)",
            "`dim=0` is the dimension that is added up, the one of size 2. So the 3 stays, and the 2 becomes a 1.",
        ),
        Mistake(
            "(3, 1)",
            "Both numbers are right. The 1 goes where the summed dimension was: in front.",
        ),
        Mistake(
            "(2,)",
            "`dim=0` names the dimension that goes, not the one that stays. And with `keepdim` it leaves a 1 behind.",
        ),
        Mistake("()", "That is the shape of `sum()` without a `dim`, which adds up everything."),
        Mistake(
            "(2, 3)",
            "`keepdim` keeps the number of dimensions, not their sizes. A summed dimension has size 1.",
        ),
    ],
    alternatives=["(1, 3)", "torch.Size([1, 3])", "[1, 3]"],
    hints=[
        "Which of the two numbers in (2, 3) belongs to `dim=0`?",
        "That dimension is summed: without `keepdim` it would be gone.",
        "The first size becomes 1, the second stays 3.",
    ],
    reason="`dim=0` adds up along the rows, so the 2 is the size that goes. `keepdim=True` leaves a 1 in its place.",
    why="With `keepdim=True` the result still lines up with its input; unit 07 shows what that is good for.",
)

_GRADES = """\
grades = torch.tensor(
    [[90.0, 60.0, 75.0, 80.0], [50.0, 100.0, 85.0, 70.0], [70.0, 70.0, 95.0, 60.0]]
)
weights = torch.tensor([1.0, 1.0, 2.0, 4.0])
"""


def _graded(expression: str) -> str:
    """The answer cell that works `expression` out of the lesson's grades and weights."""
    return f"{_GRADES}weighted_grades = {expression}\n"


unit.value(
    "weighted_grades",
    "Make the weighted mean of each student's grades: a vector of three numbers.",
    reference=lambda: torch.tensor([77.5, 75.0, 71.25]),
    mistakes=[
        Mistake(
            _graded("grades.mean(dim=1)"),
            "That is the plain mean, in which every exam counts the same. The last one should count four times.",
        ),
        Mistake(
            _graded("grades @ weights"),
            "Those are the weighted sums, and the grades go up to 100, not to 800. Divide by what the weights add up to.",
        ),
        Mistake(
            _graded("(grades @ weights) / 4"),
            "There are 4 exams, but together they count 8 times. Divide by what the weights add up to.",
        ),
        Mistake(
            _graded("(grades * weights).mean(dim=1)"),
            "`mean` divides by how many exams there are. In a weighted mean you divide the sum by what the weights add up to.",
        ),
        Mistake(
            _graded("(grades * weights).sum(dim=0) / weights.sum()"),
            "You added up down the rows: a number for each exam. For each student, go across: `dim=1`.",
        ),
        Mistake(
            _graded("(grades * weights).sum() / weights.sum()"),
            "Without a `dim` the grades of all students run together. Say which dimension should disappear.",
        ),
        Mistake(
            _graded("grades * weights / weights.sum()"),
            "Those are the shares that each exam brings in. For the grade of a student, add up its row.",
        ),
    ],
    alternatives=[
        _graded("grades @ weights / weights.sum()"),
        _graded("(grades * weights).sum(dim=1) / weights.sum()"),
        _graded("grades @ (weights / weights.sum())"),
        _graded("torch.einsum('ij,j->i', grades, weights) / 8"),
    ],
    hints=[
        "How many points does student 0 get in all, if the third exam counts twice and the last four times? And how many exams is that as good as?",
        "A row of grades meets the weights: multiply pair by pair, add up. Which sign does that for every row at once?",
        "`@` with the grades on the left gives three sums. Divide them by the sum of the weights.",
    ],
    why="A language model mixes what earlier words have told it by a weighted mean like this; there it is called attention.",
)

unit.function(
    "winners",
    "Athletes in rows, events in columns: give the row of the winner for each event.",
    reference=lambda scores: scores.argmax(dim=0),
    cases=[
        ordinary("3 athletes, 3 events", lambda d: (d.distinct(9).reshape(3, 3),)),
        ordinary("2 athletes, 4 events", lambda d: (d.distinct(8).reshape(2, 4) / 2,)),
        edge("more athletes than events", lambda d: (d.distinct(10).reshape(5, 2),)),
        edge("one event", lambda d: (d.distinct(4).reshape(4, 1) / 2,)),
        edge("one athlete", lambda d: (d.distinct(3).reshape(1, 3),)),
        edge("no events", lambda d: (d.floats(3, 0),)),
        edge("all below zero", lambda d: (d.distinct(6, -30, -1).reshape(3, 2),)),
        # Floats of 32 bits know every other of these.
        edge(
            "large numbers", lambda d: (2**24 + 4 * d.int(0, 9) + torch.tensor([[0, 1], [1, 0]]),)
        ),
        edge("bytes", lambda d: (d.distinct(6, 100, 250, torch.uint8).reshape(3, 2),)),
        edge("non-contiguous", lambda d: (apart(d.distinct(6).reshape(2, 3) / 2),)),
    ],
    mistakes=[
        Mistake(
            "return scores.max(dim=0)",
            "`max` with a `dim` gives two things: the largest values and where they were found. We want only the second, `.indices`.",
            again=[
                "Print what your line gives: it has two fields, `values` and `indices`. Write `.indices` at the end."
            ],
        ),
        Mistake(
            "return scores.max(dim=0).values",
            "Those are the winning scores. We want to know who won: the row each of them is in.",
        ),
        Mistake(
            "return scores.max(dim=1)",
            "Two things to fix. `max` gives a pair, and we want only its `.indices`. And `dim=1` looks across the events of one athlete: to compare athletes, look down, `dim=0`.",
        ),
        Mistake(
            "return scores.max(dim=1).values",
            "Those are scores, the best of each athlete. We want the row of each event's winner: `.indices`, and down the rows, `dim=0`.",
        ),
        Mistake(
            "return scores.argmax(dim=1)",
            "That gives each athlete's best event. `dim` names the dimension to look along: down the rows is `dim=0`.",
        ),
        Mistake(
            "return scores.argmax()",
            "Without a `dim` the whole matrix is treated as one long list. Say along which dimension to look.",
        ),
        Mistake(
            "return scores.argmax(dim=0, keepdim=True)",
            "The winners are right, with one dimension too many: leave `keepdim` out, and the answer is a vector.",
        ),
    ],
    alternatives=[
        "scores.max(dim=0).indices",
        "scores.T.argmax(dim=1)",
        "scores.argsort(dim=0, descending=True)[0]",
        """
        values, rows = torch.max(scores, dim=0)
        return rows
        """,
    ],
    hints=[
        "Look down one column: you compare athletes, so you go from row to row.",
        "`dim=0` is the dimension to look along. And you need the position of the largest, not the largest.",
        "`max` with that `dim` gives both the scores and the rows, by name. `argmax` gives only one of them.",
    ],
    why="A network that tells cats from dogs gives a score to each; `argmax` turns the scores into its decision.",
)

unit.fix(
    "centred",
    "Fix a function that subtracts the mean from every number: no harm to the caller, and integers welcome.",
    broken="""\
def centred(x):
    x -= x.mean()
    return x
""",
    reference=lambda x: x - x.sum() / x.numel(),
    cases=[
        ordinary("floats", lambda d: (d.floats(d.int(3, 5)) + 10,)),
        ordinary("integers", lambda d: (_uneven(d, d.int(3, 5)),)),
        edge("one element", lambda d: (d.floats(1, low=1),)),
        edge("a matrix", lambda d: (d.floats(2, 3) + 10,)),
        edge("a matrix of integers", lambda d: (_uneven(d, 6).reshape(2, 3),)),
        edge("int32", lambda d: (_uneven(d, 4).int(),)),
        edge("non-contiguous", lambda d: (apart(d.floats(4)),)),
        edge("float64", lambda d: (d.of(torch.float64, 4),)),
        edge("float16", lambda d: (d.floats(4, dtype=torch.float16),)),
        edge("bytes", lambda d: (torch.tensor([d.int(200, 255), 250, 1, 240]).byte(),)),
        # Of these numbers float32 knows the multiples of 8 only.
        edge(
            "float64, above a hundred million",
            lambda d: (10**8 + d.floats(3, low=1, high=3).double(),),
        ),
    ],
    mistakes=[
        Mistake(
            "return x.sub_(x.mean())",
            "This still writes into the caller's tensor. Names that end in `_`, and `-=`, work in place; a plain `-` makes a new tensor.",
        ),
        Mistake(
            "x - x.mean()",
            "The caller's tensor is left alone now, and that is half of it. Integers are the other half: `mean()` refuses them, and `-=` can't write decimals into them. Divide the sum by `x.numel()`, and stick to a plain `-`.",
        ),
        Mistake(
            "x.float() - x.float().mean()",
            "Nearly: `.float()` turns everything into float32, and a float64 tensor loses half of its digits. `x.sum() / x.numel()` leaves float64 as it is.",
        ),
        Mistake(
            "x - x.mean(dtype=torch.float32)",
            "Nearly: for float64 numbers the mean is now worked out in float32, which keeps about seven digits. `x.sum() / x.numel()` suits every dtype.",
        ),
        Mistake(
            "if x.dtype == torch.int64:\n    x = x.float()\nreturn x - x.mean()",
            "There are more kinds of integers than int64; this was int32. `x.sum() / x.numel()` suits them all, without an `if`.",
        ),
        Mistake(
            "x = x.float()\nx -= x.mean()\nreturn x",
            "`.float()` copies integers, but a tensor that is already float32 comes back as it is, and `-=` then writes into the caller's. A plain `-` is safe.",
        ),
        Mistake(
            "x - x.sum() / len(x)",
            "For a vector this is right. But `len(x)` counts only the rows; `x.numel()` counts all elements.",
        ),
        Mistake(
            "x - x.sum() // x.numel()",
            "`//` rounds the mean down to a whole number. With `/` it keeps its decimals.",
        ),
        Mistake(
            "x - x.sum()",
            "That subtracts the sum. The mean is the sum divided by how many there are: `x.numel()`.",
        ),
    ],
    alternatives=[
        "x - torch.sum(x) / len(x.flatten())",
        """
        if not x.is_floating_point():
            x = x.float()
        return x - x.mean()
        """,
        "torch.sub(x, x.sum().div(x.numel()))",
        "return x - (x.mean() if x.is_floating_point() else x.mean(dtype=torch.float32))",
    ],
    hints=[
        "Two faults: what happens to the caller's `x`, and what does `mean()` do with integers?",
        "A plain `-` makes a new tensor. And divide the sum yourself: by how many?",
        "Write `x - ...`. In place of the dots goes the sum of `x`, divided by the number of its elements.",
    ],
    reason="`-=` writes into the caller's tensor; `x - ...` makes a new one. `mean()` refuses integers; the sum divided by the number of elements works for all, because `/` makes floats.",
    why="A function that quietly changes its input spoils the data for everyone who uses it afterwards.",
)


def _uneven(d, n):
    """n integers whose mean is no whole number."""
    numbers = d.ints(n)
    numbers[0] += 1 - numbers.sum() % n
    return numbers


# -- comparing ------------------------------------------------------------------------------------

unit.fix(
    "strictly_between",
    "Fix a function that says, number by number, which ones lie strictly between two bounds.",
    broken="""\
def strictly_between(x, low, high):
    return x > low & x < high
""",
    reference=lambda x, low, high: (x > low) & (x < high),
    cases=[
        ordinary("integers", lambda d: (d.distinct(7, -3, 3), -2, 2)),
        ordinary("floats", lambda d: (d.distinct(7, -3, 3) / 2, -1.0, 1.0)),
        edge("one element", lambda d: (d.ints(1, low=1, high=3), 0, 4)),
        edge("no elements", lambda d: (d.floats(0), 0.0, 1.0)),
        edge("a matrix", lambda d: (d.ints(2, 3), -4, d.int(1, 5))),
        edge("nothing between", lambda d: (d.ints(4), 3, 3)),
        edge("not a number", lambda d: (torch.tensor([d.float(1, 3), torch.nan]), 0.0, 4.0)),
        edge("non-contiguous", lambda d: (apart(d.floats(5)), -5.0, 5.0)),
    ],
    mistakes=[
        Mistake(
            "x > low and x < high",
            "`and`, like the chain `low < x < high`, wants a single True or False, and here there are many. `&` works element by element; put each comparison into its own brackets.",
        ),
        Mistake(
            "(x > low) | (x < high)",
            "`|` means or: every number is above the one or below the other. Both at once is `&`.",
        ),
        Mistake(
            "(x >= low) & (x <= high)",
            "Strictly between leaves out the bounds themselves: `>` and `<`.",
        ),
        Mistake(
            "x[(x > low) & (x < high)]",
            "That picks out the numbers. We want True or False for each of them: leave the `x[...]` out.",
        ),
        Mistake(
            "((x > low) & (x < high)).all()",
            "`all()` boils everything down to one answer. We want an answer for each number.",
        ),
        Mistake(
            "~((x <= low) | (x >= high))",
            "NaN is neither below nor above anything, so turning the question around lets it in. Ask directly: above low, and below high.",
        ),
    ],
    alternatives=[
        "(low < x) & (x < high)",
        "torch.logical_and(x > low, x < high)",
        "(x > low) * (x < high)",
        "x.gt(low).bitwise_and(x.lt(high))",
    ],
    hints=[
        "What does Python work out first in `x > low & x < high`? Not what it looks like.",
        "`&` binds tighter than `>` and `<`, so `low & x` comes first. Brackets say what belongs together.",
        "Each of the two comparisons needs its own pair of brackets, with `&` between them.",
    ],
    reason="Python works out `low & x` first, and then chains the comparisons. Brackets make two masks, which `&` joins element by element.",
    why="Masks like this pick the rows of a table or the pixels of an image.",
)

unit.function(
    "leaky_relu",
    "Keep the numbers above zero, and multiply the others by a slope.",
    reference=lambda x, slope: torch.where(x > 0, x, slope * x),
    cases=[
        ordinary("numbers on both sides of zero", lambda d: (_both_signs(d, d.int(3, 5)), 0.5)),
        ordinary("another slope", lambda d: (_both_signs(d, d.int(3, 5)), 0.25)),
        edge("all below zero", lambda d: (d.floats(3, low=-9, high=-1), 0.5)),
        edge("close to zero", lambda d: (torch.tensor([-0.25, 0.25, -0.5, d.float(1, 9)]), 0.5)),
        edge("zeros among them", lambda d: (torch.tensor([0.0, d.float(1, 9), -1.0, 0.0]), 0.5)),
        edge("a slope above 1", lambda d: (_both_signs(d, 4), 2.0)),
        edge("a slope of 0", lambda d: (_both_signs(d, 4), 0.0)),
        edge("a slope below zero", lambda d: (_both_signs(d, 4), -0.5)),
        edge("a matrix", lambda d: (_both_signs(d, 6).reshape(2, 3), 0.5)),
        edge("rank 0", lambda d: (d.floats(low=-9, high=-1), 0.5)),
        edge("no numbers", lambda d: (d.floats(0), 0.5)),
        edge("not a number", lambda d: (torch.tensor([-2.0, torch.nan, d.float(1, 9)]), 0.5)),
        edge("float64", lambda d: (_both_signs(d, 4).double() * 40_000 / 3, 0.1)),
        edge("non-contiguous", lambda d: (apart(_both_signs(d, 4)), 0.5)),
    ],
    mistakes=[
        Mistake(
            "torch.where(x > 0, slope * x, x)",
            "The two are swapped: `where` takes its second argument where the mask is True, and its third elsewhere.",
        ),
        Mistake(
            "torch.where(x > 0, x, 0.0)",
            "That cuts everything below zero down to 0. A little of it should leak through: `slope` times the number.",
        ),
        Mistake(
            "torch.where(x > 0, x, slope)",
            "Below zero you put the slope itself. It should be the slope *times* the number.",
        ),
        Mistake(
            "slope * x",
            "That shrinks the numbers above zero as well. They should stay as they are.",
        ),
        Mistake(
            "torch.maximum(x, slope * x)",
            "A clever way, while the slope is between 0 and 1. With a slope above 1 the larger of the two is the wrong one, on both sides. Ask about the sign of `x`.",
        ),
        Mistake(
            "if x > 0:\n    return x\nreturn slope * x",
            "`if` wants one answer, and `x > 0` has one for each number. `torch.where` chooses number by number.",
        ),
        Mistake(
            "x[x < 0] *= slope\nreturn x",
            "The values are right, but you wrote them into the caller's tensor. `torch.where` makes a new one.",
        ),
        Mistake(
            "torch.where(x > 0, x, slope * x.abs())",
            "`abs` takes the minus sign off before the slope comes in. Multiply the number as it is.",
        ),
    ],
    alternatives=[
        "torch.where(x < 0, slope * x, x)",
        "x.clamp(min=0) + slope * x.clamp(max=0)",
        "torch.nn.functional.leaky_relu(x, slope)",
        """
        out = x.clone()
        out[x < 0] *= slope
        return out
        """,
    ],
    hints=[
        "There are two answers for each number, and a question that decides between them. Which function chooses by a mask?",
        "The mask is `x > 0`. Where it is True you want `x`; and elsewhere?",
        "`torch.where(x > 0, x, ...)`: in place of the dots goes the number, made smaller.",
    ],
    why="Without a bend like this between its layers, a network of any depth could only draw straight lines.",
)


def _both_signs(d, n):
    """n floats, some above zero and some below, in any order."""
    numbers = d.floats(n, low=1, high=9)
    signs = torch.ones(n)
    signs[: d.int(1, n - 1)] = -1
    return numbers * signs[d.permutation(n)]


unit.function(
    "close_enough",
    "Say with one Python bool whether no two elements are further apart than a tolerance.",
    reference=lambda a, b, tolerance: bool(((a - b).abs() <= tolerance).all()),
    cases=[
        ordinary("all close", lambda d: _pair(d, 0.25, -0.25, 0.25)),
        ordinary("one is above", lambda d: _pair(d, 0.25, -3.0, 0.0, 0.0)),
        ordinary("one is below", lambda d: _pair(d, 0.0, 1.5, -0.25, 0.0)),
        ordinary("all are far", lambda d: _pair(d, 3.0, 1.5, -2.0)),
        edge("one of them 0", lambda d: (torch.tensor([0.25]), torch.tensor([0.0]), 0.5)),
        edge("far, but the sum is not", lambda d: _pair(d, 2.0, -2.0)),
        edge("exactly the tolerance", lambda d: _pair(d, 0.5, -0.5)),
        edge("large numbers", lambda d: _pair(d, 2.0, 0.0, start=1_000_000.0)),
        edge("not a number", lambda d: _pair(d, 0.0, torch.nan)),
        edge("neither is a number", lambda d: (torch.tensor([1.0, torch.nan]),) * 2 + (0.5,)),
        edge("no elements", lambda d: (d.floats(0), d.floats(0), 0.5)),
        edge("matrices", lambda d: tuple(_as_rows(x) for x in _pair(d, 0.25, 0.0, 2.0, -0.25))),
        edge("float64", lambda d: _pair(d, 0.25, -0.25, start=0.1, dtype=torch.float64)),
    ],
    mistakes=[
        Mistake(
            "torch.equal(a, b)",
            "That is stricter than the tolerance. `torch.equal` wants exactly the same numbers, and `torch.allclose` alone uses its own tolerance; use the one you are given.",
        ),
        Mistake(
            "((a - b).abs() <= tolerance).all()",
            "The answer is right, but it is a tensor. `.item()` or `bool(...)` turns it into a Python bool.",
        ),
        Mistake(
            "bool((a - b <= tolerance).all())",
            "A difference of -2 is smaller than any tolerance, and yet far off. Take `.abs()` of the differences first.",
        ),
        Mistake(
            "bool(((a - b).abs() <= tolerance).all)",
            "The brackets after `all` are missing. `.all` is only the method itself, which `bool` takes for True; `.all()` runs it.",
        ),
        Mistake(
            "bool(((a - b).abs() <= tolerance).any())",
            "`any()` is content with one close pair. But all of them must be close.",
        ),
        Mistake(
            "bool((a - b).sum().abs() <= tolerance)",
            "In the sum, a difference of 2 and one of -2 cancel out. Judge each difference by itself, then ask for `all()`.",
        ),
        Mistake(
            "bool((a - b).abs().mean() <= tolerance)",
            "A mean hides one large difference among many small ones. Every single difference must be within the tolerance: compare first, then `all()`.",
        ),
        Mistake(
            "bool((a - b).abs().max() <= tolerance)",
            "The largest difference decides; that is a good thought. But `max()` of no elements raises, and `all()` of none is True.",
        ),
        Mistake(
            "bool(((a - b).abs() < tolerance).all())",
            "A difference of exactly the tolerance is still allowed: `<=`.",
        ),
        Mistake(
            "not bool(((a - b).abs() > tolerance).any())",
            "NaN compares False with everything, so it is never *above* the tolerance. Ask whether all are within it, and NaN says no.",
        ),
        Mistake(
            "if (a - b).abs() <= tolerance:\n    return True\nreturn False",
            "`if` wants one answer, and the comparison gives many. `.all()` boils them down to one, and then you need no `if`.",
        ),
        Mistake(
            "torch.allclose(a, b, atol=tolerance)",
            "`allclose` adds a second tolerance, `rtol`, which grows with the numbers. Switch it off with `rtol=0`.",
        ),
        Mistake(
            "torch.allclose(a, b, tolerance)",
            "The third argument of `allclose` is `rtol`, which grows with the numbers. Write `rtol=0, atol=tolerance`.",
        ),
        Mistake(
            "(a - b).abs() <= tolerance",
            "That answers for each pair. We want one answer for all of them: `.all()`, and then a Python bool.",
        ),
    ],
    alternatives=[
        "torch.allclose(a, b, rtol=0, atol=tolerance)",
        "(abs(a - b) <= tolerance).all().item()",
        "not bool((~((a - b).abs() <= tolerance)).any())",
        "torch.isclose(a, b, rtol=0.0, atol=tolerance).all().item()",
    ],
    hints=[
        "Start with how far apart each pair is. Which operation gives a distance without its sign?",
        "Compare the distances with the tolerance: many answers. `.all()` turns them into one.",
        "`(a - b).abs()` are the distances. Compare, then `.all()`; what you have then is still a tensor.",
    ],
    why="Every test of numerical code ends with this question; `==` on floats is the wrong one to ask.",
)


def _pair(d, *differences, start=0.0, dtype=torch.float32):
    """Two vectors that differ by `differences`, in random places, and a tolerance of 0.5."""
    order = d.permutation(len(differences))
    a = start + d.floats(len(differences), dtype=dtype)
    return a, a - torch.tensor(differences, dtype=dtype)[order], 0.5


def _as_rows(x):
    return x.reshape(2, 2) if isinstance(x, torch.Tensor) else x


# -- a puzzle -------------------------------------------------------------------------------------


def _stable_softmax(x):
    e = (x - x.max()).exp()
    return e / e.sum()


unit.puzzle(
    "stable_softmax",
    "Softmax that survives large numbers: no loop, no ready-made softmax, at most seven operations.",
    points=3,
    rules=[
        no_loop,
        forbid("softmax", "log_softmax", "softmin", "gumbel_softmax", "logsumexp", "logaddexp"),
        at_most(7),
    ],
    reference=lambda x: _stable_softmax(x),
    cases=[
        ordinary("a few numbers", lambda d: (d.floats(d.int(3, 5), low=-3, high=3),)),
        ordinary("two numbers", lambda d: (torch.tensor([d.float(-2, 2), d.float(2.5, 4)]),)),
        ordinary("large numbers", lambda d: (1000 + d.floats(3, low=-2, high=2),)),
        edge("far below zero", lambda d: (-1000 + d.floats(3, low=-2, high=2),)),
        # In the middle the extremes, so that neither end is one of them.
        ordinary(
            "far apart",
            lambda d: (torch.tensor([d.float(-2, 2), 1000.0, -1000.0, d.float(-2, 2)]),),
        ),
        edge("one number", lambda d: (d.floats(1),)),
        edge("all alike", lambda d: (torch.full((4,), d.float()),)),
        edge("integers", lambda d: (d.ints(4, low=-3, high=3),)),
        edge("float64", lambda d: (d.decimals(3, low=-3, high=3, dtype=torch.float64),)),
        edge("non-contiguous", lambda d: (apart(d.floats(3, low=-3, high=3)),)),
    ],
    mistakes=[
        Mistake(
            "x.exp() / x.exp().sum()",
            "For small numbers that is softmax. But e to the power 1000 is inf, and inf / inf is nan. Only the differences between the numbers matter: what can you subtract from all of them?",
        ),
        Mistake(
            "(x - x.max()).exp()",
            "The largest number is tamed. Now the results must add up to 1: divide by their sum.",
        ),
        Mistake(
            "e = (x - x.mean()).exp()\nreturn e / e.sum()",
            "Subtracting something from all of them is the idea. But when one number is far above what you subtracted (the mean, the first, the last), `exp` still overflows. What is never below any of them?",
        ),
        Mistake(
            "e = (x - x.min()).exp()\nreturn e / e.sum()",
            "Subtracting something is the idea. With the smallest gone, the largest can still be huge. Which one must become harmless?",
        ),
        Mistake(
            "e = (x - 1000).exp()\nreturn e / e.sum()",
            "1000 suits only that one example: small numbers now all become 0, and 0 / 0 is nan. Take what you subtract from `x` itself.",
        ),
        Mistake(
            "e = 2.718 ** (x - x.max())\nreturn e / e.sum()",
            "Very close, and the shift is right. But e has more digits than 2.718: `.exp()` knows them all.",
        ),
        Mistake(
            "(x - x.max()).exp() / x.exp().sum()",
            "What you subtract above the line must be subtracted below it too: both `exp` need the same shifted numbers.",
        ),
        Mistake(
            "x / x.sum()",
            "That adds up to 1, but without `exp` negative numbers stay negative, so they are no shares. First `exp`, then divide.",
        ),
        Mistake(
            "torch.softmax(x, dim=0)",
            "That is what you will use from tomorrow on. Today, build it yourself.",
        ),
    ],
    alternatives=[
        "e = torch.exp(x - torch.amax(x))\nreturn e / torch.sum(e)",
        """
        shifted = x - x.max()
        return (shifted - shifted.exp().sum().log()).exp()
        """,
        "e = 1 / (x.max() - x).exp()\nreturn e.div(e.sum())",
    ],
    hints=[
        "Add 100 to every number: the shares don't change, because the same factor appears above and below the line. Make use of that.",
        "Subtract from every number whatever makes the largest of them 0. Then no `exp` is above 1.",
        "Take `exp` of `x - x.max()` and give it a name. What must it be divided by, so that it adds up to 1?",
    ],
    reason="Subtracting the same number from all scores divides the top and the bottom of the fraction by the same factor, so the shares stay. After subtracting the maximum the largest score is 0, and no `exp` exceeds 1.",
    why="Language models turn scores into probabilities for the next word by this very formula, shift included.",
)
