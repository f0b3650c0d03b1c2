"""`autograder grade --watch`: a mark within seconds of a hand-in, and an end without a trace."""

import signal
import subprocess
import sys

import pytest

from autograder.course import Classroom
from tests.grade import class_of
from tests.grade.class_of import ALL, UNIT, hand_in, make_root


@pytest.fixture
def watch(tmp_path):
    """A class that is watched; gives its folder, and the process."""
    root = make_root(tmp_path / "course")
    command = [sys.executable, "-u", "-m", "autograder.cli", "grade", "--watch", "--unit", "00"]
    with subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        yield root, process
        process.kill()


def test_a_mark_comes_as_soon_as_something_is_handed_in(watch):
    root, process = watch
    assert "Waiting for hand-ins" in process.stdout.readline()
    hand_in(root, "ada")
    assert process.stdout.readline().rstrip().endswith(f"ada, {UNIT}: {ALL:g} of {ALL:g}")
    hand_in(root, "bob", class_of.untouched)
    assert process.stdout.readline().rstrip().endswith(f"bob, {UNIT}: 0 of {ALL:g}")
    hand_in(root, "bob")
    assert process.stdout.readline().rstrip().endswith(f"bob, {UNIT}: {ALL:g} of {ALL:g}")
    process.send_signal(signal.SIGINT)
    said = process.stdout.read()
    assert said == "Ended. Everything that was graded is kept.\n"
    assert process.wait() == 0
    with Classroom(root).api.gradebook as gradebook:
        assert gradebook.find_submission(UNIT, "bob").score == ALL
