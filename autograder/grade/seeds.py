"""Secret seeds, from which a submission's questions are drawn.

Each submission has a seed of its own: that of a corrected one is another, so that nothing which
feedback shows can be answered from a table. It follows from a secret and from what was handed in,
so a run that was killed, or is repeated, asks the same again. Results are replayed by their record.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from pathlib import Path

from autograder.grade.files import write_whole

_SECRET = "secret"


class SeedBook:
    """The secret of a class, in a file that only the instructor can read."""

    def __init__(self, path: Path):
        self._path = path
        self._secret = b""

    def seed_of(self, student: str, unit: str, content: bytes) -> str:
        """The seed of one submission; the secret is drawn and kept at the first.

        content: a digest of what was handed in.
        """
        if not self._secret:
            self._secret = self._read_or_draw()
        digest = hashlib.blake2b(key=self._secret, digest_size=8)
        for part in (student.encode(), unit.encode()):
            digest.update(hashlib.sha256(part).digest())
        digest.update(content)
        return digest.hexdigest()

    def _read_or_draw(self) -> bytes:
        import fcntl  # Linux and macOS; this module must import anywhere

        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Beside the file, which is replaced when it is written.
        lock = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)  # two gradings at once must not draw two
            kept = json.loads(self._path.read_text("utf-8")) if self._path.exists() else {}
            if _SECRET not in kept:
                kept = {_SECRET: secrets.token_hex(32)}
                write_whole(self._path, json.dumps(kept).encode() + b"\n", mode=0o600)
        finally:
            os.close(lock)
        return bytes.fromhex(kept[_SECRET])
