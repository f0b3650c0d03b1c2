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
# **Time:** about 65 minutes, with places to rest after sections 3 and 6. **You need:** unit 02 (element-wise
# operations, `dim`, `keepdim`), unit 03 (`arange`, `reshape`, masks), unit 04 (`float()`, `element_size`) and
# unit 06 (the gradient of a loss).
#
# When you are done, you can
#
# - say which shape comes out of two shapes, or why nothing does;
# - make tables of all pairs without a loop;
# - notice the bug that raises nothing and only makes your results worse;
# - find the prime numbers in two lines, and sort a vector with `arange`, `where` and `@`.
#
# Stuck on an exercise? `hint("its_name")` helps, up to three times.

# %%
import torch

from autograder import check, hint, progress, reset, show, solution

# %% [markdown]
# ## A question first
#
# The deck asks: *can we multiply a tensor of shape (1, 5) by a tensor of shape (2, 5)?* In unit 02 each
# number met the number in the same position. But here the first tensor has no second row. Should it raise an
# error? Make up your mind, then run the cell.

# %%
first = torch.tensor([[1, 2, 3, 4, 5]])
second = torch.tensor([[1, 2, 3, 4, 5], [4, 5, 6, 7, 8]])
print(first * second)
show.broadcast(first, second, "*")

# %% [markdown]
# It works, as the deck says: the first tensor is repeated until it has the size of the second. This is
# **broadcasting**. The picture calls the two a and b; the dashed cells are the repeated ones.
#
# The deck says *duplicate*, but no copy is made: the one row is read twice. And it writes both as plain
# lists, which can't do it:

# %%
try:
    [[1, 2, 3, 4, 5]] * [[1, 2, 3, 4, 5], [4, 5, 6, 7, 8]]  # the deck's line
except TypeError as error:
    print("TypeError:", error)

# %% [markdown]
# ## 1 · The rule
#
# 1. **Align** the two shapes from the right. Where one has run out, put a 1.
# 2. **Compare** the sizes, pair by pair. They must be equal, or one of them must be 1.
# 3. **Stretch** every 1 to the size it meets.
#
# So a vector of shape (3,) counts as (1, 3). Here it meets a column of shape (2, 1), and both stretch:

# %%
show.broadcast(torch.tensor([[10], [20]]), torch.tensor([1, 2, 3]), "+")

# %% [markdown]
# ### Exercise 1 · `aligned_shape`
#
# Write the shape as a tuple such as `(4, 5)`, or `"raises ..."` with the name of the error. It helps to write
# the two shapes one below the other.
#
# ```python
# (torch.ones(3, 1, 4) + torch.ones(2, 1)).shape
# ```

# %% nbgrader={"grade": false, "grade_id": "aligned_shape-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
aligned_shape = ...
### BEGIN SOLUTION
aligned_shape = (3, 2, 4)  # 4 meets 1, 1 meets 2, 3 meets nothing: the 1s stretch
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "aligned_shape", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("aligned_shape")

# %% [markdown]
# Four rows of two, and a vector of four numbers: one for each row, so it seems. But the right ends are
# aligned, 4 meets 2, and neither is 1.
#
# The picture says why, and so does PyTorch in the last line of its message. (A *dimension* is what NumPy
# calls an *axis*; *non-singleton* means: not of size 1. PyTorch counts this dimension from the left (1), the
# picture from the right (-1).)

# %%
show.broadcast(torch.ones(4, 2), torch.ones(4))

# %% tags=["raises-exception", "active-ipynb"]
# torch.ones(4, 2) + torch.ones(4)

# %% [markdown]
# `torch.broadcast_shapes` answers such questions without any tensors:

# %%
torch.broadcast_shapes((5, 1, 7), (6, 1))

# %% [markdown]
# ## 2 · A dimension where you need one
#
# A vector is always aligned as a row. For one number per *row*, turn it into a **column**: `reshape(-1, 1)`
# gives it a second dimension, of size 1, on the right. So does `unsqueeze(1)`, which puts a dimension of size
# 1 at position 1 (or `unsqueeze(-1)`, at the end). You will also see `v[:, None]`, from unit 08. `squeeze(1)`
# takes it out again. Name the dimension: `squeeze()` alone removes every dimension of size 1, which bites
# when there is only one row.

# %%
v = torch.tensor([1, 2, 3, 4])
print(v.unsqueeze(0).shape, v.unsqueeze(1).shape, v.reshape(-1, 1).shape)
print(torch.zeros(4, 2) + v.unsqueeze(1))
one_row = torch.zeros(1, 1)
print(v.unsqueeze(1).squeeze(1).shape, one_row.squeeze(1).shape, one_row.squeeze().shape)

# %% [markdown]
# ### Exercise 2 · `times_table`
#
# Make the multiplication table from the classroom wall, of whole numbers: ten rows, ten columns, 1 × 1 = 1
# top left and 10 × 10 = 100 bottom right. One line is enough.

# %% nbgrader={"grade": false, "grade_id": "times_table-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
times_table = ...
### BEGIN SOLUTION
times_table = torch.arange(1, 11).reshape(-1, 1) * torch.arange(1, 11)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "times_table", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("times_table")

# %% [markdown]
# A column times a row is called the **outer product**: `torch.outer`. But you can ask any question of every
# pair. May someone of this age see a film with that age limit? The answers are a table of bools, a **mask**
# (unit 02).

# %%
print(torch.outer(torch.arange(1, 4), torch.arange(1, 5)))
ages = torch.tensor([12, 35, 18])
limits = torch.tensor([6, 12, 16, 18])
print(ages.unsqueeze(1) >= limits)

# %% [markdown]
# ### Exercise 3 · `scale_channels`
#
# A stack of images has the shape (images, channels, height, width); the channels are red, green and blue.
# Multiply each channel by its own factor. The factors are a vector (channels,). First write (channels,) under
# the four sizes: which does it meet? You may use `unsqueeze` more than once, and `reshape` takes as many 1s
# as you like.


# %% nbgrader={"grade": false, "grade_id": "scale_channels-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def scale_channels(images, factors):
    """Multiply each channel by its own factor.

    images: a tensor of floats (images, channels, height, width).
    factors: a vector (channels,) of the same dtype.  Returns: a tensor of the shape of images.
    scale_channels(torch.ones(1, 2, 1, 1), torch.tensor([3.0, 4.0]))  ->  tensor([[[[3.]], [[4.]]]])
    """
    ### BEGIN SOLUTION
    return images * factors.reshape(-1, 1, 1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "scale_channels", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("scale_channels")

# %% [markdown]
# ### Reductions that stay in line
#
# `keepdim=True` (unit 02) keeps the reduced dimension, with size 1. And a 1 stretches, so the result still
# fits the tensor it came from. Here every column is divided by its largest number (`amax` gives the values of
# `max` without the positions):

# %%
prices = torch.tensor([[2.0, 10.0], [4.0, 40.0], [1.0, 20.0]])
largest = prices.amax(dim=0, keepdim=True)
print(largest.shape)
print(prices / largest)

# %% [markdown]
# ### Exercise 4 · `centre_rows`
#
# A row holds the marks of one pupil. Subtract from every mark the mean of its own row.


# %% nbgrader={"grade": false, "grade_id": "centre_rows-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def centre_rows(x):
    """Subtract from every element the mean of its row.

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
# ### Exercise 5 · `vector_minus_column`
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
vector_minus_column = (3, 3)  # (1, 3) and (3, 1): both stretch
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "vector_minus_column", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("vector_minus_column")

# %% [markdown]
# Now in a loss. This network is right three times out of three, so its loss should be 0. Its predictions come
# as a column, the true values as a vector:

# %%
prediction = torch.tensor([[1.0], [2.0], [3.0]])
target = torch.tensor([1.0, 2.0, 3.0])
print(((prediction - target) ** 2).mean())
show.broadcast(prediction, target, "-")

# %% [markdown]
# Every prediction met every target. No error, and the number is wrong. Training on it pulls all predictions
# towards the average of all targets. (PyTorch's ready-made `torch.nn.functional.mse_loss` prints a warning
# about the two sizes; a line of your own says nothing.)
#
# ### Exercise 6 · `column_loss` (fix it)
#
# Fix the loss here, or rewrite it below; the last definition counts. Each prediction should meet its own
# target, and `backward()` must still work.


# %% nbgrader={"grade": false, "grade_id": "column_loss-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def column_loss(prediction, target):
    """Return the mean of the squared differences between predictions and targets.

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
# A line that protects you: `assert prediction.shape == target.shape`. Python's `assert` raises an error if
# what follows isn't true. Put it right before the difference.
#
# ### The way back
#
# What about gradients? A number that was stretched was used several times, and the slopes of all its uses add
# up (unit 06). So the gradient of a stretched tensor is a **sum** over what was stretched. Here one bias is
# added to each of four rows:

# %%
bias = torch.zeros(3, requires_grad=True)
(torch.ones(4, 3) + bias).sum().backward()
bias.grad

# %% [markdown]
# *(A good place to rest.)*
#
# ## 4 · Nothing is copied, and nothing grows
#
# `+=` writes into the tensor that is there (unit 02), and a tensor never grows. So six results don't fit into
# three places:

# %% tags=["raises-exception", "active-ipynb"]
# a = torch.zeros(3)
# a += torch.ones(2, 3)

# %% [markdown]
# The other way round, `big += small`, is fine: only the right side has to stretch.
#
# `expand` stretches the 1s to the shape you name, without calculating. One number, expanded to a million,
# still takes the four bytes of one float32. How? A tensor notes its **stride** for each dimension: how many
# numbers further in memory the next row or column starts. In a stretched dimension that is 0, so the same
# number is read again:

# %%
million = torch.zeros(1).expand(1000, 1000)
# untyped_storage: the memory behind it
print(million.shape, million.untyped_storage().nbytes(), "bytes")
print("strides:", million.stride(), " and of a real matrix:", torch.zeros(1000, 1000).stride())

# %% [markdown]
# ### Exercise 7 · `written_through`
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
written_through = 72  # `two` reads the memory of `row`, twice: 2 · (11 + 12 + 13)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "written_through", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("written_through")

# %% [markdown]
# Now write to the expanded tensor itself. Many of its cells are one and the same number in memory. If they
# are to get different values, which value should it keep? PyTorch refuses, and names the cure in the last
# line: `clone()`, a real copy.

# %% tags=["raises-exception", "active-ipynb"]
# two = torch.tensor([[1, 2, 3]]).expand(2, 3)
# two += torch.tensor([[0], [100]])

# %% [markdown]
# But it doesn't always notice. Write one value into one cell, and the whole column changes without a word:

# %%
two = torch.tensor([[1, 2, 3]]).expand(2, 3)
two[0, 0] = 100
two

# %% [markdown]
# ## 5 · Tables of pairs, and what they cost
#
# ### Exercise 8 · `one_hot_rows`
#
# Three pets: a bird and two cats. With cat 0, dog 1 and bird 2 they are 2, 0, 0. A network wants them
# **one-hot**: a row for each pet, a column for each class, a one in the column of its class, zeros elsewhere.
# Make this table of floats from `pets`. What question do you ask of every pair?

# %% nbgrader={"grade": false, "grade_id": "one_hot_rows-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
pets = torch.tensor([2, 0, 0])
one_hot_rows = ...
### BEGIN SOLUTION
one_hot_rows = (pets.unsqueeze(1) == torch.arange(3)).float()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "one_hot_rows", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("one_hot_rows")

# %% [markdown]
# Stretching costs nothing, but the *result* is a real tensor. Take three taxis and two passengers, points of
# two coordinates each: (taxis, 1, coordinates) and (passengers, coordinates) give (taxis, passengers,
# coordinates), here (3, 2, 2): the differences of all pairs. Square them, add up over the coordinates, and
# take the root, and you have all the distances at once:

# %%
taxis = torch.tensor([[0.0, 0.0], [3.0, 0.0], [3.0, 4.0]])
passengers = torch.tensor([[3.0, 4.0], [0.0, 4.0]])
print(((taxis.unsqueeze(1) - passengers) ** 2).sum(dim=2).sqrt())

# %% [markdown]
# ### Exercise 9 · `bytes_between`
#
# 500 points and 300 points, of 4 coordinates each. How many bytes do all the differences take?
#
# ```python
# a = torch.zeros(500, 1, 4)
# b = torch.zeros(300, 4)
# difference = a - b
# difference.numel() * difference.element_size()
# ```
#
# Write a number, or a product.

# %% nbgrader={"grade": false, "grade_id": "bytes_between-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
bytes_between = ...
### BEGIN SOLUTION
bytes_between = 500 * 300 * 4 * 4  # shape (500, 300, 4), four bytes for each float32
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bytes_between", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("bytes_between")

# %% [markdown]
# ## 6 · A puzzle
#
# ### Exercise 10 · `prime_mask` (a puzzle)
#
# A prime number has exactly two divisors: 1 and itself. So 7 is prime, 9 is not (1, 3, 9), and 1 isn't either
# (only 1). Which of the numbers 1, 2, ..., n are prime? Give a bool for each.
#
# **Rule:** no loop, at most **eight** operations. `%` broadcasts too. Draw the table you want: what goes down
# its left side, what goes along the top, and what do you ask of every pair?


# %% nbgrader={"grade": false, "grade_id": "prime_mask-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def prime_mask(n):
    """Say for each of the numbers 1 to n whether it is prime.

    n: an int, 1 or more.  Returns: a vector of bools (n,), the first for the number 1.
    prime_mask(6)  ->  tensor([False,  True,  True, False,  True, False])
    """
    ### BEGIN SOLUTION
    # Row i, column j: does i + 1 divide j + 1? A prime has two divisors in its column.
    numbers = torch.arange(1, n + 1)
    return (numbers % numbers.unsqueeze(1) == 0).sum(dim=0) == 2
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "prime_mask", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("prime_mask")

# %% [markdown]
# *(A good place to rest. What follows is a ladder of six short exercises, twenty minutes in all.)*
#
# ## 7 · The ladder
#
# How much do you need to sort a vector? Nothing but `arange`, `where` and `@`. Each rung says in a plain loop
# what it should give, and each is a step for the next: use the functions that you have.
#
# **Rule for all rungs:** no loop, and of PyTorch only `torch.arange`, `torch.where`, `@`, `unsqueeze`, square
# brackets, comparisons and `+ - *`. Everything is float32, on the CPU.

# %% [markdown]
# ### Exercise 11 · `all_ones`
#
# The first rung is low. `where` needs a mask: ask something that is always true.


# %% nbgrader={"grade": false, "grade_id": "all_ones-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def all_ones(n):
    """A vector of n ones.

    for i in range(n):
        out[i] = 1.0

    n: an int, 0 or more.  Returns: floats (n,).
    all_ones(3)  ->  tensor([1., 1., 1.])
    """
    ### BEGIN SOLUTION
    return torch.where(torch.arange(n) >= 0, 1.0, 0.0)  # a question that is always true
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "all_ones", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("all_ones")

# %% [markdown]
# ### Exercise 12 · `row_sums`
#
# `@` multiplies and adds up. What must you multiply by, so that only the adding is left?


# %% nbgrader={"grade": false, "grade_id": "row_sums-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def row_sums(table):
    """The sum of each row.

    for i in range(rows):
        for j in range(columns):
            out[i] += table[i][j]

    table: floats (rows, columns).  Returns: floats (rows,).
    row_sums(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))  ->  tensor([3., 7.])
    """
    ### BEGIN SOLUTION
    return table @ all_ones(table.shape[1])  # each number once, and added up
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "row_sums", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("row_sums")

# %% [markdown]
# ### Exercise 13 · `smaller_table`
#
# Every pair, as so often in this unit.


# %% nbgrader={"grade": false, "grade_id": "smaller_table-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def smaller_table(x):
    """1 where one number is smaller than another.

    for i in range(n):
        for j in range(n):
            out[i][j] = 1.0 if x[j] < x[i] else 0.0

    x: floats (n,).  Returns: floats (n, n).
    smaller_table(torch.tensor([5.0, 3.0]))  ->  tensor([[0., 1.], [0., 0.]])
    """
    ### BEGIN SOLUTION
    return torch.where(x < x.unsqueeze(1), 1.0, 0.0)  # x[j] along the top, x[i] down the side
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "smaller_table", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("smaller_table")

# %% [markdown]
# ### Exercise 14 · `ranks`
#
# The smallest number has rank 0, the next one rank 1.


# %% nbgrader={"grade": false, "grade_id": "ranks-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def ranks(x):
    """How many numbers are smaller than each.

    for i in range(n):
        for j in range(n):
            if x[j] < x[i]:
                out[i] += 1.0

    x: floats (n,).  Returns: floats (n,).
    ranks(torch.tensor([5.0, 3.0, 9.0]))  ->  tensor([1., 0., 2.])
    """
    ### BEGIN SOLUTION
    return row_sums(smaller_table(x))  # a 1 for each smaller number, added up
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "ranks", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("ranks")

# %% [markdown]
# ### Exercise 15 · `seats`
#
# One-hot once more, but mind which of the two goes down the side.


# %% nbgrader={"grade": false, "grade_id": "seats-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def seats(ranks):
    """A table with a row for each place, and a 1 in the column of the number that sits there.

    for p in range(n):
        for i in range(n):
            out[p][i] = 1.0 if ranks[i] == p else 0.0

    ranks: floats (n,), the numbers 0 to n - 1 in any order.  Returns: floats (n, n).
    seats(torch.tensor([1.0, 2.0, 0.0]))
        ->  tensor([[0., 0., 1.], [1., 0., 0.], [0., 1., 0.]])
    """
    ### BEGIN SOLUTION
    return torch.where(
        torch.arange(len(ranks)).unsqueeze(1) == ranks, 1.0, 0.0
    )  # places down the side
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "seats", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("seats")

# %% [markdown]
# ### Exercise 16 · `in_order`
#
# The top.


# %% nbgrader={"grade": false, "grade_id": "in_order-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def in_order(x):
    """The numbers from the smallest to the largest.

    for p in range(n):
        for i in range(n):
            if ranks(x)[i] == p:
                out[p] = x[i]

    x: floats (n,), no two alike, none of them infinite.  Returns: floats (n,).
    in_order(torch.tensor([5.0, 3.0, 9.0]))  ->  tensor([3., 5., 9.])
    """
    ### BEGIN SOLUTION
    return seats(ranks(x)) @ x  # row p has its single 1 where the number of rank p is
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "in_order", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("in_order")

# %% [markdown]
# ## The card
#
# | You want | You write | Watch out |
# |---|---|---|
# | the result's shape | align from the right; equal, or one is 1 | only 1s stretch; `torch.broadcast_shapes` knows |
# | one number for each column | a vector (columns,) | it counts as (1, columns) |
# | one number for each row | `v.unsqueeze(1)` or `v.reshape(-1, 1)` | (rows,) would meet the columns |
# | a column as a vector | `column.squeeze(1)` | `squeeze()` removes every dimension of size 1 |
# | a row's own mean | `x.mean(dim=1, keepdim=True)` | without `keepdim`, a square matrix is silently wrong |
# | something for every pair | a column and a row | n times m results need memory |
# | a loss | one shape on both sides | (n, 1) with (n,) gives (n, n) |
# | to change a tensor in place | `big += small` | the left side never grows |
# | to stretch without copying | `expand` | its stride is 0: `clone()` before you write to it |
#
# | The deck says | PyTorch does |
# |---|---|
# | `[[1, 2, 3, 4, 5]] * [[1, 2, 3, 4, 5], [4, 5, 6, 7, 8]]` | as lists: TypeError; as tensors: the product, of shape (2, 5) |
# | it tries to duplicate the first until it reaches the size of the second | nothing is copied; and either may stretch, even both at once |
#
# Next: **08 Slicing and dicing**. You paint a corner black, and the whole picture has changed: why?

# %%
progress()
