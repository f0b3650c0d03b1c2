"""`python -m tests.bench.kill`: grading killed at random moments, resumed, and compared.

20 kills over 200 submissions by default; `--kills` and `--submissions` change that.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.grade import killing
from tests.grade.class_of import make_root


def main() -> int:
    """Print a line a kill and what came of it; 1 where the two runs differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--seed", type=int, default=None, help="to see the same moments again")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.randrange(10**6)
    with tempfile.TemporaryDirectory() as folder:
        return _compare(Path(folder), options.kills, options.submissions, random.Random(seed), seed)


def _compare(folder: Path, kills: int, count: int, chance: random.Random, seed: int) -> int:
    whole = make_root(folder / "whole")
    killing.fill(whole, count)
    begun = time.monotonic()
    if killing.start(whole).wait() != 0:
        print("the undisturbed run failed")
        return 1
    seconds = time.monotonic() - begun
    print(f"seed {seed}; {count} submissions undisturbed: {seconds:.1f} s", flush=True)
    root = killing.same_class(whole, folder / "killed")
    for number in range(1, kills + 1):
        # Every third anywhere in a run, its start and end included; else at a share of what is left
        # that leaves something for the kills to come.
        if number % 3 == 0:
            end = time.monotonic() + chance.uniform(0, seconds / 4)
            early = killing.kill_when(root, lambda end=end: time.monotonic() >= end)
        else:
            lines = killing.lines_in(root)
            share = (4 * count - lines) / (kills + 1 - number)
            until = lines + chance.uniform(0, share)
            early = killing.kill_when(root, lambda until=until: killing.lines_in(root) > until)
        done = killing.lines_in(root)
        what = "killed" if early else "was done before it could be killed"
        print(f"{number:3}: {what}, {done} records", flush=True)
    if killing.start(root).wait() != 0:
        print("the last run failed")
        return 1
    same_records = killing.records(root) == killing.records(whole)
    same_rows = killing.gradebook_rows(root) == killing.gradebook_rows(whole)
    print(f"results.jsonl the same, times aside: {same_records}; gradebook rows: {same_rows}")
    return 0 if same_records and same_rows else 1


if __name__ == "__main__":
    sys.exit(main())
