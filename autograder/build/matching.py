"""The gate between declaring and asking: the exercises of a unit and its cells match both ways."""

from __future__ import annotations

import ast
import difflib
import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from nbformat import NotebookNode

from autograder.build.cells import answer_cells, graded_cells, solution_in, without_solution
from autograder.judge.exercise import Exercise
from autograder.witness.source import Program

# The exercises of the whole course: by unit, in the order in which they are declared.
Declared = Mapping[str, Sequence[Exercise]]

_UNWRITTEN = re.compile(r"^\s*\.\.\.\s*$", re.MULTILINE)


def mismatches(unit: str, notebook: NotebookNode, declared: Declared) -> list[str]:
    """Say in sentences where a unit's cells and its `declared` exercises are not one and the same.

    Empty when each exercise has one answer cell and one graded cell that checks it, in the order
    of the declarations, when every stub suits its exercise, and when nothing is left unwritten.
    """
    own = {one.name: one for one in declared.get(unit, ())}
    return [
        *_unnamed(notebook),
        *_strangers(unit, notebook, declared),
        *_not_asked_once(notebook, own),
        *_wrong_checks(notebook, own),
        *_wrong_points(notebook, own),
        *_wrong_stubs(notebook, own),
        *_unwritten(notebook),
    ] or _wrong_order(notebook, own)


def _unnamed(notebook: NotebookNode) -> Iterator[str]:
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata and "grade_id" not in cell.metadata["nbgrader"]:
            yield f"an nbgrader cell has no grade_id:\n{cell.source}"


def _asked(notebook: NotebookNode) -> list[str]:
    names = (cell.metadata["nbgrader"].get("grade_id") for cell in graded_cells(notebook))
    return [name for name in names if name is not None]


def _strangers(unit: str, notebook: NotebookNode, declared: Declared) -> Iterator[str]:
    """Cells whose exercise the unit does not have."""
    own = [one.name for one in declared.get(unit, ())]
    answered = [name for name, _ in answer_cells(notebook)]
    for name in dict.fromkeys([*_asked(notebook), *answered]):
        if name in own:
            continue
        home = next((u for u, ones in declared.items() if name in {one.name for one in ones}), None)
        if home is not None:
            yield f"a cell asks {name!r}, an exercise of {home}. A unit asks its own exercises."
        else:
            yield (
                f"a cell asks {name!r}, but no exercise has that name. {_nearest(name, own)}"
                "Declare it in autograder/exercises, or correct the cell's grade_id."
            )


def _not_asked_once(notebook: NotebookNode, own: Mapping[str, Exercise]) -> Iterator[str]:
    checks = Counter(_asked(notebook))
    answers = Counter(name for name, _ in answer_cells(notebook))
    for name in own:
        if not checks[name] and not answers[name]:
            yield (
                f"the exercise {name!r} is declared, but no cell asks it. Give it an answer cell "
                "and a check, or take it out of autograder/exercises."
            )
        elif not checks[name]:
            yield f"{name!r} has an answer cell and no graded cell with check({name!r})."
        elif not answers[name]:
            yield f"{name!r} is checked, and there is no answer cell {name}-answer to write it in."
        for what, count in (("graded", checks[name]), ("answer", answers[name])):
            if count > 1:
                yield f"{name!r} has {count} {what} cells; it needs one."


def _wrong_checks(notebook: NotebookNode, own: Mapping[str, Exercise]) -> Iterator[str]:
    """Calls of `check` and `hint` by a name that the cell, or the unit, does not have."""
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        for function, name in _calls_by_name(cell):
            if grade_id in own and cell in graded_cells(notebook) and name != grade_id:
                yield f"the graded cell {grade_id!r} checks {name!r}; write check({grade_id!r})."
            elif name not in own and grade_id not in own:
                yield (
                    f"a cell says {function}({name!r}), and the unit has no exercise of that name. "
                    f"{_nearest(name, own)}".rstrip()
                )


def _calls_by_name(cell: NotebookNode) -> Iterator[tuple[str, str]]:
    if cell.cell_type != "code" or not ("check(" in cell.source or "hint(" in cell.source):
        return
    try:
        tree = ast.parse(cell.source)
    except SyntaxError:  # a magic, or an error shown on purpose
        return
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="check" | "hint" as called), args=[ast.Constant(value)]):
                yield called, str(value)


def _wrong_points(notebook: NotebookNode, own: Mapping[str, Exercise]) -> Iterator[str]:
    for cell in graded_cells(notebook):
        marks = cell.metadata["nbgrader"]
        one = own.get(marks.get("grade_id"))
        if one is not None and marks.get("points", one.points) != one.points:
            yield (
                f"the cell {one.name!r} says {marks['points']} points, the exercise says "
                f"{one.points}. Points stand in the exercise: take them out of the source."
            )


def _wrong_stubs(notebook: NotebookNode, own: Mapping[str, Exercise]) -> Iterator[str]:
    """Answer cells that a student can't begin with, or whose untouched form is not recognised."""
    for name, cell in answer_cells(notebook):
        if name not in own:
            continue
        stub = Program(without_solution(cell.source))
        given, one = stub.definition(name), own[name]
        if not one.called:
            if not (isinstance(given, ast.Constant) and given.value is ...):
                yield f"the answer cell of {name!r} must begin with the line `{name} = ...`."
        elif not isinstance(given, ast.FunctionDef):
            yield (
                f"the answer cell of {name!r} is no function once its solution is taken out. "
                f"Begin it with `def {name}({', '.join(one.parameters)}):` and a docstring, and "
                "put the solution below them."
            )
        elif (stands := _parameters(given)) != one.parameters:
            yield (
                f"the notebook asks for {name}({', '.join(stands)}), and the reference is written "
                f"as {name}({', '.join(one.parameters)}). Give both the same parameters."
            )
        elif one.broken is not None and not stub.is_written_like(name, Program(one.broken)):
            yield (
                f"the broken function of {name!r} is not the same in the notebook and in `broken`. "
                "Make them alike, or an untouched cell counts as a wrong answer."
            )


def _parameters(function: ast.FunctionDef) -> tuple[str, ...]:
    given = function.args
    named = [*given.posonlyargs, *given.args, *([given.vararg] if given.vararg else [])]
    named += [*given.kwonlyargs, *([given.kwarg] if given.kwarg else [])]
    return tuple(argument.arg for argument in named)


def _unwritten(notebook: NotebookNode) -> Iterator[str]:
    """What a new exercise or unit still waits for: each place that holds nothing but `...`."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and _UNWRITTEN.search(cell.source):
            heading = cell.source.lstrip().splitlines()[0].lstrip("# ")
            yield f"the text of “{heading}” is still to be written in place of the three dots."
    for name, cell in answer_cells(notebook):
        if _is_unwritten(solution_in(cell.source)):
            yield (
                f"the solution of {name!r} is still to be written, between ### BEGIN SOLUTION and "
                "### END SOLUTION."
            )
        if '"""..."""' in cell.source:
            yield f"the docstring of {name!r} is still to be written: what comes in, what goes out."


def _is_unwritten(solution: str) -> bool:
    try:
        return _holds_dots_alone(ast.parse(textwrap.dedent(solution)).body)
    except SyntaxError:
        return False


def _holds_dots_alone(statements: list[ast.stmt]) -> bool:
    """Whether nothing but three dots, docstrings aside, stands in some statements."""
    for statement in statements:
        if isinstance(statement, ast.FunctionDef):
            if not _holds_dots_alone(statement.body):
                return False
        else:
            value = getattr(statement, "value", None)
            is_docstring = isinstance(statement, ast.Expr) and isinstance(value, ast.Constant)
            if not (isinstance(value, ast.Constant) and (value.value is ... or is_docstring)):
                return False
    return True


def _wrong_order(notebook: NotebookNode, own: Mapping[str, Exercise]) -> list[str]:
    asked = _asked(notebook)
    for first, second in zip(asked, own, strict=True):
        if first != second:
            return [
                f"the notebook asks {first!r} where autograder/exercises declares {second!r}. "
                "Bring both into one order: it is that of the marks and of progress()."
            ]
    return []


def _nearest(name: str, known: Mapping[str, Exercise] | Sequence[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"Did you mean {near[0]!r}? " if near else ""
