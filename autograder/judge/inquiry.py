"""One exercise asked of one answer: its trials, and the way from what was seen to a verdict."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from autograder import devices as all_devices
from autograder.judge.aspects.chance import repeated
from autograder.judge.attempt import is_untouched, missing, unattempted, untouched
from autograder.judge.decide import ANSWERS, decide
from autograder.judge.exercise import Exercise
from autograder.judge.expected import expected
from autograder.judge.finding import Finding
from autograder.judge.reading import as_read, broken_rule, is_read, name_in
from autograder.judge.recognise import recognise
from autograder.judge.score import score
from autograder.judge.trials import Trial, trials_of
from autograder.judge.verdict import Status, Verdict
from autograder.judge.wording import endless, message
from autograder.witness.excerpt import Excerpt, excerpt
from autograder.witness.source import Program
from autograder.witness.witness import Observation

PUBLIC_SEED = "public"


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
        missing = all_devices.unchecked(targets) if runs_anywhere else {}
        self.checked |= dict.fromkeys(missing, "not checked")
        self._missed = missing.get("accelerator", "") if exercise.about_devices else ""
        self.trials = trials_of(
            exercise, PUBLIC_SEED if self.seed is None else self.seed, self.devices
        )

    @property
    def is_read(self) -> bool:
        """Whether the answer is read too, and asked by itself."""
        return is_read(self.exercise)

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
        return excerpt(program, name_in(program, self.exercise, alias))

    def unattempted(self, program: Program, alias: str | None = None) -> Verdict | None:
        """The verdict for an untouched stub, told by its source; None for anything else."""
        name = name_in(program, self.exercise, alias)
        return unattempted(self.exercise, name, program, self.checked)

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
        if all(got.outcome == "missing" for got in seen):
            return missing(self.exercise)
        if all(map(is_untouched, seen)):
            return untouched(self.exercise)
        lost = self._lost(seen)
        if lost:
            kept = [
                got
                for trial, got in zip(self.trials, seen, strict=True)
                if trial.device not in lost
            ]
            return self._without(lost).verdict(kept, program, alias, part, by_itself)
        name = name_in(program, self.exercise, alias)
        differences: list[Finding | None] = [None] * len(seen)
        if part is not None:
            program = part
            seen, differences = as_read(self.exercise, self.trials_alone, seen, part, by_itself)
        findings = [
            self._finding(trial, got, program, name) or again or difference
            for trial, got, again, difference in zip(
                self.trials,
                seen,
                repeated(self.exercise, self.trials, seen),
                differences,
                strict=True,
            )
        ]
        for first, finding in enumerate(findings):
            if finding is not None:
                earned = score(self.exercise, self.trials, self.devices, findings)
                earned = 0.0 if self._missed else earned
                if self.seed is not None:
                    finding = finding.kept_back()
                return self._failed(first, finding, earned, seen, program, name)
        return self._not_checked() if self._missed else self._correct()

    def _lost(self, seen: Sequence[Observation]) -> set[str]:
        """The devices that ended before the answer did.

        A real accelerator may run out of memory or break; the CPU and a simulated one can't, so
        whoever claims it of them gets no trial less.
        """
        return {
            trial.device
            for trial, got in zip(self.trials, seen, strict=True)
            if got.outcome in ("out of memory", "device lost")
            and trial.device != self.devices[0]
            and self.checked[trial.device] == "checked"
        }

    def _without(self, lost: set[str]) -> Inquiry:
        """The same inquiry where accelerators ran out of memory or broke: not checked on those."""
        rest = copy.copy(self)
        rest.trials = [trial for trial in self.trials if trial.device not in lost]
        rest.devices = [name for name in self.devices if name not in lost]
        rest.checked = self.checked | dict.fromkeys(sorted(lost), "not checked")
        if self.exercise.about_devices and len(rest.devices) == 1:
            rest._missed = f"{' and '.join(sorted(lost))} ended before the answer did"
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

    def _not_checked(self) -> Verdict:
        exercise = self.exercise
        return Verdict(
            exercise=exercise.name,
            unit=exercise.unit,
            status="not checked",
            score=0.0,
            points=exercise.points,
            message=f"Right on the CPU. But `{exercise.name}` is about a second device, and none "
            f"could be used here: {self._missed}. So it counts as not checked.",
            devices=self.checked,
            seed=self.seed or PUBLIC_SEED,
        )

    def _failed(
        self,
        first: int,
        finding: Finding,
        earned: float,
        seen: Sequence[Observation],
        program: Program,
        name: str,
    ) -> Verdict:
        """The verdict where the trial number `first` is the first that fails, by `finding`."""
        exercise, trial = self.exercise, self.trials[first]
        slip = recognise(exercise, self.trials, seen, finding, first, program, name)
        says = slip.says if slip else None
        besides = None
        if finding.aspect != "rules" and not (slip and slip.declared):
            besides = broken_rule(exercise, seen[first], program, name)
        status: Status = "partly" if earned else ("error" if _broke(seen[first]) else "wrong")
        return Verdict(
            exercise=exercise.name,
            unit=exercise.unit,
            status=status,
            score=earned,
            points=exercise.points,
            message=message(exercise, trial, finding, says, status)
            + (f" Besides: {besides.says}" if besides else ""),
            aspect=finding.aspect,
            case=trial.case.label,
            device=trial.device,
            mistake=says,
            label=slip.label if slip else None,
            again=slip.again if slip else (),
            devices=self.checked,
            seed=trial.seed,
            expected=finding.expected if exercise.kind != "predict" else None,
            got=finding.got,
            compared=finding.compared,
        )

    def _finding(self, trial: Trial, got: Observation, text: Program, name: str) -> Finding | None:
        if got.outcome == "no source":
            return Finding(
                "rules",
                f"No cell defines `{self.exercise.name}` in a way that can be read. "
                f"Write it as `def {self.exercise.name}(...)` in its answer cell.",
            )
        if got.outcome == "out of time":
            return Finding("exists", endless(self.exercise, trial.question, text, name))
        if got.outcome not in ANSWERS:
            return Finding(
                "exists",
                f"`{self.exercise.name}` gave no answer that could be read: its notebook ended or "
                "ran out of time or memory before it came.",
            )
        right = expected(self.exercise, trial)
        found = decide(self.exercise, trial.question, right, got, text, name)
        return found or broken_rule(self.exercise, got, text, name)


def _broke(seen: Observation) -> bool:
    return seen.outcome in ("raised", "arguments") or seen.outcome not in ANSWERS
