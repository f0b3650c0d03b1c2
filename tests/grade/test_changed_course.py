"""The course changes in the middle of a term: all is graded again, and nothing by hand is lost."""

import csv

import pytest

from autograder.course import Classroom
from autograder.grade.command import Options, grade
from tests.grade import class_of
from tests.grade.class_of import NAMES, UNIT, answer, hand_in, make_root
from tests.grade.newer_course import autograder_of, copy_package, reword, take_out

FIRST, *_, LAST = NAMES


def all_but(name):
    def change(notebook):
        class_of.solve(notebook)
        answer(notebook, name, "24 * 60")

    return change


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """A class of four; then the first reference is another, then the last exercise is gone."""
    folder = tmp_path_factory.mktemp("term")
    root = make_root(folder / "course")
    hand_in(root, "ada")
    hand_in(root, "bob", all_but(FIRST))
    hand_in(root, "carol", class_of.untouched)
    hand_in(root, "dave", class_of.untouched)
    grade(root, Options(feedback=True), lambda what, number, count: None)
    with Classroom(root).api.gradebook as gradebook:
        for exercise, points in ((FIRST, 0.25), (LAST, 0.75)):
            gradebook.find_grade(exercise, UNIT, UNIT, "carol").manual_score = points
            comment = gradebook.find_comment(f"{exercise}-answer", UNIT, UNIT, "carol")
            comment.manual_comment = "=we spoke"
        gradebook.db.commit()
    told, pages = [], [inodes(root)]
    package = copy_package(folder / "newer")
    reword(package, "reference=lambda: 24 * 60 * 60,", "reference=lambda: 24 * 60,")
    told.append(autograder_of(package, root, "grade", "--feedback"))
    pages.append(inodes(root))
    take_out(package, root, LAST)
    told.append(autograder_of(package, root, "grade"))
    return root, told, pages


def inodes(root):
    """Tells which pages of feedback were written anew."""
    pages = root.glob(f"classroom/feedback/*/{UNIT}/{UNIT}.html")
    return {page.parents[1].name: (page.stat().st_ino, page.stat().st_mtime_ns) for page in pages}


def test_a_corrected_reference_is_graded_again_and_says_who_gained_and_lost(story):
    said = story[1][0]
    assert "4 graded, 0 unchanged" in said
    assert "graded by a changed course: 1 gained, 1 lost." in said
    assert f"ada, {UNIT}: -1 (`{FIRST}` 1 → 0)" in said
    assert f"bob, {UNIT}: +1 (`{FIRST}` 0 → 1)" in said
    assert "carol, 00_start_here: +" not in said


def test_only_the_feedback_of_who_gained_or_lost_is_written_anew(story):
    before, after = story[2]
    written = {student for student in before if before[student] != after[student]}
    assert written == {"ada", "bob", "carol"}  # carol's for the marks by hand


def test_an_exercise_taken_away_costs_no_other_mark_by_hand(story):
    with Classroom(story[0]).api.gradebook as gradebook:
        assert gradebook.find_grade(FIRST, UNIT, UNIT, "carol").manual_score == 0.25
        comment = gradebook.find_comment(f"{FIRST}-answer", UNIT, UNIT, "carol")
        assert comment.manual_comment == "=we spoke"
        names = {cell.name for cell in gradebook.find_notebook(UNIT, UNIT).grade_cells}
    assert names == set(NAMES) - {LAST}


def test_what_was_given_by_hand_for_it_is_kept_in_a_table(story):
    root, (_, said), _ = story
    assert f"{UNIT}: the course no longer asks `{LAST}`." in said
    with (root / "classroom" / "removed_marks.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [(row["student"], row["cell"], row["points"], row["comment"]) for row in rows] == [
        ("carol", LAST, "0.75", ""),
        ("carol", f"{LAST}-answer", "", "'=we spoke"),
    ]
