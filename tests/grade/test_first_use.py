"""In a fresh clone nbgrader's own commands work: whoever comes first makes what is needed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course import Classroom
from tests.grade.class_of import ALL, UNIT, hand_in, make_root

BESIDE = Path(sys.executable).parent


@pytest.fixture
def clone(tmp_path):
    """The course's folder as a clone has it: there is no classroom."""
    root = make_root(tmp_path / "course")
    shutil.rmtree(root / "classroom")
    return root


def nbgrader(root, *words, path=os.environ["PATH"]):
    """Run `nbgrader WORDS...`; gives its exit status and what it said."""
    environment = os.environ | {"PATH": f"{BESIDE}{os.pathsep}{path}"}
    command = [sys.executable, "-m", "nbgrader", *words]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_export_is_no_traceback(clone):
    status, said = nbgrader(clone, "export")
    assert status == 0 and "Traceback" not in said


def test_collect_without_an_exchange_is_told_in_a_sentence(clone):
    exchange = f"--Exchange.root={clone / 'none'}"
    status, said = nbgrader(clone, "collect", UNIT, exchange)
    assert status == 1 and "Traceback" not in said and "Unwritable directory" in said


def test_the_autograde_button_works_before_anything_was_registered(clone):
    hand_in(clone, "jane")
    api = Classroom(clone).api
    outcome = api.autograde(UNIT, "jane")
    assert outcome["success"], outcome["log"]
    with api.gradebook as gradebook:
        assert gradebook.find_submission(UNIT, "jane").score == ALL


def test_formgraders_pages_have_what_they_show(clone):
    api = Classroom(clone).api
    assert [one["name"] for one in api.get_assignments()] == [UNIT]
    assert api.get_students() == []


def test_generate_leaves_the_course_unchanged(clone):
    course = clone / "course" / UNIT
    before = {path.name: path.read_bytes() for path in course.iterdir()}
    assert Classroom(clone).api.generate_assignment(UNIT)["success"]
    assert {path.name: path.read_bytes() for path in course.iterdir()} == before


def test_a_folder_that_cannot_be_made_is_no_harm_to_what_needs_none(clone):
    (clone / "classroom").write_text("a file")
    assert Classroom(clone).config.CourseDirectory.course_id == "introduction-to-pytorch"


@pytest.mark.parametrize("missing", ["bwrap", "course"])
def test_what_stops_autograding_costs_no_earlier_result(clone, tmp_path, missing):
    hand_in(clone, "jane")
    graded = clone / "classroom" / "autograded" / "jane" / UNIT / f"{UNIT}.ipynb"
    graded.parent.mkdir(parents=True)
    graded.write_text("the earlier result")
    if missing == "course":
        shutil.rmtree(clone / "course")
    path = os.environ["PATH"] if missing == "course" else str(tmp_path)
    status, said = nbgrader(clone, "autograde", UNIT, "--force", path=path)
    assert status == 1 and "Traceback" not in said
    assert graded.read_text() == "the earlier result"
    assert ("bubblewrap" if missing == "bwrap" else "make build") in said
