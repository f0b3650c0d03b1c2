"""Whether an answer is written like a mistake: only then may its sentence speak of a cause.

Two answers can give the same values for different reasons. What sets a mistake's code apart from
every right answer (a call, an operator, a number; or one that is absent) must be found in the
answer too.
"""

from __future__ import annotations

import ast
import functools
import linecache
import re
from collections import Counter
from collections.abc import Iterable

from autograder.judge.exercise import Exercise, Mistake
from autograder.witness.source import Program

# Two ways of writing one thing.
_SAME = {
    **{"add": "Add", "sub": "Sub", "subtract": "Sub", "mul": "Mult", "multiply": "Mult"},
    **{"div": "Div", "divide": "Div", "true_divide": "Div", "pow": "Pow", "matmul": "MatMult"},
    **{"mm": "MatMult", "floor_divide": "FloorDiv", "remainder": "Mod", "neg": "USub"},
    **{"gt": "strict", "lt": "strict", "ge": "loose", "le": "loose", "eq": "Eq", "ne": "NotEq"},
    **{"t": "T", "transpose": "T", "mT": "T", "permute": "T", "float": "float32"},
    **{"double": "float64", "half": "float16", "long": "int64", "int": "int32"},
    **{"amax": "max", "amin": "min", "greater": "strict", "less": "strict", "concat": "cat"},
    **{"unsqueeze": "None", "reshape": "view", "clamp": "clip", "absolute": "abs"},
}
_COMPARED = {"Lt": "strict", "Gt": "strict", "LtE": "loose", "GtE": "loose"}
# The functions that a sentence speaks of: `any()`, `.float()`, `torch.zeros`.
_QUOTED = re.compile(r"`(?:\w+\.|\.)*(\w+)(?:\([^`]*\))?`")
_QUIET = {"torch", "Load", "Store", "dim", "axis"}


def shows(exercise: Exercise, mistake: Mistake, program: Program, name: str) -> bool:
    """Whether the answer `name` of `program` has what sets the mistake apart.

    True of every prediction, which is a value and has no source. False where there is no source.
    """
    if exercise.kind == "predict" or mistake.by_value:
        return True
    written = _features(program, name)
    if not written or any(word in written for word in mistake.unless):
        return False
    wrong, added, dropped = _apart(exercise, mistake)
    spoken_of = {_SAME.get(word, word) for word in _QUOTED.findall(mistake.says)} & set(wrong)
    if spoken_of and not spoken_of & set(written):
        return False
    if not added and not dropped:
        return written == wrong
    has = sum(written[word] >= wrong[word] for word in added)
    lacks = sum(written[word] < count for word, count in dropped.items())
    alike = (written & wrong).total() >= wrong.total() / 2
    if added:
        return 2 * has >= len(added) and (alike or has == len(added))
    return alike and 2 * lacks >= len(dropped)


@functools.lru_cache(maxsize=2_048)
def _apart(exercise: Exercise, mistake: Mistake) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """The words of the mistake's code; those it has more, and those it has fewer of, than the
    right answer that is nearest to it. `dropped` counts them as that answer has them."""
    wrong = _of_cell(exercise, mistake.code)
    rights = [_of_cell(exercise, code) for code in exercise.alternatives]
    reference = _written(exercise.reference) if exercise.called else None
    if reference is not None:
        rights.append(_counted([reference], set()) + _handed_in(reference, [reference]))
    nearest = max(rights, key=lambda right: _nearness(right, wrong), default=Counter())
    added = wrong - nearest
    dropped = Counter({word: nearest[word] for word in nearest - wrong})
    return wrong, added, dropped


def _nearness(a: Counter[str], b: Counter[str]) -> float:
    return (a & b).total() / max((a | b).total(), 1)


def _of_cell(exercise: Exercise, code: str) -> Counter[str]:
    return _features(Program(exercise.as_cell(code)), exercise.name)


def _features(program: Program, name: str) -> Counter[str]:
    """What the definition of `name` and all that it reaches is written with, counted."""
    parts = program.reached(name)
    return _counted(parts, set(program.bindings)) + _handed_in(program.definition(name), parts)


def _handed_in(node: ast.AST | None, parts: Iterable[ast.AST]) -> Counter[str]:
    """How often each parameter is called, where it is a function: by its place, for its name is
    the student's."""
    if not isinstance(node, ast.FunctionDef | ast.Lambda):
        return Counter()
    places = {one.arg: i for i, one in enumerate((*node.args.posonlyargs, *node.args.args))}
    called = [
        inner.func.id
        for part in parts
        for inner in ast.walk(part)
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name)
    ]
    return Counter(f"parameter {places[name]}" for name in called if name in places)


def _counted(parts: Iterable[ast.AST], own: set[str]) -> Counter[str]:
    """The words of these parts, without names of their own: parameters, variables, helpers."""
    nodes = [node for part in parts for node in ast.walk(part)]
    own = own | {node.arg for node in nodes if isinstance(node, ast.arg)}
    own |= {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    words = (_word(node) for node in nodes)
    quiet = own | _QUIET
    return Counter(_SAME.get(word, word) for word in words if word and word not in quiet)


def _written(function: object) -> ast.AST | None:
    """How one of our own functions is written; None where that can't be found."""
    code = getattr(function, "__code__", None)
    if code is None:
        return None
    for node in ast.walk(_module(code.co_filename)):
        if isinstance(node, ast.Lambda | ast.FunctionDef) and node.lineno == code.co_firstlineno:
            return node
    return None


@functools.cache
def _module(filename: str) -> ast.Module:
    return ast.parse("".join(linecache.getlines(filename)))


def _word(node: ast.AST) -> str | None:
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Name):
        return node.id if isinstance(node.ctx, ast.Load) else None
    if isinstance(node, ast.Constant):
        return None if isinstance(node.value, str) and len(node.value) > 20 else repr(node.value)
    if isinstance(node, ast.keyword):
        return f"{node.arg}="
    if isinstance(node, ast.cmpop):
        kind = type(node).__name__
        return _COMPARED.get(kind, kind)
    if isinstance(
        node,
        ast.operator
        | ast.unaryop
        | ast.boolop
        | ast.For
        | ast.While
        | ast.If
        | ast.IfExp
        | ast.Slice
        | ast.ListComp
        | ast.GeneratorExp
        | ast.Return
        | ast.With,
    ):
        return type(node).__name__
    return None
