"""`python -m tests.bench`: every measurement, printed and written to bench.json."""

import json
from pathlib import Path

from tests.bench import checks


def main() -> None:
    """Measure, print a line a figure, and keep them."""
    figures = checks.measure()
    for name, value in figures.items():
        print(f"{name:32} {value:10.3f}")
    Path("bench.json").write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
