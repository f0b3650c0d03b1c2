"""A student's own record: tries, scores and hints of each exercise, kept on this machine alone.

One file a unit in the user's state folder, so that it outlives kernels, notebooks and newer
courses. A file is written beside its place and then moved there. Where that can't be done, or a
file is damaged, the course goes on, and one sentence says so.
"""

from __future__ import annotations

import datetime
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec

if TYPE_CHECKING:
    from autograder.judge.verdict import Verdict

# A folder in place of the usual one; empty: keep no record.
STATE_VARIABLE = "AUTOGRADER_STATE"
_OF_A_GRADER = ("NBGRADER_EXECUTION", "AUTOGRADER_SEED")  # as in autograder.notebook
_COUNTS = ("correct", "partly", "wrong", "error")
_DIGEST = 16

_Count = Annotated[int, msgspec.Meta(ge=0, le=10**9)]
_Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is kept of one exercise.

    first, best: shares of the points, 0 to 1, of the first try and of the best.
    hints: how many of its hints were asked for, at most.
    day: of the last try, as 2026-03-31.
    answer: a digest of the last answer, so that checking it twice counts once.
    """

    attempts: _Count = 0
    first: _Share = 0.0
    best: _Share = 0.0
    hints: _Count = 0
    day: str = ""
    answer: str = ""

    @property
    def solved(self) -> bool:
        """Whether it was right once, in full."""
        return self.best == 1


_Entries = dict[str, Entry]


class Record:
    """The record in one folder. What can't be written is kept as long as the kernel runs."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._unwritten: dict[str, _Entries] = {}
        self._problems: list[str] = []
        self._told: set[str] = set()

    def unit(self, name: str) -> dict[str, Entry]:
        """The entries of a unit's exercises by name; an exercise never tried has none."""
        if name in self._unwritten:
            return dict(self._unwritten[name])
        try:
            return _entries.decode(self._file(name).read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, msgspec.DecodeError, RecursionError):
            self._set_aside(name)
            return {}

    def has_solved(self, unit: str, exercise: str) -> bool:
        """Whether the exercise was right once, in full."""
        return self.unit(unit).get(exercise, Entry()).solved

    def note_check(self, verdict: Verdict, answer: str) -> None:
        """Count a try; `answer` is its text, or "" where it is not known.

        The same answer checked again is no new try.
        """
        if verdict.status not in _COUNTS or not verdict.points:
            return
        entries = self.unit(verdict.unit)
        old = entries.get(verdict.exercise, Entry())
        share = min(max(verdict.score / verdict.points, 0.0), 1.0)
        digest = hashlib.sha256(answer.encode("utf-8", "replace")).hexdigest()[:_DIGEST]
        again = bool(answer) and digest == old.answer
        if again and share <= old.best:
            return
        entries[verdict.exercise] = msgspec.structs.replace(
            old,
            attempts=old.attempts if again else old.attempts + 1,
            first=old.first if old.attempts else share,
            best=max(old.best, share),
            day=datetime.date.today().isoformat(),
            answer=digest if answer else "",
        )
        self._write(verdict.unit, entries)

    def note_hint(self, unit: str, exercise: str, number: int) -> None:
        """Note that hint `number`, from 1, was asked for."""
        entries = self.unit(unit)
        old = entries.get(exercise, Entry())
        if number > old.hints:
            entries[exercise] = msgspec.structs.replace(old, hints=number)
            self._write(unit, entries)

    def complaint(self) -> str:
        """A sentence on what went wrong with the record, each said once; "" where all is well."""
        said = " ".join(one for one in self._problems if one not in self._told)
        self._told.update(self._problems)
        return said

    def _file(self, unit: str) -> Path:
        return self.folder / f"{unit}.json"

    def _write(self, unit: str, entries: _Entries) -> None:
        beside = self.folder / f".{unit}.{os.getpid()}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(msgspec.json.format(msgspec.json.encode(entries), indent=1))
            beside.replace(self._file(unit))
        except OSError as error:
            self._unwritten[unit] = entries
            why = error.strerror or "it can't be written"
            self._problems.append(
                f"Your record in {self.folder} is not kept ({why}); the course works without it."
            )
            return
        self._unwritten.pop(unit, None)

    def _set_aside(self, unit: str) -> None:
        file = self._file(unit)
        try:
            file.replace(file.with_suffix(".damaged"))
        except OSError:
            return  # it can't be written either, and that is told when it is tried
        self._problems.append(
            f"Your record of {unit} could not be read and starts over; what was left of it is "
            f"{file.with_suffix('.damaged')}."
        )


_entries = msgspec.json.Decoder(_Entries)
_opened: dict[Path, Record] = {}


def mine() -> Record | None:
    """The record of whoever runs this notebook; None where none is kept, as in grading."""
    if any(name in os.environ for name in _OF_A_GRADER):
        return None
    folder = _folder()
    if folder is None:
        return None
    return _opened.setdefault(folder, Record(folder))


def _folder() -> Path | None:
    told = os.environ.get(STATE_VARIABLE)
    if told is not None:
        return Path(told).expanduser() if told else None
    from platformdirs import user_state_path

    try:
        return user_state_path("autograder", appauthor=False)
    except (RuntimeError, OSError):  # nobody's home
        return None
