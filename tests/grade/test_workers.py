"""What a hand-in does to those who read and judge it costs that hand-in alone."""

import json
import os
import signal

import pytest

from autograder.errors import CourseError
from autograder.grade import workers
from autograder.grade.command import Options, grade
from autograder.grade.gradebook import GradebookWriter
from autograder.grade.records import read_records
from autograder.grade.timings import PHASES
from autograder.room.conversation import RoomLost
from autograder.room.room import Room
from tests.grade import killing
from tests.grade.class_of import ALL, UNIT, hand_in, make_root
from tests.room.rooms import descendants


def quiet(what, number, count):
    """No progress bar."""


@pytest.fixture
def root(tmp_path):
    """Two who answered everything right."""
    made = make_root(tmp_path / "course")
    hand_in(made, "ada")
    hand_in(made, "zoe")
    return made


def records_of(root, student):
    return [r for r in read_records(root / "classroom/results.jsonl") if r["student"] == student]


def scores(grades):
    return {one.student: one.score for one in grades}


def worker_processes():
    """The workers of this grader."""
    found = []
    for pid in descendants(os.getpid()):
        with open(f"/proc/{pid}/cmdline") as file:
            if "autograder.grade.worker" in file.read():
                found.append(pid)
    return [pid for pid in found if not descendants(pid)]


def test_a_notebook_that_takes_too_much_memory_to_read_is_zero_with_a_reason(root):
    # As JSON that no reader can pass over, and of which each byte becomes thirty.
    content = '{"cells": [' + "[]," * 15_000_000 + "NaN]}"
    (hand_in(root, "mallory") / f"{UNIT}.ipynb").write_text(content)
    done, grades = grade(root, Options(), quiet)
    assert scores(grades) == {"ada": ALL, "mallory": 0, "zoe": ALL}
    assert "could not be read within" in records_of(root, "mallory")[0]["message"]
    assert done.not_graded == []


def test_a_worker_that_is_killed_costs_nothing(root):
    killed = []

    def kill(what, number, count):
        for pid in [] if killed else worker_processes():
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)

    hand_in(root, "bob")
    hand_in(root, "eve")
    done, grades = grade(root, Options(jobs=2), kill)
    assert killed
    assert done.not_graded == []
    assert set(scores(grades).values()) == {ALL}


def test_a_hand_in_that_ends_its_worker_is_zero_with_a_reason(root, monkeypatch):
    program = (
        "from autograder.grade import marking, worker\n"
        "from autograder.grade.submission import read\n"
        "import os\n"
        "def fragile(path):\n"
        "    submission = read(path)\n"
        "    if any('abort' in cell.source for cell in submission.cells):\n"
        "        os.abort()\n"
        "    return submission\n"
        "marking.read = fragile\n"
        "worker.main()\n"
    )
    monkeypatch.setattr(workers, "PROGRAM", ("-c", program))

    def aborting(notebook):
        notebook.cells[0].source = "abort"

    hand_in(root, "mallory", aborting)
    done, grades = grade(root, Options(), quiet)
    assert scores(grades) == {"ada": ALL, "mallory": 0, "zoe": ALL}
    assert "ended by itself" in records_of(root, "mallory")[0]["message"]
    assert grade(root, Options(), quiet)[0].unchanged == 3


def test_a_room_that_fails_is_no_grade_and_is_tried_again_by_the_next_run(root, monkeypatch):
    def fail(room):
        raise RoomLost("it is gone")

    with monkeypatch.context() as patch:
        patch.setattr(Room, "open_line", fail)
        done, grades = grade(root, Options(), quiet)
    assert (done.graded, len(done.not_graded), grades) == (0, 2, [])
    assert "ada, 00_start_here: not graded, because the sandbox failed" in done.not_graded[0]
    done, grades = grade(root, Options(), quiet)
    assert scores(grades) == {"ada": ALL, "zoe": ALL}


def test_a_room_that_fails_once_costs_nothing(root, monkeypatch):
    opened, calls = Room.open_line, []

    def fail_once(room):
        calls.append(room)
        if len(calls) == 1:
            raise RoomLost("it is gone")
        return opened(room)

    monkeypatch.setattr(Room, "open_line", fail_once)
    done, grades = grade(root, Options(jobs=1), quiet)
    assert (done.not_graded, scores(grades)) == ([], {"ada": ALL, "zoe": ALL})


def test_what_a_kill_left_out_of_the_gradebook_is_there_after_the_next_run(root, tmp_path):
    grade(root, Options(), quiet)
    other = killing.same_class(root, tmp_path / "other")
    (other / "classroom/submitted/ada" / UNIT / "timestamp.txt").write_text("2026-03-03 08:05 UTC")
    (root / "classroom/submitted/ada" / UNIT / "timestamp.txt").write_text("2026-03-03 08:05 UTC")
    grade(root, Options(), quiet)

    class Killed(BaseException):
        """Stands for what nothing survives."""

    def die(self, batch):
        raise Killed

    with pytest.MonkeyPatch.context() as patch, pytest.raises(Killed):
        patch.setattr(GradebookWriter, "write_all", die)
        grade(other, Options(), quiet)
    # Of the whole class, whatever the next run is to grade.
    done, _ = grade(other, Options(students=["zoe"]), quiet)
    assert (done.graded, done.unchanged) == (0, 1)
    assert killing.gradebook_rows(other) == killing.gradebook_rows(root)


@pytest.mark.parametrize(
    "words", ["12h999999999999999999999999999999.9m", "\ud800", "\0", "1e9999"]
)
def test_a_timestamp_that_is_none_costs_nothing(root, words):
    path = root / "classroom/submitted/ada" / UNIT / "timestamp.txt"
    path.write_bytes(words.encode("utf-8", "surrogatepass"))
    done, grades = grade(root, Options(), quiet)
    assert scores(grades) == {"ada": ALL, "zoe": ALL}
    assert "can't be read as a date" in done.attention[0]


def test_an_attachment_that_no_file_can_hold_costs_nothing(root):
    path = root / "classroom/submitted/ada" / UNIT / f"{UNIT}.ipynb"
    content = json.loads(path.read_text())
    picture = {"a.png": {"image/png": "\ud800"}, "\ud800": None}
    content["cells"].insert(
        0, {"cell_type": "markdown", "source": "x", "metadata": {}, "attachments": picture}
    )
    path.write_text(json.dumps(content))
    assert scores(grade(root, Options(), quiet)[1]) == {"ada": ALL, "zoe": ALL}


def test_a_folder_whose_name_no_gradebook_can_hold_is_told_of(root):
    submitted = root / "classroom/submitted"
    for name in (b"\x1b[2Jeve", b"\xff\xfe", b"new\nline"):
        folder = os.fsencode(submitted) + b"/" + name
        os.makedirs(folder + b"/" + UNIT.encode())
    done, grades = grade(root, Options(), quiet)
    assert set(scores(grades)) == {"ada", "zoe"}
    assert sum("rename it" in line for line in done.attention) == 3
    assert all(line.isprintable() for line in done.attention)


def test_every_phase_is_timed(root):
    done, _ = grade(root, Options(), quiet)
    assert set(done.timings.seconds) == set(PHASES)
    assert all(seconds > 0 for seconds in done.timings.seconds.values())


def test_workers_that_do_not_start_are_told_of_in_a_sentence(root, monkeypatch):
    monkeypatch.setattr(workers, "PROGRAM", ("-c", "raise SystemExit('no such machine')"))
    with pytest.raises(CourseError, match="no such machine"):
        grade(root, Options(), quiet)
