"""An exam: nothing that a notebook offers tells right from wrong, and grading is as ever."""

import pytest

from autograder import check, hint, progress
from autograder.notebook import NotYet, solution
from autograder.student.exam import MARKER

seconds_in_a_day = 24 * 60  # which is wrong


@pytest.fixture
def in_exam(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / MARKER).write_text("")


@pytest.mark.usefixtures("in_exam")
def test_a_check_says_recorded_and_nothing_else(capsys):
    assert check("seconds_in_a_day") is None
    said = capsys.readouterr().out
    assert said.startswith("`seconds_in_a_day`: recorded.") and "minutes" not in said


@pytest.mark.usefixtures("in_exam")
@pytest.mark.parametrize("ask", [hint, solution])
def test_there_is_no_help(capsys, ask):
    ask("seconds_in_a_day")
    assert capsys.readouterr().out.startswith("There is no help in an exam.")


@pytest.mark.usefixtures("in_exam")
def test_progress_shows_no_points(capsys):
    progress()
    assert capsys.readouterr().out.startswith("This is an exam: what you have earned is told")


def test_without_the_file_a_check_says_that_it_is_wrong(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotYet, match="that isn.t it"):
        check("seconds_in_a_day")
