"""Tensors joined: `cat` along a dimension that is there, `stack` along a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch

from autograder.pictures import canvas as paper
from autograder.pictures.compose import Page
from autograder.pictures.picture import Picture, ShowError
from autograder.pictures.sheet import Index, Look, lay_out, part_look
from autograder.pictures.values import Seen, dtype_text, see, shape_text

_MOST = 6


def joining(name: str, parts: Sequence[object], dim: int, title: str | None) -> Picture:
    """See `show.cat` and `show.stack`; `name` is which of the two."""
    seen = _seen(name, parts)
    letters = [_letter(number) for number in range(len(seen))]
    shown = letters if len(letters) <= _MOST else [*letters[:3], "...", letters[-1]]
    call = f"torch.{name}([{', '.join(shown)}], dim={dim})"
    page = Page(title or call)
    page.beside(
        *(
            (letter, lay_out(part, signs=True), _always(part_look(number, letter)), None)
            for number, (letter, part) in enumerate(zip(letters, seen, strict=True))
            if letter in shown
        )
    )
    if any(part.values is None for part in seen):
        raise ShowError("A tensor without values (device 'meta') can't be joined in a picture.")
    try:
        joined, origin = _joined(name, seen, dim)
    except (RuntimeError, IndexError) as error:
        for sentence in _why_not(name, seen, letters, dim, str(error)):
            page.say(sentence, bold=sentence.startswith("✗"), color=_color(sentence))
        return page.picture()
    page.tensor(
        call,
        lay_out(joined, signs=True),
        lambda index: part_look(k := int(origin[index]), letters[k]),
    )
    page.say(_arithmetic(name, seen, joined, dim))
    if len({part.dtype for part in seen}) > 1:
        page.say(f"The dtypes differ, so all became {dtype_text(joined.dtype)}.")
    return page.picture()


def _seen(name: str, parts: Sequence[object]) -> list[Seen]:
    if isinstance(parts, torch.Tensor) or not isinstance(parts, Sequence) or not parts:
        raise ShowError(f"show.{name} takes a list of tensors: show.{name}([a, b], dim=0).")
    return [see(part, f"Number {i} in the list") for i, part in enumerate(parts)]


def _letter(number: int) -> str:
    """A, B, …, Z, then numbers."""
    return chr(ord("A") + number) if number < 26 else str(number)


def _always(look: Look) -> Callable[[Index], Look]:
    return lambda index: look


def _color(sentence: str) -> str:
    return paper.VERMILLION if sentence.startswith("✗") else paper.INK


def _joined(name: str, parts: list[Seen], dim: int) -> tuple[Seen, torch.Tensor]:
    """The joined tensor, and for each of its cells the number of the part it came from."""
    join = getattr(torch, name)
    values = join([part.values for part in parts], dim=dim)
    origin = join(
        [torch.full(part.shape, k, device="cpu") for k, part in enumerate(parts)], dim=dim
    )
    grad = any(part.requires_grad for part in parts)
    return see(values.requires_grad_(grad) if grad else values, "The result"), origin


def _arithmetic(name: str, parts: list[Seen], joined: Seen, dim: int) -> str:
    """How the shapes add up."""
    shapes = [shape_text(part.shape) for part in parts]
    if len(shapes) > 4:
        shapes = [*shapes[:2], "…", shapes[-1]]
    dim = dim % joined.rank
    if name == "stack":
        return (
            f"{len(parts)} × {shapes[0]} → {shape_text(joined.shape)}: "
            f"dimension {dim} is new and counts the tensors."
        )
    return f"{' + '.join(shapes)} → {shape_text(joined.shape)}: dimension {dim} adds up."


def _why_not(name: str, parts: list[Seen], letters: list[str], dim: int, error: str) -> list[str]:
    """Why PyTorch refuses, and what to do."""
    first = parts[0]
    if name == "cat" and any(part.rank == 0 for part in parts):
        return ["✗ A scalar has no dimension to join along.", "Use torch.stack for scalars."]
    rank = first.rank + (name == "stack")
    if not -rank <= dim < rank:
        return [f"✗ There is no dimension {dim}: dim goes from {-rank} to {rank - 1} here."]
    for letter, part in zip(letters, parts, strict=True):
        if part.rank != first.rank:
            return [
                f"✗ A has rank {first.rank}, {letter} has rank {part.rank}.",
                "Tensors are joined when they have equally many dimensions.",
            ]
        clash = [
            i
            for i, sizes in enumerate(zip(first.shape, part.shape, strict=True))
            if sizes[0] != sizes[1] and (name == "stack" or i != dim % rank)
        ]
        if clash:
            i = clash[0]
            rule = (
                "torch.stack needs equal shapes."
                if name == "stack"
                else f"Only dimension {dim} may differ, because it is the one that grows."
            )
            return [
                f"✗ Along dimension {i}, A has {first.shape[i]} and {letter} has {part.shape[i]}.",
                rule,
            ]
    return [f"✗ PyTorch refuses: {error.splitlines()[0]}"]
