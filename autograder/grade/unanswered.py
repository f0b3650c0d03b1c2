"""Why there is no answer to an exercise, where it was not its student who left it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.grade.submission import Submission
from autograder.judge.verdict import Verdict
from autograder.witness.source import Program


def explained(verdict: Verdict, submission: Submission, further_down: Sequence[str]) -> Verdict:
    """The verdict on what looks as if it was not attempted, with the reason if there is one.

    further_down: the Python of the cells below the one after which the exercise was asked.
    """
    if verdict.status != "not attempted":
        return verdict
    name = verdict.exercise
    reason = (
        submission.left_out.get(f"{name}-answer")
        or _no_code(name, submission)
        or _below(name, further_down)
        or submission.cut
    )
    if not reason:
        return verdict
    return replace(verdict, status="wrong", aspect="exists", message=_of(name, reason))


def _of(name: str, reason: str) -> str:
    return reason.replace("{name}", name)


def _no_code(name: str, submission: Submission) -> str:
    """The answer's cell was made into one of text."""
    kinds = {cell.type for cell in submission.cells if cell.grade_id == f"{name}-answer"}
    if not kinds or "code" in kinds:
        return ""
    return (
        "The cell of your answer to `{name}` is a cell of text, so nothing in it ran. Make it a "
        "code cell again (Cell Type, in the toolbar), and run it."
    )


def _below(name: str, further_down: Sequence[str]) -> str:
    for text in further_down:
        if name in text:
            program = Program(text)
            if program.definition(name) is not None and not program.is_stub(name):
                return (
                    "`{name}` is defined in a cell further down, below its check, which therefore "
                    "doesn't see it. Move that cell up, above the check."
                )
    return ""


def ended(verdict: Verdict, detail: str, *, earlier: bool) -> Verdict:
    """The verdict where no question was answered, because the notebook ended. `detail` says how.

    earlier: whether it ended in a cell that comes before.
    """
    where = "in an earlier cell" if earlier else "in its cell, or while it was asked"
    how = "was not reached" if earlier else "gave no answer"
    says = f"`{verdict.exercise}` {how}: the notebook ended {where}. {detail}"
    return replace(verdict, status="error", aspect="exists", message=says)
