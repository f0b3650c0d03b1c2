"""The student's face: check, hint, progress and verify, in a notebook or in plain Python."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

SEED_VARIABLE = "AUTOGRADER_SEED"
_hints_given: dict[str, int] = {}


class NotYet(AssertionError):
    """A check that did not pass. It renders as its message, without a stack trace."""

    def __init__(self, message: str, headline: str = ""):
        super().__init__(message)
        self.headline = headline

    def _render_traceback_(self) -> list[str]:
        from autograder import panel

        # Where a panel stands above it, one quiet line; nbgrader's Validate shows only this.
        if self.headline and "NBGRADER_EXECUTION" not in os.environ:
            return [self.headline]
        return panel.lines(str(self))


class Points(float):
    """A part of an exercise's points; it displays as the number, for nbgrader to read."""

    def __repr__(self) -> str:
        return f"{float(self):g}"


def verify(
    name: str,
    answer: Any,
    *,
    devices: Sequence[str] | None = None,
    seed: str | int | None = None,
):
    """The verdict on `answer` (a function, a tensor or another value) to the exercise `name`.

    `devices` are names such as "cpu" and "cuda", by default every one there is; with a `seed` the
    cases are drawn from it, in place of the public ones. Returns a Verdict and displays nothing.
    Raises UnknownExercise for a name that no exercise has and DeviceError for a device that is
    absent; a wrong answer raises nothing.
    """
    from autograder.exercises import exercise
    from autograder.judge.verify import verify as verify_exercise

    return verify_exercise(exercise(name), answer, devices=devices, seed=seed)


def check(name: str) -> Points | None:
    """Check your answer to the exercise `name`, and show what is right or wrong with it.

    Gives None when everything is right, the points earned when a part is, and raises NotYet, whose
    message says what to do, when nothing is.
    """
    namespace = sys._getframe(1).f_globals
    one = _find(name)
    if one is None:
        print(f"`{name}` is looked at from outside when the notebook is graded.")
        return None
    from autograder import panel

    verdict = _verdict_in(namespace, one, seed=os.environ.get(SEED_VARIABLE))
    stopped = _error_in_the_cell_before(name)
    if stopped:
        # What the name holds is an earlier answer, or none; its faults are of no interest now.
        says = stopped
        if verdict.score:
            before = "That one is right." if verdict.passed else verdict.message
            says = f"{stopped} What is checked here is the answer before it. {before}"
        verdict = replace(verdict, message=says, expected=None, got=None)
    hints = () if verdict.status in ("correct", "not attempted") else one.hints
    as_html = panel.verdict_html(verdict, hints)
    panel.display(as_html, panel.verdict_text(verdict), verdict.as_dict())
    if verdict.passed:
        return None
    if verdict.status == "partly":
        return Points(verdict.score)
    _hide_stack_traces()
    headline = panel.headline(verdict) if panel.in_notebook() else ""
    raise NotYet(panel.advice(verdict), headline) from None


def hint(name: str) -> None:
    """Show the next hint for the exercise `name`: from a nudge to nearly the answer."""
    one = _find(name)
    if one is None:
        print("Hints are for you alone; there are none while the notebook is graded.")
        return
    from autograder import panel

    given = _hints_given.get(name, 0)
    _hints_given[name] = min(given + 1, len(one.hints))
    which = min(given, len(one.hints) - 1)
    text = f"Hint {which + 1} of {len(one.hints)}: {one.hints[which]}"
    if which == len(one.hints) - 1:
        text += " (That was the last hint.)"
    panel.display(panel.note_html(text), text)


def progress() -> None:
    """Check again every exercise of this notebook's unit, and list how far you are."""
    from autograder import panel

    try:
        from autograder.exercises import units
    except ImportError:  # in a grading room
        print("Your progress is looked at from outside when the notebook is graded.")
        return
    namespace = sys._getframe(1).f_globals
    unit = max(units(), key=lambda unit: sum(e.name in namespace for e in unit.exercises))
    verdicts = [_verdict_in(namespace, one) for one in unit.exercises]
    panel.display(
        panel.progress_html(unit.title, verdicts), panel.progress_text(unit.title, verdicts)
    )


def _find(name: str):
    """The exercise, or None in a grading room, where the exercises cannot be seen."""
    try:
        from autograder.exercises import UnknownExercise, exercise
    except ImportError:
        return None
    try:
        return exercise(name)
    except UnknownExercise as error:
        _hide_stack_traces()
        raise NotYet(str(error.args[0])) from None


def _verdict_in(namespace: dict, one, seed: str | None = None):
    from autograder.judge.verify import missing
    from autograder.judge.verify import verify as verify_exercise

    if one.name not in namespace:
        return missing(one)
    program = _program_in(namespace, one.name)
    return verify_exercise(one, namespace[one.name], seed=seed, program=program)


def _program_in(namespace: dict, name: str):
    """The cells run so far, as the grader reads them; None where they don't define the name."""
    from autograder.witness.source import Program

    cells = namespace.get("In")
    if not isinstance(cells, list):
        return None
    program = Program.of_cells([text for text in cells if isinstance(text, str)])
    return None if program.definition(name) is None else program


def _error_in_the_cell_before(name: str) -> str | None:
    """What to say where the answer's own cell has just stopped with an error.

    The name then holds an earlier answer or none, and a student wonders why it is judged.
    """
    from autograder.panel import in_notebook

    shell = sys.modules["IPython"].get_ipython() if in_notebook() else None
    result = getattr(shell, "last_execution_result", None)
    error = result and (result.error_before_exec or result.error_in_exec)
    if not error or isinstance(error, NotYet) or name not in (result.info.raw_cell or ""):
        return None
    return (
        f"The cell of your answer stopped with an error ({type(error).__name__}), so it was not "
        "carried out to its end. Mend that first; the last line of the error says what is wrong."
    )


def _hide_stack_traces() -> None:
    """In plain Python, where `_render_traceback_` is not asked, print a NotYet as its message."""
    from autograder.panel import in_notebook

    usual = sys.excepthook
    if in_notebook() or getattr(usual, "hides_not_yet", False):
        return

    def hook(kind, error, trace):
        if isinstance(error, NotYet):
            print("\n".join(error._render_traceback_()), file=sys.stderr)
        else:
            usual(kind, error, trace)

    hook.hides_not_yet = True
    sys.excepthook = hook
