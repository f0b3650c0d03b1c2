"""What `progress()` looks like: tables in a notebook, and the same as text."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence

from autograder import panel
from autograder.student.overview import Line, Overview, Pointer, UnitLine

_LEFT = "text-align:left;padding:.15em .6em .15em 0"
_RIGHT = "text-align:right;padding:.15em 0 .15em .6em"
_BLUE = "#0072B2"

Show = Callable[[Pointer], str]


def as_html(seen: Overview) -> str:
    """The panel: the unit at hand, all units, and where to go on."""
    parts = []
    if seen.lines:
        heads = ("", "Exercise", "How far", "Points", "Tries", "Hints")
        rows = [_row(line) for line in seen.lines]
        parts.append(f"<strong>{html.escape(_summary(seen))}</strong>{_table(heads, rows)}")
    if seen.units:
        rows = [_unit_row(line) for line in seen.units]
        parts.append(
            f"<strong>{html.escape(_total(seen.units))}</strong>"
            f"{_table(('Unit', 'Solved', 'Points'), rows)}"
        )
    parts += [
        f"<div style='margin:.35em 0'>{lead}: {links}</div>"
        for lead, links in _advice(seen, _linked)
    ]
    return panel.box(_BLUE, "".join(parts))


def as_text(seen: Overview) -> str:
    """The same for where no HTML is shown."""
    lines = []
    if seen.lines:
        width = max(len(line.now.exercise) for line in seen.lines)
        lines.append(_summary(seen))
        lines += [
            f"{_sign(line)} {line.now.exercise:<{width}}  {_how_far(line)}, {_points(line)}"
            f"{_trouble(line)}"
            for line in seen.lines
        ]
    if seen.units:
        width = max(len(_name(line)) for line in seen.units)
        lines += [*([""] if lines else []), _total(seen.units)]
        lines += [
            f"{_name(line):<{width}}  {line.solved} of {line.exercises} solved, "
            f"{line.earned:g} of {line.points:g} points{'  (this notebook)' if line.here else ''}"
            for line in seen.units
        ]
    for lead, names in _advice(seen, lambda pointer: pointer.name):
        lines += panel.lines(f"{lead}: {names}")
    return "\n".join(lines)


def _summary(seen: Overview) -> str:
    solved = sum(line.best == line.now.points for line in seen.lines)
    earned = sum(line.best for line in seen.lines)
    possible = sum(line.now.points for line in seen.lines)
    return (
        f"{seen.title}: {solved} of {len(seen.lines)} exercises, {earned:g} of {possible:g} points"
    )


def _total(units: Sequence[UnitLine]) -> str:
    solved, all_of_them = sum(u.solved for u in units), sum(u.exercises for u in units)
    return f"The whole course: {solved} of {all_of_them} exercises solved"


def _sign(line: Line) -> str:
    if line.remembered:
        return "✓" if line.entry.solved else "◐" if line.entry.best else "✗"
    return panel.sign(line.now)[0]


def _how_far(line: Line) -> str:
    if line.remembered:
        word = "correct" if line.entry.solved else "partly right" if line.entry.best else "tried"
        return f"{word} on {line.entry.day}" if line.entry.day else word
    word = panel.sign(line.now)[1]
    if line.entry.solved and not line.now.passed:
        return f"{word}; it was correct before"
    return word


def _points(line: Line) -> str:
    return panel.points(line.best, line.now.points)


def _trouble(line: Line) -> str:
    said = [
        f"{number} {word if number == 1 else words}"
        for number, word, words in (
            (line.entry.attempts, "try", "tries"),
            (line.entry.hints, "hint", "hints"),
        )
        if number
    ]
    return f" ({', '.join(said)})" if said else ""


def _name(line: UnitLine) -> str:
    return f"{line.name[:2]} {line.title}"


def _row(line: Line) -> str:
    cells = [
        f"<td style='{_LEFT}'>{_sign(line)}</td>",
        f"<th scope='row' style='{_LEFT};font-weight:normal'>{html.escape(line.now.exercise)}</th>",
        f"<td style='{_LEFT}'>{html.escape(_how_far(line))}</td>",
        f"<td style='{_LEFT}'>{line.best:g} of {line.now.points:g}</td>",
        f"<td style='{_RIGHT}'>{line.entry.attempts or ''}</td>",
        f"<td style='{_RIGHT}'>{line.entry.hints or ''}</td>",
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _unit_row(line: UnitLine) -> str:
    name = html.escape(_name(line))
    if line.place and not line.here:
        name = f"<a href='{html.escape(line.place)}'>{name}</a>"
    here = " (this notebook)" if line.here else ""
    return (
        f"<tr><th scope='row' style='{_LEFT};font-weight:normal'>{name}{here}</th>"
        f"<td style='{_LEFT}'>{line.solved} of {line.exercises}</td>"
        f"<td style='{_LEFT}'>{line.earned:g} of {line.points:g}</td></tr>"
    )


def _table(heads: Sequence[str], rows: Sequence[str]) -> str:
    # An empty corner is no heading: a screen reader would announce a column without a name.
    titles = "".join(
        f"<th scope='col' style='{_LEFT}'>{head}</th>" if head else "<td></td>" for head in heads
    )
    # Words stay whole; where there is too little room for them, the table alone is scrolled.
    return (
        "<div style='overflow-x:auto;margin:.35em 0 .8em' tabindex='0'>"
        "<table style='margin:0;overflow-wrap:normal;word-break:normal'>"
        f"<thead><tr>{titles}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _advice(seen: Overview, show: Show) -> Iterator[tuple[str, str]]:
    if seen.next:
        yield "Next", f"{show(seen.next)} ({seen.next.why})"
    if seen.again:
        named = ", ".join(f"{show(one)} ({one.why})" for one in seen.again)
        yield "Worth another look", named


def _linked(pointer: Pointer) -> str:
    name = html.escape(pointer.name)
    return f"<a href='{html.escape(pointer.place)}'>{name}</a>" if pointer.place else name
