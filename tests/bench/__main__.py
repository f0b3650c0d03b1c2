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
        for name, value in measure().items():
            print(f"{name:52} {value:10.3f}", flush=True)
            figures[name] = value
        Path("bench.json").write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or (100, 1_000, 5_000))
