"""The message of an answer that is not right: the sentence of a mistake, and the evidence."""

from __future__ import annotations

import ast

from autograder.judge import say
from autograder.judge.exercise import Exercise
from autograder.judge.finding import Finding
from autograder.judge.trials import Trial
from autograder.judge.verdict import Status
from autograder.witness.source import Program
from autograder.witness.witness import Question


def message(
    exercise: Exercise, trial: Trial, finding: Finding, says: str | None, status: Status
) -> str:
    """What the student reads; `says` is the sentence of the mistake that was recognised."""
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


def endless(exercise: Exercise, question: Question, text: Program, name: str) -> str:
    """What to say of a call that was stopped because it took too long."""
    call = say.call(exercise.name, question.arguments)
    nodes = [node for part in text.reached(name) for node in ast.walk(part)]
    if any(isinstance(node, ast.While) for node in nodes):
        why = "Does the condition of your `while` ever become false?"
    elif text.is_recursive(name):
        why = "It calls itself: does it ever reach a call that doesn't?"
    else:
        why = "It should take far less than one second."
    return f"`{call}` took too long and was stopped. {why}"
