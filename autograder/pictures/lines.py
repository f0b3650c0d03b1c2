"""Several rows of numbers against one x, as lines or as dots."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from autograder.pictures import canvas as paper
from autograder.pictures.axes import DASH_DOT, DASHED, DOTTED, Axes, Series
from autograder.pictures.compose import Page
from autograder.pictures.missing import once_made
from autograder.pictures.picture import Picture, ShowError
from autograder.pictures.scale import covering
from autograder.pictures.values import number_text, points_of

_HEIGHT = 190.0
_COLORS = (paper.BLUE, paper.VERMILLION, paper.GREEN, paper.PURPLE)
_DASHES = (False, DASHED, DOTTED, DASH_DOT)


def lines_picture(
    x: Any,
    ys: Mapping[str, Any] | Callable[[], Mapping[str, Any]],
    alt: str,
    dots: Collection[str],
    title: str | None,
) -> Picture:
    """See `show.lines`."""
    return once_made(ys, lambda made: _picture(x, made, alt, dots, title))


def _picture(
    x: Any, ys: Mapping[str, Any], alt: str, dots: Collection[str], title: str | None
) -> Picture:
    xs, columns = _checked(x, ys)
    page = Page(title or ", ".join(columns))
    looks = _looks(columns, dots)
    up = covering(sum(columns.values(), []), room=0.05)
    axes = Axes(page, covering(xs, room=0.02), up, legend=looks, height=_HEIGHT)
    for look, column in zip(looks, columns.values(), strict=True):
        axes.draw(xs, column, look)
    page.describe(alt)
    for line in _told(xs, columns):
        page.note(line)
    return page.picture()


def _checked(x: Any, ys: Mapping[str, Any]) -> tuple[list[float], dict[str, list[float]]]:
    if not isinstance(ys, Mapping) or not ys:
        raise ShowError('show.lines(x, {"name": y}, words) takes one row of numbers for each name.')
    if len(ys) > len(_COLORS):
        raise ShowError(f"More than {len(_COLORS)} lines can't be told apart. Draw two pictures.")
    xs = points_of(x, "x").reshape(-1).tolist()
    columns = {str(name): points_of(y, str(name)).reshape(-1).tolist() for name, y in ys.items()}
    for name, column in columns.items():
        if len(column) != len(xs):
            raise ShowError(
                f"{name} has {len(column)} numbers, and x has {len(xs)}: there must be as many."
            )
    if not any(map(math.isfinite, xs)) or not any(map(math.isfinite, sum(columns.values(), []))):
        raise ShowError("There is no finite number to draw.")
    return xs, columns


def _looks(names: Iterable[str], dots: Collection[str]) -> list[Series]:
    dashes = iter(_DASHES)
    return [
        Series(name, color, dashed=None, marker="diamond", size=1.7, keys=3)
        if name in dots
        else Series(name, color, dashed=next(dashes))
        for name, color in zip(names, _COLORS, strict=False)
    ]


def _told(xs: Sequence[float], columns: Mapping[str, Sequence[float]]) -> list[str]:
    """A line of text for each row of numbers: where it begins and where it ends."""
    first, last = number_text(xs[0]), number_text(xs[-1])
    return [
        f"  {name}: {number_text(ys[0])} at {first}, {number_text(ys[-1])} at {last}"
        for name, ys in columns.items()
    ]
