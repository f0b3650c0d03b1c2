"""How a wrong prediction is related to what PyTorch answered, whatever it was."""

from __future__ import annotations

from autograder.judge import say
from autograder.judge.slip import Slip
from autograder.witness.record import SEQUENCES, Record, Scalar, Several, value_of


def foretold(right: Record, said: Record) -> Slip | None:
    """The first relation that holds; None where none does."""
    raises = str(value_of(right)).startswith("raises ") if right.type == "str" else False
    if raises:
        return _it_raises(said)
    if said.type == "str" and str(value_of(said)).lower().startswith("raises"):
        return Slip(
            "raises_nothing", "Running the code raises no error: a value comes of it. Which?"
        )
    sizes, mine = _sizes(right), _sizes(said)
    if sizes is not None and mine is not None:
        return _of_the_shape(sizes, mine, say.value(said))
    return _of_the_number(right, said)


def _it_raises(said: Record) -> Slip | None:
    if said.type in ("str", "type"):
        return None
    return Slip(
        "raises",
        f"You predicted `{say.value(said)}`, but no value comes of it: the code stops with an "
        'error. Find out which one, and write its name, as in "raises NameError".',
    )


def _sizes(rec: Record) -> list[int] | None:
    """The sizes of a shape, or what may be meant as one."""
    if not isinstance(rec, Several) or rec.type not in SEQUENCES:
        return None
    sizes = [item.value for item in rec.items if isinstance(item, Scalar) and item.type == "int"]
    return [int(size) for size in sizes] if len(sizes) == len(rec.items) else None


def _of_the_shape(right: list[int], mine: list[int], shown: str) -> Slip | None:
    if len(right) != len(mine):
        return Slip(
            "another_rank",
            f"`{shown}` has {say.count(len(mine), 'number')}, and that is not how many there are. "
            "Count first, and ask for each number afterwards.",
        )
    if sorted(right) == sorted(mine):
        return Slip(
            "another_order", f"`{shown}` has the right numbers, but they are in another order."
        )
    wrong = [i for i, (a, b) in enumerate(zip(right, mine, strict=True)) if a != b]
    if len(wrong) == len(right):
        return None
    where = " and ".join(f"the {say.ordinal(i)}" for i in wrong)
    rest = "the other is" if len(right) - len(wrong) == 1 else "the others are"
    return Slip("one_of_them", f"In `{shown}` look at {where} number again: {rest} right.")


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
