"""The two doors of an answer: `check` in a notebook, and the room in which it is graded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from autograder import cells, panel
from autograder.exercises import exercises
from autograder.grade.grading import grade_notebook
from autograder.grade.submission import Submission, SubmittedCell
from autograder.judge import again

COMPARED = ("status", "score", "message", "label")
Told = dict[str, dict[str, Any]]


@dataclass
class Notebook:
    """One notebook of a unit: cells that come first, and the answer cell of some exercises."""

    unit: str
    answers: dict[str, str]
    before: list[str] = field(default_factory=list)

    def submission(self) -> Submission:
        """As it is handed in: each answer's cell, and the cell that checks it."""
        found = [SubmittedCell("code", text) for text in ["import torch", *self.before]]
        for name, text in self.answers.items():
            found.append(SubmittedCell("code", text, f"{name}-answer"))
            found.append(SubmittedCell("code", "", name, is_test=True))
        return Submission(found)


def by_check(shell: InteractiveShell, notebook: Notebook) -> Told:
    """What `check` says of each answer."""
    shell.reset(new_session=True)
    cells.watch()
    cells._ran.clear()
    again.forget()
    told = {}
    with capture_output():
        for text in ["import torch\nfrom autograder import check", *notebook.before]:
            shell.run_cell(text, store_history=True)
    for name, text in notebook.answers.items():
        with capture_output() as shown:
            shell.run_cell(text, store_history=True)
            shell.run_cell(f"check({name!r})", store_history=True)
        verdict = next(o.data for o in shown.outputs if panel.VERDICT_MIME in o.data)
        told[name] = _compared(verdict[panel.VERDICT_MIME])
    return told


def by_room(room: Any, notebook: Notebook) -> Told:
    """What the grade says of each answer, on the same inputs."""
    result = grade_notebook(notebook.submission(), notebook.unit, room=room)
    return {name: _compared(result.verdicts[name].as_dict()) for name in notebook.answers}


def _compared(verdict: dict[str, Any]) -> dict[str, Any]:
    return {key: verdict[key] for key in COMPARED}


def notebooks_of(rows: list[tuple[str, str]]) -> list[Notebook]:
    """As few notebooks as hold all these answers: the exercise's name, and the answer."""
    made: list[Notebook] = []
    for name, code in rows:
        one = exercises()[name]
        free = (n for n in made if n.unit == one.unit and name not in n.answers)
        if (notebook := next(free, None)) is None:
            notebook = Notebook(one.unit, {})
            made.append(notebook)
        notebook.answers[name] = one.as_cell(code)
    return made
