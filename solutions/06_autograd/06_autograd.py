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
# # 6 · Derivatives and autograd
#
# **Time:** about an hour and a half, in two halves with a break between them. **You need:** unit 04,
# and no calculus. You know that a road can go up and down, and that is enough.
#
# At the end you will be able to
#
# - say what a slope, a derivative and a gradient tell you, and measure them,
# - let PyTorch find a gradient with `requires_grad` and `backward()`, and read the graph it draws on,
# - tell when gradients pile up and when the way back is cut,
# - walk downhill on any function: gradient descent, the engine of all training.
#
# Stuck at an exercise? `hint("its_name")` helps, up to three times, a little more each time.

# %%
import warnings

import torch

from autograder import check, hint, progress, show

# %% [markdown]
# ## A question first
#
# You stand on a hillside in thick fog. Somewhere below is the valley, and you can't see it. All you
# have is the ground under your feet. How do you get down?
#
# Here somebody walks it. You see the hill from above, as on a hiking map: a blue line joins places of
# one height, and the number on it is that height. `walk` lists where each step ended, as (x, y).


# %%
def hills(x, y):
    return x**2 / 10 + y**2 / 2 - torch.cos(x)


walk = [(-6.0, 2.0), (-4.5, 1.4), (-2.7, 1.0), (-1.7, 0.7)]
walk += [(-0.6, 0.5), (-0.2, 0.3), (-0.1, 0.2)]
show.descent(hills, walk, title="Six steps down a hill in the fog")

# %% [markdown]
# You feel which way the ground **slopes**, and go a little way down. Then you feel again. That is
# all, and it is how neural networks are trained. Only, their hill has not two directions but a
# million, and the height is the error that they make. So two questions are left: how does one feel the
# slope of a million directions at once, and how far is *a little way*?

# %% [markdown]
# ## 1 · Slope
#
# A road that climbs 2 metres on 10 metres has the slope 0.2: **rise over run**. Now take a curve, the
# function f(x) = x². It has another slope at every place. What is it at x = 3? Take a short stretch
# that begins there, and make it shorter and shorter. (In the last line, what stands behind a colon only
# says how the number is printed: `:.6f` is six digits behind the point.)


# %%
def square(x):
    return x * x


for run in [1.0, 0.1, 0.01, 0.001]:
    rise = square(3 + run) - square(3)
    print(f"run {run:<6} rise {rise:.6f}  slope {rise / run:.3f}")

# %% [markdown]
# It settles at **6**. This number is the **derivative** of f at 3: the slope of the curve right
# there. Put a ruler to the curve so that it only touches, and you see it. The dark lines are such
# rulers:

# %%
show.curve(square, (-3, 3), derivative=False, points=[-2, 0, 1], title="f(x) = x²")

# %% [markdown]
# The deck says why we care: the derivative tells what happens to the value *if we increase the
# parameter*.
#
# - **positive:** increase x a little, and the value increases as well;
# - **negative:** increase x a little, and the value decreases;
# - **0:** the ground is level. The deck says the function "didn't change a bit". Nearly: it changes
#   far less than x does. `square(0.001)` is 0.000001, which is not quite nothing.
#
# *A little* belongs to it. After a large step you may be anywhere.
#
# ### Exercise 1 · `uphill`
#
# Take pencil and paper. What does the last line give? Write a list of three bools.
#
# ```python
# def f(x):
#     return x * (6 - x)
#
# [f(1.001) > f(1), f(2.001) > f(2), f(4.001) > f(4)]
# ```
#
# Stuck? `hint("uphill")`.

# %% nbgrader={"grade": false, "grade_id": "uphill-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
uphill = ...
### BEGIN SOLUTION
uphill = [True, True, False]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "uphill", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("uphill")

# %% [markdown]
# ### Measuring well
#
# Look at the table above once more. With a run of 0.1 the slope came out as 6.1, too large by the
# length of the run. We looked to the right only, and to the right this curve gets steeper.
#
# Look to *both* sides by the same small step h, and the two errors nearly cancel. That is the
# **central difference**: the slope from the point at x - h to the point at x + h.
#
# ### Exercise 2 · `central_difference`
#
# Write it for any function. `f` is an argument like the others: you call it, as in `f(x)`. It works
# element by element, so give it the whole tensor.


# %% nbgrader={"grade": false, "grade_id": "central_difference-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def central_difference(f, x, h):
    """Measure the slope of f at each x, between h to the left and h to the right.

    f: a function that works element by element: a tensor in, a tensor of the same shape out.
    x: a tensor of floats, any shape.  h: a float above 0.
    Returns: a tensor of slopes, of the shape and dtype of x.
    With `def cube(x): return x**3`:
    central_difference(cube, torch.tensor([0.0, 1.0]), 0.5)  ->  tensor([0.2500, 3.2500])
    """
    ### BEGIN SOLUTION
    return (f(x + h) - f(x - h)) / (2 * h)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "central_difference", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("central_difference")

# %% [markdown]
# If a small h is good, is a tiny one better? Here is the slope of x³ at 2, which is 12. Watch the
# float32 column. (`1e-3` is Python for 0.001.)

# %%
for h in [1e-1, 1e-3, 1e-5, 1e-7]:
    measured = []
    for dtype in [torch.float32, torch.float64]:
        two = torch.tensor(2.0, dtype=dtype)
        measured.append((((two + h) ** 3 - (two - h) ** 3) / (2 * h)).item())
    print(f"h = {h:<7}  float32: {measured[0]:<10.6f}  float64: {measured[1]:.6f}")

# %% [markdown]
# A float32 has about 7 digits. When two numbers are alike in the first six, their difference keeps
# one. In **float64**, with 16 digits, there is room. So: measure slopes in float64.

# %% [markdown]
# ## 2 · From slope to gradient
#
# Most functions have more than one variable. The deck takes F(x, y) = x² · y². Now there are two
# slopes: how does F change if we move x, and how if we move y? You move one and **hold the other
# still**. Together the two are the **gradient**.


# %%
def F(x, y):
    return x**2 * y**2


h = 0.001
x, y = 3.0, 2.0
print("slope in x:", round((F(x + h, y) - F(x - h, y)) / (2 * h), 4))
print("slope in y:", round((F(x, y + h) - F(x, y - h)) / (2 * h), 4))

# %% [markdown]
# At (3, 2) the gradient is (24, 36): both ways lead up, and y is the steeper one.
#
# You don't have to measure. A few rules give the derivative of most functions, and you can see them
# in a table. Here are slopes measured at 1, 2, 3 and 4. (A `lambda` is a small function in one line:
# `lambda x: x**2` takes x and gives x².)

# %%
at = torch.tensor([1.0, 2.0, 3.0, 4.0], dtype=torch.float64)


def measured(f):
    rise = f(at + 1e-5) - f(at - 1e-5)
    return [round(slope, 4) for slope in (rise / 2e-5).tolist()]


print("x      ", measured(lambda x: x))
print("x²     ", measured(lambda x: x**2))
print("x³     ", measured(lambda x: x**3))
print("5x²    ", measured(lambda x: 5 * x**2))
print("x² + 7x", measured(lambda x: x**2 + 7 * x))

# %% [markdown]
# Do you see them?
#
# | function | its derivative | the rule |
# |---|---|---|
# | a plain number | 0 | what doesn't move has no slope |
# | x, x², x³ | 1, 2x, 3x² | the power comes down as a factor, and is one less |
# | 5 · x² | 5 · 2x | a factor stays |
# | x² + 7 · x | 2x + 7 | slopes add up |
#
# Hold y still, and it is a plain number. So for the deck's F the slope in x is 2x · y², and in y it
# is x² · 2y. At (3, 2) that makes 24 and 36, as measured.
#
# ### Exercise 3 · `gradient_by_hand`
#
# Now G(x, y) = x² · y + 3 · y. Find its two slopes on paper, then write them down as a function.
# (At (1, 2) they are 4 and 4. Unlucky numbers: they don't tell you which is which.)


# %% nbgrader={"grade": false, "grade_id": "gradient_by_hand-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gradient_by_hand(x, y):
    """Give the gradient of G(x, y) = x**2 * y + 3 * y.

    x, y: Python floats.
    Returns: two floats, first the slope in x, then the slope in y, as in `return a, b`.
    gradient_by_hand(1.0, 2.0)  ->  (4.0, 4.0)
    """
    ### BEGIN SOLUTION
    return 2 * x * y, x**2 + 3
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "gradient_by_hand", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("gradient_by_hand")

# %% [markdown]
# ## 3 · No more derivatives!
#
# From here on PyTorch does it. Three things are to be said: *follow this tensor*, *compute*, and *go
# back*. These are the deck's lines:

# %%
x = torch.Tensor([10, 12, 14, 16]).requires_grad_()
z = x * x
z = torch.sum(z)
z.backward()
x.grad

# %% [markdown]
# `requires_grad_()` tells PyTorch to follow whatever is computed from x. `backward()` starts at `z`,
# goes back to x, and leaves the gradient in `x.grad`: for each element of x the slope of z. The deck
# asks what it is. z is x1² + x2² + x3² + x4². Move x1, and only x1² moves, with the slope 2 · x1. The
# same goes for the others, so the gradient is **2x**.
#
# While it computes, PyTorch writes down what comes from what. That is called the **graph**. Here it is,
# drawn before anybody goes back, with the gradients that will be found:

# %%
x = torch.Tensor([10, 12, 14, 16]).requires_grad_()
z = torch.sum(x * x)
show.graph(z, names={"x": x, "z": z})

# %% [markdown]
# Read it from left to right for the values, and from right to left for the gradients. x is a
# **leaf**: it was not computed from anything. Leaves are where the way back ends, and where `.grad`
# is filled in.
#
# The deck's F again, with x and y as two leaves. The numbers are those we measured:

# %%
x = torch.tensor(3.0, requires_grad=True)  # the same as adding .requires_grad_() at the end
y = torch.tensor(2.0, requires_grad=True)
f = x**2 * y**2
show.graph(f, names={"x": x, "y": y, "F": f})

# %%
f.backward()
print(x.grad, y.grad)

# %% [markdown]
# Going back is a matter of multiplying: F grows by 4 for each unit of x², and x² grows by 6 for each
# unit of x (that is 2x). So F grows by 4 · 6 = 24 for each unit of x. This is the **chain rule**:
# multiply along the way. And where several ways lead to the same place, add them.
#
# ### Exercise 4 · `cubes_with_grad`
#
# Make a vector with the elements 1., 2., 3. and let PyTorch fill its `.grad` with the gradient of the
# *sum of its cubes*. The name `cubes_with_grad` should stand for the vector. You may write several
# lines. Look at `cubes_with_grad.grad` before you check: is it what the rules say?

# %% nbgrader={"grade": false, "grade_id": "cubes_with_grad-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
cubes_with_grad = ...
### BEGIN SOLUTION
cubes_with_grad = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
(cubes_with_grad**3).sum().backward()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "cubes_with_grad", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("cubes_with_grad")

# %% [markdown]
# ### Two things it refuses
#
# Integers can't require grad. A slope asks what happens when you move *a tiny bit*, and an integer
# can't do that. Look at the last line:

# %% tags=["raises-exception", "active-ipynb"]
# torch.tensor([10, 12, 14, 16]).requires_grad_()

# %% [markdown]
# (The deck gets away with it because `torch.Tensor` with a capital T makes floats.)
#
# And `backward()` wants to start from a **single number**. The slope of four numbers at once is no
# clear question, which is why the deck adds them up first. (`try` and `except` catch the error here,
# since it would fill the page.)

# %%
x = torch.Tensor([10, 12, 14, 16]).requires_grad_()
z = x * x
try:
    z.backward()
except RuntimeError as error:
    print("RuntimeError:", error)

# %% [markdown]
# ### Exercise 5 · `slope_at`
#
# Put it together: a function that gives the slope of *any* function at *any* number, found by
# autograd. Inside `f` there may be an `if` or a loop. It doesn't matter: PyTorch follows what really
# runs. Don't measure this time: an `if` can give a curve a corner, and there a measurement mixes the
# slopes of both sides.


# %% nbgrader={"grade": false, "grade_id": "slope_at-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def slope_at(f, x):
    """Give the slope of f at x, found by autograd.

    f: a function that takes a tensor of rank 0, floats, and gives one.
    x: a Python number, with a decimal point or a whole one.
    Returns: a Python float.
    slope_at(lambda x: x * x, 5)  ->  10.0
    """
    ### BEGIN SOLUTION
    t = torch.tensor(float(x), requires_grad=True)
    f(t).backward()
    return t.grad.item()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "slope_at", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("slope_at")

# %% [markdown]
# ### Exercise 6 · `slopes`
#
# To draw the derivative of a function you need its slope at hundreds of places. One call of `backward`
# is enough for all of them, if you look at the deck's four lines in the right way.
#
# The tensor `x` belongs to the caller: don't mark it, and leave nothing in its `.grad`. Work on a
# copy: `x.clone()` makes one.
#
# **Rule:** no loop.


# %% nbgrader={"grade": false, "grade_id": "slopes-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def slopes(f, x):
    """Give the slope of f at each element of x, found by autograd.

    f: a function that works element by element: a tensor in, a tensor of the same shape out.
    x: a tensor of floats, any shape, that doesn't require grad; it stays as it is.
    Returns: a tensor of the shape and dtype of x that doesn't require grad.
    slopes(lambda x: x * x, torch.tensor([1.0, 5.0]))  ->  tensor([ 2., 10.])
    """
    ### BEGIN SOLUTION
    t = x.clone().requires_grad_()
    f(t).sum().backward()
    return t.grad
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "slopes", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("slopes")

# %% [markdown]
# `show.curve` does the same to draw f and its derivative, which is often written f′. Compare the two
# curves: wherever f climbs, f′ is above 0; at the tops and bottoms of f, it is exactly 0.

# %%
show.curve(lambda x: x**3 - 3 * x, (-2.2, 2.2), points=[-1.0, 0.0, 1.5])

# %% [markdown]
# ### Exercise 7 · `grad_of_centred`
#
# In unit 2 you took the mean away from each number. How does the first of the new numbers depend on
# the four old ones? Predict, without running it, what the last line gives. Write a list.
#
# ```python
# x = torch.tensor([1.0, 2.0, 4.0, 9.0], requires_grad=True)
# y = x - x.mean()
# y[0].backward()
# x.grad
# ```

# %% nbgrader={"grade": false, "grade_id": "grad_of_centred-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
grad_of_centred = ...
### BEGIN SOLUTION
grad_of_centred = [0.75, -0.25, -0.25, -0.25]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "grad_of_centred", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("grad_of_centred")

# %% [markdown]
# And the *sum* of all of y? The mean is taken away, so the sum is always 0, whatever x is. A function
# that never changes has the gradient 0:

# %%
x = torch.tensor([1.0, 2.0, 4.0, 9.0], requires_grad=True)
y = x - x.mean()
y.sum().backward()
print(y.sum(), x.grad)

# %% [markdown]
# **Half-time.** This is a good place for a break. Save with **Ctrl + S** (**⌘ S** on a Mac); when you
# come back, choose **Run → Run All Cells** once.

# %% [markdown]
# ## 4 · Gradients pile up
#
# One habit of PyTorch surprises everybody once. Here it is, and it's your turn to guess.
#
# ### Exercise 8 · `two_backwards`
#
# What does the last line give? Write a number, or an error's name as text, such as
# `"raises ValueError"`.
#
# ```python
# x = torch.tensor(3.0, requires_grad=True)
# (x * x).backward()
# (x * x).backward()
# x.grad.item()
# ```

# %% nbgrader={"grade": false, "grade_id": "two_backwards-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
two_backwards = ...
### BEGIN SOLUTION
two_backwards = 12
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "two_backwards", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("two_backwards")

# %% [markdown]
# `backward` **adds** to what is in `.grad` already; one says that gradients *accumulate*. If you forget
# it, every gradient drags all the earlier ones along.
#
# In the exercise `x * x` was computed twice, so there were two graphs. If you go back twice through
# *one* graph, PyTorch refuses. It keeps some values for the way back, and throws them away once they
# have been used, to save memory:

# %%
x = torch.tensor(3.0, requires_grad=True)
z = x * x
z.backward()
try:
    z.backward()
except RuntimeError as error:
    print("RuntimeError:", str(error).split(" (")[0], "...")

# %% [markdown]
# So the way is: compute anew, then go back anew. And to start with a clean `.grad`, set it to None.
# That is its state before the first `backward()`:

# %%
x = torch.tensor(3.0, requires_grad=True)
print(x.grad)
(x * x).backward()
print(x.grad)
x.grad = None

# %% [markdown]
# ### Exercise 9 · `fresh_gradient`
#
# Somebody hands you a leaf `w`, perhaps with an old gradient still in it, and a function `loss`. (The
# **loss** is the number that should become small: how wrong a model is.) See to it that afterwards
# `w.grad` holds the gradient of this loss and nothing else. This time you *should* change the caller's
# `w`. Give back the loss itself as a Python number.


# %% nbgrader={"grade": false, "grade_id": "fresh_gradient-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def fresh_gradient(w, loss):
    """Leave the gradient of loss(w) in w.grad, in place of whatever is there.

    w: a leaf that requires grad, any shape; its .grad is None or an old gradient.
    loss: a function that takes w and gives a tensor of rank 0.
    Returns: the value of the loss, a Python float.
    With w = torch.tensor(5.0, requires_grad=True):
    fresh_gradient(w, lambda w: w * w)  ->  25.0, and w.grad is tensor(10.)
    """
    ### BEGIN SOLUTION
    w.grad = None
    value = loss(w)
    value.backward()
    return value.item()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "fresh_gradient", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("fresh_gradient")

# %% [markdown]
# ## 5 · The way back, and what cuts it
#
# A gradient can only go back along the graph. `requires_grad` says whether a tensor is part of one.
# Each of these has the value 25, and only the first still knows where it comes from. (The two lines
# with `warnings` keep PyTorch's warnings off the page. They change nothing else.)

# %%
x = torch.tensor(5.0, requires_grad=True)
y = x * x
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # PyTorch warns at torch.tensor(y), and it is right
    for way in [y, torch.tensor(y), torch.tensor(y.item()), y.detach()]:
        print(way.item(), way.requires_grad)

# %% [markdown]
# - `.item()` and `.tolist()` give plain numbers, which have no history;
# - `torch.tensor(y)` copies the numbers into a new leaf;
# - `.detach()` cuts on purpose;
# - and inside `with torch.no_grad():` PyTorch doesn't write down anything. Whatever belongs to the
#   `with` is indented under it.

# %%
with torch.no_grad():
    y = x * x
print(y, y.requires_grad)

# %% [markdown]
# ### Exercise 10 · `squared_error`
#
# This function prints all the right numbers, and nothing can learn from it. Mend it in place, or write
# it anew below. If `prediction` or `target` requires grad, gradients must find their way back to it.
# Whether they do is checked by comparing the gradients themselves.


# %% nbgrader={"grade": false, "grade_id": "squared_error-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def squared_error(prediction, target):
    """Add up the squares of the differences, so that gradients can flow back.

    prediction, target: vectors of floats, of one length (at least 1) and one dtype.
    Returns: a tensor of rank 0 and that dtype.
    squared_error(torch.tensor([1.0, 5.0]), torch.tensor([3.0, 4.0]))  ->  tensor(5.)
    """
    total = 0.0
    for i in range(len(prediction)):
        total += ((prediction[i] - target[i]) ** 2).item()
    return torch.tensor(total)


### BEGIN SOLUTION
def squared_error(prediction, target):
    return ((prediction - target) ** 2).sum()


### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "squared_error", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("squared_error")

# %% [markdown]
# ### Cut on purpose
#
# Sometimes you want the numbers and not the history, to draw a picture or to keep a record. `detach()`
# gives them. But look what it does *not* do:

# %%
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
kept = x.detach()
kept[0] = 100.0
print(x)

# %% [markdown]
# `detach` shares its numbers with x, as `torch.from_numpy` does. Whoever writes into one of them
# writes into both.
#
# ### Exercise 11 · `frozen_copy`
#
# A model is getting better and better, and you want to keep its present numbers in case it gets worse.
# What you keep must not hang on any graph, and must not change when the model's own numbers do.


# %% nbgrader={"grade": false, "grade_id": "frozen_copy-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def frozen_copy(x):
    """Keep the present values of x, without history and in memory of their own.

    x: any tensor, of any dtype; it may require grad.
    Returns: a tensor of the same shape, dtype and values that doesn't require grad.
    frozen_copy(torch.tensor([1.0, 2.0], requires_grad=True))  ->  tensor([1., 2.])
    """
    ### BEGIN SOLUTION
    return x.detach().clone()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "frozen_copy", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("frozen_copy")

# %% [markdown]
# ### What backward remembers
#
# To go back through x · x, PyTorch needs x, since the slope is 2x. To go back through `exp`, it needs
# the *result*, for `exp` is its own derivative: at every place it is as steep as it is high. So it
# keeps these values, and it notices if somebody has changed them in the meantime.
#
# ### Exercise 12 · `softplus`
#
# Here is a ramp with a soft corner, which networks use between their layers. The function computes the
# right values. But call `backward()` on their sum, and it raises. Try it out in a cell of your own and
# read the error; it says which operation's values were changed. Then mend the function.


# %% nbgrader={"grade": false, "grade_id": "softplus-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def softplus(x):
    """log(1 + e to the power x), element by element: a ramp with a soft corner.

    x: a tensor of floats, any shape, between -9 and 9.
    Returns: a tensor of that shape and dtype, through which gradients flow back to x.
    softplus(torch.tensor([0.0, 2.0]))  ->  tensor([0.6931, 2.1269])
    """
    y = x.exp()
    y += 1
    return y.log()


### BEGIN SOLUTION
def softplus(x):
    y = x.exp()
    y = y + 1
    return y.log()


### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "softplus", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("softplus")

# %%
show.curve(torch.nn.functional.softplus, (-5, 5), title="softplus and its derivative")

# %% [markdown]
# ### Trust, and check
#
# A cut graph gives no error, only a gradient that is wrong. How would you notice? By measuring! PyTorch
# has a function that compares autograd with a central difference, for every element:
# `torch.autograd.gradcheck(f, x)`. It answers True, or raises an error that shows both gradients. With
# `raise_exception=False` it answers False in place of raising.
#
# One thing you know already: measuring needs float64. In float32 it rejects a gradient that is right:


# %%
def sum_of_squares(x):
    return (x**2).sum()


with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # gradcheck warns at float32, and it is right
    for dtype in [torch.float32, torch.float64]:
        x = torch.tensor([1.0, 2.0], dtype=dtype, requires_grad=True)
        print(dtype, torch.autograd.gradcheck(sum_of_squares, x, raise_exception=False))

# %% [markdown]
# ### Exercise 13 · `gradient_is_right`
#
# Write the check for a tensor of any float dtype. It belongs to the caller: leave it as it is. That is
# a little harder than it looks. If x is float64 already, which tensor does `x.double()` give you?


# %% nbgrader={"grade": false, "grade_id": "gradient_is_right-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gradient_is_right(f, x):
    """Say whether autograd's gradient of f at x agrees with a central difference.

    f: a function that takes a tensor like x, in float64 too, and gives a tensor of rank 0.
    x: a tensor of floats, any shape, that doesn't require grad; it stays as it is.
    Returns: a Python bool; never raises.
    gradient_is_right(lambda x: (x * x).sum(), torch.tensor([3.0]))           ->  True
    gradient_is_right(lambda x: (x * x.detach()).sum(), torch.tensor([3.0]))  ->  False
    """
    ### BEGIN SOLUTION
    t = x.double().clone().requires_grad_()
    return torch.autograd.gradcheck(f, t, raise_exception=False)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "gradient_is_right", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("gradient_is_right")

# %% [markdown]
# ## 6 · Downhill
#
# Back to the foggy hill. The gradient points to where the ground rises. So go **against** it, and take
# away from `w` a part of the gradient. How large a part is your choice. It is called the **learning
# rate**, `lr` for short. The whole rule is one line: new w = w - lr · gradient.
#
# For f(w) = (w - 3)² the slope is 2 · (w - 3). Five steps from 9, by hand. (A loop that doesn't need its
# counter calls it `_`. The picture calls its axis x; here that is w.)

# %%
w = torch.tensor(9.0)
path = [w.item()]
for _ in range(5):
    slope = 2 * (w - 3)
    w = w - 0.2 * slope
    path.append(w.item())
show.descent(lambda w: (w - 3) ** 2, path)

# %% [markdown]
# The steps get shorter by themselves, since the slope gets smaller towards the bottom. And how far is
# *a little way*? Try other learning rates in the cell above: 0.02, 0.9, 1. Then answer this:
#
# ### Exercise 14 · `too_large_a_step`
#
# Now the function is w², and its slope is 2w. Predict, without running it, what this gives:
#
# ```python
# w = torch.tensor(1.0)
# for _ in range(3):
#     slope = 2 * w
#     w = w - 1.5 * slope
# w.item()
# ```

# %% nbgrader={"grade": false, "grade_id": "too_large_a_step-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
too_large_a_step = ...
### BEGIN SOLUTION
too_large_a_step = -8
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "too_large_a_step", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("too_large_a_step")

# %% [markdown]
# ### The same with autograd
#
# Let autograd find the slope, and one more difficulty comes up. Here is one step, in two ways that
# look harmless. The first makes a **new** tensor. It is computed, so it is no leaf, and the next
# `backward()` will leave nothing in its `.grad`:

# %%
w = torch.tensor(9.0, requires_grad=True)
((w - 3) ** 2).backward()
w = w - 0.2 * w.grad
print(w, "leaf:", w.is_leaf)
((w - 3) ** 2).backward()
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # PyTorch warns that no gradient is to be expected here
    print(w.grad)

# %% [markdown]
# The second changes the leaf in place. PyTorch forbids it: the graph would no longer know which value
# of w it was computed from.

# %% tags=["raises-exception", "active-ipynb"]
# w = torch.tensor(9.0, requires_grad=True)
# ((w - 3) ** 2).backward()
# w -= 0.2 * w.grad

# %% [markdown]
# But a step is no part of the computation whose gradient you want. You have met the words that say so:

# %%
w = torch.tensor(9.0, requires_grad=True)
((w - 3) ** 2).backward()
with torch.no_grad():
    w -= 0.2 * w.grad
print(w, "leaf:", w.is_leaf)

# %% [markdown]
# It is still the same leaf, still followed, and ready for the next round.
#
# ### Exercise 15 · `descend`
#
# Here is gradient descent for any function. It has **three** faults: one for the second step, one for
# the gradients, one for what comes out. Everything you need has been said in this unit. Mend it in
# place, or write it anew below. Stuck? `hint("descend")`.


# %% nbgrader={"grade": false, "grade_id": "descend-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def descend(f, start, lr, steps):
    """Walk downhill on f: at every step, go lr times the gradient against the gradient.

    f: takes a tensor of the shape of start, gives a tensor of rank 0.
    start: a tensor of floats, any shape; it stays as it is.
    lr: a float.  steps: an int, 0 or more.
    Returns: where the walk ends, a tensor like start that doesn't require grad.
    descend(lambda w: w * w, torch.tensor(8.0), 0.25, 2)  ->  tensor(2.)
    """
    w = start.clone().requires_grad_()
    for _ in range(steps):
        f(w).backward()
        w = w - lr * w.grad
    return w


### BEGIN SOLUTION
def descend(f, start, lr, steps):
    w = start.clone().requires_grad_()
    for _ in range(steps):
        w.grad = None
        f(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
    return w.detach()


### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "descend", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("descend")

# %% [markdown]
# The same walk with two numbers at once, on a long valley. It hurries down the steep side first, and
# then creeps along the bottom. That is the everyday trouble of training: a learning rate that is right
# for one direction is too small for another.


# %%
def valley(p):
    return 0.05 * p[0] ** 2 + p[1] ** 2


p = torch.tensor([-6.0, 2.0])
path = [p.tolist()]
for _ in range(12):
    gradient = torch.func.grad(valley)(p)  # autograd once more, packed up as a function
    p = p - 0.7 * gradient
    path.append(p.tolist())
show.descent(lambda x, y: 0.05 * x**2 + y**2, path)

# %% [markdown]
# ## 7 · Two puzzles
#
# ### Exercise 16 · `hidden_weights`
#
# In front of you is a black box. You put in `n` numbers, and one number comes out. You know that it
# multiplies each input by a weight of its own, adds everything up, and adds a constant. You can't look
# inside. Find all the weights.
#
# **Rule:** no loop. (With a loop it would be n + 1 questions. You need one.)


# %% nbgrader={"grade": false, "grade_id": "hidden_weights-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def hidden_weights(f, n):
    """Find the weights of a box.

    It computes weight[0] * x[0] + weight[1] * x[1] + … + constant.
    f: the box: a function of a float32 vector (n,) that gives a tensor of rank 0.
    n: an int, 1 or more.
    Returns: a float32 vector (n,) that doesn't require grad: the weights.
    hidden_weights(lambda x: 2 * x[0] - 5 * x[1] + 1, 2)  ->  tensor([ 2., -5.])
    """
    ### BEGIN SOLUTION
    x = torch.zeros(n, requires_grad=True)
    f(x).backward()
    return x.grad
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "hidden_weights", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("hidden_weights")

# %% [markdown]
# ### Exercise 17 · `safe_root`
#
# At 0 the square root begins by climbing straight up, so its slope there is infinite. That would be
# correct and harmless, if the chain rule didn't go on multiplying: 0 times inf is `nan`, "not a
# number", and `nan` spoils everything it touches.

# %%
show.curve(
    lambda x: x.sqrt(), (0.002, 4), derivative=False, points=[0.02, 1], title="The square root"
)

# %%
x = torch.tensor([0.0, 4.0], requires_grad=True)
x.sqrt().sum().backward()
print(x.grad)

x = torch.tensor([0.0, 4.0], requires_grad=True)
(x * x).sqrt().sum().backward()  # the slope of x * x at 0 is 0
print(x.grad)

# %% [markdown]
# You need one new tool. `torch.where(condition, a, b)` chooses element by element: from `a` where the
# condition is True, from `b` where it is False. Each of them may be a tensor or a number.

# %%
t = torch.tensor([5, -3, 8])
print(torch.where(t > 0, t, 100))

# %% [markdown]
# Write a square root whose gradient is 0 where x is 0, and as usual elsewhere. Beware: what
# `torch.where` doesn't choose has been computed all the same, and is on the way back. `where` itself
# doesn't multiply there: it sends a plain 0 to what it didn't choose. But whoever comes after it on
# the way back multiplies this 0 by a slope of their own, and if that is inf, `nan` comes out.
#
# **Rule:** no loop, at most six operations (a comparison counts as one). Three are enough.


# %% nbgrader={"grade": false, "grade_id": "safe_root-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def safe_root(x):
    """Take the square root of each element, with the gradient 0 where the element is 0.

    x: a tensor of floats, any shape, 0 or larger.
    Returns: a tensor of the shape and dtype of x, through which gradients flow back to x.
    safe_root(torch.tensor([0.0, 4.0]))  ->  tensor([0., 2.]), with the gradient [0, 0.25]
    """
    ### BEGIN SOLUTION
    # Before the root: where x is 0, `where` sends a plain 0 back to it, whatever arrives.
    return torch.where(x > 0, x, 0).sqrt()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "safe_root", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("safe_root")

# %% [markdown]
# ## The card of this unit
#
# | You want | You write | Watch out |
# |---|---|---|
# | a slope, measured | `(f(x + h) - f(x - h)) / (2 * h)` | in float64; a tiny h makes it worse |
# | to have a tensor followed | `torch.tensor(..., requires_grad=True)` or `.requires_grad_()` | floats only |
# | the gradient | `loss.backward()`, then `x.grad` | starts from a single number, ends in leaves |
# | a clean start | `x.grad = None` | `backward` adds to what is there |
# | to go back twice | compute anew | the graph is thrown away after use |
# | numbers without history | `.detach()` | shares memory: `.detach().clone()` for a copy |
# | to keep the way back | stay in tensors | `.item()`, `.tolist()`, `torch.tensor(y)`, `no_grad` cut it |
# | a step downhill | `with torch.no_grad(): w -= lr * w.grad` | `w = w - …` makes a non-leaf |
# | to change a tensor half-way | `y = y + 1` | `y += 1` may spoil what backward needs |
# | to be sure | `torch.autograd.gradcheck(f, x)` | x in float64 |
#
# ### The deck says / PyTorch does
#
# | The deck says | PyTorch does |
# |---|---|
# | derivative positive: the function increases | yes, for a small step |
# | derivative 0: it "didn't change a bit" | it changes far less than the parameter, not always nothing |
# | F(x, y) = x² y²: put the derivatives together | (2x · y², x² · 2y); at (3, 2) that is (24, 36) |
# | `torch.Tensor([10, 12, 14, 16]).requires_grad_()` | works since the capital T makes floats; `torch.tensor` of integers raises RuntimeError |
# | `z = x * x`, `z = torch.sum(z)`, `z.backward()` | yes: `x.grad` is `tensor([20., 24., 28., 32.])`, which is 2x |
# | "to use .backward(), we need to obtain a scalar value" | yes: without the sum it raises RuntimeError |
#
# Next: **07 Broadcasting**. How a row and a column make a table, and how that spoils a loss in silence.

# %%
progress()
