"""Shows a result again: the submission runs once more, and is asked what it was asked then.

Nothing is written: the gradebook and the records stay as they are.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder import devices as all_devices
from autograder.course import Classroom
from autograder.errors import BadRecord, CourseError, DeviceError, Unreadable
from autograder.grade.classroom import Fingerprints, content_of
from autograder.grade.grading import Examination, as_a_whole, find_unit
from autograder.grade.handed_in import Found, HandIn, hand_in_of, notebook_in
from autograder.grade.records import read_records
from autograder.grade.runners import limits_from
from autograder.grade.submission import read
from autograder.grade.term import term_in
from autograder.judge import say
from autograder.judge.exercise import Exercise
from autograder.judge.inquiry import Inquiry
from autograder.judge.trials import Trial
from autograder.judge.verdict import Verdict
from autograder.room.conversation import Cell, CellRun
from autograder.room.room import Room
from autograder.witness.witness import Observation, observe


@dataclass(frozen=True)
class Replay:
    """One result, seen again.

    record: the line of results.jsonl. verdict: what it is now.
    called, came_back, expected: the case that failed, as Python would write it; None when none did
        or where the answer is a value, which isn't called.
    notes: where today's run may differ from the one that was graded, and why.
    """

    record: dict[str, Any]
    verdict: Verdict
    called: str | None
    came_back: str | None
    expected: str | None
    notes: tuple[str, ...]


def replay(
    root: Path,
    student: str,
    exercise: str,
    *,
    unit: str | None = None,
    submitted: Path | None = None,
    trust_submissions: bool = False,
) -> Replay:
    """Run a student's graded notebook again, and look at one exercise of it.

    Raises CourseError with what to do when there is no such result, when the hand-in is gone, or
    when it can't be run as it was.
    """
    classroom = Classroom(root, submitted=submitted)
    layout = classroom.layout
    record = _find_record(layout.results, student, exercise, unit)
    one = hand_in_of(layout.submitted, student, record["unit"])
    notebook = notebook_in(one, layout.course)
    names = _devices_of(record)
    examination = _examination(one, notebook, record["seed"], names)
    with Room(
        limits_from(classroom.limits),
        hidden=classroom.hidden,
        trust_submissions=trust_submissions,
    ) as room:
        run = room.run(examination.cells)
    result = examination.judge(run)
    if one.unit in term_in(classroom.config).all_or_nothing:
        result = as_a_whole(result)
    verdict = result.verdicts[exercise]
    trial = _failed_trial(_exercise_in(record), record["seed"], names, verdict)
    return Replay(
        record=record,
        verdict=verdict,
        called=_call(trial),
        came_back=_what_came(trial, examination.cells, run.cells),
        expected=_what_is_right(trial, _exercise_in(record)),
        notes=(*_differences(classroom, one, notebook, record, verdict, names), *result.notes),
    )


# -- finding it ----------------------------------------------------------------------------------


def _find_record(results: Path, student: str, exercise: str, unit: str | None) -> dict[str, Any]:
    records = list(read_records(results))
    if not records:
        raise CourseError("Nothing has been graded yet: run `autograder grade` first.")
    theirs = [record for record in records if record["student"] == student]
    if not theirs:
        known = {record["student"] for record in records}
        raise CourseError(
            f"No submission of {student!r} has been graded.{_did_you_mean(student, known)}"
        )
    if unit is not None:
        theirs = [record for record in theirs if record["unit"] == unit]
        if not theirs:
            raise CourseError(f"No {unit} of {student!r} has been graded.")
    for record in theirs:
        if record["exercise"] == exercise:
            return record
    known = {record["exercise"] for record in theirs}
    raise CourseError(
        f"{student} has no result for an exercise `{exercise}`.{_did_you_mean(exercise, known)}"
    )


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, sorted(known), n=1)
    return f" Did you mean {near[0]!r}?" if near else f" There are: {', '.join(sorted(known))}."


def _exercise_in(record: dict[str, Any]) -> Exercise:
    for one in find_unit(record["unit"]).exercises:
        if one.name == record["exercise"]:
            return one
    raise CourseError(
        f"The course no longer has the exercise `{record['exercise']}` in {record['unit']}."
    )


def _devices_of(record: dict[str, Any]) -> list[str] | None:
    """The devices it was checked on then; None where the verdict names none."""
    names = [name for name, how in record["devices"].items() if how != "not checked"]
    try:
        all_devices.chosen(names or None)
    except DeviceError as error:
        raise DeviceError(f"It was checked on {', '.join(names)}. {error}") from None
    return names or None


def _examination(
    one: HandIn, notebook: Found, seed: str, names: Sequence[str] | None
) -> Examination:
    try:
        if notebook.refused:
            raise Unreadable(notebook.refused)
        return Examination(find_unit(one.unit), read(notebook.path), seed, names)
    except Unreadable as error:
        raise CourseError(f"The hand-in in {one.folder} can't be run: {error}") from None


# -- showing it ----------------------------------------------------------------------------------


def _failed_trial(
    one: Exercise, seed: str, names: Sequence[str] | None, verdict: Verdict
) -> Trial | None:
    """The trial that the verdict speaks of; None when nothing failed in any."""
    trials = Inquiry(one, devices=names, seed=seed).trials
    wanted = (verdict.case, verdict.device)
    return next((trial for trial in trials if (trial.case.label, trial.device) == wanted), None)


def _call(trial: Trial | None) -> str | None:
    if trial is None or not trial.question.called:
        return None
    call = say.call(trial.question.name, trial.question.arguments)
    return call if trial.device == "cpu" else f"{call}, with its tensors on {trial.device}"


def _what_came(trial: Trial | None, cells: Sequence[Cell], runs: Sequence[CellRun]) -> str | None:
    if trial is None:
        return None
    question = trial.question.to_bytes()
    for cell, ran in zip(cells, runs, strict=True):
        if question in cell.questions:
            reply = ran.replies[cell.questions.index(question)]
            break
    if reply is None:
        return "no answer"
    try:
        return _in_words(Observation.from_bytes(reply))
    except BadRecord:
        return "an answer that can't be read"


def _what_is_right(trial: Trial | None, one: Exercise) -> str | None:
    if trial is None:
        return None
    return _in_words(observe(trial.question, one.reference if one.called else one.reference()))


def _in_words(seen: Observation) -> str:
    if seen.outcome == "missing":
        return "nothing: the notebook does not define it"
    if seen.error is not None:
        kind, message, line, text = seen.error
        where = f", in line {line}: {text.strip()}" if text else ""
        return f"{kind}: {message}{where}"
    if seen.value is None:
        return seen.outcome
    printed = f", after printing {seen.printed.strip()!r}" if seen.printed.strip() else ""
    return say.value(seen.value) + printed


def _differences(
    classroom: Classroom,
    one: HandIn,
    notebook: Found,
    record: dict[str, Any],
    verdict: Verdict,
    names: Sequence[str] | None,
) -> list[str]:
    notes = []
    course, content = classroom.layout.course, content_of(notebook)
    whole = term_in(classroom.config).all_or_nothing
    known = {Fingerprints(course, n, whole).of(one, content, record["seed"]) for n in (None, names)}
    if record["submission"] not in known:
        notes.append(
            "The hand-in or the course changed since it was graded: `autograder grade` grades it "
            "again."
        )
    if (verdict.status, verdict.score) != (record["status"], record["score"]):
        notes.append(
            f"It was {record['status']} with {record['score']:g} points when it was graded, and "
            f"is {verdict.status} with {verdict.score:g} now."
        )
    return notes
