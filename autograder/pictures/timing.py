"""Time against size on logarithmic axes, one line for each way of computing."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from autograder.pictures import canvas as paper
from autograder.pictures.axes import DASH_DOT, DASHED, DOTTED, Axes, Series
from autograder.pictures.canvas import MARGIN
from autograder.pictures.compose import Page
from autograder.pictures.picture import Picture, ShowError
from autograder.pictures.scale import log_covering
from autograder.pictures.values import points_of

_LOOKS: tuple[tuple[str, str, bool | tuple[float, ...]], ...] = (
    (paper.BLUE, "circle", False),
    (paper.VERMILLION, "square", DASHED),
    (paper.GREEN, "triangle", DASH_DOT),
    (paper.PURPLE, "diamond", DOTTED),
    (paper.INK, "upside down", False),
    (paper.ORANGE, "plus", DASHED),
)


def timings_picture(
    sizes: Sequence[float],
    seconds: Mapping[str, Sequence[float]],
    note: str | None,
    title: str | None,
) -> Picture:
    """See `show.timings`."""
    xs, columns = _checked(sizes, seconds)
    looks = [
        Series(label, color, dashed=dashed, marker=marker)
        for label, (color, marker, dashed) in zip(columns, _LOOKS, strict=False)
    ]
    page = Page(title or "Time against size")
    across = log_covering(xs, size_text)
    up = log_covering(sum(columns.values(), []), time_text)
    axes = Axes(page, across, up, legend=looks, names=("size (number of elements)", "time"))
    for look, ys in zip(looks, columns.values(), strict=True):
        axes.draw(xs, ys, look)
    for line in [_told(label, xs, ys) for label, ys in columns.items()]:
        page.describe(line)
    for i in (0, -1) if len(columns) > 1 else ():
        page.describe(_winner(i, xs, columns))
    if note:
        page.canvas.text(MARGIN, page.y + 8, note, size=11, color=paper.MUTED)
        page.describe(note)
    page.note(_table(xs, columns, note))
    return page.picture()


def _checked(
    sizes: Sequence[float], seconds: Mapping[str, Sequence[float]]
) -> tuple[list[float], dict[str, list[float]]]:
    if not isinstance(seconds, Mapping) or not seconds:
        raise ShowError('show.timings(sizes, {"CPU": [...], "GPU": [...]}) takes one list a label.')
    if len(seconds) > len(_LOOKS):
        raise ShowError(f"More than {len(_LOOKS)} lines can't be told apart. Draw two pictures.")
    xs = points_of(sizes, "sizes").reshape(-1).tolist()
    columns = {
        str(label): points_of(times, f"The times of {label}").reshape(-1).tolist()
        for label, times in seconds.items()
    }
    for label, ys in columns.items():
        if len(ys) != len(xs):
            raise ShowError(f"{label} has {len(ys)} times for {len(xs)} sizes: give one for each.")
    if any(not (math.isfinite(n) and n > 0) for n in [*xs, *sum(columns.values(), [])]):
        raise ShowError("Sizes and times must be above 0 to stand on a logarithmic axis.")
    return xs, columns


def size_text(size: float) -> str:
    """1000 as `1k`, 2_000_000 as `2M`, 10**9 as `1G`."""
    for unit, name in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if size >= unit:
            return f"{size / unit:.4g}{name}"
    return f"{size:.4g}"


def time_text(seconds: float) -> str:
    """Seconds in the unit that suits: `2.5 ms`."""
    for unit, name in ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs")):
        if seconds >= unit * 0.9999:
            return f"{seconds / unit:.3g} {name}"
    return f"{seconds / 1e-9:.3g} ns"


def _told(label: str, xs: list[float], ys: list[float]) -> str:
    first, last = time_text(ys[0]), time_text(ys[-1])
    return f"{label} takes {first} for {size_text(xs[0])} elements, {last} for {size_text(xs[-1])}"


def _winner(i: int, xs: list[float], columns: Mapping[str, list[float]]) -> str:
    fastest = min(columns, key=lambda label: columns[label][i])
    return f"At {size_text(xs[i])} elements {fastest} is fastest"


def _table(xs: list[float], columns: Mapping[str, list[float]], note: str | None) -> str:
    rows = [["size", *columns]]
    rows += [
        [size_text(x), *(time_text(ys[i]) for ys in columns.values())] for i, x in enumerate(xs)
    ]
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    lines = [
        "  " + "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    ]
    return "\n".join(lines + ([f"  {note}"] if note else []))
