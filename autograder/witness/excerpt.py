"""The part of a student's program that one name needs, and whether that part hides anything.

Rules are judged of code that can be read. So the definition of a name, with the helpers, imports
and constants that it uses, is cut out of the program; what was read is then run by itself (see
`autograder.witness.alone`), and nothing else of the program can reach it.
"""

from __future__ import annotations

import ast
import functools
import importlib
from collections.abc import Iterator, Sequence

from autograder.witness.source import Program, children

# What an answer under rules may import: these, and what lies in PyTorch and NumPy.
MODULES = frozenset(
    {
        *("math", "cmath", "numbers", "statistics", "fractions", "random", "time"),
        *(
            "copy",
            "functools",
            "operator",
            "typing",
            "collections",
            "collections.abc",
            "dataclasses",
        ),
    }
)
_PACKAGES = ("torch", "numpy")
# With these names code reaches what does not stand in its text: other code, text that becomes
# code, frames, or what the grader itself uses.
REFLECTING = frozenset(
    {
        *("exec", "eval", "compile", "globals", "locals", "vars", "setattr", "delattr", "open"),
        *("input", "breakpoint", "get_ipython", "load", "save", "memmap", "fromfile"),
        *("builtins", "sys", "os", "inspect", "importlib", "ctypes", "gc", "types", "threading"),
        *("traceback", "linecache", "weakref", "contextlib", "itertools", "glob", "platform"),
        *("textwrap", "warnings", "keyword", "re", "stdlib_re", "pickle", "copyreg", "subprocess"),
        *("jit", "compiler", "fx", "overrides", "utils", "hub", "library", "ops", "classes"),
        *("package", "serialization", "distributed", "multiprocessing", "export", "testing"),
        *("onnx", "futures", "monitor", "profiler", "quantization", "ao", "f2py", "ctypeslib"),
        *("script", "trace", "import_ir_module", "Function", "register_hook", "parallel"),
        *("io", "concurrent", "mp", "shutil", "logging", "json", "ast", "tunable", "profiler_util"),
        *("help", "display", "singledispatch", "singledispatchmethod", "saved_tensors_hooks"),
        *("attrgetter", "methodcaller", "get_type_hints", "ForwardRef", "update_wrapper"),
        *("f_back", "f_globals", "f_locals", "f_builtins", "f_code"),
        *("tb_frame", "tb_next", "gi_frame", "gi_code", "cr_frame", "ag_frame"),
    }
)
_PLAIN_DUNDERS = {"__init__", "__call__", "__name__", "__len__", "__doc__"}
# Methods that change what attributes, copies and PyTorch's own functions mean.
_HOOKS = (
    "__torch",
    "__array",
    "__class",
    "__match",
    "__reduce",
    "__geta",
    "__gets",
    "__set",
    "__init_sub",
)


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
        own = _own_names(nodes)
        used = next((what for node in nodes for what in _reflecting(node, own)), None)
        if used is None and _handed_on(nodes, "getattr"):
            used = "`getattr` under another name"
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
    waiting, done = [name], set()
    while waiting:
        current = waiting.pop()
        if current in done:
            continue
        done.add(current)
        for i in _makers(statements, current, concerned):
            if i not in chosen:
                chosen.add(i)
                waiting += _facts_of(statements[i]).uses
    return [statements[i] for i in sorted(chosen)]


def _makers(
    statements: Sequence[ast.stmt], name: str, concerned: dict[str, list[int]]
) -> list[int]:
    """The statements that decide what `name` holds at the end: the last that gives it a value
    whatever happens, and those behind it that may give it another or change it."""
    found = []
    for i in reversed(concerned.get(name, [])):
        if name in _facts_of(statements[i]).binds:
            if isinstance(statements[i], _DEFINING):
                # A call of a module's or a function's method is no part of what it is.
                found = [j for j in found if not isinstance(statements[j], ast.Expr)]
            return [i, *found]
        found.append(i)
    if not found:
        found = [i for i in concerned.get("*", []) if _brings_along(statements[i], name)][-1:]
    return found


def _brings_along(statement: ast.stmt, name: str) -> bool:
    """Whether it is a `from torch import *` or the like by which the name comes in."""
    if not isinstance(statement, ast.ImportFrom):
        return False
    if statement.level or not may_import(statement.module):
        return False
    module = importlib.import_module(statement.module)
    return name in getattr(module, "__all__", vars(module))


_DEFINING = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
_COMPOUND = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


class _Facts:
    """The names that a top-level statement surely binds, those it concerns, those it uses."""

    def __init__(self, statement: ast.stmt):
        bound = frozenset(_bound_in(statement))
        surely = not isinstance(statement, (*_COMPOUND, ast.AugAssign, ast.Expr))
        self.binds = bound if surely else frozenset()
        # Those that it binds, and those that it may bind or change.
        self.concerns = bound | frozenset(_changed_in(statement))
        self.uses = tuple(_free(statement))


# Statements live as long as the parsed cells that are kept (see `source`), and so do these.
def _facts_of(statement: ast.stmt) -> _Facts:
    facts = getattr(statement, "_facts", None)
    if facts is None:
        facts = statement._facts = _Facts(statement)
    return facts


def _bound_in(node: ast.AST) -> Iterator[str]:
    """Names that running `node` binds in its own scope; not those inside its functions."""
    if isinstance(node, (*_SCOPES, ast.ClassDef)):
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
        yield from _bound_in(child)


def _changed_in(node: ast.AST) -> Iterator[str]:
    """Names whose values running `node` changes: `x[0] = 1`, `x += 1`, `x.zero_()`."""
    if isinstance(node, (*_SCOPES, ast.ClassDef)):
        return
    if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store):
        yield from _root(node)
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield from _root(node.value.func) if isinstance(node.value.func, ast.Attribute) else ()
    elif isinstance(node, ast.ImportFrom) and any(a.name == "*" for a in node.names):
        yield "*"
    for child in ast.iter_child_nodes(node):
        yield from _changed_in(child)


def _root(node: ast.AST) -> Iterator[str]:
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Name):
        yield node.id


def _free(node: ast.AST) -> Iterator[str]:
    """Names that `node` takes from around it."""
    if isinstance(node, _SCOPES):
        outside = [*node.args.defaults, *filter(None, node.args.kw_defaults)]
        outside += getattr(node, "decorator_list", [])
        body = node.body if isinstance(node.body, list) else [node.body]
        declared = {
            n for s in body for g in ast.walk(s) if isinstance(g, ast.Global) for n in g.names
        }
        own = {a.arg for a in _parameters(node.args)} | {n for s in body for n in _bound_in(s)}
        for part in outside:
            yield from _free(part)
        for part in body:
            yield from (n for n in _free(part) if n not in own or n in declared)
        return
    if isinstance(node, ast.Name):
        yield node.id
    for child in children(node):
        yield from _free(child)


def _parameters(arguments: ast.arguments) -> list[ast.arg]:
    found = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return found + [a for a in (arguments.vararg, arguments.kwarg) if a is not None]


# -- what hides ----------------------------------------------------------------------------------


def _own_names(nodes: list[ast.AST]) -> frozenset[str]:
    """Names that the excerpt itself gives a meaning to."""
    own = {n for node in nodes if isinstance(node, ast.stmt) for n in _bound_in(node)}
    return frozenset(own | {node.arg for node in nodes if isinstance(node, ast.arg)})


def _reflecting(node: ast.AST, own: frozenset[str]) -> Iterator[str]:
    if isinstance(node, ast.Name):
        if _is_inner(node.id) or (node.id in REFLECTING and node.id not in own):
            yield f"`{node.id}`"
    elif isinstance(node, ast.Attribute):
        of_itself = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
        yield from _hidden_attribute(node.attr, of_itself=of_itself)
        if isinstance(node.ctx, ast.Store | ast.Del) and _is_of_a_library(node):
            yield f"an assignment to `{ast.unparse(node)}`"
    elif isinstance(node, ast.MatchClass):
        for attribute in node.kwd_attrs:
            yield from _hidden_attribute(attribute)
    elif isinstance(node, ast.Call):
        yield from _reflecting_call(node)
    elif isinstance(node, ast.FunctionDef | ast.ClassDef):
        if node.name.startswith(_HOOKS):
            yield f"`{node.name}`"
        if isinstance(node, ast.ClassDef) and any(k.arg == "metaclass" for k in node.keywords):
            yield "a metaclass"
    elif isinstance(node, ast.Import | ast.ImportFrom):
        names = {part for a in node.names for part in a.name.split(".")}
        names |= set((getattr(node, "module", None) or "").split("."))
        yield from (f"`{name}`" for name in sorted(names) if name in REFLECTING or _is_inner(name))


def _hidden_attribute(name: str, *, of_itself: bool = False) -> Iterator[str]:
    private = name[:1] == "_" and name not in _PLAIN_DUNDERS
    own = of_itself and not _is_inner(name) and name not in _library_names()
    if name in REFLECTING or (private and not own):
        yield f"`{name}`"


def _is_inner(name: str) -> bool:
    return name.startswith("__") and name.endswith("__") and name not in _PLAIN_DUNDERS


def _is_of_a_library(node: ast.Attribute) -> bool:
    """Whether the assignment could put something else in the place of what PyTorch does."""
    of_an_object = isinstance(node.value, ast.Name) and node.value.id == "self"
    meant_for_it = of_an_object or node.attr in ("requires_grad", "grad", "data")
    return not meant_for_it and node.attr in _library_names()


@functools.cache
def _library_names() -> frozenset[str]:
    """Names in what an excerpt may import that are no object's own."""
    import torch

    homes = [torch, torch.Tensor, torch.nn, torch.nn.Module, torch.nn.functional]
    names = {name for home in homes for name in dir(home)}
    for module in map(importlib.import_module, (*MODULES, *_PACKAGES)):
        names |= {name for name in dir(module) if name[:1] == "_"}
    return frozenset(names)


def _reflecting_call(node: ast.Call) -> Iterator[str]:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", None)
    if name == "getattr":
        constant = len(node.args) > 1 and isinstance(node.args[1], ast.Constant)
        if not constant:
            yield f"`{name}` with a name that is made up while it runs"
        else:
            yield from _hidden_attribute(str(node.args[1].value))
    if name == "type" and len(node.args) != 1:
        yield "`type` with three arguments"
    if name == "wraps" and (len(node.args) != 1 or node.keywords):
        yield "`wraps` with more than one argument"


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
    yield from (name for name in modules if not may_import(name))


def may_import(module: str) -> bool:
    """Whether an excerpt may import the module of that name."""
    first = module.partition(".")[0]
    return module in MODULES or (
        first in _PACKAGES and REFLECTING.isdisjoint(module.split(".")) and "._" not in module
    )
