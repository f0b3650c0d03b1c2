"""Whether a prediction says what PyTorch answered, in whatever form it is written."""

from __future__ import annotations

import ast
import contextlib
import math
import re

import torch

from autograder.judge import say
from autograder.judge.exercise import Exercise
from autograder.judge.finding import Finding
from autograder.witness.record import SEQUENCES, Record, record
from autograder.witness.witness import Observation


def wrong_prediction(exercise: Exercise, expected: Record, got: Observation) -> Finding | None:
    """What is wrong with a prediction; None when it says what comes."""
    if got.outcome == "missing":
        return Finding("exists", f"There is no `{exercise.name}` yet: run the cell above.")
    if predicts(expected, got.value):
        return None
    if _predicts_an_error(got.value) and not str(expected.value).startswith("raises "):
        return Finding("values", "Running the code raises no error: a value comes of it. Which?")
    nearly = _nearly_predicts(expected, got.value)
    if nearly:
        return Finding("type", nearly)
    return Finding(
        "values",
        f"You predicted `{say.value(got.value)}`, but running the code gives something else. "
        "Copy it into a cell of your own, run it, and find out why.",
    )


def _nearly_predicts(expected: Record, got: Record) -> str | None:
    """What to say of a prediction that is right but for the form in which it is written."""
    if got.type == "numpy.ndarray":
        return "Write it as a list of numbers or as a tensor, not as a NumPy array."
    if got.type == "str" and expected.type != "str":
        with contextlib.suppress(ValueError, SyntaxError, RecursionError, MemoryError):
            meant = _without_quotation_marks(got.value.strip())
            if predicts(expected, record(meant)):
                says = (
                    "Right, but leave out the quotation marks: only the name of an error is "
                    "written as text."
                )
                name = str(meant)
                return f'{says} Write `float("{name}")`.' if name in _NO_LITERALS else says
    if expected.type == "str" and expected.value.startswith("raises "):
        return _nearly_predicts_an_error(got)
    single = got.tensor is not None and got.tensor.data.numel() == 1
    if expected.type == "bool" and single and bool(got.tensor.data) == expected.value:
        return "Right, but the result is a plain Python bool, not a tensor."
    flat = _as_tensor(got) if got.items else None
    if flat is not None and expected.type in ("Tensor", "int", "float"):
        right = expected.tensor.data if expected.tensor else torch.tensor(expected.value)
        if flat.numel() == right.numel() and predicts(
            record(right.reshape(-1)), record(flat.reshape(-1))
        ):
            return "The numbers are right, but not their shape: count the brackets."
    return None


_NO_LITERALS = ("inf", "-inf", "nan")


def _without_quotation_marks(text: str):
    """The value that a text stands for; raises what `ast.literal_eval` does where it is none."""
    if text in _NO_LITERALS:
        return float(text)
    return ast.literal_eval(text.removeprefix("torch.Size"))


def _predicts_an_error(got: Record) -> bool:
    if got.type not in ("str", "type"):
        return False
    said = str(got.value).replace(" Error", "Error")
    return said.lower().startswith("raises") or _ERROR_NAME.fullmatch(said.strip()) is not None


def _nearly_predicts_an_error(got: Record) -> str | None:
    if got.type not in ("str", "type"):
        return None
    said = str(got.value)
    if _ERROR_NAME.search(said.replace(" Error", "Error")):
        return f"You predicted `{said}`. It does raise an error, but another one."
    if "error" in said.lower() or "raise" in said.lower():
        return 'It does raise an error. Which one? Write its name, as in "raises NameError".'
    return None


def predicts(expected: Record, got: Record) -> bool:
    """Whether a prediction says what PyTorch answered, in whatever form it is written."""
    if expected.type == "str":
        return _predicts_text(expected.value, got)
    if expected.type in ("torch.dtype", "torch.device"):
        return got.value is not None and _bare(got.value) == _bare(expected.value)
    if expected.type in SEQUENCES and got.tensor is not None:
        return predicts(expected, record(got.tensor.data.tolist()))
    if expected.type in SEQUENCES:
        return (
            got.type in SEQUENCES
            and len(got.items) == len(expected.items)
            and all(map(predicts, expected.items, got.items))
        )
    if expected.type == "Tensor":
        return _predicts_tensor(expected.tensor.data, got)
    if expected.type == "bool" or got.type == "bool":
        return expected.type == got.type and expected.value == got.value
    if expected.type in ("int", "float", "complex"):
        number = (
            got.tensor.data.item() if got.tensor and got.tensor.data.numel() == 1 else got.value
        )
        if not isinstance(number, int | float):
            return False
        both_nan = number != number and expected.value != expected.value
        return both_nan or math.isclose(number, expected.value, rel_tol=1e-4, abs_tol=1e-6)
    return expected.type == got.type and expected.value == got.value


def _bare(text) -> str:
    return str(text).strip().lower().removeprefix("torch.")


def _predicts_text(expected: str, got: Record) -> bool:
    if not expected.startswith("raises "):
        return got.type == "str" and got.value.strip().lower() == expected.strip().lower()
    if got.type not in ("str", "type"):
        return False
    said = _ERROR_NAME.findall(str(got.value).replace(" Error", "Error"))
    return set(map(str.lower, said)) == {expected.removeprefix("raises ").lower()}


# A prediction in words counts when it names one error, and that one.
_ERROR_NAME = re.compile(r"\b\w+(?:Error|Exception|Warning|Interrupt)\b", re.IGNORECASE)


def _predicts_tensor(expected: torch.Tensor, got: Record) -> bool:
    said = got.tensor.data if got.tensor else _as_tensor(got)
    if said is None or said.shape != expected.shape:
        return False
    if (said.dtype == torch.bool) != (expected.dtype == torch.bool):
        return False
    return torch.allclose(said.double(), expected.double(), rtol=1e-4, atol=1e-6, equal_nan=True)


def _as_tensor(rec: Record) -> torch.Tensor | None:
    def plain(r: Record):
        return [plain(i) for i in r.items] if r.type in SEQUENCES else r.value

    try:
        return torch.tensor(plain(rec))
    except (ValueError, TypeError, RuntimeError):
        return None
