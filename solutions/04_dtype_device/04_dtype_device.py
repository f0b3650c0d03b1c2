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
# **Time:** about an hour, with a place to rest halfway. **You need:** unit 03.
#
# Every tensor knows three things about itself: what kind of numbers it holds (its **dtype**), how they are
# laid out (its **shape**), and where they are (its **device**). Most of PyTorch's errors are about one of the
# three.
#
# When you are done, you can
#
# - choose a dtype, and say what it can't hold;
# - say which dtype comes out when two meet;
# - count the bytes that tensors take, and those that they share;
# - write functions that work on a GPU, even if you have none to try them on.
#
# Stuck on an exercise? `hint("its_name")` helps, up to three times.

# %%
import torch

from autograder import check, hint, progress, reset, show, solution

# %% [markdown]
# ## A question first
#
# Here is one row of a photograph. 0 is black, 255 is white. You make everything brighter by 10. What happens
# to the last pixel?

# %%
pixels = torch.tensor([40, 120, 200, 250], dtype=torch.uint8)
show(pixels, title="before")

# %%
show(pixels + 10, title="10 brighter")

# %% [markdown]
# It is nearly black now: 250 + 10 came out as 4, without a warning. The reason is written above the numbers:
# **uint8**.

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
# | `int32` (or `int`) | 4 | up to about 2 billion |
# | `int64` (or `long`) | 8 | up to about 9 · 10¹⁸ |
# | `float16` (or `half`) | 2 | about 3 digits, up to 65 504 |
# | `bfloat16` | 2 | about 2 digits, up to about 3 · 10³⁸ |
# | `float32` (or `float`) | 4 | about 7 digits, up to about 3 · 10³⁸ |
# | `float64` (or `double`) | 8 | about 16 digits, up to about 10³⁰⁸ (not on Apple's GPUs) |
#
# The number in a name counts bits, eight to a byte. PyTorch's messages like the short names.
#
# You choose the dtype when you make a tensor, with `dtype=`, or later. The deck converts with `.type(...)`.
# That works; today people write `.to(...)`.

# %%
print(torch.arange(10).dtype)
print(torch.long is torch.int64)  # two names for one thing
print(torch.arange(10).type(torch.float32))  # the deck's line
print(torch.arange(10).to(torch.float32))  # today's way
print(torch.arange(10).float())  # the short name; also .double(), .int(), .long(), .bool()

# %% [markdown]
# `.to` makes a **new** tensor. The one it was called on stays as it was, so keep the result. (If nothing
# needs changing, it returns that very tensor.)

# %%
t = torch.tensor([-1.9, 0.0, 0.5, 2.7])
t.to(torch.int64)  # its result is lost
print(t)
t = t.to(torch.int64)  # kept; everything after the decimal point is cut off
print(t)
print(t.to(torch.bool))  # everything but 0 is True

# %% [markdown]
# ## Going round in circles
#
# One byte tells 256 numbers apart. In uint8 they run from 0 to 255, and after 255 comes 0 again, as on the
# dial of a clock. This is called **overflow**. Below 0 it goes round the other way. Every integer dtype does
# it, even the large ones, and none of them says a word.

# %%
print(torch.tensor([250], dtype=torch.uint8) + 10)
print(torch.tensor([3], dtype=torch.uint8) - 5)
print(torch.tensor([2**63 - 1]) + 1)  # the largest int64, and one more

# %% [markdown]
# ### Exercise 1 · `int8_sum`
#
# Predict, without running it:
#
# ```python
# (torch.tensor([100], dtype=torch.int8) + 100).item()
# ```
#
# Write a number, or an error as text, like `"raises ValueError"`.

# %% nbgrader={"grade": false, "grade_id": "int8_sum-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
int8_sum = ...
### BEGIN SOLUTION
int8_sum = -56  # 200 is past 127, so it comes out 256 lower
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "int8_sum", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("int8_sum")

# %% [markdown]
# `torch.iinfo` knows the limits of an integer dtype:

# %%
print(torch.iinfo(torch.int16).min, torch.iinfo(torch.int16).max)

# %% [markdown]
# ### Exercise 2 · `smallest_dtype`
#
# A table of whole numbers is too large for your memory. Its smallest number is `low`, its largest `high`.
# Which dtype holds them all and takes the fewest bytes? Choose among `uint8`, `int8`, `int16`, `int32` and
# `int64`; where both one-byte dtypes would do, take `uint8`.


# %% nbgrader={"grade": false, "grade_id": "smallest_dtype-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def smallest_dtype(low, high):
    """The smallest integer dtype that holds everything from low to high.

    low, high: Python ints, low <= high; int64 can hold them.
    Returns: torch.uint8, torch.int8, torch.int16, torch.int32 or torch.int64.
    smallest_dtype(-5, 300)  ->  torch.int16
    """
    ### BEGIN SOLUTION
    for dtype in (torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64):
        info = torch.iinfo(dtype)
        if info.min <= low and high <= info.max:
            return dtype
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "smallest_dtype", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("smallest_dtype")

# %% [markdown]
# How can you be safe? **First** go to a dtype with more room, then calculate. Afterwards `clamp(low, high)`
# raises whatever is below `low`, and lowers whatever is above `high`.

# %%
print(torch.tensor([100], dtype=torch.int8) + 100)  # what you predicted
print(torch.tensor([-20, 7, 300]).clamp(0, 100))

# %% [markdown]
# ### Exercise 3 · `brighten` (fix it)
#
# A uint8 picture comes in, and a uint8 picture should go out. Pixels that get too bright should stop at 255;
# with a negative `amount`, those that get too dark should stop at 0. Fix it here, or rewrite it below; the
# last definition counts.
#
# `brighten(torch.tensor([40, 250], dtype=torch.uint8), 10)` should give `[50, 255]`, in uint8. The picture
# may have any shape; `amount` is an int from −255 to 255.


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
# ## When two dtypes meet
#
# Element-wise operations find a common dtype for their two sides. This is called **promotion**. There are
# three kinds you will use, in this order: bool, integers, floats. (Complex numbers are a fourth, above the
# floats.) The higher kind wins; within a kind, the wider dtype wins. If neither can hold the other, a still
# wider one is taken.
#
# Plain Python numbers and tensors of rank 0 rarely change the dtype: they count only if they are of a
# **higher kind** than the tensor they meet.

# %%
print((torch.tensor([1, 2]) + torch.tensor([0.5, 0.5])).dtype)  # int64 and float32
print((torch.ones(2) + torch.ones(2, dtype=torch.float64)).dtype)  # float32 and float64
print(torch.promote_types(torch.int8, torch.int32))  # asking without calculating
print(torch.promote_types(torch.uint8, torch.int8))  # neither can hold the other
print(torch.promote_types(torch.float16, torch.bfloat16))  # nor here
print((torch.arange(3) + 1.5).dtype)  # 1.5 is of a higher kind: floats, float32
print((torch.arange(3, dtype=torch.uint8) + 7).dtype)  # same kind: uint8 stays

# %% [markdown]
# ### Exercise 4 · `mixed_dtype`
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
mixed_dtype = torch.float32  # rank 0, and no higher kind: it doesn't count
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "mixed_dtype", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("mixed_dtype")

# %% [markdown]
# Run it now.

# %%
print((torch.ones(3) * torch.tensor(2.5, dtype=torch.float64)).dtype)
print((torch.ones(3) * torch.tensor([2.5], dtype=torch.float64)).dtype)  # a rank-1 tensor counts

# %% [markdown]
# The matrix product `@` does **not** promote. Read the last line of the error:

# %% tags=["raises-exception", "active-ipynb"]
# single = torch.ones(2, 2)
# double = torch.ones(2, 2, dtype=torch.float64)
# single @ double

# %% [markdown]
# ### Exercise 5 · `matmul_mixed`
#
# Write a matrix product that doesn't mind. The result has the dtype that the two would be promoted to.
# (`torch.promote_types` is in a cell above.)


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
# `+=` works in place: its result goes into the memory of `t`, and that holds int64. The last line of the
# error names the dtype of the result, and that of `t`:

# %% tags=["raises-exception", "active-ipynb"]
# t = torch.arange(3)
# t += 0.5

# %% [markdown]
# **In place, nothing is promoted.** A tensor keeps its dtype for life; another dtype means another tensor. A
# result of a *higher kind* raises. But a *wider* one of the same kind is squeezed in without a
# word:

# %%
t = torch.tensor([1, 2], dtype=torch.int8)
t += torch.tensor([1000, 300])  # int64
print(t)

t = torch.tensor([1.0], dtype=torch.float16)
t += torch.tensor([1e6])  # float32
print(t)

# %% [markdown]
# ## Small floats
#
# A float keeps a few digits and the position of the decimal point. Two bytes can be split in two ways:
# `float16` has more digits, `bfloat16` reaches as far as float32. Large networks are mostly trained with a
# mix: one of the two for the arithmetic, which halves the bytes and is often several times as fast, and
# float32 for the weights that must remember small changes. `torch.finfo` knows the limits of a dtype.

# %%
for dtype in (torch.float16, torch.bfloat16, torch.float32):
    third = torch.tensor(1 / 3, dtype=dtype)
    print(dtype, "largest:", torch.finfo(dtype).max, "  1/3:", third.item())

print(torch.tensor([256.0], dtype=torch.bfloat16) + 1)  # it has no number between 256 and 258

# %% [markdown]
# ### Exercise 6 · `half_squared`
#
# Predict, with the table at the top:
#
# ```python
# (torch.tensor([300.0], dtype=torch.float16) ** 2).item()
# ```
#
# Floats have two special values: infinity is written `float("inf")`, and "not a number", as in 0 / 0, is
# written `float("nan")`.

# %% nbgrader={"grade": false, "grade_id": "half_squared-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
half_squared = ...
### BEGIN SOLUTION
half_squared = float("inf")  # 90000 is beyond 65504, the largest float16
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "half_squared", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("half_squared")

# %% [markdown]
# float32 has 24 binary digits, so it knows every whole number up to 2²⁴, which is 16 777 216. Above that it
# has gaps:

# %%
print((torch.tensor(16_777_216.0) + 1).item())

# %% [markdown]
# ### Exercise 7 · `kept_apart`
#
# Make a vector of **floats** that holds 16 777 216, 16 777 217 and 16 777 218, all three different. (Python
# lets you write `16_777_216`.)

# %% nbgrader={"grade": false, "grade_id": "kept_apart-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
kept_apart = ...
### BEGIN SOLUTION
# float64 has 53 binary digits. Named here, so that the numbers never pass through float32.
kept_apart = torch.tensor([16_777_216, 16_777_217, 16_777_218], dtype=torch.float64)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "kept_apart", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("kept_apart")

# %% [markdown]
# ## Shape and bytes
#
# The deck writes the shape as `torch.size([10])`. PyTorch's name is `torch.Size`, a kind of tuple; with a
# small s there is no such thing. And in its second line the deck forgets to ask for `.shape`. You will also
# meet `t.size()`, which is the same as `t.shape`, and `t.ndim`, the rank.

# %%
print(torch.arange(10).shape)
print(torch.arange(100).reshape(4, 25).shape)
print(torch.zeros(4, 25).shape == (4, 25))
print(torch.zeros(4, 25).size(), torch.zeros(4, 25).size(1), torch.zeros(4, 25).ndim)

# %% tags=["raises-exception", "active-ipynb"]
# torch.size([10])

# %% [markdown]
# Shape and dtype together say how much memory a tensor takes. `numel()` counts the elements, `element_size()`
# gives the bytes of one.

# %%
icon = torch.zeros(3, 64, 64, dtype=torch.uint8)
print(icon.numel(), "elements of", icon.element_size(), "byte")
print(icon.numel() * icon.element_size(), "bytes together")
print(icon.float().element_size(), "bytes each as float32")

# %% [markdown]
# That is what a tensor *shows*. Views show memory that is there already: `reshape`, `.T` and `t[0]` take no
# bytes of their own. `untyped_storage()` is the memory itself. It has a size and an address, a number that
# says where it lies:

# %%
table = torch.zeros(100, 100)
corner = table[0]
print(corner.numel() * corner.element_size(), "bytes are shown")
print(corner.untyped_storage().nbytes(), "bytes are kept for it")
print(corner.untyped_storage().data_ptr() == table.untyped_storage().data_ptr())

# %% [markdown]
# ### Exercise 8 · `true_bytes`
#
# How many bytes of memory do some tensors take, all in all? Memory that several of them share counts once,
# and counts in full, even if only a corner of it is shown.


# %% nbgrader={"grade": false, "grade_id": "true_bytes-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def true_bytes(tensors):
    """The bytes of memory behind some tensors; what they share is counted once.

    tensors: a list of tensors of any shape and dtype; it may be empty.  Returns: a Python int.
    true_bytes([torch.zeros(2, 3), torch.zeros(5)])  ->  44
    """
    ### BEGIN SOLUTION
    sizes = {}
    for t in tensors:
        memory = t.untyped_storage()
        sizes[memory.data_ptr()] = memory.nbytes()  # met again, it only replaces itself
    return sum(sizes.values())
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "true_bytes", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("true_bytes")

# %% [markdown]
# ### Exercise 9 · `midpoint` (a puzzle)
#
# Blend two uint8 pictures: take the mean of each pair of pixels, rounded down. 250 and 253 give 251.
#
# The rule: everything stays in **uint8**. No `.to`, `.int()`, `.float()` or the like, and no loop. Don't
# store results in a tensor you made before. Remember: `//` divides and rounds down, `%` gives the remainder.


# %% nbgrader={"grade": false, "grade_id": "midpoint-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def midpoint(a, b):
    """The mean of a and b, rounded down, in uint8 all the way.

    a, b: uint8 tensors of the same shape.  Returns: a uint8 tensor of that shape.
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
# *(Halfway: a good place to rest.)*
#
# ## Where a tensor lives
#
# A **device** is a place where tensors are kept and calculated with. The **CPU** with its memory is one;
# every tensor so far was there. A graphics card (**GPU**) is another: a chip with its own memory and
# thousands of simple calculating units, made to do the same thing to many numbers at once. PyTorch calls such
# helpers **accelerators**. What do you have?

# %%
from autograder import devices

for device in devices.available():
    print(device.name, "(simulated)" if device.simulated else "(real)")

# %% [markdown]
# A real accelerator is listed as `cuda` (NVIDIA and AMD), `mps` (Apple) or `xpu` (Intel). If you have none,
# this course brings its own, **practice**. It is *simulated*: it lives in your ordinary memory and is no
# faster. But PyTorch treats it as a device of its own, with the same rules and, in this unit, the same
# errors. (It isn't a real card in everything: it draws the CPU's random numbers, for instance. If only `cpu`
# is listed, your PyTorch is too old for it, and some errors below won't show.)
#
# Ask PyTorch at the top of a program what there is, and use that name below. `.to` moves a tensor, which
# makes a copy. `.device` says where it is. In `practice:0` the `:0` is its number; the first one is 0.

# %%
if torch.accelerator.is_available():
    accelerator = torch.accelerator.current_accelerator()
else:
    accelerator = torch.device("cpu")

t = torch.tensor([1.0, 2.0, 3.0])
there = t.to(accelerator)
print(t.device)
print(there.device)
print(torch.arange(2).to(there))  # given a tensor, .to takes both from it: dtype and device

# %% [markdown]
# The deck moves tensors with `t.to("cpu")` and `t.to("cuda")`. The second only works where there is such a
# card, so don't write a device's name into your code.
#
# "Everything we discussed earlier applies to both", says the deck, and it is right. The result is where its
# inputs are.

# %%
print(t.to("cpu").device)
try:
    print(t.to("cuda").device)
except (AssertionError, RuntimeError) as error:  # if it raises, go on here
    print("Not on this machine:", str(error).splitlines()[0])

print((there * 2 + 1).sum())
print(there.reshape(3, 1).T.device)

# %% [markdown]
# ## Three rules of the border
#
# **First:** tensors on different devices don't mix. Moving is slow, so PyTorch won't do it behind your back.
# Only plain Python numbers and CPU tensors of rank 0 may join in. Read the last line:

# %% tags=["raises-exception", "active-ipynb"]
# print((there + torch.tensor(1.0)).device)  # rank 0 may
# there + torch.ones(3)

# %% [markdown]
# **Second:** NumPy only knows the CPU. So does everything built on it, such as matplotlib, which draws
# charts. `.cpu()` is short for `.to("cpu")`; *host memory* in the message is the CPU's memory.

# %% tags=["raises-exception", "active-ipynb"]
# print(there.cpu().numpy())  # first to the CPU, then to NumPy
# there.numpy()

# %% [markdown]
# `.numpy()` also refuses a tensor that `requires_grad`. Unit 06 explains these, and the way out, `.detach()`.
# For now, just know the error when you see it:

# %% tags=["raises-exception", "active-ipynb"]
# torch.ones(2, requires_grad=True).numpy()

# %% [markdown]
# Your functions are checked on the CPU **and** on the accelerator: that is what *practice (simulated)* means
# next to a correct answer. From here on it matters.

# %% [markdown]
# ### Exercise 10 · `cube_root` (fix it)
#
# PyTorch has no cube root; NumPy has one, `numpy.cbrt`. So this function goes to NumPy and back, which works
# only on the CPU. Fix it here, or rewrite it below; the last definition counts. It should work wherever `t`
# is, and its answer should be there too.
#
# `cube_root(torch.tensor([-8.0, 27.0]))` should give `tensor([-2., 3.])`. `t` is float32 or float64, of rank
# 1 or more.


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
# **Third:** factories (functions that make tensors, such as `torch.zeros`) make them **on the CPU**, unless
# you say otherwise. Here are five ways to say it:

# %%
print(torch.zeros(2, device=accelerator).device)  # by name
print(torch.zeros(2, device=there.device).device)  # by asking another tensor
print(torch.zeros_like(there).device)  # like another: its shape, its dtype, its device
print(there.new_zeros(2).device)  # its dtype and device, a shape of your own
with torch.device(accelerator):
    print(torch.zeros(2).device)  # for every factory in these lines

# %% [markdown]
# ### Exercise 11 · `tensor_beside`
#
# You have a list of Python numbers, and a tensor somewhere. Turn the list into a tensor that fits beside the
# other: same dtype, same device.


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
# ### Exercise 12 · `not_negative` (fix it)
#
# This function replaces negative numbers by 0. `torch.maximum(a, b)` takes the larger of each pair of
# numbers, and wants tensors on both sides. But on an accelerator it fails, and it turns integers into floats.
# Both faults have the same cause. Fix it here, or rewrite it below; the last definition counts.
#
# `not_negative(torch.tensor([-3, 5]))` should give `tensor([0, 5])`, in int64. NaN isn't negative, and stays.


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
# ## The card
#
# - `t.dtype`, `t.shape` (or `t.size()`), `t.ndim`, `t.device`: ask before you wonder.
# - `t.to(dtype)`, `t.to(device)`, `t.to(other)` (both, from another tensor) give a new tensor. Keep it.
# - Integers overflow in silence. More room first, `clamp` second, back last.
# - Promotion: bool, integers, floats; within a kind, the wider. A Python number or a rank-0 tensor counts
#   only if its kind is higher.
# - `@` doesn't promote, and raises. Nothing promotes in place: a higher kind raises, a wider dtype is
#   squeezed in silently.
# - float16 ends at 65 504, then comes infinity; bfloat16 reaches far and has two digits.
# - Bytes: `t.element_size() * t.numel()` are shown; `t.untyped_storage().nbytes()` are kept.
# - Tensors on two devices don't mix. `.numpy()` wants the CPU: `t.cpu().numpy()`.
# - Write `x.device`, `zeros_like(x)`, `x.new_zeros(...)` or `torch.accelerator`, never `"cuda"`.
#
# | the deck says | PyTorch does |
# |---|---|
# | `torch.arange(10).dtype` is `torch.int64`, also known as `torch.long` | right |
# | `.type(torch.float32)` | right; today `.to(torch.float32)`, or `.float()` |
# | `torch.arange(10).shape` is `torch.size([10])` | `torch.Size([10])`; `torch.size` raises AttributeError |
# | `torch.arange(100).reshape(4, 25)` gives `torch.size([4, 25])` | that gives the tensor; its `.shape` is `torch.Size([4, 25])` |
# | `t.to("cpu")`, `t.to("cuda")` | the second raises where there is no such card; use `torch.accelerator` |
# | everything applies to CPU tensors and GPU tensors | right, as long as all of them are on one device |
#
# Next: **05 Timing the GPU**. Why thousands of slow helpers beat one fast one, and when they don't.

# %%
progress()
