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

import msgspec

from autograder import devices
from autograder.judge.exercise import Exercise, Mistake
from autograder.judge.trials import Trial
from autograder.witness.record import Record, Several, TensorRecord, pack
from autograder.witness.surroundings import in_order
from autograder.witness.witness import Observation, observe

# Those of a few submissions; each has a seed of its own.
_MOST_KEPT = 4_000
_kept: dict[tuple[Any, ...], Observation] = {}
# Values and predictions are asked the same by every seed.
_settled: dict[Exercise, Observation] = {}
# Whether a reference does on a simulated device what it does on the CPU, by exercise and case.
_travels: dict[tuple[Any, ...], bool] = {}


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

    def of_all(records: tuple[Record | None, ...] | None) -> tuple[Any, ...] | None:
        return records and tuple(rec and _carried(rec, device) for rec in records)

    value = seen.value and _carried(seen.value, device)
    return replace(seen, value=value, inputs=of_all(seen.inputs), gradients=of_all(seen.gradients))


def _carried(rec: Record, device: str) -> Record:
    if isinstance(rec, TensorRecord):
        return _tensor_carried(rec, device)
    if isinstance(rec, Several):
        items = tuple(_carried(item, device) for item in rec.items)
        return msgspec.structs.replace(rec, items=items)
    return rec


def _tensor_carried(rec: TensorRecord, device: str) -> TensorRecord:
    grad = rec.grad and _tensor_carried(rec.grad, device)
    return msgspec.structs.replace(rec, device=device, grad=grad)


def mistaken(exercise: Exercise, mistake: Mistake, trial: Trial) -> Observation:
    """What a declared mistake does in a trial."""
    key = (exercise, mistake.code, trial.case, trial.seed, trial.device)
    return _keep(key, trial, answer_from(exercise, mistake.code))


def _keep(key: tuple[Any, ...], trial: Trial, given: Any) -> Observation:
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
