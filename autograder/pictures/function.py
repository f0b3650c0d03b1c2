"""What a student's function gives at many places, and its slope there."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable
from typing import Any

import torch

from autograder.pictures.picture import ShowError

_SAMPLES = 401


def spread(low: float, high: float) -> torch.Tensor:
    """Evenly spaced x. Unlike linspace, (-2, 2) meets 0 exactly, where 1 / x has its gap."""
    steps = torch.arange(_SAMPLES, dtype=torch.float64, device="cpu")
    return low + steps * (high - low) / (_SAMPLES - 1)


def evaluate(f: Callable[..., Any], xs: torch.Tensor) -> torch.Tensor:
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


def _whole(f: Callable[..., Any], xs: torch.Tensor) -> torch.Tensor | None:
    """f of the whole tensor, or None when f is written for single numbers."""
    try:
        ys = f(xs)
    except Exception:
        return None
    if isinstance(ys, torch.Tensor) and ys.shape == xs.shape:
        return ys.to(torch.float64)
    return None


def _single(f: Callable[..., Any], x: torch.Tensor) -> torch.Tensor:
    try:
        y = f(x)
        return torch.as_tensor(y, dtype=torch.float64, device="cpu").reshape(())
    except Exception as error:
        raise ShowError(
            f"The function fails at {x.tolist()}: {str(error).splitlines()[0] or error!r}. It must "
            f"take a number as a tensor and return a number."
        ) from None


def slope(f: Callable[..., Any], xs: torch.Tensor) -> torch.Tensor:
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


def of_pair(f: Callable[..., Any]) -> Callable[..., torch.Tensor]:
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


def heights_at(at: Callable[..., torch.Tensor], places: torch.Tensor) -> torch.Tensor:
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


def worth_showing(*curves: torch.Tensor) -> tuple[float, float]:
    """Heights worth showing: all of them, unless a few run off to infinity."""
    ys = torch.cat([curve[curve.isfinite()] for curve in curves])
    if not ys.numel():
        return 0.0, 1.0
    low, high = float(ys.min()), float(ys.max())
    inner_low, inner_high = ys.quantile(
        torch.tensor([0.03, 0.97], dtype=ys.dtype, device="cpu")
    ).tolist()
    if high - low > 20 * max(inner_high - inner_low, 1e-12) and inner_high > inner_low:
        low, high = inner_low, inner_high
    return low, high
