"""Pictures of what a reader has yet to make: drawn once it is there, and until then a kind word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from textwrap import shorten
from typing import Any

from autograder.pictures.compose import Page
from autograder.pictures.picture import Picture

_LONGEST = 80


def once_made(what: Any, draw: Callable[[Any], Picture]) -> Picture:
    """`draw(what)`, or a picture that says what is missing.

    Args:
        what: what to draw, or a function without arguments that makes it. None and `...`, also
            among the values of a mapping, are not there yet; nor is it when the function raises.
    """
    if callable(what):
        try:
            what = what()
        except Exception as error:
            reason = f"Making it raised {type(error).__name__}: {error}".rstrip(": ")
            return _nothing_yet(shorten(reason, _LONGEST, placeholder=" …"))
    if any(part is None or part is ... for part in _parts(what)):
        return _nothing_yet("There is nothing to draw yet.")
    return draw(what)


def _parts(what: Any) -> list[Any]:
    return list(what.values()) if isinstance(what, Mapping) else [what]


def _nothing_yet(why: str) -> Picture:
    page = Page("Nothing to see yet")
    page.say(why)
    page.say("Solve the exercise above first, then run this cell again.")
    return page.picture()
