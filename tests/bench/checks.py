"""How long a check takes, and what importing the package adds to importing torch."""

import statistics
import subprocess
import sys
import time

from autograder import panel
from autograder.exercises import exercises
from autograder.judge.expected import answer_from
from autograder.judge.verify import verify


def measure() -> dict[str, float]:
    """Milliseconds of a check after the first, right and wrong; seconds that the import adds."""
    right, wrong = [], []
    for one in exercises().values():
        for code in (*one.alternatives[:1], *(m.code for m in one.mistakes)):
            given, program = answer_from(one, code), one.as_cell(code)
            verify(one, given, program=program)
            start = time.perf_counter()
            verdict = verify(one, given, program=program)
            panel.verdict_html(verdict)
            (right if verdict.passed else wrong).append(1e3 * (time.perf_counter() - start))
    return {
        "check right, median ms": statistics.median(right),
        "check right, slowest ms": max(right),
        "check wrong, median ms": statistics.median(wrong),
        "check wrong, slowest ms": max(wrong),
        "import autograder adds, s": _import_cost(),
    }


def _import_cost(runs: int = 5) -> float:
    def seconds(code):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        return time.perf_counter() - start

    seconds("import torch, autograder")
    both = min(seconds("import torch, autograder") for _ in range(runs))
    return both - min(seconds("import torch") for _ in range(runs))
