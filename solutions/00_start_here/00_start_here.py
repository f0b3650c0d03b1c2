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
# # Start here
#
# **Time:** about 25 minutes. **You need:** a little Python. No PyTorch yet.
#
# This course is a set of notebooks. You read a little, you run a little, and you write small pieces of code
# that are checked at once. When you are done with this page, you can
#
# - run a notebook from top to bottom;
# - read what a check tells you, and use it;
# - ask for a hint, and see how far you are;
# - tell whether your machine is ready.

# %% [markdown]
# ## How do you learn a library that you can't see into?
#
# You try something, you look at what comes back, and you find out why. That is all there is to it. So let's
# try something right now.
#
# The grey box below is a **cell**. Click into it and press **Shift + Enter**. The cell runs, and the value of
# its last line appears below it. The very first cell takes a few seconds, because it loads PyTorch.

# %%
import torch

from autograder import check, hint, progress, reset, show, solution

show(torch.tensor([[1, 2, 3], [4, 5, 6]]), title="Your first tensor")

# %% [markdown]
# That is a **tensor**: numbers in a neat arrangement. PyTorch, the library that this course is about, works
# with nothing else. Pictures, sounds and sentences all become tensors first. Its makers call it a deep
# learning library for Python; its manual is at
# [pytorch.org/docs](https://pytorch.org/docs/stable/index.html).
#
# The course follows a set of slides, *Introduction to PyTorch*. We call it **the deck**. A few of its lines
# are wrong or out of date. When we come to one of them, you run it, see what PyTorch really does, and learn
# the right form.
#
# You will get to know tensors in the next unit. Here you only get to know the notebook.

# %% [markdown]
# ## Cells share what they know
#
# Every cell sees the names that earlier cells made. Run the next two cells, one after the other.

# %%
minutes = 45

# %%
minutes * 60

# %% [markdown]
# Now change 45 to something else in the first of the two, and run only that cell. The second one still shows
# the old result: a cell runs when *you* run it, not by itself. Run it again, and it catches up.
#
# When you no longer know what has run and what hasn't, choose **Kernel → Restart Kernel and Run All Cells…**
# in the menu. (The **kernel** is the part that runs your cells and remembers the names.) It forgets
# everything and runs the cells from top to bottom. What you have typed stays.
#
# One thing stops it on the way: a cell of yours that raises an error, say because a bracket is missing. Fix
# that cell, and choose it again.
#
# A running cell has a star to its left, `[*]`. If one never ends, stop it: press the **■** button at the top,
# or **Kernel → Interrupt Kernel**. It stops with a `KeyboardInterrupt`, and nothing is lost.

# %% [markdown]
# ## An exercise
#
# An exercise has three parts. A text says what to do. A cell with `...` or `# your code here` is where you
# write. The cell below it calls `check`, and tells you how it went.
#
# ### Exercise · `seconds_in_a_day`
#
# How many seconds are there in a day? Put the number into the name `seconds_in_a_day`, in place of the three
# dots. You may let Python do the sum. (Anything after a `#` is a comment: it is for people, and Python skips
# it.)
#
# Then run your cell, and after it the check. Run the check once *before* you write anything, too: nothing bad
# happens.

# %% nbgrader={"grade": false, "grade_id": "seconds_in_a_day-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
seconds_in_a_day = ...
### BEGIN SOLUTION
seconds_in_a_day = 24 * 60 * 60
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "seconds_in_a_day", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("seconds_in_a_day")

# %% [markdown]
# A check never costs you anything. Run it as often as you like: points are never taken away. Wrong answers
# are the interesting ones, because they get an explanation.
#
# After the name you see the points, and `cpu`. That is the part of your computer on which your answer was
# tried. In the next unit you will also see `practice (simulated)` there; unit 04 tells you what that is.

# %% [markdown]
# ## The five things a check can say
#
# | sign | it says | what to do |
# |---|---|---|
# | ○ | not attempted | write something, run your cell, run the check |
# | ✗ | not right yet | read the message: it shows a call, what you gave, and what is wrong with it |
# | ✗ | stopped with an error | your code raised an error; the message names the line |
# | ◐ | partly right | the main thing works; the message names the case that doesn't |
# | ✓ | correct | read the line that says what it is good for, and go on |
#
# You will now see each of them. Here is the task: *write a function `average_of_list(numbers)` that returns
# the average of a list of numbers, and 0.0 for an empty list.* We will do it badly first, on purpose. Run the
# cells one by one, and read each message before you go on.

# %% [markdown]
# **First try.** The function is still empty.

# %% tags=["raises-exception", "active-ipynb"]
# def average_of_list(numbers):
#     ...
#
#
# check("average_of_list")

# %% [markdown]
# **Second try.** This one adds the numbers up and stops there. Look at the message: it shows one call, what
# came back, and what would have been right.

# %% tags=["raises-exception", "active-ipynb"]
# def average_of_list(numbers):
#     return sum(numbers)
#
#
# check("average_of_list")

# %% [markdown]
# **Third try.** A name that doesn't exist. The message gives Python's own error and the line in which it
# happened.

# %% tags=["raises-exception", "active-ipynb"]
# def average_of_list(numbers):
#     return sum(numbers) / how_many
#
#
# check("average_of_list")

# %% [markdown]
# **Fourth try.** Nearly. The function was tried on several lists, each of them called a **case**. The
# ordinary ones are right, so it earns part of the points. The number below the box is that part. A case that
# you may not have thought of is still open.

# %% tags=["active-ipynb"]
# def average_of_list(numbers):
#     return sum(numbers) / len(numbers)
#
#
# check("average_of_list")

# %% [markdown]
# Enough bad tries. We put the three dots back, so that the name waits for *your* function:

# %%
average_of_list = ...

# %% [markdown]
# ### Exercise · `average_of_list`
#
# Your turn: write it so that every case is right. You may start with the line from the fourth try.
#
# The text in triple quotes is the **docstring**. It says what comes in, what should go out, and gives an
# example. Everything you need is in it.
#
# If you are stuck, make a new cell (press **Esc**, then **B**) and run `hint("average_of_list")`. Every
# exercise has three hints. The first only nudges, the last says nearly everything. Asking costs no points.


# %% nbgrader={"grade": false, "grade_id": "average_of_list-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def average_of_list(numbers):
    """Return the average of a list of numbers.

    numbers: a list of numbers; it may be empty.  Returns: a number; 0.0 for an empty list.
    average_of_list([1, 2, 6])  ->  3.0
    """
    ### BEGIN SOLUTION
    if len(numbers) == 0:
        return 0.0
    return sum(numbers) / len(numbers)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "average_of_list", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("average_of_list")

# %% [markdown]
# ✓? Then you have seen all five. One habit to take along: a function must *give back* its answer with
# `return`. A `print` only shows it to you, and whoever calls the function gets nothing.
#
# This is what a hint looks like. Run the cell a second time, and you get the next one.

# %%
hint("seconds_in_a_day")

# %% [markdown]
# ## Say it before you run it
#
# In some exercises you **predict**: you write down what the computer will answer, *before* you run it. The
# check runs the real thing and compares. You learn far more from a wrong prediction than from watching the
# right answer go by. (The check also accepts the code itself as your answer, and lets the computer predict.
# But guess first; that is worth more.)
#
# Write down the value itself: a number, `True` or `False`, a list. When you expect an error, write its name
# as text. For example, `int("three")` raises an error, because that text isn't a number:

# %% tags=["raises-exception", "active-ipynb"]
# int("three")

# %% [markdown]
# Read an error message from its **last line**. It names the error, here `ValueError`, and says what went
# wrong. So the prediction would be `"raises ValueError"`. (Python's rule: the *type* is right, because `int`
# does take text. The *value* is impossible.)
#
# ### Exercise · `text_plus_number`
#
# What does Python answer to the line below? Write your prediction into `text_plus_number`. If you are stuck:
# `hint("text_plus_number")`.
#
# ```python
# "3" + 4
# ```

# %% nbgrader={"grade": false, "grade_id": "text_plus_number-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
text_plus_number = ...
### BEGIN SOLUTION
# Python joins texts and adds numbers, and won't guess which of the two is meant.
text_plus_number = "raises TypeError"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "text_plus_number", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("text_plus_number")

# %% [markdown]
# ## Fix what is broken
#
# In other exercises you get a function that somebody else wrote. It looks fine, it even works on the example,
# and it has a bug. Fix it where it is, or rewrite it below; the last definition counts.
#
# ### Exercise · `largest_in_list`
#
# This function gives the largest number of a list. It works for `[3, 8, 5]`. For which lists does it go
# wrong? Fix it. If you are stuck: `hint("largest_in_list")`.


# %% nbgrader={"grade": false, "grade_id": "largest_in_list-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def largest_in_list(numbers):
    """Return the largest number of a list.

    numbers: a list of one or more numbers. It must not be changed.
    Returns: one of the numbers.
    largest_in_list([3, 8, 5])  ->  8
    """
    best = 0
    for number in numbers:
        if number > best:
            best = number
    return best


### BEGIN SOLUTION
def largest_in_list(numbers):
    """Return the largest number of a list, which may be negative."""
    best = numbers[0]
    for number in numbers:
        if number > best:
            best = number
    return best


### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "largest_in_list", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("largest_in_list")

# %% [markdown]
# There is one more kind, the **puzzle**: a hard problem that fits into a line or two, with a rule such as *no
# loop*. The first one waits at the end of the next unit.

# %% [markdown]
# ## Is my machine ready?
#
# If the cells above ran, it is. The next cell lists what you have. You need no graphics card for any part of
# this course: where a unit is about one, a simulated device takes its place.

# %%
import sys

from autograder import devices

print("Python ", ".".join(map(str, sys.version_info[:2])))
print("PyTorch", torch.__version__.split("+")[0])
for device in devices.available():
    print("device ", device.name, "(simulated)" if device.simulated else "")

# %% [markdown]
# When something doesn't work, open a terminal in the folder of the course and type `make doctor`. It looks at
# every part and tells you what to do.

# %% [markdown]
# ## How far am I?
#
# `progress()` checks every exercise of the notebook again, and lists them. Below that come all the units, and
# what to turn to next. It remembers your tries from one day to the next. The record stays on your own
# machine: nobody else sees it, and it doesn't count towards anything.

# %%
progress()

# %% [markdown]
# ## To take along
#
# - **Shift + Enter** runs a cell. Cells run when you run them, in the order in which you run them.
# - When in doubt: **Kernel → Restart Kernel and Run All Cells…** A cell that never ends: **■**.
# - `check("name")` as often as you like; a message shows one case, what you gave, and what is wrong.
# - `hint("name")` three times, from a nudge to nearly the answer.
# - `reset("name")` gives you the blank cell again. After ✓, `solution("name")` shows how we did it.
# - `progress()` shows how far you are, and `show(t)` draws a tensor.
# - Predict before you run. `return`, don't print. Read an error from its last line.
# - Your work is saved with **Ctrl + S** (**⌘ S** on a Mac).
#
# Next: **01 Tensors**. What a number, a list and a table have in common, and what is wrong with the deck's
# very first line of code.
