"""What is wrong with an answer, and how a sentence about one call names it."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, replace

from autograder.judge import say
from autograder.judge.exercise import Exercise
from autograder.witness.record import Record
from autograder.witness.source import Program
from autograder.witness.witness import Question


@dataclass(frozen=True)
class Compared:
    """How the elements of two tensors were compared: how far apart counts as rounding.

    `first` is the index of the first difference, None where it was not the elements that differ.
    """

    rtol: float
    atol: float
    first: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Finding:
    """What is wrong: the aspect, a sentence, and the two values where they can be drawn.

    `compared` says how those two were compared, so that their picture marks what the sentence
    means. `hidden` is a sentence that does not say all of what is right, where `says` does.

    Aspects, in the order in which they are judged: exists, type, number of values, shape, dtype,
    device, values, gradient, memory, inputs, rules.
    """

    aspect: str
    says: str
    expected: Record | None = None
    got: Record | None = None
    compared: Compared | None = None
    hidden: str = ""

    def kept_back(self) -> Finding:
        """The same of a case that is secret: what is right there is not given away whole."""
        return replace(self, says=self.hidden or self.says, expected=None)


@dataclass(frozen=True)
class Context:
    """What a sentence about one call needs to name it, and to see how the answer is written.

    text, name: the answer's program and its name there; empty where there is no source.
    """

    exercise: Exercise
    question: Question
    text: Program = field(default_factory=Program)
    name: str = ""

    @property
    def nodes(self) -> list[ast.AST]:
        """What the answer is written with, where its source can be read."""
        return [node for part in self.text.reached(self.name) for node in ast.walk(part)]

    @property
    def subject(self) -> str:
        """The call, or the name where the answer is a value; in backticks."""
        if not self.question.called:
            return f"`{self.exercise.name}`"
        return f"`{say.call(self.exercise.name, self.question.arguments)}`"

    def came(self, what: str) -> str:
        """`... gave a list.`, `... is a list.`"""
        verb = "gave" if self.question.called else "is"
        return f"{self.subject} {verb} {what}"
