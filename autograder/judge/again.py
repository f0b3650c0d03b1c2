"""The next sentence for whoever makes a slip once more: the same words would not help twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from autograder.judge.verdict import Verdict

# What was met in this session, by exercise and label. A grade never looks here.
_met: Counter[tuple[str, str]] = Counter()


def in_turn(verdict: Verdict) -> Verdict:
    """The verdict with the sentence whose turn it is; the last one stays."""
    if verdict.label is None or not verdict.mistake:
        return verdict
    slip = (verdict.exercise, verdict.label)
    sentences = (verdict.mistake, *verdict.again)
    says = sentences[min(_met[slip], len(sentences) - 1)]
    _met[slip] += 1
    message = verdict.message.replace(verdict.mistake, says, 1)
    return replace(verdict, message=message, mistake=says)


def forget() -> None:
    """Begin a session."""
    _met.clear()
