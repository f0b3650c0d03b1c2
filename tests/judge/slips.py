"""Slips that students really made, and the words that name each: what stands below a wrong answer
must be true of how it is written.

A row: the exercise, the answer (an expression, a function's body or a whole cell), and words of
the sentence that names the slip. In FALSE they are words of a sentence that is not true of it.
"""

from __future__ import annotations

# What a typical slip must be told.
NAMED = [
    (
        "count_above",
        "numbers = torch.ones(3)\n\ndef count_above(x, limit):\n    return (numbers > limit).sum()",
        "a variable of the notebook",
    ),
    (
        "winners",
        "scores.argmin(dim=0)",
        "argmin",
    ),
    (
        "largest_in_list",
        "return min(numbers)",
        "smallest",
    ),
    (
        "winners",
        "scores.argmax(dim=0) + 1",
        "one too large, everywhere",
    ),
    (
        "seat_numbers",
        "torch.arange(rows * seats).reshape(rows, seats)",
        "0",
    ),
    (
        "centre_rows",
        "torch.round(x - x.mean(dim=1, keepdim=True), decimals=4)",
        "rounded to 4 decimal places",
    ),
    (
        "tally",
        "return torch.bincount(votes.to('gpu'), minlength=n)",
        "no device called `gpu`",
    ),
    (
        "not_negative",
        "return torch.empty_like(x)",
        "memory as it was left",
    ),
    (
        "seat_numbers",
        "torch.tensor([[1, 2, 3], [4, 5, 6]])",
        "the same for every input",
    ),
    (
        "average_of_list",
        "return 4.0",
        "the same for every input",
    ),
    (
        "centre_rows",
        "x",
        "just as it came in",
    ),
    (
        "not_negative",
        "return x",
        "just as it came in",
    ),
    (
        "seat_numbers",
        "(torch.arange(rows * seats) + 1).reshape(rows, seats).T",
        "rows and columns swapped",
    ),
    (
        "on_top",
        "torch.cat([upper, lower]).T",
        "rows and columns swapped",
    ),
    (
        "half_squared",
        "24496",
        "90000 − 65504",
    ),
    (
        "int8_sum",
        '"raises RuntimeError"',
        "raises no error",
    ),
    (
        "two_clocks",
        "(14, 14)",
        "makes it wait",
    ),
    (
        "slopes",
        "t = x.clone()\nf(t).sum().backward()\nreturn t.grad",
        "requires_grad_()",
    ),
    (
        "descend",
        "w = start.clone().requires_grad_()\n"
        "with torch.no_grad():\n"
        "    for _ in range(steps):\n"
        "        w.grad = None\n"
        "        f(w).backward()\n"
        "        w -= lr * w.grad\n"
        "return w.detach()",
        "Only the step",
    ),
    (
        "largest_in_list",
        "best = numbers[0]\n"
        "for number in numbers:\n"
        "    if number > best:\n"
        "        best = number\n"
        "    return best",
        "the loop stops at the first",
    ),
    (
        "average_of_list",
        "if not numbers:\n"
        "    return 0.0\n"
        "total = 0\n"
        "for n in numbers:\n"
        "    total += n\n"
        "    return total / len(numbers)",
        "loop stops at the first",
    ),
    (
        "count_above",
        "return len(x > limit)",
        "counts both",
    ),
    (
        "count_above",
        "return torch.tensor(len(x > limit))",
        "how many numbers there are",
    ),
    (
        "count_above",
        "return x[x > limit].sum()",
        "adds the large numbers up",
    ),
    (
        "not_negative",
        "if x < 0:\n    return 0\nreturn x",
        "want a single True or False",
    ),
    (
        "times_table",
        "torch.arange(1, 11) * torch.arange(1, 11)",
        "column",
    ),
    (
        "centre_rows",
        "x - x.amax(dim=1, keepdim=True)",
        "mean",
    ),
    (
        "centre_rows",
        "x / x.mean(dim=1, keepdim=True)",
        "Subtract",
    ),
    (
        "cut_out",
        "image[..., row:row + size - 1, col:col + size - 1] = 0\nreturn image",
        "too small",
    ),
    (
        "append_row",
        "return torch.stack([matrix, row])",
        "`cat`",
    ),
    (
        "seat_numbers",
        "out = torch.zeros(rows, seats)\n"
        "for i in range(rows):\n"
        "    for j in range(seats):\n"
        "        out[i, j] = i * seats + j + 1\n"
        "return out",
        "float",
    ),
    (
        "powers_table",
        "torch.zeros(4, 3)",
        "float",
    ),
    (
        "two_layers",
        "return (torch.tanh(x * w1 + b1) @ w2 + b2).squeeze(1)",
        "`x @ w1`",
    ),
    (
        "two_layers",
        "return (torch.tanh(x @ w1 + b1) * w2 + b2).squeeze(1)",
        "`@`",
    ),
    (
        "aligned_shape",
        "(3, 3)",
        "not how many there are",
    ),
    (
        "vector_minus_column",
        "(9,)",
        "not how many there are",
    ),
    (
        "countdown",
        "torch.linspace(10, 1, 10)",
        "float",
    ),
    (
        "seat_numbers",
        "(torch.arange(rows * 7) + 1).reshape(rows, 7)",
        "7",
    ),
    (
        "winners",
        "scores.max().indices",
        "with a `dim`",
    ),
    (
        "close_enough",
        "return bool((a - b).sum() <= tolerance)",
        "smaller than any tolerance",
    ),
    (
        "ever_freezing",
        "return temperatures.any() < 0",
        "brackets",
    ),
    (
        "scale_channels",
        "return images",
        "just as it came in",
    ),
    (
        "apples_sold",
        "torch.tensor(5)",
        "what `five` asks for",
    ),
    ("no_stretching", "(9, 9)", "stops with an error"),
    ("view_of_turned", "(6,)", "stops with an error"),
]

# A coincidence of values, and a sentence that speaks of a cause which is not there.
FALSE = [
    ("close_enough", "bool(a.mean() - b.mean() <= tolerance)", "`any()`"),
    ("centred", "(x - x.float().mean()).abs()", "Is that what the task asks for"),
    ("strictly_between", "(x > low) == (x > high)", "different order"),
    ("strictly_between", "((x > low) & (x < high)).sum()", "the same for every input"),
    ("append_row", "torch.cat([matrix, row.reshape(-1, 1)])", "`unsqueeze(1)`"),
    (
        "not_negative",
        "x.clamp(0, float('inf'))",
        "torch.zeros",
    ),
    (
        "sorted_by_numpy",
        "t.sort(descending=True).values",
        "[::-1]",
    ),
    (
        "not_negative",
        "x - x.clamp(max=0)",
        "product",
    ),
    (
        "first_number",
        "vector.min().item()",
        "last number",
    ),
    (
        "ever_freezing",
        "bool(temperatures.sum() < 0)",
        ".all()",
    ),
    (
        "typical_seconds",
        "work()\n"
        "times = []\n"
        "for _ in range(runs):\n"
        "    synchronize()\n"
        "    start = clock()\n"
        "    work()\n"
        "    synchronize()\n"
        "    times.append(clock() - start)\n"
        "return sorted(times)[runs // 2 + 1]",
        "warm-up is still running",
    ),
    (
        "descend",
        "w = start.clone().requires_grad_()\n"
        "for _ in range(steps):\n"
        "    f(w).backward()\n"
        "    w = (w - lr * w.grad).detach()\n"
        "return w",
        "what is made inside `no_grad`",
    ),
    (
        "balance_point",
        "places = torch.arange(len(weights)).to(weights.device)\n"
        "return (places * weights).sum() / weights.sum() + 1",
        "lands on the CPU",
    ),
    (
        "squared_error",
        "prediction.requires_grad_()\nreturn ((prediction - target) ** 2).sum()",
        ".detach()",
    ),
    (
        "squared_error",
        "z = ((prediction - target) ** 2).sum()\nz.backward()\nreturn z",
        "retain_graph",
    ),
    (
        "on_top",
        "[upper, lower]",
        "makes a tensor of a list",
    ),
    (
        "powers_table",
        "n = torch.arange(1, 5)\npowers_table = [n, n**2, n**3]",
        "makes a tensor of a list",
    ),
    (
        "slopes",
        "x.requires_grad_()\ny = x.clone()\nf(y).sum().backward()\nreturn y.grad",
        "Did you forget to",
    ),
    (
        "hidden_weights",
        "f(torch.zeros(n, requires_grad=True)).backward()",
        "Only backward fills",
    ),
    (
        "hidden_weights",
        "y = torch.zeros(n, requires_grad=True) * 1\nf(y).backward()\nreturn y.grad",
        "Only backward fills",
    ),
    (
        "timed",
        "start = clock()\nwork()\ntorch.accelerator.synchronize()\nreturn clock() - start",
        "Wait for it",
    ),
    (
        "padded_batch",
        "longest = max(len(t) for t in sequences)\n"
        "return torch.stack([torch.cat([t, torch.zeros(longest - len(t))]) for t in sequences])",
        "the device that was asked for",
    ),
    (
        "close_enough",
        "return bool(((a - b).abs() <= tolerance).any())",
        "exactly the tolerance is still allowed",
    ),
]

# Right answers that once failed.
RIGHT = [
    (
        "average_of_list",
        "def half(t):\n"
        "    return t / 1\n"
        "\n"
        "\n"
        "def average_of_list(numbers):\n"
        "    return half(sum(numbers) / len(numbers)) if numbers else 0.0",
    ),
    (
        "count_above",
        "map = x > limit\nreturn map.sum()",
    ),
    (
        "count_above",
        "def count_above(x, limit):\n"
        "    return (x > limit).sum()\n"
        "\n"
        "count_above = torch.no_grad()(count_above)",
    ),
    (
        "count_above",
        "with torch.no_grad():\n    return (x > limit).sum()",
    ),
    (
        "centre_rows",
        "with x.device:\n    return x - x.mean(dim=1, keepdim=True)",
    ),
    (
        "cubes_with_grad",
        "t = torch.tensor([1.0, 2.0, 3.0], requires_grad=True) * 1\n"
        "t.retain_grad()\n"
        "(t ** 3).sum().backward()\n"
        "cubes_with_grad = t",
    ),
]
