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
# **Time:** about 70 minutes, with a good place to rest after section 3. **You need:** unit 04.
#
# When you are done, you can
#
# - write code without loops over elements, and say why it is fast;
# - time work on a GPU so that the number means something;
# - say when moving to the GPU pays off, and when it doesn't;
# - tell rounding in the last digits from a bug.
#
# You need no GPU for this unit. If you have one, the cells measure it. If not, they use the *practice*
# accelerator of unit 04. Its clock is **simulated**. Its speeds come from the data sheet of a real card, an
# NVIDIA A100; what a launch and a wait cost was published for an older card, the V100; and the start-up time
# is our own round figure. Whatever is simulated says so.
#
# Only `clock()` knows the simulated time. Any other stopwatch would time your CPU, which does the practice
# accelerator's work.

# %%
import time

import torch
from torch.utils import benchmark

from autograder import check, devices, hint, progress, reset, show, solution

torch.set_num_threads(1)  # one core of the CPU, so that two machines can be compared

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
# The deck multiplies two vectors of 1000 elements. On a CPU, it says, a loop does this:
#
# ```python
# for i in range(1000):
#     out[i] = a[i] * b[i]
# ```
#
# That takes 1000 time units. A GPU has thousands of cores, each core does one element, and everything is done
# in **1 time unit**.
#
# So is a GPU a thousand times faster? Let's give the CPU a fair chance first. Here are three ways to do it,
# all **on the CPU**, on one of its cores. (You don't have to follow the code in this section. Look at what
# comes out.)


# %% tags=["measured"]
def seconds_of(work, a, b, timer=time.perf_counter):
    """Nine runs of work(a, b) in seconds, sorted; two runs before them don't count."""
    times = []
    for _ in range(11):
        start = timer()
        work(a, b)
        times.append(timer() - start)
    return sorted(times[2:])


def median_of(times):
    return times[len(times) // 2]


def loop_over_tensor(a, b):
    out = torch.zeros(len(a))
    for i in range(len(a)):
        out[i] = a[i] * b[i]  # the deck's line
    return out


def loop_over_list(a, b):
    return [a[i] * b[i] for i in range(len(a))]


def one_line(a, b):
    return a * b


def report(what, times):
    fastest, slowest = 1e6 * times[0], 1e6 * times[-1]
    print(f"{what} {1e6 * median_of(times):7.1f} µs (from {fastest:.1f} to {slowest:.1f})")


a, b = torch.rand(1000), torch.rand(1000)
report("loop over a tensor:", seconds_of(loop_over_tensor, a, b))
report("loop over a list:  ", seconds_of(loop_over_list, a.tolist(), b.tolist()))
report("a * b:             ", seconds_of(one_line, a, b))

# %% [markdown]
# (**µs** is a *microsecond*, a millionth of a second; **ns** is a thousandth of that. `time.perf_counter` is
# Python's stopwatch. `1e6` is Python for 10⁶, a million. `work` is a function, passed on like a number;
# `work(a, b)` runs it. Each line gives the middle one of nine runs, and the fastest and slowest in brackets;
# section 3 says why.)
#
# So without any GPU, `a * b` is more than a thousand times faster than the deck's loop. The loop over a list
# never calls PyTorch, which is why it lies between the two. The fair race is `a * b` here against `a * b`
# there. The accelerator runs twice: once with the vectors already there, and once with the trip there and
# back.


# %% tags=["measured"]
def waiting_clock():
    devices.synchronize(device)  # section 2 says why this is needed
    return clock()


def one_line_and_trips(a, b):
    return (a.to(accelerator) * b.to(accelerator)).cpu()


sizes = [10, 100, 1000, 10_000, 100_000, 1_000_000]
cpu, gpu, gpu_and_trips = [], [], []
for n in sizes:
    a, b = torch.ones(n), torch.ones(n)
    there_a, there_b = a.to(accelerator), b.to(accelerator)
    cpu.append(median_of(seconds_of(one_line, a, b)))
    gpu.append(median_of(seconds_of(one_line, there_a, there_b, waiting_clock)))
    gpu_and_trips.append(median_of(seconds_of(one_line_and_trips, a, b, waiting_clock)))
race = show.timings(
    sizes,
    {"CPU, one core": cpu, label: gpu, label + ", with trips": gpu_and_trips},
    f"CPU: measured.  {label}: " + ("by published figures" if device.simulated else "measured"),
    title="Multiplying two vectors",
)
race

# %% [markdown]
# Both scales are **logarithmic**: each mark is ten times the one before, so a small gap is a large factor.
# Why is the accelerator's line flat for so long? Why does it start above the CPU's? Why does it hardly pay
# off once the trips count? By the end of this unit you can say.
#
# ## 1 · Loops against vector code
#
# Each step of the loop asks PyTorch for four things: take `a[i]`, take `b[i]`, multiply, write into `out[i]`.
# Each request takes a µs or more to prepare: which dtype? which device? where should the result go? The
# multiplication itself takes a thousandth of that.
#
# `a * b` asks **once**. Then a finished program, compiled for your processor, runs through all the numbers.
# This is called **vector code**, and its rule holds for every GPU too: *ask for a lot at once*.

# %% [markdown]
# ### Exercise 1 · `count_above` (fix it)
#
# This function counts how many numbers of a vector are above a limit. It is right, but it calls PyTorch
# several times for every single number. Fix it here, or rewrite it below; the last definition counts. **No
# loop, and at most three PyTorch operations.**
#
# `count_above(torch.tensor([1, 5, 7]), 4)` should give `tensor(2)`, on the device of `x`.
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
# Weights sit in a row on a plank, at positions 0, 1, 2, and so on. Where must you put your finger to balance
# the plank? Every position counts as much as the weight on it:
#
# ```python
# moment = 0
# for i in range(len(weights)):
#     moment = moment + i * weights[i]
# balance = moment / weights.sum()
# ```
#
# Write it **without a loop, in at most six operations**. Weights 1, 0, 3 balance at (0·1 + 1·0 + 2·3) / 4 =
# 1.5.


# %% nbgrader={"grade": false, "grade_id": "balance_point-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def balance_point(weights):
    """Where a row of weights balances.

    weights: shape (n,), floats or integers, none below 0, and not all of them 0.
    Returns: a tensor of rank 0, on the device of weights; floats keep their dtype.
    balance_point(torch.tensor([1.0, 0.0, 3.0]))  ->  tensor(1.5000)
    """
    ### BEGIN SOLUTION
    # All the `i` of the loop at once; `*` promotes, which `@` would not.
    places = torch.arange(len(weights), device=weights.device)
    return (places * weights).sum() / weights.sum()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "balance_point", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("balance_point")

# %% [markdown]
# ## 2 · What a GPU does while Python goes on
#
# A CPU has a few cores, each of them extremely clever: *instruction pipelines* and *caches* keep the next
# step and its numbers ready. So far the deck is right. A GPU, it says, has *thousands of CPU-like cores*. Not
# quite: an A100 has 6,912 simple **lanes** (its maker calls them cores). They step together in groups of 32,
# all doing the same thing to different numbers. No lane can run a program of its own, as a CPU core can.
#
# And a GPU does nothing by itself. Your Python program, the **host**, **launches** every operation: it puts
# an order into the queue of the **device**. That takes a few µs. Then the host goes on *without waiting for
# the result*. This is called **asynchronous**.
#
# ```
# host    | launch 1 | launch 2 | launch 3 | print("done!")
# device             |  work 1         |  work 2         |  work 3         |
#                                                                          ^ really done
# ```
#
# An operation starts when it has been launched **and** the one before it has finished.

# %% [markdown]
# ### Exercise 3 · `two_clocks`
#
# Each launch takes the host 2 seconds, and the device works 1, 5 and 2 seconds on three operations. This
# program keeps both clocks. Predict what it gives, as `(..., ...)`. (Draw the two lines.)
#
# ```python
# host_clock = device_clock = 0
# for work in [1, 5, 2]:
#     host_clock = host_clock + 2
#     device_clock = max(device_clock, host_clock) + work
# (host_clock, device_clock)
# ```

# %% nbgrader={"grade": false, "grade_id": "two_clocks-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
two_clocks = ...
### BEGIN SOLUTION
# The host: 3 launches of 2 s. The device works from 2 to 3, from 4 to 9 and from 9 to 11.
two_clocks = (6, 11)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "two_clocks", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("two_clocks")

# %% [markdown]
# A stopwatch on the host would say 6 seconds, but the whole job takes 11. Now a real program, a product of
# two square matrices. For 512 × 512 that is some 270 million operations; a real GPU gets larger ones.

# %%
side = 512 if device.simulated or accelerator.type == "cpu" else 4096
big = torch.rand(side, side, device=accelerator)
(big @ big)[0, 0].item()  # once without timing; section 3 says why

start = clock()
product = big @ big
launched = clock()
product[0, 0].item()
arrived = clock()
product[1, 1].item()
again = clock()

print(f"{label}: multiplying took {1e6 * (launched - start):8.1f} µs")
print(f"{label}: looking at one number took {1e6 * (arrived - launched):8.1f} µs")
print(f"{label}: looking at another took {1e6 * (again - arrived):8.1f} µs")

# %% [markdown]
# On a GPU the second number is the largest. Looking isn't that hard, as the third number shows: the first
# time, Python has to **wait** for the product to be finished. A stopwatch that stops before that has timed
# the launch.
#
# Whatever needs a number in Python waits: `.item()`, `.tolist()`, `.cpu()`, `print(t)`. So does whatever must
# know the numbers before it can say what its result looks like.

# %% [markdown]
# ### Exercise 4 · `who_waits`
#
# `x` is a long vector on a GPU that is still busy. Which of these lines make Python wait until it has
# finished? Make a vector of six bools, True for a line that waits.
#
# ```python
# torch.where(x > 0, x, 0.0)  # 0
# x.shape[0]                  # 1
# x[x > 0]                    # 2: only the numbers above zero
# x.sum()                     # 3
# x.sum().item()              # 4
# if (x > 0).any(): ...       # 5
# ```

# %% nbgrader={"grade": false, "grade_id": "who_waits-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
who_waits = ...
### BEGIN SOLUTION
# The length of x[x > 0] depends on the numbers; .item() and `if` need one of them in Python. The
# others only promise a tensor whose shape is known, or look at a shape that the host keeps.
who_waits = torch.tensor([False, False, True, False, True, True])
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "who_waits", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("who_waits")

# %% [markdown]
# Made your vector? Here each line follows a large product. A long time means that the line waited. (`lambda:
# x.sum()` is a function without a name; it runs when it is called.)

# %%
x = torch.rand(1000, device=accelerator)
lines = {
    "torch.where(x > 0, x, 0.0)": lambda: torch.where(x > 0, x, 0.0),
    "x.shape[0]": lambda: x.shape[0],
    "x[x > 0]": lambda: x[x > 0],
    "x.sum()": lambda: x.sum(),
    "x.sum().item()": lambda: x.sum().item(),
    "if (x > 0).any(): ...": lambda: bool((x > 0).any()),
}
for text, line in lines.items():
    line()  # once without timing
    devices.synchronize(device)
    big @ big
    start = clock()
    line()
    print(f"{text:<28} {1e6 * (clock() - start):8.1f} µs")

# %% [markdown]
# One function does nothing but wait. You will often meet its NVIDIA form, `torch.cuda.synchronize()`, and CUDA's
# **events**, marks in the device's queue that note the time. (You won't need events here; our clock is
# enough.) Do they work on this machine?


# %%
def attempt(what, function):
    try:
        function()
        print(what, "works here")
    except (AssertionError, RuntimeError) as error:
        print(what, "raises", type(error).__name__ + ":", error)


attempt("torch.cuda.synchronize()", torch.cuda.synchronize)
attempt("torch.cuda.Event()", torch.cuda.Event)

# %% [markdown]
# Without an NVIDIA or AMD GPU the first one raises; whether the second does depends on how your PyTorch was
# built. `torch.accelerator.synchronize()` waits for whatever accelerator there is. Where there is none it
# raises too, but a CPU needs no waiting. So this is how to write it for every machine:


# %%
def synchronize():
    """Wait until the accelerator has finished everything that was launched."""
    if accelerator.type != "cpu":
        torch.accelerator.synchronize()


# %% [markdown]
# ### Exercise 5 · `timed`
#
# Time one run of `work`, honestly. `work()` launches something, `synchronize()` waits for the device, and
# `clock()` tells the host's time in seconds. The device may still be busy with earlier work, which you must
# not count.
#
# The check uses a made-up machine on which nothing is left to chance. In messages, `gpu(launch=0.5,
# work=[4.0])` is a machine on which a launch takes the host 0.5 s, and the work takes the device 4 s: your
# answer should be 4.5. With `busy=9.0`, its device first has 9 s of somebody else's work to do. With several
# numbers in `work`, each call takes the next one, and the last one stands for all further calls.
#
# Afterwards, try `timed(lambda: big @ big, synchronize, clock)`.


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
# At the top of this notebook we asked the accelerator for something for the first time. Here is the same
# request again:

# %%
start = clock()
torch.ones(1, device=accelerator)
again = clock() - start
print(f"{label}: the first call took {1e6 * first_call:10.1f} µs")
print(f"{label}: the same call now   {1e6 * again:10.1f} µs")

# %% [markdown]
# The first call pays for everything that has to be started: the driver (the software that talks to the card),
# memory, the program for this operation. So before you time anything, run it once without timing: a
# **warm-up**.
#
# And even a warm machine is never alone: other programs want the processor too. Here is the same work on the
# CPU, nine times. On a busy machine one run usually sticks out:

# %% tags=["measured"]
x = torch.rand(20_000)
for _ in range(8):
    (x * x).sum()  # the warm-up; more than one of the first calls is slow
runs = []
for _ in range(9):
    start = time.perf_counter()
    (x * x).sum()
    runs.append(time.perf_counter() - start)
print("µs:", [round(1e6 * t) for t in runs])
print("fastest", round(1e6 * min(runs)), " slowest", round(1e6 * max(runs)))

# %% [markdown]
# **One run is noise.** Make several, and say which number you report. The fastest is what the machine can do
# undisturbed. The **mean** is their sum divided by their number. The **median** is the one in the middle once
# they are sorted; `torch.median` finds it. (With an odd number of runs there is exactly one.) And give the
# **spread** with it, for instance the fastest and the slowest: a difference smaller than the spread tells you
# nothing.

# %% [markdown]
# ### Exercise 6 · `noisy_runs`
#
# Five runs, in ms; during the last one a browser woke up. Predict mean and median, as `(..., ...)`.
#
# ```python
# t = torch.tensor([4.0, 4.0, 5.0, 4.0, 93.0])
# (t.mean().item(), t.median().item())
# ```

# %% nbgrader={"grade": false, "grade_id": "noisy_runs-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
noisy_runs = ...
### BEGIN SOLUTION
noisy_runs = (22.0, 4.0)  # 110 / 5, and the third of 4, 4, 4, 5, 93
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "noisy_runs", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("noisy_runs")

# %% [markdown]
# ### Exercise 7 · `typical_seconds` (fix it)
#
# This function should run `work` once as a warm-up, then time it `runs` times, each time as honestly as in
# `timed`, and return the **median**, a float in seconds. Whoever wrote it didn't know about warm-ups, waited
# only after the work, and returned the mean. Fix it here, or rewrite it below; the last definition counts.
# `runs` is odd.
#
# If the runs after the warm-up take 3, 9 and 4 seconds, your answer is 4.0.


# %% nbgrader={"grade": false, "grade_id": "typical_seconds-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def typical_seconds(work, synchronize, clock, runs):
    seconds = []
    for _ in range(runs):
        start = clock()
        work()
        synchronize()
        seconds.append(clock() - start)
    return sum(seconds) / runs


### BEGIN SOLUTION
def typical_seconds(work, synchronize, clock, runs):
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
# You don't have to write this every time. A **benchmark** is a timing made for comparison, and
# `torch.utils.benchmark` warms up, repeats, and waits for the accelerator (before PyTorch 2.10, only for
# CUDA). It takes the code as text and can't see your variables: `globals=` passes them in.
# `blocked_autorange()` takes its time (0.2 s) and gives a median. `timeit(n)` is quicker: the mean of n runs.
# Here is the median of five of these:

# %% tags=["measured"]
a, b = torch.rand(1000), torch.rand(1000)
stopwatch = benchmark.Timer("a * b", globals={"a": a, "b": b})
means = torch.tensor([stopwatch.timeit(20).mean for _ in range(5)])
print(f"a * b on the CPU, 1000 elements: {1e6 * means.median().item():.2f} µs")

# %% [markdown]
# *(A good place to rest.)*
#
# ## 4 · The trip there and back
#
# Tensors can live in the CPU's memory (the RAM) or in the GPU's memory, the deck says, and `t.to("cpu")`,
# `t.to("cuda")` move them. Right. But between the two lies a narrow road, PCI Express. Its version 4, which
# the A100 has, carries at most 32 billion bytes (`32e9`) a second in each direction; version 5 carries twice
# that. The A100's own memory moves 1,555 billion, about fifty times as much.
#
# Even 32e9 is a best case, which our simulated clock assumes. The operating system may move ordinary memory
# about (it is *pageable*), so the copy makes a detour and is often several times slower. **Pinned** memory,
# `t.pin_memory()`, stays put: it reaches full speed, and with `.to(device, non_blocking=True)` Python needn't
# wait for the copy.

# %% [markdown]
# Here is a batch of 16 photographs of 1000 × 2000 pixels, three float32 numbers each, on that road. How many
# milliseconds does it take, at best?

# %%
print(16 * 3 * 1000 * 2000 * 4 / 32e9 * 1000, "ms")  # bytes / bytes per second = seconds

# %% [markdown]
# Does the trip count when you time a GPU? If the data are there anyway, as in training, it doesn't. If you
# send a tensor, want one product and fetch it back, it does. Both are honest, as long as you **say which**.

# %% [markdown]
# ### Exercise 8 · `pays_off_after`
#
# Going there and back costs `trip`, once. An operation takes `cpu` here, and less, `gpu`, there. How many
# operations must you do there before the GPU is faster **altogether**? A tie doesn't count.
#
# With a trip of 10 ms, 3 ms here and 1 ms there: after 5 operations both stand at 15 ms. After 6 the GPU is
# ahead, with 16 ms against 18. So the answer is 6.


# %% nbgrader={"grade": false, "grade_id": "pays_off_after-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pays_off_after(trip, cpu, gpu):
    """The smallest number of operations for which going to the GPU takes less time.

    trip: the time for both ways together.
    cpu, gpu: the time of one operation here and there; 0 < gpu < cpu.
    All are floats, in the same unit.  Returns: an int, 1 or more.
    pays_off_after(10.0, 3.0, 1.0)  ->  6
    """
    ### BEGIN SOLUTION
    return int(trip // (cpu - gpu)) + 1
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "pays_off_after", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("pays_off_after")

# %% [markdown]
# ### Exercise 9 · `running_loss` (fix it)
#
# Some trips nobody meant to make. A training loop has collected its losses, one rank-0 tensor per step, and
# wants their mean as a Python number. This function takes each number to the CPU by itself, and waits for the
# device each time. Fix it so that it waits **once**, at the end. The caller's losses must not change.
#
# `running_loss([torch.tensor(3.0), torch.tensor(1.0)])` should give 2.0. The list holds one loss or more.


# %% nbgrader={"grade": false, "grade_id": "running_loss-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def running_loss(losses):
    total = 0.0
    for loss in losses:
        total = total + loss.item()
    return total / len(losses)


### BEGIN SOLUTION
def running_loss(losses):
    total = 0.0
    for loss in losses:
        total = total + loss
    return (total / len(losses)).item()


### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "running_loss", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("running_loss")

# %% [markdown]
# ## 5 · Small sizes lose
#
# Here is the picture from the beginning again:

# %% tags=["measured"]
race

# %% [markdown]
# Now you can say why the accelerator's line is **flat** at first: launching takes as long for ten elements as
# for a hundred thousand. Small sizes lose. Further right the CPU's line climbs while the other is still
# nearly flat, and they cross. And with both trips counted, a single multiplication pays off late, if at all:
# nearly all of its time is spent on the road.
#
# Here is the deck's *1000 time units against 1*:

# %% tags=["measured"]
for n in (1000, 1_000_000):
    i = sizes.index(n)
    print(f"{n:>9,} elements: CPU {1e6 * cpu[i]:9.1f} µs, {label} {1e6 * gpu[i]:7.1f} µs")
print(f"The accelerator takes {gpu[2] / cpu[2]:.1f} times as long as the CPU at 1000 elements,")
print(f"and the CPU {cpu[-1] / gpu[-1]:.1f} times as long as the accelerator at a million.")

# %% [markdown]
# ### Exercise 10 · `speedups`
#
# You time the same work on both machines, for several sizes, several times each. `cpu` and `gpu` hold the
# seconds: a row for each size, a column for each run (an odd number of runs). How many times as fast is the
# GPU, for each size? Compare what is typical: the median of each row.


# %% nbgrader={"grade": false, "grade_id": "speedups-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def speedups(cpu, gpu):
    """The median time on the CPU divided by the median time on the GPU, for each size.

    cpu, gpu: float tensors of shape (sizes, runs) and of one dtype, all above 0; runs is odd.
    Returns: a vector (sizes,).
    speedups(torch.tensor([[2.0, 90.0, 3.0]]), torch.tensor([[6.0, 5.0, 6.0]]))  ->  tensor([0.5000])
    """
    ### BEGIN SOLUTION
    return cpu.median(dim=1).values / gpu.median(dim=1).values
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "speedups", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("speedups")

# %% [markdown]
# Everything changes when there is more to do with each number. In an element-wise product each number is used
# once, in a product of two n × n matrices **n times**. Here n is 200, and all trips are counted:


# %% tags=["measured"]
def product(a, b):
    return a @ b


def product_and_trips(a, b):
    return (a.to(accelerator) @ b.to(accelerator)).cpu()


def compare(line, here, there):
    report(f"{line}, on the CPU:    ", seconds_of(here, a, b))
    report(f"{line}, there and back:", seconds_of(there, a, b, waiting_clock))


a, b = torch.rand(200, 200), torch.rand(200, 200)
print("There is", label)
compare("a * b", one_line, one_line_and_trips)
compare("a @ b", product, product_and_trips)

# %% [markdown]
# The same numbers travel in both lines, but with `@` there is enough work to make up for it. A lot of work
# for each byte that moves: that is what a GPU is for, and why neural networks, mostly matrix products, run on
# them.
#
# The deck's last point: PyTorch *may use special, optimized implementations*. It does, on the CPU as well.
# Here is a matrix product as you would write it from its definition, in three loops, and then `@`:


# %% tags=["measured"]
def three_loops(a, b):
    rows = range(len(a))
    return [[sum(a[i][k] * b[k][j] for k in rows) for j in rows] for i in rows]


a, b = torch.rand(40, 40), torch.rand(40, 40)
report("three loops:", seconds_of(three_loops, a.tolist(), b.tolist()))
report("a @ b:      ", seconds_of(product, a, b))

# %% [markdown]
# Both do the same 64,000 multiplications. `@` passes them to a library that experts have tuned for each kind
# of chip: it cuts the matrices into blocks that fit the caches, and uses the chip's widest instructions. On
# NVIDIA cards that library is cuBLAS, and there it can also use *tensor cores*, circuits that do nothing but
# multiply small matrices. You don't have to ask: PyTorch chooses by device, dtype and shape.
#
# ## 6 · The last digits differ
#
# A faster answer should still be the same answer. With floats, it nearly is: every sum is rounded, and a GPU
# adds in a different **order** from a CPU, because thousands of lanes each make a partial sum. You can see
# the effect on the CPU alone:

# %%
torch.manual_seed(2)
x = torch.rand(100_000)
print(f"in one go:           {x.sum().item():.4f}")
print(f"100 columns first:   {x.reshape(-1, 100).sum(0).sum().item():.4f}")
print(f"10 columns first:    {x.reshape(-1, 10).sum(0).sum().item():.4f}")
print(f"{label + ':':<20} {x.to(accelerator).sum().item():.4f}")
print(f"float64:             {x.double().sum().item():.4f}")

# %% [markdown]
# (The practice accelerator calculates on your CPU, so those two agree to the last digit. A real one often
# doesn't.)

# %% [markdown]
# ### Exercise 11 · `sum_order`
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
sum_order = 0.0  # 100 000 001 has nine digits, float32 keeps about seven: the 1 is lost first
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "sum_order", "locked": true, "schema_version": 3, "solution": false, "task": false}
check("sum_order")

# %% [markdown]
# In the order `(t[0] + t[2]) + t[1]` the same three numbers give 1. So never ask with `==` whether a GPU's
# result is right. Ask how far off it is, **relative** to what was expected: a difference of 1 is a lot for 3,
# and next to nothing for 100 million.

# %% [markdown]
# ### Exercise 12 · `worst_relative_error`
#
# For each element, divide the size of the difference by the size of the expected value (both without their
# sign). Return the largest of these.
#
# If 9 and 110 came out where 10 and 100 were expected, both are off by a tenth: the answer is 0.1.


# %% nbgrader={"grade": false, "grade_id": "worst_relative_error-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def worst_relative_error(got, expected):
    """The largest relative error of any element.

    got, expected: float tensors of the same shape and dtype, with at least one element;
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
# As a rule of thumb for float32, one rounding costs a relative error around 10⁻⁷, and many roundings up to
# about 10⁻⁵. Above 10⁻³, look for the reason. It may be a bug. It may be cancellation, as in `sum_order`,
# where the error is 1 and nobody made a mistake. Or the numbers were shortened: 16-bit floats, or **TF32**,
# with which newer NVIDIA cards speed up float32 products by keeping only about three digits of each factor.
# (For `@` it is off until you call `torch.set_float32_matmul_precision("high")`.)
#
# `torch.allclose` compares this way, with a relative tolerance `rtol`:

# %%
expected = torch.tensor([100_000.0])
got = expected + 0.5  # a relative error of 5e-6
print("within 1e-5:  ", torch.allclose(got, expected, rtol=1e-5))
print("within 1.3e-6:", torch.allclose(got, expected, rtol=1.3e-6))

# %% [markdown]
# The first is the default of `torch.allclose`. The second is that of `torch.testing.assert_close` for
# float32: it is made for tests, so it is stricter, and it says what it found. Both also let a tiny absolute
# difference pass, for numbers near 0.

# %% [markdown]
# ## The card
#
# - Ask for a lot at once: no loop over elements, and no `.item()` inside a loop.
# - Launches are **asynchronous**: `synchronize()` before *each* look at the clock.
# - `torch.accelerator.synchronize()` where there is an accelerator; `torch.cuda.synchronize()` raises where
#   there is no CUDA.
# - The first call pays for the start-up: warm up.
# - One run is noise: several runs, the median, and the spread. Or `torch.utils.benchmark.Timer`.
# - Say whether the trips count. Move once, do a lot, fetch once. Pinned memory makes the trip faster.
# - Small sizes lose. Matrix products pay off early.
# - A different order gives different last digits: compare by relative error, never with `==`.
#
# | the deck says | PyTorch does |
# |---|---|
# | CPUs are great at sequential code and have a few cores | right; and with vector code each core does several elements at once |
# | multiplying 1000 elements on a CPU takes 1000 time units | as a loop in Python, yes; `a * b` takes no longer than one step of the loop |
# | GPUs contain thousands of CPU-like cores that divide a task | they divide it, but they are simple lanes that step together in groups of 32 |
# | on a GPU it takes 1 time unit | that leaves out launch, memory and trips: at 1000 elements the CPU wins, at a million the GPU |
# | `t.to("cpu")`, `t.to("cuda")` move a tensor | right, and moving often costs more than the work |
# | PyTorch may use special, optimized implementations on the GPU | right, and on the CPU too: `@` calls a tuned library. That is one reason why the last digits differ |

# %%
progress()
