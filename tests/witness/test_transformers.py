"""The short way from a cell to its Python does what IPython does."""

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from autograder.witness.source import Program
from autograder.witness.transformers import QuickTransformers
from tests.patience import within

CELLS = (
    "x = 1\nx + 1",
    "x = 7 % 2",
    "%time 1 + 1",
    "  %matplotlib inline",
    "%%time\nx = 1",
    "here = %pwd",
    "!ls",
    "files = !ls",
    "if True:\n    !ls",
    "len?",
    "len??",
    ";print a b",
    ",print a b",
    "/print 1",
    "if True:\n    /print 1",
    ">>> 1 + 1\n2",
    "In [1]: x = 1",
    "\n\n    x = 1\n    y = 2",
    "text = '''\n;not a command\n'''",
    "x = (\n    1\n    / 2\n)",
    "x = = 1",
    "",
    "%time f(\n%time g(\n!echo \"it's\nhere = %pwd\nlen?",
    "!ls \\\n -l\nif x:\n    !ls\n    y = !ls\n%foo?\n",
    "1?\nlen?\n!ls\n",
    "%time x = (1,\n2)\n!ls\n",
)


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_becomes_what_ipython_makes_of_it(cell):
    assert QuickTransformers().transform_cell(cell) == TransformerManager().transform_cell(cell)


def test_syntax_that_a_cell_added_is_looked_for():
    transformers = QuickTransformers()
    seen = []

    class Spy:
        @classmethod
        def find(cls, tokens_by_line):
            seen.append(tokens_by_line)

    transformers.token_transformers.append(Spy)
    assert transformers.transform_cell("x = 1") == "x = 1\n"
    assert seen


@pytest.mark.parametrize("magic", ["%%time", "%%capture", "%%capture got", "%%time\n%%capture"])
def test_a_magic_that_runs_the_cell_as_it_stands_is_read_through(magic):
    cell = QuickTransformers().transform_cell(f"{magic}\nx = 1\n%matplotlib inline\n")
    assert Program(cell).definition("x") is not None


@pytest.mark.parametrize("magic", ["%%html", "%%bash", "%%timeit", "%%writefile a.py"])
def test_what_another_magic_does_with_a_cell_is_not_known(magic):
    cell = QuickTransformers().transform_cell(f"{magic}\nx = 1\n")
    assert Program(cell).definition("x") is None


def test_many_magics_in_one_cell_take_no_time():
    cell = "".join(f"%time f{i}({' + '.join('1' * 20)})\n" for i in range(450))
    with within(20):
        made = QuickTransformers().transform_cell(cell)
    assert made.count("run_line_magic") == 450


def test_more_magics_than_ipython_takes_are_an_error_as_there():
    with pytest.raises(RuntimeError):
        QuickTransformers().transform_cell("%time 1\n" * 501)
