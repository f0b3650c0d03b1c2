"""The gradebook learns of a unit once, and again only when the course changed."""

import json
from dataclasses import replace

import pytest
from nbgrader.apps.api import NbGraderAPI

import autograder.exercises as registry
from autograder import cli
from autograder.course import Classroom
from autograder.errors import RegistrationError
from autograder.grade.grading import find_unit
from autograder.grade.registration import register
from autograder.judge.exercise import Unit
from tests.grade.class_of import UNIT, hand_in, make_root

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


def other(**changes):
    """The unit's exercises as an author may have changed them since the notebook was built."""
    unit = find_unit(UNIT)
    changed = Unit(UNIT, unit.title)
    for one in unit.exercises:
        changed.exercises.append(replace(one, **changes.get(one.name, {})))
    return changed


@pytest.mark.parametrize(
    ("name", "changes", "says"),
    [
        ("seconds_in_a_day", {"name": "minutes"}, "no cell asks `minutes`; it asks `seconds_in"),
        ("seconds_in_a_day", {"points": 3}, "it gives 1 points for `seconds_in_a_day`, the exer"),
    ],
)
def test_exercises_that_the_notebook_does_not_ask_are_told_before_anything_runs(
    root, monkeypatch, name, changes, says
):
    unit = other(**{name: changes})
    monkeypatch.setattr(registry, "units", lambda: (unit,))
    with pytest.raises(RegistrationError) as refused:
        register(Classroom(root), [UNIT])
    assert says in str(refused.value)
    assert str(refused.value).endswith(f"Run `autograder build {UNIT}`.")


def test_an_exercise_that_no_cell_asks_ends_a_grading_in_a_sentence(root, monkeypatch, capsys):
    hand_in(root, "ada")
    unit = other()
    unit.exercises.append(replace(unit.exercises[0], name="unasked"))
    monkeypatch.setattr(registry, "units", lambda: (unit,))
    monkeypatch.setattr("sys.argv", ["autograder", "grade"])
    monkeypatch.chdir(root)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert "no cell asks `unasked`" in said and "Traceback" not in said
