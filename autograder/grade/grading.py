"""Grades one notebook: runs it in a room, asks its questions, judges the replies.

    result = grade_notebook("02_ops.ipynb", "02_ops")
    result.score, result.verdicts["hadamard"].message

No database and no files are needed.
"""

from __future__ import annotations

import contextlib
import functools
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.errors import RoomError, UnknownUnit
from autograder.grade import bounds, text
from autograder.grade.submission import Submission, SubmittedCell, read, read_content
from autograder.grade.unanswered import ended, explained
from autograder.judge.attempt import untouched
from autograder.judge.exercise import Exercise, Unit
from autograder.judge.stopped import with_cells
from autograder.judge.verdict import Verdict
from autograder.judge.verify import interrogate
from autograder.room.conversation import Cell, CellRun, Run
from autograder.room.room import Room
from autograder.witness.ran import Ran
from autograder.witness.source import Program


@dataclass
class Result:
    """What one notebook earned, and why.

    verdicts: by exercise, in the order of the unit; every exercise has one.
    ended, detail: how the run ended, as in `autograder.room.conversation.Run`; `unreadable` when
        there was nothing to run.
    notes: what a person should look at, in sentences.
    cells: the notebook's cells as they ran, for writing it down (see `grade.notebook`).
    """

    unit: str
    verdicts: dict[str, Verdict]
    ended: str = "done"
    detail: str = ""
    notes: list[str] = field(default_factory=list)
    cells: list[RunCell] = field(default_factory=list)
    seconds: float = 0.0
    times: dict[str, float] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """The points earned."""
        return round(sum(verdict.score for verdict in self.verdicts.values()), 2)

    @property
    def max_score(self) -> float:
        """The points that could be earned."""
        return sum(verdict.points for verdict in self.verdicts.values())


@dataclass
class RunCell:
    """A cell as submitted, what it did, and the exercises that were asked after it."""

    submitted: SubmittedCell
    run: CellRun
    asked: list[str] = field(default_factory=list)


def grade_notebook(
    notebook: str | Path | Mapping[str, Any] | Submission,
    unit: str,
    *,
    seed: str | int | None = None,
    devices: Sequence[str] | None = None,
    room: Room | None = None,
    trust_submissions: bool = False,
) -> Result:
    """Grade one notebook: a path, its parsed content, or a Submission.

    `seed` draws the inputs of the questions, the public ones without it; `devices` are names as in
    `autograder.verify`. Without a `room` one is made and closed again; it raises
    SandboxUnavailable where there is no sandbox, unless `trust_submissions`. Raises Unreadable
    when there is no notebook to grade, UnknownUnit for a unit that the course does not have, and
    RoomError where the room fails twice. A submission's own behaviour raises nothing.
    """
    course_unit = find_unit(unit)
    submission = _submission(notebook)
    with contextlib.ExitStack() as stack:
        if room is None:
            room = stack.enter_context(Room(trust_submissions=trust_submissions))
        examination = Examination(course_unit, submission, seed, devices)
        return examination.judge(room.run(examination.cells))


def find_unit(name: str) -> Unit:
    """The unit of that name. Raises UnknownUnit with the names there are."""
    from autograder.exercises import units

    for unit in units():
        if unit.name == name:
            return unit
    known = ", ".join(unit.name for unit in units())
    raise UnknownUnit(f"The course has no unit {name!r}; it has {known}.")


def nothing_to_run(unit: Unit, reason: str) -> Result:
    """The result of a hand-in that holds no notebook: every exercise earns 0, and says why."""
    return Result(
        unit=unit.name,
        verdicts={one.name: _no_verdict(one, reason) for one in unit.exercises},
        ended="unreadable",
        detail=reason,
        notes=[reason],
    )


def as_a_whole(result: Result) -> Result:
    """The same of a unit that counts only as a whole: nothing is earned until all is right."""
    if all(verdict.passed for verdict in result.verdicts.values()):
        return result
    says = " It earns its points once every answer of this unit is right."
    verdicts = {
        name: replace(one, score=0.0, message=f"{one.message}{says if one.score else ''}")
        for name, one in result.verdicts.items()
    }
    return replace(result, verdicts=verdicts)


class Examination:
    """One submission's plan: which cells run, and what is asked after which of them."""

    def __init__(
        self,
        unit: Unit,
        submission: Submission,
        seed: str | int | None,
        devices: Sequence[str] | None,
    ):
        self._unit = unit
        self._submission = submission
        self.notes = list(submission.notes)
        self._interrogations = {
            one.name: interrogate(one, seed=seed, devices=devices) for one in unit.exercises
        }
        self._places = {one.name: self._place(one.name) for one in unit.exercises}

        self._heard: set[int] = set()
        self._ran: list[Ran] = []
        self._alone_replies: dict[str, list[bytes | None]] = {}
        self._verdicts: dict[str, Verdict] = {}
        self._times: dict[str, float] = {}
        self._plan = self._make_plan()
        self._programs = self._read_programs()
        self._alone = {
            name: Cell(questions=questions, alone=True)
            for name, program in self._programs.items()
            if (questions := self._questions_alone(name, program))
        }

    @property
    def cells(self) -> list[Cell]:
        """What a room is to run, in order."""
        return [*(cell for cell, _, _ in self._plan), *self._alone.values()]

    def _place(self, name: str) -> int | None:
        """The index of the cell after which an exercise is asked; None: after the last one.

        It is that of the test cell, or of the answer's where that comes later: moving, copying or
        deleting a test cell neither helps nor hurts.
        """
        cells = self._submission.cells
        tests = [i for i, c in enumerate(cells) if c.grade_id == name and c.is_test]
        answers = [i for i, c in enumerate(cells) if c.grade_id == f"{name}-answer"]
        if not tests:
            self.notes.append(f"The test cell of `{name}` is missing; it was checked all the same.")
        if len(tests) > 1:
            self.notes.append(f"The test cell of `{name}` is there {len(tests)} times.")
        return max([*tests[-1:], *answers[-1:]], default=None)

    def _make_plan(self) -> list[tuple[Cell, SubmittedCell | None, list[str]]]:
        """Cells to run, each with the submitted cell it comes from and the exercises it asks."""
        cells = self._submission.cells
        names = set(self._interrogations)
        plan: list[tuple[Cell, SubmittedCell | None, list[str]]] = []
        for i, cell in enumerate(cells):
            asked = [name for name, place in self._places.items() if place == i]
            is_ours = cell.is_test and cell.grade_id in names
            source = cell.source if cell.type == "code" and not is_ours else ""
            plan.append((Cell(source, self._questions(asked)), cell, asked))
        # A cell each: where one answer runs out of time, the others are asked all the same.
        last = [name for name, place in self._places.items() if place is None]
        plan += [(Cell("", self._questions([name])), None, [name]) for name in last]
        return plan

    def _questions_alone(self, name: str, program: Program) -> tuple[bytes, ...]:
        """What to ask of an answer by itself; a text that can't be dealt with costs only itself."""
        try:
            with bounds.step():
                return self._interrogations[name].questions_alone(program)
        except (Exception, bounds.StepTooLong) as error:
            self.notes.append(f"`{name}` can't be checked by itself ({type(error).__name__}).")
            return ()

    def _read_programs(self) -> dict[str, Program]:
        """What the cells say up to the check of each exercise."""
        program = Program()
        texts: list[str] = []
        programs: dict[str, Program] = {}
        self._sources: list[str] = []
        for cell, _, names in self._plan:
            self._sources.append(self._plain_python(cell.source) if cell.source else "")
            if cell.source:
                texts.append(self._sources[-1])
            if names:
                program, texts = program.with_cells(texts), []
                programs |= dict.fromkeys(names, program)
        return programs

    def _plain_python(self, source: str) -> str:
        """A cell's source as Python; of one that can't be read in time, nothing."""
        try:
            with bounds.step():
                return plain_python(source)
        except (MemoryError, bounds.StepTooLong):
            self.notes.append("A cell could not be read in the time and memory it may take.")
            return ""

    def _questions(self, names: Sequence[str]) -> tuple[bytes, ...]:
        return tuple(q for name in names for q in self._interrogations[name].questions)

    def hear(self, position: int, ran: CellRun) -> None:
        """Judge what was asked after one of `cells` as soon as it has run, and keep no reply."""
        self._take(position, ran)
        ran.replies = []

    def judge(self, run: Run) -> Result:
        """The result of a run of `cells`, of which some may have been heard.

        Raises RoomError where it was the room that failed: that is no result.
        """
        if run.ended == "room":
            raise RoomError(run.detail)
        count = len(self._plan)
        for position in (*range(count, len(run.cells)), *range(count)):
            if position not in self._heard:
                self._take(position, run.cells[position])
                self._tell_the_end(position, run)
        return Result(
            unit=self._unit.name,
            verdicts={one.name: self._verdicts[one.name] for one in self._unit.exercises},
            ended=run.ended,
            detail=run.detail,
            notes=self.notes + ([run.detail] if run.ended != "done" else []),
            cells=[
                RunCell(submitted, ran, names)
                for (_, submitted, names), ran in zip(self._plan, run.cells[:count], strict=True)
                if submitted is not None
            ],
            seconds=run.seconds,
            times=self._times,
        )

    def _tell_the_end(self, position: int, run: Run) -> None:
        """Say of what was never answered that, and how, the notebook ended."""
        stopped = run.stopped_at
        if position >= len(self._plan) or stopped is None or position < stopped or not run.detail:
            return
        if any(reply is not None for reply in run.cells[position].replies):
            return
        for name in self._plan[position][2]:
            if self._programs[name].is_stub(name):
                one = next(one for one in self._unit.exercises if one.name == name)
                self._verdicts[name] = untouched(one)
            else:
                earlier = position > stopped
                self._verdicts[name] = ended(self._verdicts[name], run.detail, earlier=earlier)

    def _take(self, position: int, ran: CellRun) -> None:
        self._heard.add(position)
        if position >= len(self._plan):
            name = list(self._alone)[position - len(self._plan)]
            self._alone_replies[name] = ran.replies
            return
        if self._sources[position] and ran.status != "not run":
            kind, says, line = ran.stopped or ("", "", 0)
            self._ran.append(Ran(self._sources[position], kind, text.sentence(says), line))
        replies = list(ran.replies)
        for name in self._plan[position][2]:
            start = time.perf_counter()
            count = len(self._interrogations[name].questions)
            mine, replies = replies[:count], replies[count:]
            mine += [None] * (count - len(mine))
            self._verdicts[name] = self._verdict(name, position, mine)
            self._times[name] = time.perf_counter() - start

    def _verdict(self, name: str, position: int, replies: list[bytes | None]) -> Verdict:
        """The verdict on one exercise; whatever its replies do to the judge costs only itself."""
        alone = self._alone_replies.pop(name, [])
        try:
            with bounds.step():
                asked = self._interrogations[name]
                verdict = with_cells(asked.verdict(replies, self._programs[name], alone), self._ran)
                return explained(verdict, self._submission, self._sources[position + 1 :])
        except (Exception, bounds.StepTooLong) as error:
            reason = f"The answer to `{name}` can't be judged ({type(error).__name__})."
            self.notes.append(reason)
            one = next(one for one in self._unit.exercises if one.name == name)
            return _no_verdict(one, reason)


def plain_python(source: str) -> str:
    """A cell's source as IPython runs it: magics become calls, and an indent is taken away."""
    return _kept_python(source) if len(source) <= _SHORT else _plain_python(source)


# A class hands in most cells as they were given. Only such are kept: what a student can make as
# long as they like must not fill the memory of a process that reads others, too.
_SHORT = 20_000


@functools.lru_cache(maxsize=2_048)
def _kept_python(source: str) -> str:
    return _plain_python(source)


def _plain_python(source: str) -> str:
    from autograder.witness.transformers import QuickTransformers

    try:
        return QuickTransformers().transform_cell(source)
    except MemoryError:
        raise
    except Exception:  # a cell that IPython can't read does not run either
        return ""


def _submission(notebook: str | Path | Mapping[str, Any] | Submission) -> Submission:
    if isinstance(notebook, Submission):
        return notebook
    if isinstance(notebook, Mapping):
        return read_content(notebook)
    return read(Path(notebook))


def _no_verdict(one: Exercise, reason: str) -> Verdict:
    return Verdict(one.name, one.unit, "error", 0.0, one.points, reason, aspect="exists")
