"""Answers as code: an expression, the body of a function, or a whole cell that defines the name."""

from __future__ import annotations

import ast
import functools
import textwrap


def dedented(code: str) -> str:
    """The code as it would stand at the left edge, without empty lines around it."""
    return textwrap.dedent(code).strip("\n")


@functools.lru_cache(maxsize=4)  # one piece of code is asked about several times in a row
def statements(code: str) -> tuple[ast.stmt, ...]:
    """The statements of a piece of code, wherever it is indented. Raises SyntaxError."""
    return tuple(ast.parse(dedented(code)).body)


def defines(name: str, code: str) -> bool:
    """Whether the code defines `name` itself. Raises SyntaxError."""
    for statement in statements(code):
        if isinstance(statement, ast.FunctionDef) and statement.name == name:
            return True
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, ast.AnnAssign | ast.AugAssign):
            targets = [statement.target]
        else:
            continue
        if any(isinstance(t, ast.Name) and t.id == name for t in targets):
            return True
    return False


def is_expression(code: str) -> bool:
    """Whether the code is one expression. Raises SyntaxError."""
    found = statements(code)
    return len(found) == 1 and isinstance(found[0], ast.Expr)
