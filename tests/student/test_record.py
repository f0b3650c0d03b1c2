"""A student's own record: it outlives kernels, and what befalls its files costs nothing."""

import os
import stat
from dataclasses import replace

import pytest

from autograder import verify
from autograder.student import record
from autograder.student.record import Record


@pytest.fixture
def kept(tmp_path):
    return Record(tmp_path / "state")


RIGHT = replace(verify("seconds_in_a_day", 86400), message="")
WRONG = verify("seconds_in_a_day", 7)
UNIT = "00_start_here"


def entry(kept):
    """As a later kernel reads it."""
    return Record(kept.folder).unit(UNIT)["seconds_in_a_day"]


def test_tries_the_first_and_the_best_are_kept(kept):
    kept.note_check(WRONG, "seconds_in_a_day = 7")
    kept.note_check(RIGHT, "seconds_in_a_day = 86400")
    kept.note_check(WRONG, "seconds_in_a_day = 8")
    assert (entry(kept).attempts, entry(kept).first, entry(kept).best) == (3, 0, 1)


def test_the_same_answer_checked_again_is_no_new_try(kept):
    for _ in range(3):
        kept.note_check(WRONG, "seconds_in_a_day = 7")
    assert entry(kept).attempts == 1


def test_the_same_text_counts_again_where_more_came_of_it(kept):
    kept.note_check(WRONG, "seconds_in_a_day = hours * 3600")
    kept.note_check(RIGHT, "seconds_in_a_day = hours * 3600")
    assert (entry(kept).attempts, entry(kept).best) == (1, 1)


def test_a_stub_is_no_try(kept):
    kept.note_check(verify("seconds_in_a_day", ...), "seconds_in_a_day = ...")
    assert kept.unit(UNIT) == {}


def test_the_furthest_hint_is_kept(kept):
    for number in (1, 2, 1):
        kept.note_hint(UNIT, "seconds_in_a_day", number)
    assert entry(kept).hints == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"seconds_in_a_day": 3}',
        '{"seconds_in_a_day": {"attempts": -1}}',
        '{"seconds_in_a_day": {"best": 1e400}}',
        "\x00" * 50,
        "[" * 100_000,
    ],
)
def test_a_damaged_file_begins_anew_is_told_once_and_nothing_is_lost(kept, text):
    kept.folder.mkdir()
    (kept.folder / f"{UNIT}.json").write_text(text)
    kept.note_check(RIGHT, "seconds_in_a_day = 86400")
    assert entry(kept).best == 1
    assert "starts over" in kept.complaint()
    assert kept.complaint() == ""
    assert (kept.folder / f"{UNIT}.damaged").read_text() == text


def test_a_file_of_a_newer_course_is_read(kept):
    kept.folder.mkdir()
    text = '{"seconds_in_a_day": {"attempts": 2, "mood": "good"}, "gone": {}}'
    (kept.folder / f"{UNIT}.json").write_text(text)
    assert kept.unit(UNIT)["seconds_in_a_day"].attempts == 2


def in_the_way(folder):
    folder.write_text("a file where the folder should be")


def read_only(folder):
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)


def below_a_file(folder):
    folder.parent.joinpath("state").symlink_to("/dev/null/nowhere")


@pytest.mark.parametrize("spoil", [in_the_way, read_only, below_a_file])
def test_what_cannot_be_written_lasts_as_long_as_the_kernel_and_is_told_once(kept, spoil):
    spoil(kept.folder)
    kept.note_check(WRONG, "seconds_in_a_day = 7")
    kept.note_check(RIGHT, "seconds_in_a_day = 86400")
    assert kept.unit(UNIT)["seconds_in_a_day"].attempts == 2
    assert "is not kept" in kept.complaint()
    assert kept.complaint() == ""


def test_nothing_but_the_record_lies_in_its_folder(kept):
    kept.note_check(RIGHT, "seconds_in_a_day = 86400")
    assert os.listdir(kept.folder) == [f"{UNIT}.json"]


def test_the_record_lies_in_the_users_state_folder(monkeypatch, tmp_path):
    monkeypatch.delenv(record.STATE_VARIABLE)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert record.mine().folder == tmp_path / "autograder"


@pytest.mark.parametrize("variable", ["NBGRADER_EXECUTION", "AUTOGRADER_SEED"])
def test_who_grades_writes_no_record(monkeypatch, tmp_path, variable):
    monkeypatch.setenv(record.STATE_VARIABLE, str(tmp_path))
    assert record.mine() is not None
    monkeypatch.setenv(variable, "validate")
    assert record.mine() is None
