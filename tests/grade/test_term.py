"""A term: due dates, one student's extension, what being late costs, a unit that counts whole."""

import csv
import datetime as dt
import json

import pytest

from autograder.course import Classroom
from autograder.errors import CourseError
from autograder.grade.command import Options, grade
from autograder.grade.term import LatePolicy, late_plugin, term_in
from tests.grade import class_of
from tests.grade.class_of import ALL, NAMES, UNIT, WORTH, hand_in, make_root

DAY = 24 * 60 * 60
TERM = f"""
c.Term.timezone = "Europe/Berlin"
c.Term.due = {{"00": "2026-03-01 23:59"}}
c.Term.extensions = {{"ill": {{"{UNIT}": "2026-03-08 23:59"}}}}
c.AssignLatePenalties.plugin_class = "autograder.grade.term.LatePolicy"
c.LatePolicy.per_day = 25
c.LatePolicy.cut_off = 3
"""
TIMES = {
    "early": "2026-03-01 22:59:00 UTC",  # one minute to twelve in Berlin is 22:59 UTC
    "late": "2026-03-02 00:00:00 +0100",
    "later": "2026-03-03 12:00:00 UTC",
    "too-late": "2026-03-05 12:00:00 UTC",
    "ill": "2026-03-05 12:00:00 UTC",
    "undated": "05.03.2026",
}
EARNED = {
    "early": ALL,
    "late": ALL * 0.75,
    "later": ALL * 0.5,
    "too-late": 0,
    "ill": ALL,
    "undated": ALL,
}


def configure(root, text):
    with (root / "nbgrader_config.py").open("a") as file:
        file.write(text)


def run(root, **options):
    _, grades = grade(root, Options(**options), lambda what, number, count: None)
    return {one.student: one for one in grades}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = make_root(tmp_path_factory.mktemp("term") / "course")
    configure(root, TERM)
    for student, time in TIMES.items():
        (hand_in(root, student) / "timestamp.txt").write_text(time)
    return root


@pytest.fixture(scope="module")
def graded(root):
    return run(root)


@pytest.mark.parametrize("student", TIMES)
def test_being_late_costs_what_the_policy_says(graded, student):
    assert graded[student].score == pytest.approx(EARNED[student])
    assert graded[student].late == (EARNED[student] < ALL)


def test_table_csv_and_json_say_the_same(root, graded, autograder, monkeypatch):
    monkeypatch.chdir(root)
    _, said, _ = autograder("grade", "--json", "grades.json")
    written = json.loads((root / "grades.json").read_text())
    assert {one["student"]: one["score"] for one in written} == pytest.approx(EARNED)
    with (root / "classroom" / "grades.csv").open() as file:
        rows = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert rows == pytest.approx(EARNED)
    line = next(line for line in said.splitlines() if "too-late" in line)
    assert "0 (late)" in line


def test_formgrader_sees_due_date_and_extension(root, graded):
    with Classroom(root).api.gradebook as gradebook:
        due = gradebook.find_assignment(UNIT).duedate
        assert due == dt.datetime(2026, 3, 1, 22, 59)
        assert gradebook.find_submission(UNIT, "ill").duedate == due + dt.timedelta(days=7)


def test_a_timestamp_taken_away_is_late_no_more(tmp_path):
    root = make_root(tmp_path / "course")
    configure(root, TERM)
    (hand_in(root, "ada") / "timestamp.txt").write_text(TIMES["late"])
    assert run(root)["ada"].score == ALL * 0.75
    (root / "classroom" / "submitted" / "ada" / UNIT / "timestamp.txt").unlink()
    assert (run(root)["ada"].score, run(root)["ada"].late) == (ALL, False)


def test_a_unit_may_count_only_as_a_whole(tmp_path):
    root = make_root(tmp_path / "course")
    hand_in(root, "ada")
    hand_in(root, "bob", class_of.all_but_the_first)
    assert run(root)["bob"].score == ALL - WORTH[NAMES[0]]
    configure(root, "c.Term.all_or_nothing = ['00']\n")
    grades = run(root)
    assert (grades["ada"].score, grades["bob"].score) == (ALL, 0)
    records = (root / "classroom" / "results.jsonl").read_text()
    assert records.count("once every answer of this unit is right") == len(NAMES) - 1


@pytest.mark.parametrize(
    ("seconds", "cost"),
    [(1, 2), (DAY, 2), (DAY + 1, 4), (3 * DAY, 6), (3 * DAY + 1, 8), (1000 * DAY, 8)],
)
def test_each_day_begun_costs_and_after_the_cut_off_nothing_counts(seconds, cost):
    policy = LatePolicy(per_day=25, cut_off=3)
    assert policy.late_submission_penalty("ada", 8.0, seconds) == cost


def test_by_default_being_late_costs_nothing():
    assert LatePolicy().late_submission_penalty("ada", 8.0, 100 * DAY) == 0


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("c.Term.due = {'99': '2026-03-01'}", "'99'"),
        ("c.Term.due = {'00': '01.03.2026'}", "01.03.2026"),
        ("c.Term.due = ['00']", "dictionary"),
        ("c.Term.timezone = 'Mars'", "Mars"),
        ("c.Term.extensions = {'ada': '2026-03-01'}", "dictionary"),
        ("c.Term.extensions = {'ada': {'00': 'later'}}", "later"),
        ("c.Term.all_or_nothing = '00'", "list"),
        ("c.Term.all_or_nothing = ['99']", "'99'"),
        ("c.Term.dew = {}", "dew"),
        ("c.AssignLatePenalties.plugin_class = 'autograder.none.Policy'", "plugin"),
        ("c.AssignLatePenalties.plugin_class = 3", "plugin"),
        (TERM + "c.LatePolicy.per_day = 300", "plugin"),
    ],
)
def test_a_term_that_is_not_understood_is_told_in_a_sentence(tmp_path, line, named):
    root = make_root(tmp_path / "course")
    configure(root, line)
    with pytest.raises(CourseError, match="nbgrader_config.py") as told:
        config = Classroom(root).config
        term_in(config)
        late_plugin(config)
    assert named in str(told.value)
