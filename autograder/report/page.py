"""Draws the report: one page that needs no network, with no student's name unless it is wanted."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path

import jinja2
from markupsafe import Markup

from autograder.report import findings
from autograder.report.findings import Standing
from autograder.report.results import Results, read_results
from autograder.report.statistics import FEWEST, exercise_statistics, unit_statistics

_HERE = Path(__file__).parent
_MOST_GROUPS = 200
_MOST_NAMES = 8
_STEPS = 10  # of the heat map's colours
_CODE = re.compile(r"`([^`]+)`")


def write_report(results: Path, to: Path, *, names: bool = False) -> Results:
    """Write the report over a results.jsonl to a file; the results it is of.

    Raises CourseError when nothing has been graded.
    """
    found = read_results(results)
    page = draw(found, names=names, graded=dt.datetime.fromtimestamp(results.stat().st_mtime))
    beside = to.with_name(f".{to.name}.new")
    beside.write_text(page, encoding="utf-8")
    os.replace(beside, to)
    return found


def draw(results: Results, *, names: bool, graded: dt.datetime) -> str:
    """The report as HTML."""
    people = _People(findings.standings(results), names)
    by_unit = {unit: results.of_unit(unit) for unit in results.units}
    mistakes, unnamed = findings.misunderstandings(results), findings.unnamed(results)
    script = (_HERE / "sorting.js").read_text(encoding="utf-8")
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {
        "as_code": _as_code,
        "heat": _heat,
        "number": _number,
        "percent": lambda share: f"{share:.0%}",
        "two": lambda value: (
            "–" if value is None else f"{value:.2f}".replace("-", "\N{MINUS SIGN}")
        ),
    }
    return environment.get_template("report.html").render(
        results=results,
        graded=graded,
        names=names,
        people=people,
        units=[unit_statistics(unit, theirs) for unit, theirs in by_unit.items()],
        exercises=[
            one for unit, theirs in by_unit.items() for one in exercise_statistics(unit, theirs)
        ],
        mistakes=mistakes[:_MOST_GROUPS],
        unnamed=unnamed[:_MOST_GROUPS],
        left_out=(len(mistakes[_MOST_GROUPS:]), len(unnamed[_MOST_GROUPS:])),
        labels=findings.labels(mistakes),
        devices=findings.devices(results),
        device_failures=findings.device_failures(results),
        attention=findings.attention(results),
        fewest=FEWEST,
        style=Markup((_HERE / "report.css").read_text(encoding="utf-8")),
        script=Markup(script),
        # Only this very script runs, whatever a student's text in the page says.
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


class _People:
    """The students as the page calls them: by name where names are wanted, else by rank."""

    def __init__(self, standings: Sequence[Standing], names: bool):
        self.all = standings
        self.need_help = [one for one in reversed(standings) if one.reasons]
        self._names = names
        self._number = {one.student: one.number for one in standings}

    def __call__(self, student: str) -> str:
        return student if self._names else f"Student {self._number[student]}"

    def some(self, students: Sequence[str]) -> str:
        """The first few of several students, and how many more there are."""
        shown = [self(student) for student in students[:_MOST_NAMES]]
        more = len(students) - len(shown)
        return ", ".join(shown) + (f" and {more} more" if more else "")

    def hide(self, text: str, students: Sequence[str]) -> str:
        """A text that a student's program wrote, without the student's name or a part of it."""
        if self._names:
            return text
        lower = text.lower()
        for student in students:
            for word in (student, *re.split(r"[\W_]+", student)):
                if len(word) > 2 and word.lower() in lower:
                    text = re.sub(re.escape(word), "…", text, flags=re.IGNORECASE)
        return text


def _as_code(text: str) -> Markup:
    """A sentence with what stands between backticks set as code."""
    parts = _CODE.split(text)
    return Markup().join(
        Markup("<code>{}</code>").format(part) if i % 2 else part for i, part in enumerate(parts)
    )


def _heat(share: float) -> int:
    """The step of the heat map's colours, from 0 to _STEPS."""
    return round(min(max(share, 0.0), 1.0) * _STEPS)


def _number(value: float) -> str:
    return f"{round(value, 2):g}"
