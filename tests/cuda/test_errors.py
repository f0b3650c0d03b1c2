"""What goes wrong on a card goes wrong late, and may take the process's CUDA with it."""

import subprocess
import sys

import pytest
import torch

from autograder.judge.verify import verify
from tests.judge import sample

DEVICES = ["cpu", "cuda"]


def _in_a_process_of_its_own(code: str) -> str:
    """What `code` prints. A device-side assert leaves a process that can use CUDA no more."""
    prologue = (
        "import torch\nfrom autograder.judge.verify import verify\nfrom tests.judge import sample\n"
        "def broken(a, b):\n"
        "    if a.is_cuda:\n"
        "        torch.zeros(3, device=a.device)[torch.tensor([7], device=a.device)] += 1\n"
        "    return a * b\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", prologue + code], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_index_out_of_range_on_the_card_is_the_answers_own_error():
    printed = _in_a_process_of_its_own(
        "verdict = verify(sample.hadamard, broken, program='', devices=['cpu', 'cuda'])\n"
        "print(verdict.passed, verdict.device)\n"
    )
    assert printed.split() == ["False", "cuda"]


def test_after_a_device_side_assert_the_next_answer_is_not_blamed():
    printed = _in_a_process_of_its_own(
        "verify(sample.hadamard, broken, program='', devices=['cpu', 'cuda'])\n"
        "verdict = verify(sample.hadamard, torch.mul, program='', devices=['cpu', 'cuda'])\n"
        "print(verdict.passed, verdict.devices['cuda'], sep='/')\n"
    )
    assert printed.strip() == "True/not checked"


def test_a_card_without_memory_is_not_the_answers_fault(cuda):
    free, _ = torch.cuda.mem_get_info(cuda.target)
    taken = torch.empty(max(free - (64 << 20), 0), dtype=torch.uint8, device=cuda.target)

    def hungry(a, b):
        if a.is_cuda:
            torch.empty(1 << 40, dtype=torch.uint8, device=a.device)
        return a * b

    verdict = verify(sample.hadamard, hungry, program="", devices=DEVICES)
    del taken
    torch.cuda.empty_cache()
    assert verdict.devices["cuda"] == "not checked"
    assert verdict.passed


def test_a_check_leaves_no_memory_behind(cuda):
    verify(sample.hadamard, torch.mul, program="", devices=DEVICES)
    torch.cuda.synchronize()
    before = torch.cuda.memory_allocated(cuda.target)
    for _ in range(5):
        verify(sample.hadamard, torch.mul, program="", devices=DEVICES)
    assert torch.cuda.memory_allocated(cuda.target) == before


@pytest.mark.parametrize("wrong", [lambda a, b: (a * b).cpu(), lambda a, b: a.cpu() * b.cpu()])
def test_an_answer_left_on_the_cpu_is_named(wrong):
    verdict = verify(sample.hadamard, wrong, program="", devices=DEVICES)
    assert (verdict.aspect, verdict.device) == ("device", "cuda")
