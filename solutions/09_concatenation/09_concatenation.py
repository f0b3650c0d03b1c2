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
# **Time:** about 45 minutes, and a quarter of an hour more for the three puzzles at the end. **You need:** units 03, 04 and 08, and `unsqueeze` from unit 07.
#
# At the end you will be able to
#
# - make a tensor longer with `cat`, and say beforehand whether the shapes fit,
# - make a new dimension with `stack`, where you want it,
# - cut a tensor apart again with `split` and `chunk`,
# - join many pieces at once, also pieces of different length.

# %%
import torch

from autograder import check, hint, progress, show

# %% [markdown]
# ## A question first
#
# Here are two tables of shape (2, 3), set side by side; the picture calls them A and B. In how many ways can you make one tensor of them, A first? Put your guess on paper; the answer comes in section 2.

# %%
a = torch.tensor([[1, 2, 3], [4, 5, 6]])
b = torch.tensor([[7, 8, 9], [10, 11, 12]])
show.cat([a, b], dim=1)

# %% [markdown]
# The deck has a slide with the title *Tensor concatenation* and nothing under it, so we build this unit whole.
#
# ## 1 · `cat`: longer
#
# `torch.cat` is short for *concatenate*, to chain together. It takes a **list of tensors** (a tuple will do) and the dimension `dim` in which they are set one after the other. With `dim=1` the columns go on: 3 columns and 3 more.

# %%
torch.cat([a, b], dim=1)

# %% [markdown]
# The number of dimensions stays as it was. One size grows, the one that `dim` names; without `dim` it is dimension 0.
#
# `cat` takes *one* sequence, not several tensors. Forget the brackets and it complains; read what it wanted.

# %% tags=["raises-exception", "active-ipynb"]
# torch.cat(a, b)

# %% [markdown]
# ### Exercise 1 · `on_top`
#
# Put `upper` on top of `lower`. For `a` and `b` from above the result has 4 rows. It should also work when one is higher than the other.
#
# If you are stuck: `hint("on_top")`.


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
# ### When do shapes fit?
#
# **All sizes must agree, except the one in the joined dimension.** A table with 3 columns and one with 4 can stand side by side. On top of each other they would leave a hole. The error says which dimension may differ.

# %%
wide = torch.zeros(2, 4, dtype=torch.int64)
show.cat([a, wide], dim=1)

# %% tags=["raises-exception", "active-ipynb"]
# torch.cat([a, wide], dim=0)

# %% [markdown]
# The number of dimensions must agree as well. There is no broadcasting here: `cat` neither repeats anything nor adds a dimension that is missing.
#
# ### Exercise 2 · `append_row`
#
# This function should add one row, a vector, at the bottom of a matrix. Call it with `a` and `torch.tensor([7, 8, 9])` and read the error. Then mend it in place, or write it anew below. (Units 07 and 08: how does a tensor get one dimension more?) Stuck? `hint("append_row")`.


# %% nbgrader={"grade": false, "grade_id": "append_row-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def append_row(matrix, row):
    """The matrix with one row more at the bottom.

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
# ## 2 · `stack`: one dimension more
#
# `torch.stack` lays tensors on a pile: it makes a **new dimension** and numbers the sheets along it. All the sheets need the same shape. Two vectors piled up are the rows of a matrix.

# %%
x = torch.tensor([1, 2, 3])
y = torch.tensor([10, 20, 30])
show.stack([x, y], dim=0)

# %% [markdown]
# `cat` makes one longer vector of the same two, of shape (6,).

# %%
show.cat([x, y], dim=0)

# %% [markdown]
# The `dim` of `stack` says where the new dimension goes in the shape of the result; its size is the number of tensors. With `dim=0` our two matrices make a pile of shape (2, 2, 3): `pile[0]` is `a` and `pile[1]` is `b`.

# %%
show.stack([a, b], dim=0)

# %%
pile = torch.stack([a, b], dim=0)
print("stack, dim 0:", pile.shape)
print("  cat, dim 0:", torch.cat([a, b], dim=0).shape)
print("pile[1] is b:", torch.equal(pile[1], b))

# %% [markdown]
# ### Exercise 3 · `cat_or_stack`
#
# Three tensors of shape (2, 5). Predict both shapes, as a list of two lists, such as `[[2, 5], [2, 5]]`.
#
# ```python
# parts = [torch.zeros(2, 5), torch.zeros(2, 5), torch.zeros(2, 5)]
# [list(torch.cat(parts, dim=1).shape), list(torch.stack(parts, dim=1).shape)]
# ```
#
# Stuck? `hint("cat_or_stack")`.

# %% nbgrader={"grade": false, "grade_id": "cat_or_stack-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
cat_or_stack = ...
### BEGIN SOLUTION
cat_or_stack = [[2, 15], [2, 3, 5]]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "cat_or_stack", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("cat_or_stack")

# %% [markdown]
# Now the first question has its answer. For two tensors of shape (2, 3), `cat` on dimension 0 gives (4, 3), on dimension 1 (2, 6). `stack` gives (2, 2, 3) on dimension 0 and on dimension 1, and (2, 3, 2) on dimension 2. Five ways, and no two of them alike: where the shapes agree, the numbers lie differently.

# %% [markdown]
# You have seen dimension 0, a pile of whole sheets. With `dim=1` the new dimension goes in the middle, and row is laid on row: the first row of `a` with the first row of `b`.

# %%
show.stack([a, b], dim=1)

# %% [markdown]
# With `dim=2` it comes last, and number meets number: 1 with 7, 2 with 8.

# %%
show.stack([a, b], dim=2)

# %% [markdown]
# ### Exercise 4 · `powers_table`
#
# Make this table of integers from `torch.arange`: each row holds n, n² and n³, for n = 1, 2, 3, 4.
#
# | n | n² | n³ |
# |---|---|---|
# | 1 | 1 | 1 |
# | 2 | 4 | 8 |
# | 3 | 9 | 27 |
# | 4 | 16 | 64 |
#
# Stuck? `hint("powers_table")`.

# %% nbgrader={"grade": false, "grade_id": "powers_table-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
powers_table = ...
### BEGIN SOLUTION
n = torch.arange(1, 5)
powers_table = torch.stack([n, n**2, n**3], dim=1)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "powers_table", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("powers_table")

# %% [markdown]
# ### Exercise 5 · `as_pixels`
#
# A colour picture often comes as three tensors of the same shape: how red, how green and how blue each pixel is. Join them so that the three numbers of one pixel lie together, in the **last** dimension: `picture[0, 0]` is then the colour of the first pixel. It must work for one pixel (rank 0), a row of pixels, a picture, and a film (rank 3). (Dimensions count from the end too: -1 is the last.) Stuck? `hint("as_pixels")`.


# %% nbgrader={"grade": false, "grade_id": "as_pixels-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def as_pixels(red, green, blue):
    """Three tensors as one, a pixel's red, green and blue in the last dimension.

    red, green, blue: tensors of one shape, of any rank (0 too), and of one dtype.
    Returns: a tensor of that shape with a last dimension of size 3 added.
    as_pixels(torch.tensor([1, 2]), torch.tensor([3, 4]), torch.tensor([5, 6]))
        ->  tensor([[1, 3, 5], [2, 4, 6]])
    """
    ### BEGIN SOLUTION
    return torch.stack([red, green, blue], dim=-1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "as_pixels", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("as_pixels")

# %% [markdown]
# ### Exercise 6 · `cat_of_scalars`
#
# What comes of this? Write the values as a list, or the error, as in `"raises TypeError"`.
#
# ```python
# torch.cat([torch.tensor(1), torch.tensor(2)])
# ```
#
# Stuck? `hint("cat_of_scalars")`.

# %% nbgrader={"grade": false, "grade_id": "cat_of_scalars-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
cat_of_scalars = ...
### BEGIN SOLUTION
cat_of_scalars = "raises RuntimeError"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "cat_of_scalars", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("cat_of_scalars")

# %% tags=["raises-exception", "active-ipynb"]
# torch.cat([torch.tensor(1), torch.tensor(2)])

# %% [markdown]
# So a list of scalars, the losses of a training run for example, is joined by `stack`:

# %%
torch.stack([torch.tensor(1), torch.tensor(2)])

# %% [markdown]
# ## 3 · What the result is made of
#
# ### Exercise 7 · `joined_dtype`
#
# Three vectors, three dtypes. Which dtype has the result? Write it as `torch.int8`, or the error as `"raises TypeError"`.
#
# ```python
# torch.cat([torch.tensor([True]), torch.tensor([2]), torch.tensor([0.5])]).dtype
# ```
#
# Stuck? `hint("joined_dtype")`.

# %% nbgrader={"grade": false, "grade_id": "joined_dtype-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
joined_dtype = ...
### BEGIN SOLUTION
joined_dtype = torch.float32
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "joined_dtype", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("joined_dtype")

# %%
torch.cat([torch.tensor([True]), torch.tensor([2]), torch.tensor([0.5])])

# %% [markdown]
# The dtypes are promoted, by the rule of unit 04. Devices are not: to join tensors of two devices is an error. So when you make a piece yourself, make it like the others: with the `_like` functions (unit 03), or with the methods `t.new_zeros(shape)`, `t.new_ones(shape)` and `t.new_full(shape, number)`. They take dtype and device from `t`, and the shape from you.

# %%
t = torch.tensor([[0.5, 1.5]], dtype=torch.float64)
t.new_zeros(2, 3)

# %% [markdown]
# ### Exercise 8 · `with_ones`
#
# Put a column of ones in front of a matrix, in its dtype and on its device. (Fitting a straight line uses this: the constant becomes a weight like any other.) Stuck? `hint("with_ones")`.


# %% nbgrader={"grade": false, "grade_id": "with_ones-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def with_ones(x):
    """The matrix with a column of ones in front.

    x: shape (rows, columns), either may be 0; any number dtype, any device.
    Returns: shape (rows, columns + 1), with the dtype and device of x. A gradient flows through.
    with_ones(torch.tensor([[5, 6], [7, 8]]))  ->  tensor([[1, 5, 6], [1, 7, 8]])
    """
    ### BEGIN SOLUTION
    ones = x.new_ones(x.shape[0], 1)
    return torch.cat([ones, x], dim=1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "with_ones", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("with_ones")

# %% [markdown]
# ## 4 · Taking apart again
#
# `split` undoes `cat`. Give it **how long** a piece should be, or a list of lengths, which must add up. You get a tuple of tensors. The last piece may be shorter.

# %%
t = torch.arange(10)
print(t.split(4))
print(t.split([1, 2, 7]))
torch.equal(torch.cat(t.split(4)), t)

# %% [markdown]
# Like `cat`, it has a `dim`. Columns 0 and 1 of `a`, then column 2:

# %%
left, right = a.split([2, 1], dim=1)
print(left)
print(right)

# %% [markdown]
# `chunk(n)` is told **how many** pieces you would like. It divides the length by n, rounds up, and cuts pieces of that length until nothing is left.

# %%
t.chunk(3)

# %% [markdown]
# ### Exercise 9 · `chunk_sizes`
#
# Predict the list of lengths.
#
# ```python
# [len(c) for c in torch.arange(9).chunk(4)]
# ```
#
# Stuck? `hint("chunk_sizes")`.

# %% nbgrader={"grade": false, "grade_id": "chunk_sizes-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
chunk_sizes = ...
### BEGIN SOLUTION
chunk_sizes = [3, 3, 3]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "chunk_sizes", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("chunk_sizes")

# %% [markdown]
# Three, though four were asked for. `torch.tensor_split` always gives as many as you say, and shares out the rest.

# %%
print(torch.arange(9).chunk(4))
print(torch.arange(9).tensor_split(4))

# %% [markdown]
# ### Exercise 10 · `view_and_copy`
#
# One of the two below is a view of `t`, as slices are (unit 08), the other a copy. What does the last line give? Write the list.
#
# ```python
# t = torch.arange(4)
# first, second = t.chunk(2)
# joined = torch.cat([first, second])
# first[0] = 10
# joined[3] = 20
# t.tolist()
# ```
#
# Stuck? `hint("view_and_copy")`.

# %% nbgrader={"grade": false, "grade_id": "view_and_copy-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
view_and_copy = ...
### BEGIN SOLUTION
view_and_copy = [10, 1, 2, 3]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "view_and_copy", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("view_and_copy")

# %% [markdown]
# `split` and `chunk` cut views: they cost nothing, and writing into them writes into the whole. `cat` and `stack` always copy, because the parts lie in different places and the result must lie in one.
#
# ### Exercise 11 · `hold_out`
#
# To test a network fairly you need examples that it has not learned from. Give two tensors: all the rows but the last `n`, and the last `n`. Mind n = 0. Stuck? `hint("hold_out")`.


# %% nbgrader={"grade": false, "grade_id": "hold_out-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def hold_out(data, n):
    """The rows to learn from, and the last n rows to test on.

    data: a tensor with one dimension or more.  n: from 0 to the number of rows.
    Returns: two tensors, of len(data) - n rows and of n rows.
    hold_out(torch.tensor([1, 2, 3, 4, 5]), 2)  ->  tensor([1, 2, 3]), tensor([4, 5])
    """
    ### BEGIN SOLUTION
    return data.split([len(data) - n, n])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "hold_out", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("hold_out")

# %% [markdown]
# ## 5 · Many pieces
#
# Results often come piece by piece, and it is tempting to join each piece to what is there. But `cat` copies, every time, all that was joined before. Let us count the copied numbers for 1000 pieces of 10 numbers each.

# %%
pieces = [torch.ones(10) for _ in range(1000)]
joined, copied = pieces[0], 0
for piece in pieces[1:]:
    joined = torch.cat([joined, piece])
    copied += len(joined)
print(f"{len(joined):,} numbers joined, {copied:,} copied on the way")

# %% [markdown]
# Five million copies to join ten thousand numbers. With twice as many pieces it would be four times the work: the cost is **quadratic**. Collect the pieces in a Python list instead, which costs nothing, and join them when you have them all.
#
# ### Exercise 12 · `join_all`
#
# The function below joins a list of tensors. It has two faults: it is slow, and integers come out as floats. Mend it in place, or write it anew below.
#
# **Rule:** one PyTorch operation. Stuck? `hint("join_all")`.


# %% nbgrader={"grade": false, "grade_id": "join_all-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def join_all(pieces):
    """All the pieces joined on dimension 0.

    pieces: a list of one or more tensors of one dtype, of equal sizes except in dimension 0.
    Returns: one tensor of the same dtype.
    join_all([torch.tensor([1, 2]), torch.tensor([3])])  ->  tensor([1, 2, 3])
    """
    joined = torch.empty(0)
    for piece in pieces:
        joined = torch.cat([joined, piece])
    return joined


### BEGIN SOLUTION
def join_all(pieces):
    return torch.cat(pieces)


### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "join_all", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("join_all")

# %% [markdown]
# ### Exercise 13 · `padded_batch`
#
# Sentences have different lengths, and a network wants one matrix. So the short ones are **padded**: filled up with zeros at the end, until all are as long as the longest. A loop over the sentences is welcome here.
#
# ```
# sentences: [5, 2]           ->   5 2 0
#            [8, 1, 4]             8 1 4
# ```
#
# Stuck? `hint("padded_batch")`.


# %% nbgrader={"grade": false, "grade_id": "padded_batch-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def padded_batch(sentences):
    """The sentences as the rows of one matrix, zeros behind the shorter ones.

    sentences: a list of one or more vectors of one dtype on one device; some may be empty.
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
# In real code you will call `torch.nn.utils.rnn.pad_sequence(sentences, batch_first=True)`, which does the same. Now you know what is in it.

# %%
show(
    torch.nn.utils.rnn.pad_sequence(
        [torch.tensor([7, 7, 7, 7]), torch.tensor([7]), torch.tensor([7, 7])], batch_first=True
    ),
    title="three sentences, padded",
)

# %% [markdown]
# ## 6 · Puzzles
#
# One more tool before you start: `t.flatten(i, j)` makes one dimension of the dimensions i to j, in reading order. Shape (2, 3, 4) becomes (2, 12) here:

# %%
torch.zeros(2, 3, 4).flatten(1, 2).shape

# %% [markdown]
# ### Exercise 14 · `riffle`
#
# Two packs of cards are shuffled into each other: the first of `a`, the first of `b`, the second of `a`, and so on. If they are matrices, their rows are the cards and stay whole.
#
# **Rules:** no loop, at most two PyTorch operations. Stuck? `hint("riffle")`.


# %% nbgrader={"grade": false, "grade_id": "riffle-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def riffle(a, b):
    """The rows of a and b in turn, beginning with a.

    a, b: tensors of one shape (n, ...), with one dimension or more.
    Returns: shape (2 n, ...).
    riffle(torch.tensor([1, 2, 3]), torch.tensor([10, 20, 30]))
        ->  tensor([1, 10, 2, 20, 3, 30])
    """
    ### BEGIN SOLUTION
    return torch.stack([a, b], dim=1).flatten(0, 1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "riffle", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("riffle")

# %% [markdown]
# ### Exercise 15 · `kaleidoscope`
#
# Set a mirror at the right side of a tile, then one below. The tile
#
# ```
# 1 2
# 3 4
# ```
#
# becomes
#
# ```
# 1 2 2 1
# 3 4 4 3
# 3 4 4 3
# 1 2 2 1
# ```
#
# `t.flip(dim)` (unit 08) turns a dimension round. Height and width are the last two dimensions; there may be others in front of them, colours for example.
#
# **Rules:** no loop, at most four PyTorch operations. Stuck? `hint("kaleidoscope")`.


# %% nbgrader={"grade": false, "grade_id": "kaleidoscope-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def kaleidoscope(tile):
    """The tile, its mirror image to the right, and both mirrored downwards.

    tile: shape (..., height, width).  Returns: shape (..., 2 height, 2 width).
    kaleidoscope(torch.tensor([[1, 2]]))  ->  tensor([[1, 2, 2, 1], [1, 2, 2, 1]])
    """
    ### BEGIN SOLUTION
    wide = torch.cat([tile, tile.flip(-1)], dim=-1)
    return torch.cat([wide, wide.flip(-2)], dim=-2)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "kaleidoscope", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("kaleidoscope")

# %% [markdown]
# In a kaleidoscope the tile is read to and fro. So for one tile of a known size there is another way, the index lists of unit 08:

# %%
tile = torch.tensor([[9, 5, 0, 0], [5, 9, 5, 0], [0, 5, 9, 0], [0, 0, 0, 9]])
to_and_fro = [0, 1, 2, 3, 3, 2, 1, 0]
show(tile[to_and_fro][:, to_and_fro], title="a tile in the kaleidoscope")

# %% [markdown]
# ### Exercise 16 · `corner_to_corner`
#
# Two matrices in one: `a` at the top left, `b` at the bottom right, zeros elsewhere.
#
# **Rules:** no loop, and without `torch.block_diag`. Stuck? `hint("corner_to_corner")`.


# %% nbgrader={"grade": false, "grade_id": "corner_to_corner-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def corner_to_corner(a, b):
    """One matrix with a at the top left, b at the bottom right, and zeros elsewhere.

    a: shape (p, q).  b: shape (r, s), of the dtype and device of a. Sizes may be 0.
    Returns: shape (p + r, q + s), of that dtype, on that device.
    corner_to_corner(torch.tensor([[1, 2]]), torch.tensor([[3], [4]]))
        ->  tensor([[1, 2, 0], [0, 0, 3], [0, 0, 4]])
    """
    ### BEGIN SOLUTION
    top = torch.cat([a, a.new_zeros(a.shape[0], b.shape[1])], dim=1)
    bottom = torch.cat([b.new_zeros(b.shape[0], a.shape[1]), b], dim=1)
    return torch.cat([top, bottom], dim=0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "corner_to_corner", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("corner_to_corner")

# %% [markdown]
# ## The card
#
# | you want | write | mind |
# |---|---|---|
# | longer in a dimension | `torch.cat([a, b], dim=1)` | one list; all other sizes agree; the rank stays |
# | a new dimension | `torch.stack([a, b], dim=0)` | all shapes equal; the rank grows by one |
# | a vector under a matrix | `torch.cat([m, v.unsqueeze(0)])` | the ranks must agree |
# | scalars to a vector | `torch.stack(losses)` | `cat` refuses rank 0 |
# | two in turn | `torch.stack([a, b], dim=1).flatten(0, 1)` | a row of `a`, a row of `b`, and so on |
# | a piece that fits | `x.new_zeros(2, 1)`, `x.new_ones(...)` | dtype and device of `x` |
# | pieces of a length | `t.split(4)`, `t.split([1, 9])` | the last may be shorter |
# | so many pieces | `t.chunk(4)` | may be fewer; `tensor_split` is exact |
# | many pieces joined | collect in a list, one `cat` | `cat` in a loop is quadratic |
# | different lengths | pad with zeros, then `stack` | |
#
# `cat` and `stack` copy; `split` and `chunk` give views. Dtypes are promoted, devices are not.
#
# | The deck says | PyTorch does |
# |---|---|
# | "Tensor concatenation", and no more | `torch.cat([a, b], dim)` joins along a dimension that is there: two (2, 3) become (4, 3) or (2, 6) |
# | | `torch.stack([a, b], dim)` makes a new one: two (2, 3) become (2, 2, 3), or (2, 3, 2) with `dim=2` |
#
# Next: **10 Capstone**. A photograph, a landscape, money and a network, with all that you have learned.

# %%
progress()
