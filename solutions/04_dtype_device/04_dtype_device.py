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
# # 4 · dtype, shape, device
#
# **Time:** about an hour, in two halves with a break between them. **You need:** unit 03.
#
# Every tensor knows three things about itself: what kind of numbers it holds (its **dtype**), how they
# are laid out (its **shape**), and where they are (its **device**). Most errors that PyTorch will
# ever show you are about one of the three.
#
# At the end you will be able to
#
# - choose a dtype, and say what it can't hold,
# - say which dtype comes out when two meet,
# - count the bytes of a tensor,
# - write functions that work on a GPU without having one.
#
# Stuck at an exercise? `hint("its_name")` helps, up to three times, a little more each time.

# %%
import torch

from autograder import check, hint, progress, show

# %% [markdown]
# ## A question first
#
# Here is one row of a photograph. 0 is black, 255 is white. The brightest pixel has 250. You make
# everything brighter by 10.
#
# What becomes of the bright pixel?

# %%
pixels = torch.tensor([40, 120, 200, 250], dtype=torch.uint8)
show(pixels, title="before")

# %%
show(pixels + 10, title="10 brighter")

# %% [markdown]
# It is nearly black now: 250 + 10 came out as 4, without a warning. The reason is written above the
# numbers: **uint8**.

# %% [markdown]
# ## What a number is made of
#
# The **dtype** (data type) says how many bytes each number of a tensor gets, and how they are read.
#
# | dtype | bytes | holds |
# |---|---|---|
# | `bool` | 1 | True, False |
# | `uint8` | 1 | whole numbers, 0 to 255 (u: unsigned) |
# | `int8` | 1 | whole numbers, −128 to 127 |
# | `int16` | 2 | −32 768 to 32 767 |
# | `int32` | 4 | up to about 2 thousand million |
# | `int64` (or `long`) | 8 | up to about 9 million million million |
# | `float16` | 2 | about 3 digits, up to 65 504 |
# | `bfloat16` | 2 | about 2 digits, up to about 3 · 10³⁸ |
# | `float32` | 4 | about 7 digits, up to about 3 · 10³⁸ |
# | `float64` (or `double`) | 8 | about 16 digits, up to about 10³⁰⁸ |
#
# The deck's lines:

# %%
print(torch.arange(10).dtype)
print(torch.long is torch.int64)  # two names for one thing

# %% [markdown]
# You choose a dtype when you make a tensor, with `dtype=`, or later. The deck converts with
# `.type(...)`. It works; today one writes `.to(...)`. Common conversions have short names.

# %%
print(torch.arange(10).type(torch.float32))  # the deck's line
print(torch.arange(10).to(torch.float32))  # today's way
print(torch.arange(10).float())  # the short name; also .double(), .int(), .long(), .bool()

# %% [markdown]
# Towards integers, `.to` cuts off what stands behind the point. Towards bool, everything but 0 is
# True.

# %%
t = torch.tensor([-1.9, 0.0, 0.5, 2.7])
print(t.to(torch.int64))
print(t.to(torch.bool))

# %% [markdown]
# ### Exercise 1 · `pixel_row`
#
# Make a vector of the numbers 0, 85, 170 and 255, with one byte for each. Stuck? `hint("pixel_row")`.

# %% nbgrader={"grade": false, "grade_id": "pixel_row-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
pixel_row = ...
### BEGIN SOLUTION
pixel_row = torch.tensor([0, 85, 170, 255], dtype=torch.uint8)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "pixel_row", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("pixel_row")

# %% [markdown]
# ## Round in a circle
#
# One byte tells 256 numbers apart. In uint8 they run from 0 to 255, and after 255 comes 0 again, as on
# the dial of a clock. That is called **overflow**: 260 is 256 too large, so it comes out as 4. Going
# below 0 goes round the other way. Every integer dtype does it, the large ones too, and none of them
# says a word.

# %%
print(torch.tensor([250], dtype=torch.uint8) + 10)
print(torch.tensor([3], dtype=torch.uint8) - 5)
print(torch.tensor([2**63 - 1]) + 1)  # the largest int64, and one more

# %% [markdown]
# ### Exercise 2 · `int8_sum`
#
# Predict, without running it:
#
# ```python
# (torch.tensor([100], dtype=torch.int8) + 100).item()
# ```
#
# Write a number. If you think that it raises an error, write its name as text, like
# `"raises ValueError"`.

# %% nbgrader={"grade": false, "grade_id": "int8_sum-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
int8_sum = ...
### BEGIN SOLUTION
int8_sum = -56
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "int8_sum", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("int8_sum")

# %%
print(torch.tensor([100], dtype=torch.int8) + 100)  # now run it

# %% [markdown]
# How to be safe? **First** go to a dtype with more room, then calculate. `clamp(low, high)` is of use
# afterwards: it lifts what is below `low` and lowers what is above `high`.

# %%
torch.tensor([-20, 7, 300]).clamp(0, 100)

# %% [markdown]
# ### Exercise 3 · `brighten` (mend it)
#
# Here is the function from the top. Pixels that get too bright should stop at 255; with a negative
# `amount`, pixels that get too dark should stop at 0. A uint8 picture comes in, and a uint8 picture
# should go out. Mend it in place, or write it anew below.
#
# `brighten(torch.tensor([40, 250], dtype=torch.uint8), 10)` should give `[50, 255]`, in uint8. The
# picture may have any shape; `amount` is an int from −255 to 255.


# %% nbgrader={"grade": false, "grade_id": "brighten-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def brighten(image, amount):
    return image + amount


### BEGIN SOLUTION
def brighten(image, amount):
    return (image.int() + amount).clamp(0, 255).to(torch.uint8)


### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "brighten", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("brighten")

# %% [markdown]
# Nobody has to know the ends of a dtype by heart. `torch.iinfo` knows them for integers,
# `torch.finfo` for floats.

# %%
print(torch.iinfo(torch.int16).min, torch.iinfo(torch.int16).max)
print(torch.finfo(torch.float16).max)

# %% [markdown]
# ### Exercise 4 · `fits_in`
#
# Before you shrink a tensor to a smaller dtype, ask whether its numbers fit. Write the function that
# tells.


# %% nbgrader={"grade": false, "grade_id": "fits_in-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def fits_in(t, dtype):
    """Whether every number of t can be held by dtype.

    t: an int64 tensor of any shape, possibly without elements (then nothing is in the way).
    dtype: an integer dtype, such as torch.int8 or torch.uint8.
    Returns: a Python bool.
    fits_in(torch.tensor([5, 200]), torch.int8)   ->  False
    fits_in(torch.tensor([5, 200]), torch.int16)  ->  True
    """
    ### BEGIN SOLUTION
    info = torch.iinfo(dtype)
    return bool(((t >= info.min) & (t <= info.max)).all())
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "fits_in", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("fits_in")

# %% [markdown]
# ## `.to` gives, it doesn't change
#
# `.to` makes a **new** tensor. The one it was called on stays as it was. (If nothing needs changing,
# it gives back that very tensor.)

# %%
t = torch.arange(3)
t.to(torch.float32)  # its result is lost
print(t.dtype)
t = t.to(torch.float32)  # kept
print(t.dtype)

# %% [markdown]
# ### Exercise 5 · `as_floats` (mend it)
#
# This function should give the numbers of any tensor as float32: of integers, of bools, of float64.
# Mend it in place, or write it anew below.


# %% nbgrader={"grade": false, "grade_id": "as_floats-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def as_floats(t):
    t.to(torch.float32)
    return t


### BEGIN SOLUTION
def as_floats(t):
    return t.to(torch.float32)


### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "as_floats", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("as_floats")

# %% [markdown]
# ## When two dtypes meet
#
# Element-wise operations take two different dtypes, and find a common one. That is called
# **promotion**. There are three kinds, in this order: bool, integers, floats. The higher kind wins;
# within a kind, the wider dtype wins.

# %%
print((torch.tensor([1, 2]) + torch.tensor([0.5, 0.5])).dtype)  # int64 and float32
print((torch.ones(2) + torch.ones(2, dtype=torch.float64)).dtype)  # float32 and float64
print(torch.promote_types(torch.int8, torch.int32))  # asking without calculating

# %% [markdown]
# Plain Python numbers and tensors of rank 0 are modest: they count only if they are of a **higher
# kind** than the tensor they meet.

# %%
print((torch.arange(3) + 1.5).dtype)  # 1.5 is of a higher kind: floats, float32
print((torch.arange(3, dtype=torch.uint8) + 7).dtype)  # same kind: uint8 stays

# %% [markdown]
# ### Exercise 6 · `mixed_dtype`
#
# Predict the dtype of a float32 vector times a float64 scalar (a tensor of rank 0). Write it like
# `torch.int64`, or an error as text.
#
# ```python
# (torch.ones(3) * torch.tensor(2.5, dtype=torch.float64)).dtype
# ```

# %% nbgrader={"grade": false, "grade_id": "mixed_dtype-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
mixed_dtype = ...
### BEGIN SOLUTION
mixed_dtype = torch.float32
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "mixed_dtype", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("mixed_dtype")

# %%
print((torch.ones(3) * torch.tensor(2.5, dtype=torch.float64)).dtype)
print((torch.ones(3) * torch.tensor([2.5], dtype=torch.float64)).dtype)  # rank 1 has a say

# %% [markdown]
# The matrix product `@` does **not** promote. Both sides must have one dtype. Look at the last line of
# what comes:

# %%
single = torch.ones(2, 2)
double = torch.ones(2, 2, dtype=torch.float64)

# %% tags=["raises-exception", "active-ipynb"]
# single @ double

# %% [markdown]
# ### Exercise 7 · `matmul_mixed`
#
# Write a matrix product that doesn't mind. The result has the dtype that the two would be promoted
# to.


# %% nbgrader={"grade": false, "grade_id": "matmul_mixed-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def matmul_mixed(a, b):
    """a @ b, whatever the dtypes.

    a: shape (n, m).  b: shape (m, k).  At least one of them holds floats.
    Returns: shape (n, k), in the promoted dtype of the two.
    matmul_mixed(torch.ones(1, 2), torch.ones(2, 1, dtype=torch.float64))
        ->  tensor([[2.]], dtype=torch.float64)
    """
    ### BEGIN SOLUTION
    dtype = torch.promote_types(a.dtype, b.dtype)
    return a.to(dtype) @ b.to(dtype)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "matmul_mixed", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("matmul_mixed")

# %% [markdown]
# ### Exercise 8 · `in_place_half`
#
# `+=` works in place: its result goes into the memory of `t`. Predict what comes of this.
#
# ```python
# t = torch.arange(3)
# t += 0.5
# t
# ```
#
# Write a list of three numbers, or an error as text: `"raises TypeError"`, `"raises ValueError"`,
# `"raises RuntimeError"`.

# %% nbgrader={"grade": false, "grade_id": "in_place_half-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
in_place_half = ...
### BEGIN SOLUTION
in_place_half = "raises RuntimeError"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "in_place_half", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("in_place_half")

# %% [markdown]
# Run it now, and read the last line: it names the dtype that the result would have had, and the one
# that `t` has.

# %% tags=["raises-exception", "active-ipynb"]
# t = torch.arange(3)
# t += 0.5

# %% [markdown]
# **In place, nothing is promoted.** A tensor keeps its dtype for life; another dtype means another
# tensor.

# %% [markdown]
# **Half-time.** This is a good place for a break. Save with **Ctrl + S** (**⌘ S** on a Mac); when you
# come back, choose **Run → Run All Cells** once.

# %% [markdown]
# ## Small floats
#
# A float keeps a few digits and the place of the point. Two bytes can be split in two ways. `float16`
# has more digits and a short reach. `bfloat16` reaches as far as float32, with only about two digits.
# Neural networks are mostly trained in one of the two: half the bytes, and often several times the
# speed.

# %%
for dtype in (torch.float16, torch.bfloat16, torch.float32):
    third = torch.tensor(1 / 3, dtype=dtype)
    print(dtype, "largest:", torch.finfo(dtype).max, "  1/3:", third.item())

# %% [markdown]
# Few digits means that small steps get lost. In bfloat16 there is no number between 256 and 258:

# %%
print(torch.tensor([256.0], dtype=torch.bfloat16) + 1)
print(torch.tensor([16_777_216.0]) + 1)  # float32 has such a place too

# %% [markdown]
# ### Exercise 9 · `half_squared`
#
# Predict, with the table at the top:
#
# ```python
# (torch.tensor([300.0], dtype=torch.float16) ** 2).item()
# ```
#
# Floats have two values besides numbers. Infinity is written `float("inf")`, and "not a number", as
# comes of 0 / 0, is written `float("nan")`.

# %% nbgrader={"grade": false, "grade_id": "half_squared-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
half_squared = ...
### BEGIN SOLUTION
half_squared = float("inf")
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "half_squared", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("half_squared")

# %% [markdown]
# ## Shape and bytes
#
# The shape you know already. The deck writes `torch.size([10])`. With a small s that is nothing at
# all; PyTorch's name is `torch.Size`. It is a kind of tuple. And for the second line the deck forgets
# to ask for `.shape`.

# %%
print(torch.arange(10).shape)
print(torch.arange(100).reshape(4, 25).shape)
print(torch.zeros(4, 25).shape == (4, 25))

# %% tags=["raises-exception", "active-ipynb"]
# torch.size([10])

# %% [markdown]
# Shape and dtype together say how much memory a tensor takes. `numel()` counts the elements,
# `element_size()` gives the bytes of one.

# %%
photograph = torch.zeros(3, 1080, 1920, dtype=torch.uint8)
print(photograph.numel(), "elements of", photograph.element_size(), "byte")
print(photograph.float().element_size(), "bytes each as float32")

# %% [markdown]
# ### Exercise 10 · `bytes_of`
#
# Write a function that gives the bytes that all elements of a tensor take together.


# %% nbgrader={"grade": false, "grade_id": "bytes_of-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def bytes_of(t):
    """The bytes that the elements of t take.

    t: a tensor of any shape and dtype.  Returns: a Python int.
    bytes_of(torch.zeros(2, 3))  ->  24
    """
    ### BEGIN SOLUTION
    return t.element_size() * t.numel()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "bytes_of", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("bytes_of")

# %% [markdown]
# ### Exercise 11 · `midpoint` (a puzzle)
#
# Blend two uint8 pictures: the mean of each two pixels, rounded down. 250 and 253 give 251.
#
# The rule: everything stays in **uint8**. No `.to`, `.int()`, `.float()` or the like, no writing into
# another tensor, and no loop.
# Remember that `//` divides and rounds down, and that `%` gives the remainder.


# %% nbgrader={"grade": false, "grade_id": "midpoint-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def midpoint(a, b):
    """The mean of a and b, rounded down, in uint8 all the way.

    a, b: uint8 tensors of one shape.  Returns: a uint8 tensor of that shape.
    midpoint(torch.tensor([250, 1], dtype=torch.uint8), torch.tensor([253, 2], dtype=torch.uint8))
        ->  tensor([251, 1], dtype=torch.uint8)
    """
    ### BEGIN SOLUTION
    # Halved first, nothing overflows; where both are odd, two lost halves make a 1.
    return a // 2 + b // 2 + (a % 2) * (b % 2)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "midpoint", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("midpoint")

# %% [markdown]
# ## Where a tensor lives
#
# A **device** is a place where tensors are kept and calculated with. The **CPU** with its memory is
# one; every tensor so far was there. A graphics card (GPU) is another. PyTorch calls all such helpers
# **accelerators**. What do you have?

# %%
from autograder import devices

for device in devices.available():
    print(device.name, "(simulated)" if device.simulated else "(real)")

# %% [markdown]
# A real accelerator is listed as `cuda` (NVIDIA and AMD), `mps` (Apple) or `xpu` (Intel). If you have
# none, this course brings its own, **practice**. It is *simulated*: it lives in your ordinary memory
# and is no faster. But PyTorch takes it for a device of its own, with the same rules and the same
# errors. That is all you need to learn to write code for a GPU. (If only `cpu` is listed, your PyTorch
# is too old to take *practice* in; then some of the errors below won't show.)
#
# PyTorch names whatever accelerator there is, so that your code needn't:

# %%
if torch.accelerator.is_available():
    accelerator = torch.accelerator.current_accelerator()
else:
    accelerator = torch.device("cpu")
accelerator

# %% [markdown]
# This question works on every machine. Write it at the top of a program, and use the name everywhere
# below. `.to` moves a tensor, and `.device` says where it is. Moving makes a copy; as ever, `.to` leaves
# the tensor it was called on where it was.

# %%
t = torch.tensor([1.0, 2.0, 3.0])
there = t.to(accelerator)
print(t.device)
print(there.device)
print(there)
print(torch.arange(2).to(there))  # given a tensor, .to takes both from it: dtype and device

# %% [markdown]
# The deck moves with `t.to("cpu")` and `t.to("cuda")`. The second only works where there is such a
# card. That is why a device shouldn't be written into code by its name.

# %%
print(t.to("cpu").device)
try:
    print(t.to("cuda").device)
except (AssertionError, RuntimeError) as error:
    print("Not on this machine:", str(error).splitlines()[0])

# %% [markdown]
# "Everything we discussed earlier applies to both", the deck says, and it is right. The result is on
# the device where its inputs are:

# %%
print((there * 2 + 1).sum())
print(there.reshape(3, 1).T.device)

# %% [markdown]
# ## Three rules of the border
#
# **First:** tensors on different devices don't mix. PyTorch won't move anything by itself, for moving is
# slow and you should know of it. Read the last line:

# %% tags=["raises-exception", "active-ipynb"]
# there + torch.ones(3)

# %% [markdown]
# Plain Python numbers may always join in, and so may a CPU tensor of rank 0:

# %%
print(there + 1)
print(there + torch.tensor(1.0))

# %% [markdown]
# **Second:** NumPy knows the CPU only. So does everything that is built on it, such as matplotlib.

# %% tags=["raises-exception", "active-ipynb"]
# there.numpy()

# %%
there.cpu().numpy()  # first to the CPU, then to NumPy

# %% [markdown]
# `.numpy()` refuses one more sort of tensor: one that `requires_grad`. You will meet these in unit 6,
# and there the way out, `.detach()`, will make sense. For now, know the error when you see it:

# %% tags=["raises-exception", "active-ipynb"]
# torch.ones(2, requires_grad=True).numpy()

# %% [markdown]
# **Third:** factories such as `torch.zeros` and `torch.arange` make their tensors **on the CPU**, unless
# you say otherwise. There are four ways to say it:

# %%
print(torch.zeros(2, device=accelerator).device)  # by name
print(torch.zeros(2, device=there.device).device)  # by asking another tensor
print(torch.zeros_like(there).device)  # like another: its shape, its dtype, its device
print(there.new_zeros(2).device)  # its dtype and device, a shape of your own

# %% [markdown]
# Every function that you write in this course is checked on the CPU **and** on the accelerator. Now you
# know what *practice (simulated)* means, beside a correct answer. In the exercises that are left, it
# is what matters.

# %% [markdown]
# ### Exercise 12 · `powers_of_two`
#
# Make the vector 1, 2, 4, 8, … on the device that the caller names.


# %% nbgrader={"grade": false, "grade_id": "powers_of_two-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def powers_of_two(n, device):
    """The first n powers of two.

    n: an int from 0 to 62.  device: a torch.device.
    Returns: an int64 vector of shape (n,) on that device.
    powers_of_two(4, torch.device("cpu"))  ->  tensor([1, 2, 4, 8])
    """
    ### BEGIN SOLUTION
    return 2 ** torch.arange(n, device=device)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "powers_of_two", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("powers_of_two")

# %% [markdown]
# ### Exercise 13 · `tensor_beside`
#
# You have a list of Python numbers, and somewhere there is a tensor that they are to be used with.
# Make a tensor of the list that fits beside it: same dtype, same device.


# %% nbgrader={"grade": false, "grade_id": "tensor_beside-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def tensor_beside(numbers, other):
    """The numbers as a tensor with the dtype and on the device of other.

    numbers: a list of numbers, or of such lists; possibly empty.
    other: a tensor of any shape; its dtype can hold the numbers.
    Returns: a tensor of the shape of the list.
    tensor_beside([1, 2], torch.zeros(5, dtype=torch.float64))
        ->  tensor([1., 2.], dtype=torch.float64)
    """
    ### BEGIN SOLUTION
    return torch.tensor(numbers, dtype=other.dtype, device=other.device)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "tensor_beside", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("tensor_beside")

# %% [markdown]
# ### Exercise 14 · `not_negative` (mend it)
#
# This function replaces negative numbers by 0. It works for a float32 tensor on the CPU. It fails on an
# accelerator, and it turns integers into floats. Both come from the same place. Mend it in place, or
# write it anew below.
#
# `not_negative(torch.tensor([-3, 5]))` should give `tensor([0, 5])`, in int64. NaN isn't
# negative, and stays.


# %% nbgrader={"grade": false, "grade_id": "not_negative-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def not_negative(x):
    return torch.maximum(x, torch.zeros(x.shape))


### BEGIN SOLUTION
def not_negative(x):
    return torch.maximum(x, torch.zeros_like(x))


### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "not_negative", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("not_negative")

# %% [markdown]
# ### Exercise 15 · `cube_root` (mend it)
#
# NumPy has a cube root, `numpy.cbrt`, that knows what to do with negative numbers. PyTorch has none. So
# this function goes to NumPy and back, which works as long as `t` is on the CPU. Mend it, so that it
# works wherever `t` is. The answer should be where `t` is. (Or find a way without NumPy.)
#
# `cube_root(torch.tensor([-8.0, 27.0]))` should give `tensor([-2., 3.])`. `t` is float32 or float64,
# of rank 1 or more.


# %% nbgrader={"grade": false, "grade_id": "cube_root-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def cube_root(t):
    import numpy

    return torch.from_numpy(numpy.cbrt(t.numpy()))


### BEGIN SOLUTION
def cube_root(t):
    import numpy

    return torch.from_numpy(numpy.cbrt(t.cpu().numpy())).to(t.device)


### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "cube_root", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("cube_root")

# %% [markdown]
# ## The card
#
# - `t.dtype`, `t.shape`, `t.device`: ask before you wonder.
# - `t.to(dtype)`, `t.to(device)`, `t.to(other)` (both of another tensor) give a new tensor. Keep it.
# - Integers overflow in silence: 250 + 10 is 4 in uint8. More room first, `clamp` second, back last.
# - Promotion: bool, then integers, then floats; within a kind, the wider. A Python number or a rank 0
#   tensor counts only if its kind is higher.
# - `@` doesn't promote; nothing promotes in place. Both raise.
# - float16 ends at 65 504 and goes on to infinity; bfloat16 reaches far and has two digits.
# - Bytes: `t.element_size() * t.numel()`.
# - Tensors on two devices don't mix. `.numpy()` wants the CPU: `t.cpu().numpy()`.
# - Write `x.device`, `zeros_like(x)`, `x.new_zeros(...)` or `torch.accelerator`, never `"cuda"`.
#
# | the deck says | PyTorch does |
# |---|---|
# | `torch.arange(10).dtype` is `torch.int64`, also known as `torch.long` | right |
# | set the dtype: `.type(torch.float32)` | right; today `.to(torch.float32)`, or `.float()` |
# | `torch.arange(10).shape` is `torch.size([10])` | `torch.Size([10])`; `torch.size` raises AttributeError |
# | `torch.arange(100).reshape(4, 25)` gives `torch.size([4, 25])` | that gives the tensor; its `.shape` is `torch.Size([4, 25])` |
# | `t.to("cpu")`, `t.to("cuda")` | right where there is such a card, else it raises; use `torch.accelerator` |
# | everything applies to CPU tensors and GPU tensors | right, as long as all of them are on one device |
#
# Next: **05 Timing the GPU**. Why a thousand slow helpers beat a fast one, and when they don't.

# %%
progress()
