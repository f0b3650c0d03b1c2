"""Rules are enforced from the source and from what really ran."""

import pytest

from autograder.judge.expected import answer_from
from autograder.judge.rules import forbid
from autograder.judge.verify import verify
from autograder.witness.source import Program
from tests.judge import sample


def judged(one, code):
    return verify(one, answer_from(one, code), program=one.as_cell(code), devices=["cpu"])


ADD_UP = """
    out = t.new_zeros(())
    for x in t:
        out = out + x
    return out
"""
ONE_BY_ONE = "t[0] if len(t) == 1 else t[0] +"

LOOPS = {
    "for": ADD_UP,
    "while": "while True:\n    return t @ torch.ones_like(t)",
    "comprehension": "torch.stack([x for x in t]).mean() * len(t)",
    "generator": "import functools\nreturn functools.reduce(torch.add, (x for x in t))",
    "map": "return torch.stack(list(map(torch.clone, t))).mean() * len(t)",
    "vectorize": "import numpy as np\n"
    "return torch.tensor(np.vectorize(float)(t)).float().mean() * 4",
    "recursion": f"def go(t):\n    return {ONE_BY_ONE} go(t[1:])\nreturn go(t)",
    "helper": f"def helper(t):{ADD_UP}\ndef total(t):\n    return helper(t)\n",
    "helper renamed": f"def helper(t):{ADD_UP}\ntotal = helper\n",
    "own recursion": f"def total(t):\n    return {ONE_BY_ONE} total(t[1:])\n",
    "mutual recursion": "def other(t):\n    return total(t)\n\n"
    f"def total(t):\n    return {ONE_BY_ONE} other(t[1:])\n",
    "lambda": "total = lambda t: torch.stack([x for x in t]).mean() * len(t)",
    "tolist": "torch.tensor(__builtins__['sum'](t.tolist()))",
    "exec": "box = {'t': t, 'out': 0}\nexec('for x in t: out = out + x', box)\nreturn box['out']",
}


@pytest.mark.parametrize("code", LOOPS.values(), ids=LOOPS.keys())
def test_a_loop_is_found_in_whatever_dress(code):
    verdict = judged(sample.total, code)
    assert (verdict.aspect, verdict.score) == ("rules", 0), verdict.message
    assert "without a loop" in verdict.message


def test_a_builtin_that_walks_a_tensor_is_a_loop():
    unit = sample.Unit("97", "Loops")
    one = unit.puzzle(
        "added",
        "",
        reference=lambda t: t.sum(),
        rules=[sample.no_loop],
        cases=sample.total.cases,
        why="",
    )
    assert judged(one, "sum(t)").aspect == "rules"
    assert judged(one, "t.sum()").passed
    assert judged(one, "t.reshape(len(t), max(t.shape) // len(t)).sum()").passed


def test_the_rule_wins_only_when_all_else_is_right():
    assert judged(sample.total, "[x for x in t][0]").aspect == "values"


def test_operations_are_counted_as_they_run():
    verdict = judged(sample.total, "t.cumsum(0).flip(0)[0]")
    assert verdict.aspect == "rules"
    assert "at most 2 PyTorch operations, and yours ran 3: `cumsum`, `flip`" in verdict.message


@pytest.mark.parametrize("code", ["t.sum()", "torch.sum(t)", "getattr(t, 's' + 'um')()"])
def test_a_forbidden_function_is_found_however_it_is_called(code):
    verdict = judged(sample.total, code)
    assert verdict.aspect == "rules"
    assert "without `sum`" in verdict.message


def test_only_the_allowed_functions_may_run():
    assert judged(sample.by_slices, "t[0]").passed
    assert judged(sample.by_slices, "t[:1].squeeze(0)").aspect == "rules"


def test_looking_at_a_shape_is_no_operation():
    assert judged(sample.total, "t @ torch.ones(t.shape[0] + 0 * t.dim())").passed


MASKS = {
    "a decoy": "def total(t):\n    return t @ torch.ones_like(t)\n\n\n"
    "globals()['tot' + 'al'] = lambda t: torch.stack([x for x in t]).mean() * len(t)\n",
    "text": "def total(t):\n    return t @ torch.ones_like(t)\n\n\n"
    "exec('def total(t):\\n    return torch.stack([x for x in t]).mean() * len(t)')\n",
    "hidden operations": "with torch._C.DisableTorchFunction():\n    return t @ torch.ones_like(t)",
}


@pytest.mark.parametrize("code", MASKS.values(), ids=MASKS.keys())
def test_what_hides_the_source_breaks_the_rules(code):
    verdict = judged(sample.total, code)
    assert (verdict.aspect, verdict.score) == ("rules", 0), verdict.message


def test_a_key_function_is_a_loop():
    code = "box = []\nmin(range(4), key=lambda i: box.append(t[i]) or 0)\n"
    verdict = judged(sample.total, code + "return torch.stack(box).mean() * len(t)")
    assert verdict.aspect == "rules"
    assert "`key=`" in verdict.message


def test_a_type_hint_uses_nothing():
    program = Program("def f(x: int) -> int:\n    return x")
    assert forbid("int").broken_by("f", program, ()) is None
