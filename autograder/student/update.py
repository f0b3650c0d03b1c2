"""Brings a newer course over a worked notebook, and keeps every answer.

A cell of the course is known by its grade_id, or by its id, which was made from its content: so an
untouched one can be told from one that the student has changed, and both from the student's own.
Everything is put together in memory; the notebook as it was is kept beside the new one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.errors import UpdateError
from autograder.student import handed_out

_LESSON_ID = re.compile(r"[0-9a-f]{12}(-\d+)?")
_STAMP = "autograder"


@dataclass(frozen=True)
class Updated:
    """What came of one notebook. `backup` is where it lies as it was; None where all is new."""

    notebook: Path
    answers: int = 0
    own: int = 0
    backup: Path | None = None

    def __str__(self) -> str:
        if self.backup is None:
            return f"{self.notebook} is up to date."
        kept = f"{_counted(self.answers, 'answer')} and {_counted(self.own, 'other cell')} of yours"
        return f"{self.notebook}: updated; {kept} kept. As it was: {self.backup.name}"


def update(notebook: Path, newer: Path | None = None) -> Updated:
    """Bring the course's notebook of the same unit over a worked one.

    `newer` is that notebook, or the folder of a newer course; by default the installed course.
    Raises UpdateError where that can't be done without losing something; then nothing is changed.
    """
    worked = _read(notebook)
    fresh_file = _fresh(notebook, worked, newer)
    fresh = _read(fresh_file)
    _refuse_unknown(notebook, worked, fresh_file)
    if _is_same_version(worked, fresh):
        return Updated(notebook)
    answers, own = _merge(worked, fresh)
    _carry_outputs(worked, fresh)
    backup = _write(notebook, fresh)
    return Updated(notebook, answers, own, backup)


def worked_notebooks(places: Sequence[Path]) -> list[Path]:
    """The notebooks of units among files and folders. Raises UpdateError where there are none."""
    found = []
    for place in places:
        if place.is_dir():
            units = [*place.glob("*.ipynb"), *place.glob("*/*.ipynb")]
            found += sorted(path for path in units if _unit_of(path))
        else:
            found.append(place)
    if not found:
        raise UpdateError(
            f"There is no notebook of the course in {', '.join(map(str, places))}: name the "
            "notebook, or the folder that your notebooks lie in."
        )
    return found


def _counted(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def _unit_of(path: Path) -> str | None:
    """The unit that a file is named after; not of a backup, nor of a copy."""
    return path.stem if re.fullmatch(r"\d\d_\w+", path.stem) else None


def _read(path: Path) -> NotebookNode:
    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)
    except OSError as error:
        raise UpdateError(f"{path} can't be read: {error.strerror}.") from error
    except Exception as error:  # nbformat's readers meet whatever a file holds
        raise UpdateError(f"{path} is not a notebook.") from error
    return notebook


def _fresh(notebook: Path, worked: NotebookNode, newer: Path | None) -> Path:
    """The newer notebook of the same unit."""
    unit = _unit_of(notebook) or _asked_unit(worked)
    if unit is None:
        raise UpdateError(f"{notebook} is no notebook of this course: it asks no exercise of it.")
    if newer is None:
        found = handed_out.notebook_of(unit)
    elif newer.is_dir():
        near = (newer / unit, newer, newer / "course" / unit)
        files = (folder / f"{unit}.ipynb" for folder in near)
        found = next((file for file in files if file.is_file()), None)
    else:
        found = newer
    if found is None:
        raise UpdateError(f"There is no {unit}.ipynb in {newer or 'the installed course'}.")
    if found.exists() and found.resolve() == notebook.resolve():
        raise UpdateError(
            f"{notebook} is the course's own file, so there is nothing newer to bring over it. "
            "Say where the newer course lies: autograder update NOTEBOOK --from FOLDER."
        )
    return found


def _asked_unit(worked: NotebookNode) -> str | None:
    from autograder.exercises import exercises

    known = exercises()
    found = (known[name].unit for name in map(_grade_id, worked.cells) if name in known)
    return next(found, None)


def _refuse_unknown(notebook: Path, worked: NotebookNode, fresh: Path) -> None:
    """Refuse a notebook whose cells have lost what tells them apart."""
    marked = [cell for cell in worked.cells if _grade_id(cell)]
    if not marked:
        raise UpdateError(
            f"{notebook} has lost the marks of its answer cells, so your answers can't be told "
            f"from the rest. Copy them by hand into {fresh}."
        )
    names = [_grade_id(cell) for cell in marked]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise UpdateError(
            f"{notebook} has two cells for {twice[0]}, and it can't be told which one counts. "
            "Remove one of them in JupyterLab, save, and try again."
        )
    lesson = [cell for cell in worked.cells if not _grade_id(cell)]
    if lesson and not any(_LESSON_ID.fullmatch(cell.get("id", "")) for cell in lesson):
        raise UpdateError(
            f"The cells of {notebook} have lost their ids (Colab gives them new ones), so your own "
            f"cells can't be told from the course's. Copy your answers by hand into {fresh}."
        )


def _is_same_version(worked: NotebookNode, fresh: NotebookNode) -> bool:
    stamps = [one.metadata.get(_STAMP, {}).get("source") for one in (worked, fresh)]
    return stamps[0] is not None and stamps[0] == stamps[1]


def _merge(worked: NotebookNode, fresh: NotebookNode) -> tuple[int, int]:
    """Put what is the student's into the fresh notebook; gives how many answers and other cells."""
    places = {_key(cell): cell for cell in fresh.cells}
    answers = own = 0
    anchor = None  # the last cell of the course that both have: a student's cell comes after it
    for cell in worked.cells:
        there = places.get(_key(cell))
        if there is not None:
            anchor = there
            if _is_answer(cell):
                answers += _keep_answer(cell, there)
            elif not _grade_id(cell) and cell.source != there.source:
                there.source = cell.source  # a line of the lesson that they have changed
                own += 1
        elif _is_students(cell):
            anchor = _insert(fresh, _as_own(cell), anchor)
            own += 1
    return answers, own


def _keep_answer(cell: NotebookNode, there: NotebookNode) -> int:
    """Take an answer over, unless the cell was left as it was given out."""
    if not _differs_from_stub(cell):
        return 0
    there.source = cell.source
    return 1


def _is_students(cell: NotebookNode) -> bool:
    """Whether a cell that the newer course doesn't have holds something of the student's."""
    if not cell.source.strip():
        return False
    if _grade_id(cell):
        return _is_answer(cell) and _differs_from_stub(cell)
    return not _LESSON_ID.fullmatch(cell.get("id", "")) or not _is_untouched(cell)


def _differs_from_stub(cell: NotebookNode) -> bool:
    """Whether an answer cell is not as it was given out."""
    from nbgrader.utils import compute_checksum

    given_out: str = cell.metadata.nbgrader.get("checksum", "")
    now: str = compute_checksum(cell)
    return given_out != now


def _is_untouched(cell: NotebookNode) -> bool:
    """Whether a lesson's cell is as it was given out: its id was made from its content."""
    return bool(handed_out.content_id(cell.cell_type, cell.source) == cell.id.partition("-")[0])


def _as_own(cell: NotebookNode) -> NotebookNode:
    """The cell as one of the student's, for the course does not have it any more."""
    cell.metadata.pop("nbgrader", None)
    for lock in ("deletable", "editable"):
        cell.metadata.pop(lock, None)
    return cell


def _insert(fresh: NotebookNode, cell: NotebookNode, anchor: NotebookNode | None) -> NotebookNode:
    at = 0 if anchor is None else 1 + next(i for i, c in enumerate(fresh.cells) if c is anchor)
    if any(other.get("id") == cell.get("id") for other in fresh.cells):
        cell.id = nbformat.v4.new_code_cell().id
    fresh.cells.insert(at, cell)
    return cell


def _carry_outputs(worked: NotebookNode, fresh: NotebookNode) -> None:
    """Show below each cell what was there, where the cell is the same."""
    shown = {_key(cell): cell for cell in worked.cells if cell.cell_type == "code"}
    for cell in fresh.cells:
        old = shown.get(_key(cell))
        if cell.cell_type == "code" and old is not None and old.source == cell.source:
            cell.outputs, cell.execution_count = old.outputs, old.execution_count


def _grade_id(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _is_answer(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def _key(cell: NotebookNode) -> str:
    """What a cell of the course is known by, in the old notebook and in the new one."""
    return _grade_id(cell) or str(cell.get("id", ""))


def _write(notebook: Path, fresh: NotebookNode) -> Path:
    """Keep the notebook as it was beside it, and put the fresh one in its place."""
    backup = next(path for path in _backups(notebook) if not path.exists())
    beside = notebook.with_name(f".{notebook.name}.{os.getpid()}")
    try:
        beside.write_text(nbformat.writes(fresh) + "\n", encoding="utf-8")
        backup.write_bytes(notebook.read_bytes())
        beside.replace(notebook)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise UpdateError(
            f"{error.filename} can't be written ({error.strerror}), so {notebook} is as it was."
        ) from error
    return backup


def _backups(notebook: Path) -> Iterator[Path]:
    yield notebook.with_suffix(".before_update.ipynb")
    for number in range(2, 10_000):
        yield notebook.with_suffix(f".before_update_{number}.ipynb")
