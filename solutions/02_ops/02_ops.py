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
# # 2 · Operations
#
# **Time:** about an hour, with a place to rest halfway. **You need:** unit 01.
#
# When you are done, you can
#
# - calculate with a million numbers in one line, without a loop;
# - tell `*` from `@`, and `add` from `add_`;
# - boil a tensor down to a sum, a mean or a maximum, along the dimension you want;
# - join comparisons, and compare floats the right way;
# - build *softmax*, the formula with which a language model turns scores into probabilities.
#
# Stuck on an exercise? `hint("its_name")` helps, up to three times.

# %%
import torch

from autograder import check, hint, progress, reset, show, solution

# %% [markdown]
# ## A question first
#
# A shop sold three kinds of things: 3 pieces at 2.0, 2 pieces at 3.5, and 10 pieces at 0.5. What is the
# shortest program that works out every line of the bill, and that would not be one letter longer for three
# million lines?

# %%
prices = torch.tensor([2.0, 3.5, 0.5])
counts = torch.tensor([3, 2, 10])
show(prices * counts, title="prices * counts")

# %% [markdown]
# One star, three products. You say *what* should happen to each number, and PyTorch does it for all of them.
#
# ## 1 · Element by element
#
# The deck starts with two Python lists, and multiplies them. Just read the last line of the error.

# %% tags=["raises-exception", "active-ipynb"]
# l1 = [0, 1, 2, 3]
# l2 = [4, 5, 6, 7]
# print(l1 * l2)

# %% [markdown]
# A list doesn't know that there are numbers in it. The star does work between a list and a whole number, and
# a plus joins two lists. Neither calculates:

# %%
print(["ha"] * 3)
print([0, 1] + [4, 5])

# %% [markdown]
# So `*` repeats a list, and `+` joins two. Forget `torch.tensor(...)`, and these two raise no error: your list
# quietly grows.
#
# Now the same with tensors. Each number meets the number in the same position. That is what **element-wise**
# means, and most of PyTorch's operations are like that: `+`, `-`, `*`, `/`, and `**` for powers. A single
# number is combined with every element. These are the deck's lines, as it writes them:

# %%
t1 = torch.Tensor([0, 1, 2, 3])
t2 = torch.Tensor([4, 5, 6, 7])
print(t1 * t2)
print(torch.Tensor([1, 2, 3]) * 4)

# %% [markdown]
# Floats, because `torch.Tensor` with a capital T makes floats (unit 01). With a small t the integers stay
# integers. The order of operations is the one from school: `**` first, then `*` and `/`, then `+` and `-`.

# %%
t1 = torch.tensor([0, 1, 2, 3])
t2 = torch.tensor([4, 5, 6, 7])
print(t1 * t2)
print(t1 + t2)
print(t1 - t2)
print(t1 / t2)
print(t2**2)
print(2 * torch.tensor([1, 2, 3]) ** 2 + 100)

# %% [markdown]
# ### Dividing whole numbers
#
# `/` always gives floats, even for integers. `//` gives whole numbers, and `%` gives what is left over:

# %%
eggs = torch.tensor([12, 17, 20])
print(eggs / 6)
print(eggs // 6)
print(eggs % 6)

# %% [markdown]
# Below zero it gets interesting.
#
# ### Exercise 1 · `floor_or_truncate`
#
# What does this give? Write a list of two numbers, before you run anything.
#
# ```python
# torch.tensor([7, -7]) // 2
# ```

# %% nbgrader={"grade": false, "grade_id": "floor_or_truncate-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
floor_or_truncate = ...
### BEGIN SOLUTION
floor_or_truncate = [3, -4]  # down: 3.5 to 3, -3.5 to -4
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "floor_or_truncate", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("floor_or_truncate")

# %% [markdown]
# `torch.div` lets you choose how to round: `"floor"` goes down, `"trunc"` cuts the decimals off and so goes
# towards zero. `%` belongs to `//` (-5 is -2 times 4, plus 3), not to `"trunc"`.

# %%
print(torch.tensor([5, -5]) / 4)
print(torch.div(torch.tensor([5, -5]), 4, rounding_mode="floor"))
print(torch.div(torch.tensor([5, -5]), 4, rounding_mode="trunc"))
print(torch.tensor([5, -5]) % 4)

# %% [markdown]
# ## 2 · A new tensor, or the old one?
#
# Every operator is also a method: `t * 2` is `t.mul(2)`. It makes a **new** tensor and leaves `t` as it was.
# With an underscore at the end, `t.mul_(2)`, it works **in place**: it writes the result into `t` itself. So
# does `t *= 2`.

# %%
t = torch.tensor([1, 2, 3])
t.mul(2)
print("after mul: ", t)
t.mul_(2)
print("after mul_:", t)

# %% [markdown]
# `t.mul(2)` was wasted: nobody kept the new tensor. And in Python `b = a` copies nothing. It gives the same
# thing a second name.
#
# ### Exercise 2 · `after_add`
#
# What does `a` hold in the end? Write a list of two numbers.
#
# ```python
# a = torch.tensor([1, 2])
# b = a
# a.add(10)
# b.add_(5)
# a
# ```

# %% nbgrader={"grade": false, "grade_id": "after_add-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
after_add = ...
### BEGIN SOLUTION
# `b` is another name for the same tensor, so `add_` reaches it; the result of `add` is lost.
after_add = [6, 7]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "after_add", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("after_add")

# %% [markdown]
# ## 3 · Matrices: `*` is not `@`
#
# Between two matrices `*` is element-wise, as always. This is called the **Hadamard product**.
#
# The **matrix multiplication** of mathematics has its own sign, `@`. Each number of the result comes from a
# whole row of the left matrix and a whole column of the right one: multiply them pair by pair, and add up.
# Below, the top right number comes from the row (1, 2) and the column (0, 100): 1 · 0 + 2 · 100 = 200.

# %%
A = torch.tensor([[1, 2], [3, 4]])
B = torch.tensor([[10, 0], [0, 100]])
print(A * B)  # A * B, the Hadamard product
print(A @ B)  # the matrix product

# %% [markdown]
# A row on the left has to be as long as a column on the right. So (2, **3**) @ (**3**, 4) works and gives (2,
# 4): the inner sizes must agree, and they disappear. `torch.mm` does the same.
#
# `@` takes vectors too. With a matrix on the left, every row meets the vector: one number for each row. Two
# vectors give a single number, here 1 · 10 + 2 · 20 = 50.
#
# To **transpose** a matrix, `.T`, is to turn its rows into columns.

# %%
M = torch.tensor([[1, 2, 3], [4, 5, 6]])
N = torch.tensor([[1, 0], [0, 1], [1, 1]])
print(M @ N)
print(torch.mm(M, N))
print(M @ torch.tensor([1, 0, 2]))
print(torch.tensor([1, 2]) @ torch.tensor([10, 20]))
print(torch.Tensor([[1, 2, 3], [4, 5, 6]]).T)  # the deck's line

# %% [markdown]
# `torch.mm` takes matrices only, as the last line of this error says:

# %% tags=["raises-exception", "active-ipynb"]
# torch.mm(M, torch.tensor([1, 0, 2]))

# %% [markdown]
# ### Exercise 3 · `layer_output` (fix it)
#
# A layer of a neural network takes numbers in and gives numbers out. Each output has a row of weights, one
# for each input. It multiplies each input by its weight, adds up, and adds its bias: in the example, the
# first output is 1 · 10 + 2 · 20 + 5 = 55.
#
# For some sizes this function raises, for others it quietly gives nonsense. Fix it here, or rewrite it below;
# the last definition counts.


# %% nbgrader={"grade": false, "grade_id": "layer_output-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def layer_output(weights, x, bias):
    """Return the outputs of a layer: the weighted sums of the inputs, plus the bias.

    weights: a matrix of floats (outputs, inputs).  x: a vector (inputs,).  bias: a vector (outputs,).
    Returns: a vector (outputs,).
    layer_output(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([10.0, 20.0]),
                 torch.tensor([5.0, 6.0]))  ->  tensor([ 55., 116.])
    """
    return weights * x + bias


### BEGIN SOLUTION
def layer_output(weights, x, bias):
    return weights @ x + bias


### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "layer_output", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("layer_output")

# %% [markdown]
# ### Many matrices at once
#
# A tensor of shape (2, 3, 4) is a **batch** of two matrices, each with 3 rows and 4 columns. `.T` is for one
# matrix. On a vector it does nothing, and on a batch it turns the whole shape around; both are *deprecated*:
# today they work (PyTorch warns once), and in a future release they will raise an error. To transpose each
# matrix, write `.mT`, with an m for matrix. `permute` takes the old numbers of the dimensions in any new
# order.

# %%
batch = torch.tensor([[[1, 2, 3, 4]] * 3, [[5, 6, 7, 8]] * 3])
print(batch.shape)
print(torch.tensor([1, 2, 3]).T)
print(batch.T.shape)
print(batch.mT.shape)
print(batch.permute(2, 0, 1).shape)

# %% [markdown]
# `@` treats a batch matrix by matrix, and a single matrix on its right serves each of them. (`torch.ones(4, 5)`
# is a matrix of ones with 4 rows and 5 columns.) And when there are many dimensions to keep track of, `torch.einsum`
# lets you name them: a letter that is missing after the arrow is multiplied and added up.

# %%
print((batch @ torch.ones(4, 5, dtype=torch.int64)).shape)
print(torch.einsum("ij,jk->ik", M, N))  # the same as M @ N

# %% [markdown]
# ### Exercise 4 · `matmul_shapes`
#
# What is the shape of this? Write a tuple such as `(4, 5)`, or the text `"raises ..."` with the name of the
# error (most of PyTorch's errors are a `RuntimeError`).
#
# ```python
# (torch.ones(5, 2, 3) @ torch.ones(3, 4) @ torch.ones(4)).shape
# ```

# %% nbgrader={"grade": false, "grade_id": "matmul_shapes-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
matmul_shapes = ...
### BEGIN SOLUTION
# (5, 2, 3) @ (3, 4) is (5, 2, 4). Then each of its ten rows meets the vector: one number per row.
matmul_shapes = (5, 2)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "matmul_shapes", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("matmul_shapes")

# %% [markdown]
# *(Halfway: a good place to rest.)*
#
# ## 4 · Many numbers become one
#
# An operation that turns many numbers into fewer is a **reduction**: `sum`, `mean` and `norm` in the deck.
# (`abs`, which takes the minus signs off, goes element by element. `cumsum` keeps every sum on the way.)

# %%
print(torch.Tensor([1, 2, 3]).sum())
print(torch.Tensor([1, 2, 3]).mean())
print(torch.Tensor([-1, -2, 3]).abs())
print(torch.tensor([1, 2, 3, 4]).cumsum(dim=0))

# %%
print((prices * counts).sum())  # the total of the bill

# %% [markdown]
# ### Along one dimension
#
# Here are the points of 2 players in 3 rounds. Do you want all points together, those of each player, or
# those of each round? You say it with `dim`, the dimension that is **added up and disappears**. Dimension 0
# goes down, from row to row. Dimension 1 goes across, from column to column.
#
# So with `dim=1` the 3 of the shape (2, 3) goes, and (2,) is left: one number for each player. With
# `keepdim=True` the dimension doesn't disappear but shrinks to size 1.

# %%
points = torch.tensor([[4, 9, 2], [7, 1, 8]])
print(points.sum())
print(points.sum(dim=1))
print(points.sum(dim=0))
print(points.sum(dim=1, keepdim=True))
show(points, title="2 players (rows), 3 rounds (columns)")

# %% [markdown]
# ### Exercise 5 · `sum_shape`
#
# And this one? Write the shape as a tuple, such as `(4, 5)`.
#
# ```python
# torch.tensor([[1, 2, 3], [4, 5, 6]]).sum(dim=0, keepdim=True).shape
# ```

# %% nbgrader={"grade": false, "grade_id": "sum_shape-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
sum_shape = ...
### BEGIN SOLUTION
sum_shape = (1, 3)  # dim 0, of size 2, is added up, and kept at size 1
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "sum_shape", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("sum_shape")

# %% [markdown]
# ### Exercise 6 · `weighted_grades`
#
# Three students (rows) took four exams (columns). The exams don't count the same: the third counts twice,
# the last four times. In a *weighted mean* each grade is multiplied by its weight, and the sum is divided by
# what the weights add up to. Work out the weighted mean for each student: a vector of three
# numbers.

# %%
grades = torch.tensor(
    [[90.0, 60.0, 75.0, 80.0], [50.0, 100.0, 85.0, 70.0], [70.0, 70.0, 95.0, 60.0]]
)
weights = torch.tensor([1.0, 1.0, 2.0, 4.0])

# %% nbgrader={"grade": false, "grade_id": "weighted_grades-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
weighted_grades = ...
### BEGIN SOLUTION
# Each row of grades meets the weights: multiplied pair by pair and added up, by one `@`.
weighted_grades = grades @ weights / weights.sum()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "weighted_grades", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("weighted_grades")

# %% [markdown]
# ### The largest, and where it is
#
# `max()` alone gives the largest number. With a `dim` it gives a **pair**: the largest numbers (`values`) and
# the positions where they were found (`indices`).

# %%
print(points.max())
print(points.max(dim=1))

# %% [markdown]
# Player 0 did best in round 1, with 9 points. Take the pair apart by name, `.values` and `.indices`, or write
# `best, where = points.max(dim=1)`. `argmax` gives only the positions.
#
# `sort` puts everything in order and gives a pair too; `argsort` gives only its indices. `topk` gives the k
# largest.

# %%
points_of_a_player = torch.tensor([4, 9, 2])
print(points_of_a_player.sort(descending=True))
print(points_of_a_player.argsort())
print(points_of_a_player.topk(2))

# %% [markdown]
# ### Exercise 7 · `winners`
#
# A row for each athlete, a column for each event, and higher is better. Who won each event? Give the number
# of the winner's row, for each column. There are no ties for first place.


# %% nbgrader={"grade": false, "grade_id": "winners-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def winners(scores):
    """Return, for each event, the row of the athlete with the highest score.

    scores: a matrix (athletes, events), floats or integers; at least one athlete, no ties.
    Returns: a vector of integers (events,).
    winners(torch.tensor([[5, 1, 4], [3, 2, 9]]))  ->  tensor([0, 1, 1])
    """
    ### BEGIN SOLUTION
    return scores.argmax(dim=0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "winners", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("winners")

# %% [markdown]
# ### Means of integers, and two kinds of spread
#
# The mean of whole numbers is rarely a whole number. PyTorch doesn't guess which float you would like:

# %% tags=["raises-exception", "active-ipynb"]
# torch.tensor([1, 2, 4]).mean()

# %% [markdown]
# Tell it, or divide the sum yourself. `numel()` counts the elements, over all dimensions. `/` turns integers
# into float32, and leaves float64 as it is (the floats with twice as many digits that come from NumPy).

# %%
t = torch.tensor([1, 2, 4])
print(t.mean(dtype=torch.float32))
print(t.sum(), t.numel(), t.sum() / t.numel())

# %% [markdown]
# ### Exercise 8 · `centred` (fix it)
#
# To *centre* numbers is to subtract their mean from each, so that the new mean is 0. This function has two
# faults: it spoils the caller's tensor, and it raises for integers. Fix both. float64 should stay float64,
# with all its digits; integers should become float32.


# %% nbgrader={"grade": false, "grade_id": "centred-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def centred(x):
    """Subtract the mean of all elements from each of them, leaving x as it is.

    x: a tensor of floats or integers with at least one element.
    Returns: a new tensor of that shape: float32 for integers, otherwise of the dtype of x.
    centred(torch.tensor([1, 2, 6]))  ->  tensor([-2., -1.,  3.])
    """
    x -= x.mean()
    return x


### BEGIN SOLUTION
def centred(x):
    return x - x.sum() / x.numel()


### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "centred", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("centred")

# %% [markdown]
# A warning about `std()`, the standard deviation, which says how far numbers spread around their mean:
# PyTorch divides by n - 1, NumPy by n. Pass `correction=0` to get NumPy's.

# %%
heights = torch.tensor([1.0, 2.0, 6.0])
print("PyTorch:      ", heights.std().item())
print("NumPy:        ", heights.numpy().std())
print("correction=0: ", heights.std(correction=0).item())

# %% [markdown]
# ### How big is a tensor?
#
# The deck answers with the **norm**, which for a vector is its length: square every number, add up, take the
# square root (`** 0.5`). The deck's `torch.norm` still works, without a warning, but it is *deprecated*:
# nobody maintains it, and it may be removed. Write `torch.linalg.vector_norm`. Both want floats.
#
# You walk 3 to the east and 4 to the north. How far away are you? The last line tells you.

# %%
print(torch.norm(torch.Tensor([-1, -2, 3])))
print(torch.linalg.vector_norm(torch.Tensor([-1, -2, 3])))
print(torch.linalg.vector_norm(torch.Tensor([3, 4])))

# %% [markdown]
# ## 5 · Comparing
#
# Now the deck's lines with their `==`. As in unit 01, you get an answer for each element, in a tensor.
# `torch.equal` gives one answer for two whole tensors, a plain Python bool. (The deck's `sqrt` isn't built
# into Python: it has to be imported.)

# %%
from math import sqrt

print(torch.Tensor([1, 2, 3]).sum() == 6)
print(torch.Tensor([1, 2, 3]).mean() == 2)
print(torch.Tensor([-1, -2, 3]).abs() == torch.Tensor([1, 2, 3]))
print(torch.norm(torch.Tensor([-1, -2, 3])) == sqrt(1 + 4 + 9))
print(torch.equal(torch.Tensor([-1, -2, 3]).abs(), torch.Tensor([1, 2, 3])))

# %% [markdown]
# The fourth is True because PyTorch shortens Python's number to the tensor's seven digits before it compares.
# Take the number out of the tensor, and the answer is another; more about that soon:

# %%
length = torch.norm(torch.Tensor([-1, -2, 3])).item()
print(length, sqrt(1 + 4 + 9), length == sqrt(1 + 4 + 9))

# %% [markdown]
# ### And, or, not
#
# Python's words `and`, `or` and `not` want a single True or False. Tensors of bools are joined element by
# element with signs: `&` is and, `|` is or, `~` is not.

# %%
rain = torch.tensor([True, True, False, False])
wind = torch.tensor([True, False, True, False])
print("both:   ", rain & wind)
print("either: ", rain | wind)
print("no rain:", ~rain)

# %% [markdown]
# A tensor of bools, a **mask**, can also choose. `torch.where(mask, a, b)` takes from `a` where the mask is
# True and from `b` elsewhere; `masked_fill` writes one number where it is True.

# %%
degrees = torch.tensor([12.0, -3.0, 7.0, -8.0])
print(torch.where(rain, degrees, torch.tensor(0.0)))
print(degrees.masked_fill(degrees < 0, 99.0))

# %% [markdown]
# ### Exercise 9 · `strictly_between` (fix it)
#
# Which numbers lie strictly between two bounds, the bounds themselves left out? The function reads like a
# sentence, and yet it raises: Python works out `&` *before* `>` and `<`. Fix it here, or rewrite it below;
# the last definition counts.


# %% nbgrader={"grade": false, "grade_id": "strictly_between-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def strictly_between(x, low, high):
    """Say for each element whether it lies between low and high, the bounds left out.

    x: a tensor of any shape, floats or integers.  low, high: Python numbers.
    Returns: a tensor of bools of the same shape; NaN ("not a number") is never between.
    strictly_between(torch.tensor([1, 2, 3]), 1, 3)  ->  tensor([False,  True, False])
    """
    return x > low & x < high


### BEGIN SOLUTION
def strictly_between(x, low, high):
    return (x > low) & (x < high)


### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "strictly_between", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("strictly_between")

# %% [markdown]
# ### Exercise 10 · `leaky_relu`
#
# Between its layers a neural network bends the numbers. One bend keeps what is above zero, and lets only a
# little of the rest leak through: it multiplies those numbers by a small `slope`.


# %% nbgrader={"grade": false, "grade_id": "leaky_relu-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def leaky_relu(x, slope):
    """Keep what is above zero; multiply the rest by slope.

    x: a tensor of floats of any shape; NaN stays NaN.  slope: any Python float.
    Returns: a new tensor of the shape and dtype of x.
    leaky_relu(torch.tensor([-4.0, 0.0, 3.0]), 0.5)  ->  tensor([-2.,  0.,  3.])
    """
    ### BEGIN SOLUTION
    return torch.where(x > 0, x, slope * x)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "leaky_relu", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("leaky_relu")

# %% [markdown]
# ### Floats are nearly equal
#
# Ten tenths make one. Do they here? A computer can't store 0.1 exactly, just as you can't write 1/3 in
# decimals. Every step rounds a little, and `==` forgives nothing.
#
# So floats are compared with a **tolerance**: near enough counts as equal. `torch.allclose` does that with
# two small tolerances added together: `rtol` grows with the numbers, `atol` is fixed.

# %%
ten_tenths = torch.tensor([0.1] * 10).sum()
print(ten_tenths == 1)
print(ten_tenths.item())
print(torch.allclose(ten_tenths, torch.tensor(1.0)))

# %% [markdown]
# ### Exercise 11 · `close_enough`
#
# Two thermometers were read several times. Are they never further apart than `tolerance`? Return one Python
# bool: False if there is a NaN among the numbers (*not a number*, a failed reading).


# %% nbgrader={"grade": false, "grade_id": "close_enough-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def close_enough(a, b, tolerance):
    """Say whether every element of a is at most tolerance away from its partner in b.

    a, b: tensors of floats of the same shape.  tolerance: a float, 0 or more.
    Returns: a Python bool; True when there are no elements, False when one of them is NaN.
    close_enough(torch.tensor([20.0, 21.0]), torch.tensor([20.5, 21.0]), 0.5)  ->  True
    """
    ### BEGIN SOLUTION
    return bool(((a - b).abs() <= tolerance).all())
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "close_enough", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("close_enough")

# %% [markdown]
# ## 6 · The puzzle
#
# ### Exercise 12 · `stable_softmax` (a puzzle)
#
# A program gives each possible next word a score: 2.0, 1.0, -1.0. You want shares instead: all above zero,
# adding up to 1, and larger for larger scores. **Softmax** makes them: take `exp` of each score (e, about
# 2.718, to that power), then divide each by the sum of all. Now look what `exp` makes of larger scores:

# %%
print(torch.tensor([2.0, 1.0, -1.0]).exp())
print(torch.tensor([1000.0, 1001.0]).exp())
print(torch.tensor([1000.0, 1001.0]).exp() / torch.tensor([1000.0, 1001.0]).exp().sum())

# %% [markdown]
# `inf` is what a float says when a number is too large for it, and `inf / inf` is `nan`. Yet the shares of
# 1000 and 1001 are the same as those of 0 and 1: only the difference matters. Do you see how that helps?
#
# **The rule:** no loop, no ready-made `softmax` or `logsumexp`, at most **seven** operations. Five are
# enough.


# %% nbgrader={"grade": false, "grade_id": "stable_softmax-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def stable_softmax(x):
    """Turn scores into shares: exp of each, divided by the sum of all, for scores of any size.

    x: a vector of floats or integers, at least one.
    Returns: a vector of floats of the same length; it adds up to 1.
    stable_softmax(torch.tensor([1000.0, 1001.0]))  ->  tensor([0.2689, 0.7311])
    """
    ### BEGIN SOLUTION
    # Only differences count, and with the largest at 0 no `exp` is above 1.
    e = (x - x.max()).exp()
    return e / e.sum()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "stable_softmax", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("stable_softmax")

# %% [markdown]
# From now on use the ready-made one, `torch.softmax`. Its cousin, the logarithm of the sum of all `exp`,
# overflows too when written out; `torch.logsumexp` uses the same trick inside.

# %%
scores = torch.tensor([1000.0, 1001.0])
print(torch.softmax(scores, dim=0))
print(scores.exp().sum().log())
print(torch.logsumexp(scores, dim=0))

# %% [markdown]
# ## The card
#
# - `+` `-` `*` `/` `**` go element by element. For lists `*` repeats and `+` joins.
# - `//` goes down: -7 // 2 is -4. `torch.div(..., rounding_mode="trunc")` goes towards zero.
# - `add_`, `mul_`, `+=` change the tensor itself, and every other name for it sees that.
# - `a @ b` is the matrix product, `*` is not. `torch.mm` takes matrices only.
# - `.T` transposes a matrix, `.mT` each matrix of a batch. `.T` of anything but a matrix is deprecated.
# - `sum()` `mean()` `max()` and the norm make one number. `mean()` refuses integers; `std()` divides by n -
#   1.
# - `dim` is the dimension that disappears; `keepdim=True` keeps it, at size 1.
# - `max(dim=...)` gives values *and* indices, `argmax(dim=...)` only the indices. `sort`, `argsort`, `topk`
#   put in order; `cumsum` keeps the sums on the way.
# - `&` `|` `~` are and, or, not. Put brackets around each comparison. `torch.where` and `masked_fill` choose
#   by a mask.
# - `==` answers element by element. `torch.equal` gives one answer; for floats, `torch.allclose`.
# - Before `exp`, subtract the maximum; `torch.softmax` and `torch.logsumexp` do.
#
# | The deck says | PyTorch does |
# |---|---|
# | `print(l1 * l2)` with two lists | raises TypeError: lists don't calculate |
# | most operations are element-wise; `torch.Tensor([1, 2, 3]) * 4 = ?` | yes: `tensor([ 4., 8., 12.])`; with a small t the integers stay |
# | matrix multiplication: `@` or `torch.mm` | both for two matrices; with vectors only `@` |
# | `.T` switches rows and columns | for a matrix, yes; for a batch, write `.mT` |
# | `torch.Tensor([1, 2, 3]).sum() == 6` and the like | gives `tensor(True)`, a tensor and not a bool |
# | `….abs() == torch.Tensor([1, 2, 3])` | gives three answers; `torch.equal` gives one |
# | `torch.norm(t)` | works, but is deprecated: `torch.linalg.vector_norm(t)` |
# | `sqrt(1+4+9)` | needs `from math import sqrt` |
#
# Next: **03 Making tensors**. How to get a million numbers into a tensor without typing them.

# %%
progress()
