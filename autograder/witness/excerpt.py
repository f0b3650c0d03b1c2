"""The part of a student's program that one name needs, and whether that part hides anything.

Rules are judged of code that can be read. So the definition of a name, with the helpers, imports
and constants that it uses, is cut out of the program; what was read is then run by itself (see
`autograder.witness.alone`), and nothing else of the program can reach it.
"""

from __future__ import annotations

import ast
import builtins
import functools
import types
from collections.abc import Iterator, Sequence

from autograder.witness import vocabulary
from autograder.witness.scopes import bound_in, parameters
from autograder.witness.source import Program, children

# What generators, frames and the like have, whose names no attribute of an answer's own may bear.
_INNER_TYPES = (
    *(types.FrameType, types.CodeType, types.TracebackType, types.FunctionType),
    *(types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType, types.MethodType, type),
)
_INNER = frozenset({"obj", *(name for kind in _INNER_TYPES for name in dir(kind))})


class Excerpt(Program):
    """The statements that `name` needs of a program, in the program's order.

    `text` is Python source that means exactly them.
    """

    def __init__(self, name: str, statements: list[ast.stmt]):
        # Read is the text that will run, not the tree that it was written from.
        self.text = ast.unparse(ast.Module(statements, []))
        super().__init__(self.text)
        self.name = name

    def reached(self, name: str) -> list[ast.AST]:
        """All of it: a conditional definition and its alternative are both read."""
        return list(self.statements)

    def hides(self) -> str | None:
        """What to say where its text does not show what it runs; None for plain code."""
        nodes = [node for statement in self.statements for node in ast.walk(statement)]
        foreign = next((what for node in nodes for what in _foreign_imports(node)), None)
        if foreign is not None:
            return (
                "How this exercise is solved is read in your source, so it must all stand there: "
                f"import PyTorch, NumPy or Python's `math`, but not `{foreign}`."
            )
        own = _Own(nodes)
        used = next((what for node in nodes for what in _unlisted(node, own)), None)
        handed_on = (name for name in ("getattr", "type") if _handed_on(nodes, name))
        if used is None and (name := next(handed_on, None)):
            used = f"`{name}` under another name"
        if used is None:
            return None
        return (
            f"How this exercise is solved is read in your source, and {used} can hide there what "
            "really runs. Solve it without."
        )


@functools.lru_cache(maxsize=256)
def excerpt(program: Program, name: str) -> Excerpt | None:
    """What `name` needs of a program; None where no statement defines it, or none that is fit to
    be read: an expression nested hundreds deep, say."""
    if program.definition(name) is None:
        return None
    try:
        found = Excerpt(name, _needed(program.statements, name))
    except RecursionError:
        return None
    return None if found.definition(name) is None else found


def _needed(statements: Sequence[ast.stmt], name: str) -> list[ast.stmt]:
    concerned: dict[str, list[int]] = {}
    for i, statement in enumerate(statements):
        for other in _facts_of(statement).concerns:
            concerned.setdefault(other, []).append(i)
    chosen: set[int] = set()
    end = len(statements)
    waiting, done = [(name, end)], set()
    while waiting:
        current = waiting.pop()
        if current in done:
            continue
        done.add(current)
        for i in _makers(statements, *current, concerned):
            if i not in chosen:
                chosen.add(i)
                # Functions run later, and find what names hold at the end; all else finds what
                # they held before: `f = traced(f)` needs the earlier `f`.
                waiting += [(n, end if later else i) for n, later in _facts_of(statements[i]).uses]
    return [statements[i] for i in sorted(chosen)]


def _makers(
    statements: Sequence[ast.stmt], name: str, before: int, concerned: dict[str, list[int]]
) -> list[int]:
    """The statements that decide what `name` holds before the one of that number: the last that
    gives it a value whatever happens, and those behind it that may give it another or change it."""
    found: list[int] = []
    for i in reversed(concerned.get(name, [])):
        if i >= before:
            continue
        if name in _facts_of(statements[i]).binds:
            if isinstance(statements[i], _DEFINING):
                found = _without_calls(statements, name, found)
            return [i, *found]
        found.append(i)
    found = _without_calls(statements, name, found)
    if not found:
        found = [i for i in concerned.get("*", []) if i < before]
        found = [i for i in found if _brings_along(statements[i], name)][-1:]
    return found


def _without_calls(statements: Sequence[ast.stmt], name: str, found: list[int]) -> list[int]:
    """Those that do more than to call a method of `name`, where that is a module, a function or
    a class, or comes from outside as `torch` may: such a call is no part of what it is."""
    facts = {i: _facts_of(statements[i]) for i in found}
    if any(name in one.may_bind for one in facts.values()):
        return found
    return [i for i in found if name in facts[i].changes]


def _brings_along(statement: ast.stmt, name: str) -> bool:
    """Whether it is a `from torch import *` or the like by which the name comes in."""
    if not isinstance(statement, ast.ImportFrom):
        return False
    return not statement.level and name in vocabulary.names_in(statement.module or "")


_DEFINING = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
_COMPOUND = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


class _Facts:
    """The names that a top-level statement may bind and surely binds, whose values it changes,
    all that it concerns, those of which it calls a method among them; and those that it uses,
    each with whether that is later, when a function that it makes is called."""

    def __init__(self, statement: ast.stmt):
        run = list(_run_at_once(statement))
        self.may_bind = frozenset(bound_in(statement))
        surely = not isinstance(statement, (*_COMPOUND, ast.AugAssign, ast.Expr))
        self.binds = self.may_bind if surely else frozenset()
        self.changes = frozenset(name for node in run for name in _changed_by(node))
        called = frozenset(name for node in run for name in _called_by(node))
        self.concerns = self.may_bind | self.changes | called
        self.uses = tuple(_free(statement))


# Statements live as long as the parsed cells that are kept (see `source`), and so do these.
def _facts_of(statement: ast.stmt) -> _Facts:
    facts: _Facts | None = getattr(statement, "_facts", None)
    if facts is None:
        facts = statement._facts = _Facts(statement)  # type: ignore[attr-defined]  # ours
    return facts


def _changed_by(node: ast.AST) -> Iterator[str]:
    """Names whose values running this node changes: `x[0] = 1`, `x.y += 1`."""
    if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store):
        yield from _root(node)
    elif isinstance(node, ast.ImportFrom) and any(a.name == "*" for a in node.names):
        yield "*"


def _called_by(node: ast.AST) -> Iterator[str]:
    """Names of which running this node calls a method, and drops what it gives: `x.zero_()`."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield from _root(node.value.func) if isinstance(node.value.func, ast.Attribute) else ()


def _run_at_once(statement: ast.stmt) -> Iterator[ast.AST]:
    """A statement and what is in it, without what is in functions and classes."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, (*_SCOPES, ast.ClassDef)):
            yield node
            waiting.extend(ast.iter_child_nodes(node))


def _root(node: ast.AST) -> Iterator[str]:
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Name):
        yield node.id


def _free(node: ast.AST, *, later: bool = False) -> Iterator[tuple[str, bool]]:
    """Names that `node` takes from around it, each with whether it takes them later."""
    if isinstance(node, _SCOPES):
        outside = [*node.args.defaults, *filter(None, node.args.kw_defaults)]
        outside += getattr(node, "decorator_list", [])
        body: list[ast.AST] = [node.body] if isinstance(node, ast.Lambda) else [*node.body]
        declared = {
            n for s in body for g in ast.walk(s) if isinstance(g, ast.Global) for n in g.names
        }
        own = {a.arg for a in parameters(node.args)} | {n for s in body for n in bound_in(s)}
        for expression in outside:
            yield from _free(expression, later=later)
        for part in body:
            for name, _ in _free(part, later=True):
                if name not in own or name in declared:
                    yield name, True
        return
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield node.id, later
    for child in children(node):
        yield from _free(child, later=later)


# -- what hides ----------------------------------------------------------------------------------


class _Own:
    """What the excerpt itself gives a meaning to: names, and attributes of its own objects."""

    def __init__(self, nodes: list[ast.AST]):
        self.names = {n for node in nodes if isinstance(node, ast.stmt) for n in bound_in(node)}
        self.names |= {node.arg for node in nodes if isinstance(node, ast.arg)}
        self.attributes: set[str] = set()
        for node in nodes:
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                self.attributes.add(node.attr)
            elif isinstance(node, ast.ClassDef):
                self.attributes |= {name for part in node.body for name in bound_in(part)}
            elif isinstance(node, ast.Call) and _called(node) in ("namedtuple", "NamedTuple"):
                words = [n.value for n in ast.walk(node) if isinstance(n, ast.Constant)]
                self.attributes |= set(" ".join(map(str, words)).replace(",", " ").split())
        self.attributes -= _INNER


def _unlisted(node: ast.AST, own: _Own) -> Iterator[str]:
    """What of this node is not in the vocabulary."""
    if not isinstance(node, vocabulary.SYNTAX):
        yield _UNLISTED_SYNTAX.get(type(node).__name__, "such syntax")
    yield from (f"`{name}`" for name in _written(node) if _is_inner(name))
    if isinstance(node, ast.Name):
        builtin = hasattr(builtins, node.id) and node.id not in own.names
        if builtin and node.id not in vocabulary.BUILTINS and not _is_inner(node.id):
            yield f"`{node.id}`"
    elif isinstance(node, ast.Attribute):
        of_itself = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
        yield from _unlisted_attribute(node.attr, own, of_itself=of_itself)
        if isinstance(node.ctx, ast.Store | ast.Del) and _is_of_a_library(node):
            yield f"an assignment to `{ast.unparse(node)}`"
    elif isinstance(node, ast.MatchClass):
        of = node.cls.id if isinstance(node.cls, ast.Name) else ""
        plain = of in vocabulary.MATCHED_TYPES and of not in own.names
        if not plain or node.kwd_attrs or len(node.patterns) > 1:
            yield f"the pattern `{ast.unparse(node)}`"
    elif isinstance(node, ast.Call):
        yield from _unlisted_call(node, own)
    elif isinstance(node, ast.ClassDef) and node.keywords:
        yield f"`{node.keywords[0].arg}=` for a class"
    elif isinstance(node, ast.ImportFrom):
        names = vocabulary.names_in(node.module or "")
        yield from (f"`{a.name}`" for a in node.names if a.name not in {*names, "*"})


_UNLISTED_SYNTAX = {
    "AsyncFunctionDef": "`async def`",
    "AsyncFor": "`async for`",
    "AsyncWith": "`async with`",
    "Await": "`await`",
    "TryStar": "`except*`",
    "TypeAlias": "`type`",
}


def _written(node: ast.AST) -> list[str]:
    """The names that a node itself writes down, attributes aside."""
    if isinstance(node, ast.FunctionDef):
        return [] if node.name in vocabulary.SPECIAL_METHODS else [node.name]
    found = [getattr(node, field, None) for field in ("id", "arg", "name", "asname", "rest")]
    return [name for name in [*found, *getattr(node, "names", ())] if isinstance(name, str)]


def _is_inner(name: str) -> bool:
    return name[:2] == name[-2:] == "__" and name != "__name__"


def _unlisted_attribute(name: str, own: _Own, *, of_itself: bool = False) -> Iterator[str]:
    if name in vocabulary.attributes():
        return
    private = name[:1] == "_"
    if name not in own.attributes or (private and not (of_itself and _is_private(name))):
        yield f"`{name}`"


def _is_private(name: str) -> bool:
    return not (name[:2] == name[-2:] == "__") and name not in _library_names()


def _is_of_a_library(node: ast.Attribute) -> bool:
    """Whether the assignment could put something else in the place of what PyTorch does."""
    of_an_object = isinstance(node.value, ast.Name) and node.value.id == "self"
    meant_for_it = of_an_object or node.attr in ("requires_grad", "grad", "data")
    return not meant_for_it and node.attr in vocabulary.attributes()


@functools.cache
def _library_names() -> frozenset[str]:
    """Private names of what an excerpt can get hold of."""
    import torch

    homes = [torch.Tensor, torch.nn.Module, torch.nn.Sequential, torch.optim.Optimizer]
    return frozenset(name for home in homes for name in dir(home) if name[:1] == "_")


def _unlisted_call(node: ast.Call, own: _Own) -> Iterator[str]:
    name = _called(node)
    if name in ("getattr", "hasattr"):
        asked = node.args[1] if len(node.args) > 1 else None
        if isinstance(asked, ast.Constant):
            yield from _unlisted_attribute(str(asked.value), own)
        else:
            yield f"`{name}` with a name that is made up while it runs"
    if name == "type" and isinstance(node.func, ast.Name) and len(node.args) != 1:
        yield "`type` with three arguments"
    if name == "wraps" and (len(node.args) != 1 or node.keywords):
        yield "`wraps` with more than one argument"


def _called(node: ast.Call) -> str | None:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", None)


def _handed_on(nodes: list[ast.AST], function: str) -> bool:
    """Whether a function is used other than by calling it."""
    calls = sum(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function
        for node in nodes
    )
    return calls < sum(isinstance(node, ast.Name) and node.id == function for node in nodes)


def _foreign_imports(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        modules = [a.name for a in node.names]
    elif isinstance(node, ast.ImportFrom):
        modules = ["." * node.level + (node.module or "")]
    else:
        return
    yield from (name for name in modules if not vocabulary.may_import(name))
