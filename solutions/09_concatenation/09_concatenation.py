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
# # 9 · Joining tensors
#
# **Time:** about 50 minutes, with a place to rest halfway. **You need:** units 03, 04 and 08, and `unsqueeze`
# from unit 07.
#
# When you are done, you can
#
# - make a tensor longer with `cat`, and say beforehand whether the shapes fit;
# - make a new dimension with `stack`, where you want it;
# - cut a tensor apart again with `split`, `chunk` and `unbind`;
# - join many pieces at once, even pieces of different lengths.
#
# Stuck on an exercise? `hint("its_name")` helps, up to three times.

# %%
import torch

from autograder import check, hint, progress, reset, show, solution

# %% [markdown]
# ## A question first
#
# Here are two tables of shape (2, 3), side by side; the picture calls them A and B. In how many ways can you
# make one tensor of them, A first? Write down your guess; the answer comes in section 2.

# %%
a = torch.tensor([[1, 2, 3], [4, 5, 6]])
b = torch.tensor([[7, 8, 9], [10, 11, 12]])
show.cat([a, b], dim=1)

# %% [markdown]
# The deck has a slide with the title *Tensor concatenation* and nothing below it. This unit fills it.
#
# ## 1 · `cat`: longer
#
# `torch.cat`, short for *concatenate*, takes a **list of tensors** (a tuple will do) and the dimension `dim`
# along which they are set one after the other. The size of that dimension grows. Leave `dim` out, and it is
# dimension 0. The number of dimensions stays the same. With `dim=1` the columns go on: 3 columns and 3 more.
# Whatever is first in the list comes first, here `b`:

# %%
torch.cat([b, a], dim=1)

# %% [markdown]
# `cat` takes *one* sequence, not several tensors. Forget the brackets, and it says what it wanted (a tuple; a
# list will do as well):

# %% tags=["raises-exception", "active-ipynb"]
# torch.cat(a, b)

# %% [markdown]
# ### Exercise 1 · `on_top`
#
# Put `upper` on top of `lower`. One may have more rows than the other.


# %% nbgrader={"grade": false, "grade_id": "on_top-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def on_top(upper, lower):
    """The rows of upper, then the rows of lower.

    upper, lower: tensors with two dimensions or more and of equal sizes, except in dimension 0.
    Returns: a tensor with upper.shape[0] + lower.shape[0] rows.
    on_top(torch.tensor([[1, 2]]), torch.tensor([[3, 4], [5, 6]]))
        ->  tensor([[1, 2], [3, 4], [5, 6]])
    """
    ### BEGIN SOLUTION
    return torch.cat([upper, lower], dim=0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "on_top", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("on_top")

# %% [markdown]
# **All sizes must agree, except the one in the joined dimension**, and so must the number of dimensions.
# (There is one old exception: an empty vector, of shape (0,), may join anything, and is ignored.)
#
# ### Exercise 2 · `no_stretching`
#
# Two rows and one row, side by side. What comes out?
#
# ```python
# torch.cat([torch.zeros(2, 3), torch.zeros(1, 3)], dim=1).shape
# ```
#
# Write a tuple, or `"raises ..."` with the name of the error.

# %% nbgrader={"grade": false, "grade_id": "no_stretching-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
no_stretching = ...
### BEGIN SOLUTION
no_stretching = "raises RuntimeError"  # 2 rows and 1 row: side by side, the rows must agree
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "no_stretching", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("no_stretching")

# %% [markdown]
# There is no broadcasting here: `cat` neither repeats anything nor adds a missing dimension.
#
# ### Exercise 3 · `append_row` (fix it)
#
# This function should add one row, a vector, at the bottom of a matrix. Call it with `a` and
# `torch.tensor([7, 8, 9])` and read the error. Then fix it here, or rewrite it below; the last definition
# counts. How does a tensor get one more dimension?


# %% nbgrader={"grade": false, "grade_id": "append_row-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def append_row(matrix, row):
    """The matrix with one more row at the bottom.

    matrix: shape (rows, columns), rows may be 0.  row: shape (columns,).
    Returns: shape (rows + 1, columns).
    append_row(torch.tensor([[1, 2], [3, 4]]), torch.tensor([5, 6]))
        ->  tensor([[1, 2], [3, 4], [5, 6]])
    """
    return torch.cat([matrix, row])


### BEGIN SOLUTION
def append_row(matrix, row):
    return torch.cat([matrix, row.unsqueeze(0)], dim=0)


### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "append_row", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("append_row")

# %% [markdown]
# ## 2 · `stack`: one more dimension
#
# `torch.stack` lays tensors on a pile: it makes a **new dimension** and numbers the sheets along it. All the
# sheets need the same shape. `dim` says where the new dimension goes in the shape of the result; its size is
# the number of tensors. With `dim=0` our two tables make a pile of shape (2, 2, 3): `pile[0]` is `a`, and
# `pile[1]` is `b`.

# %%
pile = torch.stack([a, b], dim=0)
print("stack, dim 0:", pile.shape)
print("  cat, dim 0:", torch.cat([a, b], dim=0).shape)
print("pile[1] is b:", torch.equal(pile[1], b))
show.stack([a, b], dim=0)

# %% [markdown]
# ### Exercise 4 · `cat_or_stack`
#
# Three tensors of shape (2, 5). Predict both shapes, as a list of two lists, such as `[[2, 5], [2, 5]]`.
#
# ```python
# parts = [torch.zeros(2, 5), torch.zeros(2, 5), torch.zeros(2, 5)]
# [list(torch.cat(parts, dim=1).shape), list(torch.stack(parts, dim=1).shape)]
# ```

# %% nbgrader={"grade": false, "grade_id": "cat_or_stack-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
cat_or_stack = ...
### BEGIN SOLUTION
cat_or_stack = [[2, 15], [2, 3, 5]]  # 5 + 5 + 5 columns; a new dimension of size 3 in the middle
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "cat_or_stack", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("cat_or_stack")

# %% [markdown]
# With `dim=1` the new dimension goes in the middle, and row meets row: the first row of `a` lies on the first
# row of `b`.

# %%
show.stack([a, b], dim=1)

# %% [markdown]
# With `dim=2` it comes last, and number meets number: 1 with 7, 2 with 8.

# %%
show.stack([a, b], dim=2)

# %% [markdown]
# So the first question has five answers. `cat` gives (4, 3) or (2, 6); `stack` gives (2, 2, 3) on dimension 0
# and on dimension 1, and (2, 3, 2) on dimension 2. No two are alike: where the shapes agree, the numbers are
# in different places.
#
# ### Exercise 5 · `powers_table`
#
# Make this table of integers from `torch.arange`: each row holds n, n² and n³.
#
# | n | n² | n³ |
# |---|---|---|
# | 1 | 1 | 1 |
# | 2 | 4 | 8 |
# | 3 | 9 | 27 |
# | 4 | 16 | 64 |

# %% nbgrader={"grade": false, "grade_id": "powers_table-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
powers_table = ...
### BEGIN SOLUTION
n = torch.arange(1, 5)
powers_table = torch.stack([n, n**2, n**3], dim=1)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "powers_table", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("powers_table")

# %% [markdown]
# A scalar has no dimension that could grow, so `cat` refuses scalars. `stack` makes one:

# %% tags=["raises-exception", "active-ipynb"]
# print(torch.stack([torch.tensor(1), torch.tensor(2)]))
# torch.cat([torch.tensor(1), torch.tensor(2)])

# %% [markdown]
# ### Exercise 6 · `stack_of_scalars`
#
# Predict the two shapes, as a list such as `[(4, 5), (4, 5)]`.
#
# ```python
# losses = torch.stack([torch.tensor(3.0), torch.tensor(2.0), torch.tensor(1.5)])
# [losses.shape, torch.stack([losses, losses], dim=1).shape]
# ```

# %% nbgrader={"grade": false, "grade_id": "stack_of_scalars-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
stack_of_scalars = ...
### BEGIN SOLUTION
# Scalars get one dimension, of size 3. Then `dim=1` puts the new one, of size 2, after it.
stack_of_scalars = [(3,), (3, 2)]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "stack_of_scalars", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("stack_of_scalars")

# %% [markdown]
# *(Halfway: a good place to rest.)*
#
# ## 3 · What the result is made of
#
# ### Exercise 7 · `joined_dtype`
#
# Three vectors, three dtypes. What is the result's dtype? Write it as `torch.int8`, or `"raises ..."` with
# the name of the error.
#
# ```python
# torch.cat([torch.tensor([True]), torch.tensor([2]), torch.tensor([0.5])]).dtype
# ```

# %% nbgrader={"grade": false, "grade_id": "joined_dtype-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
joined_dtype = ...
### BEGIN SOLUTION
joined_dtype = torch.float32  # bool, integers, floats: the highest kind wins
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "joined_dtype", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("joined_dtype")

# %% [markdown]
# Dtypes are promoted, by the rule of unit 04. Devices are not: joining tensors from two devices is an error.
# So make a piece that is like the others: `t.new_zeros(shape)` takes dtype and device from `t`, and the shape
# from you.

# %%
t = torch.tensor([[0.5, 1.5]], dtype=torch.float64)
t.new_zeros(2, 3)

# %% [markdown]
# ## 4 · Taking apart again
#
# `split` undoes `cat`. Tell it **how long** a piece should be, or give it a list of lengths, which must add
# up. You get a tuple of tensors; the last piece may be shorter. Like `cat`, it has a `dim`.
#
# `chunk(n)` is told **how many** pieces you would like. It divides the length by n, rounds up, and cuts
# pieces of that length until nothing is left. And `unbind` undoes `stack`: it takes the sheets off the pile.

# %%
t = torch.arange(10)
print(t.split(4))
print(t.split([1, 2, 7]))
print(torch.equal(torch.cat(t.split(4)), t))
print(t.chunk(3))
print(a.split(1, dim=1))  # the columns of a, each of shape (2, 1)
print(a.unbind(dim=1))  # the columns of a, as vectors

# %% [markdown]
# ### Exercise 8 · `chunk_sizes`
#
# Predict the length of each piece, in a list. (The outer brackets make the list: a `len(c)` for every piece
# `c`.)
#
# ```python
# [len(c) for c in torch.arange(9).chunk(4)]
# ```

# %% nbgrader={"grade": false, "grade_id": "chunk_sizes-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
chunk_sizes = ...
### BEGIN SOLUTION
chunk_sizes = [3, 3, 3]  # 9 / 4 rounded up is 3, and after three pieces nothing is left
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "chunk_sizes", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("chunk_sizes")

# %% [markdown]
# `torch.tensor_split(t, 4)` always gives exactly as many as you say, and shares out the rest.
#
# ### Exercise 9 · `view_and_copy`
#
# One of the two below is a view of `t`, as slices are (unit 08), the other a copy. Write the list that the
# last line gives.
#
# ```python
# t = torch.arange(4)
# first, second = t.chunk(2)
# joined = torch.cat([first, second])
# first[0] = 10
# joined[3] = 20
# t.tolist()
# ```

# %% nbgrader={"grade": false, "grade_id": "view_and_copy-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
view_and_copy = ...
### BEGIN SOLUTION
view_and_copy = [10, 1, 2, 3]  # a chunk is a view; what `cat` gives is a copy
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "view_and_copy", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("view_and_copy")

# %% [markdown]
# `split` and `chunk` cut views: they cost nothing, and writing into them writes into the whole. `cat` and
# `stack` always copy: the parts lie in different places in memory, and the result must lie in one.
#
# ## 5 · Many pieces
#
# Results come piece by piece, and it is tempting to join each one to what is already there. But every `cat`
# copies everything that was joined before. Count the copied numbers, for 200 pieces of 10:

# %%
pieces = [torch.ones(10) for _ in range(200)]
joined, copied = pieces[0], 0
for piece in pieces[1:]:
    joined = torch.cat([joined, piece])
    copied += len(joined)
# `:,` puts the commas in
print(f"{len(joined):,} numbers joined, {copied:,} copied on the way")

# %% [markdown]
# Two hundred thousand numbers copied, to join two thousand. Twice as many pieces would be four times the
# work: the cost is **quadratic**. Collect the pieces in a Python list instead, and join them when you have
# them all, with a single `cat`:

# %%
print(torch.equal(torch.cat(pieces), joined))

# %% [markdown]
# ### Exercise 10 · `padded_batch`
#
# Sentences have different lengths, and a network wants one matrix. So the short ones are **padded**: filled
# up with zeros at the end, until all are as long as the longest. A loop over the sentences is welcome.
#
# ```
# sentences: [5, 2]           ->   5 2 0
#            [8, 1, 4]             8 1 4
# ```


# %% nbgrader={"grade": false, "grade_id": "padded_batch-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def padded_batch(sentences):
    """The sentences as the rows of one matrix, zeros after the shorter ones.

    sentences: a list of one or more vectors of the same dtype on the same device; some may be empty.
    Returns: shape (number of sentences, length of the longest), of that dtype, on that device.
    padded_batch([torch.tensor([5, 2]), torch.tensor([8, 1, 4])])
        ->  tensor([[5, 2, 0], [8, 1, 4]])
    """
    ### BEGIN SOLUTION
    longest = max(len(s) for s in sentences)
    rows = [torch.cat([s, s.new_zeros(longest - len(s))]) for s in sentences]
    return torch.stack(rows)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "padded_batch", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("padded_batch")

# %% [markdown]
# PyTorch has this ready-made; you find its name on the card at the end.
#
# ### Exercise 11 · `unpad`
#
# And back: `lengths` says how many words each sentence really has; what follows in its row is padding. Return
# the real words of all the sentences, one after the other. Look at the lengths, not at the numbers: 0 may be
# a word like any other, and some programs pad with something else.
#
# **Rule:** no loop. (A mask picks in reading order; unit 07 makes one for all rows at once.)


# %% nbgrader={"grade": false, "grade_id": "unpad-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def unpad(batch, lengths):
    """The real words of a padded batch, sentence after sentence.

    batch: a matrix (sentences, places) of any number dtype.
    lengths: int64 of shape (sentences,), each from 0 to the number of places; on the same device.
    Returns: a vector of lengths.sum() elements, of the dtype of batch.
    unpad(torch.tensor([[5, 2, 0], [8, 0, 4]]), torch.tensor([2, 3]))  ->  tensor([5, 2, 8, 0, 4])
    """
    ### BEGIN SOLUTION
    places = torch.arange(batch.shape[1], device=batch.device)
    # A row of places against a column of lengths: each sentence is compared with its own length.
    return batch[places < lengths[:, None]]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "unpad", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("unpad")

# %% [markdown]
# ## 6 · A puzzle
#
# One more tool: `t.flatten(i, j)` merges the dimensions i to j into one, in reading order. With `flatten(1,
# 2)`, the shape (2, 3, 4) becomes (2, 12).
#
# ### Exercise 12 · `riffle` (a puzzle)
#
# Two packs of cards are shuffled into each other: the first of `a`, the first of `b`, the second of `a`, and
# so on. If they are matrices, their rows are the cards and stay whole.
#
# **Rules:** no loop, at most two PyTorch operations.


# %% nbgrader={"grade": false, "grade_id": "riffle-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def riffle(a, b):
    """The rows of a and b in turn, starting with a.

    a, b: tensors of the same shape (n, ...), with one dimension or more.
    Returns: shape (2 n, ...).
    riffle(torch.tensor([1, 2, 3]), torch.tensor([10, 20, 30]))
        ->  tensor([1, 10, 2, 20, 3, 30])
    """
    ### BEGIN SOLUTION
    # A row of a and a row of b lie side by side, and reading order does the rest.
    return torch.stack([a, b], dim=1).flatten(0, 1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "riffle", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("riffle")

# %% [markdown]
# ## The card
#
# | You want | You write | Watch out |
# |---|---|---|
# | longer in a dimension | `torch.cat([a, b], dim=1)` | one list; all other sizes agree; the rank stays |
# | a new dimension | `torch.stack([a, b], dim=0)` | all shapes equal; the rank grows by one |
# | a vector under a matrix | `torch.cat([m, v.unsqueeze(0)])` | the ranks must agree |
# | scalars to a vector | `torch.stack(losses)` | `cat` refuses rank 0 |
# | two dimensions merged into one | `t.flatten(0, 1)` | in reading order |
# | a piece that fits | `x.new_zeros(2, 1)` | dtype and device of `x` |
# | pieces of a given length | `t.split(4)`, `t.split([1, 9])` | the last may be shorter |
# | a given number of pieces | `t.chunk(4)` | may be fewer; `tensor_split` is exact |
# | the sheets of a pile | `t.unbind(0)` | each has one dimension less |
# | many pieces joined | collect in a list, one `cat` | `cat` in a loop is quadratic |
# | different lengths | pad with zeros, then `stack` | ready-made: `torch.nn.utils.rnn.pad_sequence(sentences, batch_first=True)` |
#
# `cat` and `stack` copy; `split`, `chunk` and `unbind` give views. Dtypes are promoted, devices are not.
#
# | The deck says | PyTorch does |
# |---|---|
# | "Tensor concatenation", and no more | `torch.cat([a, b], dim)` joins along a dimension that is there: two (2, 3) become (4, 3) or (2, 6) |
# | | `torch.stack([a, b], dim)` makes a new one: two (2, 3) become (2, 2, 3), or (2, 3, 2) with `dim=2` |
#
# Next: **10 Capstone**. A photograph, a landscape, money and a network, with everything you have learned.

# %%
progress()
