"""What the answers of the tables in `tried` earn: wrong ones never all, right ones always."""

import pytest

from autograder.exercises import exercise
from autograder.judge.expected import answer_from
from autograder.judge.verify import verify
from tests.judge import tried


def named(rows):
    return [f"{name}-{why.replace(' ', '_')}" for name, *_, why in rows]


def judged(name, code):
    one = exercise(name)
    magic, _, rest = code.partition("\n") if code.startswith("%%") else ("", "", code)
    program = "\n".join(filter(None, (magic, one.as_cell(rest))))
    return one, verify(one, answer_from(one, rest), program=program)


@pytest.mark.parametrize(("name", "code", "why"), tried.WRONG, ids=named(tried.WRONG))
def test_a_wrong_answer_does_not_earn_everything(name, code, why):
    one, verdict = judged(name, code)
    assert not verdict.passed and verdict.score < one.points, f"it is wrong on: {why}"


@pytest.mark.parametrize(("name", "code", "why"), tried.RIGHT, ids=named(tried.RIGHT))
def test_a_right_answer_earns_everything(name, code, why):
    one, verdict = judged(name, code)
    assert (verdict.status, verdict.score) == ("correct", one.points), (why, verdict.message)


@pytest.mark.parametrize(("name", "code", "most", "what"), tried.PARTLY, ids=named(tried.PARTLY))
def test_what_is_missing_is_not_paid_for(name, code, most, what):
    one, verdict = judged(name, code)
    assert verdict.score <= most * one.points, f"missing: {what}"
