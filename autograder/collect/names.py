"""Reads from a path whose hand-in a file is, and which unit it is of.

Every system writes that into the names in its own way; `LMS` lists them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

NOTEBOOK = re.compile(r"\.ipynb(\.(json|txt|download))?$", re.IGNORECASE)
_ARCHIVE = re.compile(r"\.zip$", re.IGNORECASE)

# Canvas: doejane_LATE_12345_678_02_ops-1.ipynb, from name, user and attachment.
_CANVAS = re.compile(
    r"^(?P<name>[^_]+)_(?P<late>LATE_)?(?P<user>[1-9]\d*)_(?P<upload>[1-9]\d*)_(?P<file>.+)$"
)
# Moodle: `Doe Jane_123_assignsubmission_file_/02_ops.ipynb`, or all of it in one name.
_MOODLE = re.compile(
    r"^(?P<name>.+?)_(?P<user>\d+)_assignsubmission_(?P<kind>[a-z]+)_?(?P<file>.*)$"
)
# Google Classroom: `Jane Doe - 02_ops.ipynb`.
_GOOGLE = re.compile(r"^(?P<name>\S.*?) - (?P<file>.+)$")
LMS = {"Canvas": _CANVAS, "Moodle": _MOODLE, "Google Classroom": _GOOGLE}

# Where Moodle hides who somebody is, its number is all there is to tell people apart by.
_HIDDEN = {"participant", "teilnehmer", "teilnehmer in", "participante", "deelnemer"}
# A name that is nobody's: what people and systems call folders, archives and their last versions.
_GENERIC = re.compile(
    r"""^(?: (?:week|woche|unit|hw|homework|assignment|exercise|sheet|ex|lab|task|part|attempt)?
             [\s_.-]*\d* | submissions? | submitted | handins? | hand-ins? | downloads? | notebooks?
           | archive | extracted | export | course | class | classroom | drive | new\s?folder
           | solutions? | answers? | final | done | work | mine | my | untitled\d* | copy(?:\s?of)?
           | kopie(?:\s?von)? | backup | old | new | version | v\d+ | src | home | desktop
           | documents | files? | ipynb | blank | original )$""",
    re.IGNORECASE | re.VERBOSE,
)
# Drive says when it made an archive: `Homework 2-20260301T102030Z-001.zip`.
_DRIVE_DATE = re.compile(r"-\d{8}T\d{6}Z(-\d+){1,2}$")
_COPY_OF = re.compile(r"^(copy of|kopie von|copie de|copia de)\s+", re.IGNORECASE)
# `-1`, `-2-1` by Canvas, ` (1)` by a browser. `-Copy1` is JupyterLab's and says nothing of newer.
_ATTEMPT = re.compile(r"(?:-\d{1,3}|\s?\(\d{1,3}\))+$")
_JUPYTER_COPY = re.compile(r"-copy\d+$", re.IGNORECASE)
_UNSAFE = re.compile(r'[/\\:*?"<>|\[\]+]')
_LONGEST_STUDENT = 100


@dataclass(frozen=True)
class Whose:
    """What a path says of whose a file is.

    student: a name that a folder can have; empty when the path names nobody.
    system: whose pattern it was, and `user` the person's number there.
    upload: Canvas's number of the upload, which only grows; 0 elsewhere.
    late: the system says that it came late.
    folders: the plain folders that may be a student's, from the outside in, where no system named
        anybody; `placing` knows the whole archive and chooses.
    rest: what the file's own name says besides the unit.
    """

    student: str = ""
    system: str = ""
    user: str = ""
    upload: int = 0
    late: bool = False
    folders: tuple[str, ...] = ()
    rest: str = ""


def is_notebook(name: str) -> bool:
    """Whether a file is called as a notebook is, in whatever letters or with an ending too many."""
    return bool(NOTEBOOK.search(name))


def stem(name: str) -> str:
    """A file's name without what says that it is a notebook or an archive."""
    short = _ARCHIVE.sub("", NOTEBOOK.sub("", name))
    return short if short != name else name.rpartition(".")[0] or name


def attempt(name: str) -> tuple[int, ...]:
    """The number that a system or a browser adds to the same name, to compare; () for the first."""
    found = _ATTEMPT.search(stem(name))
    return tuple(map(int, re.findall(r"\d+", found[0]))) if found else ()


def whose(path: Sequence[str], units: Sequence[str]) -> Whose:
    """What the parts of a path say of whose a file is; archives on the way are folders."""
    for system, pattern in LMS.items():
        for part in path:
            found = pattern.match(part)
            if found and _is_meant(system, found, units):
                return _by_system(system, found)
    folders = [clean for part in path[:-1] if (clean := student_name(stem_of_folder(part, units)))]
    # jane.zip holds a folder jane.
    once = [name for i, name in enumerate(folders) if name.casefold() != _before(folders, i)]
    return Whose(folders=tuple(once), rest=_rest(path[-1], units))


def _before(names: Sequence[str], index: int) -> str:
    return names[index - 1].casefold() if index else ""


def _is_meant(system: str, found: re.Match[str], units: Sequence[str]) -> bool:
    """Whether a match is that system's: `week - 02_ops` and `jane_1_10_capstone` are not."""
    if system == "Canvas":
        return unit_in(found["file"], units) != "" or unit_in(found.string, units) == ""
    if system == "Google Classroom":
        return unit_in(found["name"], units) == "" and not _GENERIC.match(found["name"])
    return True


def _by_system(system: str, found: re.Match[str]) -> Whose:
    parts = found.groupdict()
    name, user = student_name(parts["name"]), parts.get("user", "")
    if system == "Moodle" and name.casefold() in _HIDDEN:
        name = f"{name}_{user}"
    return Whose(
        student=name,
        system=system,
        user=user,
        upload=int(parts.get("upload", 0)),
        late=bool(parts.get("late")),
    )


def student_name(text: str) -> str:
    """`text` as a folder of nbgrader's can be called; empty when it is no person's name."""
    clean = " ".join(_UNSAFE.sub(" ", text).split()).strip(" .-_=@")
    clean = clean[:_LONGEST_STUDENT].strip()
    return "" if _GENERIC.match(clean) else clean


def stem_of_folder(part: str, units: Sequence[str]) -> str:
    """What a folder's or archive's name says besides the unit."""
    short = _DRIVE_DATE.sub("", _ARCHIVE.sub("", part))
    return _without_unit(short, units)


def _rest(name: str, units: Sequence[str]) -> str:
    """What a file's name says besides the unit and its number: often the student's."""
    short = _COPY_OF.sub("", stem(name))
    short = _JUPYTER_COPY.sub("", _ATTEMPT.sub("", short))
    return student_name(_without_unit(short, units))


# -- units ---------------------------------------------------------------------------------------


def unit_in(text: str, units: Sequence[str]) -> str:
    """The unit that a name says: whole (`02_ops`), by its topic (`ops`) or number (`unit 02`)."""
    found = _find_unit(text, units)
    return found[0] if found else ""


def exactly(name: str, unit: str) -> bool:
    """Whether a file has the unit's own name, attempts and letters' case apart."""
    return _ATTEMPT.sub("", stem(name)).casefold() == unit.casefold()


def _without_unit(text: str, units: Sequence[str]) -> str:
    found = _find_unit(text, units)
    if not found:
        return text
    start, end = found[1]
    words = [text[:start], text[end:]]
    return " ".join(word for word in words if word.strip(" _-.")).strip(" _-.")


def _find_unit(text: str, units: Sequence[str]) -> tuple[str, tuple[int, int]] | None:
    """The unit and where it stands; the whole name is looked for before a part of it."""
    for pattern in (_whole, _number, _topic):
        for unit in units:
            found = pattern(unit).search(text)
            if found:
                return unit, found.span(1)
    return None


def _whole(unit: str) -> re.Pattern[str]:
    words = r"[\s_.-]*".join(map(re.escape, unit.split("_")))
    return re.compile(rf"(?<!\d)({words})(?![^\W\d_])", re.IGNORECASE)


def _number(unit: str) -> re.Pattern[str]:
    number = unit.partition("_")[0]
    return re.compile(rf"^\s*((?:unit[\s_-]*)?{number})\s*$", re.IGNORECASE)


def _topic(unit: str) -> re.Pattern[str]:
    words = r"[\s_.-]*".join(map(re.escape, unit.split("_")[1:]))
    return re.compile(rf"^\s*({words})\s*$", re.IGNORECASE)
