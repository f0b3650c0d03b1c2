"""What a room does for an honest notebook, and for one that goes wrong."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from dataclasses import replace

import nbformat
import pytest

from autograder.room.room import Cell
from tests.room.rooms import (
    ANSWERS,
    HONEST,
    LIMITS,
    ask,
    descendants,
    earned,
    is_running,
    make_room,
    text_of,
)


@pytest.fixture(scope="module")
def own_room():
    """A room that may be harmed."""
    with make_room() as made:
        yield made


def run_cells(room, *sources: str, **limits):
    """Run these sources as cells, with some of the limits changed."""
    return room.run([Cell(source) for source in sources], replace(LIMITS, **limits))


def outputs_of(room, source: str):
    """The outputs of one cell."""
    return run_cells(room, source).cells[0].outputs


def test_answers_come_back_for_each_question(room):
    cells = [Cell("\n".join(HONEST.values())), *(ask(name, (4, 5)) for name in ANSWERS)]
    run = room.run(cells)
    assert run.ended == "done"
    assert all(earned(run, i, name, (4, 5)) for i, name in enumerate(ANSWERS, start=1))


def test_state_goes_from_cell_to_cell(room):
    run = run_cells(room, "x = 1", "x += 1", "print(x)")
    assert text_of(run, 2) == "2\n"


def test_state_does_not_go_from_submission_to_submission(room):
    run_cells(room, "x = 1; import math; math.pi = 3; open('/tmp/left', 'w').write('x')")
    look = "import math, os\nprint('x' in globals(), math.pi, 'left' in os.listdir('/tmp'))"
    run = run_cells(room, look)
    assert text_of(run, 0) == "False 3.141592653589793 False\n"


_DUMP = """
import re
found = 0
with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
    for line in maps:
        span, rights = line.split()[:2]
        if rights.startswith("rw"):
            start, end = (int(word, 16) for word in span.split("-"))
            memory.seek(start)
            try:
                found += memory.read(end - start).count(bytes(reversed(b"%s")))
            except OSError:
                pass
print(found)
"""


def test_a_fork_remembers_nothing_of_another(room):
    """Its memory, dumped, holds no text, answer or question of whoever was there before."""
    secret = "a text that nobody else has written"
    dump = _DUMP % secret[::-1]
    own = room.run([Cell(f"kept = {secret!r}"), Cell(dump)])
    assert int(text_of(own, 1)) > 0
    asked = Cell(questions=(f"{secret!r}.upper()".encode(),), alone=True)
    room.run([Cell(f"print({secret!r})"), asked])
    assert text_of(room.run([Cell(dump)]), 0) == "0\n"


def test_a_value_is_an_execute_result_with_its_count(room):
    run = run_cells(room, "x = 1", "x + 1")
    assert run.cells[1].execution_count == 2
    assert run.cells[1].outputs == [
        {
            "output_type": "execute_result",
            "execution_count": 2,
            "data": {"text/plain": "2"},
            "metadata": {},
        }
    ]


def test_a_semicolon_hides_the_value(room):
    assert outputs_of(room, "1 + 1;") == []


def test_text_and_pictures_keep_their_order(room):
    source = (
        "import os, sys\nprint('a'); os.write(1, b'b\\n'); print('c', file=sys.stderr)\n"
        "display('d'); print('e')\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()\n"
        "print('f')"
    )
    kinds = [
        (output["output_type"], output.get("text") or output["data"]["text/plain"])
        for output in outputs_of(room, source)
    ]
    assert kinds == [
        ("stream", "a\nb\n"),
        ("stream", "c\n"),
        ("display_data", "'d'"),
        ("stream", "e\n"),
        ("display_data", "<Figure size 640x480 with 1 Axes>"),
        ("stream", "f\n"),
    ]


def test_a_picture_is_base64_png(room):
    outputs = outputs_of(room, "import matplotlib.pyplot as plt\nplt.plot([1, 2]);")
    assert outputs[0]["data"]["image/png"].startswith("iVBORw0KGgo")


def test_an_error_is_an_error_output_and_the_next_cell_runs(room):
    run = run_cells(room, "1 / 0", "print('next')")
    assert run.cells[0].status == "error"
    assert run.cells[0].outputs[0]["ename"] == "ZeroDivisionError"
    assert "line 1" in "".join(run.cells[0].outputs[0]["traceback"])
    assert text_of(run, 1) == "next\n"


def test_an_exception_may_render_itself(room):
    method = "def _render_traceback_(self): return ['one', 'two']"
    source = f"class Kind(Exception):\n    {method}\nraise Kind"
    assert outputs_of(room, source)[0]["traceback"] == ["one", "two"]


def test_the_traceback_of_endless_recursion_is_short(room):
    error = outputs_of(room, "def f(): return f()\nf()")[0]
    assert error["ename"] == "RecursionError"
    assert len(error["traceback"]) < 50


def test_a_display_can_be_updated_and_cleared(room):
    source = (
        "from IPython.display import clear_output\nprint('gone'); clear_output()\n"
        "handle = display('old', display_id=True); handle.update('new')"
    )
    outputs = outputs_of(room, source)
    assert [output["data"]["text/plain"] for output in outputs] == ["'new'"]


def test_magics_and_shell_commands_work(room):
    run = run_cells(
        room, "!echo shell", "files = !echo caught\nprint(files)", "%%capture got\nprint(1)"
    )
    assert [text_of(run, i) for i in range(3)] == ["shell\n", "['caught']\n", ""]


def test_await_works_at_the_top_of_a_cell(room):
    run = run_cells(room, "import asyncio\nawait asyncio.sleep(0)\nprint('awaited')")
    assert text_of(run, 0) == "awaited\n"


def test_asking_for_input_is_an_error_with_advice(room):
    error = outputs_of(room, "input()")[0]
    assert error["ename"] == "StdinNotImplementedError"
    assert "Put the value in the cell" in error["evalue"]


def test_random_numbers_repeat(room):
    source = (
        "import random, numpy, torch\nprint(random.random(), numpy.random.rand(), torch.rand(1))"
    )
    assert outputs_of(room, source) == outputs_of(room, source)


def test_outputs_are_valid_nbformat(room):
    run = run_cells(room, "display({'text/html': '<b>'}, raw=True)", "print(1)", "2", "1 / 0")
    cells = [nbformat.v4.new_code_cell(outputs=cell.outputs) for cell in run.cells]
    nbformat.validate(nbformat.from_dict(nbformat.v4.new_notebook(cells=cells)))


def test_long_output_is_cut_and_says_so(room):
    run = run_cells(room, "print('x' * 1000)\nprint('y' * 1000)\n1 / 0", cell_output_bytes=1500)
    assert text_of(run, 0) == "x" * 1000 + "\n" + "y" * 499
    assert "was cut" in text_of(run, 0, "stderr")
    assert [o["ename"] for o in run.cells[0].outputs if o["output_type"] == "error"] == [
        "ZeroDivisionError"
    ]


def test_a_cell_out_of_time_is_interrupted_and_the_next_runs(room):
    run = run_cells(room, "print('begun')\nwhile True: pass", "print('next')", cell_seconds=0.2)
    assert (run.ended, run.cells[0].status) == ("done", "interrupted")
    assert text_of(run, 0) == "begun\n"
    assert run.cells[0].outputs[-1]["ename"] == "KeyboardInterrupt"
    assert text_of(run, 1) == "next\n"


def test_a_notebook_out_of_time_ends(room):
    run = run_cells(room, "import time\ntime.sleep(100)", "1", notebook_seconds=0.3)
    assert (run.ended, run.stopped_at) == ("timeout", 0)
    assert "0.3 seconds" in run.detail
    assert run.cells[1].status == "not run"


def test_what_came_before_a_crash_is_kept(room):
    cells = [Cell(HONEST["before"]), ask("before", (3,)), Cell("print('last words')")]
    run = room.run([*cells, Cell("print('words', end='')\nimport os; os._exit(7)"), Cell("1")])
    assert (run.ended, run.stopped_at) == ("crashed", 3)
    assert "exit code 7" in run.detail
    assert earned(run, 1, "before", (3,))
    assert (text_of(run, 2), text_of(run, 3)) == ("last words\n", "words")


def test_too_much_processor_time_ends_it(room):
    source = "import os\nfor _ in range(3):\n    os.fork()\nwhile True: pass"
    run = run_cells(room, source, cpu_seconds=1, cell_seconds=9)
    assert run.ended == "cpu"


def test_an_answer_that_is_too_large_is_no_answer(room):
    cells = [Cell("def here(a): return '3' * a"), ask("here", (100, 4))]
    run = room.run(cells, replace(LIMITS, reply_bytes=50))
    assert run.cells[1].replies == [None, b"'3333'"]


def test_answers_have_a_bound_together(room):
    cells = [Cell("def here(a): return '3' * a"), ask("here", (40, 40, 40, 4))]
    run = room.run(cells, replace(LIMITS, notebook_reply_bytes=100))
    assert [bool(reply) for reply in run.cells[1].replies] == [True, True, False, False]


def test_submissions_run_side_by_side(room):
    runs = {}

    def work(number: int) -> None:
        runs[number] = run_cells(room, f"x = {number}", "print(x)")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [text_of(runs[number], 1) for number in range(6)] == [f"{n}\n" for n in range(6)]


def test_usage_is_reported(room):
    run = run_cells(room, "kept = bytearray(b'x') * (50 << 20)\nimport time\ntime.sleep(0.2)")
    assert run.memory_bytes > 50 << 20
    assert 0 < run.cpu_seconds < LIMITS.cpu_seconds


def test_memory_that_processes_share_counts_once(room):
    """A pool of workers, which hold what their parent held when it started them."""
    source = (
        "import os, time\nkept = bytearray(b'x') * (150 << 20)\n"
        "for _ in range(4):\n    if os.fork() == 0:\n        time.sleep(0.6)\n        os._exit(0)\n"
        "for _ in range(4):\n    os.wait()\nprint('shared')"
    )
    run = run_cells(room, source, cell_seconds=9)
    assert (run.ended, text_of(run, 0)) == ("done", "shared\n")


def test_a_notebook_without_cells_is_done(room):
    assert room.run([]).ended == "done"


def test_a_room_whose_parent_dies_is_replaced(own_room):
    first = own_room.fork_server_pid
    os.kill(descendants(first)[-1], signal.SIGKILL)
    run = run_cells(own_room, "print('again')")
    assert text_of(run, 0) == "again\n"
    assert own_room.fork_server_pid != first


def test_a_submission_whose_room_dies_is_run_again(own_room):
    inner = descendants(own_room.fork_server_pid)[-1]
    killer = threading.Timer(0.3, os.kill, (inner, signal.SIGKILL))
    killer.start()
    run = run_cells(own_room, "import time\ntime.sleep(0.8)\nprint('whole')")
    assert (run.ended, text_of(run, 0)) == ("done", "whole\n")


def test_nothing_is_left_when_a_room_is_closed():
    with make_room() as room:
        pids = [room.fork_server_pid, *descendants(room.fork_server_pid)]
    assert not any(is_running(pid) for pid in pids)


@pytest.mark.parametrize("source", ["print(1)", "import os; os._exit(1)", "1 / 0"])
def test_no_descriptor_is_left_open(room, source):
    run_cells(room, source)
    before = os.listdir("/proc/self/fd")
    run_cells(room, source)
    assert len(os.listdir("/proc/self/fd")) == len(before)


def alone(*questions: str) -> Cell:
    """A cell whose questions are asked where no cell ran."""
    return Cell(questions=tuple(question.encode() for question in questions), alone=True)


def test_what_is_asked_alone_knows_nothing_of_the_cells(room):
    run = room.run([Cell("x = 1"), alone("'x' in globals()"), Cell(questions=(b"x",))])
    assert [cell.replies for cell in run.cells] == [[], [b"False"], [b"1"]]


def test_the_notebook_does_not_notice_what_was_asked_alone(room):
    source = Cell(
        "import random, numpy, torch\n"
        "print(random.random(), numpy.random.rand(), torch.rand(1), torch.get_default_dtype())"
    )
    asked = alone(
        "__import__('random').random()",
        "__import__('numpy').random.rand()",
        "__import__('torch').rand(1)",
        "__import__('torch').set_default_dtype(__import__('torch').float64)",
        "__import__('torch').set_default_device('meta')",
    )
    assert text_of(room.run([source, asked]), 0) == text_of(room.run([source]), 0)


@pytest.mark.parametrize(
    "harm", ["__import__('os')._exit(1)", "[i for i in iter(int, 1)]", "bytes(10 ** 9)"]
)
def test_an_answer_alone_that_ends_or_hangs_costs_only_itself(room, harm):
    run = room.run([Cell("print('ran')"), alone("1", harm, "2"), alone("3")])
    assert (run.ended, run.stopped_at, text_of(run, 0)) == ("done", None, "ran\n")
    assert run.cells[1].replies[0] == b"1"
    assert run.cells[2].replies == [b"3"]


def test_a_notebook_that_ends_itself_stopped_at_its_own_cell(room):
    run = room.run([alone("1"), Cell("1"), Cell("import os; os._exit(1)")])
    assert (run.ended, run.stopped_at, run.cells[0].replies) == ("crashed", 1, [b"1"])


OPEN_A_ROOM = """
import sys
from autograder.room.room import Room
room = Room(trust_submissions=sys.argv[1] == "trusted")
print("open", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("kind", ["sandboxed", "trusted"])
def test_a_coordinator_that_is_killed_leaves_no_file_behind(tmp_path, kind):
    coordinator = subprocess.Popen(
        [sys.executable, "-c", OPEN_A_ROOM, kind],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert coordinator.stdout.readline() == b"open\n"
    ends = [os.pidfd_open(pid) for pid in descendants(coordinator.pid)]
    coordinator.kill()
    coordinator.communicate()
    for end in ends:
        select.select([end], [], [])
        os.close(end)
    assert list(tmp_path.iterdir()) == []
