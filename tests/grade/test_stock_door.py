"""Stock `nbgrader autograde` and formgrader's button reach the same room, judge and rows."""

import json
import os

import pytest
import sqlalchemy as sql
from nbgrader import api as nbgrader_api

from autograder.course import configuration, nbgrader
from autograder.grade.command import Options, grade
from autograder.grade.records import read_records
from autograder.grade.replay import replay
from autograder.report.results import read_results
from tests.grade.class_of import ALL, NAMES, STUDENTS, UNIT, hand_in, make_root

DAMAGED = '{"cells": ['


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = make_root(tmp_path_factory.mktemp("stock") / "course")
    for student, (change, _) in STUDENTS.items():
        hand_in(root, student, change)
    (hand_in(root, "damaged") / f"{UNIT}.ipynb").write_text(DAMAGED)
    return root


@pytest.fixture(scope="module")
def autograded(root):
    """The class graded by nbgrader itself, as formgrader's button and the command do it."""
    config = configuration(root)
    config.CourseDirectory.release_directory = str(root / "elsewhere")
    assert nbgrader(config).generate_assignment(UNIT)["success"]
    api = nbgrader(configuration(root))
    return {
        folder.name: api.autograde(UNIT, folder.name)
        for folder in sorted((root / "classroom" / "submitted").iterdir())
    }


def scores(root):
    with nbgrader(configuration(root)).gradebook as gradebook:
        return {
            entry.student_id: entry.score for entry in gradebook.find_assignment(UNIT).submissions
        }


@pytest.mark.parametrize("student", [*STUDENTS, "damaged"])
def test_nothing_aborts(autograded, student):
    assert autograded[student]["success"], autograded[student]["log"]


@pytest.mark.parametrize("student", STUDENTS)
def test_a_hand_in_earns_what_it_is_worth(root, autograded, student):
    assert scores(root)[student] == pytest.approx(STUDENTS[student][1])


def test_a_damaged_hand_in_earns_nothing_and_the_log_says_why(root, autograded):
    assert scores(root)["damaged"] == 0
    assert "holds no JSON" in autograded["damaged"]["log"]


def test_a_worse_hand_in_takes_the_old_marks_back(root, autograded):
    (hand_in(root, "right") / f"{UNIT}.ipynb").write_text(DAMAGED)
    api = nbgrader(configuration(root))
    assert api.autograde(UNIT, "right", force=True)["success"]
    assert scores(root)["right"] == 0
    hand_in(root, "right")
    assert api.autograde(UNIT, "right", force=True)["success"]
    assert scores(root)["right"] == ALL


def test_by_every_door_the_records_are_the_same(root, autograded):
    """What nbgrader graded is graded: `grade` leaves it, and `replay` and the report have it."""

    def quiet(what, number, count):
        pass

    path = root / "classroom" / "results.jsonl"
    kept = [{k: v for k, v in one.items() if k != "seconds"} for one in read_records(path)]
    assert {one["student"] for one in kept} == {*STUDENTS, "damaged"}
    done, _ = grade(root, Options(), quiet)
    assert (done.graded, done.unchanged) == (0, len(STUDENTS) + 1)
    grade(root, Options(force=True), quiet)
    assert [{k: v for k, v in one.items() if k != "seconds"} for one in read_records(path)] == kept
    seen = replay(root, "all-but-the-first", NAMES[0])
    assert seen.verdict.status == "wrong" and not seen.notes
    assert len(read_results(path).students) == len(STUDENTS) + 1


IDS = {"id", "assignment_id", "notebook_id", "cell_id"}


def rows(db_url):
    """Every table of a gradebook, without the ids, which are random."""
    engine = sql.create_engine(db_url)
    found = {}
    with engine.connect() as connection:
        for name, table in nbgrader_api.Base.metadata.tables.items():
            keep = [column for column in table.columns if column.name not in IDS]
            if keep:
                content = connection.execute(sql.select(*keep)).all()
                found[name] = sorted(map(repr, content))
    engine.dispose()
    return found


def test_the_gradebook_equals_that_of_stock_nbgrader_with_its_own_executor(tmp_path):
    """An honest class: nbgrader's own Execute and SaveAutoGrades against ours, table by table."""
    honest = ("right", "untouched", "all-but-the-first", "that-raises")
    gradebooks = []
    for way in ("stock", "ours"):
        root = make_root(tmp_path / way)
        for student in honest:
            hand_in(root, student, STUDENTS[student][0])
        if way == "ours":
            grade(root, Options(), lambda what, number, count: None)
        else:
            stock_autograde(root, honest)
        gradebooks.append(rows(f"sqlite:///{root / 'classroom' / 'gradebook.db'}"))
    assert gradebooks[0] == gradebooks[1]


def stock_autograde(root, students):
    from nbgrader.converters import Autograde

    config = configuration(root)
    for name in ("exporter_class", "sanitize_preprocessors", "autograde_preprocessors"):
        del config.Autograde[name]
    assert Autograde(config=config).autograde_preprocessors
    config.CourseDirectory.release_directory = str(root / "elsewhere")
    api = nbgrader(config)
    assert api.generate_assignment(UNIT)["success"]
    for student in students:
        outcome = api.autograde(UNIT, student)
        assert outcome["success"], outcome["log"]


def test_without_a_sandbox_it_stops_and_says_what_to_do(root, autograded, monkeypatch):
    from autograder.grade import plugins
    from autograder.room import walls as sandbox

    plugins._room.cache_clear()
    monkeypatch.setenv("PATH", os.defpath)
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    outcome = nbgrader(configuration(root)).autograde(UNIT, "right", force=True)
    plugins._room.cache_clear()
    assert not outcome["success"]
    said = json.dumps(outcome)
    assert "sandbox" in said
