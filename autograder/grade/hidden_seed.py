"""Hidden cases under stock nbgrader: a submission runs with a seed that its author can't know."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade, setenv
from traitlets import Unicode

SEED_VARIABLE = "AUTOGRADER_SEED"  # `check` adds hidden cases, drawn from this, where it is set


def seed_of(student: str, seeds_file: Path) -> int:
    """Return a student's secret seed (63 bits); it is drawn once and kept in `seeds_file`.

    Kept, so that a result can be replayed; readable by the instructor alone.
    """
    import fcntl  # Linux and macOS; this module must import anywhere

    seeds_file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(seeds_file, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # two gradings at once must not lose a seed
        seeds = json.loads(file.read() or "{}")
        if student not in seeds:
            seeds[student] = secrets.randbits(63)
            file.seek(0)
            json.dump(seeds, file, indent=1, sort_keys=True)
            file.truncate()
        return seeds[student]


class ExecuteWithHiddenCases(Execute):
    """nbgrader's own Execute, in an environment that holds the student's seed.

    nbgrader counts whatever a test cell writes to stderr as a failure. Here a check that fails
    raises, so a warning is only a warning: it is left out of the test cells' outputs.
    """

    seeds_file = Unicode("seeds.json", help="Where the students' seeds are kept.").tag(config=True)

    def preprocess(self, nb, resources, *args, **kwargs):
        """Execute one submission; see nbgrader's Execute."""
        student = resources["nbgrader"]["student"]
        seed = seed_of(student, Path(self.seeds_file))
        # Only while it runs: the Validate button may run in this very process.
        with setenv(**{SEED_VARIABLE: str(seed)}):
            nb, resources = super().preprocess(nb, resources, *args, **kwargs)
        for cell in filter(is_grade, nb.cells):
            if cell.cell_type == "code":
                cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
        return nb, resources
