"""A sentence that speaks of a cause is said only where the cause was seen."""

import pytest

from autograder.exercises import exercises
from autograder.judge.expected import answer_from
from autograder.judge.verify import verify


def judged(name, code):
    one = exercises()[name]
    return verify(one, answer_from(one, code), program=one.as_cell(code))


COINCIDENCES = [
    ("not_negative", "x.clamp(0, float('inf'))", "torch.zeros"),
    ("not_negative", "x - x.clamp(max=0)", "product"),
    ("first_number", "vector.min().item()", "last number"),
    ("ever_freezing", "bool(temperatures.sum() < 0)", ".all()"),
    ("sorted_by_numpy", "t.sort(descending=True).values", "[::-1]"),
]


@pytest.mark.parametrize(("name", "code", "claim"), COINCIDENCES)
def test_a_coincidence_of_values_is_not_taken_for_a_cause(name, code, claim):
    verdict = judged(name, code)
    assert not verdict.passed
    assert claim not in verdict.message


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
