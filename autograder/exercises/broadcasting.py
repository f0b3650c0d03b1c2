"""Unit 07_broadcasting: how two shapes become one, what that is good for, and where it bites."""

import torch

from autograder.judge.exercise import Mistake, Unit, edge, ordinary
from autograder.judge.rules import at_most, no_loop, only
from autograder.witness.draw import Draw, apart

unit = Unit("07_broadcasting", "Broadcasting", about="the rule, and what it silently does")

# -- the rule -------------------------------------------------------------------------------------

unit.predict(
    "aligned_shape",
    "What is the shape of the sum of a (3, 1, 4) and a (2, 1) tensor?",
    points=1,
    runs="(torch.ones(3, 1, 4) + torch.ones(2, 1)).shape",
    mistakes=[
        Mistake(
            "(3, 1, 4)",
            "That is the first shape, unchanged. From the right, its 1 meets the 2 of the second, and a 1 stretches.",
        ),
        Mistake(
            '"raises RuntimeError"',
            "They do fit. Write (2, 1) right under (3, 1, 4), with the right ends in line: 4 meets 1, 1 meets 2, and 3 meets nothing.",
        ),
        Mistake(
            "(3, 2, 1)",
            "The middle is right. At the end 4 meets 1: the 1 stretches to 4, never the other way round.",
        ),
        Mistake(
            "(3, 2, 1, 4)",
            "No dimension is added in between. The shorter shape gets its 1s on the left, until both are equally long.",
        ),
        Mistake(
            "(3, 3, 4)",
            "The 1 in the middle meets the 2 of the second shape, not the 3 beside it: each size meets only the one above or below.",
        ),
        Mistake(
            "(3, 1, 8)",
            "Sizes are never multiplied or added. In each column, the size that isn't 1 wins.",
        ),
    ],
    alternatives=["(3, 2, 4)", "torch.Size([3, 2, 4])", "[3, 2, 4]"],
    hints=[
        "Write the two shapes one below the other, with the right ends in line.",
        "On the right 4 meets 1, then 1 meets 2, then 3 meets nothing, which counts as 1.",
        "In each of the three columns, take the number that isn't 1.",
    ],
    reason="From the right, 4 meets 1, 1 meets 2, and 3 meets nothing, which counts as 1. Each 1 stretches.",
    why="Two shapes written one below the other settle most of the shape questions you will ever have.",
)


unit.value(
    "times_table",
    "Make the multiplication table from 1 × 1 to 10 × 10.",
    points=1,
    reference=lambda: torch.arange(1, 11).reshape(-1, 1) * torch.arange(1, 11),
    mistakes=[
        Mistake(
            "torch.arange(10).reshape(-1, 1) * torch.arange(10)",
            "That table runs from 0 to 9. `arange` starts with its first argument and stops before its last.",
        ),
        Mistake(
            "torch.arange(1, 10).reshape(-1, 1) * torch.arange(1, 10)",
            "That table ends at 9 × 9: `arange` stops before its last argument.",
        ),
        Mistake(
            "torch.arange(1, 11).reshape(-1, 1) + torch.arange(1, 11)",
            "That is the table of sums. Put `*` in place of the `+`.",
        ),
        Mistake(
            "torch.arange(1, 11) * torch.arange(1, 11)",
            "Two rows meet number by number, and only the squares come out. One of the two must be a column.",
        ),
        Mistake(
            "torch.arange(1.0, 11.0).reshape(-1, 1) * torch.arange(1.0, 11.0)",
            "The numbers are right, but they are floats. Start with integers: `arange(1, 11)`, without decimal points.",
        ),
        Mistake(
            "torch.arange(1, 101).reshape(10, 10)",
            "That counts to 100; row 2 should start 2, 4, 6. Multiply a column by a row.",
        ),
        Mistake(
            "torch.arange(1, 11) @ torch.arange(1, 11)",
            "`@` adds the products up, and a single number is left. Use `*`, and turn one of the two into a column.",
        ),
    ],
    alternatives=[
        "torch.outer(torch.arange(1, 11), torch.arange(1, 11))",
        "torch.arange(1, 11) * torch.arange(1, 11).unsqueeze(1)",
        "torch.tensor([[i * j for j in range(1, 11)] for i in range(1, 11)])",
    ],
    hints=[
        "You need the numbers from 1 to 10 twice: once lying down, once standing up.",
        "`torch.arange(1, 11)` lies down, as a row. `reshape(-1, 1)` or `unsqueeze(1)` stands it up.",
        "Multiply the column by the row.",
    ],
    why="Every table of pairs is made like this: distances between towns, the games of a league.",
)

unit.function(
    "scale_channels",
    "Multiply each colour channel of a stack of images by its own factor.",
    reference=lambda images, factors: images * factors.reshape(-1, 1, 1),
    cases=[
        ordinary("2 channels, 2 wide", lambda d: _images(d, 2, 2, 1, 2)),
        ordinary("3 channels", lambda d: _images(d, 1, 3, 2, 2)),
        edge("as many images as channels", lambda d: _images(d, 2, 2, 3, 1)),
        edge("as high as channels", lambda d: _images(d, 1, 2, 2, d.int(3, 4))),
        edge("one channel", lambda d: _images(d, 2, 1, 2, 2)),
        edge("no images", lambda d: (d.floats(0, 3, 2, 2), _factors(d, 3))),
        edge("non-contiguous", lambda d: (apart(d.floats(1, 2, 2, 2)), apart(_factors(d, 2)))),
        edge(
            "float64",
            lambda d: tuple(d.of(torch.float64, *t.shape) for t in _images(d, 1, 2, 2, 3)),
        ),
    ],
    mistakes=[
        Mistake(
            "images * factors",
            "From the right, the factors meet the width of the images. They belong to the channels, two dimensions further left: give them two dimensions of size 1 on the right.",
            again=[
                "Write the shapes under each other, right ends in line: (n, channels, height, width), and below it (channels, 1, 1). How do you turn the vector into that?"
            ],
        ),
        Mistake(
            "images * factors.unsqueeze(1)",
            "With one more dimension the factors meet the height. The channels are one dimension further left still.",
        ),
        Mistake(
            "images * factors.reshape(-1, 1, 1, 1)",
            "That is one dimension of size 1 too many on the right: now each *image* gets a factor. The channels are third from the right.",
        ),
        Mistake(
            "images * factors.reshape(3, 1, 1)",
            "The idea is right, for three channels. Other pictures have two, or one: with -1 in place of the 3, `reshape` works it out.",
        ),
        Mistake(
            "images + factors.reshape(-1, 1, 1)",
            "The shapes are right, but this adds. A factor multiplies.",
        ),
        Mistake(
            "images * factors.unsqueeze(2)",
            "A vector has room for a new dimension only at 0 or 1; add them one at a time.",
        ),
        Mistake(
            "images * factors.unsqueeze(1, 2)",
            "`unsqueeze` adds one dimension, at one position. For a second, call it again on the result.",
        ),
        Mistake(
            "images *= factors.reshape(-1, 1, 1)\nreturn images",
            "The values are right, but `*=` writes into the caller's images. A plain `*` makes a new tensor.",
        ),
    ],
    alternatives=[
        "images * factors.unsqueeze(-1).unsqueeze(-1)",
        "images * factors[:, None, None]",
        "images * factors.reshape(1, -1, 1, 1)",
        "(images.movedim(-3, -1) * factors).movedim(-1, -3)",
        'torch.einsum("...chw,c->...chw", images, factors)',
    ],
    hints=[
        "The factors meet the width, at the right end. They belong to the channels, two positions further left.",
        "A dimension of size 1 on the right of the factors moves them one position to the left. You need two of these.",
        "Give the factors the shape (channels, 1, 1): `reshape` does it in one step. Then multiply.",
    ],
    why="Photographs are prepared for a network in just this way: a mean and a scale for each channel.",
)


def _images(d, *shape):
    return d.floats(*shape, low=1), _factors(d, shape[-3])


def _factors(d, n):
    """n factors that are all different, and none of them 1."""
    return d.distinct(n, low=2, high=9).float() / 4 + 2


unit.function(
    "centre_rows",
    "Subtract from every element the mean of its own row.",
    reference=lambda x: x - x.mean(dim=1, keepdim=True),
    cases=[
        ordinary("3 rows, 3 columns", lambda d: (d.floats(3, 3),)),
        ordinary("2 rows, more columns", lambda d: (d.floats(2, d.int(3, 5)),)),
        edge("more rows than columns", lambda d: (d.floats(4, 2),)),
        edge("one row", lambda d: (d.floats(1, 3),)),
        edge("one column", lambda d: (d.floats(3, 1, low=1),)),
        edge("no rows", lambda d: (d.floats(0, 3),)),
        edge("non-contiguous", lambda d: (apart(d.floats(2, 4)),)),
        edge("float64", lambda d: (d.of(torch.float64, 2, 3),)),
    ],
    mistakes=[
        Mistake(
            "x - x.mean(dim=1)",
            "The means are right, but they lie in a row: (rows,) meets the columns. For a square matrix that even runs, and is wrong. `keepdim=True` leaves them standing as a column.",
            again=[
                "Print the shape of your means: (rows,). It should be (rows, 1): say `keepdim=True` where you work out the mean."
            ],
        ),
        Mistake(
            "x - x.mean(dim=0)",
            "Those are the means of the columns. Along a row is `dim=1`.",
        ),
        Mistake(
            "x - x.mean()",
            "That is one mean for everything. Each row has its own.",
        ),
        Mistake(
            "x - x.sum(dim=1, keepdim=True)",
            "The shapes are right. But subtract the mean, not the sum.",
        ),
        Mistake(
            "x - x.amax(dim=1, keepdim=True)",
            "You subtract the largest number of each row, which becomes 0 in this way. Subtract the mean of the row.",
        ),
        Mistake(
            "x / x.mean(dim=1, keepdim=True)",
            "You divided by the means. Subtract them: the mean of each row becomes 0.",
        ),
        Mistake(
            "x.mean(dim=1, keepdim=True)",
            "Those are the means, in the right shape. Now subtract them from `x`.",
        ),
        Mistake(
            "x -= x.mean(dim=1, keepdim=True)\nreturn x",
            "The values are right, but `-=` writes into the caller's tensor. A plain `-` makes a new one.",
        ),
    ],
    alternatives=[
        "x - x.mean(dim=1).unsqueeze(1)",
        "(x.T - x.mean(dim=1)).T",
        "x - (x.sum(dim=1) / x.shape[1]).reshape(-1, 1)",
        "torch.sub(x, x.mean(dim=-1, keepdim=True).expand_as(x))",
    ],
    hints=[
        "The means of the rows: how many are there, and what shape do they have?",
        "A vector of means lies down like a row. It must stand up as a column: shape (rows, 1).",
        "`mean` takes `dim` and `keepdim`. Subtract what it gives from `x`.",
    ],
    why="Many language models start each of their layers with this very line.",
)

# -- what it silently does ------------------------------------------------------------------------

unit.predict(
    "vector_minus_column",
    "Three numbers minus three numbers: what shape comes out?",
    points=1,
    runs="(torch.zeros(3) - torch.zeros(3, 1)).shape",
    mistakes=[
        Mistake(
            "(3,)",
            "That would be so for two vectors. But the second is a column: (3,) counts as (1, 3), and against (3, 1) both stretch.",
            again=[
                "Write (1, 3) above (3, 1), right ends in line. Each 1 stretches to the size that it meets: what do you read?"
            ],
        ),
        Mistake(
            "(3, 1)",
            "(3,) doesn't turn into a column. It gets its 1 on the left, (1, 3), and then both stretch.",
        ),
        Mistake(
            '"raises RuntimeError"',
            "If only it did! From the right, 3 meets 1, and nothing meets 3. All of that is allowed.",
        ),
        Mistake(
            "(1, 3)",
            "That is the shape the first one counts as. Its 1 meets a 3, and stretches.",
        ),
    ],
    alternatives=["(3, 3)", "torch.Size([3, 3])", "[3, 3]"],
    hints=[
        "Write (3,) under (3, 1), with the right ends in line.",
        "3 meets 1, and on the left nothing meets 3. Nothing counts as 1.",
        "In both columns a 1 stretches to 3.",
    ],
    reason="The vector counts as a row (1, 3). Against the column (3, 1) both stretch, and every number meets every number.",
    why="No error, no warning: in a loss this only makes training worse, and people search for days.",
)

unit.fix(
    "column_loss",
    "Fix a loss whose predictions come as a column and whose targets come as a vector.",
    broken="""\
def column_loss(prediction, target):
    return ((prediction - target) ** 2).mean()
""",
    reference=lambda prediction, target: ((prediction.squeeze(1) - target) ** 2).mean(),
    gradients=True,
    cases=[
        ordinary("a few predictions", lambda d: _predicted(d, d.int(3, 5))),
        ordinary("two predictions", lambda d: _predicted(d, 2)),
        edge("one prediction", lambda d: _predicted(d, 1)),
        edge("everything right", lambda d: _all_right(d.floats(3))),
        edge("non-contiguous", lambda d: tuple(map(apart, _predicted(d, 3)))),
        edge("float64", lambda d: _in_float64(d, 3)),
    ],
    mistakes=[
        Mistake(
            "((prediction - target.unsqueeze(0)) ** 2).mean()",
            "Every prediction still meets every target: (n, 1) and (1, n) give (n, n). Make both of them columns, or both vectors.",
        ),
        Mistake(
            "assert prediction.shape == target.shape\nreturn ((prediction - target) ** 2).mean()",
            "The assert is right: the shapes differ. Now make them equal, in a line before it.",
        ),
        Mistake(
            "((prediction.squeeze(1) - target) ** 2).sum()",
            "The pairs are right now. Take their mean, not their sum.",
        ),
        Mistake(
            "(prediction.squeeze(1) - target).mean() ** 2",
            "Square first, then take the mean: otherwise errors upwards and downwards cancel out.",
        ),
        Mistake(
            "(prediction.squeeze(1) - target).abs().mean()",
            "The pairs are right now. But the errors should be squared.",
        ),
        Mistake(
            "((prediction.squeeze(1) - target) ** 2).mean().detach()",
            "The value is right, but its history is cut off, so `backward()` has nowhere to go. No `.detach()` and no `.item()` in a loss.",
        ),
        Mistake(
            "(prediction.squeeze(1) - target) ** 2",
            "The pairs are right. But a loss is one number: take the mean.",
        ),
        Mistake(
            "((prediction - target.squeeze(1)) ** 2).mean()",
            "The target is a vector: it has no dimension 1 to take out. The column is the prediction.",
        ),
        Mistake(
            """
            total = 0
            for p, t in zip(prediction, target):
                total = total + (p - t) ** 2
            return total / len(target)
            """,
            "The number is right, but its shape is (1,): each row of a column is a vector with one element. Turn the column into a vector first; then you need no loop either.",
        ),
    ],
    alternatives=[
        "((prediction - target.unsqueeze(1)) ** 2).mean()",
        "torch.nn.functional.mse_loss(prediction.flatten(), target)",
        "(prediction.T - target).square().mean()",
        "((prediction - target.reshape(prediction.shape)) ** 2).sum() / len(target)",
    ],
    hints=[
        "What shape is `prediction - target`, for (n, 1) and (n,)?",
        "Each prediction should meet one target. Give both the same shape before you take the difference.",
        "`squeeze` one of them or `unsqueeze` the other; the rest of the line stays.",
    ],
    reason="A column minus a vector is a table: each prediction met every target. Once the column is squeezed to a vector, each meets its own.",
    why="A network with one output gives columns, a data file gives vectors: you will meet this pair again.",
)


def _predicted(d, n):
    return d.floats(n, 1, grad=True), d.floats(n)


def _in_float64(d, n):
    """A column that requires grad and a vector, with all the digits of float64."""
    column = d.of(torch.float64, n, 1).requires_grad_()
    return column, d.of(torch.float64, n)


def _all_right(target):
    return target.unsqueeze(1).clone().requires_grad_(), target


# -- in place, and expand -------------------------------------------------------------------------

unit.predict(
    "written_through",
    "A row is expanded to two rows, and then changed: what is the sum of the two rows?",
    points=1,
    runs="""
    row = torch.tensor([[1, 2, 3]])
    two = row.expand(2, 3)
    row.add_(10)
    two.sum()
    """,
    mistakes=[
        Mistake(
            "12",
            "That would be right if `expand` had copied the row. It hasn't: `two` reads the numbers of `row`, and sees them change.",
        ),
        Mistake(
            "42",
            "That counts one row as changed and one as not. But there is only one row of numbers, and it is read twice.",
        ),
        Mistake(
            "36",
            "That is the sum of the changed row, once. `two` reads it twice.",
        ),
        Mistake(
            '"raises RuntimeError"',
            "Writing to `two` in one go would raise. Here it is `row` that is written to, and that is fine.",
        ),
    ],
    alternatives=["72", "2 * (11 + 12 + 13)", "torch.tensor(72)"],
    hints=[
        "How many numbers are in memory: three, or six?",
        "`expand` copies nothing. After the third line the row holds 11, 12, 13.",
        "Add up 11, 12 and 13, and remember that `two` reads them twice.",
    ],
    reason="`expand` copies nothing: both rows of `two` read the one row in memory. After `add_` it holds 11, 12, 13, which are 36, and they are read twice.",
    why="Expanding is free, however large the result looks, because nothing is written anywhere.",
)

# -- tables of pairs, and what they cost ----------------------------------------------------------

unit.value(
    "one_hot_rows",
    "Turn the class numbers 2, 0, 0 of three classes into one-hot rows.",
    points=1,
    reference=lambda: (torch.tensor([2, 0, 0]).unsqueeze(1) == torch.arange(3)).float(),
    mistakes=[
        Mistake(
            "torch.tensor([2, 0, 0]).unsqueeze(1) == torch.arange(3)",
            "That is the pattern, in True and False. We want floats: brackets around it all, and `.float()`.",
        ),
        Mistake(
            "(torch.tensor([2, 0, 0]).unsqueeze(1) == torch.arange(3)).int()",
            "That is the pattern, in integers. We want floats: `.float()`.",
        ),
        Mistake(
            "(torch.tensor([2, 0, 0]).unsqueeze(1) == torch.arange(3)).long()",
            "That is the pattern, in whole numbers. We want floats: `.float()`.",
        ),
        Mistake(
            "(torch.tensor([2, 0, 0]) == torch.arange(3).unsqueeze(1)).float()",
            "That is the right table on its side, with a row for each class. Turn the pets into a column instead.",
        ),
        Mistake(
            "(torch.tensor([2, 0, 0]) == torch.arange(3)).float()",
            "Pet number i meets only class number i. Stand the pets up as a column, so that every pet meets every class.",
        ),
        Mistake(
            "(torch.tensor([2, 0, 0]).unsqueeze(1) == torch.arange(1, 4)).float()",
            "Classes are counted from 0, like everything in Python.",
        ),
        Mistake(
            "torch.tensor([2, 0, 0]).unsqueeze(1) == torch.tensor([2, 0, 0])",
            "There each pet meets each *pet*. Let it meet the classes, 0, 1 and 2, and turn the answers into floats.",
        ),
        Mistake(
            "(torch.tensor([2, 0, 0]).unsqueeze(1) == torch.tensor([2, 0, 0])).float()",
            "That says which pets are alike. The columns should be the classes, 0, 1 and 2, not the pets again.",
        ),
        Mistake(
            "(torch.tensor([2, 0, 0]).unsqueeze(1) != torch.arange(3)).float()",
            "Ones and zeros have swapped places. Ask each pair whether the two are equal: `==`.",
        ),
        Mistake(
            "(torch.tensor([2, 0, 0]).unsqueeze(1) >= torch.arange(3)).float()",
            "Each row needs a single one. Ask each pair whether the two are equal: `==`.",
        ),
    ],
    alternatives=[
        "torch.eye(3)[[2, 0, 0]]",
        "torch.tensor([[0.0, 0, 1], [1, 0, 0], [1, 0, 0]])",
        "torch.nn.functional.one_hot(torch.tensor([2, 0, 0]), 3).float()",
    ],
    hints=[
        "Ask one question of every pair of a pet and a class. The answers are the table.",
        "The question is *are you this class?*, a `==`. The pets stand up as a column; the class numbers 0, 1, 2 lie down.",
        "`pets.unsqueeze(1)` on one side of the `==`, an `arange` on the other; then turn bools into floats.",
    ],
    why="Networks that choose between classes learn from such rows, and a one-hot row times a matrix picks out one of its rows.",
)

unit.predict(
    "bytes_between",
    "500 points against 300 points: how many bytes does the tensor of all differences take?",
    points=1,
    runs="""
    a = torch.zeros(500, 1, 4)
    b = torch.zeros(300, 4)
    difference = a - b
    difference.numel() * difference.element_size()
    """,
    mistakes=[
        Mistake(
            "600_000",
            "That is how many numbers there are. A float32 takes four bytes.",
        ),
        Mistake(
            "12_800",
            "That is what the two inputs take. Their difference has a place for every pair of points.",
        ),
        Mistake(
            "8000",
            "That is the size of `a`. Stretching it costs nothing, but the difference is a new tensor, with all 500 · 300 · 4 numbers.",
        ),
        Mistake(
            "4_800_000",
            "The number of numbers is right, but eight bytes each would be float64. `torch.zeros` makes float32.",
        ),
        Mistake(
            "19_200_000",
            "32 is the number of *bits* in a float32. Eight bits are a byte: 4 bytes each, in a tensor of shape (500, 300, 4).",
        ),
        Mistake(
            "4800",
            "That is the size of `b`. The difference has a place for every pair of points: its shape is (500, 300, 4), with 4 bytes per number.",
        ),
        Mistake(
            "1_200_000",
            "Two bytes each would be float16. `torch.zeros` makes float32: 4 bytes for each of 500 · 300 · 4 numbers.",
        ),
        Mistake(
            "150_000",
            "That is the number of pairs. Each pair has four numbers, and each number four bytes.",
        ),
    ],
    alternatives=["2_400_000", "500 * 300 * 4 * 4", "2.4e6"],
    hints=[
        "First the shape: write (300, 4) under (500, 1, 4).",
        "The shape is (500, 300, 4). Multiply for the number of elements; how many bytes does each have?",
        "500 · 300 · 4 elements, and a float32 takes 4 bytes.",
    ],
    reason="(500, 1, 4) and (300, 4) give (500, 300, 4): 600 000 numbers of four bytes each.",
    why="With 100 000 points on each side it would be 160 GB: the inputs are small, the pairs are not.",
)

# -- a puzzle -------------------------------------------------------------------------------------


def _prime_mask(n):
    numbers = torch.arange(1, n + 1)
    return (numbers % numbers.unsqueeze(1) == 0).sum(dim=0) == 2


unit.puzzle(
    "prime_mask",
    "Which of the numbers 1 to n are prime? No loop, at most eight operations.",
    points=3,
    rules=[no_loop, at_most(8)],
    reference=lambda n: _prime_mask(n),
    cases=[
        ordinary("up to ten", lambda d: (10,)),
        ordinary("a few more", lambda d: (d.int(11, 40),)),
        edge("only 1", lambda d: (1,)),
        edge("1 and 2", lambda d: (2,)),
        edge("up to a square", lambda d: (d.choice([9, 25, 49]),)),
        edge("some hundreds", lambda d: (d.int(100, 300),)),
    ],
    mistakes=[
        Mistake(
            "k = torch.arange(1, n + 1)\nreturn (k % k.unsqueeze(1) == 0).sum(dim=1) == 2",
            "You added up along the wrong dimension: that counts how many numbers each one divides. We want how many numbers divide *it*.",
        ),
        Mistake(
            "k = torch.arange(n)\nreturn (k % k.unsqueeze(1) == 0).sum(dim=0) == 2",
            "`arange(n)` starts with 0, and nothing can be divided by 0. The numbers are 1 to n: say where to start, and that n itself belongs to them.",
        ),
        Mistake(
            "k = torch.arange(1, n)\nreturn (k % k.unsqueeze(1) == 0).sum(dim=0) == 2",
            "`arange` stops before its last argument, so the number n is missing.",
        ),
        Mistake(
            "k = torch.arange(1, n + 1)\nreturn (k % k.unsqueeze(1) == 0).sum(dim=0) <= 2",
            "Then 1 counts as a prime too, with its single divisor. Primes have exactly two: 1 and themselves.",
        ),
        Mistake(
            "k = torch.arange(1, n + 1)\nreturn (k % k.unsqueeze(1) == 0).sum(dim=0) == 1",
            "Only 1 has exactly one divisor. A prime has two: 1 and itself.",
        ),
        Mistake(
            "k = torch.arange(2, n + 1)\nreturn (k % k.unsqueeze(1) == 0).sum(dim=0) == 1",
            "The idea is right, but your answer starts with the number 2. It should start with 1.",
        ),
        Mistake(
            "k = torch.arange(1, n + 1)\nreturn (k % k.unsqueeze(1) == 0).sum(dim=0)",
            "Those are the numbers of divisors, very close. Which of them are 2?",
        ),
        Mistake(
            "k = torch.arange(1, n + 1)\nreturn k[(k % k.unsqueeze(1) == 0).sum(dim=0) == 2]",
            "Those are the primes themselves. We want a bool for each number: leave the `k[...]` out.",
        ),
        Mistake(
            "k = torch.arange(1, n + 1)\nreturn (k % k.unsqueeze(1)).sum(dim=0) == 2",
            "You added up the remainders. Ask first which are 0.",
        ),
        Mistake(
            "k = torch.arange(1, n + 1)\nreturn k % k.unsqueeze(1) == 0",
            "That is the table, with a column for each number. Now count the True values in each column.",
        ),
        Mistake(
            "k = torch.arange(1, n + 1)\nreturn k.unsqueeze(1) % k == 0",
            "That is the table, with a row for each number. Now count the True values along each row.",
        ),
    ],
    alternatives=[
        "k = torch.arange(1, n + 1)\nreturn (k.unsqueeze(1) % k == 0).sum(dim=1) == 2",
        """
        k = torch.arange(1, n + 1)
        divides = torch.gcd(k, k.unsqueeze(1)) == k
        return divides.sum(dim=1).eq(2)
        """,
        """
        k, factors = torch.arange(1, n + 1), torch.arange(2, n + 1)
        return ~torch.isin(k, factors.unsqueeze(1) * factors) & (k > 1)
        """,
    ],
    hints=[
        "Make a table of every number against every number. What would you like to know about each pair?",
        "Whether one divides the other: then `%` gives 0. Then count, for each number, how many divide it.",
        "`k % k.unsqueeze(1) == 0` is the table: row i says which numbers i + 1 divides. Count the Trues in each column. How many does a prime have?",
    ],
    reason="A column of divisors meets the row of numbers, so every pair is tried at once. A prime has exactly two divisors, 1 and itself; 1 has only one.",
    why="Ask all pairs at once, then boil the answers down: the largest language models work in these two steps too.",
)

# -- the ladder -----------------------------------------------------------------------------------

# A rung may use the rungs below it, and nothing else that does the work.
_RUNG = [
    no_loop,
    only(
        *("arange", "where", "@", "[]", "unsqueeze"),
        *("<", "<=", ">", ">=", "==", "!=", "&", "|", "~", "+", "-", "*"),
    ),
]


def _all_ones(n):
    return torch.where(torch.arange(n) >= 0, 1.0, 0.0)


def _row_sums(table):
    return table @ _all_ones(table.shape[1])


def _smaller_table(x):
    return torch.where(x < x.unsqueeze(1), 1.0, 0.0)


def _ranks(x):
    return _row_sums(_smaller_table(x))


def _seats(ranks):
    return torch.where(torch.arange(len(ranks)).unsqueeze(1) == ranks, 1.0, 0.0)


def _in_order(x):
    return _seats(_ranks(x)) @ x


def _any_order(d: Draw, n: int) -> torch.Tensor:
    """n different floats; the smallest is neither first nor last where there is room."""
    numbers = d.distinct(n).float() / 2
    least = int(numbers.argmin()) if n else 0
    return numbers.roll(n // 2 - least) if n > 2 else numbers


def _turned(d: Draw, n: int) -> torch.Tensor:
    """The ranks of n numbers: a permutation that isn't its own way back."""
    ranks = torch.arange(n).roll(d.int(1, n - 1))
    ranks[[0, 1]] = ranks[[1, 0]]
    undone = ranks.argsort()
    return (ranks if not torch.equal(ranks, undone) else torch.arange(n).roll(1)).float()


# The rungs below the top, for mistakes and alternatives that stand alone.
_SEATS = """\
def ranks_of(x):
    return torch.where(x < x[:, None], 1.0, 0.0) @ (torch.arange(len(x)) * 0.0 + 1.0)

def seats_of(ranks):
    return torch.where(torch.arange(len(ranks))[:, None] == ranks, 1.0, 0.0)

"""
_LARGEST_FIRST = """
places = torch.where(x > x[:, None], 1.0, 0.0) @ (torch.arange(len(x)) * 0.0 + 1.0)
return torch.where(torch.arange(len(x))[:, None] == places, 1.0, 0.0) @ x
"""
_SEATS_TURNED = """
places = torch.where(x < x[:, None], 1.0, 0.0) @ (torch.arange(len(x)) * 0.0 + 1.0)
return torch.where(places[:, None] == torch.arange(len(x)), 1.0, 0.0) @ x
"""

unit.function(
    "all_ones",
    "First rung: n ones, from `arange` and `where`.",
    points=1,
    reference=lambda n: _all_ones(n),
    rules=_RUNG,
    devices=False,
    cases=[
        ordinary("a few", lambda d: (d.int(2, 6),)),
        edge("one", lambda d: (1,)),
        edge("none", lambda d: (0,)),
        edge("many", lambda d: (d.int(30, 60),)),
    ],
    mistakes=[
        Mistake(
            "torch.where(torch.arange(n) > 0, 1.0, 0.0)",
            "`arange` starts with 0, and 0 > 0 is False: the first one is missing. Ask something that is true of 0 as well.",
        ),
        Mistake(
            "torch.where(torch.arange(n) >= 0, 1, 0)",
            "Those are whole numbers. The rungs above multiply floats: write 1.0.",
        ),
        Mistake(
            "torch.arange(n) >= 0",
            "True everywhere: that is the question. `where` turns each answer into a number.",
        ),
        Mistake(
            "torch.where(torch.arange(1, n) > 0, 1.0, 0.0)",
            "From 1 up to n, without n: that is one number too few.",
        ),
        Mistake(
            "torch.ones(n)",
            "That is what you will write in real code. On this ladder everything is built from `arange` and `where`.",
        ),
    ],
    alternatives=[
        "torch.arange(n) * 0.0 + 1.0",
        "torch.where(torch.arange(n) == torch.arange(n), 1.0, 0.0)",
        "torch.where(torch.arange(n) < n, 1.0, 2.0)",
    ],
    hints=[
        "`arange` gives n numbers. What can you ask that is answered alike for all of them?",
        "A question that is true of 0 and of everything above, for instance *not below 0*. `where` then has two numbers to choose from.",
        "`torch.where(torch.arange(n) ..., 1.0, 0.0)`: a comparison goes in place of the dots.",
    ],
    why="A question that is always true: the smallest use of a mask there is.",
)

unit.function(
    "row_sums",
    "Second rung: the sum of each row of a table, without `sum`.",
    points=1,
    reference=lambda table: _row_sums(table),
    rules=_RUNG,
    devices=False,
    cases=[
        ordinary("a wide table", lambda d: (d.floats(2, d.int(3, 5)),)),
        ordinary("a long table", lambda d: (d.floats(d.int(3, 5), 2),)),
        edge("as many rows as columns", lambda d: (d.floats(3, 3),)),
        edge(
            "all the digits", lambda d: (torch.cat([d.decimals(1, 3), 50_000 + d.decimals(1, 3)]),)
        ),
        edge("one column", lambda d: (d.floats(3, 1),)),
        edge("no columns", lambda d: (d.floats(3, 0),)),
        edge("no rows", lambda d: (d.floats(0, 3),)),
        edge("non-contiguous", lambda d: (apart(d.floats(2, 3)),)),
    ],
    mistakes=[
        Mistake(
            "torch.where(torch.arange(len(table)) >= 0, 1.0, 0.0) @ table",
            "With the ones on the left, they meet the columns: you added up down the table. A row meets what stands on the right of `@`.",
        ),
        Mistake(
            "table @ torch.where(torch.arange(len(table)) >= 0, 1.0, 0.0)",
            "`len(table)` counts the rows. A row has as many numbers as there are columns, `table.shape[1]`, and each of them needs a one.",
        ),
        Mistake(
            "table * torch.where(torch.arange(table.shape[1]) >= 0, 1.0, 0.0)",
            "`*` with ones changes nothing. `@` multiplies the pairs *and* adds them up.",
        ),
        Mistake(
            "table @ torch.where(torch.arange(table.shape[1]) >= 0, 1.0, 0.0).unsqueeze(1)",
            "The sums are right, in a column of shape (rows, 1). Leave the ones a vector, and you get a vector.",
        ),
        Mistake(
            "table.sum(dim=1)",
            "That is what you will write in real code. On this ladder `@` does the adding: what must a row be multiplied by?",
        ),
    ],
    alternatives=[
        "table @ (torch.arange(table.shape[1]) * 0.0 + 1.0)",
        "(table @ torch.where(torch.arange(table.shape[1]) >= 0, 1.0, 0.0).unsqueeze(1))[:, 0]",
        "torch.matmul(table, torch.where(torch.arange(table.shape[1]) < 0, 0.0, 1.0))",
    ],
    hints=[
        "A matrix `@` a vector: each row meets the vector, pair by pair, and is added up. Which vector leaves the numbers as they are?",
        "A vector of ones, as long as a row. The rung below makes it.",
        "`table @ all_ones(...)`: how many numbers are in a row?",
    ],
    why="Every sum is a product with ones; on a GPU that can even be the fast way.",
)

unit.function(
    "smaller_table",
    "Third rung: a table of all pairs, 1 where the one number is smaller than the other.",
    points=1,
    reference=lambda x: _smaller_table(x),
    rules=_RUNG,
    devices=False,
    cases=[
        ordinary("a few numbers", lambda d: (_any_order(d, d.int(3, 4)),)),
        ordinary("a few more", lambda d: (_any_order(d, d.int(5, 6)),)),
        edge("some alike", lambda d: (_any_order(d, 3)[[0, 1, 2, 1]],)),
        edge("in order", lambda d: (_any_order(d, 4).sort().values,)),
        edge("one number", lambda d: (d.floats(1),)),
        edge("no numbers", lambda d: (d.floats(0),)),
        edge("infinities", lambda d: (torch.tensor([d.float(), torch.inf, -torch.inf, 9.5]),)),
        edge("non-contiguous", lambda d: (apart(_any_order(d, 3)),)),
    ],
    mistakes=[
        Mistake(
            "torch.where(x.unsqueeze(1) < x, 1.0, 0.0)",
            "Turned around: in row i you ask whether x[i] is smaller than the others. The loop asks whether x[j] is smaller than x[i].",
        ),
        Mistake(
            "torch.where(x <= x.unsqueeze(1), 1.0, 0.0)",
            "`<=` also counts those that are equal, each number itself among them. The loop says `<`.",
        ),
        Mistake(
            "torch.where(x < x, 1.0, 0.0)",
            "Vector against vector compares each number with itself. For every pair, one of the two must stand up as a column.",
        ),
        Mistake(
            "x < x.unsqueeze(1)",
            "The answers are right, as True and False. `where` turns them into 1.0 and 0.0.",
        ),
        Mistake(
            "torch.where(x < x.unsqueeze(1), 1, 0)",
            "Those are whole numbers. The rungs above multiply floats: write 1.0 and 0.0.",
        ),
    ],
    alternatives=[
        "torch.where(x[:, None] > x, 1.0, 0.0)",
        "(x < x.unsqueeze(1)) * 1.0",
        "torch.where(x.unsqueeze(0) >= x.unsqueeze(1), 0.0, 1.0)",
    ],
    hints=[
        "A table with a row for each i and a column for each j: one copy of `x` goes down the side, one along the top.",
        "`x.unsqueeze(1)` is the column, x[i]; `x` is the row, x[j]. Which comparison does the loop make?",
        "`torch.where(x ... x.unsqueeze(1), 1.0, 0.0)`: only the sign is missing.",
    ],
    why="Sorting, ranking, counting: all of them start by asking every pair.",
)

unit.function(
    "ranks",
    "Fourth rung: how many numbers are smaller than each.",
    points=1,
    reference=lambda x: _ranks(x),
    rules=_RUNG,
    devices=False,
    cases=[
        ordinary("a few numbers", lambda d: (_any_order(d, d.int(3, 4)),)),
        ordinary("a few more", lambda d: (_any_order(d, d.int(5, 6)),)),
        edge("some alike", lambda d: (_any_order(d, 3)[[0, 1, 2, 1]],)),
        edge("from large to small", lambda d: (_any_order(d, 4).sort(descending=True).values,)),
        edge("one number", lambda d: (d.floats(1),)),
        edge("no numbers", lambda d: (d.floats(0),)),
        edge("non-contiguous", lambda d: (apart(_any_order(d, 3)),)),
    ],
    mistakes=[
        Mistake(
            "torch.where(torch.arange(len(x)) >= 0, 1.0, 0.0) @ torch.where(x < x.unsqueeze(1), 1.0, 0.0)",
            "You added up down the columns: that counts how many numbers are *larger*. Add up along the rows.",
        ),
        Mistake(
            "torch.where(x <= x.unsqueeze(1), 1.0, 0.0) @ torch.where(torch.arange(len(x)) >= 0, 1.0, 0.0)",
            "One too many, each number itself: `<=` counts it. Ask for smaller ones only.",
        ),
        Mistake(
            "torch.where(x < x.unsqueeze(1), 1.0, 0.0)",
            "That is the table of the rung below. Each row holds a 1 for every smaller number: add the rows up.",
        ),
        Mistake(
            "(x < x.unsqueeze(1)).sum(dim=1)",
            "That is how you would write it in real code. Here the adding is `row_sums`, two rungs below.",
        ),
        Mistake(
            "x.argsort().argsort()",
            "That sorts, and sorting is what this ladder leads up to. Count instead: how many are smaller?",
        ),
    ],
    alternatives=[
        "torch.where(x < x.unsqueeze(1), 1.0, 0.0) @ torch.where(torch.arange(len(x)) >= 0, 1.0, 0.0)",
        "((x < x[:, None]) * 1.0) @ (torch.arange(len(x)) * 0.0 + 1.0)",
        "(torch.arange(len(x)) * 0.0 + 1.0) @ torch.where(x.unsqueeze(1) < x, 1.0, 0.0)",
    ],
    hints=[
        "The rung below has a 1 for every smaller number. What must you do with each of its rows?",
        "Two rungs you have: one makes the table, one adds up its rows.",
        "One call inside the other: `row_sums(...)`.",
    ],
    why="A rank is where a number goes when it is sorted. You know it before anything has moved.",
)

unit.function(
    "seats",
    "Fifth rung: a table with a 1 in row p where the number of rank p is.",
    points=1,
    reference=lambda ranks: _seats(ranks),
    rules=_RUNG,
    devices=False,
    cases=[
        ordinary("three", lambda d: (torch.tensor(d.choice([[2.0, 0.0, 1.0], [1.0, 2.0, 0.0]])),)),
        ordinary("a few more", lambda d: (_turned(d, d.int(4, 6)),)),
        edge("in order", lambda d: (torch.arange(float(d.int(2, 5))),)),
        edge("one", lambda d: (torch.zeros(1),)),
        edge("none", lambda d: (torch.zeros(0),)),
        edge("non-contiguous", lambda d: (apart(_turned(d, 4)),)),
    ],
    mistakes=[
        Mistake(
            "torch.where(ranks.unsqueeze(1) == torch.arange(len(ranks)), 1.0, 0.0)",
            "That is one-hot as you know it: a row for each number. Here it is the other way round, a row for each *place*, and the numbers are the columns.",
        ),
        Mistake(
            "torch.where(torch.arange(len(ranks)) == ranks, 1.0, 0.0)",
            "Vector against vector: each rank meets only the place at the same position. One of the two must stand up as a column: which goes down the side?",
        ),
        Mistake(
            "torch.arange(len(ranks)).unsqueeze(1) == ranks",
            "The answers are right, as True and False. `where` turns them into 1.0 and 0.0.",
        ),
        Mistake(
            "torch.where(torch.arange(len(ranks)).unsqueeze(1) == ranks, 1, 0)",
            "Those are whole numbers, and the next rung multiplies floats: write 1.0 and 0.0.",
        ),
        Mistake(
            "torch.where(torch.arange(len(ranks)).unsqueeze(1) >= ranks, 1.0, 0.0)",
            "Each number should sit in one place only: the one that *equals* its rank.",
        ),
    ],
    alternatives=[
        "torch.where(ranks == torch.arange(len(ranks))[:, None], 1.0, 0.0)",
        "(torch.arange(len(ranks)).unsqueeze(1) == ranks) * 1.0",
        "torch.where(torch.arange(len(ranks)).unsqueeze(1) != ranks, 0.0, 1.0)",
    ],
    hints=[
        "The places 0, 1, 2, … go down the side, the numbers with their ranks along the top. What do you ask of each pair?",
        "The places are an `arange`, stood up as a column; the ranks are a row already.",
        "`torch.where(torch.arange(len(ranks)).unsqueeze(1) ... ranks, 1.0, 0.0)`: only the sign is missing.",
    ],
    why="A table with a single 1 in each row and column is a permutation: multiplying by it puts things in another order.",
)

unit.function(
    "in_order",
    "The top: sort a vector with nothing but `arange`, `where` and `@`.",
    points=2,
    reference=lambda x: _in_order(x),
    rules=_RUNG,
    devices=False,
    cases=[
        ordinary("a few numbers", lambda d: (_any_order(d, d.int(3, 4)),)),
        ordinary("a few more", lambda d: (_any_order(d, d.int(5, 7)),)),
        edge("from large to small", lambda d: (_any_order(d, 4).sort(descending=True).values,)),
        edge("in order already", lambda d: (_any_order(d, 4).sort().values,)),
        edge("all the digits", lambda d: (torch.cat([torch.tensor([50_000.0]), d.decimals(3)]),)),
        edge("one number", lambda d: (d.floats(1),)),
        edge("no numbers", lambda d: (d.floats(0),)),
        edge("non-contiguous", lambda d: (apart(_any_order(d, 4)),)),
    ],
    mistakes=[
        Mistake(
            _SEATS_TURNED,
            "That is the way back: which number stands at the place that each rank names. In the table of `seats` the places are the rows, and it goes on the left of `@`.",
        ),
        Mistake(
            _SEATS + "return seats_of(x) @ x",
            "The seats come from the ranks, not from the numbers themselves: rank them first.",
        ),
        Mistake(
            _LARGEST_FIRST,
            "Yours runs from the largest to the smallest: you ranked each number by how many are *larger*.",
        ),
        Mistake(
            _SEATS + "return seats_of(ranks_of(x))",
            "That is the table that puts things in order. Now let it work on `x`: a row with a single 1 picks a single number.",
        ),
        Mistake(
            "x.sort().values",
            "That is what you will write in real code. You have all the rungs to do without it.",
        ),
    ],
    alternatives=[
        _SEATS + "return seats_of(ranks_of(x)) @ x",
        """
        places = torch.where(x < x[:, None], 1.0, 0.0) @ (torch.arange(len(x)) * 0.0 + 1.0)
        return x @ torch.where(places[:, None] == torch.arange(len(x)), 1.0, 0.0)
        """,
        """
        n = torch.arange(len(x))
        larger = torch.where(x > x[:, None], 1.0, 0.0) @ (n * 0.0 + 1.0)
        return torch.where(len(x) - 1 - n[:, None] == larger, 1.0, 0.0) @ x
        """,
    ],
    hints=[
        "Row p of the `seats` table has its single 1 in the column of the number that belongs in place p. What does that row `@ x` give?",
        "Rank the numbers, make their seats, and let the table work on `x`.",
        "Three calls in one line, and one `@`: `seats(...) @ x`.",
    ],
    why="You have sorted without comparing one thing after another: all pairs at once, as a GPU would. It costs n² numbers of memory, though.",
)
