"""What has to be said about tensors and errors on any device."""

import torch

from autograder.devices import kernels

# Narrower than torch.testing has it: what went by way of float32 is off by 1e-8 already.
_DOUBLE = (1e-9, 1e-12)
# (rtol, atol) as torch.testing has them, but for the 16-bit types: two right ways to the same
# number (another order of summation, one rounding more) differ by more than one such rounding.
_TOLERANCES = {
    torch.float16: (5e-3, 1e-3),
    torch.bfloat16: (3.2e-2, 1e-2),
    torch.float32: (1.3e-6, 1e-5),
    torch.float64: _DOUBLE,
    torch.complex64: (1.3e-6, 1e-5),
    torch.complex128: _DOUBLE,
}
# TF32 keeps 10 bits of each factor: an error of 2**-11 a factor.
_TF32 = (1e-3, 1e-3)
# Parallel sums add in an order of their own, and fused multiply-adds round once less.
_PARALLEL = {torch.float32: (1e-5, 1e-5), torch.complex64: (1e-5, 1e-5)}


def is_plain(t: object) -> bool:
    """Whether `t` is a genuine `torch.Tensor`, not of a subclass (`nn.Parameter` is one).

    A tensor that carries an attribute hiding one of torch.Tensor's own is not plain either.
    """
    return type(t) is torch.Tensor and not any(hasattr(torch.Tensor, name) for name in vars(t))


def to_device(t: torch.Tensor, device: torch.device | str) -> torch.Tensor:
    """A copy of `t` on `device`, a leaf: same values, shape, dtype, strides and requires_grad.

    Strides with gaps or repeats (a sliced or expanded tensor) are kept too. Errors: TypeError or
    RuntimeError from PyTorch when the device has no such dtype (float64 on MPS).
    """
    source, device = t.detach(), torch.device(device)
    moved = _copied(source, device)
    if source.layout is torch.strided and moved.stride() != source.stride() and source.numel():
        # Move the stretch of memory that t lies in, and look at it the way t does.
        steps = zip(source.shape, source.stride(), strict=True)
        span = 1 + sum((size - 1) * stride for size, stride in steps)
        stretch = source.as_strided((span,), (1,), source.storage_offset())
        moved = _copied(stretch, device).as_strided(source.shape, source.stride())
    return moved.requires_grad_(t.requires_grad)


def _copied(t: torch.Tensor, device: torch.device) -> torch.Tensor:
    """A copy of `t` on `device`. The checks move many small tensors: they take the short way."""
    if t.layout is torch.strided:
        if t.is_cpu and device.type == kernels.NAME:
            return kernels.send(t)
        if device.type == "cpu" and t.device.type == kernels.NAME:
            return kernels.fetch(t)
    return t.to(device, copy=True)


def to_cpu(t: torch.Tensor) -> torch.Tensor:
    """A copy of `t` on the CPU, a leaf: same values, shape, dtype, strides and requires_grad."""
    return to_device(t, "cpu")


def same_device(a: torch.device | str, b: torch.device | str) -> bool:
    """Whether `a` and `b` name one device; `cuda` is `cuda:0`, `practice` is `practice:0`."""
    a, b = torch.device(a), torch.device(b)
    return a.type == b.type and (a.index or 0) == (b.index or 0)


def tolerance(dtype: torch.dtype, device: torch.device | str) -> tuple[float, float]:
    """(rtol, atol) to compare values of `dtype` computed on `device` with a CPU's; (0, 0) is exact.

    The defaults of torch.testing; narrower for float64; wider for 16-bit types, for accelerators,
    and for CUDA when TF32 is allowed in matrix products.
    """
    rtol, atol = _TOLERANCES.get(dtype, (0.0, 0.0))
    device = torch.device(device)
    if dtype in _PARALLEL and device.type not in ("cpu", "practice"):
        tf32 = device.type == "cuda" and torch.get_float32_matmul_precision() != "highest"
        wider = _TF32 if tf32 else _PARALLEL[dtype]
        rtol, atol = max(rtol, wider[0]), max(atol, wider[1])
    return rtol, atol


def text_of(exc: BaseException) -> str:
    """The message of an error; empty where it raises another when it is asked for it."""
    try:
        return str(exc)
    except Exception:
        return ""


def is_out_of_memory(exc: BaseException) -> bool:
    """Whether `exc` says that a device, or the machine, had no memory left for a tensor."""
    if isinstance(exc, (MemoryError, torch.OutOfMemoryError)):
        return True
    text = text_of(exc)
    return isinstance(exc, RuntimeError) and any(
        sign in text
        for sign in (
            "out of memory",
            "can't allocate memory",
            "not enough memory",
            "_STATUS_ALLOC_FAILED",
        )
    )


def is_asynchronous_cuda_error(exc: BaseException) -> bool:
    """Whether `exc` may come from CUDA work launched before the line that raised it.

    After one of these the process can use CUDA no more.
    """
    if not isinstance(exc, RuntimeError) or is_out_of_memory(exc):
        return False
    text = text_of(exc)
    return "CUDA error" in text or "device-side assert" in text or "CUBLAS_STATUS_EXECUTION" in text
