"""Declared exercises and a notebook's cells match both ways, or a build says in sentences why."""

import re
from dataclasses import replace

import jupytext
import pytest

from autograder.build.matching import mismatches
from autograder.build.source import BuildError, compose, refuse_without_source
from tests.sample_course import DECLARED, NAME, SOURCE, make_course

OWN = DECLARED[NAME]
CELL = r'# %%[^\n]*"grade_id": "{}",.*?(?=\n# %%)'


def found(source=SOURCE, declared=DECLARED):
    return mismatches(NAME, jupytext.reads(source, fmt="py:percent"), declared)


def without(grade_id):
    """The source less one cell."""
    return re.sub(CELL.format(grade_id), "", SOURCE, flags=re.DOTALL)


def twice(grade_id):
    return re.sub(f"({CELL.format(grade_id)})", r"\1\n\1", SOURCE, flags=re.DOTALL)


def with_product(**facts):
    return {NAME: [replace(OWN[0], **facts), *OWN[1:]]}


def test_a_course_that_matches_is_told_nothing():
    assert found() == []


def test_an_exercise_that_no_cell_asks():
    declared = {NAME: [*OWN, replace(OWN[0], name="quotient")]}
    assert found(declared=declared) == [
        "the exercise 'quotient' is declared, but no cell asks it. Give it an answer cell and a "
        "check, or take it out of autograder/exercises."
    ]


def test_a_cell_that_asks_what_no_exercise_is():
    source = SOURCE.replace('"grade_id": "prices', '"grade_id": "prizes')
    assert found(source)[0] == (
        "a cell asks 'prizes', but no exercise has that name. Did you mean 'prices'? Declare it in "
        "autograder/exercises, or correct the cell's grade_id."
    )


def test_a_cell_that_asks_an_exercise_of_another_unit():
    declared = {NAME: OWN[:2], "02_other": OWN[2:]}
    assert found(declared=declared) == [
        "a cell asks 'letters', an exercise of 02_other. A unit asks its own exercises."
    ]


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (without("product"), "'product' has an answer cell and no graded cell"),
        (without("product-answer"), "there is no answer cell product-answer to write it in"),
        (twice("product"), "'product' has 2 graded cells; it needs one."),
        (twice("product-answer"), "'product' has 2 answer cells; it needs one."),
    ],
)
def test_an_exercise_has_one_answer_cell_and_one_check(source, says):
    (line,) = found(source)
    assert says in line


def test_a_graded_cell_that_checks_another_name():
    source = SOURCE.replace("assert product(2, 3) == 6", 'check("prices")')
    assert found(source) == ["the graded cell 'product' checks 'prices'; write check('product')."]


@pytest.mark.parametrize("function", ["check", "hint"])
def test_a_call_by_a_name_that_the_unit_does_not_have(function):
    source = f'{SOURCE}\n# %% tags=["raises-exception"]\n{function}("produkt")\n'
    assert found(source) == [
        f"a cell says {function}('produkt'), and the unit has no exercise of that name. "
        "Did you mean 'product'?"
    ]


def test_an_order_that_is_not_the_declared_one():
    (line,) = found(declared={NAME: [OWN[0], OWN[2], OWN[1]]})
    assert line.startswith("the notebook asks 'prices' where autograder/exercises declares 'letter")


def test_points_that_contradict_the_exercise():
    (line,) = found(SOURCE.replace('"grade_id": "prices",', '"grade_id": "prices", "points": 9,'))
    assert line.endswith("Points stand in the exercise: take them out of the source.")


def test_a_stub_with_other_parameters_than_the_reference():
    (line,) = found(declared=with_product(parameters=("a", "b", "c")))
    assert line == (
        "the notebook asks for product(a, b), and the reference is written as product(a, b, c). "
        "Give both the same parameters."
    )


def test_a_stub_that_is_no_python_without_its_solution():
    (line,) = found(SOURCE.replace('    """a times b."""\n', ""))
    assert "Begin it with `def product(a, b):` and a docstring" in line


def test_a_value_whose_name_is_not_in_the_stub():
    (line,) = found(SOURCE.replace("prices = ...\n", ""))
    assert line == "the answer cell of 'prices' must begin with the line `prices = ...`."


BROKEN = "def product(a, b):\n    return a + b\n"


def test_a_broken_function_that_is_another_one_in_the_notebook():
    declared = with_product(kind="fix", broken=BROKEN)
    assert "is not the same in the notebook and in `broken`" in found(declared=declared)[0]
    stub = '    """a times b."""\n    return a + b\n'
    assert found(SOURCE.replace('    """a times b."""\n', stub), declared) == []


@pytest.mark.parametrize(
    ("written", "unwritten", "says"),
    [
        ("# ### Exercise · product", "# ### Exercise · product\n#\n# ...", "“Exercise · product”"),
        ("    return a * b\n", "    ...\n", "solution of 'product' is still to be written"),
        ("prices = [1, 2]\n", "prices = ...\n", "solution of 'prices' is still to be written"),
        ("prices = [1, 2]\n", "", "solution of 'prices' is still to be written"),
        (
            "    return a * b\n",
            '    def inner():\n        """Doc."""\n        ...\n',
            "solution of 'product' is still to be written",
        ),
        ('"""a times b."""', '"""..."""', "docstring of 'product' is still to be written"),
    ],
)
def test_what_is_still_to_be_written_is_named(written, unwritten, says):
    assert written in SOURCE
    (line,) = found(SOURCE.replace(written, unwritten))
    assert says in line


def test_a_source_with_several_faults_is_told_all_of_them(tmp_path):
    source = without("product").replace("prices = [1, 2]\n", "prices = ...\n")
    with pytest.raises(BuildError) as refused:
        compose(make_course(tmp_path / "course", source), DECLARED)
    lines = str(refused.value).splitlines()
    assert len(lines) == 2 and all(line.startswith(f"{NAME}: ") for line in lines)


def test_a_unit_that_is_declared_and_has_no_source(tmp_path):
    unit = make_course(tmp_path / "course")
    refuse_without_source([unit], DECLARED)
    with pytest.raises(BuildError, match="no solutions/07_more/07_more.py that asks"):
        refuse_without_source([unit], DECLARED | {"07_more": OWN})
