"""What each fact of an exercise has to be, and the sentence for one that is not.

An author who mistypes a fact reads which one, of which exercise, and the nearest right name.
"""

from __future__ import annotations

import ast
import inspect
import keyword
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

import torch

from autograder.judge.parts import Case, Kind, Mistake
from autograder.judge.rules import Rule
from autograder.judge.snippet import defines, is_expression, statements
from autograder.judge.typos import did_you_mean

Facts = Mapping[str, Any]

_ANY: tuple[str, ...] = get_args(Kind)
_CALLED = ("function", "fix", "puzzle")
NAMES_OF_THE_NOTEBOOK = {
    *("check", "hint", "progress", "reset", "show", "solution", "torch", "verify")
}
HINTS = 3
LONGEST_NAME = 40  # it is part of a cell's id, which has 64 characters


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_switch(value: Any) -> bool:
    return isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_list_of(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list | tuple) and all(map(fits, value))


def _is_tolerance(value: Any) -> bool:
    return _is_list_of(_is_number)(value) and len(value) == 2 and min(value) >= 0


@dataclass(frozen=True)
class Fact:
    """One fact: what it has to be, in words and as a test; which kinds of exercises have it."""

    wants: str
    fits: Callable[[Any], bool]
    kinds: tuple[str, ...] = _ANY
    needed: bool = False


FACTS: dict[str, Fact] = {
    "asks": Fact("what is asked, in a sentence or two", _is_text, needed=True),
    "runs": Fact("the code to predict, as text", _is_text, ("predict",), needed=True),
    "broken": Fact(
        "the function as the student finds it, as text", _is_text, ("fix",), needed=True
    ),
    "reference": Fact(
        "a function that gives the right answer", callable, ("value", *_CALLED), True
    ),
    "cases": Fact(
        'a list of ordinary("label", lambda d: (...,)) and edge(...)',
        lambda value: _is_list_of(lambda one: isinstance(one, Case))(value) and bool(value),
        _CALLED,
        needed=True,
    ),
    "mistakes": Fact(
        'a list of Mistake("code", "the sentence that helps")',
        _is_list_of(lambda one: isinstance(one, Mistake)),
    ),
    "alternatives": Fact("a list of other right answers, as code", _is_list_of(_is_text)),
    "hints": Fact(
        "a list of three sentences: a nudge, a push, nearly the answer",
        lambda value: _is_list_of(_is_text)(value) and len(value) == HINTS,
        needed=True,
    ),
    "why": Fact("what it is good for, in a sentence", _is_text, needed=True),
    "reason": Fact("why it comes out as it does, in a sentence or two", _is_text),
    "points": Fact("a number above 0", lambda value: _is_number(value) and value > 0),
    "rules": Fact(
        "a list of rules: no_loop, at_most(n), forbid(...), only(...)",
        _is_list_of(lambda one: isinstance(one, Rule)),
        ("value", *_CALLED),
    ),
    "memory": Fact('"view" or "copy"', lambda value: value in ("view", "copy"), _CALLED),
    "changes_inputs": Fact("True or False", _is_switch, _CALLED),
    "gradients": Fact("True or False", _is_switch, _CALLED),
    "devices": Fact("True or False", _is_switch, _CALLED),
    "about_devices": Fact("True or False", _is_switch),
    "dtypes": Fact(
        "a list of dtypes that are right, too",
        _is_list_of(lambda one: isinstance(one, torch.dtype)),
        ("value", *_CALLED),
    ),
    "any_number": Fact("True or False", _is_switch, ("value", *_CALLED)),
    "own_generator": Fact("True or False", _is_switch, _CALLED),
    "fresh": Fact("True or False", _is_switch, _CALLED),
    "values_by": Fact(
        "a function of the arguments and the answer that gives None or a sentence",
        callable,
        ("value", *_CALLED),
    ),
    "tolerance": Fact("a pair (rtol, atol)", _is_tolerance, ("value", *_CALLED)),
}


def wrong_facts(kind: Kind, name: Any, facts: Facts) -> list[str]:
    """Say in sentences what about an exercise's name and facts can't be; empty when all is well."""
    named = wrong_name(name)
    unknown = [*([f"the name {named}"] if named else []), *_unknown(kind, facts)]
    if blanks := [blank for fact in facts for blank in _blanks(fact, facts[fact])]:
        return [*unknown, f"still to be filled in: {'; '.join(blanks)}."]
    wrong = [*unknown, *_missing(kind, facts), *_of_another_type(kind, facts)]
    return wrong or [*_wrong_reference(kind, facts), *_wrong_code(kind, name, facts)]


def wrong_name(name: Any) -> str | None:
    """What an exercise's name would have to be, where it is not; None where it can be used."""
    if not isinstance(name, str) or not name.isidentifier() or keyword.iskeyword(name):
        return "must be one that Python allows: letters, digits and _, no digit in front."
    if len(name) > LONGEST_NAME:
        return f"must be shorter: at most {LONGEST_NAME} characters."
    if name in NAMES_OF_THE_NOTEBOOK:
        return f"must be another one: every notebook needs {name} for itself."
    return None


def _unknown(kind: Kind, facts: Facts) -> Iterator[str]:
    known = [fact for fact, one in FACTS.items() if kind in one.kinds]
    for fact in facts:
        if fact not in FACTS:
            near = did_you_mean(fact, known) or f" A {kind} has: {', '.join(known)}."
            yield f"there is no fact `{fact}`.{near}"
        elif fact not in known and facts[fact] is not None:
            yield f"a {kind} has no `{fact}`; take it out."


def _blanks(fact: str, value: Any) -> Iterator[str]:
    """The places of a fact that hold three dots, and what belongs there."""
    places = [fact] if value is ... else []
    if isinstance(value, list | tuple):
        places = [f"{fact}[{i}]" for i, item in enumerate(value) if _has_blanks(item)]
    if places and fact in FACTS:
        yield f"{', '.join(f'`{place}`' for place in places)} ({FACTS[fact].wants})"


def _has_blanks(item: Any) -> bool:
    parts = vars(item).values() if isinstance(item, Case | Mistake) else [item]
    return any(part is ... for part in parts)


def _missing(kind: Kind, facts: Facts) -> Iterator[str]:
    for fact, one in FACTS.items():
        if one.needed and kind in one.kinds and facts.get(fact) is None:
            yield f"`{fact}` is missing: {one.wants}."


def _of_another_type(kind: Kind, facts: Facts) -> Iterator[str]:
    for fact, value in facts.items():
        one = FACTS.get(fact)
        if one is None or kind not in one.kinds or value is None or one.fits(value):
            continue
        shown = repr(value)
        shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
        if fact == "hints" and isinstance(value, list | tuple):
            shown = f"a list of {len(value)}"
        near = did_you_mean(value, ("view", "copy")) if fact == "memory" else ""
        yield f"`{fact}` must be {one.wants}, not {shown}.{near}"


def _wrong_reference(kind: Kind, facts: Facts) -> Iterator[str]:
    reference = facts.get("reference")
    if reference is None:
        return
    try:
        parameters = list(inspect.signature(reference).parameters.values())
    except (TypeError, ValueError):
        yield "`reference` does not tell its parameters; write `lambda x: ...` around it."
        return
    if kind == "value" and any(one.default is one.empty for one in parameters):
        yield "`reference` must take nothing: write `reference=lambda: ...`."
    plain = inspect.Parameter.POSITIONAL_OR_KEYWORD
    if kind in _CALLED and any(one.kind is not plain for one in parameters):
        yield "`reference` must have plain parameters, those of the student's function."


def _wrong_code(kind: Kind, name: str, facts: Facts) -> Iterator[str]:
    """What is wrong with the pieces of code, the cases and the rules of an exercise."""
    yield from _unreadable(kind, name, facts)
    yield from _wrong_cases(facts.get("cases") or ())
    for rule in facts.get("rules") or ():
        yield from rule.problems()
    if kind == "predict":
        yield from _wrong_runs(facts["runs"])
    if kind == "fix":
        yield from _wrong_broken(name, facts)


def _unreadable(kind: Kind, name: str, facts: Facts) -> Iterator[str]:
    codes = [(f"mistakes[{i}]", one.code) for i, one in enumerate(facts.get("mistakes") or ())]
    codes += [(f"alternatives[{i}]", one) for i, one in enumerate(facts.get("alternatives") or ())]
    for place, code in codes:
        if not _is_text(code):
            yield f"the code of `{place}` must be text, not {code!r}."
        elif (problem := _problem_of(code)) is not None:
            yield f"the code of `{place}` can't be read: {problem}."
        elif kind not in _CALLED and not (defines(name, code) or is_expression(code)):
            yield f"the code of `{place}` must be an expression, or set `{name}`."
    for i, one in enumerate(facts.get("mistakes") or ()):
        if not _is_text(one.says):
            yield f"`mistakes[{i}]` must say a sentence that helps, not {one.says!r}."


def _problem_of(code: str) -> str | None:
    try:
        statements(code)
    except SyntaxError as error:
        text = f", `{error.text.strip()}`" if error.text and error.text.strip() else ""
        return f"{error.msg}, in its line {error.lineno}{text}"
    except ValueError as error:  # a null byte
        return str(error)
    return None


def _wrong_cases(cases: tuple[Case, ...] | list[Case]) -> Iterator[str]:
    labels = [case.label for case in cases]
    for case in cases:
        if not _is_text(case.label):
            yield f"a case must have a label that says what it tries, not {case.label!r}."
        elif not callable(case.make):
            yield f"the case “{case.label}” must be drawn by a function, `lambda d: (...,)`."
    for label in dict.fromkeys(label for label in labels if labels.count(label) > 1):
        yield f"two cases are called “{label}”; their draws would be the same."
    if cases and not any(case.ordinary for case in cases):
        yield "at least one case must be ordinary: nothing is earned before those pass."


def _wrong_runs(code: str) -> Iterator[str]:
    problem = _problem_of(code)
    if problem is not None:
        yield f"`runs` can't be read: {problem}."
    elif not isinstance(next(reversed(statements(code)), None), ast.Expr):
        yield "the last line of `runs` must be an expression: what it gives is predicted."


def _wrong_broken(name: str, facts: Facts) -> Iterator[str]:
    problem = _problem_of(facts["broken"])
    if problem is not None:
        yield f"`broken` can't be read: {problem}."
        return
    functions = [
        statement
        for statement in statements(facts["broken"])
        if isinstance(statement, ast.FunctionDef) and statement.name == name
    ]
    wanted = ", ".join(inspect.signature(facts["reference"]).parameters)
    if not functions:
        yield f"`broken` must define the function: `def {name}({wanted}):`."
    elif (given := ", ".join(one.arg for one in functions[-1].args.args)) != wanted:
        yield f"`broken` is written as {name}({given}), `reference` as {name}({wanted})."
