"""Unit 01_tensors: numbers, lists and matrices as tensors; rank; going there and back."""

import torch

from autograder.judge.exercise import Mistake, Unit, edge, ordinary
from autograder.judge.rules import no_loop, only
from autograder.witness.draw import Draw, apart

unit = Unit("01_tensors", "Tensors")

unit.value(
    "five",
    "Make the scalar tensor 5: one number, no dimensions, an integer.",
    points=1,
    reference=lambda: torch.tensor(5),
    mistakes=[
        Mistake(
            "torch.zeros(5)",
            "That holds five elements. `torch.Tensor(5)`, with a capital T, makes room for five numbers and fills in none of them. Use the spelling with a small t.",
            any_values=True,
        ),
        Mistake(
            "torch.tensor([5])",
            "The square brackets make a list with one number in it, and so a vector of shape (1,). A scalar has no brackets.",
        ),
        Mistake(
            "torch.tensor(5.0)",
            "The decimal point makes 5.0 a float, and so the tensor is float32. Write the integer 5.",
        ),
        Mistake(
            "torch.Tensor([5])",
            "Two things happened: the brackets made a vector, and the capital T made it float32. Use the small t, and the number alone.",
        ),
        Mistake("5", "That is a Python number. Give it to PyTorch to get a tensor."),
    ],
    alternatives=["torch.scalar_tensor(5, dtype=torch.int64)", "torch.tensor([5])[0]"],
    hints=[
        "There are two spellings, `torch.Tensor` and `torch.tensor`. Which one looks at the number you give it?",
        "Call the one with the small t, with just the number: no brackets, no decimal point.",
        "`torch.tensor(...)`: what goes in place of the dots?",
    ],
    why="A sum or an average comes back as a tensor like this: one number, no dimensions.",
)

unit.predict(
    "capital_t",
    "What does `torch.Tensor(0).shape` give?",
    points=1,
    runs="torch.Tensor(0).shape",
    mistakes=[
        Mistake(
            "()",
            "`()` is the shape of a scalar: no dimension at all. The capital T makes a row, however short it is. How many elements are in this one?",
        ),
        Mistake(
            "(1,)",
            "That would be a row that holds one number, the 0. But the capital T takes the 0 as a size: how many elements does it make room for?",
        ),
        Mistake(
            "0",
            "The size is right, but a shape is a tuple. `(0)` is only the number 0: with one element a tuple needs a comma.",
        ),
        Mistake(
            "1",
            "A shape is a tuple, and `(1)` is only the number 1. And the capital T takes the 0 as a size: how many elements does it make room for?",
        ),
        Mistake(
            "(5,)",
            "That is the shape of `torch.Tensor(5)`. Here the size is a different one.",
        ),
        Mistake(
            "'raises TypeError'",
            "`torch.Tensor(5.)` raises TypeError because 5. isn't a size. 0 is a size, if a small one.",
        ),
        Mistake(
            "'raises ValueError'",
            "It may look odd, but PyTorch takes it: a row may be empty, just as a list in Python may be.",
        ),
        Mistake(
            "'raises RuntimeError'",
            "The deck's `t.item()` raises that, when it finds five elements in place of one. Here we only ask for the shape, and even an empty row has one.",
        ),
    ],
    alternatives=["torch.Size([0])", "[0]", "torch.zeros(0).shape"],
    hints=[
        "What did `torch.Tensor(5)` take the 5 for: a value, or a size?",
        "A row of no elements is still a row. It has one dimension, so its shape lists one size.",
        "Write `(...,)`, and put the number of elements in place of the dots. The comma stays.",
    ],
    why="`torch.Tensor(x)` with an integer x from 0 up raises no error, so nothing warns you.",
)

unit.predict(
    "rank_of_brackets",
    "What does `torch.tensor([[[7]]]).dim()` give?",
    points=1,
    runs="torch.tensor([[[7]]]).dim()",
    mistakes=[
        Mistake(
            "0",
            "There is only one number in it, but it is wrapped up. Rank counts the dimensions, whatever their sizes are.",
        ),
        Mistake(
            "1",
            "That is how many numbers are in it. Rank counts the dimensions: one for each pair of brackets.",
        ),
        Mistake("2", "A matrix has two pairs of brackets. Count the opening ones here."),
        Mistake(
            "4",
            "That is the deck's way of counting, which starts at 1 with the scalar. PyTorch starts at 0: no brackets, rank 0.",
        ),
        Mistake(
            "(1, 1, 1)",
            "That is the shape, and it is right. The rank is its length: how many sizes are in it?",
        ),
        Mistake("7", "That is the value. `dim()` asks how many dimensions there are."),
    ],
    alternatives=["len((1, 1, 1))", "torch.tensor(3)"],
    hints=[
        "Rank has nothing to do with how many numbers there are. What does it count?",
        "Every pair of square brackets makes one dimension.",
        "Count the opening brackets at the beginning of `[[[7]]]`.",
    ],
    why="Many shape bugs are rank bugs: a number that arrives with one pair of brackets too many.",
)

unit.value(
    "apples_sold",
    "Build the table of apples sold: a row for each day, a column for each shop.",
    points=1,
    reference=lambda: torch.tensor([[3, 4], [5, 0], [2, 6]]),
    mistakes=[
        Mistake(
            "torch.tensor([[3, 5, 2], [4, 0, 6]])",
            "In your table the shops are the rows. A row for each day means three rows of two numbers.",
        ),
        Mistake(
            "torch.tensor([[4, 3], [0, 5], [6, 2]])",
            "The days are right, but shop A comes first in each row.",
        ),
        Mistake(
            "torch.tensor([3, 4, 5, 0, 2, 6])",
            "The numbers are in the right order, but in one long row. Put brackets around each day.",
        ),
        Mistake(
            "torch.tensor([[3, 5], [2, 4], [0, 6]])",
            "The shape is right, but the days got mixed up. The first row is Monday: first what shop A sold on Monday, then what shop B sold on Monday.",
        ),
        Mistake(
            "torch.Tensor([[3, 4], [5, 0], [2, 6]])",
            "The table is right, but the capital T turned the apples into floats. `torch.tensor` keeps whole numbers whole.",
        ),
        Mistake(
            "[[3, 4], [5, 0], [2, 6]]",
            "That is a nested list, and the right one. Give it to `torch.tensor`.",
        ),
    ],
    alternatives=[
        "torch.tensor([[3, 5, 2], [4, 0, 6]]).T",
        "torch.tensor(((3, 4), (5, 0), (2, 6)))",
        "torch.tensor([3, 4, 5, 0, 2, 6]).reshape(3, 2)",
    ],
    hints=[
        "Write the table on paper first: three days from top to bottom, two shops side by side.",
        "Each inner list is one day, with two numbers: shop A, shop B. One more pair of brackets goes around all of them.",
        "It starts `torch.tensor([[3, 4], ...` and has two more inner lists.",
    ],
    why="Real tables come this way: one row for each observation, one column for each thing measured.",
)

_BROKEN_TO_TENSOR = '''
def to_tensor(data):
    """Make a tensor from Python data; whole numbers stay whole.

    data: a number, a list of numbers, or a list of equally long lists of numbers.
    Returns: a tensor with the same numbers; integers give int64, floats give float32.
    to_tensor([1, 2])  ->  tensor([1, 2])
    """
    return torch.Tensor(data)
'''

unit.fix(
    "to_tensor",
    "Fix the function so that numbers and lists become tensors of the same kind of number.",
    broken=_BROKEN_TO_TENSOR,
    reference=lambda data: torch.tensor(data),
    cases=[
        ordinary("a list of whole numbers", lambda d: (d.ints(d.int(2, 4)).tolist(),)),
        ordinary("a list of floats", lambda d: ([*d.floats(d.int(2, 4)).tolist(), 0.5],)),
        edge("a matrix", lambda d: (d.ints(d.int(2, 3), 2).tolist(),)),
        edge("one whole number, not in a list", lambda d: (d.int(2, 9),)),
        edge("one float, not in a list", lambda d: (d.float(),)),
        edge("a list of three levels", lambda d: (d.ints(2, 1, 2).tolist(),)),
    ],
    mistakes=[
        Mistake(
            """
            t = torch.Tensor(data)
            return t
            """,
            "Your whole numbers became float32. `torch.Tensor` does that to any list, and takes a lone number as a size; `.float()` and `dtype=torch.float32` do it too. Which spelling looks at the data and chooses?",
        ),
        Mistake(
            "torch.tensor([data])",
            "The extra brackets add a dimension: a list of rank 1 comes out with rank 2. Pass `data` as it is.",
        ),
        Mistake(
            "torch.tensor(data, dtype=torch.int64)",
            "Now everything becomes a whole number, and whatever comes after the decimal point is lost. Let PyTorch look at the data and choose.",
        ),
        Mistake(
            """
            import numpy as np
            return torch.from_numpy(np.array(data))
            """,
            "NumPy keeps floats in 64 bits, and `from_numpy` keeps what NumPy has: float64. `torch.tensor` on the list itself makes float32.",
        ),
        Mistake(
            "torch.tensor[data]",
            "Call a function with round brackets, and pass `data` as it is: `torch.tensor(...)`. Square brackets pick an element out of something.",
        ),
        Mistake(
            "torch.tensor(list(data))",
            "`list(...)` can't make a list of a lone number. You don't need it: `torch.tensor` takes lists and numbers alike.",
        ),
    ],
    alternatives=["torch.as_tensor(data)", "torch.asarray(data)"],
    hints=[
        "What does the function do to `[1, 2]`? Look at the dtype of the result.",
        "`torch.Tensor` turns any list into float32. Which spelling looks at the data first?",
        "It is the spelling that made `temperature` and `prices` above. Nothing else has to change.",
    ],
    why="Positions in a tensor are whole numbers, and PyTorch refuses floats where it looks something up.",
    devices=False,
)

unit.predict(
    "ragged_rows",
    "What does PyTorch answer to `torch.tensor([[1, 2, 3], [4, 5]])`?",
    points=1,
    runs="torch.tensor([[1, 2, 3], [4, 5]])",
    mistakes=[
        Mistake(
            "torch.tensor([[1, 2, 3], [4, 5, 0]])",
            "PyTorch doesn't fill the hole with a 0. It would be making up data.",
        ),
        Mistake(
            "[[1, 2, 3], [4, 5]]",
            "A Python list may hold rows of different lengths. A tensor has one size for each dimension: what would its shape be?",
        ),
        Mistake(
            "(2, 3)",
            "A shape of (2, 3) needs six numbers, and there are only five of them.",
        ),
        Mistake(
            "'raises TypeError'",
            "It does raise, but another error. Lists of integers are the right *type* of data. It is their lengths, so the *values* you gave, that don't fit.",
        ),
        Mistake(
            "'raises IndexError'",
            "It does raise, but another error. Nothing is looked up by an index here. Your data can't be turned into a tensor: which error says *the right type, an impossible value*?",
        ),
        Mistake(
            "'raises RuntimeError'",
            "It does raise, but not the error that `.item()` raised. Your data is of the right type, but its *values* can't form a table: which error says that?",
        ),
    ],
    alternatives=["'ValueError'", "ValueError", "'Raises ValueError'"],
    hints=[
        "What would its shape be? Try to write it down.",
        "There is no such shape, so it raises an error: the right type, but an impossible value.",
        'Write `"raises ...Error"`, and put `Value` in place of the dots.',
    ],
    why="Sentences and recordings differ in length, so real data must be cut or filled up before it becomes a tensor.",
)

unit.function(
    "first_number",
    "Return the first number of a vector as a plain Python number.",
    reference=lambda vector: vector[0].item(),
    cases=[
        ordinary("floats", lambda d: (d.distinct(d.int(3, 5)) + 0.5,)),
        ordinary("integers", lambda d: (d.distinct(d.int(3, 5)),)),
        edge("one element", lambda d: (d.floats(1),)),
        edge("non-contiguous", lambda d: (apart(d.ints(3)),)),
        edge("float64", lambda d: (d.floats(3, dtype=torch.float64),)),
    ],
    mistakes=[
        Mistake(
            "vector[0]",
            "`vector[0]` is still a tensor, of rank 0. Take the number out of it.",
        ),
        Mistake(
            "vector.item()",
            "`.item()` works only where there is exactly one element. Pick the first one before you call it.",
        ),
        Mistake("vector.tolist()", "That is the whole list of numbers; we want only the first."),
        Mistake(
            "float(vector[0])",
            "`float(...)` turns everything into a float, even whole numbers. `.item()` gives an int for an integer tensor.",
        ),
        Mistake(
            "int(vector[0])",
            "`int(...)` drops whatever comes after the decimal point. `.item()` gives a float for a float tensor.",
        ),
        Mistake("vector[-1].item()", "That is the last number. Python counts from 0."),
    ],
    alternatives=["vector.tolist()[0]", "vector[0].tolist()", "vector[:1].item()"],
    hints=[
        "Two steps: pick the first element, then take the number out of its tensor.",
        "`vector[0]` is a tensor of rank 0. A method named in this section takes the number out.",
        "First `vector[0]`, then the method that “leads back to plain Python”, with its brackets.",
    ],
    why="A chart, a file or another program wants plain numbers; most of them know nothing about tensors.",
)

unit.function(
    "to_list_of_rows",
    "Turn a matrix into a plain Python list of its rows.",
    reference=lambda matrix: matrix.tolist(),
    cases=[
        ordinary("floats", lambda d: (d.floats(2, d.int(3, 4)),)),
        ordinary("integers", lambda d: (d.ints(d.int(3, 4), 2),)),
        edge("one element", lambda d: (d.floats(1, 1),)),
        edge("no rows", lambda d: (d.floats(0, 3),)),
        edge("non-contiguous", lambda d: (apart(d.floats(3, 3)),)),
    ],
    mistakes=[
        Mistake(
            "list(matrix)",
            "The rows in your list are still tensors, and we want lists all the way down.",
        ),
        Mistake(
            "matrix.flatten().tolist()",
            "The rows are gone: one long list is left. Leave the matrix as it is.",
        ),
        Mistake("matrix[0].tolist()", "That is only the first row; we want all of them."),
        Mistake(
            """
            rows = []
            for row in matrix:
                rows.append(list(row))
            return rows
            """,
            "The rows are lists now, but the numbers in them are still tensors of rank 0. Take each number out, or find the method that makes lists all the way down.",
        ),
        Mistake("matrix", "That returns the tensor as it came. We want a list of lists."),
    ],
    alternatives=[
        "[row.tolist() for row in matrix]",
        """
        rows = []
        for row in matrix:
            rows.append([element.item() for element in row])
        return rows
        """,
    ],
    hints=[
        "In “Which kind of number?” a list went in, and a method brought it out again. It takes a matrix too.",
        "The method is named after what it gives: *to list*.",
        "Write those two words as one, after `matrix.`, with brackets at the end.",
    ],
    # A list lives with Python, and unit 01 has taught `.numpy()` but no devices yet.
    devices=False,
    why="To save a table or print it nicely you usually need plain lists, down to the last number.",
)

unit.predict(
    "equal_to_a_list",
    "What does `torch.tensor([1, 2]) == [1, 2]` give?",
    points=1,
    runs="torch.tensor([1, 2]) == [1, 2]",
    mistakes=[
        Mistake(
            "True",
            "The numbers are the same, but one side is a tensor and the other is a list. PyTorch doesn't look into the list.",
        ),
        Mistake(
            "torch.tensor([True, True])",
            "Two tensors are compared element by element, and then that would be right. But here the right side is a list, and PyTorch doesn't look into it.",
        ),
        Mistake(
            "'raises TypeError'",
            "You might wish for that, because it would warn you. But there is no error.",
        ),
        Mistake(
            "'raises RuntimeError'",
            "A tensor and a list may be compared, so there is no error. But PyTorch doesn't look into the list. Are the two the same thing?",
        ),
        Mistake(
            "torch.tensor([False, False])",
            "One answer for each element is what two *tensors* give. PyTorch doesn't look into a list, so it finds no elements there to compare: there is only one answer.",
        ),
    ],
    alternatives=["1 == [1]", "not True"],
    hints=[
        "In plain Python, what does `(1, 2) == [1, 2]` give?",
        "A tensor and a list are different things. Are two different things equal?",
        "It is a plain Python bool. Which of the two?",
    ],
    why="A test that compares a tensor with a list fails for ever and never says why.",
)

_BROKEN_FREEZING = '''
def ever_freezing(temperatures):
    """Was it below zero at least once?

    temperatures: a tensor of degrees, of any rank, integers or floats; it may be empty.
    Returns: a Python bool.
    ever_freezing(torch.tensor([4.0, -1.0, 2.0]))  ->  True
    """
    frost = False
    if temperatures < 0:
        frost = True
    return frost
'''

unit.fix(
    "ever_freezing",
    "Fix the function so that it says whether at least one temperature is below zero.",
    broken=_BROKEN_FREEZING,
    reference=lambda temperatures: bool((temperatures < 0).any()),
    cases=[
        ordinary("frost on the last day", lambda d: (_frost(d, last=True),)),
        ordinary("frost on the first day", lambda d: (_frost(d, last=False),)),
        ordinary("frost every day", lambda d: (d.floats(3, low=-9, high=-1),)),
        ordinary("no frost", lambda d: (d.floats(d.int(2, 5), low=1, high=9),)),
        edge("exactly zero", lambda d: (d.floats(3, low=0, high=9) * torch.tensor([1, 0, 1]),)),
        edge("one day", lambda d: (d.floats(1, low=-9, high=-1),)),
        edge("a matrix of whole degrees", lambda d: (d.ints(2, 3) - torch.tensor([[0], [12]]),)),
        edge("no days at all", lambda d: (d.floats(0),)),
    ],
    mistakes=[
        Mistake(
            """
            if temperatures < 0:
                return True
            else:
                return False
            """,
            "`temperatures < 0` gives one answer for every element, and `if` wants a single one. Say first which you mean: any of them, or all of them?",
        ),
        Mistake(
            "(temperatures < 0).all().item()",
            "`.all()` asks whether it froze every time. *At least once* is another question.",
        ),
        Mistake(
            "(temperatures < 0).any()",
            "That is the right answer, but still in a tensor of rank 0. Take the plain bool out of it.",
        ),
        Mistake(
            """
            if (temperatures < 0).any:
                return True
            return False
            """,
            "Yours says True for everything. If you wrote `.any` without `()`: that is the method itself, which Python takes for True. Call it: `.any()`.",
        ),
        Mistake(
            "(temperatures[0] < 0).item()",
            "That looks only at the first day. It may freeze later.",
        ),
        Mistake(
            "(temperatures <= 0).any().item()",
            "Zero degrees is not *below* zero. Write `<` in place of `<=`.",
        ),
        Mistake(
            """
            frost = False
            if temperatures.any() < 0:
                frost = True
            return frost
            """,
            "Yours says False for everything. If you wrote `temperatures.any() < 0`: that first asks whether any of them differs from zero. Compare first and ask afterwards, with brackets around the comparison and `.any()` after them.",
        ),
        Mistake(
            "any(temperatures < 0)",
            "Python's own `any`, like a `for` loop, goes along the first dimension. In a matrix it meets whole rows. The tensor's own `.any()`, after a dot, looks at every element.",
        ),
        Mistake(
            "(temperatures.min() < 0).item()",
            "Where there are no temperatures there is no smallest one, so `.min()` raises an error. Ask in another way whether any element is below zero.",
        ),
    ],
    alternatives=[
        "(temperatures < 0).any().item()",
        """
        if (temperatures < 0).any():
            return True
        return False
        """,
        "True in (temperatures < 0)",
    ],
    hints=[
        "What does `temperatures < 0` give for three temperatures? Print it.",
        "You have one True or False for each temperature. A method tells you whether any of them is True.",
        "Only the line with `if` has to change: put brackets around its comparison, and ask `any` of it.",
    ],
    why="“Boolean value … is ambiguous” is one of the first errors everybody meets; now you know what it is asking you.",
)

unit.predict(
    "shared_with_numpy",
    "What does the list hold after these changes to the NumPy array?",
    points=1,
    runs="""
    import numpy as np

    array = np.array([1, 2, 3])
    t = torch.from_numpy(array)
    array[0] = 10
    array = array + 1
    array[1] = 50
    t.tolist()
    """,
    mistakes=[
        Mistake(
            "[1, 2, 3]",
            "That would be right for a copy. `from_numpy` makes no copy: array and tensor look at the same memory.",
        ),
        Mistake(
            "[11, 50, 4]",
            "You followed the array all the way. But `array = array + 1` makes a *new* array and gives it the old name. The tensor still looks at the first one.",
        ),
        Mistake(
            "[11, 3, 4]",
            "`array + 1` makes a new array, and the old one keeps its numbers. The tensor looks at the old one.",
        ),
        Mistake(
            "[10, 50, 3]",
            "The last change goes into the new array that `array = array + 1` made. The tensor doesn't look at that one.",
        ),
        Mistake(
            "'raises TypeError'",
            "A list would raise that at `+ 1`. An array adds 1 to each of its numbers, so the lines run to the end.",
        ),
    ],
    alternatives=["(10, 2, 3)", "[10.0, 2.0, 3.0]"],
    hints=[
        "Take it line by line. Which lines write into the array, and which one gives the name `array` to something else?",
        "`array[0] = 10` writes into the shared memory. `array = array + 1` makes a new array; what follows happens there.",
        "Only the first change reaches the tensor. What did that line write, and where?",
    ],
    why="Sharing is fast because nothing is copied, and it surprises you when somebody writes into the array later.",
)

unit.puzzle(
    "last_corner",
    "Return the very last number of a tensor of any rank, using only indexing and `.item()`.",
    points=3,
    reference=lambda t: t[(-1,) * t.dim()].item(),
    rules=[only("[]", "item", "shape", "dim"), no_loop],
    cases=[
        ordinary("a vector", lambda d: (d.distinct(d.int(2, 4)),)),
        ordinary("a matrix", lambda d: (d.distinct(6).reshape(2, 3),)),
        ordinary("a matrix with one column", lambda d: (d.distinct(3).reshape(3, 1),)),
        ordinary("a matrix with one row", lambda d: (d.distinct(3).reshape(1, 3),)),
        ordinary("rank 3", lambda d: (d.distinct(8).reshape(2, 2, 2),)),
        edge("rank 0", lambda d: (d.ints(),)),
        edge("rank 5", lambda d: (d.floats(1, 2, 1, 3, 1),)),
        edge("one element", lambda d: (d.floats(1, 1),)),
        edge("non-contiguous", lambda d: (apart(d.floats(2, 3)),)),
    ],
    mistakes=[
        Mistake(
            "t[-1].item()",
            "That is enough for a vector. In a matrix one index gives a whole row. One number needs one index for each dimension, as in `t[-1, -1]`: how many is that at rank n?",
        ),
        Mistake(
            "t[(-1) * t.dim()].item()",
            "`(-1)` is only the number -1, so you worked out one single index. A tuple with one element needs a comma: `(-1,)`.",
        ),
        Mistake(
            "t[[-1] * t.dim()].item()",
            "A *list* between the brackets picks several rows. A *tuple* gives one index for each dimension: `tuple(...)` turns your list into one.",
        ),
        Mistake(
            "t[-1, -1].item()",
            "Two indices fit a matrix, and nothing else. How many does a tensor of rank n need?",
        ),
        Mistake(
            "t[-1, -1, -1].item()",
            "Three indices fit a tensor of rank 3, and nothing else. Make a tuple with as many of them as `t` has dimensions: `t.dim()` tells you.",
        ),
        Mistake(
            "t[t.shape].item()",
            "The tuple is as long as it should be, but its numbers lie outside the tensor. Counting starts at 0, so 3 rows end at index 2. The last place along a dimension is also -1, whatever its size.",
        ),
        Mistake(
            "t[(0,) * t.dim()].item()",
            "That is the number in the first corner. What is the index of the last one along a dimension?",
        ),
        Mistake(
            "t[(-1,) * t.dim()]",
            "That is the right element, still wrapped in a tensor of rank 0. Take the number out.",
        ),
        Mistake(
            """
            while t.dim() > 0:
                t = t[-1]
            return t.item()
            """,
            "That is a fine way to go down dimension by dimension, but it takes a loop. Can you write all the indices at once?",
        ),
        Mistake(
            "t.flatten()[-1].item()",
            "That works, but the rule allows only indexing and `.item()`, besides a look at shape or rank. Leave the tensor as it is and use one index for each dimension.",
        ),
    ],
    alternatives=[
        "t[tuple([-1] * len(t.shape))].item()",
        """
        where = (-1,) * t.ndim
        return t[where].item()
        """,
        "t[(..., *((-1,) * t.dim()))].item()",
    ],
    hints=[
        "A matrix needs `t[-1, -1]`, a tensor of rank 3 needs `t[-1, -1, -1]`. What you put in the brackets is a tuple, and you can make that tuple beforehand.",
        "`(7,) * 3` is `(7, 7, 7)`. How many -1s do you need? The tensor knows its rank.",
        "`(-1,) * ...` makes the tuple; the rank goes in place of the dots. Index with it, then take the number out.",
    ],
    why="Code that works for every rank serves a single picture, a pile of them and a film alike.",
)


def _frost(d: Draw, last: bool) -> torch.Tensor:
    """Temperatures above zero, except on the last or the first of 3 to 5 days."""
    temperatures = d.floats(d.int(3, 5), low=1, high=9)
    temperatures[-1 if last else 0] *= -1
    return temperatures
