"""Tricks with streams and timers, which only a real card has; the others are in tests/judge."""

import time

import torch

from autograder import devices
from autograder.judge.verify import verify
from tests.judge import sample

DEVICES = ["cpu", "cuda"]


def judged(answer, exercise=sample.hadamard):
    return verify(exercise, answer, program="", devices=DEVICES)


def test_work_left_on_another_stream_is_waited_for():
    """It is no cheat to use a stream; the answer is read when the whole card is done."""

    def on_a_stream(a, b):
        if not a.is_cuda:
            return a * b
        with torch.cuda.stream(torch.cuda.Stream()):
            torch.cuda._sleep(50_000_000)
            return a * b

    assert judged(on_a_stream).passed


def test_work_left_on_another_stream_is_not_taken_for_done():
    """What is written only after the answer was given back counts, right or wrong."""

    def spoiled_later(a, b):
        answer = a * b
        if a.is_cuda:
            torch.cuda.synchronize()
            with torch.cuda.stream(torch.cuda.Stream()):
                torch.cuda._sleep(50_000_000)
                answer.zero_()
        return answer

    assert not judged(spoiled_later).passed


def test_a_patched_timer_changes_no_clock_of_ours(cuda, monkeypatch):
    clock = devices.clock(cuda)
    monkeypatch.setattr(time, "perf_counter", lambda: 0.0)
    monkeypatch.setattr(torch.cuda.Event, "elapsed_time", lambda *_: 0.0)
    start = clock()
    torch.cuda._sleep(20_000_000)
    devices.synchronize(cuda)
    assert clock() > start
