"""The student's face: check, hint, progress and so on, in a notebook or in plain Python."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a grading room sees none of these
    from types import TracebackType

    from autograder.judge.exercise import Exercise
    from autograder.judge.verdict import Verdict
    from autograder.witness.source import Program

from autograder.errors import CourseError

SEED_VARIABLE = "AUTOGRADER_SEED"
OF_A_GRADER = ("NBGRADER_EXECUTION", SEED_VARIABLE)  # nobody who learns has these
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
) -> Verdict:
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
    one = _find(name, namespace)
    if one is None:
        print(f"`{name}` is checked from outside the notebook when it is graded.")
        return None
    from autograder import panel
    from autograder.student import exam

    if exam.is_held():
        _say(exam.recorded(name))
        return None
    verdict = _verdict_in(namespace, one, seed=os.environ.get(SEED_VARIABLE))
    from autograder import cells
    from autograder.judge.again import in_turn
    from autograder.judge.stopped import stopped, with_cells

    cells.watch()
    verdict = in_turn(with_cells(verdict, cells.ran()))
    notes = [] if stopped(name, cells.ran()) else _notes(one, verdict, namespace)
    hints = () if verdict.status in ("correct", "not attempted", "not checked") else one.hints
    as_html = panel.verdict_html(verdict, hints, notes)
    panel.display(as_html, panel.verdict_text(verdict, notes), verdict.as_dict())
    if verdict.passed:
        return None
    if verdict.status == "partly":
        return Points(verdict.score)
    _hide_stack_traces()
    headline = panel.headline(verdict) if panel.in_notebook() else ""
    raise NotYet(panel.advice(verdict), headline) from None


def hint(name: str) -> None:
    """Show the next hint for the exercise `name`: from a nudge to nearly the answer.

    After the last one come the pieces of a solution, out of order.
    """
    one = _find(name, sys._getframe(1).f_globals)
    if one is None:
        print("Hints are for you alone; nobody sees them when the notebook is graded.")
        return
    from autograder import panel
    from autograder.student import aids, exam, record

    if exam.is_held():
        _say(exam.NO_HELP)
        return
    pieces = aids.last_help(one)
    most = len(one.hints) + bool(pieces)
    number = min(_hints_given.get(name, 0) + 1, most)
    _hints_given[name] = number
    if (kept := record.mine()) is not None:
        kept.note_hint(one.unit, name, number)
    if number > len(one.hints):
        panel.display(*aids.shown(aids.PUT_IN_ORDER, "\n".join(pieces)))
        return
    text = f"Hint {number} of {len(one.hints)}: {one.hints[number - 1]}"
    if number == len(one.hints):
        text += f" ({aids.ONCE_MORE if pieces else 'That was the last hint.'})"
    panel.display(panel.note_html(text), text)


def reset(name: str) -> None:
    """Show the blank answer cell of the exercise `name`, ready to be filled in again.

    It is put into a new cell below, in a front end that lets it; nothing of yours is changed.
    """
    one = _find(name, sys._getframe(1).f_globals)
    if one is None:
        print("Nothing is put back while a notebook is graded.")
        return
    from autograder import panel
    from autograder.student import aids

    blank = aids.blank(one)
    panel.display(*aids.shown(aids.blank_says(one), blank))
    if blank and (shell := panel.shell()) is not None:
        shell.set_next_input(blank, replace=False)


def blank(name: str) -> str:
    """The blank answer cell of the exercise `name`, as text; "" where it is not known.

    What `Reset` in JupyterLab's toolbar puts into the answer cell.
    """
    one = _find(name, sys._getframe(1).f_globals)
    if one is None:
        return ""
    from autograder.student import aids

    return aids.blank(one)


def solution(name: str) -> None:
    """Show the author's way to do the exercise `name`, once your own is right."""
    namespace = sys._getframe(1).f_globals
    one = _find(name, namespace)
    if one is None or any(variable in os.environ for variable in OF_A_GRADER):
        print("Solutions are for you alone; nobody sees them when the notebook is graded.")
        return
    from autograder import panel
    from autograder.student import aids, exam, record

    if exam.is_held():
        _say(exam.NO_HELP)
        return
    kept = record.mine()
    solved = kept is not None and kept.has_solved(one.unit, name)
    if not (solved or _verdict_in(namespace, one).passed):
        says = aids.not_yet(one)
        panel.display(panel.note_html(says), says)
        return
    panel.display(*aids.shown(aids.solution_says(one), aids.solution(one)))


def progress() -> None:
    """Show how far you are: this notebook's exercises, checked again, then all the units."""
    try:
        from autograder.exercises import units
        from autograder.student import exam, overview, record, table
    except ImportError:  # in a grading room
        print("Your progress is checked from outside the notebook when it is graded.")
        return
    from autograder import cells, panel

    if exam.is_held():
        _say(exam.NO_PROGRESS)
        return
    namespace = sys._getframe(1).f_globals
    with _in_a_sentence():
        unit, kept = cells.unit_here(namespace, units()), record.mine()
    if unit is None and kept is None:
        raise _not_yet(
            "This notebook belongs to no unit, as far as its file and its names tell. Open a "
            "unit's notebook, run its first cell, and call progress() there."
        )
    verdicts = [_verdict_in(namespace, one) for one in unit.exercises] if unit else []
    seen = overview.look(unit, verdicts, units(), kept)
    panel.display(table.as_html(seen), table.as_text(seen))


def _find(name: Any, namespace: dict[str, Any]) -> Exercise | None:
    """The exercise, or None in a grading room, where the exercises cannot be seen."""
    try:
        from autograder.exercises import exercise, exercises
    except ImportError:
        return None
    with _in_a_sentence():
        if isinstance(name, str):
            return exercise(name)
        meant = [n for n, value in namespace.items() if value is name and n in exercises()]
        says = f'Write the name in quotation marks: "{meant[0] if meant else "hadamard"}".'
        raise _not_yet(says)


@contextlib.contextmanager
def _in_a_sentence() -> Iterator[None]:
    """Tell without a stack what a person can put right: a name, or an author's slip in a table."""
    try:
        yield
    except CourseError as error:
        raise _not_yet(str(error)) from None


def _say(says: str) -> None:
    from autograder import panel

    panel.display(panel.note_html(says), says)


def _not_yet(says: str) -> NotYet:
    _hide_stack_traces()
    return NotYet(says)


def _verdict_in(namespace: dict[str, Any], one: Exercise, seed: str | None = None) -> Verdict:
    from autograder.judge.attempt import missing
    from autograder.judge.verify import verify as verify_exercise

    if one.name not in namespace:
        return missing(one)
    program = _program_in(namespace, one.name)
    with _in_a_sentence():
        return verify_exercise(one, namespace[one.name], seed=seed, program=program)


def _program_in(namespace: dict[str, Any], name: str) -> Program | None:
    """The cells run so far, as the grader reads them; None where they don't define the name."""
    from autograder.witness.source import Program

    cells = namespace.get("In")
    if not isinstance(cells, list):
        return None
    program = Program.of_cells([text for text in cells if isinstance(text, str)])
    return None if program.definition(name) is None else program


def _notes(one: Exercise, verdict: Verdict, namespace: dict[str, Any]) -> list[str]:
    """Put a verdict into the student's record; what is to be said besides it."""
    from autograder import cells
    from autograder.student import notices, record

    kept = record.mine()
    if kept is None or cells.is_trial(namespace, one.name):
        return []
    ran = cells.defining(one.name)
    kept.note_check(verdict, ran.source if ran else "")
    said = notices.notices(one, verdict.score, namespace, cells.ran())
    return [*said, *([complaint] if (complaint := kept.complaint()) else [])]


def _hide_stack_traces() -> None:
    """In plain Python, where `_render_traceback_` is not asked, print a NotYet as its message."""
    from autograder.panel import in_notebook

    if not in_notebook() and not isinstance(sys.excepthook, _Hook):
        sys.excepthook = _Hook(sys.excepthook)


class _Hook:
    """Prints a NotYet as its message, and leaves every other error to the `usual` hook."""

    def __init__(self, usual: Callable[..., object]):
        self._usual = usual

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, NotYet):
            print("\n".join(error._render_traceback_()), file=sys.stderr)
        else:
            self._usual(kind, error, trace)


def _watch_cells() -> None:
    """Note how each cell ends, from the one on that imports this."""
    try:
        from autograder import cells
    except ImportError:  # in a grading room
        return
    cells.watch()


_watch_cells()
