"""The devices that these tests run on; a real CUDA device only where there is one."""

import pytest
import torch

from autograder import devices

NEEDS_CUDA = [
    pytest.mark.cuda,
    pytest.mark.skipif(torch.cuda.device_count() == 0, reason="no CUDA device on this machine"),
]


@pytest.fixture(
    params=["practice", pytest.param("cuda", marks=NEEDS_CUDA)],
)
def accelerator(request) -> devices.Device:
    """Each accelerator there is, real or practice."""
    return devices.chosen([request.param])[0]


@pytest.fixture(params=["cpu", "practice", pytest.param("cuda", marks=NEEDS_CUDA)])
def device(request) -> devices.Device:
    """Each device there is, the CPU among them."""
    return devices.chosen([request.param])[0]
