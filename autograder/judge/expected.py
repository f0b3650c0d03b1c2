"""What our own answers do: the reference, the declared mistakes, any answer cell as code.

They are seen once for each trial and kept, for that very exercise: another one may have its name.
"""

from __future__ import annotations

import functools
import linecache
import warnings
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from autograder import devices
from autograder.judge.exercise import Exercise, Mistake
from autograder.judge.trials import Trial
from autograder.witness.record import Record, pack
from autograder.witness.surroundings import in_order
from autograder.witness.witness import Observation, observe

# Those of a few submissions; each has a seed of its own.
_MOST_KEPT = 4_000
_kept: dict[tuple, Observation] = {}
# Values and predictions are asked the same by every seed.
_settled: dict[Exercise, Observation] = {}
# Whether a reference does on a simulated device what it does on the CPU, by exercise and case.
_travels: dict[tuple, bool] = {}


def expected(exercise: Exercise, trial: Trial) -> Observation:
    """What the reference does in a trial."""
    if not exercise.called:
        if exercise not in _settled:
            _settled[exercise] = observe(trial.question, _quietly(exercise.reference))
        return _settled[exercise]
    where = (exercise, trial.case, trial.device)
    if _travels.get(where):
        return carried(_reference(exercise, _at_home(trial)), trial.device)
    seen = _reference(exercise, trial)
    if where not in _travels and devices.chosen([trial.device])[0].simulated:
        there = carried(_reference(exercise, _at_home(trial)), trial.device)
        _travels[where] = pack(there) == pack(seen)
    return seen


def _reference(exercise: Exercise, trial: Trial) -> Observation:
    key = (exercise, None, trial.case, trial.seed, trial.device)
    return _keep(key, trial, exercise.reference)


def _at_home(trial: Trial) -> Trial:
    return replace(trial, device="cpu", question=replace(trial.question, device="cpu"))


def carried(seen: Observation, device: str) -> Observation:
    """What was seen on the CPU as it would be on a device that computes the same."""

    def of(rec: Record | None) -> Record | None:
        if rec is None or not (rec.tensor or rec.items):
            return rec
        facts = rec.tensor and replace(rec.tensor, device=device, grad=of(rec.tensor.grad))
        return replace(rec, tensor=facts, items=tuple(map(of, rec.items)))

    def of_all(records: tuple[Record | None, ...] | None) -> tuple | None:
        return records and tuple(map(of, records))

    return replace(
        seen, value=of(seen.value), inputs=of_all(seen.inputs), gradients=of_all(seen.gradients)
    )


def mistaken(exercise: Exercise, mistake: Mistake, trial: Trial) -> Observation:
    """What a declared mistake does in a trial."""
    key = (exercise, mistake.code, trial.case, trial.seed, trial.device)
    return _keep(key, trial, answer_from(exercise, mistake.code))


def _keep(key: tuple, trial: Trial, given: Any) -> Observation:
    if key not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[key] = observe(trial.question, given)
    return _kept[key]


@functools.cache
def answer_from(exercise: Exercise, code: str) -> Any:
    """What the exercise's name holds after the answer cell `code` (see `Exercise.as_cell`) ran."""
    import torch

    cell = exercise.as_cell(code)
    filename = f"<answer to {exercise.name} {zlib.crc32(cell.encode()):08x}>"
    linecache.cache[filename] = (len(cell), None, cell.splitlines(keepends=True), filename)
    namespace: dict[str, Any] = {"torch": torch}
    _quietly(lambda: exec(compile(cell, filename, "exec"), namespace))
    return namespace[exercise.name]


def _quietly(run: Callable[[], Any]) -> Any:
    """What `run` gives; its warnings are not the student's, and would stand below their check."""
    with warnings.catch_warnings(), in_order():
        warnings.simplefilter("ignore")
        return run()
