"""A function and its derivative, with tangents."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import torch

from autograder.pictures import canvas as paper
from autograder.pictures.axes import DASHED, Axes, Series
from autograder.pictures.canvas import text_width
from autograder.pictures.compose import Page
from autograder.pictures.function import evaluate, slope, spread, worth_showing
from autograder.pictures.labels import Labels
from autograder.pictures.picture import Picture, ShowError
from autograder.pictures.scale import Scale, covering
from autograder.pictures.svg import Point
from autograder.pictures.values import number_text, points_of

CURVE = Series("f(x)", paper.BLUE, thick=2.2)
_SLOPE = Series("f′(x), its derivative", paper.VERMILLION, dashed=DASHED)
_TANGENT = Series("tangent", paper.INK, thick=1.6)
_SPOT = Series("spot", paper.INK, dashed=None, marker="circle")


def curve_picture(
    f: Callable[..., Any],
    interval: Sequence[float],
    derivative: Callable[..., Any] | bool | None,
    points: Sequence[float] | None,
    title: str | None,
) -> Picture:
    """See `show.curve`."""
    if not callable(f):
        raise ShowError("show.curve(f, interval) takes a function, such as lambda x: x**2.")
    low, high = _interval(interval)
    xs = spread(low, high)
    ys = evaluate(f, xs).detach()
    if not ys.isfinite().any():
        raise ShowError("The function gives no finite number on this interval. Try another.")
    spots = None if points is None else points_of(points, "points").reshape(-1)
    slope_of = derivative if callable(derivative) else lambda x: slope(f, x)
    curves = [("f", CURVE, ys)]
    if derivative is not False:
        slopes = evaluate(slope_of, xs).detach().where(ys.isfinite(), torch.nan)
        curves.append(("f′", _SLOPE, slopes))
    page = Page(title or ("A function" if derivative is False else "A function and its derivative"))
    up = covering(worth_showing(*(heights for *_, heights in curves)), room=0.06)
    axes = Axes(page, Scale(low, high), up, legend=[look for _, look, _ in curves], names=("x", ""))
    axes.zero()
    labels = Labels(axes.canvas, axes.frame)
    for _, look, heights in curves:
        labels.avoid(axes.draw(*_torn(xs.tolist(), heights.tolist(), up), look))
    told = [_told(name, xs, heights) for name, _, heights in curves]
    if spots is not None:
        told += _tangents(axes, labels, f, slope_of, spots, high - low)
    for line in told:
        page.describe(line)
        page.note(f"  {line}")
    return page.picture()


def _interval(interval: Sequence[float]) -> tuple[float, float]:
    try:
        low, high = (float(edge) for edge in interval)
    except (TypeError, ValueError):
        raise ShowError("The interval is a pair of numbers, such as (-2, 2).") from None
    if not low < high or low == -torch.inf or high == torch.inf:
        raise ShowError(f"The interval goes from a smaller number to a larger: ({low}, {high}).")
    return low, high


def _torn(xs: list[float], ys: list[float], up: Scale) -> tuple[list[float], list[float]]:
    """A curve with gaps at its poles, where it jumps farther than the axis is long."""
    for i in range(len(xs) - 1, 0, -1):
        if abs(ys[i] - ys[i - 1]) > up.high - up.low:
            xs.insert(i, math.nan)
            ys.insert(i, math.nan)
    return xs, ys


def _tangents(
    axes: Axes,
    labels: Labels,
    f: Callable[..., Any],
    slope_of: Callable[..., Any],
    spots: torch.Tensor,
    span: float,
) -> list[str]:
    """A dot, a piece of the tangent and its slope at each spot; what they say in words."""
    columns = (spots, evaluate(f, spots), evaluate(slope_of, spots))
    rows = list(zip(*(column.tolist() for column in columns), strict=True))
    reach = 0.12 * span
    for x, y, k in rows:
        ends = axes.draw([x - reach, x + reach], [y - k * reach, y + k * reach], _TANGENT)
        labels.avoid(_between(*ends), weight=15)
    for x, y, k in rows:
        (spot,) = axes.draw([x], [y], _SPOT)
        if axes.frame.holds(spot):
            words = f"slope {number_text(k)}"
            labels.place(words, _around(spot, words))
    told = []
    for row in rows:
        where, height, steepness = map(number_text, row)
        told.append(f"at x = {where}, f is {height} and its slope {steepness}")
    return told


def _between(start: Point, end: Point) -> list[Point]:
    """Points on the line from start to end, close enough that a label can't slip between."""
    (x0, y0), (x1, y1) = start, end
    return [(x0 + k / 20 * (x1 - x0), y0 + k / 20 * (y1 - y0)) for k in range(21)]


def _around(spot: Point, words: str) -> list[Point]:
    """Places for the middle of a label: beside the spot, above it and below it."""
    x, y = spot
    side = text_width(words, 11) / 2 + 12
    return [
        (x + across, y + down)
        for down in (14, -14, 24, -24, 0, 40, -40)
        for across in (side, -side, 0)
    ]


def _told(name: str, xs: torch.Tensor, ys: torch.Tensor) -> str:
    """A curve in words: its ends and its lowest point."""
    known = ys.isfinite()
    if not known.any():
        return f"{name} has no finite value"
    xs, ys = xs[known], ys[known]
    ends = [f"{number_text(float(ys[i]))} at x = {number_text(float(xs[i]))}" for i in (0, -1)]
    low, high = int(ys.argmin()), int(ys.argmax())
    lowest, highest = (
        f"{number_text(float(ys[i]))} at x = {number_text(round(float(xs[i]), 6))}"
        for i in (low, high)
    )
    return f"{name} goes from {ends[0]} to {ends[1]}; lowest {lowest}, highest {highest}"
