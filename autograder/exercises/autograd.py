"""Unit 06_autograd: slopes, gradients, and letting PyTorch find them."""

import torch

from autograder.check.draw import Code, apart
from autograder.check.exercise import Mistake, Unit, edge, ordinary
from autograder.check.rules import at_most, no_loop

unit = Unit("06_autograd", "Derivatives and autograd")


def _used_before(t, old):
    """`t` with a gradient in `.grad` that an earlier backward left there: `old` everywhere."""
    t.grad = torch.full_like(t, old)
    return t


# -- slopes, by measuring and by hand -------------------------------------------------------------

unit.predict(
    "uphill",
    "Does f(x) = x · (6 - x) grow with a tiny step from 1, from 2, from 4?",
    points=1,
    runs="""
    def f(x):
        return x * (6 - x)

    [f(1.001) > f(1), f(2.001) > f(2), f(4.001) > f(4)]
    """,
    mistakes=[
        Mistake(
            "[False, False, True]",
            "The other way round: `>` asks whether the value after the step is the larger one. Where the curve goes up, it is.",
        ),
        Mistake(
            "[True, True, True]",
            "At 1 and at 2 it goes up, yes. Compute f(2), f(3), f(4) and f(5): where does it turn?",
        ),
        Mistake(
            "[True, False, False]",
            "f(2) is 8. What is f(3)? The curve has not reached its top at 2.",
        ),
        Mistake(
            "[5, 8, 8]",
            "Those are the values at 1, 2 and 4. The question is which way the curve goes there. The values at 2 and 4 are the same, the directions are not.",
        ),
        Mistake(
            "[4, 2, -2]",
            "These are the slopes, and they are right. `>` answers with True or False: which of them are positive?",
        ),
    ],
    alternatives=[
        "(True, True, False)",
        "list(map(bool, [1, 1, 0]))",
        "[slope > 0 for slope in (4, 2, -2)]",
    ],
    hints=[
        "Work out f(0), f(1), … up to f(6), and sketch the curve.",
        "The values are 0, 5, 8, 9, 8, 5, 0. Which way does it go at 1, at 2, at 4?",
        "It climbs until 3 and falls after it: so twice True, then False.",
    ],
    why="The sign of a slope is all you need to know to make a number better: it says which way to turn it.",
)

unit.function(
    "central_difference",
    "Measure the slope of any function by one step to the left and one to the right.",
    reference=lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h),
    cases=[
        ordinary(
            "a parabola",
            lambda d: (
                Code(f"lambda x: {d.int(1, 4)} * x ** 2"),
                d.floats(d.int(2, 4), dtype=torch.float64),
                0.5,
            ),
        ),
        ordinary(
            "a cubic",
            lambda d: (
                Code(f"lambda x: x ** 3 - {d.int(1, 4)} * x"),
                d.floats(d.int(2, 4), low=-3, high=3, dtype=torch.float64),
                d.choice((0.25, 0.5)),
            ),
        ),
        edge(
            "one number", lambda d: (Code("lambda x: x ** 2"), d.floats(dtype=torch.float64), 0.5)
        ),
        edge(
            "a matrix",
            lambda d: (Code("lambda x: 3 * x ** 2 - x"), d.floats(2, d.int(2, 3)), 0.25),
        ),
        edge("a flat function", lambda d: (Code("lambda x: x * 0 + 7"), d.floats(3), 0.5)),
        edge("no numbers", lambda d: (Code("lambda x: x ** 2"), torch.zeros(0), 0.5)),
        edge("a wide step", lambda d: (Code("lambda x: x ** 3"), d.floats(2, low=-3, high=3), 2.0)),
        edge("non-contiguous", lambda d: (Code("lambda x: x ** 2"), apart(d.floats(3)), 0.5)),
    ],
    mistakes=[
        Mistake(
            "(f(x + h) - f(x)) / h",
            "That steps to the right only, which is off by about h. Step to both sides, from x - h to x + h.",
        ),
        Mistake(
            "(f(x + h) - f(x - h)) / h",
            "The rise is right, but the run is not: from x - h to x + h it is two steps of h.",
        ),
        Mistake(
            "(f(x + h) - f(x - h)) / 2 * h",
            "Python works from left to right: this divides by 2 and then *multiplies* by h. Put brackets around `2 * h`.",
        ),
        Mistake(
            "f(x + h) - f(x - h)",
            "That is the rise. A slope is rise over run: divide by the distance from x - h to x + h.",
        ),
        Mistake(
            "(f(x - h) - f(x + h)) / (2 * h)",
            "The sign is turned round: take the value on the right, and subtract the one on the left.",
        ),
        Mistake(
            "(f(x) - f(x - h)) / h",
            "That steps to the left only, which is off by about h. Step to both sides, from x - h to x + h.",
        ),
    ],
    alternatives=[
        "(f(x + h) - f(x - h)) / h / 2",
        """
        right = (f(x + h) - f(x)) / h
        left = (f(x) - f(x - h)) / h
        return (left + right) / 2
        """,
        "0.5 * (f(x + h) - f(x - h)) / h",
    ],
    hints=[
        "Rise over run. Between which two points on the curve?",
        "The points stand at x - h and at x + h. How far apart are those two?",
        "`(f(x + h) - f(x - h)) / (...)`, with the run in place of the dots: h to the left and h to the right.",
    ],
    why="It needs nothing but the function, so it can check every other way to find a slope.",
)

unit.function(
    "gradient_by_hand",
    "Find the two slopes of G(x, y) = x² · y + 3 · y with pencil and paper.",
    reference=lambda x, y: (2 * x * y, x**2 + 3),
    devices=False,
    cases=[
        ordinary("two numbers", lambda d: (d.float(1, 9), d.float(1, 9))),
        ordinary("a negative one", lambda d: (d.float(-9, -1), d.float(1, 9))),
        edge("at the origin", lambda d: (0.0, 0.0)),
        edge("both negative", lambda d: (d.float(-9, -1), d.float(-9, -1))),
        edge("far out", lambda d: (100 * d.float(1, 9), -100 * d.float(1, 9))),
    ],
    mistakes=[
        Mistake(
            "(x ** 2 + 3, 2 * x * y)",
            "Both slopes are right, but they have changed places: first the one for x, then the one for y.",
        ),
        Mistake(
            "(2 * x * y + 3, x ** 2 + 3)",
            "The second is right. For the first you hold y still: then `3 * y` is a plain number, and it doesn't move when x moves.",
        ),
        Mistake(
            "(2 * x * y, x ** 2)",
            "The first is right. When y moves, `3 * y` moves as well: it adds its slope to the second.",
        ),
        Mistake(
            "(2 * x, x ** 2 + 3)",
            "The second is right. While x moves, y is a plain factor in front of x², and a factor stays: x² · 5 is five times as steep as x².",
        ),
        Mistake(
            "2 * x * y + x ** 2 + 3",
            "You added the two slopes. A gradient keeps them apart: one for each variable.",
        ),
        Mistake(
            "(2 * x * y, 3)",
            "The first is right. In the second, x² is a plain factor in front of y: how steep is 5 · y?",
        ),
    ],
    alternatives=[
        """
        slope_x = y * 2 * x
        slope_y = x * x + 3
        return [slope_x, slope_y]
        """,
        """
        a = torch.tensor(x, dtype=torch.float64, requires_grad=True)
        b = torch.tensor(y, dtype=torch.float64, requires_grad=True)
        (a**2 * b + 3 * b).backward()
        return a.grad.item(), b.grad.item()
        """,
    ],
    hints=[
        "Hold y still, as if it were the number 5. What is left: 5 · x² + 15. How steep is that in x?",
        "Hold y still, and 3 · y is a plain number: its slope in x is 0. In y it has the slope 3. And x² · y is x² with a factor, or y with a factor, as you look at it.",
        "The slope in y is `x ** 2 + 3`. The one in x is 2x, times what stands in front of x².",
    ],
    why="Nobody computes gradients by hand for long, but who did it once can read what autograd says.",
)

# -- autograd -------------------------------------------------------------------------------------

unit.value(
    "cubes_with_grad",
    "Make the vector 1., 2., 3. with the gradient of the sum of its cubes in `.grad`.",
    points=1,
    reference=lambda: _with_gradient(torch.tensor([1.0, 2.0, 3.0]), lambda x: (x**3).sum()),
    mistakes=[
        Mistake(
            "torch.tensor([1.0, 2.0, 3.0])",
            "The numbers are there, but PyTorch doesn't follow them. Say `requires_grad=True` when you make the vector, and then work out the sum of its cubes and run backward.",
        ),
        Mistake(
            "torch.tensor([1.0, 2.0, 3.0], requires_grad=True)",
            "The vector is ready, but nothing has been done with it: its `.grad` is still None. Work out the sum of the cubes and call `.backward()` on it.",
        ),
        Mistake(
            "torch.tensor([3.0, 12.0, 27.0])",
            "That is the gradient itself. Asked for is the vector that *holds* it in `.grad`: the name must stand for the leaf, 1., 2., 3.",
        ),
        Mistake(
            """
            cubes_with_grad = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
            (cubes_with_grad**2).sum().backward()
            """,
            "Now `.grad` holds 2x, the gradient of the sum of the *squares*. Cubes are `** 3`.",
        ),
        Mistake(
            """
            cubes_with_grad = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
            (cubes_with_grad**3).mean().backward()
            """,
            "That went back from the *mean* of the cubes, so each slope is only a third. Take the sum.",
        ),
        Mistake(
            """
            cubes_with_grad = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
            for _ in range(2):
                (cubes_with_grad**3).sum().backward()
            """,
            "The gradient is in there twice. Was the line with `backward()` run twice? Make the vector anew in the same cell.",
        ),
        Mistake(
            "(torch.tensor([1.0, 2.0, 3.0], requires_grad=True) ** 3).sum()",
            "That is the sum of the cubes. The name should stand for the vector you started from: keep it in the name, then compute the sum from it and run backward on that.",
        ),
        Mistake(
            "(torch.tensor([1.0, 2.0, 3.0], requires_grad=True) ** 3).sum().backward()",
            "`backward()` gives nothing back, so the name stands for None now. It fills `.grad` of the vector: keep the name `cubes_with_grad` for the vector, and call `backward()` on a line of its own, with no name in front.",
        ),
    ],
    alternatives=[
        """
        cubes_with_grad = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
        (cubes_with_grad**3).sum().backward()
        """,
        """
        cubes_with_grad = torch.arange(1.0, 4.0).requires_grad_()
        torch.sum(cubes_with_grad * cubes_with_grad * cubes_with_grad).backward()
        """,
        """
        cubes_with_grad = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
        cubes_with_grad.pow(3).backward(gradient=torch.ones(3))
        """,
    ],
    hints=[
        "Three steps: a vector that requires grad, one number computed from it, and a backward.",
        "The name belongs to the vector. The number is the sum of `cubes_with_grad ** 3`, and it needs no name.",
        "Line 1: `cubes_with_grad = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)`. Line 2: `(...).sum().backward()` with the cubes in the brackets.",
    ],
    why="Training a network is this cell, over and over, with millions of numbers in place of three.",
)


def _with_gradient(x, f):
    x.requires_grad_()
    f(x).backward()
    return x


def _slope_at(f, x):
    t = torch.tensor(float(x), dtype=torch.float64, requires_grad=True)
    f(t).backward()
    return t.grad.item()


unit.function(
    "slope_at",
    "Give the slope of a function at one number, found by autograd.",
    reference=lambda f, x: _slope_at(f, x),
    devices=False,
    cases=[
        ordinary(
            "a parabola",
            lambda d: (Code(f"lambda x: {d.int(2, 5)} * x ** 2 - x"), d.int(1, 4) + 0.5),
        ),
        ordinary(
            "a cubic",
            lambda d: (Code(f"lambda x: x ** 3 + {d.int(2, 5)}"), -d.int(1, 4) - 0.5),
        ),
        # Where two straight pieces meet, a difference quotient of any width is far off.
        ordinary(
            "a corner, on its right piece",
            lambda d: (Code(f"lambda x: {d.int(2, 9)} * x if x >= 0 else -x"), 0.0),
        ),
        ordinary(
            "a corner, on its left piece",
            lambda d: (Code(f"lambda x: {d.int(2, 9)} * x if x > 0 else -x"), 0.0),
        ),
        edge("a whole number", lambda d: (Code("lambda x: x ** 2"), d.int(2, 9))),
        edge("an exponential", lambda d: (Code("lambda x: torch.exp(x)"), d.float(-2, 2))),
        edge("a flat function", lambda d: (Code("lambda x: x * 0 + 4"), d.float())),
        edge("a branch, on its left", lambda d: (Code("lambda x: x if x > 0 else -3 * x"), -2.5)),
        edge("at zero", lambda d: (Code(f"lambda x: x * ({d.int(2, 9)} + x)"), 0)),
    ],
    mistakes=[
        Mistake(
            """
            t = torch.tensor(x, requires_grad=True)
            f(t).backward()
            return t.grad.item()
            """,
            "This works until x is a whole number: an integer tensor can't require grad, since an integer can't move by a tiny bit. Make a float of x first.",
        ),
        Mistake(
            """
            t = torch.tensor(float(x), requires_grad=True)
            f(t).backward()
            return t.grad
            """,
            "The slope is right, but it comes as a tensor. A Python number is asked for.",
        ),
        Mistake(
            """
            t = torch.tensor(float(x), requires_grad=True)
            return f(t).item()
            """,
            "That is the value of the function, f(x). The slope lies in `.grad` of the tensor that you put in, after backward.",
        ),
        Mistake(
            """
            t = torch.tensor(float(x))
            f(t).backward()
            return t.grad.item()
            """,
            "PyTorch did not follow the computation, because nothing in it requires grad. Say so when you make the tensor.",
        ),
        Mistake(
            """
            t = torch.tensor(float(x), requires_grad=True)
            f(t)
            return t.grad.item()
            """,
            "Only `backward` fills `.grad`; until then it is None. And only a tensor has a `backward`: call `f` with your tensor, and `.backward()` on what it gives.",
        ),
        Mistake(
            "(f(torch.tensor(x + 0.1)) - f(torch.tensor(float(x)))).item() / 0.1",
            "That is a slope measured with a step, so it is only near. Autograd gives the exact one.",
        ),
        Mistake(
            """
            t = torch.tensor(float(x), dtype=torch.float64)
            return ((f(t + 1e-5) - f(t - 1e-5)) / 2e-5).item()
            """,
            "You measured, and measured well. But at a corner a measurement mixes both sides, however small the step. Let autograd find the slope: make a tensor that requires grad, call `f` on it, and run `backward()` on what it gives.",
        ),
        Mistake(
            """
            t = torch.tensor(float(x), dtype=torch.float64)
            return ((f(t + 1e-6) - f(t)) / 1e-6).item()
            """,
            "You measured, by a tiny step to the right. At a corner that sees only what comes after it. Let autograd find the slope: make a tensor that requires grad, call `f` on it, and run `backward()` on what it gives.",
        ),
        Mistake(
            """
            t = torch.Tensor(float(x), requires_grad=True)
            f(t).backward()
            return t.grad.item()
            """,
            "If you wrote `torch.Tensor(...)`: the capital T doesn't know `requires_grad=`. Write `torch.tensor(float(x), requires_grad=True)`. And if `.grad` is None, no `backward()` has run.",
        ),
    ],
    alternatives=[
        """
        t = torch.tensor(float(x)).requires_grad_()
        f(t).backward()
        return float(t.grad)
        """,
        """
        t = torch.tensor(x, dtype=torch.float32, requires_grad=True)
        (slope,) = torch.autograd.grad(f(t), t)
        return slope.item()
        """,
        """
        t = torch.full((), float(x), requires_grad=True)
        f(t).backward()
        return t.grad.tolist()
        """,
    ],
    hints=[
        "`f` needs a tensor that requires grad, and x is a Python number. What if x is 3, without a point?",
        "Make the tensor of `float(x)`, call `f` on it, run backward on what comes out. Where is the slope then?",
        "`t = torch.tensor(float(x), requires_grad=True)`, then `f(t).backward()`, then take the number out of `t.grad`.",
    ],
    why="Whatever Python did inside `f`, branches and loops included, autograd follows what really ran.",
)


def _slopes(f, x):
    x = x.clone().requires_grad_()
    f(x).sum().backward()
    return x.grad


unit.function(
    "slopes",
    "Give the slope of a function at each of many points, with a single backward.",
    reference=lambda f, x: _slopes(f, x),
    rules=[no_loop],
    cases=[
        ordinary(
            "a parabola",
            lambda d: (Code(f"lambda x: {d.int(2, 5)} * x ** 2"), d.floats(d.int(3, 5))),
        ),
        ordinary(
            "a cubic",
            lambda d: (Code("lambda x: x ** 3 - x"), d.floats(d.int(3, 5), low=-4, high=4)),
        ),
        # At 0 a difference quotient of any width is far off, to both sides or to one.
        ordinary(
            "a corner at 0",
            lambda d: (
                Code(f"lambda x: x.abs() + {d.int(2, 9)} * x.relu()"),
                torch.cat([d.distinct(d.int(1, 3), low=1, high=9), torch.zeros(1)]),
            ),
        ),
        edge("a matrix", lambda d: (Code("lambda x: x * x + x"), d.floats(2, d.int(2, 3)))),
        edge("one element", lambda d: (Code("lambda x: 5 * x * x"), d.floats(1))),
        edge("a scalar", lambda d: (Code("lambda x: 5 * x * x"), d.floats())),
        edge("no elements", lambda d: (Code("lambda x: x ** 2"), torch.zeros(0))),
        edge("float64", lambda d: (Code("lambda x: x ** 2"), d.floats(3, dtype=torch.float64))),
        edge("non-contiguous", lambda d: (Code("lambda x: x ** 2"), apart(d.floats(3)))),
    ],
    mistakes=[
        Mistake(
            """
            t = x.clone().requires_grad_()
            f(t).backward()
            return t.grad
            """,
            "`backward` refused. It needs two things: a copy of x that requires grad, and a single number to start from. `f(t)` holds one value for each point: which reduction makes one number of them, and leaves every slope as it is?",
        ),
        Mistake(
            """
            t = x.clone().requires_grad_()
            f(t).mean().backward()
            return t.grad
            """,
            "The mean divides by the number of points, and every slope with it. The sum doesn't.",
        ),
        Mistake(
            """
            t = x.clone().requires_grad_()
            f(t).sum()
            return t.grad
            """,
            "The `.grad` that you give back is None. Call `.backward()`, with the brackets, on the sum, before you look.",
        ),
        Mistake(
            """
            x.requires_grad_()
            f(x).sum().backward()
            return x.grad
            """,
            "The slopes are right, but you marked the caller's own tensor and left a gradient in it. Work on a copy: `x.clone()`.",
        ),
        Mistake(
            "(f(x + 0.01) - f(x - 0.01)) / 0.02",
            "A central difference comes near, but float32 has only 7 digits and much is lost in the subtraction. Let autograd find the exact slopes.",
        ),
        Mistake(
            """
            t = x.double()
            return ((f(t + 1e-5) - f(t - 1e-5)) / 2e-5).to(x.dtype)
            """,
            "You measured, and measured well. But at a corner a measurement mixes both sides, however small the step. Let autograd find the slopes: mark a copy, sum what `f` gives, and run `backward()`.",
        ),
        Mistake(
            """
            out = []
            for value in x:
                t = value.detach().clone().requires_grad_()
                f(t).backward()
                out.append(t.grad.item())
            return torch.tensor(out)
            """,
            "One backward a point: right, but slow. One single backward can find all of them. Add the values up first: each point moves only its own part of the sum.",
        ),
    ],
    alternatives=[
        """
        t = x.detach().clone().requires_grad_()
        f(t).backward(gradient=torch.ones_like(t))
        return t.grad
        """,
        """
        t = x.detach().requires_grad_()
        return torch.autograd.grad(f(t).sum(), t)[0]
        """,
    ],
    hints=[
        "The deck's trick: how did it come from a vector `z` to one number?",
        "Copy x and mark the copy. Then sum what `f` gives: moving one point changes only its own part of the sum.",
        "`t = x.clone().requires_grad_()`, then `f(t).sum().backward()`. The slopes are in `t.grad`.",
    ],
    why="One backward costs about as much as computing the function, however many slopes it finds.",
)

unit.predict(
    "grad_of_centred",
    "Which gradient does `(x - x.mean())[0]` have with respect to four numbers x?",
    points=1,
    runs="""
    x = torch.tensor([1.0, 2.0, 4.0, 9.0], requires_grad=True)
    y = x - x.mean()
    y[0].backward()
    x.grad
    """,
    mistakes=[
        Mistake(
            "[1, 0, 0, 0]",
            "That would be the gradient of x[0] alone. The mean moves too, whichever of the four moves: by how much?",
        ),
        Mistake(
            "[0.75, 0, 0, 0]",
            "The first is right. But the other three move the mean as well, and the mean is taken away from x[0].",
        ),
        Mistake(
            "[0.75, 0.25, 0.25, 0.25]",
            "Nearly: which way does `x[0] - mean` go when the mean goes up?",
        ),
        Mistake(
            "[0.75, 0.75, 0.75, 0.75]",
            "Only x[0] stands in y[0] itself: 1 for itself, minus a quarter through the mean. The others act through the mean alone.",
        ),
        Mistake(
            "[-0.25, -0.25, -0.25, -0.25]",
            "That is the part that comes from the mean. x[0] has a part of its own as well.",
        ),
        Mistake(
            "[-3, -2, 0, 5]",
            "Those are the values of y. The gradient says how much y[0] changes for each bit of change in x.",
        ),
        Mistake(
            "[0, 0, 0, 0]",
            "That is the gradient of the *sum* of y, which is always 0. Here backward starts from its first element.",
        ),
        Mistake(
            "'raises RuntimeError'",
            "y has four elements, but y[0] is a single number, so backward may start there.",
        ),
    ],
    alternatives=[
        "[0.75, -0.25, -0.25, -0.25]",
        "torch.tensor([3, -1, -1, -1]) / 4",
        "(3 / 4, -1 / 4, -1 / 4, -1 / 4)",
    ],
    hints=[
        "y[0] is x[0] minus the mean. If you increase x[1] by 1, what happens to the mean of the four numbers?",
        "The mean grows by a quarter, so y[0] falls by a quarter. For x[0] there is something more.",
        "x[0] counts 1 for itself and minus a quarter through the mean. The others only have the minus a quarter.",
    ],
    why="The four add up to 0: to add the same to every number changes nothing once the mean is taken away.",
)

# -- gradients accumulate -------------------------------------------------------------------------

unit.predict(
    "two_backwards",
    "What is in `x.grad` after the slope of x · x at 3 has been asked for twice?",
    points=1,
    runs="""
    x = torch.tensor(3.0, requires_grad=True)
    (x * x).backward()
    (x * x).backward()
    x.grad.item()
    """,
    mistakes=[
        Mistake(
            "6",
            "That is what it holds after the first backward. The second one doesn't replace it.",
        ),
        Mistake(
            "'raises RuntimeError'",
            "A second backward through the *same* graph raises. But here `x * x` is computed again, so there is a new graph.",
        ),
        Mistake(
            "36",
            "The two gradients of 6 come together, but not by multiplying.",
        ),
        Mistake(
            "9",
            "That is the value of x · x. Its slope at 3 is another number, and it was asked for twice.",
        ),
        Mistake(
            "18",
            "You added the two values of x · x. What gathers in `.grad` are the slopes.",
        ),
        Mistake(
            "2",
            "That is the slope of the slope. Two backwards find the same slope, that of x · x, two times.",
        ),
    ],
    alternatives=["12", "12.0", "torch.tensor(12.0)"],
    hints=[
        "What is the slope of x · x at 3?",
        "`backward` adds to what is in `.grad` already.",
        "6, and then 6 once more.",
    ],
    why="Large models use it on purpose: gradients of several small batches add up to that of a large one.",
)


def _fresh_gradient(w, loss):
    w.grad = None
    value = loss(w)
    value.backward()
    return value.item()


unit.function(
    "fresh_gradient",
    "Leave in `w.grad` the gradient of a loss, whatever was there before.",
    reference=lambda w, loss: _fresh_gradient(w, loss),
    changes_inputs=True,
    cases=[
        ordinary(
            "with a gradient left from before",
            lambda d: (
                _used_before(d.floats(d.int(2, 4), grad=True), d.float(1, 5)),
                Code(f"lambda w: ((w - {d.int(10, 15)}) ** 2).sum()"),
            ),
        ),
        ordinary(
            "without one",
            lambda d: (
                d.floats(d.int(2, 4), grad=True),
                Code(f"lambda w: ((w + {d.int(10, 15)}) ** 2).sum()"),
            ),
        ),
        edge(
            "a scalar",
            lambda d: (_used_before(d.floats(grad=True), 2.5), Code("lambda w: 3 * w + 1")),
        ),
        edge(
            "a matrix, float64",
            lambda d: (
                _used_before(d.floats(2, 2, dtype=torch.float64, grad=True), -1.0),
                Code("lambda w: (w ** 2).mean()"),
            ),
        ),
        edge(
            "a gradient of zeros",
            lambda d: (
                _used_before(d.floats(3, grad=True), 4.0),
                Code("lambda w: (w * 0).sum() + 1"),
            ),
        ),
        edge(
            "an old gradient of NaN",
            lambda d: (
                _used_before(d.floats(2, grad=True), float("nan")),
                Code("lambda w: (w * w).sum()"),
            ),
        ),
    ],
    mistakes=[
        Mistake(
            """
            value = loss(w)
            value.backward()
            return value.item()
            """,
            "A gradient from before was still in `w.grad`, and the new one was added to it. Clear it before the backward.",
        ),
        Mistake(
            """
            w.grad.zero_()
            value = loss(w)
            value.backward()
            return value.item()
            """,
            "Before the first backward `w.grad` is None, and None has no `zero_()`. `w.grad = None` clears it in both situations.",
        ),
        Mistake(
            """
            value = loss(w)
            value.backward()
            w.grad = None
            return value.item()
            """,
            "In the end `w.grad` is None. Either no backward has run, or you cleared the gradient after it: clear first, then go backward.",
        ),
        Mistake(
            """
            w = w.detach().clone().requires_grad_()
            value = loss(w)
            value.backward()
            return value.item()
            """,
            "The gradient landed in your own copy of w. The caller's w should hold it: use w as it is, and set its `.grad` to None first.",
        ),
        Mistake(
            """
            w.grad = None
            value = loss(w)
            value.backward()
            return value
            """,
            "The gradient is right. The loss comes back as a tensor that still drags its graph along; a Python number is asked for.",
        ),
        Mistake(
            """
            if w.grad is not None:
                w.grad *= 0
            value = loss(w)
            value.backward()
            return value.item()
            """,
            "0 times NaN is NaN, so one broken gradient would stay for ever. Throw the old gradient away, with `w.grad = None`.",
        ),
        Mistake(
            """
            w.grad = 0
            value = loss(w)
            value.backward()
            return value.item()
            """,
            "If you wrote `w.grad = 0`: not 0 but `None`. That is its state before the first backward.",
        ),
    ],
    alternatives=[
        """
        if w.grad is not None:
            w.grad.zero_()
        value = loss(w)
        value.backward()
        return value.item()
        """,
        """
        value = loss(w)
        (w.grad,) = torch.autograd.grad(value, w)
        return float(value)
        """,
    ],
    hints=[
        "`backward` adds to what is there. What must you do before it?",
        "Clear with `w.grad = None`. Keep what `loss(w)` gives in a name: you need it for the backward and for the number.",
        "`w.grad = None`, `value = loss(w)`, `value.backward()`, and give back `value.item()`.",
    ],
    why="This is `optimizer.zero_grad()`; to forget it is the most frequent bug of a first training loop.",
)

# -- the graph, cut and kept ----------------------------------------------------------------------

_BROKEN_SQUARED_ERROR = '''
def squared_error(prediction, target):
    """Add up the squares of the differences, so that gradients can flow back.

    prediction, target: vectors of floats, of one length (at least 1) and one dtype.
    Returns: a tensor of rank 0 and that dtype.
    squared_error(torch.tensor([1.0, 5.0]), torch.tensor([3.0, 4.0]))  ->  tensor(5.)
    """
    total = 0.0
    for i in range(len(prediction)):
        total += ((prediction[i] - target[i]) ** 2).item()
    return torch.tensor(total)
'''

unit.fix(
    "squared_error",
    "Mend the function so that gradients can flow back through the sum of squares.",
    broken=_BROKEN_SQUARED_ERROR,
    reference=lambda prediction, target: ((prediction - target) ** 2).sum(),
    gradients=True,
    cases=[
        ordinary("a prediction that learns", lambda d: _two_vectors(d, d.int(2, 4))),
        ordinary("a longer one", lambda d: _two_vectors(d, d.int(5, 6))),
        edge("both of them learn", lambda d: (d.floats(3, grad=True), d.floats(3, grad=True))),
        edge("one element", lambda d: _two_vectors(d, 1)),
        edge("nobody learns", lambda d: (d.floats(3), d.floats(3))),
        edge(
            "float64",
            lambda d: (
                d.floats(3, dtype=torch.float64, grad=True),
                d.floats(3, dtype=torch.float64),
            ),
        ),
        edge("non-contiguous", lambda d: (apart(d.floats(3, grad=True)), d.floats(3))),
    ],
    mistakes=[
        Mistake(
            _BROKEN_SQUARED_ERROR.replace("torch.tensor(total)", "torch.tensor(total) + 0"),
            "The number is right, but no way leads back from it: `.item()` gives a plain number, and `torch.tensor(...)` a new tensor without history. Stay in tensors from the beginning to the end.",
        ),
        Mistake(
            _BROKEN_SQUARED_ERROR.replace("total)", "total, requires_grad=True)"),
            "`requires_grad=True` at the end makes a new leaf, and its history begins there: nothing leads back to `prediction`. The way was lost earlier, at `.item()`.",
        ),
        Mistake(
            "((prediction - target) ** 2).mean()",
            "Gradients flow now. But this is the mean, and the sum is asked for.",
        ),
        Mistake(
            "(prediction - target) ** 2",
            "Gradients flow now. These are the single squares: add them up to one number.",
        ),
        Mistake(
            "(prediction - target).sum() ** 2",
            "Gradients flow now. But you added first and squared then, so that errors of both signs cancel out. Square first.",
        ),
        Mistake(
            "((prediction - target.detach()) ** 2).sum()",
            "For `prediction` all is well. But `target` may require grad as well, and `.detach()` cuts it off.",
        ),
    ],
    alternatives=[
        """
        difference = prediction - target
        return difference @ difference
        """,
        """
        total = prediction.new_zeros(())
        for p, t in zip(prediction, target):
            total = total + (p - t) ** 2
        return total
        """,
        "torch.nn.functional.mse_loss(prediction, target, reduction='sum')",
    ],
    hints=[
        "Two things in this function make a tensor forget where it comes from.",
        "`.item()` is one, `torch.tensor(...)` is the other. Do you need the loop at all?",
        "Subtract the two vectors, square, and `.sum()`: one line, all of it in tensors.",
    ],
    why="A loss whose graph is cut prints perfectly good numbers while the model learns nothing.",
)


def _two_vectors(d, n):
    return d.floats(n, grad=True), d.floats(n)


unit.function(
    "frozen_copy",
    "Keep the present values of a tensor: with no history, and safe from later changes.",
    reference=lambda x: x.detach().clone(),
    memory="copy",
    cases=[
        ordinary("a vector that requires grad", lambda d: (d.floats(d.int(2, 4), grad=True),)),
        ordinary("one that doesn't", lambda d: (d.floats(d.int(2, 4)),)),
        edge("a matrix", lambda d: (d.floats(2, d.int(2, 3), grad=True),)),
        edge("a scalar", lambda d: (d.floats(grad=True),)),
        edge("float64", lambda d: (d.floats(2, dtype=torch.float64, grad=True),)),
        edge("integers", lambda d: (d.ints(3),)),
        edge("with a gradient in it", lambda d: (_used_before(d.floats(3, grad=True), 2.0),)),
        edge("no elements", lambda d: (torch.zeros(0, requires_grad=True),)),
    ],
    mistakes=[
        Mistake(
            "x.detach()",
            "No history, good. But `detach` shares its numbers with x: the next step that changes x in place changes your copy too.",
        ),
        Mistake(
            "x.clone()",
            "The numbers are safe, but the copy still hangs on the graph of x: `clone` is an operation that autograd follows.",
        ),
        Mistake(
            "x",
            "That is x itself under another name. Its history and its numbers are shared.",
        ),
        Mistake(
            "x.detach().clone().requires_grad_()",
            "The copy is safe, but then you marked it again. What is frozen requires no grad.",
        ),
        Mistake(
            "x.clone().requires_grad_(False)",
            "A clone is the result of an operation, and only a leaf can be marked and unmarked. Cut the history in another way: which method does that?",
        ),
        Mistake(
            "torch.tensor(x.tolist())",
            "A round trip through a list loses the dtype (float64 becomes float32) and the device. `detach` and another method do it without leaving PyTorch.",
        ),
    ],
    alternatives=[
        "x.clone().detach()",
        """
        with torch.no_grad():
            return x.clone()
        """,
        "x.detach() + 0",
    ],
    hints=[
        "Two wishes, two methods: one cuts the history, one copies the numbers.",
        "`detach` cuts and shares. What did you call to get numbers of your own?",
        "`x.detach()` and then `.clone()`.",
    ],
    why="It is how the best model so far is kept while the training goes on.",
)

_BROKEN_SOFTPLUS = '''
def softplus(x):
    """log(1 + e to the power x), element by element: a ramp with a soft corner.

    x: a tensor of floats, any shape, between -9 and 9.
    Returns: a tensor of that shape and dtype, through which gradients flow back to x.
    softplus(torch.tensor([0.0, 2.0]))  ->  tensor([0.6931, 2.1269])
    """
    y = x.exp()
    y += 1
    return y.log()
'''

unit.fix(
    "softplus",
    "Mend the function so that backward can run through it.",
    broken=_BROKEN_SOFTPLUS,
    reference=lambda x: (x.exp() + 1).log(),
    gradients=True,
    cases=[
        ordinary("a vector", lambda d: (d.floats(d.int(2, 4), low=-4, high=4, grad=True),)),
        ordinary("another one", lambda d: (d.floats(d.int(3, 5), low=-2, high=2, grad=True),)),
        edge("a scalar", lambda d: (d.floats(low=-4, high=4, grad=True),)),
        edge("far to both sides", lambda d: (torch.tensor([-9.0, 9.0], requires_grad=True),)),
        edge("a matrix, float64", lambda d: (d.floats(2, 2, dtype=torch.float64, grad=True),)),
        edge("no gradient wanted", lambda d: (d.floats(3),)),
        edge("no elements", lambda d: (torch.zeros(0, requires_grad=True),)),
        edge("non-contiguous", lambda d: (apart(d.floats(3, grad=True)),)),
    ],
    mistakes=[
        Mistake(
            """
            y = x.exp()
            y.add_(1)
            return y.log()
            """,
            "Forward all is well, but backward raises. `exp` keeps its result for the way back, and `+= 1` changes that very tensor. Make a new one: `y = y + 1`.",
        ),
        Mistake(
            """
            y = x.exp()
            y.data += 1
            return y.log()
            """,
            "`.data` hides the change from autograd: no error any more, and a gradient that is wrong. Make a new tensor: `y = y + 1`.",
        ),
        Mistake(
            "(x.detach().exp() + 1).log()",
            "No error, but no gradient either: `detach` cut the way back to x. Leave it out.",
        ),
        Mistake(
            "(x.exp().detach() + x * 0 + 1).log()",
            "`detach` in the middle cut the only way on which a gradient flows. Leave it out and make a new tensor by `y + 1`.",
        ),
        Mistake(
            "x.exp() + 1",
            "Backward runs now. But the logarithm got lost on the way.",
        ),
        Mistake(
            "(x + 1).exp().log()",
            "The 1 is added to e to the power x, not to x.",
        ),
    ],
    alternatives=[
        "torch.log1p(x.exp())",
        """
        y = x.exp()
        y = y + 1
        return y.log()
        """,
        "torch.nn.functional.softplus(x)",
    ],
    hints=[
        "Which line changes a tensor in place?",
        "The slope of `exp` is its own result, so autograd keeps that result. `y += 1` spoils it.",
        "Write `y = y + 1`: that makes a new tensor and leaves the old one alone.",
    ],
    why="Networks end layers with this ramp; memory is saved in place only where autograd doesn't mind.",
)


def _gradient_is_right(f, x):
    t = x.detach().double().clone().requires_grad_()
    return torch.autograd.gradcheck(f, (t,), raise_exception=False)


unit.function(
    "gradient_is_right",
    "Say whether the gradient that autograd finds is the one that measuring finds.",
    reference=lambda f, x: _gradient_is_right(f, x),
    cases=[
        ordinary(
            "a right gradient",
            lambda d: (Code(f"lambda x: {d.int(2, 5)} * (x ** 2).sum()"), d.floats(d.int(2, 4))),
        ),
        ordinary(
            "half of the graph is cut",
            lambda d: (Code("lambda x: (x * x.detach()).sum()"), d.floats(3, low=1)),
        ),
        ordinary(
            "float64",
            lambda d: (Code("lambda x: (x ** 3).sum()"), d.floats(3, dtype=torch.float64)),
        ),
        edge(
            "all of the graph is cut",
            lambda d: (Code("lambda x: (x.detach() ** 2).sum()"), d.floats(3, low=1)),
        ),
        edge("a scalar", lambda d: (Code("lambda x: torch.exp(x)"), d.floats(low=-2, high=2))),
        edge("a matrix", lambda d: (Code("lambda x: (x @ x).sum()"), d.floats(2, 2))),
        edge(
            "one element of many is cut",
            lambda d: (Code("lambda x: (x ** 2).sum() + x[0].detach()"), d.floats(3, low=1)),
        ),
    ],
    mistakes=[
        Mistake(
            "torch.autograd.gradcheck(f, x.clone().requires_grad_(), raise_exception=False)",
            "In float32 the measured slope has only a few right digits, so even right gradients seem wrong. Hand over x in float64.",
        ),
        Mistake(
            "torch.autograd.gradcheck(f, x.clone().double().requires_grad_())",
            "For a wrong gradient `gradcheck` raises an error unless you tell it not to: `raise_exception=False` makes it answer False.",
        ),
        Mistake(
            "torch.autograd.gradcheck(f, x.clone().requires_grad_())",
            "Two things: in float32 the measured slope has only a few right digits, so hand over x in float64. And `raise_exception=False` makes `gradcheck` answer instead of raising.",
        ),
        Mistake(
            "torch.autograd.gradcheck(f, x.double().requires_grad_(), raise_exception=False)",
            "If x is float64 already, `.double()` gives back x itself, and `requires_grad_()` marks the caller's tensor. Put a `.clone()` between them.",
        ),
        Mistake(
            "torch.autograd.gradcheck(f, x.double().requires_grad_())",
            "`gradcheck` raises where the gradients differ. Ask it to answer False: `raise_exception=False`. And if x is float64 already, `.double()` gives back x itself: put a `.clone()` behind it before you mark it.",
        ),
        Mistake(
            "True",
            "Not every gradient is right: where part of the graph is cut, autograd sees only the rest. Let `gradcheck` find out.",
        ),
        Mistake(
            "torch.autograd.gradcheck(f, x.clone().double(), raise_exception=False)",
            "`gradcheck` needs a tensor that requires grad, or there is nothing for it to check.",
        ),
    ],
    alternatives=[
        """
        try:
            return torch.autograd.gradcheck(f, (x.double().clone().requires_grad_(),))
        except RuntimeError:
            return False
        """,
        """
        t = x.double().clone().requires_grad_()
        value = f(t)
        if not value.requires_grad:
            return False
        value.backward()
        with torch.no_grad():
            flat, measured, h = t.reshape(-1), [], 1e-6
            for i in range(flat.numel()):
                step = torch.zeros_like(flat)
                step[i] = h
                step = step.reshape(t.shape)
                measured.append(((f(t + step) - f(t - step)) / (2 * h)).item())
        return torch.allclose(t.grad.reshape(-1), t.new_tensor(measured), atol=1e-4)
        """,
    ],
    hints=[
        "`torch.autograd.gradcheck(f, t)` compares autograd with a central difference. Which dtype does it need?",
        "Copy x as float64 and mark the copy. And `raise_exception=False` makes gradcheck answer False where it would raise.",
        "`t = x.double().clone().requires_grad_()`, then give back `torch.autograd.gradcheck(f, t, raise_exception=False)`.",
    ],
    why="Whoever writes a gradient of their own, in PyTorch itself too, tests it in this way.",
)

# -- downhill -------------------------------------------------------------------------------------

unit.predict(
    "too_large_a_step",
    "Where does gradient descent on w² arrive from 1 after three steps with lr = 1.5?",
    points=1,
    runs="""
    w = torch.tensor(1.0)
    for _ in range(3):
        slope = 2 * w
        w = w - 1.5 * slope
    w.item()
    """,
    mistakes=[
        Mistake("0", "0 is where it should go. But look at where the first step lands."),
        Mistake("-2", "That is where the first step lands. Two more follow."),
        Mistake("4", "That is where the second step lands. One more follows."),
        Mistake(
            "8",
            "The size is right. But every step jumps to the other side of 0, and there were three.",
        ),
        Mistake(
            "-0.125",
            "You took w itself for the slope. The slope of w² is 2w, so a step takes away 1.5 · 2w.",
        ),
        Mistake(
            "1", "Do the first step on paper: the slope at 1 is 2, so w becomes 1 - 1.5 · 2 = -2."
        ),
        Mistake(
            "64",
            "A minus got lost: at 1 the step goes to 1 - 3, which is -2.",
        ),
    ],
    alternatives=["-8", "-8.0", "torch.tensor(-8.0)"],
    hints=[
        "The slope of w² at w is 2w. Do one step on paper.",
        "One step turns w into w - 1.5 · 2w, which is -2w.",
        "1, then -2, then 4, then …",
    ],
    why="A loss that grows and ends in `nan` mostly means this: the learning rate is too large.",
)

_BROKEN_DESCEND = '''
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
    return w
'''


def _descend(f, start, lr, steps):
    w = start.clone().requires_grad_()
    for _ in range(steps):
        w.grad = None
        f(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
    return w.detach()


unit.fix(
    "descend",
    "Mend gradient descent, so that it still goes downhill after the first step.",
    broken=_BROKEN_DESCEND,
    reference=lambda f, start, lr, steps: _descend(f, start, lr, steps),
    points=3,
    cases=[
        ordinary(
            "one step",
            lambda d: (
                Code(f"lambda w: ((w - {d.int(2, 5)}) ** 2).sum()"),
                d.floats(2, low=6),
                0.25,
                1,
            ),
        ),
        ordinary(
            "several steps",
            lambda d: (
                Code(f"lambda w: ((w - {d.int(2, 5)}) ** 2).sum()"),
                d.floats(d.int(2, 3), low=6),
                0.25,
                d.int(3, 4),
            ),
        ),
        edge(
            "a scalar",
            lambda d: (Code("lambda w: w ** 2 + w"), d.floats(low=2), 0.125, d.int(2, 4)),
        ),
        edge("a matrix", lambda d: (Code("lambda w: (w ** 2).sum()"), d.floats(2, 2), 0.25, 2)),
        edge("no steps at all", lambda d: (Code("lambda w: (w ** 2).sum()"), d.floats(2), 0.25, 0)),
        edge("on flat ground", lambda d: (Code("lambda w: (w * 0).sum()"), d.floats(3), 0.5, 3)),
        edge(
            "float64, many steps",
            lambda d: (
                Code("lambda w: ((w + 1) ** 2).sum()"),
                d.floats(2, dtype=torch.float64),
                0.25,
                d.int(15, 20),
            ),
        ),
        edge("a step too large", lambda d: (Code("lambda w: w ** 2"), d.floats(low=1), 1.5, 3)),
    ],
    mistakes=[
        Mistake(
            """
            w = start.clone().requires_grad_()
            for _ in range(steps):
                f(w).backward()
                w = w - lr * w.grad
            return 1 * w
            """,
            "`w = w - …` makes a *new* tensor, the result of a computation and no leaf. backward leaves no gradient in it, so in the next round `w.grad` is None. Change w in place, inside `torch.no_grad()`.",
        ),
        Mistake(
            """
            w = start.clone().requires_grad_()
            for _ in range(steps):
                f(w).backward()
                with torch.no_grad():
                    w -= lr * w.grad
            return w.detach()
            """,
            "Now it walks, but the gradients of all steps so far pile up in `w.grad`. Clear it in every round, before the backward.",
        ),
        Mistake(
            """
            w = start.clone().requires_grad_()
            for _ in range(steps):
                w.grad.zero_()
                f(w).backward()
                with torch.no_grad():
                    w -= lr * w.grad
            return w.detach()
            """,
            "Before the first backward `w.grad` is None, and None has no `zero_()`. Clear it with `w.grad = None`.",
        ),
        Mistake(
            """
            w = start.clone().requires_grad_()
            for _ in range(steps):
                f(w).backward()
                w.grad = None
                with torch.no_grad():
                    w -= lr * w.grad
            return w.detach()
            """,
            "If `w.grad` is None in the step, it was cleared too early: clear it before the backward, or after the step. If you set it to 0: not 0 but `None`, that is its state before the first backward.",
        ),
        Mistake(
            """
            w = start.clone().requires_grad_()
            for _ in range(steps):
                w.grad = None
                f(w).backward()
                w -= lr * w.grad
            return w.detach()
            """,
            "PyTorch refuses to change a leaf that requires grad in place, unless you say that this step is not part of the computation: `with torch.no_grad():`.",
        ),
        Mistake(
            """
            w = start.clone().requires_grad_()
            for _ in range(steps):
                w.grad = None
                f(w).backward()
                with torch.no_grad():
                    w = w - lr * w.grad
            return w.detach()
            """,
            "The first step works. But what is made inside `no_grad` requires no grad, so the second backward has nothing to go back to. Change w itself there: `w -= …`.",
        ),
        Mistake(
            """
            w = start.clone().requires_grad_()
            for _ in range(steps):
                w.grad = None
                f(w).backward()
                with torch.no_grad():
                    w += lr * w.grad
            return w.detach()
            """,
            "This goes uphill: the gradient points to where f grows. Go against it.",
        ),
        Mistake(
            """
            w = start.clone().requires_grad_()
            for _ in range(steps):
                w.grad = None
                f(w).backward()
                with torch.no_grad():
                    w -= lr * w.grad
            return w
            """,
            "The walk is right. Give back the place without its history: `w.detach()`.",
        ),
        Mistake(
            """
            w = start.requires_grad_()
            for _ in range(steps):
                w.grad = None
                f(w).backward()
                with torch.no_grad():
                    w -= lr * w.grad
            return w.detach()
            """,
            "The walk is right, but you walked with the caller's own tensor: `start` is changed now. Take a `.clone()` of it, as the function did.",
        ),
    ],
    alternatives=[
        """
        w = start
        for _ in range(steps):
            w = w.detach().clone().requires_grad_()
            f(w).backward()
            w = w - lr * w.grad
        return w.detach()
        """,
        """
        w = start.clone().requires_grad_()
        for _ in range(steps):
            (slope,) = torch.autograd.grad(f(w), w)
            with torch.no_grad():
                w.sub_(lr * slope)
        return w.detach()
        """,
        """
        w = start.clone().requires_grad_()
        for _ in range(steps):
            f(w).backward()
            w.data -= lr * w.grad
            w.grad.zero_()
        return w.detach()
        """,
    ],
    hints=[
        "After the first step, is `w` still a leaf? And what becomes of the gradient of the round before?",
        "Three things: change w in place inside `with torch.no_grad():`, clear `w.grad` in every round, and give back a tensor without history.",
        "In the loop: `w.grad = None`, `f(w).backward()`, then `with torch.no_grad():` and under it `w -= lr * w.grad`. After the loop `return w.detach()`.",
    ],
    why="Neural networks are trained by these four lines in a loop; optimizers take cleverer steps.",
)

# -- two puzzles ----------------------------------------------------------------------------------


def _hidden_weights(f, n):
    x = torch.zeros(n, requires_grad=True)
    f(x).backward()
    return x.grad


unit.puzzle(
    "hidden_weights",
    "Find all the weights inside a black box without a loop.",
    reference=lambda f, n: _hidden_weights(f, n),
    rules=[no_loop],
    devices=False,
    cases=[
        ordinary("a few weights", lambda d: _box(d, d.int(3, 5))),
        ordinary("some more", lambda d: _box(d, d.int(6, 8))),
        edge("one weight", lambda d: _box(d, 1)),
        edge("all of them zero", lambda d: (Code("lambda x: (x * 0).sum() + 5"), d.int(2, 4))),
        edge("written out", lambda d: (Code(f"lambda x: {d.int(2, 9)} * x[0] - x[1] + 4"), 3)),
        edge("the mean", lambda d: (Code("lambda x: x.mean()"), 4)),
    ],
    mistakes=[
        Mistake(
            "f(torch.ones(n))",
            "That gives one number, the sum of all weights and of the constant. You want the weights one by one: how much does the answer move when one input moves?",
        ),
        Mistake(
            """
            zero = f(torch.zeros(n))
            return torch.tensor([(f(one) - zero).item() for one in torch.eye(n)])
            """,
            "Right, but it asks the box n + 1 times, in a loop. One call and one backward are enough.",
        ),
        Mistake(
            """
            x = torch.zeros(n)
            f(x).backward()
            return x.grad
            """,
            "`backward` refused. It starts from the answer of the box, a single number, and it ends at an x of floats that requires grad. Look at both.",
        ),
        Mistake(
            """
            x = torch.zeros(n, requires_grad=True)
            f(x).backward()
            return x
            """,
            "That is the x you put in. What backward found lies in its `.grad`.",
        ),
        Mistake(
            "f(torch.zeros(n, requires_grad=True))",
            "That is the box's answer, one number. You want its slope in each input: run `backward()` on the answer, and look into the `.grad` of what you put in.",
            any_values=True,
        ),
        Mistake(
            """
            x = torch.zeros(n, requires_grad=True)
            f(x)
            return x.grad
            """,
            "Only backward fills `.grad`; until then it is None. Call it on what the box gives.",
        ),
    ],
    alternatives=[
        """
        x = torch.rand(n).requires_grad_()
        return torch.autograd.grad(f(x), x)[0]
        """,
        "torch.func.grad(f)(torch.ones(n))",
        "torch.autograd.functional.jacobian(f, torch.zeros(n))",
    ],
    hints=[
        "How much does the answer move when x[0] moves by 1? And what is that called?",
        "The weight of an input is the slope of the answer in that input. All the slopes together: the gradient, at any place you like.",
        "Make `x = torch.zeros(n, requires_grad=True)`, run backward on `f(x)`, and look into `x.grad`.",
    ],
    points=3,
    why="The same question put to a trained network shows which pixels its answer hangs on.",
)


def _box(d, n):
    weights = d.floats(n, low=1).tolist()
    return Code(f"lambda x: (x * torch.tensor({weights})).sum() + {d.int(1, 9)}"), n


unit.puzzle(
    "safe_root",
    "Take the square root so that the gradient at 0 is 0, and not inf or nan.",
    # Where `where` chose the plain 0, it sends 0 to x whatever arrives, inf too: no 0 · inf.
    reference=lambda x: torch.where(x > 0, x, 0).sqrt(),
    rules=[no_loop, at_most(6)],
    gradients=True,
    cases=[
        ordinary("a zero among others", lambda d: (_with_a_zero(d, d.int(3, 4)),)),
        ordinary("a longer one", lambda d: (_with_a_zero(d, d.int(5, 6)),)),
        edge("no zero", lambda d: (d.floats(3, low=0.5, grad=True),)),
        edge("nothing but zeros", lambda d: (torch.zeros(d.int(2, 4), requires_grad=True),)),
        edge("a scalar 0", lambda d: (torch.tensor(0.0, requires_grad=True),)),
        edge("close to 0, but not 0", lambda d: (torch.full((2,), 2.0**-40, requires_grad=True),)),
        edge("float64", lambda d: (_with_a_zero(d, 3, dtype=torch.float64),)),
        edge("a matrix", lambda d: (d.ints(2, 2, low=0).float().requires_grad_(),)),
        edge("no elements", lambda d: (torch.zeros(0, requires_grad=True),)),
    ],
    mistakes=[
        Mistake(
            "x.sqrt()",
            "The roots are right, but at 0 the root climbs straight up, and the gradient there is inf. To repair values afterwards comes too late, since the values are fine. Choose before the root, so that x isn't asked where it is 0.",
        ),
        Mistake(
            "torch.where(x > 0, x.sqrt(), 0)",
            "The values are right, and still the gradient is nan: `sqrt` ran on the 0 as well, and on the way back 0 · inf is nan. Choose *before* the root: then `where` comes last on the way back, and its plain 0 meets nothing.",
        ),
        Mistake(
            "(x + 1e-6).sqrt()",
            "That moves every value a little, and at 0 the gradient is 500 instead of 0. The other elements should keep their exact root.",
        ),
        Mistake(
            "(x + 1e-8).sqrt()",
            "A tiny number makes the slope huge, not 0: at 0 it is 5000 now. Where x is 0, nothing at all should go back to x.",
        ),
        Mistake(
            "(x + 1e-12).sqrt()",
            "A tiny number makes the slope huge, not 0: at 0 it is half a million now, and with a tinier one it would be larger still. Where x is 0, nothing at all should go back to x.",
        ),
        Mistake(
            "torch.where(x > 0, x, 1).sqrt()",
            "The gradient is right now. But where x is 0 the value came out as 1. Which number has the root 0?",
        ),
        Mistake(
            "x / torch.where(x > 0, x, 1).sqrt()",
            "The values are right, but at 0 this is x / 1, and its slope there is 1. Asked for is 0.",
        ),
        Mistake(
            "x.detach().sqrt()",
            "No inf any more, because no gradient flows at all. It should flow where x is above 0.",
        ),
    ],
    alternatives=[
        """
        y = torch.zeros_like(x)
        y[x > 0] = x[x > 0].sqrt()
        return y
        """,
        """
        positive = x > 0
        return torch.where(positive, x, 1).sqrt() * positive
        """,
        "torch.where(x > 0, torch.where(x > 0, x, 1).sqrt(), 0)",
        "torch.where(x == 0, 4.0, x).sqrt() * (x != 0)",
        "x.clamp(min=torch.finfo(x.dtype).tiny).sqrt()",
    ],
    hints=[
        "The harm is done when the inf of `sqrt` goes on to x. Which operation could stand between the two?",
        "`torch.where`: on the way back it sends a plain 0 to what it didn't choose. So choose *before* the root, between x and a number.",
        "`torch.where(x > 0, x, 1).sqrt()` has the right gradient already. Only the value where x is 0 is wrong: which number belongs in the place of the 1?",
    ],
    points=3,
    why="Distances between equal points have this root in them; one nan gradient spoils every weight.",
)


def _with_a_zero(d, n, dtype=torch.float32):
    x = d.floats(n, low=0.5, dtype=dtype)
    x[d.int(0, n - 1)] = 0
    return x.requires_grad_()
