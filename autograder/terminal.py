"""What the commands print: tables and a progress bar, by rich."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

WIDTH_OF_A_FILE = 140  # characters; where the output is no terminal


def print_table(rows: Sequence[Mapping[str, object]], title: str | None = None) -> None:
    """Print rows of one shape as a table; the keys of the first row are the columns' heads."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if not console.is_terminal:
        console.width = WIDTH_OF_A_FILE
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    names = list(rows[0]) if rows else []
    for name in names:
        numbers = all(isinstance(row[name], int | float) for row in rows)
        # The last column is the one that holds sentences.
        keeps_line = name != names[-1] or numbers
        table.add_column(name, justify="right" if numbers else "left", no_wrap=keeps_line)
    for row in rows:
        # As Text: a message may hold square brackets, which rich would read as its markup.
        table.add_row(*(Text(_shown(value)) for value in row.values()))
    console.print(table)


def _shown(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


@contextmanager
def progress(title: str) -> Iterator[Callable[[str, int, int], None]]:
    """Draw a progress bar with the rate and the time left; gives `report(what, number, count)`.

    To be called as each of `count` things is done, `number` counting from 1.
    """
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task(title, total=None, rate="")

        def report(what: str, number: int, count: int) -> None:
            speed = bar.tasks[0].speed
            rate = f"{speed:.1f} a second" if speed else ""
            bar.update(
                task, description=f"{title} {what}", completed=number, total=count, rate=rate
            )

        yield report
