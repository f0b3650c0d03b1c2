"""What stands out in the results: mistakes that many made, wrong answers without a name, people.

Students are numbers here, by rank; `people` says who they are where names are wanted.
"""

from __future__ import annotations

import functools
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from autograder.errors import CourseError
from autograder.report.results import Record, Results

PASSED = "correct"
NOT_TRIED = "not attempted"
_LOW = 0.5  # of the points: below it a student needs a word
_MANY_UNTRIED = 0.25
# A label that nobody gave: it was derived from the mistake's code.
_DERIVED = re.compile(r"[0-9a-f]{8}")
_FALLING = 0.25  # below one's own mean in the last unit
# What differs from student to student in sentences that are otherwise one.
_DETAILS = re.compile(
    r"(?<=\bas ).+?\.ipynb|\S+\.ipynb|-?\d[\d_,.]*(?:e[+-]?\d+)?|'[^']*'|\"[^\"]*\"|\[[^\]]*\]"
    r"|\([^)]*\)",
    re.IGNORECASE,
)


@dataclass
class Group:
    """Answers that went wrong in one way: which, how many students, and one of them to look at.

    cluster: a name for the group that stays the same from report to report.
    """

    unit: str
    exercise: str
    says: str
    label: str = ""
    aspect: str = ""
    case: str = ""
    cluster: str = ""
    students: list[str] = field(default_factory=list)
    of: int = 0

    @property
    def count(self) -> int:
        """How many students' answers are in it."""
        return len(self.students)

    @property
    def share(self) -> float:
        """The part of those who handed in the unit."""
        return self.count / self.of if self.of else 0.0


def misunderstandings(results: Results) -> list[Group]:
    """The known mistakes that were made, most frequent first."""
    return _grouped(
        results,
        lambda one: one.mistake is not None and one.status != PASSED,
        lambda one: (one.label or one.mistake,),
    )


def unnamed(results: Results) -> list[Group]:
    """Wrong answers that no known mistake explains, those alike together, largest first."""
    return _grouped(
        results,
        lambda one: one.mistake is None and one.status not in (PASSED, NOT_TRIED),
        lambda one: (one.aspect or "", one.case or "", alike(one.message)),
    )


@functools.lru_cache(maxsize=65_536)
def alike(message: str) -> str:
    """A message without the values in it, by which answers are told alike."""
    return " ".join(_DETAILS.sub("…", message).split())


def _grouped(
    results: Results,
    wanted: Callable[[Record], bool],
    key: Callable[[Record], tuple[str | None, ...]],
) -> list[Group]:
    handed_in = Counter(unit for _, unit in results.hand_ins)
    groups: dict[tuple[str | None, ...], Group] = {}
    sentences: dict[tuple[str | None, ...], Counter[str]] = defaultdict(Counter)
    for one in results.records():
        if not wanted(one):
            continue
        whole = (one.unit, one.exercise, *key(one))
        group = groups.setdefault(
            whole,
            Group(
                one.unit,
                one.exercise,
                "",
                label=_label(one),
                aspect=one.aspect or "",
                case=one.case or "",
                cluster=f"{zlib.crc32(repr(whole).encode(errors='replace')):08x}",
                of=handed_in[one.unit],
            ),
        )
        group.students.append(one.student)
        sentences[whole][_sentence(one)] += 1
    for whole, group in groups.items():
        group.says = sentences[whole].most_common(1)[0][0]
    return sorted(groups.values(), key=lambda group: (-group.count, group.unit, group.exercise))


def cluster(results: Results, name: str) -> Group:
    """The unnamed wrong answers that the report calls so. Raises CourseError when there are none.

    The beginning of the name will do.
    """
    found = [group for group in unnamed(results) if name and group.cluster.startswith(name)]
    if len(found) != 1:
        raise CourseError(
            f"The report has no cluster {name!r}: `autograder report` lists them, under wrong "
            "answers without a name."
            if not found
            else f"{name!r} is the beginning of {len(found)} clusters; write more of it."
        )
    return found[0]


def _label(one: Record) -> str:
    """A mistake's short name, where somebody gave it one."""
    name = one.label or one.mistake or ""
    return "" if " " in name or _DERIVED.fullmatch(name) else name


def _sentence(one: Record) -> str:
    return one.mistake if one.mistake and " " in one.mistake else one.message


def labels(groups: Iterable[Group]) -> list[tuple[str, int, int]]:
    """The short names that occur in several exercises: name, exercises, answers."""
    exercises: Counter[str] = Counter()
    answers: Counter[str] = Counter()
    for group in groups:
        if group.label:
            exercises[group.label] += 1
            answers[group.label] += group.count
    several = [(name, count, answers[name]) for name, count in exercises.items() if count > 1]
    return sorted(several, key=lambda row: (-row[2], row[0]))


# -- people --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """One student: points by unit, in all, and the part of all points so far."""

    student: str
    number: int  # 1 has the most points
    earned: dict[str, float]
    total: float
    share: float
    reasons: tuple[str, ...] = ()  # to have a word with them


def standings(results: Results) -> list[Standing]:
    """Every student by rank. A unit that was not handed in counts as nothing."""
    units = results.units
    worth = {unit: _worth(results, unit) for unit in units}
    earned: dict[str, dict[str, float]] = {student: {} for student in results.students}
    untried: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for (student, unit), records in results.hand_ins.items():
        earned[student][unit] = sum(one.score for one in records)
        untried[student] += sum(one.status == NOT_TRIED for one in records)
        asked[student] += len(records)
    possible = sum(worth.values()) or 1.0
    totals = {student: sum(theirs.values()) for student, theirs in earned.items()}
    ranked = sorted(totals, key=lambda student: (-totals[student], student))
    found = []
    for number, student in enumerate(ranked, start=1):
        shares = {unit: earned[student][unit] / worth[unit] for unit in earned[student]}
        reasons = _reasons(units, shares, untried[student] / asked[student])
        share = totals[student] / possible
        found.append(
            Standing(student, number, earned[student], totals[student], share, tuple(reasons))
        )
    return found


def _worth(results: Results, unit: str) -> float:
    hand_in = next(iter(results.of_unit(unit).values()))
    return sum(one.points for one in hand_in) or 1.0


def _reasons(units: Sequence[str], shares: dict[str, float], untried: float) -> list[str]:
    """Why somebody may need help, in words; empty when nothing says so."""
    reasons = []
    missing = [unit.partition("_")[0] for unit in units if unit not in shares]
    if missing:
        reasons.append(f"not handed in: {', '.join(missing)}")
    mean = sum(shares.values()) / len(shares)
    if mean < _LOW:
        reasons.append(f"{mean:.0%} of the points in what was handed in")
    last = max(shares)
    if len(shares) > 1 and shares[last] < mean - _FALLING:
        reasons.append(f"{shares[last]:.0%} in {last}, {mean:.0%} on average")
    if untried > _MANY_UNTRIED:
        reasons.append(f"{untried:.0%} of the exercises not attempted")
    return reasons


# -- machines and odd ends -----------------------------------------------------------------------


def devices(results: Results) -> list[tuple[str, str, int]]:
    """What answers were checked on: device, how, how many verdicts."""
    counted: Counter[tuple[str, str]] = Counter()
    for one in results.records():
        counted.update(one.devices.items())
    return sorted((device, how, count) for (device, how), count in counted.items())


def device_failures(results: Results) -> int:
    """How many answers failed because of the device alone."""
    return sum(one.aspect == "device" and one.status != PASSED for one in results.records())


@dataclass(frozen=True)
class Note:
    """A sentence about hand-ins: without what differs between them, one as it was, and whose."""

    says: str
    example: str
    hand_ins: list[tuple[str, str]]  # student, unit


def attention(results: Results) -> list[Note]:
    """What a person should look at, notes alike together."""
    found: dict[str, Note] = {}
    for hand_in, records in results.hand_ins.items():
        notes = records[0].notes
        if records[0].ended != "done" and not notes:
            notes = [f"The run ended early: {records[0].ended}."]
        for text in notes:
            note = found.setdefault(alike(text), Note(alike(text), text, []))
            note.hand_ins.append(hand_in)
    return sorted(found.values(), key=lambda note: (-len(note.hand_ins), note.says))
