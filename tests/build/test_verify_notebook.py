"""`autograder verify NOTEBOOK`: a verdict for every graded cell, whatever the notebook does."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.build.verify import verify_notebook
from autograder.errors import BuildError

SPEAKS = """\
from IPython.display import display
verdict = {"exercise": "one", "status": "correct", "score": 2, "points": 2, "message": "Why."}
display({"application/vnd.autograder+json": verdict, "text/plain": "ok"}, raw=True)
"""


def graded(source, name, points=2):
    metadata = {"grade": True, "grade_id": name, "points": points}
    return new_code_cell(source, metadata={"nbgrader": metadata})


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    cells = [
        graded(SPEAKS, "one"),
        graded("1 / 0", "two"),
        graded("pass", "three"),
        new_code_cell("import os; os._exit(1)"),
        graded("pass", "four"),
    ]
    path = tmp_path_factory.mktemp("verify") / "mine.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    return path


@pytest.fixture(scope="module")
def verdicts(path):
    before = path.read_bytes()
    found = {verdict["exercise"]: verdict for verdict in verify_notebook(path)}
    assert path.read_bytes() == before, "the notebook itself must stay as it is"
    return found


def test_the_verdict_is_the_one_that_the_check_displayed(verdicts):
    assert (verdicts["one"]["status"], verdicts["one"]["score"]) == ("correct", 2)


def test_a_check_that_raises_something_of_its_own_is_an_error_and_says_it(verdicts):
    assert (verdicts["two"]["status"], verdicts["two"]["message"]) == ("error", "division by zero")


def test_a_graded_cell_without_a_check_earns_nothing(verdicts):
    assert verdicts["three"]["score"] == 0
    assert "without checking" in verdicts["three"]["message"]


def test_what_stands_after_a_crash_says_that_the_notebook_ended(verdicts):
    assert verdicts["four"]["score"] == 0
    assert "stopped Python itself" in verdicts["four"]["message"]


def test_a_missing_file_is_said_so(tmp_path):
    with pytest.raises(BuildError, match="There is no file"):
        verify_notebook(tmp_path / "none.ipynb")


def test_a_file_that_is_no_notebook_is_said_so(tmp_path):
    (tmp_path / "mine.ipynb").write_text("{")
    with pytest.raises(BuildError, match="is not a notebook"):
        verify_notebook(tmp_path / "mine.ipynb")


def test_a_notebook_without_graded_cells_is_said_so(tmp_path):
    nbformat.write(new_notebook(cells=[new_code_cell("1")]), tmp_path / "mine.ipynb")
    with pytest.raises(BuildError, match="no graded cells"):
        verify_notebook(tmp_path / "mine.ipynb")
