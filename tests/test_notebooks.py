"""The notebooks in the repository: made from their sources, and taken by nbgrader as they are."""

import logging
from pathlib import Path

import pytest
from nbgrader.validator import Validator

from autograder.build.source import find_units
from autograder.build.units import differences
from autograder.course import configuration
from autograder.exercises import exercise

ROOT = Path(__file__).resolve().parents[1]

each_unit = pytest.mark.parametrize("unit", find_units(ROOT), ids=lambda unit: unit.name)


def validate(path, *, invert=False):
    validator = Validator(config=configuration(ROOT), invert=invert)
    validator.log.setLevel(logging.ERROR)
    return validator.validate(str(path))


@each_unit
def test_the_notebooks_are_what_their_source_makes(unit):
    assert differences(unit, lambda name: exercise(name).points) == []


@each_unit
def test_nbgrader_validate_accepts_the_solution(unit):
    assert validate(unit.solution) == {}


@each_unit
def test_nbgrader_validate_finds_nothing_done_in_the_course(unit):
    assert validate(unit.course, invert=True) == {}
