"""An author's slip in a table is told in a sentence: the exercise, the fact, the right name."""

from dataclasses import fields

import pytest
import torch

import autograder
from autograder.errors import ExerciseError
from autograder.judge.exercise import Exercise, Mistake, Unit, edge, ordinary
from autograder.judge.facts import FACTS, NAMES_OF_THE_NOTEBOOK
from autograder.judge.rules import at_most, forbid, no_loop, only
from autograder.judge.verify import verify

CASES = [ordinary("numbers", lambda d: (d.floats(3),)), edge("empty", lambda d: (d.floats(0),))]
WORDS = {
    "hints": ["A nudge.", "A push.", "Nearly all."],
    "why": "It is everywhere.",
    "mistakes": [Mistake("x + 1", "That adds.")],
    "alternatives": ["2 * x"],
}
TABLES = {
    "value": WORDS
    | {
        "reference": lambda: torch.tensor(2),
        "mistakes": [Mistake("3", "Three.")],
        "alternatives": ["torch.tensor(1) + 1"],
    },
    "predict": WORDS | {"runs": "1 + 1", "mistakes": [Mistake("3", "No.")], "alternatives": ["2"]},
    "function": WORDS | {"reference": lambda x: x * 2, "cases": CASES},
    "fix": WORDS
    | {
        "reference": lambda x: x * 2,
        "cases": CASES,
        "broken": "def twice(x):\n    return x + 2\n",
    },
    "puzzle": WORDS | {"reference": lambda x: x * 2, "cases": CASES, "rules": [no_loop]},
}


def declare(kind="function", name="twice", asks="Give twice the vector.", **facts):
    return getattr(Unit("01_facts", "Facts"), kind)(name, asks, **TABLES[kind] | facts)


def refused(kind="function", name="twice", asks="Give twice the vector.", **facts):
    with pytest.raises(ExerciseError) as error:
        declare(kind, name, asks, **facts)
    lines = str(error.value).splitlines()
    assert all(line.startswith(f"`{name}`: ") for line in lines)
    return "\n".join(line.removeprefix(f"`{name}`: ") for line in lines)


@pytest.mark.parametrize("kind", TABLES)
def test_a_table_that_is_right_is_an_exercise(kind):
    assert isinstance(declare(kind), Exercise)


def test_every_fact_that_an_exercise_has_is_looked_at():
    follows = {"name", "unit", "kind", "parameters", "beside"}
    assert {field.name for field in fields(Exercise)} - follows == set(FACTS)


@pytest.mark.parametrize(
    ("typo", "right"),
    [("hint", "hints"), ("refrence", "reference"), ("alternative", "alternatives"), ("Why", "why")],
)
def test_a_mistyped_fact_is_told_with_the_nearest_right_name(typo, right):
    assert f"there is no fact `{typo}`. Did you mean `{right}`?" in refused(**{typo: "x"})


def test_a_fact_that_is_like_no_other_is_told_with_all_there_are():
    assert "there is no fact `zzz`. A predict has: asks, runs, mistakes" in refused(
        "predict", zzz=1
    )


@pytest.mark.parametrize("kind", ["value", "predict"])
@pytest.mark.parametrize("fact", ["cases", "memory", "gradients", "devices", "fresh"])
def test_a_fact_that_a_kind_does_not_have_is_told(kind, fact):
    assert refused(kind, **{fact: [no_loop]}).startswith(f"a {kind} has no `{fact}`; take it out.")


NEEDED = [
    (kind, fact)
    for kind in TABLES
    for fact, one in FACTS.items()
    if one.needed and kind in one.kinds and fact != "asks"
]


@pytest.mark.parametrize(("kind", "fact"), NEEDED)
def test_a_missing_fact_is_told_with_what_it_is(kind, fact):
    assert refused(kind, **{fact: None}) == f"`{fact}` is missing: {FACTS[fact].wants}."


@pytest.mark.parametrize(("kind", "fact"), [*NEEDED, ("function", "asks"), ("fix", "points")])
def test_three_dots_are_told_as_what_is_to_be_filled_in(kind, fact):
    assert refused(kind, **{fact: ...}) == (
        f"still to be filled in: `{fact}` ({FACTS[fact].wants})."
    )


def test_three_dots_anywhere_are_all_told_at_once():
    says = refused(
        hints=["A nudge.", ..., "Nearly all."],
        cases=[CASES[0], edge(..., lambda d: ())],
        mistakes=[Mistake("x", ...)],
        why=...,
    )
    assert says.count("\n") == 0
    assert all(place in says for place in ("`hints[1]`", "`cases[1]`", "`mistakes[0]`", "`why` ("))


@pytest.mark.parametrize(
    ("fact", "value", "says"),
    [
        ("asks", "", "`asks` must be what is asked"),
        ("points", "2", "`points` must be a number above 0, not '2'."),
        ("points", 0, "`points` must be a number above 0, not 0."),
        ("points", True, "`points` must be a number above 0, not True."),
        ("reference", torch.ones(2), "`reference` must be a function that gives the right answer"),
        ("cases", CASES[0], "`cases` must be a list of ordinary("),
        ("cases", [lambda d: (d.int(1, 2),)], "`cases` must be a list of ordinary("),
        ("cases", [], "and edge(...), not []."),
        ("mistakes", [("x", "No.")], "`mistakes` must be a list of Mistake("),
        ("alternatives", "2 * x", "`alternatives` must be a list of other right answers"),
        ("hints", "one", "`hints` must be a list of three sentences"),
        ("hints", ["one", "two"], "nearly the answer, not a list of 2."),
        ("why", None, "`why` is missing"),
        ("rules", no_loop, "`rules` must be a list of rules: no_loop"),
        ("rules", ["no_loop"], "`rules` must be a list of rules: no_loop"),
        ("memory", "veiw", "not 'veiw'. Did you mean `view`?"),
        ("gradients", "yes", "`gradients` must be True or False, not 'yes'."),
        ("devices", 0, "`devices` must be True or False, not 0."),
        ("tolerance", 0.1, "`tolerance` must be a pair (rtol, atol), not 0.1."),
        ("tolerance", (0.1, -1), "`tolerance` must be a pair (rtol, atol), not (0.1, -1)."),
        ("values_by", True, "`values_by` must be a function of the arguments and the answer"),
    ],
)
def test_a_fact_of_another_type_is_told_with_what_it_has_to_be(fact, value, says):
    given = {"asks": value} if fact == "asks" else {fact: value}
    assert says in refused(**given)


@pytest.mark.parametrize(
    "name", ["two words", "2_twice", "for", "", "naïve-way", "show", "torch", "a" * 41]
)
def test_a_name_that_a_notebook_cannot_use_is_told(name):
    says = refused(name=name)
    assert says.startswith("the name must be ")


def test_what_a_notebook_imports_is_kept_for_it():
    functions = {name for name in autograder.__all__ if name.islower()}
    assert {*functions, "torch"} <= NAMES_OF_THE_NOTEBOOK


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"mistakes": [Mistake("x[-1", "No.")]}, "the code of `mistakes[0]` can't be read: '['"),
        ({"mistakes": [Mistake("x", "  ")]}, "`mistakes[0]` must say a sentence that helps"),
        ({"mistakes": [Mistake(2, "No.")]}, "the code of `mistakes[0]` must be text, not 2."),
        ({"alternatives": ["x", "return (x"]}, "the code of `alternatives[1]` can't be read"),
        ({"cases": [CASES[0], CASES[0]]}, "two cases are called “numbers”"),
        ({"cases": CASES[1:]}, "at least one case must be ordinary"),
        ({"cases": [ordinary("", CASES[0].make)]}, "a case must have a label"),
        ({"cases": [ordinary("one", (1,))]}, "the case “one” must be drawn by a function"),
        ({"reference": lambda *x: x}, "`reference` must have plain parameters"),
        ({"reference": torch.dot}, "`reference` does not tell its parameters"),
        ({"rules": [at_most("2")]}, "`at_most` takes a whole number of operations, not '2'."),
        (
            {"rules": [forbid("sotfmax")]},
            "which neither PyTorch nor Python has. Did you mean `soft",
        ),
        ({"rules": [only("itme")]}, "`only` names `itme`, which neither PyTorch nor Python has."),
        ({"rules": [forbid()]}, "`forbid` needs at least one name."),
        ({"rules": [forbid(torch.sum)]}, "`forbid` takes names as text, not <built-in"),
    ],
)
def test_what_is_wrong_inside_a_fact_is_told(facts, says):
    assert says in refused(**facts)


@pytest.mark.parametrize("sign", ["@", "*", "//", "[]", "[]=", "matmul", "setitem", "nn", "sum"])
def test_a_rule_may_name_what_there_is(sign):
    assert declare(rules=[forbid(sign), only(sign)])


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("def twice(x):\nreturn x", "`broken` can't be read: expected an indented block"),
        ("def thrice(x):\n    return x", "`broken` must define the function: `def twice(x):`."),
        (
            "def twice(x, y):\n    return x",
            "`broken` is written as twice(x, y), `reference` as twi",
        ),
    ],
)
def test_a_broken_function_that_is_none_is_told(broken, says):
    assert says in refused("fix", broken=broken)


@pytest.mark.parametrize(
    ("runs", "says"),
    [
        ("torch.ones(2", "`runs` can't be read: '(' was never closed"),
        ("# only a remark", "the last line of `runs` must be an expression"),
        ("x = 1\ny = x", "the last line of `runs` must be an expression"),
    ],
)
def test_code_that_nobody_can_predict_is_told(runs, says):
    assert says in refused("predict", runs=runs)


def test_a_reference_of_a_value_takes_nothing():
    assert "write `reference=lambda: ...`" in refused("value", reference=lambda x: x)


def test_a_reference_of_a_value_may_have_what_it_needs_by_default():
    assert declare("value", reference=lambda number=2: torch.tensor(number))


def test_statements_that_set_no_value_are_told():
    says = refused("value", alternatives=["x = 1\nx + 1"])
    assert says == "the code of `alternatives[0]` must be an expression, or set `twice`."


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda d: d.floats(3), "draws a Tensor; it must draw a tuple of arguments"),
        (lambda d: (d.flaots(3),), "no attribute 'flaots'. Did you mean `floats`?"),
        (lambda d: (d.floats(3), 1), "draws 2 arguments, and the reference is called as twice(x)."),
        (lambda d: (d.floats(-3),), "the case “numbers” can't be drawn: RuntimeError"),
        (lambda d: (d.floats(tocrh.ones(2)),), "Did you mean `torch`?"),  # noqa: F821
    ],
)
def test_a_case_that_draws_no_call_is_told_when_it_is_drawn(make, says):
    one = declare(cases=[ordinary("numbers", make)])
    with pytest.raises(ExerciseError) as error:
        verify(one, lambda x: x, program="")
    assert str(error.value).startswith("`twice`: the case “numbers” ")
    assert says in str(error.value)
