"""Writes feedback: a page for each student and unit, again only where its marks have changed.

`nbgrader generate_feedback` and formgrader's button draw the same page; nbgrader_config.py names
the exporter.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbgrader import api
from nbgrader.converters import GenerateFeedback
from traitlets.config import Config

from autograder.course import Classroom
from autograder.errors import CourseError
from autograder.grade.files import write_whole
from autograder.grade.handed_in import HandIn

_TEMPLATES = Path(__file__).parent / "templates"
_WRITTEN = ".written.json"


class FeedbackExporter(HTMLExporter):
    """Draws the page: one file that needs no network."""

    def __init__(self, config: Config | None = None, **options: Any):
        ours = Config() if config is None else Config(config)
        ours.FeedbackExporter.template_name = "feedback_page"
        ours.FeedbackExporter.extra_template_basedirs = [str(_TEMPLATES)]
        super().__init__(config=ours, **options)  # type: ignore[no-untyped-call]  # nbconvert's


def write_feedback(
    classroom: Classroom, found: Sequence[HandIn], seeds: Mapping[tuple[str, str], str]
) -> list[str]:
    """Write the pages of some hand-ins that have none, or an old one; notes on what failed.

    seeds: that of each graded submission, by student and unit; another is another submission.
    """
    folder = classroom.root / classroom.config.CourseDirectory.feedback_directory
    written = _read(folder / _WRITTEN)
    shown = _shown_in(classroom, {one.unit for one in found}, seeds)
    converter = GenerateFeedback(coursedir=classroom.api.coursedir, config=classroom.config)
    # As nbgrader's own command does before it converts.
    exporter = converter.exporter = FeedbackExporter(config=converter.config)
    for preprocessor in converter.preprocessors:
        exporter.register_preprocessor(preprocessor, enabled=True)  # type: ignore[no-untyped-call]
    notes = []
    for one in found:
        key = one.student, one.unit
        page = folder / one.student / one.unit / f"{one.unit}.html"
        if key not in shown or (page.is_file() and written.get("/".join(key)) == shown[key]):
            continue
        source = classroom.layout.autograded / one.student / one.unit / f"{one.unit}.ipynb"
        try:
            write_whole(page, _page(exporter, classroom, one, source).encode())
            written["/".join(key)] = shown[key]
        except (OSError, api.MissingEntry, ValueError) as error:
            notes.append(
                f"{one.student}, {one.unit}: no feedback could be written "
                f"({type(error).__name__}); grade it again with --force."
            )
    if found:
        write_whole(folder / _WRITTEN, json.dumps(written, indent=0, sort_keys=True).encode())
    return notes


def _page(exporter: FeedbackExporter, classroom: Classroom, one: HandIn, source: Path) -> str:
    names = {"student": one.student, "assignment": one.unit, "notebook": one.unit}
    told = {"nbgrader": names | {"db_url": classroom.layout.db_url}, "unique_key": one.unit}
    output, _ = exporter.from_filename(str(source), resources=told)
    return str(output)


def _read(path: Path) -> dict[str, str]:
    try:
        kept = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _shown_in(
    classroom: Classroom, units: set[str], seeds: Mapping[tuple[str, str], str]
) -> dict[tuple[str, str], str]:
    """By student and unit, a digest of all marks and comments that the page shows."""
    with classroom.api.gradebook as gradebook:
        rows: dict[tuple[str, str], list[Any]] = defaultdict(list)
        entry, notebook = api.SubmittedAssignment, api.SubmittedNotebook
        who = (entry.student_id, api.Assignment.name)
        for what in (
            (api.Grade.cell_id, api.Grade.score),
            (api.Comment.cell_id, api.Comment.comment),
            (notebook.late_submission_penalty,),
        ):
            query = gradebook.db.query(*who, *what)
            if what[0].class_ is not notebook:
                table = what[0].class_
                query = query.select_from(table).join(notebook, table.notebook_id == notebook.id)
            else:
                query = query.select_from(notebook)
            query = query.join(entry, notebook.assignment_id == entry.id)
            query = query.join(api.Assignment, entry.assignment_id == api.Assignment.id)
            for student, unit, *values in query.filter(api.Assignment.name.in_(units)):
                rows[student, unit].append(values)
    digests = {}
    for key, values in rows.items():
        text = f"{seeds.get(key)} {sorted(map(repr, values))}"
        digests[key] = hashlib.sha256(text.encode()).hexdigest()[:16]
    return digests


def require_feedback(classroom: Classroom) -> None:
    """Raise CourseError where feedback can't be written, before anything is graded."""
    folder = classroom.root / classroom.config.CourseDirectory.feedback_directory
    if folder.exists() and not folder.is_dir():
        raise CourseError(f"{folder} is a file, and must be a folder. Move it away.")
    if folder.is_dir() and not os.access(folder, os.W_OK):
        raise CourseError(f"Nothing can be written into {folder}. Change its permissions.")
