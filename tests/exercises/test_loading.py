"""A module of exercises that can't be read is told in a sentence, with its file and line."""

import sys

import pytest

import autograder.exercises as registry
from autograder.errors import ExerciseError
from autograder.notebook import NotYet, check, progress

HEAD = """\
from autograder.judge.exercise import Mistake, Unit, edge, ordinary

unit = Unit("70_one", "One")
"""
EXERCISE = """\
unit.value(
    "{name}",
    "A number.",
    reference=lambda: 1,
    hints=["A nudge.", "A push.", "Nearly all."],
    why="It counts.",
)
"""


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Read modules of these texts in place of the course's own, and give the units."""
    monkeypatch.setattr(registry, "__path__", [str(tmp_path)])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    read_all = registry.units.__wrapped__  # without what is kept of the course's own

    def read(**texts):
        for name, text in texts.items():
            (tmp_path / f"{name}.py").write_text(text)
        return read_all()

    before = set(sys.modules)
    yield read
    for name in set(sys.modules) - before:
        sys.modules.pop(name)
    for name in set(vars(registry)) & {"loaded_one", "loaded_two"}:
        delattr(registry, name)


def refused(load, **texts):
    with pytest.raises(ExerciseError) as error:
        load(**texts)
    return str(error.value)


def test_modules_that_can_be_read_are_units_in_order(load):
    two = HEAD.replace("70_one", "60_two") + EXERCISE.format(name="second")
    found = load(loaded_one=HEAD + EXERCISE.format(name="first"), loaded_two=two)
    assert [unit.name for unit in found] == ["60_two", "70_one"]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("x = (\n", "loaded_one.py can't be read: line 4: '(' was never closed: `x = (`"),
        ("ordinry\n", "line 4: NameError: name 'ordinry' is not defined. Did you mean `ordinary`?"),
        ("unit.functon('x', 'y')\n", "no attribute 'functon'. Did you mean `function`?"),
        ("from autograder.judge.rules import no_lop\n", "Did you mean `no_loop`?"),
        ("import nowhere\n", "line 4: ModuleNotFoundError: No module named 'nowhere'."),
        ("unit.value('x')\n", "missing 1 required positional argument: 'asks'."),
        ("1 / 0\n", "line 4: ZeroDivisionError: division by zero."),
    ],
)
def test_what_stops_a_module_is_told_with_its_line(load, more, says):
    assert says in refused(load, loaded_one=HEAD + more)


def test_a_wrong_fact_is_told_with_the_file(load):
    text = HEAD + EXERCISE.format(name="first").replace("hints", "hint")
    assert refused(load, loaded_one=text).startswith(
        "In autograder/exercises/loaded_one.py:\n`first`: there is no fact `hint`. Did you mean"
    )


def test_a_module_without_a_unit_is_told(load):
    assert "loaded_one.py declares no unit" in refused(load, loaded_one="x = 1\n")


def test_two_exercises_of_one_name_are_told_with_their_units(load):
    two = HEAD.replace("70_one", "60_two") + EXERCISE.format(name="first")
    says = refused(load, loaded_one=HEAD + EXERCISE.format(name="first"), loaded_two=two)
    assert "`first` is the name of two exercises, in 60_two and 70_one" in says


def test_two_modules_of_one_unit_are_told(load):
    says = refused(load, loaded_one=HEAD, loaded_two=HEAD)
    assert says == "Two modules in autograder/exercises declare the unit '70_one'."


@pytest.mark.parametrize("call", [lambda: check("five"), progress], ids=["check", "progress"])
def test_a_notebook_is_told_of_it_without_a_stack(load, monkeypatch, call):
    monkeypatch.setattr(registry, "units", registry.units.__wrapped__)
    monkeypatch.setattr(registry, "exercises", registry.exercises.__wrapped__)
    with pytest.raises(ExerciseError):
        load(loaded_one=HEAD + "1 / 0\n")
    with pytest.raises(NotYet, match="loaded_one.py can't be read: line 4: ZeroDivisionError"):
        call()
