"""results.jsonl survives a kill at any byte."""

import pytest

from autograder.grade.records import Records, read_records


def hand_in(student, fingerprint="f", exercises=2, unit="02_ops"):
    return [
        {
            "student": student,
            "unit": unit,
            "submission": fingerprint,
            "exercise": f"e{i}",
            "exercises": exercises,
        }
        for i in range(exercises)
    ]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "results.jsonl"


def test_records_are_kept_and_come_back_in_order(path):
    with Records(path) as records:
        records.add(hand_in("zoe"))
        records.add(hand_in("ada"))
        assert records.fingerprint("zoe", "02_ops") == "f"
        assert records.of("ada", "02_ops") == hand_in("ada")
    assert [r["student"] for r in read_records(path)] == ["ada", "ada", "zoe", "zoe"]


def test_a_newer_hand_in_replaces_the_older(path):
    with Records(path) as records:
        records.add(hand_in("ada", "old", exercises=3))
    with Records(path) as records:
        records.add(hand_in("ada", "new"))
    assert [r["submission"] for r in read_records(path)] == ["new", "new"]
    assert path.read_text().count("\n") == 2


def test_a_file_cut_at_any_byte_holds_whole_submissions_only(path):
    with Records(path) as records:
        records.add(hand_in("ada"))
        records.add(hand_in("bob"))
    whole = path.read_bytes()
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        with Records(path) as records:
            kept = [s for s in ("ada", "bob") if records.fingerprint(s, "02_ops")]
        assert len(kept) == whole[:size].count(b"\n") // 2
        with Records(path) as records:
            for student in {"ada", "bob"} - set(kept):
                records.add(hand_in(student))
        assert path.read_bytes() == whole


def test_two_interrupted_tries_at_one_submission_are_told_from_a_whole_one(path):
    with Records(path) as records:
        records.add(hand_in("ada", exercises=3))
    lines = path.read_text().splitlines(keepends=True)
    path.write_text(lines[0] + lines[1] + "garbage\n" + lines[2])
    assert list(read_records(path)) == []
