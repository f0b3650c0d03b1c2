"""`autograder grade` over a class: every hand-in ends in a grade with a reason."""

import csv
import json
import stat

import nbformat
import pytest

from autograder.course import configuration, nbgrader
from autograder.errors import CourseError
from autograder.grade.command import Options, grade
from autograder.grade.records import read_records
from autograder.grade.summary import compare, table
from tests.grade import class_of
from tests.grade.class_of import ALL, NAMES, STUDENTS, UNIT, hand_in, make_root
from tests.grade.kept import kept_runners

DUE = "2026-03-01 23:59:00 UTC"
LATE = "2026-03-03 08:05:00 UTC"
ZERO = {
    "damaged": "holds no JSON",
    "nothing": "There is no 00_start_here.ipynb",
    "linked": "link to another file",
    "another-unit": None,
}


def quiet(what, number, count):
    """No progress bar."""


def run(root, **options):
    done, grades = grade(root, Options(**options), quiet)
    return done, {one.student: one for one in grades}


@pytest.fixture(scope="module", autouse=True)
def _same_room_for_all():
    with kept_runners():
        yield


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = make_root(tmp_path_factory.mktemp("class") / "course")
    for student, (change, _) in STUDENTS.items():
        hand_in(root, student, change)
    (hand_in(root, "late") / "timestamp.txt").write_text(LATE)
    (hand_in(root, "undated") / "timestamp.txt").write_text("yesterday, I think")
    hand_in(root, "renamed", filename="my solution (1).ipynb")
    (hand_in(root, "damaged") / f"{UNIT}.ipynb").write_text('{"cells": [')
    (hand_in(root, "nothing") / f"{UNIT}.ipynb").unlink()
    linked = hand_in(root, "linked") / f"{UNIT}.ipynb"
    linked.unlink()
    linked.symlink_to(root / "solutions" / UNIT / f"{UNIT}.ipynb")
    other = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x = 1")])
    nbformat.write(other, hand_in(root, "another-unit") / f"{UNIT}.ipynb")
    shadow = hand_in(root, "shadowing")
    (shadow / "torch.py").write_text("raise SystemExit\n")
    (root / "classroom/submitted/lost/11_no_such_unit").mkdir(parents=True)
    return root


@pytest.fixture(scope="module")
def graded(root):
    return run(root)


@pytest.mark.parametrize("student", STUDENTS)
def test_a_hand_in_earns_what_it_is_worth(graded, student):
    assert graded[1][student].score == pytest.approx(STUDENTS[student][1])
    assert graded[1][student].max_score == ALL


@pytest.mark.parametrize("student", ["late", "undated", "renamed", "shadowing"])
def test_a_right_answer_in_a_strange_folder_earns_everything(graded, student):
    assert graded[1][student].score == ALL


@pytest.mark.parametrize(("student", "reason"), ZERO.items())
def test_where_there_is_nothing_to_run_it_is_zero_with_a_reason(root, graded, student, reason):
    assert graded[1][student].score == 0
    records = [r for r in read_records(root / "classroom/results.jsonl") if r["student"] == student]
    assert [r["exercise"] for r in records] == NAMES
    if reason:
        assert all(reason in r["message"] for r in records)


def test_what_a_person_should_look_at_is_listed(graded):
    attention = "\n".join(graded[0].attention)
    assert "undated, 00_start_here: Its timestamp.txt can't be read as a date" in attention
    assert "renamed, 00_start_here: It was handed in as my solution (1).ipynb." in attention
    assert "lost, 11_no_such_unit: the course has no unit of this name" in attention
    assert "with-a-test-twice, 00_start_here: The test cell of" in attention
    assert "that-leaves-early, 00_start_here:" in attention
    assert "right, 00_start_here" not in attention.replace("untouched", "")


def test_a_record_holds_all_there_is_to_know(root, graded):
    records = list(read_records(root / "classroom/results.jsonl"))
    record = next(r for r in records if r["student"] == "all-but-the-first")
    assert record["exercise"] == NAMES[0]
    assert (record["status"], record["score"]) == ("wrong", 0)
    assert record["mistake"] in record["message"]
    keys = (
        "student unit exercise points score status aspect case devices mistake message seed seconds"
    )
    assert set(keys.split()) <= set(record)


def test_everyone_stands_in_the_csv(root, graded):
    with (root / "classroom" / "grades.csv").open() as file:
        rows = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert rows == pytest.approx({name: one.score for name, one in graded[1].items()})


def test_the_graded_notebook_is_one_that_nbgrader_reads_the_same_score_from(root, graded):
    from nbgrader.utils import determine_grade, is_grade

    for student in STUDENTS:
        path = root / "classroom" / "autograded" / student / UNIT / f"{UNIT}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        tests = [cell for cell in notebook.cells if is_grade(cell)]
        assert sorted(cell.metadata.nbgrader.grade_id for cell in tests) == sorted(NAMES)
        assert sum(determine_grade(cell)[0] for cell in tests) == graded[1][student].score


def test_outputs_stay_in_the_graded_notebook_as_a_kernel_leaves_them(root, graded):
    path = root / "classroom" / "autograded" / "with-magics" / UNIT / f"{UNIT}.ipynb"
    first = nbformat.read(path, as_version=4).cells[0]
    assert "hello" in "".join(o.get("text", "") for o in first.outputs)


def test_an_untouched_answer_is_commented_as_no_response(root, graded):
    with nbgrader(configuration(root)).gradebook as gradebook:
        for student, comment in (("untouched", "No response."), ("right", None)):
            found = gradebook.find_submission_notebook(UNIT, UNIT, student)
            assert {c.auto_comment for c in found.comments} == {comment}


def test_seeds_are_readable_by_the_instructor_alone(root, graded):
    assert stat.S_IMODE((root / "classroom" / "seeds.json").stat().st_mode) == 0o600


def test_the_table_has_a_row_for_each_student(graded):
    rows = {row["student"]: row for row in table(list(graded[1].values()))}
    assert rows["right"] == {
        "student": "right",
        f"{UNIT[:2]} /{ALL:g}": f"{ALL:g}",
        f"all /{ALL:g}": f"{ALL:g}",
    }


def test_a_grade_that_was_not_expected_is_pointed_out(graded):
    expected = {"right": {UNIT: ALL}, "untouched": {UNIT: 3.0}}
    assert compare(list(graded[1].values()), expected) == [
        f"untouched, {UNIT}: 0 points, written to earn 3"
    ]


@pytest.fixture
def own_root(tmp_path):
    """A class of its own, for tests that change it."""
    return make_root(tmp_path / "course")


def test_an_unchanged_hand_in_is_not_graded_again_and_a_newer_one_is(own_root):
    hand_in(own_root, "ada")
    hand_in(own_root, "bob", class_of.untouched)
    assert run(own_root)[0].graded == 2
    assert (run(own_root)[0].graded, run(own_root)[0].unchanged) == (0, 2)
    hand_in(own_root, "bob")
    done, grades = run(own_root)
    assert (done.graded, grades["bob"].score) == (1, ALL)


def test_a_worse_hand_in_takes_the_old_marks_back(own_root):
    hand_in(own_root, "ada")
    run(own_root)
    (hand_in(own_root, "ada") / f"{UNIT}.ipynb").write_text("{")
    assert run(own_root)[1]["ada"].score == 0


def test_marks_given_by_hand_are_kept_and_flagged(own_root):
    hand_in(own_root, "ada", class_of.untouched)
    run(own_root)
    api = nbgrader(configuration(own_root))
    with api.gradebook as gradebook:
        gradebook.find_grade(NAMES[0], UNIT, UNIT, "ada").manual_score = 0.5
        gradebook.db.commit()
    run(own_root, force=True)
    with api.gradebook as gradebook:
        kept = gradebook.find_grade(NAMES[0], UNIT, UNIT, "ada")
        assert (kept.manual_score, kept.needs_manual_grade) == (0.5, True)


def test_being_late_is_measured_as_nbgrader_does(own_root):
    (hand_in(own_root, "ada") / "timestamp.txt").write_text(LATE)
    run(own_root)
    with nbgrader(configuration(own_root)).gradebook as gradebook:
        gradebook.update_or_create_assignment(UNIT, duedate=DUE)
    assert run(own_root)[1]["ada"].late


def test_only_the_units_and_students_asked_for_are_graded(own_root):
    hand_in(own_root, "ada")
    hand_in(own_root, "bob")
    assert set(run(own_root, students=["bob"])[1]) == {"bob"}


def test_feedback_shows_the_message_and_no_reference(own_root):
    hand_in(own_root, "ada", class_of.all_but_the_first)
    run(own_root, feedback=True)
    page = (own_root / f"classroom/feedback/ada/{UNIT}/{UNIT}.html").read_text()
    message = next(iter(read_records(own_root / "classroom/results.jsonl")))["mistake"]
    assert message.split("`")[0] in page
    assert "BEGIN SOLUTION" not in page


def test_with_nothing_handed_in_there_is_a_way_on(own_root):
    with pytest.raises(CourseError, match="autograder sample"):
        run(own_root)


def test_a_device_that_is_absent_is_an_error_before_anything_is_graded(own_root):
    hand_in(own_root, "ada")
    with pytest.raises(CourseError, match="abacus"):
        run(own_root, devices=["abacus"])
    assert not (own_root / "classroom/autograded").exists()


def test_a_result_is_the_same_at_any_number_of_jobs(own_root):
    for student, (change, _) in list(STUDENTS.items())[:6]:
        hand_in(own_root, student, change)
    kept = []
    for jobs in (1, 2, 4):
        run(own_root, jobs=jobs, force=True)
        records = read_records(own_root / "classroom/results.jsonl")
        kept.append([json.dumps({k: v for k, v in r.items() if k != "seconds"}) for r in records])
    assert kept[0] == kept[1] == kept[2]


def test_slots_for_an_accelerator_and_a_cluster_exclude_each_other(tmp_path):
    root = make_root(tmp_path / "course")
    hand_in(root, "ann")
    with pytest.raises(CourseError, match="Leave one of the two out"):
        grade(root, Options(dask="tcp://127.0.0.1:1", gpu_slots=1), quiet)
