"""The practice accelerator's clock: simulated seconds, from published numbers of a real card.

Two lines of time run side by side. The *host* launches an operation, pays the launch, and goes on.
The *device* takes the operations in order and works on each for as long as its data sheet says.
Only waiting (`synchronize`, `.item()`, a copy to the CPU) brings the two together. No real clock is
read, so the same program always takes the same simulated time.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import torch


@dataclass(frozen=True)
class DataSheet:
    """The published numbers the simulation runs on. Times in seconds, rates per second."""

    name: str
    # Peak arithmetic rate; other dtypes run at `default_flops`.
    flops: Mapping[torch.dtype | None, float]
    default_flops: float
    memory_bandwidth: float  # bytes per second, each byte read or written once
    transfer_bandwidth: float  # bytes per second between host and device, one direction
    launch: float  # what the host pays to launch one operation
    shortest_kernel: float  # an operation never takes less on the device than this
    wait: float  # what the host pays on top, each time it waits for the device
    start_up: float  # what the first operation of a process pays
    sources: tuple[str, ...]


A100 = DataSheet(
    name="simulated NVIDIA A100 40GB SXM",
    flops={
        torch.float64: 9.7e12,
        torch.float32: 19.5e12,
        torch.float16: 312e12,
        torch.bfloat16: 312e12,
    },
    default_flops=19.5e12,
    memory_bandwidth=1555e9,
    transfer_bandwidth=32e9,
    launch=3.8e-6,
    shortest_kernel=2.9e-6,
    wait=2.9e-6,
    start_up=0.3,
    sources=(
        "Rates: NVIDIA A100 Tensor Core GPU data sheet (2020), 40GB SXM: 19.5 TFLOPS float32, "
        "9.7 TFLOPS float64, 312 TFLOPS float16/bfloat16, 1555 GB/s memory, "
        "PCIe Gen4 at 64 GB/s both ways, so 32 GB/s one way.",
        "Launch, shortest kernel, wait: A. Gray, 'Getting Started with CUDA Graphs', NVIDIA "
        "Technical Blog (2019), measured on a V100: a 2.9 us kernel costs 3.8 us a launch when "
        "launches overlap and 9.6 us when the host waits after each one.",
        "Start-up: our own round figure. Making a CUDA context takes tenths of a second, and how "
        "many depends on driver and machine more than on the card.",
    ),
)


class SimulatedClock:
    """Simulated seconds of one host and one device. Starts cold: the first operation pays for it.

    >>> clock = SimulatedClock(A100)
    >>> clock.launch(nbytes=1 << 20); clock.synchronize()
    """

    def __init__(self, sheet: DataSheet) -> None:
        self.sheet = sheet
        self.launches = 0
        self._host = 0.0
        self._device = 0.0
        self._warm = False

    def now(self) -> float:
        """Simulated seconds on the host, to be used where `time.perf_counter()` would be."""
        return self._host

    @property
    def busy_until(self) -> float:
        """Simulated second at which the device has finished everything launched so far."""
        return self._device

    def restart(self) -> None:
        """Make the device cold again, as in a fresh process; time itself does not go back."""
        self.synchronize()
        self.launches = 0
        self._warm = False

    def launch(self, nbytes: int = 0, flops: float = 0.0, dtype: torch.dtype | None = None) -> None:
        """One operation that moves `nbytes` in device memory and does `flops` operations.

        The host pays for the launch and goes on; the device works on it after what came before.
        """
        sheet = self.sheet
        self._begin()
        self._host += sheet.launch
        work = max(
            nbytes / sheet.memory_bandwidth,
            flops / sheet.flops.get(dtype, sheet.default_flops),
            sheet.shortest_kernel,
        )
        self._device = max(self._device, self._host) + work

    def transfer(self, nbytes: int) -> None:
        """Copy `nbytes` between host and device. The host waits until it is done.

        Ordinary (pageable) host memory is meant, where PyTorch waits even with non_blocking=True.
        The rate is the road's peak, which such memory rarely reaches: this is the best case.
        """
        self._begin()
        self._host += self.sheet.launch
        self._device = max(self._device, self._host) + nbytes / self.sheet.transfer_bandwidth
        self.synchronize()

    def synchronize(self) -> None:
        """The host waits until the device has finished everything launched so far."""
        if self._warm:
            self.wait_until(self._device)

    def wait_until(self, second: float) -> None:
        """The host waits until the device reaches this simulated second."""
        self._host = max(self._host, second) + self.sheet.wait

    def _begin(self) -> None:
        self.launches += 1
        if not self._warm:
            self._warm = True
            self._host += self.sheet.start_up


class Event:
    """A mark in the device's work, with the simulated second at which the device reaches it.

    The practice accelerator's `torch.cuda.Event`; it always records time.
    """

    def __init__(self, clock: SimulatedClock) -> None:
        self._clock = clock
        self._reached: float | None = None

    def record(self) -> None:
        """Put the mark behind everything launched so far."""
        self._reached = max(self._clock.busy_until, self._clock.now())

    def query(self) -> bool:
        """Whether the device has reached the mark by now."""
        return self._reached is None or self._reached <= self._clock.now()

    def synchronize(self) -> None:
        """The host waits until the device has reached the mark."""
        if self._reached is not None:
            self._clock.wait_until(self._reached)

    def elapsed_time(self, end: "Event") -> float:
        """Simulated milliseconds from this mark to `end`. Errors: RuntimeError if unrecorded."""
        if self._reached is None or end._reached is None:
            raise RuntimeError("Both events must be recorded before calculating elapsed time.")
        return 1000 * (end._reached - self._reached)
