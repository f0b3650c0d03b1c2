"""The state of a process that an answer's outcome depends on, put in order while it is asked.

An earlier cell may have set it. In the notebook and in the grading room an answer is asked in the
same order, and what the cell had set is put back.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import torch


@contextlib.contextmanager
def in_order() -> Iterator[None]:
    """Default dtype float32, default device the CPU, gradients on, within the block.

    Outside of inference mode, and with whatever algorithm is fastest.
    """
    dtype, gradients = torch.get_default_dtype(), torch.is_grad_enabled()
    deterministic = torch.are_deterministic_algorithms_enabled()
    with contextlib.ExitStack() as stack:
        if torch.is_inference_mode_enabled():
            stack.enter_context(torch.inference_mode(False))
        if torch.get_default_device().type != "cpu":
            stack.enter_context(torch.device("cpu"))
        if dtype != torch.float32:
            torch.set_default_dtype(torch.float32)
        if deterministic:
            warn_only = torch.is_deterministic_algorithms_warn_only_enabled()
            torch.use_deterministic_algorithms(False)
        torch.set_grad_enabled(True)
        try:
            yield
        finally:
            torch.set_grad_enabled(gradients)
            torch.set_default_dtype(dtype)
            if deterministic:
                torch.use_deterministic_algorithms(True, warn_only=warn_only)
