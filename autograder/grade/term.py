"""What an instructor decides of a term, in nbgrader_config.py: due dates, extensions, lateness.

    c.Term.timezone = "Europe/Berlin"
    c.Term.due = {"02": "2026-03-01 23:59"}
    c.Term.extensions = {"doejane": {"02": "2026-03-08 23:59"}}
    c.Term.all_or_nothing = ["00"]
    c.AssignLatePenalties.plugin_class = "autograder.grade.term.LatePolicy"
    c.LatePolicy.per_day = 10
    c.LatePolicy.cut_off = 7

Due dates and extensions are put into the gradebook, where nbgrader and formgrader find them; what
being late costs is decided by nbgrader's plugin.
"""

from __future__ import annotations

import datetime as dt
import math
import zoneinfo
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nbgrader import api
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties
from traitlets import Float, TraitError
from traitlets.config import Config

from autograder.errors import CourseError, UnknownUnit
from autograder.grade.asked import units_named
from autograder.grade.export import standings
from autograder.grade.timestamps import timestamp_in

_DAY = 24 * 60 * 60
_KNOWN = ("timezone", "due", "extensions", "all_or_nothing")


class LatePolicy(LateSubmissionPlugin):
    """Takes a part of the points for each day late, and all of them after the cut-off."""

    per_day = Float(0, min=0, max=100, help="Percent of the points for each day begun.").tag(
        config=True
    )
    cut_off = Float(
        math.inf, min=0, help="Days after the due date, from which on nothing counts."
    ).tag(config=True)

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float:
        """The points that `total_seconds_late` cost of `score`."""
        days = total_seconds_late / _DAY
        if days > self.cut_off:
            return score
        return round(min(1.0, math.ceil(days) * self.per_day / 100) * score, 4)


@dataclass(frozen=True)
class Term:
    """What is decided: by unit when it is due, by (student, unit) when for them; UTC, no zone."""

    due: Mapping[str, dt.datetime] = field(default_factory=dict)
    extensions: Mapping[tuple[str, str], dt.datetime] = field(default_factory=dict)
    all_or_nothing: Sequence[str] = ()


def term_in(config: Config) -> Term:
    """The term that a configuration describes. Raises CourseError for what can't be understood."""
    said = dict(config.Term)
    for name in said:
        if name not in _KNOWN:
            raise _wrong(name, f"there is no such setting; there are {', '.join(_KNOWN)}")
    zone = _zone(said.get("timezone", "UTC"))
    due = {
        _unit("due", unit): _date(f"due[{unit!r}]", date, zone)
        for unit, date in _mapping(said, "due").items()
    }
    extensions = {
        (student, _unit("extensions", unit)): _date(f"extensions[{student!r}]", date, zone)
        for student, units in _mapping(said, "extensions").items()
        for unit, date in _mapping({student: units}, student).items()
    }
    whole = said.get("all_or_nothing", [])
    if not isinstance(whole, list | tuple):
        raise _wrong("all_or_nothing", "it must be a list of units")
    return Term(due, extensions, [_unit("all_or_nothing", unit) for unit in whole])


def _wrong(name: str, why: str) -> CourseError:
    return CourseError(f"nbgrader_config.py sets c.Term.{name}: {why}.")


def _mapping(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = said.get(name, {})
    if not isinstance(found, Mapping):
        raise _wrong(name, "it must be a dictionary, like {'02': '2026-03-01 23:59'}")
    return found


def _unit(name: str, said: Any) -> str:
    try:
        return (units_named([str(said)]) or [""])[0]
    except UnknownUnit as error:
        raise _wrong(name, str(error).rstrip(".")) from None


def _zone(name: Any) -> dt.tzinfo:
    try:
        return zoneinfo.ZoneInfo(str(name))
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise _wrong("timezone", f"{name!r} is no time zone; one is 'Europe/Berlin'") from None


def _date(name: str, said: Any, zone: dt.tzinfo) -> dt.datetime:
    """A date in UTC without a zone; one that names no offset is in `zone`."""
    try:
        local = dt.datetime.fromisoformat(str(said))
        if local.tzinfo is None:
            return local.replace(tzinfo=zone).astimezone(dt.UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        pass  # with `UTC` at the end, or no date at all
    found, _ = timestamp_in(str(said).encode())
    if found is None:
        raise _wrong(name, f"{said!r} is no date; write it like 2026-03-01 23:59")
    return found


def late_plugin(config: Config) -> Any:
    """nbgrader's plugin that says what being late costs. Raises CourseError without it."""
    try:
        preprocessor = AssignLatePenalties(config=config)
        preprocessor.init_plugin()
    except (TraitError, ImportError, AttributeError) as error:
        raise CourseError(
            f"nbgrader_config.py names a plugin for late penalties that can't be used: {error}"
        ) from None
    return preprocessor.plugin_inst


def set_due_dates(gradebook: api.Gradebook, term: Term) -> None:
    """Put due dates and extensions into the gradebook, for the units and submissions it has."""
    by_name = {one.name: one for one in gradebook.assignments}
    for unit, date in term.due.items():
        if unit in by_name:
            by_name[unit].duedate = date
    for (student, unit), date in term.extensions.items():
        due = by_name[unit].duedate if unit in by_name else None
        try:
            submission = gradebook.find_submission(unit, student)
        except api.MissingEntry:
            continue
        submission.extension = date - due if due is not None and date > due else None
    gradebook.db.commit()


def assign_penalties(gradebook: api.Gradebook, plugin: Any, units: Sequence[str]) -> None:
    """Write what being late costs, of every hand-in of some units; of what is not late, nothing."""
    for one in list(standings(gradebook)):
        if one.unit not in units or not (one.late or one.penalty):
            continue
        penalty = None
        if one.late:
            penalty = plugin.late_submission_penalty(one.student, one.raw_score, one.seconds_late)
        if penalty is not None:
            penalty = min(max(float(penalty), 0.0), one.raw_score)
        if (penalty or 0.0) != one.penalty:
            notebook = gradebook.find_submission_notebook(one.unit, one.unit, one.student)
            notebook.late_submission_penalty = penalty
    gradebook.db.commit()
