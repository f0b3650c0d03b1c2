"""Which file of a hand-in counts, whatever it is called and wherever in the folder it lies."""

import json

import pytest

from autograder.grade.handed_in import HandIn, hand_ins, notebook_in
from tests.grade import class_of
from tests.grade.class_of import UNIT, blank, hand_in, make_root, solve

NAME = f"{UNIT}.ipynb"


@pytest.fixture
def root(tmp_path):
    return make_root(tmp_path / "course")


def worked(root, change=solve):
    notebook = blank(root)
    change(notebook)
    return json.dumps(notebook).encode()


@pytest.fixture
def found(root):
    """Lays files into a hand-in; gives what is found there."""

    def lay(**files):
        folder = root / "classroom" / "submitted" / "jane" / UNIT
        for name, data in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        return notebook_in(HandIn("jane", UNIT, folder), root / "course")

    return lay


@pytest.mark.parametrize(
    "name",
    [
        f"{NAME}.json",
        NAME.upper(),
        f"{NAME}.txt",
        "my answers (1).ipynb",
        f"{UNIT}/{NAME}",
        "a/b/x.ipynb",
    ],
)
def test_the_only_candidate_is_taken_and_told(root, found, name):
    one = found(**{name: worked(root)})
    assert one.path.name == name.rpartition("/")[2] and not one.refused
    assert one.notes == (f"It was handed in as {name}.",)


@pytest.mark.parametrize(
    "litter", [f"._{NAME}", f".ipynb_checkpoints/{NAME}", f"__MACOSX/._{NAME}"]
)
def test_what_a_system_left_behind_is_no_candidate(root, found, litter):
    one = found(**{litter: b"\x00\x05\x16\x07", "work.ipynb": worked(root)})
    assert one.path.name == "work.ipynb" and not one.refused


def test_a_worked_copy_counts_before_a_blank_original(root, found):
    one = found(**{NAME: worked(root, class_of.untouched), "solution.ipynb": worked(root)})
    assert one.path.name == "solution.ipynb"
    assert one.notes == ("It was handed in as solution.ipynb.",)


def test_a_blank_one_alone_is_a_hand_in(root, found):
    one = found(**{NAME: worked(root, class_of.untouched), "notes.txt": b"hello"})
    assert one.path.name == NAME and not one.notes


def test_the_same_file_twice_is_one(root, found):
    one = found(**{NAME: worked(root), "copy.ipynb": worked(root)})
    assert one.path.name == NAME and not one.notes


def test_of_two_answers_the_one_with_the_units_name_is_taken_and_it_is_told(root, found):
    one = found(**{NAME: worked(root), "b.ipynb": worked(root, class_of.all_but_the_first)})
    assert one.path.name == NAME
    assert one.notes == ("Another answer lies beside it and was not looked at: b.ipynb.",)


def test_of_two_answers_without_it_neither_is_guessed(root, found):
    one = found(**{"a.ipynb": worked(root), "b.ipynb": worked(root, class_of.all_but_the_first)})
    assert "a.ipynb and b.ipynb are different answers" in one.refused


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("work.py", "a Python program"),
        ("work.pdf", "a PDF"),
        ("work.html", "a web page"),
        ("work.zip", "a zip archive"),
        ("work", "a file without an extension"),
    ],
)
def test_what_is_no_notebook_is_listed_by_kind(found, name, kind):
    one = found(**{name: b"x", "timestamp.txt": b"2026-03-01 12:00 UTC"})
    assert one.refused == f"There is no {NAME}. What was handed in instead: {name} ({kind})."


def test_an_empty_folder_says_so(found):
    assert found(**{"timestamp.txt": b""}).refused.endswith("nothing was handed in.")


# -- folders -------------------------------------------------------------------------------------


@pytest.mark.parametrize("litter", ["__MACOSX", ".ipynb_checkpoints", ".DS_Store", "._jane"])
def test_what_a_system_left_behind_is_no_student(root, litter):
    hand_in(root, litter)
    assert hand_ins(root / "classroom" / "submitted") == ([], [])


def test_a_group_may_share_a_folder_by_a_link(root):
    hand_in(root, "jane")
    submitted = root / "classroom" / "submitted"
    (submitted / "bob").symlink_to("jane")
    (submitted / "carl").mkdir()
    (submitted / "carl" / UNIT).symlink_to(f"../jane/{UNIT}")
    found, notes = hand_ins(submitted)
    assert [one.student for one in found] == ["bob", "carl", "jane"]
    assert all((one.folder / NAME).is_file() for one in found)
    assert [note.partition(",")[0] for note in notes] == ["bob", "carl"]
    assert "is a link to jane's" in notes[0]


@pytest.mark.parametrize("target", ["../../solutions", "/", "nowhere"])
def test_a_link_that_leads_elsewhere_is_not_followed(root, target):
    submitted = root / "classroom" / "submitted"
    (submitted / "eve").mkdir()
    (submitted / "eve" / UNIT).symlink_to(target)
    found, (note,) = hand_ins(submitted)
    assert found == [] and "it was left out" in note


def test_a_notebook_in_the_students_own_folder_is_told(root):
    folder = hand_in(root, "jane")
    (folder / NAME).rename(folder.parent / NAME)
    folder.rmdir()
    found, (note,) = hand_ins(root / "classroom" / "submitted")
    assert found == [] and "belongs into a folder of its unit" in note


def test_a_unit_that_is_nearly_one_is_told(root):
    hand_in(root, "jane").rename(root / "classroom" / "submitted" / "jane" / UNIT.upper())
    found, (note,) = hand_ins(root / "classroom" / "submitted")
    assert found == [] and f"Did you mean {UNIT!r}?" in note


def test_a_space_after_a_name_is_told(root):
    hand_in(root, "jane ")
    hand_in(root, "jane")
    found, (note,) = hand_ins(root / "classroom" / "submitted")
    assert [one.student for one in found] == ["jane", "jane "]
    assert "a space stands before or after" in note
