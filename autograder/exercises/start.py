"""Unit 00_start_here: how to work a notebook and read a check; plain Python, no PyTorch yet."""

from autograder.judge.exercise import Mistake, Unit, edge, ordinary
from autograder.witness.draw import Draw

unit = Unit(
    "00_start_here", "Start here", about="how to work a notebook, and what a check tells you"
)


def _numbers(draw: Draw, count: int, low: int = -9, high: int = 9) -> list[int]:
    """A list of different whole numbers, so that their order and their largest one are clear."""
    return draw.distinct(count, low, high).tolist()


def _with_uneven_average(draw: Draw, count: int) -> list[int]:
    """Whole numbers whose average is not whole, so that rounding it shows."""
    numbers = _numbers(draw, count)
    if sum(numbers) % count == 0:
        numbers[0] += 1
    return numbers


unit.value(
    "seconds_in_a_day",
    "Put the number of seconds in a day into `seconds_in_a_day`, as a whole number.",
    points=1,
    reference=lambda: 24 * 60 * 60,
    mistakes=[
        Mistake("24 * 60", "Those are the minutes in a day. Each of them has 60 seconds."),
        Mistake("60 * 60", "Those are the seconds in one hour. A day has 24 hours."),
        Mistake(
            "86, 400",
            "The comma makes it two numbers, 86 and 400. Write 86400.",
        ),
        Mistake(
            "86400.0",
            "The number is right, but the decimal point makes it a float. Write it without one.",
        ),
        Mistake(
            "'86400'",
            "The quotation marks make it a piece of text. Write the number without them.",
        ),
    ],
    alternatives=["86_400", "24 * 3600", "round(24 * 3600.0)"],
    hints=[
        "How many seconds are in a minute, how many minutes in an hour, how many hours in a day?",
        "Multiply the three numbers. Python can do the sum for you.",
        "`24 * ... * ...` is a day. What goes into the two gaps?",
    ],
    why="A check looks at what a name holds, so it makes no difference how you worked it out.",
)

unit.function(
    "average_of_list",
    "Return the average of a list of numbers, and 0.0 for an empty list.",
    reference=lambda numbers: sum(numbers) / len(numbers) if numbers else 0.0,
    any_number=True,
    cases=[
        ordinary("a few numbers", lambda d: (d.floats(d.int(3, 5)).tolist(),)),
        ordinary("a thousandth counts", lambda d: ([d.int(-999, 999) / 1000, 98_765.4, 2],)),
        ordinary("whole numbers", lambda d: (_with_uneven_average(d, 4),)),
        edge("one number", lambda d: ([d.float()],)),
        edge("an empty list", lambda d: ([],)),
    ],
    mistakes=[
        Mistake(
            "sum(numbers)",
            "That is the total. An average divides it by how many there are.",
            again=[
                "Your sum is right, so one step is left: `len(numbers)` says how many there are. Divide by it."
            ],
        ),
        Mistake(
            "sum(numbers) / len(numbers)",
            "An empty list has length 0, and dividing by 0 raises an error. Look first whether there are any numbers, and return 0.0 if there are none.",
            again=[
                "It is the empty list again. Begin the function with a question, such as `if not numbers:`, and return 0.0 there; the division comes after it."
            ],
        ),
        Mistake(
            "sum(numbers) // len(numbers) if numbers else 0.0",
            "Two strokes, `//`, divide and then round down to a whole number. One stroke, `/`, keeps what comes after the decimal point.",
        ),
        Mistake(
            "(min(numbers) + max(numbers)) / 2 if numbers else 0.0",
            "That is halfway between the smallest and the largest. An average counts every number: add them all up, then divide.",
        ),
        Mistake(
            """
            for number in numbers:
                return number / len(numbers)
            return 0.0
            """,
            "`return` ends the function at once, so your loop stops at the first number. Add up in the loop, and move the `return` after it.",
        ),
    ],
    alternatives=[
        """
        if not numbers:
            return 0.0
        return sum(numbers) / len(numbers)
        """,
        """
        total = 0
        for number in numbers:
            total += number
        return total / max(len(numbers), 1)
        """,
        """
        import statistics
        return statistics.fmean(numbers) if len(numbers) > 0 else 0.0
        """,
    ],
    hints=[
        "The fourth try above was nearly right. What does `len(numbers)` give for an empty list?",
        "Start the function with an `if` that deals with the empty list.",
        "Write `if len(numbers) == 0:` with the right `return` below it. The line from the fourth try comes after that.",
    ],
    why="Empty inputs turn up in real data all the time, and dividing by their length is a classic crash.",
    devices=False,
)

unit.predict(
    "text_plus_number",
    'What does Python answer to `"3" + 4`?',
    points=1,
    runs='"3" + 4',
    mistakes=[
        Mistake(
            "7",
            'The quotation marks make `"3"` a piece of text, and Python doesn\'t turn it into a number by itself. What does it do instead?',
            again=[
                "A text plus a number: Python has no way to work that out, so it stops. Which error does it raise when the types don't go together?"
            ],
        ),
        Mistake(
            "'34'",
            "Some languages turn the 4 into text and join the two. Python doesn't guess which of the two you meant.",
        ),
        Mistake(
            "'raises ValueError'",
            "It does raise, but another error. ValueError means: the right type, an impossible value. Here the types themselves don't go together.",
        ),
        Mistake(
            "'raises SyntaxError'",
            "It does raise, but another error. A SyntaxError is for code that Python can't read, and it can read this. It is the types that don't go together.",
        ),
    ],
    alternatives=["'TypeError'", "TypeError", "'Raises TypeError.'"],
    hints=[
        "One side is text and the other is a number. Would you rather get `7` or `34`? Python can't tell either.",
        "It raises an error. Its name says that the types don't go together.",
        'Write `"raises ...Error"`, with Python\'s word for *kind of thing* in place of the dots.',
    ],
    reason="Between two texts `+` joins, between two numbers it adds. For one of each Python has no rule, and says so with a TypeError: the types don't go together.",
    why="Knowing which error to expect is half of finding a bug: the last line of an error tells you where to look.",
)

_BROKEN_LARGEST = '''
def largest_in_list(numbers):
    """Return the largest number of a list.

    numbers: a list of one or more numbers. It must not be changed.
    Returns: one of the numbers.
    largest_in_list([3, 8, 5])  ->  8
    """
    best = 0
    for number in numbers:
        if number > best:
            best = number
    return best
'''

unit.fix(
    "largest_in_list",
    "Fix the function so that it gives the largest number of every list, even one with only negative numbers.",
    broken=_BROKEN_LARGEST,
    reference=lambda numbers: max(numbers),
    cases=[
        ordinary(
            "positive and negative numbers",
            lambda d: ([d.int(1, 5), *_numbers(d, 3, -9, -1), 12, d.int(6, 9)],),
        ),
        ordinary("the largest comes last", lambda d: (sorted(_numbers(d, d.int(3, 4))),)),
        ordinary("the largest comes first", lambda d: (sorted(_numbers(d, 3))[::-1],)),
        ordinary("only negative numbers", lambda d: (_numbers(d, d.int(3, 5), -9, -1),)),
        edge("one number", lambda d: ([d.int(-9, -1)],)),
        edge("floats", lambda d: ([-d.int(1001, 9999) / 1000, -1.001, -98_765.4],)),
        edge("large numbers", lambda d: ([7, 10**6 + d.int(0, 9), 10**5],)),
        edge("zero is the largest", lambda d: ([0, *_numbers(d, 2, -9, -1)],)),
        edge("two alike", lambda d: ([d.int(1, 4), 7, d.int(-3, 0), 7],)),
        edge("far below zero", lambda d: ([-1e300 * d.int(2, 9), -1e300, -1e301],)),
    ],
    mistakes=[
        Mistake(
            "max(0, *numbers)",
            "0 takes part in your search, and no negative number is larger than 0. Let only the numbers of the list take part: start with one of them.",
        ),
        Mistake(
            """
            numbers.sort()
            return numbers[-1]
            """,
            "The number is right, but `numbers.sort()` put the caller's own list into another order. Whoever calls a function doesn't expect that.",
        ),
        Mistake("min(numbers)", "That is the smallest number; we want the largest."),
        Mistake(
            "numbers[-1]", "That is the last number of the list, which needn't be its largest."
        ),
        Mistake(
            """
            best = -1000
            for number in numbers:
                if number > best:
                    best = number
            return best
            """,
            "A start far below zero works until a list comes whose numbers are lower still. Start with a number that is in the list.",
        ),
        Mistake(
            """
            best = numbers[0]
            for number in numbers:
                if number > best:
                    best = number
                return best
            """,
            "`return` ends the function at once, so the loop stops at the first number. Move the `return` to the left, after the loop.",
        ),
        Mistake(
            """
            best = None
            for number in numbers:
                if number > best:
                    best = number
            return best
            """,
            "`None` can't be compared with a number. Start with a number that is in the list.",
        ),
    ],
    alternatives=[
        """
        best = numbers[0]
        for number in numbers:
            if number > best:
                best = number
        return best
        """,
        "sorted(numbers)[-1]",
        """
        best = float("-inf")
        for number in numbers:
            best = max(best, number)
        return best
        """,
    ],
    hints=[
        "Play it through by hand with `[-5, -2]`. What is `best` before the loop, and what after it?",
        "`best` should start as a number that is really in the list. Which one is always there?",
        "The list has at least one number, so it has a first. Start there, in place of 0.",
    ],
    reason="`best` starts at 0, so where every number is below 0, none ever beats it, and 0 comes out: a number that isn't even in the list.",
    why="A start value that the data can never beat is a bug that hides until the first all-negative list.",
    devices=False,
)
