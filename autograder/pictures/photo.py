"""Photographs and maps: a tensor as the picture that its numbers stand for."""

from __future__ import annotations

import base64
import html
import io
from typing import Any

import numpy.typing as npt
import torch

from autograder.pictures.missing import once_made
from autograder.pictures.picture import Picture, ShowError
from autograder.pictures.values import number_text, shape_text

_WIDTH = 300


def photo_picture(
    image: Any, alt: str, between: tuple[float, float] | None, title: str | None
) -> Picture:
    """See `show.photo`."""
    return once_made(image, lambda made: _picture(made, alt, between, title))


def _picture(
    image: torch.Tensor, alt: str, between: tuple[float, float] | None, title: str | None
) -> Picture:
    _check(image)
    image = image.detach().cpu()
    file = io.BytesIO()
    if image.dim() == 2:
        _write_map(file, image, between)
    else:
        _write_photo(file, image)
    rows, columns = image.shape if image.dim() == 2 else _colours_last(image).shape[:2]
    height = max(1, round(_WIDTH * rows / columns))
    title = title or ("A map" if image.dim() == 2 else "A photo")
    data = base64.b64encode(file.getvalue()).decode()
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}">\n'
        f"<title>{html.escape(title)}</title>\n<desc>{html.escape(alt)}</desc>\n"
        f'<image width="{_WIDTH}" height="{height}" preserveAspectRatio="none" '
        f'href="data:image/jpeg;base64,{data}"/>\n</svg>\n'
    )
    lowest, highest = (number_text(edge.item()) for edge in image.aminmax())
    text = f"{title}: {alt}\n  shape {shape_text(image.shape)}, from {lowest} to {highest}"
    return Picture(title, alt, svg, text, _WIDTH, height)


def _check(image: object) -> None:
    if not isinstance(image, torch.Tensor):
        raise ShowError(f"show.photo draws a tensor, and this is a {type(image).__name__}.")
    if image.dim() not in (2, 3) or (
        image.dim() == 3 and 3 not in (image.shape[0], image.shape[2])
    ):
        raise ShowError(
            f"A photo has the shape (rows, columns, 3) or (3, rows, columns), and a map "
            f"(rows, columns). Yours has the shape {shape_text(image.shape)}."
        )
    if not image.numel():
        raise ShowError("It has no pixels, so there is nothing to draw.")


def _colours_last(image: torch.Tensor) -> torch.Tensor:
    """(3, rows, columns) as (rows, columns, 3); what has its colours last already stays."""
    return image if image.shape[2] == 3 else image.permute(1, 2, 0)


def _write_photo(file: io.BytesIO, image: torch.Tensor) -> None:
    if image.dtype != torch.uint8:
        image = (image.float().nan_to_num(0).clamp(0, 1) * 255).round().to(torch.uint8)
    pixels = _colours_last(image).contiguous().numpy()
    _save(file, pixels)


def _write_map(file: io.BytesIO, values: torch.Tensor, between: tuple[float, float] | None) -> None:
    low, high = between or (None, None)
    _save(file, values.double().numpy(), low, high)


def _save(
    file: io.BytesIO,
    pixels: npt.NDArray[Any],
    low: float | None = None,
    high: float | None = None,
) -> None:
    from matplotlib.image import imsave

    imsave(
        file,
        pixels,
        # Cividis runs from dark to bright, and looks alike to people who see few colours. It is
        # asked for maps alone: a photo has colours of its own.
        cmap="cividis",
        vmin=low,
        vmax=high,
        format="jpeg",
        # Named because a student may have set another for their own plots.
        origin="upper",
        pil_kwargs={"quality": 85},
    )
