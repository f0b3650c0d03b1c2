"""Keeps rooms and workers from one grading to the next: to start them takes most of a small one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import pytest

from autograder.grade import command
from autograder.grade.marking import Setting
from autograder.grade.runners import LocalRunner


class _Kept:
    """A runner that stays when the grading that uses it is done."""

    def __init__(self, runner: LocalRunner) -> None:
        self.width = runner.width
        self.submit = runner.submit

    def close(self) -> None:
        """Nothing: the next grading goes on with it."""


@contextmanager
def kept_runners() -> Iterator[None]:
    """Gradings within share their runners, where their courses and jobs are the same."""
    runners: dict[tuple[bytes, int | None], LocalRunner] = {}

    def started(setting: Setting, jobs: int | None = None, **_: object) -> _Kept:
        key = msgspec.msgpack.encode(setting), jobs
        if key not in runners:
            runners[key] = LocalRunner(setting, jobs)
        return _Kept(runners[key])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "LocalRunner", started)
        yield
    for runner in runners.values():
        runner.close()
