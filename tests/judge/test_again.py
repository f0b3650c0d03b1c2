"""The same slip met once more in a session is told in other words."""

import pytest

from autograder.exercises import exercise, exercises
from autograder.judge import again
from autograder.judge.expected import answer_from
from autograder.judge.verify import verify

WITH_MORE = [(one, m) for one in exercises().values() for m in one.mistakes if m.again]


@pytest.fixture(autouse=True)
def new_session():
    again.forget()
    yield
    again.forget()


def judged(one, code):
    return verify(one, answer_from(one, code), program=one.as_cell(code))


def test_the_next_sentence_is_said_and_the_last_one_stays():
    one = exercise("average_of_list")
    total = judged(one, "sum(numbers)")
    first, second, third = (again.in_turn(total) for _ in range(3))
    (next_one,) = one.mistakes[0].again
    assert first.as_dict() == total.as_dict()
    assert second.mistake == third.mistake == next_one
    assert next_one in second.message and total.mistake not in second.message


def test_each_slip_is_counted_by_itself():
    one = exercise("average_of_list")
    again.in_turn(judged(one, "sum(numbers)"))
    other = judged(one, "sum(numbers) / len(numbers)")
    assert again.in_turn(other).as_dict() == other.as_dict()


def test_a_grade_and_a_verdict_for_json_do_not_know_of_it():
    one = exercise("average_of_list")
    total = judged(one, "sum(numbers)")
    again.in_turn(total)
    assert judged(one, "sum(numbers)").as_dict() == total.as_dict()
    assert "again" not in total.as_dict()


@pytest.mark.parametrize("unit", sorted({one.unit for one in exercises().values()}))
def test_the_typical_slips_of_a_unit_have_a_second_sentence(unit):
    found = [m for one, m in WITH_MORE if one.unit == unit]
    assert len(found) >= 2
    for mistake in found:
        assert len({mistake.says, *mistake.again}) == 1 + len(mistake.again)
