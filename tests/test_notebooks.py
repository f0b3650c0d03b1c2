"""The notebooks in the repository: made from their sources, and taken by nbgrader as they are."""

import logging
from pathlib import Path

import nbformat
import pytest
from nbgrader.preprocessors import CheckCellMetadata
from nbgrader.validator import Validator

from autograder.build.cells import graded_cells
from autograder.build.source import find_units, refuse_without_source
from autograder.build.units import Made, differences, made_elsewhere, make
from autograder.course import configuration
from autograder.exercises import units

ROOT = Path(__file__).resolve().parents[1]
DECLARED = {unit.name: unit.exercises for unit in units()}
UNITS = find_units(ROOT)

each_unit = pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)


@pytest.fixture(scope="module")
def made(request) -> dict[str, Made]:
    """What the source of each unit makes, for two tests; a unit is executed when first asked."""
    return {}


def made_of(made, unit) -> Made:
    if unit.name not in made:
        made[unit.name] = make(unit, DECLARED)
    return made[unit.name]


def validate(path, **options):
    validator = Validator(config=configuration(ROOT), **options)
    validator.log.setLevel(logging.ERROR)
    return validator.validate(str(path))


def test_every_unit_that_is_declared_has_a_source():
    refuse_without_source(UNITS, DECLARED)


@each_unit
def test_the_notebooks_are_what_their_source_makes(unit, made):
    assert differences(unit, made_of(made, unit)) == []
    if elsewhere := made_elsewhere(unit):
        pytest.skip(f"all but the outputs is as it should be. {elsewhere}")


@each_unit
def test_nbgrader_validate_accepts_the_solution(unit, made, tmp_path):
    """The notebook as it was just executed: Validate's own judgement, without a second run."""
    path = tmp_path / unit.solution.name
    nbformat.write(made_of(made, unit).solution, path)
    assert validate(path, preprocessors=[CheckCellMetadata]) == {}


@each_unit
def test_nbgrader_validate_finds_nothing_done_in_the_course(unit):
    assert validate(unit.course, invert=True) == {}


@each_unit
def test_a_graded_cell_does_nothing_but_check_its_exercise(unit):
    notebook = nbformat.read(unit.solution, as_version=4)
    names = [one.name for one in DECLARED[unit.name]]
    assert [cell.source for cell in graded_cells(notebook)] == [f'check("{n}")' for n in names]
