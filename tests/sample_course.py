"""A course of one small unit, in plain Python, for the tests of building and grading."""

import json
import re
import shutil
from pathlib import Path

from autograder.build.source import Unit
from autograder.judge.exercise import Mistake, edge, ordinary
from autograder.judge.exercise import Unit as Exercises

ROOT = Path(__file__).resolve().parents[1]
NAME = "01_sample"

_LESSON = '''\
# %% [markdown]
# # A question worth asking

# %%
import os
import warnings

# %% [markdown]
# ### Exercise · product

# %% answer product
def product(a, b):
    """a times b."""
    ### BEGIN SOLUTION
    return a * b
    ### END SOLUTION

# %% test product
assert product(2, 3) == 6
if os.environ.get("NBGRADER_EXECUTION") == "autograde":
    hidden = int(os.environ["AUTOGRADER_SEED"])
    assert product(hidden, 3) == hidden * 3

# %% answer prices
prices = ...
### BEGIN SOLUTION
prices = [1, 2]
### END SOLUTION

# %% test prices
assert prices == [1, 2]

# %% answer letters
letters = ...
### BEGIN SOLUTION
letters = "ab"
### END SOLUTION

# %% test letters
assert set(letters) & {"a", "b"}
None if letters == "ab" else 1.5

# %% [markdown]
# An error, shown on purpose:

# %% tags=["raises-exception"]
warnings.warn("careful")
product(2)

# %%
print("the same twice", object())

# %%
print("the same twice", object())
'''


def _nbgrader_cell(role: str, name: str) -> str:
    """The head of an answer or test cell, with the metadata that nbgrader writes."""
    metadata = {
        "grade": role == "test",
        "grade_id": name if role == "test" else f"{name}-answer",
        "locked": role == "test",
        "schema_version": 3,
        "solution": role == "answer",
        "task": False,
    }
    return f"# %% nbgrader={json.dumps(metadata)}"


SOURCE = re.sub(r"# %% (answer|test) (\w+)", lambda found: _nbgrader_cell(*found.groups()), _LESSON)


def declare() -> Exercises:
    """The exercises of the course's one unit, declared anew."""
    unit = Exercises(NAME, "A sample")
    unit.function(
        "product",
        "Multiply.",
        points=2,
        reference=lambda a, b: a * b,
        cases=[ordinary("small", lambda draw: (2, 3)), edge("zero", lambda draw: (0, 3))],
        mistakes=[Mistake("a + b", "That adds."), Mistake("a * b if a else None", "Zero counts.")],
        alternatives=["b * a", "-a * -b"],
        hints=_HINTS,
        devices=False,
        why="It is everywhere.",
    )
    for name, points, right, wrong in (
        ("prices", 1, "[1, 2]", "[2, 1]"),
        ("letters", 4, "'ab'", "'ba'"),
    ):
        unit.value(
            name,
            "Write it.",
            points=points,
            reference=lambda right=right: eval(right),
            mistakes=[Mistake(wrong, "The other way round.")],
            alternatives=[right, f"{right} * 1"],
            hints=_HINTS,
            why="It is everywhere.",
        )
    return unit


_HINTS = ["Look at the example.", "Think of what it says.", "Write it down."]
EXERCISES = {one.name: one for one in declare().exercises}
DECLARED = {NAME: tuple(EXERCISES.values())}


def make_course(root: Path, source: str = SOURCE) -> Unit:
    """Write the course into the empty folder `root`; return its unit, not built."""
    unit = Unit(root, NAME)
    unit.source.parent.mkdir(parents=True)
    unit.source.write_text(source, encoding="utf-8")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    return unit
