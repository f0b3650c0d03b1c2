"""What a fork says it displayed is reduced to what a notebook can hold."""

from __future__ import annotations

import json
import os
import tempfile

import pytest

from autograder.room.outputs import CUT_NOTE, Collector, TextFile, clean_output


@pytest.fixture
def texts():
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        yield [TextFile(out.fileno(), "stdout"), TextFile(err.fileno(), "stderr")]


def say(collector: Collector, output, ends=(0, 0)) -> None:
    """One OUTPUT message."""
    collector.receive(json.dumps({"output": output, "ends": list(ends)}).encode())


def shown(text: str) -> dict:
    """A display of plain text."""
    return {"output_type": "display_data", "data": {"text/plain": text}, "metadata": {}}


def test_text_written_before_a_display_stands_before_it(texts):
    collector = Collector(texts, 1000, 1000)
    os.write(texts[0].descriptor, b"before after")
    say(collector, shown("x"), (6, 0))
    kinds = [output["output_type"] for output in collector.finish_cell()]
    assert kinds == ["stream", "display_data", "stream"]


def test_a_character_cut_in_two_is_whole_again(texts):
    collector = Collector(texts, 1000, 1000)
    os.write(texts[0].descriptor, "é".encode())
    say(collector, None, (1, 0))
    assert collector.finish_cell()[0]["text"] == "é"


def test_a_truncated_file_gives_nothing_more(texts):
    collector = Collector(texts, 1000, 1000)
    os.write(texts[0].descriptor, b"hello")
    say(collector, None, (5, 0))
    os.ftruncate(texts[0].descriptor, 0)
    assert collector.finish_cell([999, 999])[0]["text"] == "hello"


def test_the_notebook_has_a_bound_too(texts):
    collector = Collector(texts, 10, 15)
    sizes = []
    for _ in range(3):
        collector.start_cell()
        os.write(texts[0].descriptor, b"x" * 10)
        sizes.append(sum(o["text"].count("x") for o in collector.finish_cell()))
    assert sizes == [10, 5, 0]


def test_a_cut_is_said_once(texts):
    collector = Collector(texts, 10, 1000)
    os.write(texts[0].descriptor, b"x" * 50)
    say(collector, shown("y" * 50))
    assert [o["text"] for o in collector.finish_cell()] == ["x" * 10, CUT_NOTE]


def test_many_messages_are_as_good_as_a_few(texts):
    collector = Collector(texts, 1 << 20, 1 << 24)
    for _ in range(25_000):
        say(collector, None)
    say(collector, shown("late"))
    assert [o["name"] for o in collector.finish_cell()] == ["stderr"]


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"[]",
        b"\xff",
        b"{",
        b'{"output": null}',
        b'{"output": null, "ends": [0]}',
        b'{"output": null, "ends": [-1, 0]}',
        b'{"output": null, "ends": [true, 0]}',
        b'{"output": null, "ends": [1e3, 0]}',
        b'{"output": NaN, "ends": [0, 0]}',
        b"[" * 100_000,
        b'{"output": ' + b"[" * 500 + b"]" * 500 + b', "ends": [0, 0]}',
        None,
    ],
)
def test_a_message_that_makes_no_sense_counts_as_cut(texts, payload):
    collector = Collector(texts, 1 << 20, 1 << 20)
    collector.receive(payload)
    assert [o["text"] for o in collector.finish_cell()] == [CUT_NOTE]


def test_half_a_surrogate_pair_is_replaced(texts):
    collector = Collector(texts, 1000, 1000)
    say(collector, shown("\ud800"))
    assert collector.finish_cell()[0]["data"]["text/plain"] == "?"


@pytest.mark.parametrize(
    "output",
    [
        None,
        7,
        {},
        {"output_type": "stream", "name": "stdout", "text": "forged"},
        {"output_type": "display_data", "data": {"text/plain": 7}, "metadata": {}},
        {"output_type": "display_data", "data": [], "metadata": {}},
        {"output_type": "display_data", "data": {}, "metadata": None},
        {"output_type": "error", "ename": "E", "evalue": "", "traceback": [1]},
        {"output_type": "error", "ename": None, "evalue": "", "traceback": []},
    ],
)
def test_what_is_no_output_is_dropped(output):
    assert clean_output(output) is None


def test_fields_that_nbformat_does_not_know_are_dropped():
    cleaned = clean_output(shown("x") | {"extra": 1, "transient": {"display_id": "d", "more": 2}})
    assert cleaned == shown("x") | {"display_id": "d"}


def test_an_update_counts_as_often_as_it_is_shown(texts):
    collector = Collector(texts, 10_000, 10_000)
    for _ in range(50):
        say(collector, shown("x") | {"transient": {"display_id": "one"}})
    say(
        collector,
        shown("y" * 1_000)
        | {"output_type": "update_display_data", "transient": {"display_id": "one"}},
    )
    outputs = collector.finish_cell()
    assert len(json.dumps(outputs)) < 20_000
    assert outputs[-1]["text"] == CUT_NOTE


def test_a_message_that_is_no_utf_8_is_no_output(texts):
    collector = Collector(texts, 1_000, 1_000)
    message = json.dumps({"output": shown("half"), "ends": [0, 0]}).encode()
    collector.receive(message.replace(b"half", b"\xed\xa0\x80"))
    assert [output["output_type"] for output in collector.finish_cell()] == ["stream"]
