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
# # 10 · Capstone: a photograph, a landscape, money, and a network
#
# **Time:** about 70 minutes, with two places to rest; the puzzle can wait. **You need:** all the units before
# this one.
#
# When you are done, you have
#
# - cut, blended, tiled and shrunk a real photograph;
# - measured how steep a real landscape is;
# - brought real share prices to one scale, and found how fast they grow;
# - trained two neural networks, with nothing but tensors and autograd: one that follows the land, and one
#   that draws a map of places it has never seen.
#
# Little in this unit is new. The hints are there when you need them.

# %%
import numpy as np
import torch
from matplotlib.cbook import get_sample_data
from matplotlib.image import imread

from autograder import check, hint, progress, reset, show, solution

# %% [markdown]
# ## A question first
#
# What do a portrait, a mountain range, thirty years of the stock exchange and a neural network have in
# common?

# %%
photo = torch.tensor(imread(get_sample_data("grace_hopper.jpg")))
show.photo(photo[::2, ::2], "Grace Hopper in uniform, an American flag behind her.")

# %% [markdown]
# You know the answer: each of them is a few tensors.
#
# The photo shows Grace Hopper, who wrote one of the first compilers. It comes with matplotlib, as do all the
# data in this unit, and `get_sample_data` finds it. `show.photo` draws a tensor; the text describes it for
# people who can't see it.
#
# ## 1 · A photograph
#
# A photo has three dimensions: **rows**, counted from the top, **columns**, and **colours**: how much red,
# green and blue. Each number is one byte, from 0 (none) to 255 (all).

# %%
print(photo.shape, photo.dtype)
print(photo[300, 230])  # one pixel: red, green, blue
show(photo[148:153, 200:206, 0], title="the red of a few pixels")

# %% [markdown]
# ### Exercise 1 · `portrait`
#
# Cut out the face: 256 rows, starting with row 100, and 256 columns, starting with column 128. Networks want
# the colours as the *first* dimension, and floats from 0 to 1. So the result has the shape (3, 256, 256) and
# the dtype float32.
#
# Stuck? `hint("portrait")`, up to three times.

# %% nbgrader={"grade": false, "grade_id": "portrait-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
portrait = ...
### BEGIN SOLUTION
portrait = photo[100:356, 128:384].permute(2, 0, 1) / 255
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "portrait", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("portrait")

# %%
show.photo(portrait, "The face, from the rim of the cap to the chin.")

# %% [markdown]
# ### Fading
#
# Between 0 and 1 you can calculate with pictures. `0.7 * a + 0.3 * b` shows two photos at once, the second
# one faintly. With a **mask**, here a number for each pixel, the mixture changes from place to place: 0 means
# photo a, 1 means photo b, 0.5 half of each.
#
# From here on a smaller photo will do, every sixth row and column. The mask `fade` grows from 0 at the left
# to 1 at the right.

# %%
small = photo[::6, ::6] / 255
fade = torch.linspace(0, 1, 86).expand(100, 86)
print(small.shape, fade.shape)

# %% [markdown]
# ### Exercise 2 · `blend_photos`
#
# This function has **two** bugs. One stops it, or makes it silently wrong; the other you only notice when you
# look at `a` afterwards. Fix it here, or rewrite it below; the last definition counts.


# %% nbgrader={"grade": false, "grade_id": "blend_photos-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def blend_photos(a, b, mask):
    """Fade from photo a, where the mask is 0, to photo b, where it is 1.

    a, b: tensors of floats (height, width, colours), of the same shape.
    mask: floats (height, width), from 0 to 1.  Returns: a new tensor of the shape of a.
    blend_photos(torch.zeros(1, 2, 1), torch.ones(1, 2, 1), torch.tensor([[0.5, 1.0]]))
        ->  tensor([[[0.5000], [1.0000]]])
    """
    a *= 1 - mask
    a += b * mask
    return a


### BEGIN SOLUTION
def blend_photos(a, b, mask):
    m = mask.unsqueeze(2)
    return a * (1 - m) + b * m


### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "blend_photos", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("blend_photos")

# %%
# She fades into her own mirror image. (A clone, in case the function still writes into `a`.)
show.photo(
    lambda: blend_photos(small.clone(), small.flip(1), fade),
    "Two faces in one, and a flag on either side.",
)

# %% [markdown]
# ### Exercise 3 · `pop_art`
#
# Make four copies of `small`, two above and two below, like the silkscreen prints of the sixties. Row k of
# `tints` says how much of red, green and blue to keep in copy k:
#
# | | left | right |
# |---|---|---|
# | **above** | copy 0 | copy 1, mirrored |
# | **below** | copy 2 | copy 3, mirrored |
#
# Mirrored means that left and right swap places. The result has the shape (200, 172, 3).

# %%
tints = torch.tensor([[1.0, 0.5, 0.5], [0.5, 1.0, 0.5], [0.5, 0.5, 1.0], [1.0, 1.0, 0.25]])

# %% nbgrader={"grade": false, "grade_id": "pop_art-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
pop_art = ...
### BEGIN SOLUTION
copies = small * tints.reshape(4, 1, 1, 3)
above = torch.cat([copies[0], copies[1].flip(1)], dim=1)
below = torch.cat([copies[2], copies[3].flip(1)], dim=1)
pop_art = torch.cat([above, below])
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "pop_art", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("pop_art")

# %%
show.photo(
    pop_art, "Four tinted portraits: red, green, blue and yellow; those on the right look left."
)

# %% [markdown]
# ### Exercise 4 · `thumbnail` (a puzzle)
#
# This one is the hardest of the unit, and nothing after it needs it: come back to it later if you like.
#
# `small` took one pixel out of 36 and threw the others away. It is better to take the **mean** of each block.
# Here is one colour of a photo of 4 × 4 pixels, and the same photo with k = 2:
#
# ```
# 1 3 0 0
# 5 7 0 4          4 1
# 2 2 9 9          2 9
# 2 2 9 9
# ```
#
# **Rule:** no loop, at most **three** operations, and no ready-made pooling or `interpolate`. Reading
# `image.shape` costs nothing, and one `mean` may take several dimensions at once: `t.mean(dim=(0, 2))`.
#
# Six rows with k = 2 are three pairs of rows. So `reshape` (unit 03) can split one dimension of size 6 into
# two, (3, 2), and no number moves.


# %% nbgrader={"grade": false, "grade_id": "thumbnail-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def thumbnail(image, k):
    """Replace every block of k by k pixels by its mean.

    image: floats (height, width, colours); height and width are multiples of k.
    k: an int, 1 or more.  Returns: floats (height / k, width / k, colours), of the same dtype.
    thumbnail(torch.tensor([[[1.0], [3.0]], [[5.0], [7.0]]]), 2)  ->  tensor([[[4.]]])
    """
    ### BEGIN SOLUTION
    height, width, colours = image.shape
    # Each dimension in two: which block, and where in the block. No number moves.
    blocks = image.reshape(height // k, k, width // k, k, colours)
    return blocks.mean(dim=(1, 3))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "thumbnail", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("thumbnail")

# %%
show.photo(lambda: thumbnail(photo / 255, 8), "The whole photo, small and soft: 75 by 64 pixels.")

# %% [markdown]
# ### A photo of your own
#
# Put a photo beside this notebook, write its name below, and run the cell. (A JPEG comes as bytes, a PNG as
# floats from 0 to 1; a fourth colour would say how transparent each pixel is, and is left out.)

# %%
from pathlib import Path

my_photo = Path("my_photo.jpg")
if my_photo.exists():
    mine = torch.tensor(imread(my_photo))[..., :3]
    mine = mine / 255 if mine.dtype == torch.uint8 else mine
    k = 1 + max(mine.shape) // 150  # blocks of k by k pixels; what is left over at the rims goes
    mine = mine[: mine.shape[0] // k * k, : mine.shape[1] // k * k]
    show.photo(lambda: thumbnail(mine, k), "A photo of my own, shrunk by my own function.")
else:
    print(f"There is no {my_photo} in {Path.cwd().name} yet.")

# %% [markdown]
# ## 2 · A landscape
#
# This is Vancouver Island and the coast of Canada. There is one number for each place: its height in metres,
# below 0 where there is sea. Dark is deep, bright is high.

# %%
with get_sample_data("topobathy.npz") as data:
    heights = torch.tensor(data["topo"])

print(heights.shape, heights.dtype)
print("deepest", heights.min().item(), "highest", heights.max().item())
# Row 0 lies in the south: `flip(0)` puts it at the bottom.
show.photo(
    heights.flip(0),
    "A map: an island in the middle, mountains in the north east, deep sea in the south west.",
    between=(-600, 1600),
)

# %% [markdown]
# How steep is a hillside? Take the two neighbours of a point, the one before and the one after. The
# difference of their heights, divided by the distance *between these two*, is the slope. On a map there are
# two slopes at each point, one along each dimension, and Pythagoras puts them together:
#
# > steepness = the root of (slope down the rows)² + (slope along the columns)²
#
# Only the **inner** points have all four neighbours.
#
# ### Exercise 5 · `steepness`
#
# Work it out for all the inner points at once.


# %% nbgrader={"grade": false, "grade_id": "steepness-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def steepness(z, dy, dx):
    """How steep a landscape is, at each inner point.

    z: floats (n, m), heights in metres; n and m are at least 2.
    dy: the distance from one row to the next, in metres; dx: from one column to the next.
    Returns: floats (n - 2, m - 2), metres of height per metre, of z's dtype.
    steepness(torch.tensor([[0.0, 4.0, 0.0], [1.0, 9.0, 7.0], [0.0, 20.0, 0.0]]), 2.0, 0.75)
        ->  tensor([[5.6569]]), from the slopes (20 - 4) / 4 = 4 and (7 - 1) / 1.5 = 4
    """
    ### BEGIN SOLUTION
    down = (z[2:, 1:-1] - z[:-2, 1:-1]) / (2 * dy)
    right = (z[1:-1, 2:] - z[1:-1, :-2]) / (2 * dx)
    return (down**2 + right**2).sqrt()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "steepness", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("steepness")

# %% [markdown]
# Neighbours on this map lie about 2.4 kilometres apart, both ways (between 2,380 and 2,480 metres, a little
# less in the north than in the south). Bright is steep:

# %%
show.photo(
    lambda: steepness(heights, 2_400, 2_400).flip(0),
    "The steep places: the walls of the valleys in the north east, and the edge of the deep sea.",
)

# %% [markdown]
# *(Halfway: a good place to rest.)*
#
# ## 3 · Share prices
#
# Here are three shares, and the index S&P 500, which sums up the 500 largest companies of the United States:
# one row per month, one column per price. Every column has gaps: some rows are days in between, without
# prices, and Amazon wasn't sold before 1997. NumPy writes **NaN** there, *not a number*.
#
# Almost everything you calculate with a NaN becomes NaN. And NaN equals nothing, not even itself, so `==`
# doesn't find it. `isnan()` does: `full` keeps the rows in which no price is missing.

# %%
names = ["IBM", "Apple", "Amazon", "S&P 500"]
with get_sample_data("Stocks.csv") as file:
    table = np.genfromtxt(file, delimiter=",", skip_header=2, usecols=(1, 2, 5, 9))
prices = torch.tensor(table, dtype=torch.float32)
full = prices[~prices.isnan().any(dim=1)]
print(prices.mean(dim=0))
print(full.mean(dim=0))
print(prices.shape, full.shape)

# %% [markdown]
# On average an Apple share costs 24 dollars, and the index stands at 1,767. To compare their ups and downs,
# or to give them to a network, bring every column to the same scale: mean 0, standard deviation 1. This is
# called **standardising**.
#
# ### Exercise 6 · `standardise`
#
# Do that for any table. Broadcasting takes care of the rows.


# %% nbgrader={"grade": false, "grade_id": "standardise-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def standardise(table):
    """Bring each column to mean 0 and standard deviation 1 (divided by n: correction=0).

    table: floats (n, columns); in no column are all numbers equal.  It is not changed.
    Returns: floats of that shape and dtype.
    standardise(torch.tensor([[1.0, 5.0], [3.0, 9.0]]))  ->  tensor([[-1., -1.], [ 1.,  1.]])
    """
    ### BEGIN SOLUTION
    return (table - table.mean(dim=0)) / table.std(dim=0, correction=0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "standardise", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("standardise")

# %% [markdown]
# Your function on the real prices:


# %%
def four_curves():
    """The standardised prices for each name."""
    return dict(zip(names, standardise(full.clone()).T, strict=True))


show.lines(
    torch.linspace(1997.4, 2022.5, len(full)),
    four_curves,
    "Four prices, 1997 to 2022; all but IBM rise steeply at the end.",
    title="Four prices on one scale",
)

# %% [markdown]
# ## 4 · A line
#
# Whatever grows by the same *percentage* each year becomes a straight line when you take the logarithm, which
# undoes `exp`. So the slope of a line through the logarithms of the index tells you how fast it grows. The
# file has one row per month, and 120 months are a decade.

# %%
index = prices[:, 3]
index = index[index > 0]  # a comparison with NaN is False: this leaves the gaps out
log_index = index[:-1].log()  # without the last row: a second one in the same month
months = torch.arange(390.0)
decades = (months - months.mean()) / 120  # 0 is halfway through
print(decades[:3], log_index[:3])

# %% [markdown]
# A line has two parameters, its slope and its height at 0. The **loss** says how wrong it is: the mean of the
# squared differences between its heights and the measured ones. You know from unit 06 what to do with a loss:
# go downhill.
#
# ### Exercise 7 · `fit_line`
#
# Start with slope 0 and height 0: a vector of two numbers, or two scalars, as you like. In each step, both go
# against their gradients, by `lr` times the gradient. (For dtype and device remember `x.new_zeros`, units 04
# and 09.)
#
# **Rule:** tensors and autograd only: nothing from `torch.optim` or `torch.nn`, and no ready-made solver.


# %% nbgrader={"grade": false, "grade_id": "fit_line-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def fit_line(x, y, lr, steps):
    """Fit a line by gradient descent on the mean squared error.

    x, y: floats (n,), the points, n at least 1.  lr: a float, the size of a step.
    steps: an int, 0 or more.
    Returns: floats (2,), slope and height at 0, of x's dtype, on x's device, not requiring grad.
    fit_line(torch.tensor([1.0]), torch.tensor([3.0]), 0.25, 1)  ->  tensor([1.5000, 1.5000])
    """
    ### BEGIN SOLUTION
    line = x.new_zeros(2, requires_grad=True)
    for _ in range(steps):
        loss = ((line[0] * x + line[1] - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            line -= lr * line.grad
        line.grad = None
    return line.detach()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "fit_line", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("fit_line")

# %% [markdown]
# Your line goes through two sets of points. The first is the index. To get from a slope per decade to a
# percentage per year, divide by 10 and undo the logarithm with `exp`.


# %%
def index_and_line():
    """The logarithm of the index, and your line; prints the yearly growth."""
    slope, height = fit_line(decades, log_index, 0.3, 30)
    growth = (slope / 10).exp() - 1
    print(f"The index grows by {100 * growth:.1f} percent a year.")
    return {"log of the index": log_index, "your line": slope * decades + height}


show.lines(
    1990 + months / 12,
    index_and_line,
    "The logarithm of the index, wavy and rising, and a line that rises with it.",
    dots=["log of the index"],
)

# %% [markdown]
# Were 30 steps enough? Whenever you train something, look at the loss: it should fall, and then level off.


# %%
def loss_by_step():
    """The loss of the line after 0, 1, 2, … 40 steps."""
    losses = []
    for steps in range(41):
        slope, height = fit_line(decades, log_index, 0.3, steps)
        losses.append(((slope * decades + height - log_index) ** 2).mean())
    return {"loss": torch.stack(losses)}


show.lines(
    torch.arange(41.0),
    loss_by_step,
    "A curve that falls steeply in the first steps, and then runs level just above 0.",
    title="The loss after each step",
)

# %% [markdown]
# The second is the land: a cut across the map from west to east, the mean of twenty rows.

# %%
east = torch.linspace(-1, 1, 120)
land = heights[30:50].mean(dim=0)
land = (land - land.mean()) / land.std()


def land_and_line():
    """The heights of the land, and your line through them."""
    slope, height = fit_line(east, land, 0.3, 30)
    return {"the land": land, "your line": slope * east + height}


show.lines(
    east,
    land_and_line,
    "Sea, a tall round island, sea, and a steep coast; the line through it misses all of them.",
    dots=["the land"],
)

# %% [markdown]
# ## 5 · A network
#
# No line follows the land. A network of **two layers** can. The first layer makes several lines from x at
# once (`x @ w1 + b1`), and *bends* each of them with `torch.tanh`, which is nearly a line around 0 and levels
# off towards -1 and 1: tanh of 0.1 is 0.0997, of 1 it is 0.76, of 4 it is 0.9993.
#
# The bent lines are called **hidden units**. The second layer adds them up, each with its own weight.
#
# ### Exercise 8 · `two_layers`
#
# For each row of x:
#
# > hidden = tanh(x · w1 + b1)
#
# > answer = hidden · w2 + b2
#
# Each dot is a matrix product. Remember what unit 07 said about predictions that come as a column.


# %% nbgrader={"grade": false, "grade_id": "two_layers-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def two_layers(x, w1, b1, w2, b2):
    """A network with one layer of hidden units.

    x: floats (n, inputs).  w1: (inputs, hidden).  b1: (hidden,).  w2: (hidden, 1).  b2: (1,).
    Returns: floats (n,), even for n = 1 and n = 0; gradients flow to all four parameters.
    two_layers(torch.zeros(1, 1), torch.ones(1, 1), torch.zeros(1), torch.ones(1, 1), torch.ones(1))
        ->  tensor([1.])
    """
    ### BEGIN SOLUTION
    hidden = torch.tanh(x @ w1 + b1)
    return (hidden @ w2 + b2).squeeze(1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "two_layers", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("two_layers")

# %% [markdown]
# The line started with zeros. A network can't: its hidden units would be 0, and so would w2, which multiplies
# them. Change one of two factors while the other is 0, and nothing happens: all gradients but that of b2
# would be 0, for ever. So we start with random numbers.

# %%
x = east.unsqueeze(1)  # a column: a network takes one row per point


def fresh_start():
    """The four parameters of a network with 8 hidden units, before any training."""
    generator = torch.Generator().manual_seed(0)
    w1 = torch.randn(1, 8, generator=generator) * 4
    b1 = torch.randn(8, generator=generator) * 4
    w2 = torch.randn(8, 1, generator=generator) / 3
    return [t.requires_grad_() for t in (w1, b1, w2, torch.zeros(1))]


# %% [markdown]
# ### Exercise 9 · `network_curve`
#
# Train it. Take **200** steps with `lr` **0.2** on the mean squared error between `two_layers(x, ...)` and
# `land`; all four parameters take part in each step. Then put the heights that the trained network gives for
# x into `network_curve`: shape (120,), without history.
#
# Start the cell with `w1, b1, w2, b2 = fresh_start()`, so that running it again trains from scratch.

# %% nbgrader={"grade": false, "grade_id": "network_curve-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
network_curve = ...
### BEGIN SOLUTION
w1, b1, w2, b2 = fresh_start()
for step in range(200):
    loss = ((two_layers(x, w1, b1, w2, b2) - land) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        for p in (w1, b1, w2, b2):
            p -= 0.2 * p.grad
            p.grad = None
    if step % 50 == 0:
        print(f"step {step}: loss {loss.item():.3f}")
network_curve = two_layers(x, w1, b1, w2, b2).detach()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "network_curve", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("network_curve")

# %%
show.lines(
    east,
    {"the land": land, "your network": network_curve},
    "The land again, and a smooth curve that follows the island and the coast in the east.",
    dots=["the land"],
)

# %% [markdown]
# Nobody told the network what an island looks like. It had 25 numbers, a loss, and 200 steps downhill.
# Networks that write and paint have more numbers and more layers. The loop is this one.
#
# *(A good place to rest.)*
#
# ## 6 · Sea, low land, high land
#
# That network answered with a number. Many have to *choose*: is this a cat, a dog or a bird? Here is a
# choice between three. Each place of the map is one of three **classes**: sea (0), land below 500 metres (1),
# or high land (2). Given only where a place lies, two numbers from -1 to 1, a network should say which.

# %%
classes = (heights > 0).long() + (heights > 500).long()
down, along = torch.linspace(-1, 1, 91), torch.linspace(-1, 1, 120)
places = torch.stack([down.unsqueeze(1).expand(91, 120), along.expand(91, 120)], dim=2)
places, labels = places.reshape(-1, 2), classes.reshape(-1)
print(places.shape, labels.bincount())  # bincount counts the labels 0, 1 and 2
show.photo(
    classes.flip(0) / 2, "The map in three shades: dark sea, grey low land, bright high land."
)

# %% [markdown]
# ### Exercise 10 · `hold_out`
#
# A network that has learned its examples by heart looks perfect, on those. So some are **held out**: it never
# sees them in training, and is tested on them. `order` holds the numbers 0 to n - 1, shuffled; the first
# `count` of them are the examples to test with, the others are to train on.


# %% nbgrader={"grade": false, "grade_id": "hold_out-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def hold_out(x, y, order, count):
    """Split examples into a training set and a test set.

    x: a tensor of n inputs (n, ...).  y: their labels (n,).
    order: int64 (n,), the numbers 0 to n - 1 in any order.  count: how many to test with, 0 to n - 1.
    Returns: four tensors, x and y to train on, x and y to test with, each in the order of `order`.
    hold_out(torch.tensor([1.0, 2.0, 3.0]), torch.tensor([10, 20, 30]), torch.tensor([2, 0, 1]), 1)
        ->  (tensor([1., 2.]), tensor([10, 20]), tensor([3.]), tensor([30]))
    """
    ### BEGIN SOLUTION
    test, train = order[:count], order[count:]
    # The same indices for both, so that each input keeps its label.
    return x[train], y[train], x[test], y[test]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "hold_out", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("hold_out")

# %% [markdown]
# ### Exercise 11 · `class_loss`
#
# For each place the network gives three **scores**. Softmax (unit 02) turns a row of scores into shares that
# add up to 1: how sure is it of each class? The loss looks at the share of the *right* class, p, and takes
# -log p: 0 if it was sure and right, large if it was sure and wrong. The mean over all examples is the loss.
#
# Three units meet here: softmax (or `logsumexp`, which survives large scores), one-hot or `gather` to pick
# the right class, and a mean.
#
# **Rule:** none of PyTorch's ready-made losses, such as `cross_entropy`.


# %% nbgrader={"grade": false, "grade_id": "class_loss-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def class_loss(scores, labels):
    """The mean of -log(share of the right class), where the shares are the softmax of each row.

    scores: floats (n, classes), n at least 1, of any size.  labels: int64 (n,), from 0 to classes - 1.
    Returns: a tensor of rank 0 through which gradients flow to scores.
    class_loss(torch.zeros(2, 3), torch.tensor([2, 0]))  ->  tensor(1.0986), the logarithm of 3
    """
    ### BEGIN SOLUTION
    # The logarithm of softmax, without an exp that could overflow.
    log_shares = scores - scores.logsumexp(dim=1, keepdim=True)
    return -log_shares.gather(1, labels.unsqueeze(1)).mean()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "class_loss", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("class_loss")

# %% [markdown]
# ### Exercise 12 · `accuracy`
#
# The loss is for the network. People ask: how often is it right? Its answer is the class with the highest
# score.


# %% nbgrader={"grade": false, "grade_id": "accuracy-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def accuracy(scores, labels):
    """The share of examples whose highest score is that of the right class.

    scores: floats (n, classes), n at least 1, no two alike in a row.  labels: int64 (n,).
    Returns: a float32 tensor of rank 0, from 0 to 1.
    accuracy(torch.tensor([[0.1, 2.0], [3.0, 0.5]]), torch.tensor([1, 1]))  ->  tensor(0.5000)
    """
    ### BEGIN SOLUTION
    return (scores.argmax(dim=1) == labels).float().mean()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "accuracy", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("accuracy")

# %% [markdown]
# ### Training on the accelerator
#
# Everything is there. The network sees 1,000 of the 10,920 places; the others are the test. Data and
# parameters move to the accelerator **once**, the losses stay there as tensors, and they come back once, at
# the end (unit 05). The loop is the one you know. (If you have no GPU, the practice accelerator takes some
# seconds.)

# %%
from autograder import devices

accelerator = devices.available()[-1].target
order = torch.randperm(len(places), generator=torch.Generator().manual_seed(0))
learned = {}


def map_scores(x, w1, b1, w2, b2):
    """Three scores for each place: the network of section 5, with three outputs."""
    return torch.tanh(x @ w1 + b1) @ w2 + b2


def train_on_map():
    """Train for 200 steps; give the losses, keep the parameters, print both accuracies."""
    split = hold_out(places, labels, order, len(places) - 1_000)
    x, y, x_test, y_test = (t.to(accelerator) for t in split)
    generator = torch.Generator().manual_seed(0)
    w1, b1 = torch.randn(2, 32, generator=generator) * 4, torch.randn(32, generator=generator) * 4
    start = [w1, b1, torch.zeros(32, 3), torch.zeros(3)]
    parameters = [p.to(accelerator).requires_grad_() for p in start]
    losses = []
    for _ in range(200):
        loss = class_loss(map_scores(x, *parameters), y)
        loss.backward()
        with torch.no_grad():
            for p in parameters:
                p -= 0.3 * p.grad
                p.grad = None
        losses.append(loss.detach())
    with torch.no_grad():
        seen = accuracy(map_scores(x, *parameters), y).item()
        unseen = accuracy(map_scores(x_test, *parameters), y_test).item()
    print(f"right on the places it has seen: {seen:.0%}, on the others: {unseen:.0%}")
    learned["parameters"] = [p.detach().cpu() for p in parameters]
    return {"loss": torch.stack(losses).cpu()}


show.lines(
    torch.arange(200.0),
    train_on_map,
    "The loss falls from 1.1, the logarithm of 3, steeply at first and then ever more slowly.",
    title="The loss after each step",
)

# %% [markdown]
# Whoever always says *sea* is right in 44 percent of the places. And the two accuracies are close, so the
# network didn't learn by heart. Here is the map as it sees it, most of it never shown. What did it miss? (More
# hidden units, more places or more steps would help: try it.)

# %%
show.photo(
    lambda: map_scores(places, *learned["parameters"]).argmax(dim=1).reshape(91, 120).flip(0) / 2,
    "The network's map, in smooth strokes: the long island and the mountains of the coast. The land in the far south is missing.",
)

# %% [markdown]
# ## 7 · Keep what was learned
#
# A trained network is its parameters. `torch.save` writes tensors, alone or in a list or dictionary, into a
# file, and `torch.load` brings them back:

# %%
import tempfile


def through_a_file(tensors):
    """Save a dictionary of tensors, and load it again."""
    with tempfile.TemporaryDirectory() as folder:
        path = folder + "/network.pt"
        torch.save(tensors, path)
        return torch.load(path)


loaded = through_a_file({"w1": torch.randn(1, 8), "b1": torch.zeros(8)})
print(list(loaded), loaded["w1"].shape)

# %% [markdown]
# The folder of this example is thrown away at once; give a path of your own, such as `"network.pt"`, and put
# your four parameters in.
#
# ## The card
#
# | You want | You write | From unit |
# |---|---|---|
# | a number for a network | `bytes / 255`: float32 from 0 to 1 | 04 |
# | a part of a picture | `photo[100:356, 128:384]`, rows first, the stop excluded | 08 |
# | the dimensions in another order | `permute`, never `reshape` | 02 |
# | pictures side by side | `torch.cat([a, b], dim=1)` | 09 |
# | one number for each pixel, for all its colours | `mask.unsqueeze(2)` | 07 |
# | the mean of each block | `reshape` to more dimensions, then `mean(dim=(1, 3))` | 03, and this one |
# | differences of neighbours | `z[2:] - z[:-2]` | 08 |
# | rows without gaps | `t[~t.isnan().any(dim=1)]` | 08, and this one |
# | columns on one scale | minus `mean(dim=0)`, divided by `std(dim=0, correction=0)` | 07 |
# | to train anything | loss, `backward()`, step under `no_grad()`, clear `.grad` | 06 |
# | to choose between classes | scores; the loss is -log of the right class's share; the answer is `argmax` | 02, 07, 08 |
# | to know what was really learned | hold a test set out, and look at it last | this one |
# | to keep tensors | `torch.save(tensors, path)`, `torch.load(path)` | this one |
#
# ### The deck says / PyTorch does
#
# The deck has no slide for this unit. These are lines of the deck that you have just used:
#
# | The deck says | PyTorch does |
# |---|---|
# | `t[0:1]` is the first 2 lines | a slice ends before its stop: `100:356` are 256 rows |
# | broadcasting duplicates the first tensor until it reaches the size of the second | a tint of shape (3,) meets 8,600 pixels, and nothing is copied |
# | positive derivative: we increased the parameter and the function increased as well | so a step goes *against* the gradient |
# | to use `.backward()`, we need to obtain a scalar value | the loss is that scalar; the deck adds up, here it is a mean |
#
# ### Where next
#
# - `torch.nn` has layers ready-made, `torch.optim` the step, and `DataLoader` in `torch.utils.data` hands out
#   the data in batches. You know what is inside.
# - `torch.compile` turns a function into faster code, and `torch.amp` mixes 16-bit and 32-bit floats for you.
# - `torch.func` has `vmap`, which runs a function over a whole batch, and `jacrev`, for more than one output.
# - *Hooks* let you look at, or change, a gradient on its way back.
# - *Streams* let a GPU do two things at once; `channels_last` lays pictures out as its hardware likes them.
# - And the manual, [pytorch.org/docs](https://pytorch.org/docs/stable/index.html): you can read it now.

# %%
progress()
