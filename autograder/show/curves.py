"""A function and its derivative, and the way down a function that gradient descent takes."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Sequence

import torch

from autograder.show import canvas as paper
from autograder.show.chart import Chart, chart_style, evaluate, legend, points_of
from autograder.show.picture import Picture, ShowError
from autograder.show.values import number_text

_SAMPLES = 401
_GRID = 41
_NUMBERED = 25


def curve_picture(
    f: Callable,
    interval: Sequence[float],
    derivative: Callable | bool | None,
    points: Sequence[float] | None,
    title: str | None,
) -> Picture:
    """See `show.curve`."""
    if not callable(f):
        raise ShowError("show.curve(f, interval) takes a function, such as lambda x: x**2.")
    low, high = _interval(interval)
    xs = _spread(low, high)
    ys = evaluate(f, xs).detach()
    if not ys.isfinite().any():
        raise ShowError("The function gives no finite number on this interval. Try another.")
    spots = None if points is None else points_of(points, "points").reshape(-1)
    slope_of = derivative if callable(derivative) else lambda x: slope(f, x)
    with chart_style():
        both = derivative is not False
        chart = Chart(title or ("A function and its derivative" if both else "A function"))
        axes = chart.axes(0.1, 0.12, 0.86, 0.76)
        axes.axhline(0, color=paper.MUTED, linewidth=0.8)
        axes.plot(xs, ys, color=paper.BLUE, linewidth=2.2, label="f(x)")
        slopes = None
        if both:
            slopes = evaluate(slope_of, xs).detach().where(ys.isfinite(), torch.nan)
            label = "f′(x), its derivative"
            axes.plot(xs, slopes, color=paper.VERMILLION, linewidth=2, linestyle="--", label=label)
        tangents = _tangents(axes, f, slope_of, spots, high - low)
        axes.set_ylim(*_range(ys, slopes))
        axes.set_xlim(low, high)
        axes.set_xlabel("x", fontsize=11)
        legend(axes, loc="best")
        told = [_told("f", xs, ys)] + ([_told("f′", xs, slopes)] if both else []) + tangents
        return chart.picture(". ".join(told) + ".", "\n".join(f"  {line}" for line in told))


def slope(f: Callable, xs: torch.Tensor) -> torch.Tensor:
    """The derivative of an element-wise f, by autograd; by differences where autograd can't.

    Args:
        xs: any shape, float64; the result has the same.
    """
    with torch.enable_grad(), warnings.catch_warnings():
        # A function that turns its tensor into a Python number is warned about; we see it fail.
        warnings.simplefilter("ignore")
        x = xs.detach().clone().requires_grad_()
        try:
            return torch.autograd.grad(f(x).sum(), x)[0]
        except Exception:
            step = 1e-5 * max(1.0, float(xs.abs().max()))
    flat = xs.detach().reshape(-1)
    rise = evaluate(f, flat + step).detach() - evaluate(f, flat - step).detach()
    return (rise / (2 * step)).reshape(xs.shape)


def _interval(interval: Sequence[float]) -> tuple[float, float]:
    try:
        low, high = (float(edge) for edge in interval)
    except (TypeError, ValueError):
        raise ShowError("The interval is a pair of numbers, such as (-2, 2).") from None
    if not low < high or low == -torch.inf or high == torch.inf:
        raise ShowError(f"The interval goes from a smaller number to a larger: ({low}, {high}).")
    return low, high


def _spread(low: float, high: float) -> torch.Tensor:
    """Evenly spaced x. Unlike linspace, (-2, 2) meets 0 exactly, where 1 / x has its gap."""
    steps = torch.arange(_SAMPLES, dtype=torch.float64, device="cpu")
    return low + steps * (high - low) / (_SAMPLES - 1)


def _tangents(
    axes, f: Callable, slope_of: Callable, spots: torch.Tensor | None, span: float
) -> list[str]:
    """A dot, a piece of the tangent and its slope at each spot; what they say in words."""
    if spots is None:
        return []
    told = []
    columns = (spots, evaluate(f, spots), evaluate(slope_of, spots))
    for x, y, k in zip(*(column.tolist() for column in columns), strict=True):
        reach = 0.12 * span
        line = {"color": paper.INK, "linewidth": 1.6}
        axes.plot([x - reach, x + reach], [y - k * reach, y + k * reach], **line)
        axes.plot([x], [y], "o", color=paper.INK, markersize=7)
        axes.annotate(
            f"slope {number_text(k)}",
            (x, y),
            xytext=(8, -14),
            textcoords="offset points",
            fontsize=11,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.5},
        )
        where, height, steepness = map(number_text, (x, y, k))
        told.append(f"at x = {where}, f is {height} and its slope {steepness}")
    return told


def _range(*curves: torch.Tensor | None) -> tuple[float, float]:
    """Heights worth showing: all of them, unless a few run off to infinity."""
    ys = torch.cat([curve[curve.isfinite()] for curve in curves if curve is not None])
    low, high = float(ys.min()), float(ys.max())
    inner_low, inner_high = ys.quantile(torch.tensor([0.03, 0.97], dtype=ys.dtype)).tolist()
    if high - low > 20 * max(inner_high - inner_low, 1e-12) and inner_high > inner_low:
        low, high = inner_low, inner_high
    room = 0.06 * (high - low) or 1.0
    return low - room, high + room


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


def descent_picture(f: Callable, path: Sequence | torch.Tensor, title: str | None) -> Picture:
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
    with chart_style():
        flat = points.dim() == 1
        chart = Chart(title or "Gradient descent, step by step")
        axes = chart.axes(0.12, 0.14 if not lost else 0.2, 0.84, 0.74 if not lost else 0.68)
        heights = (_on_curve if flat else _on_contours)(axes, f, points[:kept])
        _mark_ends(axes, points[:kept] if not flat else torch.stack([points[:kept], heights], 1))
        if lost:
            chart.note(lost)
        told = _path_told(points[:kept], heights) + ([lost] if lost else [])
        return chart.picture(". ".join(told) + ".", "\n".join(f"  {line}" for line in told))


def _on_curve(axes, f: Callable, path: torch.Tensor) -> torch.Tensor:
    """The curve under a 1-D path, and the steps on it; returns the heights, shape (n,)."""
    low, high = float(path.min()), float(path.max())
    room = 0.25 * (high - low) or 1.0
    xs = _spread(low - room, high + room)
    axes.plot(xs, evaluate(f, xs).detach(), color=paper.BLUE, linewidth=2.2, label="f(x)")
    heights = evaluate(f, path).detach()
    _steps(axes, path, heights)
    axes.set_xlabel("x", fontsize=11)
    axes.set_ylabel("f(x)", fontsize=11)
    return heights


def _on_contours(axes, f: Callable, path: torch.Tensor) -> torch.Tensor:
    """Lines of equal height under a 2-D path, and the steps; returns the heights, shape (n,)."""
    low, high = path.min(dim=0).values, path.max(dim=0).values
    room = torch.full_like(low, 0.25 * float((high - low).max()) or 1.0)
    at = _of_pair(f)
    xs, ys = (
        torch.linspace(float(a), float(b), _GRID, dtype=torch.float64, device="cpu")
        for a, b in zip(low - room, high + room, strict=True)
    )
    places = torch.cartesian_prod(xs, ys)
    heights = _heights(at, places).reshape(_GRID, _GRID).T
    heights = torch.where(heights.isfinite(), heights, torch.nan)
    lines = axes.contour(xs, ys, heights, levels=10, colors=paper.BLUE, linewidths=1.1)
    axes.clabel(lines, fontsize=9, fmt=lambda height: number_text(float(height)))
    _steps(axes, path[:, 0], path[:, 1])
    axes.set_xlabel("x", fontsize=11)
    axes.set_ylabel("y", fontsize=11)
    return torch.stack([at(place) for place in path])


def _of_pair(f: Callable) -> Callable[..., torch.Tensor]:
    """f as a function of one tensor, whether it is written f(p) or f(x, y).

    The tensor has shape (2,), or (2, n) with the count n given as well.
    """
    try:
        kinds = [p for p in inspect.signature(f).parameters.values() if p.default is p.empty]
        two = len([p for p in kinds if p.kind is not p.KEYWORD_ONLY]) == 2
    except (TypeError, ValueError):
        two = False

    def height(place: torch.Tensor, count: int | None = None) -> torch.Tensor:
        shape = () if count is None else (count,)
        try:
            value = f(place[0], place[1]) if two else f(place)
            value = torch.as_tensor(value, dtype=torch.float64, device="cpu").detach()
            return value.reshape(shape)
        except Exception as error:
            raise ShowError(
                f"The function fails at {place.tolist()}: {str(error).splitlines()[0]}. Write it "
                f"as f(x, y), or as f(p) for a tensor p of shape (2,), and return one number."
            ) from None

    return height


def _heights(at: Callable[..., torch.Tensor], places: torch.Tensor) -> torch.Tensor:
    """f at every place, shape (n,); all at once where f reckons element by element.

    Whether it does is tried on some places: a thousand calls one by one take most of a second.
    """
    some = places[:: max(1, len(places) // 7)]
    one_by_one = torch.stack([at(place) for place in some])
    try:
        together = at(some.T, len(some))
        if torch.allclose(together, one_by_one, equal_nan=True):
            return at(places.T, len(places))
    except ShowError:
        pass
    return torch.stack([at(place) for place in places])


def _steps(axes, xs: torch.Tensor, ys: torch.Tensor) -> None:
    """Dots joined by arrows; when there are very many, a line."""
    few = len(xs) <= _NUMBERED
    style = "-" if not few else "none"
    axes.plot(
        xs, ys, color=paper.INK, linestyle=style, linewidth=1.2, marker="o", markersize=5, zorder=4
    )
    for a, b in zip(range(len(xs) - 1), range(1, len(xs)), strict=True) if few else ():
        axes.annotate(
            "",
            (float(xs[b]), float(ys[b])),
            xytext=(float(xs[a]), float(ys[a])),
            arrowprops={"arrowstyle": "->", "color": paper.INK, "linewidth": 1.2},
        )


def _mark_ends(axes, places: torch.Tensor) -> None:
    """Words and shapes for where the path starts and where it ends."""
    ends = [(0, "start", "s", paper.ORANGE)]
    ends += [(-1, f"step {len(places) - 1}", "*", paper.GREEN)] if len(places) > 1 else []
    for i, words, marker, color in ends:
        x, y = places[i].tolist()
        size = 15 if marker == "*" else 10
        look = {"color": color, "markeredgecolor": paper.INK, "linestyle": "none", "zorder": 5}
        axes.plot([x], [y], marker=marker, markersize=size, label=words, **look)
    legend(axes, loc="best")


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
