"""`autograder report`: what stands in the page, and what must not."""

import dataclasses
import datetime as dt
import re

import pytest

from autograder.errors import CourseError
from autograder.report import findings
from autograder.report.page import draw, write_report
from autograder.report.results import read_results
from tests.report.classes import a_class, hand_in, record, write

NOON = dt.datetime(2026, 3, 1, 12)


@pytest.fixture
def results(tmp_path):
    """Reads the results of these records."""
    return lambda records: read_results(write(tmp_path / "results.jsonl", records))


def wrong(student, **more):
    return record(student, status="wrong", score=0.0, aspect="values", **more)


def page(results, names=False):
    return draw(results, names=names, graded=NOON)


# -- reading -------------------------------------------------------------------------------------


def test_the_newest_whole_hand_in_counts(results):
    old = hand_in("jane", "u", {"a": 2, "b": 2}, submission="1")
    new = hand_in("jane", "u", {"a": 0, "b": 2}, submission="2")
    found = results([*old, *new, old[0]])
    assert [one.score for one in found.hand_ins["jane", "u"]] == [0, 2]


def test_a_line_that_a_kill_cut_short_is_passed_over(tmp_path):
    path = write(tmp_path / "results.jsonl", [record("jane"), record("bob")])
    path.write_bytes(path.read_bytes()[:-9])
    assert read_results(path).students == ["jane"]


@pytest.mark.parametrize("content", [None, "", "{}\n", "[1]\nnot json\n"])
def test_without_results_it_says_what_to_do(tmp_path, content):
    path = tmp_path / "results.jsonl"
    if content is not None:
        path.write_text(content)
    with pytest.raises(CourseError, match="run `autograder grade` first"):
        write_report(path, tmp_path / "report.html")
    assert not (tmp_path / "report.html").exists()


# -- findings ------------------------------------------------------------------------------------


def test_known_mistakes_are_counted_most_frequent_first(results):
    few = [wrong(f"a{i}", mistake="Rare slip.", message="Rare slip.") for i in range(2)]
    many = [wrong(f"b{i}", mistake="Often made.", message="Often made.") for i in range(3)]
    found = findings.misunderstandings(results(few + many))
    assert [(one.says, one.count) for one in found] == [("Often made.", 3), ("Rare slip.", 2)]
    assert found[0].share == pytest.approx(3 / 5)


def test_a_mistake_with_a_short_name_shows_it_and_the_sentence(results):
    rows = [
        wrong("a", exercise=e, unit=e, mistake="off_by_one", message="Count again.") for e in "xy"
    ]
    found = findings.misunderstandings(results(rows))
    assert {(one.label, one.says) for one in found} == {("off_by_one", "Count again.")}
    assert findings.labels(found) == [("off_by_one", 2, 2)]


def test_wrong_answers_without_a_name_stand_together_by_what_failed(results):
    rows = [
        wrong("a", case="empty", message="f([1.5, 2]) gave 3, and 4 was expected."),
        wrong("b", case="empty", message="f([7]) gave -8.25, and 1 was expected."),
        wrong("c", case="one element", message="f([7]) gave 8, and 1 was expected."),
        wrong("d", case="empty", mistake="Known.", message="Known."),
        record("e", status="not attempted", score=0.0),
    ]
    found = findings.unnamed(results(rows))
    assert [(one.case, one.students) for one in found] == [
        ("empty", ["a", "b"]),
        ("one element", ["c"]),
    ]


def test_a_cluster_keeps_its_name_and_is_found_by_it(results):
    rows = [wrong(who, case="empty", message=f"gave {n}.") for n, who in enumerate("abc")]
    (found,) = findings.unnamed(results(rows))
    (later,) = findings.unnamed(results(rows[1:]))
    assert found.cluster == later.cluster and len(found.cluster) == 8
    assert findings.cluster(results(rows), found.cluster[:4]).students == ["a", "b", "c"]
    for name in ("", "none"):
        with pytest.raises(CourseError, match="autograder report"):
            findings.cluster(results(rows), name)


def test_a_label_that_nobody_gave_is_no_name(results):
    rows = [wrong("a", mistake="Count again.", message="Count again.", label="0a1b2c3d")]
    (found,) = findings.misunderstandings(results(rows))
    assert (found.label, found.says) == ("", "Count again.")
    rows[0]["label"] = "off_by_one"
    (found,) = findings.misunderstandings(results(rows))
    assert (found.label, found.says) == ("off_by_one", "Count again.")


def test_who_needs_help_and_why(results):
    rows = hand_in("able", "01_a", {"x": 2, "y": 2}) + hand_in("able", "02_b", {"z": 2})
    rows += hand_in("absent", "01_a", {"x": 2, "y": 2})
    rows += hand_in("weak", "01_a", {"x": 0, "y": 0}) + hand_in("weak", "02_b", {"z": 0})
    rows += hand_in("falling", "01_a", {"x": 2, "y": 2}) + hand_in("falling", "02_b", {"z": 0})
    reasons = {one.student: one.reasons for one in findings.standings(results(rows))}
    assert reasons["able"] == ()
    assert reasons["absent"] == ("not handed in: 02",)
    assert reasons["weak"] == ("0% of the points in what was handed in",)
    assert "0% in 02_b, 50% on average" in reasons["falling"]


def test_notes_alike_stand_together(results):
    rows = [record(name, notes=[f"It was handed in as {name}.ipynb."]) for name in ("ada", "bo")]
    [note] = findings.attention(results(rows))
    assert note.says == "It was handed in as …." and len(note.hand_ins) == 2


# -- the page ------------------------------------------------------------------------------------


def test_no_name_stands_in_the_page_unless_it_is_asked_for(results):
    rows = [
        wrong("Jane Doe", message="NameError: jane doe", notes=["Handed in as Jane Doe.ipynb."]),
        record("Bob Roe"),
    ]
    found = results(rows)
    assert not re.search("jane|doe|bob|roe", page(found), re.IGNORECASE)
    assert "Jane Doe" in page(found, names=True)


def test_what_a_student_wrote_is_no_part_of_the_page(results):
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    found = results([wrong(evil, message=evil, case=evil, notes=[evil])])
    for drawn in (page(found), page(found, names=True)):
        assert evil not in drawn and drawn.count("<script>") == 1 and "<img" not in drawn


def test_the_page_needs_no_network(results):
    drawn = page(results(a_class(12)))
    assert not re.search(r"https?://|\bsrc=|@import|url\(", drawn)
    assert "default-src 'none'" in drawn


def test_it_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = write(tmp_path / "results.jsonl", [record()])
    to = tmp_path / "report.html"
    to.write_text("yesterday's")
    monkeypatch.setattr("autograder.report.page.os.replace", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_report(path, to)
    assert to.read_text() == "yesterday's"


def test_the_command_writes_it_into_the_classroom(tmp_path, autograder, monkeypatch):
    write(tmp_path / "classroom" / "results.jsonl", [record()])
    (tmp_path / "nbgrader_config.py").touch()
    monkeypatch.chdir(tmp_path)
    status, out, _ = autograder("report")
    assert status == 0 and "1 students, 1 hand-ins" in out
    assert "What the class understood" in (tmp_path / "classroom" / "report.html").read_text()


def test_every_student_of_a_large_class_has_a_row(results):
    found = results(a_class(300))
    drawn = page(found)
    assert drawn.count('<th scope="row">Student ') >= 300
    assert dataclasses.asdict(findings.standings(found)[0])["number"] == 1
