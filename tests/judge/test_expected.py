"""What is kept of the references and mistakes is kept for that very exercise."""

from dataclasses import replace

import pytest

from autograder.judge.expected import answer_from
from autograder.judge.verify import verify
from tests.judge.sample import FACTS, Mistake, Unit, edge, ordinary

MISTAKES = {"mistakes": [Mistake("x - 1", "That takes away.")]}


def scaled(factor, **facts):
    """An exercise of one and the same name, with another right answer each time."""
    return Unit("95_twins", "Twins").function(
        "scaled",
        "Scale a vector.",
        reference=lambda x: x * factor,
        cases=[ordinary("a vector", lambda d: (d.floats(3, low=1),))],
        **FACTS | MISTAKES | facts,
    )


def value(number):
    return Unit("95_twins", "Twins").value(
        "one_number", "A number.", reference=lambda: number, **FACTS
    )


def predicted(code):
    return Unit("95_twins", "Twins").predict("answered", "What?", runs=code, **FACTS)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((scaled(2), lambda x: x * 2), (scaled(3), lambda x: x * 3)),
        ((value(5), 5), (value(6), 6)),
        ((predicted("1 + 1"), 2), (predicted("1 + 2"), 3)),
    ],
    ids=["function", "value", "predict"],
)
def test_two_exercises_of_one_name_are_judged_each_by_its_own_reference(first, second):
    for one, answer in (first, second, first):
        assert verify(one, answer, program="").passed
    assert not verify(first[0], second[1], program="").passed


def test_a_mistake_of_two_exercises_of_one_name_is_known_by_each():
    plain, widened = scaled(2), replace(scaled(2), parameters=("y",))
    for one, cell in ((plain, "x - 1"), (widened, "y - 1")):
        wrong = answer_from(one, f"{cell}")
        assert wrong.__code__.co_varnames == one.parameters


def test_a_copy_of_an_exercise_with_other_cases_is_asked_them():
    one = scaled(2)
    assert verify(one, lambda x: x * 2, program="").passed
    longer = replace(one, cases=(ordinary("a vector", lambda d: (d.floats(4, low=1),)),))
    assert verify(longer, lambda x: x * 2, program="").passed
    harder = replace(one, cases=(*one.cases, edge("empty", lambda d: (d.floats(0),))))
    assert verify(harder, lambda x: x * 2 if len(x) else None, program="").status == "partly"
