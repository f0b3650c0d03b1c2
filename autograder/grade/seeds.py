"""Secret seeds, from which a student's questions are drawn; kept, so a result can be replayed."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from autograder.grade.files import write_whole

# Students draw their seed from a pool, so that what the references give is computed once for many.
# Nobody knows which seed is whose, nor any of the pool.
POOL = 8


class SeedBook:
    """Seeds by student, in a file that only the instructor can read."""

    def __init__(self, path: Path):
        self._path = path

    def seed_of(self, student: str) -> str:
        """The student's seed, given out and kept the first time it is asked for."""
        return self.seeds_of([student])[student]

    def seeds_of(self, students: list[str]) -> dict[str, str]:
        """The seeds of many students at once."""
        import fcntl  # Linux and macOS; this module must import anywhere

        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Beside the file, which is replaced when it is written.
        lock = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)  # two gradings at once must not lose a seed
            kept = self._read()
            new = [student for student in students if student not in kept["students"]]
            for student in new:
                kept["students"][student] = secrets.choice(kept["pool"])
            if new:
                self._write(kept)
        finally:
            os.close(lock)
        return {student: kept["students"][student] for student in students}

    def _read(self) -> dict:
        if self._path.exists():
            return json.loads(self._path.read_text(encoding="utf-8"))
        return {"pool": [secrets.token_hex(8) for _ in range(POOL)], "students": {}}

    def _write(self, kept: dict) -> None:
        write_whole(self._path, json.dumps(kept, indent=1, sort_keys=True).encode(), mode=0o600)
