"""Unit 05_gpu_timing: why a GPU is fast, how to find out honestly, and when it loses."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from autograder.judge.exercise import Mistake, Unit, edge, ordinary
from autograder.judge.rules import Rule, at_most, no_loop
from autograder.witness.draw import Code, Draw, apart
from autograder.witness.source import Program

unit = Unit(
    "05_gpu_timing",
    "Timing the GPU",
    about="why a GPU is fast, how to time it honestly, when it loses",
)


# -- a machine whose seconds are written down -----------------------------------------------------

# Honest timing is a matter of method, so it is tried on a machine without chance in it: its clock
# moves by what is done, and its work goes on in the background until somebody waits. Text, because
# a case travels to a room that can't see this module.
_MACHINE = """
class Machine:
    def __call__(self, launch, work, busy=0.0):
        self.now, self.done = 100.0, 100.0 + busy
        self.launch, self.seconds = launch, list(work)
        return self

    def work(self):
        self.now += self.launch
        self.done = max(self.done, self.now) + self.seconds[0]
        if len(self.seconds) > 1:
            self.seconds.pop(0)

    def synchronize(self):
        self.now = max(self.now, self.done)

    def clock(self):
        return self.now

gpu = Machine()
"""


def _gpu(launch: float, *seconds: float, busy: float = 0.0) -> tuple[Code, Code, Code]:
    """`work`, `synchronize` and `clock` of one machine, with times in seconds.

    `launch` is what the host pays for a call of `work`, `seconds` what the device needs for the
    first call, the second, ...; the last of them holds for all further calls. `busy` is how long
    the device is occupied already. The first argument sets the machine up, in words that a message
    can show: `gpu(launch=0.5, work=[4.0]).work`.
    """
    facts = f"launch={launch}, work={list(seconds)}" + (f", busy={busy}" if busy else "")
    work, synchronize, clock = f"gpu({facts}).work", "gpu.synchronize", "gpu.clock"
    return Code(work, _MACHINE), Code(synchronize, _MACHINE), Code(clock, _MACHINE)


# -- loops against vector code --------------------------------------------------------------------

unit.fix(
    "count_above",
    "Fix `count_above`, which is right but slow: count the large numbers without a loop.",
    broken="""
def count_above(x, limit):
    count = 0
    for number in x:
        if number.item() > limit:
            count = count + 1
    return torch.tensor(count)
""",
    reference=lambda x, limit: (x > limit).sum(),
    rules=[no_loop, at_most(3)],
    cases=[
        ordinary("floats", lambda d: (torch.cat([d.floats(d.int(4, 7)), torch.ones(3)]), 1.0)),
        ordinary("integers", lambda d: (d.distinct(d.int(6, 9), low=-9, high=9), d.int(-2, 2))),
        edge("bytes", lambda d: (torch.tensor([3, 200, d.int(0, 4), 5]).byte(), 5)),
        edge("no numbers", lambda d: (torch.zeros(0), d.int(-3, 3))),
        edge("with NaN", lambda d: (torch.tensor([d.float(1, 9), float("nan"), 0.0, 5.0]), 0.5)),
        edge("float64, non-contiguous", lambda d: (apart(d.floats(5, dtype=torch.float64)), 0.5)),
    ],
    mistakes=[
        Mistake(
            "(x > limit).sum().item()",
            "The count is right, but it is a Python int: Python had to wait for the GPU to get it. Return a tensor: the sum of `x > limit` is one.",
            again=[
                "Look at the last thing your function does: it takes a number out of a tensor. Leave that step out, and return the tensor."
            ],
        ),
        Mistake(
            "(x >= limit).sum()",
            "Only numbers *above* the limit count. `>=` also counts those that equal it.",
        ),
        Mistake(
            "x > limit",
            "That says for each number whether it is above the limit. Now count the Trues: True counts as 1, so add them up.",
        ),
        Mistake(
            "sum(x > limit)",
            "Python's own `sum` is a loop in disguise: it takes the elements one by one. Tensors have their own `.sum()`.",
        ),
        Mistake(
            "(x > limit).float().sum()",
            "A count is a whole number, and yours is a float. The sum of a bool tensor is int64 by itself: leave `.float()` out.",
        ),
        Mistake(
            "torch.tensor(len(x))",
            "That is how many numbers there are. Compare them with `limit` first.",
        ),
        Mistake(
            "x[x > limit].sum()",
            "That adds the large numbers up. How many are they? Sum the True values of the comparison itself.",
        ),
        Mistake(
            "(x.sum() > limit).sum()",
            "You add up first and then compare. Compare every number first, then add up the answers.",
        ),
    ],
    alternatives=[
        "torch.count_nonzero(x > limit)",
        "torch.gt(x, limit).sum()",
        "torch.sum(limit < x)",
    ],
    hints=[
        "`x > limit` compares all the numbers at once. What does it give?",
        "It gives a tensor of True and False, and True counts as 1 when you add things up.",
        "Put brackets around `x > limit`, then call the one method that adds everything up.",
    ],
    reason="The loop called PyTorch several times for each number, and each `.item()` waited for the device. `x > limit` compares them all in one operation, and True counts as 1 in the sum.",
    why="A loop with `.item()` keeps a GPU waiting nearly all the time, and it is easy to miss.",
)


def _balance_point(weights):
    places = torch.arange(len(weights), device=weights.device)
    return (places * weights).sum() / weights.sum()


unit.puzzle(
    "balance_point",
    "Find the position at which a row of weights balances: no loop, at most six operations.",
    points=3,
    reference=_balance_point,
    rules=[no_loop, at_most(6)],
    cases=[
        ordinary("floats", lambda d: (d.floats(d.int(3, 6), low=0.5),)),
        ordinary("whole numbers", lambda d: (d.ints(d.int(4, 7), low=1),)),
        edge("one weight, float64", lambda d: (d.floats(1, low=1, dtype=torch.float64),)),
        edge("float64", lambda d: (d.decimals(3, low=0.5, dtype=torch.float64),)),
        edge("float16", lambda d: (d.ints(3, low=1).half(),)),
        edge("bytes", lambda d: (torch.tensor([0, 0, d.int(150, 250)]).byte(),)),
        edge("int32, non-contiguous", lambda d: (apart(d.ints(4, low=1, dtype=torch.int32)),)),
    ],
    mistakes=[
        Mistake(
            "(torch.arange(len(weights)) * weights).sum() / weights.sum()",
            "The formula is right. `torch.arange` makes its numbers on the CPU, though, and the weights may be elsewhere: `device=weights.device`.",
        ),
        Mistake(
            "(torch.arange(1, len(weights) + 1, device=weights.device) * weights).sum() / weights.sum()",
            "That is one too far to the right: the first position is number 0.",
        ),
        Mistake(
            "(torch.arange(len(weights), device=weights.device) * weights).sum()",
            "That is the top of the fraction. Divide it by the sum of the weights.",
        ),
        Mistake(
            "torch.arange(len(weights), device=weights.device) * weights / weights.sum()",
            "That is what each position adds to the balance point, one number per position. Add them up: `.sum()`.",
        ),
        Mistake(
            "torch.arange(len(weights), device=weights.device) @ weights / weights.sum()",
            "`@` doesn't promote (unit 04): the positions are int64, so floats on its other side raise an error. Multiply with `*`, which does, and add up.",
        ),
        Mistake(
            "torch.arange(len(weights), device=weights.device).float() @ weights / weights.sum()",
            "With floats that is right, but the weights may be whole numbers, and `@` doesn't promote (unit 04). Multiply with `*`, which does, and add up.",
        ),
        Mistake(
            """
            places = torch.arange(len(weights), device=weights.device, dtype=weights.dtype)
            return (places * weights).sum() / weights.sum()
            """,
            "Right for floats. But weights may be bytes, and then the products are bytes too: 2 * 200 goes round past 255. Leave the positions int64, and let `*` promote.",
        ),
        Mistake(
            """
            weights = weights.float()
            return (torch.arange(len(weights), device=weights.device) * weights).sum() / weights.sum()
            """,
            "The position is right, in float32. But float64 weights should keep their dtype. Leave `.float()` out: `/` turns integers into floats by itself.",
        ),
        Mistake(
            "(torch.arange(len(weights), device=weights.device) * weights).sum() / weights",
            "The top of the fraction is right. At the bottom you have each weight by itself: divide by what they weigh together, `weights.sum()`.",
        ),
        Mistake(
            "(torch.arange(len(weights), device=weights.device) * weights).mean()",
            "`mean` divides by how many there are; here you need to divide by how much they weigh together.",
        ),
        Mistake(
            "weights.float().mean()",
            "That is a mean of the weights. We want a mean of the *positions*, each counted by the weight that sits there.",
        ),
        Mistake(
            "weights.argmax()",
            "A row doesn't balance at its heaviest weight: the light ones pull too.",
        ),
        Mistake(
            """
            moment = 0
            for i in range(len(weights)):
                moment = moment + i * weights[i]
            return moment / weights.sum()
            """,
            "Right, and slow: that is the loop again. All the `i` at once are a tensor too, and a function from unit 03 makes it.",
        ),
    ],
    alternatives=[
        """
        places = torch.arange(len(weights), device=weights.device)
        return torch.mul(places, weights).sum().div(weights.sum())
        """,
        "(weights / weights.sum() * torch.arange(len(weights), device=weights.device)).sum()",
        "torch.sum(weights * torch.arange(weights.numel()).to(weights.device)) / torch.sum(weights)",
    ],
    hints=[
        "The loop uses `i` and `weights[i]`. All the `weights[i]` together are `weights`. What are all the `i` together?",
        "The positions 0, 1, 2, … are an `arange`, made on the device of the weights. Then three steps: multiply, add up, divide.",
        "With `places = torch.arange(len(weights), device=weights.device)`, the whole loop is `(places * weights).sum()`. Only the division is missing.",
    ],
    reason="`arange` makes all positions at once, on the device of the weights. Every product and every sum of the loop is then one operation.",
    why="Centres of mass and weighted averages, say of ratings by number of votes, are all this line.",
)


# -- the host and the device ----------------------------------------------------------------------


unit.predict(
    "two_clocks",
    "When has the host launched three operations, and when has the device finished them?",
    points=1,
    runs="""
host_clock = device_clock = 0
for work in [1, 5, 2]:
    host_clock = host_clock + 2
    device_clock = max(device_clock, host_clock) + work
(host_clock, device_clock)
""",
    mistakes=[
        Mistake(
            "(6, 14)",
            "The host is right. But the device needn't wait for the last launch: it starts as soon as the first operation is launched, while the host goes on launching.",
            again=[
                "Make a table with a line for each operation: when is it launched, when can the device begin, when is it done? The device begins at whichever is later: the launch, or the end of the one before."
            ],
        ),
        Mistake(
            "(6, 10)",
            "That is the first launch, and then all the work without a pause. But the device does pause: its first operation is done at 3, and the second is launched at 4.",
        ),
        Mistake(
            "(6, 9)",
            "At 9 the second operation is finished. The third was launched at 6, but the device does one at a time: it starts the third at 9.",
        ),
        Mistake(
            "(6, 8)",
            "The work alone takes 8 seconds, but the device can't start at 0: each operation starts when it has been launched and the one before it has finished.",
        ),
        Mistake(
            "(6, 6)",
            "You gave the host's clock twice. The device still has work to do when the last operation is launched.",
        ),
        Mistake(
            "(14, 14)",
            "You let the host wait until all is finished. Nothing in the code makes it wait: after the third launch its clock stands still.",
        ),
        Mistake(
            "(11, 6)",
            "Both numbers are right, in the wrong order: the host's first, then the device's.",
        ),
        Mistake(
            "(12, 14)",
            "Your host waits for each operation before it launches the next. A real one doesn't: it launches and goes on.",
        ),
    ],
    alternatives=[
        "(6.0, 11.0)",
        "[6, 11]",
        "(3 * 2, 2 + 1 + 1 + 5 + 2)",
    ],
    hints=[
        "Draw a line for the host, with launches that end at 2, 4 and 6. Below it, when can the device start each operation?",
        "The first operation runs from 2 to 3. The second is launched at 4, so it runs from 4 to 9. And the third, which has been in the queue since 6?",
        "The host is done after three launches of 2 seconds. The third operation starts at 9 and takes 2 seconds.",
    ],
    reason="The host launches at 2, 4 and 6, and is done. The device works from 2 to 3, from 4 to 9, and from 9 to 11, because the third operation has to wait for the second.",
    why="A profiler (a tool that shows where the time goes) draws exactly these two lines. The gaps in the lower one are the price of small operations.",
)


unit.value(
    "who_waits",
    "Say of six lines, with six bools in a vector, which of them make Python wait for the device.",
    points=2,
    reference=lambda: torch.tensor([False, False, True, False, True, True]),
    mistakes=[
        Mistake(
            "torch.tensor([True, False, True, False, True, True])",
            "`torch.where` gives a tensor of the shape of its inputs, so Python knows all that it needs to know at once. It only launches.",
        ),
        Mistake(
            "torch.tensor([False, True, True, False, True, True])",
            "`x.shape` is kept by the host, beside the order to make `x`. Nobody has to look at the numbers.",
        ),
        Mistake(
            "torch.tensor([False, False, False, False, True, True])",
            "How long is `x[x > 0]`? That depends on the numbers, so Python can't make the result before it has waited for them.",
        ),
        Mistake(
            "torch.tensor([False, False, True, True, True, True])",
            "`x.sum()` is a tensor of rank 0, which stays on the device. Nobody has asked for the number in it yet.",
        ),
        Mistake(
            "torch.tensor([False, False, True, False, False, True])",
            "`.item()` makes a Python number. For that, the device must have finished.",
        ),
        Mistake(
            "torch.tensor([False, False, True, False, True, False])",
            "`if` needs a True or False in Python, now. It has to wait until the device knows.",
        ),
        Mistake(
            "torch.tensor([True, True, False, True, False, False])",
            "Those are the lines that *don't* wait. Turn every answer around.",
        ),
        Mistake(
            "[False, False, True, False, True, True]",
            "The answers are right, in a list. Give it to `torch.tensor`.",
        ),
    ],
    alternatives=[
        "torch.tensor([0, 0, 1, 0, 1, 1], dtype=torch.bool)",
        "torch.tensor([0, 0, 1, 0, 1, 1]) == 1",
        "~torch.tensor([True, True, False, True, False, False])",
    ],
    hints=[
        "Ask of each line: does Python need a number out of the tensor, or only to know what the result will look like?",
        "A result whose shape and dtype are known beforehand can be promised without waiting. For which line does the shape of the result depend on the numbers?",
        "Three lines wait: one makes a Python number, one needs a True or False, and one doesn't know how long its result will be.",
    ],
    why="A mask as an index, or an `if` on a tensor, makes the GPU's queue run dry at every step; `torch.where` doesn't.",
)


def _timed(work, synchronize, clock):
    synchronize()
    start = clock()
    work()
    synchronize()
    return clock() - start


unit.function(
    "timed",
    "Time one run of `work` honestly, on a device that works in the background.",
    reference=_timed,
    devices=False,
    cases=[
        ordinary("work that takes long", lambda d: _gpu(0.5, d.float(3, 9))),
        ordinary("work that takes longer", lambda d: _gpu(d.float(1, 2), d.float(20, 40))),
        edge("a device that is still busy", lambda d: _gpu(0.5, d.float(3, 9), busy=d.float(5, 9))),
        edge("a device that waits by itself", lambda d: _gpu(d.float(3, 9), 0.0)),
        edge("hardly any work", lambda d: _gpu(d.float(3, 5), 0.5)),
        edge("fractions of a millisecond", lambda d: _gpu(0.0001, d.int(2, 9) / 10_000)),
        edge("a second call would be quicker", lambda d: _gpu(0.5, d.float(12, 20), d.float(3, 9))),
    ],
    mistakes=[
        Mistake(
            """
            start = clock()
            work()
            torch.accelerator.synchronize()
            return clock() - start
            """,
            "You do wait, but for this machine's own accelerator. The device that works here is another one, and only the `synchronize` that your function was given waits for it.",
            unless=("parameter 1",),
        ),
        Mistake(
            """
            start = clock()
            work()
            return clock() - start
            """,
            "You have timed the launch. When you read the clock, the device has hardly started. Wait for it after `work()`, before your second look at the clock.",
            again=[
                "Four lines: start the clock, `work()`, `synchronize()`, and only then look at the clock again."
            ],
            unless=("accelerator", "cuda"),
        ),
        Mistake(
            """
            start = clock()
            work()
            synchronize()
            return clock() - start
            """,
            "You wait for your own work; that's the main thing. But the device may have been busy before, and you have counted that too. Let it finish before you start the clock.",
        ),
        Mistake(
            """
            start = clock()
            synchronize()
            work()
            synchronize()
            return clock() - start
            """,
            "The right function, one line too late: wait first, *then* look at the clock.",
        ),
        Mistake(
            """
            synchronize()
            start = clock
            work()
            synchronize()
            return clock() - start
            """,
            "Python met a function where it wanted a number. `clock` is the function itself; `clock()` asks it for the time.",
        ),
        Mistake(
            """
            synchronize()
            start = clock()
            work()
            synchronize()
            return start - clock()
            """,
            "That is a time below zero: subtract the earlier reading from the later one.",
        ),
        Mistake(
            """
            work()
            synchronize()
            return clock()
            """,
            "A clock tells the time of day, so to speak. How long something took is the difference between two readings, one before and one after.",
        ),
        Mistake(
            """
            synchronize()
            start = clock()
            work
            synchronize()
            return clock() - start
            """,
            "Nothing ran between your two looks at the clock. `work` is the function itself; `work()` calls it.",
        ),
        Mistake(
            """
            synchronize()
            start = clock()
            work()
            synchronize()
            return (clock() - start) * 1000
            """,
            "The clock counts in seconds, and we want seconds: don't turn them into milliseconds.",
        ),
        Mistake(
            """
            work()
            synchronize()
            start = clock()
            work()
            synchronize()
            return clock() - start
            """,
            "You ran `work` twice and timed the second run. Here we want just one run, the first: leave the other out, and only wait before you start the clock.",
        ),
    ],
    alternatives=[
        """
        def waited():
            synchronize()
            return clock()

        start = waited()
        work()
        return waited() - start
        """,
        """
        synchronize()
        before = clock()
        work()
        synchronize()
        after = clock()
        synchronize()
        return after - before
        """,
    ],
    hints=[
        "Two looks at the clock, with `work()` between them. Where must you wait, so that nothing but `work` lies between the two?",
        "`synchronize()` right before each look at the clock.",
        "Five steps: wait, read the clock, run `work()`, wait, read the clock again. Return the difference between the readings.",
    ],
    why="Leave out one `synchronize`, and your figure is easily wrong by a factor of a hundred.",
)


# -- the first call, and chance -------------------------------------------------------------------

unit.predict(
    "noisy_runs",
    "Five runs took 4, 4, 5, 4 and 93 ms: what are their mean and their median?",
    points=1,
    runs="""
t = torch.tensor([4.0, 4.0, 5.0, 4.0, 93.0])
(t.mean().item(), t.median().item())
""",
    mistakes=[
        Mistake(
            "(22.0, 5.0)",
            "The mean is right. For the median, sort the numbers before you take the middle one.",
        ),
        Mistake(
            "(4.0, 22.0)",
            "Both numbers are right, but the mean comes first.",
        ),
        Mistake(
            "(4.25, 4.0)",
            "For the mean you left out the 93, tempting as that is. `mean` counts it like all the others.",
        ),
        Mistake(
            "(22.0, 22.0)",
            "One number that is far off doesn't move the median: sort them, and take the one in the middle.",
        ),
        Mistake(
            "(110.0, 4.0)",
            "The median is right. 110 is the sum; for the mean, divide it by the number of runs.",
        ),
        Mistake(
            "(110.0, 5.0)",
            "110 is the sum; for the mean, divide it by five. And the median is the middle one of the *sorted* numbers.",
        ),
        Mistake(
            "(22.0, 48.5)",
            "The median is not halfway between the smallest and the largest. Sort all five, and take the third.",
        ),
    ],
    alternatives=["[22, 4]", "(torch.tensor(22.0), torch.tensor(4.0))"],
    hints=[
        "Which of the two does the 93 move, and which doesn't it?",
        "The mean is the sum of all five, divided by five. The median is the middle one, once they are sorted.",
        "They add up to 110. Sorted, they are 4, 4, 4, 5, 93.",
    ],
    reason="The five add up to 110, and a fifth of that is 22: one bad run moved the mean from 4 to 22. In order they are 4, 4, 4, 5, 93, and the middle one is 4.",
    why="One hiccup of the machine can move a mean as far as it likes, and a median not at all.",
)


def _typical_seconds(work, synchronize, clock, runs):
    work()
    seconds = []
    for _ in range(runs):
        synchronize()
        start = clock()
        work()
        synchronize()
        seconds.append(clock() - start)
    return torch.tensor(seconds).median().item()


def _nearly_warm(d: Draw) -> tuple[Code, Code, Code, int]:
    """Five runs on a machine whose first call is hardly slower than the others.

    So the median tells a first call that was counted from one that ran on into the first run.
    """
    base = d.float(3, 6)
    return *_gpu(0.5, base + 1.5, base + 0.5, base + 4, base + 40, base + 1, base, 30.0), 5


def _three_runs(d: Draw) -> tuple[Code, Code, Code, int]:
    """Three runs whose median is another one when a run is left out or too many are made."""
    base = d.float(3, 6) + 0.125
    return *_gpu(0.5, base + 30.0, base, base + 3, base + 2, base - 1, 0.5), 3


def _noisy(d: Draw) -> tuple[Code, Code, Code, int]:
    """Runs with a slow first call, a hiccup in the middle one, and the fastest at the end.

    So the median is another one when the first call is counted or still running, and the middle
    run isn't it.
    """
    runs, base = d.choice([5, 7]), d.float(2, 5)
    seconds = [base + 0.5, *(base + 1 + 0.5 * step for step in d.permutation(runs - 3).tolist())]
    seconds.insert(runs // 2, base + 40.0)
    return *_gpu(0.5, d.float(60, 90), *seconds, base, 30.0), runs


unit.fix(
    "typical_seconds",
    "Fix `typical_seconds`: the median time of several runs, after one run that doesn't count.",
    broken="""
def typical_seconds(work, synchronize, clock, runs):
    seconds = []
    for _ in range(runs):
        start = clock()
        work()
        synchronize()
        seconds.append(clock() - start)
    return sum(seconds) / runs
""",
    reference=_typical_seconds,
    devices=False,
    cases=[
        ordinary("noisy runs", _noisy),
        ordinary("a start that is hardly slower", _nearly_warm),
        ordinary("three runs", _three_runs),
        edge("one run", lambda d: (*_gpu(1.0, d.float(20, 40), d.float(3, 9)), 1)),
        edge(
            "a device that is still busy",
            lambda d: (*_gpu(0.5, d.float(20, 40), d.float(3, 9), busy=50.0), 1),
        ),
    ],
    mistakes=[
        Mistake(
            """
            seconds = []
            for _ in range(runs):
                synchronize()
                start = clock()
                work()
                synchronize()
                seconds.append(clock() - start)
            return torch.tensor(seconds).median().item()
            """,
            "The median is there. But the first run pays for the start-up, and its time is among yours. Call `work()` once before you begin, and wait until that is over: `synchronize()` before every look at the clock, even the first.",
        ),
        Mistake(
            """
            work()
            seconds = []
            for _ in range(runs):
                start = clock()
                work()
                synchronize()
                seconds.append(clock() - start)
            return torch.tensor(seconds).median().item()
            """,
            "Your warm-up is still running when you start the clock. `synchronize()` before *each* look at the clock, even the first.",
        ),
        Mistake(
            """
            work()
            seconds = []
            for _ in range(runs):
                synchronize()
                start = clock()
                work()
                synchronize()
                seconds.append(clock() - start)
            return sum(seconds) / runs
            """,
            "The warm-up and the waiting are right. The last line gives the mean, and one hiccup moves it. We want the median: `torch.tensor(seconds)` turns the list into a tensor.",
        ),
        Mistake(
            """
            seconds = []
            for _ in range(runs):
                synchronize()
                start = clock()
                work()
                synchronize()
                seconds.append(clock() - start)
            return sum(seconds) / runs
            """,
            "Two things are left. The first run pays for the start-up: call `work()` once before the loop. And the last line gives the mean; we want the median.",
        ),
        Mistake(
            """
            work()
            seconds = []
            for _ in range(runs):
                start = clock()
                work()
                synchronize()
                seconds.append(clock() - start)
            return sum(seconds) / runs
            """,
            "Two things are left. Your warm-up is still running when you start the clock: `synchronize()` before each look at it. And the last line gives the mean; we want the median.",
        ),
        Mistake(
            """
            work()
            seconds = []
            for _ in range(runs):
                synchronize()
                start = clock()
                work()
                synchronize()
                seconds.append(clock() - start)
            return min(seconds)
            """,
            "The fastest run tells you what the machine can do on its best day, and some people prefer it. Here we want the typical run: the median.",
        ),
        Mistake(
            """
            work()
            seconds = []
            for _ in range(runs):
                synchronize()
                start = clock()
                work()
                synchronize()
                seconds.append(clock() - start)
            return seconds[runs // 2]
            """,
            "That is the run in the middle of the list. For the median, sort the list by time first.",
        ),
        Mistake(
            """
            work()
            seconds = []
            for _ in range(runs):
                synchronize()
                start = clock()
                work()
                synchronize()
                seconds.append(clock() - start)
            return torch.tensor(seconds).median()
            """,
            "The median is right, in a tensor. `.item()` takes the number out.",
        ),
        Mistake(
            """
            work()
            seconds = []
            for _ in range(runs):
                synchronize()
                start = clock()
                work()
                synchronize()
                seconds.append(clock() - start)
            return torch.median(seconds).item()
            """,
            "`torch.median` wants a tensor, and `seconds` is a list: `torch.tensor(seconds)` makes one from it. (If Python complains about another line: the time is `clock()`, with its brackets.)",
        ),
        Mistake(
            """
            work()
            seconds = []
            for _ in range(runs):
                synchronize()
                start = clock()
                work()
                synchronize()
                seconds.append(clock() - start)
            return seconds.median().item()
            """,
            "`seconds` is a list, and lists have no `.median()`. Tensors do: `torch.tensor(seconds)` makes one from it.",
        ),
        Mistake(
            """
            work()
            seconds = []
            for _ in range(runs):
                synchronize()
                start = clock()
                work()
                seconds.append(clock() - start)
            return torch.tensor(seconds).median().item()
            """,
            "You start the clock on an idle device, but stop it while the device is still working: that times the launch. `synchronize()` before the second look at the clock as well.",
        ),
    ],
    alternatives=[
        """
        from statistics import median

        work()
        seconds = []
        for _ in range(runs):
            synchronize()
            start = clock()
            work()
            synchronize()
            seconds.append(clock() - start)
        return median(seconds)
        """,
        """
        work()
        synchronize()
        seconds = []
        for _ in range(runs):
            start = clock()
            work()
            synchronize()
            seconds.append(clock() - start)
        return torch.tensor(seconds).median().item()
        """,
        """
        def once():
            synchronize()
            start = clock()
            work()
            synchronize()
            return clock() - start

        once()
        return sorted(once() for _ in range(runs))[runs // 2]
        """,
    ],
    hints=[
        "Three things are wrong. What does the first call pay for? Is the device idle when you first look at the clock? And what does the last line give?",
        "One call of `work()` belongs before the loop. In the loop, wait before *each* look at the clock. The last line should give a median.",
        "For the last line, make a tensor from `seconds` and take its `.median()`. That is still a tensor; a float is wanted.",
    ],
    reason="The first run pays for the start-up, so it doesn't count. Without a wait *before* the first look at the clock, earlier work is timed too. And a mean follows every hiccup, which a median ignores.",
    why="With a warm-up and a median, you will get nearly the same figures tomorrow.",
)


# -- the way there and back -----------------------------------------------------------------------


def _fair_trip(d: Draw) -> tuple[float, float, float]:
    """Even after some operations and three quarters, so that rounding goes up."""
    gpu = d.float(0.5, 3)
    return 2.0 * d.int(3, 8) + 1.5, gpu + 2.0, gpu


unit.function(
    "pays_off_after",
    "How many operations must follow a move to the GPU before it pays off?",
    reference=lambda trip, cpu, gpu: int(trip // (cpu - gpu)) + 1,
    devices=False,
    cases=[
        ordinary("a fair trip", _fair_trip),
        ordinary("a long trip", lambda d: (d.int(50, 90) + 0.25, d.float(4, 6), d.float(1, 2))),
        edge("a tie is no gain", lambda d: (1.5 * d.int(4, 9), 2.0, 0.5)),
        edge("at once", lambda d: (0.25, d.float(4, 9), d.float(1, 3))),
        edge("no trip at all", lambda d: (0.0, d.float(4, 9), d.float(1, 3))),
        edge("a very long trip", lambda d: (5000.25 + d.int(1, 9), 1.5, 1.0)),
    ],
    mistakes=[
        Mistake(
            "trip / (cpu - gpu)",
            "That is where the two are even, and rarely a whole number. We want the first whole number beyond it.",
        ),
        Mistake(
            "trip // (cpu - gpu) + 1",
            "The number is right, but `//` on floats gives a float, like 6.0. A count is a whole number: `int(...)`.",
        ),
        Mistake(
            "int(trip / (cpu - gpu))",
            "With that many operations the GPU hasn't won yet: `int` cuts off everything after the decimal point. One more, and it has.",
        ),
        Mistake(
            "int(-(-trip // (cpu - gpu)))",
            "Rounding up is right, except when the division comes out even: then both take the same time, and nothing is won yet.",
        ),
        Mistake(
            "int(trip // cpu) + 1",
            "An operation on the GPU takes time as well. Each one saves `cpu - gpu`.",
        ),
        Mistake(
            "int(2 * trip // (cpu - gpu)) + 1",
            "`trip` is the whole way, there and back. Count it once.",
        ),
    ],
    alternatives=[
        """
        n = 1
        while trip + n * gpu >= n * cpu:
            n = n + 1
        return n
        """,
        """
        import math

        return math.floor(trip / (cpu - gpu)) + 1
        """,
    ],
    hints=[
        "n operations cost `n * cpu` here, and `trip + n * gpu` there. From which n is the second one less?",
        "Each operation saves `cpu - gpu`, and the savings must be more than `trip`. What does `trip // (cpu - gpu)` tell you? (A `while` loop that tries n = 1, 2, 3, … works too.)",
        "After `trip // (cpu - gpu)` operations the GPU isn't ahead yet; after one more it is. And `//` gives a float, but a count is an int.",
    ],
    why="Move data to the GPU once, and do a lot with it there.",
)


_WAITING = ("item", "tolist", "cpu", "numpy")
_COPYING = ("tensor", "as_tensor", "asarray", "Tensor")
_NUMBERS = ("float", "int", "bool")


@dataclass(frozen=True)
class _OneWait(Rule):
    """Python waits for the device once a call, not once for each loss."""

    def broken_by(self, name: str, program: Program, operations: Sequence[str]) -> str | None:
        if any(made in operations for made in _COPYING):
            return (
                "The mean is right. But to make a new tensor out of tensors, PyTorch takes the "
                "numbers out one by one, and waits for each."
            )
        if sum(one in _WAITING for one in operations) > 1 or self._in_a_loop(name, program):
            return (
                "The mean is right, but Python waits for the device at every loss. Add tensors "
                "up, and take the number out once, at the end."
            )
        return None

    def _in_a_loop(self, name: str, program: Program) -> bool:
        """Whether a loop calls `float` or the like, which PyTorch doesn't count as operations."""
        loops = (ast.For, ast.While, ast.ListComp, ast.GeneratorExp, ast.SetComp)
        return any(
            isinstance(node, ast.Call) and getattr(node.func, "id", "") in _NUMBERS
            for part in program.reached(name)
            for loop in ast.walk(part)
            if isinstance(loop, loops)
            for node in ast.walk(loop)
        )


def _losses(d: Draw, n: int) -> list[torch.Tensor]:
    """n losses of rank 0, falling, none of them the mean of all."""
    return [d.floats(low=4 * (n - i), high=4 * (n - i) + 3) for i in range(n)]


unit.fix(
    "running_loss",
    "Fix `running_loss`: the mean of all losses as a Python number, with a single wait at the end.",
    broken="""
def running_loss(losses):
    total = 0.0
    for loss in losses:
        total = total + loss.item()
    return total / len(losses)
""",
    reference=lambda losses: torch.stack(losses).mean().item(),
    # What float32 holds of a mean: whether it is divided before or after `.item()` is all the same.
    tolerance=(1e-6, 1e-9),
    rules=[_OneWait()],
    cases=[
        ordinary("a few steps", lambda d: (_losses(d, d.int(3, 5)),)),
        ordinary("more steps", lambda d: (_losses(d, d.int(6, 9)),)),
        edge("two steps", lambda d: (_losses(d, 2),)),
        edge("one step", lambda d: (_losses(d, 1),)),
        edge("float64", lambda d: ([d.decimals(low=1, dtype=torch.float64) for _ in range(3)],)),
        edge("a loss that went wrong", lambda d: ([*_losses(d, 2), torch.tensor(torch.nan)],)),
    ],
    mistakes=[
        Mistake(
            """
            total = 0.0
            for loss in losses:
                total += loss.item()
            return total / len(losses)
            """,
            "The mean is right, but at every step you take a number out of its tensor: Python waits for the device, and then the device for Python. Add up the tensors as they are.",
        ),
        Mistake(
            """
            total = 0.0
            for loss in losses:
                total = total + loss
            return total / len(losses)
            """,
            "Nobody waits any more, and that is what this is about. But what you return is still a tensor. Now is the time for one `.item()`.",
        ),
        Mistake(
            """
            total = losses[0]
            for loss in losses[1:]:
                total += loss
            return (total / len(losses)).item()
            """,
            "`total = losses[0]` is a second name for the caller's first loss, and `+=` writes into it. Start from 0.0, or write `total = total + loss`.",
        ),
        Mistake(
            "torch.tensor(losses).mean().item()",
            "To make a new tensor of them, PyTorch takes the numbers out one by one, and waits for each. Add them up as they are.",
        ),
        Mistake(
            """
            total = 0.0
            for loss in losses:
                total = total + loss
            return total.item()
            """,
            "That is the sum. Divide it by how many there are.",
        ),
    ],
    alternatives=[
        """
        total = 0.0
        for loss in losses:
            total = total + loss
        return total.item() / len(losses)
        """,
        "torch.stack(losses).mean().item()",
        "float(sum(losses)) / len(losses)",
        """
        total = losses[0].clone()
        for loss in losses[1:]:
            total += loss
        return (total / len(losses)).item()
        """,
    ],
    hints=[
        "How often does the loop wait? What would happen without that one call?",
        "A number plus a tensor is a tensor, and costs no wait. So let `total` become one, and ask for its number when the loop is over.",
        "In the loop `total = total + loss`. After it, divide, and take the number out once.",
    ],
    reason="`.item()` inside the loop makes Python wait for the device in every round. Tensors can be added up without waiting; one `.item()` at the end is enough.",
    why="One stray `.item()` or `.cpu()` in a training loop can cost more than all its arithmetic.",
)


# -- small sizes lose -----------------------------------------------------------------------------


def _races(d: Draw, sizes: int, runs: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Times of two machines, with one slow run in each row, never the middle one."""
    cpu, gpu = d.floats(sizes, runs, low=2, high=20), d.floats(sizes, runs, low=2, high=20)
    slow = d.choice([0, runs - 1])
    cpu[:, slow] += 90
    gpu[:, runs - 1 - slow] += 60
    return cpu, gpu


unit.function(
    "speedups",
    "By what factor is the GPU faster, for each size: the medians of several runs, as a quotient.",
    reference=lambda cpu, gpu: cpu.median(dim=1).values / gpu.median(dim=1).values,
    cases=[
        ordinary("five runs", lambda d: _races(d, d.int(2, 4), 5)),
        ordinary("seven runs", lambda d: _races(d, d.int(2, 3), 7)),
        ordinary("as many sizes as runs", lambda d: _races(d, 3, 3)),
        edge("one size", lambda d: _races(d, 1, 5)),
        edge("one run", lambda d: (d.floats(3, 1, low=1), d.floats(3, 1, low=1))),
        edge("no sizes", lambda d: (d.floats(0, 3), d.floats(0, 3))),
        edge(
            "all runs alike", lambda d: (torch.full((2, 3), d.float(5, 9)), torch.full((2, 3), 4.0))
        ),
        edge("float64", lambda d: tuple(t.double() / 3 for t in _races(d, 2, 5))),
        edge("non-contiguous", lambda d: tuple(map(apart, _races(d, 2, 5)))),
    ],
    mistakes=[
        Mistake(
            "cpu.mean(dim=1) / gpu.mean(dim=1)",
            "One slow run moves a mean as far as it likes. Take the median of each row.",
        ),
        Mistake(
            "cpu.median(dim=1) / gpu.median(dim=1)",
            "With a `dim`, `median` gives two things, as `max` does: the values and where they were. Divide the `.values`.",
        ),
        Mistake(
            "cpu.median() / gpu.median()",
            "Without a `dim`, all sizes run together into one number. The runs of one size are a row: `dim=1`.",
        ),
        Mistake(
            "cpu.median(dim=0).values / gpu.median(dim=0).values",
            "`dim` names the dimension that disappears. The runs should disappear, and they lie side by side: `dim=1`.",
        ),
        Mistake(
            "(cpu / gpu).median(dim=1).values",
            "You compared run 1 with run 1, run 2 with run 2. But these runs have nothing to do with each other: take each machine's median first, then divide.",
        ),
        Mistake(
            "gpu.median(dim=1).values / cpu.median(dim=1).values",
            "Upside down: that is below 1 where the GPU is faster. Twice as fast means half the time, so the CPU's time goes on top.",
        ),
        Mistake(
            "cpu.min(dim=1).values / gpu.min(dim=1).values",
            "Those are the best runs. We want the typical ones: the medians.",
        ),
        Mistake(
            "cpu.median(dim=1).values - gpu.median(dim=1).values",
            "That is how much time the GPU saves. *How many times as fast* is a quotient.",
        ),
        Mistake(
            "cpu[:, cpu.shape[1] // 2] / gpu[:, gpu.shape[1] // 2]",
            "That is the run in the middle of each row. For a median the row must be sorted first; `median` does it for you.",
        ),
    ],
    alternatives=[
        """
        middle = cpu.shape[1] // 2
        return cpu.sort(dim=1).values[:, middle] / gpu.sort(dim=1).values[:, middle]
        """,
        """
        cpu_times, _ = torch.median(cpu, dim=1)
        gpu_times, _ = torch.median(gpu, dim=1)
        return cpu_times / gpu_times
        """,
        "cpu.T.median(dim=0)[0] / gpu.T.median(dim=0)[0]",
    ],
    hints=[
        "First one number per size for each machine, then compare. Which number did section 3 recommend?",
        "The runs of one size lie in a row. `median` takes a `dim`, as `max` does, and then gives a pair.",
        "`cpu.median(dim=1).values` is one half of it. Which half goes on top?",
    ],
    why="Below 1, the best thing to do with a GPU is to leave it alone; a figure without its size says nothing.",
)


# -- the last digits ------------------------------------------------------------------------------

unit.predict(
    "sum_order",
    "In float32, what is (100 million + 1) − 100 million?",
    points=1,
    runs="""
t = torch.tensor([1e8, 1.0, -1e8])
((t[0] + t[1]) + t[2]).item()
""",
    mistakes=[
        Mistake(
            "1.0",
            "On paper, yes. But float32 has about 7 digits, and 100 000 001 has nine: the 1 doesn't fit in beside the 100 million.",
        ),
        Mistake(
            "8.0",
            "It is true that float32 goes in steps of 8 up there. But 1 is less than half a step, so the sum is rounded down, not up.",
        ),
        Mistake(
            "-1.0",
            "None of the -100 million gets lost. What happens to the 1 in the bracket that comes first?",
        ),
        Mistake(
            "float('nan')",
            "NaN comes from 0 / 0 or from infinities. 100 million is far from infinite.",
        ),
        Mistake(
            "'raises OverflowError'",
            "100 million is no problem for float32, which reaches to 10³⁸. Digits are what it is short of.",
        ),
    ],
    alternatives=["0", "torch.tensor(0.0)"],
    hints=[
        "The bracket comes first: 100 000 000 + 1. How many digits does float32 keep?",
        "About 7. 100 000 001 has nine, so the 1 at the end can't be kept.",
        "So the bracket is rounded to 100 000 000. What is left when you subtract 100 000 000 from it?",
    ],
    reason="float32 keeps about seven digits. 100 000 001 has nine, so the sum in the brackets is rounded to 100 000 000, and nothing is left.",
    why="A GPU adds in a different order from a CPU: the same numbers, other last digits, and neither is wrong.",
)


def _off(d: Draw, *shape: int, dtype=torch.float32) -> tuple[torch.Tensor, torch.Tensor]:
    """What came out and what was expected: no element is 0, one difference is large and negative."""
    expected = d.floats(*shape, low=2, dtype=dtype) * (2 * d.bools(*shape).to(dtype) - 1)
    got = expected + d.floats(*shape, low=-0.5, high=0.5, dtype=dtype)
    flat = got.reshape(-1)
    flat[0] = expected.reshape(-1)[0] - 1.5
    return got, expected


def _nearly_right(d: Draw) -> tuple[torch.Tensor, torch.Tensor]:
    """What came out is off by a billionth."""
    expected = d.floats(2, low=2, dtype=torch.float64)
    return expected * torch.tensor([1, 1 + 1e-9], dtype=torch.float64), expected


unit.function(
    "worst_relative_error",
    "By what fraction of the expected value is the worst element off?",
    reference=lambda got, expected: ((got - expected).abs() / expected.abs()).max(),
    cases=[
        ordinary("a vector", lambda d: _off(d, d.int(3, 6))),
        ordinary(
            "small and large numbers",
            lambda d: (
                torch.tensor([1000.0 + d.float(20, 40), -0.5, 4.0]),
                torch.tensor([1000.0, d.float(-2, -1.5), 4.0]),
            ),
        ),
        ordinary("too small", lambda d: (torch.tensor([1.0, 4.0]), torch.tensor([-2.0, 4.5]))),
        edge("a matrix, float64", lambda d: _off(d, 2, 3, dtype=torch.float64)),
        edge("nearly right, in float64", _nearly_right),
        edge("with NaN", lambda d: (torch.tensor([1.0, float("nan")]), d.floats(2, low=1))),
    ],
    mistakes=[
        Mistake(
            "(got - expected).abs().max()",
            "That is the largest difference. Whether it is a lot depends on the expected number: 1 is a lot for 3, and little for 1000. Divide by `expected`, element by element.",
        ),
        Mistake(
            "((got - expected) / expected).max()",
            "Some elements are off in the other direction, and give a number below zero. `.abs()` makes them count.",
        ),
        Mistake(
            "((got - expected).abs() / expected).max()",
            "For a negative `expected` your quotient is negative, and never the largest. Take its `.abs()` as well.",
        ),
        Mistake(
            "((got - expected).abs() / expected.abs()).mean()",
            "That is the mean of the errors. We want the worst.",
        ),
        Mistake(
            "((got - expected).abs() / got.abs()).max()",
            "You divide by what came out. Divide by what was expected.",
        ),
        Mistake(
            "(got - expected).abs() / expected.abs()",
            "Those are the errors of all the elements. The worst of them is the `.max()`.",
        ),
        Mistake(
            "((got - expected).abs() / expected.abs()).max().item()",
            "The right value, as a Python number. Leave `.item()` out, so that nobody has to wait for the device.",
        ),
        Mistake(
            "(got - expected).abs().max() / expected.abs().max()",
            "You take both maxima before you divide, so a small element's error is measured against a large one. Divide element by element, then take the maximum.",
        ),
    ],
    alternatives=[
        "((got - expected) / expected).abs().max()",
        "torch.max(torch.abs(1 - got / expected))",
        "(got / expected - 1).abs().reshape(-1).max()",
    ],
    hints=[
        "How far off is each element? And how far is that, compared with what it should have been?",
        "Each element's error is its difference divided by its expected value, both without their sign.",
        "`(got - expected).abs() / expected.abs()` is one error per element. Which of them is wanted?",
    ],
    why="In float32, 1e-7 is one rounding, and 1e-2 calls for a reason: the relative error tells the two apart.",
)
