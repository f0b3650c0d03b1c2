"""Whatever a student hands in or a fork says is read within bounds, and ends in data of ours.

`AUTOGRADER_FUZZ_SECONDS=3600 pytest tests/test_fuzz.py` looks for an hour; by default, for less
than a minute.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from pathlib import Path

import msgspec
import nbformat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.errors import BadRecord, Unreadable
from autograder.exercises import units
from autograder.grade import text
from autograder.grade.graded_notebook import as_notebook, marked_cells, untouched_answers
from autograder.grade.grading import Examination
from autograder.grade.records import records_of
from autograder.grade.submission import read_bytes, read_content
from autograder.grade.timestamps import timestamp_in
from autograder.room.conversation import CellRun, Run
from autograder.room.outputs import Collector
from autograder.room.wire.frames import BrokenChannel, Reader
from autograder.witness.witness import Observation
from tests.patience import within

ROOT = Path(__file__).parents[1]
SECONDS = float(os.environ.get("AUTOGRADER_FUZZ_SECONDS", "40"))
TESTS = 7
# Of processor time for one example; each takes milliseconds.
PATIENCE = 20.0
UNIT = next(unit for unit in units() if unit.name == "00_start_here")
COURSE = (ROOT / "course" / UNIT.name / f"{UNIT.name}.ipynb").read_bytes()


def fuzz(*strategies):
    """Run a test on examples for its share of the time, not on a number of them."""

    def decorate(test):
        @settings(
            max_examples=30,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(*strategies)
        def one(example):
            with within(PATIENCE):
                test(example)

        def run():
            end = time.monotonic() + SECONDS / TESTS
            while time.monotonic() < end:
                one()  # with other examples each time

        run.__name__, run.__doc__ = test.__name__, test.__doc__
        return run

    return decorate


texts = st.text(st.characters(codec=None), max_size=40) | st.sampled_from(
    ("\ud800", "\0", "\x1b[2J", "x = 1", "def f(x): return f(x)", "%time 1", "!ls", "a?", "%%foo")
)
plain = st.none() | st.booleans() | st.integers() | st.floats() | texts
anything = st.recursive(
    plain,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
names = st.sampled_from([one.name for one in UNIT.exercises])
marks = st.fixed_dictionaries(
    {},
    optional={
        "grade_id": names | names.map(lambda name: f"{name}-answer") | anything,
        "grade": anything,
        "solution": anything,
    },
)
cells = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(("code", "markdown", "raw")) | anything,
        "source": texts | st.lists(texts, max_size=4) | anything,
        "metadata": st.fixed_dictionaries({}, optional={"nbgrader": marks}) | anything,
        "attachments": st.dictionaries(texts, st.dictionaries(texts, texts, max_size=2), max_size=2)
        | anything,
        "outputs": anything,
    },
)
notebooks = st.fixed_dictionaries({"cells": st.lists(cells | anything, max_size=6)}) | anything


@fuzz(notebooks)
def test_any_notebook_is_read_and_written(content):
    """From its bytes to the notebook that is written of it."""
    try:
        submission = read_bytes(json.dumps(content).encode())
    except Unreadable as error:
        assert str(error).isprintable()
        return
    examination = Examination(UNIT, submission, "seed", ["cpu"])
    run = Run([CellRun(replies=[None] * len(cell.questions)) for cell in examination.cells])
    result = examination.judge(run)
    ours = marked_cells(COURSE)
    written = json.dumps(as_notebook(result, ours), ensure_ascii=False).encode()
    nbformat.validate(nbformat.from_dict(json.loads(written)))
    records = records_of("ada", result, "f", "seed", None, untouched_answers(result, ours))
    json.dumps(records, ensure_ascii=False).encode()
    assert result.score <= result.max_score


@fuzz(st.binary(max_size=300) | notebooks.map(lambda one: json.dumps(one).encode()))
def test_any_bytes_are_a_notebook_or_are_refused(data):
    """Cut anywhere, in any encoding."""
    for encoded in (data, data[: len(data) // 2], data.decode("latin-1").encode("utf-16")):
        with contextlib.suppress(Unreadable):
            for cell in read_bytes(encoded).cells:
                cell.source.encode()


@fuzz(notebooks)
def test_any_parsed_notebook_is_read(content):
    """As `grade_notebook` takes it."""
    with contextlib.suppress(Unreadable):
        for cell in read_content(content).cells:
            json.dumps([cell.source, cell.grade_id, cell.attachments], ensure_ascii=False).encode()


observations = st.fixed_dictionaries(
    {"outcome": st.sampled_from(("returned", "raised", "value", "arguments")) | texts},
    optional={
        "value": st.fixed_dictionaries(
            {"type": st.sampled_from(("Tensor", "int", "list", "str", "float")) | texts},
            optional={"value": anything, "items": st.lists(anything, max_size=3)},
        )
        | anything,
        "error": st.tuples(texts, texts, st.integers(), texts) | anything,
        "operations": st.lists(texts, max_size=3) | anything,
        "gradients": anything,
        "inputs": anything,
        "printed": texts,
    },
)


def packed(value) -> bytes:
    """MessagePack of a value, as far as it can be had."""
    try:
        return msgspec.msgpack.encode(value)
    except (OverflowError, UnicodeEncodeError):
        return b"\xc1"


@fuzz(st.lists(observations.map(packed) | st.binary(max_size=60), min_size=1, max_size=4))
def test_any_replies_are_judged(replies):
    """Of a process that answers what it likes."""
    for reply in replies:
        with contextlib.suppress(BadRecord):
            Observation.from_bytes(reply)
    notebook = json.loads(COURSE)
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = "x = 1"
    examination = Examination(UNIT, read_content(notebook), "seed", ["cpu"])
    ran = [
        CellRun("ok", replies=[replies[i % len(replies)] for i in range(len(cell.questions))])
        for cell in examination.cells
    ]
    result = examination.judge(Run(ran))
    json.dumps(as_notebook(result, marked_cells(COURSE)), ensure_ascii=False)
    assert not [note for note in result.notes if "can't be judged" in note]


frames = st.binary(max_size=60) | st.tuples(
    st.integers(3, 5), st.binary(min_size=8, max_size=8), st.binary(max_size=40)
).map(lambda f: bytes([f[0]]) + f[1] + len(f[2]).to_bytes(4, "big") + f[2])


@fuzz(st.lists(frames, max_size=6))
def test_any_bytes_on_the_channel_are_frames_or_break_it(parts):
    """In pieces of any size."""
    reader = Reader({3: 30, 4: 20, 5: 10}, 200, 5)
    with contextlib.suppress(BrokenChannel):
        for part in parts:
            for frame in reader.feed(part):
                assert frame.payload is None or len(frame.payload) <= 30


outputs = st.fixed_dictionaries(
    {
        "output": st.fixed_dictionaries(
            {
                "output_type": st.sampled_from(
                    ("display_data", "update_display_data", "error", "clear_output")
                )
            },
            optional={
                "data": st.dictionaries(texts, anything, max_size=3),
                "metadata": st.dictionaries(texts, anything, max_size=2),
                "transient": st.just({"display_id": "one"}) | anything,
                "ename": texts,
                "evalue": texts,
                "traceback": st.lists(texts, max_size=2),
            },
        )
        | anything,
        "ends": st.just([0, 0]) | anything,
    }
)


@fuzz(st.lists(outputs.map(lambda one: json.dumps(one).encode()) | st.binary(max_size=60)))
def test_any_output_makes_a_notebook(messages):
    """That can be written and is as short as it may be."""
    collector = Collector([], 2_000, 3_000)
    for message in messages:
        collector.receive(message)
    kept = json.dumps(collector.finish_cell(), ensure_ascii=False).encode()
    assert len(kept) < 6_000 + 200 * len(messages)


@fuzz(texts | st.datetimes().map(str) | st.from_regex(r"[0-9hms:. +-]{1,30}"))
def test_any_timestamp_and_any_name_is_one_or_is_told_of(said):
    """As it stands in timestamp.txt, or in the name of a folder."""
    when, notes = timestamp_in(said.encode("utf-8", "surrogatepass"))
    assert (when is None) == bool(notes)
    assert all(text.sentence(note).encode() for note in notes)
    shown = text.name(said)
    assert text.is_name(shown) and shown.encode() is not None
    assert not any(ord(character) < 32 for character in shown)


def test_the_time_is_shared_by_all():
    found = [name for name, one in globals().items() if name.startswith("test_any") and one]
    assert len(found) == TESTS
