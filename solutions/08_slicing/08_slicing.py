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
# # 8 · Slicing and dicing
#
# **Time:** about an hour, with a place to rest halfway. **You need:** unit 02 (comparisons, `&`), 03 (views),
# 04 (dtype, device), 06 (gradients) and 07 (broadcasting).
#
# When you are done, you can
#
# - take any row, column, block or single element out of a tensor, and say its shape beforehand;
# - pick rows by a list, by a mask, and one element per row;
# - tell a *view*, which shares its numbers with the tensor it came from, from a *copy*, which doesn't;
# - change a part of a tensor on purpose, and never by accident.
#
# Stuck on an exercise? `hint("its_name")` helps, up to three times, a little more each time.

# %%
import numpy as np
import torch

from autograder import check, hint, progress, reset, show, solution

# %% [markdown]
# ## A question first
#
# A tensor holds a small grey picture, 9 the brightest. You take its top left corner and give it a name of its
# own. Then you paint *the corner* black. Does the *picture* change?

# %%
picture = torch.tensor(
    [
        [9, 8, 7, 6],
        [8, 7, 6, 5],
        [7, 6, 5, 4],
    ]
)
show(picture, title="picture")

# %% [markdown]
# Make up your mind, then run the next cell. `picture[0:2, 0:2]` is the corner: the first two rows and the
# first two columns.

# %%
corner = picture[0:2, 0:2]
corner[:] = 0
picture

# %% [markdown]
# The picture changed, though its name doesn't appear to the left of the `=` at all. By the end of this unit
# that will be no surprise, and you will know when it happens and when it doesn't.
#
# ## One place: a number
#
# An **index** is what goes between the brackets. A number picks one place along a dimension. Counting starts
# at 0, and negative numbers count from the end. Here is the deck's matrix:

# %%
t = torch.Tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
print(t[0])  # the first row
print(t[-1])  # the last row
print(t[2])  # the last row again
print(t[1, 2])  # row 1, column 2: one element, still a tensor (rank 0)

# %% [markdown]
# Each number **drops** its dimension: `t` has rank 2, `t[0]` rank 1, `t[1, 2]` rank 0.
#
# A number that is too large is an error. Look at the last line:

# %% tags=["raises-exception", "active-ipynb"]
# t[3]

# %% [markdown]
# ## A stretch: a slice
#
# A **slice** `start:stop` takes the places from `start` on and ends *before* `stop`. Leave the start out to
# begin at the beginning; leave the stop out to go to the end. `start:stop:step` takes every `step`-th place.
#
# A slice that goes too far takes what there is, and says nothing. That is handy at a border, and a good place
# for bugs to hide.

# %%
v = torch.arange(10, 18)
print(v[2:5])  # places 2, 3, 4
print(v[:3])  # the first three
print(v[-3:])  # the last three
print(v[::2])  # every second one
print(v[5:100])  # past the end: three are left
print(v[100:200])  # none are left: an empty tensor

# %% [markdown]
# Now the deck's line. It says that `t[0:1]` gives the first two lines. Does it? (`np.s_[...]` writes down
# what goes between brackets, so that `show.slice` can draw it. You need it only for pictures.)

# %%
print(t[0:1])
show.slice(t, np.s_[0:1])

# %% [markdown]
# One row: the stop is not taken, so `0:1` holds only place 0. The first two rows are `t[0:2]`, or `t[:2]`.
#
# With a comma you give an index for each dimension: rows first, then columns. A lone `:` takes everything.
# The deck says that `t[:, 0:1]` gives the first two columns. It gives one:

# %%
print(t[:, 0:1])  # the deck's line
print(t[:, 0:2])  # the first two columns

# %% [markdown]
# ### Exercise 1 · `bottom_left_block`
#
# From `grid` take the last two rows, and of these the first three columns, in one pair of brackets.

# %%
grid = torch.arange(20).reshape(4, 5)
grid

# %% nbgrader={"grade": false, "grade_id": "bottom_left_block-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
bottom_left_block = ...
### BEGIN SOLUTION
bottom_left_block = grid[-2:, :3]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bottom_left_block", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("bottom_left_block")

# %% [markdown]
# ## Drop or keep
#
# `t[0]` and `t[0:1]` hold the same three numbers, in different shapes. A number drops its dimension; a slice
# keeps it, even a slice of length one.
#
# In a tensor with more dimensions, go through the index from left to right, one entry per dimension. Whatever
# isn't named at the end stays whole: `x[1]` is `x[1, :, :]`.

# %%
print(t[0].shape, t[0:1].shape)
x = torch.arange(24).reshape(2, 3, 4)
print(x[1].shape)  # the 2 is dropped
print(x[:, 0:2, 3].shape)  # size 3 becomes 2, size 4 is dropped

# %% [markdown]
# ### Exercise 2 · `mixed_index_shape`
#
# Predict, without running it, the shape of
#
# ```python
# torch.zeros(3, 4, 5)[0:1, 1].shape
# ```
#
# Write a tuple, such as `(2, 3)`.

# %% nbgrader={"grade": false, "grade_id": "mixed_index_shape-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
mixed_index_shape = ...
### BEGIN SOLUTION
mixed_index_shape = (1, 5)  # the slice 0:1 keeps its dimension, the index 1 drops its own
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "mixed_index_shape", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("mixed_index_shape")

# %% [markdown]
# ## `None` and `...`
#
# `None` takes nothing. It **makes** a dimension of size 1, at its own position. You know such dimensions from
# broadcasting.
#
# `...` stands for as many `:` as are missing: `x[..., 0]` is `x[:, :, 0]` for rank 3, and `x[:, 0]` for rank
# 2.

# %%
print(v[None].shape)  # a matrix with one row
print(v[:, None].shape)  # a matrix with one column
print(x[..., 0])
print(t[..., 0])

# %% [markdown]
# ### Exercise 3 · `column_kept`
#
# Write a function that takes one column of a matrix and keeps it a matrix, with one column. It must not copy:
# the answer is a **view** (unit 03), a second way of reading the same numbers. Numbers, slices, `:` and
# `None` never copy.
#
# Remember that `-1` is a column too.


# %% nbgrader={"grade": false, "grade_id": "column_kept-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def column_kept(t, j):
    """Column j as a matrix.

    t: a matrix of shape (n, m), any dtype.  j: an int from -m to m - 1.
    Returns: a view of t, of shape (n, 1).
    column_kept(torch.tensor([[1, 2], [3, 4]]), 1)  ->  tensor([[2], [4]])
    """
    ### BEGIN SOLUTION
    return t[:, j, None]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "column_kept", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("column_kept")

# %% [markdown]
# ## View or copy
#
# Back to the question at the top. A tensor has two parts: the numbers, in a stretch of memory, and a note on
# how to read them: start here, so many rows, so many columns, and these strides (unit 07).
#
# `picture[0:2, 0:2]` makes a new note and **no new numbers**. It is a view: a window onto the same memory.
# That is why slicing a huge tensor takes no time, and why writing through the window changes what lies behind
# it.
#
# A **copy** has numbers of its own. `.clone()` makes one. (With a Python list, `b = a[:]` copies. With a
# tensor `a[:]` is a slice, and so a view.)

# %%
middle_row = t[1]  # a view
middle_row += 100  # in place: written into the memory that t uses too
print(t)
safe = t[1].clone()  # a copy
safe += 1000
print(safe)
print(t)  # t is as it was

# %% [markdown]
# Which index gives what? Numbers, slices, `...` and `None` give **views**. A **list** of places in the
# brackets gives a **copy**: its places may lie anywhere, and no simple note could describe them.

# %%
show.slice(t, [0, 2])

# %% [markdown]
# ### Exercise 4 · `who_changed`
#
# Predict the last line. Write a number.
#
# ```python
# t = torch.zeros(2, 3)
# row = t[0]
# row += 1
# picked = t[[1]]
# picked += 5
# t.sum()
# ```

# %% nbgrader={"grade": false, "grade_id": "who_changed-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
who_changed = ...
### BEGIN SOLUTION
who_changed = 3.0  # `t[0]` is a view, three ones; `t[[1]]` is a copy, and its 5s stay there
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "who_changed", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("who_changed")

# %% [markdown]
# ## Writing on purpose
#
# Brackets to the **left** of `=` write into the tensor. The right side is broadcast to the part on the left.
# The deck says that its line, `t[:, 0:1] = 4`, makes the first two columns equal to 4:

# %%
t = torch.Tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
t[:, 0:1] = 4  # the deck's line: one column
print(t)
t[:, 0:2] = 4  # the first two columns
print(t)

# %% [markdown]
# Watch the difference between `part[:] = 0` and `part = 0`. The first writes into the tensor. The second only
# gives the *name* `part` to the number 0, and the tensor never hears of it.

# %%
part = t[1:]
part[:] = torch.tensor([10.0, 20.0, 30.0])  # written into both rows
part = 0  # nothing is written
t

# %% [markdown]
# ### Exercise 5 · `cut_out`
#
# Paint a black square (zeros) into a picture: `size` rows high and `size` columns wide, its top left corner
# at `row`, `col`. Change the picture itself, and return it.
#
# A square that reaches past the border is cut off there. And the picture may have channels (red, green,
# blue), so that its shape is (3, height, width); paint them all.


# %% nbgrader={"grade": false, "grade_id": "cut_out-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def cut_out(image, row, col, size):
    """Set a square to 0, in place.

    image: a tensor of shape (..., height, width), any dtype; it is changed.
    row, col: where the square starts; ints from 0 to height - 1 and width - 1.
    size: its side, an int of at least 1; it may reach past the border.
    Returns: image itself.
    cut_out(torch.tensor([[1, 2, 3], [4, 5, 6]]), 0, 1, 2)  ->  tensor([[1, 0, 0], [4, 0, 0]])
    """
    ### BEGIN SOLUTION
    image[..., row : row + size, col : col + size] = 0
    return image
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "cut_out", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("cut_out")

# %% [markdown]
# *(Halfway: a good place to rest.)*
#
# ### Exercise 6 · `zeroed_row` (fix it)
#
# This function should return a **copy** of `t` with row `i` set to 0. Its result looks right, and yet its
# callers complain that their own tensors change. Fix it here, or rewrite it below; the last definition
# counts.


# %% nbgrader={"grade": false, "grade_id": "zeroed_row-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def zeroed_row(t, i):
    """Return a copy of t with row i set to 0.

    t: a tensor of rank 2 or more, of shape (n, ...), any dtype.  i: an int from -n to n - 1.
    Returns: a new tensor of that shape and dtype; t stays as it is.
    zeroed_row(torch.tensor([[1, 2], [3, 4]]), 0)  ->  tensor([[0, 0], [3, 4]])
    """
    out = t
    out[i] = 0
    return out


### BEGIN SOLUTION
def zeroed_row(t, i):
    out = t.clone()
    out[i] = 0
    return out


### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "zeroed_row", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("zeroed_row")

# %% [markdown]
# ## Picking by a list
#
# A list, or an integer tensor, picks the places it names: in its order, and as often as it names them. **Two
# lists are read in pairs.** `t[[0, 2], [1, 1]]` is the element at row 0, column 1 and the one at row 2,
# column 1; it is not a block. Two index tensors pair up in the same way.
#
# *Reading* with a list copies. *Writing* with one, `t[[0, 2]] = 0`, does go into `t`, as does every
# assignment to brackets.

# %%
t = torch.Tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
print(t[[2, 0, 0]])
print(t[:, [2, 0]])
show.slice(t, ([0, 2], [1, 1]))

# %% [markdown]
# ### Exercise 7 · `crossings`
#
# In `field`, rows 1 and 3 cross columns 0 and 5 in four places. Take these four elements as a 2 × 2 matrix.
#
# If you meet *index 5 is out of bounds for dimension 0*: dimension 0 runs down, so you have asked for row 5.

# %%
field = torch.arange(24).reshape(4, 6)
field

# %% nbgrader={"grade": false, "grade_id": "crossings-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
crossings = ...
### BEGIN SOLUTION
crossings = field[[1, 3]][:, [0, 5]]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "crossings", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("crossings")

# %% [markdown]
# ## Picking by a mask
#
# A **mask** is a tensor of True and False. A comparison makes one. In the brackets it keeps the elements
# where it says True, as a vector, in reading order. That is a copy too.

# %%
mask = t > 5
print(mask)
show.slice(t, mask)

# %% [markdown]
# A mask to the left of `=` writes only to these places. (And `nonzero` tells you where they are: a row of
# indices for each True.)

# %%
print(mask.nonzero())
t[mask] = 0
t

# %% [markdown]
# ## The same place twice
#
# In `t[[2, 0, 0]]` row 0 came twice. That was reading. What if you *write* to a place twice?
#
# ### Exercise 8 · `adds_once`
#
# Predict what `x` holds at the end. Write a list of three numbers.
#
# ```python
# x = torch.zeros(3)
# x[[1, 1, 2]] += 1
# x
# ```

# %% nbgrader={"grade": false, "grade_id": "adds_once-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
adds_once = ...
### BEGIN SOLUTION
adds_once = [0, 1, 1]  # place 1 is read twice as 0, and written twice as 1
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "adds_once", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("adds_once")

# %% [markdown]
# `+=` with brackets takes three steps: **read** all the places, **add**, **write** all the places. A place
# that is named twice is read twice *before* anything is written.
#
# `index_add_(dim, places, amounts)` adds each amount in turn, in place. Places and amounts are tensors, one
# amount for each place. The amounts need the dtype and the device of the tensor they are added to; here all
# are floats:

# %%
purse = torch.zeros(3)
purse.index_add_(0, torch.tensor([2, 0, 2]), torch.tensor([5.0, 1.0, 0.5]))
purse

# %% [markdown]
# ### Exercise 9 · `tally` (fix it)
#
# `votes` holds numbers of candidates, 0 to n − 1. `tally` should count the votes for each, but it never
# counts further than 1. Fix it here **without a loop**, or rewrite it below; the last definition counts.
# There may be no votes at all.


# %% nbgrader={"grade": false, "grade_id": "tally-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def tally(votes, n):
    """Count the votes for each of n candidates.

    votes: int64 of shape (v,), v may be 0; each vote from 0 to n - 1.  n: an int of at least 1.
    Returns: int64 of shape (n,), on the device of votes.
    tally(torch.tensor([0, 2, 2]), 4)  ->  tensor([1, 0, 2, 0])
    """
    counts = torch.zeros(n, dtype=torch.int64, device=votes.device)
    counts[votes] += 1
    return counts


### BEGIN SOLUTION
def tally(votes, n):
    counts = torch.zeros(n, dtype=torch.int64, device=votes.device)
    return counts.index_add_(0, votes, torch.ones_like(votes))


### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "tally", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("tally")

# %% [markdown]
# When you don't know the candidates beforehand, `unique` finds the different values, sorted, and how often
# each occurs:

# %%
torch.tensor([7, 3, 7, 7]).unique(return_counts=True)

# %% [markdown]
# ## One from each row
#
# A network gives every photograph three scores: cat, dog, bird. Here are two photographs. The first shows a
# bird (2), the second a cat (0). Which scores did the right answers get?
#
# `gather(dim, index)` picks along one dimension. The index has as many dimensions as the tensor, and the
# result has the shape of the index. With dim 1, each row of the index says which columns to take from the
# same row of the tensor:

# %%
scores = torch.tensor([[0.1, 0.2, 0.7], [0.8, 0.1, 0.1]])
right = torch.tensor([2, 0])
places = torch.tensor([[2, 1], [0, 0]])
scores.gather(1, places)  # from row 0 columns 2 and 1, from row 1 column 0 twice

# %% [markdown]
# ### Exercise 10 · `pick_per_row`
#
# From each row pick one element, in the column that `columns` gives for that row. With `gather`, or with two
# index tensors in pairs: both are good ways. The answer is a vector, and gradients must find their way back
# through it to `table`. For the photographs, `pick_per_row(scores, right)` should give 0.7 and 0.8.


# %% nbgrader={"grade": false, "grade_id": "pick_per_row-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pick_per_row(table, columns):
    """table[i, columns[i]] for every row i.

    table: a matrix of shape (n, m), any dtype.
    columns: int64 of shape (n,), each from 0 to m - 1.
    Returns: a vector of shape (n,), even when n is 1 or 0.
    pick_per_row(torch.tensor([[1, 2, 3], [4, 5, 6]]), torch.tensor([2, 0]))  ->  tensor([3, 4])
    """
    ### BEGIN SOLUTION
    return table.gather(1, columns[:, None])[:, 0]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "pick_per_row", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("pick_per_row")

# %% [markdown]
# `scatter(dim, index, value)` is the way back: it *writes* at the places that `gather` would read, into a new
# tensor.

# %%
torch.zeros(2, 3).scatter(1, places, 1.0)

# %% [markdown]
# ### Exercise 11 · `top_k_mask`
#
# Which are the k largest numbers of each row? Answer with a mask: True for those, False for the rest. (`topk`
# of unit 02 takes a `dim`, and knows the places.)


# %% nbgrader={"grade": false, "grade_id": "top_k_mask-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def top_k_mask(x, k):
    """True where a number is among the k largest of its row.

    x: a matrix of shape (n, m), floats or integers, no two alike in a row.  k: an int, 1 <= k <= m.
    Returns: a bool tensor of shape (n, m), on the device of x.
    top_k_mask(torch.tensor([[5, 1, 9], [2, 8, 4]]), 2)
        ->  tensor([[True, False, True], [False, True, True]])
    """
    ### BEGIN SOLUTION
    places = x.topk(k, dim=1).indices
    return torch.zeros_like(x, dtype=torch.bool).scatter(1, places, True)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "top_k_mask", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("top_k_mask")

# %% [markdown]
# ## Backwards
#
# `[1, 2, 3][::-1]` reverses a Python list. Try it with a tensor, and read the last line of the error:

# %% tags=["raises-exception", "active-ipynb"]
# v[::-1]

# %% [markdown]
# In PyTorch a step must be positive. `flip` reverses tensors, by copying; you name the dimension.

# %%
print(v.flip(0))
print(grid.flip(0))  # dimension 0 runs down: top and bottom swap places
print(grid.flip(1))  # dimension 1 runs across: left and right swap places

# %% [markdown]
# ### Exercise 12 · `quarter_turn` (a puzzle)
#
# Turn a picture by a quarter turn, **clockwise**, as you would turn a photograph.
#
# The rule: at most **two** PyTorch operations, no loop, and not the ready-made `rot90`. The transpose, `.T`,
# is one operation.
#
# ```text
# before:  1  2  3      after:  4  1
#          4  5  6              5  2
#                               6  3
# ```


# %% nbgrader={"grade": false, "grade_id": "quarter_turn-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def quarter_turn(t):
    """Turn a matrix clockwise by a quarter turn.

    t: a matrix of shape (n, m), any dtype.  Returns: a tensor of shape (m, n).
    quarter_turn(torch.tensor([[1, 2, 3], [4, 5, 6]]))  ->  tensor([[4, 1], [5, 2], [6, 3]])
    """
    ### BEGIN SOLUTION
    return t.flip(0).T  # the last row becomes the first, and then the first column
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "quarter_turn", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("quarter_turn")

# %% [markdown]
# ## The card
#
# | in the brackets | what it does | gives |
# |---|---|---|
# | a number, `t[0]`, `t[-1]` | picks one place, **drops** the dimension; too large raises | a view |
# | a slice, `t[0:2]`, `t[::2]` | from start to *before* stop, **keeps** the dimension; too far is cut off silently | a view |
# | `...` | as many `:` as are missing | a view |
# | `None` | makes a dimension of size 1 | a view |
# | a list or integer tensor, `t[[2, 0, 0]]` | picks these places, in this order | a copy |
# | two lists, `t[[0, 2], [1, 1]]` | picks in pairs | a copy |
# | a mask, `t[t > 5]` | keeps where it is True, as a vector | a copy |
#
# - Writing through a view changes the original. `.clone()` makes a copy; `t[:]` does not.
# - `t[...] = something` writes into `t`, whatever is in the brackets. `name = something` writes nowhere.
# - `x[[1, 1]] += 1` adds once; `index_add_` adds every time. `unique` counts what is there.
# - One from each row: `table.gather(1, columns[:, None]).squeeze(1)`.
# - A step can't be negative: `t.flip(dim)`.
#
# | The deck says | PyTorch does |
# |---|---|
# | `t[0]` is the first line | right: a vector, shape (3,) |
# | `t[-1]` = `t[2]`, the last line | right, for three rows |
# | `t[0:1]` is the first 2 lines | the first line only, shape (1, 3); two lines are `t[0:2]` |
# | `t[:, 0:1]` is the first 2 columns | the first column only, shape (3, 1); two are `t[:, 0:2]` |
# | `t[:, 0:1] = 4` makes the first 2 columns equal to 4 | it changes one column; `t[:, 0:2] = 4` changes two |
#
# Next: **09 Joining tensors**. In how many ways can you make one tensor of two?

# %%
progress()
