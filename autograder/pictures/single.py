"""One tensor: its values, shape and dtype."""

from __future__ import annotations

from autograder.pictures.compose import Page
from autograder.pictures.picture import Picture
from autograder.pictures.sheet import lay_out
from autograder.pictures.values import see

_KINDS = ("Scalar", "Vector", "Matrix", "Tensor of rank 3", "Tensor of rank 4")


def tensor_picture(thing: object, title: str | None) -> Picture:
    """See `show`."""
    seen = see(thing, "What you gave to show")
    page = Page(title or _KINDS[seen.rank], heading=title is not None)
    page.tensor("", lay_out(seen))
    return page.picture()
