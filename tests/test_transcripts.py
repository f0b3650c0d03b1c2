"""What a student reads is what was read by a person: a change of wording is a difference."""

import difflib
from pathlib import Path

import pytest

from autograder.build.transcripts import transcript, written_with
from autograder.exercises import units

PAGES = Path(__file__).parent / "transcripts"


@pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.name)
def test_what_a_student_reads_is_what_is_written_down(unit):
    page = (PAGES / f"{unit.name}.md").read_text(encoding="utf-8")
    if written_with() not in page:
        pytest.skip("another version words its errors in another way")
    made = transcript(unit)
    differences = difflib.unified_diff(
        page.splitlines(), made.splitlines(), "as written down", "as said now", lineterm=""
    )
    assert made == page, "\n".join(
        [*differences, "", f"Read it; `autograder transcripts {unit.name}` writes it down."]
    )


def test_every_unit_has_its_page_and_no_page_is_left_over():
    assert {page.stem for page in PAGES.glob("*.md")} == {unit.name for unit in units()}
