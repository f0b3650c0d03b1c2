"""Runs an excerpt of a program by itself, and watches how its functions are called.

Nothing else of the student's program runs here: a process that is asked such questions has run no
cell. What it must not need: the exercises, which a room cannot see.
"""

from __future__ import annotations
import __future__

import builtins
import functools
import struct
import sys
from dataclasses import replace
from types import FrameType
from typing import Any

import torch

from autograder.check.excerpt import REFLECTING, may_import
from autograder.check.witness import Observation, Question, observe

FILENAME = "<your answer by itself>"
_MARK = b"alone\x00"
_LENGTH = struct.Struct("<II")


def enclose(text: str, name: str, question: bytes) -> bytes:
    """A question about `name` in the excerpt `text`, for `answer`."""
    named, written = name.encode(), text.encode("utf-8", "replace")
    return _MARK + _LENGTH.pack(len(named), len(written)) + named + written + question


def answer(data: bytes, namespace: dict) -> bytes:
    """What a room's process answers: of an excerpt, or of the notebook's `namespace`."""
    from autograder.check import witness

    if not data.startswith(_MARK):
        return witness.answer(data, namespace)
    start = len(_MARK) + _LENGTH.size
    named, written = _LENGTH.unpack(data[len(_MARK) : start])
    name, rest = data[start : start + named].decode(), data[start + named :]
    question = Question.from_bytes(rest[written:])
    return observe_alone(rest[:written].decode(), name, question).to_bytes()


def observe_alone(text: str, name: str, question: Question) -> Observation:
    """What `name` does when the excerpt `text`, and nothing else, is run and asked."""
    given = _run(text).get(name)
    if isinstance(given, Exception):
        return Observation("raised", error=(type(given).__name__, str(given)[:1000], 0, ""))
    if given is None:
        return Observation("missing")
    if not callable(given) or isinstance(given, type):
        return observe(question, given)
    watched = _Watched(given)
    seen = observe(question, watched)
    if seen.error is not None:
        # Its lines are not those of the student's cell.
        seen = replace(seen, error=(*seen.error[:2], 0, ""))
    return replace(seen, repeats=watched.repeats)


@functools.lru_cache(maxsize=8)
def _run(text: str) -> dict[str, Any]:
    """The namespace that `text` leaves; where it raises, every name in it is the exception."""
    flags = __future__.annotations.compiler_flag
    namespace: dict[str, Any] = {"torch": torch, "__builtins__": _BUILTINS, "__name__": "__main__"}
    try:
        code = compile(text, FILENAME, "exec", flags=flags, dont_inherit=True)
        exec(code, namespace)
    except Exception as error:
        return _Broken(error)
    return namespace


class _Broken(dict):
    def __init__(self, error: Exception):
        self._error = error

    def get(self, name: str) -> Exception:
        return self._error


def _import(name: str, globals=None, locals=None, fromlist=(), level=0):
    if level or not may_import(name):
        raise ImportError(f"`{name}` is not there when the answer is run by itself")
    return __import__(name, None, None, fromlist or (), 0)


_BUILTINS = {name: value for name, value in vars(builtins).items() if name not in REFLECTING} | {
    "__import__": _import
}


class _Watched:
    """A function that notes, while it is called, whether its own code is run over and over.

    Without a loop every instruction is reached once a call; whoever reaches a function of the
    excerpt twice from one instruction, or from within itself, has one.
    """

    def __init__(self, given: Any):
        self.__wrapped__ = given
        self.repeats = ""
        self._met: set[tuple] = set()

    def __call__(self, *arguments: Any) -> Any:
        before = sys.getprofile()
        self._met.clear()
        sys.setprofile(self._see)
        try:
            return self.__wrapped__(*arguments)
        finally:
            sys.setprofile(before)
            self._met.clear()

    def _see(self, frame: FrameType, event: str, argument: Any) -> None:
        if event != "call" or frame.f_code.co_filename != FILENAME:
            return
        caller, nearest, inside_itself = frame.f_back, None, False
        while caller is not None and caller.f_code is not _Watched.__call__.__code__:
            if caller.f_code.co_filename == FILENAME:
                nearest = nearest or caller
                inside_itself = inside_itself or caller.f_code is frame.f_code
            caller = caller.f_back
        place = (nearest, nearest.f_lasti if nearest else 0, frame.f_code)
        if inside_itself or place in self._met:
            self.repeats = self.repeats or frame.f_code.co_name
        self._met.add(place)
