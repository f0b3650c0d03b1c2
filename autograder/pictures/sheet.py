"""A tensor laid out in rows and columns: which cells fit, what they say, how they look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product

import torch

from autograder.pictures import canvas as paper
from autograder.pictures.canvas import Canvas, text_width
from autograder.pictures.values import Seen, number_text

Index = tuple[int, ...]

MAX_WIDTH = 660.0
CELL_HEIGHT = 26.0
_SIZE, _SMALL = 13.0, 10.0
_DOTS = 22.0
_GAP = 18.0
_SIGN = 14.0
# For each rank, along each dimension: the longest that is shown whole, and how many cells from its
# start and its end are shown of a longer one.
_LIMITS = {
    0: (),
    1: ((16, 10, 2),),
    2: ((12, 8, 2), (14, 9, 2)),
    3: ((6, 2, 1), (8, 3, 1), (8, 3, 1)),
    4: ((4, 1, 1), (4, 2, 1), (5, 2, 1), (5, 2, 1)),
}


@dataclass(frozen=True)
class Look:
    """How one cell is drawn. `mark` is what a terminal prints, so no meaning rests on colour."""

    fill: str = "#ffffff"
    edge: str = "#6e7781"
    ink: str = paper.INK
    thick: float = 1.0
    dashed: bool = False
    hatched: bool = False
    sign: str = ""
    mark: str = ""


PLAIN = Look()
PICKED = Look("#fff1b8", paper.INK, thick=2.4, sign="corner", mark="*")
DIFFERENT = Look("#fde3d6", paper.VERMILLION, thick=2.4, sign="cross", mark="✗")
STRETCHED = Look("#f3f6f9", "#6e7781", paper.MUTED, dashed=True, hatched=True, mark="~")
_TINTS = ("#d9ecf8", "#fff1b8", "#d8f0e6", "#f6e0ec", "#ececec", "#fde3d6")


def part_look(number: int, letter: str) -> Look:
    """The look of cells that came from one of several tensors: a tint and its letter."""
    return Look(_TINTS[number % len(_TINTS)], sign=f"letter {letter}", mark=letter)


@dataclass(frozen=True)
class Sheet:
    """The visible part of a tensor.

    Attributes:
        axes: for each dimension the indices shown, with None where some are left out.
        texts: what each visible cell says.
        cell: width of a cell in pixels.
    """

    seen: Seen
    axes: tuple[tuple[int | None, ...], ...]
    texts: dict[Index, str]
    cell: float

    @property
    def complete(self) -> bool:
        """Whether every element is visible."""
        return not any(None in axis for axis in self.axes)

    def listing(self, look_of: Callable[[Index], Look] | None = None, *, lines: bool = True) -> str:
        """The values in brackets, as PyTorch prints them; marked cells carry their mark."""
        if not self.seen.count or self.seen.values is None:
            return "[]" if self.seen.values is not None else "(no values)"
        cells = {
            index: text + (look_of(index).mark if look_of else "")
            for index, text in self.texts.items()
        }
        width = max(map(len, cells.values())) if lines else 0
        return self._nested((), cells, width, lines)

    def _nested(self, index: Index, cells: dict[Index, str], width: int, lines: bool) -> str:
        level = len(index)
        if level == len(self.axes):
            return cells[index].rjust(width)
        inner = [
            "..." if i is None else self._nested((*index, i), cells, width, lines)
            for i in self.axes[level]
        ]
        last = level == len(self.axes) - 1
        between = ", " if last or not lines else ",\n" + " " * (level + 1)
        return f"[{between.join(inner)}]"


def lay_out(
    seen: Seen, *, digits: int = 4, focus: Sequence[int] = (), signs: bool = False
) -> Sheet:
    """Choose the cells of a tensor that a picture shows.

    Args:
        digits: significant digits of a float.
        focus: an index that must be among the visible ones.
        signs: keep room in each cell for a sign beside its value.
    """
    where = tuple(focus) or (None,) * seen.rank
    axes = tuple(map(_shown, seen.shape, _LIMITS[seen.rank], where))
    texts = _texts(seen, axes, digits)
    cell = _cell_width(texts) + (_SIGN if signs else 0)
    if seen.rank and len(axes[-1]) * cell > MAX_WIDTH:
        fitting = max(int(MAX_WIDTH // cell), 4)
        last = _shown(seen.shape[-1], (fitting, fitting - 2, 1), where[-1])
        axes = (*axes[:-1], last)
        texts = _texts(seen, axes, digits)
    return Sheet(seen, axes, texts, cell)


def _shown(size: int, limit: tuple[int, int, int], focus: int | None) -> tuple[int | None, ...]:
    """The indices of range(size) that fit, None standing for the ones left out."""
    whole, head, tail = limit
    if size <= whole:
        return tuple(range(size))
    if focus is None or focus < head or focus >= size - tail:
        return (*range(head), None, *range(size - tail, size))
    near = sorted({0, focus - 1, focus, focus + 1, size - 1})
    shown: list[int | None] = []
    for before, index in zip([-1, *near], near, strict=False):
        shown += [index] if index == before + 1 else [None, index]
    return tuple(shown)


def _texts(seen: Seen, axes: tuple[tuple[int | None, ...], ...], digits: int) -> dict[Index, str]:
    if seen.values is None or not seen.count:
        return {}
    indices = list(product(*[[i for i in axis if i is not None] for axis in axes]))
    if seen.rank:
        columns = tuple(torch.tensor(column, device="cpu") for column in zip(*indices, strict=True))
        values = seen.values[columns].tolist()
    else:
        values = [seen.values.item()]
    return {index: number_text(v, digits) for index, v in zip(indices, values, strict=True)}


def _cell_width(texts: dict[Index, str]) -> float:
    longest = max(texts.values(), key=len, default="")
    return max(36.0, round(text_width(longest, _SIZE, mono=True) + 14))


def draw_sheet(
    canvas: Canvas,
    sheet: Sheet,
    x: float,
    y: float,
    look_of: Callable[[Index], Look] | None = None,
) -> tuple[float, float]:
    """Draw the cells with their top left at (x, y); returns the right and bottom edges."""
    if sheet.seen.values is None or not sheet.seen.count:
        return _draw_hollow(canvas, sheet.seen, x, y)
    leads = _leads(sheet)
    right, bottom = x, y
    for line in leads:
        left, top = x, bottom if line is leads[0] else bottom + _GAP
        for lead in line:
            wide = _DOTS if lead is None else _block_width(sheet)
            if left > x and left + wide > x + MAX_WIDTH:
                left, top = x, bottom + _GAP
            if lead is None:
                canvas.text(left + _DOTS / 2, top + 40, "…", align="center", color=paper.MUTED)
                edge, low = left + _DOTS, top + 50
            else:
                edge, low = _draw_block(canvas, sheet, lead, left, top, look_of)
            right, bottom = max(right, edge), max(bottom, low)
            left = edge + _GAP
    return right, bottom


def _leads(sheet: Sheet) -> list[list[Index | None]]:
    """The leading indices of each matrix in the tensor, line by line; None for left-out ones."""
    if sheet.seen.rank < 3:
        return [[()]]
    if sheet.seen.rank == 3:
        return [[None if i is None else (i,) for i in sheet.axes[0]]]
    return [
        [None] if i is None else [None if j is None else (i, j) for j in sheet.axes[1]]
        for i in sheet.axes[0]
    ]


def _block_width(sheet: Sheet) -> float:
    columns = sheet.axes[-1] if sheet.axes else (0,)
    dots = sum(column is None for column in columns)
    return _row_head(sheet) + (len(columns) - dots) * sheet.cell + dots * _DOTS


def _row_head(sheet: Sheet) -> float:
    """Room left of a matrix for its row numbers."""
    if sheet.seen.rank < 2:
        return 0.0
    last = max(i for i in sheet.axes[-2] if i is not None)
    return text_width(str(last), _SMALL, mono=True) + 6


def _draw_block(
    canvas: Canvas,
    sheet: Sheet,
    lead: Index,
    x: float,
    y: float,
    look_of: Callable[[Index], Look] | None,
) -> tuple[float, float]:
    """One matrix (or vector, or scalar) with its row and column numbers."""
    rank = sheet.seen.rank
    if lead:
        canvas.text(x, y + 6, f"[{', '.join(map(str, lead))}]", size=11, bold=True, mono=True)
        y += 18
    left = x + _row_head(sheet)
    top = y + (14 if rank else 0)
    columns = sheet.axes[-1] if rank else (0,)
    rows = sheet.axes[-2] if rank > 1 else (0,)
    lefts = _offsets(columns, left, sheet.cell)
    tops = _offsets(rows, top, CELL_HEIGHT)
    number = partial(canvas.text, size=_SMALL, color=paper.MUTED, mono=True)
    for column, at in zip(columns, lefts, strict=False) if rank else ():
        wide = _DOTS if column is None else sheet.cell
        number(at + wide / 2, y + 6, _label(column), align="center")
    for row, at in zip(rows, tops, strict=False):
        if rank > 1 and row is not None:
            number(left - 4, at + CELL_HEIGHT / 2, str(row), align="right")
        for column, across in zip(columns, lefts, strict=False):
            if row is None or column is None:
                _draw_dots(canvas, row, column, across, at, sheet.cell)
                continue
            index = (*lead, row, column)[-rank:] if rank else ()
            look = look_of(index) if look_of else PLAIN
            _draw_cell(canvas, across, at, sheet.cell, sheet.texts[index], look)
    return lefts[-1], tops[-1]


def _label(index: int | None) -> str:
    return "" if index is None else str(index)


def _offsets(axis: Sequence[int | None], start: float, step: float) -> list[float]:
    """Where each cell along an axis begins, and where the last one ends."""
    edges = [start]
    for index in axis:
        edges.append(edges[-1] + (_DOTS if index is None else step))
    return edges


def _draw_dots(
    canvas: Canvas, row: int | None, column: int | None, x: float, y: float, cell: float
) -> None:
    if row is None and column is None:
        return
    wide, tall = (cell, _DOTS) if row is None else (_DOTS, CELL_HEIGHT)
    dots = "⋮" if row is None else "…"
    canvas.text(x + wide / 2, y + tall / 2, dots, align="center", color=paper.MUTED)


def _draw_cell(canvas: Canvas, x: float, y: float, width: float, text: str, look: Look) -> None:
    height = CELL_HEIGHT
    # Marked cells are drawn later, and a little smaller, so that a neighbour never hides an edge.
    inset, layer = (1.5, 3) if look.thick > 1 else (0.0, 0)
    canvas.box(
        x + inset,
        y + inset,
        width - 2 * inset,
        height - 2 * inset,
        fill=look.fill,
        edge=look.edge,
        thick=look.thick,
        dashed=look.dashed,
        layer=layer,
    )
    if look.hatched:
        for step in range(6, int(width + height), 9):
            start = (x + min(step, width), y + max(0.0, step - width))
            end = (x + max(0.0, step - height), y + min(step, height))
            canvas.line([start, end], color="#b6c2cd", thick=0.8, layer=1)
    if look.sign == "corner":
        canvas.area([(x + 3, y + 3), (x + 11, y + 3), (x + 3, y + 11)], fill=look.edge, layer=4)
    elif look.sign == "cross":
        a, b, c, d = x + width - 10, x + width - 4, y + 4, y + 10
        for stroke in ([(a, c), (b, d)], [(a, d), (b, c)]):
            canvas.line(stroke, color=look.edge, thick=1.8, layer=4)
    elif look.sign.startswith("letter "):
        canvas.text(x + 3, y + 6.5, look.sign[7:], size=8.5, color=paper.INK, bold=True)
    canvas.text(x + width / 2, y + height / 2, text, align="center", mono=True, color=look.ink)


def _draw_hollow(canvas: Canvas, seen: Seen, x: float, y: float) -> tuple[float, float]:
    """The outline of a tensor that has no elements, or none that can be read."""
    rows, columns = (*(1, 1), *seen.shape)[-2:] if seen.rank != 1 else (1, seen.shape[0])
    wide, tall = min(columns, 6) * 36.0 or 12.0, min(rows, 4) * CELL_HEIGHT or 12.0
    canvas.box(x, y, wide, tall, edge=paper.MUTED, dashed=True)
    note = "no elements" if not seen.count else f"{seen.count:,} elements, no values to read"
    width = canvas.text(x + wide + 10, y + tall / 2, note, color=paper.MUTED)
    return x + wide + 10 + width, y + max(tall, 14)
