"""Every hostile submission, graded by `grade_notebook`: what it earns, and what it leaves."""

import json
import secrets

import nbformat
import pytest

from autograder.grade.grading import grade_notebook
from autograder.room.room import Room
from tests.hostile import course
from tests.room.rooms import descendants


@pytest.fixture(scope="module")
def room():
    with course.known_units(), Room(course.LIMITS) as made:
        yield made


@pytest.mark.parametrize("hostile", course.CORPUS, ids=lambda hostile: hostile.name)
def test_it_earns_what_it_deserves_and_leaves_nothing(room, hostile):
    parent = room.fork_server_pid
    still = descendants(parent)
    notebook = course.submitted_notebook(hostile)
    # A seed that nobody knows, for the public questions can be learned by heart.
    result = grade_notebook(
        notebook, course.unit_of(hostile).name, seed=secrets.token_hex(8), room=room
    )
    said = [(v.exercise, v.score, v.message) for v in result.verdicts.values()]
    assert result.ended in hostile.ended, (result.ended, result.detail)
    assert {v.exercise: v.score for v in result.verdicts.values()} in course.earned(hostile), said
    assert room.fork_server_pid == parent
    assert descendants(parent) == still


def test_what_it_put_out_makes_a_notebook_within_bounds(room):
    names = ("flood", "strange", "deep_json", "not_text", "surrogate", "displays", "one_name")
    for name in (f"output_{name}" for name in names):
        (hostile,) = [one for one in course.CORPUS if one.name == name]
        notebook = course.submitted_notebook(hostile)
        result = grade_notebook(notebook, course.unit_of(hostile).name, room=room)
        cells = [nbformat.v4.new_code_cell(outputs=cell.run.outputs) for cell in result.cells]
        book = nbformat.from_dict(nbformat.v4.new_notebook(cells=cells))
        nbformat.validate(book)
        assert (
            len(json.dumps(book, ensure_ascii=False).encode())
            < 4 * course.LIMITS.notebook_output_bytes
        )
