"""Runs everything that is marked `cuda`, and writes down what came: `make cuda`.

It asks little of the machine: Python, torch with CUDA, numpy, matplotlib, contourpy, msgspec,
pytest and hypothesis; no notebook server, no nbgrader, no network. In parts, for machines that are
lent by the minute:

    python tests/cuda/run.py                    everything
    python tests/cuda/run.py --part exercises   one part
    python tests/cuda/run.py --to report.json   where to write the report
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = {
    "exercises": ["tests/cuda/test_exercises.py"],
    "operations": ["tests/devices", "tests/judge/test_cheats.py"],
    "behaviour": [
        "tests/cuda/test_precision.py",
        "tests/cuda/test_errors.py",
        "tests/cuda/test_cheats.py",
    ],
    "timing": ["tests/cuda/test_recording.py"],
    "rooms": ["tests/cuda/test_rooms.py"],
}
_LONGEST_MESSAGE = 4_000


class Recorder:
    """Keeps the outcome of every test: pytest calls it."""

    def __init__(self) -> None:
        self.tests: list[dict] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test that ran, or that did not come to run."""
        if report.when == "call" or report.outcome != "passed":
            entry = {
                "test": report.nodeid,
                "outcome": report.outcome,
                "seconds": round(report.duration, 3),
            }
            if report.outcome == "skipped" and isinstance(report.longrepr, tuple):
                entry["says"] = report.longrepr[2]
            elif report.outcome == "failed":
                entry["says"] = str(report.longrepr)[-_LONGEST_MESSAGE:]
            self.tests.append(entry)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a file that could not even be read."""
        if report.failed:
            says = str(report.longrepr)[-_LONGEST_MESSAGE:]
            self.tests.append({"test": report.nodeid, "outcome": "failed", "says": says})


def main() -> int:
    """Run the parts that were asked for; pytest's own exit status."""
    parser = argparse.ArgumentParser(description="Run every test that needs a CUDA card.")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this; may be repeated")
    parser.add_argument("--to", type=Path, default=Path("cuda-report.json"), help="the report")
    options = parser.parse_args()
    chosen = options.part or list(PARTS)
    # The project's own options ask for plugins that a bare machine lacks.
    arguments = ["-o", "addopts=", "--strict-markers", "-q", "-m", "cuda", "--rootdir", str(ROOT)]
    arguments += ["-c", str(ROOT / "pyproject.toml"), "-p", "no:cacheprovider"]
    arguments += [str(ROOT / place) for part in chosen for place in PARTS[part]]
    sys.path.insert(0, str(ROOT))  # it need not be installed
    from autograder.devices.recording import machine

    recorder = Recorder()
    status = int(pytest.main(arguments, plugins=[recorder]))
    counts = Counter(test["outcome"] for test in recorder.tests)
    report = {"machine": machine(), "parts": chosen, "counts": counts, "tests": recorder.tests}
    options.to.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(f"{report['machine']['card'] or 'No CUDA card here'}: {dict(counts)}; see {options.to}")
    return status


if __name__ == "__main__":
    raise SystemExit(main())
