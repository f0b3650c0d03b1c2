"""What a class earned, said for people: a table of students and units, and what went wrong."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from autograder.grade.classroom import Change, Summary
from autograder.grade.command import Grade
from autograder.grade.timings import PHASES, Timings


def table(grades: Sequence[Grade]) -> list[dict[str, str]]:
    """Return a row for each student: what they earned in every unit, and in all.

    A unit that wasn't handed in shows as –, a late one says so.
    """
    units = sorted({grade.unit for grade in grades})
    worth = {grade.unit: grade.max_score for grade in grades}
    rows = []
    for student in sorted({grade.student for grade in grades}):
        theirs = {grade.unit: grade for grade in grades if grade.student == student}
        row = {"student": student}
        for unit in units:
            # The unit's number alone: eleven names would not fit beside each other.
            row[f"{unit.partition('_')[0]} /{worth[unit]:g}"] = _cell(theirs.get(unit))
        row[f"all /{sum(worth.values()):g}"] = f"{sum(g.score for g in theirs.values()):g}"
        rows.append(row)
    return rows


def _cell(grade: Grade | None) -> str:
    if grade is None:
        return "–"
    return f"{grade.score:g} (late)" if grade.late else f"{grade.score:g}"


def compare(grades: Sequence[Grade], expected: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return where grades differ from what the sample class was written to earn.

    One line says so when none does; nothing for a class of which nothing is expected.
    """
    known = [g for g in grades if g.unit in expected.get(g.student, {})]
    if not known:
        return []
    wrong = [g for g in known if abs(g.score - expected[g.student][g.unit]) > 0.005]
    if not wrong:
        return ["Every grade is the one that the sample class was written to earn."]
    return [
        f"{g.student}, {g.unit}: {g.score:g} points, written to earn "
        f"{expected[g.student][g.unit]:g}"
        for g in wrong
    ]


def arrived(done: Summary, grades: Sequence[Grade]) -> list[str]:
    """Return a line for each hand-in that was graded in a run, and for what to look at in it."""
    now = dt.datetime.now().strftime("%H:%M:%S")
    earned = {(grade.student, grade.unit): grade for grade in grades}
    lines = []
    for key in sorted(done.newly):
        grade = earned[key]
        lines.append(f"{now}  {key[0]}, {key[1]}: {_cell(grade)} of {grade.max_score:g}")
        lines += [note for note in done.attention if note.startswith(f"{key[0]}, {key[1]}: ")]
    return [*lines, *changes(done.changes), *done.not_graded]


def changes(found: Sequence[Change]) -> list[str]:
    """Return who gained and who lost because the course changed, in lines; none where nobody."""
    if not found:
        return []
    count = Counter(
        "gained" if c.gain > 0 else "lost" if c.gain < 0 else "came out the same" for c in found
    )
    told = ", ".join(f"{number} {what}" for what, number in sorted(count.items()))
    lines = [f"The same answers, graded by a changed course: {told}."]
    for one in found:
        parts = [f"`{name}` {a:g} → {b:g}" for name, (a, b) in one.exercises.items()]
        lines.append(f"{one.student}, {one.unit}: {one.gain:+g} ({', '.join(parts)})")
    return lines


def phases(timings: Timings, graded: int) -> list[dict[str, object]]:
    """Return a row for each phase of grading: seconds in all, and milliseconds a submission.

    Phases of submissions that were graded side by side add up to more than the clock showed.
    """
    return [
        {
            "phase": name,
            "seconds": round(timings.seconds.get(name, 0.0), 2),
            "ms a submission": round(1000 * timings.seconds.get(name, 0.0) / max(graded, 1), 1),
            "what": what,
        }
        for name, what in PHASES.items()
    ]
