"""What `autograder export` does around nbgrader's export plugins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.course import Classroom, require_gradebook
from autograder.errors import CourseError


def export_marks(
    classroom: Classroom,
    system: str,
    roster: Path | None,
    to: Path | None,
    units: Sequence[str],
    by_exercise: bool,
) -> str:
    """Write the marks for a system; a sentence that says where they are.

    Raises CourseError for a system, a unit or a roster that there is not.
    """
    from autograder.report.exports import FORMATS

    if system not in FORMATS:
        raise CourseError(f"There is no export for {system!r}; there are {', '.join(FORMATS)}.")
    if roster is not None and not roster.is_file():
        raise CourseError(f"There is no list of students {roster}.")
    to = to or classroom.layout.classroom / f"{system}.csv"
    if not to.parent.is_dir():
        raise CourseError(f"There is no folder {to.parent} to write {to.name} into.")
    require_gradebook(classroom.layout.db_url)
    with classroom.api.gradebook as gradebook:
        known = [one.name for one in gradebook.assignments]
        plugin = FORMATS[system](
            to=str(to),
            roster=str(roster or ""),
            collected=str(classroom.layout.classroom / "collected.json"),
            columns="exercise" if by_exercise else "unit",
            assignment=[_unit(name, known) for name in units],
            parent=classroom.api,
        )
        plugin.export(gradebook)
    return f"Marks for {system}: {to}"


def _unit(name: str, known: Sequence[str]) -> str:
    """A unit by its name or its number alone."""
    found = [one for one in known if one == name or one.partition("_")[0] == name]
    if len(found) != 1:
        has = ", ".join(known) or "none: run `autograder grade` first"
        raise CourseError(f"The gradebook has no unit {name!r}; it has {has}.")
    return found[0]
