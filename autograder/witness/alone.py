"""Runs an excerpt of a program by itself, and watches how its functions are called.

Nothing else of the student's program runs here: a process that is asked such questions has run no
cell. What it must not need: the exercises, which a room cannot see.
"""

from __future__ import annotations
import __future__

import ast
import builtins
import contextlib
import functools
import io
import struct
import sys
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import FrameType, FunctionType
from typing import Any

import torch

from autograder import devices
from autograder.witness import vocabulary, witness
from autograder.witness.surroundings import in_order
from autograder.witness.witness import Observation, Question, observe

FILENAME = "<your answer by itself>"
_MARK = b"alone\x00"
_LENGTH = struct.Struct("<II")


def enclose(text: str, name: str, question: bytes) -> bytes:
    """A question about `name` in the excerpt `text`, for `answer`."""
    named, written = name.encode(), text.encode("utf-8", "replace")
    return _MARK + _LENGTH.pack(len(named), len(written)) + named + written + question


def answer(data: bytes, namespace: dict[str, Any]) -> bytes:
    """What a room's process answers: of an excerpt, or of the notebook's `namespace`."""
    if not data.startswith(_MARK):
        return witness.answer(data, namespace)
    start = len(_MARK) + _LENGTH.size
    named, written = _LENGTH.unpack(data[len(_MARK) : start])
    name, rest = data[start : start + named].decode(), data[start + named :]
    question = witness.Question.from_bytes(rest[written:])
    return _alone(rest[:written].decode(), name).in_time(question).to_bytes()


class Alone:
    """What `name` is when the excerpt `text`, and nothing else, has been run."""

    def __init__(self, text: str, name: str):
        self._error: Exception | None = None
        self._out_of_time: Observation | None = None
        namespace = {
            "torch": vocabulary.home_of("torch"),
            "__builtins__": _BUILTINS,
            "__name__": "__main__",
        }
        flags = __future__.annotations.compiler_flag
        try:
            tree = ast.fix_missing_locations(_Guarded().visit(ast.parse(text)))
            code = compile(tree, FILENAME, "exec", flags=flags, dont_inherit=True)
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
        error = seen.error and seen.error._replace(line=0, text="")
        return replace(seen, error=error, repeats=watched.repeats, unseen=watched.unseen)

    def in_time(self, question: Question) -> Observation:
        """What it does within the time of a grading room; once out of time, it is always."""
        seen = self._out_of_time or self.observe(question, witness.ROOM_SECONDS)
        if seen.outcome == "out of time":
            self._out_of_time = seen
        return seen


# Within one process an excerpt is run once, and asked several questions.
_alone = functools.lru_cache(maxsize=8)(Alone)


def _facts(error: Exception) -> witness.Error:
    return witness.Error(type(error).__name__[:200], devices.text_of(error)[:1_000])


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


def _import(
    name: str,
    globals: object = None,
    locals: object = None,
    fromlist: Sequence[str] | None = (),
    level: int = 0,
) -> object:
    if isinstance(fromlist, list):
        # No statement gives a list: this is PyTorch, which loads some of its own when needed.
        return __import__(name, None, None, fromlist, 0)
    if level:
        raise ImportError("there is no package when the answer is run by itself")
    return vocabulary.home_of(name if fromlist else name.partition(".")[0])


class _Guarded(ast.NodeTransformer):
    """Has every `object.name = value` look first whether the object is the answer's own."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.Attribute:
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Store | ast.Del):
            node.value = ast.Call(ast.Name("__own__", ast.Load()), [node.value], [])
        return node


def _own(value: Any) -> Any:
    """`value`, which is about to be changed. Raises TypeError where others use it too."""
    kind = value if isinstance(value, type) else type(value)
    written = kind.__module__ == "__main__"
    if isinstance(value, FunctionType):
        written = value.__code__.co_filename == FILENAME
    elif not isinstance(value, type):
        written = written or isinstance(value, torch.Tensor | torch.nn.Module)
    if not written:
        raise TypeError("only what is the answer's own can be changed when it is run by itself")
    return value


_BUILTINS = {name: getattr(builtins, name) for name in vocabulary.BUILTINS} | {
    "__build_class__": builtins.__build_class__,
    "__import__": _import,
    "__own__": _own,
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
        self._met: set[tuple[Any, ...]] = set()

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
