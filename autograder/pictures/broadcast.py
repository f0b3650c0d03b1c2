"""Broadcasting, step by step: align the shapes, stretch the 1s, compute."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autograder.pictures import canvas as paper
from autograder.pictures.canvas import MARGIN
from autograder.pictures.compose import Page
from autograder.pictures.picture import Picture, ShowError
from autograder.pictures.sheet import PLAIN, STRETCHED, Index, Look, lay_out
from autograder.pictures.values import Seen, see, shape_text

_OPERATORS: dict[str, Callable[..., Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


@dataclass(frozen=True)
class Axis:
    """One dimension of the two aligned shapes: None where a shape has no such dimension."""

    a: int | None
    b: int | None

    @property
    def clash(self) -> bool:
        return self.a != self.b and not {1, None} & {self.a, self.b}

    @property
    def size(self) -> int:
        """Size of the result along this dimension."""
        sizes = [size for size in (self.a, self.b) if size not in (None, 1)]
        return sizes[0] if sizes else 1

    @property
    def story(self) -> str:
        """What broadcasting does here, in words."""
        if self.clash:
            return f"✗ {self.a} against {self.b}"
        if self.a == self.b:
            return "same"
        small = "a" if self.a in (None, 1) and self.size != self.a else "b"
        size = self.a if small == "a" else self.b
        if size is None:
            grown = f", then {self.size}" if self.size != 1 else ""
            return f"{small}: none → 1{grown}"
        return f"{small}: 1 → {self.size}"


def broadcasting(
    a: object, b: object, op: str | Callable[..., Any] | None, title: str | None
) -> Picture:
    """See `show.broadcast`."""
    left, right = see(a, "The first tensor, a,"), see(b, "The second tensor, b,")
    compute, sign = _operation(op)
    axes = aligned(left.shape, right.shape)
    page = Page(title or "Broadcasting, step by step")
    page.beside(("a", lay_out(left), None, None), ("b", lay_out(right), None, None))
    page.say("1. Align the shapes from the right", bold=True)
    _draw_alignment(page, axes)
    if any(axis.clash for axis in axes):
        _explain_clash(page, left, right, axes)
        return page.picture()
    shape = tuple(axis.size for axis in axes)
    if left.shape == right.shape:
        page.say("2. The shapes are equal, so there is nothing to stretch", bold=True)
    else:
        page.say("2. Stretch every 1: dashed cells repeat a value, nothing is copied", bold=True)
    stretched = [_stretched(seen, shape) for seen in (left, right)]
    page.beside(
        *(
            (name, lay_out(big), look_of, f"{shape_text(seen.shape)} → {shape_text(shape)}")
            for name, seen, (big, look_of) in zip("ab", (left, right), stretched, strict=True)
        )
    )
    if left.shape != right.shape:
        page.note("  ~ marks a repeated value")
    if compute is None:
        page.say(f"3. Compute cell by cell: the result has shape {shape_text(shape)}", bold=True)
    else:
        page.say("3. Compute cell by cell", bold=True)
        page.tensor(sign, lay_out(_computed(compute, left, right, sign)))
    return page.picture()


def aligned(a: tuple[int, ...], b: tuple[int, ...]) -> list[Axis]:
    """The dimensions of two shapes, paired from the right."""
    rank = max(len(a), len(b))
    filled = [(None,) * (rank - len(shape)) + tuple(shape) for shape in (a, b)]
    return [Axis(*pair) for pair in zip(*filled, strict=True)]


def _operation(op: str | Callable[..., Any] | None) -> tuple[Callable[..., Any] | None, str]:
    """What to compute, and how to write it."""
    if op is None:
        return None, ""
    if isinstance(op, str) and op in _OPERATORS:
        return _OPERATORS[op], f"a {op} b"
    if callable(op):
        return op, f"{getattr(op, '__name__', 'op')}(a, b)"
    raise ShowError(
        f"op is the operation to draw: a function of two tensors such as torch.add, or one of "
        f"{' '.join(_OPERATORS)}. It can't be {op!r}."
    )


def _computed(compute: Callable[..., Any], left: Seen, right: Seen, sign: str) -> Seen:
    if left.values is None or right.values is None:
        raise ShowError("These tensors hold no values to compute with. Leave op out.")
    try:
        return see(compute(left.values.clone(), right.values.clone()), sign)
    except ShowError:
        raise
    except Exception as error:
        raise ShowError(f"{sign} can't be computed: {str(error).splitlines()[0]}") from None


def _stretched(seen: Seen, shape: tuple[int, ...]) -> tuple[Seen, Callable[[Index], Look]]:
    """The tensor at its broadcast shape, and the look that tells repeated cells from real ones."""
    values = None if seen.values is None else seen.values.expand(shape)
    own = (1,) * (len(shape) - seen.rank) + seen.shape
    grown = [i for i, (size, wanted) in enumerate(zip(own, shape, strict=True)) if size != wanted]

    def look_of(index: Index) -> Look:
        return STRETCHED if any(index[i] > 0 for i in grown) else PLAIN

    return Seen(values, shape, seen.dtype, seen.device, seen.requires_grad), look_of


def _draw_alignment(page: Page, axes: list[Axis]) -> None:
    """The two shapes and the result as a table, one column a dimension."""
    canvas, left = page.canvas, MARGIN + 60
    widths = [max(60.0, 16 + 6.6 * len(axis.story)) for axis in axes]
    rows = [
        ("a", [_size(axis.a) for axis in axes]),
        ("b", [_size(axis.b) for axis in axes]),
        ("result", ["✗" if axis.clash else str(axis.size) for axis in axes]),
    ]
    for name, sizes in rows:
        canvas.text(MARGIN, page.y + 13, name, bold=True, color=paper.MUTED)
        x = left
        for axis, size, width in zip(axes, sizes, widths, strict=True):
            canvas.box(
                x + 3,
                page.y + 1,
                width - 6,
                24,
                dashed=size == "–",
                edge=paper.VERMILLION if axis.clash else paper.INK,
                thick=2.4 if axis.clash else 1.0,
            )
            canvas.text(
                x + width / 2,
                page.y + 13,
                size,
                align="center",
                mono=True,
                bold=axis.clash,
                color=paper.VERMILLION if axis.clash else paper.INK,
            )
            x += width
        if not axes:
            canvas.text(left, page.y + 13, "() has no dimensions", color=paper.MUTED)
        page.y += 28
        page.note(f"  {name:7}" + " ".join(size.rjust(5) for size in sizes))
    x = left
    for axis, width in zip(axes, widths, strict=True):
        canvas.text(x + width / 2, page.y + 6, axis.story, size=11, align="center")
        x += width
    page.y += 24
    stories = [f"dimension {i - len(axes)}: {axis.story}" for i, axis in enumerate(axes)]
    if stories:
        page.note("  " + " · ".join(stories))
        page.describe("From the left, " + "; ".join(stories))


def _size(size: int | None) -> str:
    return "–" if size is None else str(size)


def _explain_clash(page: Page, left: Seen, right: Seen, axes: list[Axis]) -> None:
    """Why these two shapes don't go together, and what would."""
    where = [i - len(axes) for i, axis in enumerate(axes) if axis.clash]
    first = axes[where[0]]
    page.say(
        f"✗ {shape_text(left.shape)} and {shape_text(right.shape)} can't be broadcast.",
        bold=True,
        color=paper.VERMILLION,
    )
    page.say(
        f"Along dimension {where[0]} the sizes are {first.a} and {first.b}. "
        f"They must be equal, or one of them 1."
    )
