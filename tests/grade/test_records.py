"""results.jsonl survives a kill at any byte."""

import json

import pytest

from autograder.grade.records import Entry, Records, read_records

UNIT = "02_ops"


def hand_in(student, fingerprint="f", exercises=2):
    return [
        {
            "student": student,
            "unit": UNIT,
            "submission": fingerprint,
            "exercise": f"e{i}",
            "exercises": exercises,
        }
        for i in range(exercises)
    ]


def entry(student, fingerprint="f", exercises=2):
    records = hand_in(student, fingerprint, exercises)
    lines = "".join(json.dumps(record) + "\n" for record in records)
    return [Entry(student, UNIT, fingerprint, lines.encode())]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "results.jsonl"


def test_records_are_kept_and_come_back_in_order(path):
    with Records(path) as records:
        records.add(entry("zoe"))
        records.add(entry("ada"))
        assert records.fingerprint("zoe", "02_ops") == "f"
        assert records.of("ada", "02_ops") == hand_in("ada")
    assert [r["student"] for r in read_records(path)] == ["ada", "ada", "zoe", "zoe"]


def test_a_newer_hand_in_replaces_the_older(path):
    with Records(path) as records:
        records.add(entry("ada", "old", exercises=3))
    with Records(path) as records:
        records.add(entry("ada", "new"))
    assert [r["submission"] for r in read_records(path)] == ["new", "new"]
    assert path.read_text().count("\n") == 2


def test_a_file_cut_at_any_byte_holds_whole_submissions_only(path):
    with Records(path) as records:
        records.add(entry("ada"))
        records.add(entry("bob"))
    whole = path.read_bytes()
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        with Records(path) as records:
            kept = [s for s in ("ada", "bob") if records.fingerprint(s, "02_ops")]
        assert len(kept) == whole[:size].count(b"\n") // 2
        with Records(path) as records:
            for student in {"ada", "bob"} - set(kept):
                records.add(entry(student))
        assert path.read_bytes() == whole


def test_two_interrupted_tries_at_one_submission_are_told_from_a_whole_one(path):
    with Records(path) as records:
        records.add(entry("ada", exercises=3))
    lines = path.read_text().splitlines(keepends=True)
    path.write_text(lines[0] + lines[1] + "garbage\n" + lines[2])
    assert list(read_records(path)) == []
