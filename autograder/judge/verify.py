"""From an exercise and an answer to a verdict: asks, observes, judges, sums up.

`verify` does it in one process. `interrogate` splits it for a class: the questions go out as
bytes, and the verdict is made of the bytes that come back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from autograder.errors import BadRecord
from autograder.judge.attempt import is_untouched
from autograder.judge.exercise import Exercise
from autograder.judge.expected import expected
from autograder.judge.inquiry import Inquiry
from autograder.judge.trials import Trial
from autograder.judge.verdict import Verdict
from autograder.witness import alone
from autograder.witness.source import Program, program_of
from autograder.witness.witness import Observation, Question, observe

# What one call of an answer may take in a notebook. The first use of some of PyTorch, such as
# torch.func, loads for seconds.
SECONDS = 10.0
_SILENCE = Observation("no answer")
# Rules are read in the source, so an answer whose source is not in the notebook is none.
_UNREAD = Observation("no source")


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
    seen = _ask(inquiry.trials, lambda question: observe(question, given, SECONDS))
    part = inquiry.excerpt(source, alias)
    by_itself = []
    if part is not None and part.hides() is None and not any(map(_is_endless, seen)):
        answer = alone.Alone(part.text, part.name)
        by_itself = _ask(inquiry.trials_alone, lambda question: answer.observe(question, SECONDS))
    return inquiry.verdict(seen, source, alias, part, by_itself)


def _ask(trials: Sequence[Trial], ask: Callable[[Question], Observation]) -> list[Observation]:
    """What is seen in each trial. An answer that runs out of time once would do so each time."""
    seen: list[Observation] = []
    for trial in trials:
        seen.append(seen[-1] if seen and _is_endless(seen[-1]) else ask(trial.question))
    return seen


def _is_endless(seen: Observation) -> bool:
    return seen.outcome == "out of time"


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
            expected(self._inquiry.exercise, trial)

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
        if inquiry.is_read and part is None and not all(map(is_untouched, seen)):
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
