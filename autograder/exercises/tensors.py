"""Unit 01_tensors: numbers, lists and matrices as tensors; rank; going there and back."""

import numpy as np
import torch

from autograder.judge.cases import NUMBERS, of_each
from autograder.judge.exercise import Mistake, Unit, edge, ordinary
from autograder.judge.rules import no_loop, only
from autograder.witness.draw import Draw, apart

unit = Unit("01_tensors", "Tensors", about="numbers, lists and tables as tensors; rank and shape")

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
            again=[
                "Count the square brackets between the round ones: each pair is a dimension, and a scalar has none. What is left of `torch.tensor([5])` without them?"
            ],
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
    reason="Every pair of brackets is a dimension. There are three of them around the 7, however few numbers they hold.",
    why="Many shape bugs are rank bugs: a number that arrives with one pair of brackets too many.",
)

unit.predict(
    "ndim_and_shape",
    "What do `ndim` and `shape` give for two tables of one row each?",
    points=1,
    runs="""
    t = torch.tensor([[[1, 2, 3, 4]], [[5, 6, 7, 8]]])
    t.ndim, t.shape
    """,
    mistakes=[
        Mistake(
            "(3, (2, 4))",
            "The rank is right, and it says that the shape lists three sizes; you wrote two. The middle pair of brackets holds a single row, and that counts as well.",
        ),
        Mistake(
            "(2, (2, 4))",
            "You left out the middle pair of brackets. There is only one row in it, but it is a dimension like any other.",
        ),
        Mistake(
            "(3, (1, 2, 4))",
            "The three sizes are right, but not their order. Read from the outside: how many things lie in the outermost brackets?",
        ),
        Mistake(
            "(3, (4, 1, 2))",
            "You read from the inside out. A shape starts at the outermost brackets, and ends with the numbers.",
        ),
        Mistake(
            "(3, (1, 1, 4))",
            "Nearly: the outermost brackets hold two things, separated by the comma in the middle.",
        ),
        Mistake(
            "(4, (2, 1, 4))",
            "The shape is right. It lists three sizes, one for each dimension: so the rank is its length.",
        ),
        Mistake(
            "(8, (2, 1, 4))",
            "The shape is right, but 8 is how many numbers there are. The rank is how many dimensions.",
        ),
    ],
    alternatives=[
        "(3, torch.Size([2, 1, 4]))",
        "[3, [2, 1, 4]]",
        "(torch.zeros(2, 1, 4).dim(), torch.zeros(2, 1, 4).shape)",
    ],
    hints=[
        "Count the brackets that open before the first number.",
        "For the shape, go from the outside in. How many things are in the outermost brackets, how many in the next ones, how many in the innermost?",
        "Three numbers in the shape: first a 2, last a 4. The middle brackets hold a single row.",
    ],
    reason="Three brackets open before the first number, so the rank is 3. The outermost pair holds 2 things, each of these holds 1 row, and each row holds 4 numbers.",
    why="A size of 1 holds nothing more, and yet it decides which tensors fit together.",
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

unit.function(
    "as_batch",
    "Turn one piece of data into a batch of one: float32, with one more dimension in front.",
    reference=lambda data: torch.tensor([data], dtype=torch.float32),
    cases=[
        ordinary(
            "a list of floats", lambda d: ([*d.floats(d.int(2, 4)).tolist(), 0.125, 98_765.5],)
        ),
        ordinary("a list of whole numbers", lambda d: (d.ints(d.int(2, 4)).tolist(),)),
        ordinary("a table", lambda d: (d.ints(d.int(2, 3), 2).tolist(),)),
        edge("one whole number, not in a list", lambda d: (d.int(2, 9),)),
        edge("one float, not in a list", lambda d: (d.float(),)),
        edge("True and False", lambda d: ([True, *d.bools(2).tolist()],)),
        edge("a list of one number", lambda d: ([d.int(2, 9)],)),
        edge("an empty list", lambda d: ([],)),
        edge("lists of three levels", lambda d: (d.ints(2, 1, 2).tolist(),)),
    ],
    mistakes=[
        Mistake(
            "torch.tensor([data])",
            "The extra brackets are right. But `torch.tensor` looks at the data, and whole numbers stay whole. Say which dtype you want.",
        ),
        Mistake(
            "torch.tensor(data, dtype=torch.float32)",
            "The numbers are right, and they are float32. One dimension is missing in front: how do you write a list that holds `data` and nothing else?",
        ),
        Mistake(
            "torch.Tensor(data)",
            "The capital T does make float32 of a list, but a lone number is a size for it. And the dimension in front is missing.",
        ),
        Mistake(
            "torch.tensor([[data]], dtype=torch.float32)",
            "One pair of brackets too many: every pair adds a dimension, and the batch needs one.",
        ),
        Mistake(
            """
            import numpy as np
            return torch.from_numpy(np.array([data]))
            """,
            "NumPy keeps floats in 64 bits and whole numbers whole, and `from_numpy` keeps what NumPy has. `torch.tensor` lets you say which dtype you want.",
        ),
        Mistake(
            "torch.tensor([data], dtype=float)",
            "`float` is Python's own, and it has 64 bits: you got float64. PyTorch's name for the short one is `torch.float32`.",
        ),
        Mistake(
            "torch.tensor(data, dtype=torch.float32).unsqueeze(-1)",
            "The new dimension went to the end. The one that counts the pieces of a batch comes first.",
        ),
        Mistake(
            "torch.tensor([list(data)], dtype=torch.float32)",
            "`list(...)` can't make a list of a lone number. You don't need it: put `data` into the brackets as it is.",
        ),
    ],
    alternatives=[
        "torch.Tensor([data])",
        "torch.tensor(data).float().unsqueeze(0)",
        "torch.stack([torch.tensor(data, dtype=torch.float32)])",
        """
        t = torch.tensor(data, dtype=torch.float32)
        return t.reshape(1, *t.shape)
        """,
    ],
    hints=[
        "Two things are asked: a dtype, and one dimension more. What adds a dimension to what you type?",
        "A pair of brackets adds a dimension: `[data]` is a list that holds `data`. And `dtype=` chooses the kind of number.",
        "`torch.tensor(..., dtype=torch.float32)`. In place of the dots goes `data`, with one more pair of brackets.",
    ],
    why="Networks work on many examples at a time, so even a single one comes to them as a batch of one.",
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
    reason="A shape has one size for each dimension. With rows of 3 and 2 numbers there is none for the second, and PyTorch raises a ValueError: a list is the right type, but this list is impossible.",
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
        edge("a whole number as a float", lambda d: (d.ints(3).float(),)),
        edge("non-contiguous", lambda d: (apart(d.ints(3)),)),
        *of_each(NUMBERS, lambda d, dtype: (d.of(dtype, 3).abs(),)),
    ],
    mistakes=[
        Mistake(
            "vector[0]",
            "`vector[0]` is still a tensor, of rank 0. Take the number out of it.",
            again=[
                "Look at what `vector[0]` prints: `tensor(...)`. A method that a tensor with one element has takes the number out of it; you met it in this unit."
            ],
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
    reason="PyTorch doesn't know how to compare with a list, and leaves the answer to Python. For Python these are two different objects, so they aren't equal.",
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
        edge("just below zero", lambda d: (torch.tensor([d.float(1, 9), -0.25, 0.5]),)),
        edge("one reading failed", lambda d: (torch.tensor([d.float(1, 9), torch.nan, 0.0]),)),
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
            again=[
                "You need no `if` at all. `(temperatures < 0)` holds a True for every frosty day, and `.any()` asks whether there is one."
            ],
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
            "temperatures.any() < 0",
            "`temperatures.any()` comes first here, and asks whether any of them differs from zero. Compare first and ask afterwards, with brackets around the comparison: `(... < 0).any()`.",
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
    reason="`temperatures < 0` gives an answer for each temperature, and `if` needs one. `.any()` makes it one: was it below zero at least once?",
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
    reason="Only `array[0] = 10` writes into the memory that `t` looks at. `array + 1` makes a new array, which takes over the name; the 50 goes into that one.",
    why="Sharing is fast because nothing is copied, and it surprises you when somebody writes into the array later.",
)

_BROKEN_SORTED = '''
def sorted_by_numpy(t):
    """Return the numbers in order, from the smallest to the largest, and leave t as it is.

    t: a vector of floats (float32 or float64) or integers; it may be empty.
    Returns: a new vector of the same length and dtype.
    sorted_by_numpy(torch.tensor([3, 1, 2]))  ->  tensor([1, 2, 3])
    """
    array = t.numpy()
    array.sort()
    return torch.from_numpy(array)
'''

unit.fix(
    "sorted_by_numpy",
    "Fix the function so that it sorts by way of NumPy without touching the caller's tensor.",
    broken=_BROKEN_SORTED,
    reference=lambda t: torch.from_numpy(np.sort(t.numpy())),
    cases=[
        ordinary("floats", lambda d: (_unsorted(d, d.int(3, 5)) + 0.5,)),
        ordinary("whole numbers", lambda d: (_unsorted(d, d.int(3, 5)),)),
        edge("float64", lambda d: (d.of(torch.float64, 5),)),
        edge("large whole numbers", lambda d: (d.of(torch.int64, 5),)),
        edge("numbers that occur twice", lambda d: (_unsorted(d, 3)[[0, 2, 1, 0]],)),
        edge("int32", lambda d: (_unsorted(d, 4).int(),)),
        edge("in order already", lambda d: (d.distinct(4).sort().values,)),
        edge("one number", lambda d: (d.floats(1),)),
        edge("no numbers", lambda d: (d.floats(0, dtype=torch.float64),)),
        edge("non-contiguous", lambda d: (apart(_unsorted(d, 4)),)),
        edge("not a number among them", lambda d: (torch.tensor([d.float(1, 3), torch.nan, -1]),)),
    ],
    memory="copy",
    mistakes=[
        Mistake(
            """
            array = t.numpy()
            array.sort()
            return torch.tensor(array)
            """,
            "You did make a copy, but too late: when it was made, the caller's numbers had been sorted already. Copy before you sort.",
        ),
        Mistake(
            """
            array = t.numpy()
            other = array
            other.sort()
            return torch.from_numpy(other)
            """,
            "`other = array` copies nothing: it is a second name for the same array, and so for the caller's memory. An array has a method that really copies.",
        ),
        Mistake(
            """
            array = t.numpy().copy()
            array.sort()
            return array
            """,
            "The numbers are in order, and the caller's are left alone. But that is still an array: turn it into a tensor.",
        ),
        Mistake(
            """
            array = t.numpy().copy()
            return torch.from_numpy(array.sort())
            """,
            "`array.sort()` sorts the array itself and returns nothing, `None`. Sort on one line, and use the array on the next.",
        ),
        Mistake(
            "torch.from_numpy(t.numpy().copy())",
            "That is a copy, as it should be, but nothing sorts it any more.",
        ),
        Mistake(
            "torch.tensor(sorted(t.tolist()))",
            "The caller's numbers are safe. But a list forgets the dtype: what was float64 comes back as float32. An array keeps it.",
        ),
        Mistake(
            """
            array = t.numpy().copy()
            array.sort()
            return torch.from_numpy(array[::-1].copy())
            """,
            "Your numbers run from the largest to the smallest. Leave out `[::-1]`, which turns them around.",
        ),
    ],
    alternatives=[
        """
        array = t.numpy().copy()
        array.sort()
        return torch.from_numpy(array)
        """,
        """
        import numpy as np
        return torch.tensor(np.sort(t.numpy()))
        """,
        "t.sort().values",
        """
        array = torch.tensor(t.numpy()).numpy()
        array.sort()
        return torch.from_numpy(array)
        """,
    ],
    hints=[
        "Call it with `t = torch.tensor([3, 1, 2])`, and print `t` afterwards.",
        "`t.numpy()` is a window onto the caller's memory, and `array.sort()` writes through it. Sort something else.",
        "An array has a method `copy()`. It must be called before `sort()`, on the line with `t.numpy()`.",
    ],
    # NumPy sees the CPU's memory only, and unit 01 has taught no devices yet.
    devices=False,
    reason="`.numpy()` shares its memory with `t`, and `.sort()` sorts in place: the caller's tensor was sorted too. `.copy()` gives the array numbers of its own.",
    why="Whoever calls a function rarely expects their own data to be rearranged; such bugs turn up far from where they were made.",
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
        edge("all the digits of float64", lambda d: (d.decimals(2, 2, dtype=torch.float64),)),
        edge("a large whole number", lambda d: (d.of(torch.int64, 2, 1),)),
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
    reason="The last index along every dimension is -1, and a tuple may be an index. `(-1,) * t.dim()` has one -1 for each dimension; for a scalar it is the empty tuple, which takes nothing away.",
    why="Code that works for every rank serves a single picture, a pile of them and a film alike.",
)


def _frost(d: Draw, last: bool) -> torch.Tensor:
    """Temperatures above zero, except on the last or the first of 3 to 5 days."""
    temperatures = d.floats(d.int(3, 5), low=1, high=9)
    temperatures[-1 if last else 0] *= -1
    return temperatures


def _unsorted(d: Draw, n: int) -> torch.Tensor:
    """n different integers; neither the smallest nor the largest is where sorting puts it."""
    numbers = d.distinct(n).sort().values
    return numbers.roll(d.int(1, n - 1))
