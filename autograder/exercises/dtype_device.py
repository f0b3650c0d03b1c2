"""Unit 04_dtype_device: what the numbers are made of, what happens when kinds mix, where they live."""

import torch

from autograder.judge.cases import NUMBERS, of_each
from autograder.judge.exercise import Mistake, Unit, edge, ordinary
from autograder.judge.rules import forbid, no_loop
from autograder.witness.draw import Code, Draw, apart

unit = Unit(
    "04_dtype_device", "dtype, shape, device", about="what a number costs, and where it lives"
)


unit.predict(
    "int8_sum",
    "What is 100 + 100 in int8?",
    points=1,
    runs="(torch.tensor([100], dtype=torch.int8) + 100).item()",
    mistakes=[
        Mistake(
            "200",
            "200 would be right with enough room. int8 ends at 127, and counts on from -128.",
        ),
        Mistake(
            "127",
            "It doesn't stop at the largest number, it goes round: after 127 comes -128.",
        ),
        Mistake(
            "'raises OverflowError'",
            "You might wish it did, but nothing is raised. The sum goes round without a word.",
        ),
        Mistake(
            "-57",
            "Nearly: count again. 28 steps lead from 100 to -128, and there are 72 more to go.",
        ),
        Mistake(
            "-55",
            "Nearly: one too many. There is no 128 on the way: 127 + 1 is already -128. Count again.",
        ),
        Mistake(
            "72",
            "That is 200 - 128, half the way round. int8 has 256 numbers, so a whole round is 256.",
        ),
        Mistake(
            "56",
            "The distance is right, the side isn't. After 127 comes -128, and 200 isn't far enough to climb back to 0.",
        ),
    ],
    alternatives=["200 - 256", "torch.tensor(-56)"],
    hints=[
        "int8 has 256 numbers, from -128 to 127, laid out in a circle.",
        "200 is past the end, so it comes out 256 lower.",
        "So take 256 away from 200.",
    ],
    reason="int8 ends at 127. 100 + 100 is 200, past the end, and comes out 256 lower.",
    why="Nobody tells you when an integer overflows: a counter in a small dtype quietly goes wrong.",
)


_WHOLE = (torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64)


def _smallest_dtype(low: int, high: int) -> torch.dtype:
    return next(t for t in _WHOLE if torch.iinfo(t).min <= low and high <= torch.iinfo(t).max)


unit.function(
    "smallest_dtype",
    "Find the smallest dtype for whole numbers that holds everything from `low` to `high`.",
    reference=lambda low, high: _smallest_dtype(low, high),
    devices=False,
    cases=[
        ordinary("the pixels of a picture", lambda d: (0, d.int(130, 254))),
        ordinary("degrees below and above zero", lambda d: (d.int(-60, -20), d.int(20, 60))),
        ordinary("years", lambda d: (d.int(1000, 1900), d.int(1950, 2100))),
        ordinary("people in a country", lambda d: (0, d.int(10**6, 10**9))),
        edge("small numbers, both one-byte dtypes fit", lambda d: (d.int(0, 20), d.int(30, 90))),
        edge("exactly one byte, unsigned", lambda d: (0, 255)),
        edge("one more than that", lambda d: (d.int(0, 9), 256)),
        edge("exactly one byte, signed", lambda d: (-128, 127)),
        edge("a little below zero, too large for int8", lambda d: (-1, d.int(128, 250))),
        edge("one less than the least int8", lambda d: (-129, d.int(-9, 9))),
        edge("exactly two bytes", lambda d: (-(2**15), 2**15 - 1)),
        edge("one more than two bytes", lambda d: (d.int(0, 9), 2**15)),
        edge("exactly four bytes", lambda d: (-(2**31), 2**31 - 1)),
        edge("one less than four bytes hold", lambda d: (-(2**31) - 1, d.int(-9, 9))),
        edge("everything there is", lambda d: (-(2**63), 2**63 - 1)),
        edge("one number", lambda d: (d.int(300, 900),) * 2),
    ],
    mistakes=[
        Mistake(
            """
            for dtype in (torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64):
                if high <= torch.iinfo(dtype).max:
                    return dtype
            """,
            "You only look at the upper end. uint8 holds nothing below 0: ask about `low`, too.",
        ),
        Mistake(
            """
            for dtype in (torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64):
                if torch.iinfo(dtype).min < low and high < torch.iinfo(dtype).max:
                    return dtype
            """,
            "The largest number of a dtype fits into it, and so does the smallest: `<=`, not `<`.",
        ),
        Mistake(
            """
            for dtype in (torch.int8, torch.uint8, torch.int16, torch.int32, torch.int64):
                if torch.iinfo(dtype).min <= low and high <= torch.iinfo(dtype).max:
                    return dtype
            """,
            "Two dtypes take one byte. Where both would do, we want uint8: try it first.",
        ),
        Mistake(
            """
            for dtype in (torch.uint8, torch.int16, torch.int32, torch.int64):
                if torch.iinfo(dtype).min <= low and high <= torch.iinfo(dtype).max:
                    return dtype
            """,
            "One dtype is missing: int8 holds numbers below zero in a single byte.",
        ),
        Mistake(
            """
            for dtype in (torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64):
                if high - low <= torch.iinfo(dtype).max - torch.iinfo(dtype).min:
                    return dtype
            """,
            "How many numbers there are isn't enough: 300 to 310 are only eleven, and yet uint8 holds none of them. Compare both ends.",
        ),
        Mistake(
            """
            for dtype in (torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64):
                if torch.iinfo(dtype).min <= low and high <= torch.iinfo(dtype).max:
                    return str(dtype)
            """,
            "That is the name of the dtype, as text. Return the dtype itself.",
        ),
        Mistake(
            """
            for dtype in (torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64):
                if torch.iinfo(dtype).min <= low and high <= torch.iinfo(dtype).max:
                    return dtype
                else:
                    return torch.int64
            """,
            "Your loop ends at its first turn, whatever it finds: `else: return` doesn't let it try the next dtype. Leave the `else` out.",
        ),
        Mistake(
            "torch.tensor([low, high]).dtype",
            "`torch.tensor` doesn't choose by size: whole numbers always become int64. Go through the dtypes yourself, from the smallest up.",
        ),
    ],
    alternatives=[
        """
        if 0 <= low and high <= 255:
            return torch.uint8
        for bits, dtype in ((8, torch.int8), (16, torch.int16), (32, torch.int32)):
            if -(2 ** (bits - 1)) <= low and high < 2 ** (bits - 1):
                return dtype
        return torch.int64
        """,
        """
        whole = [torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64]
        return [t for t in whole if torch.iinfo(t).min <= low and torch.iinfo(t).max >= high][0]
        """,
        """
        both = torch.tensor([low, high])
        for dtype in (torch.uint8, torch.int8, torch.int16, torch.int32):
            if torch.equal(both.to(dtype).to(torch.int64), both):
                return dtype
        return torch.int64
        """,
    ],
    hints=[
        "Go through the dtypes from the smallest up, and take the first that fits. What does *fits* mean for `low`, and what for `high`?",
        "`for dtype in (torch.uint8, torch.int8, ...)`: the smallest number of the dtype must not be above `low`, and its largest not below `high`.",
        "With `info = torch.iinfo(dtype)`, return `dtype` if `info.min <= low` and the same for the other end.",
    ],
    why="Photographs come as uint8, and large models are squeezed into int8: a quarter of the memory that float32 takes.",
)


def _bytes(d: Draw, *shape: int) -> torch.Tensor:
    return d.ints(*shape, low=0, high=255, dtype=torch.uint8)


unit.fix(
    "brighten",
    "Fix `brighten`: pixels that get too bright should stay at 255, too dark ones at 0.",
    broken="""
def brighten(image, amount):
    return image + amount
""",
    reference=lambda image, amount: (image.int() + amount).clamp(0, 255).to(torch.uint8),
    cases=[
        ordinary(
            "some get too bright",
            lambda d: (torch.tensor([d.int(0, 100), d.int(200, 255), 250]).byte(), d.int(60, 99)),
        ),
        ordinary(
            "a picture, made darker",
            lambda d: (
                torch.tensor([[d.int(0, 20), 200], [d.int(100, 255), 5]]).byte(),
                d.int(-60, -30),
            ),
        ),
        # One pixel satisfies an `if`, which tells who wrote one from those who chose int8.
        ordinary(
            "a single pixel",
            lambda d: (torch.tensor([d.int(30, 90)]).byte(), d.int(1, 30)),
        ),
        edge("nothing to do", lambda d: (_bytes(d, 2, 3), 0)),
        edge("all the way, three channels", lambda d: (_bytes(d, 3, 1, 2), 255)),
        edge("no pixels", lambda d: (torch.zeros(0, 3, dtype=torch.uint8), d.int(1, 9))),
        edge("non-contiguous", lambda d: (apart(_bytes(d, 3, 2)), d.int(50, 90))),
    ],
    mistakes=[
        Mistake(
            "(image + amount).clamp(0, 255)",
            "In uint8 no sum is ever above 255 or below 0: it has gone round before `clamp`, or a comparison, can see it. Go to a wider dtype first, clamp there, and return to uint8 last. (If `image.int()` is on a line of its own, its result is lost: write `image = image.int()`.)",
        ),
        Mistake(
            "(image.int() + amount).clamp(0, 255)",
            "The numbers are right. Turn them back into uint8, the dtype of the picture.",
        ),
        Mistake(
            "image.int() + amount",
            "Now there is room, and the numbers run past both ends. Clamp them between 0 and 255, and go back to uint8.",
        ),
        Mistake(
            "(image.int() + amount).clamp(max=255).to(torch.uint8)",
            "Too bright is fixed; too dark isn't. With a negative `amount` the sum can fall below 0: clamp at that end as well.",
        ),
        Mistake(
            "(image.to(torch.int8) + amount).clamp(0, 255).to(torch.uint8)",
            "`clamp` can't take a limit that the dtype can't reach: int8 stops at 127, uint8 at 0 and 255. Choose a wider dtype before you add: int16 or int32.",
        ),
        Mistake(
            "(image.to(torch.int8) + amount).clamp(min=0).to(torch.uint8)",
            "int8 ends at 127, so brighter pixels come out below 0. Choose a wider dtype: int16 or int32.",
        ),
        Mistake(
            """
            if image + amount > 255:
                return 255
            return image + amount
            """,
            "An `if` can't ask each pixel: it wants one answer, and there is one for every pixel. `clamp` handles all of them at once; go to a wider dtype first.",
        ),
        Mistake(
            """
            result = image.clone()
            for i in range(len(image)):
                if image[i] + amount > 255:
                    result[i] = 255
                else:
                    result[i] = image[i] + amount
            return result
            """,
            "Two things. `image[i]` is a pixel only in a vector; in a picture it is a whole row, and an `if` can't ask each pixel of it. And each pixel is uint8 too: no sum is ever above 255. In a wider dtype, `clamp` does all of it without a loop.",
        ),
        Mistake(
            """
            for i in range(len(image)):
                if image[i] + amount > 255:
                    image[i] = 255
                else:
                    image[i] = image[i] + amount
            return image
            """,
            "Each pixel is uint8 too: no sum is ever above 255, it goes round before `if` can see it. And writing into `image` changes the caller's picture. In a wider dtype, `clamp` does all of it at once, in a new tensor.",
        ),
        Mistake(
            "(image.float() + amount).clamp(0, 1)",
            "These pixels go from 0 to 255, not from 0 to 1. And the answer should be uint8 again.",
        ),
    ],
    alternatives=[
        "(image.to(torch.int16) + amount).clip(0, 255).type(torch.uint8)",
        "(image.float() + amount).clamp(min=0, max=255).byte()",
        """
        wide = image.long() + amount
        wide = torch.where(wide > 255, 255, wide)
        return torch.where(wide < 0, 0, wide).to(image.dtype)
        """,
    ],
    hints=[
        "250 + 10 doesn't fit into uint8. In which dtype would it?",
        "Go to a wider dtype, add there, and cut off what is too much. Which dtype does the answer have?",
        "`(image.int() + amount).clamp(...)` is nearly all of it. Between which limits, and back to which dtype?",
    ],
    reason="The sum overflowed inside uint8. In int32 there is room for it; `clamp` then cuts off what is too much, and only after that is it safe to go back.",
    why="Black specks in the sky of a brightened photograph come from this bug.",
)


unit.predict(
    "mixed_dtype",
    "What is the dtype of a float32 vector times a float64 scalar?",
    points=1,
    runs="(torch.ones(3) * torch.tensor(2.5, dtype=torch.float64)).dtype",
    mistakes=[
        Mistake(
            "torch.float64",
            "With a float64 *vector* it would be. A tensor of rank 0 doesn't count here: it is of the same kind, a float, so the vector decides.",
        ),
        Mistake(
            "'raises RuntimeError'",
            "Element by element, dtypes may mix. It is `@` that refuses.",
        ),
        Mistake(
            "torch.int64",
            "`torch.ones` makes floats, unless you tell it otherwise.",
        ),
    ],
    alternatives=["'float32'", "torch.float", "torch.ones(1).dtype"],
    hints=[
        "One of the two is a tensor of rank 0. What does that change?",
        "A scalar decides only if it is of a higher kind (bool, then integers, then floats). Both are floats here.",
        "So the vector's dtype stays.",
    ],
    reason="A tensor of rank 0 only counts if its kind is higher. float64 and float32 are of one kind, so the vector decides.",
    why="A single number from NumPy is float64; thanks to this rule it doesn't double the bytes of your tensor.",
)


def _matmul_mixed(a, b):
    dtype = torch.promote_types(a.dtype, b.dtype)
    return a.to(dtype) @ b.to(dtype)


def _halves(d: Draw, one: torch.dtype, other: torch.dtype) -> tuple[torch.Tensor, torch.Tensor]:
    """Two matrices of small whole numbers, so that 16 bits hold their product exactly."""
    return d.ints(1, 2).to(one), d.ints(2, 2).to(other)


unit.function(
    "matmul_mixed",
    "Multiply two matrices whose dtypes may differ; the wider dtype wins.",
    reference=_matmul_mixed,
    cases=[
        ordinary(
            "float32 by float64",
            lambda d: (d.floats(2, 2, low=1), d.of(torch.float64, 2, 2).abs()),
        ),
        ordinary(
            "float64 by float32",
            lambda d: (d.floats(d.int(1, 2), 3, dtype=torch.float64), d.floats(3, 4)),
        ),
        edge(
            "float32 by float32",
            lambda d: (d.floats(2, 2), d.floats(2, d.int(1, 3))),
            at_most=0.5,
        ),
        edge("float16 by float16", lambda d: _halves(d, torch.float16, torch.float16)),
        edge("bfloat16 by integers", lambda d: _halves(d, torch.bfloat16, torch.int64)),
        edge("float16 by bfloat16", lambda d: _halves(d, torch.float16, torch.bfloat16)),
        edge("integers by float32", lambda d: (d.ints(2, 3), d.floats(3, 2))),
        edge(
            "float64 by bytes",
            lambda d: (
                d.floats(2, 2, dtype=torch.float64),
                d.ints(2, 2, low=0, high=9, dtype=torch.uint8),
            ),
        ),
        edge("nothing to add up", lambda d: (torch.zeros(2, 0), torch.zeros(0, 3).double())),
    ],
    mistakes=[
        Mistake(
            "a @ b",
            "`@` wants both sides in one dtype. Find the common one, and convert both. (On a line of its own the result of `.to` is lost: write `a = a.to(dtype)`.)",
            again=[
                "`torch.promote_types(a.dtype, b.dtype)` names the dtype that holds both. Convert `a` and `b` to it, and then multiply."
            ],
        ),
        Mistake(
            "a.float() @ b.float()",
            "That always ends in float32, which loses digits of a float64. The wider of the two dtypes should win.",
        ),
        Mistake(
            "a.double() @ b.double()",
            "That always ends in float64, even where both are float32 and nobody asked for it. Let the two dtypes decide.",
        ),
        Mistake(
            "a.to(b.dtype) @ b",
            "That takes the dtype of `b`, which is right only when `b`'s is the wider one.",
        ),
        Mistake(
            "a @ b.to(a.dtype)",
            "That takes the dtype of `a`, which is right only when `a`'s is the wider one.",
        ),
        Mistake(
            """
            dtype = torch.promote_types(a, b)
            return a.to(dtype) @ b.to(dtype)
            """,
            "If you wrote `torch.promote_types(a, b)`: it wants the dtypes, not the tensors. Ask each for its own: `a.dtype`, `b.dtype`.",
        ),
        Mistake(
            """
            dtype = (a + b).dtype
            return a.to(dtype) @ b.to(dtype)
            """,
            "If you wrote `(a + b).dtype`: a good idea, but `+` wants shapes that match, and these two may not. `torch.promote_types` asks without calculating.",
        ),
        Mistake(
            "a * b",
            "`*` multiplies element by element. Rows by columns is `@`.",
        ),
    ],
    alternatives=[
        """
        dtype = torch.result_type(a, b)
        return torch.mm(a.to(dtype), b.to(dtype))
        """,
        """
        dtype = (a.new_zeros(1) + b.new_zeros(1)).dtype
        return a.to(dtype) @ b.to(dtype)
        """,
    ],
    hints=[
        "There is a function that says which dtype two dtypes turn into together. You saw it above.",
        "`torch.promote_types` wants the two dtypes. What it gives is the dtype that both matrices need.",
        "With `dtype = torch.promote_types(a.dtype, b.dtype)`: convert each side with `.to`, then multiply.",
    ],
    why="NumPy's numbers are float64, a network's are float32: when the two first meet, it is often in an `@` that raises.",
)

unit.predict(
    "half_squared",
    "What is 300 squared in float16?",
    points=1,
    runs="(torch.tensor([300.0], dtype=torch.float16) ** 2).item()",
    mistakes=[
        Mistake(
            "90000.0",
            "In float32 it is. float16 ends at 65504: what comes after the end?",
            again=[
                "Run `torch.tensor(70000.0).half()` in a cell of your own: 90000 is too large in the same way."
            ],
        ),
        Mistake(
            "65504.0",
            "Floats don't stop at their largest number. They go on to something else.",
        ),
        Mistake(
            "90000 - 65504.0",
            "That is 90000 − 65504, what is left over. float16 keeps nothing of it: a number that is too large has a value of its own.",
        ),
        Mistake(
            "90000 - 65536.0",
            "Integers go round in a circle. Floats don't: they have a value for too large.",
        ),
        Mistake(
            "'raises OverflowError'",
            "Plain Python would say so for very large floats; tensors never raise for it.",
        ),
        Mistake(
            "float('nan')",
            "Too large isn't the same as undefined: nan comes from 0 / 0. Floats have another value for what is too large.",
        ),
    ],
    alternatives=["float('inf')", "torch.inf", "torch.tensor(torch.inf)"],
    hints=[
        "300 squared is 90000. Compare that with the largest float16.",
        "It is too large. Floats have one value for everything that is.",
        "The text above the exercise tells you how to write it.",
    ],
    reason="300 · 300 is 90 000, and the largest float16 is 65 504. What is too large for a float becomes infinity.",
    why="In float16 one large number becomes inf, and inf spoils all that follows. bfloat16 was designed to avoid this.",
)

unit.value(
    "kept_apart",
    "Make a vector of three floats, 16 777 216, 16 777 217 and 16 777 218, that keeps them apart.",
    points=1,
    reference=lambda: torch.tensor([16_777_216, 16_777_217, 16_777_218], dtype=torch.float64),
    # Exact: it is all about the last digit.
    tolerance=(0.0, 0.0),
    mistakes=[
        Mistake(
            "torch.tensor([16_777_216.0, 16_777_217.0, 16_777_218.0])",
            "That is float32, whether you asked for it or not, and the first two numbers are the same in it: print the differences. Choose a dtype with more digits.",
        ),
        Mistake(
            "torch.tensor([16_777_216, 16_777_217, 16_777_218])",
            "These are kept apart, but they are whole numbers: int64. We want floats with more digits than float32 has.",
        ),
        Mistake(
            "torch.tensor([16_777_216.0, 16_777_217.0, 16_777_218.0]).double()",
            "The dtype is right, but it comes too late: without `dtype=` the numbers became float32 first, and what was lost there doesn't come back.",
        ),
        Mistake(
            "torch.tensor([16_777_216, 16_777_217, 16_777_218], dtype=torch.bfloat16)",
            "bfloat16 reaches far, but it has only about two digits. You need eight.",
        ),
        Mistake(
            "torch.tensor([16_777_216, 16_777_217, 16_777_218], dtype=torch.float16)",
            "float16 ends at 65 504: all three became infinite. Choose a dtype with more digits than float32.",
        ),
        Mistake(
            "[16_777_216.0, 16_777_217.0, 16_777_218.0]",
            "A Python float has 64 bits, so the list keeps them apart. Now make a tensor that does.",
        ),
    ],
    alternatives=[
        "torch.arange(16_777_216, 16_777_219, dtype=torch.float64)",
        "torch.tensor([16_777_216, 16_777_217, 16_777_218]).double()",
        "16_777_216 + torch.arange(3).to(torch.float64)",
    ],
    hints=[
        "Eight digits. How many does float32 keep, in the table at the top?",
        "There is one dtype for floats that keeps about 16 digits. Name it when you make the tensor.",
        "`torch.tensor([...], dtype=...)`: the three numbers, and the widest float of the table.",
    ],
    why="A float32 that counts up one by one stops at 16 777 216: adding 1 changes nothing any more.",
)


def _true_bytes(tensors: list[torch.Tensor]) -> int:
    pieces = [t.untyped_storage() for t in tensors]
    return sum({piece.data_ptr(): piece.nbytes() for piece in pieces}.values())


unit.function(
    "true_bytes",
    "Say how many bytes of memory some tensors take, counting what they share once.",
    reference=lambda tensors: _true_bytes(tensors),
    # Shared memory can't be handed over as values, so each case is text that makes the list.
    devices=False,
    cases=[
        ordinary(
            "two tensors of their own",
            lambda d: (Code(f"[torch.zeros({d.int(2, 4)}, 3), torch.ones({d.int(5, 7)})]"),),
        ),
        ordinary(
            "the rows of a matrix",
            lambda d: (Code(f"list(torch.zeros({d.int(2, 4)}, {d.int(5, 7)}))"),),
        ),
        ordinary(
            "the same tensor twice",
            lambda d: (Code(f"[torch.zeros({d.int(2, 9)}, dtype=torch.float64)] * 2"),),
        ),
        edge(
            "two tensors of the same size",
            lambda d: (Code(f"[torch.ones({(n := d.int(2, 9))}), torch.zeros({n})]"),),
        ),
        edge(
            "three numbers out of many",
            lambda d: (Code(f"[torch.arange({d.int(2000, 2999)})[7:10]]"),),
        ),
        edge(
            "one row, shown a thousand times",
            lambda d: (Code(f"[torch.zeros(1, {d.int(3, 9)}).expand(1000, -1)]"),),
        ),
        edge(
            "bytes, bools and halves",
            lambda d: (
                Code(
                    f"[torch.zeros({d.int(2, 9)}, dtype=torch.uint8), "
                    f"torch.zeros({d.int(2, 9)}, dtype=torch.bool), "
                    f"torch.zeros({d.int(2, 9)}, dtype=torch.float16)]"
                ),
            ),
        ),
        edge("one number", lambda d: (Code(f"[torch.tensor({d.int(2, 9)})]"),)),
        edge("a tensor without elements", lambda d: (Code(f"[torch.ones({d.int(0, 0)}, 4)]"),)),
        edge("no tensors", lambda d: (Code("[]"),)),
    ],
    mistakes=[
        Mistake(
            "sum(t.numel() * t.element_size() for t in tensors)",
            "That counts what each tensor *shows*. Views show the same memory again and again, and a small one may keep a large memory alive. Ask the memory itself: `t.untyped_storage()`.",
        ),
        Mistake(
            "sum(t.untyped_storage().nbytes() for t in tensors)",
            "The right bytes, but a memory that two tensors share is counted twice. Its address tells you whether you have met it before.",
        ),
        Mistake(
            "sum({t.data_ptr(): t.untyped_storage().nbytes() for t in tensors}.values())",
            "`t.data_ptr()` is the address of the tensor's first element; views of one memory may begin in different places. Ask the memory for its own address: `t.untyped_storage().data_ptr()`.",
        ),
        Mistake(
            "sum({t.untyped_storage().nbytes() for t in tensors})",
            "A set keeps each *size* once, so two tensors of the same size count as one. Keep them apart by their address.",
        ),
        Mistake(
            "sum({t.untyped_storage().data_ptr(): t.nbytes for t in tensors}.values())",
            "Each memory is counted once now, but with the bytes of one view of it. `nbytes()` of the memory itself says how large it is.",
        ),
        Mistake(
            "sum(t.numel() for t in tensors)",
            "Those are elements, not bytes.",
        ),
    ],
    alternatives=[
        """
        seen, total = [], 0
        for t in tensors:
            memory = t.untyped_storage()
            if memory.data_ptr() not in seen:
                seen.append(memory.data_ptr())
                total += memory.nbytes()
        return total
        """,
        "sum({t.untyped_storage().data_ptr(): t.untyped_storage().nbytes() for t in tensors}.values())",
        """
        known = {(t.untyped_storage().data_ptr(), t.untyped_storage().nbytes()) for t in tensors}
        return sum(size for _, size in known)
        """,
    ],
    hints=[
        "A view takes no memory of its own. How can you tell that two tensors look at the same memory?",
        "`t.untyped_storage()` is the memory: it has an address, `data_ptr()`, and a size, `nbytes()`. Go through the tensors, and count each address once.",
        "Keep a dictionary: `sizes[memory.data_ptr()] = memory.nbytes()` for each tensor. What do you add up at the end?",
    ],
    why="Three numbers cut out of a huge tensor keep all of it in memory; `.clone()` sets it free.",
)

unit.puzzle(
    "midpoint",
    "Take the mean of two pictures, rounded down, without ever leaving uint8.",
    points=3,
    reference=lambda a, b: a // 2 + b // 2 + (a % 2) * (b % 2),
    rules=[
        no_loop,
        forbid(
            *("to", "type", "type_as", "byte", "char", "short", "int", "long"),
            *("half", "bfloat16", "float", "double", "copy", "setitem"),
        ),
    ],
    cases=[
        ordinary(
            "bright pictures",
            lambda d: (
                torch.tensor([d.int(200, 255), 251, 130, 254]).byte(),
                torch.tensor([d.int(200, 255), 9, 200, 255]).byte(),
            ),
        ),
        ordinary(
            "odd and even",
            lambda d: (
                torch.tensor([[1, 2, 3], [4, 5, d.int(6, 9)]]).byte(),
                torch.tensor([[5, 3, 4], [2, d.int(2, 9), 7]]).byte(),
            ),
        ),
        edge(
            "the ends",
            lambda d: (torch.tensor([0, 255, 0]).byte(), torch.tensor([0, 255, 255]).byte()),
        ),
        edge("any bytes, rank 3", lambda d: (_bytes(d, 5, 2, 1), _bytes(d, 5, 2, 1))),
        edge("one pixel", lambda d: (_bytes(d, 1), _bytes(d, 1))),
        edge("no pixels", lambda d: (_bytes(d, 0), _bytes(d, 0))),
        edge("non-contiguous", lambda d: (apart(_bytes(d, 2, 3)), _bytes(d, 2, 3))),
    ],
    mistakes=[
        Mistake(
            "(a + b) // 2",
            "`a + b` goes round past 255 before it is halved. Halve first.",
        ),
        Mistake(
            "a // 2 + b // 2",
            "Nearly: halving first is the idea. But with two odd numbers each loses a half, and together that is a whole 1. Add it back where both are odd.",
        ),
        Mistake(
            "a // 2 + b // 2 + 1",
            "Adding 1 everywhere is too much. It is missing only where both numbers are odd: `a % 2` is 1 for an odd number.",
        ),
        Mistake(
            "a // 2 + b // 2 + a % 2",
            "The 1 is missing only where *both* are odd; yours is added wherever `a` is.",
        ),
        Mistake(
            "a // 2 + b // 2 + (a + b) % 2",
            "`(a + b) % 2` is 1 where only *one* of the two is odd. The 1 is missing where *both* are.",
        ),
        Mistake(
            "a // 2 + b // 2 + (a % 2 and b % 2)",
            "`and` and `if` want a single True or False, and here there is one for each pixel. Find an operation that goes element by element, and gives 1 only where both have a 1. (`mean` won't help: it wants floats.)",
        ),
        Mistake(
            "a + (b - a) // 2",
            "A good idea for numbers with room, but where `b` is the smaller one, `b - a` goes round below 0.",
        ),
        Mistake(
            "((a.int() + b.int()) // 2).to(torch.uint8)",
            "That is the right thing to do in real code. The puzzle is to do it with uint8 alone, as hardware does: halve first, and think about what is lost.",
        ),
        Mistake(
            "a / 2 + b / 2",
            "`/` leads to floats. `//` stays with whole numbers, and in uint8.",
        ),
    ],
    alternatives=[
        "(a & b) + ((a ^ b) >> 1)",
        "a // 2 + b // 2 + (a & b & 1)",
        """
        low, high = torch.minimum(a, b), torch.maximum(a, b)
        return low + (high - low) // 2
        """,
    ],
    hints=[
        "255 + 255 doesn't fit, but 127 + 127 does. What could you do before you add?",
        "`a // 2 + b // 2` is right, except where both are odd. `a % 2` is 1 where `a` is odd; how do you get 1 where both are?",
        "`a % 2` and `b % 2` are both 1 only where both are odd. Which operation gives 1 for that, and 0 otherwise?",
    ],
    reason="250 + 253 would overflow, so each is halved before they are added. Two odd pixels lose a half each, together 1, and `(a % 2) * (b % 2)` gives it back.",
    why="A bug of this kind sat in Java's binary search for nine years.",
)


def _cube_root(t):
    import numpy

    return torch.from_numpy(numpy.cbrt(t.cpu().numpy())).to(t.device)


unit.fix(
    "cube_root",
    "Fix `cube_root`, which asks NumPy: it should work on every device, and answer there.",
    about_devices=True,
    broken="""
def cube_root(t):
    import numpy

    return torch.from_numpy(numpy.cbrt(t.numpy()))
""",
    reference=_cube_root,
    cases=[
        ordinary("float32", lambda d: (d.distinct(7, low=-5, high=5).float(),)),
        ordinary("float64", lambda d: (d.distinct(8, low=-5, high=5).double().reshape(2, 4),)),
        edge("all the digits of float64", lambda d: (d.decimals(3, dtype=torch.float64),)),
        edge("cubes", lambda d: (torch.tensor([-27.0, -8.0, 0.0, 1.0, 64.0]),)),
        edge("one element", lambda d: (d.floats(1, 1),)),
        edge("no elements", lambda d: (torch.zeros(0),)),
        edge("non-contiguous", lambda d: (apart(d.floats(2, 3)),)),
    ],
    mistakes=[
        Mistake(
            """
            import numpy
            t.cpu()
            return torch.from_numpy(numpy.cbrt(t.numpy())).to(t.device)
            """,
            "`.numpy()` still meets a tensor on the accelerator. `t.cpu()` leaves `t` where it is and gives a copy on the CPU: pass that copy on, `t.cpu().numpy()`.",
        ),
        Mistake(
            """
            import numpy
            return torch.from_numpy(numpy.cbrt(t.cpu().numpy()))
            """,
            "It reaches NumPy now, but its answer stays on the CPU. Send it back to where `t` is: `.to(t.device)`. If you wrote `t = t.cpu()` before, `t.device` is the CPU by then: keep the device in a name first, or give the copy another name.",
        ),
        Mistake(
            """
            import numpy
            return torch.from_numpy(numpy.cbrt(t.cpu().numpy())).to('cuda')
            """,
            "`'cuda'` written out like that breaks on every machine without such a card. Send the answer to `t.device`.",
        ),
        Mistake(
            "t ** (1 / 3)",
            "For negative numbers that gives NaN, though -8 has a cube root, -2. NumPy's `cbrt` knows that; only the way there and back needs fixing.",
        ),
        Mistake(
            "t.abs() ** (1 / 3)",
            "The cube root of -8 is -2: the sign belongs to it.",
        ),
        Mistake(
            """
            import numpy
            return torch.tensor(numpy.cbrt(t.tolist()))
            """,
            "By way of a list, the numbers become NumPy's usual float64. `.cpu().numpy()` keeps the dtype; and the answer belongs on `t.device`.",
        ),
        Mistake(
            """
            import numpy
            return numpy.cbrt(t.cpu().numpy())
            """,
            "That is a NumPy array. `torch.from_numpy` turns it into a tensor.",
        ),
    ],
    alternatives=[
        "t.sign() * t.abs() ** (1 / 3)",
        """
        import numpy
        array = numpy.cbrt(t.detach().cpu().numpy())
        return torch.as_tensor(array, device=t.device)
        """,
    ],
    hints=[
        "`.numpy()` refuses a tensor that isn't on the CPU. What brings it there?",
        "To the CPU, to NumPy, and at the end all the way back to where `t` came from.",
        "Two calls are missing: one before `.numpy()`, and one at the very end that sends the answer to `t.device`.",
    ],
    reason="`.numpy()` works on the CPU only, so `.cpu()` comes first. And `from_numpy` makes a tensor on the CPU, so the answer has to be sent back to `t.device`.",
    why="matplotlib and everything else built on NumPy live on the CPU: this round trip is how you reach them.",
)

unit.function(
    "tensor_beside",
    "Turn a list of numbers into a tensor with the dtype of another tensor, and on its device.",
    reference=lambda numbers, other: torch.tensor(numbers, dtype=other.dtype, device=other.device),
    # Exact: digits lost in float32 on the way to float64 are what one of the cases is about.
    tolerance=(0.0, 0.0),
    cases=[
        ordinary(
            "integers beside float64",
            lambda d: ([d.int(-9, 9) for _ in range(3)], d.floats(2, 2, dtype=torch.float64)),
        ),
        ordinary(
            "integers beside int32",
            lambda d: ([d.int(-9, 9) for _ in range(4)], d.ints(2, dtype=torch.int32)),
        ),
        edge(
            "fractions beside float64",
            lambda d: (
                [0.1, 0.123, d.choice((0.2, 0.3, 0.6, 0.7))],
                d.floats(2, dtype=torch.float64),
            ),
        ),
        edge(
            "floats beside float16",
            lambda d: ([d.float(), d.float()], d.floats(3, dtype=torch.float16)),
        ),
        edge("a matrix", lambda d: ([[d.int(0, 9), 1], [2, d.int(0, 9)]], d.floats(2))),
        edge("an empty list", lambda d: ([], d.ints(2))),
        edge("beside a scalar", lambda d: ([d.int(0, 9)], d.floats(dtype=torch.float64))),
        edge("beside no elements", lambda d: ([d.int(0, 9), 2], torch.zeros(0))),
    ],
    mistakes=[
        Mistake(
            "torch.tensor(numbers)",
            "The dtype is still that of the numbers in the list. (`.to` on a line of its own changes nothing: its result is lost.) Tell `torch.tensor` which dtype and which device you want: `other` knows both.",
        ),
        Mistake(
            "torch.tensor(numbers).to(other)",
            "Without `dtype=`, the list becomes float32 first, and the lost digits don't come back: 0.1 in float64 is then 0.10000000149, though its first six digits look right. Say the dtype at once: `torch.tensor(numbers, dtype=...)`.",
        ),
        Mistake(
            "torch.tensor(numbers, dtype=other.dtype)",
            "The dtype is right. Now the device: without `device=` a new tensor is on the CPU, and `other` may be elsewhere.",
        ),
        Mistake(
            "torch.Tensor(numbers)",
            "`torch.Tensor` makes float32 on the CPU. `torch.tensor` takes `dtype=` and `device=`.",
        ),
        Mistake(
            "torch.tensor(numbers).to(other.dtype, other.device)",
            "If you gave `other.dtype` and `other.device` one after the other: name them, `dtype=..., device=...`. And give them to `torch.tensor` itself, so that no digits are lost on the way.",
        ),
        Mistake(
            "torch.tensor(numbers, dtype=other.dtype, device='cuda')",
            "`'cuda'` written out like that breaks on every machine without such a card. Ask `other` where it is.",
        ),
        Mistake(
            "torch.zeros_like(other)",
            "`zeros_like` takes the dtype and the device, but also the shape, and its numbers are zeros. The numbers here are in the list.",
        ),
    ],
    alternatives=[
        "other.new_tensor(numbers)",
        "torch.tensor(numbers, dtype=torch.float64).to(other)",
        "torch.as_tensor(numbers, dtype=other.dtype).to(other.device)",
    ],
    hints=[
        "`torch.tensor` takes two more arguments besides the numbers.",
        "They are `dtype=` and `device=`. Who knows what to put there?",
        "`other` has both as attributes, `.dtype` and `.device`. Give them to `torch.tensor` by name.",
    ],
    why="When a list from a file meets a tensor on a GPU, this is what lets you add them.",
)


def _and_a_large(t, number):
    """The vector `t` and one more element, too large for whoever thinks of pixels."""
    return torch.cat([t, t.new_tensor([number])])


unit.fix(
    "not_negative",
    "Fix `not_negative` for every dtype and device: negative numbers become 0.",
    broken="""
def not_negative(x):
    return torch.maximum(x, torch.zeros(x.shape))
""",
    reference=lambda x: torch.maximum(x, torch.zeros_like(x)),
    cases=[
        ordinary("integers", lambda d: (_and_a_large(d.distinct(4, low=-4, high=4), 300),)),
        ordinary(
            "a table of float64",
            lambda d: (_and_a_large(d.distinct(5, low=-4, high=4) / 2, 1000).double().view(2, 3),),
        ),
        ordinary("a vector of float32", lambda d: (d.distinct(5, low=-4, high=4).float() / 2,)),
        edge("rank 3", lambda d: (d.floats(2, 2, 2),)),
        *of_each(NUMBERS, lambda d, dtype: (d.of(dtype, 3),)),
        edge(
            "with NaN and minus infinity",
            lambda d: (torch.tensor([float("nan"), d.float(-5, -1), float("-inf")]),),
        ),
        edge("a scalar", lambda d: (d.floats(high=-1),)),
        edge("no elements", lambda d: (torch.zeros(0, 2, dtype=torch.int64),)),
        edge("non-contiguous", lambda d: (apart(d.ints(2, 3)),)),
    ],
    mistakes=[
        Mistake(
            "torch.maximum(x, torch.zeros(x.shape, dtype=x.dtype))",
            "The dtype is right now. But the zeros are still made on the CPU; with `x` on another device the two can't meet. `zeros_like(x)` takes care of both.",
            again=[
                "Leave `torch.zeros` out altogether: `torch.zeros_like(x)` makes zeros of the shape, the dtype and the device of `x`."
            ],
        ),
        Mistake(
            "torch.maximum(x, torch.zeros(x.shape, device=x.device))",
            "That works on every device, but integers come out as floats: `torch.zeros` makes float32, and `/` makes floats as well. `zeros_like(x)` takes the device and the dtype from `x`.",
        ),
        Mistake(
            "torch.maximum(x, torch.zeros(x.shape, dtype=x.dtype, device='cuda'))",
            "`'cuda'` written out like that breaks on every machine without such a card, and for every `x` on the CPU. Ask `x` where it is.",
        ),
        Mistake(
            "torch.maximum(x.cpu(), torch.zeros(x.shape, dtype=x.dtype))",
            "That works by bringing `x` to the CPU, and leaves the answer there. Make the zeros where `x` is, and nothing has to travel.",
        ),
        Mistake(
            "torch.where(x > 0, x, 0)",
            "NaN isn't larger than 0, so yours turns it into 0 and hides that something went wrong. Ask which numbers are smaller than 0, and leave the others alone.",
        ),
        Mistake(
            "x * (x > 0)",
            "A product nearly does it, but infinity times 0 is NaN. `maximum` compares, even infinity.",
        ),
        Mistake(
            "torch.maximum(x, 0)",
            "`torch.maximum` wants a tensor on both sides, and 0 is a plain number. Give it a tensor of zeros that is like `x`. (`zeros_like` wants a tensor too: `x` itself, not its shape.)",
        ),
        Mistake(
            "torch.minimum(x, torch.zeros_like(x))",
            "That keeps the negative numbers and makes the others 0. Take the larger of the two.",
        ),
        Mistake(
            "x.abs()",
            "`abs` turns -3 into 3. Here it should become 0.",
        ),
        Mistake(
            "x.clamp(0, 255)",
            "0 to 255 are the limits of a pixel. These are any numbers: only the lower limit matters, and 300 stays 300. `clamp(min=0)` has no upper limit.",
        ),
        Mistake(
            "x.float().clamp(min=0)",
            "`clamp` is a fine way. Leave `.float()` out, and the dtype stays as it was.",
        ),
    ],
    alternatives=[
        "x.clamp(min=0)",
        "torch.relu(x)",
        "torch.maximum(x, x.new_zeros(x.shape))",
        "torch.maximum(x, torch.zeros(x.shape, dtype=x.dtype, device=x.device))",
        "torch.where(x < 0, 0, x)",
    ],
    hints=[
        "What is the dtype of `torch.zeros(x.shape)`, and on which device is it?",
        "The zeros should be like `x` in both. There is a factory named after that.",
        "Ask for zeros that are *like* `x`, and leave the rest of the line as it is.",
    ],
    reason="`torch.zeros` makes float32 on the CPU, whatever `x` is. `zeros_like` takes shape, dtype and device from `x`.",
    why="This is ReLU, a step that sits between the layers of very many neural networks.",
)
