"""Unit 07_broadcasting: how two shapes become one, what that is good for, and where it bites."""

import torch

from autograder.check.draw import apart
from autograder.check.exercise import Mistake, Unit, edge, ordinary
from autograder.check.rules import at_most, forbid, no_loop

unit = Unit("07_broadcasting", "Broadcasting")

# -- the rule -------------------------------------------------------------------------------------

unit.predict(
    "aligned_shape",
    "Which shape has the sum of a (3, 1, 4) and a (2, 1) tensor?",
    points=1,
    runs="(torch.ones(3, 1, 4) + torch.ones(2, 1)).shape",
    mistakes=[
        Mistake(
            "(3, 1, 4)",
            "That is the first shape, unchanged. From the right, its 1 meets the 2 of the second, and a 1 stretches.",
        ),
        Mistake(
            '"raises RuntimeError"',
            "They do fit. Write (2, 1) right under (3, 1, 4), ends in line: 4 meets 1, 1 meets 2, and 3 meets nothing.",
        ),
        Mistake(
            "(3, 2, 1)",
            "The middle is right. At the end 4 meets 1: the 1 stretches to 4, never the other way round.",
        ),
        Mistake(
            "(3, 2, 1, 4)",
            "No axis is added between others. The shorter shape gets its 1s on the left, until both are equally long.",
        ),
        Mistake(
            "(3, 3, 4)",
            "The 1 in the middle meets the 2 of the second shape, not the 3 beside it: each size looks only at the one above or below.",
        ),
        Mistake(
            "(3, 1, 8)",
            "Sizes are never multiplied or added. In each column, the size that isn't 1 wins.",
        ),
    ],
    alternatives=["(3, 2, 4)", "torch.Size([3, 2, 4])", "[3, 2, 4]"],
    hints=[
        "Write the two shapes under each other, ends in line.",
        "On the right 4 meets 1, then 1 meets 2, then 3 meets nothing, which counts as 1.",
        "In each of the three columns, take the number that isn't 1.",
    ],
    why="Two shapes written under each other settle most of the shape questions you will ever have.",
)


def _common_shape(a, b):
    rank = max(len(a), len(b))
    a = (1,) * (rank - len(a)) + tuple(a)
    b = (1,) * (rank - len(b)) + tuple(b)
    for x, y in zip(a, b, strict=True):
        if x != y and 1 not in (x, y):
            raise ValueError(f"{x} against {y}")
    return tuple(y if x == 1 else x for x, y in zip(a, b, strict=True))


unit.function(
    "common_shape",
    "Write the rule of broadcasting down as a program: two shapes in, their common shape out.",
    reference=lambda a, b: _common_shape(a, b),
    devices=False,
    cases=[
        ordinary("a row and a column", lambda d: ((d.int(2, 5), 1), (1, d.int(2, 5)))),
        ordinary("one is shorter", lambda d: _one_shorter(d.int(2, 5), d.int(2, 5))),
        ordinary("a clash, which raises", lambda d: _clash(d.int(2, 5))),
        edge("the first is shorter", lambda d: ((d.int(2, 5),), (d.int(2, 5), 3, 1))),
        edge("the same shape", lambda d: ((d.int(2, 5), 3),) * 2),
        edge("a scalar", lambda d: ((), (d.int(2, 5), d.int(2, 5)))),
        edge("two scalars", lambda d: ((), ())),
        edge("a clash on the left, which raises", lambda d: ((d.int(2, 4), 1, 3), (5, 2, 1))),
        edge("1 against 0", lambda d: ((d.int(2, 5), 1), (0,))),
        edge("2 against 0, which raises", lambda d: ((d.int(2, 5),), (0,))),
    ],
    mistakes=[
        Mistake(
            """
            rank = max(len(a), len(b))
            a = a + (1,) * (rank - len(a))
            b = b + (1,) * (rank - len(b))
            for x, y in zip(a, b):
                if x != y and x != 1 and y != 1:
                    raise ValueError
            return tuple(y if x == 1 else x for x, y in zip(a, b))
            """,
            "`zip` pairs from the left, but shapes meet from the right. Make both equally long first: 1s on the LEFT of the shorter one.",
        ),
        Mistake(
            """
            for x, y in zip(a, b):
                if x != y:
                    raise ValueError
            return tuple(a)
            """,
            "You raised ValueError, but these shapes do fit: a 1 fits any size. Raise only where the two sizes differ and neither of them is 1.",
        ),
        Mistake(
            "tuple(max(x, y) for x, y in zip(a, b))",
            "`zip` pairs from the left and stops at the end of the shorter shape. Shapes meet from the right: make both equally long first, with 1s on the left of the shorter one.",
        ),
        Mistake(
            """
            b = (1,) * (len(a) - len(b)) + b
            for x, y in zip(a, b):
                if x != y and x != 1 and y != 1:
                    raise ValueError
            return tuple(y if x == 1 else x for x, y in zip(a, b))
            """,
            "You fill up `b` only. Here `a` is the shorter one: whichever it is gets the 1s.",
        ),
        Mistake(
            """
            for x, y in zip(a[::-1], b[::-1]):
                if x != y and x != 1 and y != 1:
                    raise ValueError
            return tuple(y if x == 1 else x for x, y in zip(a[::-1], b[::-1]))[::-1]
            """,
            "`zip` stops at the end of the shorter shape, and the axes that only the longer one has are lost. Fill the shorter one up with 1s first.",
        ),
        Mistake(
            """
            rank = max(len(a), len(b))
            a = (1,) * (rank - len(a)) + a
            b = (1,) * (rank - len(b)) + b
            return tuple(max(x, y) for x, y in zip(a, b))
            """,
            "Taking the larger size lets every pair through, also 2 against 3. Raise a ValueError when the sizes differ and neither is 1.",
        ),
        Mistake(
            "torch.broadcast_shapes(a, b)",
            "PyTorch's own function knows the rule, but raises a RuntimeError where a ValueError is asked for.",
        ),
        Mistake(
            """
            rank = max(len(a), len(b))
            a = (1,) * (rank - len(a)) + a
            b = (1,) * (rank - len(b)) + b
            for x, y in zip(a, b):
                if x != y and x != 1 and y != 1:
                    raise ValueError
            return tuple(max(x, y) for x, y in zip(a, b))
            """,
            "`max` is right for all sizes but 0. A 1 stretches to anything, also down to 0: take the size that isn't 1.",
        ),
    ],
    alternatives=[
        """
        try:
            return tuple(torch.broadcast_shapes(a, b))
        except RuntimeError:
            raise ValueError(f"{a} and {b} do not fit") from None
        """,
        """
        if len(a) < len(b):
            a, b = b, a
        out = list(a)
        for i in range(1, len(b) + 1):
            if a[-i] == 1:
                out[-i] = b[-i]
            elif b[-i] != 1 and a[-i] != b[-i]:
                raise ValueError(f"axis {-i}: {a[-i]} against {b[-i]}")
        return tuple(out)
        """,
        """
        try:
            return tuple((torch.empty(a) + torch.empty(b)).shape)
        except RuntimeError as error:
            raise ValueError(str(error)) from error
        """,
    ],
    hints=[
        "First make both tuples equally long. Which value do you fill in, and on which side?",
        "As many 1s as it is shorter, on the left: `(1,) * missing + a`. Then go through both at once with `zip`, and look at each pair.",
        "For a pair `x, y`: if they differ and neither is 1, `raise ValueError`. Otherwise the result has `y` where `x` is 1, and `x` elsewhere.",
    ],
    why="You have just written what PyTorch runs before every `+`, `*` and `==` of two tensors.",
)


def _one_shorter(rows, columns):
    return (rows + 1, rows, columns), (rows, 1)


def _clash(n):
    return (2, n), (n + 1,)


unit.predict(
    "rows_plus_vector",
    "Four rows of two, plus a vector of four: what is the shape of the sum?",
    points=1,
    runs="(torch.ones(4, 2) + torch.ones(4)).shape",
    mistakes=[
        Mistake(
            "(4, 2)",
            "That would need one number of the vector for each row. But shapes meet from the right: the 4 of the vector meets the 2.",
        ),
        Mistake(
            "(4, 4)",
            "For that the 2 would have to stretch to 4. Only a 1 stretches.",
        ),
        Mistake(
            "(4, 2, 4)",
            "No axis is added on the right. (4,) becomes (1, 4), and then 2 meets 4.",
        ),
    ],
    alternatives=['"raises RuntimeError"', '"RuntimeError"', '"raises runtimeerror"'],
    hints=[
        "Write (4,) under (4, 2), ends in line. Which numbers meet?",
        "2 meets 4. They differ. Is one of them a 1?",
        'Neither is. PyTorch has an error for that, the RuntimeError: `"raises ..."`.',
    ],
    why="An error is the friendly outcome: a vector of two would have been added to the wrong axis in silence.",
)

# -- making axes ----------------------------------------------------------------------------------

unit.value(
    "times_table",
    "Make the multiplication table from 1 × 1 to 10 × 10.",
    points=1,
    reference=lambda: torch.arange(1, 11).reshape(-1, 1) * torch.arange(1, 11),
    mistakes=[
        Mistake(
            "torch.arange(10).reshape(-1, 1) * torch.arange(10)",
            "That table runs from 0 to 9. `arange` begins with its first argument and stops before its last.",
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
            "Two rows meet number by number, and only the squares come out. One of them must be a column.",
        ),
        Mistake(
            "torch.arange(1.0, 11.0).reshape(-1, 1) * torch.arange(1.0, 11.0)",
            "The numbers are right, but they are floats. Begin with integers: `arange(1, 11)`, without points.",
        ),
    ],
    alternatives=[
        "torch.outer(torch.arange(1, 11), torch.arange(1, 11))",
        "torch.arange(1, 11) * torch.arange(1, 11).unsqueeze(1)",
        "torch.tensor([[i * j for j in range(1, 11)] for i in range(1, 11)])",
    ],
    hints=[
        "You need the numbers from 1 to 10 twice: once lying, once standing.",
        "`torch.arange(1, 11)` lies. `reshape(-1, 1)` or `unsqueeze(1)` makes a column of it.",
        "The column times the row, with `*`.",
    ],
    why="Every table of pairs is made like this: distances, scores of queries and keys, games of a league.",
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
        edge("a single image, no stack", lambda d: _images(d, 3, 2, 2)),
        edge("no images", lambda d: (d.floats(0, 3, 2, 2), _factors(d, 3))),
        edge("non-contiguous", lambda d: (apart(d.floats(1, 2, 2, 2)), apart(_factors(d, 2)))),
        edge("float64", lambda d: tuple(x.double() for x in _images(d, 1, 2, 2, 3))),
    ],
    mistakes=[
        Mistake(
            "images * factors",
            "From the right, the factors meet the width of the images. They belong to the channels, two axes further left: give them two axes of size 1 on the right.",
        ),
        Mistake(
            "images * factors.unsqueeze(1)",
            "With one axis more the factors meet the height. The channels are one axis further left still.",
        ),
        Mistake(
            "images * factors.reshape(-1, 1, 1, 1)",
            "That is one axis too many: now each *image* gets a factor. The channels are third from the right.",
        ),
        Mistake(
            "images * factors.reshape(1, -1, 1, 1)",
            "For a stack that is right. A single image of shape (channels, height, width) grows a fourth axis by it: leave the 1 on the left away, broadcasting adds it where it is needed.",
        ),
        Mistake(
            "images + factors.reshape(-1, 1, 1)",
            "The shapes are right, but this adds. A factor multiplies.",
        ),
    ],
    alternatives=[
        "images * factors.unsqueeze(-1).unsqueeze(-1)",
        "images * factors[:, None, None]",
        "(images.movedim(-3, -1) * factors).movedim(-1, -3)",
        'torch.einsum("...chw,c->...chw", images, factors)',
    ],
    hints=[
        "Write (channels,) under (images, channels, height, width), ends in line. Which axis does it meet?",
        "It must move two places to the left. An axis of size 1 on the right moves it by one.",
        "Reshape the factors to (-1, 1, 1), then multiply.",
    ],
    why="Photographs are prepared for a network by exactly this: a mean and a scale for each channel.",
)


def _images(d, *shape):
    return d.floats(*shape, low=1), _factors(d, shape[-3])


def _factors(d, n):
    """n factors that are all different, and none of them 1."""
    return d.distinct(n, low=2, high=9).float() / 4 + 2


unit.function(
    "centre_rows",
    "Take from every element the mean of its own row.",
    reference=lambda x: x - x.mean(dim=1, keepdim=True),
    cases=[
        ordinary("3 rows, 3 columns", lambda d: (d.floats(3, 3),)),
        ordinary("2 rows, more columns", lambda d: (d.floats(2, d.int(3, 5)),)),
        edge("more rows than columns", lambda d: (d.floats(4, 2),)),
        edge("one row", lambda d: (d.floats(1, 3),)),
        edge("one column", lambda d: (d.floats(3, 1, low=1),)),
        edge("no rows", lambda d: (d.floats(0, 3),)),
        edge("large", lambda d: (1000 * d.floats(2, 4),)),
        edge("non-contiguous", lambda d: (apart(d.floats(2, 4)),)),
        edge("float64", lambda d: (d.floats(2, 3, dtype=torch.float64),)),
    ],
    mistakes=[
        Mistake(
            "x - x.mean(dim=1)",
            "The means are right, but they lie as a row: (rows,) meets the columns. For a square matrix that even runs, and is wrong. `keepdim=True` leaves them standing as a column.",
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
            "The shapes are right. Take the mean away, not the sum.",
        ),
        Mistake(
            "x.mean(dim=1, keepdim=True)",
            "Those are the means, in the right shape. Now take them from `x`.",
        ),
        Mistake(
            "x -= x.mean(dim=1, keepdim=True)\nreturn x",
            "The values are right, but `-=` writes into the tensor of whoever called you. A plain `-` makes a new one.",
        ),
    ],
    alternatives=[
        "x - x.mean(dim=1).unsqueeze(1)",
        "(x.T - x.mean(dim=1)).T",
        "x - (x.sum(dim=1) / x.shape[1]).reshape(-1, 1)",
        "torch.sub(x, x.mean(dim=-1, keepdim=True).expand_as(x))",
    ],
    hints=[
        "The means of the rows: how many are there, and in which shape do they come?",
        "A vector of means lies like a row. It must stand, as a column: shape (rows, 1).",
        "`mean` takes `dim=1` and `keepdim=True`. Take the result from `x`.",
    ],
    why="Layer normalisation, a building block of language models, begins with this very line.",
)

# -- what it silently does ------------------------------------------------------------------------

unit.predict(
    "vector_minus_column",
    "Three numbers minus three numbers: which shape comes out?",
    points=1,
    runs="(torch.zeros(3) - torch.zeros(3, 1)).shape",
    mistakes=[
        Mistake(
            "(3,)",
            "So it would be for two vectors. But the second is a column: (3,) counts as (1, 3), and against (3, 1) both stretch.",
        ),
        Mistake(
            "(3, 1)",
            "(3,) does not turn into a column. It gets its 1 on the left, (1, 3), and then both stretch.",
        ),
        Mistake(
            '"raises RuntimeError"',
            "If only it did! From the right, 3 meets 1, and nothing meets 3. All of that is allowed.",
        ),
        Mistake(
            "(1, 3)",
            "That is the shape that the first one counts as. Its 1 meets a 3, and stretches.",
        ),
    ],
    alternatives=["(3, 3)", "torch.Size([3, 3])", "[3, 3]"],
    hints=[
        "Write (3,) under (3, 1), ends in line.",
        "3 meets 1, and on the left, nothing meets 3. Nothing counts as 1.",
        "In both columns a 1 stretches to 3.",
    ],
    why="No error, no warning: in a loss this only makes training worse, and people search for days.",
)

unit.fix(
    "column_loss",
    "Mend a mean squared error whose predictions come as a column and whose targets come as a vector.",
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
        edge("large", lambda d: _scaled(1000, *_predicted(d, 3))),
        edge("non-contiguous", lambda d: tuple(map(apart, _predicted(d, 3)))),
        edge("float64", lambda d: _predicted(d, 3, torch.float64)),
    ],
    mistakes=[
        Mistake(
            "((prediction - target.unsqueeze(0)) ** 2).mean()",
            "Still every prediction meets every target: (n, 1) and (1, n) give (n, n). Make columns of both, or vectors of both.",
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
            "Square first, then take the mean: else errors upwards and downwards cancel.",
        ),
        Mistake(
            "(prediction.squeeze(1) - target).abs().mean()",
            "The pairs are right now. But the errors are to be squared.",
        ),
        Mistake(
            "((prediction.squeeze(1) - target) ** 2).mean().detach()",
            "The value is right, but its history is cut off, so `backward()` has nowhere to go. No `.detach()` and no `.item()` in a loss.",
        ),
        Mistake(
            "(prediction.squeeze(1) - target) ** 2",
            "The pairs are right. A loss is one number, though: take the mean.",
        ),
    ],
    alternatives=[
        "((prediction - target.unsqueeze(1)) ** 2).mean()",
        "torch.nn.functional.mse_loss(prediction.flatten(), target)",
        "(prediction.T - target).square().mean()",
        "((prediction - target.reshape(prediction.shape)) ** 2).sum() / len(target)",
    ],
    hints=[
        "Which shape has `prediction - target`, for (n, 1) and (n,)?",
        "Each prediction should meet one target. Give both the same shape before you take the difference.",
        "Either `prediction.squeeze(1)`, or `target.unsqueeze(1)`; the rest of the line stays.",
    ],
    why="A network of one output gives columns, a data file gives vectors: you will meet this pair again.",
)


def _predicted(d, n, dtype=torch.float32):
    return d.floats(n, 1, dtype=dtype, grad=True), d.floats(n, dtype=dtype)


def _all_right(target):
    return target.unsqueeze(1).clone().requires_grad_(), target


def _scaled(factor, prediction, target):
    return (factor * prediction).detach().requires_grad_(), factor * target


# -- in place, and expand -------------------------------------------------------------------------

unit.predict(
    "grow_in_place",
    "A vector of three, `+=` a (2, 3) matrix: which shape has it then?",
    points=1,
    runs="""
    a = torch.zeros(3)
    a += torch.ones(2, 3)
    a.shape
    """,
    mistakes=[
        Mistake(
            "(2, 3)",
            "So it is for `a = a + ...`, which makes a new tensor. `+=` writes into `a` itself, and `a` has room for three numbers only.",
        ),
        Mistake(
            "(3,)",
            "Six results don't fit into three places, and PyTorch doesn't pick or add up: it refuses.",
        ),
        Mistake(
            '"raises TypeError"',
            "It does raise, but for its sizes: PyTorch's error for that is another.",
        ),
    ],
    alternatives=['"raises RuntimeError"', '"RuntimeError"', '"raises runtimeerror"'],
    hints=[
        "What would be the shape of `a + torch.ones(2, 3)`? And where does `+=` want to put it?",
        "`+=` writes into the tensor that is there. Can it grow?",
        'It can\'t: six numbers, three places. A RuntimeError: `"raises ..."`.',
    ],
    why="The right-hand side may stretch to fit the left, but a tensor never grows in place.",
)

unit.predict(
    "written_through",
    "A row is expanded to two rows, and then changed: what is the sum of the two?",
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
            "That would be right if `expand` had copied the row. It hasn't: `two` looks at the numbers of `row`, and sees them change.",
        ),
        Mistake(
            "42",
            "That counts one row as changed and one as not. But there is only one row of numbers, read twice.",
        ),
        Mistake(
            "36",
            "That is the sum of the changed row, once. `two` reads it twice.",
        ),
        Mistake(
            '"raises RuntimeError"',
            "Writing into `two` would raise. Here `row` is written to, and that is fine.",
        ),
    ],
    alternatives=["72", "2 * (11 + 12 + 13)", "torch.tensor(72)"],
    hints=[
        "How many numbers are in memory: three, or six?",
        "`expand` copies nothing. After the third line the row holds 11, 12, 13.",
        "Twice the sum of 11, 12 and 13.",
    ],
    why="Expanding is free however large the result looks, because nothing is written anywhere.",
)

unit.fix(
    "scenarios",
    "Mend a function that applies several changes to one starting point, one change a row.",
    broken="""\
def scenarios(start, changes):
    table = start.expand(changes.shape[0], -1)
    table += changes
    return table
""",
    reference=lambda start, changes: start + changes,
    cases=[
        ordinary("3 changes of 3 numbers", lambda d: (d.floats(3), d.floats(3, 3))),
        ordinary("2 changes", lambda d: _changes(d, 2, d.int(3, 5))),
        edge("one change", lambda d: _changes(d, 1, 3)),
        edge("no changes", lambda d: _changes(d, 0, 3)),
        edge("one number", lambda d: _changes(d, 3, 1)),
        edge("integers", lambda d: (d.ints(3), d.ints(2, 3))),
        edge("integers, changed by halves", lambda d: (d.ints(3), d.floats(2, 3))),
        edge("float64", lambda d: tuple(x.double() for x in _changes(d, 2, 3))),
        edge("non-contiguous", lambda d: tuple(map(apart, _changes(d, 2, 3)))),
    ],
    mistakes=[
        Mistake(
            "start.add_(changes)",
            "In place there are two walls: `start` can't grow, and an expanded tensor can't be written to. A plain `+` makes a new tensor with room for everything.",
        ),
        Mistake(
            "changes += start\nreturn changes",
            "The values are right, but now the caller's `changes` are spoilt. A plain `+` makes a new tensor.",
        ),
        Mistake(
            "start.unsqueeze(1) + changes",
            "That stands the starting point up as a column, and each of its numbers meets a whole row. As a row it fits already.",
        ),
        Mistake(
            "start + changes.sum(dim=0)",
            "That applies all the changes at once. Each change has a row of its own in the answer.",
        ),
        Mistake(
            "table = start.repeat(changes.shape[0], 1)\ntable += changes\nreturn table",
            "A real copy may be written to, that is right. But `+=` keeps the dtype, and halves don't fit into integers. A plain `+` needs no copy and finds the dtype by itself.",
        ),
        Mistake(
            "start.expand(changes.shape[0], -1)",
            "That is the starting point in every row. The changes are still missing.",
        ),
    ],
    alternatives=[
        "changes + start",
        "start.repeat(changes.shape[0], 1) + changes",
        "torch.add(start.expand_as(changes), changes)",
        "start.unsqueeze(0) + changes",
    ],
    hints=[
        "Two lines of it are not needed at all. Which rule does the work of `expand`?",
        "The shapes (n,) and (scenarios, n) meet well as they are. Only writing in place is the trouble.",
        "`start`, a plain `+`, and `changes`: return that.",
    ],
    why="What you want to write to, `clone()` first; what you only read, leave to broadcasting.",
)


def _changes(d, rows, columns):
    return d.floats(columns), d.floats(rows, columns)


# -- masks and memory -----------------------------------------------------------------------------

unit.function(
    "padding_mask",
    "Say for each place of each padded sentence whether a real word stands there.",
    reference=lambda lengths, width: (
        torch.arange(width, device=lengths.device) < lengths.unsqueeze(1)
    ),
    cases=[
        ordinary("3 sentences, 3 places", lambda d: (_lengths(d, 3, 3), 3)),
        ordinary("2 sentences", lambda d: (_lengths(d, 2, 3), d.int(4, 5))),
        edge("more sentences than places", lambda d: (_lengths(d, 4, 3), 3)),
        edge("one sentence", lambda d: (_lengths(d, 1, 4), 4)),
        edge("an empty and a full one", lambda d: (torch.tensor([0, d.int(3, 4)]), 4)),
        edge("longer than there is room", lambda d: (torch.tensor([d.int(4, 9), 1]), 3)),
        edge("no sentences", lambda d: (d.ints(0), 3)),
        edge("no places", lambda d: (_lengths(d, 2, 3), 0)),
        edge("int32", lambda d: (_lengths(d, 3, 4).int(), 4)),
        edge("non-contiguous", lambda d: (apart(_lengths(d, 3, 4)), 4)),
    ],
    mistakes=[
        Mistake(
            "torch.arange(width, device=lengths.device) < lengths",
            "Both lie, and place number i meets sentence number i. Stand the lengths up as a column, so that every place meets every sentence.",
        ),
        Mistake(
            "torch.arange(width, device=lengths.device).unsqueeze(1) < lengths",
            "That is the right table on its side: a row for each place. Make the lengths the column instead.",
        ),
        Mistake(
            "torch.arange(width, device=lengths.device) <= lengths.unsqueeze(1)",
            "One too many in each row: a sentence of two words fills the places 0 and 1.",
        ),
        Mistake(
            "torch.arange(1, width + 1, device=lengths.device) < lengths.unsqueeze(1)",
            "One too few in each row. Places count from 0: a sentence of 2 words fills places 0 and 1. Start `arange` at 0, or use `<=`.",
        ),
        Mistake(
            "torch.arange(width, device=lengths.device) >= lengths.unsqueeze(1)",
            "That marks the padding. Asked for is where the words are.",
        ),
        Mistake(
            "(torch.arange(width, device=lengths.device) < lengths.unsqueeze(1)).int()",
            "The pattern is right, but it is made of 0 and 1. A mask is made of bools: that is what a comparison gives anyway.",
        ),
        Mistake(
            "torch.arange(width) < lengths.unsqueeze(1)",
            "On the CPU that is right. But `arange` makes its tensor there, and the lengths may live elsewhere: `device=lengths.device`.",
        ),
    ],
    alternatives=[
        "lengths.reshape(-1, 1) > torch.arange(width, device=lengths.device)",
        "torch.arange(1, width + 1, device=lengths.device) <= lengths[:, None]",
        "lengths.new_ones(len(lengths), width).cumsum(dim=1) <= lengths.unsqueeze(1)",
    ],
    hints=[
        "Number the places 0, 1, 2, ...: which of them are filled in a sentence of two words?",
        "Place i is filled when i is below the length. Every place must meet every sentence: one lies, the other stands.",
        "`torch.arange(width, device=lengths.device)`, then `<`, then the lengths as a column.",
    ],
    why="Sentences of different lengths share a batch only because such a mask says what to ignore.",
)


def _lengths(d, n, longest):
    """n different lengths up to `longest`."""
    return d.permutation(longest + 1)[:n].clone()


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
            "So many numbers there are. A float32 takes four bytes.",
        ),
        Mistake(
            "12_800",
            "That is what the two inputs take. Their difference has a place for every pair of points.",
        ),
        Mistake(
            "8000",
            "That is the size of `a`. Stretching it costs nothing, but the difference is a new tensor, with all of its 500 · 300 · 4 numbers.",
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
            "That is the size of `b`. The difference has a place for every pair of points: its shape is (500, 300, 4), with 4 bytes a number.",
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
        "The shape is (500, 300, 4). Multiply for the number of elements; how many bytes has each?",
        "500 · 300 · 4 elements, 4 bytes each.",
    ],
    why="With 100 000 points on each side it would be 160 GB: the inputs are small, the pairs are not.",
)

# -- puzzles --------------------------------------------------------------------------------------

unit.puzzle(
    "one_hot_rows",
    "Turn class numbers into rows of zeros with a single one: no loop, at most five operations.",
    points=3,
    rules=[
        no_loop,
        forbid("one_hot", "eye", "diag", "diag_embed", "scatter", "index_put", "setitem"),
        at_most(5),
    ],
    reference=lambda labels, classes: (
        labels.unsqueeze(1) == torch.arange(classes, device=labels.device)
    ).float(),
    cases=[
        ordinary("as many labels as classes", lambda d: (d.permutation(3), 3)),
        ordinary("a few labels", lambda d: (d.ints(d.int(4, 5), low=0, high=2), 3)),
        edge("more classes than labels", lambda d: (d.ints(2, low=0, high=4), 5)),
        edge("one label", lambda d: (d.ints(1, low=0, high=3), 4)),
        edge("one class", lambda d: (torch.zeros(3, dtype=torch.int64), 1)),
        edge("no labels", lambda d: (d.ints(0), 3)),
        edge("int32", lambda d: (d.ints(3, low=0, high=2).int(), 3)),
        edge("non-contiguous", lambda d: (apart(d.ints(3, low=0, high=3)), 4)),
    ],
    mistakes=[
        Mistake(
            "labels.unsqueeze(1) == torch.arange(classes, device=labels.device)",
            "That is the pattern, in True and False. Asked for are floats: `.float()` makes them.",
        ),
        Mistake(
            "(labels.unsqueeze(1) == torch.arange(classes, device=labels.device)).long()",
            "That is the pattern, in integers. Asked for are floats: `.float()`.",
        ),
        Mistake(
            "(labels == torch.arange(classes, device=labels.device).unsqueeze(1)).float()",
            "That is the right table on its side, with a row for each class. Make a column of the labels instead.",
        ),
        Mistake(
            "(labels == torch.arange(classes, device=labels.device)).float()",
            "Label number i meets class number i only. Stand the labels up as a column, so that every label meets every class.",
        ),
        Mistake(
            "(labels.unsqueeze(1) == torch.arange(1, classes + 1, device=labels.device)).float()",
            "Classes are counted from 0, as everything in Python.",
        ),
        Mistake(
            "(labels.unsqueeze(1) == torch.arange(classes)).float()",
            "On the CPU that is right. But `arange` makes its tensor there, and the labels may live elsewhere: `device=labels.device`.",
        ),
        Mistake(
            "torch.nn.functional.one_hot(labels.long(), classes).float()",
            "That is what you will use from tomorrow on. Today, build it yourself.",
        ),
    ],
    alternatives=[
        "(labels.reshape(-1, 1) == torch.arange(classes, device=labels.device)).to(torch.float32)",
        "torch.eq(labels[:, None], torch.arange(classes, device=labels.device)).float()",
        "(labels.unsqueeze(1) - torch.arange(classes, device=labels.device)).eq(0).float()",
    ],
    hints=[
        "Ask one question of every pair of a label and a class. The answer is the table.",
        "The question is *are you this class?*, a `==`. The labels stand, the class numbers 0, 1, 2, ... lie.",
        "`labels.unsqueeze(1)`, then `==`, then `torch.arange(classes, device=labels.device)`; brackets around it all, and `.float()`.",
    ],
    why="Classifiers are trained against such rows, and a row times a matrix picks out a line of it.",
)

unit.puzzle(
    "pairwise_distances",
    "The distance from every point of one set to every point of another: no loop, at most six operations.",
    points=3,
    rules=[no_loop, forbid("cdist", "pdist", "pairwise_distance", "dist"), at_most(6)],
    reference=lambda a, b: ((a.unsqueeze(1) - b) ** 2).sum(dim=2).sqrt(),
    cases=[
        ordinary("3 and 3 points", lambda d: _points(d, 3, 3, 2)),
        ordinary("2 and 4 points", lambda d: _points(d, 2, 4, d.int(2, 3))),
        edge("points on a line", lambda d: _points(d, 3, 2, 1)),
        edge("one point against some", lambda d: _points(d, 1, 4, 2)),
        edge("some against one point", lambda d: _points(d, 4, 1, 2)),
        edge("the same points", lambda d: (d.floats(2, 3),) * 2),
        edge("no points", lambda d: _points(d, 0, 2, 3)),
        edge("in 5 dimensions", lambda d: _points(d, 2, 2, 5)),
        edge("far away", lambda d: tuple(1000 * x for x in _points(d, 2, 3, 2))),
        edge("float64", lambda d: tuple(x.double() for x in _points(d, 2, 3, 2))),
        edge("non-contiguous", lambda d: tuple(map(apart, _points(d, 2, 3, 2)))),
    ],
    mistakes=[
        Mistake(
            "((a - b) ** 2).sum(dim=1).sqrt()",
            "That measures from the first point to the first, from the second to the second. For every pair, `a` needs an axis of size 1 between its two.",
        ),
        Mistake(
            "((a - b.unsqueeze(1)) ** 2).sum(dim=2).sqrt()",
            "That is the right table on its side, with a row for each point of `b`. Give the new axis to `a` instead.",
        ),
        Mistake(
            "((a.unsqueeze(1) - b) ** 2).sum(dim=2)",
            "Those are the squared distances. The square root is missing.",
        ),
        Mistake(
            "(a.unsqueeze(1) - b).abs().sum(dim=2)",
            "That is the way along the streets of a grid. As the crow flies: square, add up, take the root.",
        ),
        Mistake(
            "((a.unsqueeze(1) - b) ** 2).sum(dim=1).sqrt()",
            "You added up over the points of `b`. The coordinates are the last of the three axes, `dim=2`.",
        ),
        Mistake(
            "((a.unsqueeze(1) - b) ** 2).sum().sqrt()",
            "Without a `dim`, everything is added up. Only the coordinates should be: the last axis.",
        ),
        Mistake(
            "torch.cdist(a, b)",
            "That is what you will use from tomorrow on. Today, build it yourself.",
        ),
    ],
    alternatives=[
        "torch.linalg.vector_norm(a.unsqueeze(1) - b, dim=2)",
        "(a[:, None] - b[None]).square().sum(-1).sqrt()",
        "(a.unsqueeze(1) - b.unsqueeze(0)).norm(dim=-1)",
    ],
    hints=[
        "First all the differences: (n, d) and (m, d) should become (n, m, d). Which shapes give that?",
        "(n, 1, d) and (m, d) do. From the differences you know the way: square, add up, root. Along which axis?",
        "`a.unsqueeze(1) - b`, squared, `.sum(dim=2)`, `.sqrt()`.",
    ],
    why="Nearest neighbours, clustering and face recognition all begin with this table.",
)


def _points(d, n, m, dimensions):
    return d.floats(n, dimensions), d.floats(m, dimensions)


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
            "You added up along the wrong axis: that counts how many numbers each one divides. Asked is how many numbers divide *it*.",
        ),
        Mistake(
            "k = torch.arange(n)\nreturn (k % k.unsqueeze(1) == 0).sum(dim=0) == 2",
            "`arange(n)` begins with 0, and nothing can be divided by 0. The numbers are 1 to n: say where to begin, and that n itself belongs to them.",
        ),
        Mistake(
            "k = torch.arange(1, n)\nreturn (k % k.unsqueeze(1) == 0).sum(dim=0) == 2",
            "`arange` stops before its last argument, so the number n is missing.",
        ),
        Mistake(
            "k = torch.arange(1, n + 1)\nreturn (k % k.unsqueeze(1) == 0).sum(dim=0) <= 2",
            "Then 1 is a prime too, with its single divisor. Primes have exactly two: 1 and themselves.",
        ),
        Mistake(
            "k = torch.arange(1, n + 1)\nreturn (k % k.unsqueeze(1) == 0).sum(dim=0) == 1",
            "Exactly one divisor has only 1. A prime has two: 1 and itself.",
        ),
        Mistake(
            "k = torch.arange(2, n + 1)\nreturn (k % k.unsqueeze(1) == 0).sum(dim=0) == 1",
            "The idea is right, but your answer begins with the number 2. It should begin with 1.",
        ),
        Mistake(
            "k = torch.arange(1, n + 1)\nreturn (k % k.unsqueeze(1) == 0).sum(dim=0)",
            "Those are the numbers of divisors, very near. Which of them are 2?",
        ),
        Mistake(
            "k = torch.arange(1, n + 1)\nreturn k[(k % k.unsqueeze(1) == 0).sum(dim=0) == 2]",
            "Those are the primes themselves. Asked for is a bool for each number: leave the `k[...]` away.",
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
        "Make a table of every number against every number. What would you like to know of each pair?",
        "Whether the one divides the other: `%` gives 0. Then count, for each number, how many divide it.",
        "`k % k.unsqueeze(1) == 0` is the table: row i says which numbers i + 1 divides. Sum it over `dim=0`, and see where 2 comes out.",
    ],
    why="All pairs at once, then a reduction: attention in a transformer has the same two steps.",
)
