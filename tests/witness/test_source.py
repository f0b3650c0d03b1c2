"""A student's program is read in a time that grows with its length, whatever stands in it."""

import ast

import pytest

from autograder.witness import source
from autograder.witness.source import Program
from tests.patience import within

PATIENCE = 20  # seconds; each of these takes less than two, and took minutes or for ever


def helpers(count: int, last: str = "x") -> str:
    """Functions of which each calls the next two."""
    lines = [f"def f{i}(x):\n    return f{i + 1}(x) + f{i + 2}(x)" for i in range(count)]
    lines += [f"def f{count + i}(x):\n    return {last}" for i in range(2)]
    return "\n".join(lines)


def test_helpers_that_call_one_another_twice_are_looked_at_once():
    with within(PATIENCE):
        assert not Program(helpers(40)).is_recursive("f0")


def test_a_circle_at_the_end_of_many_ways_is_found():
    with within(PATIENCE):
        assert Program(helpers(40, last="f3(x)")).is_recursive("f0")


def test_a_long_chain_of_helpers_is_followed_to_its_end():
    lines = [f"def f{i}(x):\n    return f{i + 1}(x)" for i in range(3_000)]
    assert not Program("\n".join(lines)).is_recursive("f0")
    assert Program("\n".join([*lines, "def f3000(x): return f2999(x)"])).is_recursive("f0")


@pytest.mark.parametrize(
    ("text", "recursive"),
    [
        ("def f(x): return f(x)", True),
        ("def f(x): return g(x)\ndef g(x): return f(x)", True),
        ("def f(x): return g(x)\ndef g(x): return g(x)", True),
        ("def f(x): return x\ndef g(x): return g(x)", False),
        ("def f(x): return g(x) + h(x)\ndef g(x): return h(x)\ndef h(x): return x", False),
        ("def f(x):\n    def g(y): return g(y)\n    return g(x)", True),
    ],
)
def test_recursion_is_told_from_many_calls(text, recursive):
    assert Program(text).is_recursive("f") == recursive


def assignment(name: str, value: int) -> ast.stmt:
    return ast.Assign([ast.Name(name, ast.Store())], ast.Constant(value))


def test_many_statements_are_gone_through_in_order():
    first, last = assignment("x", 1), assignment("x", 2)
    # Made here, for to parse so many takes longer.
    with within(PATIENCE):
        found = list(source._statements(ast.Module([*[first] * 1_000_000, last], [])))
    assert len(found) == 1_000_001 and found[-1] is last


def test_a_long_chain_of_elif_is_read():
    chain: list[ast.stmt] = []
    for i in range(10_000):
        test = ast.NamedExpr(ast.Name("z", ast.Store()), ast.Name("x", ast.Load()))
        chain = [ast.If(test, [assignment("y", i)], chain)]
    with within(PATIENCE):
        found = list(source._statements(ast.Module(chain, [])))
        bound = {name: node for one in found for name, node in source._bound(one)}
    assert bound["y"].value == 0
    assert bound["z"].id == "x"


def test_a_chain_of_elif_gives_its_names_the_last_of_their_values():
    program = Program("if x:\n    y = 0\nelif z := x:\n    y = 1\nelse:\n    y = 2\n")
    assert program.definition("y").value == 2
    assert program.definition("z").id == "x"


def test_statements_in_compound_ones_keep_their_place():
    program = Program("if a:\n    x = 1\n    if b:\n        x = 2\nelse:\n    x = 3\ny = x\n")
    assert program.definition("x").value == 3
