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
# **Time:** about an hour, with a place to rest halfway. **You need:** unit 04, and no calculus. You know that
# a road can go up and down, and that is enough.
#
# When you are done, you can
#
# - say what a slope, a derivative and a gradient tell you, and measure them;
# - let PyTorch find a gradient with `requires_grad` and `backward()`;
# - tell when gradients pile up and when the way back is cut;
# - walk downhill on any function: gradient descent, the engine of all training.
#
# Stuck on an exercise? `hint("its_name")` helps, up to three times, a little more each time.

# %%
import torch

from autograder import check, hint, progress, reset, show, solution

# %% [markdown]
# ## A question first
#
# You stand on a hillside in thick fog. Somewhere below is the valley, and all you can feel is the ground
# under your feet. How do you get down? Here is someone doing it:


# %%
def hill(x):
    return (x - 3) ** 2


walk = [9.0, 6.6, 5.2, 4.3, 3.8, 3.5]  # where each step ended
show.descent(hill, walk, title="Five steps down a hill in the fog")

# %% [markdown]
# You feel which way the ground **slopes**, go a little way down, and feel again. Neural networks are trained
# like that. But their hill has a million directions instead of one, and its height is the error they make. So
# how do you feel a million slopes at once, and how far is *a little way*?

# %% [markdown]
# ## 1 · Slope
#
# A road that climbs 2 metres over 10 metres has slope 0.2: **rise over run**. A curve has a different slope
# at every point. What is it for f(x) = x² at x = 3? Take a short stretch that starts there, and make it
# shorter and shorter:


# %%
def square(x):
    return x * x


for run in [1.0, 0.1, 0.01, 0.001]:
    rise = square(3 + run) - square(3)
    print("run", run, " slope", round(rise / run, 4))

# %% [markdown]
# It settles at **6**. This number is the **derivative** of f at 3: the slope of the curve right there. The
# deck says why we care: the derivative tells what happens to the value *if we increase the parameter*. (A
# parameter is a number that we may turn: here, x.)
#
# - **positive:** increase x a little, and the value increases too;
# - **negative:** increase x a little, and the value decreases;
# - **0:** the ground is level. The deck says the function "didn't change a bit". Nearly: it changes far less
#   than x does.
#
# In the picture the short dark lines touch the curve and show its slope. The dashed line is the derivative at
# *every* point, written f′. Wherever f climbs, f′ is above 0; at the top and at the bottom of f, it is
# exactly 0.


# %%
def wave(x):
    return x**3 - 3 * x


show.curve(wave, (-2.2, 2.2), points=[-1.0, 0.0, 1.5], title="f(x) = x³ - 3x, and its derivative")

# %% [markdown]
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

# %% nbgrader={"grade": false, "grade_id": "uphill-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
uphill = ...
### BEGIN SOLUTION
uphill = [True, True, False]  # the top is at 3: uphill at 1 and 2, downhill at 4
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "uphill", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("uphill")

# %% [markdown]
# ### Measuring well
#
# With a run of 0.1 the slope came out as 6.1, too large. We looked only to the right, where this curve gets
# steeper. Look to *both* sides by the same small step h, and the two errors nearly cancel. That is the
# **central difference**: the slope from the point at x - h to the point at x + h.
#
# ### Exercise 2 · `central_difference`
#
# Write it for any function. `f` is an argument like any other: you call it, as in `f(x)`. It works element by
# element, so give it the whole tensor.


# %% nbgrader={"grade": false, "grade_id": "central_difference-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def central_difference(f, x, h):
    """Measure the slope of f at each x, between h to the left and h to the right.

    f: a function that works element by element: a tensor in, a tensor of the same shape out.
    x: a tensor of floats, any shape.  h: a float above 0.
    Returns: a tensor of slopes, of the shape and dtype of x.
    With `def cube(x): return x**3`:
    central_difference(cube, torch.tensor([0.0, 1.0]), 0.25)  ->  tensor([0.0625, 3.0625])
    """
    ### BEGIN SOLUTION
    return (f(x + h) - f(x - h)) / (2 * h)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "central_difference", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("central_difference")

# %% [markdown]
# Is a tiny h even better? The slope of x³ at 2 is 12. Measure it with h = 0.00001:

# %%
h = 0.00001
for dtype in [torch.float32, torch.float64]:
    x = torch.tensor(2.0, dtype=dtype)
    print(dtype, (((x + h) ** 3 - (x - h) ** 3) / (2 * h)).item())

# %% [markdown]
# A float32 has about 7 digits. When two numbers agree in six of them, their difference keeps one. So measure
# slopes in **float64**, which has 16. (Apple's GPUs have no float64: measure on the CPU.)

# %% [markdown]
# ## 2 · From slope to gradient
#
# The deck takes a function of two variables, F(x, y) = x² · y². How does it change if we move x, and how if
# we move y? Move one and **hold the other still**. Together the two slopes are the **gradient**.


# %%
def F(x, y):
    return x**2 * y**2


h = 0.001
x, y = 3, 2
print("slope in x:", round((F(x + h, y) - F(x - h, y)) / (2 * h), 4))
print("slope in y:", round((F(x, y + h) - F(x, y - h)) / (2 * h), 4))

# %% [markdown]
# You don't have to measure. A few rules give most derivatives, and measured slopes show them:
#
# | function | slopes at 1, 2, 3, 4 | derivative | the rule |
# |---|---|---|---|
# | 5 | 0, 0, 0, 0 | 0 | what doesn't move has no slope |
# | x | 1, 1, 1, 1 | 1 | as far up as to the right |
# | x² | 2, 4, 6, 8 | 2x | the power becomes a factor, and drops by one |
# | x³ | 3, 12, 27, 48 | 3x² | the same again |
# | 5 · x² | 10, 20, 30, 40 | 5 · 2x | a factor stays |
# | x² + 7 · x | 9, 11, 13, 15 | 2x + 7 | slopes add up |
#
# Hold y still, and it is a plain number. So the slope of F in x is 2x · y², and in y it is x² · 2y. At (3, 2)
# that makes 24 and 36, as measured.
#
# ### Exercise 3 · `gradient_by_hand`
#
# Do the same for another function, at (2, 5). Find its two slopes on paper, by the rules. What does the last
# line give? Write a list.
#
# ```python
# def G(x, y):
#     return x**2 * y + 3 * y
#
# h = 0.001
# slope_x = (G(2 + h, 5) - G(2 - h, 5)) / (2 * h)
# slope_y = (G(2, 5 + h) - G(2, 5 - h)) / (2 * h)
# [round(slope_x, 4), round(slope_y, 4)]
# ```

# %% nbgrader={"grade": false, "grade_id": "gradient_by_hand-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
gradient_by_hand = ...
### BEGIN SOLUTION
gradient_by_hand = [20, 7]  # 2xy = 2 · 2 · 5, and x² + 3 = 4 + 3
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "gradient_by_hand", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("gradient_by_hand")

# %% [markdown]
# ## 3 · No more derivatives!
#
# From here on PyTorch does the work. You say *follow this tensor*, *compute*, and *go back*. These are the
# deck's lines:

# %%
x = torch.Tensor([10, 12, 14, 16]).requires_grad_()
z = x * x
z = torch.sum(z)
z.backward()
x.grad

# %% [markdown]
# `requires_grad_()` tells PyTorch to follow whatever is computed from x. `backward()` goes back from z to x
# and leaves the gradient in `x.grad`: for each element of x, the slope of z. The deck asks what it is. z is
# x1² + x2² + x3² + x4². Move x1, and only x1² moves, with slope 2 · x1. The same goes for the others, so the
# gradient is **2x**.
#
# While it computes, PyTorch writes down what comes from what: the **graph**. Here is the graph of F. Read the
# values from left to right, and the gradients from right to left:

# %%
x = torch.tensor(3.0, requires_grad=True)  # the same as adding .requires_grad_() at the end
y = torch.tensor(2.0, requires_grad=True)
f = x**2 * y**2
show.graph(f, names={"x": x, "y": y, "F": f})

# %% [markdown]
# F grows by 4 for each unit of x², and x² grows by 6 for each unit of x. So F grows by 4 · 6 = 24 for each
# unit of x. This is the **chain rule**: multiply along the way. x and y are **leaves**: they were not
# computed from anything. The way back ends there, and `.grad` is filled in.
#
# ### Exercise 4 · `cubes_with_grad`
#
# Make a vector of 1., 2., 3. and let PyTorch fill its `.grad` with the gradient of the *sum of its cubes*.
# The name `cubes_with_grad` should stand for the vector. You may write several lines.

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
# Integers can't require grad: a slope asks what happens when you move *a tiny bit*, and an integer can't.
# (The deck's `torch.Tensor`, with a capital T, makes floats.) Look at the last line of the error:

# %% tags=["raises-exception", "active-ipynb"]
# torch.tensor([10, 12, 14, 16]).requires_grad_()

# %% [markdown]
# And `backward()` starts from a **single number**, which is why the deck adds up first. (`try` and `except`
# catch the error, which would otherwise fill the page.)

# %%
x = torch.Tensor([10, 12, 14, 16]).requires_grad_()
z = x * x
try:
    z.backward()
except RuntimeError as error:
    print("RuntimeError:", error)

# %% [markdown]
# ### Exercise 5 · `slopes`
#
# To draw f′, the dashed line in the picture, you need the slope of f at hundreds of points. One `backward`
# finds them all: look at the deck's lines again.
#
# The tensor `x` belongs to the caller: don't mark it, and leave nothing in its `.grad`. Work on a copy:
# `x.clone()` makes one. **Rule:** no loop. (A `lambda`, as in the example, is a small function in one line:
# `lambda x: x * x` takes x and returns x · x.)


# %% nbgrader={"grade": false, "grade_id": "slopes-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def slopes(f, x):
    """Return the slope of f at each element of x, found by autograd.

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
# ### Exercise 6 · `grad_of_centred`
#
# Subtract from four numbers their mean. How does the first of the new numbers depend on the four old ones?
# (The mean is (x1 + x2 + x3 + x4) / 4. A factor stays: what is the slope of x2 / 4?)
#
# Predict what the last line gives. Write a list.
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
# y[0] is x1 - (x1 + x2 + x3 + x4) / 4: 1 - 1/4 for x1, and -1/4 for each of the others.
grad_of_centred = [0.75, -0.25, -0.25, -0.25]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "grad_of_centred", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("grad_of_centred")

# %% [markdown]
# *(Halfway: a good place to rest.)*
#
# ## 4 · Gradients pile up
#
# One habit of PyTorch surprises everybody once.
#
# ### Exercise 7 · `two_backwards`
#
# What does the last line give? Write a number, or an error's name as text, such as `"raises ValueError"`.
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
two_backwards = 12  # 6 each time, from a graph of its own, and `.grad` adds up
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "two_backwards", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("two_backwards")

# %% [markdown]
# `backward` **adds** to what is already in `.grad`: gradients *accumulate*. Why add? Because a value that is
# used several times acts along several ways, and their slopes add up:

# %%
x = torch.tensor(3.0, requires_grad=True)
y = 5 * x + x * x  # x is used three times
y.backward()
x.grad  # 5, and 3, and 3

# %% [markdown]
# But a new step needs a clean start: `x.grad = None`, as it was before the first `backward()`. (In training
# scripts the line is `optimizer.zero_grad()`, which does the same.)
#
# In the exercise `x * x` was computed twice, so there were two graphs. Going back twice through *one* graph
# usually fails: to save memory, PyTorch throws away the values it kept for the way back.

# %%
x = torch.tensor(3.0, requires_grad=True)
z = x * x
z.backward(retain_graph=True)  # keep them, this once
z.backward()
print("after two backwards:", x.grad)
try:
    z.backward()
except RuntimeError as error:
    print("RuntimeError:", error)

# %% [markdown]
# The message offers `retain_graph=True`, the line above uses it. You will rarely need it: if you meet this
# error in a loop, something was computed *before* the loop that belongs inside.
#
# ## 5 · The way back, and what cuts it
#
# A gradient can only go back along the graph. Each of these has the value 25, and only the first still knows
# where it comes from: its `grad_fn` says so (`MulBackward0`: by a multiplication).

# %%
x = torch.tensor(5.0, requires_grad=True)
y = x * x
print(y)
print(torch.tensor(y.item()))
print(y.detach())
with torch.no_grad():
    print(x * x)
with torch.inference_mode():
    print(x * x)

# %% [markdown]
# - `.item()` and `.tolist()` give plain numbers, which have no history;
# - `torch.tensor(...)` makes a new leaf, even if you give it the tensor `y`;
# - `.detach()` cuts on purpose;
# - inside `with torch.no_grad():` PyTorch writes nothing down. Whatever belongs to the `with` is indented
#   under it. `torch.inference_mode()` is stricter and a little faster: what is made there can never join a
#   graph later. Use it when a finished network only answers.
#
# ### Exercise 8 · `squared_error`
#
# A network (people also say *model*) produces numbers, its **prediction**. What they should be is the
# **target**. The **loss** says how wrong the prediction is: it should become small. This one computes the
# right number, but nothing can learn from it. Fix it here, or rewrite it below; the last definition counts.
# Gradients must find their way back to `prediction` and to `target`, whichever requires grad.


# %% nbgrader={"grade": false, "grade_id": "squared_error-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def squared_error(prediction, target):
    """Add up the squares of the differences, so that gradients can flow back.

    prediction, target: vectors of floats, of the same length (at least 1) and dtype.
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
# ### Exercise 9 · `after_detach`
#
# Two ways to keep the numbers of x, and somebody who writes into what was kept. Predict what the last line
# gives: a list, or an error's name as text.
#
# ```python
# x = torch.tensor([1.0, 2.0], requires_grad=True)
# kept = x.detach()
# saved = x.detach().clone()
# kept[0] = 100.0
# saved[1] = 200.0
# x.tolist()
# ```

# %% nbgrader={"grade": false, "grade_id": "after_detach-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
after_detach = ...
### BEGIN SOLUTION
after_detach = [100, 2]  # `detach` shares the memory of x; `clone` has its own
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "after_detach", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("after_detach")

# %% [markdown]
# `.detach()` cuts the history, but the numbers stay in the same memory, like those of `from_numpy` in
# unit 01. For a copy, write `.detach().clone()`.
#
# ## 6 · Downhill
#
# Back to the foggy hill. The gradient points where the ground rises. So go **against** it: new w = w - lr ·
# gradient. How big a part of the gradient you take is your choice. It is called the **learning rate**, `lr`.
#
# The hill was (w - 3)², that is w² - 6w + 9, so its slope is 2w - 6. Here are the five steps of the first
# picture. (A loop that doesn't need its counter calls it `_`.)

# %%
w = torch.tensor(9.0)
for _ in range(5):
    slope = 2 * w - 6
    w = w - 0.2 * slope
    print(w)

# %% [markdown]
# The steps get shorter by themselves, because the slope gets smaller towards the bottom. And how far is *a
# little way*? Try 0.02 and 0.9 in place of 0.2. Then answer this:
#
# ### Exercise 10 · `too_large_a_step`
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
too_large_a_step = -8  # w - 1.5 · 2w is -2w: 1, -2, 4, -8, each step further off
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "too_large_a_step", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("too_large_a_step")

# %% [markdown]
# ### The same with autograd
#
# Let autograd find the slope, and the step itself becomes the tricky part. There are three ways to write it:
#
# - `w = w - …` makes a **new** tensor. It is computed, so it is no leaf, and the next `backward()` leaves
#   nothing in its `.grad`.
# - `w -= …` changes the leaf in place. PyTorch forbids it: w would become the result of an operation, no leaf
#   any more, and its gradient would have nowhere to go. (In the error, *Variable* is an old name for a
#   tensor.)
# - But the step is not part of the computation whose gradient you want. Say so, with `torch.no_grad()`, and
#   you may change the leaf in place.

# %%
w = torch.tensor(9.0, requires_grad=True)
hill(w).backward()
new = w - 0.2 * w.grad
print("new is a leaf:", new.is_leaf)
try:
    w -= 0.2 * w.grad
except RuntimeError as error:
    print("RuntimeError:", error)
with torch.no_grad():
    w -= 0.2 * w.grad
print(w, "is a leaf:", w.is_leaf)

# %% [markdown]
# ### Exercise 11 · `descend`
#
# Here is gradient descent for any function. It has **two** faults. The first raises an error in the second
# step. Once that is fixed, the numbers are still wrong. Fix it here, or rewrite it below; the last definition
# counts.


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
    return w.detach()


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
# ## 7 · A puzzle
#
# ### Exercise 12 · `hidden_weights`
#
# In front of you is a black box. You put in `n` numbers, and one number comes out. The box multiplies each
# input by a weight of its own, adds everything up, and adds a constant. You can't look inside. Find all the
# weights.
#
# **Rule:** no loop. (With a loop you would need n + 1 questions. One is enough.)


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
    return x.grad  # the slope of weight · x is the weight, wherever x is
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "hidden_weights", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("hidden_weights")

# %% [markdown]
# ## 8 · Good to know: two traps, and a net
#
# You have done all the exercises. This section is for the day when a gradient looks odd.
#
# At 0 the square root climbs straight up. Its slope there is infinite, `inf`, and on the way back that is
# multiplied: inf times 0 is nan. A tiny number under the root, `(x + 0.000001).sqrt()`, avoids it.
#
# The other trap: PyTorch keeps some values for the way back, such as the result of `exp`. If you change one
# in place with `y += 1`, backward raises. `y = y + 1` makes a new tensor, and all is well.

# %%
x = torch.tensor([0.0, 4.0], requires_grad=True)
x.sqrt().sum().backward()
print(x.grad)

y = x.exp()
y += 1
try:
    y.sum().backward()
except RuntimeError as error:
    print("RuntimeError:", str(error)[:94])

# %% [markdown]
# A graph that is cut everywhere raises an error in `backward`. One that is cut in *one* place gives no error,
# only a wrong gradient. How would you notice? By measuring: `gradcheck` compares autograd with a central
# difference, in float64, and raises where they differ. With `raise_exception=False` it answers False.

# %%
x = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)
print(torch.autograd.gradcheck(lambda x: x * x, x))
print(torch.autograd.gradcheck(lambda x: x * x.detach(), x, raise_exception=False))

# %% [markdown]
# ## The card
#
# | You want | You write | Watch out |
# |---|---|---|
# | a slope, measured | `(f(x + h) - f(x - h)) / (2 * h)` | in float64; a tiny h makes it worse |
# | a tensor followed | `torch.tensor(..., requires_grad=True)` or `.requires_grad_()` | floats (or complex numbers), no integers |
# | the gradient | `loss.backward()`, then `x.grad` | starts from a single number, ends in leaves |
# | a clean start | `x.grad = None`, or `optimizer.zero_grad()` | `backward` adds to what is there |
# | to go back twice | `backward(retain_graph=True)` | better: compute again |
# | numbers without history | `.detach()` | shares memory: `.detach().clone()` for a copy |
# | to keep the way back | stay in tensors | `.item()`, `.tolist()`, `torch.tensor(y)`, `no_grad` cut it |
# | a step downhill | `with torch.no_grad(): w -= lr * w.grad` | `w = w - …` makes a non-leaf |
# | to be sure | `torch.autograd.gradcheck(f, x)` | x in float64 |
#
# ### The deck says / PyTorch does
#
# | The deck says | PyTorch does |
# |---|---|
# | derivative positive: the function increases | yes, for a small step |
# | derivative 0: it "didn't change a bit" | it changes far less than the parameter |
# | F(x, y) = x² y²: put the derivatives together | (2x · y², x² · 2y); at (3, 2) that is (24, 36) |
# | `torch.Tensor([10, 12, 14, 16]).requires_grad_()` | yes, but `torch.tensor` makes integers of them, and raises RuntimeError |
# | `z = x * x`, `z = torch.sum(z)`, `z.backward()` | yes: `x.grad` is `tensor([20., 24., 28., 32.])`, which is 2x |
# | "to use .backward(), we need to obtain a scalar value" | yes: without the sum it raises RuntimeError |
#
# Next: **07 Broadcasting**. How a row and a column make a table, and how that can quietly spoil a loss.

# %%
progress()
