"""Unit 09_concatenation: cat and stack, split and chunk, joining many pieces."""

import torch

from autograder.judge.cases import ANY, NUMBERS, of_each
from autograder.judge.exercise import Mistake, Unit, edge, ordinary
from autograder.judge.rules import at_most, no_loop
from autograder.witness.draw import Draw, apart

unit = Unit("09_concatenation", "Joining tensors", about="`cat`, `stack`, and undoing them")

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
        *of_each(ANY, lambda d, dtype: (d.of(dtype, 1, 3), d.of(dtype, 2, 3))),
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
        Mistake(
            "upper + lower", "`+` adds numbers. It joins lists, but tensors are joined by `cat`."
        ),
    ],
    alternatives=[
        "torch.vstack([upper, lower])",
        "torch.concat((upper, lower), dim=0)",
        "torch.cat([upper.transpose(0, 1), lower.transpose(0, 1)], dim=1).transpose(0, 1)",
    ],
    hints=[
        "Which dimension grows?",
        "The rows: dimension 0. `cat` takes a list of the tensors, and the dimension.",
        "`torch.cat([..., ...])`: which of the two goes first? Dimension 0 is what `cat` takes if you don't say.",
    ],
    why="Two parts of a data set, or two halves of a batch, are joined on dimension 0 like this.",
)

unit.predict(
    "no_stretching",
    "A (2, 3) and a (1, 3) tensor side by side: what shape comes out?",
    points=1,
    runs="torch.cat([torch.zeros(2, 3), torch.zeros(1, 3)], dim=1).shape",
    mistakes=[
        Mistake(
            "(2, 6)",
            "That would need the 1 to stretch to 2, as it does for `+`. `cat` never stretches: there would be a hole beside the one row.",
        ),
        Mistake(
            "(3, 3)",
            "That would be so for `dim=0`, where the rows add up. With `dim=1` the columns do, and then the rows must agree.",
        ),
        Mistake(
            "(3, 6)",
            "Only one dimension grows, the one that `dim` names. Here it is the columns, and the rows must agree.",
        ),
        Mistake(
            "(1, 6)",
            "Nothing is cut off to make things fit. Do the sizes agree in dimension 0?",
        ),
        Mistake(
            '"raises TypeError"',
            "It does raise, but a list of tensors is the right type. It is the shapes that don't fit.",
        ),
        Mistake(
            '"raises ValueError"',
            "It does raise, but PyTorch has another error for shapes that don't fit.",
        ),
    ],
    alternatives=['"RuntimeError"', "RuntimeError"],
    hints=[
        "Draw the two side by side. How tall is each?",
        "Two rows and one row: a hole is left. Broadcasting would stretch the 1; does `cat` broadcast?",
        "It doesn't, so the sizes don't fit, and PyTorch raises its usual error for shapes: `\"raises ...\"`.",
    ],
    reason="Side by side, both need the same number of rows: 2 isn't 1. `cat` doesn't broadcast.",
    why="An error is better than a silent repetition: you see at once that a row of your data is missing.",
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
        *of_each(ANY, lambda d, dtype: (d.of(dtype, 2, 3), d.of(dtype, 3))),
        edge("non-contiguous", lambda d: (d.floats(2, 3).t(), apart(d.floats(2)))),
        edge("integers and floats", lambda d: (d.ints(2, 2), d.floats(2))),
    ],
    mistakes=[
        Mistake(
            "both = [matrix, row]\nreturn torch.cat(both)",
            "Two dimensions and one: `cat` adds none, and `stack` wants equal shapes. Give the row one more dimension, then use `cat`.",
            again=[
                "`row.unsqueeze(0)` turns (columns,) into (1, columns), a matrix of one row. Join that."
            ],
        ),
        Mistake(
            "torch.stack([matrix, row.unsqueeze(0)])",
            "The row lies the right way. But `stack` lays equal shapes on a pile, in a new dimension; `cat` makes the matrix longer.",
        ),
        Mistake(
            "torch.cat([matrix, row.unsqueeze(1)])",
            "`unsqueeze(1)` stands the row up as a column, of shape (columns, 1). It should lie down: shape (1, columns).",
        ),
        Mistake(
            "torch.cat([matrix, row.unsqueeze(0)], dim=1)",
            "The row lies the right way, but `dim=1` puts it at the side. More rows means dimension 0.",
        ),
        Mistake(
            "torch.cat([matrix, [row]])",
            "`cat` takes one list, with nothing but tensors in it. A list isn't a tensor: `unsqueeze` gives the row its dimension.",
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
            "`+` broadcasts: the row was added to every row. The matrix should get one more row.",
        ),
    ],
    alternatives=[
        "torch.cat([matrix, row[None]])",
        "torch.cat([matrix, row.reshape(1, -1)])",
        "torch.vstack([matrix, row])",
    ],
    hints=[
        "Run it and read the error: got 2 and 1. Two and one of what?",
        "Dimensions. Which method gives a tensor one more?",
        "`unsqueeze` does. At which position must the new dimension be, so that the row has shape (1, columns)?",
    ],
    reason="`cat` joins along a dimension that all parts have, and the row has one dimension too few. `unsqueeze(0)` makes it a matrix of one row.",
    why="Appending one row is fine. Appending a thousand, one by one, isn't: section 5 shows why.",
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
            "You have swapped the two: `cat` keeps the number of dimensions, `stack` makes one more.",
        ),
    ],
    alternatives=["((2, 15), (2, 3, 5))", "[torch.Size([2, 15]), torch.Size([2, 3, 5])]"],
    hints=[
        "`cat` never changes the number of dimensions; `stack` always adds one.",
        "With `cat`, the sizes in dimension 1 add up. With `stack`, a new size goes at position 1: how many tensors are there?",
        "5 + 5 + 5 for `cat`; for `stack`, (2, 5) with a 3 between its sizes.",
    ],
    reason="`cat` adds the sizes up along dimension 1: 5 + 5 + 5. `stack` makes a new dimension there, as long as the list.",
    why="Say the shape before you run the line, and half of all joining bugs never happen.",
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
            again=["Give `stack` a second argument: `dim=1`."],
        ),
        Mistake(
            "torch.cat([torch.arange(1, 5), torch.arange(1, 5) ** 2, torch.arange(1, 5) ** 3])",
            "`cat` makes one long vector. A table needs a new dimension.",
        ),
        Mistake(
            "torch.cat([torch.arange(1, 5), torch.arange(1, 5) ** 2, torch.arange(1, 5) ** 3]).reshape(4, 3)",
            "The shape is right but the numbers are mixed up: reshape keeps the reading order. Look at your first row.",
        ),
        Mistake(
            "torch.stack([torch.arange(1.0, 5) ** p for p in (1, 2, 3)], dim=1)",
            "The table is right, but in floats. We want integers: `torch.arange` gives them if there is no decimal point in its brackets.",
        ),
        Mistake(
            "torch.stack([torch.arange(4), torch.arange(4) ** 2, torch.arange(4) ** 3], dim=1)",
            "n starts at 1 here, and 4 belongs to it.",
        ),
    ],
    alternatives=[
        "torch.arange(1, 5).unsqueeze(1) ** torch.arange(1, 4)",
        "torch.tensor([[1, 1, 1], [2, 4, 8], [3, 9, 27], [4, 16, 64]])",
    ],
    hints=[
        "Make one vector n, and get the other two from it.",
        "Three vectors of length 4 become the columns of a (4, 3) table. At which position is the 3?",
        "`torch.stack([...], dim=...)`: the three vectors go into the list, and the new dimension comes last.",
    ],
    why="Such a table is how you fit a curve through points: every power of x is a column.",
)

unit.predict(
    "stack_of_scalars",
    "What is the shape of three scalars stacked, and of the result stacked with itself?",
    points=1,
    runs="""
    losses = torch.stack([torch.tensor(3.0), torch.tensor(2.0), torch.tensor(1.5)])
    [losses.shape, torch.stack([losses, losses], dim=1).shape]
    """,
    mistakes=[
        Mistake(
            "[(3,), (2, 3)]",
            "The first is right. The second has its new dimension at position 1, behind the 3: `dim=0` would put it in front.",
        ),
        Mistake(
            "[(3, 1), (3, 2)]",
            "The second is right. A scalar has no dimension at all, so after one new dimension there is one: no 1 comes with it.",
        ),
        Mistake(
            "[(1, 3), (3, 2)]",
            "The second is right. Three scalars get one new dimension, of size 3, and there is nothing else to list.",
        ),
        Mistake(
            "[(3,), (6,)]",
            "(6,) would be `cat`, which makes the vector longer. `stack` makes a new dimension, of size 2.",
        ),
        Mistake(
            "[(), (2,)]",
            "`stack` makes a new dimension, even of scalars: the first result is a vector of three.",
        ),
        Mistake(
            '"raises RuntimeError"',
            "That is what `cat` would do: a scalar has no dimension that could grow. `stack` makes one.",
        ),
    ],
    alternatives=[
        "[(3,), (3, 2)]",
        "((3,), (3, 2))",
        "[[3], [3, 2]]",
        "[torch.Size([3]), torch.Size([3, 2])]",
    ],
    hints=[
        "`stack` makes one new dimension, and its size is the number of tensors. How many dimensions does a scalar have before?",
        "The first result is a vector. In the second call two vectors of three are stacked, and `dim=1` says where the 2 goes.",
        "Write `[(...,), (..., ...)]`: the 3 stays in front of the 2.",
    ],
    reason="A scalar has no dimension: `stack` gives it one, of size 3. The second time the new dimension, of size 2, goes to position 1.",
    why="Losses come as scalars, one per step: `stack` makes a curve of them.",
)

unit.predict(
    "joined_dtype",
    "What is the dtype of a bool, an int64 and a float32 vector joined?",
    points=1,
    runs="torch.cat([torch.tensor([True]), torch.tensor([2]), torch.tensor([0.5])]).dtype",
    mistakes=[
        Mistake(
            "torch.bool",
            "The first tensor doesn't decide. The result must have room for the 0.5 as well.",
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
            "Sizes or devices that don't fit would raise it. Dtypes are promoted, as they are by `+`.",
        ),
        Mistake(
            "torch.float64",
            "Nobody brought a float64, and promotion doesn't invent one: which float is there?",
        ),
    ],
    alternatives=['"float32"', '"torch.float32"'],
    hints=[
        "The rule is that of unit 04, by which `+` chooses its dtype.",
        "bool, then integers, then floats: the highest kind that takes part wins.",
        "The only float there is the 0.5. What is the dtype of `torch.tensor([0.5])`?",
    ],
    reason="Parts are promoted as in a sum: bool, then integers, then floats. The one float makes all of it float32.",
    why="One list of floats among whole numbers, and everything is a float: `cat` says nothing.",
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
            "That is how `torch.tensor_split` shares it out. `chunk` rounds 9 / 4 up, makes every chunk that long, and stops when nothing is left.",
        ),
        Mistake(
            "[2, 2, 2, 3]",
            "The rest isn't added to the last chunk. `chunk` rounds 9 / 4 up to 3 and cuts pieces of 3.",
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
        "All chunks but the last have the same length: 9 / 4, rounded up.",
        "Cut pieces of 3 off a row of 9. How many do you get?",
        "After three pieces nothing is left for a fourth.",
    ],
    reason="`chunk(4)` cuts pieces of 9 / 4 rounded up, that is 3. After three of them nothing is left for a fourth.",
    why="A program that counts on four chunks breaks on the day it gets three.",
)

unit.predict(
    "view_and_copy",
    "Someone writes into a chunk and into a join: what is in `t` in the end?",
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
        "Only the write into the view reaches `t`.",
    ],
    reason="A chunk is a view, so the 10 arrives in `t`. `cat` copies, so the 20 doesn't.",
    why="Write into a chunk and the whole changes; write into a join and the parts never hear of it.",
)

# -- many pieces ----------------------------------------------------------------------------------


def _padded(sentences):
    longest = max(len(s) for s in sentences)
    return torch.stack([torch.cat([s, s.new_zeros(longest - len(s))]) for s in sentences])


unit.function(
    "padded_batch",
    "Turn vectors of different lengths into one matrix: a row each, filled up with zeros at the end.",
    reference=_padded,
    cases=[
        ordinary("three sentences", lambda d: ([_words(d, n) for n in (2, d.int(4, 5), 1)],)),
        ordinary("the first is longest", lambda d: ([_words(d, n) for n in (d.int(4, 5), 2)],)),
        edge("one sentence", lambda d: ([_words(d, d.int(2, 4))],)),
        edge("an empty sentence", lambda d: ([_words(d, 0), _words(d, d.int(1, 3))],)),
        edge("equal lengths", lambda d: ([_words(d, 3), _words(d, 3)],)),
        *of_each(ANY, lambda d, dtype: ([d.of(dtype, n) for n in (1, 3)],)),
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
            "Your zeros come first. Put them after the vector in the list that you give to `cat`.",
        ),
        Mistake(
            """
            longest = max(len(s) for s in sentences)
            return torch.stack([torch.cat([s, torch.zeros(longest - len(s))]) for s in sentences])
            """,
            "`torch.zeros` is float32, so the word numbers become floats. `s.new_zeros(...)` takes the dtype and the device of `s`.",
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
            "All the vectors have the right length now, but they are in one long row. They should have a row each: which function makes the new dimension?",
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
        "`stack` does it, once all the vectors have the same length. Which length?",
        "The longest is `max(len(s) for s in sentences)`. Each vector gets zeros after it: that is a `cat`.",
        "For each s, join s and `s.new_zeros(...)`, with as many zeros as are missing; collect these rows in a list, and `torch.stack` it.",
    ],
    why="Every program that reads text in batches does this, and remembers which zeros are only padding.",
)


def _words(d, n: int) -> torch.Tensor:
    return d.ints(n, low=1, high=99)


def _padded_with_lengths(
    d: Draw, *lengths: int, room: int = 0
) -> tuple[torch.Tensor, torch.Tensor]:
    """A padded batch in which a word may be number 0 and padding may be anything, and its lengths."""
    batch = d.ints(len(lengths), max(lengths, default=0) + room, low=1, high=99)
    if batch.numel():
        batch[0, 0] = 0
    return batch, torch.tensor(lengths, dtype=torch.int64)


def _unpad(batch, lengths):
    places = torch.arange(batch.shape[1], device=batch.device)
    return batch[places < lengths[:, None]]


unit.function(
    "unpad",
    "Take the padding out again: all the real words of a batch, one after the other.",
    reference=_unpad,
    rules=[no_loop],
    cases=[
        ordinary("three sentences", lambda d: _padded_with_lengths(d, 2, d.int(4, 5), 1)),
        ordinary("the first is longest", lambda d: _padded_with_lengths(d, d.int(4, 5), 2)),
        ordinary("more padding than needed", lambda d: _padded_with_lengths(d, 1, 3, room=2)),
        edge("an empty sentence", lambda d: _padded_with_lengths(d, d.int(2, 3), 0, 1)),
        edge("nothing is padded", lambda d: _padded_with_lengths(d, 3, 3, 3)),
        edge("one sentence", lambda d: _padded_with_lengths(d, d.int(2, 4), room=1)),
        edge("no words at all", lambda d: _padded_with_lengths(d, 0, 0, room=2)),
        edge("no sentences", lambda d: (d.ints(0, 3), d.ints(0))),
        *of_each(NUMBERS, lambda d, dtype: (d.of(dtype, 2, 3), torch.tensor([d.int(1, 2), 3]))),
        edge("non-contiguous", lambda d: (apart(d.ints(2, 3)), torch.tensor([d.int(0, 3), 2]))),
    ],
    mistakes=[
        Mistake(
            "batch[batch != 0]",
            "0 may be a word of its own, and padding needn't be 0. Only the lengths say what is real: ask for each place whether it comes before the end of its sentence.",
        ),
        Mistake(
            "batch[torch.arange(batch.shape[1]) < lengths[:, None]]",
            "The mask is right. But `torch.arange` makes its numbers on the CPU, and the batch may be elsewhere: `device=batch.device`.",
        ),
        Mistake(
            "batch[torch.arange(batch.shape[1], device=batch.device) <= lengths[:, None]]",
            "One place too many in each row: a sentence of 2 words fills places 0 and 1. `<`, not `<=`.",
        ),
        Mistake(
            "batch[torch.arange(batch.shape[1], device=batch.device) < lengths]",
            "Places against lengths, vector against vector: that compares them in pairs. Stand the lengths up as a column, so that every row meets its own: `lengths[:, None]`.",
        ),
        Mistake(
            "torch.arange(batch.shape[1], device=batch.device) < lengths[:, None]",
            "That is the mask, and it is right. Put it into the brackets of `batch`.",
        ),
        Mistake(
            "batch * (torch.arange(batch.shape[1], device=batch.device) < lengths[:, None])",
            "That turns the padding into zeros and keeps it. A mask in the brackets leaves it out.",
        ),
        Mistake(
            "batch[:, : lengths.max()]",
            "That cuts all rows to the longest sentence. The shorter ones still have padding in them.",
        ),
        Mistake(
            "torch.cat([row[:n] for row, n in zip(batch, lengths)])",
            "Right, sentence by sentence. Now without the loop: one mask for the whole batch.",
        ),
    ],
    alternatives=[
        "batch[torch.arange(batch.shape[1], device=batch.device).unsqueeze(0) < lengths.unsqueeze(1)]",
        """
        real = torch.ones_like(batch).cumsum(dim=1) <= lengths[:, None]
        return torch.masked_select(batch, real)
        """,
        """
        n, longest = batch.shape
        place = torch.arange(n * longest, device=batch.device)
        start = torch.arange(n, device=batch.device).repeat_interleave(lengths) * longest
        within = torch.arange(len(start), device=batch.device)
        within = within - (lengths.cumsum(0) - lengths).repeat_interleave(lengths)
        return batch.flatten()[place[start + within]]
        """,
    ],
    hints=[
        "For each place of the matrix there is one question: is it before the end of its sentence? Which two numbers does it compare?",
        "The places along a row are `torch.arange(batch.shape[1], ...)`. Each row compares them with its own length: what shape must the lengths have?",
        "With `places` for that `arange`: `places < lengths[:, None]` is True for each real word. Where does a mask go?",
    ],
    why="A loss that counts the padding learns to predict padding: masks like this keep it out.",
)


# -- a puzzle -------------------------------------------------------------------------------------

unit.puzzle(
    "riffle",
    "Shuffle two packs into each other: a row of `a`, a row of `b`, and so on; in at most two operations.",
    points=3,
    rules=[no_loop, at_most(2)],
    reference=lambda a, b: torch.stack([a, b], dim=1).flatten(0, 1),
    cases=[
        ordinary("vectors", lambda d: (d.ints(4), d.ints(4))),
        ordinary("longer vectors", lambda d: _pair(d.floats(2, d.int(5, 6)))),
        ordinary("matrices", lambda d: _pair(d.ints(2, d.int(2, 3), 2))),
        edge("three dimensions", lambda d: _pair(d.ints(2, 2, 1, 2))),
        edge("one each", lambda d: (d.floats(1), d.floats(1))),
        edge("none", lambda d: (d.floats(0), d.floats(0))),
        *of_each(ANY, lambda d, dtype: (d.of(dtype, 2), d.of(dtype, 2))),
        edge("integers and floats", lambda d: (d.ints(3), d.floats(3))),
    ],
    mistakes=[
        Mistake(
            "torch.cat([a, b])",
            "That lays one pack on the other. Think of pairs, the first of `a` with the first of `b`: on which dimension must you stack to make them neighbours?",
        ),
        Mistake(
            "torch.stack([a, b], dim=1).flatten()",
            "Right for vectors. With matrices the rows should stay whole: flatten only the first two dimensions.",
        ),
        Mistake(
            "torch.stack([a, b], dim=-1).flatten()",
            "Right for vectors. With matrices the rows should stay whole: let the new dimension be number 1, after the rows, and flatten only the first two.",
        ),
        Mistake(
            "torch.cat([a, b], dim=1).reshape(2 * len(a), -1)",
            "A vector has no dimension 1 to join along, so `cat` works for matrices only. `stack` makes the dimension.",
        ),
        Mistake(
            "torch.stack([a, b], dim=2).flatten(0, 1)",
            "Two stacked vectors have dimensions 0 and 1 only; there is no 2. Stack on 1, then flatten 0 and 1.",
        ),
        Mistake(
            "torch.stack([a, b], dim=1).flatten(1, 2)",
            "Two stacked vectors have dimensions 0 and 1 only; there is no 2 to flatten. The rows and the pairs should become one: dimensions 0 and 1.",
        ),
        Mistake(
            "torch.stack([a, b], dim=1)",
            "The pairs are right. Now merge the first two dimensions into one.",
        ),
        Mistake(
            "torch.stack([a, b], dim=1).reshape(2 * len(a), -1)",
            "Right for matrices. But this always gives two dimensions, so vectors become a column. Merge the first two dimensions, and leave the others alone.",
        ),
        Mistake(
            "torch.stack([b, a], dim=1).flatten(0, 1)",
            "Nearly: the first card should come from `a`.",
        ),
        Mistake(
            "torch.stack([card for pair in zip(a, b) for card in pair])",
            "The order is right. Now do it without going through the rows in Python.",
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
        "Two columns: a new dimension, at position 1. Then one operation that merges the first two dimensions.",
        "`torch.stack([a, b], dim=1)` has the rows in pairs. `flatten` from which dimension to which?",
    ],
    reason="`stack` with `dim=1` puts each element of `a` beside its partner in `b`. Read in order, the pairs are already shuffled together, and `flatten` only takes the pairs' brackets away.",
    why="Stereo sound is stored like this: left, right, left, right.",
)


def _pair(t: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    return t[0].clone(), t[1].clone()
