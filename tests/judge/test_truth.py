"""A sentence that speaks of a cause is said only where the cause was seen."""

import pytest

from autograder.exercises import exercises
from autograder.judge.expected import answer_from
from autograder.judge.verify import verify
from tests.judge import slips


def judged(name, code):
    one = exercises()[name]
    return verify(one, answer_from(one, code), program=one.as_cell(code))


@pytest.mark.parametrize(("name", "code", "words"), slips.NAMED)
def test_a_typical_slip_is_named(name, code, words):
    verdict = judged(name, code)
    assert not verdict.passed
    assert words in verdict.message


@pytest.mark.parametrize(("name", "code", "claim"), slips.FALSE)
def test_nothing_is_said_that_is_not_so(name, code, claim):
    verdict = judged(name, code)
    assert not verdict.passed
    assert claim not in verdict.message


@pytest.mark.parametrize(("name", "code"), slips.RIGHT)
def test_a_right_answer_passes_however_it_is_written(name, code):
    verdict = judged(name, code)
    assert verdict.passed, verdict.message


LEADS_ON = [
    ("on_top", "[upper, lower]", "torch.cat"),
    ("powers_table", "[torch.arange(3), torch.arange(3) ** 2]", "torch.stack"),
    (
        "slopes",
        "x.requires_grad_()\ny = x.clone()\nf(y).sum().backward()\nreturn y.grad",
        "result of an operation",
    ),
    ("hidden_weights", "f(torch.zeros(n, requires_grad=True)).backward()", "line of its own"),
    ("winners", "scores.max().indices", "`dim`"),
]


@pytest.mark.parametrize(("name", "code", "words"), LEADS_ON)
def test_advice_leads_on(name, code, words):
    assert words in judged(name, code).message


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("five", "torch.tensor(6)"),
        ("countdown", "torch.arange(10, 0, -2)"),
        ("countdown", "torch.arange(11, 1, -1)"),
        ("powers_table", "torch.zeros(3, 3)"),
    ],
)
def test_a_wrong_value_does_not_give_the_right_one_away(name, code):
    verdict = judged(name, code)
    assert not verdict.passed
    assert verdict.expected is None
    assert "right is" not in verdict.message


@pytest.mark.parametrize(
    "name", [one.name for one in exercises().values() if one.kind == "predict"]
)
def test_raises_predicted_where_nothing_raises_is_answered(name):
    one = exercises()[name]
    right = one.reference()
    if isinstance(right, str) and right.startswith("raises "):
        pytest.skip("it does raise")
    verdict = verify(one, "raises KeyError", program=f'{name} = "raises KeyError"')
    if verdict.mistake is None:
        assert "raises no error" in verdict.message
