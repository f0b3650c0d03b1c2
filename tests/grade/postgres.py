"""A real PostgreSQL server on the loopback device, for the length of a test module."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path


def find_programs() -> Path | None:
    """The folder of initdb and pg_ctl; None where there is no PostgreSQL. Debian hides it."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


@contextlib.contextmanager
def server(programs: Path) -> Iterator[str]:
    """A server with nothing in it; its db_url up to the name of a database."""
    # Not below pytest's folder, which is closed to the user that the server runs as.
    with tempfile.TemporaryDirectory(prefix="postgres-") as name:
        folder = Path(name)
        user = _ordinary_user()
        if user is not None:
            os.chown(folder, user, -1)
        data = folder / "data"
        _run(user, programs / "initdb", "-D", data, "-U", "grader", "-A", "trust", "--no-sync")
        port = _free_port()
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -k {folder} -c fsync=off"
        control = (programs / "pg_ctl", "-D", data, "-w", "-t", "120")
        _run(user, *control, "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql://grader@127.0.0.1:{port}"
        finally:
            _run(user, *control, "-m", "immediate", "stop")


def _run(user: int | None, *command: object) -> None:
    # Its own output goes to a file: a server that held a pipe of ours would never let it end.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(list(map(str, command)), user=user, stdout=said, stderr=said, cwd="/")
        said.seek(0)
        assert done.returncode == 0, said.read().decode()


def _ordinary_user() -> int | None:
    """Whom to run as: PostgreSQL refuses root. None for whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_uid
    return 65534


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
