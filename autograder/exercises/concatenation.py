"""Unit 09_concatenation: cat and stack, split and chunk, joining many pieces."""

import torch

from autograder.check.draw import apart
from autograder.check.exercise import Mistake, Unit, edge, ordinary
from autograder.check.rules import at_most, forbid, no_loop

unit = Unit("09_concatenation", "Joining tensors")

# -- cat ------------------------------------------------------------------------------------------

unit.function(
    "on_top",
    "Put one tensor on top of another: the rows of `upper`, then the rows of `lower`.",
    reference=lambda upper, lower: torch.cat([upper, lower]),
    cases=[
        ordinary("equally high", lambda d: (d.floats(2, 3), d.floats(2, 3))),
        ordinary("of different height", lambda d: (d.ints(d.int(2, 3), 2), d.ints(1, 2))),
        edge("nothing on top", lambda d: (d.floats(0, 3), d.floats(d.int(1, 3), 3))),
        edge("three dimensions", lambda d: (d.ints(1, 2, 2), d.ints(d.int(1, 2), 2, 2))),
        edge("whole numbers over floats", lambda d: (d.ints(2, 2), d.floats(1, 2))),
        edge("double precision", lambda d: _pair(d.floats(2, 1, 3, dtype=torch.float64))),
        edge("non-contiguous", lambda d: (apart(d.floats(2, 2)), d.floats(2, 2).t())),
    ],
    mistakes=[
        Mistake(
            "torch.cat(upper, lower)",
            "`cat` takes one sequence of tensors: put square brackets around the two.",
        ),
        Mistake(
            "torch.cat([upper, lower], dim=1)",
            "`dim=1` joins side by side. On top of each other means more rows, and rows are dimension 0.",
        ),
        Mistake(
            "torch.cat([lower, upper])",
            "They are the wrong way round: the first in the list comes first.",
        ),
        Mistake(
            "torch.stack([upper, lower])",
            "`stack` lays them on a pile, in a new dimension, and wants equal shapes. `cat` makes one longer tensor.",
        ),
        Mistake("upper + lower", "`+` adds numbers. Lists are joined by `+`, tensors by `cat`."),
    ],
    alternatives=[
        "torch.vstack([upper, lower])",
        "torch.concat((upper, lower), dim=0)",
        "torch.cat([upper.transpose(0, 1), lower.transpose(0, 1)], dim=1).transpose(0, 1)",
    ],
    hints=[
        "Which dimension grows?",
        "The rows: dimension 0. `cat` takes a list of the tensors, and the dimension.",
        "`torch.cat([..., ...], dim=0)`; 0 is what it takes without being told.",
    ],
    why="Two parts of a data set, two halves of a batch: they are joined on dimension 0 like this.",
)

unit.fix(
    "append_row",
    "Add one row at the bottom of a matrix.",
    broken="""\
def append_row(matrix, row):
    return torch.cat([matrix, row])
""",
    reference=lambda matrix, row: torch.cat([matrix, row.unsqueeze(0)]),
    cases=[
        ordinary("a wide matrix", lambda d: (d.floats(2, 3), d.floats(3))),
        ordinary("a square matrix", lambda d: (d.ints(2, 2), d.ints(2))),
        # Here a row stood up, or set at the side, fits: it tells such slips from a row left as it is.
        ordinary("one column", lambda d: (d.floats(d.int(2, 4), 1), d.floats(1))),
        ordinary("one row", lambda d: (d.ints(1, 3), d.ints(3))),
        edge("no rows yet", lambda d: (d.floats(0, 3), d.floats(3))),
        edge("non-contiguous", lambda d: (d.floats(2, 3).t(), apart(d.floats(2)))),
        edge("integers and floats", lambda d: (d.ints(2, 2), d.floats(2))),
    ],
    mistakes=[
        Mistake(
            "both = [matrix, row]\nreturn torch.cat(both)",
            "Two dimensions and one: `cat` adds none. How does the row get one more?",
        ),
        Mistake(
            "torch.cat([matrix, row.unsqueeze(1)])",
            "`unsqueeze(1)` stands the row up as a column, of shape (columns, 1). It should lie: shape (1, columns).",
        ),
        Mistake(
            "torch.cat([matrix, row.unsqueeze(0)], dim=1)",
            "The row lies as it should, but `dim=1` puts it at the side. More rows means dimension 0.",
        ),
        Mistake(
            "torch.cat([matrix, [row]])",
            "`cat` takes one list, with nothing but tensors in it. A list is no tensor: `unsqueeze` gives the row its dimension.",
        ),
        Mistake(
            "torch.cat([matrix, torch.tensor([row])])",
            "`torch.tensor` takes lists of numbers, and yours holds a tensor. `unsqueeze` gives the row its dimension.",
        ),
        Mistake(
            "torch.cat([matrix, row.unsqueeze(1)], dim=1)",
            "`unsqueeze(1)` stands the row up as a column, and `dim=1` puts it at the side. The row should lie at the bottom.",
        ),
        Mistake(
            "torch.cat([row.unsqueeze(0), matrix])",
            "Your row went in at the top. The order in the list is the order in the result.",
        ),
        Mistake(
            "matrix + row",
            "`+` broadcasts: the row was added to every row. The matrix should get one row more.",
        ),
    ],
    alternatives=[
        "torch.cat([matrix, row[None]])",
        "torch.cat([matrix, row.reshape(1, -1)])",
        "torch.vstack([matrix, row])",
    ],
    hints=[
        "Run it and read the error: got 2 and 1. Two and one of what?",
        "Dimensions. Which method gives a tensor one dimension more?",
        "`row.unsqueeze(0)` has shape (1, columns), and can be joined.",
    ],
    why="The state of a language model grows by one row a word, in just this way.",
)

# -- stack ----------------------------------------------------------------------------------------

unit.predict(
    "cat_or_stack",
    "What are the shapes when three tensors of shape (2, 5) are joined on `dim=1`, by `cat` and by `stack`?",
    points=1,
    runs="""
    parts = [torch.zeros(2, 5), torch.zeros(2, 5), torch.zeros(2, 5)]
    [list(torch.cat(parts, dim=1).shape), list(torch.stack(parts, dim=1).shape)]
    """,
    mistakes=[
        Mistake(
            "[[6, 5], [3, 2, 5]]",
            "Those are the shapes for `dim=0`. Here it is dimension 1 that grows, or that is new.",
        ),
        Mistake(
            "[[6, 5], [2, 3, 5]]",
            "`stack` is right. `cat` with `dim=1` makes the *columns* more.",
        ),
        Mistake(
            "[[2, 15], [3, 2, 5]]",
            "`cat` is right. `stack` puts its new dimension of size 3 at the place that `dim` names.",
        ),
        Mistake(
            "[[2, 15], [2, 5, 3]]",
            "`cat` is right. The new dimension of `stack` becomes number 1, counted from 0: it goes in the middle.",
        ),
        Mistake(
            "[[2, 3, 5], [2, 15]]",
            "You have exchanged the two: `cat` keeps the number of dimensions, `stack` makes one more.",
        ),
    ],
    alternatives=["((2, 15), (2, 3, 5))", "[torch.Size([2, 15]), torch.Size([2, 3, 5])]"],
    hints=[
        "`cat` never changes the number of dimensions; `stack` always adds one.",
        "With `cat`, the sizes in dimension 1 add up. With `stack`, a new size stands at place 1: how many tensors are there?",
        "5 + 5 + 5 for `cat`; (2, 5) with a 3 between its sizes for `stack`.",
    ],
    why="Say the shape before you run it, and half of all joining bugs never happen.",
)

unit.value(
    "powers_table",
    "Make the table with rows n = 1, 2, 3, 4 and columns n, n², n³.",
    points=1,
    reference=lambda: torch.stack([torch.arange(1, 5) ** p for p in (1, 2, 3)], dim=1),
    mistakes=[
        Mistake(
            "torch.stack([torch.arange(1, 5), torch.arange(1, 5) ** 2, torch.arange(1, 5) ** 3])",
            "The vectors became rows. Let the new dimension be the last one, and they become columns.",
        ),
        Mistake(
            "torch.cat([torch.arange(1, 5), torch.arange(1, 5) ** 2, torch.arange(1, 5) ** 3])",
            "`cat` makes one long vector. A table needs a new dimension.",
        ),
        Mistake(
            "torch.cat([torch.arange(1, 5), torch.arange(1, 5) ** 2, torch.arange(1, 5) ** 3]).reshape(4, 3)",
            "The shape is right and the numbers are mixed up: reshape keeps the reading order. Look at your first row.",
        ),
        Mistake(
            "torch.stack([torch.arange(1.0, 5) ** p for p in (1, 2, 3)], dim=1)",
            "The table is right, in floats. Integers are asked for: `torch.arange` counts in them if there is no decimal point in its brackets.",
        ),
        Mistake(
            "torch.stack([torch.arange(4), torch.arange(4) ** 2, torch.arange(4) ** 3], dim=1)",
            "n begins at 1 here, and 4 is in.",
        ),
    ],
    alternatives=[
        "torch.arange(1, 5).unsqueeze(1) ** torch.arange(1, 4)",
        "torch.tensor([[1, 1, 1], [2, 4, 8], [3, 9, 27], [4, 16, 64]])",
    ],
    hints=[
        "Make one vector n, and get the other two from it.",
        "Three vectors of length 4 become the columns of a (4, 3) table. Where does the 3 stand?",
        "`torch.stack([n, n ** 2, n ** 3], dim=...)`, and the new dimension is number 1.",
    ],
    why="Such a table is how one fits a curve through points: every power of x is a column.",
)

unit.function(
    "as_pixels",
    "Join the red, green and blue parts of a picture so that every pixel's three numbers lie together.",
    reference=lambda red, green, blue: torch.stack([red, green, blue], dim=-1),
    cases=[
        ordinary("a picture", lambda d: d.ints(3, 2, d.int(3, 4), low=0).unbind()),
        ordinary("a row of pixels", lambda d: d.floats(3, d.int(4, 5)).unbind()),
        edge("a square picture", lambda d: d.floats(3, 3, 3).unbind()),
        edge("one pixel, rank 0", lambda d: d.floats(3).unbind()),
        edge("a film", lambda d: d.ints(3, 2, 1, 2, low=0).unbind()),
        edge("bytes", lambda d: d.ints(3, 2, 2, low=0, high=255, dtype=torch.uint8).unbind()),
        edge("empty", lambda d: d.floats(3, 0, 2).unbind()),
    ],
    mistakes=[
        Mistake(
            "torch.stack([red, green, blue])",
            "That gives three pictures in a row, one a colour. The three numbers of a pixel should lie side by side: let the new dimension be the last.",
        ),
        Mistake(
            "torch.cat([red, green, blue], dim=-1)",
            "`cat` sets the three side by side as one wide picture. The colours need a dimension of their own.",
        ),
        Mistake(
            "torch.stack([red, green, blue]).reshape(*red.shape, 3)",
            "The shape is right, but reshape only cuts the reading order elsewhere: a pixel now holds three reds.",
        ),
        Mistake(
            "torch.stack([red, green, blue], dim=1)",
            "The colours should be the last dimension, whatever the rank. With −1 you need not know the rank.",
        ),
        Mistake(
            "torch.stack([red, green, blue], dim=2)",
            "This is right for pictures of rank 2 only. −1 always means the last dimension.",
        ),
        Mistake(
            "torch.stack(red, green, blue, dim=-1)",
            "`stack` takes one sequence of tensors: put square brackets around the three.",
        ),
    ],
    alternatives=[
        "torch.cat([red.unsqueeze(-1), green.unsqueeze(-1), blue.unsqueeze(-1)], dim=-1)",
        "torch.stack([red, green, blue], dim=red.dim())",
        "torch.stack([red, green, blue]).movedim(0, -1)",
    ],
    hints=[
        "The result has one dimension more than its parts, and 3 is its size.",
        "So it is `stack`. Where should the new dimension stand, for a tensor of any rank?",
        "`torch.stack([red, green, blue], dim=-1)`.",
    ],
    why="Photographs come as (height, width, 3), networks want (3, height, width): you will meet both.",
)

unit.predict(
    "cat_of_scalars",
    "What comes of `torch.cat([torch.tensor(1), torch.tensor(2)])`?",
    points=1,
    runs="torch.cat([torch.tensor(1), torch.tensor(2)])",
    mistakes=[
        Mistake(
            "[1, 2]",
            "That is what `stack` makes of them. `cat` makes an existing dimension longer: how many does a scalar have?",
        ),
        Mistake(
            "[[1], [2]]",
            "That has two dimensions, and the parts have none. `cat` never makes a dimension: which one of a scalar could it make longer?",
        ),
        Mistake(
            "3",
            "Nothing is added up here. `cat` makes an existing dimension longer, and a scalar has none.",
        ),
        Mistake(
            '"raises TypeError"',
            "It raises, but a list of tensors is the right type. It is their shape that does not do.",
        ),
    ],
    alternatives=['"RuntimeError"', "RuntimeError"],
    hints=[
        "`cat` joins along a dimension that is there.",
        "A scalar has shape (). Which dimension of it could grow?",
        "None, so PyTorch refuses, with the error it raises for most wrong shapes.",
    ],
    why="Collected losses are scalars: `torch.stack(losses)` joins them, `cat` does not.",
)

# -- dtype, device, memory ------------------------------------------------------------------------

unit.predict(
    "joined_dtype",
    "Which dtype has the join of a bool, an int64 and a float32 vector?",
    points=1,
    runs="torch.cat([torch.tensor([True]), torch.tensor([2]), torch.tensor([0.5])]).dtype",
    mistakes=[
        Mistake(
            "torch.bool",
            "The first tensor does not decide. The result must have room for the 0.5 as well.",
        ),
        Mistake(
            "torch.int64",
            "Then the 0.5 would have to lose its half. The dtype is one that can hold them all.",
        ),
        Mistake(
            '"raises TypeError"',
            "`cat` doesn't mind: it promotes, as `+` does between tensors of different dtype.",
        ),
        Mistake(
            '"raises RuntimeError"',
            "Different sizes or devices would raise it. Dtypes `cat` promotes, as `+` does.",
        ),
        Mistake(
            "torch.float64",
            "Nobody brought a float64, and promoting does not invent one: which float is there?",
        ),
    ],
    alternatives=['"float32"', '"torch.float32"'],
    hints=[
        "It is the rule of unit 04, by which `+` chooses its dtype.",
        "bool, then integers, then floats: the highest kind that takes part wins.",
        "The only float there is the 0.5. Which dtype has `torch.tensor([0.5])`?",
    ],
    why="One list of floats among the labels, and every label is a float: `cat` says nothing.",
)

unit.function(
    "with_ones",
    "Put a column of ones in front of a matrix.",
    gradients=True,
    reference=lambda x: torch.cat([x.new_ones(x.shape[0], 1), x], dim=1),
    cases=[
        ordinary("a wide matrix", lambda d: (d.floats(2, d.int(3, 4)),)),
        ordinary("a tall matrix of integers", lambda d: (d.ints(d.int(3, 4), 2),)),
        edge("double precision", lambda d: (d.floats(3, 2, dtype=torch.float64),)),
        edge("half precision", lambda d: (d.floats(2, 2, dtype=torch.float16),)),
        edge("no rows", lambda d: (d.floats(0, 2),)),
        edge("no columns", lambda d: (d.floats(d.int(2, 4), 0),)),
        edge("non-contiguous", lambda d: (d.floats(2, 3).t(),)),
        edge("a gradient is wanted", lambda d: (d.floats(2, 2, grad=True),)),
    ],
    mistakes=[
        Mistake(
            "torch.cat([torch.ones(x.shape[0], 1), x], dim=1)",
            "Your ones are float32 and on the CPU, whatever `x` is. Make them like `x`: `x.new_ones(...)` takes its dtype and device.",
        ),
        Mistake(
            "torch.cat([torch.ones(x.shape[0], 1, dtype=x.dtype), x], dim=1)",
            "The dtype is that of `x`, the device is not: on a GPU these ones stay on the CPU. `x.new_ones(...)` takes both.",
        ),
        Mistake(
            "torch.cat([x, x.new_ones(x.shape[0], 1)], dim=1)",
            "The ones stand behind. The first in the list comes first.",
        ),
        Mistake(
            "torch.cat([x.new_ones(x.shape[0]), x], dim=1)",
            "A vector can't be joined to a matrix. A column has two dimensions too: shape (rows, 1).",
        ),
        Mistake(
            "torch.cat([x.new_ones(1, x.shape[1]), x])",
            "That is a row of ones on top. A column stands at the side: `dim=1`.",
        ),
        Mistake(
            "torch.cat([torch.ones_like(x), x], dim=1)",
            "`ones_like(x)` has as many columns as `x`. One column is enough.",
        ),
        Mistake(
            "torch.cat([x[:, :1] * 0 + 1, x], dim=1)",
            "With a matrix of no columns there is no first column to start from. Make the ones by their shape, (rows, 1).",
        ),
    ],
    alternatives=[
        "torch.cat([torch.ones(len(x), 1, dtype=x.dtype, device=x.device), x], dim=1)",
        "torch.hstack([x.new_ones(len(x), 1), x])",
        "torch.nn.functional.pad(x, (1, 0), value=1)",
    ],
    hints=[
        "Make the column first. What is its shape?",
        "(rows, 1). It should have the dtype and the device of `x`: `new_ones` is a method of tensors.",
        "`torch.cat([x.new_ones(len(x), 1), x], dim=1)`.",
    ],
    why="With a column of ones, the constant of a line fit is one weight among the others.",
)

# -- taking apart ---------------------------------------------------------------------------------

unit.predict(
    "chunk_sizes",
    "How long are the chunks of `torch.arange(9).chunk(4)`?",
    points=1,
    runs="[len(c) for c in torch.arange(9).chunk(4)]",
    mistakes=[
        Mistake(
            "[3, 2, 2, 2]",
            "So `torch.tensor_split` shares it out. `chunk` rounds 9 / 4 up, makes every chunk that long, and stops when nothing is left.",
        ),
        Mistake(
            "[2, 2, 2, 3]",
            "The rest is not put on the last chunk. `chunk` rounds 9 / 4 up to 3 and cuts pieces of 3.",
        ),
        Mistake(
            "[4, 4, 1]",
            "Those are the pieces of `split(4)`: 4 long. In `chunk(4)` the 4 is how many you would like.",
        ),
        Mistake(
            "[2, 2, 2, 2, 1]",
            "9 / 4 is rounded up, not down, so that never more than four come out.",
        ),
        Mistake("[3, 3, 3, 0]", "Empty chunks are left out: you may get fewer than you asked for."),
    ],
    alternatives=["(3, 3, 3)", "[3] * 3"],
    hints=[
        "All chunks but the last have one length: 9 / 4, rounded up.",
        "Cut pieces of 3 off a row of 9. How many do you get?",
        "Three, and no fourth: nothing is left for it.",
    ],
    why="A program that counts on four chunks breaks on the day it gets three.",
)

unit.predict(
    "view_and_copy",
    "Written into a chunk, written into a join: what is left in `t`?",
    points=1,
    runs="""
    t = torch.arange(4)
    first, second = t.chunk(2)
    joined = torch.cat([first, second])
    first[0] = 10
    joined[3] = 20
    t.tolist()
    """,
    mistakes=[
        Mistake(
            "[0, 1, 2, 3]",
            "The join is a copy, but the chunks are slices, and so views: writing into `first` writes into `t`.",
        ),
        Mistake(
            "[10, 1, 2, 20]",
            "`first` is a view of `t`. But `cat` has to lay its parts next to each other in new memory: `joined` is a copy.",
        ),
        Mistake(
            "[0, 1, 2, 20]",
            "It is the other way round: a chunk is a slice, so a view; a join is new memory.",
        ),
    ],
    alternatives=["(10, 1, 2, 3)", "[10] + [1, 2, 3]"],
    hints=[
        "Ask of each: is it a view of `t`, or a copy?",
        "A chunk is a slice, and unit 08 told you about slices. Could the result of `cat` share memory with all its parts?",
        "The 10 arrives in `t`, the 20 does not.",
    ],
    why="Split a layer's weights and you can train them in place; join them and you train a copy.",
)

unit.function(
    "hold_out",
    "Keep the last `n` rows of a data set for testing: give the other rows, and those.",
    reference=lambda data, n: data.split([len(data) - n, n]),
    cases=[
        ordinary("two kept", lambda d: (d.floats(d.int(5, 6), 2), 2)),
        ordinary("three kept", lambda d: (d.ints(d.int(4, 5), 1), 3)),
        edge("none kept", lambda d: (d.floats(d.int(2, 4), 2), 0)),
        edge("all kept", lambda d: (d.floats(3, 2), 3)),
        edge("a vector", lambda d: (d.ints(d.int(4, 6)), 1)),
        edge("three dimensions", lambda d: (d.ints(3, 1, 2), d.int(1, 2))),
        edge("no rows", lambda d: (d.floats(0, 2), 0)),
        edge("non-contiguous", lambda d: (d.floats(2, 4).t(), d.int(1, 3))),
    ],
    mistakes=[
        Mistake(
            "data[:-n], data[-n:]",
            "−0 is 0, so with n = 0 this turns into `data[:0]` and `data[0:]`: all the rows land in the test. Count from the front: `len(data) - n`.",
        ),
        Mistake(
            "data[: len(data) - n], data[-n:]",
            "The first slice is right for every n. In the second, −0 is 0: with n = 0 it is all the rows. Count from the front there too.",
        ),
        Mistake(
            "data[n:], data[:n]",
            "You kept the first n rows. The last n are asked for.",
        ),
        Mistake(
            "data.split([n, len(data) - n])",
            "These are the first n rows and the rest. First come all the rows but n, then the last n.",
        ),
        Mistake(
            "data[: len(data) - n], data[n:]",
            "`data[n:]` leaves out the *first* n. The test rows begin at `len(data) - n`.",
        ),
        Mistake(
            "data.split(len(data) - n)",
            "With one number `split` cuts pieces of that length until nothing is left, so their number depends on n. Give it a list of two sizes.",
        ),
        Mistake(
            "data.split(n)",
            "`split` with a number cuts pieces of that length, as many as there are. Give it a list of two sizes.",
        ),
        Mistake(
            "data[-n:], data[:-n]",
            "The right pieces in the wrong order: first the rows to learn from, then the n to test on. And try it with n = 0.",
        ),
        Mistake(
            "data.chunk(2)",
            "`chunk(2)` gives two halves. How many rows are kept is for n to say.",
        ),
    ],
    alternatives=[
        "data[: len(data) - n], data[len(data) - n :]",
        "torch.tensor_split(data, [len(data) - n])",
        "[data.narrow(0, 0, len(data) - n), data.narrow(0, len(data) - n, n)]",
    ],
    hints=[
        "How many rows are left when n are kept?",
        "`split` takes a list of sizes, which must add up. A slice does it too, but try your way with n = 0.",
        "`data.split([len(data) - n, n])` gives both pieces.",
    ],
    why="A network is tested on rows it has never seen; a slip here makes it look brilliant.",
)

# -- many pieces ----------------------------------------------------------------------------------

unit.fix(
    "join_all",
    "Join a list of tensors into one, with one call of `cat`.",
    broken="""\
def join_all(pieces):
    joined = torch.empty(0)
    for piece in pieces:
        joined = torch.cat([joined, piece])
    return joined
""",
    reference=lambda pieces: torch.cat(pieces),
    rules=[at_most(1)],
    cases=[
        ordinary("integers", lambda d: ([d.ints(d.int(1, 3)) for _ in range(4)],)),
        ordinary("floats", lambda d: ([d.floats(d.int(1, 3)) for _ in range(5)],)),
        edge("matrices", lambda d: ([d.ints(d.int(1, 2), 2) for _ in range(3)],)),
        edge("one piece", lambda d: ([d.ints(d.int(2, 4))],)),
        edge("an empty piece", lambda d: ([d.ints(2), d.ints(0), d.ints(1)],)),
        edge("truth values", lambda d: ([d.bools(2), d.bools(d.int(1, 3))],)),
    ],
    mistakes=[
        Mistake(
            """
            joined = torch.empty(0)
            for piece in pieces:
                joined = torch.cat((joined, piece), dim=0)
            return joined
            """,
            "`torch.empty(0)` is float32, so your integers turn into floats. And each turn of the loop copies everything once more. Hand `cat` the whole list.",
        ),
        Mistake(
            """
            joined = pieces[0]
            for piece in pieces[1:]:
                joined = torch.cat([joined, piece])
            return joined
            """,
            "The answer is right, by a longer way than need be: in such a loop every `cat` copies all that was joined before. `cat` takes any number of tensors at once.",
        ),
        Mistake(
            "torch.stack(pieces)",
            "`stack` wants pieces of one shape, and these differ in length. It is `cat` that adds lengths up.",
        ),
        Mistake(
            "torch.hstack(pieces)",
            "Right for vectors. Matrices are set side by side by `hstack`; they should be joined on dimension 0, as `cat` does.",
        ),
    ],
    alternatives=["torch.cat(tuple(pieces), dim=0)", "torch.concatenate(pieces)"],
    hints=[
        "Join two integer vectors with it and look at the dtype. Where does it come from?",
        "From the empty float tensor it begins with. Do you need a beginning, or a loop at all?",
        "`pieces` is a list, and a list is what `torch.cat` takes.",
    ],
    why="Collect in a Python list, join once at the end: that is how results of batches are kept.",
)


def _padded(sentences):
    longest = max(len(s) for s in sentences)
    return torch.stack([torch.cat([s, s.new_zeros(longest - len(s))]) for s in sentences])


unit.function(
    "padded_batch",
    "Make one matrix of vectors of different length: a row each, filled up with zeros at the end.",
    reference=_padded,
    cases=[
        ordinary("three sentences", lambda d: ([_words(d, n) for n in (2, d.int(4, 5), 1)],)),
        ordinary("the first is longest", lambda d: ([_words(d, n) for n in (d.int(4, 5), 2)],)),
        edge("one sentence", lambda d: ([_words(d, d.int(2, 4))],)),
        edge("an empty sentence", lambda d: ([_words(d, 0), _words(d, d.int(1, 3))],)),
        edge("equal lengths", lambda d: ([_words(d, 3), _words(d, 3)],)),
        edge("doubles", lambda d: ([d.floats(n, dtype=torch.float64) for n in (1, 3)],)),
    ],
    mistakes=[
        Mistake(
            "torch.stack(sentences)",
            "A matrix needs rows of equal length. Bring every vector to the length of the longest first, wherever in the list that one is.",
        ),
        Mistake(
            """
            longest = max(len(s) for s in sentences)
            return torch.stack([torch.cat([s.new_zeros(longest - len(s)), s]) for s in sentences])
            """,
            "Your zeros stand in front. Put them after the vector in the list that you give to `cat`.",
        ),
        Mistake(
            """
            longest = max(len(s) for s in sentences)
            return torch.stack([torch.cat([s, torch.zeros(longest - len(s))]) for s in sentences])
            """,
            "`torch.zeros` is float32, and so the word numbers become floats. `s.new_zeros(...)` takes the dtype and the device of `s`.",
        ),
        Mistake(
            """
            longest = len(sentences[0])
            return torch.stack([torch.cat([s, s.new_zeros(longest - len(s))]) for s in sentences])
            """,
            "The first sentence need not be the longest. `max` finds the longest of all lengths.",
        ),
        Mistake(
            """
            shortest = min(len(s) for s in sentences)
            return torch.stack([s[:shortest] for s in sentences])
            """,
            "You cut them all to the shortest, and words are lost. Lengthen them to the longest.",
        ),
        Mistake(
            """
            longest = max(len(s) for s in sentences)
            return torch.cat([torch.cat([s, s.new_zeros(longest - len(s))]) for s in sentences])
            """,
            "All the vectors have the right length now, and stand in one long row. A row each: which function makes the new dimension?",
        ),
    ],
    alternatives=[
        "torch.nn.utils.rnn.pad_sequence(sentences, batch_first=True)",
        """
        longest = max(map(len, sentences))
        batch = sentences[0].new_zeros(len(sentences), longest)
        for i, s in enumerate(sentences):
            batch[i, : len(s)] = s
        return batch
        """,
    ],
    hints=[
        "`stack` does it, once all the vectors have one length. Which length?",
        "`max(len(s) for s in sentences)`. Then each vector gets zeros behind it: that is a `cat`.",
        "`torch.cat([s, s.new_zeros(longest - len(s))])` for each s, and `torch.stack` of the list.",
    ],
    why="Every model that reads text gets its sentences like this, with the padding masked out.",
)


def _words(d, n: int) -> torch.Tensor:
    return d.ints(n, low=1, high=99)


# -- puzzles --------------------------------------------------------------------------------------

unit.puzzle(
    "riffle",
    "Shuffle two packs into each other: a row of `a`, a row of `b`, and so on; in at most two operations.",
    points=3,
    rules=[no_loop, at_most(2)],
    reference=lambda a, b: torch.stack([a, b], dim=1).flatten(0, 1),
    cases=[
        ordinary("vectors", lambda d: (d.ints(4), d.ints(4))),
        ordinary("longer vectors", lambda d: _pair(d.floats(2, d.int(5, 6)))),
        edge("matrices", lambda d: _pair(d.ints(2, d.int(2, 3), 2))),
        edge("three dimensions", lambda d: _pair(d.ints(2, 2, 1, 2))),
        edge("one each", lambda d: (d.floats(1), d.floats(1))),
        edge("none", lambda d: (d.floats(0), d.floats(0))),
        edge("integers and floats", lambda d: (d.ints(3), d.floats(3))),
    ],
    mistakes=[
        Mistake(
            "torch.cat([a, b])",
            "That lays one pack on the other. Think of pairs, the first of `a` with the first of `b`: on which dimension must you stack to make them neighbours?",
        ),
        Mistake(
            "torch.stack([a, b], dim=1).flatten()",
            "Right for vectors. With matrices the rows should stay whole: flatten the first two dimensions only.",
        ),
        Mistake(
            "torch.stack([a, b], dim=-1).flatten()",
            "Right for vectors. With matrices the rows should stay whole: let the new dimension be number 1, behind the rows, and flatten the first two only.",
        ),
        Mistake(
            "torch.cat([a, b], dim=1).reshape(2 * len(a), -1)",
            "A vector has no dimension 1 to join along, so `cat` works for matrices only. `stack` makes the dimension.",
        ),
        Mistake(
            "torch.stack([b, a], dim=1).flatten(0, 1)",
            "Nearly: the first card should come from `a`.",
        ),
        Mistake(
            "torch.stack([card for pair in zip(a, b) for card in pair])",
            "The order is right. Now without going through the rows in Python.",
        ),
        Mistake(
            "torch.cat([a.unsqueeze(1), b.unsqueeze(1)], dim=1).flatten(0, 1)",
            "The order is right, but two operations are enough: one function makes two columns of `a` and `b`, and one method lays the columns out in a row.",
        ),
    ],
    alternatives=[
        "torch.stack([a, b], dim=1).reshape(2 * len(a), *a.shape[1:])",
        "torch.stack((a, b), 1).view(2 * a.shape[0], *a.shape[1:])",
    ],
    hints=[
        "Draw `a` and `b` as two columns and read along the rows.",
        "Two columns: a new dimension, in place 1. Then one operation that makes one dimension of the first two.",
        "`torch.stack([a, b], dim=1)`, then `.flatten(0, 1)`.",
    ],
    why="Stereo sound is stored like this: left, right, left, right.",
)


def _pair(t: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    return t[0].clone(), t[1].clone()


unit.puzzle(
    "kaleidoscope",
    "Mirror a tile to the right, and both downwards; in at most four operations.",
    points=3,
    rules=[no_loop, at_most(4)],
    reference=lambda tile: _mirrored_down(torch.cat([tile, tile.flip(-1)], dim=-1)),
    cases=[
        ordinary("a wide tile", lambda d: (d.ints(2, 3),)),
        ordinary("a tall tile", lambda d: (d.floats(d.int(3, 4), 2),)),
        edge("a square tile", lambda d: (d.ints(2, 2),)),
        edge("one pixel", lambda d: (d.floats(1, 1),)),
        edge("three colours", lambda d: (d.ints(3, 2, d.int(2, 3)),)),
        edge("empty", lambda d: (d.floats(0, 2),)),
        edge("non-contiguous", lambda d: (d.ints(2, 3).t(),)),
    ],
    mistakes=[
        Mistake(
            """
            wide = torch.cat([tile, tile], dim=-1)
            return torch.cat([wide, wide], dim=-2)
            """,
            "That tiles a wall: four equal tiles. In a kaleidoscope each neighbour is a mirror image, so `flip`.",
        ),
        Mistake(
            "torch.cat([tile, tile.flip(-1)], dim=-1)",
            "The right half is mirrored well. Now take that wide picture and mirror it downwards.",
        ),
        Mistake(
            """
            wide = torch.cat([tile, tile.flip(-2)], dim=-1)
            return torch.cat([wide, wide.flip(-1)], dim=-2)
            """,
            "The mirrors are exchanged: what stands to the right is flipped from left to right, that is along the last dimension.",
        ),
        Mistake(
            """
            wide = torch.cat([tile, tile.flip(1)], dim=1)
            return torch.cat([wide, wide.flip(0)], dim=0)
            """,
            "Right for a picture of rank 2. Colours stand in front of height and width, so count the dimensions from the end: −1 and −2.",
        ),
        Mistake(
            """
            wide = torch.cat([tile.flip(-1), tile], dim=-1)
            return torch.cat([wide.flip(-2), wide], dim=-2)
            """,
            "A fine kaleidoscope, with the tile at the bottom right. It should be at the top left.",
        ),
        Mistake(
            """
            wide = torch.cat([tile, tile.flip(-1)], dim=-1)
            return torch.cat([wide, wide], dim=-2)
            """,
            "To the right it is mirrored, downwards only repeated. The lower half is the wide picture upside down: flip it along −2.",
        ),
        Mistake(
            """
            top = torch.cat([tile, tile.flip(-1)], dim=-1)
            bottom = torch.cat([tile.flip(-2), tile.flip(-2).flip(-1)], dim=-1)
            return torch.cat([top, bottom], dim=-2)
            """,
            "Right, in seven operations. The bottom is the mirror image of the finished top: flip it as a whole.",
        ),
    ],
    alternatives=[
        """
        tall = torch.cat([tile, tile.flip(-2)], dim=-2)
        return torch.cat([tall, tall.flip(-1)], dim=-1)
        """,
        """
        wide = torch.cat((tile, torch.flip(tile, dims=[-1])), -1)
        return torch.cat((wide, torch.flip(wide, dims=[-2])), -2)
        """,
    ],
    hints=[
        "Do it in two steps: first to the right, then all of that downwards.",
        "To the right: `cat` the tile with its flip, both along the last dimension. Keep the result in a name.",
        "`wide = torch.cat([tile, tile.flip(-1)], dim=-1)`, and the same again with −2, for `wide`.",
    ],
    why="Pictures are continued by their mirror image before a filter, so that no edge is seen.",
)


def _mirrored_down(wide):
    return torch.cat([wide, wide.flip(-2)], dim=-2)


def _corner_to_corner(a, b):
    top = torch.cat([a, a.new_zeros(a.shape[0], b.shape[1])], dim=1)
    bottom = torch.cat([b.new_zeros(b.shape[0], a.shape[1]), b], dim=1)
    return torch.cat([top, bottom])


unit.puzzle(
    "corner_to_corner",
    "Set `a` at the top left and `b` at the bottom right of one matrix, zeros elsewhere.",
    points=3,
    rules=[no_loop, forbid("block_diag")],
    reference=_corner_to_corner,
    cases=[
        ordinary("equally wide", lambda d: (d.ints(1, 2), d.ints(d.int(2, 3), 2))),
        ordinary("two sizes", lambda d: (d.floats(2, 2), d.floats(1, d.int(3, 4)))),
        edge("two squares", lambda d: (d.ints(2, 2), d.ints(2, 2))),
        edge("doubles", lambda d: tuple(d.floats(1, 2, dtype=torch.float64) for _ in range(2))),
        edge("no rows in a", lambda d: (d.floats(0, 2), d.floats(2, d.int(1, 2)))),
        edge("no rows in b", lambda d: (d.floats(2, d.int(1, 3)), d.floats(0, 3))),
        edge("no columns in b", lambda d: (d.ints(d.int(1, 3), 2), d.ints(2, 0))),
        edge("nothing in b", lambda d: (d.ints(d.int(1, 2), 2), d.ints(0, 0))),
        edge("non-contiguous", lambda d: (apart(d.floats(2, 2)), d.floats(1, 2).t())),
        edge("nan inside", lambda d: (d.floats(1, 1) * float("nan"), d.floats(2, 2))),
    ],
    mistakes=[
        Mistake(
            "torch.cat([a, b])",
            "Joined directly they stand on top of each other, and only if equally wide. Each row of blocks needs a block of zeros.",
        ),
        Mistake(
            """
            top = torch.cat([a, torch.zeros(a.shape[0], b.shape[1])], dim=1)
            bottom = torch.cat([torch.zeros(b.shape[0], a.shape[1]), b], dim=1)
            return torch.cat([top, bottom])
            """,
            "The blocks are where they belong. But `torch.zeros` is float32 on the CPU: `a.new_zeros(...)` takes dtype and device from `a`.",
        ),
        Mistake(
            """
            top = torch.cat([a, torch.zeros_like(b)], dim=1)
            bottom = torch.cat([torch.zeros_like(a), b], dim=1)
            return torch.cat([top, bottom])
            """,
            "Beside `a` the zeros must be as high as `a` and as wide as `b`: a shape that neither of them has.",
        ),
        Mistake(
            """
            top = torch.cat([a.new_zeros(a.shape[0], b.shape[1]), a], dim=1)
            bottom = torch.cat([b, b.new_zeros(b.shape[0], a.shape[1])], dim=1)
            return torch.cat([top, bottom])
            """,
            "These are the other two corners: `a` belongs at the left, `b` at the right.",
        ),
        Mistake(
            """
            top = torch.cat([a, a.new_zeros(a.shape[0], b.shape[1])], dim=1)
            bottom = torch.cat([b, b.new_zeros(b.shape[0], a.shape[1])], dim=1)
            return torch.cat([top, bottom])
            """,
            "`b` stands at the left, below `a`. In the lower row the zeros come first.",
        ),
        Mistake(
            """
            out = a.new_zeros(a.shape[0] + b.shape[0], a.shape[1] + b.shape[1])
            out[: a.shape[0], : a.shape[1]] = a
            out[-b.shape[0] :, -b.shape[1] :] = b
            return out
            """,
            "−0 is 0: with an empty `b` this slice is the whole. Count from the front: `a.shape[0]`.",
        ),
        Mistake(
            "torch.block_diag(a, b)",
            "That is its name in PyTorch, and in real code the right answer. Here, build it of `cat` and zeros.",
        ),
    ],
    alternatives=[
        """
        (p, q), (r, s) = a.shape, b.shape
        out = a.new_zeros(p + r, q + s)
        out[:p, :q] = a
        out[p:, q:] = b
        return out
        """,
        """
        pad = torch.nn.functional.pad
        return torch.cat([pad(a, (0, b.shape[1])), pad(b, (a.shape[1], 0))])
        """,
        """
        left = torch.cat([a, a.new_zeros(len(b), a.shape[1])])
        right = torch.cat([b.new_zeros(len(a), b.shape[1]), b])
        return torch.cat([left, right], dim=1)
        """,
    ],
    hints=[
        "Draw it: two rows of blocks. What stands to the right of `a`?",
        "Zeros, as high as `a` and as wide as `b`. Make the upper row by `cat` on dimension 1, the lower row too.",
        "`top = torch.cat([a, a.new_zeros(a.shape[0], b.shape[1])], dim=1)`; `bottom` likewise; then `cat` both.",
    ],
    why="Who is friends with whom, in two villages: one table, and zeros where nobody knows anybody.",
)
