"""No right answer of the course is changed at one place unnoticed, or it is listed why.

The suite looks at some exercises; `make mutants` looks at all of them.
"""

import zlib

import pytest

from autograder.build.mutants import equivalents, right_answers, unlisted
from autograder.build.source import find_units
from autograder.exercises import exercises
from autograder.judge.changes import changes
from tests.test_syllabus import ROOT

UNITS = {unit.name: unit for unit in find_units(ROOT)}
LISTED = equivalents(ROOT)
# The whole takes minutes; which of them, no order in the course decides.
SAMPLE = [one for one in exercises().values() if zlib.crc32(one.name.encode()) % 12 == 0]


@pytest.mark.parametrize("one", SAMPLE, ids=lambda one: one.name)
def test_no_changed_answer_gets_through_unlisted(one):
    found = [(m.was, m.now) for m in unlisted(one, UNITS[one.unit], LISTED)]
    assert found == []


@pytest.mark.parametrize("name", LISTED)
def test_what_is_listed_is_a_change_of_a_right_answer(name):
    one = exercises()[name]
    possible = {
        (change.was, change.now)
        for answer in right_answers(one, UNITS[one.unit])
        for change in changes(answer.cell)
    }
    assert set(LISTED[name]) - possible == set()
    assert all(len(reason.split()) >= 3 for reason in LISTED[name].values())
