"""Lines of equal height, some of them labelled with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from autograder.pictures import canvas as paper
from autograder.pictures.axes import LINES, Axes
from autograder.pictures.labels import Labels
from autograder.pictures.scale import Scale, one_two_five
from autograder.pictures.values import number_text

if TYPE_CHECKING:
    from autograder.pictures.svg import Point

_LEVELS = 10
# Where along a line its label may stand, the best places first.
_PLACES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9)


def draw_contours(
    axes: Axes, labels: Labels, xs: torch.Tensor, ys: torch.Tensor, heights: torch.Tensor
) -> None:
    """Some ten lines of equal height, dashed where it is below 0.

    Args:
        xs, ys: where the heights were taken, shapes (c,) and (r,).
        heights: shape (r, c); NaN where there is none.
    """
    from contourpy import contour_generator

    surface = contour_generator(xs.numpy(), ys.numpy(), heights.numpy())
    drawn = []
    for level in levels(heights):
        for line in surface.lines(level):
            points = axes.points(*np.asarray(line).T.tolist())
            axes.canvas.line(points, color=paper.BLUE, thick=1.1, dashed=level < 0, layer=LINES)
            labels.avoid(points)
            drawn.append((level, points))
    for level, points in drawn:
        _label(labels, number_text(level), points)


def levels(heights: torch.Tensor) -> list[float]:
    """Some ten round heights between the lowest and the highest.

    They grow by factors where most of the ground lies low, as in a steep valley: equal steps would
    leave the valley empty.
    """
    known = heights[heights.isfinite()]
    if not known.numel():
        return []
    low, middle, high = (float(edge) for edge in (known.min(), known.median(), known.max()))
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        return []
    if low >= 0 and middle - low < 0.12 * (high - low):
        found = one_two_five(max(low, 1e-6 * high), high)[-_LEVELS:]
    else:
        found = Scale(low, high).round_numbers(7, (5, 4, 2.5, 2, 1))
    return [level for level in found if low < level < high]


def _label(labels: Labels, words: str, line: list[Point]) -> None:
    """The height of a line, somewhere on it, if the line is long enough and there is room."""
    points = np.array(line)
    steps = np.hypot(*np.diff(points, axis=0).T)
    far = np.concatenate([[0.0], steps.cumsum()])
    if far[-1] < 60 + 8 * len(words):
        return
    wanted = far[-1] * np.array(_PLACES)
    spots = np.stack([np.interp(wanted, far, points[:, k]) for k in (0, 1)], 1)
    labels.place(words, spots.tolist(), color=paper.BLUE, size=10, needed=False)
