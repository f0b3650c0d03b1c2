"""Measures a real accelerator beside its machine's CPU, for unit 05: `autograder record-gpu`.

It obeys the unit's own rules: a warm-up first, a wait before each look at the clock, the median of
several runs with the spread beside it.
"""

from __future__ import annotations

import datetime as dt
import platform
import statistics
import subprocess
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import torch

from autograder.devices.inventory import Device, clock, synchronize

RUNS = 9
# Elements of a vector, and rows of a square matrix: from where a GPU loses to where it is at home.
VECTORS = (1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000)
MATRICES = (64, 256, 1024, 4096)

Spread = dict[str, float]


def measure(
    device: Device, vectors: Sequence[int] = VECTORS, matrices: Sequence[int] = MATRICES
) -> dict[str, Any]:
    """Time the same work on the CPU and on `device`; the record, ready for JSON. Seconds all.

    Each time is {"median", "shortest", "longest"} of RUNS runs after a warm-up. `launch` is how
    long the call of a small addition takes to come back, `launch_and_wait` until it is done.
    """
    cpu = Device("cpu", simulated=False, target=torch.device("cpu"))
    return {
        "machine": machine() | {"device": device.name},
        "runs": RUNS,
        "multiply": [{"elements": n} | _race(cpu, device, partial(_multiply, n)) for n in vectors],
        "matrix_product": [
            {"rows": n} | _race(cpu, device, partial(_product, n)) for n in matrices
        ],
        "transfer": [{"bytes": 4 * n} | _transfers(device, n) for n in vectors],
    } | _launches(device)


def _race(
    cpu: Device, device: Device, make: Callable[[Device], Callable[[], object]]
) -> dict[str, Any]:
    return {"cpu": _timed(cpu, make(cpu)), "accelerator": _timed(device, make(device))}


def _multiply(n: int, device: Device) -> Callable[[], object]:
    a, b = (torch.rand(n, device=device.target) for _ in range(2))
    return lambda: a * b


def _product(n: int, device: Device) -> Callable[[], object]:
    a, b = (torch.rand(n, n, device=device.target) for _ in range(2))
    return lambda: a @ b


def _transfers(device: Device, n: int) -> dict[str, Spread]:
    """To the device from ordinary and from pinned memory, and back."""
    ordinary = torch.rand(n)
    there = ordinary.to(device.target)
    times = {
        "to_device": _timed(device, lambda: ordinary.to(device.target)),
        "to_cpu": _timed(device, lambda: there.to("cpu")),
    }
    if not device.simulated:
        pinned = ordinary.pin_memory()
        times["pinned_to_device"] = _timed(
            device, lambda: pinned.to(device.target, non_blocking=True)
        )
    return times


def _launches(device: Device) -> dict[str, Spread]:
    small = torch.rand(8, device=device.target)
    return {
        "launch": _timed(device, lambda: small + 1, wait=False),
        "launch_and_wait": _timed(device, lambda: small + 1),
    }


def _timed(device: Device, work: Callable[[], object], *, wait: bool = True) -> Spread:
    now = clock(device)
    times = []
    for _ in range(RUNS + 1):
        synchronize(device)
        start = now()
        kept = work()
        if wait:
            synchronize(device)
        times.append(now() - start)
        del kept
    warm = times[1:]
    return {"median": statistics.median(warm), "shortest": min(warm), "longest": max(warm)}


def machine() -> dict[str, Any]:
    """What is measured on: card, driver and versions; the card is None where there is none."""
    has_card = torch.cuda.is_available()
    return {
        "date": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "card": torch.cuda.get_device_name(0) if has_card else None,
        "driver": _driver(),
        "torch": torch.__version__,
        "cuda": torch.version.cuda,
        "python": platform.python_version(),
        "cpu": platform.processor() or platform.machine(),
        "cpu_threads": torch.get_num_threads(),
        "float32_matmul_precision": torch.get_float32_matmul_precision(),
    }


def _driver() -> str | None:
    ask = ["nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader"]
    try:
        return (
            subprocess.run(ask, capture_output=True, text=True, timeout=30).stdout.strip() or None
        )
    except OSError:
        return None
