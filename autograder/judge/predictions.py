"""Whether a prediction says what PyTorch answered, in whatever form it is written."""

from __future__ import annotations

import ast
import contextlib
import math
import re
from typing import Any

import torch

from autograder.judge import say
from autograder.judge.exercise import Exercise
from autograder.judge.finding import Finding
from autograder.judge.likeness import alike_values
from autograder.witness.record import (
    SEQUENCES,
    Other,
    Record,
    Scalar,
    Several,
    TensorRecord,
    record,
    value_of,
)
from autograder.witness.witness import Observation


def wrong_prediction(exercise: Exercise, expected: Record, got: Observation) -> Finding | None:
    """What is wrong with a prediction; None when it says what comes."""
    if got.outcome == "missing":
        return Finding("exists", f"There is no `{exercise.name}` yet: run the cell above.")
    if predicts(expected, got.came):
        return None
    if _predicts_an_error(got.came) and not str(value_of(expected)).startswith("raises "):
        return Finding("values", "Running the code raises no error: a value comes of it. Which?")
    nearly = _nearly_predicts(expected, got.came)
    if nearly:
        return Finding("type", nearly)
    return Finding(
        "values",
        f"You predicted `{say.value(got.came)}`, but running the code gives something else. "
        "Copy it into a cell of your own, run it, and find out why.",
    )


def _nearly_predicts(expected: Record, got: Record) -> str | None:
    """What to say of a prediction that is right but for the form in which it is written."""
    if got.type == "numpy.ndarray":
        return "Write it as a list of numbers or as a tensor, not as a NumPy array."
    wanted, said = value_of(expected), value_of(got)
    if got.type == "str" and expected.type != "str":
        with contextlib.suppress(ValueError, SyntaxError, RecursionError, MemoryError):
            meant = _without_quotation_marks(said.strip())
            if predicts(expected, record(meant)):
                says = (
                    "Right, but leave out the quotation marks: only the name of an error is "
                    "written as text."
                )
                name = str(meant)
                return f'{says} Write `float("{name}")`.' if name in _NO_LITERALS else says
    if expected.type == "str" and wanted.startswith("raises "):
        return _nearly_predicts_an_error(got)
    single = isinstance(got, TensorRecord) and got.data.numel() == 1
    if expected.type == "bool" and single and bool(_number_in(got)) == wanted:
        return "Right, but the result is a plain Python bool, not a tensor."
    flat = _as_tensor(got) if isinstance(got, Several) else None
    if flat is not None and expected.type in ("Tensor", "int", "float"):
        right = expected.data if isinstance(expected, TensorRecord) else torch.tensor(wanted)
        if flat.numel() == right.numel() and predicts(
            record(right.reshape(-1)), record(flat.reshape(-1))
        ):
            return "The numbers are right, but not their shape: count the brackets."
    return None


_NO_LITERALS = ("inf", "-inf", "nan")


def _without_quotation_marks(text: str) -> Any:
    """The value that a text stands for; raises what `ast.literal_eval` does where it is none."""
    if text in _NO_LITERALS:
        return float(text)
    return ast.literal_eval(text.removeprefix("torch.Size"))


def _predicts_an_error(got: Record) -> bool:
    if got.type not in ("str", "type"):
        return False
    said = str(value_of(got)).replace(" Error", "Error")
    return said.lower().startswith("raises") or _ERROR_NAME.fullmatch(said.strip()) is not None


def _nearly_predicts_an_error(got: Record) -> str | None:
    if got.type not in ("str", "type"):
        return None
    said = str(value_of(got))
    if _ERROR_NAME.search(said.replace(" Error", "Error")):
        return f"You predicted `{said}`. It does raise an error, but another one."
    if "error" in said.lower() or "raise" in said.lower():
        return 'It does raise an error. Which one? Write its name, as in "raises NameError".'
    return None


def predicts(expected: Record, got: Record) -> bool:
    """Whether a prediction says what PyTorch answered, in whatever form it is written."""
    match expected:
        case Scalar(value=str() as text):
            return _predicts_text(text, got)
        case Scalar(value=int() | float() as number) if expected.type != "bool":
            return got.type != "bool" and _predicts_number(number, got)
        case Other(type="torch.dtype" | "torch.device"):
            said = value_of(got)
            return said is not None and _bare(said) == _bare(expected.value)
        case TensorRecord():
            return _predicts_tensor(expected.data, got)
        case Several() if expected.type in SEQUENCES:
            return _predicts_sequence(expected, got)
    return alike_values(expected, got)


def _predicts_sequence(expected: Several, got: Record) -> bool:
    if isinstance(got, TensorRecord):
        return predicts(expected, record(got.data.tolist()))
    return (
        isinstance(got, Several)
        and got.type in SEQUENCES
        and len(got.items) == len(expected.items)
        and all(map(predicts, expected.items, got.items))
    )


def _predicts_number(expected: float, got: Record) -> bool:
    said = _number_in(got)
    if not isinstance(said, int | float):
        return False
    both_nan = said != said and expected != expected
    # What is counted is counted exactly; of a float the printed digits will do.
    rtol, atol = (0.0, 0.0) if isinstance(expected, int) else (1e-4, 1e-6)
    return both_nan or math.isclose(said, expected, rel_tol=rtol, abs_tol=atol)


def _number_in(rec: Record) -> Any:
    """A number, also one that stands in a tensor with one element."""
    if isinstance(rec, TensorRecord):
        return rec.data.item() if rec.data.numel() == 1 else None
    return value_of(rec)


# PyTorch's other words for a dtype. Python's `int` is left out: it is int64 here and int32 there.
_OTHER_WORDS = {"float": "float32", "double": "float64", "half": "float16", "long": "int64"}


def _bare(text: object) -> str:
    word = str(text).strip().lower().removeprefix("torch.")
    return _OTHER_WORDS.get(word, word)


def _predicts_text(expected: str, got: Record) -> bool:
    if not expected.startswith("raises "):
        said = value_of(got)
        return isinstance(said, str) and said.strip().lower() == expected.strip().lower()
    if got.type not in ("str", "type"):
        return False
    names = _ERROR_NAME.findall(str(value_of(got)).replace(" Error", "Error"))
    return set(map(str.lower, names)) == {expected.removeprefix("raises ").lower()}


# A prediction in words counts when it names one error, and that one.
_ERROR_NAME = re.compile(r"\b\w+(?:Error|Exception|Warning|Interrupt)\b", re.IGNORECASE)


def _predicts_tensor(expected: torch.Tensor, got: Record) -> bool:
    said = got.data if isinstance(got, TensorRecord) else _as_tensor(got)
    if said is None or said.shape != expected.shape:
        return False
    if (said.dtype == torch.bool) != (expected.dtype == torch.bool):
        return False
    near = (1e-4, 1e-6) if expected.is_floating_point() else (0.0, 0.0)
    return torch.allclose(said.double(), expected.double(), *near, equal_nan=True)


def _as_tensor(rec: Record) -> torch.Tensor | None:
    def plain(r: Record) -> Any:
        return [plain(i) for i in r.items] if isinstance(r, Several) else value_of(r)

    try:
        return torch.tensor(plain(rec))
    except (ValueError, TypeError, RuntimeError):
        return None
