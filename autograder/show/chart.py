"""Curves on axes: what the charts share, from evaluating a function to the finished picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import torch

from autograder.show import canvas as paper
from autograder.show.canvas import plain_style, render
from autograder.show.picture import Picture, ShowError

WIDTH, HEIGHT = 560, 360


class Chart:
    """One matplotlib figure in our own style; `axes` are drawn on, `picture` finishes it."""

    def __init__(self, title: str, *, height: int = HEIGHT) -> None:
        from matplotlib.figure import Figure

        self.title = title
        self._size = (WIDTH, height)
        self._figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72)
        self._figure.patch.set(facecolor=paper.CARD, edgecolor=paper.CARD_EDGE, linewidth=2)
        self._figure.text(
            0.03, 1 - 20 / height, title, fontsize=14, fontweight="bold", color=paper.INK
        )

    def axes(self, left: float, bottom: float, width: float, height: float):
        """Axes in a part of the figure, given in fractions of it."""
        axes = self._figure.add_axes((left, bottom, width, height))
        axes.grid(color="#d8dee4", linewidth=0.8)
        axes.set_axisbelow(True)
        axes.tick_params(labelsize=11, colors=paper.INK)
        # Half the ticks of matplotlib's own choice read as well, and take half the time to draw.
        axes.locator_params(nbins=5)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        return axes

    def note(self, words: str) -> None:
        """A line of small words at the bottom."""
        self._figure.text(0.03, 10 / self._size[1], words, fontsize=11, color=paper.MUTED)

    def picture(self, alt: str, text: str) -> Picture:
        svg = render(self._figure, self.title, alt)
        return Picture(self.title, alt, svg, f"{self.title}\n{text}", *self._size)


@contextmanager
def chart_style() -> Iterator[None]:
    """Matplotlib's own defaults and our SVG settings, whatever the student set for their plots."""
    import matplotlib.style

    with matplotlib.style.context("default", after_reset=True), plain_style():
        yield


def legend(axes, **place) -> None:
    axes.legend(fontsize=11, frameon=True, framealpha=0.95, edgecolor="#d8dee4", **place)


def evaluate(f: Callable, xs: torch.Tensor) -> torch.Tensor:
    """f at every x: all at once where f allows it, else one by one.

    Args:
        xs: shape (n,), float64.

    Returns:
        Shape (n,), float64; NaN where f gives no finite number.
    """
    ys = _whole(f, xs)
    if ys is None:
        ys = torch.stack([_single(f, x) for x in xs])
    return torch.where(ys.isfinite(), ys, torch.nan)


def _whole(f: Callable, xs: torch.Tensor) -> torch.Tensor | None:
    """f of the whole tensor, or None when f is written for single numbers."""
    try:
        ys = f(xs)
    except Exception:
        return None
    if isinstance(ys, torch.Tensor) and ys.shape == xs.shape:
        return ys.to(torch.float64)
    return None


def _single(f: Callable, x: torch.Tensor) -> torch.Tensor:
    try:
        y = f(x)
        return torch.as_tensor(y, dtype=torch.float64, device="cpu").reshape(())
    except Exception as error:
        raise ShowError(
            f"The function fails at {x.tolist()}: {str(error).splitlines()[0] or error!r}. It must "
            f"take a number as a tensor and return a number."
        ) from None


def points_of(path: Sequence | torch.Tensor, what: str) -> torch.Tensor:
    """Numbers, or rows of numbers, as a float64 tensor on the CPU.

    Raises:
        ShowError: they aren't numbers, or there are none.
    """
    try:
        if not isinstance(path, torch.Tensor):
            parts = [torch.as_tensor(p, dtype=torch.float64, device="cpu") for p in path]
            path = torch.stack([part.detach() for part in parts])
        points = path.detach().to("cpu", torch.float64)
    except (TypeError, ValueError, RuntimeError) as error:
        raise ShowError(f"{what} must be numbers: {str(error).splitlines()[0]}.") from None
    if not points.numel():
        raise ShowError(f"{what} is empty, so there is nothing to draw.")
    return points
