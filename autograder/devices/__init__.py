"""What there is to check on: the CPU, a real accelerator, or the practice accelerator.

It knows tensors and devices. It must not know exercises, verdicts, students or notebooks.
Importing it starts nothing; `available()` starts the practice accelerator when that is needed.
"""

from autograder.devices.inventory import (
    Device,
    available,
    chosen,
    clock,
    synchronize,
    unchecked,
)
from autograder.devices.tensors import (
    is_asynchronous_cuda_error,
    is_out_of_memory,
    is_plain,
    same_device,
    text_of,
    to_cpu,
    to_device,
    tolerance,
)
from autograder.errors import DeviceError

__all__ = [
    "Device",
    "DeviceError",
    "available",
    "chosen",
    "clock",
    "is_asynchronous_cuda_error",
    "is_out_of_memory",
    "is_plain",
    "same_device",
    "synchronize",
    "text_of",
    "to_cpu",
    "to_device",
    "tolerance",
    "unchecked",
]
