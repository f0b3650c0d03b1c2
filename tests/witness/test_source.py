"""A student's program is read in a time that grows with its length, whatever stands in it."""

import pytest

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


def test_many_statements_are_read_in_order():
    with within(PATIENCE):
        program = Program("x = 1\n" * 120_000 + "x = 2\n")
    assert program.definition("x").value == 2


def test_a_long_chain_of_elif_is_read():
    chain = "if x == 0:\n    y = 0\n" + "".join(
        f"elif (z := x) == {i}:\n    y = {i}\n" for i in range(900)
    )
    with within(PATIENCE):
        program = Program(chain)
    assert program.definition("y").value == 899
    assert program.definition("z").id == "x"


def test_statements_in_compound_ones_keep_their_place():
    program = Program("if a:\n    x = 1\n    if b:\n        x = 2\nelse:\n    x = 3\ny = x\n")
    assert program.definition("x").value == 3
