"""Where numbers lie along an axis, and which of them are written at it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

# Beyond these, sums and ratios of floats overflow or vanish.
LARGEST, SMALLEST = 1e300, 1e-290
_MOST_DECADES = 12
# Room for ticks side by side.
_LETTERS = 75


@dataclass(frozen=True)
class Scale:
    """An axis from `low` to `high` on which equal steps are equally long."""

    low: float
    high: float

    def share(self, value: float) -> float:
        """How far along the axis `value` lies: 0 at `low`, 1 at `high`."""
        return (value - self.low) / (self.high - self.low)

    def ticks(self) -> dict[float, str]:
        """Some five to twelve round numbers, fewer if they are long, and how they are written."""
        for least in (5, 4, 3, 2):
            numbers = self.round_numbers(least)
            texts = _texts(numbers)
            if sum(map(len, texts)) + 2 * len(texts) <= _LETTERS:
                break
        return dict(zip(numbers, texts, strict=True))

    def round_numbers(self, least: int, steps: Sequence[float] = (5, 2, 1)) -> list[float]:
        """Multiples of the largest round step that gives `least` of them or more, up to 9.

        Args:
            steps: the first digits that a round step may have, falling.
        """
        unit = 10.0 ** math.floor(math.log10(self.high - self.low))
        for step in [digit * power for power in (unit, unit / 10) for digit in steps]:
            first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
            if last - first + 1 >= least:
                break
        return [k * step for k in range(first, last + 1)]


@dataclass(frozen=True)
class LogScale:
    """An axis on which equal factors are equally long.

    Attributes:
        low, high: the powers of ten at its ends.
        text: how a number is written.
    """

    low: float
    high: float
    text: Callable[[float], str]

    def share(self, value: float) -> float:
        """How far along the axis `value` lies: 0 at its low end, 1 at its high end."""
        return (math.log10(value) - self.low) / (self.high - self.low)

    def ticks(self) -> dict[float, str]:
        """The decades; where the axis holds fewer than two, also twice and five times them."""
        decades = range(math.ceil(self.low - 1e-9), math.floor(self.high + 1e-9) + 1)
        numbers = [10.0**k for k in decades[:: math.ceil(len(decades) / _MOST_DECADES) or 1]]
        if len(numbers) < 2:
            numbers = one_two_five(10.0**self.low, 10.0**self.high)
        return {number: self.text(number) for number in numbers}


def covering(values: Iterable[float], *, room: float) -> Scale:
    """A scale that holds all `values`, with a share of `room` to spare at each end."""
    known = [max(-LARGEST, min(LARGEST, value)) for value in values if math.isfinite(value)]
    if not known:
        return Scale(0.0, 1.0)
    low, high = min(known), max(known)
    size, spread = max(abs(low), abs(high)), high - low
    if spread > max(1e-9 * size, SMALLEST):
        spare = room * spread
    else:
        # Equal numbers lie in the middle.
        spare = 0.5 * size if size > SMALLEST else 0.5
    return Scale(low - spare, high + spare)


def log_covering(values: Sequence[float], text: Callable[[float], str]) -> LogScale:
    """A logarithmic scale that holds all `values`, which are above 0.

    Its ends are at least a factor of 5 apart, so two round numbers lie between them.
    """
    low, high = math.log10(min(values)), math.log10(max(values))
    spare = max(0.05 * (high - low), (0.7 - (high - low)) / 2)
    return LogScale(max(low - spare, -307.0), min(high + spare, 308.0), text)


def one_two_five(low: float, high: float) -> list[float]:
    """1, 2, 5, 10, 20, 50 and so on, as far as they lie between `low` and `high`, above 0."""
    powers = range(math.floor(math.log10(low)), math.floor(math.log10(high)) + 1)
    numbers = [n * 10.0**k for k in powers for n in (1, 2, 5)]
    return [n for n in numbers if low * (1 - 1e-9) <= n <= high * (1 + 1e-9)]


def _texts(numbers: Sequence[float]) -> list[str]:
    """Round numbers alike: all as `0.25`, or all as `2.5e-6`."""
    largest = max(map(abs, numbers), default=0.0)
    plain = not largest or 1e-3 <= largest < 1e6
    return [(f"{n:.12g}" if plain else _power_text(n)).replace("-", "−") for n in numbers]


def _power_text(number: float) -> str:
    digits, power = f"{number:.11e}".split("e")
    return f"{digits.rstrip('0').rstrip('.')}e{int(power)}" if number else "0"
