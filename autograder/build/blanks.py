"""What a new exercise and a new unit look like before their author has filled in anything.

Each place to be filled in holds three dots; until none is left, a build says which ones are.
"""

from __future__ import annotations

import json

from autograder.judge.parts import Kind

SUFFIX = {"fix": " (fix it)", "puzzle": " (a puzzle)"}
NEEDS = {"value": {"Mistake"}, "predict": {"Mistake"}}
_NEEDED = {"Mistake", "edge", "ordinary"}

_CASES = """\
    cases=[
        ordinary(..., ...),
        ordinary(..., ...),
        edge(..., ...),
    ],
"""
_FACTS = {
    "value": "    points=1,\n    reference=...,\n",
    "predict": "    points=1,\n    runs=...,\n    reason=...,\n",
    "function": f"    reference=...,\n{_CASES}",
    "fix": f"    broken=...,\n    reason=...,\n    reference=...,\n{_CASES}",
    "puzzle": f"    points=3,\n    reason=...,\n    reference=...,\n    rules=[...],\n{_CASES}",
}
_WORDS = """\
    mistakes=[
        Mistake(..., ...),
        Mistake(..., ...),
        Mistake(..., ...),
    ],
    alternatives=[..., ...],
    hints=[..., ..., ...],
    why=...,
"""


def parts_of(kind: Kind) -> set[str]:
    """The names that the table of an exercise of this kind uses."""
    return NEEDS.get(kind, _NEEDED)


def table(kind: Kind, name: str) -> str:
    """The facts of an exercise, for its unit's module."""
    return f'unit.{kind}(\n    "{name}",\n    ...,\n{_FACTS[kind]}{_WORDS})\n'


_FUNCTION = '''\
def {name}(x):
    """..."""
    ### BEGIN SOLUTION
    ...
    ### END SOLUTION
'''
_VALUE = """\
{name} = ...
### BEGIN SOLUTION
{name} = ...
### END SOLUTION
"""
_FIX = '''\
def {name}(x):
    """..."""
    ...


### BEGIN SOLUTION
def {name}(x):
    """..."""
    ...


### END SOLUTION
'''
_ANSWER = {"value": _VALUE, "predict": _VALUE, "function": _FUNCTION, "fix": _FIX}
_TEXT = "# ...\n"
_PREDICTION = """\
# Predict, without running it, what this gives. If you expect an error, write its name as text, for example `"raises NameError"`.
#
# ```python
# ...
# ```
"""  # noqa: E501


def cells(kind: Kind, name: str, number: int | None) -> str:
    """The three cells of an exercise, for its unit's source: text, answer and check."""
    which = "" if number is None else f" {number}"
    answer = _ANSWER.get(kind, _FUNCTION).format(name=name)
    # As ruff has it: two empty lines around a function.
    above = "\n\n" if answer.startswith("def ") else "\n"
    below = "\n\n" if kind in ("function", "puzzle") else "\n"
    return (
        f"# %% [markdown]\n# ### Exercise{which} · `{name}`{SUFFIX.get(kind, '')}\n#\n"
        f"{_PREDICTION if kind == 'predict' else _TEXT}{above}"
        f"# %% nbgrader={_marks(f'{name}-answer', solution=True)}\n{answer}{below}"
        f'# %% nbgrader={_marks(name, solution=False)}\ncheck("{name}")\n\n'
    )


def _marks(grade_id: str, *, solution: bool) -> str:
    """What JupyterLab's Create Assignment bar would write into the cell's metadata."""
    marks = {
        "grade": not solution,
        "grade_id": grade_id,
        "locked": not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    return json.dumps(marks)


def module(unit: str, title: str) -> str:
    """A unit's module in autograder/exercises, without exercises."""
    return (
        f'"""Unit {unit}: {title}."""\n\nfrom autograder.judge.exercise import Unit\n\n'
        f"unit = Unit({json.dumps(unit)}, {json.dumps(title, ensure_ascii=False)}, about=...)\n"
    )


_SOURCE = """\
# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # {number} · {title}
#
# **Time:** about 45 minutes. **You need:** the units before this one.
#
# When you are done, you can
#
# ...
#
# Stuck on an exercise? `hint("its_name")` helps, up to three times.

# %%
import torch

from autograder import check, hint, progress, reset, show, solution

# %% [markdown]
# ## A question first
#
# ...

# %% [markdown]
# ## The card
#
# ...

# %%
progress()
"""


def source(unit: str, title: str) -> str:
    """A unit's source, without exercises: a question that opens it, a card that closes it."""
    return _SOURCE.format(number=int(unit[:2]), title=title)
