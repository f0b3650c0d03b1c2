"""Which names of a program are its own, and which it takes from Python."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_COMPOUND = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)


def own_references(statements: Sequence[ast.AST]) -> set[ast.Name]:
    """The names, where they are read or bound, that surely mean what these statements make.

    A name that is bound only perhaps, or deleted, or read where it is first bound, may still be
    Python's; what is imported is another module's. Those are left out.
    """
    nodes = [node for statement in statements for node in ast.walk(statement)]
    unsure = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Del)}
    unsure |= {n.name for n in nodes if isinstance(n, ast.ExceptHandler) and n.name}
    unsure |= {
        name for n in nodes if isinstance(n, ast.Import | ast.ImportFrom) for name in bound_in(n)
    }
    surely = [n for s in statements if not isinstance(s, _COMPOUND) for n in bound_in(s)]
    at_end = frozenset(surely) - unsure
    found = set(_bound_among(nodes))
    so_far: set[str] = set()
    for statement in statements:
        found |= set(_own_in(statement, frozenset(so_far) - unsure, at_end))
        if not isinstance(statement, _COMPOUND):
            so_far |= set(bound_in(statement))
    return found


def bound_in(node: ast.AST) -> Iterator[str]:
    """Names that running `node` binds in its own scope; not those inside its functions."""
    if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
        if not isinstance(node, ast.Lambda):
            yield node.name
        return
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.Import):
        yield from (a.asname or a.name.partition(".")[0] for a in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield from (a.asname or a.name for a in node.names if a.name != "*")
    elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
        yield node.name
    for child in ast.iter_child_nodes(node):
        yield from bound_in(child)


def parameters(arguments: ast.arguments) -> list[ast.arg]:
    """All parameters of a function."""
    found = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return found + [a for a in (arguments.vararg, arguments.kwarg) if a is not None]


def _own_in(node: ast.AST, now: frozenset[str], later: frozenset[str]) -> Iterator[ast.Name]:
    """Own names read in `node`. now: names bound where it runs; later: where its functions do."""
    if isinstance(node, _FUNCTIONS):
        body = node.body if isinstance(node.body, list) else [node.body]
        outside = [
            *node.args.defaults,
            *node.args.kw_defaults,
            *getattr(node, "decorator_list", ()),
        ]
        for part in filter(None, outside):
            yield from _own_in(part, now, later)
        within = later | _locals(body, parameters(node.args))
        for part in body:
            yield from _own_in(part, within, within)
        return
    if isinstance(node, _COMPREHENSIONS):
        # The first source is read outside; treated as inside, it could pass for its own target.
        first, *_ = node.generators
        yield from _own_in(first.iter, now, later)
        targets = {n.id for g in node.generators for n in _bound_among(ast.walk(g.target))}
        for part in ast.iter_child_nodes(node):
            if part is first:
                for test in (first.target, *first.ifs):
                    yield from _own_in(test, now | targets, later | targets)
            else:
                yield from _own_in(part, now | targets, later | targets)
        return
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in now:
        yield node
    for child in ast.iter_child_nodes(node):
        yield from _own_in(child, now, later)


def _bound_among(nodes: Iterable[ast.AST]) -> Iterator[ast.Name]:
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node


def _locals(body: Sequence[ast.AST], arguments: Sequence[ast.arg]) -> frozenset[str]:
    elsewhere = {
        name
        for part in body
        for node in ast.walk(part)
        if isinstance(node, ast.Global)
        for name in node.names
    }
    bound = {name for part in body for name in bound_in(part)}
    return frozenset(bound - elsewhere | {argument.arg for argument in arguments})
