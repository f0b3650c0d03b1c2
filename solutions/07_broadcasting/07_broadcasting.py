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
# # 7 · Broadcasting
#
# **Time:** about 45 minutes. **You need:** unit 02 (element-wise operations, `dim`, `keepdim`),
# unit 03 (`arange`, `reshape`) and unit 06 (the gradient of a loss).
#
# At the end you will be able to
#
# - say which shape comes out of two shapes, or why nothing does,
# - place an axis of size 1 where you need it, and so make tables of all pairs without a loop,
# - notice the bug that raises nothing and only makes your results worse,
# - find the prime numbers in two lines.
#
# Stuck at an exercise? `hint("its_name")` helps, up to three times, a little more each time.

# %%
import torch

from autograder import check, hint, progress, show

# %% [markdown]
# ## A question first
#
# The deck asks: *can we multiply a tensor of shape (1, 5) by a tensor of shape (2, 5)?* In unit 02
# each number met the number in the same place. But here the first tensor has no second row. Should
# it raise? Make up your mind, then run the cell.

# %%
first = torch.tensor([[1, 2, 3, 4, 5]])
second = torch.tensor([[1, 2, 3, 4, 5], [4, 5, 6, 7, 8]])
print(first * second)

# %% [markdown]
# It works, as the deck says: the first tensor is repeated until it has the size of the second. This
# is **broadcasting**. In the picture, the dashed cells are the repeated ones:

# %%
show.broadcast(first, second, "*")

# %% [markdown]
# Two things to add. The deck writes both as plain lists, and lists can't do it (unit 02): make tensors
# of them. And it says *duplicate*, but no copy is made. The one row is read twice.
#
# ## 1 · The rule
#
# 1. **Align** the two shapes from the right. Where one has run out, put a 1.
# 2. **Compare** the sizes, pair by pair. They must be equal, or one of them must be 1.
# 3. **Stretch** every 1 to the size it meets.
#
# That is all. Here it is with a vector and a matrix. The shape (3,) is the shorter one, and counts
# as (1, 3):

# %%
table = torch.tensor([[1, 2, 3], [4, 5, 6]])
show.broadcast(table, torch.tensor([10, 20, 30]), "+")

# %% [markdown]
# Both tensors may stretch at once, each along another axis:

# %%
show.broadcast(torch.tensor([[10], [20]]), torch.tensor([1, 2, 3]), "+")

# %% [markdown]
# ### Exercise 1 · `aligned_shape`
#
# Three axes against two. Write the shape as a tuple such as `(4, 5)`, or `"raises ..."` with the
# name of the error. Writing the shapes under each other helps.
#
# ```python
# (torch.ones(3, 1, 4) + torch.ones(2, 1)).shape
# ```

# %% nbgrader={"grade": false, "grade_id": "aligned_shape-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
aligned_shape = ...
### BEGIN SOLUTION
aligned_shape = (3, 2, 4)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "aligned_shape", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("aligned_shape")

# %% [markdown]
# ### Exercise 2 · `common_shape`
#
# You understand a rule when you can teach it to a computer. Take two shapes, plain Python tuples, and
# give the shape that broadcasting makes of them. If they don't fit, raise a `ValueError`, with
# `raise ValueError("...")`.
#
# Three tips from Python: `(1,) * 2` is `(1, 1)`, `(3,) + (4,)` is `(3, 4)`, and `zip(a, b)` goes
# through two tuples side by side. A loop is fine here. Sizes of 0 follow the same rule as all others.


# %% nbgrader={"grade": false, "grade_id": "common_shape-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def common_shape(a, b):
    """Give the shape to which the shapes a and b broadcast.

    a, b: tuples of ints, sizes of 0 and empty tuples included.  Returns: a tuple of ints.
    Raises ValueError when a and b don't fit together.
    common_shape((2, 1), (3,))  ->  (2, 3)
    """
    ### BEGIN SOLUTION
    rank = max(len(a), len(b))
    a = (1,) * (rank - len(a)) + a
    b = (1,) * (rank - len(b)) + b
    common = []
    for x, y in zip(a, b, strict=True):
        if x != y and x != 1 and y != 1:
            raise ValueError(f"{x} meets {y}")
        common.append(y if x == 1 else x)
    return tuple(common)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "common_shape", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("common_shape")

# %% [markdown]
# PyTorch has this function too. From now on you can ask it:

# %%
print(torch.broadcast_shapes((8, 1, 6, 1), (7, 1, 5)))

# %% [markdown]
# ### Exercise 3 · `rows_plus_vector`
#
# A table of four rows and two columns, and a vector of four numbers: one for each row, so it seems.
#
# ```python
# (torch.ones(4, 2) + torch.ones(4)).shape
# ```
#
# Write a tuple, or `"raises ..."` with the name of the error.

# %% nbgrader={"grade": false, "grade_id": "rows_plus_vector-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
rows_plus_vector = ...
### BEGIN SOLUTION
rows_plus_vector = "raises RuntimeError"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "rows_plus_vector", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("rows_plus_vector")

# %% [markdown]
# The picture says why. PyTorch's own message, below it, names the same two sizes; read its last line.

# %%
show.broadcast(torch.ones(4, 2), torch.ones(4))

# %% tags=["raises-exception", "active-ipynb"]
# torch.ones(4, 2) + torch.ones(4)

# %% [markdown]
# *Dimension* is PyTorch's word for axis. *Non-singleton* means: not of size 1. And PyTorch counts
# this axis from the left (1), the picture from the right (-1); it is the same one.
#
# ## 2 · An axis where you need one
#
# A vector is always aligned as a row. If it should run *down* instead, one number for each row, make
# it a **column**: give it a second axis, of size 1, on the right. `reshape(-1, 1)` does it, and so
# does `unsqueeze(1)`, which puts an axis of size 1 at position 1. (You will also see `v[:, None]` for
# that; unit 08 explains it.)

# %%
v = torch.tensor([1, 2, 3, 4])
print(v.shape, v.unsqueeze(0).shape, v.unsqueeze(1).shape, v.reshape(-1, 1).shape)
show(v.unsqueeze(1), title="v.unsqueeze(1): v standing up")

# %%
print(torch.zeros(4, 2) + v.unsqueeze(1))

# %% [markdown]
# A vector that should meet an axis further left needs more of them: `unsqueeze` may be used more than
# once, and `reshape` takes as many 1s as you like.
#
# The way back, taking an axis of size 1 out, is `squeeze`. Name the axis: `squeeze()` alone removes
# every axis of size 1, which bites when there is only one row.

# %%
print(v.unsqueeze(1).squeeze(1).shape)
one_row = torch.zeros(1, 1)
print(one_row.squeeze(1).shape, one_row.squeeze().shape)

# %% [markdown]
# ### Exercise 4 · `times_table`
#
# Make the multiplication table that hangs in every school: ten rows, ten columns, whole numbers,
# 1 × 1 = 1 top left and 10 × 10 = 100 bottom right. One line is enough.

# %% nbgrader={"grade": false, "grade_id": "times_table-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
times_table = ...
### BEGIN SOLUTION
times_table = torch.arange(1, 11).reshape(-1, 1) * torch.arange(1, 11)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "times_table", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("times_table")

# %% [markdown]
# A column times a row has a name, the **outer product**, and a function, `torch.outer`. With
# broadcasting you are not bound to products: any question can be asked of every pair.

# %%
ages = torch.tensor([12, 35, 18])
limits = torch.tensor([6, 12, 16, 18])
print(torch.outer(ages, limits))
print(ages.unsqueeze(1) >= limits)

# %% [markdown]
# ### Exercise 5 · `scale_channels`
#
# A stack of colour images has the shape (images, channels, height, width); the channels are red,
# green and blue. Make red a little stronger, blue a little weaker: multiply each channel by its own
# factor. The factors are a vector (channels,).
#
# A single image of shape (channels, height, width), without a stack, should work as well.


# %% nbgrader={"grade": false, "grade_id": "scale_channels-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def scale_channels(images, factors):
    """Multiply each channel by its own factor.

    images: a tensor of floats (images, channels, height, width), or (channels, height, width).
    factors: a vector (channels,) of the same dtype.  Returns: a tensor of the shape of images.
    scale_channels(torch.ones(2, 1, 1), torch.tensor([3.0, 4.0]))  ->  tensor([[[3.]], [[4.]]])
    """
    ### BEGIN SOLUTION
    return images * factors.reshape(-1, 1, 1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "scale_channels", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("scale_channels")

# %% [markdown]
# ### Reductions that stay in line
#
# In unit 02 you met `keepdim=True`: the axis that was added up stays, with size 1. Now you see what
# it is for. A size of 1 is just what stretches. So the result still fits the tensor it came from.
# Here every column is divided by its largest number:

# %%
prices = torch.tensor([[2.0, 10.0], [4.0, 40.0], [1.0, 20.0]])
largest = prices.amax(dim=0, keepdim=True)
print(largest.shape)
print(prices / largest)

# %% [markdown]
# ### Exercise 6 · `centre_rows`
#
# A row holds the marks of one pupil. How far is each mark from the average of *this* pupil? Take
# from every element the mean of its own row.


# %% nbgrader={"grade": false, "grade_id": "centre_rows-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def centre_rows(x):
    """Take from every element the mean of its row.

    x: a matrix of floats (rows, columns).  Returns: a new matrix of that shape and dtype.
    centre_rows(torch.tensor([[1.0, 3.0], [10.0, 20.0]]))  ->  tensor([[-1.,  1.], [-5.,  5.]])
    """
    ### BEGIN SOLUTION
    return x - x.mean(dim=1, keepdim=True)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "centre_rows", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("centre_rows")

# %% [markdown]
# ## 3 · What it does in silence
#
# Broadcasting is at its worst when it works and you didn't ask for it.
#
# ### Exercise 7 · `vector_minus_column`
#
# Three numbers minus three numbers. What comes out?
#
# ```python
# (torch.zeros(3) - torch.zeros(3, 1)).shape
# ```
#
# Write a tuple, or `"raises ..."` with the name of the error.

# %% nbgrader={"grade": false, "grade_id": "vector_minus_column-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
vector_minus_column = ...
### BEGIN SOLUTION
vector_minus_column = (3, 3)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "vector_minus_column", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("vector_minus_column")

# %% [markdown]
# Here is the same with numbers in it. Imagine a network that is right three times out of three. Its
# predictions come as a column, the true values as a vector. A loss of a perfect network is 0:

# %%
prediction = torch.tensor([[1.0], [2.0], [3.0]])
target = torch.tensor([1.0, 2.0, 3.0])
print(((prediction - target) ** 2).mean())

# %%
show.broadcast(prediction, target, "-")

# %% [markdown]
# Every prediction met every target. Nothing was raised, a number came out, and it is wrong. Training
# on it pulls all predictions towards the average of all targets, and nobody tells you.
#
# ### Exercise 8 · `column_loss` (mend it)
#
# Mend the loss, in place or below: each prediction should meet its own target. The result must keep
# its history, so that `backward()` works.


# %% nbgrader={"grade": false, "grade_id": "column_loss-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def column_loss(prediction, target):
    """Give the mean squared error of predictions that come as a column.

    prediction: a tensor of floats (n, 1), which may require grad.  target: a vector (n,), n >= 1.
    Returns: a tensor of rank 0 through which the gradient flows.
    column_loss(torch.tensor([[1.0], [4.0]]), torch.tensor([1.0, 2.0]))  ->  tensor(2.)
    """
    return ((prediction - target) ** 2).mean()


### BEGIN SOLUTION
def column_loss(prediction, target):
    return ((prediction.squeeze(1) - target) ** 2).mean()


### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "column_loss", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("column_loss")

# %% [markdown]
# A habit that protects you: before you subtract, say what you expect.
#
# ```python
# assert prediction.shape == target.shape
# ```
#
# ## 4 · Nothing is copied, and nothing grows
#
# You know `+=` from unit 02: it writes into the tensor that is there.
#
# ### Exercise 9 · `grow_in_place`
#
# ```python
# a = torch.zeros(3)
# a += torch.ones(2, 3)
# a.shape
# ```
#
# Write a tuple, or `"raises ..."` with the name of the error.

# %% nbgrader={"grade": false, "grade_id": "grow_in_place-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
grow_in_place = ...
### BEGIN SOLUTION
grow_in_place = "raises RuntimeError"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "grow_in_place", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("grow_in_place")

# %% [markdown]
# The other way round is fine, since only the right side has to stretch:

# %%
b = torch.zeros(2, 3)
b += torch.tensor([1, 2, 3])
print(b)

# %% [markdown]
# You can have the stretching alone, without any calculation: `expand`. A single number, expanded to a
# million, still takes the four bytes of one float32:

# %%
million = torch.zeros(1).expand(1000, 1000)
print(million.shape, million.untyped_storage().nbytes(), "bytes")

# %% [markdown]
# ### Exercise 10 · `written_through`
#
# So what is the sum in the end?
#
# ```python
# row = torch.tensor([[1, 2, 3]])
# two = row.expand(2, 3)
# row.add_(10)
# two.sum()
# ```
#
# Write a number, or `"raises ..."` with the name of the error.

# %% nbgrader={"grade": false, "grade_id": "written_through-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
written_through = ...
### BEGIN SOLUTION
written_through = 72
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "written_through", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("written_through")

# %% [markdown]
# Now write to the expanded tensor itself. Many of its cells are one and the same number in memory.
# What should be in it, if you wrote different things to them? PyTorch refuses; read the last line.

# %% tags=["raises-exception", "active-ipynb"]
# two = torch.tensor([[1, 2, 3]]).expand(2, 3)
# two += torch.tensor([[0], [100]])

# %% [markdown]
# ### Exercise 11 · `scenarios` (mend it)
#
# You have savings, shares and debts: a starting point of three numbers. Each row of `changes` is a
# possible year. Give a table with a row for each scenario. The function runs into the wall that you
# have just seen; mend it, in place or below.
#
# The starting point may be integers and the changes floats. Neither may be changed for the caller.


# %% nbgrader={"grade": false, "grade_id": "scenarios-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def scenarios(start, changes):
    """Apply each row of changes to the starting point.

    start: a vector (n,).  changes: a matrix (scenarios, n).  Floats or integers, also mixed.
    Returns: a new matrix (scenarios, n), of the dtype of start + changes.
    scenarios(torch.tensor([10, 20]), torch.tensor([[1, 2], [0, -5]]))  ->
        tensor([[11, 22], [10, 15]])
    """
    table = start.expand(changes.shape[0], -1)
    table += changes
    return table


### BEGIN SOLUTION
def scenarios(start, changes):
    return start + changes


### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "scenarios", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("scenarios")

# %% [markdown]
# ## 5 · Masks, and what a table of pairs costs
#
# A tensor of bools that says where something is the case is called a **mask**. With broadcasting
# you draw one from two vectors. Five children sit in a row: who sits beside whom, or is the very
# same child? Ask every pair how far apart its seats are.

# %%
seat = torch.arange(5)
show((seat.unsqueeze(1) - seat).abs() <= 1, title="Neighbours")

# %% [markdown]
# ### Exercise 12 · `padding_mask`
#
# Sentences of 2, 4 and 3 words are stored in a table of 3 rows and 4 places; the places that are left
# over are filled up, or *padded*, with something that means nothing. Give True where a real word
# stands. The mask belongs on the device of `lengths`.


# %% nbgrader={"grade": false, "grade_id": "padding_mask-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def padding_mask(lengths, width):
    """Mark the places of each row that hold real words.

    lengths: a vector of integers (sentences,), 0 or more, on any device; a length may be larger
    than width, then the row is full.  width: an int, the number of places, 0 or more.
    Returns: a tensor of bools (sentences, width) on the same device.
    padding_mask(torch.tensor([2, 0]), 3)  ->  tensor([[True, True, False], [False, False, False]])
    """
    ### BEGIN SOLUTION
    return torch.arange(width, device=lengths.device) < lengths.unsqueeze(1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "padding_mask", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("padding_mask")

# %% [markdown]
# ### The bill
#
# Stretching costs nothing, but the *result* is a real tensor with all its elements. A column of
# 10 000 times a row of 10 000 is a hundred million numbers, out of two small vectors.
#
# ### Exercise 13 · `bytes_between`
#
# 500 points and 300 points, with 4 coordinates each. The tensor of all differences is only a step on
# the way, but it has to be somewhere. How many bytes does it take?
#
# ```python
# a = torch.zeros(500, 1, 4)
# b = torch.zeros(300, 4)
# difference = a - b
# difference.numel() * difference.element_size()
# ```
#
# Write a number, or let Python multiply for you.

# %% nbgrader={"grade": false, "grade_id": "bytes_between-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
bytes_between = ...
### BEGIN SOLUTION
bytes_between = 500 * 300 * 4 * 4
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bytes_between", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("bytes_between")

# %% [markdown]
# ## 6 · Three puzzles
#
# Each has a ready-made function or a loop that would do it. The rule takes them away. Draw the table
# you want, and ask yourself: what stands at its left side, what lies at its top, and what is the
# question that every pair is asked?
#
# ### Exercise 14 · `one_hot_rows` (a puzzle)
#
# Three classes: cat 0, dog 1, bird 2. A network wants the labels not as numbers but as rows: a one
# in the place of the class, zeros elsewhere. This is called **one-hot**.
#
# **Rule:** no loop, no `one_hot`, `eye` or `scatter`, no writing into a tensor, at most **five**
# operations.


# %% nbgrader={"grade": false, "grade_id": "one_hot_rows-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def one_hot_rows(labels, classes):
    """Turn class numbers into one-hot rows.

    labels: a vector of integers (n,) from 0 to classes - 1, on any device.  classes: an int.
    Returns: a float32 matrix (n, classes) on the same device.
    one_hot_rows(torch.tensor([1, 0]), 3)  ->  tensor([[0., 1., 0.], [1., 0., 0.]])
    """
    ### BEGIN SOLUTION
    return (labels.unsqueeze(1) == torch.arange(classes, device=labels.device)).float()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "one_hot_rows", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("one_hot_rows")

# %% [markdown]
# ### Exercise 15 · `pairwise_distances` (a puzzle)
#
# Here are `n` taxis, there are `m` passengers, each at a point of `d` coordinates. Give the table of
# all distances, as the crow flies: a row for each taxi, a column for each passenger. (From unit 02:
# square the differences, add them up, take the root.)
#
# **Rule:** no loop, no `cdist` or its relatives, at most **six** operations.


# %% nbgrader={"grade": false, "grade_id": "pairwise_distances-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pairwise_distances(a, b):
    """Give the distance from every point of a to every point of b.

    a: a matrix of floats (n, d).  b: a matrix of the same dtype (m, d).
    Returns: a matrix (n, m) of that dtype.
    pairwise_distances(torch.tensor([[0.0, 0.0]]), torch.tensor([[3.0, 4.0], [0.0, 2.0]]))  ->
        tensor([[5., 2.]])
    """
    ### BEGIN SOLUTION
    return ((a.unsqueeze(1) - b) ** 2).sum(dim=2).sqrt()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "pairwise_distances", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("pairwise_distances")

# %% [markdown]
# ### Exercise 16 · `prime_mask` (a puzzle)
#
# A prime number has exactly two divisors: 1 and itself. So 7 is prime, 9 is not (1, 3, 9), and 1 is
# not either (only 1). Which of the numbers 1, 2, ..., n are prime? Give a bool for each.
#
# **Rule:** no loop, at most **eight** operations. `%` works with broadcasting too.


# %% nbgrader={"grade": false, "grade_id": "prime_mask-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def prime_mask(n):
    """Say of each of the numbers 1 to n whether it is prime.

    n: an int, 1 or more.  Returns: a vector of bools (n,), the first for the number 1.
    prime_mask(6)  ->  tensor([False,  True,  True, False,  True, False])
    """
    ### BEGIN SOLUTION
    numbers = torch.arange(1, n + 1)
    return (numbers % numbers.unsqueeze(1) == 0).sum(dim=0) == 2
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "prime_mask", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("prime_mask")

# %% [markdown]
# ## The card of this unit
#
# | You want | You write | Watch out |
# |---|---|---|
# | to know the result's shape | align from the right; equal, or one is 1 | only 1s stretch |
# | one number for each column | a vector (columns,) as it is | it counts as (1, columns) |
# | one number for each row | `v.unsqueeze(1)` or `v.reshape(-1, 1)` | (rows,) would meet the columns |
# | a column as a vector | `column.squeeze(1)` | `squeeze()` removes every axis of size 1 |
# | to compare with a row's own mean | `x.mean(dim=1, keepdim=True)` | without `keepdim`, a square matrix is silently wrong |
# | something for every pair | a column and a row | n times m results need memory |
# | a loss | the same shape on both sides | (n, 1) with (n,) gives (n, n) |
# | to change a tensor in place | `big += small` | the left side never grows |
# | to stretch without copying | `expand` | can't be written to; `clone()` first |
#
# ### The deck says / PyTorch does
#
# | The deck says | PyTorch does |
# |---|---|
# | can (1, 5) be multiplied by (2, 5)? | yes, it gives (2, 5) |
# | `[[1, 2, 3, 4, 5]] * [[1, 2, 3, 4, 5], [4, 5, 6, 7, 8]]` | as lists: TypeError; as tensors: the product |
# | it tries to duplicate the first tensor until it reaches the size of the second | as if: nothing is copied, one row is read twice |
# | the first is stretched to the second | either may be, even both at once, wherever a size is 1 |
#
# Next: **08 Slicing and dicing**. You paint a corner black, and the whole picture has changed: why?

# %%
progress()
