"""What an answer may not do, judged from its source and from the operations that really ran."""

from __future__ import annotations

import ast
import builtins
import functools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch

from autograder.judge.typos import did_you_mean
from autograder.witness.scopes import own_references
from autograder.witness.source import Program, walk

_LOOPS = (
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)
_HIDDEN_LOOPS = {
    *("map", "filter", "reduce", "accumulate", "starmap", "itertools", "iter", "next"),
    *("vectorize", "frompyfunc", "fromiter", "fromfunction", "apply_along_axis"),
    *("vmap", "apply_", "map_", "tolist", "exec", "eval", "builtins", "__builtins__", "__import__"),
}
# On a tensor these go through its elements in Python; on a shape they are fine.
_ITERATING_BUILTINS = {
    *("sum", "max", "min", "any", "all", "sorted"),
    *("list", "tuple", "set", "zip", "enumerate"),
}
_ITERATING_MATHS = {"fsum", "sumprod", "dist", "hypot"}


@dataclass(frozen=True)
class Rule:
    """One rule. `broken_by` says in a sentence how an answer breaks it, or gives None."""

    def broken_by(self, name: str, program: Program, operations: Sequence[str]) -> str | None:
        raise NotImplementedError

    def broken_by_repeats(self, function: str) -> str | None:
        """The same of an answer that runs a function of its own over and over in one call."""
        return None

    def problems(self) -> Iterator[str]:
        """What about the rule itself can't be, in sentences for its author."""
        yield from ()


_WITHOUT_LOOP = "This exercise should be solved without a loop"


@dataclass(frozen=True)
class NoLoop(Rule):
    """No `for`, `while`, comprehension, recursion, nor a call that hides one of them."""

    def broken_by(self, name: str, program: Program, operations: Sequence[str]) -> str | None:
        definitions = program.reached(name)
        own = own_references(definitions)
        for definition in definitions:
            for node in walk(definition):
                if isinstance(node, _LOOPS):
                    return f"{_WITHOUT_LOOP}, and yours has {_loop_name(node)}."
                if isinstance(node, ast.keyword) and node.arg == "key":
                    return (
                        f"{_WITHOUT_LOOP}; `key=` calls a function for one element after another."
                    )
                called = _HIDDEN_LOOPS.intersection(() if node in own else _names_of(node))
                if called:
                    return f"{_WITHOUT_LOOP}; `{min(called)}` is one in disguise."
        if program.is_recursive(name):
            return f"{_WITHOUT_LOOP}; a function that calls itself is one."
        if _iterates(definitions, own, operations):
            return f"{_WITHOUT_LOOP}, and yours goes through a tensor element by element."
        return None

    def broken_by_repeats(self, function: str) -> str | None:
        return (
            f"{_WITHOUT_LOOP}, and yours runs `{function}` again and again in one call, which is "
            "one in disguise."
        )


@dataclass(frozen=True)
class AtMost(Rule):
    """At most `count` PyTorch operations a call."""

    count: int

    def problems(self) -> Iterator[str]:
        if type(self.count) is not int or self.count < 0:
            yield f"`at_most` takes a whole number of operations, not {self.count!r}."

    def broken_by(self, name: str, program: Program, operations: Sequence[str]) -> str | None:
        if len(operations) <= self.count:
            return None
        listed = ", ".join(f"`{written_as(op)}`" for op in operations[:8])
        return (
            f"This exercise allows at most {_plural(self.count, 'PyTorch operation')}, "
            f"and yours ran {len(operations)}: {listed}{', …' if len(operations) > 8 else ''}."
        )


@dataclass(frozen=True)
class Forbid(Rule):
    """None of the functions of these names, and none of these operators (`@`, `*`, ...)."""

    names: tuple[str, ...]

    def problems(self) -> Iterator[str]:
        yield from _unknown_names("forbid", self.names)

    def broken_by(self, name: str, program: Program, operations: Sequence[str]) -> str | None:
        banned = set(map(_canonical, self.names))
        definitions = program.reached(name)
        own = own_references(definitions)
        for definition in definitions:
            for node in walk(definition):
                used = _last_name(node) or _operator(node)
                if node not in own and used and _canonical(used) in banned:
                    return f"This exercise should be solved without {_in_words(used)}."
        ran = next((op for op in operations if _canonical(op) in banned), None)
        if ran is None:
            return None
        return f"This exercise should be solved without {_in_words(_canonical(ran))}."


@dataclass(frozen=True)
class Only(Rule):
    """No PyTorch functions but these."""

    names: tuple[str, ...]

    def problems(self) -> Iterator[str]:
        yield from _unknown_names("only", self.names)

    def broken_by(self, name: str, program: Program, operations: Sequence[str]) -> str | None:
        allowed = set(map(_canonical, self.names))
        extra = next((op for op in operations if _canonical(op) not in allowed), None)
        if extra is None:
            return None
        listed = ", ".join(f"`{n}`" for n in self.names)
        return f"This exercise allows only {listed}, and yours used {_in_words(_canonical(extra))}."


no_loop = NoLoop()


def at_most(count: int) -> AtMost:
    """The rule that a call runs at most `count` PyTorch operations."""
    return AtMost(count)


def forbid(*names: str) -> Forbid:
    """The rule that none of these functions or operators is used, in the source or at run time."""
    return Forbid(names)


def only(*names: str) -> Only:
    """The rule that no PyTorch function but these runs; operators by their sign (`+`, `@`)."""
    return Only(names)


def _unknown_names(rule: str, names: tuple[str, ...]) -> Iterator[str]:
    if not names:
        yield f"`{rule}` needs at least one name."
    for name in names:
        if not isinstance(name, str):
            yield f"`{rule}` takes names as text, not {name!r}."
        elif _canonical(name) not in _known_names():
            near = did_you_mean(name, _known_names())
            yield f"`{rule}` names `{name}`, which neither PyTorch nor Python has.{near}"


@functools.cache
def _known_names() -> frozenset[str]:
    """What an answer could name: of PyTorch, of Python, and the operators."""
    places = (torch, torch.Tensor, torch.linalg, torch.fft, torch.special, builtins, math)
    names = {name for place in (*places, torch.nn, torch.nn.functional) for name in dir(place)}
    return frozenset({*map(_canonical, names), *names, *_SAME_OPERATION.values()})


def _iterates(
    definitions: Sequence[ast.AST], own: set[ast.Name], operations: Sequence[str]
) -> bool:
    """Whether a built-in function went over a tensor: PyTorch runs `unbind` for it."""
    names = {_last_name(node) for definition in definitions for node in walk(definition)}
    builtins_called = {
        node.func.id
        for definition in definitions
        for node in walk(definition)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func not in own
    }
    return (
        "unbind" in operations
        and "unbind" not in names
        and bool(builtins_called & _ITERATING_BUILTINS or names & _ITERATING_MATHS)
    )


def _loop_name(node: ast.AST) -> str:
    if isinstance(node, ast.For | ast.AsyncFor):
        return "a `for`"
    if isinstance(node, ast.While):
        return "a `while`"
    return "a generator" if isinstance(node, ast.GeneratorExp) else "a comprehension"


def _last_name(node: ast.AST) -> str | None:
    """`matmul` for `torch.matmul`, `t.matmul` and `matmul`; None for anything else."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else None


def _names_of(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {part for alias in node.names for part in alias.name.split(".")}
    name = _last_name(node) or ""
    return {name, name.lstrip("_")}  # Modules keep what they import under such names.


_SIGNS = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.Invert: "~",
}

# An operator, its method, its in-place form and its function are one operation under many names.
_SAME_OPERATION = {
    name: canonical
    for canonical, names in {
        "add": "+ __radd__",
        "sub": "- __rsub__ subtract rsub",
        "mul": "* __rmul__ multiply",
        "div": "/ __rdiv__ __rtruediv__ __truediv__ divide true_divide",
        "floor_divide": "// __floordiv__ __rfloordiv__",
        "remainder": "% __mod__ __rmod__",
        "pow": "** __pow__ __rpow__",
        "matmul": "@ __matmul__ __rmatmul__",
        "logical_and": "& __and__",
        "logical_or": "| __or__",
        "logical_not": "~ __invert__",
        "neg": "__neg__ negative",
        "abs": "absolute __abs__",
        "eq": "== __eq__",
        "ne": "!= __ne__",
        "gt": "> __gt__",
        "lt": "< __lt__",
        "ge": ">= __ge__",
        "le": "<= __le__",
        "getitem": "[] __getitem__",
        "setitem": "[]= __setitem__",
        "cat": "concat concatenate",
    }.items()
    for name in names.split()
}


def _operator(node: ast.AST) -> str | None:
    if isinstance(node, ast.BinOp | ast.AugAssign | ast.UnaryOp):
        return _SIGNS.get(type(node.op))
    return None


def _canonical(name: str) -> str:
    if name in _SAME_OPERATION:
        return _SAME_OPERATION[name]
    plain = name.rstrip("_") if not name.startswith("_") else name
    return _SAME_OPERATION.get(plain, plain)


# How an operation is written, where that is not its name.
_WRITTEN = {
    "add": "+",
    "sub": "-",
    "mul": "*",
    "div": "/",
    "floor_divide": "//",
    "remainder": "%",
    "pow": "**",
    "matmul": "@",
    "eq": "==",
    "ne": "!=",
    "gt": ">",
    "lt": "<",
    "ge": ">=",
    "le": "<=",
    "logical_and": "&",
    "logical_or": "|",
    "logical_not": "~",
    "getitem": "x[...]",
    "setitem": "x[...] = ",
}


def written_as(operation: str) -> str:
    """How an operation is written: `+` for `add`."""
    return _WRITTEN.get(_canonical(operation), operation)


def _in_words(name: str) -> str:
    words = {"getitem": "indexing, `x[...]`", "setitem": "writing into a tensor, `x[...] = `"}
    return words.get(name, f"`{name}`")


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
