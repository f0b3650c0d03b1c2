"""Unit 05_gpu_timing: why a GPU is fast, how to find out honestly, and when it loses."""

import math

import torch

from autograder.check.draw import Code, Draw, apart
from autograder.check.exercise import Mistake, Unit, edge, ordinary
from autograder.check.rules import at_most, no_loop

unit = Unit("05_gpu_timing", "Timing the GPU")


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

    def Event(self, enable_timing=False):
        return Mark(enable_timing)

class Mark:
    def __init__(self, timing):
        self.timing, self.at = timing, None

    def record(self):
        self.at = max(gpu.now, gpu.done)

    def query(self):
        return self.at is None or self.at <= gpu.now

    def synchronize(self):
        gpu.now = max(gpu.now, self.at or 0)

    def elapsed_time(self, end):
        if not (self.timing and end.timing):
            raise ValueError("Both events must be created with enable_timing=True")
        if self.at is None or end.at is None:
            raise ValueError("Both events must be recorded before they are compared")
        if not end.query():
            raise RuntimeError("The device has not reached the end event yet: wait for it first")
        return 1000.0 * (end.at - self.at)

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
    sources = (f"gpu({facts}).work", "gpu.synchronize", "gpu.clock")
    return tuple(Code(source, _MACHINE) for source in sources)


def _gpu_events(launch: float, *seconds: float, busy: float = 0.0) -> tuple[Code, Code]:
    """`work` and `Event` of such a machine."""
    work = _gpu(launch, *seconds, busy=busy)[0]
    return work, Code("gpu.Event", work.given)


# -- loops against vector code --------------------------------------------------------------------

unit.fix(
    "count_above",
    "Mend `count_above`, which is right but slow: count the large numbers without a loop.",
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
        edge("all of them", lambda d: (d.floats(d.int(4, 6), low=1), 0)),
        edge("none of them", lambda d: (d.floats(d.int(4, 6)), 100.5)),
        edge("one number", lambda d: (d.floats(1), d.float())),
        edge("no numbers", lambda d: (torch.zeros(0), d.int(-3, 3))),
        edge("with NaN", lambda d: (torch.tensor([d.float(1, 9), float("nan"), 0.0, 5.0]), 0.5)),
        edge("non-contiguous", lambda d: (apart(d.floats(6)), 0.0)),
        edge("float64", lambda d: (d.floats(5, dtype=torch.float64), d.float(-3, 3))),
    ],
    mistakes=[
        Mistake(
            "(x > limit).sum().item()",
            "The count is right. Leave `.item()` away: it makes Python wait for the GPU, and whoever uses the count next may not need to. Give the tensor.",
        ),
        Mistake(
            "(x >= limit).sum()",
            "Asked for are the numbers *above* the limit. `>=` counts those that equal it as well.",
        ),
        Mistake(
            "x > limit",
            "That says for each number whether it is above the limit. How many True are in it? Their sum, as True counts as 1.",
        ),
        Mistake(
            "sum(x > limit)",
            "Python's own `sum` is a loop in disguise: it takes the elements one by one. A tensor has a `.sum()` of its own.",
        ),
        Mistake(
            "(x > limit).float().sum()",
            "A count is a whole number, and yours is a float. The sum of a bool tensor is int64 by itself: leave `.float()` away.",
        ),
        Mistake(
            "torch.tensor(len(x))",
            "That is how many numbers there are. Compare them with `limit` first.",
        ),
        Mistake(
            "(x.sum() > limit).sum()",
            "You add up first and compare then. Compare every number, and add up the answers.",
        ),
    ],
    alternatives=[
        "torch.count_nonzero(x > limit)",
        "torch.gt(x, limit).sum()",
        "torch.sum(limit < x)",
    ],
    hints=[
        "`x > limit` compares all the numbers in one go. What does it give?",
        "A tensor of True and False. True counts as 1 when you add it up.",
        "`(x > limit).sum()`",
    ],
    why="A loop with `.item()` keeps a GPU waiting nearly all the time, and it is easy to overlook.",
)


def _balance_point(weights):
    places = torch.arange(len(weights), device=weights.device)
    return (places * weights).sum() / weights.sum()


unit.puzzle(
    "balance_point",
    "Find the place at which a row of weights balances: no loop, at most six operations.",
    points=3,
    reference=_balance_point,
    rules=[no_loop, at_most(6)],
    cases=[
        ordinary("floats", lambda d: (d.floats(d.int(3, 6), low=0.5),)),
        ordinary("whole numbers", lambda d: (d.ints(d.int(4, 7), low=1),)),
        edge("a heavy end", lambda d: (torch.tensor([0.0, 0.0, 0.5, d.float(50, 90)]),)),
        edge("one weight", lambda d: (d.floats(1, low=1),)),
        edge("float64", lambda d: (d.floats(5, low=0.5, dtype=torch.float64),)),
        edge("int32", lambda d: (d.ints(4, low=1, dtype=torch.int32),)),
        edge("non-contiguous", lambda d: (apart(d.floats(5, low=0.5)),)),
        edge("many", lambda d: (d.floats(300, low=0.5),)),
    ],
    mistakes=[
        Mistake(
            "(torch.arange(len(weights)) * weights).sum() / weights.sum()",
            "The formula is right. `torch.arange` makes its numbers on the CPU, though, and the weights may be elsewhere: `device=weights.device`.",
        ),
        Mistake(
            "(torch.arange(1, len(weights) + 1, device=weights.device) * weights).sum() / weights.sum()",
            "That is one too far to the right: the first place is number 0.",
        ),
        Mistake(
            "(torch.arange(len(weights), device=weights.device) * weights).sum()",
            "That is the upper half of the fraction. Divide it by the sum of the weights.",
        ),
        Mistake(
            "(torch.arange(len(weights), device=weights.device) * weights).mean()",
            "`mean` divides by how many there are; here you divide by how much they weigh together.",
        ),
        Mistake(
            "weights.float().mean()",
            "That is a mean of the weights. Asked for is a mean of the *places*, each counted by the weight that lies there.",
        ),
        Mistake(
            "weights.argmax()",
            "The heaviest weight is not where a row balances: the light ones pull too.",
        ),
        Mistake(
            """
            moment = 0
            for i in range(len(weights)):
                moment = moment + i * weights[i]
            return moment / weights.sum()
            """,
            "Right, and slow: that is the loop again. All the `i` at once are a tensor too, and a factory of unit 03 makes it.",
        ),
    ],
    alternatives=[
        """
        places = torch.arange(len(weights), device=weights.device, dtype=weights.dtype)
        return (places @ weights) / weights.sum()
        """,
        "(weights / weights.sum() * torch.arange(len(weights), device=weights.device)).sum()",
        "torch.sum(weights * torch.arange(weights.numel()).to(weights.device)) / torch.sum(weights)",
    ],
    hints=[
        "The loop needs `i` and `weights[i]`. All the `weights[i]` together are `weights`. What are all the `i` together?",
        "`torch.arange(len(weights), device=weights.device)`. Multiply, add up, divide.",
        "`(places * weights).sum() / weights.sum()`, where `places` is that `arange`.",
    ],
    why="Centres of mass, expected values, averages weighted by votes: all of them are this line.",
)


# -- the host and the device ----------------------------------------------------------------------


def _two_clocks(launch, work):
    host = device = 0.0
    for seconds in work:
        host += launch
        device = max(device, host) + seconds
    return host, device


unit.function(
    "two_clocks",
    "Say when the host has launched everything, and when the device has finished everything.",
    reference=_two_clocks,
    devices=False,
    cases=[
        ordinary(
            "long work", lambda d: (d.float(0.5, 1), [d.float(3, 9) for _ in range(d.int(2, 4))])
        ),
        ordinary(
            "short work", lambda d: (d.float(3, 5), [d.float(0.5, 2) for _ in range(d.int(3, 5))])
        ),
        edge("long after short", lambda d: (2.0, [d.float(0.5, 1), 0.5, d.float(8, 9), 0.5])),
        edge("short after long", lambda d: (2.0, [d.float(5, 9), 0.5, 0.5, 1.0, 0.5, 0.5, 1.0])),
        edge("one operation", lambda d: (d.float(1, 3), [d.float(1, 9)])),
        edge("launches that cost nothing", lambda d: (0.0, [d.float(1, 4), d.float(1, 4)])),
        edge("no work at all", lambda d: (d.float(1, 3), [])),
    ],
    mistakes=[
        Mistake(
            "(launch * len(work), launch * len(work) + sum(work))",
            "That is one after the other. But the device needn't wait for the last launch: it begins as soon as the first operation is launched, while the host goes on launching.",
        ),
        Mistake(
            "(launch * len(work), launch + sum(work))",
            "That is right as long as the device always has something to do. When its work is short, it waits for the next launch: an operation begins at whichever comes later, the end of the one before or its own launch.",
        ),
        Mistake(
            "(launch * len(work), sum(work))",
            "The device can't begin before the first operation has been launched.",
        ),
        Mistake(
            "(launch * len(work), launch * len(work))",
            "Those are both the host's clock. The device has still work to do when the last operation is launched.",
        ),
        Mistake(
            """
            host = device = 0.0
            for seconds in work:
                host += launch
                device = max(device, host) + seconds
            return device, host
            """,
            "Both numbers are right, in the wrong order: the host's first, then the device's.",
        ),
        Mistake(
            """
            host = device = 0.0
            for seconds in work:
                host += launch
                device = max(device, host) + seconds
                host = device
            return host, device
            """,
            "Your host waits for each operation before it launches the next. It doesn't do that: it launches and goes on.",
        ),
    ],
    alternatives=[
        """
        device = 0.0
        for i, seconds in enumerate(work):
            device = max(device, launch * (i + 1)) + seconds
        return launch * len(work), device
        """,
        """
        n = len(work)
        ends = [launch * (i + 1) + sum(work[i:]) for i in range(n)]
        return launch * n, max(ends, default=0.0)
        """,
    ],
    hints=[
        "Keep two numbers, both 0 at first: the time on the host's clock, and the time at which the device will be done. Go through the operations with a loop.",
        "A launch moves the host by `launch`. The device then begins at `max(device, host)`: it must be free, and the operation must have been launched.",
        "In the loop: `host = host + launch`, then `device = max(device, host) + seconds`. In the end: `return host, device`.",
    ],
    why="A profiler draws exactly these two lines; the gaps in the lower one are what you pay for small operations.",
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
    ],
    mistakes=[
        Mistake(
            """
            start = clock()
            work()
            return clock() - start
            """,
            "You have timed the launch. When you read the clock, the device has hardly begun. Wait for it after `work()`, and before your second look at the clock.",
        ),
        Mistake(
            """
            start = clock()
            work()
            synchronize()
            return clock() - start
            """,
            "You wait for your own work, that's the main thing. But the device may have been busy before, and you have counted that too. Let it become idle before you start the clock.",
        ),
        Mistake(
            """
            start = clock()
            synchronize()
            work()
            synchronize()
            return clock() - start
            """,
            "The right function, one line too late: wait first, and *then* look at the clock.",
        ),
        Mistake(
            """
            synchronize()
            start = clock
            work()
            synchronize()
            return clock() - start
            """,
            "Python has met a function where it wanted a number. `clock` is the function itself, `clock()` asks it for the time.",
        ),
        Mistake(
            """
            synchronize()
            start = clock()
            work()
            synchronize()
            return start - clock()
            """,
            "That is a time below zero: take the earlier reading from the later one.",
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
            "Nothing was run between your two looks at the clock. `work` is the function itself, `work()` calls it.",
        ),
        Mistake(
            """
            synchronize()
            start = clock()
            work()
            synchronize()
            return (clock() - start) * 1000
            """,
            "The clock counts in seconds, and seconds are asked for: don't turn them into milliseconds.",
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
        "`synchronize()`, `start = clock()`, `work()`, `synchronize()`, `return clock() - start`.",
    ],
    why="Leave one `synchronize` out, and a benchmark is easily wrong by a factor of a hundred.",
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
            "The mean is right. For the median sort the numbers before you take the middle one.",
        ),
        Mistake(
            "(4.0, 22.0)",
            "Both numbers are right, but the mean comes first.",
        ),
        Mistake(
            "(4.25, 4.0)",
            "For the mean you have left the 93 out, as one would like to. `mean` counts it like all the others.",
        ),
        Mistake(
            "(22.0, 22.0)",
            "The median isn't moved by one number that is far off: sort them, and take the one in the middle.",
        ),
        Mistake(
            "(22.0, 48.5)",
            "The median is not halfway between the smallest and the largest. Sort all five, and take the third.",
        ),
    ],
    alternatives=["[22, 4]", "(torch.tensor(22.0), torch.tensor(4.0))"],
    hints=[
        "The mean: all of them added up, divided by five. The median: the middle one, once they are sorted.",
        "They add up to 110. Sorted they are 4, 4, 4, 5, 93.",
        "`(22.0, 4.0)`",
    ],
    why="One hiccup of the machine moves a mean by as much as it likes, and a median not at all.",
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


def _nearly_warm(d: Draw) -> tuple[Code, Code, Code]:
    """A machine whose first call is hardly slower than the others.

    So the median tells a first call that was counted from one that ran on into the first run.
    """
    base = d.float(3, 6)
    return _gpu(0.5, base + 1.5, base + 0.5, base + 4, base + 40, base + 1, base, 30.0)


def _noisy(d: Draw, runs: int) -> tuple[Code, Code, Code]:
    """A machine with a slow first call, a hiccup in the middle run, and the fastest run at the end.

    So the median is another one when the first call is counted or still running, and the middle
    run isn't it.
    """
    base = d.float(2, 5)
    seconds = [base + 0.5, *(base + 1 + 0.5 * step for step in d.permutation(runs - 3).tolist())]
    seconds.insert(runs // 2, base + 40.0)
    return _gpu(0.5, d.float(60, 90), *seconds, base, 30.0)


unit.function(
    "typical_seconds",
    "Give the median time of several runs, after one run that doesn't count.",
    reference=_typical_seconds,
    devices=False,
    cases=[
        ordinary("five noisy runs", lambda d: (*_noisy(d, 5), 5)),
        ordinary("seven noisy runs", lambda d: (*_noisy(d, 7), 7)),
        ordinary("a start that is hardly slower", lambda d: (*_nearly_warm(d), 5)),
        edge("one run", lambda d: (*_gpu(1.0, d.float(20, 40), d.float(3, 9)), 1)),
        edge("always the same", lambda d: (*_gpu(0.5, d.float(3, 9)), 3)),
        edge(
            "a device that is still busy",
            lambda d: (*_gpu(0.5, d.float(20, 40), d.float(3, 9), busy=50.0), 1),
        ),
        edge("a device that waits by itself", lambda d: (*_gpu(d.float(3, 9), 0.0), 3)),
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
            "The first run pays for the start-up, and its time is among yours. Call `work()` once before you begin, and wait until that is over: `synchronize()` before every look at the clock, the first one too.",
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
            "That is the mean, and one hiccup moves it. Asked for is the median.",
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
            "Your warm-up is still running when you start the clock. `synchronize()` before *each* look at the clock, the first too.",
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
            "The fastest run tells what the machine can do on its best day, and some people prefer it. Here the typical run is asked for: the median.",
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
            "That is the run in the middle of the list. For the median sort the list first, by time.",
        ),
        Mistake(
            """
            work()
            seconds = []
            for _ in range(runs):
                start = clock()
                work()
                seconds.append(clock() - start)
            return torch.tensor(seconds).median().item()
            """,
            "These are times of launches. As in `timed`: `synchronize()` before every look at the clock.",
        ),
        Mistake(
            """
            work()
            synchronize()
            start = clock()
            for _ in range(runs):
                work()
            synchronize()
            return (clock() - start) / runs
            """,
            "You have timed all the runs together, which gives a mean. For a median you need the time of each run by itself: look at the clock before and after each.",
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
        "Call `work()` once for nothing. Then time it `runs` times, as in `timed`, and put each time into a list.",
        "`seconds = []` before a loop `for _ in range(runs):`, and `seconds.append(clock() - start)` at its end. What is the middle of it, in PyTorch?",
        "After the loop: `return torch.tensor(seconds).median().item()`.",
    ],
    why="Warm-up and median: with these two, your figures are the same tomorrow.",
)


def _seconds_per_call(work, synchronize, clock, n):
    work()
    synchronize()
    start = clock()
    for _ in range(n):
        work()
    synchronize()
    return (clock() - start) / n


unit.fix(
    "seconds_per_call",
    "Mend `seconds_per_call`: the mean time of a call, when n calls follow each other closely.",
    broken="""
def seconds_per_call(work, synchronize, clock, n):
    start = clock()
    for _ in range(n):
        work()
    return clock() - start / n
""",
    reference=_seconds_per_call,
    devices=False,
    cases=[
        ordinary("long work", lambda d: (*_gpu(1.0, d.float(30, 40), d.float(3, 9)), 4)),
        ordinary(
            "work shorter than its launch",
            lambda d: (*_gpu(d.float(2, 4), d.float(30, 40), 0.5), d.choice([2, 4])),
        ),
        edge("one call", lambda d: (*_gpu(0.5, d.float(20, 40), d.float(3, 9)), 1)),
        edge("a device that is still busy", lambda d: (*_gpu(1.0, d.float(3, 9), busy=50.0), 2)),
        edge("many calls", lambda d: (*_gpu(0.5, d.float(30, 40), d.float(2, 4)), 100)),
    ],
    mistakes=[
        Mistake(
            """
            work()
            synchronize()
            start = clock()
            for _ in range(n):
                work()
            return (clock() - start) / n
            """,
            "At the end you read the clock while the device still works: wait for it, once, after the loop. (Before the loop belongs one call that doesn't count, and a wait for that.)",
        ),
        Mistake(
            """
            synchronize()
            start = clock()
            for _ in range(n):
                work()
            synchronize()
            return (clock() - start) / n
            """,
            "You wait where you should. But the first call is among those you count, and it pays for the start-up. Make one call before, and wait for that one too.",
        ),
        Mistake(
            """
            work()
            start = clock()
            for _ in range(n):
                work()
            synchronize()
            return (clock() - start) / n
            """,
            "The warm-up is there, but it still runs in the background when you start the clock. Wait for it first.",
        ),
        Mistake(
            """
            work()
            synchronize()
            start = clock()
            for _ in range(n):
                work()
                synchronize()
            return (clock() - start) / n
            """,
            "Calls that follow each other closely overlap: the next one is launched while this one runs. If you wait after each of them, or time only one, that is lost. Make n calls, and wait once after the loop.",
        ),
        Mistake(
            """
            work()
            synchronize()
            start = clock()
            for _ in range(n):
                work()
            synchronize()
            return clock() - start
            """,
            "That is the time of all n calls together. Divide it by n.",
        ),
        Mistake(
            """
            work()
            synchronize()
            start = clock()
            for _ in range(n):
                work()
            synchronize()
            return clock() - start / n
            """,
            "Python divides before it subtracts, so only `start` is divided by n. Put brackets around the difference.",
        ),
        Mistake(
            """
            work()
            start = clock()
            for _ in range(n):
                work()
            synchronize()
            return clock() - start / n
            """,
            "Two things are left. The warm-up still runs when you start the clock: wait for it first. And Python divides before it subtracts: put brackets around the difference.",
        ),
        Mistake(
            """
            synchronize()
            start = clock()
            for _ in range(n):
                work()
            synchronize()
            return clock() - start / n
            """,
            "Two things are left. The first call pays for the start-up: make one before you start the clock, and wait for that one too. And Python divides before it subtracts: put brackets around the difference.",
        ),
    ],
    alternatives=[
        """
        synchronize()
        work()
        synchronize()
        before = clock()
        for _ in range(n):
            work()
        synchronize()
        after = clock()
        return (after - before) / n
        """,
        """
        def many(count):
            for _ in range(count):
                work()
            synchronize()
            return clock()

        return -(many(1) - many(n)) / n
        """,
    ],
    hints=[
        "Three things are missing at the start and the end, and one bracket. What does the first call pay for? Is the device done when you read the clock?",
        "Before the clock starts: `work()` and `synchronize()`. After the loop: `synchronize()` again. And `/` goes before `-`.",
        "The last line is `return (clock() - start) / n`, and right above it, outside the loop, stands `synchronize()`.",
    ],
    why="A single short operation is too quick for any clock. This is how `timeit` and benchmark tools measure it.",
)


# -- the way there and back -----------------------------------------------------------------------

unit.value(
    "trip_ms",
    "How many milliseconds does a batch of photographs take to the GPU?",
    points=1,
    reference=lambda: 12.0,  # 16 * 3 * 1000 * 2000 numbers, 4 bytes each, at 32e6 bytes a ms
    mistakes=[
        Mistake(
            "16 * 3 * 1000 * 2000 * 4 / 32e9",
            "Those are seconds. A second has 1000 milliseconds.",
        ),
        Mistake(
            "16 * 3 * 1000 * 2000 * 4 / 32e9 / 1000",
            "The wrong way round: a second has 1000 milliseconds, so there are more of them. Multiply by 1000.",
        ),
        Mistake(
            "16 * 3 * 1000 * 2000 / 32e9 * 1000",
            "You have counted numbers; 32e9 counts bytes. A float32 has how many?",
        ),
        Mistake(
            "16 * 3 * 1000 * 2000 * 32 / 32e9 * 1000",
            "A float32 has 32 *bits*. That is 4 bytes.",
        ),
        Mistake(
            "16 * 3 * 1000 * 2000 * 8 / 32e9 * 1000",
            "Eight bytes is what a float64 takes. These are float32.",
        ),
        Mistake(
            "3 * 1000 * 2000 * 4 / 32e9 * 1000",
            "That is one photograph. There are 16 in the batch.",
        ),
        Mistake(
            "32e9 / (16 * 3 * 1000 * 2000 * 4)",
            "Upside down: that is how many batches fit into one second.",
        ),
        Mistake(
            "16 * 1000 * 2000 * 4 / 32e9 * 1000",
            "That is for grey pictures. In colour, each pixel has three numbers.",
        ),
    ],
    alternatives=[
        "torch.empty(16, 3, 1000, 2000, device='meta').numel() * 4 / 32_000_000",
        "12",
        "384_000_000 / 32e9 * 1e3",
    ],
    hints=[
        "How many bytes are there to move? And at 32e9 bytes in one second?",
        "Bytes: 16 × 3 × 1000 × 2000 numbers, 4 bytes each. Divide by 32e9 and you have seconds.",
        "`16 * 3 * 1000 * 2000 * 4 / 32e9 * 1000`",
    ],
    why="Training loops send the next batch while this one is in work, so that nobody waits for the road.",
)


def _pays_off_after(trip, cpu, gpu):
    if gpu >= cpu:
        return None
    return math.floor(trip / (cpu - gpu)) + 1


unit.function(
    "pays_off_after",
    "How many operations must follow a move to the GPU, so that the move has paid?",
    reference=_pays_off_after,
    devices=False,
    cases=[
        ordinary("a fair trip", lambda d: (d.int(5, 15) + 0.25, d.float(2, 3), 0.5)),
        ordinary("a long trip", lambda d: (d.int(50, 90) + 0.25, d.float(4, 6), d.float(1, 2))),
        edge("a tie is no gain", lambda d: (1.5 * d.int(4, 9), 2.0, 0.5)),
        edge("at once", lambda d: (0.25, d.float(4, 9), d.float(1, 3))),
        edge("no trip at all", lambda d: (0.0, d.float(4, 9), d.float(1, 3))),
        edge("the GPU is slower", lambda d: (d.float(5, 9), d.float(1, 2), d.float(3, 5))),
        edge("both are as fast", lambda d: (d.float(5, 9), 2.5, 2.5)),
    ],
    mistakes=[
        Mistake(
            "None if gpu >= cpu else trip / (cpu - gpu)",
            "That is where the two are even, and mostly not a whole number. Asked for is the first whole number beyond it.",
        ),
        Mistake(
            "None if gpu >= cpu else int(trip / (cpu - gpu))",
            "With that many operations the GPU hasn't won yet: `int` cuts off what stands behind the point. One more, and it has.",
        ),
        Mistake(
            "None if gpu >= cpu else int(-(-trip // (cpu - gpu)))",
            "Rounding up is right, except where the division comes out even: there both take the same time, and nothing is won yet.",
        ),
        Mistake(
            "int(trip // (cpu - gpu)) + 1",
            "That is right wherever the GPU is faster. If it isn't, the move never pays, however long you go on: give `None`.",
        ),
        Mistake(
            "None if gpu >= cpu else int(trip // cpu) + 1",
            "An operation on the GPU takes time as well. Each one saves `cpu - gpu`.",
        ),
        Mistake(
            "None if gpu >= cpu else int(2 * trip // (cpu - gpu)) + 1",
            "`trip` is the whole way, there and back. Count it once.",
        ),
    ],
    alternatives=[
        """
        if gpu >= cpu:
            return None
        n = 1
        while trip + n * gpu >= n * cpu:
            n = n + 1
        return n
        """,
        """
        saved = cpu - gpu
        return int(trip // saved) + 1 if saved > 0 else None
        """,
    ],
    hints=[
        "n operations cost `n * cpu` here, and `trip + n * gpu` there. From which n on is the second one less?",
        "Each operation saves `cpu - gpu`. The savings must be more than `trip`, and there must be savings at all. A `while` loop that tries n = 1, 2, 3, … does it as well. First return `None` where there are none, or the loop never ends. (■ in the toolbar stops it.)",
        "`None` if `gpu >= cpu`, else `int(trip // (cpu - gpu)) + 1`.",
    ],
    why="Move data to the GPU once, and do a lot with it there.",
)


def _settled(x, steps):
    for _ in range(steps):
        x = 0.5 * x + 1
    return x


unit.fix(
    "settled",
    "Mend `settled`, so that its numbers stay on the device that they are on.",
    broken="""
def settled(x, steps):
    for _ in range(steps):
        x = 0.5 * x.cpu() + 1
    return x
""",
    reference=_settled,
    cases=[
        ordinary("a few steps", lambda d: (d.floats(3), d.int(2, 4))),
        ordinary("a matrix", lambda d: (d.floats(2, 2), d.int(2, 5))),
        edge("float64", lambda d: (d.floats(3, dtype=torch.float64), 3)),
        edge("no steps", lambda d: (d.floats(4), 0)),
        edge("one number", lambda d: (d.floats(1), d.int(1, 3))),
        edge("no numbers", lambda d: (torch.zeros(0, 2), 2)),
        edge("non-contiguous", lambda d: (apart(d.floats(2, 3)), 2)),
    ],
    mistakes=[
        Mistake(
            """
            device = x.device
            for _ in range(steps):
                x = 0.5 * x.cpu() + 1
            return x.to(device)
            """,
            "The answer is in the right place. But on its way the numbers have travelled to the CPU and back. Leave `.cpu()` away, and nothing has to move.",
        ),
        Mistake(
            """
            for _ in range(steps):
                x = 0.5 * x.to("cuda") + 1
            return x
            """,
            '`"cuda"` is another fixed place, and many machines have none. Don\'t move `x` at all.',
        ),
        Mistake(
            """
            for _ in range(steps):
                x *= 0.5
                x += 1
            return x
            """,
            "`*=` and `+=` write into the caller's own tensor. Make new ones: `x = 0.5 * x + 1`.",
        ),
        Mistake(
            "0.5 * x + 1",
            "That is one step, however many are asked for. Keep the loop, and go on from the last result: `x = 0.5 * x + 1`.",
        ),
    ],
    alternatives=[
        """
        for _ in range(steps):
            x = x / 2 + 1
        return x
        """,
        """
        y = x.clone()
        for _ in range(steps):
            y.mul_(0.5).add_(1)
        return y
        """,
        "2 + (x - 2) * 0.5 ** steps",
    ],
    hints=[
        "Which part of the line has nothing to do with the calculation?",
        "`.cpu()` brings `x` to the CPU, and there it stays. What if nothing is moved?",
        "`x = 0.5 * x + 1`",
    ],
    why="One stray `.cpu()` in a training loop costs more than all its arithmetic.",
)


# -- small sizes lose -----------------------------------------------------------------------------


def _crossing_size(sizes, cpu, gpu):
    crossing = None
    for size, here, there in zip(sizes, cpu, gpu, strict=True):
        if there >= here:
            crossing = None
        elif crossing is None:
            crossing = size
    return crossing


def _measured(d: Draw, wins: str) -> tuple[list[int], list[float], list[float]]:
    """Sizes and times in ms in which the GPU wins (`g`), loses (`c`) or ties (`=`), in turn."""
    first = 10 * d.int(2, 9)
    sizes = [first * 10**i for i in range(len(wins))]
    gpu = [d.float(10, 20) + i for i in range(len(wins))]
    gain = {"g": lambda: d.float(0.5, 9), "c": lambda: -d.float(0.5, 9), "=": lambda: 0.0}
    cpu = [there + gain[win]() for there, win in zip(gpu, wins, strict=True)]
    return sizes, cpu, gpu


unit.function(
    "crossing_size",
    "From measured times, find the size from which on the GPU stays ahead.",
    reference=_crossing_size,
    devices=False,
    cases=[
        ordinary("it crosses once", lambda d: _measured(d, d.choice(["cccgg", "ccggg", "ccccgg"]))),
        ordinary("a lucky run among the small", lambda d: _measured(d, "ccgccgg")),
        edge("always ahead", lambda d: _measured(d, "gggg")),
        edge("never ahead", lambda d: _measured(d, "cccc")),
        edge("only at the end", lambda d: _measured(d, "cccg")),
        edge("behind again at the end", lambda d: _measured(d, "ccggc")),
        edge("a tie is not ahead", lambda d: _measured(d, "cc=gg")),
        edge("one size", lambda d: _measured(d, "g")),
        edge("no sizes", lambda d: ([], [], [])),
    ],
    mistakes=[
        Mistake(
            """
            for size, here, there in zip(sizes, cpu, gpu):
                if there < here:
                    return size
            """,
            "That is where the GPU is ahead for the first time, which may be luck: one run is noise. After the size that is asked for it never falls behind again.",
        ),
        Mistake(
            """
            for size, here, there in zip(sizes, cpu, gpu):
                if there > here:
                    return size
            """,
            "Less time is faster: the GPU is ahead where its time is the *smaller* one.",
        ),
        Mistake(
            """
            last = None
            for size, here, there in zip(sizes, cpu, gpu):
                if there >= here:
                    last = size
            return last
            """,
            "That is the last size at which the GPU is not ahead. The answer is the size after it.",
        ),
        Mistake(
            """
            last = None
            for size, here, there in zip(sizes, cpu, gpu):
                if there < here:
                    last = size
            return last
            """,
            "That is the largest size at which the GPU is ahead. Asked for is the smallest one from which on it stays ahead.",
        ),
        Mistake(
            """
            crossing = None
            for size, here, there in zip(sizes, cpu, gpu):
                if there > here:
                    crossing = None
                elif crossing is None:
                    crossing = size
            return crossing
            """,
            "Nearly: with equal times the GPU isn't ahead yet.",
        ),
        Mistake(
            """
            crossing = None
            for i, (here, there) in enumerate(zip(cpu, gpu)):
                if there >= here:
                    crossing = None
                elif crossing is None:
                    crossing = i
            return crossing
            """,
            "That is its place in the list. Give the size that stands there: `sizes[i]`.",
        ),
        Mistake(
            """
            answer = sizes[-1]
            for size, here, there in zip(reversed(sizes), reversed(cpu), reversed(gpu)):
                if there >= here:
                    break
                answer = size
            return answer
            """,
            "From the back is a good way to look. But when the GPU is behind at the very end, or there are no sizes, there is no such size: give `None`.",
        ),
        Mistake(
            """
            i = len(sizes) - 1
            while gpu[i] < cpu[i]:
                i = i - 1
            return sizes[i + 1]
            """,
            "From the back is a good way to look, but your loop runs off the list. What if the GPU is ahead everywhere, or behind at the very end, or if the list is empty?",
        ),
    ],
    alternatives=[
        """
        answer = None
        for i in reversed(range(len(sizes))):
            if gpu[i] >= cpu[i]:
                break
            answer = sizes[i]
        return answer
        """,
        """
        for i in range(len(sizes)):
            if all(there < here for here, there in zip(cpu[i:], gpu[i:])):
                return sizes[i]
        return None
        """,
        """
        behind = [i for i in range(len(sizes)) if not gpu[i] < cpu[i]]
        first = behind[-1] + 1 if behind else 0
        return sizes[first] if first < len(sizes) else None
        """,
    ],
    hints=[
        "Go through the sizes from the smallest to the largest, and keep the answer you have so far. What becomes of it when the GPU falls behind?",
        "Begin with `crossing = None`. Ahead, and no answer yet: this size is the answer. Not ahead: back to `None`.",
        "In the loop: `if there >= here: crossing = None`, `elif crossing is None: crossing = size`.",
    ],
    why="Below this size, the best thing to do with a GPU is to leave it alone.",
)


# -- marks on the device --------------------------------------------------------------------------


def _timed_by_events(work, Event):
    start, end = Event(enable_timing=True), Event(enable_timing=True)
    start.record()
    work()
    end.record()
    end.synchronize()
    return start.elapsed_time(end) / 1000


unit.function(
    "timed_by_events",
    "Time one run of `work` with two events, in seconds.",
    reference=_timed_by_events,
    devices=False,
    cases=[
        ordinary("work that takes long", lambda d: _gpu_events(0.5, d.float(3, 9))),
        ordinary("work that takes longer", lambda d: _gpu_events(d.float(1, 2), d.float(20, 40))),
        edge(
            "a device that is still busy",
            lambda d: _gpu_events(0.5, d.float(3, 9), busy=d.float(5, 9)),
        ),
        edge("hardly any work", lambda d: _gpu_events(d.float(3, 5), 0.5)),
    ],
    mistakes=[
        Mistake(
            """
            start, end = Event(enable_timing=True), Event(enable_timing=True)
            start.record()
            work()
            end.record()
            end.synchronize()
            return start.elapsed_time(end)
            """,
            "`elapsed_time` gives milliseconds. Divide them by 1000.",
        ),
        Mistake(
            """
            start, end = Event(enable_timing=True), Event(enable_timing=True)
            start.record()
            work()
            end.record()
            return start.elapsed_time(end) / 1000
            """,
            "The device hasn't reached the second mark when you ask for the time. Wait for that mark: `end.synchronize()`. (And use the `Event` that the function is given: `torch.cuda.Event` exists only with CUDA.)",
        ),
        Mistake(
            """
            start, end = Event(enable_timing=True), Event(enable_timing=True)
            start.record()
            end.record()
            work()
            end.synchronize()
            return start.elapsed_time(end) / 1000
            """,
            "There is no work between your two marks. Make two events: record the first before `work()`, the second after it. An event that is recorded again forgets where it stood.",
        ),
        Mistake(
            """
            start, end = Event(enable_timing=True), Event(enable_timing=True)
            start.record()
            work()
            end.record()
            end.synchronize()
            return end.elapsed_time(start) / 1000
            """,
            "A time below zero: one asks the *first* mark how long it is to the second, `start.elapsed_time(end)`.",
        ),
        Mistake(
            """
            start, end = Event(), Event()
            start.record()
            work()
            end.record()
            end.synchronize()
            return start.elapsed_time(end) / 1000
            """,
            "An event knows its time only if it was made with `Event(enable_timing=True)`, and put into the queue with `.record()`. Both events need both.",
        ),
    ],
    alternatives=[
        """
        marks = [Event(enable_timing=True) for _ in range(2)]
        marks[0].record()
        work()
        marks[1].record()
        while not marks[1].query():
            marks[1].synchronize()
        return 0.001 * marks[0].elapsed_time(marks[1])
        """,
        """
        start = Event(True)
        end = Event(True)
        start.record()
        work()
        end.record()
        start.synchronize()
        end.synchronize()
        return start.elapsed_time(end) / 1e3
        """,
    ],
    hints=[
        "Make two events, and put one before and one after `work()`, with `.record()`. What must have happened before you ask for the time between them?",
        "`end.synchronize()` waits until the device has come to the second mark. Then `start.elapsed_time(end)`, in milliseconds.",
        "`start.record()`, `work()`, `end.record()`, `end.synchronize()`, `return start.elapsed_time(end) / 1000`.",
    ],
    why="Events are read on the device itself: what Python does meanwhile doesn't count.",
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
            "Nothing gets lost of the -100 million. What happens to the 1 in the bracket that comes first?",
        ),
        Mistake(
            "float('nan')",
            "NaN comes of 0 / 0 or of infinities. 100 million is far from infinite.",
        ),
        Mistake(
            "'raises OverflowError'",
            "100 million is no problem for float32, which reaches to 10³⁸. Digits are what it is short of.",
        ),
    ],
    alternatives=["0", "torch.tensor(0.0)"],
    hints=[
        "The bracket comes first: 100 000 000 + 1. How many digits does float32 keep?",
        "About 7. So the 1 at the ninth place can't be kept: the sum is rounded to 100 000 000.",
        "`0.0`",
    ],
    why="A GPU adds in another order than a CPU: the same numbers, other last digits, and neither is wrong.",
)


def _off(d: Draw, *shape: int, dtype=torch.float32) -> tuple[torch.Tensor, torch.Tensor]:
    """What came out and what was expected: no element is 0, one difference is large and negative."""
    expected = d.floats(*shape, low=2, dtype=dtype) * (2 * d.bools(*shape).to(dtype) - 1)
    got = expected + d.floats(*shape, low=-0.5, high=0.5, dtype=dtype)
    flat = got.reshape(-1)
    flat[0] = expected.reshape(-1)[0] - 1.5
    return got, expected


unit.function(
    "worst_relative_error",
    "By which part of the expected value is the worst element off?",
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
        edge("the same", lambda d: (lambda t: (t.clone(), t))(d.floats(2, 3, low=1))),
        edge("a matrix", lambda d: _off(d, 2, 3)),
        edge("float64", lambda d: _off(d, 4, dtype=torch.float64)),
        edge("a scalar", lambda d: (d.floats(low=1), d.floats(low=-9, high=-1))),
        edge("with NaN", lambda d: (torch.tensor([1.0, float("nan")]), d.floats(2, low=1))),
        edge("non-contiguous", lambda d: (apart(d.floats(2, 2)), apart(d.floats(2, 2, low=0.5)))),
    ],
    mistakes=[
        Mistake(
            "(got - expected).abs().max()",
            "That is the largest difference. Whether it is much depends on the number it is a difference of: 1 is much for 3, and little for 1000. Divide by `expected`, element by element.",
        ),
        Mistake(
            "((got - expected) / expected).max()",
            "Some elements are off towards the other side, and give a number below zero. `.abs()` makes them count.",
        ),
        Mistake(
            "((got - expected).abs() / expected).max()",
            "For a negative `expected` your quotient is negative, and never the largest. Take its `.abs()` as well.",
        ),
        Mistake(
            "((got - expected).abs() / expected.abs()).mean()",
            "That is the mean of the errors. Asked for is the worst.",
        ),
        Mistake(
            "((got - expected).abs() / got.abs()).max()",
            "You divide by what came out. The measure is what was expected.",
        ),
        Mistake(
            "(got - expected).abs() / expected.abs()",
            "Those are the errors of all the elements. The worst of them is the `.max()`.",
        ),
        Mistake(
            "((got - expected).abs() / expected.abs()).max().item()",
            "Right, as a Python number. Leave `.item()` away, so that nobody has to wait for the device.",
        ),
        Mistake(
            "(got - expected).abs().max() / expected.abs().max()",
            "You take both maxima before you divide, so an error of a small element is measured by a large one. Divide element by element, then take the maximum.",
        ),
    ],
    alternatives=[
        "((got - expected) / expected).abs().max()",
        "torch.max(torch.abs(1 - got / expected))",
        "(got / expected - 1).abs().reshape(-1).max()",
    ],
    hints=[
        "How far off is each element? And measured by what it should have been?",
        "`(got - expected) / expected`, both sides without their sign. Which of the numbers is the worst?",
        "`((got - expected).abs() / expected.abs()).max()`",
    ],
    why="About 1e-7 is a rounding in float32, and 1e-2 is a bug: relative errors tell the two apart.",
)
