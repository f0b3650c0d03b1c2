"""Decides for every file that was handed in whose it is, of which unit, and whether it counts.

Nothing is written here: the outcome is a list of Placements, one a file, each with its reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from autograder.collect import names
from autograder.collect.archives import CannotRead, Member
from autograder.collect.contents import Contents, CourseNotebooks, kind_of, looks_like_notebook
from autograder.collect.names import Whose

TIMESTAMP = "timestamp.txt"


@dataclass(frozen=True)
class Placement:
    """One file: whose and of which unit, and why it is left out, or what should be known of it."""

    member: Member
    student: str = ""
    unit: str = ""
    left_out: str = ""
    notes: tuple[str, ...] = ()
    digest: str = ""
    system: str = ""
    user: str = ""
    order: tuple[int, ...] = ()  # grows from one attempt to the next
    timestamp: Member | None = None

    def without(self, reason: str) -> Placement:
        """The same, left out for a reason."""
        return replace(self, left_out=reason)


@dataclass
class Known:
    """What is known from before: the students there are, and the numbers that systems gave them."""

    students: Iterable[str] = ()
    by_number: Mapping[str, str] = field(default_factory=dict)  # "Canvas 12345" -> student

    @cached_property
    def by_name(self) -> dict[str, str]:
        """Student by name, letters' case apart."""
        return {student.casefold(): student for student in self.students}


def place(
    members: Iterable[Member],
    course: CourseNotebooks,
    known: Known,
    *,
    called: str = "",
    student: str = "",
    unit: str = "",
) -> list[Placement]:
    """Decide for every file of one archive or folder, `called` so without its ending.

    `student` and `unit`, where given, are those of all files.
    """
    found: list[_Candidate] = []
    placed: list[Placement] = []
    timestamps: dict[tuple[str, ...], Member] = {}
    for member in members:
        if member.path[-1].lower() == TIMESTAMP and not member.refused:
            timestamps[member.path[:-1]] = member
            continue
        one = _look_at(member, course)
        if isinstance(one, Placement):
            placed.append(one)
        else:
            found.append(one)
    people = _People(found, course.units, known, called)
    for one in found:
        decided = _decide(one, student or people.of(one), unit)
        if student:
            decided = replace(decided, user="")  # the instructor knows better than a number
        placed.append(replace(decided, timestamp=timestamps.get(one.member.path[:-1])))
    placed = _tell_namesakes_apart(placed, known)
    return sorted(_choose(placed, course), key=lambda one: (one.student, one.unit, one.member.path))


@dataclass(frozen=True)
class _Candidate:
    """A file that is called a notebook, with what its name and its content say."""

    member: Member
    whose: Whose
    unit_by_name: str
    contents: Contents

    @property
    def unit(self) -> str:
        return self.unit_by_name or self.contents.unit


def _look_at(member: Member, course: CourseNotebooks) -> _Candidate | Placement:
    name = member.path[-1]
    whose = names.whose(member.path, course.units)
    unit = _unit_by_name(member.path, course.units)
    plain = Placement(member, whose.student, unit if whose.student else "")
    if member.refused:
        return plain.without(member.refused)
    if not looks_like_notebook(name):
        return plain.without(f"is {kind_of(name)}, no notebook")
    try:
        contents = course.look_into(member.read())
    except CannotRead as error:
        return plain.without(str(error))
    if not names.is_notebook(name) and not contents.unit:
        return plain.without(f"is {kind_of(name)}, no notebook")
    return _Candidate(member, whose, unit, contents)


def _unit_by_name(path: Sequence[str], units: Sequence[str]) -> str:
    """The unit that a path says: the file's own name first, then its folders, inside out."""
    for part in [names.stem(path[-1]), *map(names.stem, reversed(path[:-1]))]:
        unit = names.unit_in(_name_by_system(part), units)
        if unit:
            return unit
    return ""


def _name_by_system(part: str) -> str:
    """What a student called a file, where a system put a name and numbers before it."""
    for pattern in names.LMS.values():
        found = pattern.match(part)
        if found and found["file"]:
            return found["file"]
    return part


def _decide(one: _Candidate, student: str, only: str) -> Placement:
    by_name, by_marks = one.unit_by_name, one.contents.unit
    unit = one.unit or only
    notes = []
    if by_name and by_marks and by_name != by_marks:
        notes.append(f"it is called {by_name}, and its cells are those of {by_marks}")
    if one.contents.problem:
        notes.append(one.contents.problem)
    if one.whose.late:
        notes.append(f"late, says {one.whose.system}")
    decided = Placement(
        one.member,
        student,
        unit,
        notes=tuple(notes),
        digest=one.contents.digest,
        system=one.whose.system,
        user=one.whose.user,
        order=(one.whose.upload, *names.attempt(one.member.path[-1])),
    )
    if not unit:
        return decided.without(
            one.contents.problem or "neither its name nor its cells say which unit it is"
        )
    if only and unit != only:
        return decided.without(f"is of {unit}, and only {only} was asked for")
    if not student:
        return decided.without("nothing in its name or its folders says whose it is; say --student")
    return decided


# -- whose, where no system says it --------------------------------------------------------------


class _People:
    """Reads students off plain folders and file names; for that it looks at all of them at once."""

    def __init__(
        self, found: Sequence[_Candidate], units: Sequence[str], known: Known, called: str
    ):
        self._known = known.by_name
        self._plain = [one for one in found if not one.whose.student and one.unit]
        # What an archive itself is called is the student's name when all in it is one student's.
        archive = names.student_name(names.stem_of_folder(called, units))
        self._archive = "" if self._holds_a_class(self._plain) else archive
        self._wrapper = self._find_wrapper(archive)
        self._flat = self._flat_folders()

    def of(self, one: _Candidate) -> str:
        """The student that a file belongs to; empty when nothing says it."""
        if one.whose.student:
            return self._known.get(one.whose.student.casefold(), one.whose.student)
        folders = self._folders(one)
        candidates = [*folders, one.whose.rest]
        for name in candidates:
            if name.casefold() in self._known:
                return self._known[name.casefold()]
        if one.whose.rest and one.member.path[:-1] in self._flat:
            return one.whose.rest
        return next((name for name in [*candidates, self._archive] if name), "")

    def _folders(self, one: _Candidate) -> tuple[str, ...]:
        folders = one.whose.folders
        is_wrapped = bool(self._wrapper) and folders[:1] == (self._wrapper,)
        return folders[1:] if is_wrapped else folders

    def _find_wrapper(self, archive: str) -> str:
        """The folder around all students' folders, when there is one that is no student's."""
        chains = [one.whose.folders for one in self._plain]
        outer = {chain[:1] for chain in chains if len(chain) > 1}
        inner = {chain[1].casefold() for chain in chains if len(chain) > 1}
        if len(outer) != 1 or len(inner) < 2 or {c[:1] for c in chains if c} != outer:
            return ""
        [(name,)] = outer
        is_one_students = name.casefold() == archive.casefold() and not self._holds_a_class(
            self._plain
        )
        return "" if is_one_students else name

    @staticmethod
    def _holds_a_class(plain: Sequence[_Candidate]) -> bool:
        """Whether two different folders hold the same unit, so that they are two students'."""
        places = defaultdict(set)
        for one in plain:
            places[one.unit].add(one.whose.folders[:2] or one.whose.rest)
        return any(len(found) > 1 for found in places.values())

    def _flat_folders(self) -> set[tuple[str, ...]]:
        """Folders where several files of one unit lie, told apart by a name in each."""
        rests = defaultdict(set)
        for one in self._plain:
            if one.whose.rest:
                rests[one.member.path[:-1], one.unit].add(one.whose.rest.casefold())
        return {folder for (folder, _), several in rests.items() if len(several) > 1}


def _tell_namesakes_apart(placed: Sequence[Placement], known: Known) -> list[Placement]:
    """Two people of one name are two students where the system's numbers last, else left out."""
    numbers = defaultdict(set)
    for one in placed:
        if one.user and one.student:
            numbers[_reach(one)].add(one.user)
    taken = {student: number for number, student in known.by_number.items()}
    outcome = []
    for one in placed:
        several = numbers[_reach(one)]
        number = f"{one.system} {one.user}"
        if not one.user or one.left_out:
            outcome.append(one)
        elif one.system == "Moodle" and len(several) > 1:
            outcome.append(
                one.without(
                    "two people of this name handed in, and Moodle's numbers change with every "
                    "assignment; put each into a folder of their own and collect that"
                )
            )
        elif one.system == "Canvas" and number in known.by_number:
            outcome.append(replace(one, student=known.by_number[number]))
        elif one.system == "Canvas" and (len(several) > 1 or one.student in taken):
            outcome.append(replace(one, student=f"{one.student}_{one.user}"))
        else:
            outcome.append(one)
    return outcome


def _reach(one: Placement) -> tuple[str, str, str]:
    """Within what a number tells people apart: Moodle's are others for every assignment."""
    return one.system, one.student, one.unit if one.system == "Moodle" else ""


# -- one of several ------------------------------------------------------------------------------


def _choose(placed: Sequence[Placement], course: CourseNotebooks) -> list[Placement]:
    """Leave one file for each student and unit; the others are left out, with the reason."""
    groups = defaultdict(list)
    outcome = []
    for one in placed:
        if one.left_out:
            outcome.append(one)
        else:
            groups[one.student, one.unit].append(one)
    for group in groups.values():
        outcome += _best_of(group, course) if len(group) > 1 else group
    return outcome


def _best_of(group: Sequence[Placement], course: CourseNotebooks) -> list[Placement]:
    """The one of several that counts: worked before blank, then newest, then by its name."""
    unit = group[0].unit
    others: list[Placement] = []
    group = sorted(group, key=lambda one: (one.order, names.exactly(one.member.path[-1], unit)))
    distinct = list({one.digest: one for one in group}.values())
    others += [one.without("is the same file again") for one in group if one not in distinct]
    worked = [one for one in distinct if not course.is_blank(one.member.read(), unit)]
    if worked:
        blank = [one for one in distinct if one not in worked]
        others += [one.without("is still blank; there is a worked one beside it") for one in blank]
        distinct = worked
    newest = [one for one in distinct if one.order == distinct[-1].order]
    older = [one for one in distinct if one not in newest]
    if len(newest) > 1:
        exact = [one for one in newest if names.exactly(one.member.path[-1], unit)]
        if len(exact) != 1:
            listed = " and ".join(sorted(one.member.path[-1] for one in newest))
            reason = f"{listed} are different answers, and nothing says which of them counts"
            return [*others, *(one.without(reason) for one in distinct)]
        others += [
            one.without(f"{exact[0].member.path[-1]} has the unit's own name and was taken")
            for one in newest
            if one is not exact[0]
        ]
        newest = exact
    chosen = newest[0]
    others += [one.without(f"is older than {chosen.member.path[-1]}") for one in older]
    return [*others, chosen]
