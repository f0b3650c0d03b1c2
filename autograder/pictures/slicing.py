"""A slice lit up in its tensor, what it gives, and whether it shares memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from types import EllipsisType
from typing import Any

import torch

from autograder.pictures.compose import Page
from autograder.pictures.picture import Picture, ShowError
from autograder.pictures.sheet import PICKED, PLAIN, Index, Look, lay_out
from autograder.pictures.values import MAX_RANK, Seen, see, shape_text

_LONGEST = 40


def slicing(t: object, index: object, title: str | None) -> Picture:
    """See `show.slice`."""
    seen = see(t, "The tensor to slice")
    if isinstance(index, str):
        raise ShowError("Write the index as code, not as text: show.slice(t, np.s_[:, 0:1]).")
    code = f"t[{index_text(index)}]"
    # Slicing the positions instead of the values says which cells were picked and how often.
    # One spare element keeps an empty tensor's memory real, so that sharing can be seen.
    positions = torch.arange(seen.count + 1, device="cpu")[: seen.count].reshape(seen.shape)
    picked = _taken(positions, index, code, seen)
    shared = picked.untyped_storage().data_ptr() == positions.untyped_storage().data_ptr()
    times = Counter(picked.reshape(-1).tolist())
    page = Page(title or code)
    page.tensor("t", lay_out(seen, focus=_first(picked, seen), signs=True), _look_of(seen, times))
    page.note("  * marks the picked cells")
    page.describe(_in_words(times, seen))
    page.tensor(code, lay_out(_result(seen, picked)))
    page.say(
        "A view: it shares t's memory, so writing to it changes t."
        if shared
        else "A copy: it has memory of its own, so writing to it leaves t alone."
    )
    if any(count > 1 for count in times.values()):
        page.say("×2 and more: this cell was picked that many times.")
    return page.picture()


def index_text(index: object) -> str:
    """What stands between the brackets: `:, 0:1`, `[0, 2]`, `..., None`."""
    if isinstance(index, tuple):
        return ", ".join(map(index_text, index)) + ("," if len(index) == 1 else "") or "()"
    if isinstance(index, slice):
        start, stop = (_edge(edge) for edge in (index.start, index.stop))
        return f"{start}:{stop}" + (f":{index.step}" if index.step is not None else "")
    if isinstance(index, EllipsisType):
        return "..."
    if hasattr(index, "tolist"):
        index = index.tolist()
    text = str(index)
    if len(text) <= _LONGEST:
        return text
    return "mask" if "True" in text or "False" in text else f"{text[: _LONGEST - 4]}...]"


def _edge(edge: object) -> str:
    return "" if edge is None else str(edge)


def _taken(positions: torch.Tensor, index: object, code: str, seen: Seen) -> torch.Tensor:
    try:
        picked = positions[_on_cpu(index)]
    except (IndexError, ValueError, TypeError, RuntimeError) as error:
        reason = str(error).splitlines()[0]
        if "step must be greater than zero" in reason:
            reason = "PyTorch takes no negative step; torch.flip(t, [dim]) reverses a tensor"
        raise ShowError(
            f"{code} can't be taken from a tensor of shape {shape_text(seen.shape)}: {reason}."
        ) from None
    if picked.dim() > MAX_RANK:
        raise ShowError(f"{code} has rank {picked.dim()}, and a picture holds up to {MAX_RANK}.")
    return picked


def _on_cpu(index: Any) -> Any:
    """The index with its tensors on the CPU, where the drawing is done."""
    if isinstance(index, torch.Tensor):
        return index.detach().cpu()
    if isinstance(index, tuple):
        return tuple(map(_on_cpu, index))
    return index


def _first(picked: torch.Tensor, seen: Seen) -> Index:
    """Where the first picked cell is, so that a large tensor is shown around it."""
    if not picked.numel():
        return ()
    return _place(int(picked.reshape(-1)[0]), seen.shape)


def _place(position: int, shape: tuple[int, ...]) -> Index:
    """The index of the element that is `position` steps from the start."""
    index = []
    for size in reversed(shape):
        position, rest = divmod(position, size)
        index.append(rest)
    return tuple(reversed(index))


def _look_of(seen: Seen, times: Counter[int]) -> Callable[[Index], Look]:
    """Picked cells have a thick edge and a corner; a cell picked twice says so."""

    def look_of(index: Index) -> Look:
        position = 0
        for i, size in zip(index, seen.shape, strict=True):
            position = position * size + i
        count = times[position]
        if count < 2:
            return PICKED if count else PLAIN
        many = f"×{count}"
        return Look(PICKED.fill, PICKED.edge, thick=PICKED.thick, sign=f"letter {many}", mark=many)

    return look_of


def _in_words(times: Counter[int], seen: Seen) -> str:
    if not times:
        return "No cell is picked"
    places = [str(list(_place(position, seen.shape))) for position in list(times)[:12]]
    more = ", and more" if len(times) > 12 else ""
    return f"Picked, {len(times):,} of {seen.count:,} cells: at {', '.join(places)}{more}"


def _result(seen: Seen, picked: torch.Tensor) -> Seen:
    values = None if seen.values is None else seen.values.reshape(-1)[picked]
    return Seen(values, tuple(picked.shape), seen.dtype, seen.device, seen.requires_grad)
