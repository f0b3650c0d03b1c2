"""`python -m tests.bench [SIZE ...]`: every measurement, printed and written to bench.json.

Sizes of classes, in submissions, are 100, 1000 and 5000 unless given.
"""

import json
import sys
from pathlib import Path

from tests.bench import checks, grading


def main(sizes: tuple[int, ...]) -> None:
    """Measure, print a line a figure as it is there, and keep them."""
    figures: dict[str, float] = {}
    for measure in (
        checks.measure,
        grading.compare_with_stock,
        lambda: grading.growth(sizes),
    ):
        _keep(measure(), figures)
    # Stock nbgrader takes the same time for each, however many there are.
    stock = figures["stock, s a submission"]
    ours = {size: figures[f"{size} submissions, s a submission"] for size in sizes}
    _keep({f"{n} submissions, times as fast as stock": stock / s for n, s in ours.items()}, figures)


def _keep(measured: dict[str, float], figures: dict[str, float]) -> None:
    for name, value in measured.items():
        print(f"{name:52} {value:10.3f}", flush=True)
    figures |= measured
    Path("bench.json").write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or (100, 1_000, 5_000))
