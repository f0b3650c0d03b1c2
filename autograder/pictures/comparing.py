"""What was expected beside what came, with every differing cell marked."""

from __future__ import annotations

from collections.abc import Callable

import torch

from autograder.pictures import canvas as paper
from autograder.pictures.compose import Page
from autograder.pictures.picture import Picture
from autograder.pictures.sheet import DIFFERENT, PLAIN, Index, Look, lay_out
from autograder.pictures.values import Seen, dtype_text, see, shape_text

# How far apart floats of a dtype may be and still be called the same: (relative, absolute).
Rounding = Callable[[torch.dtype], tuple[float, float]]


def comparison(expected: object, yours: object, title: str | None, tolerance: Rounding) -> Picture:
    """See `show.compare`; `tolerance` gives (rtol, atol) for a dtype."""
    left, right = see(expected, "The expected value"), see(yours, "Yours")
    page = Page(title or "Expected and yours", heading=title is not None)
    comparable = left.shape == right.shape and None not in (left.values, right.values)
    differing = _differing(left, right, tolerance) if comparable else None
    look_of = _look(differing)
    digits = _digits(left, right, differing)
    focus = _first(differing)
    theirs = lay_out(left, digits=digits, focus=focus)
    own = lay_out(right, digits=digits, focus=focus, signs=look_of is not None)
    page.beside(("expected", theirs, None, None), ("yours", own, look_of, None))
    for sentence in _verdict(left, right, differing, digits):
        same = sentence.startswith("✓")
        page.say(sentence, bold=not same, color=paper.INK if same else paper.VERMILLION)
    return page.picture()


def _differing(left: Seen, right: Seen, tolerance: Rounding) -> torch.Tensor | None:
    """A mask of the cells that differ by more than rounding; NaN equals NaN."""
    a, b = left.values, right.values
    if a is None or b is None:
        return None
    common = torch.promote_types(a.dtype, b.dtype)
    if not (common.is_floating_point or common.is_complex):
        return a.to(common) != b.to(common)
    if common in (torch.float16, torch.bfloat16):
        common = torch.float32  # or the tolerance itself would be rounded
    rtol, atol = map(max, tolerance(left.dtype), tolerance(right.dtype))
    return ~torch.isclose(a.to(common), b.to(common), rtol=rtol, atol=atol, equal_nan=True)


def _look(differing: torch.Tensor | None) -> Callable[[Index], Look] | None:
    if differing is None:
        return None
    return lambda index: DIFFERENT if differing[index] else PLAIN


def _first(differing: torch.Tensor | None) -> Index:
    """The index of the first differing cell, or nothing."""
    if differing is None or not differing.any():
        return ()
    return tuple(differing.nonzero()[0].tolist())


def _digits(left: Seen, right: Seen, differing: torch.Tensor | None) -> int:
    """Enough digits that two cells which differ also look different."""
    index = _first(differing)
    if differing is None or not differing.any():
        return 4
    for digits in (4, 6, 9, 17):
        where = [lay_out(seen, digits=digits, focus=index) for seen in (left, right)]
        if all(where[0].texts[i] != where[1].texts[i] for i in where[0].texts if differing[i]):
            return digits
    return 17


def _verdict(left: Seen, right: Seen, differing: torch.Tensor | None, digits: int) -> list[str]:
    """What differs, in sentences: shape, dtype, then cells."""
    sentences = []
    if left.shape != right.shape:
        sentences.append(
            f"✗ The shapes differ: expected {shape_text(left.shape)}, "
            f"yours is {shape_text(right.shape)}."
        )
    if left.dtype != right.dtype:
        sentences.append(
            f"✗ The dtypes differ: expected {dtype_text(left.dtype)}, "
            f"yours is {dtype_text(right.dtype)}."
        )
    if differing is not None and differing.any():
        sentences.append(_cells_sentence(left, right, differing, digits))
    return sentences or ["✓ Same shape, same dtype, same values."]


def _cells_sentence(left: Seen, right: Seen, differing: torch.Tensor, digits: int) -> str:
    count = int(differing.sum())
    index = _first(differing)
    texts = [lay_out(seen, digits=digits, focus=index).texts[index] for seen in (left, right)]
    where = f" First at {list(index)}" if left.rank else " There"
    cells = f"{count:,} of {left.count:,} cells differ" if left.count > 1 else "The value differs"
    return f"✗ {cells}, marked ✗.{where}: expected {texts[0]}, yours is {texts[1]}."
