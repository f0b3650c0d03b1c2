"""What a check decided: status, score and message, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from autograder.judge.finding import Compared
from autograder.witness.record import Record

Status = Literal["correct", "partly", "wrong", "not attempted", "not checked", "error"]


@dataclass(frozen=True)
class Verdict:
    """The outcome of one exercise.

    `score` is out of `points`. `aspect`, `case` and `device` name what failed first; `mistake` is
    the sentence of the slip that was recognised and `label` its stable name; `again` are the
    sentences for whoever meets it once more. `devices` says of
    each device whether it was `checked`, `simulated` or `not checked`. The status is `not checked`
    where that is the device which the exercise is about. `expected` and `got` are the two values
    to be drawn, where the failure has any, and `compared` says how those were compared.
    """

    exercise: str
    unit: str
    status: Status
    score: float
    points: float
    message: str
    aspect: str | None = None
    case: str | None = None
    device: str | None = None
    mistake: str | None = None
    label: str | None = None
    again: tuple[str, ...] = field(default=(), repr=False)
    devices: dict[str, str] = field(default_factory=dict)
    seed: str | None = None
    expected: Record | None = field(default=None, repr=False)
    got: Record | None = field(default=None, repr=False)
    compared: Compared | None = field(default=None, repr=False)

    @property
    def passed(self) -> bool:
        """Whether everything was right."""
        return self.status == "correct"

    def as_dict(self) -> dict[str, Any]:
        """The verdict for JSON: everything but the two values, and what was not said."""
        drawn = ("expected", "got", "compared", "again")
        return {k: v for k, v in vars(self).items() if k not in drawn}
