"""What an answer needs of its program, and what it is when that runs by itself."""

from dataclasses import replace

import pytest
import torch

from autograder.judge.inquiry import Inquiry
from autograder.judge.rules import at_most, no_loop
from autograder.judge.verify import interrogate
from autograder.witness.alone import Alone
from autograder.witness.alone import answer as answer_alone
from autograder.witness.excerpt import excerpt
from autograder.witness.source import Program
from tests.judge import sample

unit = sample.Unit("96", "Excerpts")
row_sums = unit.puzzle(
    "row_sums",
    "The sum of every row, without a loop.",
    reference=lambda x: x.sum(dim=1),
    rules=[no_loop, at_most(6)],
    cases=[
        sample.ordinary("three rows", lambda d: (d.floats(3, 2),)),
        sample.ordinary("five rows", lambda d: (d.floats(5, 4),)),
    ],
    why="",
)


def text_of(source, name="row_sums"):
    return excerpt(Program(source), name).text


def graded(*cells, one=row_sums):
    """The verdict on a notebook of these cells: run as one program, and its answer by itself."""
    inquiry = interrogate(one, devices=["cpu"])
    namespace = {"torch": torch}
    for cell in cells:
        exec(compile(cell, "<cell>", "exec"), namespace)
    program = Program.of_cells(cells)
    replies = [answer_alone(question, namespace) for question in inquiry.questions]
    alone = [answer_alone(question, {}) for question in inquiry.questions_alone(program)]
    return inquiry.verdict(replies, program, alone)


def test_an_excerpt_holds_what_the_name_needs_in_the_programs_order():
    source = "a = 1\nb = a + 1\nc = 3\ndef row_sums(x):\n    return x * b\nprint(c)\n"
    assert text_of(source) == "a = 1\nb = a + 1\n\ndef row_sums(x):\n    return x * b"


def test_the_last_definition_counts():
    source = "def row_sums(x):\n    return [r for r in x]\ndef row_sums(x):\n    return x\n"
    assert text_of(source) == "def row_sums(x):\n    return x"


def test_a_definition_in_a_branch_brings_the_branch_and_what_was_before():
    source = (
        "def row_sums(x):\n    return x\nif b:\n    def row_sums(x):\n        return 2\nb = 1\n"
    )
    assert text_of(source).startswith("def row_sums(x):\n    return x\nif b:")


def test_what_changes_a_constant_belongs_to_it():
    source = (
        "t = torch.zeros(3)\nt[0] = 1\nt += 1\nt.neg_()\nu = t\ndef row_sums(x):\n    return t\n"
    )
    assert text_of(source).splitlines()[:4] == [
        "t = torch.zeros(3)",
        "t[0] = 1",
        "t += 1",
        "t.neg_()",
    ]


def test_what_changes_a_constant_that_is_bound_under_a_condition_belongs_to_it():
    source = (
        "if True:\n    t = torch.zeros(3)\nt.neg_()\nfor i in range(2):\n    t.add_(1)\n"
        "def row_sums(x):\n    return t\n"
    )
    assert "t.neg_()" in text_of(source) and "t.add_(1)" in text_of(source)


def test_parameters_and_local_names_are_no_names_of_the_program():
    source = "x = open('a')\ny = open('b')\ndef row_sums(x):\n    y = x\n    return y\n"
    assert "open" not in text_of(source)


def test_annotations_are_not_needed():
    source = "def row_sums(x: Unknown) -> Other:\n    return x.sum(dim=1)\n"
    assert Alone(text_of(source), "row_sums")._error is None


def test_a_name_without_a_definition_has_no_excerpt():
    assert excerpt(Program("print(row_sums)"), "row_sums") is None


HONEST = {
    "plain": ["def row_sums(x):\n    return x.sum(dim=1)"],
    "helper of an earlier cell": [
        "def width(x):\n    return x.shape[1]",
        "def row_sums(x):\n    return x.mean(dim=1) * width(x)",
    ],
    "constant": ["zero = 0.0", "def row_sums(x):\n    return x.sum(1) + zero"],
    "constant of constants": [
        "one = torch.tensor(1)\nn = one.item()",
        "def row_sums(x):\n    return x.sum(n)",
    ],
    "table": ["table = torch.ones(9)", "def row_sums(x):\n    return x @ table[: x.shape[1]]"],
    "table, filled": [
        "table = torch.zeros(9)\ntable[:] = 1",
        "def row_sums(x):\n    return x @ table[: x.shape[1]]",
    ],
    "alias": ["total = torch.sum", "def row_sums(x):\n    return total(x, 1)"],
    "import": ["import torch.linalg as la", "def row_sums(x):\n    return la.vecdot(x, x * 0 + 1)"],
    "import of a name": ["from torch import einsum", "row_sums = lambda x: einsum('ij->i', x)"],
    "star import": ["from torch import *", "def row_sums(x):\n    return sum(x, 1)"],
    "local import": ["def row_sums(x):\n    import torch.nn.functional as F\n    return x.sum(1)"],
    "lambda": ["row_sums = lambda x: x.sum(dim=1)"],
    "partial": ["from functools import partial", "row_sums = partial(torch.sum, dim=1)"],
    "built-in": [
        "from operator import methodcaller\nx = 1",
        "def row_sums(x):\n    return x.sum(1)",
    ],
    "decorated": ["@torch.no_grad()\ndef row_sums(x):\n    return x.sum(dim=1)"],
    "wrapped": [
        "import functools\ndef loud(f):\n    @functools.wraps(f)\n    def inner(*a):\n"
        "        return f(*a)\n    return inner",
        "@loud\ndef row_sums(x):\n    return x.sum(dim=1)",
    ],
    "type hints": [
        "from typing import Optional\nfrom torch import Tensor",
        "def row_sums(x: Tensor, keep: Optional[bool] = None) -> Tensor:\n"
        "    total: Tensor = x.sum(dim=1)\n    return total",
    ],
    "default": ["axis = 1", "def row_sums(x, dim=axis):\n    return x.sum(dim=dim)"],
    "nested": ["def row_sums(x):\n    def add(t):\n        return t.sum(1)\n    return add(x)"],
    "helper called often": [
        "def half(x):\n    return x.sum(1) / 2",
        "def row_sums(x):\n    return half(x) + half(x)",
    ],
    "redefined later": [
        "def row_sums(x):\n    return torch.stack([r.sum() for r in x])",
        "def row_sums(x):\n    return x.sum(dim=1)",
    ],
    "class": [
        "class Adder:\n    def __init__(self, dim):\n        self.dim = dim\n"
        "    def __call__(self, x):\n        return self.add(x)\n"
        "    def add(self, x):\n        return x.sum(self.dim)",
        "def row_sums(x):\n    return Adder(1)(x)",
    ],
    "module": [
        "from torch import nn\nclass Adder(nn.Module):\n    def __init__(self):\n"
        "        super().__init__()\n        self.dim = 1\n"
        "    def forward(self, x):\n        return x.sum(self.dim)",
        "def row_sums(x):\n    return Adder()(x)",
    ],
    "object": [
        "class Adder:\n    def __call__(self, x):\n        return x.sum(1)",
        "row_sums = Adder()",
    ],
    "dataclass": [
        "from dataclasses import dataclass\n@dataclass\nclass Axis:\n    dim: int = 1",
        "def row_sums(x):\n    return x.sum(Axis().dim)",
    ],
    "chosen": [
        "import math\nif math.pi > 3:\n    dim = 1\nelse:\n    dim = 0",
        "def row_sums(x):\n    return x.sum(dim)",
    ],
    "tried": [
        "try:\n    n = 1\nexcept ValueError:\n    n = 2",
        "def row_sums(x):\n    return x.sum(n)",
    ],
    "asserting and printing": [
        "def row_sums(x):\n    assert x.dim() == 2, f'{x.shape} is no matrix'\n"
        "    print(x.shape)\n    return x.sum(dim=1)",
    ],
    "raising": [
        "def row_sums(x):\n    try:\n        return x.sum(dim=1)\n"
        "    except RuntimeError as error:\n        raise ValueError('a matrix') from error",
    ],
    "numpy constant": [
        "import numpy as np\nn = int(np.ones(1)[0])",
        "def row_sums(x):\n    return x.sum(n)",
    ],
    "remembering": [
        "seen = {}\ndef dim_of(x):\n    if 'dim' not in seen:\n        seen['dim'] = x.dim() - 1\n"
        "    return seen['dim']",
        "def row_sums(x):\n    return x.sum(dim_of(x))\nrow_sums(torch.ones(2, 2))",
    ],
    "reflection elsewhere": [
        "vars = {}\nprint(globals().keys() and 1)\nnet = torch.nn.Linear(1, 1)\n"
        "print(len(list(net.modules())), compile('1', '', 'eval'))\nimport inspect, gc",
        "def row_sums(x):\n    return x.sum(dim=1)",
    ],
    "files written elsewhere": [
        "import torch\nwith open('/dev/null', 'wb') as file:\n    torch.save(1, file)\n"
        "for i in range(2):\n    if i:\n        torch.load\n    torch.manual_seed(i)\n"
        "try:\n    torch.hub.list('')\nexcept Exception:\n    pass",
        "def row_sums(x):\n    return torch.sum(x, 1)",
    ],
    "files written elsewhere, and no import": [
        "with open('/dev/null', 'wb') as file:\n    torch.save(1, file)\n    torch.save(2, file)\n"
        "torch.save(3, '/dev/null')",
        "def row_sums(x):\n    return torch.sum(x, 1)",
    ],
    "a local name like a builtin": ["def row_sums(x):\n    vars = x.sum(dim=1)\n    return vars"],
    "two inputs of one name": [
        "x = [y for y in range(3)]",
        "def row_sums(x):\n    return x.sum(dim=1)",
    ],
    "wrapped under its own name": [
        "def row_sums(x):\n    return x.sum(dim=1)",
        "def traced(f):\n    return lambda x: f(x)",
        "row_sums = traced(row_sums)",
    ],
    "built on its own earlier form": [
        "def row_sums(x):\n    return x.sum(dim=1)\n_old = row_sums",
        "def row_sums(x):\n    return _old(x) + 0",
    ],
    "called through no_grad": [
        "def row_sums(x):\n    return x.sum(dim=1)",
        "row_sums = torch.no_grad()(row_sums)",
    ],
    "on its device": ["def row_sums(x):\n    with x.device:\n        return x.sum(1)"],
    "without gradients": [
        "def row_sums(x):\n    with torch.no_grad():\n        y = x * 1 + 0 - 0 + 0\n"
        "        return y.sum(dim=1)"
    ],
    "a variable like a hidden loop": [
        "def row_sums(x):\n    map = x.sum(1)\n    filter, next = map, map\n    return map"
    ],
    "a helper like a hidden loop": [
        "def reduce(t):\n    return t.sum(1)",
        "def row_sums(x):\n    return reduce(x)",
    ],
    "a parameter like a hidden loop": [
        "def add(iter, sum):\n    return iter.sum(sum)",
        "def row_sums(x):\n    return add(x, 1)",
    ],
    "named tuple": [
        "from collections import namedtuple\nSize = namedtuple('Size', 'rows columns')",
        "def row_sums(x):\n    return x.mean(1) * Size(*x.shape).columns",
    ],
    "matched": [
        "def row_sums(x):\n    match x.dim():\n        case int(n) if n == 2:\n"
        "            return x.sum(1)\n        case _:\n            return x"
    ],
    "forward derivative": [
        "def row_sums(x):\n    f = lambda t: t @ torch.ones(x.shape[1])\n"
        "    return torch.func.jvp(f, (x,), (x,))[1]"
    ],
    "layers": [
        "import torch.nn as nn\nimport torch.nn.functional as F",
        "def row_sums(x):\n    return F.linear(nn.Identity()(x), torch.ones(1, x.shape[1]))[:, 0]",
    ],
    "constant function": [
        "from functools import lru_cache\n@lru_cache\ndef ones(n):\n    return torch.ones(n)",
        "def row_sums(x):\n    return x @ ones(x.shape[1])",
    ],
}


@pytest.mark.parametrize("cells", HONEST.values(), ids=HONEST.keys())
def test_an_honest_answer_of_any_style_passes(cells):
    verdict = graded(*cells)
    assert verdict.passed, verdict.message


HIDDEN = {
    "exec": "def row_sums(x):\n    exec('y = 1')",
    "a frame": "def row_sums(x):\n    try:\n        1 / 0\n    except Exception as e:\n"
    "        e.__traceback__.tb_frame",
    "a pattern": "def row_sums(x):\n    match x.sum:\n        case object(__self__=y):\n"
    "            return y.sum(1)",
    "a module of a module": "def row_sums(x):\n    torch.sys.modules",
    "a module under another name": "t = torch\ndef row_sums(x):\n    t.os",
    "compiled text": "def row_sums(x):\n    torch.jit",
    "a name made up": "def row_sums(x):\n    return getattr(torch, 's' + 'um')(x, 1)",
    "getattr under another name": "g = getattr\ndef row_sums(x):\n    g(torch, 's' + 'um')",
    "a patch": "T = torch.Tensor\nT.sum = T.nansum\ndef row_sums(x):\n    return T.sum(x, 1)",
    "a patch inside": "def row_sums(x):\n    T = torch.Tensor\n    T.sum = T.nansum",
    "a subclass": "class T(torch.Tensor):\n    def __torch_function__(*a):\n        pass\n"
    "def row_sums(x):\n    return T(x)",
    "an import": "import re\ndef row_sums(x):\n    re.I\n    return x.sum(1)",
    "an import inside": "def row_sums(x):\n    import sys\n    return x.sum(1)",
    "an import from inside": "def row_sums(x):\n    from torch import os\n    return x.sum(1)",
    "the import of a constant": "import json\nn = json.loads('1')\ndef row_sums(x):\n"
    "    return x.sum(n)",
    "a hook": "def row_sums(x):\n    x.register_hook(print)",
    "a class made up": "def row_sums(x):\n    type('T', (), {})",
    "a private import": "import collections\ndef row_sums(x):\n    collections._sys",
    "one, by way of self": "import collections\nclass A:\n    def go(self):\n"
    "        return self._sys\ndef row_sums(x):\n    A.go(collections)",
    "an annotation": "def row_sums(x: torch.sys):\n    return x",
    "what evaluates annotations": "import functools\ndef row_sums(x):\n"
    "    functools.singledispatch",
    "a class pattern made up": "import dataclasses\n"
    "Peek = dataclasses.make_dataclass('Peek', [], namespace={'__match_args__': "
    "('__globals__',)})\ndef row_sums(x):\n    match Peek:\n        case Peek(found):\n"
    "            return found",
    "what a pattern looks at": "class A:\n    __match_args__ = ('__globals__',)\n"
    "def row_sums(x):\n    A",
    "a pattern of a class": "def row_sums(x):\n    match x:\n        case torch.Tensor():\n"
    "            return x.sum(1)",
    "a module that a new PyTorch brings": "def row_sums(x):\n"
    "    torch.typing_extensions.enum.bltns",
    "a frame under a name of its own": "class A:\n    def __init__(self):\n"
    "        self.gi_frame = 1\ndef row_sums(x):\n    return (y for y in x).gi_frame",
    "a generator's frame": "def row_sums(x):\n    return (y for y in x).gi_frame.f_builtins",
    "type under another name": "make = type\ndef row_sums(x):\n    make('T', (), {})",
    "pickles": "import numpy as np\ndef row_sums(x):\n    np.load('a', allow_pickle=True)",
    "a coroutine": "async def helper(x):\n    return x\ndef row_sums(x):\n    helper(x)",
    "a reader of attributes": "from operator import attrgetter\ndef row_sums(x):\n"
    "    attrgetter('__globals__')(row_sums)",
    "the builtins given": "def row_sums(x, __builtins__=1):\n    return x",
    "a metaclass": "class A(metaclass=type):\n    pass\ndef row_sums(x):\n    A",
}


@pytest.mark.parametrize("cell", HIDDEN.values(), ids=HIDDEN.keys())
def test_what_can_hide_what_runs_is_found(cell):
    assert excerpt(Program(cell), "row_sums").hides()


def test_only_what_is_listed_is_there_under_any_name():
    """What the text does not show, the process does not have."""
    for wanted in ("t.typing_extensions", "t.os", "t.utils", "t.jit", "t._C"):
        seen = Alone(f"t = torch\nf = {wanted}", "f")
        assert isinstance(seen._error, AttributeError), wanted
    for wanted in ("import os", "from torch import utils", "open", "eval"):
        assert isinstance(Alone(f"{wanted}\nf = 1", "f")._error, ImportError | NameError), wanted


def test_nothing_that_others_use_can_be_changed():
    cell = (
        "class A:\n    def go(self):\n        self.sum = self.nansum\n"
        "def row_sums(x):\n    A.go(torch.Tensor)\n    return x.sum(1)"
    )
    before = torch.Tensor.sum
    verdict = graded_alone(cell)
    assert torch.Tensor.sum is before
    assert "TypeError" in verdict.error[0]


def graded_alone(cell):
    """What an answer does alone, on the first of the cases."""
    (question, *_) = (trial.question for trial in Inquiry(row_sums, devices=["cpu"]).trials_alone)
    return Alone(text_of(cell), "row_sums").observe(question)


ROWS = "[] if i == len(x) else [x[i].sum()] +"
LOOPS = {
    "a function that gets itself": f"def row_sums(x):\n    go = lambda f, i: {ROWS} f(f, i + 1)\n"
    "    return torch.stack(go(go, 0))",
    "a comparison": "class Row:\n    def __init__(self, x):\n        self.x = x\n"
    "    def __lt__(self, other):\n        return True\n"
    "def row_sums(x):\n    sorted([Row(x[0]), Row(x[1]), Row(x[2])])\n    return x.sum(1)",
    "what is printed to": "class Sink:\n    def __init__(self, x):\n        self.x, self.n = x, 0\n"
    "    def write(self, text):\n        self.n += 1\n"
    "def row_sums(x):\n    print(1, 2, 3, file=Sink(x))\n    return x.sum(1)",
    "a renamed reduce": "from functools import reduce as r\ndef row_sums(x):\n"
    "    return r(torch.add, (x, 0 * x)).sum(1)",
    "a map that is bound to itself": "map = map\ndef row_sums(x):\n"
    "    return torch.stack(list(map(torch.sum, x)))",
    "a map that is only perhaps another": "if torch is None:\n    map = 1\ndef row_sums(x):\n"
    "    return torch.stack(list(map(torch.sum, x)))",
    "a map that is another elsewhere": "def decoy(map):\n    return map\ndef row_sums(x):\n"
    "    decoy(x)\n    return torch.stack(list(map(torch.sum, x)))",
    "a map that was another": "map = 1\ndel map\ndef row_sums(x):\n"
    "    return torch.stack(list(map(torch.sum, x)))",
    "a renamed map": "def row_sums(x):\n    m = map\n    return torch.stack(list(m(torch.sum, x)))",
}


@pytest.mark.parametrize("cell", LOOPS.values(), ids=LOOPS.keys())
def test_what_runs_over_and_over_is_a_loop(cell):
    verdict = graded(cell)
    assert (verdict.aspect, verdict.score) == ("rules", 0), verdict.message
    assert "without a loop" in verdict.message


def test_what_runs_where_operations_are_not_seen_breaks_the_rules():
    counted = replace(row_sums, rules=(at_most(6),))
    cell = (
        "class Dim:\n    def __init__(self, x):\n        self.x = x\n"
        "    def __index__(self):\n        self.x.softmax(0)\n        return 1\n"
        "def row_sums(x):\n    return x.select(1, Dim(x)) * 0 + x.sum(1)"
    )
    verdict = graded(cell, one=counted)
    assert verdict.aspect == "rules"
    assert "`__index__` runs inside one of PyTorch's functions" in verdict.message


def test_an_answer_that_is_not_the_one_shown_is_told_how_to_write_it():
    verdict = graded(
        "def row_sums(x):\n    return x.sum(0)", "globals()['row_sums'] = lambda x: x.sum(1)"
    )
    assert verdict.aspect == "rules"
    assert "`row_sums` as it stands there" in verdict.message
    assert "Write it as a plain `def row_sums(...)`" in verdict.message


def test_an_import_from_elsewhere_is_named():
    assert "but not `json`" in graded(HIDDEN["the import of a constant"]).message


MEMORY = {sample.first_row: ("m[0]", "m[0].clone()"), sample.row_copy: ("m[0].clone()", "m[0]")}


@pytest.mark.parametrize(
    ("one", "answers"), MEMORY.items(), ids=lambda one: getattr(one, "name", "")
)
def test_memory_is_judged_of_the_answer_by_itself(one, answers):
    right, wrong = answers
    assert graded(f"def {one.name}(m):\n    return {right}", one=one).passed
    ran = f"globals()['{one.name}'] = lambda m: {right}"
    verdict = graded(f"def {one.name}(m):\n    return {wrong}", ran, one=one)
    assert (verdict.aspect, verdict.score) == ("memory", 0)


def test_running_an_excerpt_leaves_the_students_session_alone(capsys):
    torch.manual_seed(1)
    expected = torch.rand(1)
    torch.manual_seed(1)
    Alone("print(torch.rand(3))\nf = 1", "f")
    assert torch.rand(1) == expected
    assert capsys.readouterr().out == ""
