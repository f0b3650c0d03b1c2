"""Which names a cell sets when it runs, and which it takes from elsewhere; read from its text."""

from __future__ import annotations

import ast
import functools
from dataclasses import dataclass

_OWN_SCOPE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_COMPREHENSION = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True)
class Bindings:
    """What is known of a cell's names.

    assigned: set by the cell itself; imported: by an import; used: read and not bound in it.
    unknown: the cell may set anything (a magic, `import *`, a syntax error).
    """

    assigned: frozenset[str] = frozenset()
    imported: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()
    unknown: bool = False

    @property
    def bound(self) -> frozenset[str]:
        """Every name that the cell sets."""
        return self.assigned | self.imported

    def sets(self, name: str) -> bool:
        """Whether it sets `name`, or may."""
        return self.unknown or name in self.bound


@functools.lru_cache(maxsize=2_000)
def bindings(source: str) -> Bindings:
    """The names of a cell."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Bindings(unknown=True)
    assigned: set[str] = set()
    imported: set[str] = set()
    inner: set[str] = set()
    waiting: list[tuple[ast.AST, bool]] = [(tree, True)]
    while waiting:
        node, outside = waiting.pop()
        names = _bound_by(node)
        if isinstance(node, ast.alias):
            imported |= names
        elif outside or isinstance(node, ast.Global):
            assigned |= names
        else:
            inner |= names
        outside &= not isinstance(node, (*_OWN_SCOPE, *_COMPREHENSION))
        waiting += [(child, outside) for child in ast.iter_child_nodes(node)]
    read = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    used = read - assigned - imported - inner
    return Bindings(
        frozenset(assigned), frozenset(imported), frozenset(used), unknown="*" in imported
    )


def _bound_by(node: ast.AST) -> set[str]:
    """The names that one node of the syntax binds."""
    match node:
        case ast.Name(id=name) if not isinstance(node.ctx, ast.Load):
            return {name}
        case ast.arg(arg=name):
            return {name}
        case ast.alias(name=name, asname=other):
            return {other or name.partition(".")[0]}
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
            return {name}
        case ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
            return {name}
        case ast.Global(names=names):
            return set(names)
    return set()
