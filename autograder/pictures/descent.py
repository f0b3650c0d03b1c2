"""The way down a function that gradient descent takes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import torch

from autograder.pictures import canvas as paper
from autograder.pictures.axes import MARKS, TOP, Axes, Series
from autograder.pictures.canvas import MARGIN
from autograder.pictures.compose import Page
from autograder.pictures.contours import draw_contours
from autograder.pictures.curves import CURVE
from autograder.pictures.function import evaluate, heights_at, of_pair, spread, worth_showing
from autograder.pictures.labels import Labels
from autograder.pictures.picture import Picture, ShowError
from autograder.pictures.scale import LARGEST, Scale, covering
from autograder.pictures.svg import Point
from autograder.pictures.values import number_text, points_of

_GRID = 41
_FEW = 25
_DOT = Series("step", paper.INK, dashed=None, marker="circle", size=2.5)


def descent_picture(
    f: Callable[..., Any], path: Sequence[Any] | torch.Tensor, title: str | None
) -> Picture:
    """See `show.descent`."""
    if not callable(f):
        raise ShowError("show.descent(f, path) takes the function first, then the path.")
    points = points_of(path, "The path")
    if points.dim() == 2 and points.shape[1] == 1:
        points = points[:, 0]
    if points.dim() > 2 or (points.dim() == 2 and points.shape[1] != 2):
        raise ShowError(
            f"A path is a list of numbers or of pairs, shape (n,) or (n, 2), "
            f"not {tuple(points.shape)}."
        )
    points = points.reshape(-1) if points.dim() < 2 else points
    finite = points.isfinite() if points.dim() == 1 else points.isfinite().all(dim=1)
    kept = int(finite.to(torch.int64).cumprod(0).sum())
    if not kept:
        raise ShowError("The path starts at a number that is not finite, so it can't be drawn.")
    lost = "" if kept == len(points) else f"After step {kept - 1} the numbers are no longer finite"
    page = Page(title or "Gradient descent, step by step")
    on_ground = _on_curve if points.dim() == 1 else _on_contours
    heights = on_ground(page, f, points[:kept].clamp(-LARGEST, LARGEST))
    if lost:
        page.canvas.text(MARGIN, page.y + 8, lost, size=11, color=paper.MUTED)
    for line in _path_told(points[:kept], heights) + ([lost] if lost else []):
        page.describe(line)
        page.note(f"  {line}")
    return page.picture()


def _on_curve(page: Page, f: Callable[..., Any], path: torch.Tensor) -> torch.Tensor:
    """The curve under a 1-D path, and the steps on it; returns the heights, shape (n,)."""
    (across,) = _around(path[:, None])
    xs = spread(across.low, across.high)
    ys = evaluate(f, xs).detach()
    heights = evaluate(f, path).detach()
    up = covering([*worth_showing(ys), *heights.tolist()], room=0.06)
    ends = _ends(len(path))
    axes = Axes(page, across, up, legend=[CURVE, *ends], names=("x", "f(x)"))
    axes.draw(xs.tolist(), ys.tolist(), CURVE)
    _steps(axes, axes.points(path.tolist(), heights.tolist()), ends)
    return heights


def _on_contours(page: Page, f: Callable[..., Any], path: torch.Tensor) -> torch.Tensor:
    """Lines of equal height under a 2-D path, and the steps; returns the heights, shape (n,)."""
    across, up = _around(path)
    ends = _ends(len(path))
    axes = Axes(page, across, up, legend=ends, names=("x", "y"))
    places = axes.points(*path.T.tolist())
    labels = Labels(axes.canvas, axes.frame)
    labels.avoid(_along(places), weight=10)
    at = of_pair(f)
    xs, ys = (
        torch.linspace(scale.low, scale.high, _GRID, dtype=torch.float64, device="cpu")
        for scale in (across, up)
    )
    surface = heights_at(at, torch.cartesian_prod(xs, ys)).reshape(_GRID, _GRID).T
    draw_contours(axes, labels, xs, ys, surface.where(surface.isfinite(), torch.nan))
    _steps(axes, places, ends)
    return heights_at(at, path)


def _around(path: torch.Tensor) -> list[Scale]:
    """A scale for each column of a path, shape (n, columns), with the same room on all sides."""
    low, high = path.min(dim=0).values, path.max(dim=0).values
    extent, size = float((high - low).max()), float(path.abs().max())
    room = 0.25 * extent if extent > 1e-9 * size else max(1.0, 0.1 * size)
    return [Scale(a - room, b + room) for a, b in zip(low.tolist(), high.tolist(), strict=True)]


def _ends(count: int) -> list[Series]:
    """How the first and the last of `count` places are marked."""
    end = partial(Series, dashed=None, edge=paper.INK, layer=TOP)
    start = end("start", paper.ORANGE, marker="square", size=5)
    last = end(f"step {count - 1}", paper.GREEN, marker="star", size=4.5)
    return [start, last][:count]


def _steps(axes: Axes, places: list[Point], ends: list[Series]) -> None:
    """Dots joined by arrows; when there are very many, a line. Both ends are marked."""
    if len(places) <= _FEW:
        axes.mark(places, _DOT)
        for a, b in pairwise(places):
            _arrow(axes, a, b)
    else:
        for piece in axes.frame.pieces(places):
            axes.canvas.line(piece, thick=1.2, layer=MARKS)
        axes.mark(_apart(places), _DOT)
    for place, look in zip((places[0], places[-1]), ends, strict=False):
        axes.mark([place], look)


def _arrow(axes: Axes, a: Point, b: Point) -> None:
    """From the dot at a to the edge of the dot at b; a short one has a small head."""
    length = math.dist(a, b)
    room = length - _DOT.size
    if not (room > _DOT.size and axes.frame.holds(a) and axes.frame.holds(b)):
        return
    tip = (a[0] + (b[0] - a[0]) * room / length, a[1] + (b[1] - a[1]) * room / length)
    head = min(7.0, room - _DOT.size)
    axes.canvas.arrow(a, tip, color=paper.INK, thick=1.2, head=head, layer=MARKS)


def _apart(places: list[Point]) -> list[Point]:
    """The places without those that would lie on the one before."""
    kept = places[:1]
    for place in places[1:]:
        if not math.dist(place, kept[-1]) <= _DOT.size:
            kept.append(place)
    return kept


def _along(places: list[Point]) -> list[Point]:
    """Points on the path, close enough that a label can't slip between."""
    if len(places) > _FEW:
        return places
    legs = [(a, b, k / 20) for a, b in pairwise(places) for k in range(20)]
    return [(a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])) for a, b, t in legs] + places


def _path_told(path: torch.Tensor, heights: torch.Tensor) -> list[str]:
    """The path in words: where it starts and ends."""
    where = [_place_text(path[i].tolist(), float(heights[i])) for i in (0, -1)]
    count = len(path) - 1
    steps = f"{count} step" + ("" if count == 1 else "s")
    return [f"{steps}, from {where[0]} to {where[1]}"]


def _place_text(place: float | list[float], height: float) -> str:
    if isinstance(place, list):
        x, y = map(number_text, place)
        return f"x = {x}, y = {y}, f = {number_text(height)}"
    return f"x = {number_text(place)}, f = {number_text(height)}"
