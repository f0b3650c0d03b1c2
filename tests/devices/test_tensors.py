"""Moving tensors, comparing devices, and reading what an error means."""

import pytest
import torch

from autograder import devices


class Impostor(torch.Tensor):
    """A subclass that says it is equal to anything."""

    def __eq__(self, other):
        return True

    __hash__ = torch.Tensor.__hash__


def test_a_tensor_of_any_device_is_plain(device):
    assert devices.is_plain(torch.ones(2, device=device.target))


@pytest.mark.parametrize(
    "fake",
    [
        lambda t: t.as_subclass(Impostor),
        lambda t: torch.nn.Parameter(t),
        lambda t: [1.0, 1.0],
        lambda t: None,
        lambda t: t.tolist,
    ],
    ids=["subclass", "parameter", "list", "none", "method"],
)
def test_anything_else_is_not_plain(device, fake):
    assert not devices.is_plain(fake(torch.ones(2, device=device.target)))


def test_a_tensor_whose_method_was_replaced_is_not_plain():
    t = torch.ones(2)
    t.tolist = lambda: [3.0, 3.0]
    assert not devices.is_plain(t)


def test_a_tensor_with_a_note_on_it_is_plain():
    t = torch.ones(2)
    t.note = "mine"
    assert devices.is_plain(t)


@pytest.mark.parametrize(
    "make",
    [
        lambda: torch.arange(6.0).reshape(2, 3),
        lambda: torch.arange(6).reshape(2, 3).T,
        lambda: torch.arange(24.0).reshape(4, 6)[1::2, ::3],
        lambda: torch.arange(3.0).expand(4, 3),
        lambda: torch.tensor(True),
        lambda: torch.empty(0, 3, dtype=torch.bfloat16),
        lambda: torch.arange(9.0)[4:].unfold(0, 3, 1),
    ],
    ids=["matrix", "transposed", "gaps", "expanded", "scalar", "empty", "windows"],
)
def test_moving_keeps_everything(device, make):
    t = make()
    moved = devices.to_device(t, device.target)
    back = devices.to_cpu(moved)
    assert moved.device == device.target
    assert (moved.dtype, moved.shape, moved.stride()) == (t.dtype, t.shape, t.stride())
    assert torch.equal(back, t) and back.stride() == t.stride()


def test_moving_keeps_requires_grad_on_a_leaf(device):
    moved = devices.to_device(torch.ones(2, requires_grad=True) * 2, device.target)
    assert moved.requires_grad and moved.is_leaf


def test_moving_copies_even_to_the_same_device(device):
    t = torch.zeros(2, device=device.target)
    devices.to_device(t, device.target).fill_(1)
    assert t.tolist() == [0, 0]


def test_a_device_without_a_number_is_number_zero(device):
    assert devices.same_device(device.name, f"{device.name}:0")


def test_different_devices_are_not_the_same(accelerator):
    assert not devices.same_device("cpu", accelerator.target)
    assert not devices.same_device("cuda:0", "cuda:1")


@pytest.mark.parametrize("dtype", [torch.int64, torch.bool, torch.uint8])
def test_whole_numbers_must_be_exact(dtype, device):
    assert devices.tolerance(dtype, device.target) == (0, 0)


def test_float32_has_pytorchs_tolerance_on_the_cpu():
    assert devices.tolerance(torch.float32, "cpu") == (1.3e-6, 1e-5)


def test_the_practice_accelerator_is_as_exact_as_the_cpu():
    for dtype in (torch.float16, torch.float32, torch.float64):
        (practice,) = devices.chosen(["practice"])
        assert devices.tolerance(dtype, practice.target) == devices.tolerance(dtype, "cpu")


def test_half_precision_is_wider_than_single():
    half, single = (devices.tolerance(t, "cpu") for t in (torch.float16, torch.float32))
    assert half[0] > single[0] and half[1] > single[1]


def test_cuda_is_wider_and_wider_still_with_tf32(monkeypatch):
    monkeypatch.setattr(torch, "get_float32_matmul_precision", lambda: "highest")
    exact = devices.tolerance(torch.float32, "cuda")
    monkeypatch.setattr(torch, "get_float32_matmul_precision", lambda: "high")
    tf32 = devices.tolerance(torch.float32, "cuda")
    assert devices.tolerance(torch.float32, "cpu")[0] < exact[0] < tf32[0]


def test_a_sum_in_another_order_is_within_tolerance(device):
    for dtype in (torch.float16, torch.bfloat16, torch.float32):
        values = torch.linspace(0, 1, 100).to(device.target, dtype)
        rtol, atol = devices.tolerance(dtype, device.target)
        torch.testing.assert_close(values.sum(), values.flip(0).sum(), rtol=rtol, atol=atol)


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 GiB."),
        RuntimeError("MPS backend out of memory"),
        RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
        RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes"),
        MemoryError(),
    ],
    ids=["cuda", "mps", "cublas", "cpu", "python"],
)
def test_out_of_memory_is_recognised(error):
    assert devices.is_out_of_memory(error) and not devices.is_asynchronous_cuda_error(error)


def test_a_real_failed_allocation_is_recognised():
    with pytest.raises(RuntimeError) as caught:
        torch.empty(1 << 60)
    assert devices.is_out_of_memory(caught.value)


@pytest.mark.parametrize(
    "message",
    [
        "CUDA error: device-side assert triggered\nCUDA kernel errors might be asynchronous",
        "CUDA error: an illegal memory access was encountered",
    ],
)
def test_an_asynchronous_cuda_error_is_recognised(message):
    assert devices.is_asynchronous_cuda_error(RuntimeError(message))


@pytest.mark.parametrize(
    "error", [RuntimeError("shape mismatch"), ValueError("CUDA error"), KeyboardInterrupt()]
)
def test_other_errors_are_neither(error):
    assert not devices.is_out_of_memory(error)
    assert not devices.is_asynchronous_cuda_error(error)


@pytest.mark.cuda
@pytest.mark.skipif(torch.cuda.device_count() == 0, reason="no CUDA device on this machine")
def test_a_real_cuda_allocation_that_is_too_big_is_out_of_memory():
    with pytest.raises(RuntimeError) as caught:
        torch.empty(1 << 50, device="cuda")
    assert devices.is_out_of_memory(caught.value)
