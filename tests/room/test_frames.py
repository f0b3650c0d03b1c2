"""Messages survive any cutting, and what is no message is refused."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.room.wire.frames import BrokenChannel, Frame, Kind, Reader, encode, receive

TOKEN = b"12345678"
LARGEST = {Kind.OUTPUT: 50, Kind.REPLY: 20}


@given(st.lists(st.binary(max_size=60), max_size=8), st.integers(1, 40))
def test_messages_come_out_as_they_went_in(payloads, step):
    data = b"".join(encode(Kind.OUTPUT, TOKEN, payload) for payload in payloads)
    reader = Reader(LARGEST, budget=len(data), messages=9)
    frames = [f for i in range(0, len(data), step) for f in reader.feed(data[i : i + step])]
    wanted = [payload if len(payload) <= 50 else None for payload in payloads]
    assert frames == [Frame(Kind.OUTPUT, TOKEN, payload) for payload in wanted]


@given(st.binary(max_size=200))
def test_noise_is_refused_or_waited_for(data):
    reader = Reader(LARGEST, budget=1000, messages=99)
    try:
        frames = reader.feed(data)
    except BrokenChannel:
        return
    assert all(frame.kind in LARGEST for frame in frames)


def test_a_message_after_one_that_is_too_long_is_read():
    reader = Reader(LARGEST, budget=1000, messages=99)
    data = encode(Kind.REPLY, TOKEN, b"x" * 21) + encode(Kind.REPLY, TOKEN, b"y")
    assert [frame.payload for frame in reader.feed(data)] == [None, b"y"]


def test_more_than_the_budget_is_refused():
    with pytest.raises(BrokenChannel) as caught:
        Reader(LARGEST, budget=10, messages=9).feed(b"x" * 11)
    assert caught.value.too_much


def test_more_messages_than_may_come_are_refused():
    with pytest.raises(BrokenChannel) as caught:
        Reader(LARGEST, budget=1000, messages=3).feed(encode(Kind.OUTPUT, TOKEN) * 4)
    assert caught.value.too_much


def test_a_kind_that_a_fork_may_not_send_is_refused():
    with pytest.raises(BrokenChannel, match="unknown kind"):
        Reader(LARGEST, budget=100, messages=9).feed(encode(Kind.CELL, TOKEN, b""))


def test_the_trusted_side_reads_whole_messages_and_the_end():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(encode(Kind.CELL, TOKEN, b"x = 1"))
        ours.close()
        assert receive(theirs) == Frame(Kind.CELL, TOKEN, b"x = 1")
        assert receive(theirs) is None
