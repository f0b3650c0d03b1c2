"""Unit 06_autograd: slopes, gradients, and letting PyTorch find them."""

import ast
from dataclasses import dataclass

import torch

from autograder.judge.exercise import Mistake, Unit, edge, ordinary
from autograder.judge.rules import Rule, no_loop
from autograder.witness.draw import Code, apart

unit = Unit(
    "06_autograd",
    "Derivatives and autograd",
    about="from a slope to a gradient to gradient descent",
)


# -- slopes, by measuring and by hand -------------------------------------------------------------

unit.predict(
    "uphill",
    "Does f(x) = x · (6 - x) grow when you take a tiny step from 1, from 2, from 4?",
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
            "f(2) is 8. What is f(3)? At 2 the curve has not reached its top.",
        ),
        Mistake(
            "[5, 8, 8]",
            "Those are the values at 1, 2 and 4. The question is which way the curve goes there. The values at 2 and 4 are the same; the directions are not.",
        ),
        Mistake(
            "[4, 2, -2]",
            "These are the slopes, and they are right. `>` answers True or False: which of them are positive?",
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
        "It climbs until 3 and falls after that. Where do 1, 2 and 4 lie?",
    ],
    reason="The curve climbs up to 3 and falls after that. At 1 and at 2 a small step to the right leads up, at 4 it leads down.",
    why="The sign of a slope is all you need to improve a number: it tells you which way to turn it.",
)

unit.function(
    "central_difference",
    "Measure the slope of any function by one step to the left and one to the right.",
    reference=lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h),
    # With h = 0.5 the run would be 1, and whoever forgets to divide would be right.
    cases=[
        ordinary(
            "a parabola",
            lambda d: (
                Code(f"lambda x: {d.int(1, 4)} * x ** 2"),
                d.floats(d.int(2, 4), dtype=torch.float64),
                0.25,
            ),
        ),
        ordinary(
            "a cubic",
            lambda d: (
                Code(f"lambda x: x ** 3 - {d.int(1, 4)} * x"),
                d.floats(d.int(2, 4), low=-3, high=3, dtype=torch.float64),
                d.choice((0.25, 1.0)),
            ),
        ),
        edge(
            "one number", lambda d: (Code("lambda x: x ** 2"), d.floats(dtype=torch.float64), 0.5)
        ),
        edge(
            "a gentle slope",
            lambda d: (
                Code("lambda x: x ** 2 / 1000"),
                d.of(torch.float64, 2),
                0.25,
            ),
        ),
        edge("what comes in comes out", lambda d: (Code("lambda x: x"), d.floats(2), 0.5)),
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
            "That steps only to the right, which is off by about h. Step to both sides, from x - h to x + h.",
            again=[
                "Two calls of `f` are needed, one at x + h and one at x - h. Divide their difference by how far apart those two are."
            ],
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
            "f(x + h) - f(x - h) / 2 * h",
            "`/` goes before `-`, so only `f(x - h)` was divided. Put brackets around the difference, and around `2 * h`.",
        ),
        Mistake(
            "f(x + h) - f(x - h) / (2 * h)",
            "`/` goes before `-`, so only `f(x - h)` was divided. Put brackets around the difference.",
        ),
        Mistake(
            "f(x + h) - f(x - h)",
            "That is the rise. A slope is rise over run: divide by the distance from x - h to x + h.",
        ),
        Mistake(
            "(f(x - h) - f(x + h)) / (2 * h)",
            "The sign is flipped: take the value on the right, and subtract the one on the left.",
        ),
        Mistake(
            "(f(x) - f(x - h)) / h",
            "That steps only to the left, which is off by about h. Step to both sides, from x - h to x + h.",
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
        "The points are at x - h and at x + h. How far apart are they?",
        "`(f(x + h) - f(x - h)) / (...)`: in place of the dots goes the run, h to the left and h to the right.",
    ],
    why="It needs nothing but the function, so it can check every other way of finding a slope.",
)

unit.predict(
    "gradient_by_hand",
    "What are the two slopes of G(x, y) = x² · y + 3 · y at (2, 5)?",
    points=1,
    runs="""
    def G(x, y):
        return x**2 * y + 3 * y

    h = 0.001
    slope_x = (G(2 + h, 5) - G(2 - h, 5)) / (2 * h)
    slope_y = (G(2, 5 + h) - G(2, 5 - h)) / (2 * h)
    [round(slope_x, 4), round(slope_y, 4)]
    """,
    mistakes=[
        Mistake(
            "[7, 20]",
            "Both slopes are right, but they have swapped places: first the one for x, then the one for y.",
        ),
        Mistake(
            "[23, 7]",
            "The second is right. For the first, hold y still: then `3 * y` is a plain number, and it doesn't move when x moves.",
        ),
        Mistake(
            "[20, 4]",
            "The first is right. When y moves, `3 * y` moves too: it adds its slope to the second.",
        ),
        Mistake(
            "[4, 7]",
            "The second is right. While x moves, y is a plain factor in front of x², and a factor stays: x² · 5 is five times as steep as x².",
        ),
        Mistake(
            "[20, 3]",
            "The first is right. In the second, x² is a plain factor in front of y: how steep is 4 · y?",
        ),
        Mistake(
            "[10, 7]",
            "The second is right. For the first, look at the rule for x²: the power comes down as a factor, so its slope is 2x.",
        ),
        Mistake(
            "[20, 19]",
            "The first is right. In the second, `3 * y` is y with a factor: its slope is 3 wherever you are, not 15.",
        ),
        Mistake(
            "[20, 35]",
            "The first is right. The second is the value G(2, 5). How much does it grow for each bit of growth in y?",
        ),
        Mistake(
            "27",
            "You added the two slopes. A gradient keeps them apart: one for each variable.",
        ),
    ],
    alternatives=[
        "[20, 7]",
        "(20.0, 7.0)",
        "torch.tensor([2 * 2 * 5, 2**2 + 3])",
    ],
    hints=[
        "First hold y still, as if it were the plain number 5. Then hold x still, as if it were the plain number 2.",
        "With y = 5, what is left is 5 · x² + 15. With x = 2, it is 4 · y + 3 · y. The table has a rule for each part.",
        "The slope in x is 2x · y, since 3 · y is a plain number there. The slope in y is x² + 3. Put in 2 and 5.",
    ],
    reason="With y fixed, the slope in x is 2xy, because 3y is a plain number there: 2 · 2 · 5 = 20. With x fixed, the slope in y is x² + 3 = 7.",
    why="Nobody computes gradients by hand for long, but having done it once, you can read what autograd tells you.",
)

# -- autograd -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _FilledByBackward(Rule):
    """Nothing but None is written into the `.grad` of the answer."""

    def broken_by(self, name, program, operations):
        definition = program.definition(name)
        names = {name} | {
            n.id for n in ast.walk(definition or ast.Pass()) if isinstance(n, ast.Name)
        }
        for statement in program.statements:
            for node in ast.walk(statement):
                if isinstance(node, ast.Assign) and not _is_none(node.value):
                    written = {ast.unparse(target) for target in node.targets}
                    if not written.isdisjoint(f"{one}.grad" for one in names):
                        return (
                            "The numbers in `.grad` are right, but you wrote them there yourself. "
                            "Let `backward()` fill it."
                        )
        return None


def _is_none(node):
    return isinstance(node, ast.Constant) and node.value is None


unit.value(
    "cubes_with_grad",
    "Make the vector 1., 2., 3. with the gradient of the sum of its cubes in `.grad`.",
    points=1,
    reference=lambda: _with_gradient(torch.tensor([1.0, 2.0, 3.0]), lambda x: (x**3).sum()),
    dtypes=[torch.float64],
    rules=[_FilledByBackward()],
    mistakes=[
        Mistake(
            "torch.tensor([1.0, 2.0, 3.0])",
            "The numbers are there, but PyTorch doesn't follow them. Say `requires_grad=True` when you make the vector, then work out the sum of its cubes and run backward.",
        ),
        Mistake(
            "torch.tensor([1.0, 2.0, 3.0], requires_grad=True)",
            "The vector is ready, but nothing has been done with it: its `.grad` is still None. Work out the sum of the cubes and call `.backward()` on it.",
        ),
        Mistake(
            "torch.tensor([3.0, 12.0, 27.0])",
            "That is the gradient itself. We want the vector that *holds* it in `.grad`: the name must stand for the leaf, 1., 2., 3.",
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
            "The gradient is in there twice. Did the line with `backward()` run twice? Make a new vector in the same cell.",
        ),
        Mistake(
            """
            cubes_with_grad = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
            cubes_with_grad = cubes_with_grad**3
            cubes_with_grad.sum().backward()
            """,
            "Your name stands for the cubes now. Keep it for 1., 2., 3., and give the cubes another name.",
        ),
        Mistake(
            "(torch.tensor([1.0, 2.0, 3.0], requires_grad=True) ** 3).sum()",
            "That is the sum of the cubes. The name should stand for the vector you started from: keep it in the name, then compute the sum from it and run backward on that.",
        ),
        Mistake(
            "(torch.tensor([1.0, 2.0, 3.0], requires_grad=True) ** 3).sum().backward()",
            "`backward()` returns nothing, so the name stands for None now. It fills `.grad` of the vector: keep the name `cubes_with_grad` for the vector, and call `backward()` on a line of its own, with no name in front.",
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
        "Line 1 makes the vector, with `requires_grad=True`. Line 2 is `(...).sum().backward()`, with the cubes in the brackets.",
    ],
    why="Training a network is this cell, over and over, with millions of numbers in place of three.",
)


def _with_gradient(x, f):
    x.requires_grad_()
    f(x).backward()
    return x


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
        edge("float64", lambda d: (Code("lambda x: x ** 2"), d.of(torch.float64, 3).abs())),
        edge("non-contiguous", lambda d: (Code("lambda x: x ** 2"), apart(d.floats(3)))),
    ],
    mistakes=[
        Mistake(
            """
            t = x.clone().requires_grad_()
            f(t).backward()
            return t.grad
            """,
            "`backward` refused. It needs two things: a copy of x that requires grad, and a single number to start from. `f(t)` holds one value for each point: which reduction makes one number of them and leaves every slope as it is?",
        ),
        Mistake(
            """
            t = x.clone().requires_grad_()
            f(t).mean().backward()
            return t.grad
            """,
            "The mean divides by the number of points, and so does every slope. The sum doesn't.",
            again=["Put `sum` where `mean` stands; the rest can stay."],
        ),
        Mistake(
            """
            t = x.clone().requires_grad_()
            f(t).sum()
            return t.grad
            """,
            "The `.grad` that you return is None. Call `.backward()`, with the brackets, on the sum, before you look.",
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
            "A central difference comes close, but float32 has only 7 digits, and the subtraction loses most of them. Let autograd find the exact slopes.",
        ),
        Mistake(
            """
            t = x.double()
            return ((f(t + 1e-5) - f(t - 1e-5)) / 2e-5).to(x.dtype)
            """,
            "You measured, and measured well. But at a corner a measurement mixes both sides, however small the step. Let autograd find the slopes: mark a copy, sum what `f` returns, and run `backward()`.",
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
            "One backward for each point: right, but slow. A single backward can find all the slopes. Add the values up first: each point moves only its own part of the sum.",
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
        "The deck's trick: how did it get from a vector `z` to one number?",
        "Copy x and mark the copy. Then sum what `f` returns: moving one point changes only its own part of the sum.",
        "With `t = x.clone().requires_grad_()`, add up `f(t)` and go back from the sum. Where are the slopes then?",
    ],
    why="A backward costs about as much as computing the function once or twice, however many slopes it finds.",
)

unit.predict(
    "grad_of_centred",
    "What is the gradient of `(x - x.mean())[0]` with respect to four numbers x?",
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
            "The first is right. But the other three move the mean as well, and the mean is subtracted from x[0].",
        ),
        Mistake(
            "[0.75, 0.25, 0.25, 0.25]",
            "Nearly: which way does `x[0] - mean` go when the mean goes up?",
        ),
        Mistake(
            "[1, -0.25, -0.25, -0.25]",
            "The last three are right. x[0] is part of the mean as well, so its slope is not a full 1.",
        ),
        Mistake(
            "[1.25, 0.25, 0.25, 0.25]",
            "The quarters are the right size. But the mean is *subtracted*: its slope counts as negative.",
        ),
        Mistake(
            "[0.75, 0.75, 0.75, 0.75]",
            "Only x[0] appears in y[0] itself: 1 for itself, minus a quarter through the mean. The others act through the mean alone.",
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
        "x[0] counts 1 for itself and minus a quarter through the mean. The others have only the minus a quarter.",
    ],
    reason="y[0] is x[0] minus the mean. x[0] counts 1 for itself and -1/4 through the mean; the others count only through the mean, -1/4 each.",
    why="The four add up to 0: adding the same to every number changes nothing once the mean is subtracted.",
)

# -- gradients accumulate -------------------------------------------------------------------------

unit.predict(
    "two_backwards",
    "What is in `x.grad` after `backward` has found the slope of x · x at 3 twice?",
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
            "The two gradients of 6 do come together, but not by multiplying.",
        ),
        Mistake(
            "9",
            "That is the value of x · x. Its slope at 3 is another number, and it was found twice.",
        ),
        Mistake(
            "18",
            "You added the two values of x · x. What piles up in `.grad` are the slopes.",
        ),
        Mistake(
            "2",
            "That is the slope of the slope. Two backwards find the same slope, that of x · x, twice.",
        ),
    ],
    alternatives=["12", "12.0", "torch.tensor(12.0)"],
    hints=[
        "What is the slope of x · x at 3?",
        "`backward` adds to what is already in `.grad`.",
        "The first backward puts 6 there. The second adds the same again.",
    ],
    reason="The slope of x · x at 3 is 6. `backward` adds to what is in `.grad` already, so two of them leave 12.",
    why="Large models do this on purpose: the gradients of several small batches add up to that of one large batch.",
)


# -- the graph, cut and kept ----------------------------------------------------------------------

_BROKEN_SQUARED_ERROR = '''
def squared_error(prediction, target):
    """Add up the squares of the differences, so that gradients can flow back.

    prediction, target: vectors of floats, of the same length (at least 1) and dtype.
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
    "Fix the function so that gradients can flow back through the sum of squares.",
    broken=_BROKEN_SQUARED_ERROR,
    reference=lambda prediction, target: ((prediction - target) ** 2).sum(),
    gradients=True,
    cases=[
        ordinary("a prediction that learns", lambda d: _two_vectors(d, d.int(2, 4))),
        ordinary("a longer one", lambda d: _two_vectors(d, d.int(5, 6))),
        edge("both of them learn", lambda d: (d.floats(3, grad=True), d.floats(3, grad=True))),
        edge("one element", lambda d: _two_vectors(d, 1)),
        edge(
            "everything right",
            lambda d: (torch.tensor([1.0, 2.0]).requires_grad_(), torch.tensor([1.0, 2.0])),
        ),
        edge("nobody learns", lambda d: (d.floats(3), d.floats(3))),
        edge(
            "float64",
            lambda d: (
                d.of(torch.float64, 3).requires_grad_(),
                d.of(torch.float64, 3),
            ),
        ),
        edge("non-contiguous", lambda d: (apart(d.floats(3, grad=True)), d.floats(3))),
    ],
    mistakes=[
        Mistake(
            _BROKEN_SQUARED_ERROR.replace("torch.tensor(total)", "torch.tensor(total) + 0"),
            "The number is right, but no way leads back from it: `.item()` gives a plain number, and `torch.tensor(...)` a new tensor without history. Stay in tensors from start to finish.",
        ),
        Mistake(
            _BROKEN_SQUARED_ERROR.replace("total)", "total, requires_grad=True)"),
            "`requires_grad=True` at the end makes a new leaf, and its history begins there: nothing leads back to `prediction`. The way was lost earlier, at `.item()`.",
        ),
        Mistake(
            "((prediction - target) ** 2).mean()",
            "Gradients flow now. But this is the mean, and we want the sum.",
        ),
        Mistake(
            "(prediction - target) ** 2",
            "Gradients flow now. These are the separate squares: add them up to one number.",
        ),
        Mistake(
            "(prediction - target).sum() ** 2",
            "Gradients flow now. But you added first and squared afterwards, so errors of opposite sign cancel out. Square first.",
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
    reason="`.item()` takes the number out of the graph, and `torch.tensor(...)` makes a new tensor without a history: no gradient can flow back. With tensors all the way, it can.",
    why="A half-cut graph is the nasty kind: part of the model learns, the rest stands still, and the printed loss looks fine.",
)


def _two_vectors(d, n):
    return d.floats(n, grad=True), d.floats(n)


unit.predict(
    "after_detach",
    "Who notices when somebody writes into a detached tensor, and into a clone of one?",
    points=1,
    runs="""
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    kept = x.detach()
    saved = x.detach().clone()
    kept[0] = 100.0
    saved[1] = 200.0
    x.tolist()
    """,
    mistakes=[
        Mistake(
            "[1, 2]",
            "One of the two isn't a copy. `detach` cuts the history, and nothing else: which numbers does `kept` hold?",
        ),
        Mistake(
            "[100, 200]",
            "`kept` does write into x. But `clone` gave `saved` numbers of its own.",
        ),
        Mistake(
            "[1, 200]",
            "The other way round: `clone` makes its own copy of the numbers, `detach` alone doesn't.",
        ),
        Mistake(
            "'raises RuntimeError'",
            "Writing into a leaf that requires grad would raise. But a detached tensor requires no grad, so PyTorch lets you write into it.",
        ),
        Mistake(
            "[100, 100]",
            "Only the first element is set to 100. The second write goes into `saved`: does that have anything to do with x?",
        ),
    ],
    alternatives=["[100.0, 2.0]", "(100, 2)", "torch.tensor([100.0, 2.0])"],
    hints=[
        "`detach` cuts the history. Does it copy the numbers as well?",
        "It doesn't: the numbers stay where they are, and two names lead to them. And what does `clone` do?",
        "Writing into `kept` writes into x. Writing into `saved` doesn't.",
    ],
    reason="`detach` cuts the history and shares the numbers, so the 100 arrives in x. `clone` copies them, so the 200 doesn't.",
    why="`.detach().clone()` is how you keep the best model so far while the training goes on.",
)

# -- downhill -------------------------------------------------------------------------------------

unit.predict(
    "too_large_a_step",
    "Starting from 1, where is gradient descent on w² after three steps with lr = 1.5?",
    points=1,
    runs="""
    w = torch.tensor(1.0)
    for _ in range(3):
        slope = 2 * w
        w = w - 1.5 * slope
    w.item()
    """,
    mistakes=[
        Mistake("0", "0 is where it should go. But look where the first step lands."),
        Mistake("-2", "That is where the first step lands. Two more follow."),
        Mistake("4", "That is where the second step lands. One more follows."),
        Mistake(
            "8",
            "The size is right. But every step jumps to the other side of 0, and there were three.",
        ),
        Mistake(
            "-0.125",
            "You took w itself for the slope. The slope of w² is 2w, so a step subtracts 1.5 · 2w.",
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
    reason="The slope at w is 2w, so a step takes 1.5 · 2w = 3w away: w becomes -2w. From 1 that leads to -2, to 4, to -8, further away each time.",
    why="When a loss grows and ends in `nan`, the usual reason is this one: the learning rate is too large.",
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
    return w.detach()
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
    "Fix gradient descent so that it still goes downhill after the first step.",
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
            "float64, more steps",
            lambda d: (
                Code("lambda w: ((w + 1) ** 2).sum()"),
                d.of(torch.float64, 2),
                0.25,
                d.int(6, 8),
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
            return (1 * w).detach()
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
            again=["One line is missing in the loop, before the backward: `w.grad = None`."],
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
            "If `w.grad` is None in the step, it was cleared too early: clear it before the backward, or after the step. And clear it to `None`, not to 0: that is its state before the first backward.",
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
            "PyTorch refuses to change a leaf that requires grad in place, unless you say that this step is not part of the computation: `with torch.no_grad():`. Only the step belongs in there: with `f(w)` in it as well, there is no graph to go back through.",
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
            "This goes uphill: the gradient points where f grows. Go against it.",
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
            "The walk is right. Return the place without its history: `w.detach()`.",
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
        "After the first step, is `w` still a leaf? And what becomes of the gradient from the round before?",
        "Two things: change w in place, inside `with torch.no_grad():`, and clear `w.grad` in every round.",
        "In the loop: clear the gradient, go back from `f(w)`, and then step with `-=` inside `with torch.no_grad():`.",
    ],
    reason="`w = w - ...` makes a tensor that is no leaf, so its `.grad` stays empty. `-=` inside `no_grad` changes the leaf itself. And the gradient of the round before must be cleared, or it is added in.",
    why="Neural networks are trained by these four lines in a loop; optimizers just take cleverer steps.",
)

# -- a puzzle -------------------------------------------------------------------------------------


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
            "That gives one number, the sum of all weights plus the constant. You want the weights one by one: how much does the answer move when one input moves?",
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
            "That is the x you put in. What backward found is in its `.grad`.",
        ),
        Mistake(
            """
            x = torch.ones(n, requires_grad=True)
            f(x).backward()
            return x
            """,
            "You returned the ones that you put in. The slopes are in the `.grad` of that tensor.",
        ),
        Mistake(
            """
            x = torch.randn(n, requires_grad=True)
            f(x).backward()
            return x
            """,
            "You returned what you put in, the random numbers. The slopes are in its `.grad`.",
        ),
        Mistake(
            """
            x = torch.rand(n, requires_grad=True)
            f(x).backward()
            return x
            """,
            "You returned the random numbers that you put in. The slopes are in the `.grad` of that tensor.",
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
            "Only backward fills `.grad`; until then it is None. Call it on what the box returns.",
            unless=("backward",),
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
        "The weight of an input is the slope of the answer in that input. All the slopes together are the gradient, at any point you like.",
        "Any `x` of n floats that requires grad will do. Run backward on `f(x)`: where does it leave the slopes?",
    ],
    points=3,
    reason="For a weighted sum plus a constant, the slope in each input is its weight, wherever you stand. So one backward from zeros gives them all.",
    why="The same question, put to a trained network, shows which pixels its answer depends on.",
)


def _box(d, n):
    weights = (d.floats(n, low=1) / 4).tolist()
    return Code(f"lambda x: (x * torch.tensor({weights})).sum() + {d.int(1, 9)}"), n
