"""A program changed at one place, in each of the ways in which a slip would change it.

A constant one more or less, another operator or comparison, an argument, keyword, call or statement
left out, two arguments exchanged, a sibling of a function, the bound of a slice.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Change:
    """A cell changed at one place: the statement as it was, as it is now, and the whole cell.

    A statement that was dropped is now an empty text.
    """

    was: str
    now: str
    cell: str


_BINARY = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitXor: (ast.BitOr,),
}
_COMPARISONS = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq, ast.GtE, ast.LtE),
    ast.NotEq: (ast.Eq, ast.Gt, ast.Lt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_SIBLINGS = {
    name: tuple(other for other in group.split() if other != name)
    for group in (
        "sum mean prod",
        "max min",
        "amax amin",
        "maximum minimum",
        "argmax argmin",
        "cummax cummin",
        "cumsum cumprod",
        "cat stack",
        "zeros ones rand",
        "zeros_like ones_like empty_like",
        "new_zeros new_ones",
        "rand randn",
        "float double half",
        "int long",
        "float32 float64 float16",
        "int32 int64",
        "uint8 int8",
        "any all",
        "clone detach",
        "values indices",
        "exp log",
        "sin cos",
        "floor ceil round",
        "sqrt square",
        "std var",
        "squeeze unsqueeze",
        "tril triu",
        "split chunk",
        "unbind chunk",
        "repeat expand",
        "isnan isinf",
        "lt le",
        "gt ge",
        "eq ne",
        "add sub",
        "mul div",
        "minimum maximum",
        "logical_and logical_or",
        "append extend",
        "True False",
    )
    for name in group.split()
}


def changes(cell: str) -> list[Change]:
    """Every change of a cell, in the order of its text; no two with one outcome."""
    tree = ast.parse(cell)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.body = without_docstring(node.body)
    found: dict[str, Change] = {}
    original = ast.unparse(tree)
    for statement, change, undo in _edits(tree):
        was = _header(statement)
        change()
        changed = ast.unparse(ast.fix_missing_locations(tree)) + "\n"
        now = "" if isinstance(undo, _Dropped) else _header(statement)
        undo()
        if changed.strip() != original.strip():
            found.setdefault(changed, Change(was, now, changed))
    return list(found.values())


class _Dropped:
    """The undoing of a change that left out a whole statement."""

    def __init__(self, undo: Callable[[], None]):
        self._undo = undo

    def __call__(self) -> None:
        self._undo()


_Edit = tuple[ast.stmt, Callable[[], None], Callable[[], None]]


def _edits(tree: ast.Module) -> Iterator[_Edit]:
    """Each change of a tree, as a pair of functions that make it and take it back."""
    for block in _blocks(tree):
        for i, statement in enumerate(list(block)):
            if not isinstance(statement, ast.FunctionDef | ast.Import | ast.ImportFrom):
                yield _dropping(block, i)
            for parent, key, place, node in _expressions(statement):
                for other in _variants(node):
                    yield statement, *_setting(parent, key, place, node, other)
            if isinstance(statement, ast.AugAssign):
                for kind in _BINARY.get(type(statement.op), ()):
                    yield statement, *_setting(statement, "op", None, statement.op, kind())


def _blocks(tree: ast.Module) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                yield block


def _dropping(block: list[ast.stmt], i: int) -> _Edit:
    statement = block[i]

    def change() -> None:
        block[i] = ast.Pass()

    def undo() -> None:
        block[i] = statement

    return statement, change, _Dropped(undo)


def _setting(
    parent: Any, key: str, place: int | None, node: Any, other: Any
) -> tuple[Callable[[], None], Callable[[], None]]:
    def put(value: Any) -> None:
        if place is None:
            setattr(parent, key, value)
        else:
            getattr(parent, key)[place] = value

    return (lambda: put(other)), (lambda: put(node))


def _expressions(statement: ast.stmt) -> Iterator[tuple[ast.AST, str, int | None, ast.expr]]:
    """The expressions of a statement with the place of each, and not those of statements in it."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        parent = waiting.pop(0)
        for key, value in ast.iter_fields(parent):
            children = value if isinstance(value, list) else [value]
            for i, child in enumerate(children):
                if not isinstance(child, ast.AST) or isinstance(child, ast.stmt | ast.expr_context):
                    continue
                if isinstance(child, ast.arguments):
                    continue
                if isinstance(child, ast.expr):
                    yield parent, key, i if isinstance(value, list) else None, child
                waiting.append(child)


def _variants(node: ast.expr) -> Iterator[ast.expr]:
    """What can stand in an expression's place, one change away."""
    match node:
        case ast.Constant(value=bool(truth)):
            yield ast.Constant(not truth)
        case ast.Constant(value=int(number) | float(number)):
            yield ast.Constant(number + 1)
            yield ast.Constant(number - 1) if number >= 1 else _negative(1 - number)
        case ast.BinOp(left, op, right):
            for kind in _BINARY.get(type(op), ()):
                yield ast.BinOp(left, kind(), right)
            if isinstance(op, ast.Sub | ast.Div | ast.FloorDiv | ast.Pow | ast.MatMult | ast.Mod):
                yield ast.BinOp(right, op, left)
        case ast.BoolOp(op, parts):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), parts)
            yield from parts
        case ast.Compare(left, ops, rights):
            for i, comparison in enumerate(ops):
                for other in _COMPARISONS.get(type(comparison), ()):
                    yield ast.Compare(left, [*ops[:i], other(), *ops[i + 1 :]], rights)
        case ast.UnaryOp(_, operand):
            yield operand
        case ast.IfExp(_, body, orelse):
            yield body
            yield orelse
        case ast.Slice(lower, upper, step):
            for edges in ((None, upper, step), (lower, None, step), (lower, upper, None)):
                if edges != (lower, upper, step):
                    yield ast.Slice(*edges)
        case ast.Name(name, ast.Load()) if name in _SIBLINGS:
            for sibling in _SIBLINGS[name]:
                yield ast.Name(sibling, ast.Load())
        case ast.Attribute(value, name, ast.Load()) if name in _SIBLINGS:
            for sibling in _SIBLINGS[name]:
                yield ast.Attribute(value, sibling, ast.Load())
        case ast.Call():
            yield from _other_calls(node)
        case ast.ListComp(element, [ast.comprehension(target, source, [_, *_])]):
            yield ast.ListComp(element, [ast.comprehension(target, source, [], 0)])


def _negative(number: float) -> ast.expr:
    return ast.UnaryOp(ast.USub(), ast.Constant(number))


def _other_calls(call: ast.Call) -> Iterator[ast.expr]:
    """A call with an argument left out or two exchanged; and a method's object without the call."""
    for i in range(len(call.args)):
        yield ast.Call(call.func, call.args[:i] + call.args[i + 1 :], call.keywords)
    for i in range(len(call.keywords)):
        yield ast.Call(call.func, call.args, call.keywords[:i] + call.keywords[i + 1 :])
    pairs = 0 if _is_commutative(call) else len(call.args) - 1
    for i in range(pairs):
        one, two = call.args[i : i + 2]
        yield ast.Call(call.func, [*call.args[:i], two, one, *call.args[i + 2 :]], call.keywords)
    match call.func:
        case ast.Attribute(value=ast.Name("torch" | "math" | "np" | "numpy" | "statistics")):
            if len(call.args) == 1:
                yield call.args[0]
        case ast.Attribute(value=value):
            yield value
        case ast.Name() if len(call.args) == 1:
            yield call.args[0]


def _is_commutative(call: ast.Call) -> bool:
    return ast.unparse(call.func).split(".")[-1] in ("max", "min", "maximum", "minimum", "equal")


def _header(statement: ast.stmt) -> str:
    """A statement's text; of a block no more than its first line."""
    text = ast.unparse(ast.fix_missing_locations(statement))
    return text.splitlines()[0] if isinstance(getattr(statement, "body", None), list) else text


def without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    """The statements of a function, its docstring aside."""
    match body:
        case [ast.Expr(ast.Constant(value=str())), *rest]:
            return rest or [ast.Pass()]
    return body
