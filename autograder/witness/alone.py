"""Runs an excerpt of a program by itself, and watches how its functions are called.

Nothing else of the student's program runs here: a process that is asked such questions has run no
cell. What it must not need: the exercises, which a room cannot see.
"""

from __future__ import annotations
import __future__

import builtins
import contextlib
import functools
import io
import struct
import sys
import warnings
from collections.abc import Iterator
from dataclasses import replace
from types import FrameType
from typing import Any

import torch

from autograder import devices
from autograder.witness import witness
from autograder.witness.excerpt import REFLECTING, may_import
from autograder.witness.surroundings import in_order
from autograder.witness.witness import Observation, Question, observe

FILENAME = "<your answer by itself>"
_MARK = b"alone\x00"
_LENGTH = struct.Struct("<II")


def enclose(text: str, name: str, question: bytes) -> bytes:
    """A question about `name` in the excerpt `text`, for `answer`."""
    named, written = name.encode(), text.encode("utf-8", "replace")
    return _MARK + _LENGTH.pack(len(named), len(written)) + named + written + question


def answer(data: bytes, namespace: dict) -> bytes:
    """What a room's process answers: of an excerpt, or of the notebook's `namespace`."""
    if not data.startswith(_MARK):
        return witness.answer(data, namespace)
    start = len(_MARK) + _LENGTH.size
    named, written = _LENGTH.unpack(data[len(_MARK) : start])
    name, rest = data[start : start + named].decode(), data[start + named :]
    question = witness.Question.from_bytes(rest[written:])
    return _alone(rest[:written].decode(), name).observe(question).to_bytes()


class Alone:
    """What `name` is when the excerpt `text`, and nothing else, has been run."""

    def __init__(self, text: str, name: str):
        self._error: Exception | None = None
        namespace = {"torch": torch, "__builtins__": _BUILTINS, "__name__": "__main__"}
        flags = __future__.annotations.compiler_flag
        try:
            code = compile(text, FILENAME, "exec", flags=flags, dont_inherit=True)
            with _unnoticed(), in_order():
                exec(code, namespace)
        except Exception as error:
            self._error = error
        self._given = namespace.get(name, self)

    def observe(self, question: Question, seconds: float | None = None) -> Observation:
        """What it does when it is asked, within so many seconds.

        The lines of an error are left out: they are no cell's.
        """
        if self._error is not None:
            return Observation("raised", error=_facts(self._error))
        if self._given is self:
            return Observation("missing")
        if not callable(self._given) or isinstance(self._given, type):
            return observe(question, self._given)
        watched = _Watched(self._given)
        seen = observe(question, watched, seconds)
        error = seen.error and (*seen.error[:2], 0, "")
        return replace(seen, error=error, repeats=watched.repeats, unseen=watched.unseen)


# Within one process an excerpt is run once, and asked several questions.
_alone = functools.lru_cache(maxsize=8)(Alone)


def _facts(error: Exception) -> tuple[str, str, int, str]:
    return type(error).__name__[:200], devices.text_of(error)[:1_000], 0, ""


@contextlib.contextmanager
def _unnoticed() -> Iterator[None]:
    """Keep what an excerpt prints, warns of and draws at random from the student's own session."""
    before = torch.default_generator.get_state()
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            torch.default_generator.set_state(before)


def _import(name: str, globals=None, locals=None, fromlist=(), level=0):
    if level or not may_import(name):
        raise ImportError(f"`{name}` is not there when the answer is run by itself")
    return __import__(name, None, None, fromlist or (), 0)


_BUILTINS = {name: value for name, value in vars(builtins).items() if name not in REFLECTING} | {
    "__import__": _import
}


_NOTING = witness._Operations.__torch_function__.__code__


class _Watched:
    """A function that notes, while it is called, whether its own code is run over and over.

    Without a loop every instruction is reached once a call; whoever reaches a function of the
    excerpt twice from one instruction, or from within itself, has one.
    """

    def __init__(self, given: Any):
        self.__wrapped__ = given
        self.repeats = self.unseen = ""
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
            if caller.f_code is _NOTING and nearest is None:
                self.unseen = self.unseen or frame.f_code.co_name
            if caller.f_code.co_filename == FILENAME:
                nearest = nearest or caller
                inside_itself = inside_itself or caller.f_code is frame.f_code
            caller = caller.f_back
        place = (nearest, nearest.f_lasti if nearest else 0, frame.f_code)
        if inside_itself or place in self._met:
            self.repeats = self.repeats or frame.f_code.co_name
        self._met.add(place)
