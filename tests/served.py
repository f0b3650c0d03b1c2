"""A JupyterLab over a folder, for the tests in a browser."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def jupyter_lab(folder: Path, settings: Path, **environment: str) -> Iterator[str]:
    """Serve `folder`, with configuration and data in `settings`; gives the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    places = {name: str(settings / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")}
    options = [f"--port={port}", f"--ServerApp.root_dir={folder}", "--IdentityProvider.token="]
    options.append("--LabApp.expose_app_in_browser=True")  # so that a test can give commands
    beside = str(Path(sys.executable).parent)
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", *options],
        cwd=folder,
        env=os.environ
        | places
        | environment
        | {"PATH": f"{beside}{os.pathsep}{os.environ['PATH']}"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        while not _answers(address):
            with contextlib.suppress(subprocess.TimeoutExpired):
                raise RuntimeError(f"JupyterLab ended with {server.wait(timeout=0.2)}")
        yield address
    finally:
        server.terminate()
        server.wait()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/api", timeout=5):
            return True
    except (urllib.error.URLError, TimeoutError):
        return False
