"""`autograder collect` puts hand-ins in their places, whatever system they come from."""

import io
import json
import os

import pytest

from autograder.collect.command import Options, collect
from autograder.errors import CourseError
from tests.collect.handed_in import (
    blank,
    canvas,
    google,
    lay,
    make_root,
    moodle,
    pack,
    worked,
)


@pytest.fixture
def root(tmp_path):
    return make_root(tmp_path / "course")


@pytest.fixture
def packed(tmp_path):
    """Packs files into an archive of a name; by default that of Canvas."""
    return lambda files, name="submissions.zip": pack(tmp_path / name, files)


def placed(root):
    """What lies in classroom/submitted: student -> units."""
    found = {}
    for path in sorted((root / "classroom" / "submitted").rglob("*.ipynb")):
        unit, student = path.parent.name, path.parent.parent.name
        assert path.name == f"{unit}.ipynb"
        found.setdefault(student, []).append(unit)
    return found


def lies_there(root, student, unit="02_ops"):
    return (root / "classroom" / "submitted" / student / unit / f"{unit}.ipynb").read_bytes()


def told(collected, file):
    """What was said of the one file whose name ends so."""
    [one] = [one for one in collected if one.file.endswith(file)]
    return one


ONE_EACH = {
    "canvas": (canvas("doejane", 12345, 678, "02_ops.ipynb"), "doejane"),
    "canvas-late": (canvas("doejane", 12345, 678, "02_ops-1.ipynb", late=True), "doejane"),
    "canvas-umlaut": (canvas("müllerjörg", 9, 8, "02_ops.ipynb"), "müllerjörg"),
    "moodle": (moodle("Doe Jane", 123, "02_ops.ipynb"), "Doe Jane"),
    "moodle-4": ("Doe Jane_123_assignsubmission_file/02_ops.ipynb", "Doe Jane"),
    "moodle-flat": (moodle("Doe Jane", 123, "02_ops.ipynb", folders=False), "Doe Jane"),
    "moodle-hidden": (moodle("Participant", 123, "02_ops.ipynb"), "Participant_123"),
    "google": (google("Jane Doe", "02_ops.ipynb"), "Jane Doe"),
    "google-copy": (google("Jane Doe", "Copy of 02_ops.ipynb"), "Jane Doe"),
    "nbgrader": ("jane/02_ops/02_ops.ipynb", "jane"),
    "folder": ("jane/02_ops.ipynb", "jane"),
    "renamed": ("jane/solution.ipynb", "jane"),
    "name-first": ("jane_02_ops.ipynb", "jane"),
    "name-last": ("02_ops_jane doe.ipynb", "jane doe"),
    "number-alone": ("jane/02.ipynb", "jane"),
    "topic-alone": ("jane/Ops.ipynb", "jane"),
    "upper-case": ("jane/02_OPS.IPYNB", "jane"),
    "json": ("jane/02_ops.ipynb.json", "jane"),
    "spaces": ("jane/02 ops.ipynb", "jane"),
    "unit-first": ("02_ops/jane/02_ops.ipynb", "jane"),
    "trailing-space": ("jane /02_ops.ipynb", "jane"),
    "comma": ("Doe, Jane/02_ops.ipynb", "Doe, Jane"),
    "formula": ("=cmd|x/02_ops.ipynb", "cmd x"),
    "backslashes": ("jane\\02_ops\\02_ops.ipynb", "jane"),
    "folder-in-folder": ("jane/jane/02_ops.ipynb", "jane"),
    "generic-folders": ("week 2/submissions/jane/final/02_ops.ipynb", "jane"),
}


@pytest.mark.parametrize("name", ONE_EACH)
def test_a_file_in_a_zip_is_known_by_its_name(root, packed, name):
    file, student = ONE_EACH[name]
    collected = collect(root, [packed({file: worked()})], Options())
    assert placed(root) == {student: ["02_ops"]}, collected
    assert lies_there(root, student) == worked()


@pytest.mark.parametrize("name", [name for name in ONE_EACH if "backslash" not in name])
def test_the_same_file_in_a_folder_is_known_too(root, tmp_path, name):
    file, student = ONE_EACH[name]
    folder = lay(tmp_path / "downloads", {file: worked()})
    collected = collect(root, [folder], Options())
    assert placed(root) == {student: ["02_ops"]}, collected


def test_a_class_from_canvas(root, packed):
    names = {
        f"student{i}": canvas(f"student{i}", 100 + i, 900 + i, "02_ops.ipynb") for i in range(40)
    }
    collected = collect(root, [packed({n: worked(answer=s) for s, n in names.items()})], Options())
    assert placed(root) == {student: ["02_ops"] for student in sorted(names)}
    assert all(lies_there(root, student) == worked(answer=student) for student in names)
    assert {one.outcome for one in collected} == {"new"}


@pytest.mark.parametrize("above", ["", "cs101/", "Week 2/"])
def test_a_class_in_folders_inside_a_folder(root, packed, above):
    files = {f"{above}{name}/02_ops.ipynb": worked() for name in ("ada", "bram", "chidi")}
    collect(root, [packed(files, "cs101.zip")], Options())
    assert placed(root) == {name: ["02_ops"] for name in ("ada", "bram", "chidi")}


def test_a_class_as_loose_files_in_a_folder(root, packed):
    files = {f"cs101/{name}_02_ops.ipynb": worked() for name in ("ada", "bram")}
    collect(root, [packed(files, "x.zip")], Options())
    assert placed(root) == {"ada": ["02_ops"], "bram": ["02_ops"]}


def test_an_archive_for_each_student_in_a_folder(root, tmp_path):
    (tmp_path / "all").mkdir()
    for name in ("ada", "bram"):
        pack(tmp_path / "all" / f"{name}.zip", {"02_ops.ipynb": worked(), "__MACOSX/._x": b""})
    collect(root, [tmp_path / "all"], Options())
    assert placed(root) == {"ada": ["02_ops"], "bram": ["02_ops"]}


def test_one_students_archive_with_several_units(root, packed):
    files = {f"monday/{unit}.ipynb": worked(unit) for unit in ("01_tensors",)}
    files["tuesday/02_ops.ipynb"] = worked("02_ops")
    files = {f"jane/{name}": data for name, data in files.items()}
    collect(root, [packed(files, "jane.zip")], Options())
    assert placed(root) == {"jane": ["01_tensors", "02_ops"]}


def test_a_students_own_archive_inside_canvas(root, packed):
    inner = io.BytesIO()
    pack(inner, {"my work/02_ops.ipynb": worked(), "my work/.ipynb_checkpoints/02_ops.ipynb": b"x"})
    collect(root, [packed({canvas("doejane", 12, 34, "ops.zip"): inner.getvalue()})], Options())
    assert placed(root) == {"doejane": ["02_ops"]}


def test_a_loose_notebook_takes_the_student_from_the_instructor(root, tmp_path):
    lay(tmp_path, {"02_ops.ipynb": worked()})
    [one] = collect(root, [tmp_path / "02_ops.ipynb"], Options())
    assert one.outcome == "left out" and "--student" in one.why
    collect(root, [tmp_path / "02_ops.ipynb"], Options(student="jane"))
    assert placed(root) == {"jane": ["02_ops"]}


@pytest.mark.parametrize("unit", ["02", "02_ops", "ops"])
def test_the_instructor_can_say_which_unit(root, packed, unit):
    files = {"jane/02_ops.ipynb": worked(), "jane/01_tensors.ipynb": worked("01_tensors")}
    collected = collect(root, [packed(files)], Options(unit=unit))
    assert placed(root) == {"jane": ["02_ops"]}
    assert "only 02_ops was asked for" in told(collected, "01_tensors.ipynb").why


def test_an_unknown_unit_is_told(root, packed):
    with pytest.raises(CourseError, match="has no unit '99'; it has 01_tensors, 02_ops"):
        collect(root, [packed({"jane/02_ops.ipynb": worked()})], Options(unit="99"))


def test_a_timestamp_beside_the_notebook_goes_with_it(root, packed):
    files = {"jane/02_ops/02_ops.ipynb": worked(), "jane/02_ops/timestamp.txt": b"2026-03-01 UTC"}
    collect(root, [packed(files)], Options())
    stamp = root / "classroom" / "submitted" / "jane" / "02_ops" / "timestamp.txt"
    assert stamp.read_bytes() == b"2026-03-01 UTC"


# -- one of several ------------------------------------------------------------------------------


def test_the_newest_of_several_attempts_counts(root, packed):
    files = {
        canvas("doejane", 12, 30, "02_ops.ipynb"): worked(answer="first"),
        canvas("doejane", 12, 32, "02_ops-2.ipynb"): worked(answer="third"),
        canvas("doejane", 12, 31, "02_ops-1.ipynb"): worked(answer="second"),
    }
    collected = collect(root, [packed(files)], Options())
    assert lies_there(root, "doejane") == worked(answer="third")
    assert told(collected, "_30_02_ops.ipynb").why == "is older than doejane_12_32_02_ops-2.ipynb"


def test_a_blank_original_beside_the_worked_copy_is_left_out(root, packed):
    files = {"jane/02_ops.ipynb": blank(), "jane/solution.ipynb": worked()}
    collected = collect(root, [packed(files)], Options())
    assert lies_there(root, "jane") == worked()
    assert "still blank" in told(collected, "02_ops.ipynb").why


def test_a_blank_hand_in_alone_is_a_hand_in(root, packed):
    collect(root, [packed({"jane/02_ops.ipynb": blank()})], Options())
    assert placed(root) == {"jane": ["02_ops"]}


def test_of_two_worked_ones_the_units_own_name_is_taken_and_it_is_told(root, packed):
    files = {"jane/02_ops.ipynb": worked(answer="a"), "jane/02_ops-Copy1.ipynb": worked(answer="b")}
    collected = collect(root, [packed(files)], Options())
    assert lies_there(root, "jane") == worked(answer="a")
    assert "02_ops.ipynb has the unit's own name" in told(collected, "-Copy1.ipynb").why


def test_of_two_worked_ones_without_its_name_none_is_guessed(root, packed):
    files = {"jane/mine.ipynb": worked(answer="a"), "jane/other.ipynb": worked(answer="b")}
    collected = collect(root, [packed(files)], Options())
    assert placed(root) == {}
    assert all("mine.ipynb and other.ipynb are different" in one.why for one in collected)


def test_two_canvas_users_of_one_name_stay_two(root, packed):
    files = {
        canvas("doejane", 12, 30, "02_ops.ipynb"): worked(answer="a"),
        canvas("doejane", 77, 31, "02_ops.ipynb"): worked(answer="b"),
    }
    collect(root, [packed(files)], Options())
    assert placed(root) == {"doejane_12": ["02_ops"], "doejane_77": ["02_ops"]}


def test_a_canvas_user_stays_the_same_student_from_unit_to_unit(root, packed):
    first = {canvas("doejane", 12, 30, "01_tensors.ipynb"): worked("01_tensors")}
    second = {
        canvas("doejane", 12, 40, "02_ops.ipynb"): worked(),
        canvas("doejane", 77, 41, "02_ops.ipynb"): worked(answer="b"),
    }
    collect(root, [packed(first, "1.zip")], Options())
    collect(root, [packed(second, "2.zip")], Options())
    assert placed(root) == {"doejane": ["01_tensors", "02_ops"], "doejane_77": ["02_ops"]}


def test_two_of_one_name_in_moodle_are_not_guessed(root, packed):
    files = {moodle("Doe Jane", number, "02_ops.ipynb"): worked() for number in (1, 2)}
    collected = collect(root, [packed(files)], Options())
    assert placed(root) == {}
    assert all("two people of this name" in one.why for one in collected)


# -- what is no notebook, and what is not said ---------------------------------------------------


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("ops.py", "a Python program"),
        ("ops.pdf", "a PDF"),
        ("ops.html", "a web page"),
        ("ops.7z", "a 7z archive"),
        ("notes.json", "a JSON file"),
        ("README", "a file without an extension"),
    ],
)
def test_what_is_no_notebook_is_told_by_kind(root, packed, file, kind):
    collected = collect(
        root, [packed({f"jane/{file}": b"x", "bob/02_ops.ipynb": worked()})], Options()
    )
    assert told(collected, file).why == f"is {kind}, no notebook"
    assert placed(root) == {"bob": ["02_ops"]}


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7", "is a PDF with a notebook's name"),
        (b"<!DOCTYPE html>", "is a web page with a notebook's name"),
        (b"PK\x03\x04", "is a zip archive with a notebook's name"),
        (b'{"cells": [', ""),
        (b"{}", "is damaged: it holds no notebook"),
    ],
)
def test_a_file_with_a_notebooks_name_is_a_hand_in_whatever_it_holds(root, packed, data, problem):
    [one] = collect(root, [packed({"jane/02_ops.ipynb": data})], Options())
    assert (one.outcome, one.why) == ("new", problem)


LITTER = (
    "__MACOSX/jane/._02_ops.ipynb",
    "jane/._02_ops.ipynb",
    "jane/.ipynb_checkpoints/02_ops.ipynb",
)


@pytest.mark.parametrize("litter", LITTER)
def test_what_systems_leave_behind_is_nobodys(root, packed, litter):
    collected = collect(root, [packed({litter: b"x", "jane/02_ops.ipynb": worked()})], Options())
    assert placed(root) == {"jane": ["02_ops"]} and len(collected) == 1


def test_a_name_and_cells_that_disagree_are_told(root, packed):
    [one] = collect(root, [packed({"jane/02_ops.ipynb": worked("01_tensors")})], Options())
    assert one.why == "it is called 02_ops, and its cells are those of 01_tensors"


def test_a_notebook_of_no_unit_is_left_out(root, packed):
    [one] = collect(root, [packed({"jane/scratch.ipynb": b'{"cells": []}'})], Options())
    assert one.why == "neither its name nor its cells say which unit it is"


# -- once more -----------------------------------------------------------------------------------


def test_once_more_everything_is_unchanged(root, packed):
    archive = packed({"jane/02_ops.ipynb": worked(), "bob/02_ops.ipynb": blank()})
    collect(root, [archive], Options())
    assert [one.outcome for one in collect(root, [archive], Options())] == ["unchanged"] * 2


def test_a_newer_attempt_takes_the_place_and_the_older_is_kept(root, packed):
    first = packed({canvas("doejane", 12, 30, "02_ops.ipynb"): worked(answer="a")}, "1.zip")
    second = packed({canvas("doejane", 12, 31, "02_ops-1.ipynb"): worked(answer="b")}, "2.zip")
    collect(root, [first], Options())
    [one] = collect(root, [second], Options())
    assert (one.outcome, one.why) == ("replaced", "it is newer")
    assert lies_there(root, "doejane") == worked(answer="b")
    [kept] = (root / "classroom" / "replaced").rglob("*.ipynb")
    assert kept.read_bytes() == worked(answer="a")


def test_an_older_archive_takes_nothing_back(root, packed):
    first = packed({canvas("doejane", 12, 30, "02_ops.ipynb"): worked(answer="a")}, "1.zip")
    second = packed({canvas("doejane", 12, 31, "02_ops-1.ipynb"): worked(answer="b")}, "2.zip")
    collect(root, [second], Options())
    [one] = collect(root, [first], Options())
    assert (one.outcome, one.why) == ("kept", "a newer one was collected before")
    assert lies_there(root, "doejane") == worked(answer="b")


@pytest.mark.parametrize("system", ["canvas", "moodle"])
def test_what_the_instructor_put_there_is_not_overwritten(root, packed, system):
    file, student = ONE_EACH[system]
    archive = packed({file: worked()})
    collect(root, [archive], Options())
    mine = root / "classroom" / "submitted" / student / "02_ops" / "02_ops.ipynb"
    mine.write_bytes(b"mine")
    [one] = collect(root, [archive], Options())
    assert one.outcome == "kept" and "--replace" in one.why and mine.read_bytes() == b"mine"
    [one] = collect(root, [archive], Options(replace=True))
    assert one.outcome == "replaced" and lies_there(root, student) == worked()


def test_a_dry_run_says_it_all_and_writes_nothing(root, packed):
    [one] = collect(root, [packed({"jane/02_ops.ipynb": worked()})], Options(dry_run=True))
    assert one.outcome == "new" and not placed(root)


def test_a_damaged_record_is_told(root, packed):
    archive = packed({"jane/02_ops.ipynb": worked()})
    collect(root, [archive], Options())
    (root / "classroom" / "collected.json").write_text("{")
    with pytest.raises(CourseError, match=r"collected\.json is damaged"):
        collect(root, [archive], Options())


def test_a_link_in_the_place_is_not_followed(root, packed, tmp_path):
    (tmp_path / "outside").mkdir()
    submitted = root / "classroom" / "submitted"
    submitted.mkdir(parents=True)
    os.symlink(tmp_path / "outside", submitted / "jane")
    [one] = collect(root, [packed({"jane/02_ops.ipynb": worked()})], Options())
    assert one.outcome == "kept" and not any((tmp_path / "outside").iterdir())


def test_the_command_says_it_as_a_table_and_as_json(root, packed, autograder, monkeypatch):
    monkeypatch.chdir(root)
    archive = str(packed({"jane/02_ops.ipynb": worked(), "bob/x.pdf": b"%PDF"}))
    status, out, _ = autograder("collect", archive, "--json")
    assert status == 0 and {row["student"] for row in json.loads(out)} == {"jane", ""}
    _, out, _ = autograder("collect", archive)
    assert "is a PDF, no notebook" in out and "1 left out, 1 unchanged" in out
