"""The course that the hostile submissions hand in to, and their class: one student a file."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import nbformat
import pytest
import sqlalchemy as sql
import torch
from nbgrader import api

import autograder.exercises as registry
from autograder.grade import classroom, worker, workers
from autograder.judge.exercise import Exercise, Unit, edge, ordinary
from autograder.judge.rules import at_most, forbid, no_loop
from autograder.room.wire.limits import MEBIBYTE, Limits
from autograder.witness.draw import apart
from tests.hostile import Hostile, all_hostile
from tests.room import rooms
from tests.room.rooms import ANSWERS, HONEST

ROOT = Path(__file__).parents[2]
CORPUS = all_hostile()
# Less memory and more time than elsewhere: memory must run out before time does, also on a machine
# that is busy with other hostile submissions.
LIMITS = replace(rooms.LIMITS, memory_bytes=250 * MEBIBYTE, cell_seconds=2.0)
HINTS = ["Look.", "Think.", "Write."]
NUMBERS = Unit("98_hostile_numbers", "Test only")
for _name, _reference in ANSWERS.items():
    NUMBERS.function(
        _name,
        "A function of a whole number.",
        points=2,
        reference=_reference,
        cases=[ordinary(f"number {i}", lambda d: (d.int(10, 10**6),)) for i in range(2)],
        alternatives=[HONEST[_name]],
        hints=HINTS,
        why="It is a test.",
        devices=False,
    )

TENSORS = Unit("99_hostile_tensors", "Test only")
_VECTORS = [
    ordinary("four numbers", lambda d: (d.normals(4),)),
    ordinary("seven numbers", lambda d: (d.normals(7),)),
    edge("float64", lambda d: (d.normals(5, dtype=torch.float64),)),
    edge("non-contiguous", lambda d: (apart(d.normals(6)),)),
]
TENSORS.function(
    "centred_at_zero",
    "A vector less its mean.",
    points=2,
    reference=lambda x: x - x.mean(),
    cases=[*_VECTORS, edge("with a gradient", lambda d: (d.normals(5, grad=True),))],
    gradients=True,
    alternatives=["x - x.sum() / len(x)"],
    hints=HINTS,
    why="It is a test.",
)
TENSORS.function(
    "top_part",
    "A view of the first three numbers of a vector.",
    points=2,
    reference=lambda x: x[:3],
    cases=_VECTORS,
    memory="view",
    alternatives=["x[:3]"],
    hints=HINTS,
    why="It is a test.",
)
TENSORS.puzzle(
    "total_of_rows",
    "The sum of every row of a matrix, without a loop.",
    points=2,
    reference=lambda x: x.sum(dim=1),
    cases=[
        ordinary("three rows", lambda d: (d.floats(3, 4),)),
        ordinary("five rows", lambda d: (d.floats(5, 2),)),
        edge("one row", lambda d: (d.floats(1, 3),)),
    ],
    rules=[no_loop],
    alternatives=["x.sum(dim=1)"],
    hints=HINTS,
    why="It is a test.",
)
TENSORS.puzzle(
    "careful_softmax",
    "Softmax without the ready-made one.",
    points=2,
    reference=lambda x: x.softmax(0),
    cases=_VECTORS,
    rules=[no_loop, forbid("softmax"), at_most(7)],
    alternatives=["e = (x - x.max()).exp()\nreturn e / e.sum()"],
    hints=HINTS,
    why="It is a test.",
)
UNITS = (NUMBERS, TENSORS)


@contextlib.contextmanager
def known_units() -> Iterator[None]:
    """Make the test-only units some of the course's, in this process and in graders' workers."""
    with _known_here(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "PROGRAM", ("-m", "tests.hostile.worker"))
        yield


@contextlib.contextmanager
def _known_here() -> Iterator[None]:
    units = (*registry.units(), *UNITS)
    exercises = MappingProxyType({e.name: e for unit in units for e in unit.exercises})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "units", lambda: units)
        patch.setattr(registry, "exercises", lambda: exercises)
        patch.setattr(classroom, "source_of", _source_of)
        yield


def _source_of(unit: str) -> str:
    """The text of what declares a unit, which for the test-only ones is this file."""
    test_only = unit in {one.name for one in UNITS}
    return Path(__file__).read_text() if test_only else registry.source_of(unit)


def be_workers() -> None:
    """Be the fork server of workers that know the test-only units."""
    with _known_here():
        worker.main()


def environment() -> dict[str, str]:
    """That of a process which runs elsewhere and imports these tests."""
    return os.environ | {"PYTHONPATH": str(ROOT)}


def unit_of(hostile: Hostile) -> Unit:
    """The unit whose notebook the file is handed in with."""
    return next(u for u in UNITS if hostile.exercise in {one.name for one in u.exercises})


def earned(hostile: Hostile) -> list[dict[str, float]]:
    """The points by exercise that the file may earn, for each of its possibilities."""
    points = {one.name: one.points for one in unit_of(hostile).exercises}
    others = {name: worth for name, worth in points.items() if name != hostile.exercise}
    possible = []
    for words in hostile.earns:
        grades = dict.fromkeys(points, 0)
        for word in words:
            name, _, part = word.partition("=")
            whole = others if word == "others" else {name: points.get(name)}
            grades |= {name: float(part)} if part else whole
        possible.append(grades)
    return possible


# -- notebooks -----------------------------------------------------------------------------------


def _marked(name: str, source: str, *, test: bool, points: float = 0):
    marks = {
        "grade_id": name if test else f"{name}-answer",
        "grade": test,
        "locked": test,
        "solution": not test,
        "task": False,
        "schema_version": 3,
    }
    if test:
        marks["points"] = points
    cell = nbformat.v4.new_code_cell(source, id=f"{name}-{'test' if test else 'answer'}")
    cell.metadata["nbgrader"] = marks
    return cell


def _notebook(unit: Unit, *, solved: bool):
    cells = []
    for one in unit.exercises:
        solution = f"### BEGIN SOLUTION\n{_honest(one)}\n### END SOLUTION"
        stub = f"def {one.name}({', '.join(one.parameters)}):\n    raise NotImplementedError"
        cells.append(_marked(one.name, solution if solved else stub, test=False))
        cells.append(_marked(one.name, f'check("{one.name}")', test=True, points=one.points))
    imports = nbformat.v4.new_code_cell("import torch\nfrom autograder import check", id="imports")
    return nbformat.v4.new_notebook(cells=[imports, *cells])


def make_course(folder: Path, limits: Limits = LIMITS) -> Path:
    """The course with small limits, and no class yet; its root."""
    folder.mkdir(parents=True)
    config = (ROOT / "nbgrader_config.py").read_text()
    config += f"\nc.RunInRoom.limits = {limits.as_dict()!r}\n"
    (folder / "nbgrader_config.py").write_text(config)
    for part, solved in (("solutions", True), ("course", False)):
        for unit in UNITS:
            path = folder / part / unit.name / f"{unit.name}.ipynb"
            path.parent.mkdir(parents=True)
            nbformat.write(_notebook(unit, solved=solved), path)
    return folder


def honest_notebook(unit: Unit):
    """The unit's notebook with honest answers."""
    notebook = _notebook(unit, solved=False)
    answers = {f"{one.name}-answer": _honest(one) for one in unit.exercises}
    for cell in notebook.cells:
        cell.source = answers.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    return notebook


def submitted_notebook(hostile: Hostile):
    """The unit's notebook with honest answers, and the file in the place of its exercise."""
    notebook = honest_notebook(unit_of(hostile))
    place = [cell.id for cell in notebook.cells].index(f"{hostile.exercise}-answer")
    notebook.cells[place].source = hostile.cells[-1]
    earlier = [nbformat.v4.new_code_cell(source) for source in hostile.cells[:-1]]
    notebook.cells[place:place] = earlier
    return notebook


def _honest(one: Exercise) -> str:
    return one.as_cell(one.alternatives[0]).rstrip()


def hand_in_corpus(root: Path) -> None:
    """Hand in every file, each as a student of that name."""
    for hostile in CORPUS:
        unit = unit_of(hostile).name
        folder = root / "classroom" / "submitted" / hostile.name / unit
        folder.mkdir(parents=True)
        content = json.dumps(submitted_notebook(hostile))
        (folder / f"{unit}.ipynb").write_text(content)


# -- what came of it -----------------------------------------------------------------------------


def grades_in(db_url: str) -> dict[str, dict[str, float]]:
    """Points by exercise of every student in a gradebook."""
    engine = sql.create_engine(db_url)
    query = (
        sql.select(api.SubmittedAssignment.student_id, api.BaseCell.name, api.Grade.auto_score)
        .join(api.SubmittedNotebook, api.Grade.notebook_id == api.SubmittedNotebook.id)
        .join(
            api.SubmittedAssignment,
            api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id,
        )
        .join(api.BaseCell, api.Grade.cell_id == api.BaseCell.id)
    )
    grades: dict[str, dict[str, float]] = {}
    with engine.connect() as connection:
        for student, exercise, score in connection.execute(query):
            grades.setdefault(student, {})[exercise] = score
    engine.dispose()
    return grades


def traces_outside() -> list[Path]:
    """Files of the names that the corpus writes, in places where nothing may be written."""
    written = {"planted", "planted.py"}
    packages = sysconfig.get_paths()["purelib"]
    places = ("/", "/etc", "/var/tmp", "/usr/lib", Path.home(), sys.prefix, packages, Path.cwd())
    return [path for place in places for path in Path(place).iterdir() if path.name in written]


def given_out(root: Path) -> dict[str, bytes]:
    """What the instructor gave out and the class handed in: no submission may change any of it."""
    folders = (root / "course", root / "solutions", root / "classroom" / "submitted")
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {str(path): _content(path) for path in files}


def _content(path: Path) -> bytes:
    """What is in a file; of a huge one, its size and when it was written."""
    found = path.stat()
    huge = found.st_size > 100 * MEBIBYTE
    return repr((found.st_size, found.st_mtime_ns)).encode() if huge else path.read_bytes()
