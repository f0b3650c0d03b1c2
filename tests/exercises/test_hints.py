"""Hints help, and keep something back: none of them is the answer itself."""

import re

import pytest

from autograder.build.source import find_units
from autograder.exercises import exercises
from tests.test_syllabus import ROOT

SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)


def squeezed(code: str) -> str:
    return "".join(code.split())


def solutions() -> dict[str, list[str]]:
    """The last line of each solution, by the name it is for: what follows `return` or `name =`."""
    found: dict[str, list[str]] = {}
    for unit in find_units(ROOT):
        source = unit.source.read_text(encoding="utf-8")
        for cell in source.split("# %%"):
            named = re.search(r'"grade_id": "(\w+)-answer"', cell)
            for solution in SOLUTION.findall(cell) if named else []:
                lines = [line.strip() for line in solution.splitlines() if line.strip()]
                answer = re.sub(rf"^(return|{named[1]} =) ", "", lines[-1])
                found.setdefault(named[1], []).append(answer)
    return found


SOLUTIONS = solutions()
WORDED = {one.name: one for one in exercises().values() if one.hints}


@pytest.mark.parametrize("name", sorted(WORDED))
def test_no_hint_is_the_answer(name):
    one = WORDED[name]
    answers = {squeezed(text) for text in [*one.alternatives, *SOLUTIONS.get(name, [])]}
    # A bare name, as in `return image`, gives nothing away.
    answers = {text for text in answers if not text.isidentifier()}
    shown = [code for hint in one.hints for code in re.findall(r"`([^`]+)`", hint)]
    assert [code for code in shown if squeezed(code.removeprefix("return ")) in answers] == []


def test_a_solution_is_read_from_its_source():
    assert SOLUTIONS["five"] == ["torch.tensor(5)"]
    assert SOLUTIONS["count_above"] == ["(x > limit).sum()"]
