"""What the lessons say about PyTorch, asked of the PyTorch that is installed.

One test for each sentence that was once false, half true, or that a new version may overtake. The
comment above each names the unit.
"""

import builtins
import math
import warnings

import numpy as np
import pytest
import torch
from matplotlib.cbook import get_sample_data

from autograder import devices

# -- 01, 02 ---------------------------------------------------------------------------------------


# 01: a list becomes the default dtype; an int64 tensor stays one.
def test_the_capital_t_makes_the_default_dtype_of_a_list():
    assert torch.Tensor([1, 2]).dtype == torch.float32
    assert torch.Tensor(torch.tensor([1, 2])).dtype == torch.int64


# 01: with an integer from 0 up the capital T raises nothing.
def test_the_capital_t_takes_a_size_from_0_up():
    assert torch.Tensor(0).shape == (0,)
    with pytest.raises(RuntimeError):
        torch.Tensor(-1)


# 02: the deck's norm line is True, and the same two numbers in Python differ.
def test_a_python_float_is_shortened_before_it_is_compared():
    length = torch.norm(torch.Tensor([-1, -2, 3]))
    assert length == math.sqrt(1 + 4 + 9)
    assert length.item() != math.sqrt(1 + 4 + 9)


# 02: `sqrt(1 + 4 + 9)` needs an import.
def test_sqrt_is_not_built_in():
    assert not hasattr(builtins, "sqrt")


# 02: forgetting `torch.tensor` is silent for `+` and for `*` with a whole number only.
@pytest.mark.parametrize(
    "line", ["l * l", "l - l", "l / 2", "l ** 2", "-l", "l * 2.0", "l + 1", "l - 1"]
)
def test_a_list_refuses_most_arithmetic(line):
    with pytest.raises(TypeError):
        eval(line, {"l": [1, 2]})


# 02: works without a warning, and is deprecated by its own documentation.
def test_torch_norm_is_deprecated_without_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        torch.norm(torch.ones(2))
    assert "deprecated" in torch.norm.__doc__


# 02: `.T` of anything but a matrix. PyTorch warns once a process, so it is told to warn always.
@pytest.mark.parametrize("shape", [(3,), (2, 3, 4)])
def test_T_of_anything_but_a_matrix_is_deprecated(shape):
    always = torch.is_warn_always_enabled()
    torch.set_warn_always(True)
    try:
        with pytest.warns(UserWarning, match="deprecated"):
            turned = torch.ones(shape).T
    finally:
        torch.set_warn_always(always)
    assert turned.shape == shape[::-1]


# -- 03 -------------------------------------------------------------------------------------------


# 03: `rand` and `randn` make floats, and so do their sisters.
@pytest.mark.parametrize("like", [torch.rand_like, torch.randn_like])
def test_whole_numbers_have_no_random_likeness(like):
    whole = torch.tensor([1, 2])
    with pytest.raises(NotImplementedError):
        like(whole)
    assert like(whole, dtype=torch.float32).dtype == torch.float32


# 03: the first five of twenty needn't be those of a call for five.
def test_randn_fills_long_tensors_by_another_recipe():
    def draw(n):
        return torch.randn(n, generator=torch.Generator().manual_seed(0))

    assert torch.equal(draw(20), draw(20))
    assert not torch.equal(draw(20)[:5], draw(5))


# 03: `view` usually raises after `.t()`: a matrix of one row is the exception.
def test_view_after_a_transpose():
    assert torch.arange(3).reshape(1, 3).t().view(3).tolist() == [0, 1, 2]
    turned = torch.arange(6).reshape(2, 3).t()
    with pytest.raises(RuntimeError, match="reshape"):
        turned.view(6)
    assert turned.contiguous().view(6).tolist() == [0, 3, 1, 4, 2, 5]


# -- 04 -------------------------------------------------------------------------------------------


# 04: in place, a higher kind raises; a wider dtype of the same kind is squeezed in.
def test_in_place_casts_within_a_kind_and_raises_across():
    t = torch.tensor([1, 2], dtype=torch.int8)
    t += torch.tensor([1000, 300])
    assert t.tolist() == [-23, 46]
    half = torch.tensor([1.0], dtype=torch.float16)
    half += torch.tensor([1e6])
    assert half.item() == math.inf
    single = torch.ones(1)
    single += torch.ones(1, dtype=torch.float64)
    assert single.dtype == torch.float32
    with pytest.raises(RuntimeError):
        t += 0.5


# 04: where neither dtype can hold the other, a still wider one is taken; complex is above floats.
@pytest.mark.parametrize(
    ("a", "b", "both"),
    [
        (torch.uint8, torch.int8, torch.int16),
        (torch.float16, torch.bfloat16, torch.float32),
        (torch.float64, torch.complex64, torch.complex128),
    ],
)
def test_promotion(a, b, both):
    assert torch.promote_types(a, b) == both


# -- 05 -------------------------------------------------------------------------------------------


# 05: `allclose` lets a relative error of 1e-5 pass, `assert_close` 1.3e-6 for float32.
def test_assert_close_is_stricter_than_allclose():
    expected, got = torch.tensor([100_000.0]), torch.tensor([100_000.5])
    assert torch.allclose(got, expected)
    with pytest.raises(AssertionError, match="1.3e-06"):
        torch.testing.assert_close(got, expected)


# 05: `sum_order` has a relative error of 1, and nobody made a mistake.
def test_cancellation_has_a_large_relative_error():
    t = torch.tensor([1e8, 1.0, -1e8])
    assert ((t[0] + t[1]) + t[2]).item() == 0.0
    assert ((t[0] + t[2]) + t[1]).item() == 1.0


# 05: which lines make Python wait for a product of 0.1 ms, by the simulated clock.
@pytest.mark.parametrize(
    ("line", "waits"),
    [
        (lambda x: torch.where(x > 0, x, 0.0), False),
        (lambda x: x.shape[0], False),
        (lambda x: x[x > 0], True),
        (lambda x: x.sum(), False),
        (lambda x: x.sum().item(), True),
        (lambda x: bool((x > 0).any()), True),
    ],
)
def test_who_waits_for_the_device(line, waits):
    device = devices.available()[-1]
    if not device.simulated:
        pytest.skip("the clock of a real device has chance in it")
    clock = devices.clock(device)
    big, x = (torch.rand(shape, device=device.target) for shape in ((1024, 1024), (1000,)))
    devices.synchronize(device)
    big @ big
    start = clock()
    line(x)
    assert (clock() - start > 1e-4) == waits


# 05: TF32 is off for `@`.
def test_float32_products_are_exact_by_default():
    assert torch.get_float32_matmul_precision() == "highest"


# -- 06 -------------------------------------------------------------------------------------------


# 06: a loss that is cut everywhere raises in `backward`.
def test_a_graph_cut_everywhere_raises():
    x = torch.tensor(2.0, requires_grad=True)
    with pytest.raises(RuntimeError, match="does not require grad"):
        torch.tensor((x * x).item()).backward()


# 06: cut in one place, it is silently wrong.
def test_a_graph_cut_in_one_place_gives_a_wrong_gradient():
    x = torch.tensor(2.0, requires_grad=True)
    (x * x.detach()).backward()
    assert x.grad.item() == 2.0


# 06: in place is refused for a leaf, and only for a leaf.
def test_in_place_is_refused_for_a_leaf_that_requires_grad():
    w = torch.tensor([1.0], requires_grad=True)
    with pytest.raises(RuntimeError, match="leaf"):
        w -= 0.1
    x = torch.tensor([1.0], requires_grad=True)
    y = x * 2
    y += 1
    y.sum().backward()
    assert x.grad.item() == 2.0


# 06: going back twice *usually* fails: a sum keeps nothing for the way back.
def test_a_sum_can_be_gone_back_through_twice():
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    total = (x + 1).sum()
    total.backward()
    total.backward()
    assert x.grad.tolist() == [2.0, 2.0]


# 06: the printed message offers `retain_graph=True`.
def test_the_second_backward_names_retain_graph():
    x = torch.tensor(3.0, requires_grad=True)
    z = x * x
    z.backward(retain_graph=True)
    z.backward()
    with pytest.raises(RuntimeError, match="retain_graph=True"):
        z.backward()
    assert x.grad.item() == 12.0


# 06: a value that is used several times gathers the slopes of all its uses.
def test_gradients_of_all_uses_add_up():
    x = torch.tensor(3.0, requires_grad=True)
    (5 * x + x * x).backward()
    assert x.grad.item() == 11.0


# 06: floats, or complex numbers.
def test_complex_numbers_may_require_grad():
    assert torch.tensor([1j]).requires_grad_().requires_grad


# 06: `zero_grad` does what `x.grad = None` does.
def test_zero_grad_leaves_none():
    x = torch.ones(1, requires_grad=True)
    (x * x).sum().backward()
    torch.optim.SGD([x], lr=0.1).zero_grad()
    assert x.grad is None


# 06: what inference mode makes can't join a graph later.
def test_inference_mode_is_stricter_than_no_grad():
    x = torch.ones(2, requires_grad=True)
    with torch.inference_mode():
        y = x * 1
    with pytest.raises(RuntimeError, match="[Ii]nference"):
        (x * y).sum().backward()


# -- 07 -------------------------------------------------------------------------------------------


# 07: the ready-made loss warns of a column against a vector.
def test_mse_loss_warns_of_different_sizes():
    with pytest.warns(UserWarning, match="target size"):
        torch.nn.functional.mse_loss(torch.zeros(3, 1), torch.zeros(3))


# 07: an expanded tensor refuses many writes at once, and takes a single one for all its rows.
def test_an_expanded_tensor_refuses_some_writes_only():
    two = torch.tensor([[1, 2, 3]]).expand(2, 3)
    with pytest.raises(RuntimeError, match="clone"):
        two += torch.tensor([[0], [100]])
    two[0, 0] = 100
    assert two.tolist() == [[100, 2, 3], [100, 2, 3]]
    assert two.stride() == (0, 1)


# 07: the gradient of what was stretched is a sum.
def test_the_gradient_of_a_broadcast_bias_is_a_sum():
    bias = torch.zeros(3, requires_grad=True)
    (torch.ones(4, 3) + bias).sum().backward()
    assert bias.grad.tolist() == [4.0, 4.0, 4.0]


# 07, 08: a column stretches across the columns; a vector meets them.
def test_a_column_has_one_number_for_each_row():
    column, vector = torch.tensor([[10], [20]]), torch.tensor([10, 20])
    square = torch.zeros(2, 2, dtype=torch.int64)
    assert (square + column).tolist() == [[10, 10], [20, 20]]
    assert (square + vector).tolist() == [[10, 20], [10, 20]]


# -- 09, 10 ---------------------------------------------------------------------------------------


# 09: an empty vector may join anything, and is ignored.
def test_cat_ignores_an_empty_vector():
    assert torch.cat([torch.zeros(2, 3), torch.empty(0)]).shape == (2, 3)
    with pytest.raises(RuntimeError):
        torch.cat([torch.zeros(2, 3), torch.zeros(1)])


# 09: chunks are views, and outside `no_grad` a piece of what requires grad can't be written to.
def test_a_chunk_of_what_requires_grad_refuses_writes():
    first, _ = torch.zeros(4, requires_grad=True).chunk(2)
    with pytest.raises(RuntimeError, match="view"):
        first += 1


# 10: what is calculated with a NaN becomes NaN; a comparison doesn't.
def test_nan_spreads_by_calculation_and_not_by_comparison():
    nan = torch.tensor([math.nan, 1.0])
    assert (nan + 1).isnan().tolist() == [True, False]
    assert nan.sum().isnan()
    assert (nan == nan).tolist() == [False, True]
    assert (nan > 0).tolist() == [False, True]


# 10: neighbours on the map lie about 2.4 kilometres apart, both ways.
def test_the_steps_of_the_map():
    with get_sample_data("topobathy.npz") as data:
        longitudes, latitudes = data["longitude"], data["latitude"]
    degree = 2 * math.pi * 6_371_000 / 360  # metres
    down = np.diff(latitudes) * degree
    along = np.diff(longitudes).mean() * degree * np.cos(np.radians(latitudes))
    for steps in (down, along):
        assert 2_380 < steps.min() < steps.max() < 2_480
