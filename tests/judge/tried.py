"""Answers that were once misjudged. Each stands for a kind, and a new one belongs here."""

_MOMENT = """
reduce = torch.arange(len(weights), device=weights.device) * weights
return reduce.sum() / weights.sum()
"""
_FLOAT32 = "by way of float32: float64 keeps twice the digits"

# Wrong answers that once earned full points: the exercise, the answer, what it is wrong on.
WRONG = [
    ("not_negative", "x.clamp(0, 10000)", "20000"),
    (
        "matmul_mixed",
        """
        if a.dtype == torch.float64 or b.dtype == torch.float64:
            return a.double() @ b.double()
        return a.float() @ b.float()
        """,
        "float16 by float16",
    ),
    (
        "typical_seconds",
        """
        work()
        seconds = []
        for _ in range(5):
            synchronize()
            start = clock()
            work()
            synchronize()
            seconds.append(clock() - start)
        return torch.tensor(seconds).median().item()
        """,
        "any other number of runs",
    ),
    (
        "balance_point",
        """
        places = torch.arange(len(weights), dtype=weights.dtype, device=weights.device)
        return (places * weights).sum() / weights.sum()
        """,
        "uint8 weights: 2 * 200 is no uint8",
    ),
    ("count_above", "(x - limit > 0).sum()", "uint8 [3, 200] and a limit of 5"),
    (
        "pays_off_after",
        """
        for n in range(1, 101):
            if trip + n * gpu < n * cpu:
                return n
        """,
        "more than 100 operations",
    ),
    (
        "timed",
        """
        synchronize()
        start = clock()
        work()
        synchronize()
        return round(clock() - start, 1)
        """,
        "microseconds",
    ),
    (
        "cubes_with_grad",
        """
        cubes_with_grad = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
        cubes_with_grad.grad = torch.tensor([3.0, 12.0, 27.0])
        """,
        "PyTorch did not fill it",
    ),
    (
        "central_difference",
        "torch.round((f(x + h) - f(x - h)) / (2 * h), decimals=4)",
        "small slopes",
    ),
    (
        "cut_out",
        "image[..., row : row + size, col : col + size] *= 0\nreturn image",
        "bool raises, NaN stays NaN",
    ),
    ("zeroed_row", "out = t + 0\nout[i] = 0\nreturn out", "bool becomes int64"),
    (
        "pick_per_row",
        """
        places = torch.arange(table.shape[1], device=table.device)
        return (table * (columns.unsqueeze(1) == places)).sum(dim=1)
        """,
        "int32 becomes int64, NaN beside it spreads",
    ),
    (
        "largest_in_list",
        """
        best = numbers[0]
        for i in range(1, len(numbers) - 1):
            if numbers[i] > best:
                best = numbers[i]
        return best
        """,
        "the largest comes last",
    ),
    (
        "largest_in_list",
        """
        best = None
        for number in numbers:
            if not best or number > best:
                best = number
        return best
        """,
        "[0, -1]",
    ),
    (
        "largest_in_list",
        """
        best = -999999999
        for number in numbers:
            if number > best:
                best = number
        return best
        """,
        "numbers further below zero",
    ),
    (
        "close_enough",
        "torch.allclose(a, b, rtol=0, atol=tolerance, equal_nan=True)",
        "NaN in both",
    ),
    ("zeroed_row", "out = t.clone()\nout[abs(i)] = 0\nreturn out", "3 rows, i = -1"),
    (
        "cut_out",
        """
        if image.dim() == 2:
            image[row : row + size, col : col + size] = 0
        else:
            image[:, row : row + size, col : col + size] = 0
        return image
        """,
        "rank 4",
    ),
    (
        "cut_out",
        """
        flat = image.reshape(-1, *image.shape[-2:])
        flat[:, row : row + size, col : col + size] = 0
        return image
        """,
        "rank 4, laid out so that reshape copies",
    ),
    ("ruler", "torch.arange(start, end + (0.001 if step > 0 else -0.001), step)", "a finer ruler"),
    ("ever_freezing", "bool((temperatures.int() < 0).any())", "-0.5"),
    ("ever_freezing", "not bool((temperatures >= 0).all())", "NaN"),
    ("first_number", "vector.cpu().numpy()[0].item()", "bfloat16, which NumPy lacks"),
    (
        "padded_batch",
        """
        longest = max(len(s) for s in sentences)
        rows = [
            torch.cat([s.float(), torch.zeros(longest - len(s)).to(s.device)]) for s in sentences
        ]
        return torch.stack(rows).to(sentences[0].dtype)
        """,
        "16777217",
    ),
    ("winners", "scores.float().argmax(dim=0)", "16777217"),
    (
        "central_difference",
        """
        x += h
        right = f(x)
        x -= 2 * h
        left = f(x)
        x += h
        return (right - left) / (2 * h)
        """,
        "a function that returns x itself",
    ),
    (
        "average_of_list",
        "round(sum(numbers) / len(numbers), 2) if numbers else 0.0",
        "0.123",
    ),
    ("average_of_list", "sum(numbers) / (len(numbers) + 0.0000001)", "7 digits are right of 16"),
    (
        "layer_output",
        "(weights @ x + bias).mul(100).round().div(100)",
        "0.123",
    ),
    (
        "cube_root",
        "f = t.float()\nreturn (f.sign() * f.abs() ** (1 / 3)).to(t.dtype)",
        _FLOAT32,
    ),
    (
        "standardise",
        "t = table.float()\nreturn ((t - t.mean(0)) / t.std(0, correction=0)).to(table.dtype)",
        _FLOAT32,
    ),
    (
        "steepness",
        """
        t = z.float()
        down = (t[2:, 1:-1] - t[:-2, 1:-1]) / (2 * dy)
        right = (t[1:-1, 2:] - t[1:-1, :-2]) / (2 * dx)
        return (down**2 + right**2).sqrt().to(z.dtype)
        """,
        _FLOAT32,
    ),
    (
        "fit_line",
        """
        a, b = x.float(), y.float()
        line = a.new_zeros(2, requires_grad=True)
        for _ in range(steps):
            ((line[0] * a + line[1] - b) ** 2).mean().backward()
            with torch.no_grad():
                line -= lr * line.grad
            line.grad = None
        return line.detach().to(x.dtype)
        """,
        _FLOAT32,
    ),
    (
        "stable_softmax",
        "e = (x.float() - x.max()).exp()\nreturn (e / e.sum()).to(x.dtype)",
        _FLOAT32,
    ),
    (
        "centred",
        "(x.float() - x.float().mean()).to(x.dtype if x.is_floating_point() else torch.float32)",
        _FLOAT32,
    ),
    (
        "worst_relative_error",
        "((got - expected).abs() / expected.abs()).max() * ((got - expected).abs().max() > 1e-6)",
        "an error of 1e-9",
    ),
    ("first_number", "vector.cpu().numpy()[0]", "a number of NumPy's"),
    (
        "first_number",
        "n = vector[0].item()\nreturn int(n) if n == int(n) else n",
        "an int for a float",
    ),
    (
        "close_enough",
        "((a - b).abs() <= tolerance).all().cpu().numpy()[()]",
        "a bool of NumPy's",
    ),
    (
        "pays_off_after",
        "import numpy\nreturn numpy.int64(trip // (cpu - gpu)) + 1",
        "an integer of NumPy's",
    ),
    ("pays_off_after", "trip // (cpu - gpu) + 1", "a float for an int"),
    (
        "column_kept",
        "return t.as_strided((len(t), 1), t.stride(), (j % t.shape[1]) * t.stride(1))",
        "a tensor with a storage offset",
    ),
    ("throw_dice", "torch.manual_seed(0)\nreturn torch.randint(1, 7, (n,))", "asked twice"),
    (
        "throw_dice",
        "return torch.randint(1, 7, (n,), generator=torch.Generator().manual_seed(0))",
        "asked twice",
    ),
    ("throw_dice", "torch.randperm(n) % 6 + 1", "four throws never show a 5"),
    (
        "measurements",
        """
        torch.rand(1)
        generator = torch.Generator().manual_seed(seed)
        return mean + spread * torch.randn(n, generator=generator)
        """,
        "what others draw afterwards",
    ),
    (
        "squared_error",
        "(((prediction - target) ** 2).sqrt() ** 2).sum()",
        "the gradient where prediction and target are equal",
    ),
]

# Right answers that were once refused: the exercise, the answer, what the check stumbled over.
RIGHT = [
    (
        "cubes_with_grad",
        """
        cubes_with_grad = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64, requires_grad=True)
        (cubes_with_grad**3).sum().backward()
        """,
        "float64, which nothing forbids",
    ),
    ("mixed_dtype", "float", "Python's own word for it"),
    ("mixed_dtype", "torch.float", "PyTorch's other word for it"),
    ("joined_dtype", "'float'", "the same as text"),
    (
        "stable_softmax",
        "e = (x - x.max()).exp()\nsoftmax = e / e.sum()\nreturn softmax",
        "a variable called softmax",
    ),
    (
        "midpoint",
        """
        def half(t):
            return t // 2
        short = (a % 2) * (b % 2)
        return half(a) + half(b) + short
        """,
        "a helper called half, a variable called short",
    ),
    ("quarter_turn", "rot90 = t.flip(0).T\nreturn rot90", "a variable called rot90"),
    ("count_above", "map = x > limit\nreturn map.sum()", "a variable called map"),
    ("count_above", "filter = x > limit\nnext = filter.sum()\nreturn next", "filter and next"),
    ("balance_point", _MOMENT, "a variable called reduce"),
    (
        "stable_softmax",
        """
        def stable_softmax(x):
            e = (x - x.max()).exp()
            return e / e.sum()
        _old = stable_softmax
        def stable_softmax(x):
            return _old(x)
        """,
        "a name that is bound from itself",
    ),
    (
        "count_above",
        """
        def count_above(x, limit):
            return (x > limit).sum()
        count_above = torch.no_grad()(count_above)
        """,
        "a name that is bound from itself, by a decorator called by hand",
    ),
    (
        "count_above",
        "with torch.no_grad():\n    high = x > limit\n    return high.sum().clone()",
        "no_grad is no operation",
    ),
    (
        "count_above",
        "with x.device:\n    high = x > limit\n    return high.sum().clone()",
        "a device as a context is no operation",
    ),
    (
        "count_above",
        "%%time\ndef count_above(x, limit):\n    return (x > limit).sum()\n",
        "a magic on top of the cell",
    ),
    (
        "zeroed_row",
        """
        @torch.inference_mode()
        def zeroed_row(t, i):
            out = t.clone()
            out[i] = 0
            return out
        """,
        "inference mode",
    ),
    (
        "thumbnail",
        "return image.unfold(0, k, k).unfold(1, k, k).mean(dim=(3, 4))",
        "unfold is no ready-made pooling",
    ),
]

# Answers that were once called partly right too kindly: the exercise, the answer, the share of the
# points that it may earn at most, what is missing.
PARTLY = [
    (
        "cut_out",
        "image[row : row + size, col : col + size] = 0\nreturn image",
        0.5,
        "channels, half of the task",
    ),
    (
        "cube_root",
        "import numpy\narray = t.numpy()\nreturn torch.from_numpy(numpy.cbrt(array))",
        0,
        "the device, which is the task: the given code was split",
    ),
    ("matmul_mixed", "a.double() @ b.double()", 0.5, "the dtype, half of the task"),
    (
        "typical_seconds",
        """
        work()
        seconds = []
        for _ in range(runs - 1):
            synchronize()
            start = clock()
            work()
            synchronize()
            seconds.append(clock() - start)
        return torch.tensor(seconds).median().item() if seconds else 0.0
        """,
        0,
        "a run",
    ),
    (
        "stable_softmax",
        "e = (x - x.min()).exp()\nreturn e / e.sum()",
        0,
        "the one point of the exercise",
    ),
    ("close_enough", "bool(((a - b).abs() < tolerance).all())", 0.75, "the bound itself"),
    ("close_enough", "not bool(((a - b).abs() > tolerance).any())", 0.75, "NaN"),
    (
        "count_above",
        """
        count = 0
        for n in range(len(x)):
            if x[n].item() > limit:
                count += 1
        return torch.tensor(count)
        """,
        0,
        "the rule, which is the task: the given loop was rewritten",
    ),
    ("zeroed_row", "out = t.float()\nout[i] = 0\nreturn out.to(t.dtype)", 0.75, "the view"),
]
