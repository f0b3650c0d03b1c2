"""A timestamp.txt is read strictly, and what could mean two days is told."""

import datetime as dt

import pytest

from autograder.grade.timestamps import timestamp_in

NOON = dt.datetime(2026, 3, 4, 12, 0)


@pytest.mark.parametrize(
    "said",
    [
        "2026-03-04 12:00:00 UTC",
        "2026-03-04 12:00:00.000000 UTC\n",
        "2026-03-04T12:00:00Z",
        "2026-03-04 12:00",
        "2026-03-04 13:00:00 +0100",
        "2026-03-04 13:00:00+01:00",
        "2026-03-04T07:00:00-05",
        "2026-03-04 17:30 +05:30",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_date_is_read_whatever_its_offset_and_encoding(said, encoding):
    assert timestamp_in(said.encode(encoding)) == (NOON, [])


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("04.03.2026 12:00", "which number is the month"),
        ("03/04/2026", "which number is the month"),
        ("31/12/2026 10:00", "the year does not stand first"),
        ("2026-03-04 12:00 CET", "CET is no offset"),
        ("2026-02-31 12:00", "2026-02-31"),
        ("2026-03-04 12:00 +99:00", "+99:00"),
        ("1772625600", "1772625600"),
        ("yesterday, I think", "yesterday"),
        ("", "empty"),
    ],
)
def test_what_is_not_clear_is_told_and_is_no_date(said, why):
    when, (note,) = timestamp_in(said.encode())
    assert when is None and why in note


def test_none_is_no_date():
    assert timestamp_in(None) == (None, [])
