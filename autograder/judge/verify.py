"""From an exercise and an answer to a verdict: asks, observes, judges, sums up.

`verify` does it in one process. `interrogate` splits it for a class: the questions go out as
bytes, and the verdict is made of the bytes that come back.
"""

from __future__ import annotations

import copy
import functools
import linecache
import warnings
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from autograder import devices as all_devices
from autograder.judge import judge
from autograder.judge.exercise import Case, Exercise, Mistake
from autograder.judge.judge import Finding
from autograder.judge.rules import AtMost, Rule
from autograder.judge.verdict import Verdict
from autograder.witness import alone
from autograder.witness.draw import Draw
from autograder.witness.excerpt import Excerpt, excerpt
from autograder.witness.record import BadRecord, record
from autograder.witness.source import Program, program_of
from autograder.witness.witness import Observation, Question, observe

PUBLIC_SEED = "public"
# Half of the points for what the exercise is about, the other half for the rim of its contract.
ORDINARY_SHARE = 0.5


@dataclass(frozen=True)
class Trial:
    """One question of an exercise: a case, drawn from a seed, on a device."""

    case: Case
    seed: str
    device: str
    question: Question


def verify(
    exercise: Exercise,
    given: Any,
    *,
    devices: Sequence[str] | None = None,
    seed: str | int | None = None,
    program: str | Program | None = None,
) -> Verdict:
    """The verdict on an answer: a function, or for a value or prediction the value itself.

    With a `seed` the cases are drawn from it, in place of the public ones. `program` is the source
    of the answer, found from the function where it isn't given. Raises DeviceError for a device
    that is absent, and nothing for a wrong answer.
    """
    inquiry = Inquiry(exercise, devices=devices, seed=seed)
    if program is None:
        program = program_of(given)
    source = Program(program) if isinstance(program, str) else program
    alias = getattr(given, "__name__", None)
    if (early := inquiry.unattempted(source, alias)) is not None:
        return early
    seen = [observe(trial.question, given) for trial in inquiry.trials]
    part = inquiry.excerpt(source, alias)
    by_itself = []
    if part is not None and part.hides() is None:
        answer = alone.Alone(part.text, part.name)
        by_itself = [answer.observe(trial.question) for trial in inquiry.trials_alone]
    return inquiry.verdict(seen, source, alias, part, by_itself)


def missing(exercise: Exercise) -> Verdict:
    """The verdict on an answer that is not there."""
    name = exercise.name
    return _not_attempted(
        exercise, f"There is no `{name}` yet: run the cell above, and check the spelling."
    )


class Interrogation:
    """An exercise asked from afar: the same inquiry, over questions and replies in bytes."""

    def __init__(
        self,
        exercise: Exercise,
        *,
        seed: str | int | None = None,
        devices: Sequence[str] | None = None,
    ):
        self._inquiry = Inquiry(exercise, devices=devices, seed=seed)
        self.questions = [trial.question.to_bytes() for trial in self._inquiry.trials]

    def prepare(self) -> None:
        """See what the reference answers, so that the verdict need not wait for it."""
        for trial in self._inquiry.trials:
            _expected(self._inquiry.exercise, trial)

    def questions_alone(self, program: Program) -> tuple[bytes, ...]:
        """The questions to ask where nothing of the notebook ran, and none where none is needed.

        `program` is what the student's cells say up to the check.
        """
        inquiry = self._inquiry
        if not inquiry.is_read or inquiry.unattempted(program) is not None:
            return ()
        part = inquiry.excerpt(program)
        if part is None or part.hides() is not None:
            return ()
        asked = self.questions[: len(inquiry.trials_alone)]
        return tuple(alone.enclose(part.text, part.name, question) for question in asked)

    def verdict(
        self,
        replies: Sequence[bytes | None],
        program: Program,
        replies_alone: Sequence[bytes | None] = (),
    ) -> Verdict:
        """The verdict on the replies, in the order of the questions.

        None stands for a question that was never answered; a malformed reply counts as that.
        """
        inquiry = self._inquiry
        if (early := inquiry.unattempted(program)) is not None:
            return early
        seen = [_read(reply) for reply in replies]
        part = inquiry.excerpt(program)
        if inquiry.is_read and part is None and not all(map(_is_untouched, seen)):
            seen = [_UNREAD] * len(seen)
        by_itself = [_read(reply) for reply in replies_alone]
        by_itself += [_SILENCE] * (len(inquiry.trials_alone) - len(by_itself))
        return inquiry.verdict(seen, program, None, part, by_itself)


def interrogate(
    exercise: Exercise, *, seed: str | int | None = None, devices: Sequence[str] | None = None
) -> Interrogation:
    """The questions of an exercise, and the judge of their replies."""
    return Interrogation(exercise, seed=seed, devices=devices)


def _read(reply: bytes | None) -> Observation:
    if reply is None:
        return _SILENCE
    try:
        return Observation.from_bytes(reply)
    except BadRecord:
        return Observation("malformed")


_NOT_ATTEMPTED = "Not attempted yet: write your answer above, run its cell, then this one."
_STILL_DOTS = (
    "Not attempted yet: `{0}` still holds the three dots. Write your answer in their place, run "
    "that cell, then run this one."
)
_SILENCE = Observation("no answer")
# Rules are read in the source, so an answer whose source is not in the notebook is none.
_UNREAD = Observation("no source")
_ANSWERS = frozenset({"missing", "value", "returned", "raised", "not callable", "arguments"})


class Inquiry:
    """The trials of one exercise, and the way from what was seen in them to a verdict."""

    def __init__(
        self,
        exercise: Exercise,
        *,
        devices: Sequence[str] | None = None,
        seed: str | int | None = None,
    ):
        self.exercise = exercise
        self.seed = None if seed is None else str(seed)
        runs_anywhere = exercise.called and exercise.devices
        targets = all_devices.chosen(devices) if runs_anywhere else all_devices.chosen(["cpu"])
        self.devices = [target.name for target in targets]
        self.checked = {
            target.name: "simulated" if target.simulated else "checked" for target in targets
        }
        if runs_anywhere and len(targets) == 1:
            self.checked |= dict.fromkeys(all_devices.unchecked(), "not checked")
        self.trials = self._trials()

    @property
    def is_read(self) -> bool:
        """Whether the verdict depends on how the answer is written, or on what only the process
        that it ran in can tell, so that it is asked by itself too."""
        return self.exercise.called and bool(self.exercise.rules or self.exercise.memory)

    @property
    def trials_alone(self) -> list[Trial]:
        """What an answer is asked by itself: the ordinary cases on its first device.

        They are the first of `trials`. Whoever keeps the rules there gains nothing by breaking
        them in an edge case, and all that the text holds is read.
        """
        home = self.devices[0]
        return [trial for trial in self.trials if trial.device == home and trial.case.ordinary]

    def excerpt(self, program: Program, alias: str | None = None) -> Excerpt | None:
        """The part of the program that is read; None where there is none or none is needed."""
        if not self.is_read:
            return None
        return excerpt(program, _name_in(program, self.exercise, alias))

    def _trials(self) -> list[Trial]:
        seed = PUBLIC_SEED if self.seed is None else self.seed
        cases = sorted(self.exercise.cases, key=lambda case: not case.ordinary)
        return [
            Trial(case, seed, device, _question(self.exercise, case, seed, device))
            for device in self.devices
            for case in cases
        ]

    def unattempted(self, program: Program, alias: str | None = None) -> Verdict | None:
        """The verdict for an untouched stub, told by its source; None for anything else."""
        exercise = self.exercise
        name = _name_in(program, exercise, alias)
        if exercise.called and program.is_stub(name):
            return _not_attempted(exercise, _NOT_ATTEMPTED)
        if exercise.broken is None:
            return None
        broken = Program(exercise.broken)
        if not program.is_same(name, broken):
            return None
        if program.is_written_like(name, broken):
            return _not_attempted(
                exercise,
                "Not attempted yet: mend the function above, run its cell, then run this one.",
            )
        return Verdict(
            exercise=exercise.name,
            unit=exercise.unit,
            status="wrong",
            score=0.0,
            points=exercise.points,
            message="You changed how the function is written, but not what it means: Python reads "
            "it as before. Brackets that repeat Python's own order, for one, change nothing.",
            aspect="exists",
            devices=self.checked,
        )

    def verdict(
        self,
        seen: Sequence[Observation],
        program: Program,
        alias: str | None = None,
        part: Excerpt | None = None,
        by_itself: Sequence[Observation] = (),
    ) -> Verdict:
        """The verdict on one observation a trial.

        With the `part` of the program that was read come the observations of it by itself, one
        for each of `trials_alone`.
        """
        exercise = self.exercise
        if all(map(_is_untouched, seen)):
            return _not_attempted(
                exercise, _NOT_ATTEMPTED if exercise.called else _STILL_DOTS.format(exercise.name)
            )
        # A real accelerator may run out of memory or break; the CPU and a simulated one can't,
        # so whoever claims it of them gets no trial less.
        lost = {
            trial.device
            for trial, got in zip(self.trials, seen, strict=True)
            if _device_ended(got)
            and trial.device != self.devices[0]
            and self.checked[trial.device] == "checked"
        }
        if lost:
            return self._without(lost).verdict(
                [got for t, got in zip(self.trials, seen, strict=True) if t.device not in lost],
                program,
                alias,
                part,
                by_itself,
            )
        name = _name_in(program, exercise, alias)
        differences: list[Finding | None] = [None] * len(seen)
        if part is not None:
            program = part
            seen, differences = self._as_read(seen, part, by_itself)
        findings = [
            self._finding(trial, got, program, name) or difference
            for trial, got, difference in zip(self.trials, seen, differences, strict=True)
        ]
        failed = [i for i, finding in enumerate(findings) if finding is not None]
        score = self._score(findings)
        if not failed:
            return self._correct()
        first = failed[0]
        trial, finding = self.trials[first], findings[first]
        says = self._mistake(seen, findings, first)
        besides = None
        if finding.aspect != "rules" and not says:
            besides = self._broken_rule(seen[first], program, name)
        status = "partly" if score else ("error" if _broke(seen[first]) else "wrong")
        return Verdict(
            exercise=exercise.name,
            unit=exercise.unit,
            status=status,
            score=score,
            points=exercise.points,
            message=_message(exercise, trial, finding, says, status)
            + (f" Besides: {besides.says}" if besides else ""),
            aspect=finding.aspect,
            case=trial.case.label,
            device=trial.device,
            mistake=says,
            devices=self.checked,
            seed=trial.seed,
            expected=finding.expected if exercise.kind != "predict" else None,
            got=finding.got,
        )

    def _without(self, lost: set[str]) -> Inquiry:
        """The same inquiry where accelerators ran out of memory or broke: not checked on those."""
        rest = copy.copy(self)
        rest.trials = [trial for trial in self.trials if trial.device not in lost]
        rest.devices = [name for name in self.devices if name not in lost]
        rest.checked = self.checked | dict.fromkeys(sorted(lost), "not checked")
        return rest

    def _correct(self) -> Verdict:
        exercise = self.exercise
        return Verdict(
            exercise=exercise.name,
            unit=exercise.unit,
            status="correct",
            score=exercise.points,
            points=exercise.points,
            message=exercise.why,
            devices=self.checked,
            seed=self.seed or PUBLIC_SEED,
        )

    def _finding(self, trial: Trial, got: Observation, text: Program, name: str) -> Finding | None:
        if got.outcome == "no source":
            return Finding(
                "rules",
                f"No cell defines `{self.exercise.name}` in a way that can be read. "
                f"Write it as `def {self.exercise.name}(...)` in its answer cell.",
            )
        if got.outcome not in _ANSWERS:
            return Finding(
                "exists",
                f"`{self.exercise.name}` gave no answer that could be read: its notebook ended or "
                "ran out of time or memory before it came.",
            )
        expected = _expected(self.exercise, trial)
        found = judge.decide(self.exercise, trial.question, expected, got)
        return found or self._broken_rule(got, text, name)

    def _as_read(
        self, seen: Sequence[Observation], part: Excerpt, by_itself: Sequence[Observation]
    ) -> tuple[list[Observation], list[Finding | None]]:
        """What was seen, with what the process of the notebook could forge taken from the answer
        by itself; and for each trial what to say where the two are not one answer."""
        merged, differences = list(seen), [None] * len(seen)
        hides = part.hides()
        if hides is not None:
            return merged, [Finding("rules", hides)] * len(seen)
        for i, (trial, got, own) in enumerate(
            zip(self.trials_alone, seen, by_itself, strict=False)
        ):
            differences[i] = self._difference(trial, got, own)
            if own.outcome == got.outcome == "returned":
                merged[i] = replace(got, operations=own.operations, repeats=own.repeats)
        return merged, differences

    def _difference(self, trial: Trial, got: Observation, own: Observation) -> Finding | None:
        name = self.exercise.name
        read = (
            f"How this is solved is read in your notebook's text, and `{name}` as it stands there"
        )
        advice = f"Write it as a plain `def {name}(...)` in its answer cell, with what it uses."
        if own.outcome not in _ANSWERS:
            return Finding("rules", f"{read} gives no answer by itself. {advice}")
        expected = _expected(self.exercise, trial)
        found = judge.decide(self.exercise, trial.question, expected, own)
        if found is not None and found.aspect == "memory":
            return found
        if found is not None:
            return Finding("rules", f"{read} is not right by itself: {found.says} {advice}")
        if self.exercise.rules and own.unseen:
            return Finding(
                "rules",
                f"`{own.unseen}` runs inside one of PyTorch's functions, where the rules can't see "
                "what it does. Call it yourself.",
            )
        more = Counter(got.operations) - Counter(own.operations)
        if self.exercise.rules and more:
            ran = ", ".join(f"`{operation}`" for operation in list(more)[:4])
            return Finding("rules", f"{read} is not what ran: there ran {ran} besides. {advice}")
        return None

    def _broken_rule(self, got: Observation, text: Program, name: str) -> Finding | None:
        for rule in self.exercise.rules:
            says = _broken_by(rule, name, text, tuple(got.operations))
            if says is None and got.repeats:
                says = rule.broken_by_repeats(got.repeats)
            if says is not None:
                return Finding("rules", says)
        return None

    def _score(self, findings: Sequence[Finding | None]) -> float:
        """Nothing unless every ordinary case passes; then each edge case and device its share."""
        home = self.devices[0]
        passed: dict[tuple[str, str], bool] = {}
        for trial, finding in zip(self.trials, findings, strict=True):
            key = (trial.device, trial.case.label)
            passed[key] = passed.get(key, True) and finding is None
        if not all(passed[home, case.label] for case in self.exercise.cases if case.ordinary):
            return 0.0
        edges = [passed[home, case.label] for case in self.exercise.cases if not case.ordinary]
        # A case that fails at home has cost its share already.
        fair = [case.label for case in self.exercise.cases if passed[home, case.label]]
        elsewhere = [all(passed[device, label] for label in fair) for device in self.devices[1:]]
        # Edges and devices weigh the same, however many there are of each.
        parts = [sum(part) / len(part) for part in (edges, elsewhere) if part]
        if not parts:
            return self.exercise.points
        earned = ORDINARY_SHARE + (1 - ORDINARY_SHARE) * sum(parts) / len(parts)
        return round(self.exercise.points * earned, 2)

    def _mistake(
        self, seen: Sequence[Observation], findings: Sequence[Finding | None], first: int
    ) -> str | None:
        """The sentence of the mistake that the answer behaves like, if it is like one.

        It must behave the same in the case that failed and in every ordinary one.
        """
        home = self.devices[0]
        telling = [
            i
            for i, trial in enumerate(self.trials)
            if i == first or (trial.case.ordinary and trial.device == home)
        ]
        for mistake in self.exercise.mistakes:
            if all(
                self._alike(mistake, self.trials[i], seen[i]) for i in telling
            ) and self._same_rule(mistake, findings[first], self.trials[first]):
                return mistake.says
        return None

    def _alike(self, mistake: Mistake, trial: Trial, got: Observation) -> bool:
        mistaken = _seen_of(self.exercise, mistake, trial)
        if self.exercise.kind == "predict" and got.value is not None:
            return judge.predicts(mistaken.value, got.value)
        if mistake.any_values and got.value is not None:
            return judge.alike_in_form(mistaken.value, got.value)
        return judge.alike(mistaken, got)

    def _same_rule(self, mistake: Mistake, finding: Finding, trial: Trial) -> bool:
        if finding.aspect != "rules":
            return True
        got = _seen_of(self.exercise, mistake, trial)
        text = Program(self.exercise.as_cell(mistake.code))
        theirs = self._broken_rule(got, text, self.exercise.name)
        if theirs is None:
            return False
        counted = any(isinstance(rule, AtMost) for rule in self.exercise.rules)
        return theirs.says == finding.says or (
            counted and "at most" in theirs.says and "at most" in finding.says
        )


@functools.lru_cache(maxsize=64)
def _broken_by(rule: Rule, name: str, program: Program, operations: tuple[str, ...]) -> str | None:
    """What a rule says; kept, for most cases of an exercise run the same operations."""
    return rule.broken_by(name, program, operations)


def _question(exercise: Exercise, case: Case, seed: str, device: str) -> Question:
    key = f"{seed}/{exercise.name}/{case.label}"
    return Question(
        name=exercise.name,
        called=exercise.called,
        arguments=tuple(record(argument) for argument in case.make(Draw(key))),
        device=device,
        gradients=exercise.gradients,
        memory=exercise.memory is not None,
        seed=zlib.crc32(key.encode()),
    )


# The reference and the mistakes are ours, so what they do is seen once and kept.
_kept: dict[tuple, Observation] = {}
# A class's whole pool of seeds, with the mistakes that were looked up.
_MOST_KEPT = 60_000


def _expected(exercise: Exercise, trial: Trial) -> Observation:
    given = exercise.reference if exercise.called else _quietly(exercise.reference)
    return _keep((exercise.name, "", trial.case.label, trial.seed, trial.device), trial, given)


def _seen_of(exercise: Exercise, mistake: Mistake, trial: Trial) -> Observation:
    key = (exercise.name, mistake.code, trial.case.label, trial.seed, trial.device)
    return _keep(key, trial, answer_from(exercise, mistake.code))


def _keep(key: tuple, trial: Trial, given: Any) -> Observation:
    if key not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[key] = observe(trial.question, given)
    return _kept[key]


def _quietly(run: Callable[[], Any]) -> Any:
    """What `run` gives; its warnings are not the student's, and would stand below their check."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return run()


@functools.cache
def answer_from(exercise: Exercise, code: str) -> Any:
    """What the exercise's name holds after the answer cell `code` (see `Exercise.as_cell`) ran."""
    import torch

    cell = exercise.as_cell(code)
    filename = f"<answer to {exercise.name} {zlib.crc32(cell.encode()):08x}>"
    linecache.cache[filename] = (len(cell), None, cell.splitlines(keepends=True), filename)
    namespace: dict[str, Any] = {"torch": torch}
    _quietly(lambda: exec(compile(cell, filename, "exec"), namespace))
    return namespace[exercise.name]


def _name_in(text: Program, exercise: Exercise, alias: str | None) -> str:
    """The name under which the program defines the answer; `verify` may be given another one."""
    if text.definition(exercise.name) is None and alias and text.definition(alias) is not None:
        return alias
    return exercise.name


def _is_untouched(seen: Observation) -> bool:
    if seen.outcome == "raised":
        # PyTorch raises it too, from code that was written; a stub says so itself.
        return seen.error[0] == "NotImplementedError" and "NotImplementedError" in seen.error[3]
    return seen.outcome == "missing" or (seen.value is not None and seen.value.type == "ellipsis")


def _device_ended(seen: Observation) -> bool:
    return seen.outcome in ("out of memory", "device lost")


def _broke(seen: Observation) -> bool:
    return seen.outcome in ("raised", "arguments") or seen.outcome not in _ANSWERS


def _not_attempted(exercise: Exercise, message: str) -> Verdict:
    return Verdict(exercise.name, exercise.unit, "not attempted", 0.0, exercise.points, message)


def _message(
    exercise: Exercise, trial: Trial, finding: Finding, says: str | None, status: str
) -> str:
    if says and exercise.kind == "predict":
        # The mistake's own sentence knows better than the general one.
        return says
    parts = [says] if says else []
    if status == "partly":
        parts.insert(0, "The ordinary cases are right.")
    evidence = finding.says
    if exercise.called and (len(exercise.cases) > 1 or trial.device != "cpu"):
        where = f"Case “{trial.case.label}”"
        where += f", on {trial.device}: " if trial.device != "cpu" else ": "
        evidence = evidence if finding.aspect == "rules" else where + evidence
    return " ".join([*parts, evidence])
