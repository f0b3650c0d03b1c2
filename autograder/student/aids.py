"""What is shown beyond a hint: the pieces of a solution, the blank cell, the author's way."""

from __future__ import annotations

from autograder import panel
from autograder.judge.exercise import Exercise
from autograder.student import handed_out, parsons

ONCE_MORE = "Ask once more, and you get the pieces of a solution, out of order."
PUT_IN_ORDER = "Here are the pieces of one solution, out of order. Put them in order:"
_NONE_HERE = (
    "This installation of the course came without its solutions, so there is nothing to show."
)


def shown(says: str, code: str) -> tuple[str, str]:
    """A sentence with code below it, as HTML and as text."""
    text = "\n".join([*panel.lines(says), *([""] if code else []), code]).rstrip()
    return panel.note_html(says, code), text


def last_help(one: Exercise) -> list[str]:
    """The pieces of a solution out of order; empty for a prediction, and where there are few."""
    given = handed_out.given(one.unit, one.name)
    if given is None or one.kind == "predict":
        return []
    return parsons.problem(given.body, one.name, cut=one.called)


def blank(one: Exercise) -> str:
    """The answer cell as it was given out; "" where it is not known."""
    given = handed_out.given(one.unit, one.name)
    return given.blank if given else ""


def blank_says(one: Exercise) -> str:
    """What to do with the blank cell."""
    if not blank(one):
        return _NONE_HERE
    return (
        f"This is the cell of `{one.name}` as you found it. Copy it over your answer: what counts "
        f'has to stand above `check("{one.name}")`. Nothing of yours was changed.'
    )


def solution(one: Exercise) -> str:
    """The author's way, as code; "" where it is not known."""
    given = handed_out.given(one.unit, one.name)
    return given.solution if given else ""


def solution_says(one: Exercise) -> str:
    """What stands above the author's way: what the exercise is good for."""
    return f"One way to do `{one.name}`. {one.why}" if solution(one) else _NONE_HERE


def not_yet(one: Exercise) -> str:
    """What to say before an exercise is solved."""
    return (
        f'One way to do `{one.name}` is shown here once yours is right. Until then `hint("'
        f'{one.name}")` helps.'
    )
