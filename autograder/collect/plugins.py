"""The same for stock `nbgrader zip_collect`: nbgrader_config.py names these two."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin

from autograder.collect import names
from autograder.collect.archives import CannotRead, members
from autograder.collect.command import known_in
from autograder.collect.contents import CourseNotebooks, looks_like_notebook
from autograder.collect.placing import Placement, place


class CarefulExtractor(ExtractorPlugin):
    """Takes the notebooks out of what was downloaded, and nothing that would do harm."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Write every notebook below `archive_path` to the same place below `extracted_path`."""
        for member in members(Path(archive_path)):
            if not (member.refused or looks_like_notebook(member.path[-1])):
                continue
            try:
                data = member.read()
            except CannotRead as error:
                self.log.warning("%s %s", member.name, error)
                continue
            target = Path(extracted_path, *member.path)
            if names.is_notebook(target.name):
                target = target.with_name(names.NOTEBOOK.sub("", target.name) + ".ipynb")
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                self.log.warning("%s is there twice; the first was taken.", member.name)
            else:
                target.write_bytes(data)


class NameCollector(FileNameCollectorPlugin):
    """Knows whose a file is by the names that Canvas, Moodle, Google Classroom and people give."""

    def collect(self, submitted_file: str) -> dict[str, Any] | None:
        """Whose a file is and which unit; None, with a warning, when it is left out."""
        one = self._placements.get(Path(submitted_file))
        if one is None:
            return None
        if one.left_out:
            self.log.warning("%s %s", one.member.name, one.left_out)
            return None
        for note in one.notes:
            self.log.warning("%s: %s", one.member.name, note)
        return {"student_id": one.student, "file_id": one.unit}

    @cached_property
    def _placements(self) -> dict[Path, Placement]:
        """What becomes of every file; all are looked at together."""
        app = self.parent
        course = app.coursedir
        root = Path(course.root)
        extracted = Path(app._format_collect_path(app.extracted_directory))
        placed = place(
            members(extracted),
            CourseNotebooks(root / course.release_directory),
            known_in(root / course.submitted_directory, root / "classroom"),
            unit=course.assignment_id,
        )
        return {extracted.joinpath(*one.member.path): one for one in placed}
