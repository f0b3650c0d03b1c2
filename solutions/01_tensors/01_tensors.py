# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 1 · Tensors
#
# **Time:** about an hour, with a place to rest halfway. **You need:** unit 00, numbers and lists in Python.
#
# When you are done, you can
#
# - turn a number, a list and a table into a tensor, and back;
# - say what shape and what rank a tensor has, before you run anything;
# - compare tensors without falling into the usual traps;
# - tell whether NumPy and PyTorch are looking at the same memory.
#
# Stuck on an exercise? `hint("its_name")` helps, up to three times.

# %% [markdown]
# ## What do a temperature, a shopping list and a photograph have in common?
#
# Run the two cells. The first shows a table of numbers. The second goes through it, and prints a block for
# every 9 and a faint one for every 0.

# %%
import torch

from autograder import check, hint, progress, reset, show, solution

photo = torch.tensor(
    [
        [0, 9, 0, 9, 0],
        [0, 9, 0, 9, 0],
        [0, 0, 0, 0, 0],
        [9, 0, 0, 0, 9],
        [0, 9, 9, 9, 0],
    ]
)
show(photo, title="A photograph, five points by five")

# %%
for row in photo:
    for point in row:
        print("██" if point == 9 else "░░", end="")
    print()

# %% [markdown]
# Two eyes and a smile: a face. To a computer, a photograph is a table of numbers, one for each point. A
# shopping list with prices is a row of numbers. A temperature is a single number.
#
# They differ in how many directions you can walk: down and across in the table, only along in the row,
# nowhere in the single number.
#
# Such a direction is called a **dimension**. A **tensor** is an arrangement of numbers along any number of
# dimensions, and PyTorch calculates with nothing else.

# %% [markdown]
# ## One number
#
# The deck puts the number 5 into a tensor like this. What would you expect its shape to be? (The **shape**
# says how many elements there are along each dimension.)

# %%
x = 5
t = torch.Tensor(5)
t.shape

# %% [markdown]
# That isn't the number 5. It is a row of *five* elements.
#
# `torch.Tensor`, with a capital T, takes an integer as a **size**: make room for five numbers. It doesn't
# even put anything there. The elements hold whatever happened to be in that part of the memory.
#
# So the deck's next two lines can't bring the 5 back. Look at the last line of the error:

# %% tags=["raises-exception", "active-ipynb"]
# t = torch.Tensor(x)
# t.item()

# %% [markdown]
# With a decimal point the capital T refuses at once, because 5. isn't a size:

# %% tags=["raises-exception", "active-ipynb"]
# torch.Tensor(5.)

# %% [markdown]
# The spelling you want has a small t. `torch.tensor` looks at what you give it, and makes a tensor of exactly
# that. `.item()` brings the Python number back:

# %%
temperature = torch.tensor(21.5)
print("back in Python:", temperature.item())
show(temperature)

# %% [markdown]
# There are two things above the number. `()` is the shape: no dimensions, so there is no size to list. A
# tensor without dimensions is called a **scalar**.
#
# `float32` is the **dtype**, the kind of number inside: `float32` has a decimal point, `int64` is a whole
# number, `bool` is True or False.

# %% [markdown]
# ### Exercise 1 · `five`
#
# Make the tensor that the deck meant: a scalar that holds the whole number 5.

# %% nbgrader={"grade": false, "grade_id": "five-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
five = ...
### BEGIN SOLUTION
five = torch.tensor(5)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "five", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("five")

# %% [markdown]
# ## Dimensions, shape and rank
#
# A row of numbers is called a **vector**, a table is called a **matrix**. You write them as you write lists
# in Python: a vector has one pair of square brackets, a matrix has brackets within brackets. Each inner pair
# is one row.

# %%
prices = torch.tensor([3.5, 1.0, 2.25, 0.5])
matrix = torch.tensor([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]])
show(matrix)

# %% [markdown]
# The vector `prices` has the shape `(4,)`. The matrix in the picture has the shape `(3, 4)`: three rows, four
# columns. Rows come first.
#
# We write a shape as a **tuple**: a list in round brackets that can't be changed. With one element it needs a
# comma, because `(4)` is only the number 4. PyTorch prints the same shape as `torch.Size([4])`.
#
# The number of dimensions is called the **rank**. `t.dim()` gives it, and so does `t.ndim`: one for each pair
# of brackets that you go through on your way to a number.
#
# The deck says: a scalar has rank 1, a list rank 2, a matrix rank 3. What does PyTorch say?

# %%
print("a scalar has rank", temperature.dim())
print("a vector has rank", prices.dim())
print("a matrix has rank", matrix.dim())

# %% [markdown]
# The deck is off by one. A scalar has no dimensions, so its rank is **0**. A vector has rank 1, a matrix rank
# 2.
#
# It is right that you may go on like this. A film is a vector of photographs, so its rank is 3. Here is one
# with two pictures, side by side:

# %%
film = torch.tensor([[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [10, 11, 12]]])
show(film)

# %% [markdown]
# A matrix of matrices has rank 4. At the other end, a number without brackets and a row that happens to hold
# one number are not the same:

# %%
matrix_of_matrices = torch.tensor([[[[1, 2]], [[3, 4]]], [[[5, 6]], [[7, 8]]]])
print("a matrix of matrices has rank", matrix_of_matrices.dim())
print(torch.tensor(8).shape, "a scalar: no dimension")
print(torch.tensor([8]).shape, "a vector: one dimension, with one element along it")

# %% [markdown]
# ### Exercise 2 · `rank_of_brackets`
#
# Predict, without running it, what this gives.
#
# ```python
# torch.tensor([[[7]]]).dim()
# ```

# %% nbgrader={"grade": false, "grade_id": "rank_of_brackets-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
rank_of_brackets = ...
### BEGIN SOLUTION
rank_of_brackets = 3  # three pairs of brackets, whatever is in them
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "rank_of_brackets", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("rank_of_brackets")

# %% [markdown]
# ### Exercise 3 · `ndim_and_shape`
#
# And this? The last line makes a pair: write the rank and the shape, as in `(7, (5, 6))`.
#
# ```python
# t = torch.tensor([[[1, 2, 3, 4]], [[5, 6, 7, 8]]])
# t.ndim, t.shape
# ```

# %% nbgrader={"grade": false, "grade_id": "ndim_and_shape-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
ndim_and_shape = ...
### BEGIN SOLUTION
# Two things in the outer brackets; in each of them one row; in each row four numbers.
ndim_and_shape = (3, (2, 1, 4))
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "ndim_and_shape", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("ndim_and_shape")

# %% [markdown]
# ### Exercise 4 · `apples_sold`
#
# Two shops sell apples. On Monday, Tuesday and Wednesday shop A sold 3, 5 and 2 of them; shop B sold 4, 0 and
# 6.
#
# Build the table as a tensor of whole numbers, with **a row for each day** and **a column for each shop**, A
# first. (Does Python say `takes 1 positional argument`? Put one more pair of brackets around all your rows.)

# %% nbgrader={"grade": false, "grade_id": "apples_sold-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
apples_sold = ...
### BEGIN SOLUTION
apples_sold = torch.tensor([[3, 4], [5, 0], [2, 6]])
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "apples_sold", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("apples_sold")

# %% [markdown]
# ## Which kind of number?
#
# The deck uses the capital T for lists and tables, too. This time it does take your numbers. But watch what
# comes back:

# %%
numbers = [0, 1, 2, 3]
t = torch.Tensor(numbers)
print("in: ", numbers)
print("out:", t.tolist())

t = torch.Tensor([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]])
print(t.dtype, t.shape)

# %% [markdown]
# We put whole numbers in and got floats out. `torch.Tensor` turns a list of numbers into `float32` (PyTorch's
# default dtype), whatever is in it.
#
# `torch.tensor` looks at the numbers and chooses. All elements of a tensor are of one kind, so a single
# decimal point turns them all into floats:

# %%
print(torch.tensor([0, 1, 2, 3]).dtype)
print(torch.tensor([0, 1, 2, 3.5]).dtype)
print(torch.tensor([True, False]).dtype)

# %% [markdown]
# Where the deck has the capital T, we write the small one from now on. To choose the dtype yourself, name it;
# and a pair of brackets around what you have makes one dimension more, in front:

# %%
print(torch.tensor([3, 4], dtype=torch.float32))
print(torch.tensor(numbers).shape, torch.tensor([numbers]).shape)

# %% [markdown]
# ### Exercise 5 · `as_batch`
#
# Networks want floats, and many examples at once: a **batch**, whose first dimension counts the examples.
# Turn one example (a number, a list or a table) into a batch that holds nothing else.


# %% nbgrader={"grade": false, "grade_id": "as_batch-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def as_batch(data):
    """Turn one example into a batch of one.

    data: a number, a list, or lists in lists of any depth; ints, floats or bools; it may be empty.
    Returns: a float32 tensor with one dimension more than data has, of size 1, in front.
    as_batch([3, 4])  ->  tensor([[3., 4.]])
    """
    ### BEGIN SOLUTION
    return torch.tensor([data], dtype=torch.float32)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "as_batch", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("as_batch")

# %% [markdown]
# ### Exercise 6 · `ragged_rows`
#
# A Python list may hold two rows of different lengths. Predict what PyTorch answers. If you expect an error,
# write its name as text, for example `"raises NameError"`.
#
# ```python
# torch.tensor([[1, 2, 3], [4, 5]])
# ```

# %% nbgrader={"grade": false, "grade_id": "ragged_rows-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
ragged_rows = ...
### BEGIN SOLUTION
# It has no shape: a list is the right type of data, and its lengths are impossible values.
ragged_rows = "raises ValueError"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "ragged_rows", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("ragged_rows")

# %% [markdown]
# Made your prediction? Run it.

# %% tags=["raises-exception", "active-ipynb"]
# torch.tensor([[1, 2, 3], [4, 5]])

# %% [markdown]
# Along dimension 1 (PyTorch writes `dim 1`) it expected 3 numbers, and got 2. These rows can't form a table.

# %% [markdown]
# ## Back to Python
#
# You reach into a tensor with square brackets, as with a list: counting starts at 0, and -1 is the last one.
# But look closely at what comes out:

# %%
row = torch.tensor([40, 50, 60])
print(row[1])
print(row[1].shape)

# %% [markdown]
# `row[1]` isn't the number 50. It is a tensor of rank 0 that *holds* 50. Indexing a tensor always gives a
# tensor.
#
# In a tensor of higher rank you give one index for each dimension, first the row, then the column. With fewer
# you get a whole piece. What you put between the brackets is a tuple, so you may make it beforehand:

# %%
matrix = torch.tensor([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]])
print(matrix[1, 2])
print(matrix[1])

where = (-1, 0)
print(matrix[where])
print((7,) * 2)  # a tuple, repeated

# %% [markdown]
# `.item()` leads back to plain Python: it takes the number out of a tensor that holds exactly one. With more
# than one it can't choose for you:

# %% tags=["raises-exception", "active-ipynb"]
# row.item()

# %% [markdown]
# ### Exercise 7 · `first_number`
#
# Return the first number of a vector as a plain Python number: an int from an integer tensor, a float from a
# float tensor.


# %% nbgrader={"grade": false, "grade_id": "first_number-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def first_number(vector):
    """Return the first number of a vector.

    vector: a tensor of shape (n,), n at least 1, any dtype.  Returns: a Python int or float.
    first_number(torch.tensor([40, 50]))  ->  40
    """
    ### BEGIN SOLUTION
    return vector[0].item()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "first_number", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("first_number")

# %% [markdown]
# `.tolist()`, which you met above, takes all the numbers out, whatever the rank: a matrix becomes a list of
# its rows.

# %%
matrix.tolist()

# %% [markdown]
# *(Halfway: a good place to rest.)*
#
# ## Are they equal?
#
# Ask whether two tensors are equal, and you get one answer for each pair of elements, in a tensor of dtype
# `bool`. The same happens when you compare a tensor with a number.

# %%
a = torch.tensor([1, 5, 3])
b = torch.tensor([1, 2, 3])
print(a == b)
print(a > 2)

# %% [markdown]
# ### Exercise 8 · `equal_to_a_list`
#
# Now one side is a tensor and the other a plain list. Predict what this gives.
#
# ```python
# torch.tensor([1, 2]) == [1, 2]
# ```

# %% nbgrader={"grade": false, "grade_id": "equal_to_a_list-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
equal_to_a_list = ...
### BEGIN SOLUTION
equal_to_a_list = False  # PyTorch doesn't look into the list: two different things
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "equal_to_a_list", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("equal_to_a_list")

# %% [markdown]
# Made your prediction? Run it. PyTorch doesn't look into the list. To compare with one, turn the tensor into
# a list first, as in the second line: two lists have one answer.

# %%
print(torch.tensor([1, 2]) == [1, 2])
print(a.tolist() == [1, 5, 3])

# %% [markdown]
# ## One question, many answers
#
# An `if` needs one True or False, and so do `and`, `or` and `not`. A comparison of tensors gives many. So
# PyTorch refuses to guess:

# %% tags=["raises-exception", "active-ipynb"]
# if a > 2 and a < 9:
#     print("in between")

# %% [markdown]
# To ask both questions of each element, write `&` in place of `and`, with brackets around the comparisons.
#
# For an `if`, say which question you mean. `.all()` asks: are *all* of them True? `.any()` asks: is *at least
# one* of them True? Both give a tensor of rank 0, with one answer in it, and an `if` can work with that.

# %%
print((a > 2) & (a < 9))
print((a > 2).all())
print((a > 2).any())

if (a > 0).all():
    print("all of them are positive")

# %% [markdown]
# ### Exercise 9 · `ever_freezing` (fix it)
#
# Somebody tried this function with one temperature. With a single element there is only one answer, and `if`
# needs no help; real data will break it. Fix it here, or rewrite it below; the last definition counts. It
# should say whether it was below zero at least once, as a plain Python bool.


# %% nbgrader={"grade": false, "grade_id": "ever_freezing-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
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


### BEGIN SOLUTION
def ever_freezing(temperatures):
    """Was it below zero at least once?"""
    return (temperatures < 0).any().item()


### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "ever_freezing", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("ever_freezing")

# %% [markdown]
# ## NumPy next door
#
# **NumPy** is Python's older library for tables of numbers; its tensors are called arrays. `torch.from_numpy`
# makes a tensor from an array, and `.numpy()` goes the other way.
#
# Neither copies anything. Array and tensor are two windows onto the *same* numbers in memory. Such a second
# window is called a **view**. Write through one, and you see it through the other. `torch.tensor` always
# copies.

# %%
import numpy as np

array = np.array([1, 2, 3])
window = torch.from_numpy(array)
copy = torch.tensor(array)

array[2] = 99
print("window:", window)
print("copy:  ", copy)

t = torch.tensor([7, 8, 9])
view = t.numpy()
t[0] = -1
print("view:  ", view)

# %% [markdown]
# `array + 1` adds 1 to every number. *Writing into* an array is one thing, *giving its name to another one*
# is another.
#
# ### Exercise 10 · `shared_with_numpy`
#
# Predict the list at the end. Go line by line; a sketch on paper helps.
#
# ```python
# array = np.array([1, 2, 3])
# t = torch.from_numpy(array)
# array[0] = 10
# array = array + 1
# array[1] = 50
# t.tolist()
# ```

# %% nbgrader={"grade": false, "grade_id": "shared_with_numpy-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
shared_with_numpy = ...
### BEGIN SOLUTION
# The tensor sees `array[0] = 10`. What follows happens to another array with the old name.
shared_with_numpy = [10, 2, 3]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "shared_with_numpy", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("shared_with_numpy")

# %% [markdown]
# Made your prediction? Here it is step by step.

# %%
array = np.array([1, 2, 3])
t = torch.from_numpy(array)
array[0] = 10
print("written into:", array, t.tolist())
array = array + 1
print("a new array: ", array, t.tolist())
array[1] = 50
print("written into:", array, t.tolist())

# %% [markdown]
# After `array = array + 1` there are two arrays. The name `array` belongs to the new one, and `t` still looks
# at the old one. So that line tells you nothing about sharing. To find out, write *into* the array.
#
# ### Exercise 11 · `sorted_by_numpy` (fix it)
#
# A colleague likes NumPy's `array.sort()`. It puts the numbers of an array in order, in the array itself, and
# returns nothing. The result is right, and yet other people complain: after a call their own tensors are
# sorted, too. Fix it here, or rewrite it below.


# %% nbgrader={"grade": false, "grade_id": "sorted_by_numpy-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sorted_by_numpy(t):
    """Return the numbers in order, from the smallest to the largest, and leave t as it is.

    t: a vector of floats (float32 or float64) or integers; it may be empty.
    Returns: a new vector of the same length and dtype.
    sorted_by_numpy(torch.tensor([3, 1, 2]))  ->  tensor([1, 2, 3])
    """
    array = t.numpy()
    array.sort()
    return torch.from_numpy(array)


### BEGIN SOLUTION
def sorted_by_numpy(t):
    array = t.numpy().copy()
    array.sort()
    return torch.from_numpy(array)


### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "sorted_by_numpy", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("sorted_by_numpy")

# %% [markdown]
# One last thing. Unless you say otherwise, NumPy keeps numbers with a decimal point in 64 bits, PyTorch in
# 32. When a `float64` turns up and you don't know why, there is usually an array behind it.

# %%
print(torch.tensor([0.5, 1.5]).dtype)
print(torch.tensor(np.array([0.5, 1.5])).dtype)
print(torch.from_numpy(np.array([0.5, 1.5])).dtype)

# %% [markdown]
# ## The puzzle
#
# A puzzle is hard, short, and comes with a rule. Try things out in a cell of your own.
#
# ### Exercise 12 · `last_corner` (a puzzle)
#
# Return the very last number of a tensor of *any* rank, as a Python number: the last of a vector, the one at
# the bottom right of a matrix, the last number of the last picture of a film. For a scalar it is the number
# itself.
#
# **The rule:** no loop, and of PyTorch only square brackets and `.item()`. Looking at `.shape` or `.dim()` is
# free: it calculates nothing.
#
# Here is the film from above again, as PyTorch prints it. `last_corner(film)` should give 12.

# %%
print(film)


# %% nbgrader={"grade": false, "grade_id": "last_corner-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def last_corner(t):
    """Return the last number of a tensor: the one whose index is the last along every dimension.

    t: a tensor of any rank, even 0, with at least one element.  Returns: a Python int or float.
    last_corner(torch.tensor([[1, 2], [3, 4]]))  ->  4
    """
    ### BEGIN SOLUTION
    where = (-1,) * t.dim()  # one index for each dimension: a tuple of as many -1s
    return t[where].item()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "last_corner", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("last_corner")

# %% [markdown]
# ## The card
#
# - `torch.tensor(...)`, with a small t, turns a number, a list or nested lists into a tensor.
# - Rank is the number of dimensions: scalar 0, vector 1, matrix 2. The shape lists the size along each
#   dimension, rows first.
# - Shape `()` is a number. Shape `(1,)` is a row with one number in it.
# - Whole numbers give `int64`, a single decimal point makes everything `float32`, NumPy's floats stay
#   `float64`.
# - All rows must have the same length.
# - `t[0]` is a tensor. `.item()` takes out the number if there is exactly one, `.tolist()` takes out all of
#   them.
# - `==` between tensors answers for each element, and between a tensor and a list it is False. `.all()` and
#   `.any()` boil many answers down to one.
# - `from_numpy` and `.numpy()` share memory, `torch.tensor` copies. `x = x + 1` makes something new.
#
# | The deck says | PyTorch does |
# |---|---|
# | `t = torch.Tensor(5)` is the number 5 | five elements with no particular values; write `torch.tensor(5)` |
# | `t = torch.Tensor(x)`, `t.item()` gives x back | raises RuntimeError: five elements; with `torch.tensor(x)` it works |
# | (and with a decimal point, `torch.Tensor(5.)`) | raises TypeError; `torch.tensor(5.)` works |
# | a scalar has rank 1, a list rank 2, a matrix rank 3 | ranks 0, 1 and 2 |
# | `torch.Tensor([0, 1, 2, 3]).tolist()` gives the list back | gives `[0.0, 1.0, 2.0, 3.0]`; with `torch.tensor` the integers stay |
# | tensors of any rank: a vector of matrices, a matrix of matrices | true |

# %%
progress()

# %% [markdown]
# Next: **02 Operations**. How to calculate with three million numbers in one short line.
