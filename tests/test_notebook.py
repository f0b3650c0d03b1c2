"""What a student meets: check, hint and progress in IPython and in plain Python."""

import json
import subprocess
import sys
import textwrap

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from autograder import Points, cells, notebook
from autograder.notebook import SEED_VARIABLE, NotYet

VERDICT = "application/vnd.autograder+json"


@pytest.fixture
def shell(monkeypatch):
    monkeypatch.setattr(notebook, "_hints_given", {})  # as in a new kernel
    shell = InteractiveShell.instance()
    shell.reset(new_session=True)
    cells.watch()  # as the import does, in a kernel
    yield shell
    InteractiveShell.clear_instance()


def run(shell, code):
    """The result of a cell, and what it displayed."""
    with capture_output() as captured:
        result = shell.run_cell(textwrap.dedent(code), store_history=True)
    return result, captured


def verdict_of(captured):
    return next(o.data[VERDICT] for o in captured.outputs if VERDICT in o.data)


def test_a_right_answer_shows_why_it_matters_and_gives_nothing_back(shell):
    result, captured = run(
        shell, "import torch\nfrom autograder import check\nfive = torch.tensor(5)\ncheck('five')"
    )
    assert result.success
    assert result.result is None
    verdict = verdict_of(captured)
    assert verdict["status"] == "correct"
    assert verdict["message"] in captured.outputs[0].data["text/plain"]


def test_a_wrong_answer_raises_its_message_without_a_stack(shell):
    result, captured = run(
        shell, "import torch\nfrom autograder import check\nfive = torch.tensor([5])\ncheck('five')"
    )
    assert isinstance(result.error_in_exec, NotYet)
    assert "shape ()" in str(result.error_in_exec)
    rendered = "\n".join(result.error_in_exec._render_traceback_())
    assert "Traceback" not in rendered
    assert "File" not in rendered
    assert verdict_of(captured)["status"] == "wrong"


def test_an_untouched_stub_is_not_attempted(shell):
    result, captured = run(shell, "from autograder import check\nfive = ...\ncheck('five')")
    assert isinstance(result.error_in_exec, NotYet)
    assert verdict_of(captured)["status"] == "not attempted"


def test_a_stub_function_of_a_cell_is_not_attempted(shell):
    result, captured = run(
        shell,
        '''
        from autograder import check
        def as_batch(data):
            """Doc."""
            # your code here
        check("as_batch")
        ''',
    )
    assert verdict_of(captured)["status"] == "not attempted"


def test_a_partly_right_answer_gives_its_points_for_nbgrader(shell):
    result, captured = run(
        shell,
        """
        import torch
        from autograder import check
        def as_batch(data):
            return torch.tensor([data], dtype=torch.float32) if data else None
        check("as_batch")
        """,
    )
    assert verdict_of(captured)["status"] == "partly"
    assert isinstance(result.result, Points)
    assert 0 < float(repr(result.result)) < 2


def test_after_a_cell_that_stopped_the_old_answer_is_not_judged_in_silence(shell):
    run(shell, "import torch\nfrom autograder import check\nfive = torch.tensor(6)")
    run(shell, "five = tensor(5)")
    result, _ = run(shell, "check('five')")
    assert "`NameError: name 'tensor' is not defined`" in str(result.error_in_exec)
    assert "it should be 5" not in str(result.error_in_exec)
    run(shell, "five = torch.tensor(5)")
    result, _ = run(shell, "check('five')")
    assert result.success


def test_after_a_cell_that_stopped_a_right_old_answer_is_said_to_be_old(shell):
    run(shell, "import torch\nfrom autograder import check\nfive = torch.tensor(5)")
    run(shell, "five = tensor(6)")
    _, captured = run(shell, "check('five')")
    assert "your earlier answer" in verdict_of(captured)["message"]


def test_an_unknown_name_suggests_the_nearest(shell):
    result, _ = run(shell, "from autograder import check\ncheck('fiv')")
    assert "Did you mean `five`?" in str(result.error_in_exec)


def test_hints_come_one_after_another_and_the_last_stays(shell):
    texts = []
    for _ in range(4):
        _, captured = run(shell, "from autograder import hint\nhint('five')")
        texts.append(captured.outputs[0].data["text/plain"])
    assert [t[:11] for t in texts] == ["Hint 1 of 3", "Hint 2 of 3", "Hint 3 of 3", "Hint 3 of 3"]


def test_progress_lists_the_unit_and_what_it_has_earned(shell):
    _, captured = run(
        shell,
        "import torch\nfrom autograder import progress\nfive = torch.tensor(5)\nprogress()",
    )
    text = captured.outputs[0].data["text/plain"]
    assert "✓ five" in text
    assert "○ " in text


def test_rules_are_read_in_all_the_cells_that_ran(shell):
    run(shell, "import torch\nfrom autograder import check")
    run(shell, "along = None")
    run(shell, "def more(x, limit):\n    return x > limit")
    run(shell, "def count_above(x, limit):\n    return more(x, limit).sum(along)")
    _, captured = run(shell, "check('count_above')")
    assert verdict_of(captured)["status"] == "correct"


def test_an_answer_that_is_not_the_one_shown_does_not_pass(shell):
    run(shell, "import torch\nfrom autograder import check")
    run(shell, "def count_above(x, limit):\n    return (x > limit).sum()")
    run(shell, "globals()['count_above'] = lambda x, limit: sum(t > limit for t in x.flatten())")
    _, captured = run(shell, "check('count_above')")
    assert verdict_of(captured)["status"] != "correct"


def test_grading_adds_hidden_cases(shell, monkeypatch):
    monkeypatch.setenv(SEED_VARIABLE, "secret")
    _, captured = run(
        shell, "import torch\nfrom autograder import check\nfive = torch.tensor(5)\ncheck('five')"
    )
    assert verdict_of(captured)["seed"] == "secret"


def plain_python(code):
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, timeout=120
    )


def test_plain_python_prints_the_verdict():
    done = plain_python(
        "import torch\nfrom autograder import check\nfive = torch.tensor(5)\ncheck('five')"
    )
    assert done.returncode == 0
    assert done.stdout.startswith("✓ five: correct, 1 of 1 point")


def test_plain_python_shows_a_wrong_answer_without_a_stack():
    done = plain_python(
        "import torch\nfrom autograder import check\nfive = torch.tensor(6)\ncheck('five')"
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "`five` is `torch.tensor(6)`" in done.stderr


def html_of(captured):
    return next(o.data["text/html"] for o in captured.outputs if VERDICT in o.data)


WRONG = "import torch\nfrom autograder import check\nfive = torch.tensor([5])\ncheck('five')"


def test_the_whole_verdict_stands_in_one_panel(shell):
    result, captured = run(shell, WRONG)
    panel = html_of(captured)
    assert "role='status'" in panel
    assert "shape ()" in panel
    assert "<code>five</code>" in panel
    assert result.error_in_exec._render_traceback_() == ["five: not right yet"]


def test_the_panel_of_a_wrong_answer_holds_the_three_hints_folded(shell):
    from autograder.exercises import exercise

    _, captured = run(shell, WRONG)
    assert html_of(captured).count("<details") == len(exercise("five").hints) == 3


def test_a_right_answer_needs_no_hints(shell):
    _, captured = run(shell, WRONG.replace("[5]", "5"))
    assert "<details" not in html_of(captured)


def test_what_has_no_html_shows_the_message_as_text(shell):
    _, captured = run(shell, WRONG)
    text = next(o.data["text/plain"] for o in captured.outputs if VERDICT in o.data)
    assert "shape ()" in text
    assert "hint('five')" in text


def test_validate_which_shows_errors_alone_shows_the_message(shell, monkeypatch):
    result, _ = run(shell, WRONG)
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    assert "shape ()" in "\n".join(result.error_in_exec._render_traceback_())


def test_what_ones_own_call_raises_is_not_the_answers_fault(shell):
    run(shell, "import torch\nfrom autograder import check")
    run(shell, "def count_above(x, limit):\n    return (x > limit).sum()")
    run(shell, "count_above(1, 2)")
    _, captured = run(shell, "check('count_above')")
    assert verdict_of(captured)["status"] == "correct"
    assert "stopped" not in verdict_of(captured)["message"]


def test_a_call_that_raises_below_the_definition_leaves_the_answer_whole(shell):
    run(shell, "import torch\nfrom autograder import check")
    run(shell, "def count_above(x, limit):\n    return (x > limit).sum()\ncount_above(1, 2)")
    _, captured = run(shell, "check('count_above')")
    assert "stopped" not in verdict_of(captured)["message"]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("five = torch.tensor(“5”)", "SyntaxError"),
        ("x = 1 / 0\nfive = torch.tensor(5)", "in its line 1"),
        ("five = torch.tensr(5)", "AttributeError"),
        ("five: int = undefined", "NameError"),
    ],
)
def test_a_cell_that_stopped_is_named_with_its_error(shell, cell, words):
    run(shell, "import torch\nfrom autograder import check")
    run(shell, cell)
    result, _ = run(shell, "check('five')")
    assert "The cell that defines `five` stopped" in str(result.error_in_exec)
    assert words in str(result.error_in_exec)


def test_a_name_without_quotation_marks_is_told_how_to_be_written(shell):
    result, _ = run(
        shell, "import torch\nfrom autograder import check\nfive = torch.tensor(5)\ncheck(five)"
    )
    assert '"five"' in str(result.error_in_exec)


@pytest.mark.parametrize("unit", ["02_ops", "09_concatenation"])
def test_progress_knows_its_unit_before_anything_was_answered(shell, unit, tmp_path, monkeypatch):
    folder = tmp_path / unit
    folder.mkdir()
    monkeypatch.chdir(folder)
    _, captured = run(shell, "from autograder import progress\nprogress()")
    from autograder.exercises import units

    title = next(u.title for u in units() if u.name == unit)
    assert captured.outputs[0].data["text/plain"].startswith(f"{title}: 0 of")


def test_progress_in_no_unit_says_so(shell, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result, _ = run(shell, "from autograder import progress\nprogress()")
    assert "belongs to no unit" in str(result.error_in_exec)


# -- a record of one's own -------------------------------------------------------------------------


@pytest.fixture
def state(tmp_path, monkeypatch):
    """A state folder of this test's own."""
    folder = tmp_path / "state"
    monkeypatch.setenv("AUTOGRADER_STATE", str(folder))
    return folder


def shown(captured):
    return captured.outputs[-1].data["text/plain"]


def answer(shell, value):
    """Answer `five` in a cell of its own, and check it in the next; gives what was shown."""
    run(shell, f"import torch\nfrom autograder import check\nfive = torch.tensor({value})")
    return run(shell, "check('five')")[1]


def test_right_after_a_restart_progress_remembers_what_was_done(shell, state, tmp_path):
    unit = tmp_path / "01_tensors"
    unit.mkdir()
    answer(shell, "[5]")
    answer(shell, "5")
    run(shell, "from autograder import hint\nhint('five')")
    done = subprocess.run(
        [sys.executable, "-c", "from autograder import progress; progress()"],
        cwd=unit,
        capture_output=True,
        text=True,
    )
    assert "✓ five" in done.stdout
    assert "1 of 1 point (2 tries, 1 hint)" in done.stdout
    assert "1 of" in next(line for line in done.stdout.splitlines() if line.startswith("01 "))


def test_progress_shows_every_unit_with_a_link_to_its_notebook(shell, state, tmp_path, monkeypatch):
    from autograder.exercises import units

    for unit in units():
        (tmp_path / unit.name).mkdir()
        (tmp_path / unit.name / f"{unit.name}.ipynb").touch()
    monkeypatch.chdir(tmp_path / "02_ops")
    _, captured = run(shell, "from autograder import progress\nprogress()")
    page = captured.outputs[-1].data["text/html"]
    for unit in units():
        assert f"{unit.name[:2]} {unit.title}" in shown(captured)
        assert (f"href='../{unit.name}/{unit.name}.ipynb'" in page) == (unit.name != "02_ops")


def test_progress_links_to_nothing_that_is_not_there(shell, state, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    _, captured = run(shell, "from autograder import progress\nprogress()")
    assert "href" not in captured.outputs[-1].data["text/html"]
    assert "The whole course: 0 of" in shown(captured)


def test_progress_says_what_is_next_and_what_took_trouble(shell, state, tmp_path, monkeypatch):
    unit = tmp_path / "01_tensors"
    unit.mkdir()
    monkeypatch.chdir(unit)
    for value in ("6", "[5]", "5"):
        answer(shell, value)
    _, captured = run(shell, "from autograder import progress\nprogress()")
    assert "Worth another look: five (3 tries)" in shown(captured)
    assert "Next: " in shown(captured)
    assert "Next: five" not in shown(captured)


def test_a_record_that_cannot_be_kept_costs_one_sentence(shell, state):
    state.write_text("a file")
    first, second = answer(shell, "[5]"), answer(shell, "5")
    said = [" ".join(shown(one).split()) for one in (first, second)]
    assert [words.count("works without it") for words in said] == [1, 0]


def test_no_record_is_kept_by_a_grader(shell, state, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    answer(shell, "[5]")
    assert not state.exists()


def test_a_lessons_own_trials_which_check_what_they_define_are_not_counted(shell, state):
    run(shell, WRONG)
    assert not state.exists()


def test_after_the_last_hint_come_the_pieces_of_a_solution(shell):
    run(shell, "from autograder import hint")
    texts = [shown(run(shell, "hint('largest_in_list')")[1]) for _ in range(5)]
    assert "Ask once more" in texts[2]
    assert "for number in numbers:" in texts[3]
    assert texts[3] == texts[4]


def test_reset_shows_the_blank_cell_and_offers_it_as_the_next(shell):
    run(shell, "from autograder import reset\nlargest_in_list = max")
    _, captured = run(shell, "reset('largest_in_list')")
    assert "best = 0" in shown(captured)
    # As ipykernel does it; a shell in a terminal fills the next prompt.
    assert "# your code here" in shell.rl_next_input
    assert shell.user_ns["largest_in_list"] is max


def test_the_authors_way_is_shown_after_ones_own_is_right(shell):
    run(shell, "import torch\nfrom autograder import solution\nfive = torch.tensor([5])")
    _, before = run(shell, "solution('five')")
    assert "torch.tensor(5)" not in before.outputs[0].data["text/html"]
    run(shell, "five = torch.tensor(5, dtype=torch.int64)")
    _, after = run(shell, "solution('five')")
    assert "five = torch.tensor(5)" in shown(after)


def test_what_was_right_before_a_restart_opens_the_authors_way(shell, state):
    answer(shell, "5")
    run(shell, "del five")
    _, captured = run(shell, "from autograder import solution\nsolution('five')")
    assert "five = torch.tensor(5)" in shown(captured)


@pytest.mark.parametrize("variable", ["NBGRADER_EXECUTION", SEED_VARIABLE])
def test_no_solution_is_shown_to_a_grader(shell, monkeypatch, variable):
    monkeypatch.setenv(variable, "autograde")
    run(shell, "import torch\nfrom autograder import solution\nfive = torch.tensor(5)")
    _, captured = run(shell, "solution('five')")
    assert "torch.tensor" not in captured.stdout + str(captured.outputs)


def test_an_answer_that_is_not_saved_is_told_so_beside_the_verdict(
    shell, state, tmp_path, monkeypatch
):
    cells = [
        ("five = ...", {"solution": True, "grade_id": "five-answer"}),
        ("check('five')", {"grade": True, "grade_id": "five"}),
    ]
    notebook = {
        "metadata": {},
        "cells": [
            {"cell_type": "code", "source": source, "metadata": {"nbgrader": marks}}
            for source, marks in cells
        ],
    }
    file = tmp_path / "01_tensors.ipynb"
    file.write_text(json.dumps(notebook))
    monkeypatch.setenv("JPY_SESSION_NAME", str(file))
    captured = answer(shell, "5")
    assert "not in the saved notebook" in shown(captured)
    assert "not in the saved notebook" in html_of(captured)
