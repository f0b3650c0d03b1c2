"""How a wrong prediction is related to what PyTorch answered, whatever it was."""

from __future__ import annotations

from autograder.judge import say
from autograder.judge.predictions import predicts
from autograder.judge.slip import Slip
from autograder.witness.record import (
    SEQUENCES,
    Record,
    Scalar,
    Several,
    TensorRecord,
    record,
    value_of,
)


def foretold(right: Record, said: Record) -> Slip | None:
    """The first relation that holds; None where none does."""
    raises = str(value_of(right)).startswith("raises ") if right.type == "str" else False
    if raises:
        return _it_raises(said)
    if said.type == "str" and str(value_of(said)).lower().startswith("raises"):
        return Slip(
            "raises_nothing", "Running the code raises no error: a value comes of it. Which?"
        )
    parts, mine = _parts(right), _parts(said)
    if parts is not None and mine is not None:
        return _of_the_parts(parts, mine, say.value(said))
    one_value = isinstance(said, Scalar) and said.type != "str"
    if parts is not None and len(parts) != 1 and one_value:
        return Slip("one_for_many", f"`{say.value(said)}` is one value. What comes holds more.")
    if mine is not None and len(mine) != 1 and isinstance(right, Scalar):
        return Slip("many_for_one", f"`{say.value(said)}` holds several. What comes is one value.")
    return _of_the_number(right, said)


def _it_raises(said: Record) -> Slip | None:
    if said.type in ("str", "type"):
        return None
    return Slip(
        "raises",
        f"You predicted `{say.value(said)}`, but no value comes of it: the code stops with an "
        'error. Find out which one, and write its name, as in "raises NameError".',
    )


def _parts(rec: Record) -> list[Record] | None:
    """What a list, a shape or a vector holds, one by one; None of anything else."""
    if isinstance(rec, TensorRecord) and rec.data.dim() > 0:
        return [record(part) for part in rec.data.tolist()]
    if isinstance(rec, Several) and rec.type in SEQUENCES:
        return list(rec.items)
    return None


def _of_the_parts(right: list[Record], mine: list[Record], shown: str) -> Slip | None:
    if len(right) != len(mine):
        noun = "value" if any(map(_parts, mine)) else "number"
        return Slip(
            "another_count",
            f"`{shown}` has {say.count(len(mine), noun)}, and that is not how many there are. "
            f"Count first, and ask for each {noun} afterwards.",
        )
    wrong = [i for i, (a, b) in enumerate(zip(right, mine, strict=True)) if not predicts(a, b)]
    if wrong and len(wrong) == len(right):
        return _in_another_order(right, mine, shown)
    where = " and ".join(f"the {say.ordinal(i)}" for i in wrong)
    rest = "the other is" if len(right) - len(wrong) == 1 else "the others are"
    return Slip("one_of_them", f"In `{shown}` look at {where} one again: {rest} right.")


def _in_another_order(right: list[Record], mine: list[Record], shown: str) -> Slip | None:
    numbers = [[value_of(item) for item in items] for items in (right, mine)]
    if any(isinstance(one, bool) or not isinstance(one, int) for each in numbers for one in each):
        return None
    if len(set(numbers[0])) < 2 or sorted(numbers[0]) != sorted(numbers[1]):
        return None
    return Slip("another_order", f"`{shown}` has the right numbers, but they are in another order.")


def _of_the_number(right: Record, said: Record) -> Slip | None:
    if not isinstance(right, Scalar) or not isinstance(said, Scalar):
        return None
    if right.type not in ("int", "float") or said.type not in ("int", "float"):
        return None
    wanted, mine = float(right.value), float(said.value)
    shown = say.value(said)
    if wanted and mine == -wanted:
        return Slip("negated", f"`{shown}` has the right size, but not the right sign.")
    if right.type == "int" and abs(wanted - mine) == 1:
        return Slip("off_by_one", f"`{shown}` is next to it: one step too many, or one too few.")
    if wanted and mine / wanted in (0.001, 0.01, 0.1, 10, 100, 1000):
        return Slip("powers_of_ten", f"The digits of `{shown}` are right, but not their place.")
    return None
