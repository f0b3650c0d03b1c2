"""Every exercise on the card: right answers earn everything, mistakes get their own sentence."""

import pytest

from autograder.exercises import exercises
from autograder.judge.expected import answer_from
from autograder.judge.verify import verify

ON_DEVICES = [one for one in exercises().values() if one.called and one.devices]
DEVICES = ["cpu", "cuda"]


def _cells(plural):
    """A parameter for each answer of that sort, written as its cell."""
    return [
        pytest.param(one, given, id=f"{one.name}-{i}")
        for one in ON_DEVICES
        for i, given in enumerate(getattr(one, plural))
    ]


def _verdict(one, code):
    return verify(one, answer_from(one, code), program=one.as_cell(code), devices=DEVICES)


@pytest.mark.parametrize("one", ON_DEVICES, ids=lambda one: one.name)
def test_the_reference_earns_everything(one):
    verdict = verify(one, one.reference, program="", devices=DEVICES)
    assert (verdict.status, verdict.score) == ("correct", one.points), verdict.message
    assert verdict.devices == {"cpu": "checked", "cuda": "checked"}


@pytest.mark.parametrize(("one", "code"), _cells("alternatives"))
def test_an_alternative_earns_everything(one, code):
    verdict = _verdict(one, code)
    assert (verdict.status, verdict.score) == ("correct", one.points), verdict.message


@pytest.mark.parametrize(("one", "mistake"), _cells("mistakes"))
def test_a_mistake_is_rejected_with_its_own_sentence(one, mistake):
    verdict = _verdict(one, mistake.code)
    assert not verdict.passed
    assert verdict.mistake == mistake.says, verdict.message
