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
# # 5 · Timing the GPU
#
# **Time:** about 60 minutes, in two halves, with a place to rest in between. **You need:** unit 04.
#
# When you are done, you can
#
# - write code without loops over elements, and say why it is fast;
# - time work on a GPU so that the number means something;
# - say what a move to the GPU costs, and when it pays;
# - find the size from which on a GPU is the faster one;
# - tell a rounding in the last digits from a bug.
#
# You need no GPU for this unit. If you have one, the cells measure it. If you have none, they use
# the *practice* accelerator of unit 04, and its clock is **simulated**: it follows the published
# figures of a real card, an NVIDIA A100. Whatever is simulated says so.

# %%
import time

import torch
from torch.utils import benchmark

from autograder import check, devices, hint, progress, show

device = devices.available()[-1]  # the accelerator, or the CPU if there is none
accelerator = device.target
label = f"{device.name} (simulated)" if device.simulated else device.name
clock = devices.clock(device)  # tells the time in seconds

# The very first thing that this notebook asks of the accelerator. The time is kept for later.
start = clock()
torch.ones(1, device=accelerator)
first_call = clock() - start

print("In this notebook the accelerator is:", label)

# %% [markdown]
# ## A question first
#
# The deck has two vectors of 1000 elements to multiply. On a CPU, it says, a loop does this:
#
# ```python
# for i in range(1000):
#     out[i] = a[i] * b[i]
# ```
#
# That takes 1000 time units. A GPU has thousands of cores, each core does one element, and everything
# is done in **1 time unit**.
#
# So is a GPU a thousand times faster? Before we ask a GPU, let us give the CPU a fair chance. Here
# are three ways to multiply two vectors, all of them **on the CPU**.


# %%
def cpu_seconds(work, a, b):
    """The fastest of five runs of work(a, b), in seconds."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        work(a, b)
        times.append(time.perf_counter() - start)
    return min(times)


def loop_over_tensor(a, b):
    out = torch.zeros(len(a))
    for i in range(len(a)):
        out[i] = a[i] * b[i]  # the deck's line
    return out


def loop_over_list(a, b):
    return [a[i] * b[i] for i in range(len(a))]


def one_line(a, b):
    return a * b


# %%
sizes = [1, 10, 100, 1000]
seconds = {"loop over a tensor": [], "loop over a list": [], "a * b": []}
for n in sizes:
    a, b = torch.rand(n), torch.rand(n)
    seconds["loop over a tensor"].append(cpu_seconds(loop_over_tensor, a, b))
    seconds["loop over a list"].append(cpu_seconds(loop_over_list, a.tolist(), b.tolist()))
    seconds["a * b"].append(cpu_seconds(one_line, a, b))
show.timings(sizes, seconds, "measured just now, on this CPU", title="One CPU, three ways")

# %% [markdown]
# Both axes are **logarithmic**: each mark is ten times the one before. So a small gap is a large
# factor. **µs** is a *microsecond*, a millionth of a second; **ns**, a *nanosecond*, is a thousandth of
# that.
#
# The deck's loop goes straight up: ten times the elements, ten times the time. `a * b` hardly moves.
# At 1000 elements it is, without any GPU, many times faster than the loop over a list, and thousands of
# times faster than the deck's. It was slow because of the loop, and of what the loop asks for.
#
# (`time.perf_counter()` is Python's stopwatch: it tells the time in seconds, and only the difference
# between two looks means something. A function can be handed to another one, like a number:
# `work` is the function itself, and `work(a, b)` runs it.)
#
# ## 1 · Loops against vector code
#
# One step of the loop asks PyTorch for four things: take `a[i]`, take `b[i]`, multiply, write into
# `out[i]`. Each request takes a µs or two to prepare: which dtype? which device? where should the
# result go? The multiplication itself takes a thousandth of that.
#
# `a * b` asks **once**. Then a finished program, written for your processor, runs through all the
# numbers. Code like that is called **vector code**. So the rule for the CPU is the rule for every
# GPU: *ask for much at once*.

# %% [markdown]
# ### Exercise 1 · `count_above` (mend it)
#
# This function counts how many numbers of a vector are above a limit. It is right, but it asks
# PyTorch a few times for every single number. Mend it, in place or anew below: **no loop, and at most
# three PyTorch operations.**
#
# `count_above(torch.tensor([1, 5, 7]), 4)` should give `tensor(2)`: a tensor of rank 0, on the
# device of `x`.
#
# Stuck? `hint("count_above")`, up to three times.


# %% nbgrader={"grade": false, "grade_id": "count_above-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def count_above(x, limit):
    count = 0
    for number in x:
        if number.item() > limit:
            count = count + 1
    return torch.tensor(count)


### BEGIN SOLUTION
def count_above(x, limit):
    return (x > limit).sum()


### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "count_above", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("count_above")

# %% [markdown]
# ### Exercise 2 · `balance_point` (a puzzle)
#
# Weights lie in a row on a plank, at the places 0, 1, 2, and so on. Where must you put your finger, so
# that the plank balances? Every place counts as much as its weight:
#
# ```python
# moment = 0
# for i in range(len(weights)):
#     moment = moment + i * weights[i]
# balance = moment / weights.sum()
# ```
#
# Write it **without a loop, in at most six operations**. Weights 1, 0, 3 balance at (0·1 + 1·0 + 2·3)
# / 4 = 1.5.


# %% nbgrader={"grade": false, "grade_id": "balance_point-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def balance_point(weights):
    """Where a row of weights balances.

    weights: shape (n,), floats or integers, none below 0, and not all of them 0.
    Returns: a tensor of rank 0, on the device of weights.
    balance_point(torch.tensor([1.0, 0.0, 3.0]))  ->  tensor(1.5000)
    """
    ### BEGIN SOLUTION
    places = torch.arange(len(weights), device=weights.device)
    return (places * weights).sum() / weights.sum()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "balance_point", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("balance_point")

# %% [markdown]
# ## 2 · What a GPU does while Python goes on
#
# A CPU has a few cores, each of them extremely clever, with instruction pipelines and caches. A GPU has
# thousands of simple ones that all do the same to different numbers. So far the deck is right.
#
# What it leaves out is that a GPU does nothing by itself. Your Python program, the **host**, has to
# **launch** every operation: write an order, and put it into the queue of the **device**. That takes
# the host a few µs. Then it goes on, *without waiting for the result*. This is
# called **asynchronous**.
#
# ```
# host    | launch 1 | launch 2 | launch 3 | print("done!")
# device             |  work 1         |  work 2         |  work 3         |
#                                                                          ^ really done
# ```
#
# The device takes the orders in turn. An operation begins when it has been launched **and** the one
# before it is finished.

# %% [markdown]
# ### Exercise 3 · `two_clocks`
#
# Work that out. Each launch takes the host `launch` seconds; `work` lists the seconds that the device
# needs for each operation. When has the host launched everything? When has the device finished
# everything? Both clocks begin at 0. (No tensors this time: plain Python, and a loop is fine.)


# %% nbgrader={"grade": false, "grade_id": "two_clocks-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def two_clocks(launch, work):
    """When the host is done with launching, and when the device is done.

    launch: seconds that the host takes for each launch.
    work: a list, for each operation the seconds that the device takes for it; possibly empty.
    Returns: two floats, first the host's and then the device's; (0.0, 0.0) without work.
    two_clocks(1.0, [5.0, 5.0])  ->  (2.0, 11.0)
    """
    ### BEGIN SOLUTION
    host = device = 0.0
    for seconds in work:
        host += launch
        device = max(device, host) + seconds
    return host, device
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "two_clocks", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("two_clocks")

# %% [markdown]
# In the example, a stopwatch in the host would say 2 seconds, and the work takes 11. Now the same with
# a real program. A product of two 1024 × 1024 matrices is 2 thousand million operations. Look at the
# first number:

# %%
big = torch.rand(1024, 1024, device=accelerator)
(big @ big)[0, 0].item()  # once for nothing; why, you will see below

start = clock()
product = big @ big
launched = clock()
product[0, 0].item()
arrived = clock()

print(f"{label}: multiplying took {1e6 * (launched - start):8.1f} µs")
print(f"{label}: looking at one number took {1e6 * (arrived - launched):8.1f} µs")

# %% [markdown]
# On a GPU, the second number is far larger than the first. Not because looking is hard: Python has to
# **wait** for the result at last. A stopwatch that stops before that has timed the launch.
#
# What waits for the device is whatever needs a number in Python: `.item()`, `.tolist()`, `.cpu()`,
# `print(t)`, `if t:`. And there is a function that does nothing else. In much code you will find
# its NVIDIA form, `torch.cuda.synchronize()`. On a PyTorch without CUDA it raises an error, and so do
# CUDA's **events**, marks in the device's queue (section 6). `lambda: something` is a function without a
# name; it does `something` when it is called, and not before:


# %%
def attempt(what, run):
    try:
        run()
        print(what, "works here")
    except (AssertionError, RuntimeError) as error:
        print(what, "raises", type(error).__name__ + ":", error)


attempt("torch.cuda.synchronize()", lambda: torch.cuda.synchronize())
attempt("torch.cuda.Event(...)", lambda: torch.cuda.Event(enable_timing=True))

# %% [markdown]
# `torch.accelerator.synchronize()` waits for whatever accelerator there is. Where there is none at all
# it raises too, and a CPU needs no waiting. So this is how to write it for every machine:


# %%
def synchronize():
    """Wait until the accelerator has finished everything that was launched."""
    if accelerator.type != "cpu":
        torch.accelerator.synchronize()


# %% [markdown]
# ### Exercise 4 · `timed`
#
# Time one run of `work`, honestly. You are given three functions: `work()` launches something,
# `synchronize()` waits for the device, and `clock()` tells the time of the host in seconds. The device
# may still be busy with something from before, which is not yours to count.
#
# The check uses a made-up machine whose seconds are written down in advance; so there is no chance in
# it. In messages, `gpu(launch=0.5, work=[4.0])` is a machine on which a launch takes the host 0.5 s, and
# the work takes the device 4 s. There your answer should be 4.5. With `busy=9.0`, its device has 9 s of
# somebody else's work to do first. With several numbers in `work`, the first is for the first call,
# the second for the second, and the last for all further ones.
#
# Afterwards you can try yours on the real thing: `timed(lambda: big @ big, synchronize, clock)`.


# %% nbgrader={"grade": false, "grade_id": "timed-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def timed(work, synchronize, clock):
    """The seconds from launching work on an idle device until it is finished.

    work, synchronize, clock: functions without arguments; clock() gives seconds as a float.
    Returns: a float.  work is run once.
    """
    ### BEGIN SOLUTION
    synchronize()
    start = clock()
    work()
    synchronize()
    return clock() - start
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "timed", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("timed")

# %% [markdown]
# ## 3 · The first call, and chance
#
# At the top of this notebook, the accelerator was asked for something for the first time, and the time
# was kept. Here is the same request again:

# %%
start = clock()
torch.ones(1, device=accelerator)
again = clock() - start
print(f"{label}: the first call took {1e6 * first_call:10.1f} µs")
print(f"{label}: the same call now   {1e6 * again:10.1f} µs")

# %% [markdown]
# The first call pays for everything that has to be started: the driver, memory, the program for this
# operation. There are smaller first times later as well: the first matrix product, the first time
# with a new shape. So before you time anything, run it once for nothing. That is called a **warm-up**.
#
# And even a warm machine is never alone. Other programs want the processor, memory is moved, the clock
# rate changes. Here is the same work on the CPU, nine times:

# %%
x = torch.rand(20_000)
runs = []
for _ in range(9):
    start = time.perf_counter()
    (x * x).sum()
    runs.append(time.perf_counter() - start)
print("µs:", [round(1e6 * t) for t in runs])
print("fastest", round(1e6 * min(runs)), " slowest", round(1e6 * max(runs)))

# %% [markdown]
# **One run is noise.** Make several, and say what you give of them. The fastest is what the machine can
# do undisturbed. The **mean** is their sum divided by their number. The **median** is the one in the
# middle, once they are sorted; `torch.median` finds it. (With an even number of runs there are two in
# the middle, and `torch.median` takes the smaller. An odd number avoids the question.)

# %%
print(torch.tensor([3.0, 1.0, 8.0]).median())
print(torch.tensor([3.0, 1.0, 8.0, 5.0]).median())  # an even number: the smaller one of 3 and 5

# %% [markdown]
# ### Exercise 5 · `noisy_runs`
#
# Five runs, in ms; during the last of them a browser woke up. Predict both numbers, mean and median,
# as `(..., ...)`. Don't run it first.
#
# ```python
# t = torch.tensor([4.0, 4.0, 5.0, 4.0, 93.0])
# (t.mean().item(), t.median().item())
# ```

# %% nbgrader={"grade": false, "grade_id": "noisy_runs-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
noisy_runs = ...
### BEGIN SOLUTION
noisy_runs = (22.0, 4.0)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "noisy_runs", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("noisy_runs")

# %% [markdown]
# ### Exercise 6 · `typical_seconds`
#
# Put it together: run `work` once as a warm-up. Then time it `runs` times, each time by itself and as
# honestly as in `timed`. Give the median.
#
# If the runs after the warm-up take 3, 9 and 4 seconds, your answer is 4.


# %% nbgrader={"grade": false, "grade_id": "typical_seconds-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def typical_seconds(work, synchronize, clock, runs):
    """The median time of runs of work, after one that doesn't count.

    work, synchronize, clock: as in timed.  runs: an odd int, 1 or more.
    Returns: a float, in seconds.
    """
    ### BEGIN SOLUTION
    work()
    seconds = []
    for _ in range(runs):
        synchronize()
        start = clock()
        work()
        synchronize()
        seconds.append(clock() - start)
    return torch.tensor(seconds).median().item()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "typical_seconds", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("typical_seconds")

# %% [markdown]
# There is a second question one can ask. In a real program, operations follow each other without a pause,
# and while the device works on one, the host launches the next. How long does a call take **then**? For
# this you launch many, wait **once** at the end, and divide.
#
# ### Exercise 7 · `seconds_per_call` (mend it)
#
# That is what this function is for, but whoever wrote it knew nothing of first calls and of waiting.
# And it gets the division wrong. Mend it, in place or anew below. Don't count the first call; it should
# have finished before the clock starts. `n` is 1 or more.
#
# On a machine that takes 1 s for a launch and 4 s for the work, two calls take 9 s together, as the second
# launch happens during the first work. So with `n = 2` it should give 4.5.


# %% nbgrader={"grade": false, "grade_id": "seconds_per_call-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def seconds_per_call(work, synchronize, clock, n):
    start = clock()
    for _ in range(n):
        work()
    return clock() - start / n


### BEGIN SOLUTION
def seconds_per_call(work, synchronize, clock, n):
    work()
    synchronize()
    start = clock()
    for _ in range(n):
        work()
    synchronize()
    return (clock() - start) / n


### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "seconds_per_call", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("seconds_per_call")

# %% [markdown]
# You needn't write all this every time. `torch.utils.benchmark` does it for you: it warms up, repeats,
# knows about CUDA and waits for it, and uses one core of the CPU unless you ask for more (so that two
# machines can be compared). `timeit(n)` makes n runs that follow each other closely and gives the mean;
# `blocked_autorange()` goes on until it has enough runs, and gives a median. (It takes the code as text, and
# can't see your variables: `globals=` hands them over, by name.)

# %%
a, b = torch.rand(1000), torch.rand(1000)
stopwatch = benchmark.Timer("a * b", globals={"a": a, "b": b})
result = stopwatch.blocked_autorange(min_run_time=0.02)
print(f"a * b on the CPU, 1000 elements: median {1e6 * result.median:.2f} µs")

# %% [markdown]
# From here on, this is our way of measuring. A `Timer` may be given a clock; ours waits before it looks,
# so that it suits every accelerator, also the simulated one. You need not read this cell; run it.


# %%
def waiting_clock():
    synchronize()
    return clock()


def seconds_of(statement, timer, runs=10, **names):
    """Seconds a run of statement, a piece of code as text: the best of three rounds."""
    stopwatch = benchmark.Timer(statement, globals=names, timer=timer)
    return min(stopwatch.timeit(runs).mean for _ in range(3))


# %% [markdown]
# ---
#
# **A place to rest.** You are half way through, and you can time a GPU. The second half asks when one
# pays.
#
# ---
#
# ## 4 · The way there and back
#
# Tensors can live in the CPU's memory (the RAM) or in the memory of the GPU, the deck says, and
# `t.to("cpu")`, `t.to("cuda")` move them. Right. But between the two lies a narrow road. In a large
# machine of today some 32 thousand million bytes go over it in a second. The GPU's own memory is about
# fifty times as fast.
#
# ### Exercise 8 · `trip_ms`
#
# A batch of 16 photographs, shape (16, 3, 1000, 2000), float32, has to go to the GPU at 32e9 bytes per
# second. How many **milliseconds** does it take? Write a number or a formula.

# %% nbgrader={"grade": false, "grade_id": "trip_ms-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
trip_ms = ...
### BEGIN SOLUTION
trip_ms = 16 * 3 * 1000 * 2000 * 4 / 32e9 * 1000
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "trip_ms", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("trip_ms")

# %% [markdown]
# So much for paper. Here is the trip of a million float32 there and back, against the work that is
# done with them once they are there:

# %%
x = torch.rand(1_000_000)
there = x.to(accelerator)
trip = seconds_of("x.to(accelerator).cpu()", waiting_clock, runs=3, x=x, accelerator=accelerator)
here_once = seconds_of("x * x", time.perf_counter, runs=3, x=x)
there_once = seconds_of("x * x", waiting_clock, runs=3, x=there)
print(f"there and back: {1e6 * trip:8.1f} µs   {label}")
print(f"x * x there:    {1e6 * there_once:8.1f} µs   {label}")
print(f"x * x here:     {1e6 * here_once:8.1f} µs   CPU, one core, measured")

# %% [markdown]
# Does the trip count when you time a GPU? That depends on your question. If the data are there anyway,
# as in training, it doesn't. If you send a tensor, want one product and fetch it back, it does. Both
# are honest, as long as you **say which**.
#
# ### Exercise 9 · `pays_off_after`
#
# Going there and back costs `trip`, once. An operation takes `cpu` here, and `gpu` there. How many
# operations must you do there, so that the GPU is faster **altogether**? A tie doesn't count. If it never
# pays, give `None`. (Should a loop of yours never end: ■ in the toolbar stops it.)
#
# With a trip of 10 ms, 3 ms here and 1 ms there: after 5 operations both stand at 15 ms. After 6 the GPU
# is ahead, with 16 ms against 18. So the answer is 6.


# %% nbgrader={"grade": false, "grade_id": "pays_off_after-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pays_off_after(trip, cpu, gpu):
    """The smallest number of operations for which going to the GPU takes less time.

    trip: the time for both ways together.  cpu, gpu: the time of one operation, above 0.
    All are floats, in the same unit.
    Returns: an int, 1 or more; or None if it never pays.
    pays_off_after(10.0, 3.0, 1.0)  ->  6
    """
    ### BEGIN SOLUTION
    if gpu >= cpu:
        return None
    return int(trip // (cpu - gpu)) + 1
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "pays_off_after", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("pays_off_after")

# %% [markdown]
# Some trips nobody meant to make. A `.cpu()` in the middle of a loop, left from a test, is a trip for each
# round, and a wait as well.
#
# ### Exercise 10 · `settled` (mend it)
#
# This function halves its numbers and adds 1, again and again. (They all settle near 2.) But it works
# on the CPU, wherever `x` is, and leaves its answer there. Mend it, so that nothing is moved. The caller's
# `x` must stay as it was.
#
# `settled(torch.tensor([0.0, 8.0]), 2)` should give `tensor([1.5000, 3.5000])`, on the device of `x`.


# %% nbgrader={"grade": false, "grade_id": "settled-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def settled(x, steps):
    for _ in range(steps):
        x = 0.5 * x.cpu() + 1
    return x


### BEGIN SOLUTION
def settled(x, steps):
    for _ in range(steps):
        x = 0.5 * x + 1
    return x


### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "settled", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("settled")

# %% [markdown]
# ## 5 · Small sizes lose
#
# Now for the race of the deck: two vectors are multiplied, on the CPU and on the accelerator. The
# accelerator runs twice, once with the vectors already there, and once with both trips.

# %%
sizes = [10**k for k in range(1, 7)]
cpu, gpu, gpu_and_trips = [], [], []
for n in sizes:
    a, b = torch.rand(n), torch.rand(n)
    there_a, there_b = a.to(accelerator), b.to(accelerator)
    cpu.append(seconds_of("a * b", time.perf_counter, runs=5, a=a, b=b))
    gpu.append(seconds_of("a * b", waiting_clock, runs=5, a=there_a, b=there_b))
    with_trips = "(a.to(place) * b.to(place)).cpu()"
    gpu_and_trips.append(seconds_of(with_trips, waiting_clock, runs=1, a=a, b=b, place=accelerator))
show.timings(
    sizes,
    {"CPU, one core": cpu, label: gpu, label + ", with trips": gpu_and_trips},
    f"CPU: measured.  {label}: " + ("by published figures" if device.simulated else "measured"),
    title="Multiplying two vectors",
)

# %% [markdown]
# Look at the line of the accelerator. At first it is **flat**: launching takes as long for ten elements
# as for a hundred thousand, and the cores have next to nothing to do. Small sizes lose. Further right
# the CPU's line climbs while the other is still flat; there they cross. In the end the accelerator climbs
# too, when its memory can't bring the numbers fast enough. And with both trips counted, a single
# multiplication pays late, if at all: nearly all of its time is spent on the road.
#
# Here is the deck's *1000 time units against 1*:

# %%
for n in (1000, 1_000_000):
    i = sizes.index(n)
    print(f"{n:>10,} elements: CPU {1e6 * cpu[i]:9.1f} µs, {label} {1e6 * gpu[i]:7.1f} µs")
print(f"The accelerator takes {gpu[2] / cpu[2]:.1f} times as long as the CPU at 1000 elements,")
print(f"and the CPU {cpu[-1] / gpu[-1]:.0f} times as long as the accelerator at a million.")

# %% [markdown]
# ### Exercise 11 · `crossing_size`
#
# From lists like these, find the size from which on the GPU **stays** ahead. A lucky run among the small
# sizes doesn't count, if the GPU falls behind again later. Equal times are not ahead. (Plain Python
# again; a loop is fine.)


# %% nbgrader={"grade": false, "grade_id": "crossing_size-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def crossing_size(sizes, cpu, gpu):
    """The smallest size such that the GPU takes less time there and at all larger sizes.

    sizes: a list of ints, from small to large; possibly empty.
    cpu, gpu: lists of the same length, with the time of each for each size.
    Returns: one of the sizes; or None if the GPU isn't ahead at the largest size, or there is none.
    crossing_size([10, 100, 1000], [1.0, 4.0, 9.0], [2.0, 2.0, 3.0])  ->  100
    """
    ### BEGIN SOLUTION
    crossing = None
    for i in range(len(sizes)):
        if gpu[i] >= cpu[i]:
            crossing = None
        elif crossing is None:
            crossing = sizes[i]
    return crossing
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "crossing_size", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("crossing_size")

# %% [markdown]
# Everything is different when there is more to do with each number. In an element-wise product each is
# used once. In a product of two n × n matrices each is used **n times**. (The sizes below are numbers of
# elements, n × n.)

# %%
sides = [16, 32, 64, 128, 256, 512]
cpu, gpu_and_trips = [], []
for n in sides:
    a, b = torch.rand(n, n), torch.rand(n, n)
    cpu.append(seconds_of("a @ b", time.perf_counter, runs=3, a=a, b=b))
    with_trips = "(a.to(place) @ b.to(place)).cpu()"
    gpu_and_trips.append(seconds_of(with_trips, waiting_clock, runs=1, a=a, b=b, place=accelerator))
show.timings(
    [n * n for n in sides],
    {"CPU, one core": cpu, label + ", with trips": gpu_and_trips},
    f"CPU: measured.  {label}: " + ("by published figures" if device.simulated else "measured"),
    title="Multiplying two matrices",
)

# %% [markdown]
# This time the accelerator wins although all the trips are counted. Much work for each byte that moves:
# that is what a GPU is for, and why neural networks, which are mostly matrix products, run on them.
#
# ## 6 · Marks on the device
#
# There is another way to time, without a clock of the host. An **event** is a mark that you put into the
# queue of the device. When the device comes by, it notes the time, on its own watch. In PyTorch it looks
# like this, with CUDA:
#
# | | |
# |---|---|
# | `e = torch.cuda.Event(enable_timing=True)` | make an event that will note the time |
# | `e.record()` | put it into the queue, behind everything launched so far |
# | `e.synchronize()` | wait until the device has come to it |
# | `e.elapsed_time(f)` | the time from `e` to `f` in **milliseconds**; both must have been reached |
#
# Nothing but the queue lies between two marks. So there is no need to wait *before* the start: what the
# device was busy with lies before the first mark.

# %% [markdown]
# ### Exercise 12 · `timed_by_events`
#
# Time one run of `work` with two events. You are given the class: `Event(enable_timing=True)` makes one, as
# in the table. Give **seconds**, like all the others.


# %% nbgrader={"grade": false, "grade_id": "timed_by_events-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def timed_by_events(work, Event):
    """The seconds between a mark before work and a mark after it.

    work: a function without arguments.  Event: a class like torch.cuda.Event.
    Returns: a float.  work is run once.
    """
    ### BEGIN SOLUTION
    start, end = Event(enable_timing=True), Event(enable_timing=True)
    start.record()
    work()
    end.record()
    end.synchronize()
    return start.elapsed_time(end) / 1000
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "timed_by_events", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("timed_by_events")

# %% [markdown]
# On this machine, events of the accelerator look like this. (`torch.get_device_module` gives `torch.cuda`
# where the accelerator is CUDA.) Ten products are marked all together:

# %%
if accelerator.type == "cpu":
    print("There is no accelerator here, so there are no events either.")
else:
    Event = torch.get_device_module(accelerator).Event
    before, after = Event(enable_timing=True), Event(enable_timing=True)
    small = torch.rand(512, 512, device=accelerator)
    before.record()
    for _ in range(10):
        small @ small
    after.record()
    after.synchronize()
    print(f"{label}: ten products took {before.elapsed_time(after):.3f} ms")

# %% [markdown]
# ## 7 · The last digits differ
#
# A faster answer should still be the same answer. With floats, it nearly is. Every sum of floats is
# rounded, and a GPU adds in another **order** than a CPU: thousands of cores make partial sums. You can see
# it on the CPU alone, when you add up the same million numbers in several orders:

# %%
torch.manual_seed(2)
x = torch.rand(1_000_000)
print(f"in one go:           {x.sum().item():.4f}")
print(f"1000 columns first:  {x.reshape(1000, 1000).sum(0).sum().item():.4f}")
print(f"10 columns first:    {x.reshape(-1, 10).sum(0).sum().item():.4f}")
print(f"{label + ':':<20} {x.to(accelerator).sum().item():.4f}")
print(f"float64:             {x.double().sum().item():.4f}")

# %% [markdown]
# (The practice accelerator calculates on your CPU, so it agrees with it to the last digit. A real one
# doesn't.)
#
# ### Exercise 13 · `sum_order`
#
# The extreme case. Remember from unit 04 how many digits float32 has, and predict:
#
# ```python
# t = torch.tensor([1e8, 1.0, -1e8])
# ((t[0] + t[1]) + t[2]).item()
# ```

# %% nbgrader={"grade": false, "grade_id": "sum_order-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
sum_order = ...
### BEGIN SOLUTION
sum_order = 0.0
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "sum_order", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("sum_order")

# %% [markdown]
# In the order `(t[0] + t[2]) + t[1]` the same three numbers give 1. So never ask a GPU's result with `==`
# whether it is right. Ask how far off it is, **relative** to what was expected: a difference of 1 is much
# for 3, and next to nothing for 100 million.
#
# ### Exercise 14 · `worst_relative_error`
#
# For each element, take the difference without its sign, divided by the expected value without its sign.
# Give the largest of them.
#
# If 9 and 110 came out where 10 and 100 were expected, both elements are off by a tenth: the answer is
# 0.1.


# %% nbgrader={"grade": false, "grade_id": "worst_relative_error-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def worst_relative_error(got, expected):
    """The largest relative error of any element.

    got, expected: float tensors of one shape and dtype, with at least one element;
    no element of expected is 0.
    Returns: a tensor of rank 0, of that dtype and on that device.
    worst_relative_error(torch.tensor([9.0, 110.0]), torch.tensor([10.0, 100.0]))
        ->  tensor(0.1000)
    """
    ### BEGIN SOLUTION
    return ((got - expected).abs() / expected.abs()).max()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "worst_relative_error", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("worst_relative_error")

# %% [markdown]
# What is a rounding, then, and what is a bug? As a rule of thumb for float32, a relative error around
# 10⁻⁷ is one rounding, and up to about 10⁻⁵ is what many roundings come to. Above 10⁻³ something is wrong, or
# the hardware was allowed to use fewer digits. (NVIDIA cards have such a format for matrix products, TF32;
# PyTorch leaves it off unless you ask.) `torch.allclose(a, b, rtol=1e-5)` and `torch.testing.assert_close`
# compare in this way.

# %%
here = torch.rand(100, 100)
there = here.to(accelerator)
print("equal:", torch.equal(here @ here, (there @ there).cpu()))
print("close:", torch.allclose(here @ here, (there @ there).cpu(), rtol=1e-5))

# %% [markdown]
# ## The card
#
# - Ask for much at once: no loop over elements, and no `.item()` inside a loop.
# - Launches are **asynchronous**. `synchronize()` before *each* look at the clock, or you time the launch.
# - `torch.accelerator.synchronize()` where there is an accelerator; `torch.cuda.synchronize()` and
#   `torch.cuda.Event` raise where there is no CUDA.
# - The first call pays for the start-up: warm up.
# - One run is noise: several runs, and the median. Or `torch.utils.benchmark.Timer`, which does it all.
# - Say whether the trips count. Move once, do much, fetch once.
# - Small sizes lose: below the crossing point the CPU is faster. Matrix products cross early.
# - Events: `record`, work, `record`, `synchronize`, `elapsed_time` in milliseconds.
# - Other order, other last digits: compare by relative error, never with `==`.
#
# | the deck says | PyTorch does |
# |---|---|
# | CPUs are great at sequential code and have a few cores | right; and with vector code each core does many elements at once |
# | multiplying 1000 elements on a CPU takes 1000 time units | as a loop in Python, yes; `a * b` does it in less time than one step of the loop |
# | GPUs have thousands of simple cores that divide a task | right |
# | on a GPU it takes 1 time unit | it leaves out launch, memory and trips: at 1000 elements the CPU wins, at a million the GPU by far |
# | `t.to("cpu")`, `t.to("cuda")` move a tensor | right, and moving often costs more than the work |
# | PyTorch may use special, optimized implementations on the GPU | right; that is why the last digits differ |

# %%
progress()
