"""What of a tensor a picture needs: its values on the CPU, and short words for them."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from autograder.pictures.picture import ShowError

MAX_RANK = 4


@dataclass(frozen=True)
class Seen:
    """A tensor as it was when the picture was asked for.

    Attributes:
        values: CPU tensor of the same shape, or None where there are no values (device "meta").
        dtype: dtype of the original; `values` may use a wider one that the CPU can compute with.
        device: device of the original, as a string.
        requires_grad: whether the original is recorded by autograd.
    """

    values: torch.Tensor | None
    shape: tuple[int, ...]
    dtype: torch.dtype
    device: str
    requires_grad: bool

    @property
    def rank(self) -> int:
        return len(self.shape)

    @property
    def count(self) -> int:
        return math.prod(self.shape)

    @property
    def facts(self) -> str:
        """Shape, dtype and whatever is unusual: `shape (2, 3) · float32 · on cuda:0`."""
        facts = ["shape " + shape_text(self.shape), dtype_text(self.dtype)]
        if self.device != "cpu":
            facts.append(f"on {self.device}")
        if self.requires_grad:
            facts.append("requires_grad")
        return " · ".join(facts)


def see(thing: object, name: str = "It") -> Seen:
    """Look at a tensor, array, number or nested list without changing it.

    Raises:
        ShowError: it can't become a tensor, or its rank is above 4.
    """
    tensor = thing if isinstance(thing, torch.Tensor) else _as_tensor(thing, name)
    shape = tuple(tensor.shape)
    if len(shape) > MAX_RANK:
        raise ShowError(
            f"{name} has rank {len(shape)} (shape {shape_text(shape)}), and a picture holds up to "
            f"rank {MAX_RANK}. Pick a part of it first, for example t[0]."
        )
    with torch.no_grad():
        values = _on_cpu(tensor.detach())
    return Seen(values, shape, tensor.dtype, str(tensor.device), tensor.requires_grad)


def _as_tensor(thing: object, name: str) -> torch.Tensor:
    import numpy as np

    if thing is None:
        raise ShowError(f"{name} is None. Did a function forget its return?")
    if isinstance(thing, (str, bytes, dict, set)) or callable(thing):
        raise ShowError(f"{name} is a {type(thing).__name__}, not a tensor, list or number.")
    try:
        if isinstance(thing, (np.ndarray, np.generic)):
            # A copy: PyTorch takes neither negative strides nor, without a warning, read-only data.
            return torch.from_numpy(np.array(thing))
        if isinstance(thing, Iterable) and not isinstance(thing, (list, tuple)):
            thing = list(thing)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return torch.tensor(thing, device="cpu")
    except (TypeError, ValueError, RuntimeError, OverflowError) as error:
        advice = "Lists become a tensor when they hold numbers and all rows are equally long."
        if isinstance(thing, (list, tuple)) and any(torch.is_tensor(part) for part in thing):
            advice = (
                "To draw several tensors as one, join them: show.stack([...]) or show.cat([...])."
            )
        raise ShowError(
            f"{name} can't be made a tensor: {str(error).splitlines()[0]}. {advice}"
        ) from None


def _on_cpu(tensor: torch.Tensor) -> torch.Tensor | None:
    """A plain CPU copy of the values, safe from later changes, in a dtype that computes."""
    if tensor.device.type == "meta":
        return None
    if tensor.layout != torch.strided:
        tensor = tensor.to_dense()
    if tensor.is_quantized:
        tensor = tensor.dequantize()
    values = tensor.cpu().resolve_conj().resolve_neg()
    if values.is_floating_point() and values.element_size() == 1:
        values = values.float()
    elif values.dtype in (torch.uint16, torch.uint32):
        values = values.to(torch.int64)
    return values.clone()


def points_of(path: Sequence[Any] | torch.Tensor, what: str) -> torch.Tensor:
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


def in_words(seen: Seen, listing: str) -> str:
    """A tensor for somebody who can't see it: what it is, then its values.

    Args:
        listing: the values as text.
    """
    facts = [f"shape {shape_text(seen.shape)}", f"dtype {dtype_text(seen.dtype)}"]
    facts += [f"on device {seen.device}"] if seen.device != "cpu" else []
    facts += ["requires_grad is True"] if seen.requires_grad else []
    if not seen.count:
        return f"{', '.join(facts)}. It has no elements"
    return f"{', '.join(facts)}. Values: {listing}"


def shape_text(shape: Iterable[int]) -> str:
    """A shape as Python writes a tuple: `()`, `(3,)`, `(2, 3)`."""
    return str(tuple(shape))


def dtype_text(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")


def number_text(value: int | float | complex, digits: int = 4) -> str:
    """One value in few characters: `True`, `-7`, `0.3333`, `1.2e-5`, `nan`, `1.0+2.0j`.

    Args:
        digits: significant digits of a float; integers are exact up to a million.
    """
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return str(value) if abs(value) < 10**7 or digits > 16 else _tidy(f"{value:.{digits}g}")
    if isinstance(value, complex):
        imaginary = number_text(value.imag, digits)
        joint = "" if imaginary.startswith("-") else "+"
        return f"{number_text(value.real, digits)}{joint}{imaginary}j"
    if math.isfinite(value) and value == int(value) and abs(value) < 10**6:
        return f"{value:.1f}"
    if digits == 4 and 1e3 <= abs(value) < 1e6:
        return f"{value:.1f}"
    return _tidy(f"{value:.{digits}g}")


def _tidy(text: str) -> str:
    """`1e-05` as `1e-5`, and a float that printed like an integer with its point."""
    if "e" in text:
        digits, exponent = text.split("e")
        return f"{digits}e{int(exponent)}"
    return text if "." in text or "n" in text else f"{text}.0"


def summary_text(seen: Seen) -> str:
    """Minimum, maximum and mean of a tensor too big to be read cell by cell."""
    values = seen.values
    if values is None or not seen.count:
        return ""
    count = f"{seen.count:,} elements"
    if values.dtype == torch.bool:
        return f"{count} · {int(values.sum()):,} of them True"
    if values.is_complex():
        return f"{count} · largest |z| {number_text(values.abs().max().item())}"
    numbers = values.to(torch.float64)
    known = numbers[~numbers.isnan()]
    gaps = f" · {seen.count - known.numel():,} are nan" if known.numel() < seen.count else ""
    if not known.numel():
        return f"{count} · all of them nan"
    whole = int if not values.is_floating_point() else float
    low, high = (number_text(whole(edge.item())) for edge in (known.min(), known.max()))
    return f"{count} · min {low} · max {high} · mean {number_text(known.mean().item())}{gaps}"
