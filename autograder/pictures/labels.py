"""Words among the data, each on a small white card, where they cover least."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.pictures import canvas as paper
from autograder.pictures.axes import CARDS
from autograder.pictures.canvas import Canvas, text_width
from autograder.pictures.frame import Frame
from autograder.pictures.svg import Point

_Numbers = npt.NDArray[Any]


class Labels:
    """Labels within a frame that do not lie on each other."""

    def __init__(self, canvas: Canvas, frame: Frame) -> None:
        self._canvas, self._frame = canvas, frame
        self._data = np.empty((0, 2))
        self._weights = np.empty(0)
        # The middles of the labels so far, and half their widths and heights.
        self._taken = np.empty((0, 4))

    def avoid(self, points: Sequence[Point], weight: float = 1.0) -> None:
        """Points of data that a label should rather not cover, and how much that matters."""
        inside = [point for point in points if self._frame.holds(point)]
        self._data = np.concatenate([self._data, np.array(inside).reshape(-1, 2)])
        self._weights = np.concatenate([self._weights, np.full(len(inside), weight)])

    def place(
        self,
        words: str,
        spots: Iterable[Point],
        *,
        color: str = paper.INK,
        size: float = 11.0,
        needed: bool = True,
    ) -> bool:
        """Writes words with their middle at the best of `spots`; returns whether it did.

        A label that is needed is moved into the frame, and written even where it lies on another.
        """
        half = np.array([text_width(words, size) / 2 + 2, size / 2 + 2])
        low = np.array([self._frame.left, self._frame.top]) + half + 1
        high = np.array([self._frame.right, self._frame.bottom]) - half - 1
        middles = np.array(list(spots)).reshape(-1, 2)
        if needed:
            middles = np.clip(middles, low, high)
        else:
            fits = ((middles >= low) & (middles <= high)).all(1)
            middles = middles[fits & ~self._on_others(middles, half)]
        if not len(middles):
            return False
        cost = self._covered(middles, half) + 1e6 * self._on_others(middles, half)
        x, y = middles[cost.argmin()].tolist()
        self._taken = np.vstack([self._taken, [x, y, *half]])
        wide, high = half.tolist()
        self._canvas.box(
            x - wide, y - high, 2 * wide, 2 * high, fill=paper.CARD, edge="none", layer=CARDS
        )
        self._canvas.text(x, y, words, size=size, color=color, align="center")
        return True

    def _covered(self, middles: _Numbers, half: _Numbers) -> _Numbers:
        """How much of the data a card around each of `middles` covers."""
        beside = np.abs(self._data[:, 0] - middles[:, :1]) <= half[0]
        level = np.abs(self._data[:, 1] - middles[:, 1:]) <= half[1]
        covered: _Numbers = (beside & level) @ self._weights
        return covered

    def _on_others(self, middles: _Numbers, half: _Numbers) -> _Numbers:
        """Whether a card around each of `middles` would lie on another label."""
        away = np.abs(self._taken[:, :2] - middles[:, None])
        near: _Numbers = away < self._taken[:, 2:] + half
        across_and_down: _Numbers = np.logical_and.reduce(near, axis=2)
        on_any: _Numbers = np.logical_or.reduce(across_and_down, axis=1)
        return on_any
