"""Unit 10_capstone: a photograph, a landscape, share prices and a network, with all of 01 to 09.

The data are those that ship with matplotlib. Each is read here just as the lesson reads it.
"""

import functools
from collections.abc import Callable
from typing import Any

import torch

from autograder.judge.exercise import Mistake, Unit, edge, ordinary
from autograder.judge.rules import at_most, forbid, no_loop
from autograder.witness.draw import Draw, apart

unit = Unit("10_capstone", "Capstone", about="a photograph, a landscape, a small network")


def _made_once(make: Callable) -> Callable:
    """`make`, run once for the same arguments; every caller gets copies of its own.

    What one answer writes into its data must not reach the next one, nor the reference.
    """
    kept = functools.cache(make)

    @functools.wraps(make)
    def copies(*args, **options):
        value = kept(*args, **options)
        return tuple(t.clone() for t in value) if isinstance(value, tuple) else value.clone()

    return copies


@_made_once
def photo() -> torch.Tensor:
    """Grace Hopper: uint8 of shape (600, 512, 3), rows, columns, colours."""
    import matplotlib.pyplot as plt
    from matplotlib.cbook import get_sample_data

    file: Any = get_sample_data("grace_hopper.jpg")
    return torch.tensor(plt.imread(file))


def small() -> torch.Tensor:
    """The photo, every sixth row and column: float32 in 0..1, of shape (100, 86, 3)."""
    return photo()[::6, ::6] / 255


# A row a copy: how much of red, green and blue to keep.
TINTS = torch.tensor([[1.0, 0.5, 0.5], [0.5, 1.0, 0.5], [0.5, 0.5, 1.0], [1.0, 1.0, 0.25]])


def tinted() -> torch.Tensor:
    """The small photo in each of the four tints: shape (4, 100, 86, 3)."""
    return small() * TINTS.reshape(4, 1, 1, 3)


@_made_once
def profile() -> tuple[torch.Tensor, torch.Tensor]:
    """The island from west to east: positions (120, 1) in -1..1, standardised heights (120,)."""
    from matplotlib.cbook import get_sample_data

    opened: Any = get_sample_data("topobathy.npz")
    with opened as data:
        land = torch.tensor(data["topo"])[30:50].mean(dim=0)
    return torch.linspace(-1, 1, 120).unsqueeze(1), (land - land.mean()) / land.std()


def fresh_start() -> list[torch.Tensor]:
    """w1 (1, 8), b1 (8,), w2 (8, 1), b2 (1,), before any training; the same in every call."""
    generator = torch.Generator().manual_seed(0)
    w1 = torch.randn(1, 8, generator=generator) * 4
    b1 = torch.randn(8, generator=generator) * 4
    w2 = torch.randn(8, 1, generator=generator) / 3
    return [t.requires_grad_() for t in (w1, b1, w2, torch.zeros(1))]


@_made_once
def trained(steps: int = 200, lr: float = 0.2, clear: bool = True) -> torch.Tensor:
    """The network's heights (120,) after gradient descent; `clear=False` lets gradients pile up."""
    x, land = profile()
    w1, b1, w2, b2 = parameters = fresh_start()

    def curve() -> torch.Tensor:
        return (torch.tanh(x @ w1 + b1) @ w2 + b2).squeeze(1)

    for _ in range(steps):
        ((curve() - land) ** 2).mean().backward()
        with torch.no_grad():
            for p in parameters:
                p -= lr * p.grad
                if clear:
                    p.grad = None
    return curve().detach()


# Before a mistake or an alternative that is made of the real data.
_REAL = "from autograder.exercises import capstone as real\n"


unit.value(
    "portrait",
    "Cut the face out of the photo: 256 × 256 pixels as float32 from 0 to 1, with the colours as the first dimension.",
    points=1,
    reference=lambda: photo()[100:356, 128:384].permute(2, 0, 1) / 255,
    mistakes=[
        Mistake(
            _REAL + "portrait = real.photo()[100:356, 128:384].reshape(3, 256, 256) / 255",
            "The shape is right, but look at the picture: `reshape` only reads the numbers on in their old order, so the colours end up among the pixels. To swap dimensions, use the operation that moves them.",
        ),
        Mistake(
            _REAL + "portrait = real.photo()[100:356, 128:384].permute(2, 1, 0) / 255",
            "The face lies on its side: the rows and the columns have swapped places too. The colours go first, and the other two dimensions keep their order.",
        ),
        Mistake(
            _REAL + "portrait = real.photo()[100:356, 128:384] / 255",
            "The cut is right, and so are the numbers. The dimensions are still rows, columns, colours: now bring the last one to the front.",
        ),
        Mistake(
            _REAL + "portrait = real.photo()[100:356, 128:384].permute(2, 0, 1)",
            "These are still bytes, from 0 to 255. Divide by 255, and you have floats from 0 to 1.",
        ),
        Mistake(
            _REAL + "portrait = real.photo()[100:356, 128:384].permute(2, 0, 1).float()",
            "You have floats now, but they still go up to 255. Divide them by 255.",
        ),
        Mistake(
            _REAL + "portrait = real.photo()[100:356, 128:384].permute(2, 0, 1) // 255",
            "`//` rounds down to whole numbers, so nearly all pixels become 0. Divide with `/`.",
        ),
        Mistake(
            _REAL + "portrait = real.photo()[100:256, 128:256].permute(2, 0, 1) / 255",
            "`100:256` are 156 rows: the stop is a position, not a count. To get 256 rows, stop at 100 + 256, and the columns at 128 + 256.",
        ),
        Mistake(
            _REAL + "portrait = real.photo()[100:256, 128:384].permute(2, 0, 1) / 255",
            "The columns are right. But `100:256` are 156 rows: the stop is a position, not a count. Stop at 100 + 256.",
        ),
        Mistake(
            _REAL + "portrait = real.photo()[100:256, 128:256] / 255",
            "First the cut: `100:256` are 156 rows, because the stop is a position, not a count. Stop at 100 + 256 and at 128 + 256. Then bring the colours to the front.",
        ),
        Mistake(
            _REAL + "portrait = real.photo()[100:256, 128:256]",
            "First the window: 256 rows starting with 100 end before row 356, not before 256, and the columns before 384. Then the colours come first, and the bytes become floats from 0 to 1.",
        ),
        Mistake(
            _REAL + "portrait = real.photo()[100:356, 128:384]",
            "The cut is right. Now the colours must come first, and the bytes become floats from 0 to 1.",
        ),
        Mistake(
            _REAL + "portrait = real.photo()[100:355, 128:383].permute(2, 0, 1) / 255",
            "One row and one column are missing: a slice ends *before* its stop.",
        ),
        Mistake(
            _REAL + "portrait = real.photo()[128:384, 100:356].permute(2, 0, 1) / 255",
            "Your window is in the wrong place: rows are named first, and they start at 100. The columns start at 128.",
        ),
    ],
    alternatives=[
        _REAL + "portrait = real.photo()[100:356, 128:384].movedim(-1, 0).float() / 255",
        _REAL
        + "face = real.photo()[100:356, 128:384] / 255\nportrait = torch.stack([face[..., c] for c in range(3)])",
        _REAL + "portrait = real.photo().permute(2, 0, 1)[:, 100:356, 128:384].div(255)",
    ],
    hints=[
        "Three small steps: cut, move the dimensions, make floats. Look at the shape after each.",
        "A slice stops before its second number, so the rows are `100:100 + 256`. For the dimensions, `permute` (unit 02) takes their old numbers in the new order.",
        "`photo[100:356, 128:...]`, then `.permute(2, ..., ...)`, then `/ 255`.",
    ],
    why="Files keep the colours last, networks want them first: every program that reads pictures has a line like this.",
)

unit.fix(
    "blend_photos",
    "Fix a function that fades from one photo into another, as much as a mask says at each pixel.",
    broken='''
def blend_photos(a, b, mask):
    """Fade from photo a, where the mask is 0, to photo b, where it is 1.

    a, b: tensors of floats (height, width, colours), of the same shape.
    mask: floats (height, width), from 0 to 1.  Returns: a new tensor of the shape of a.
    blend_photos(torch.zeros(1, 2, 1), torch.ones(1, 2, 1), torch.tensor([[0.5, 1.0]]))
        ->  tensor([[[0.5000], [1.0000]]])
    """
    a *= 1 - mask
    a += b * mask
    return a
''',
    reference=lambda a, b, mask: a * (1 - mask.unsqueeze(2)) + b * mask.unsqueeze(2),
    cases=[
        ordinary("a wide photo", lambda d: _two_photos(d, 1, d.int(3, 4), 2)),
        ordinary("as many rows and columns as colours", lambda d: _two_photos(d, 2, 2, 2)),
        edge("one row, one colour", lambda d: _two_photos(d, 1, d.int(2, 3), 1)),
        edge("float64", lambda d: _two_photos(d, 2, 3, 1, dtype=torch.float64)),
        edge("non-contiguous", lambda d: tuple(map(apart, _two_photos(d, 2, 1, 3)))),
    ],
    mistakes=[
        Mistake(
            """
            mask = mask.unsqueeze(2)
            a *= 1 - mask
            a += b * mask
            return a
            """,
            "The picture is right now. But there is a second bug: `*=` and `+=` write into the caller's photo, and spoil it. Work out a new tensor instead.",
        ),
        Mistake(
            """
            mask = mask.unsqueeze(0)
            a *= 1 - mask
            a += b * mask
            return a
            """,
            "There are two bugs. First: shapes align from the right, so the columns of the mask meet the colours. Which dimension is missing, and where? Second: `*=` and `+=` write into the caller's photo.",
        ),
        Mistake(
            "a * (1 - mask) + b * mask",
            "Nothing is written into the caller's photo any more: good. Now the mask: shapes align from the right, so its columns meet the colours. Give it one more dimension, at the end.",
        ),
        Mistake(
            "a * mask.unsqueeze(2) + b * (1 - mask.unsqueeze(2))",
            "The two photos have swapped places: where the mask is 0, we should see photo a.",
        ),
        Mistake(
            "a + b * mask.unsqueeze(2)",
            "Photo b fades in, but photo a doesn't fade out. Where the mask is 1, nothing of a should be left.",
        ),
        Mistake(
            "torch.where(mask.unsqueeze(2) < 0.5, a, b)",
            "Each pixel comes from one photo or from the other, but a mask of 0.5 means half of each.",
        ),
    ],
    alternatives=[
        "torch.lerp(a, b, mask[..., None])",
        "a + (b - a) * mask.reshape(*mask.shape, 1)",
        """
        a = a.clone()
        a *= 1 - mask[:, :, None]
        a += b * mask[:, :, None]
        return a
        """,
    ],
    hints=[
        "There are two bugs. Write the shapes of `a` and of `mask` one below the other, aligned from the right, to find the first. Ask what happens to the caller's photo to find the second.",
        "The mask needs one more dimension, of size 1, at its end. And `*=` changes a tensor in place, while `*` makes a new one.",
        "`m = mask.unsqueeze(2)`, and then return `a * (1 - m) + ...`.",
    ],
    reason="`*=` and `+=` write into the caller's photo. And the mask (height, width) has to meet the colours: it needs one more dimension of size 1 at its end.",
    why="Fading, transparency, pasting a person onto another background: all of them are this one line.",
)


def _two_photos(d, height, width, colours, dtype=torch.float32):
    shape = (height, width, colours)
    if dtype == torch.float64:
        a, b = (d.of(dtype, *shape) for _ in range(2))
        return a, b, d.decimals(height, width, low=0, high=1, dtype=dtype)
    a, b = (d.floats(*shape, low=1, high=9) for _ in range(2))
    return a, b, d.ints(height, width, low=0, high=4) / 4


unit.value(
    "pop_art",
    "Tile four copies of the small photo, each in its own tint, the two on the right mirrored.",
    points=1,
    reference=lambda: _pop_art(*tinted()),
    mistakes=[
        Mistake(
            _REAL + "a, b, c, d = real.tinted()\npop_art = torch.cat([a, b.flip(1), c, d.flip(1)])",
            "That is a tower of four. Make the upper half first, two photos side by side, then the lower half, and only then put one on top of the other.",
        ),
        Mistake(
            _REAL
            + "a, b, c, d = real.tinted()\npop_art = torch.cat([torch.cat([a, b], dim=1), torch.cat([c, d], dim=1)])",
            "Four tints, well placed. The two on the right should look the other way: flip them.",
        ),
        Mistake(
            _REAL
            + "a, b, c, d = real.tinted()\npop_art = torch.cat([torch.cat([a, b.flip(0)], dim=1), torch.cat([c, d.flip(0)], dim=1)])",
            "The two on the right stand on their heads. Dimension 0 runs down; left and right are dimension 1.",
        ),
        Mistake(
            _REAL
            + "a, b, c, d = real.tinted()\npop_art = torch.cat([torch.cat([a, b.flip(2)], dim=1), torch.cat([c, d.flip(2)], dim=1)])",
            "Dimension 2 holds the colours: `flip(2)` turns red into blue and blue into red. Left and right are dimension 1.",
        ),
        Mistake(
            _REAL
            + "a, b, c, d = real.tinted()\npop_art = torch.cat([torch.cat([a, c.flip(1)], dim=1), torch.cat([b, d.flip(1)], dim=1)])",
            "The tints 1 and 2 have swapped places. Read as you read a page: 0 and 1 above, 2 and 3 below.",
        ),
        Mistake(
            _REAL
            + "a, b, c, d = real.tinted()\npop_art = torch.cat([torch.cat([a, b.flip(1)]), torch.cat([c, d.flip(1)])], dim=1)",
            "You joined them downwards first, so the photos 0 and 1 stand on top of each other. Side by side is dimension 1.",
        ),
        Mistake(
            _REAL
            + "p = real.small()\npop_art = torch.cat([torch.cat([p, p.flip(1)], dim=1), torch.cat([p, p.flip(1)], dim=1)])",
            "Four copies, well placed. Now the tints: row k of `tints` holds three factors, for red, green and blue of copy k.",
        ),
        Mistake(
            _REAL
            + "a, b, c, d = real.tinted()\npop_art = torch.stack([torch.stack([a, b.flip(1)]), torch.stack([c, d.flip(1)])])",
            "`stack` makes a new dimension each time, and you have five of them. Photos side by side lie along a dimension that is already there: that is `cat`.",
        ),
    ],
    alternatives=[
        _REAL
        + "a, b, c, d = real.tinted()\nleft, right = torch.cat([a, c]), torch.cat([b, d])\npop_art = torch.cat([left, right.flip(1)], dim=1)",
        _REAL
        + "p, tints = real.small(), real.TINTS\npop_art = torch.zeros(200, 172, 3)\npop_art[:100, :86] = p * tints[0]\npop_art[:100, 86:] = (p * tints[1]).flip(1)\npop_art[100:, :86] = p * tints[2]\npop_art[100:, 86:] = (p * tints[3]).flip(1)",
        _REAL
        + "p = real.small()\nboth = torch.cat([p, p.flip(1)], dim=1)\nfactors = real.TINTS.reshape(2, 2, 3).repeat_interleave(100, 0).repeat_interleave(86, 1)\npop_art = both.tile(2, 1, 1) * factors",
    ],
    hints=[
        "Three small steps: tint, flip, join. How does the shape (3,) of one row of `tints` broadcast with a photo of shape (100, 86, 3)?",
        "`small * tints[0]` is the first copy, and `(small * tints[1]).flip(1)` the second. Join these two along dimension 1; that is the upper half.",
        "Make `top` and `bottom` in this way. What is left is to put one on top of the other.",
    ],
    why="Flipping and tinting pictures is how people make a small set of training pictures larger.",
)


def _pop_art(a, b, c, d):
    top = torch.cat([a, b.flip(1)], dim=1)
    bottom = torch.cat([c, d.flip(1)], dim=1)
    return torch.cat([top, bottom])


unit.puzzle(
    "thumbnail",
    "Shrink a photo: every block of k × k pixels becomes one pixel, their mean. No loop, at most three operations.",
    points=3,
    reference=lambda image, k: image.reshape(
        image.shape[0] // k, k, image.shape[1] // k, k, image.shape[2]
    ).mean(dim=(1, 3)),
    rules=[
        no_loop,
        at_most(3),
        forbid("nn", "interpolate", "avg_pool2d", "adaptive_avg_pool2d"),
    ],
    cases=[
        ordinary("blocks of 2", lambda d: (d.floats(4, 2 * d.int(1, 2) + 2, 1), 2)),
        ordinary("blocks of 3, two colours", lambda d: (d.floats(3, 3 * d.int(2, 3), 2), 3)),
        edge("blocks of one pixel", lambda d: (d.floats(d.int(2, 3), 2, 3), 1)),
        edge("the whole photo is one block", lambda d: (d.floats(4, 4, 2), 4)),
        edge(
            "float64, non-contiguous",
            lambda d: (d.of(torch.float64, 4, 3, 4).permute(0, 2, 1), 2),
        ),
    ],
    mistakes=[
        Mistake(
            "image.reshape(image.shape[0] / k, k, image.shape[1] / k, k, -1).mean(dim=(1, 3))",
            "Sizes must be whole numbers, and `/` makes floats: divide sizes with `//`.",
        ),
        Mistake(
            "image.reshape(image.shape[0] // k, k, image.shape[1] // k, k, 3).mean(dim=(1, 3))",
            "Do the new sizes, multiplied, give as many numbers as the photo has? The last one is `image.shape[2]`: there need not be three colours.",
        ),
        Mistake(
            "image[::k, ::k]",
            "That picks one pixel of every block and forgets the others. We want the mean of the whole block.",
        ),
        Mistake(
            "image.reshape(image.shape[0] // k, image.shape[1] // k, k, k, -1).mean(dim=(2, 3))",
            "The shape is right, but the pixels are mixed up. `reshape` reads along the rows: so the rows must be split into blocks and rows *within* a block right where they are, and the columns after them. In which order are the five dimensions then?",
        ),
        Mistake(
            "image.reshape(image.shape[0] // k, k, image.shape[1] // k, k, -1).mean(dim=(0, 2))",
            "Your five dimensions are right. But you took the mean over the blocks, and so laid all of them on top of each other. Take it over the two dimensions *within* a block.",
        ),
        Mistake(
            "image.reshape(image.shape[0] // k, k, image.shape[1] // k, k, -1).sum(dim=(1, 3))",
            "Nearly: that is the sum of each block, so the photo becomes k × k times too bright. Take the mean.",
        ),
        Mistake(
            "image.reshape(image.shape[0] // k, k, image.shape[1] // k, k, -1).mean(dim=(1, 3, 4))",
            "The blocks are right, but the colours are gone: the mean went over the last dimension too.",
        ),
        Mistake(
            """
            rows = [
                torch.stack([image[i : i + k, j : j + k].mean(dim=(0, 1)) for j in range(0, image.shape[1], k)])
                for i in range(0, image.shape[0], k)
            ]
            return torch.stack(rows)
            """,
            "That gives the right photo, block by block, but slowly. No loop this time: give the tensor five dimensions instead of three, two of them within a block.",
        ),
    ],
    alternatives=[
        "image.unflatten(1, (-1, k)).unflatten(0, (-1, k)).mean(dim=(1, 3))",
        """
        h, w, c = image.shape
        return image.view(h // k, k, w // k, k, c).mean(dim=3).mean(dim=1)
        """,
        """
        h, w, c = image.shape
        return torch.einsum("ikjlc->ijc", image.reshape(h // k, k, w // k, k, c)) / k**2
        """,
    ],
    hints=[
        "Split the rows into pairs with `reshape`, and the columns in the same step. How many dimensions does the photo then have, with the colours?",
        "`reshape` to five dimensions: block row, row within the block, block column, column within the block, colour. Then take the mean over the two dimensions within the block.",
        "`image.reshape(image.shape[0] // k, k, ..., k, image.shape[2])`: fill in the dots. Over which two of the five do you take the mean?",
    ],
    reason="`reshape` cuts both directions into blocks and gives the place inside a block dimensions of its own, 1 and 3. The mean over those two leaves one pixel a block.",
    why="Networks that look at pictures do this again and again; it is called average pooling.",
)

unit.function(
    "steepness",
    "Say how steep a landscape is at each of its inner points.",
    reference=lambda z, dy, dx: _steepness(z, dy, dx),
    cases=[
        ordinary(
            "a small landscape",
            lambda d: (d.floats(4, d.int(4, 5)), d.choice([1.0, 2.0]), d.choice([0.5, 4.0])),
        ),
        ordinary("as many rows as columns", lambda d: (d.floats(4, 4), d.choice([0.5, 4.0]), 1.0)),
        edge("a single inner point", lambda d: (d.floats(3, 3), 0.5, 2.0)),
        edge("no inner row", lambda d: (d.floats(2, d.int(3, 4)), 1.0, 1.0)),
        edge(
            "float64, non-contiguous",
            lambda d: (apart(d.of(torch.float64, 3, 4)), 0.25, 3.0),
        ),
    ],
    mistakes=[
        Mistake(
            """
            down = (z[2:, 1:-1] - z[:-2, 1:-1]) / dy
            right = (z[1:-1, 2:] - z[1:-1, :-2]) / dx
            return (down**2 + right**2).sqrt()
            """,
            "Twice too steep. The upper and the lower neighbour are *two* steps apart: divide by 2 * dy, and by 2 * dx.",
        ),
        Mistake(
            """
            down = (z[2:, 1:-1] - z[:-2, 1:-1]) / (2 * dx)
            right = (z[1:-1, 2:] - z[1:-1, :-2]) / (2 * dy)
            return (down**2 + right**2).sqrt()
            """,
            "The two distances have swapped places. dy lies between two rows, dx between two columns.",
        ),
        Mistake(
            """
            down = (z[2:, 1:-1] - z[:-2, 1:-1]) / (2 * dy)
            right = (z[1:-1, 2:] - z[1:-1, :-2]) / (2 * dx)
            return down.abs() + right.abs()
            """,
            "Both slopes are right. Put them together as Pythagoras does with two sides: square them, add them up, take the root.",
        ),
        Mistake(
            """
            down = (z[2:, 1:-1] - z[:-2, 1:-1]) / (2 * dy)
            right = (z[1:-1, 2:] - z[1:-1, :-2]) / (2 * dx)
            return down**2 + right**2
            """,
            "Nearly there: the root is missing.",
        ),
        Mistake(
            """
            down = (z[2:, 1:-1] - z[:-2, 1:-1]) / 2 * dy
            right = (z[1:-1, 2:] - z[1:-1, :-2]) / 2 * dx
            return (down**2 + right**2).sqrt()
            """,
            "`/ 2 * dy` divides by 2 and then *multiplies* by dy, from left to right. Put brackets around `2 * dy`, and around `2 * dx`.",
        ),
        Mistake(
            """
            down = (z[1:] - z[:-1]) / dy
            right = (z[:, 1:] - z[:, :-1]) / dx
            return (down**2 + right**2).sqrt()
            """,
            "The shapes of your two slopes don't fit, because each of them leaves out a different rim. Both need the same inner points: where you take differences of rows, slice the columns `1:-1`, and the other way round.",
        ),
        Mistake(
            """
            down = (z[2:, 1:-1] - z[1:-1, 1:-1]) / dy
            right = (z[1:-1, 2:] - z[1:-1, 1:-1]) / dx
            return (down**2 + right**2).sqrt()
            """,
            "You compare each point with its neighbour on one side. Compare its two neighbours with each other, the one before and the one after; they are two steps apart.",
        ),
    ],
    alternatives=[
        """
        down, right = torch.gradient(z, spacing=(dy, dx)) if min(z.shape) > 2 else (z, z)
        return torch.hypot(down, right)[1:-1, 1:-1]
        """,
        """
        inner = z[1:-1, 1:-1]
        n, m = inner.shape
        down = (z[2:].narrow(1, 1, m) - z[:n].narrow(1, 1, m)) / (2 * dy)
        right = (z[1:-1, -m:] - z[1:-1, :m]) / (2 * dx) if m else inner
        return torch.stack([down, right]).norm(dim=0)
        """,
        """
        down = (z.roll(-1, 0) - z.roll(1, 0)) / dy
        right = (z.roll(-1, 1) - z.roll(1, 1)) / dx
        return ((down**2 + right**2).sqrt() / 2)[1:-1, 1:-1]
        """,
    ],
    hints=[
        "Think of one row first: `row[2:] - row[:-2]` holds, for every point but the first and the last, the neighbour after it minus the neighbour before it. How far apart are these two?",
        "Downwards: `z[2:, 1:-1] - z[:-2, 1:-1]`, divided by `2 * dy`. Do the same along the columns, and then think of Pythagoras.",
        "With `down` and `right` as the two slopes, the answer is `(down**2 + ...).sqrt()`. And `right` is made like `down`, with rows and columns swapped.",
    ],
    why="The same two differences find the edges in a photograph.",
)


def _steepness(z: torch.Tensor, dy: float, dx: float) -> torch.Tensor:
    down = (z[2:, 1:-1] - z[:-2, 1:-1]) / (2 * dy)
    right = (z[1:-1, 2:] - z[1:-1, :-2]) / (2 * dx)
    return (down**2 + right**2).sqrt()


unit.function(
    "standardise",
    "Bring each column of a table to mean 0 and standard deviation 1.",
    reference=lambda table: (table - table.mean(dim=0)) / table.std(dim=0, correction=0),
    cases=[
        ordinary("a table", lambda d: (_table(d, d.int(3, 4), 2),)),
        ordinary("as many rows as columns", lambda d: (_table(d, 3, 3),)),
        edge("two rows", lambda d: (_table(d, 2, d.int(1, 3)),)),
        edge("float64, non-contiguous", lambda d: (apart(_table(d, 3, 2, dtype=torch.float64)),)),
    ],
    mistakes=[
        Mistake(
            "(table - table.mean(dim=0)) / table.std(dim=0)",
            "The mean is right. `std` divides by n - 1 unless you say `correction=0`, and the docstring divides by n.",
            again=["One argument is missing: `correction=0` in the brackets of `std`."],
        ),
        Mistake(
            """
            table -= table.mean(dim=0)
            table /= table.std(dim=0, correction=0)
            return table
            """,
            "The numbers are right. But `-=` and `/=` write into the caller's table, and spoil it. Work out a new tensor instead.",
        ),
        Mistake(
            "(table - table.mean()) / table.std(correction=0)",
            "That is one mean and one deviation for the whole table. Each column has its own: name the dimension.",
        ),
        Mistake(
            "(table - table.mean()) / table.std()",
            "That is one mean and one deviation for the whole table. Each column has its own: name the dimension, `dim=0`. And `std` divides by n only with `correction=0`.",
        ),
        Mistake(
            "(table - table.mean(dim=0)) / table.std(correction=0)",
            "You have one mean for each column, but a single `std` for the whole table: it needs `dim=0` as well.",
        ),
        Mistake(
            "(table - table.mean(dim=0)) / table.std()",
            "You have one mean for each column, but a single `std` for the whole table: it needs `dim=0` as well, and `correction=0`.",
        ),
        Mistake(
            "(table - table.mean(dim=1)) / table.std(dim=1, correction=0)",
            "`dim=1` goes along a row and gives a number for each row. You need one for each *column*: go down the rows, with `dim=0`.",
        ),
        Mistake(
            "(table - table.mean(dim=1)) / table.std(dim=1)",
            "`dim=1` goes along a row and gives a number for each row. You need one for each *column*, so `dim=0`, and `std` wants `correction=0` too.",
        ),
        Mistake(
            """
            centred = table - table.mean(dim=1, keepdim=True)
            return centred / table.std(dim=1, keepdim=True, correction=0)
            """,
            "You standardised the rows. The mean of each *column* goes down the rows, along dimension 0.",
        ),
        Mistake(
            "table - table.mean(dim=0)",
            "The means are 0 now. One thing is left: divide by the standard deviation of each column.",
        ),
        Mistake(
            "table - table.mean(dim=0) / table.std(dim=0, correction=0)",
            "`/` goes before `-`, so only the mean was divided. Put brackets around the difference.",
        ),
        Mistake(
            "(table - table.mean(dim=0)) / table.var(dim=0, correction=0)",
            "You divided by the variance. The standard deviation is its square root, `std`.",
        ),
        Mistake(
            "(table - table.amin(dim=0)) / (table.amax(dim=0) - table.amin(dim=0))",
            "That brings each column into the range 0 to 1. People do that as well, but here we want mean 0 and standard deviation 1.",
        ),
    ],
    alternatives=[
        """
        centred = table - table.mean(dim=0, keepdim=True)
        return centred / (centred**2).mean(dim=0).sqrt()
        """,
        """
        rows = table.T
        spread = rows.var(dim=1, keepdim=True, unbiased=False) ** 0.5
        return ((rows - rows.mean(dim=1, keepdim=True)) / spread).T
        """,
        """
        columns = [(c - c.mean()) / c.std(correction=0) for c in table.unbind(dim=1)]
        return torch.stack(columns, dim=1)
        """,
    ],
    hints=[
        "You need one mean and one standard deviation for each column: two vectors of the shape (columns,). How do they broadcast with the table?",
        "The mean of each column is `table.mean(dim=0)`. `std` takes the same `dim`, and a `correction`.",
        "`(table - ...) / table.std(...)`: the means go in the first gap; the second needs the `dim` and the `correction` of the docstring.",
    ],
    why="Gradient descent is quick when all columns have about the same size, and hardly moves when one is a million times larger.",
)


def _table(d, n, columns, dtype=torch.float32):
    """Floats (n, columns); the first two rows differ in every column."""
    whole = dtype == torch.float32
    table = (d.floats if whole else d.decimals)(n, columns, dtype=dtype)
    table[0] = table[1] + d.choice([-3.0, -1.0, 0.5, 2.0])
    return table


unit.function(
    "fit_line",
    "Fit a line through points by gradient descent, and return its slope and its height at 0.",
    reference=lambda x, y, lr, steps: _fit_line(x, y, lr, steps),
    rules=[forbid("optim", "nn", "lstsq")],
    # Rounding adds up over the steps, in another order for each way of writing them.
    cases=[
        ordinary("three steps", lambda d: (*_points(d, d.int(3, 5)), d.choice([0.1, 0.125]), 3)),
        ordinary("one step", lambda d: (*_points(d, 3), 0.125, 1)),
        edge("no step at all", lambda d: (*_points(d, 3), 0.1, 0)),
        edge("a single point", lambda d: (*_points(d, 1), 0.1, 1)),
        edge(
            "float64, non-contiguous",
            lambda d: (*map(apart, _points(d, 3, dtype=torch.float64)), 0.1, 2),
        ),
    ],
    mistakes=[
        Mistake(
            """
            line = x.new_zeros(2, requires_grad=True)
            for _ in range(steps):
                ((line[0] * x + line[1] - y) ** 2).mean().backward()
                with torch.no_grad():
                    line -= lr * line.grad
            return line.detach()
            """,
            "The first step is right, but from the second on the gradients of all steps so far are added up. Clear `.grad` after each step.",
            again=[
                "`backward` *adds* to `.grad`. Set it to None in every round, before the next backward."
            ],
        ),
        Mistake(
            """
            line = x.new_zeros(2, requires_grad=True)
            for _ in range(steps):
                ((line[0] * x + line[1] - y) ** 2).sum().backward()
                with torch.no_grad():
                    line -= lr * line.grad
                    line.grad = None
            return line.detach()
            """,
            "Your loss is the *sum* of the squares. With the mean, a step doesn't grow with the number of points.",
        ),
        Mistake(
            """
            line = x.new_zeros(2, requires_grad=True)
            for _ in range(steps):
                ((line[0] * x + line[1] - y) ** 2).mean().backward()
                with torch.no_grad():
                    line += lr * line.grad
                    line.grad = None
            return line.detach()
            """,
            "You walk uphill: the gradient points where the loss grows. Subtract it.",
        ),
        Mistake(
            """
            line = x.new_zeros(2, requires_grad=True)
            for _ in range(steps):
                ((line[0] * x + line[1] - y) ** 2).mean().backward()
                with torch.no_grad():
                    line -= lr * line.grad
                    line.grad = None
            return line
            """,
            "The line is right, but it still requires grad, as if more steps were to come. `.detach()` gives the numbers alone.",
        ),
        Mistake(
            """
            line = x.new_zeros(2, requires_grad=True)
            for _ in range(steps):
                ((line[0] * x + line[1] - y) ** 2).mean().backward()
                with torch.no_grad():
                    line -= lr * line.grad
                    line.grad = None
            return line.detach().flip(0)
            """,
            "Both numbers are right. The slope comes first, the height at 0 second.",
        ),
        Mistake(
            """
            line = x.new_zeros(2, requires_grad=True)
            for _ in range(steps):
                ((line[0] * x + line[1] - y) ** 2).mean().backward()
                line = line - lr * line.grad
            return line.detach()
            """,
            "`line = line - ...` makes a new tensor with a history, and such a tensor gets no `.grad`. Change the tensor that is there, in place, under `torch.no_grad()`.",
        ),
        Mistake(
            """
            line = x.new_zeros(2, requires_grad=True)
            for _ in range(steps):
                ((line[0] * x + line[1] - y) ** 2).mean().backward()
                with torch.no_grad():
                    line = line - lr * line.grad
            return line.detach()
            """,
            "One step works, and a second one doesn't. Did you write `line = line - ...`? That makes a new tensor, which doesn't require grad. Change the one that is there, in place: `line -= ...`.",
        ),
        Mistake(
            """
            line = x.new_zeros(2, requires_grad=True)
            for _ in range(steps):
                ((line[0] * x + line[1] - y) ** 2).mean().backward()
                line -= lr * line.grad
                line.grad = None
            return line.detach()
            """,
            "Look at the error. `a leaf Variable`: a step belongs under `with torch.no_grad():` (unit 06). `does not require grad`: mark the two numbers with `requires_grad=True` when you make them. `Only Tensors of floating point`: start with 0.0, not with 0. `only for scalar outputs`: the loss is one number, so take the mean.",
        ),
        Mistake(
            """
            line = x.new_zeros(2, requires_grad=True)
            for _ in range(steps):
                ((line[0] * x + line[1] - y) ** 2).mean().backward()
                with torch.no_grad():
                    line -= lr * line.grad
            return line
            """,
            "Two things are left. From the second step on the gradients of all steps so far are added up: clear `.grad` after each step. And return only the numbers, without history: `.detach()`.",
        ),
        Mistake(
            """
            line = torch.zeros(2, requires_grad=True)
            for _ in range(steps):
                ((line[0] * x + line[1] - y) ** 2).mean().backward()
                with torch.no_grad():
                    line -= lr * line.grad
                    line.grad = None
            return line.detach()
            """,
            "Your line is float32 and on the CPU, whatever x is. Start with `x.new_zeros(2, requires_grad=True)`: it has x's dtype, and it is on x's device.",
        ),
        Mistake(
            """
            slope = ((x - x.mean()) * (y - y.mean())).sum() / ((x - x.mean()) ** 2).sum()
            return torch.stack([slope, y.mean() - slope * x.mean()])
            """,
            "That is the best line at once, by a formula. Formulas end where networks begin: start from 0 and 0, and take `steps` steps downhill.",
        ),
        Mistake(
            """
            line = x.new_zeros(2, requires_grad=True)
            for _ in range(steps):
                (line[0] * x + line[1] - y).abs().mean().backward()
                with torch.no_grad():
                    line -= lr * line.grad
                    line.grad = None
            return line.detach()
            """,
            "Your loss takes the absolute differences. The docstring asks for their squares.",
        ),
    ],
    alternatives=[
        """
        slope = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
        height = torch.zeros((), dtype=x.dtype, device=x.device, requires_grad=True)
        for _ in range(steps):
            loss = ((slope * x + height - y) ** 2).mean()
            loss.backward()
            with torch.no_grad():
                slope -= lr * slope.grad
                height -= lr * height.grad
            slope.grad.zero_()
            height.grad.zero_()
        return torch.stack([slope, height]).detach()
        """,
        """
        line = x.new_zeros(2)
        for _ in range(steps):
            line = line.detach().requires_grad_()
            loss = (line[0] * x + line[1] - y).square().mean()
            (slope,) = torch.autograd.grad(loss, line)
            line = line - lr * slope
        return line.detach()
        """,
        """
        slope, height = x.new_zeros(()), x.new_zeros(())
        for _ in range(steps):
            error = slope * x + height - y
            slope, height = slope - lr * 2 * (error * x).mean(), height - lr * 2 * error.mean()
        return torch.stack([slope, height])
        """,
    ],
    hints=[
        "The recipe of unit 06, with two parameters: work out the loss, `backward()`, one step against the gradient, clear the gradients. Over and over.",
        "Keep both numbers in one tensor, `line = x.new_zeros(2, requires_grad=True)`: the heights of the line are `line[0] * x + line[1]`. Change `line` in place, under `torch.no_grad()`.",
        "In the loop: the loss, the mean of `(line[0] * x + line[1] - y) ** 2`; `loss.backward()`; the step, under `torch.no_grad()`; and a clean `.grad`. After the loop, return the line without its history.",
    ],
    why="Swap the line for a network, and this loop, unchanged, trains it.",
)


def _points(d, n, dtype=torch.float32):
    make = d.floats if dtype == torch.float32 else d.decimals
    return make(n, low=-2, high=2, dtype=dtype), make(n, low=-4, high=4, dtype=dtype)


def _fit_line(x: torch.Tensor, y: torch.Tensor, lr: float, steps: int) -> torch.Tensor:
    line = x.new_zeros(2, requires_grad=True)
    for _ in range(steps):
        loss = ((line[0] * x + line[1] - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            line -= lr * line.grad
        line.grad = None
    return line.detach()


unit.function(
    "two_layers",
    "Write a network of two layers: a matrix product, a bend, and a second matrix product.",
    reference=lambda x, w1, b1, w2, b2: (torch.tanh(x @ w1 + b1) @ w2 + b2).squeeze(1),
    gradients=True,
    cases=[
        ordinary("a few points", lambda d: _network(d, d.int(3, 4), 2, d.int(2, 3))),
        ordinary("as many points as hidden units", lambda d: _network(d, 3, 1, 3)),
        edge("a single point", lambda d: _network(d, 1, 2, 3)),
        edge("no points", lambda d: _network(d, 0, 2, 3)),
        edge(
            "float64, non-contiguous",
            lambda d: tuple(map(apart, _network(d, 3, 2, 2, dtype=torch.float64))),
        ),
    ],
    mistakes=[
        Mistake(
            "((x @ w1 + b1) @ w2 + b2).squeeze(1)",
            "The bend is missing. Without `torch.tanh` between them, two layers are no more than one: a straight line of a straight line is a straight line.",
            again=[
                "Put `torch.tanh(...)` around what the first layer gives, `x @ w1 + b1`, before the second product."
            ],
        ),
        Mistake(
            "(torch.tanh(x * w1 + b1) * w2 + b2).squeeze(1)",
            "`*` goes element by element; each dot is a matrix product: `@`.",
        ),
        Mistake(
            "(torch.tanh(x * w1 + b1) @ w2 + b2).squeeze(1)",
            "The second product is right. The first must be a matrix product as well: `x @ w1`, for `*` goes element by element.",
        ),
        Mistake(
            "torch.tanh(x @ w1 + b1) @ w2 + b2",
            "The numbers are right, but they are in a column, (n, 1). You know from unit 07 what that does in a loss: return a vector, (n,).",
        ),
        Mistake(
            "torch.tanh(torch.tanh(x @ w1 + b1) @ w2 + b2).squeeze(1)",
            "The bend belongs after the first layer only. With a second one the network could never answer more than 1.",
        ),
        Mistake(
            "torch.relu(x @ w1 + b1).matmul(w2).add(b2).squeeze(1)",
            "Your bend is `relu`, which is common too. The docstring asks for `tanh`.",
        ),
        Mistake(
            "((torch.tanh(x @ w1) + b1) @ w2 + b2).squeeze(1)",
            "`b1` comes before the bend: it says *where* each unit bends.",
        ),
        Mistake(
            "(torch.tanh(x @ w1 + b1) @ w2).squeeze(1)",
            "`b2` is missing: it lifts the whole curve up or down.",
        ),
        Mistake(
            "(torch.tanh(x @ w1 + b1) @ w2 + b2).squeeze()",
            "`squeeze()` without a number takes out *every* dimension of size 1, and with a single point that is one too many. Name the dimension.",
        ),
        Mistake(
            """
            with torch.no_grad():
                return (torch.tanh(x @ w1 + b1) @ w2 + b2).squeeze(1)
            """,
            "The numbers are right, but nothing was recorded, so the network could never learn. `torch.no_grad()` is for the step, not for the network.",
        ),
    ],
    alternatives=[
        "(torch.tanh(x @ w1 + b1) @ w2 + b2)[:, 0]",
        "torch.tanh(torch.addmm(b1, x, w1)).mv(w2[:, 0]) + b2",
        """
        hidden = (x.unsqueeze(2) * w1).sum(dim=1).add(b1).tanh()
        return (hidden * w2.T).sum(dim=1) + b2
        """,
    ],
    hints=[
        "Write the shapes next to each other: x (n, d), w1 (d, h). What is the shape of `x @ w1`, and how does b1 broadcast with it?",
        "First `hidden = torch.tanh(...)` of the first product plus b1. Then the same with w2 and b2, without a bend. That is a column.",
        "`(hidden @ w2 + b2)` has the shape (n, 1), and you want (n,). Unit 07 had a method for that; name the dimension.",
    ],
    why="Large networks are built like this, with more layers: matrix products, biases, bends.",
)


def _network(d, n, inputs, hidden, dtype=torch.float32):
    shapes = [(inputs, hidden), (hidden,), (hidden, 1), (1,)]
    make = d.floats if dtype == torch.float32 else d.decimals
    x = make(n, inputs, low=-2, high=2, dtype=dtype)
    return x, *(make(*shape, low=-1, high=2, dtype=dtype, grad=True) for shape in shapes)


unit.value(
    "network_curve",
    "Train the network on the profile of the island, 200 steps, and return its heights.",
    points=3,
    reference=lambda: trained(),
    # Ways of writing the loop differ by some 1e-6 in the end, one step too few by 1e-3.
    tolerance=(0, 1e-4),
    mistakes=[
        Mistake(
            _REAL + "network_curve = real.trained().unsqueeze(1)",
            "Trained well, but your heights are in a column, (120, 1). `network_curve` should be a vector, (120,).",
        ),
        Mistake(
            _REAL + "network_curve = real.trained().requires_grad_()",
            "The curve is right, but it still carries its history. `.detach()` gives the numbers alone.",
        ),
        Mistake(
            _REAL + "network_curve = real.trained(steps=199)",
            "One step is missing. The heights that you work out inside the loop are those from *before* its step: work them out once more after the loop.",
        ),
        Mistake(
            _REAL + "network_curve = real.trained(steps=0)",
            "That is the curve of the untrained network. Perhaps nothing was trained: `p = p - …` makes a new tensor, and w1 stays as it was. Write `p -= …`, in place. Or the heights are from before the training: work them out again after the last step.",
        ),
        Mistake(
            _REAL + "network_curve = real.trained(steps=0).requires_grad_()",
            "Nothing was trained, and the curve still carries its history. `p = p - …` makes a new tensor, and w1 stays as it was: write `p -= …`, in place. Then work the heights out after the last step, with `.detach()` at the end.",
        ),
        Mistake(
            _REAL + "network_curve = real.trained(steps=20)",
            "That looks like 20 steps. Take 200: the network has a long way to go.",
        ),
        Mistake(
            _REAL + "network_curve = real.profile()[1]",
            "These are the measured heights themselves. We want the curve of the *network*, what it makes of x.",
        ),
        Mistake(
            _REAL + "network_curve = real.trained(clear=False)",
            "The gradients of all steps pile up. Clear all four of them after each step: `p.grad = None`.",
        ),
        Mistake(
            _REAL + "network_curve = real.trained(clear=False).requires_grad_()",
            "Two things are left. The gradients of all steps pile up: clear all four of them after each step, `p.grad = None`. And the curve still carries its history: `.detach()` gives the numbers alone.",
        ),
        Mistake(
            _REAL + "network_curve = real.trained(steps=400)",
            "That looks like 400 steps. When the training cell runs twice, the second run goes on where the first stopped: call `fresh_start()` in the same cell as the loop.",
        ),
        Mistake(
            _REAL + "network_curve = real.trained(lr=-0.2)",
            "Nothing but NaN: the numbers grew until no float could hold them. Do you walk uphill? Subtract the gradient. And is the step 0.2?",
        ),
    ],
    alternatives=[
        _REAL
        + """
x, land = real.profile()
parameters = real.fresh_start()
for _ in range(200):
    loss = ((torch.tanh(x * parameters[0] + parameters[1]) @ parameters[2][:, 0] + parameters[3] - land) ** 2).sum() / 120
    gradients = torch.autograd.grad(loss, parameters)
    parameters = [(p - 0.2 * g).detach().requires_grad_() for p, g in zip(parameters, gradients)]
w1, b1, w2, b2 = parameters
network_curve = ((x @ w1 + b1).tanh() @ w2 + b2).detach()[:, 0]
""",
        _REAL
        + """
x, land = (t.double() for t in real.profile())
w1, b1, w2, b2 = [p.detach().double().requires_grad_() for p in real.fresh_start()]
for step in range(201):
    network_curve = (torch.tanh(x @ w1 + b1) @ w2 + b2).squeeze(1)
    if step < 200:
        (network_curve - land).square().mean().backward()
        for p in (w1, b1, w2, b2):
            p.data -= 0.2 * p.grad
            p.grad.zero_()
network_curve = network_curve.detach().float()
""",
    ],
    hints=[
        "It is the loop of `fit_line`. The line becomes `two_layers(x, w1, b1, w2, b2)`, and the step is taken for four tensors.",
        "Under `torch.no_grad()` write `for p in (w1, b1, w2, b2):`, and in it `p -= 0.2 * p.grad` and `p.grad = None`.",
        "Start the cell with `w1, b1, w2, b2 = fresh_start()`. After the loop, ask the network once more for its heights, and cut off their history.",
    ],
    why="You have trained a neural network, and you know every number in it.",
)


# -- a classification -----------------------------------------------------------------------------


def _hold_out(x, y, order, count):
    test, train = order[:count], order[count:]
    return x[train], y[train], x[test], y[test]


def _examples(
    d: Draw, n: int, count: int, *shape: int, dtype: torch.dtype = torch.float32
) -> tuple:
    """n inputs, n different labels, an order that starts with neither end, and the test count."""
    order = torch.arange(n).roll(d.int(1, n - 1)).flip(0) if n > 1 else torch.arange(n)
    return d.floats(n, *shape, dtype=dtype), d.distinct(n), order, count


def _large(x, y, order, count):
    """The same examples with more digits, and labels beyond what float32 counts."""
    return (x.abs() + 1) * 12345.123456789, 2 * y + 2**25 + 1, order, count


unit.function(
    "hold_out",
    "Split examples into those to train on and those to test with, by a given order.",
    reference=_hold_out,
    cases=[
        ordinary("points", lambda d: _examples(d, d.int(5, 7), 2, 2)),
        ordinary("more points", lambda d: _examples(d, d.int(8, 9), 3, 2)),
        edge("all but one are tested", lambda d: _examples(d, 4, 3, 2)),
        edge("nothing is tested", lambda d: _examples(d, 4, 0, 2)),
        edge("pictures", lambda d: _examples(d, 4, 1, 2, 3)),
        edge("all digits", lambda d: _large(*_examples(d, 4, 2, 1, dtype=torch.float64))),
        edge("single numbers, float64", lambda d: _examples(d, 5, 2, dtype=torch.float64)),
        edge(
            "non-contiguous",
            lambda d: tuple(
                apart(part) if isinstance(part, torch.Tensor) and part.dim() == 2 else part
                for part in _examples(d, 5, 2, 2)
            ),
        ),
    ],
    mistakes=[
        Mistake(
            "return x[count:], y[count:], x[:count], y[:count]",
            "You split by position, and `order` isn't used. On this map the first places all lie in the south: the test would be about another landscape.",
        ),
        Mistake(
            "return x[order], y[order], x[order[:count]], y[order[:count]]",
            "The examples to test with are among those to train on, too. A test on what was learned by heart says nothing.",
        ),
        Mistake(
            "return x[order[count:]], y[count:], x[order[:count]], y[:count]",
            "The inputs are in the new order and the labels in the old one: every place gets the label of another. Pick both by the same indices.",
        ),
        Mistake(
            "return x[order[:count]], y[order[:count]], x[order[count:]], y[order[count:]]",
            "The two parts are swapped: the first `count` of the order are for the *test*, and the training part comes first in the answer.",
        ),
        Mistake(
            "return x[order[:-count]], y[order[:-count]], x[order[-count:]], y[order[-count:]]",
            "You took the test from the end of the order. It should be the first `count`.",
        ),
        Mistake(
            "return x[order[count:]], x[order[:count]], y[order[count:]], y[order[:count]]",
            "The four parts are right, but not their order: inputs and labels to train on, then inputs and labels to test with.",
        ),
    ],
    alternatives=[
        """
        x, y = x[order], y[order]
        return x[count:], y[count:], x[:count], y[:count]
        """,
        """
        test, train = order.split([count, len(order) - count])
        return [x[train], y[train], x[test], y[test]]
        """,
        """
        test = order[:count]
        mask = torch.ones_like(order, dtype=torch.bool)
        mask[:count] = False
        train = order[mask]
        return x.index_select(0, train), y[train], x.index_select(0, test), y[test]
        """,
    ],
    hints=[
        "`order` holds the numbers of all the examples, shuffled. Cut it in two first; x and y come later.",
        "`order[:count]` are the examples to test with, and the rest is to train on. An index tensor in the brackets picks them (unit 08).",
        "With `test, train = order[:count], order[count:]`: return `x[train]` first. Which three come after it?",
    ],
    why="Whoever tests on what was trained on finds out how good the memory is, and nothing else.",
)


def _class_loss(scores, labels):
    log_shares = scores - scores.logsumexp(dim=1, keepdim=True)
    return -log_shares.gather(1, labels.unsqueeze(1)).mean()


def _scored(
    d: Draw, n: int, classes: int, scale: float = 1.0, dtype: torch.dtype = torch.float32
) -> tuple[torch.Tensor, torch.Tensor]:
    """Different scores (n, classes) that require grad, and labels; the first and last class occur."""
    scores = scale * d.distinct(n * classes).reshape(n, classes).to(dtype) / 4
    labels = d.ints(n, low=0, high=classes - 1)
    labels[0], labels[-1] = classes - 1, 0
    return scores.requires_grad_(), labels


unit.function(
    "class_loss",
    "Say how wrong scores for classes are: the mean of minus the logarithm of the right class's share.",
    points=3,
    reference=_class_loss,
    rules=[forbid("cross_entropy", "nll_loss", "CrossEntropyLoss", "NLLLoss")],
    gradients=True,
    cases=[
        ordinary("three classes", lambda d: _scored(d, d.int(4, 5), 3)),
        ordinary("more classes than examples", lambda d: _scored(d, 3, d.int(4, 5))),
        ordinary("as many as examples", lambda d: _scored(d, 4, 4)),
        edge("scores far apart", lambda d: _scored(d, 4, 3, scale=40_000.0)),
        edge("one example", lambda d: _scored(d, 1, d.int(3, 5))),
        edge("two classes, float64", lambda d: _scored(d, 4, 2, dtype=torch.float64)),
        edge(
            "no grad asked for", lambda d: (_scored(d, 3, 3)[0].detach(), d.ints(3, low=0, high=2))
        ),
        edge("non-contiguous", lambda d: (apart(_scored(d, 3, 3)[0]), d.ints(3, low=0, high=2))),
    ],
    mistakes=[
        Mistake(
            "-scores.softmax(dim=1).log().gather(1, labels[:, None]).mean()",
            "The formula, word for word. But a share may be too small for a float: then it is 0, its logarithm is minus infinity, and nothing is learned. `log_softmax`, or the score minus `logsumexp`, takes the logarithm first.",
        ),
        Mistake(
            "-scores.gather(1, labels[:, None]).mean()",
            "Those are the scores themselves, and by making all of them larger it would fall for ever. Turn each row into shares first.",
        ),
        Mistake(
            "scores.log_softmax(dim=1).gather(1, labels[:, None]).mean()",
            "The logarithm of a share is below 0, so your loss *grows* as the network gets better. Put a minus in front.",
        ),
        Mistake(
            "-scores.log_softmax(dim=0).gather(1, labels[:, None]).mean()",
            "The shares should add up to 1 in each row, over the classes of one example: `dim=1`.",
        ),
        Mistake(
            "-scores.log_softmax(dim=1).gather(1, labels[:, None]).sum()",
            "That is the sum over the examples. With the mean, the size of a step doesn't depend on how many there are.",
        ),
        Mistake(
            "-scores.log_softmax(dim=1).mean()",
            "That counts all classes, the wrong ones as well. Pick the right one of each row: unit 08 had `gather`.",
        ),
        Mistake(
            "-scores.log_softmax(dim=1)[:, labels].mean()",
            "`[:, labels]` takes all these columns from every row. Each row has one right column: `gather`, or pairs of indices.",
        ),
        Mistake(
            "-(scores.log_softmax(dim=1) * (labels[:, None] == torch.arange(scores.shape[1], device=scores.device))).mean()",
            "One-hot is a fine way. But `mean` divides by the number of cells, and only one in each row counts: add up the row first.",
        ),
        Mistake(
            "(scores.argmax(dim=1) != labels).float().mean()",
            "That is the share of wrong answers. It goes in steps, so it has no slope to go down; the loss asks how *sure* the network was.",
        ),
        Mistake(
            "torch.nn.functional.cross_entropy(scores, labels)",
            "That is what you will write from tomorrow on. Build it once yourself, out of units 02, 07 and 08.",
        ),
    ],
    alternatives=[
        "-scores.log_softmax(dim=1).gather(1, labels[:, None]).mean()",
        """
        right = labels[:, None] == torch.arange(scores.shape[1], device=scores.device)
        return -(torch.log_softmax(scores, dim=1) * right).sum(dim=1).mean()
        """,
        """
        rows = torch.arange(len(labels), device=labels.device)
        return (torch.logsumexp(scores, dim=1) - scores[rows, labels]).mean()
        """,
    ],
    hints=[
        "Three steps: turn each row of scores into logarithms of shares, pick the right class of each row, take the mean with a minus.",
        "The logarithm of softmax is the score minus the `logsumexp` of its row; `keepdim=True` keeps it in line. `gather(1, ...)` wants the labels as a column.",
        "With `log_shares = scores - scores.logsumexp(dim=1, keepdim=True)`: gather at `labels.unsqueeze(1)`, and take minus the mean.",
    ],
    why="This is *cross entropy*, the loss of every network that chooses between classes or picks a next word.",
)

unit.function(
    "accuracy",
    "What share of the examples gets its highest score for the right class?",
    points=1,
    reference=lambda scores, labels: (scores.argmax(dim=1) == labels).float().mean(),
    cases=[
        ordinary("some are right", lambda d: _half_right(d, d.int(6, 8), 3)),
        ordinary("more classes than examples", lambda d: _half_right(d, 3, d.int(4, 5))),
        edge("as many classes as examples", lambda d: _half_right(d, 4, 4)),
        edge("all are right", lambda d: _half_right(d, 4, 3, wrong=0)),
        edge("none is right", lambda d: _half_right(d, 4, 3, wrong=4)),
        edge("one example", lambda d: _half_right(d, 1, 3, wrong=0)),
        edge("float64", lambda d: tuple(_half_right(d, 5, 3, dtype=torch.float64))),
    ],
    mistakes=[
        Mistake(
            "(scores.argmax(dim=1) == labels).sum()",
            "That is how many are right. The share is that number divided by how many there are.",
        ),
        Mistake(
            "(scores.argmax(dim=1) == labels).mean()",
            "`mean` refuses True and False, as it refuses whole numbers: make floats of them first.",
        ),
        Mistake(
            "(scores.argmax() == labels).float().mean()",
            "Without a `dim`, `argmax` looks for the one largest score of all. Each row has its own: `dim=1`.",
        ),
        Mistake(
            "(scores.argmax(dim=1) == labels).float().mean() * 100",
            "Those are percent. The share lies between 0 and 1.",
        ),
        Mistake(
            "(scores.argmax(dim=1) != labels).float().mean()",
            "That is the share of *wrong* answers.",
        ),
        Mistake(
            "scores.softmax(dim=1).gather(1, labels[:, None]).mean()",
            "That asks how sure the network was of the right answer. Here only its decision counts: the class with the highest score.",
        ),
    ],
    alternatives=[
        "(scores.argmax(dim=1) == labels).sum() / len(labels)",
        "(scores.max(dim=1).indices == labels).to(torch.float32).mean()",
        "torch.eq(scores.argmax(-1), labels).mean(dtype=torch.float32)",
    ],
    hints=[
        "First the network's decision for each row: which class gets the highest score?",
        "`argmax(dim=1)` decides, and `==` compares with the labels. True counts as 1.",
        "`(scores.argmax(dim=1) == labels)` are bools. Make floats of them, and average.",
    ],
    why="The loss is what a network learns from; this is what people ask about.",
)


def _half_right(
    d: Draw, n: int, classes: int, wrong: int | None = None, dtype: torch.dtype = torch.float32
) -> tuple[torch.Tensor, torch.Tensor]:
    """Scores whose decision is right but for `wrong` rows (about a third), and the labels."""
    scores = d.distinct(n * classes, -50, 50).reshape(n, classes).to(dtype) / 2
    labels = scores.argmax(dim=1)
    misses = d.permutation(n)[: n // 3 if wrong is None else wrong]
    labels[misses] = (labels[misses] + 1) % classes
    return scores, labels
