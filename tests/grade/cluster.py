"""A Dask cluster on this machine, each of whose parts is a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

LONGEST_WAIT = 60
ROOT = Path(__file__).parents[2]


class Cluster:
    """A scheduler and workers, each a process of its own on the loopback device."""

    def __init__(self, folder: Path, preload: str | None = None):
        self._folder = folder
        self._preload = ["--preload", preload] if preload else []
        self.address_file = folder / "scheduler.json"
        self._log = (folder / "log").open("ab")
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0")
        self.workers: list[subprocess.Popen] = []

    @property
    def address(self) -> str:
        """Where the scheduler listens."""
        wait_until(self._is_told)
        return json.loads(self.address_file.read_text())["address"]

    @property
    def processes(self) -> list[int]:
        """The scheduler and the workers, as this machine numbers them."""
        return [process.pid for process in (self.scheduler, *self.workers)]

    def add_worker(self) -> subprocess.Popen:
        """One more worker, without a nanny that would start it again."""
        options = ["--no-nanny", "--nthreads", "1", "--local-directory", str(self._folder)]
        options += self._preload
        worker = self._start("worker", "--host", "127.0.0.1", *options)
        self.workers.append(worker)
        return worker

    def wait_for_workers(self) -> None:
        """Until as many have come as are alive."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            alive = sum(worker.poll() is None for worker in self.workers)
            client.wait_for_workers(alive, timeout=LONGEST_WAIT)

    def _start(self, what: str, *options: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "distributed.cli.dask_" + what]
        if what == "worker":
            wait_until(self._is_told)
        shared = ["--scheduler-file", str(self.address_file), "--no-dashboard"]
        return subprocess.Popen(
            [*command, *shared, *options],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=self._log,
            stderr=self._log,
        )

    def _is_told(self) -> bool:
        """Whether the scheduler's file is there, whole."""
        try:
            return "address" in json.loads(self.address_file.read_text())
        except (OSError, ValueError):
            return False

    def close(self) -> None:
        """End it all."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()
        self._log.close()


def wait_until(true) -> None:
    """Poll; fail when it takes too long."""
    end = time.monotonic() + LONGEST_WAIT
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.01)
