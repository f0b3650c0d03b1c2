"""Unit 08_slicing: indices and slices, views and copies, lists, masks and gather."""

import torch

from autograder.judge.cases import ANY, of_each
from autograder.judge.exercise import Mistake, Unit, edge, ordinary
from autograder.judge.rules import at_most, forbid, no_loop
from autograder.witness.draw import Draw, apart, later, woven

unit = Unit("08_slicing", "Slicing and dicing", about="picking, views and copies")


def _different(d: Draw, *shape: int) -> torch.Tensor:
    """Floats of that shape, no two alike, so that no wrong pick looks right by chance."""
    count = torch.Size(shape).numel()
    return d.distinct(count, low=1, high=99).float().reshape(shape)


unit.value(
    "bottom_left_block",
    "Take the last two rows and the first three columns of a 4 × 5 matrix.",
    points=1,
    reference=lambda: torch.arange(20).reshape(4, 5)[-2:, :3],
    mistakes=[
        Mistake(
            "torch.arange(20).reshape(4, 5)[-2:-1, :3]",
            "One row is missing. The stop is not taken, so `2:3`, or `-2:-1`, ends before the last row. Leave the stop out, and the slice goes to the end.",
        ),
        Mistake(
            "torch.arange(20).reshape(4, 5)[-2:, :2]",
            "One column is missing. The stop is not taken: `0:2` are the columns 0 and 1.",
        ),
        Mistake(
            "torch.arange(20).reshape(4, 5)[2:3, 0:2]",
            "Both stops are one too early. A stop is not taken: `2:3` is row 2 alone, and `0:2` are the columns 0 and 1.",
        ),
        Mistake(
            "torch.arange(20).reshape(4, 5)[3:, :3]",
            "That is the last row alone: `3:` starts at row 3, and there is no row 4, because the first is row 0. The last two start at `-2`.",
        ),
        Mistake(
            "torch.arange(20).reshape(4, 5)[:3, -2:]",
            "You have three rows and two columns, from the top right. Rows go before the comma, columns after it.",
        ),
        Mistake(
            "torch.arange(20).reshape(4, 5)[-2:][:3]",
            "Both of your brackets cut rows: the second pair works on what the first gave, and its first dimension is rows again. Put both slices in one pair of brackets, with a comma.",
        ),
        Mistake(
            "torch.arange(20).reshape(4, 5)[-2:, -3:]",
            "The rows are right, but `-3:` are the LAST three columns. The first three have no start, and stop before 3.",
        ),
        Mistake(
            "torch.arange(20).reshape(4, 5)[:2, :3]",
            "Those are the first two rows. To count from the end, use a negative start.",
        ),
    ],
    alternatives=[
        "torch.arange(20).reshape(4, 5)[2:4, 0:3]",
        "torch.arange(20).reshape(4, 5)[2:][:, :3]",
        "torch.arange(20).reshape(4, 5).narrow(0, 2, 2).narrow(1, 0, 3)",
    ],
    hints=[
        "One pair of brackets does it: a slice for the rows, a comma and a slice for the columns.",
        "The last two rows start at `-2` and have no stop. The first three columns have no start and stop before 3.",
        "The rows are `-2:`. After a comma come the columns, written in the same way.",
    ],
    why="To crop a picture is exactly this: one slice of rows, one slice of columns.",
)

unit.predict(
    "mixed_index_shape",
    "What is the shape of `torch.zeros(3, 4, 5)[0:1, 1]`?",
    points=1,
    runs="torch.zeros(3, 4, 5)[0:1, 1].shape",
    mistakes=[
        Mistake(
            "(2, 5)",
            "That counts the way the deck does. The stop is not taken: `0:1` holds only index 0.",
        ),
        Mistake(
            "(5,)",
            "A slice never drops a dimension, even a slice of length one. Only a number does.",
        ),
        Mistake(
            "(1, 1, 5)",
            "The 1 after the comma is a number, not a slice: it picks one place and drops that dimension.",
        ),
        Mistake(
            "(1, 4, 5)",
            "That is `[0:1]` alone. The 1 after the comma picks one place along the 4, and a number drops its dimension.",
        ),
        Mistake(
            "(4, 5)",
            "That is `[0]` alone. Here `0:1` is a slice, and a slice keeps its dimension; it is the number after the comma that drops one.",
        ),
        Mistake(
            "(3, 5)",
            "The 4 is dropped, that's right. But `0:1` takes one place along the 3: the slice keeps that dimension, and cuts it down to 1.",
        ),
        Mistake(
            "(1, 4)",
            "The number comes second, so the second dimension (the 4) is dropped. The last one isn't named, and stays whole.",
        ),
    ],
    alternatives=["torch.Size([1, 5])", "[1, 5]"],
    hints=[
        "Go through the three dimensions one by one: 3, 4, 5. What do the brackets say for each?",
        "A slice keeps its dimension, a number drops it, and a dimension that isn't named stays whole.",
        "The 3 becomes 1, the 4 goes, the 5 stays.",
    ],
    reason="The slice `0:1` keeps its dimension, with size 1. The number drops its own. The last dimension isn't named and stays whole.",
    why="Code that expects a matrix breaks on `t[0]` and works on `t[0:1]`.",
)

unit.function(
    "column_kept",
    "Take column j of a matrix as a matrix with one column: a view, not a copy.",
    reference=lambda t, j: t[:, j, None],
    memory="view",
    cases=[
        ordinary("a wide matrix", lambda d: (_different(d, d.int(2, 3), 4), d.int(0, 2))),
        ordinary("a tall matrix", lambda d: (_different(d, d.int(4, 5), 3), d.int(1, 2))),
        edge("the last column, as -1", lambda d: (_different(d, 3, d.int(2, 4)), -1)),
        edge("another negative index", lambda d: (_different(d, 2, 4), d.int(-4, -2))),
        edge("one row", lambda d: (_different(d, 1, 3), d.int(0, 2))),
        *of_each(ANY, lambda d, dtype: (d.of(dtype, 3, 3), d.int(0, 2))),
        edge("non-contiguous", lambda d: (apart(_different(d, 3, 3)), d.int(0, 2))),
        edge("further on in its memory", lambda d: (later(_different(d, 3, 3)), d.int(0, 2))),
    ],
    mistakes=[
        Mistake(
            "t[:, j]",
            "That is the right column, as a vector: the number j drops its dimension. Bring it back with `None`.",
        ),
        Mistake(
            "t[:, [j]]",
            "The shape is right, but it is a copy: a list in the brackets makes one, and so does `.clone()`. Use numbers, slices and `None` only.",
        ),
        Mistake(
            "t[:, j:j + 1]",
            "Nearly. For j = -1 the stop is 0, and `-1:0` is an empty slice. Take `t[:, j]` first, which understands -1, and give it back its dimension.",
        ),
        Mistake(
            "t[j:j + 1]",
            "That is row j. Columns come after the comma: `t[:, ...]`.",
        ),
        Mistake(
            "t[j][:, None]",
            "That is row j, stood upright: an index on its own counts rows. Columns come after the comma: `t[:, j]`.",
        ),
        Mistake(
            "t[j]",
            "That is row j, as a vector. Columns come after the comma, `t[:, j]`; and `None` gives back the dimension that the number drops.",
        ),
        Mistake(
            "t[:, j:j]",
            "`j:j` is empty, since the stop is not taken.",
        ),
        Mistake(
            "t[:, j][None]",
            "`None` in front turns the column into a row. Where in the brackets must it go, so that the new dimension comes last?",
        ),
    ],
    alternatives=[
        "t[:, j].unsqueeze(1)",
        "t[:, j][:, None]",
        "t.narrow(1, j, 1)",
        """
        start = j % t.shape[1]
        return t[:, start:start + 1]
        """,
    ],
    hints=[
        "`t[:, j]` is the right column, but it has lost a dimension. What gives a dimension back?",
        "`None` in the brackets makes a new dimension of size 1 at its own position.",
        "Three entries in the brackets: all rows, the number j, and `None`. In which order?",
    ],
    why="A column of shape (n, 1) has one number for each row, and stretches across the columns; a vector of shape (n,) meets the columns instead.",
)


unit.predict(
    "who_changed",
    "A row and a list of rows are taken and changed. What is the sum of `t` afterwards?",
    points=1,
    runs="""
    t = torch.zeros(2, 3)
    row = t[0]
    row += 1
    picked = t[[1]]
    picked += 5
    t.sum()
    """,
    mistakes=[
        Mistake(
            "18.0",
            "That lets both changes reach `t`. `t[0]` is a view, but a list in the brackets, as in `t[[1]]`, makes a copy.",
        ),
        Mistake(
            "0.0",
            "That lets no change reach `t`. A list in the brackets makes a copy; a number gives a view.",
        ),
        Mistake(
            "15.0",
            "It is the other way round: the number gives the view, the list the copy.",
        ),
        Mistake(
            "6.0",
            "That counts each change once, 1 + 5. A row has three elements. And ask again whether the change to `picked` reaches `t`: a list in the brackets makes a copy.",
        ),
        Mistake(
            "8.0",
            "3 + 5: the 3 is right. Does `picked += 5` reach `t`? Ask whether `t[[1]]`, with its list, is a window onto `t` or has numbers of its own.",
        ),
        Mistake("1.0", "The row has three elements, and each of them grew by 1."),
    ],
    alternatives=["3", "torch.tensor(3.0)"],
    hints=[
        "Ask of each of the two, `row` and `picked`: is it a window onto `t`, or does it have numbers of its own?",
        "Numbers and slices give views; a list gives a copy.",
        "Only `row` reaches `t`: three elements, one more each.",
    ],
    reason="`t[0]` is a view, so its three ones arrive in `t`. `t[[1]]`, with a list, is a copy, and the fives stay there.",
    why="Many a hunt for “who changed my data?” ends at a view.",
)


def _cut_out(image, row, col, size):
    image[..., row : row + size, col : col + size] = 0
    return image


unit.function(
    "cut_out",
    "Set a square patch of a picture to 0, in place, and return the picture.",
    reference=_cut_out,
    changes_inputs=True,
    memory="view",
    cases=[
        ordinary(
            "inside the picture",
            lambda d: (d.floats(5, 5, low=1), d.int(0, 1), 2, 3),
        ),
        ordinary("a wide picture", lambda d: (d.floats(3, 5, low=1), 1, d.int(2, 3), 2)),
        edge("past the border", lambda d: (d.floats(3, 4, low=1), d.int(1, 2), 3, 3)),
        edge(
            "three channels", lambda d: (d.floats(3, 4, 4, low=1), d.int(1, 2), 1, 2), at_most=0.5
        ),
        edge("rank 4", lambda d: (d.floats(2, 1, 3, 3, low=1), 0, d.int(0, 1), 2)),
        edge("rank 4, non-contiguous", lambda d: (woven(d.floats(2, 2, 2, 3, low=1)), 0, 1, 1)),
        edge(
            "NaN and infinity inside",
            lambda d: (torch.tensor([[torch.nan, 1.0], [torch.inf, d.float(1, 9)]]), 0, 0, 2),
        ),
        *of_each(ANY, lambda d, dtype: (d.of(dtype, 3, 3), 0, 1, 2)),
        edge("one pixel", lambda d: (d.floats(3, 3, low=1), d.int(0, 2), d.int(0, 2), 1)),
        edge("non-contiguous", lambda d: (apart(d.floats(3, 4, low=1)), 1, 0, 2)),
    ],
    mistakes=[
        Mistake(
            """
            image[..., row:size, col:size] = 0
            return image
            """,
            "After the colon goes where to stop, not how many to take. A patch that starts at `row` stops at `row + size`.",
            again=[
                "For row 2 and size 3 the rows are 2, 3 and 4, so the slice is 2:5. Write the 5 with `row` and `size`."
            ],
        ),
        Mistake(
            """
            out = image.clone()
            out[..., row:row + size, col:col + size] = 0
            return out
            """,
            "You painted a copy. Here the picture itself should change: leave `.clone()` out.",
        ),
        Mistake(
            """
            image[row:row + size][col:col + size] = 0
            return image
            """,
            "Both of your brackets cut rows: the second pair works on what the first gave. Put both slices in one pair of brackets, with a comma.",
        ),
        Mistake(
            """
            image[row:row + size, col:col + size] = 0
            return image
            """,
            "With three channels the first dimension is the channels, not the rows. Begin with `...`, and the slices stand for the last two dimensions, however many come before.",
        ),
        Mistake(
            """
            image[:, row:row + size, col:col + size] = 0
            return image
            """,
            "Each `:` demands a dimension of its own, and a grey picture has none for it. `...` takes as many as there are, even none.",
        ),
        Mistake(
            """
            image[..., row:row + size + 1, col:col + size + 1] = 0
            return image
            """,
            "The patch is one row and one column too large: from `row` to before `row + size` is already `size` rows.",
        ),
        Mistake(
            """
            image[..., row:row + size - 1, col:col + size - 1] = 0
            return image
            """,
            "The patch is one row and one column too small: a slice already stops before its end, so it ends at `row + size`.",
        ),
        Mistake(
            """
            image[..., col:col + size, row:row + size] = 0
            return image
            """,
            "Rows and columns have swapped places: rows come first in the brackets.",
        ),
        Mistake(
            """
            image[..., row, col] = 0
            return image
            """,
            "Two numbers pick one pixel. The patch needs two slices.",
        ),
        Mistake(
            """
            part = image[..., row:row + size, col:col + size]
            part = 0
            return image
            """,
            "The picture is as it was. Naming a thing 0, as in `part = 0`, writes nothing: you need brackets to the left of the `=`, as in `part[...] = 0`.",
        ),
        Mistake(
            """
            patch = image[..., row:row + size, col:col + size]
            patch[...] = 0
            return patch
            """,
            "The picture is right; return all of it, not only the patch.",
        ),
        Mistake(
            """
            for i in range(row, row + size):
                for j in range(col, col + size):
                    image[..., i, j] = 0
            return image
            """,
            "A number past the border raises an error. A slice to the left of `=` paints the whole square at once, and stops at the border by itself.",
        ),
    ],
    alternatives=[
        """
        image[..., row:row + size, col:col + size].zero_()
        return image
        """,
        """
        patch = image[..., row:row + size, col:col + size]
        patch[:] = 0
        return image
        """,
        """
        height, width = image.shape[-2:]
        for i in range(row, min(row + size, height)):
            for j in range(col, min(col + size, width)):
                image[..., i, j] = 0
        return image
        """,
    ],
    hints=[
        "A slice to the left of `=` writes into the tensor. Which rows, and which columns?",
        "Rows from `row` to before `row + size`, and columns likewise. And what stands for the channels, if there are any?",
        "Three entries in the brackets: `...`, a slice of rows, a slice of columns. Write 0 there, then return `image`.",
    ],
    why="Hiding random patches while training makes a network look at the whole picture; it is called cutout.",
)


def _zeroed_row(t, i):
    out = t.clone()
    out[i] = 0
    return out


unit.fix(
    "zeroed_row",
    "Fix `zeroed_row`: it should return a copy with row i set to 0, and leave its input alone.",
    broken="""
def zeroed_row(t, i):
    \"\"\"Give a copy of t with row i set to 0.

    t: a tensor of rank 2 or more, of shape (n, ...), any dtype.  i: an int from -n to n - 1.
    Returns: a new tensor of that shape and dtype; t stays as it is.
    zeroed_row(torch.tensor([[1, 2], [3, 4]]), 0)  ->  tensor([[0, 0], [3, 4]])
    \"\"\"
    out = t
    out[i] = 0
    return out
""",
    reference=_zeroed_row,
    memory="copy",
    cases=[
        ordinary("floats", lambda d: (d.floats(d.int(3, 4), 4, low=1), d.int(0, 2))),
        ordinary("integers", lambda d: (d.ints(3, d.int(3, 4), low=1), d.int(0, 2))),
        edge("the last row, as -1", lambda d: (d.floats(d.int(3, 4), 3, low=1), -1)),
        edge("NaN in the row", lambda d: (torch.tensor([[torch.nan, 1.0], [torch.inf, 2.0]]), 0)),
        *of_each(ANY, lambda d, dtype: (d.of(dtype, 2, 3), d.int(0, 1))),
        edge("one row", lambda d: (d.floats(1, 3, low=1), 0)),
        edge("rank 3", lambda d: (d.floats(2, 2, 2, low=1), d.int(0, 1))),
        edge("non-contiguous", lambda d: (apart(d.floats(3, 3, low=1)), d.int(0, 2))),
    ],
    mistakes=[
        Mistake(
            """
            out = t[:]
            out[i] = 0
            return out
            """,
            "That isn't a copy. `out = t` gives the tensor a second name, and `t[:]`, which copies a list, gives a view of a tensor. `.clone()` copies.",
            again=[
                "Write the copy as a line of its own, before anything is set to 0: `out = t.clone()`. Then change `out` alone."
            ],
        ),
        Mistake(
            """
            t[i] = 0
            return t.clone()
            """,
            "The copy comes too late: by then the caller's tensor already has its zeros. Copy first, then write into the copy.",
        ),
        Mistake(
            """
            out = t.clone()
            out[:, i] = 0
            return out
            """,
            "That sets column i. A row is `out[i]`.",
        ),
        Mistake(
            """
            t.clone()[i] = 0
            return t
            """,
            "The copy got its zeros and was then thrown away, because no name holds it. Give it one, and return that.",
        ),
        Mistake(
            """
            out = t.clone()
            out = out[i] * 0
            return out
            """,
            "That returns the row alone. Write into the copy, `out[i] = ...`, and return all of it.",
        ),
    ],
    alternatives=[
        """
        out = torch.empty_like(t)
        out[:] = t
        out[i] = 0
        return out
        """,
        """
        keep = torch.ones(t.shape[0], dtype=torch.bool, device=t.device)
        keep[i] = False
        shape = (-1,) + (1,) * (t.dim() - 1)
        return torch.where(keep.reshape(shape), t, torch.zeros_like(t))
        """,
        """
        import copy
        out = copy.deepcopy(t)
        out[i].zero_()
        return out
        """,
    ],
    hints=[
        "What does `out = t` copy?",
        "Nothing: it gives the same tensor a second name. One method makes a copy with memory of its own.",
        "It is `clone`. Only the first line needs it; the rest may stay.",
    ],
    reason="`out = t` is a second name for the same tensor, so the row was cleared in the caller's. `clone` makes a copy with memory of its own.",
    why="A function that quietly changes what it was given is a bug that shows up somewhere else.",
)

unit.value(
    "crossings",
    "Take the four elements where rows 1 and 3 cross columns 0 and 5, as a 2 × 2 matrix.",
    points=1,
    reference=lambda: torch.arange(24).reshape(4, 6)[[1, 3]][:, [0, 5]],
    mistakes=[
        Mistake(
            "torch.arange(24).reshape(4, 6)[[1, 3], [0, 5]]",
            "Two lists are read in pairs: that is the element at row 1, column 0 and the one at row 3, column 5. Pick the rows first, then the columns of what you have.",
        ),
        Mistake(
            "torch.arange(24).reshape(4, 6)[[1, 3], [5, 0]]",
            "Two lists are read in pairs: row 1 with column 5, row 3 with column 0. All four crossings need two steps: first the rows, then the columns of what you have.",
        ),
        Mistake(
            "torch.arange(24).reshape(4, 6)[[1, 1, 3, 3], [0, 5, 0, 5]]",
            "The right four, pair by pair, as a vector. Now turn them into a matrix: `.reshape(2, 2)`.",
        ),
        Mistake(
            "torch.arange(24).reshape(4, 6)[[1, 3]][:, [5, 0]]",
            "The four are right, but left and right have swapped places: a list picks in its own order, so name column 0 first.",
        ),
        Mistake(
            "torch.arange(24).reshape(4, 6)[[3, 1]][:, [0, 5]]",
            "The four are right, but upside down: a list picks in its own order, so name row 1 first.",
        ),
        Mistake(
            "torch.arange(24).reshape(4, 6)[[1, 3]]",
            "The rows are right. Now pick the columns from them.",
        ),
        Mistake(
            "torch.arange(24).reshape(4, 6)[1:3, 0:5]",
            "A slice takes everything from its start to before its stop. For two rows that aren't neighbours you need a list.",
        ),
        Mistake(
            "torch.arange(24).reshape(4, 6)[[0, 2]][:, [0, 5]]",
            "Rows are counted from 0: row 1 is the second one.",
        ),
        Mistake(
            "torch.arange(24).reshape(4, 6)[:, [0, 5]]",
            "The columns are right. Now pick the rows 1 and 3 from them.",
        ),
    ],
    alternatives=[
        "torch.arange(24).reshape(4, 6)[1::2, ::5]",
        "torch.arange(24).reshape(4, 6)[[[1], [3]], [0, 5]]",
        "torch.arange(24).reshape(4, 6)[:, [0, 5]][[1, 3]]",
        "torch.tensor([[6, 11], [18, 23]])",
    ],
    hints=[
        "Two lists in one pair of brackets are read in pairs. Use two pairs of brackets.",
        "First `field[[1, 3]]`: two rows. Then all rows of that, and two columns.",
        "Start with `field[[1, 3]]`, and put a second pair of brackets after it: all rows, a comma, the list of columns.",
    ],
    why="Picking a few patients and a few measurements out of a table works like this.",
)


unit.predict(
    "adds_once",
    "What does `x` hold after `x[[1, 1, 2]] += 1`?",
    points=1,
    runs="""
    x = torch.zeros(3)
    x[[1, 1, 2]] += 1
    x
    """,
    mistakes=[
        Mistake(
            "[0.0, 2.0, 1.0]",
            "You might well think so. But `+=` first reads x[1] twice (0 and 0), adds, and then writes 1 twice into the same place.",
        ),
        Mistake(
            "[0.0, 0.0, 0.0]",
            "Reading with a list makes a copy, but `x[...] += 1` also writes back into `x`.",
        ),
        Mistake(
            "[1.0, 2.0, 0.0]",
            "The list holds places, counted from 0: place 1 (twice) and place 2 (once). x[0] isn't named, so it stays 0.",
        ),
        Mistake(
            "[0.0, 1.0, 0.0]",
            "Place 2 is named too, so x[2] grows as well.",
        ),
        Mistake(
            "[1.0, 1.0, 2.0]",
            "That is the list itself. It holds places, not amounts: the amount is 1 for each of them.",
        ),
        Mistake(
            "[2.0, 1.0, 0.0]",
            "The list holds places, and they are counted from 0: nothing happens to x[0].",
        ),
    ],
    alternatives=["[0, 1, 1]", "torch.tensor([0.0, 1.0, 1.0])"],
    hints=[
        "`x[i] += 1` takes three steps: read, add, write.",
        "With the list, all three places are read before any is written.",
        "x[1] is written twice, with the same 1 both times.",
    ],
    reason="`x[list] += 1` reads all the places first, adds, and then writes. Place 1 is written twice, with the same 1 both times.",
    why="Counting with `+=` and a list of places quietly loses every repetition.",
)


def _tally(votes, n):
    counts = torch.zeros(n, dtype=torch.int64, device=votes.device)
    return counts.index_add_(0, votes, torch.ones_like(votes))


unit.fix(
    "tally",
    "Fix `tally`, without a loop: it should count how many votes each of n candidates got.",
    broken="""
def tally(votes, n):
    \"\"\"Count the votes for each of n candidates.

    votes: int64 of shape (v,), v may be 0; each vote from 0 to n - 1.  n: an int of at least 1.
    Returns: int64 of shape (n,), on the device of votes.
    tally(torch.tensor([0, 2, 2]), 4)  ->  tensor([1, 0, 2, 0])
    \"\"\"
    counts = torch.zeros(n, dtype=torch.int64, device=votes.device)
    counts[votes] += 1
    return counts
""",
    reference=_tally,
    rules=[no_loop],
    cases=[
        ordinary("none for the last candidate", lambda d: (d.ints(6, low=0, high=2), 4)),
        ordinary(
            "none for candidates 1 and 3",
            lambda d: (torch.tensor([0, 0, 2, 2, 2])[d.permutation(5)], 4),
        ),
        ordinary("many votes", lambda d: (d.ints(d.int(12, 14), low=0, high=4), 6)),
        edge("no votes", lambda d: (torch.zeros(0, dtype=torch.int64), d.int(2, 4))),
        edge("one vote", lambda d: (d.ints(1, low=0, high=2), 3)),
        edge("all for one", lambda d: (torch.full((d.int(3, 5),), 1), 3)),
        edge("one candidate", lambda d: (torch.zeros(d.int(2, 4), dtype=torch.int64), 1)),
    ],
    mistakes=[
        Mistake(
            """
            counts = torch.zeros(n, dtype=torch.int64, device=votes.device)
            counts[votes] = counts[votes] + 1
            return counts
            """,
            "That is the same as `+=`: all places are read before any is written, and a candidate named twice counts once. `index_add_` adds every time.",
        ),
        Mistake(
            """
            counts = torch.zeros(n, dtype=torch.int64, device=votes.device)
            return counts.index_add_(0, votes, torch.ones(len(votes), device=votes.device))
            """,
            "There must be one amount for each vote, and the amounts must have the dtype of `counts`, whole numbers: `torch.ones_like(votes)`.",
        ),
        Mistake(
            """
            counts = torch.zeros(n, dtype=torch.int64, device=votes.device)
            return counts.index_add_(0, votes, 1)
            """,
            "`index_add_` wants one amount for each vote, as a tensor: ones, as many as there are votes, and whole numbers as in `counts`.",
        ),
        Mistake(
            """
            counts = torch.zeros(n, dtype=torch.int64, device=votes.device)
            counts.index_add(0, votes, torch.ones_like(votes))
            return counts
            """,
            "Nothing reached `counts`: `index_add`, without `_` at the end, makes a new tensor. Only `index_add_` changes the one that is there.",
        ),
        Mistake(
            "torch.bincount(votes)",
            "Well found, but candidates without a vote are missing at the end. Say how many there are: `minlength=n`.",
        ),
        Mistake(
            "votes.unique(return_counts=True)[1]",
            "That leaves out the candidates without a vote. They count too, with 0.",
        ),
        Mistake(
            "torch.zeros(n).index_add_(0, votes, torch.ones(len(votes)))",
            "The numbers are right, as floats. Votes are counted in whole numbers: keep the `counts` of the given function.",
        ),
        Mistake(
            """
            counts = torch.zeros(n, dtype=torch.int64, device=votes.device)
            return counts.index_add_(0, votes, votes)
            """,
            "That adds the number of the candidate at each vote. Every vote adds 1: make a tensor of ones, as long as `votes`.",
        ),
        Mistake(
            """
            counts = torch.zeros(n, dtype=torch.int64, device=votes.device)
            counts[votes] += len(votes)
            return counts
            """,
            "That gives everyone who was named all the votes.",
        ),
        Mistake(
            """
            counts = torch.zeros(n, dtype=torch.int64, device=votes.device)
            for vote in votes:
                counts[vote] += 1
            return counts
            """,
            "The counts are right, and nothing is lost. But Python goes round after round, and a million votes take a long time. `index_add_` adds them all at once.",
        ),
    ],
    alternatives=[
        "torch.bincount(votes, minlength=n)",
        "(torch.arange(n, device=votes.device)[:, None] == votes).sum(1)",
        """
        counts = torch.zeros(n, dtype=torch.int64, device=votes.device)
        return counts.index_put_((votes,), torch.ones_like(votes), accumulate=True)
        """,
    ],
    hints=[
        "What happens to a candidate who is in `votes` twice? The prediction above tells you.",
        "`counts.index_add_(dim, places, amounts)` adds every amount, however often a place is named. What are the places, and what the amounts?",
        "The places are `votes`, along dimension 0. The amounts are ones: as many as there are votes, and of their dtype.",
    ],
    reason="With a list of places, `+=` writes a repeated place only once. `index_add_` adds every amount, however often its place is named.",
    why="Histograms, word counts and elections work like this.",
)

unit.function(
    "pick_per_row",
    "From each row of a table pick the element in that row's own column.",
    reference=lambda table, columns: table.gather(1, columns[:, None])[:, 0],
    gradients=True,
    cases=[
        ordinary(
            "a wide table",
            lambda d: (_different(d, 3, 5).requires_grad_(), d.ints(3, low=0, high=4)),
        ),
        ordinary("integers", lambda d: (d.distinct(12).reshape(4, 3), d.ints(4, low=0, high=2))),
        edge("one row", lambda d: (_different(d, 1, 4), d.ints(1, low=0, high=3))),
        *of_each(ANY, lambda d, dtype: (d.of(dtype, 2, 3), d.ints(2, low=0, high=2))),
        edge(
            "NaN and infinity beside it",
            lambda d: (torch.tensor([[torch.nan, 1.0], [2.0, torch.inf]]), torch.tensor([1, 0])),
        ),
        edge("one column", lambda d: (_different(d, 3, 1), torch.zeros(3, dtype=torch.int64))),
        edge("no rows", lambda d: (torch.zeros(0, d.int(2, 3)), torch.zeros(0, dtype=torch.int64))),
        edge(
            "non-contiguous",
            lambda d: (apart(_different(d, 3, 3)), d.ints(3, low=0, high=2)),
        ),
    ],
    mistakes=[
        Mistake(
            "table[:, columns]",
            "That takes all these columns from every row. Each row has one column of its own: give the brackets a row number for each as well, or use `gather`.",
            again=[
                "Number the rows, `torch.arange(...)`, and put two index tensors into one pair of brackets: the row numbers first, then the columns."
            ],
        ),
        Mistake(
            "table.gather(1, columns[:, None])",
            "The elements are right, in a matrix of one column. Take that column out, as a vector.",
        ),
        Mistake(
            "table.gather(1, columns)",
            "`gather` wants an index with as many dimensions as the table. Turn it into a column: `columns[:, None]`.",
        ),
        Mistake(
            "table.gather(1, columns[:, None]).squeeze()",
            "`squeeze()` drops every dimension of size 1, so with one row it drops that as well. Name the one to drop: `squeeze(1)`.",
        ),
        Mistake(
            "table.gather(1, columns[None, :])[0]",
            "An index of one row picks from the first row only. `gather` wants one row of the index for each row of the table: shape (n, 1).",
        ),
        Mistake(
            "table.gather(1, columns[None])",
            "`columns[None]` is a row, so it asks only row 0 of the table. Turn it into a column, one row for each row of the table: `columns[:, None]`.",
        ),
        Mistake(
            "table[columns]",
            "An index on its own counts rows, so that picks whole rows. Here each row gives one element: use `gather`, or put the row numbers before `columns`, with a comma.",
        ),
        Mistake(
            "torch.tensor([table[i, c].item() for i, c in enumerate(columns)], dtype=table.dtype, device=table.device)",
            "The numbers are right, but `.item()` and `torch.tensor` cut the graph, and no gradient comes back. Pick with `gather` or with two index tensors.",
        ),
        Mistake(
            "table[[0, 1], columns]",
            "First the row numbers, then `columns`. And there must be as many row numbers as rows: `[0, 1]`, written out, fits only two. `torch.arange(len(table))` counts them all.",
        ),
        Mistake(
            "table[[0, 1, 2], columns]",
            "There must be as many row numbers as rows: `[0, 1, 2]` fits only three. `torch.arange(len(table))` counts them all.",
        ),
        Mistake(
            "table.max(1).values",
            "That is the largest of each row. `columns` says which to take.",
        ),
    ],
    alternatives=[
        "table[torch.arange(len(table), device=table.device), columns]",
        "table.gather(1, columns.unsqueeze(1)).squeeze(1)",
        "table[:, columns].diagonal()",
        "torch.take_along_dim(table, columns[:, None], 1).flatten()",
    ],
    hints=[
        "Two lists of places are read in pairs: here row 0 with columns[0], row 1 with columns[1], and so on.",
        "`gather(1, index)` does it with an index of shape (n, 1); or make the row numbers with `torch.arange`.",
        "With `gather`, one column comes out, which you still have to take out as a vector. With pairs: the row numbers 0 to n - 1, a comma, `columns`.",
    ],
    why="When a network learns to choose between classes, its loss starts by picking the right class's score from each row.",
)

unit.function(
    "top_k_mask",
    "Say for each number of a table whether it is among the k largest of its row.",
    reference=lambda x, k: torch.zeros_like(x, dtype=torch.bool).scatter(
        1, x.topk(k, dim=1).indices, True
    ),
    cases=[
        ordinary("two of each row", lambda d: (_different(d, 3, d.int(4, 5)), 2)),
        ordinary("three of each row", lambda d: (_different(d, 4, d.int(5, 6)) - 50, 3)),
        ordinary("more rows than columns", lambda d: (_different(d, 5, 3), d.int(1, 2))),
        edge("only the largest", lambda d: (_different(d, d.int(2, 3), 4), 1)),
        edge("all of them", lambda d: (_different(d, 2, 3), 3)),
        edge("one row", lambda d: (_different(d, 1, d.int(4, 6)), 2)),
        edge("one column", lambda d: (_different(d, d.int(2, 4), 1), 1)),
        edge("no rows", lambda d: (torch.zeros(0, d.int(3, 5)), 2)),
        edge("whole numbers", lambda d: (d.distinct(12, -40, -1).reshape(3, 4), 2)),
        edge(
            "infinities",
            lambda d: (torch.tensor([[d.float(), torch.inf, -torch.inf, 9.5]]), d.int(2, 3)),
        ),
        edge("float64", lambda d: (_different(d, 2, 4).double() / 7, 2)),
        edge("non-contiguous", lambda d: (apart(_different(d, 3, 4)), 2)),
    ],
    mistakes=[
        Mistake(
            "x.topk(k, dim=1).values",
            "Those are the k largest numbers themselves. We want True or False for every number of the table.",
        ),
        Mistake(
            "x.topk(k, dim=1).indices",
            "Those are the columns they are in. Now write True there, into a table of False: `scatter`.",
        ),
        Mistake(
            "x >= x.flatten().topk(k).values[-1]",
            "That looks for the k largest of the whole table. Every row has its own.",
        ),
        Mistake(
            """
            mask = torch.zeros_like(x, dtype=torch.bool)
            mask[:, x.topk(k, dim=1).indices] = True
            return mask
            """,
            "`mask[:, places]` writes into *every* row the places of all the rows. `scatter` takes the first row of places for row 0, the second for row 1.",
        ),
        Mistake(
            """
            mask = torch.zeros_like(x, dtype=torch.bool)
            mask.scatter(1, x.topk(k, dim=1).indices, True)
            return mask
            """,
            "`scatter` makes a new tensor, and yours is lost: `mask` is as it was. Return what `scatter` gives.",
        ),
        Mistake(
            "torch.zeros_like(x).scatter(1, x.topk(k, dim=1).indices, 1)",
            "The places are right, marked by 1 and 0. A mask is made of True and False: start from bools, `dtype=torch.bool`.",
        ),
        Mistake(
            "torch.zeros(x.shape, dtype=torch.bool).scatter(1, x.topk(k, dim=1).indices, True)",
            "`torch.zeros` makes its False on the CPU, and `x` may be elsewhere. `zeros_like(x, dtype=torch.bool)` goes where `x` is.",
        ),
        Mistake(
            "torch.zeros_like(x, dtype=torch.bool).scatter(1, x.topk(k, dim=1, largest=False).indices, True)",
            "Those are the k smallest. Leave `largest=False` out.",
        ),
        Mistake(
            "x.argsort(dim=1) >= x.shape[1] - k",
            "`argsort` says which column comes first, which second, ...; it doesn't say which rank a number has. (`argsort` of that would.)",
        ),
    ],
    alternatives=[
        "x >= x.topk(k, dim=1).values[:, -1:]",
        "x.argsort(dim=1).argsort(dim=1) >= x.shape[1] - k",
        """
        mask = torch.zeros_like(x, dtype=torch.bool)
        rows = torch.arange(len(x), device=x.device)[:, None]
        mask[rows, x.topk(k, dim=1).indices] = True
        return mask
        """,
        "torch.zeros_like(x, dtype=torch.bool).scatter_(1, x.topk(k).indices, True)",
    ],
    hints=[
        "Where are the k largest of a row? A method of unit 02 gives them, with their places.",
        "`x.topk(k, dim=1).indices` is a table of columns. Start from a table of False like `x`, and `scatter` writes there.",
        "`torch.zeros_like(x, dtype=torch.bool)` is the start. Then `.scatter(1, ..., True)`: what goes in place of the dots?",
    ],
    why="A language model that picks its next word often chooses among the k best alone; this mask shuts out the rest.",
)

unit.puzzle(
    "quarter_turn",
    "Turn a matrix by a quarter turn, clockwise, in at most two operations.",
    points=3,
    reference=lambda t: t.flip(0).T,
    rules=[no_loop, forbid("rot90"), at_most(2)],
    cases=[
        ordinary("a wide matrix", lambda d: (_different(d, 2, d.int(3, 4)),)),
        ordinary("a square", lambda d: (_different(d, 3, 3),)),
        edge("one row", lambda d: (_different(d, 1, d.int(2, 4)),)),
        edge("one column", lambda d: (_different(d, d.int(2, 4), 1),)),
        *of_each(ANY, lambda d, dtype: (d.of(dtype, 2, 3),)),
        edge("non-contiguous", lambda d: (apart(_different(d, 2, 3)),)),
    ],
    mistakes=[
        Mistake(
            "t.T.flip(0)",
            "That is a quarter turn the other way. The same two operations in the other order, or along the other dimension, turn clockwise.",
        ),
        Mistake(
            "t.T",
            "A transpose alone is a mirror image along the diagonal, not a turn: look where the first row ended up. One more operation is missing.",
        ),
        Mistake(
            "t.flip(0, 1)",
            "That is half a turn. For a quarter, rows must become columns.",
        ),
        Mistake(
            "t[::-1].T",
            "No slice can walk backwards in PyTorch: a step must be positive. `flip` reverses the rows, and the transpose does the rest.",
        ),
        Mistake(
            "torch.rot90(t, -1)",
            "PyTorch has it ready-made; well found. Here, work out how it is done: with a transpose and one more operation.",
        ),
        Mistake(
            "t.T.flip(0).flip(0).flip(1)",
            "The result is right, with more operations than needed: one flip and one transpose do it.",
        ),
        Mistake(
            "t.T.flip(0, 1)",
            "That is a mirror image along the other diagonal, not a turn. Flip along one dimension only.",
        ),
        Mistake(
            "t.flip(0).reshape(t.shape[1], t.shape[0])",
            "`reshape` keeps the reading order and only cuts the rows in other places (unit 03). Here columns become rows: that is a transpose.",
        ),
    ],
    alternatives=["t.T.flip(1)", "torch.flip(t, [0]).mT", "t.transpose(0, 1).fliplr()"],
    hints=[
        "Take a sheet of paper with [[1, 2, 3], [4, 5, 6]] on it and turn it. Where is the first row now?",
        "The first row became the last column. A transpose turns a row into a column; where must the row be before?",
        "A flip and a transpose do it. Try both orders on paper; only one turns clockwise.",
    ],
    reason="Upside down and then transposed: the lowest row comes first and becomes the left column. That is a quarter turn clockwise.",
    why="Phones store photographs lying on their side, with a note to turn them; this is the turn.",
)
