"""The gradebook learns of a unit once, and again only when the course changed."""

import json

import pytest
from nbgrader.apps.api import NbGraderAPI

from autograder.course import Classroom
from autograder.grade.registration import register
from tests.grade.class_of import UNIT, make_root

# Of nbgrader's own use of its database.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")


@pytest.fixture
def generated(monkeypatch):
    """The units that nbgrader was asked to generate, in order."""
    asked = []
    generate = NbGraderAPI.generate_assignment

    def count(self, unit, *args, **options):
        asked.append(unit)
        return generate(self, unit, *args, **options)

    monkeypatch.setattr(NbGraderAPI, "generate_assignment", count)
    return asked


@pytest.fixture
def root(tmp_path, generated):
    root = make_root(tmp_path / "course")
    register(Classroom(root), [UNIT])
    return root


def test_a_unit_that_is_known_is_left_alone(root, generated):
    register(Classroom(root), [UNIT])
    assert generated == [UNIT]


def test_a_unit_that_changed_is_registered_again(root, generated):
    for part in ("solutions", "course"):
        file = root / part / UNIT / f"{UNIT}.ipynb"
        notebook = json.loads(file.read_text())
        marked = next(
            c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade")
        )
        marked["source"] = [*marked["source"], "\n# once more"]
        file.write_text(json.dumps(notebook))
    register(Classroom(root), [UNIT])
    assert generated == [UNIT, UNIT]
