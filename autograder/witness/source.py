"""The student's program text: where a name is defined in it, and what that definition reaches."""

from __future__ import annotations

import ast
import functools
import inspect
import linecache
import sys
import textwrap
import tokenize
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from types import CodeType, FunctionType, MappingProxyType
from typing import Any

from autograder.witness.magics import without_cell_magic


def program_of(answer: Any) -> str:
    """The text of the cells or file in which a function and its own helpers are written.

    Empty when there is none to be had (a built-in function, code made by `eval`).
    """
    texts: dict[str, str] = {}
    _collect(_function_in(answer), texts, set())
    return "\n".join(reversed(texts.values()))


def _function_in(answer: Any) -> FunctionType | None:
    while isinstance(answer, functools.partial):
        answer = answer.func
    answer = inspect.unwrap(answer) if callable(answer) else answer
    if inspect.ismethod(answer):
        answer = answer.__func__
    if not isinstance(answer, FunctionType) and not inspect.isbuiltin(answer):
        answer = type(answer).__dict__.get("__call__")
    return answer if isinstance(answer, FunctionType) else None


def _collect(function: FunctionType | None, texts: dict[str, str], seen: set[int]) -> None:
    if function is None or id(function) in seen:
        return
    seen.add(id(function))
    filename = function.__code__.co_filename
    if "site-packages" in filename or filename.startswith(sys.base_prefix + "/lib"):
        return
    lines = linecache.getlines(filename, function.__globals__)
    if filename not in texts and lines:
        texts[filename] = "".join(lines)
    for name in _names_used(function.__code__):
        _collect(_function_in(function.__globals__.get(name)), texts, seen)


def _names_used(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names_used(constant)


class Program:
    """A student's program, parsed: its statements, and what each name is bound to at its end.

    A text that does not parse counts as empty: it can't have run either.
    """

    def __init__(self, text: str = ""):
        text = without_cell_magic(text)
        self.statements, self.bindings = _read(text)
        self._texts = dict.fromkeys(self.bindings, text)

    def plus(self, text: str) -> Program:
        """This program with another cell run after it."""
        return self._then([Program(text)])

    def with_cells(self, texts: Iterable[str]) -> Program:
        """This program with these cells run after it, in this order."""
        return self._then(list(map(Program, texts)))

    @classmethod
    def of_cells(cls, texts: Iterable[str]) -> Program:
        """The program that is made of these cells, run in this order."""
        return cls().with_cells(texts)

    def _then(self, cells: list[Program]) -> Program:
        longer, parts = Program(), [self, *cells]
        longer.statements = tuple(s for part in parts for s in part.statements)
        longer.bindings = MappingProxyType({n: b for p in parts for n, b in p.bindings.items()})
        longer._texts = {n: text for part in parts for n, text in part._texts.items()}
        return longer

    def definition(self, name: str) -> ast.AST | None:
        """The last function, class or value that the program gives `name`; None without one."""
        return self.bindings.get(name)

    def reached(self, name: str) -> list[ast.AST]:
        """The definition of `name` and, without end, of the names that it uses."""
        found: dict[str, ast.AST] = {}
        waiting = [name]
        while waiting:
            current = waiting.pop()
            if current in found or current not in self.bindings:
                continue
            node = found[current] = self.bindings[current]
            waiting += [n.id for n in ast.walk(node) if isinstance(n, ast.Name)]
        return list(found.values())

    def is_recursive(self, name: str) -> bool:
        """Whether the definition of `name` comes back to a function that it is reached through."""
        uses = {
            bound: {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
            for bound, node in self.bindings.items()
            if isinstance(node, ast.FunctionDef | ast.Lambda)
        }
        nested = any(
            inner.name in {n.id for n in ast.walk(inner) if isinstance(n, ast.Name)}
            for node in self.reached(name)
            for inner in ast.walk(node)
            if isinstance(inner, ast.FunctionDef)
        )
        return nested or _leads_into_a_circle(name, uses)

    def is_stub(self, name: str) -> bool:
        """Whether `name` is still as the notebook gives it out: a function without a body, or the
        three dots."""
        node = self.definition(name)
        if isinstance(node, ast.Constant):
            return node.value is ...
        return isinstance(node, ast.FunctionDef) and all(map(_says_nothing, node.body))

    def is_same(self, name: str, other: Program) -> bool:
        """Whether both programs define `name` alike, docstrings and comments aside."""
        mine, theirs = self.definition(name), other.definition(name)
        return mine is not None and theirs is not None and _essence(mine) == _essence(theirs)

    def is_written_like(self, name: str, other: Program) -> bool:
        """Whether both programs write `name` in the same words: brackets count, spaces do not."""
        return self._words(name) == other._words(name)

    def _words(self, name: str) -> list[str]:
        return _words(self._texts.get(name, ""), self.bindings.get(name))


def children(node: ast.AST) -> Iterator[ast.AST]:
    """Child nodes, annotations aside: those say nothing of what a program does."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield child


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all below it, annotations aside."""
    waiting = deque([node])
    while waiting:
        current = waiting.popleft()
        yield current
        waiting.extend(children(current))


def _leads_into_a_circle(start: str, uses: Mapping[str, set[str]]) -> bool:
    """Whether some name that `start` leads to leads back to itself; each is looked at once."""
    done: set[str] = set()
    path: dict[str, Iterator[str]] = {start: iter(uses.get(start, ()))}
    while path:
        current = next(reversed(path))
        following = next((n for n in path[current] if n in uses and n not in done), None)
        if following is None:
            done.add(current)
            del path[current]
        elif following in path:
            return True
        else:
            path[following] = iter(uses[following])
    return False


def _read(text: str) -> tuple[tuple[ast.stmt, ...], Mapping[str, ast.AST]]:
    """A text's statements, and what they bind."""
    return _kept(text) if len(text) <= _SHORT else _read_anew(text)


# Of texts that are no longer than this; a tree takes a hundred times the memory of its text.
_SHORT = 20_000


@functools.lru_cache(maxsize=2_048)
def _kept(text: str) -> tuple[tuple[ast.stmt, ...], Mapping[str, ast.AST]]:
    """A class hands in most cells as they were given."""
    return _read_anew(text)


def _read_anew(text: str) -> tuple[tuple[ast.stmt, ...], Mapping[str, ast.AST]]:
    module = _parse(text)
    bound = {name: node for statement in _statements(module) for name, node in _bound(statement)}
    return tuple(module.body), MappingProxyType(bound)


def _words(text: str, node: ast.AST | None) -> list[str]:
    """The tokens of a function without docstring, comments and layout."""
    if not isinstance(node, ast.FunctionDef):
        return []
    body = [s for s in node.body if not _says_nothing(s)]
    source = "\n".join(ast.get_source_segment(text, s, padded=True) or "" for s in body)
    layout = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
    lines = iter(textwrap.dedent(source).splitlines(keepends=True))
    try:
        tokens = list(tokenize.generate_tokens(lambda: next(lines, "")))
    except (tokenize.TokenError, IndentationError, SyntaxError):
        return [source]
    return [token.string for token in tokens if token.type not in layout]


def _parse(text: str) -> ast.Module:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module([], [])


def _statements(module: ast.Module) -> Iterator[ast.stmt]:
    """Top-level statements, and those under a top-level `if`, `with`, `try` or loop."""
    waiting = module.body[::-1]
    while waiting:
        statement = waiting.pop()
        yield statement
        if isinstance(statement, _OPEN):
            waiting += reversed(_within(statement))


# Their statements bind names around them, as if they stood there.
_OPEN = (ast.If, ast.With, ast.Try, ast.For, ast.While)


def _within(statement: ast.stmt) -> list[ast.stmt]:
    return [child for child in ast.iter_child_nodes(statement) if isinstance(child, ast.stmt)]


def _bound(statement: ast.stmt) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name, statement
    elif isinstance(statement, ast.Import | ast.ImportFrom):
        yield from ((a.asname or a.name.partition(".")[0], statement) for a in statement.names)
    elif isinstance(statement, ast.Assign):
        for target in statement.targets:
            yield from (
                (n.id, statement.value) for n in ast.walk(target) if isinstance(n, ast.Name)
            )
    elif isinstance(statement, ast.AnnAssign | ast.AugAssign) and statement.value:
        yield from ((n.id, statement.value) for n in [statement.target] if isinstance(n, ast.Name))
    for node in _own_nodes(statement):
        if isinstance(node, ast.NamedExpr):
            yield node.target.id, node.value


def _own_nodes(statement: ast.stmt) -> Iterator[ast.AST]:
    """Its nodes without the statements that `_statements` gives by themselves: a chain of `elif`
    is nested as deep as it is long."""
    if not isinstance(statement, _OPEN):
        yield from ast.walk(statement)
        return
    for child in ast.iter_child_nodes(statement):
        if not isinstance(child, ast.stmt):
            yield from ast.walk(child)


def _says_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Pass):
        return True
    if isinstance(statement, ast.Raise):
        return "NotImplementedError" in ast.dump(statement)
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _essence(node: ast.AST) -> str:
    if isinstance(node, ast.FunctionDef):
        body = [s for s in node.body if not _says_nothing(s)]
        return ast.dump(node.args) + "".join(map(ast.dump, body))
    return ast.dump(node)
