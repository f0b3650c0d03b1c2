"""What stock `nbgrader autograde` and formgrader's button run in place of nbgrader's own parts.

`nbgrader_config.py` names them. They lead to the same grading room, judge and gradebook rows as
`autograder grade`.
"""

from __future__ import annotations

import atexit
import fnmatch
import functools
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Dict, Unicode

from autograder.course import Classroom
from autograder.errors import CourseError, Unreadable
from autograder.exercises import units as course_units
from autograder.grade.asked import require_classroom
from autograder.grade.classroom import Fingerprints, job_of, marks_of
from autograder.grade.gradebook import GradebookWriter
from autograder.grade.handed_in import hand_in_of
from autograder.grade.marking import Setting, mark
from autograder.grade.records import Entry, Records
from autograder.grade.registration import register
from autograder.grade.runners import limits_from
from autograder.grade.seeds import SeedBook
from autograder.grade.submission import SubmittedCell, read
from autograder.grade.term import late_plugin, set_due_dates, term_in
from autograder.room.room import Room
from autograder.room.wire.limits import Limits

TRUST_VARIABLE = "AUTOGRADER_TRUST_SUBMISSIONS"

# What nbconvert hands from one preprocessor to the next, beside the notebook.
_Resources = dict[str, Any]
_Preprocessed = tuple[NotebookNode, _Resources]


class AnyNotebookExporter(NotebookExporter):
    """Reads what was handed in, whatever it is: damaged, of another format version or encoding.

    What holds no notebook becomes an empty one; RunInRoom says why.
    """

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]  # nbconvert's
        if hasattr(self.parent, "coursedir"):
            _make_ready(self.parent)

    def from_filename(
        self, filename: str, resources: _Resources | None = None, **kwargs: Any
    ) -> tuple[Any, _Resources]:
        """Export a file; see nbconvert's Exporter."""
        notebook = _clean_notebook(Path(filename))
        exported: tuple[Any, _Resources] = self.from_notebook_node(
            notebook, resources=resources, **kwargs
        )
        return exported


def _make_ready(converter: Any) -> None:
    """Register the unit and make the room, before nbgrader touches anything of a submission.

    It removes an earlier result first and grades then: what would stop it must stop it here.
    """
    coursedir = converter.coursedir
    units = fnmatch.filter((unit.name for unit in course_units()), coursedir.assignment_id)
    room = RunInRoom(parent=converter)
    try:
        classroom = Classroom(Path(coursedir.root), db_url=coursedir.db_url)
        require_classroom(classroom)
        late_plugin(classroom.config)
        term_in(classroom.config)
        for note in register(classroom, units):
            converter.log.warning(note)
        _room(room.classroom, limits_from(room.limits))
    except CourseError as error:
        converter.log.error(str(error))
        raise NbGraderException(str(error)) from None


def _clean_notebook(path: Path) -> NotebookNode:
    try:
        cells = read(path).cells
    except Unreadable:
        cells = []
    clean: NotebookNode = nbformat.from_dict(
        {
            "cells": [_clean_cell(i, cell) for i, cell in enumerate(cells)],
            "metadata": {},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )
    return clean


def _clean_cell(index: int, cell: SubmittedCell) -> dict[str, Any]:
    marks = {"grade_id": cell.grade_id, "grade": cell.is_test} if cell.grade_id else None
    clean: dict[str, Any] = {
        "cell_type": cell.type,
        "id": f"cell-{index}",
        "metadata": {"nbgrader": marks} if marks else {},
        "source": cell.source,
    }
    if cell.type == "code":
        clean |= {"execution_count": None, "outputs": []}
    return clean


class _OfACourse(NbGraderPreprocessor):
    """Knows where the course and the class lie; nbgrader_config.py says it."""

    course = Unicode(help="The folder with the course's own notebooks.").tag(config=True)
    classroom = Unicode(help="The instructor's working folder.").tag(config=True)

    def course_notebook(self, unit: str) -> Path:
        """The notebook as students got it."""
        return Path(self.course) / unit / f"{unit}.ipynb"

    def classroom_of(self, names: Mapping[str, str]) -> Classroom:
        """The class whose gradebook nbgrader writes into."""
        return Classroom(Path(self.classroom).parent, db_url=names["db_url"])


class RepairMarks(_OfACourse):
    """Gives every cell the marks that the course gave it, whatever a student made of them.

    Copies of a test cell become ordinary cells; missing ones are put back.
    """

    def preprocess(self, nb: NotebookNode, resources: _Resources) -> _Preprocessed:
        """Repair one submitted notebook."""
        unit = resources["nbgrader"]["assignment"]
        ours = nbformat.read(self.course_notebook(unit), as_version=4)
        marks = {cell.metadata.nbgrader.grade_id: cell for cell in ours.cells if _is_marked(cell)}
        last = {
            cell.metadata.nbgrader.grade_id: i
            for i, cell in enumerate(nb.cells)
            if _is_marked(cell)
        }
        for i, cell in enumerate(nb.cells):
            name = cell.metadata.pop("nbgrader", {}).get("grade_id")
            if name in marks and last[name] == i:
                nb.cells[i] = _as_ours(cell, marks[name])
        nb.cells += [cell for name, cell in marks.items() if name not in last]
        return nb, resources


def _is_marked(cell: NotebookNode) -> bool:
    return "nbgrader" in cell.metadata


def _as_ours(cell: NotebookNode, ours: NotebookNode) -> NotebookNode:
    """The student's answer in our cell; a test cell as we gave it."""
    repaired: NotebookNode = nbformat.from_dict(ours)
    if ours.metadata.nbgrader.solution:
        repaired.source = cell.source
    return repaired


class RunInRoom(_OfACourse):
    """Runs a submission in the grading room and judges it from outside, in place of Execute."""

    limits = Dict(
        help="What a submission may use where that is not the default, by the names of "
        "autograder.room.wire.limits.Limits, e.g. {'cell_seconds': 60}. `autograder grade` reads "
        "it, too."
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: _Resources) -> _Preprocessed:
        """Grade one hand-in as `autograder grade` does; SaveVerdicts finds it in `resources`."""
        names = resources["nbgrader"]
        classroom = self.classroom_of(names)
        layout, term = classroom.layout, term_in(classroom.config)
        one = hand_in_of(layout.submitted, names["student"], names["assignment"])
        setting = Setting(
            limits=limits_from(self.limits),
            course={one.unit: self.course_notebook(one.unit).read_bytes()},
            devices=None,
            all_or_nothing=list(term.all_or_nothing),
        )
        fingerprints = Fingerprints(layout.course, None, term.all_or_nothing)
        job = job_of(one, fingerprints, SeedBook(layout.seeds))
        room = _room(self.classroom, setting.limits)
        marked = mark(job, setting, room.open_line)
        if marked.failed:  # once more, in a new room
            room.close()
            marked = mark(job, setting, room.open_line)
        if marked.failed:
            raise NbGraderException(f"{one.student}, {one.unit}: {marked.failed}")
        for note in marked.notes:
            self.log.warning("%s, %s: %s", one.student, one.unit, note)
        resources["autograder_graded"] = job, marked
        return nbformat.reads(marked.notebook.decode(), as_version=4), resources


class SaveVerdicts(_OfACourse):
    """Writes the verdicts into results.jsonl and the gradebook, in place of SaveAutoGrades.

    Cells without a verdict get zero, and marks of an earlier hand-in are replaced.
    """

    def preprocess(self, nb: NotebookNode, resources: _Resources) -> _Preprocessed:
        """Save one notebook's verdicts."""
        names = resources["nbgrader"]
        job, marked = resources["autograder_graded"]
        classroom = self.classroom_of(names)
        with Records(classroom.layout.results) as records:
            records.add([Entry(job.student, job.unit, job.fingerprint, marked.records)])
            with GradebookWriter(names["db_url"]) as gradebook:
                gradebook.write_all([marks_of(job, marked)])
        with Gradebook(names["db_url"]) as gradebook:
            set_due_dates(gradebook, term_in(classroom.config))
        return nb, resources


@functools.cache
def _room(classroom: str, limits: Limits) -> Room:
    """The room of this process, kept from one submission to the next."""
    trust = os.environ.get(TRUST_VARIABLE, "") not in ("", "0")
    room = Room(limits, hidden=[Path(classroom)], trust_submissions=trust)
    atexit.register(room.close)
    return room
