"""Begins an exercise or a unit: writes its blanks where they belong, ready to be filled in."""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping
from pathlib import Path
from typing import cast, get_args

from autograder.build import blanks
from autograder.build.source import UNIT_NAME, Unit, find_units
from autograder.build.tables import FOLDER, Table, read_tables, with_names, with_table
from autograder.errors import BuildError
from autograder.judge.facts import wrong_name
from autograder.judge.parts import Kind
from autograder.judge.typos import did_you_mean

LONGEST_UNIT_NAME = 30
LONGEST_TITLE = 40  # with both, what declares the unit still fits a line
_HEADING = re.compile(r"^# ### Exercise(?: (\d+))? · `\w+`", re.MULTILINE)
_CELL = re.compile(r"^# %%.*\n", re.MULTILINE)
_SECTION = re.compile(r"^# ## .*$", re.MULTILINE)
_PROGRESS = re.compile(r"^progress\(\)$", re.MULTILINE)


def new_exercise(root: Path, name: str, unit: str, kind: str) -> list[Path]:
    """Write an exercise's table and its three cells with blanks; return the two changed files.

    The cells stand before the section that closes the unit. Raises CourseError, and writes
    nothing, for a name that can't be or is taken, an unknown unit and an unknown kind.
    """
    if kind not in get_args(Kind):
        near = did_you_mean(kind, get_args(Kind)) or f" There are: {', '.join(get_args(Kind))}."
        raise BuildError(f"There is no kind of exercise called {kind!r}.{near}")
    (course_unit,) = find_units(root, [unit])
    tables = read_tables(root)
    table = _table_of(course_unit, tables)
    source = course_unit.source.read_text(encoding="utf-8")
    _refuse_name(name, tables, source)
    kind = cast(Kind, kind)
    module = with_names(table.path.read_text(encoding="utf-8"), blanks.parts_of(kind))
    cells = blanks.cells(kind, name, _next_number(source))
    return _write(
        {
            table.path: with_table(module, blanks.table(kind, name)),
            course_unit.source: _before_the_close(source, cells),
        }
    )


def new_unit(root: Path, name: str, title: str) -> list[Path]:
    """Write a unit's module and its source with blanks and no exercise; return the two new files.

    Raises CourseError, and writes nothing, for a name that can't be or a number that is taken.
    """
    title = title.strip()
    if not title or len(title) > LONGEST_TITLE or set(title) & set('"\\|\n'):
        raise BuildError(
            f"A unit needs a title of at most {LONGEST_TITLE} characters in one line, without "
            "double quotes, backslash and |: --title 'Convolution'."
        )
    named = UNIT_NAME.fullmatch(name) and name[3:].isidentifier() and name == name.lower()
    if not named or len(name) > LONGEST_UNIT_NAME:
        raise BuildError(
            f"A unit is called NN_topic: two digits, _ and a topic in small letters, digits and _, "
            f"at most {LONGEST_UNIT_NAME} characters; {name!r} is not."
        )
    if keyword.iskeyword(name[3:]):
        raise BuildError(f"{name[3:]!r} is a word of Python's own; choose another topic.")
    units = {unit.name for unit in find_units(root)} | {table.unit for table in read_tables(root)}
    taken = next((unit for unit in sorted(units) if unit[:2] == name[:2]), None)
    if taken is not None:
        raise BuildError(f"The number {name[:2]} is taken by {taken}; choose another one.")
    unit, module = Unit(root, name), root / FOLDER / f"{name[3:]}.py"
    for path in (unit.source.parent, module):
        if path.exists():
            raise BuildError(f"{path.relative_to(root)} is there already; choose another topic.")
    return _write({module: blanks.module(name, title), unit.source: blanks.source(name, title)})


def _table_of(unit: Unit, tables: list[Table]) -> Table:
    for table in tables:
        if table.unit == unit.name:
            return table
    raise BuildError(
        f"No module in {FOLDER} declares the unit {unit.name!r}. Begin one there with "
        f'unit = Unit("{unit.name}", "its title").'
    )


def _refuse_name(name: str, tables: list[Table], source: str) -> None:
    if (wrong := wrong_name(name)) is not None:
        raise BuildError(f"An exercise can't be called {name!r}: it {wrong}")
    for table in tables:
        if name in table.names:
            raise BuildError(f"There is an exercise `{name}` already, in {table.unit}.")
    if re.search(rf"^(?:def {name}\(|{name}\b[^=\n]*=[^=])", source, re.MULTILINE):
        raise BuildError(f"The lesson uses the name `{name}` for something of its own.")


def _next_number(source: str) -> int | None:
    """The number of the unit's next exercise; None where its exercises have none."""
    numbers = [number and int(number) for number in _HEADING.findall(source)]
    if not numbers:
        return 1
    return max(numbers) + 1 if all(numbers) else None


def _before_the_close(source: str, cells: str) -> str:
    """The source with more cells before its last section, the one that holds `progress()`."""
    end = _last(_PROGRESS, source, len(source))
    section = _last(_SECTION, source, end)
    cell = _last(_CELL, source, min(section, end))
    if section == len(source) or end == len(source):
        return f"{source.rstrip()}\n\n{cells.rstrip()}\n"
    header_ends = source.index("\n", cell) + 1
    if section == header_ends:
        return source[:cell] + cells + source[cell:]
    # The cell begins with the end of the section before: it is cut in two.
    before = re.sub(r"(?:^#\s*\n)+\Z", "", source[:section], flags=re.MULTILINE)
    return f"{before}\n{cells}# %% [markdown]\n{source[section:]}"


def _last(pattern: re.Pattern[str], text: str, end: int) -> int:
    """Where the pattern is found last before `end`; the text's length where it is not."""
    places = [found.start() for found in pattern.finditer(text, 0, end)]
    return places[-1] if places else len(text)


def _write(texts: Mapping[Path, str]) -> list[Path]:
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(texts)
