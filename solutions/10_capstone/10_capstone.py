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
# **Time:** about 60 minutes, in two halves, with a place to rest in between. You need all the units
# before this one.
#
# When you are done, you have
#
# - cut, blended, tiled and shrunk a real photograph;
# - measured a real landscape: its highest mountain, and how steep it is;
# - cleaned real share prices, and found out by how much they grow in a year;
# - trained a neural network, with nothing but tensors and autograd.
#
# There is little to read in this unit, and little that is new. The hints are there when you need them.

# %%
import base64
import html
import io
import math

import matplotlib.pyplot as plt
import numpy as np
import torch
from IPython.display import HTML, Image
from matplotlib.cbook import get_sample_data

from autograder import check, hint, progress, show

# %% [markdown]
# ## A question first
#
# What have a portrait, a mountain range, thirty years of the stock exchange and a neural network in
# common?

# %%
file = get_sample_data("grace_hopper.jpg", asfileobj=False)
Image(file, width=300, alt="Grace Hopper in uniform, an American flag behind her.")

# %% [markdown]
# You know the answer: each of them is a few tensors. So you know how to work with all of them.
#
# The photo shows Grace Hopper, who wrote one of the first compilers. It is one of the files that come
# with matplotlib, and `get_sample_data` finds it.
#
# ## 1 · A photograph
#
# A photo has three axes: **rows**, counted from the top, **columns**, and **colours**: how much red,
# green and blue. Each number is one byte, from 0 (none) to 255 (all).

# %%
photo = torch.tensor(plt.imread(file))
print(photo.shape, photo.dtype)
print(photo[300, 230])  # one pixel: red, green, blue
show(photo[148:153, 200:206, 0], title="the red of a few pixels")

# %% [markdown]
# Run the next cell, and read it later if you like. `look` shows pictures and `plot` draws curves,
# also those that come out of your own functions. As long as there is nothing to see, they say so.


# %%
def as_image(figure, words):
    """Turn a matplotlib figure into an image; `words` are for those who can't see it."""
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=65, bbox_inches="tight")
    plt.close(figure)
    data = base64.encodebytes(file.getvalue()).decode()
    return HTML(f'<img alt="{html.escape(words)}" src="data:image/png;base64,{data}">')


def result_of(what, arguments):
    """Give the tensor `what`, or the one that the function `what` makes, or None."""
    try:
        answer = what(*arguments) if callable(what) else what
    except Exception as error:
        print(f"Nothing to see yet, {type(error).__name__}: solve the exercise above first.")
        return None
    if isinstance(answer, torch.Tensor):
        return answer.detach()
    print("Nothing to see yet: solve the exercise above, then run this cell again.")
    return None


def look(words, what, *arguments, size=3.6, **options):
    """Show a photo, (rows, columns, 3) or (3, rows, columns), or a map, (rows, columns)."""
    image = result_of(what, arguments)
    if image is None:
        return None
    if image.dim() == 3 and image.shape[0] == 3:
        image = image.permute(1, 2, 0)
    figure, axes = plt.subplots(figsize=(1.6 * size, size))
    drawn = axes.imshow(image, **options)
    if image.dim() == 2:
        figure.colorbar(drawn)
    return as_image(figure, words)


def plot(words, x, dots, what, *arguments, labels=("measured", "yours")):
    """Draw dots, and a curve through them: a tensor, or what a function makes of the arguments."""
    curve = result_of(what, arguments)
    if curve is None:
        return None
    figure, axes = plt.subplots(figsize=(6, 3))
    axes.plot(x, dots, ".", markersize=4, color="0.55", label=labels[0])
    axes.plot(x, curve, linewidth=2, color="tab:blue", label=labels[1])
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
    return as_image(figure, words)


# %% [markdown]
# ### Exercise 1 · `portrait`
#
# Cut out the face: 256 rows, beginning with row 100, and 256 columns, beginning with column 128.
# Networks want the colours as the *first* axis, and floats from 0 to 1. So the result has the shape
# (3, 256, 256) and the dtype float32.
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
look("The face, from the rim of the cap to the chin.", portrait)

# %% [markdown]
# From here on a smaller photo will do: every fourth row and every fourth column, as floats.

# %%
small = photo[::4, ::4] / 255
print(small.shape, small.dtype)

# %% [markdown]
# ### Fading
#
# Between 0 and 1 you can calculate with pictures. `0.7 * a + 0.3 * b` shows two photos at once, the
# second one faintly. With a **mask**, a number for each pixel, the mixture changes from place to
# place: 0 means photo a, 1 means photo b, 0.5 half of each.

# %%
fade = torch.linspace(0, 1, 128).expand(150, 128)
look("A mask: 0 at the left side, 1 at the right side.", fade, cmap="gray")

# %% [markdown]
# ### Exercise 2 · `blend_photos`
#
# This function has **two** bugs. One stops it, or makes it silently wrong; the other you only notice
# when you look at `a` afterwards. Mend it in place, or write it anew below. (Axes can be counted from the
# end too: -1 is the last.)


# %% nbgrader={"grade": false, "grade_id": "blend_photos-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def blend_photos(a, b, mask):
    """Fade from photo a, where the mask is 0, to photo b, where it is 1.

    a, b: tensors of floats (height, width, colours), of one shape.
    mask: floats (height, width), from 0 to 1.  Returns: a new tensor of the shape of a.
    blend_photos(torch.zeros(1, 2, 1), torch.ones(1, 2, 1), torch.tensor([[0.5, 1.0]]))
        ->  tensor([[[0.5000], [1.0000]]])
    """
    a *= 1 - mask
    a += b * mask
    return a


### BEGIN SOLUTION
def blend_photos(a, b, mask):
    m = mask.unsqueeze(-1)
    return a * (1 - m) + b * m


### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "blend_photos", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("blend_photos")

# %% [markdown]
# Here she fades into her own mirror image. (The function gets a clone, in case it still writes into
# what it is given.)

# %%
look(
    "Two faces that share the middle of the picture.",
    blend_photos,
    small.clone(),
    small.flip(1),
    fade,
)

# %% [markdown]
# ### Exercise 3 · `pop_art`
#
# Four copies of `small`, two above and two below, like the silkscreen prints of the sixties. Row k
# of `tints` says how much of red, green and blue to keep in copy k:
#
# | | left | right |
# |---|---|---|
# | **above** | copy 0 | copy 1, mirrored |
# | **below** | copy 2 | copy 3, mirrored |
#
# Mirrored means that left and right change places. The result has the shape (300, 256, 3).

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
look("Four tinted portraits: red, green, blue and yellow; those on the right look left.", pop_art)

# %% [markdown]
# ### Exercise 4 · `thumbnail` (a puzzle)
#
# `small` took one pixel out of sixteen and threw the others away. It is better to take the **mean**
# of each block. Here is one colour of a photo of 4 × 4 pixels, and the same photo with k = 2:

# %%
show(torch.tensor([[1.0, 3, 0, 0], [5, 7, 0, 4], [2, 2, 9, 9], [2, 2, 9, 9]]), title="before")

# %%
show(torch.tensor([[4.0, 1.0], [2.0, 9.0]]), title="after, k = 2")

# %% [markdown]
# **Rule:** no loop, at most **three** operations, and no ready-made pooling or `interpolate`. Reading
# `image.shape` costs nothing, and one `mean` may take several axes at once: `t.mean(dim=(0, 2))`.
#
# It is a puzzle, so take your time. And remember unit 03: reshaping doesn't move a number.


# %% nbgrader={"grade": false, "grade_id": "thumbnail-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def thumbnail(image, k):
    """Replace every block of k by k pixels by its mean.

    image: floats (height, width, colours); height and width are multiples of k.
    k: an int, 1 or more.  Returns: floats (height / k, width / k, colours), of the same dtype.
    thumbnail(torch.tensor([[[1.0], [3.0]], [[5.0], [7.0]]]), 2)  ->  tensor([[[4.]]])
    """
    ### BEGIN SOLUTION
    height, width, colours = image.shape
    blocks = image.reshape(height // k, k, width // k, k, colours)
    return blocks.mean(dim=(1, 3))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "thumbnail", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("thumbnail")

# %%
look("The portrait in large, soft blocks, 75 by 64 of them.", thumbnail, photo / 255, 8)

# %% [markdown]
# ## 2 · A landscape
#
# Vancouver Island and the coast of Canada. One number for each place: its height in metres, below 0
# where there is sea. Two vectors say where the rows and columns lie on the globe: the latitude of
# each row, south first, and the longitude of each column, from west to east, in degrees.

# %%
with get_sample_data("topobathy.npz") as data:
    heights = torch.tensor(data["topo"])
    latitude = torch.tensor(data["latitude"])
    longitude = torch.tensor(data["longitude"])

print(heights.shape, heights.dtype, latitude.shape, longitude.shape)
print("deepest", heights.min().item(), "highest", heights.max().item())
look(
    "A map: an island in the middle, mountains in the north east, deep sea in the south west.",
    heights,
    origin="lower",
    cmap="cividis",
)

# %% [markdown]
# `origin="lower"` makes matplotlib put row 0 at the bottom, so that north is up.
#
# ### Exercise 5 · `summit`
#
# Where is the highest point? Give a vector of two numbers: its latitude and its longitude, in
# degrees, float32. Let the tensors find it, don't read it off the map. (Without `dim`, `argmax()` counts
# through all cells, row by row, and gives one number.)

# %% nbgrader={"grade": false, "grade_id": "summit-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
summit = ...
### BEGIN SOLUTION
at = heights.argmax()
columns = heights.shape[1]
summit = torch.stack([latitude[at // columns], longitude[at % columns]])
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "summit", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("summit")

# %% [markdown]
# ### Slopes
#
# How steep is a hillside? Take the two neighbours of a point, the one before and the one after. The
# difference of their heights, divided by the distance *between these two*, is the slope. On a map
# there are two slopes at each point, one along each axis, and Pythagoras puts them together:
#
# > steepness = the root of (slope down the rows)² + (slope along the columns)²
#
# Only the **inner** points have all four neighbours.
#
# ### Exercise 6 · `steepness`
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
# A degree of latitude is about 111,320 metres. A degree of longitude is shorter, the further north
# one is: times the cosine of the latitude, here 49 degrees.

# %%
dy = 111_320 * (latitude[1:] - latitude[:-1]).mean().item()
dx = 111_320 * (longitude[1:] - longitude[:-1]).mean().item() * math.cos(math.radians(49))
print(f"rows are {dy:.0f} m apart, columns {dx:.0f} m")
look(
    "The steep places: the walls of the valleys in the north east, and the edge of the deep sea.",
    steepness,
    heights,
    dy,
    dx,
    origin="lower",
    cmap="cividis",
)

# %% [markdown]
# ---
#
# **A place to rest.** You are half way through. What comes next needs unit 06.
#
# ---
#
# ## 3 · Share prices
#
# The prices of three shares, and of the index S&P 500, which sums up the 500 largest companies of the
# United States. A row a date, a column a price. The file has gaps: Amazon wasn't sold before 1997,
# and on some days only a dividend was noted. NumPy writes **NaN** there, *not a number*.

# %%
names = ["IBM", "Apple", "Amazon", "S&P 500"]
with get_sample_data("Stocks.csv") as file:
    rows = np.genfromtxt(file, delimiter=",", skip_header=2, usecols=(1, 2, 5, 9))
prices = torch.tensor(rows, dtype=torch.float32)
print(prices.shape)
print(prices[86:92])
print(prices.mean(dim=0))

# %% [markdown]
# Whatever meets a NaN becomes NaN, the means too. And NaN equals nothing, not even itself, so `==`
# doesn't find it. `isnan()` does. (`any` and `all` take a `dim`, as `sum` does.)

# %%
gap = torch.tensor([1.0, torch.nan])
print(gap == torch.nan, gap.isnan())

# %% [markdown]
# ### Exercise 7 · `full_rows`
#
# Keep the rows of `prices` in which no price is missing.

# %% nbgrader={"grade": false, "grade_id": "full_rows-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
full_rows = ...
### BEGIN SOLUTION
full_rows = prices[~prices.isnan().any(dim=1)]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "full_rows", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("full_rows")

# %% [markdown]
# An Apple share costs a hundred dollars, the index stands at four thousand. To compare their ups and
# downs, or to give them to a network, bring every column to the same scale: mean 0, standard
# deviation 1. This is called to **standardise**.
#
# ### Exercise 8 · `standardise`
#
# One thing to think of: a column in which all numbers are equal. It should come out as zeros. On paper its
# standard deviation is 0. In floats the mean is rounded, and what comes out may be 0.00000006 instead. So
# don't ask the deviation whether they are equal, ask the numbers.


# %% nbgrader={"grade": false, "grade_id": "standardise-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def standardise(table):
    """Bring each column to mean 0 and standard deviation 1 (divided by n: correction=0).

    table: floats (n, columns), n at least 1, without NaN.  It is not changed.
    Returns: floats of that shape and dtype; a column of equal numbers becomes zeros.
    standardise(torch.tensor([[1.0, 5.0], [3.0, 5.0]]))  ->  tensor([[-1.,  0.], [ 1.,  0.]])
    """
    ### BEGIN SOLUTION
    spread = table.std(dim=0, correction=0)
    spread[(table == table[0]).all(dim=0)] = 1
    return (table - table.mean(dim=0)) / spread
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "standardise", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("standardise")

# %% [markdown]
# Your two answers together:

# %%
scaled = result_of(standardise, [full_rows])


def four_curves(table):
    """Draw the columns of a table of prices as four curves."""
    figure, axes = plt.subplots(figsize=(6, 3))
    for name, style, column in zip(names, ["-", "--", ":", "-."], table.T, strict=True):
        axes.plot(column, style, label=name)
    axes.legend()
    return as_image(figure, "Four prices, 1997 to 2022; all but IBM rise steeply at the end.")


None if scaled is None else four_curves(scaled)

# %% [markdown]
# ## 4 · A line
#
# What grows by the same *percentage* each year becomes a straight line when you take the logarithm.
# So the slope of a line through the logarithms tells how fast the index grows.
#
# `decades` counts from the middle of the time, `log_index` is the logarithm of the index. (A comparison
# with NaN is False, so `index > 0` leaves the gaps out. The very last row is a day within a month that
# is in the table already.)

# %%
index = prices[:, 3]
index = index[index > 0][:-1]
decades = torch.arange(390) / 120
decades = decades - decades.mean()
log_index = index.log()
print(decades[:3], log_index[:3])

# %% [markdown]
# A line has two parameters, its slope and its height at 0. The **loss** says how wrong it is: the
# mean of the squared differences between its heights and the measured ones. You know from unit 06
# what to do with a loss: go downhill.
#
# ### Exercise 9 · `fit_line`
#
# Begin with slope 0 and height 0. In each step, both go against their gradients, by `lr` times the
# gradient.
#
# **Rule:** tensors and autograd only: nothing from `torch.optim` or `torch.nn`, and no ready-made
# solver.


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
# Your line through the logarithms. From a slope per decade to a percentage per year: divide by 10,
# and undo the logarithm with `exp`.


# %%
def my_line():
    """The heights of the fitted line; prints the yearly growth."""
    slope, height = fit_line(decades, log_index, 0.1, 200)
    print(f"The index grows by {100 * (math.exp(slope / 10) - 1):.1f} percent a year.")
    return slope * decades + height


plot(
    "The logarithm of the index from 1990 to 2022, wavy and rising, and a straight line through it.",
    decades,
    log_index,
    my_line,
    labels=("log of the S&P 500", "your line"),
)

# %% [markdown]
# ## 5 · A network
#
# Not everything is a line. Cut across the landscape from west to east, and take the mean of twenty
# rows so that single hills don't matter:

# %%
strip = heights[30:50].mean(dim=0)
x = torch.linspace(-1, 1, 120).unsqueeze(1)  # a column: a network takes a row a point
y = (strip - strip.mean()) / strip.std()
print(x.shape, y.shape)
plot(
    "The profile: sea, a tall round island in the middle, sea, and a steep coast in the east.",
    x,
    y,
    strip.new_zeros(120),
    labels=("height of the land, standardised", "its mean"),
)

# %% [markdown]
# No line follows that. A network of **two layers** can. The first layer makes several lines of x at
# once (`x @ w1 + b1`), and *bends* each of them with `tanh`. The bent ones are called **hidden units**.
# The second layer adds them up, each with its own weight.
#
# `tanh` is nearly a line around 0, and levels off towards -1 and 1:

# %%
show.curve(torch.tanh, (-4, 4), derivative=False, title="tanh")

# %% [markdown]
# ### Exercise 10 · `two_layers`
#
# For each row of x:
#
# > hidden = tanh(x · w1 + b1)
# >
# > answer = hidden · w2 + b2
#
# Each dot is a matrix product.
#
# Remember what unit 07 said about predictions that come as a column.


# %% nbgrader={"grade": false, "grade_id": "two_layers-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def two_layers(x, w1, b1, w2, b2):
    """A network with one layer of hidden units.

    x: floats (n, inputs).  w1: (inputs, hidden).  b1: (hidden,).  w2: (hidden, 1).  b2: (1,).
    Returns: floats (n,), also for n = 1 and n = 0; gradients flow to all four parameters.
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
# ### Exercise 11 · `zero_start`
#
# The line began with zeros. Can a network? Predict which of the four tensors get a gradient that is
# not zero. Write a list of four bools, for w1, b1, w2 and b2.
#
# ```python
# inputs = torch.tensor([[1.0], [2.0]])
# wanted = torch.tensor([3.0, 5.0])
# w1 = torch.zeros(1, 4, requires_grad=True)
# b1 = torch.zeros(4, requires_grad=True)
# w2 = torch.zeros(4, 1, requires_grad=True)
# b2 = torch.zeros(1, requires_grad=True)
# curve = (torch.tanh(inputs @ w1 + b1) @ w2 + b2).squeeze(1)
# ((curve - wanted) ** 2).mean().backward()
# [bool(p.grad.any()) for p in (w1, b1, w2, b2)]
# ```

# %% nbgrader={"grade": false, "grade_id": "zero_start-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
zero_start = ...
### BEGIN SOLUTION
zero_start = [False, False, False, True]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "zero_start", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("zero_start")

# %% [markdown]
# So we begin with random numbers, from a generator with a seed (unit 03): every start is the same.


# %%
def fresh_start():
    """The four parameters of a network with 16 hidden units, before any training."""
    generator = torch.Generator().manual_seed(1)
    w1 = torch.randn(1, 16, generator=generator) * 3
    b1 = torch.randn(16, generator=generator) * 3
    w2 = torch.randn(16, 1, generator=generator) / 4
    return [t.requires_grad_() for t in (w1, b1, w2, torch.zeros(1))]


# %% [markdown]
# ### Exercise 12 · `network_curve`
#
# Train it. Take **800** steps with `lr` **0.05** on the mean squared error between
# `two_layers(x, ...)` and `y`; all four parameters take part in each step. Then put the heights that
# the trained network gives for x into `network_curve`: shape (120,), without history.
#
# Begin the cell with `w1, b1, w2, b2 = fresh_start()`, so that running it again trains anew. It
# takes a second.

# %% nbgrader={"grade": false, "grade_id": "network_curve-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
network_curve = ...
### BEGIN SOLUTION
w1, b1, w2, b2 = fresh_start()
for step in range(800):
    loss = ((two_layers(x, w1, b1, w2, b2) - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        for p in (w1, b1, w2, b2):
            p -= 0.05 * p.grad
            p.grad = None
    if step % 100 == 0:
        print(f"step {step}: loss {loss.item():.3f}")
network_curve = two_layers(x, w1, b1, w2, b2).detach()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "network_curve", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("network_curve")

# %%
plot(
    "The profile again, and a smooth curve that follows the island and the coast in the east.",
    x,
    y,
    network_curve,
    labels=("height of the land, standardised", "your network"),
)

# %% [markdown]
# Nobody told the network what an island looks like. It had 49 numbers, a loss, and 800 steps
# downhill. Networks that write and paint have more numbers and more layers. The loop is this one.
#
# ## The card
#
# | You want | You write | From unit |
# |---|---|---|
# | a number for a network | `bytes / 255`: float32 from 0 to 1 | 04 |
# | a part of a picture | `photo[100:356, 128:384]`, rows first, the stop excluded | 08 |
# | the axes in another order | `permute`, never `reshape` | 02, 03 |
# | pictures side by side | `torch.cat([a, b], dim=1)` | 09 |
# | one number for each pixel, for all its colours | `mask.unsqueeze(-1)` | 07 |
# | the mean of each block | `reshape` to more axes, then `mean(dim=(1, 3))` | 03, and this one |
# | the place of the largest | `argmax()`, then `//` and `%` by the row's length | 02, and this one |
# | differences of neighbours | `z[2:] - z[:-2]` | 08 |
# | rows without gaps | `t[~t.isnan().any(dim=1)]` | 08, and this one |
# | columns on one scale | minus `mean(dim=0)`, by `std(dim=0)`; beware of 0 | 07 |
# | to train anything | loss, `backward()`, step under `no_grad()`, clear `.grad` | 06 |
#
# ### The deck says / PyTorch does
#
# The deck has no slide for this unit. These are its lines that you have just used:
#
# | The deck says | PyTorch does |
# |---|---|
# | most are element-wise operations | so a photo fades, and a loss is taken, without a loop |
# | `t[0:1]` is the first 2 lines | a slice ends before its stop: `100:356` are 256 rows |
# | broadcasting duplicates the first tensor until it reaches the size of the second | a tint of shape (3,) meets 19,200 pixels, and nothing is copied |
# | positive derivative: we increased the parameter and the function increased as well | so a step goes *against* the gradient |
# | to use `.backward()`, we need to obtain a scalar value | the loss is that scalar; the deck adds up, here it is a mean |
#
# Where to go from here: `torch.nn` has layers ready made, `torch.optim` the step, and
# `torch.utils.data` hands out data in batches. You know what is inside.

# %%
progress()
