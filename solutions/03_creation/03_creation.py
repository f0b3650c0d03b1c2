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
# # 3 · Making tensors
#
# **Time:** about an hour, with a place to rest halfway. **You need:** unit 02.
#
# When you are done, you can
#
# - count with `arange` and `linspace`, and know which of them keeps its end;
# - give numbers a shape, and tell *reshape* from *transpose*;
# - fill tensors, including ones that must match another tensor;
# - draw random numbers that you can draw again tomorrow;
# - build patterns out of nothing but counting.
#
# Stuck on an exercise? `hint("its_name")` helps, up to three times.

# %%
import torch

from autograder import check, hint, progress, reset, show, solution

# %% [markdown]
# ## A question first
#
# A small neural network has a million numbers in it before it has learned anything. Nobody types them in.
# Where do they come from?

# %%
torch.manual_seed(0)
show(torch.randn(2, 5), title="torch.randn(2, 5): ten numbers from one call")

# %% [markdown]
# Write `torch.randn(1000, 1000)`, and you have the million. This unit is about such calls: they count, fill,
# draw at random, or arrange a pattern.
#
# ## 1 · Counting
#
# `torch.arange(10)` gives ten integers, starting at 0. It counts as Python's `range` does, and leaves out its
# end in the same way. You may also give a **start**, an **end** and a **step**.

# %%
print(torch.arange(10))
print(torch.arange(2, 12, 3))

# %% [markdown]
# ### Exercise 1 · `countdown`
#
# Make the integers 10, 9, 8, ..., 1, in that order, as a tensor. (What might a negative step do?)

# %% nbgrader={"grade": false, "grade_id": "countdown-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
countdown = ...
### BEGIN SOLUTION
countdown = torch.arange(10, 0, -1)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "countdown", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("countdown")

# %% [markdown]
# ### Exercise 2 · `tenths_count`
#
# A step may be a float. Think before you run anything: how many elements does this have?
#
# ```python
# torch.arange(1, 1.3, 0.1)
# ```
#
# Write down the number. (Worth knowing: 0.1 can't be written exactly in binary, just as 1/3 can't in
# decimals.)

# %% nbgrader={"grade": false, "grade_id": "tenths_count-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
tenths_count = ...
### BEGIN SOLUTION
tenths_count = 4  # (1.3 - 1) / 0.1 is a speck more than 3, and rounded up
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "tenths_count", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("tenths_count")

# %% [markdown]
# Now run it, and look at the second line: `arange` divides (end − start) by the step and rounds *up*. A speck
# of rounding error makes it one more, and the end is in.
#
# So with floats don't say how big the step is. Say **how many points** you want: `torch.linspace(start, end,
# number)`. Both ends are in, always.

# %%
print(torch.arange(1, 1.3, 0.1))
print((1.3 - 1) / 0.1)
print(torch.linspace(0, 1, 5))

# %% [markdown]
# Five points, four gaps. Keep that in mind for the next exercise.
#
# ### Exercise 3 · `ruler` (fix it)
#
# `ruler(start, end, step)` should give the marks of a ruler, both ends included. The one below adds a step at
# the end "to be safe". Try `ruler(0.0, 1.0, 0.25)` and `ruler(1.0, 1.3, 0.1)`. Then fix it here, or rewrite
# it below; the last definition counts.


# %% nbgrader={"grade": false, "grade_id": "ruler-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def ruler(start, end, step):
    """The marks from start to end, both included, `step` apart.

    start, end, step: Python floats; the step fits a whole number of times (up to rounding).
    It is negative when the end is below the start.
    Returns: a float32 vector.
    ruler(0.0, 1.0, 0.25)  ->  tensor([0.0000, 0.2500, 0.5000, 0.7500, 1.0000])
    """
    return torch.arange(start, end + step, step)


### BEGIN SOLUTION
def ruler(start, end, step):
    number = round((end - start) / step) + 1
    return torch.linspace(start, end, number)


### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "ruler", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("ruler")

# %% [markdown]
# ## 2 · Same numbers, another shape
#
# A tensor keeps its elements in memory in one long row, and its **shape** says how that row is read.
# `reshape` gives it another shape. The numbers fill the first row, then the second: that is **reading
# order**.
#
# The sizes must multiply to the number of elements. You may leave one of them open by writing −1, and PyTorch
# works it out; if no whole number fits, it raises an error.

# %%
print(torch.arange(10).reshape(2, 5))
print(torch.arange(10).reshape(-1, 5))

# %% [markdown]
# ### Exercise 4 · `seat_numbers`
#
# In a cinema the seats are numbered from 1, row by row. A room of 2 rows with 3 seats each looks like this:
#
# ```
# 1 2 3
# 4 5 6
# ```
#
# Write a function that numbers any room.


# %% nbgrader={"grade": false, "grade_id": "seat_numbers-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def seat_numbers(rows, seats):
    """The numbers of all the seats, from 1, row by row.

    rows: how many rows, 0 or more.  seats: how many seats a row has, 1 or more.
    Returns: an int64 tensor of shape (rows, seats).
    seat_numbers(2, 3)  ->  tensor([[1, 2, 3], [4, 5, 6]])
    """
    ### BEGIN SOLUTION
    return torch.arange(1, rows * seats + 1).reshape(rows, seats)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "seat_numbers", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("seat_numbers")

# %% [markdown]
# ### What happens in memory
#
# `reshape` often copies nothing. It gives a **view**: a second way of reading the same memory. Write through
# one and you see it in the other. Here `table[0] = 100` writes into the first row of `table`. To leave the
# original alone, write into a copy, `row.clone()`.
#
# You may see people use `torch.tensor(row)` for this. It copies too, but PyTorch warns, because it was made
# for lists. (Ignore the `detach` that it mentions until unit 06.)

# %%
row = torch.arange(6)
table = row.reshape(2, 3)
table[0] = 100
print(row)
print(torch.tensor(row))

# %% [markdown]
# ### Reshape is not transpose
#
# Both can turn shape (2, 3) into (3, 2), and that is the trap. What happens to the first row, 0 1 2? The
# transpose, `.T` or `.t()`, turns it into a column. Reshape keeps the reading order, and only cuts it in
# different places.

# %%
table = torch.arange(6).reshape(2, 3)
print(table)
print(table.t())
print(table.reshape(3, 2))

# %% [markdown]
# ### Exercise 5 · `by_exam` (fix it)
#
# `scores` has one row for each student and one column for each exam. The function should give one row for
# each exam. It gives the right *shape*, so nobody noticed. Fix it here, or rewrite it below; the last
# definition counts.


# %% nbgrader={"grade": false, "grade_id": "by_exam-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def by_exam(scores):
    """The same scores with a row for each exam and a column for each student.

    scores: a tensor of shape (students, exams).  Returns: a tensor of shape (exams, students).
    by_exam(torch.tensor([[1, 2, 3], [4, 5, 6]]))  ->  tensor([[1, 4], [2, 5], [3, 6]])
    """
    students, exams = scores.shape
    return scores.reshape(exams, students)


### BEGIN SOLUTION
def by_exam(scores):
    return scores.T


### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "by_exam", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("by_exam")

# %% [markdown]
# The transpose is a view as well: its numbers stay where they are, 0 1 2 3 4 5, and are read in a different
# order.
#
# There is also a method `view`. It does what `reshape` does, but it *never* copies. If the elements can't be
# read in the new shape from the memory as it is, in even steps, `view` refuses. `reshape` then makes a copy,
# and goes on.
#
# ### Exercise 6 · `view_of_turned`
#
# What does this produce? Write the values as a list, or, if it raises an error, that error: `"raises
# TypeError"`, `"raises RuntimeError"`, ...
#
# ```python
# torch.arange(6).reshape(2, 3).t().view(6)
# ```

# %% nbgrader={"grade": false, "grade_id": "view_of_turned-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
view_of_turned = ...
### BEGIN SOLUTION
# It would read 0 3 1 4 2 5 from the memory 0 1 2 3 4 5: no even step does.
view_of_turned = "raises RuntimeError"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "view_of_turned", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("view_of_turned")

# %% [markdown]
# Run it. First comes `reshape`, which copies. The message from `view` is long; its last sentence tells you
# what to do.

# %% tags=["raises-exception", "active-ipynb"]
# print(torch.arange(6).reshape(2, 3).t().reshape(6))
# torch.arange(6).reshape(2, 3).t().view(6)

# %% [markdown]
# A tensor whose memory is in reading order is called **contiguous**; a transpose usually isn't.
# `.contiguous()` copies one that isn't, and then `view` works too:

# %%
turned = torch.arange(6).reshape(2, 3).t()
print(turned.is_contiguous(), turned.contiguous().view(6))

# %% [markdown]
# *(Halfway: a good place to rest.)*
#
# ## 3 · Filled tensors
#
# Give `zeros` or `ones` a shape, and they fill it. These are floats (float32), unless you ask for another
# dtype with `dtype=`. For any other number there is `full`. There an integer makes an integer tensor, and
# 15.0 makes floats.

# %%
fifty_zeros = torch.zeros((5, 10))
fifty_ones = torch.ones((5, 10))
print(fifty_zeros.shape, fifty_zeros.dtype, "sum", fifty_zeros.sum().item())
print(fifty_ones.shape, fifty_ones.dtype, "sum", fifty_ones.sum().item())
fifteens = torch.full((2, 4), 15)
print(fifteens)
print(fifteens.dtype)

# %% [markdown]
# The deck writes it like this. Which argument is PyTorch missing? (Most people leave its name out.)

# %% tags=["raises-exception", "active-ipynb"]
# torch.full((5, 10), value=15)

# %% [markdown]
# ### `empty` is not `zeros`
#
# `torch.empty(2, 3)` takes memory and writes nothing into it. You get whatever was left there: zeros on a
# good day, anything on a bad one. To watch it, give both functions the same used memory: `out=` names a
# tensor whose place the new one takes.

# %%
used = torch.full((2, 3), 7.0)
print(torch.empty(2, 3, out=used))
print(torch.zeros(2, 3, out=used))

# %% [markdown]
# ### Like another tensor
#
# A new tensor that has to work with `x` should match it. So `zeros`, `ones`, `full`, `rand` and `randn` each
# have a sister ending in `_like`: it takes a tensor where the others take a shape, and copies its shape, its
# dtype and its device (CPU or GPU, unit 04). But `rand` and `randn` make floats, so `rand_like` and
# `randn_like` of whole numbers raise, unless you add `dtype=`:

# %%
x = torch.tensor([[1.5, 2.5]], dtype=torch.float64)
print(torch.zeros_like(x))
print(torch.zeros(1, 2))
print(torch.full_like(x, 7), torch.ones_like(x))
whole = torch.tensor([1, 2, 3])
print(torch.rand_like(whole, dtype=torch.float32).shape)
try:
    torch.rand_like(whole)
except NotImplementedError as error:
    print("NotImplementedError:", error)

# %% [markdown]
# ### Exercise 7 · `noise_like`
#
# Make noise for `x`: numbers drawn as `torch.randn` draws them, in the shape and on the device of `x`. Its
# dtype should be that of `x` if that is a float, and float32 for whole numbers (and for True and False).


# %% nbgrader={"grade": false, "grade_id": "noise_like-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def noise_like(x):
    """Numbers from the bell curve (mean 0, standard deviation 1) that match x.

    x: a tensor of any shape and dtype: floats, integers or bools.  Only what it is counts, not its values.
    Returns: a tensor of the shape and device of x; float32 for integers and bools, else the dtype of x.
    noise_like(torch.tensor([7, 8]))  ->  for example tensor([ 0.3367, -0.1288])
    """
    ### BEGIN SOLUTION
    # `/` makes float32 of whole numbers, and leaves the dtype of floats alone.
    return torch.randn_like(x / 1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "noise_like", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("noise_like")

# %% [markdown]
# ## 4 · Random numbers
#
# `torch.rand(shape)` draws floats between 0 and 1, all equally likely. 0 may come up, 1 never does.
#
# `torch.randn(shape)` draws from the **normal distribution**, the bell curve: most numbers near 0, few
# beyond 3. Its mean is 0 and its variance is 1. (The deck breaks off before the 1.) The **variance** is the
# mean of the squared distances from the mean; its square root is the **standard deviation**, a typical
# distance.

# %%
print(torch.rand((2, 3, 4)))
print(torch.randn((2, 3, 4)))

# %% [markdown]
# Draw a thousand numbers with each, and sort them into bins half a unit wide. A block stands for ten numbers.
# (`histc` counts how many fall into each bin.)

# %%
torch.manual_seed(0)
even = torch.histc(torch.rand(1000), bins=12, min=-3, max=3)
bell = torch.histc(torch.randn(1000), bins=12, min=-3, max=3)
print(f"{'from':>5}  {'torch.rand(1000)':<52}  torch.randn(1000)")
for i in range(12):
    blocks = ["█" * round(count[i].item() / 10) for count in (even, bell)]
    print(f"{-3 + i / 2:5}  {blocks[0]:<52}  {blocks[1]}")

# %% [markdown]
# Mean 0 and variance 1 describe the curve, not your draw: a few numbers may be far off.
#
# ### Seeds
#
# The numbers only look like chance. They come from a recipe that starts from a number, the **seed**.
# `torch.manual_seed(...)` sets it, and the same program then draws the same numbers on every run, with the
# same version of PyTorch on the same kind of machine. (Another version, or a GPU, may draw different ones.)
#
# ### Exercise 8 · `second_draw`
#
# Which draws are equal? Predict the list that the last line gives, such as `[True, True]`.
#
# ```python
# torch.manual_seed(1)
# a = torch.rand(3)
# b = torch.rand(3)
# torch.manual_seed(1)
# c = torch.rand(3)
# [torch.equal(a, b), torch.equal(a, c)]
# ```

# %% nbgrader={"grade": false, "grade_id": "second_draw-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
second_draw = ...
### BEGIN SOLUTION
second_draw = [False, True]  # b goes on in the sequence, c starts it again
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "second_draw", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("second_draw")

# %% [markdown]
# A seed fixes what the whole *series of calls* draws, not each call. So set it once, at the top of a program.
# And repeat the calls as they were: `randn`, for one, fills long tensors by a different recipe from short ones,
# so the first five of twenty numbers needn't be those of a call for five.
#
# ### Whole numbers
#
# `torch.randint(low, high, shape)` draws integers. `low` may come up, `high` never does: the same habit as
# `arange`. The shape is a tuple, even for a vector: `(30,)`, with the comma. Here are thirty coins, 0 for
# heads and 1 for tails:

# %%
torch.randint(0, 2, (30,))

# %% [markdown]
# ### Exercise 9 · `throw_dice` (fix it)
#
# `throw_dice(n)` should throw a die n times. Players complain: they never get the best throw. Fix it here, or
# rewrite it below; the last definition counts.


# %% nbgrader={"grade": false, "grade_id": "throw_dice-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def throw_dice(n):
    """n throws of a fair die.

    n: how many throws, 0 or more.
    Returns: an int64 vector of n numbers, each from 1 to 6, all equally likely.
    throw_dice(4)  ->  for example tensor([3, 6, 1, 3])
    """
    return torch.randint(1, 6, (n,))


### BEGIN SOLUTION
def throw_dice(n):
    return torch.randint(1, 7, (n,))


### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "throw_dice", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("throw_dice")

# %% [markdown]
# ### Stretch and shift, from a generator of your own
#
# `rand` and `randn` take no range. You bring their numbers where you want them yourself: multiply and they
# spread out, add and they move.
#
# On one device, all these calls share one sequence. If another part of the program draws once more than
# yesterday, all *your* numbers change. For numbers that must stay the same, use a **generator** of your own,
# with its own sequence and its own seed, and pass it as `generator=`.

# %%
torch.manual_seed(2)
print(2 + 3 * torch.rand(3))  # between 2 and 5: 3 wide, starting at 2
print(20 + 3 * torch.randn(6))  # six temperatures around 20, mostly within 3 of it
mine = torch.Generator().manual_seed(42)
print(torch.randint(0, 10, (5,), generator=mine))

# %% [markdown]
# ### Exercise 10 · `measurements`
#
# Draw `n` normal numbers with a given mean and standard deviation (`spread`), from a generator of your own
# with the given seed. The shared sequence must stay as it was.


# %% nbgrader={"grade": false, "grade_id": "measurements-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def measurements(mean, spread, n, seed):
    """n normal numbers, the same whenever the seed is the same.

    mean, spread: Python floats, the mean and the standard deviation (spread >= 0).
    n: how many numbers, 0 or more.  seed: an int.
    Returns: a float32 vector: what `torch.randn` draws from a new generator with this seed,
    stretched by the spread and shifted to the mean.
    measurements(20.0, 3.0, 2, 42)  ->  tensor([21.0101, 20.3864])
    """
    ### BEGIN SOLUTION
    mine = torch.Generator().manual_seed(seed)
    return mean + spread * torch.randn(n, generator=mine)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "measurements", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("measurements")

# %% [markdown]
# ## 5 · Patterns from counting
#
# Number the cells of a table in reading order. With four columns, `k // 4` counts the whole rows before a
# cell: that is its **row number**. `k % 4`, the remainder, is its **column number**.

# %%
k = torch.arange(16).reshape(4, 4)
row, col = k // 4, k % 4
pile = torch.stack([k, row, col])  # one picture for the three; unit 09 explains how
show(pile, title="[0] is k, [1] is row = k // 4, [2] is col = k % 4")

# %% [markdown]
# Now every question about positions is a comparison of whole tensors, and gives a **mask** of True and False.
# The frame of a picture is its first and last row, and its first and last column, joined by `|` (*or*). "On
# the diagonal or below it" is `row >= col`. Multiply that by 1.0 to get floats, or by 1 to get integers: True
# counts as 1.
#
# PyTorch has two of these ready-made: `torch.tril` keeps this *lower triangle* of a matrix, and
# `torch.eye(n)` makes the *identity matrix*: `A @ torch.eye(n)` is `A`.

# %%
lower = (row >= col) * 1.0
print(torch.equal(lower, torch.tril(torch.ones(4, 4))))
print(torch.eye(3))
frame = (row == 0) | (row == 3) | (col == 0) | (col == 3)
print(frame * 1)

# %% [markdown]
# ### Exercise 11 · `checkerboard` (a puzzle)
#
# A board of 0s and 1s, no two neighbours alike (left, right, above, below), with a 0 in the top left corner.
# It must work for odd and even numbers of columns.
#
# **Rule:** no loop. Let whole tensors do the work.


# %% nbgrader={"grade": false, "grade_id": "checkerboard-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def checkerboard(rows, cols):
    """0s and 1s in turn, in both directions.

    rows: 0 or more.  cols: 1 or more.
    Returns: an int64 tensor of shape (rows, cols), with 0 in the top left corner.
    checkerboard(2, 4)  ->  tensor([[0, 1, 0, 1], [1, 0, 1, 0]])
    """
    ### BEGIN SOLUTION
    k = torch.arange(rows * cols).reshape(rows, cols)
    return (k // cols + k % cols) % 2  # one step down or to the right changes row + column by 1
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "checkerboard", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("checkerboard")

# %% [markdown]
# ### Exercise 12 · `causal_mask` (a puzzle)
#
# A language model reads a sentence of n words, and gives each word a score for every other: how much should
# it look there? But no word may look *ahead*. So before softmax turns a row of scores into shares, a mask is
# added to them: 0 where the word may look (at itself and at what comes before), minus infinity where it may
# not, because `exp` of that is 0. Build the mask; row i stands for word i, the one that looks.
#
# **Rules:** no loop, none of the `tril` family, at most seven PyTorch operations. Six are enough.
# (`-torch.inf` is minus infinity. `torch.where` takes plain numbers, too.)


# %% nbgrader={"grade": false, "grade_id": "causal_mask-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def causal_mask(n):
    """0 where word i (a row) may look at word j (a column), that is for j <= i; else minus infinity.

    n: how many words, 1 or more.  Returns: a float32 tensor of shape (n, n).
    causal_mask(2)  ->  tensor([[0., -inf], [0., 0.]])
    """
    ### BEGIN SOLUTION
    k = torch.arange(n * n).reshape(n, n)
    row, col = k // n, k % n
    # Not `(row < col) * -torch.inf`: 0 times infinity is nan.
    return torch.where(row >= col, 0.0, -torch.inf)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "causal_mask", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("causal_mask")

# %% [markdown]
# Here is the mask at work, made by `torch.triu`, the upper triangle. All scores are equal, so each word
# spreads its attention evenly over what it may see:

# %%
ahead = torch.full((4, 4), -torch.inf).triu(diagonal=1)
print(torch.softmax(torch.zeros(4, 4) + ahead, dim=1))

# %% [markdown]
# ## The card
#
# | You want | You write | Watch out |
# |---|---|---|
# | integers in steps | `torch.arange(start, end, step)` | the end is left out; no float steps |
# | points between two ends | `torch.linspace(start, end, number)` | both ends are in; say how many |
# | another shape | `t.reshape(2, -1)` | keeps the reading order; not a transpose; view or copy |
# | another shape, never a copy | `t.view(2, -1)` | wants contiguous memory; usually raises after `.t()` |
# | a copy | `t.clone()` | not `torch.tensor(t)` |
# | one value everywhere | `zeros`, `ones`, `torch.full(shape, 7.0)` | an int gives int64; `empty` holds anything |
# | the same kind as `x` | `zeros_like(x)`, `full_like(x, 7)`, `rand_like(x)` | shape, dtype and device of `x`; random ones want floats |
# | floats in 0 to 1 | `torch.rand(shape)` | `low + (high - low) * ...` |
# | bell curve | `torch.randn(shape)` | `mean + std * ...` |
# | random integers | `torch.randint(low, high, shape)` | `high` is left out |
# | the same draw again | `torch.manual_seed(0)` once, or `generator=` | the second draw differs from the first |
# | where am I? | `k // cols` is the row, `k % cols` the column | |
#
# | The deck says | PyTorch does |
# |---|---|
# | `torch.arange(10)` holds the numbers from 0 to 9 | yes, as int64 |
# | `torch.arange(10).reshape(2, 5)`, `.reshape(-1, 5)` | yes, both give 2 rows and 5 columns |
# | `torch.zeros((5, 10))`, `torch.ones((5, 10))` | yes, as float32 |
# | `torch.full((5, 10), value = 15)` | **≠** raises TypeError. It is `torch.full((5, 10), fill_value=15)`, or without the name; with the int 15 it is int64, with `15.0` float32 |
# | `torch.rand((2, 3, 4))`: between 0 and 1 | yes; 0 may come up, 1 doesn't |
# | `torch.randn((2, 3, 4))`: mean 0 and variance … | variance **1**, of the distribution; a small draw will differ |
#
# Next: **04 dtype, shape, device**. What a tensor's numbers can't hold, and where they live.

# %%
progress()
