"""The differential test: on every device an operation does what it does on the CPU."""

import re
import warnings
from dataclasses import dataclass, field
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder import devices
from tests.devices.operations import BACK_ON_THE_CPU, DIFFERENT_ON_CUDA, OPERATIONS

pytestmark = pytest.mark.filterwarnings("ignore")

(CPU,) = devices.chosen(["cpu"])
# A leaf that requires grad cannot be written in place, on any device.
NO_GRADIENT = ("nothing", "integers", "writable")
SIZES = st.integers(1, 4)
SHAPES = st.lists(st.integers(0, 4), max_size=3).map(tuple)


@st.composite
def _tensor(draw, shape: tuple[int, ...], awkward: bool, integers: bool = False) -> torch.Tensor:
    """A CPU tensor of `shape`, in any memory layout.

    Awkward values are ties, where a real device may choose another index, and inf, nan and the
    like, where it may round the other way.
    """
    generator = torch.Generator().manual_seed(draw(st.integers(0, 2**16)))
    layout = draw(st.sampled_from(["contiguous", "transposed", "gaps"]))
    memory = tuple(reversed(shape)) if layout == "transposed" else shape
    if layout == "gaps":
        memory = tuple(2 * size + 1 for size in shape)
    if integers:
        values = torch.randint(-9, 10, memory, generator=generator)
    else:
        values = torch.randn(memory, generator=generator)
        kind = draw(st.sampled_from(["ordinary", "ordinary", "ties", "special"]))
        if awkward and kind == "ties":
            values = values.round()
        elif awkward and kind == "special" and values.numel():
            special = torch.tensor([0.0, -0.0, torch.inf, -torch.inf, torch.nan, 1e30, -1e-30])
            where = torch.rand(memory, generator=generator) < 0.3
            pick = torch.randint(0, len(special), memory, generator=generator)
            values = torch.where(where, special[pick], values)
    if layout == "transposed":
        return values.permute(tuple(reversed(range(len(shape)))))
    return values[tuple(slice(1, None, 2) for _ in shape)] if layout == "gaps" else values


@st.composite
def _inputs(draw, kind: str, awkward: bool) -> list[torch.Tensor]:
    """The tensors that an operation of this kind takes."""

    def floats(*shape: int) -> torch.Tensor:
        return draw(_tensor(shape, awkward))

    rows, inner, columns = draw(SIZES), draw(SIZES), draw(SIZES)
    if kind == "nothing":
        return []
    if kind == "floats":
        return [floats(*draw(SHAPES))]
    if kind == "integers":
        return [draw(_tensor(draw(SHAPES), awkward, integers=True))]
    if kind == "pair":
        shape = draw(SHAPES)
        other = [draw(st.sampled_from([size, 1])) for size in shape][draw(st.integers(0, 1)) :]
        pair = [floats(*shape), floats(*other)]
        return pair[::-1] if draw(st.booleans()) else pair
    if kind == "vector":
        return [floats(rows)]
    if kind == "vector_pair":
        return [floats(rows), floats(columns)]
    if kind == "product":
        return [floats(rows, inner), floats(inner, columns)]
    if kind == "matrix_pair":
        return [floats(rows, columns), floats(rows, columns)]
    return [floats(rows, columns)]  # matrix, writable


@dataclass
class Seen:
    """What one run of an operation showed."""

    raised: str | None = None
    message: str | None = None
    results: list[Any] = field(default_factory=list)
    inputs: list[torch.Tensor] = field(default_factory=list)
    gradients: list[torch.Tensor | None] = field(default_factory=list)
    relations: list[tuple] = field(default_factory=list)
    layouts: list[tuple] = field(default_factory=list)
    places: list[bool] = field(default_factory=list)  # whether each result is on the device


def _observe(operation, inputs, device: devices.Device, with_gradient: bool) -> Seen:
    tensors = [devices.to_device(t, device.target) for t in inputs]
    for t in tensors:
        t.requires_grad_(with_gradient and t.is_floating_point())
    seen = Seen(inputs=tensors)
    try:
        # `cuda` and `practice` without a number, as students write them.
        result = operation.run(device.name, *tensors)
        seen.results = _flat(result)
        if with_gradient:
            _backward(seen.results, tensors)
            seen.gradients = [t.grad for t in tensors]
    except Exception as error:
        seen.raised = type(error).__name__
        message = str(error).replace("practiceFloatType", "torch.FloatTensor")
        seen.message = re.sub("practice(:0)?", "cpu", message)
        seen.results = []
    found = [result for result in seen.results if isinstance(result, torch.Tensor)]
    seen.relations = [_relation(result, tensors) for result in found]
    seen.layouts = [_layout(result) for result in found]
    seen.places = [devices.same_device(result.device, device.target) for result in found]
    return seen


def _flat(result: Any) -> list:
    if isinstance(result, (list, tuple)) and not isinstance(result, torch.Size):
        return [part for item in result for part in _flat(item)]
    return [result]


def _backward(results: list, tensors: list[torch.Tensor]) -> None:
    """Backward from every result that can, each element with a weight of its own."""
    losses = [
        (r * torch.arange(1, r.numel() + 1, device=r.device).reshape(r.shape)).abs().sum()
        for r in results
        if isinstance(r, torch.Tensor) and r.requires_grad
    ]
    if losses:
        torch.autograd.backward(losses)


def _relation(result: torch.Tensor, tensors: list[torch.Tensor]) -> tuple:
    """Which inputs `result` is or shares memory with, and whether autograd follows it."""
    storage = result.untyped_storage()._cdata
    return (
        result.requires_grad,
        result._is_view(),
        [(result is t, storage == t.untyped_storage()._cdata) for t in tensors],
    )


def _layout(result: torch.Tensor) -> tuple:
    """How `result` lies in memory. The stride of a dimension of one element or none is nothing."""
    steps = zip(result.shape, result.stride(), strict=True)
    return result.storage_offset(), [s for size, s in steps if size > 1 and result.numel()]


def _assert_same(got: Any, expected: Any, device: devices.Device) -> None:
    if not isinstance(expected, torch.Tensor):  # a number, a shape, or None for no gradient
        # NaN is not equal to itself, but is the same answer.
        assert type(got) is type(expected) and (got == expected or repr(got) == repr(expected))
        return
    assert devices.is_plain(got) and got.dtype == expected.dtype
    rtol, atol = (0, 0) if device.simulated else devices.tolerance(got.dtype, device.target)
    torch.testing.assert_close(
        devices.to_cpu(got).detach(),
        expected.detach(),
        rtol=rtol,
        atol=atol,
        equal_nan=True,
        check_device=False,
        check_stride=False,
    )


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_operation_is_the_same_as_on_the_cpu(operation, accelerator, data):
    if accelerator.name == "cuda" and operation.name in DIFFERENT_ON_CUDA:
        pytest.skip("right on CUDA, and not the same")
    inputs = data.draw(_inputs(operation.inputs, awkward=accelerator.simulated))
    with_gradient = operation.inputs not in NO_GRADIENT and data.draw(st.booleans())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = _observe(operation, inputs, CPU, with_gradient)
        got = _observe(operation, inputs, accelerator, with_gradient)
    assert got.raised == expected.raised
    if accelerator.simulated:
        assert got.message == expected.message
    assert got.relations == expected.relations
    assert got.places == [operation.name not in BACK_ON_THE_CPU] * len(got.places)
    if accelerator.simulated:
        assert got.layouts == expected.layouts
    for what in ("results", "inputs", "gradients"):
        for pair in zip(getattr(got, what), getattr(expected, what), strict=True):
            _assert_same(*pair, accelerator)


def test_names_of_operations_are_unique():
    names = [operation.name for operation in OPERATIONS]
    assert sorted(set(names)) == sorted(names)
