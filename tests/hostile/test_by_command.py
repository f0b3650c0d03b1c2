"""Every hostile submission in one class, graded by `autograder grade`."""

import os

import nbformat
import pytest

from autograder.grade.command import Options, grade
from autograder.grade.records import read_records
from tests.hostile import course
from tests.room.rooms import descendants


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    with course.known_units():
        root = course.make_course(tmp_path_factory.mktemp("by-command") / "course")
        course.hand_in_corpus(root)
        yield root


@pytest.fixture(scope="module")
def graded(root):
    """What the run left: processes, traces, what was given out; and the grades."""
    running, traces = descendants(os.getpid()), course.traces_outside()
    given_out = course.given_out(root)
    summary, _ = grade(root, Options(), lambda what, number, count: None)
    assert summary.graded == len(course.CORPUS)
    assert descendants(os.getpid()) == running
    assert course.traces_outside() == traces
    assert course.given_out(root) == given_out
    return course.grades_in(f"sqlite:///{root / 'classroom' / 'gradebook.db'}")


@pytest.fixture(scope="module")
def records(root, graded):
    found = {}
    for record in read_records(root / "classroom" / "results.jsonl"):
        found.setdefault(record["student"], {})[record["exercise"]] = record
    return found


@pytest.mark.parametrize("hostile", course.CORPUS, ids=lambda hostile: hostile.name)
def test_it_earns_what_it_deserves(graded, records, hostile):
    mine = records[hostile.name]
    assert {r["ended"] for r in mine.values()} <= hostile.ended, mine
    assert {name: r["score"] for name, r in mine.items()} in course.earned(hostile), mine
    assert graded[hostile.name] == {name: r["score"] for name, r in mine.items()}


@pytest.mark.parametrize("hostile", course.CORPUS, ids=lambda hostile: hostile.name)
def test_its_graded_notebook_is_one(root, graded, hostile):
    unit = course.unit_of(hostile).name
    path = root / "classroom" / "autograded" / hostile.name / unit / f"{unit}.ipynb"
    nbformat.validate(nbformat.read(path, as_version=4))
