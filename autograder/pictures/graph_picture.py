"""The graph of an expression, from its leaves on the left to its result on the right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import torch

from autograder.pictures import canvas as paper
from autograder.pictures.canvas import MARGIN, text_width
from autograder.pictures.compose import Page
from autograder.pictures.graph import Graph, Node, read_graph
from autograder.pictures.picture import Picture
from autograder.pictures.sheet import lay_out
from autograder.pictures.values import see, shape_text

_LINE, _PAD, _ACROSS, _DOWN = 18.0, 9.0, 46.0, 18.0
_SPELLED = 4
_SWEEPS = 4


@dataclass(eq=False)
class Place:
    """Where a node is drawn; without a node, where a long arrow passes between two boxes."""

    node: Node | None
    lines: list[tuple[str, str, bool]] = field(default_factory=list)
    inputs: list[Place] = field(default_factory=list)
    column: int = 0
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    height: float = 8.0


def graph_picture(
    result: torch.Tensor, names: Mapping[str, torch.Tensor] | None, title: str | None
) -> Picture:
    """See `show.graph`."""
    graph = read_graph(result, names or {})
    page = Page(title or "What autograd recorded")
    columns = _arrange(graph)
    _set_out(columns, page.y + 6)
    for column in columns:
        for place in column:
            _draw(page, place)
    page.y = page.canvas.height + 16
    labels = _labels(graph)
    for node in graph.nodes:
        page.note("  " + _in_words(node, labels))
        page.describe(_in_words(node, labels))
    page.say("Values flow along the arrows. A gradient says how much the result grows per unit.")
    if graph.freed:
        page.say("backward() has run and freed the kept values, so only .grad is known.")
    return page.picture()


def _short(tensor: torch.Tensor) -> str:
    """A tensor in a few characters: its values, or its shape when they are many."""
    if tensor.numel() > _SPELLED or tensor.dim() > 2:
        return f"shape {shape_text(tensor.shape)}"
    return lay_out(see(tensor)).listing(lines=False)


def _facts(node: Node) -> list[tuple[str, str]]:
    """What is known of a node, as (colour, words)."""
    facts = []
    if node.value is not None:
        facts.append((paper.INK, _short(node.value)))
    if node.gradient is not None:
        facts.append((paper.PURPLE, f"gradient {_short(node.gradient)}"))
    if node.stored is not None:
        facts.append((paper.GREEN_INK, f".grad = {_short(node.stored)}"))
    return facts


def _labels(graph: Graph) -> dict[Node, str]:
    """A name for every node: the student's own, or a number."""
    spare = iter(range(1, len(graph.nodes) + 1))
    return {node: node.name or f"#{next(spare)}" for node in graph.nodes}


def _in_words(node: Node, labels: Mapping[Node, str]) -> str:
    made = ", ".join(labels[source] for source in node.inputs)
    start = f"{labels[node]} = {node.operation} of {made}" if made else f"{labels[node]} is a leaf"
    facts = [words for _, words in _facts(node)]
    if node.value is not None:
        facts[0] = f"value {facts[0]}"
    return f"{start}: {', '.join(facts)}" if facts else start


def _arrange(graph: Graph) -> list[list[Place]]:
    """Places in columns, ordered within each so that few arrows cross."""
    places = {node: Place(node) for node in graph.nodes}
    for node in graph.nodes:
        places[node].column = 1 + max((places[n].column for n in node.inputs), default=-1)
    for node in graph.nodes:
        users = [places[n].column for n in graph.nodes if node in n.inputs]
        if not node.inputs and users:
            places[node].column = min(users) - 1
    columns: list[list[Place]] = [[] for _ in range(1 + max(p.column for p in places.values()))]
    for node, place in places.items():
        columns[place.column].append(place)
        for source in node.inputs:
            place.inputs.append(_way(places[source], place.column, columns))
    for _ in range(_SWEEPS):
        for column, before in zip(columns[1:], columns, strict=False):
            _sort(column, {p: [before.index(q) for q in p.inputs] for p in column})
        for column, after in zip(columns[-2::-1], columns[:0:-1], strict=True):
            _sort(column, {p: [i for i, q in enumerate(after) if p in q.inputs] for p in column})
    return columns


def _way(source: Place, column: int, columns: list[list[Place]]) -> Place:
    """The last stop before `column` of an arrow from `source`, passing through every column."""
    for between in range(source.column + 1, column):
        source = Place(None, inputs=[source], column=between)
        columns[between].append(source)
    return source


def _sort(column: list[Place], neighbours: Mapping[Place, list[int]]) -> None:
    """Each place to the mean height of the places it is joined to."""
    order = {place: i for i, place in enumerate(column)}

    def height(place: Place) -> float:
        near = neighbours[place]
        return sum(near) / len(near) if near else order[place]

    column.sort(key=height)


def _set_out(columns: list[list[Place]], top: float) -> None:
    """Sizes and positions, every column centred on the tallest."""
    for column in columns:
        for place in column:
            _measure(place)
    heights = [sum(p.height for p in column) + _DOWN * (len(column) - 1) for column in columns]
    x = MARGIN
    for column, height in zip(columns, heights, strict=True):
        width = max(place.width for place in column)
        y = top + (max(heights) - height) / 2
        for place in column:
            # A passing arrow crosses its column level, clear of the boxes above and below.
            place.width = place.width if place.node else width
            place.x, place.y = x + (width - place.width) / 2, y
            y += place.height + _DOWN
        x += width + _ACROSS


def _measure(place: Place) -> None:
    """The lines of text in a box, and so its size."""
    node = place.node
    if node is None:
        return
    head = ": ".join(part for part in (node.name, node.operation) if part) or "leaf"
    place.lines = [(paper.INK, head, True), *((*fact, False) for fact in _facts(node))]
    place.width = 2 * _PAD + max(
        text_width(words, 13 if bold else 12, mono=not bold, bold=bold)
        for _, words, bold in place.lines
    )
    place.height = 2 * _PAD + _LINE * len(place.lines) - 4


def _draw(page: Page, place: Place) -> None:
    canvas = page.canvas
    middle = place.y + place.height / 2
    for i, source in enumerate(sorted(place.inputs, key=lambda source: source.y)):
        # Two arrows from one tensor (x * x) run side by side.
        shift = (i - (len(place.inputs) - 1) / 2) * 12
        start = (source.x + source.width, source.y + source.height / 2 + shift * _twice(place))
        end = (place.x, middle + shift)
        if place.node is None:
            beyond = (place.x + place.width, middle)
            canvas.line([start, end, beyond], color=paper.MUTED, thick=1.4)
        else:
            canvas.arrow(start, end)
    if place.node is None:
        return
    leaf = not place.node.inputs
    canvas.box(
        place.x,
        place.y,
        place.width,
        place.height,
        fill="#e7f2fa" if leaf else "#f6f8fa",
        edge=paper.BLUE if leaf else paper.MUTED,
        thick=2.0 if leaf else 1.2,
        radius=0 if leaf else 9,
        layer=2,
    )
    for i, (color, words, bold) in enumerate(place.lines):
        y = place.y + _PAD + _LINE * i + 7
        canvas.text(
            place.x + place.width / 2,
            y,
            words,
            align="center",
            color=color,
            size=13 if bold else 12,
            bold=bold,
            mono=not bold,
        )


def _twice(place: Place) -> bool:
    """Whether a place takes the same tensor more than once."""
    return len(set(map(id, place.inputs))) < len(place.inputs)
