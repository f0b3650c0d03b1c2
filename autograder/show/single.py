"""One tensor: its values, shape and dtype."""

from __future__ import annotations

from autograder.show.compose import Page
from autograder.show.picture import Picture
from autograder.show.sheet import lay_out
from autograder.show.values import see

_KINDS = ("Scalar", "Vector", "Matrix", "Tensor of rank 3", "Tensor of rank 4")


def tensor_picture(thing: object, title: str | None) -> Picture:
    """See `show`."""
    seen = see(thing, "What you gave to show")
    page = Page(title or _KINDS[seen.rank], heading=title is not None)
    page.tensor("", lay_out(seen))
    return page.picture()
