"""Every operation the course uses, as data: which inputs it takes, and how it is written.

An operation is a function of the device and of tensors on it; what it returns, what it does to its
inputs and what it raises must be the same on every device. `inputs` names one of the kinds that
`test_operations.py` knows how to draw.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F


@dataclass(frozen=True)
class Operation:
    name: str
    inputs: str
    run: Callable

    def __str__(self) -> str:
        return self.name


def _table(inputs: str, /, **operations: Callable) -> list[Operation]:
    return [Operation(name, inputs, run) for name, run in operations.items()]


def _seeded(draw: Callable) -> Callable:
    """`draw` with a generator of the device it draws on."""
    return lambda d: draw(d, torch.Generator(device=d).manual_seed(7))


def _after_seed(draw: Callable) -> Callable:
    def run(d):
        torch.manual_seed(3)
        return draw(d), draw(d)

    return run


def _into(x: torch.Tensor, index: object, value: object) -> torch.Tensor:
    """`x` (not a leaf, so that it may require grad) after `x[index] = value`."""
    y = x * 1
    y[index] = value
    return y


def _written_through(x: torch.Tensor, view: Callable, value: object) -> torch.Tensor:
    base = x.clone()
    view(base).copy_(torch.as_tensor(value, dtype=base.dtype, device=base.device))
    return base


def _twice(function: Callable) -> Callable:
    """The gradient of the gradient of sum(function(x))."""

    def run(d, x):
        x = x.detach().clone().requires_grad_()
        (first,) = torch.autograd.grad(function(x).sum(), x, create_graph=True)
        return torch.autograd.grad(first.square().sum(), x)

    return run


def _accumulated(d, x):
    x = x.detach().clone().requires_grad_()
    (x * x).sum().backward()
    (3 * x).sum().backward()
    return x.grad


def _descended(d, x):
    w = torch.zeros_like(x, requires_grad=True)
    for _ in range(3):
        loss = ((w - x) ** 2).sum()
        loss.backward()
        with torch.no_grad():
            w -= 0.1 * w.grad
            w.grad.zero_()
    return w.detach()


def _network(d, a, b):
    hidden = torch.relu(a @ b)
    return F.mse_loss(hidden @ hidden.T, torch.ones(len(a), len(a), device=d))


ELEMENTWISE = [
    *_table(
        "pair",
        add=lambda d, x, y: x + y,
        subtract=lambda d, x, y: x - y,
        multiply=lambda d, x, y: x * y,
        divide=lambda d, x, y: x / y,
        power=lambda d, x, y: x.abs() ** y,
        floor_divide=lambda d, x, y: x // y,
        truncating_divide=lambda d, x, y: torch.div(x, y, rounding_mode="trunc"),
        remainder=lambda d, x, y: x % y,
        fmod=lambda d, x, y: torch.fmod(x, y),
        maximum=lambda d, x, y: torch.maximum(x, y),
        minimum=lambda d, x, y: torch.minimum(x, y),
        atan2=lambda d, x, y: torch.atan2(x, y),
        hypot=lambda d, x, y: torch.hypot(x, y),
        where=lambda d, x, y: torch.where(x > y, x, y),
        where_scalar=lambda d, x, y: torch.where(x > y, x, 0.0),
        lerp=lambda d, x, y: torch.lerp(x, y, 0.25),
        addcmul=lambda d, x, y: torch.addcmul(x, x, y, value=2.0),
        alpha=lambda d, x, y: torch.add(x, y, alpha=-3),
        broadcast_tensors=lambda d, x, y: torch.broadcast_tensors(x, y),
        less=lambda d, x, y: x < y,
        less_equal=lambda d, x, y: x <= y,
        equal_each=lambda d, x, y: x == y,
        not_equal=lambda d, x, y: x != y,
        between=lambda d, x, y: (x > 0) & (y < 1) | ~(x >= y),
        isclose=lambda d, x, y: torch.isclose(x, y, equal_nan=True),
        allclose=lambda d, x, y: torch.allclose(x, y),
        equal=lambda d, x, y: (torch.equal(x, y), torch.equal(x, x.clone())),
        logical=lambda d, x, y: torch.logical_xor(x, y),
        mse=lambda d, x, y: ((x - y) ** 2).mean(),
    ),
    *_table(
        "floats",
        add_number=lambda d, x: x + 2,
        number_minus=lambda d, x: 2 - x,
        scale=lambda d, x: x * 2.5,
        halve=lambda d, x: x / 2,
        square_power=lambda d, x: x**2,
        cube=lambda d, x: x**3,
        number_to_the=lambda d, x: 2**x,
        one_over=lambda d, x: 1 / x,
        floor_by_two=lambda d, x: x // 2,
        modulo=lambda d, x: x % 3,
        negative=lambda d, x: -x,
        abs=lambda d, x: x.abs(),
        exp=lambda d, x: x.exp(),
        expm1=lambda d, x: x.expm1(),
        log=lambda d, x: x.log(),
        log1p=lambda d, x: x.log1p(),
        log2=lambda d, x: x.log2(),
        sqrt=lambda d, x: x.sqrt(),
        rsqrt=lambda d, x: x.rsqrt(),
        square=lambda d, x: x.square(),
        reciprocal=lambda d, x: x.reciprocal(),
        sin=lambda d, x: x.sin(),
        cos=lambda d, x: x.cos(),
        tan=lambda d, x: x.tan(),
        tanh=lambda d, x: x.tanh(),
        atan=lambda d, x: x.atan(),
        sigmoid=lambda d, x: x.sigmoid(),
        relu=lambda d, x: torch.relu(x),
        leaky_relu=lambda d, x: F.leaky_relu(x),
        gelu=lambda d, x: F.gelu(x),
        softplus=lambda d, x: F.softplus(x),
        erf=lambda d, x: x.erf(),
        floor=lambda d, x: x.floor(),
        ceil=lambda d, x: x.ceil(),
        round=lambda d, x: x.round(),
        round_decimals=lambda d, x: x.round(decimals=1),
        trunc=lambda d, x: x.trunc(),
        sign=lambda d, x: x.sign(),
        clamp=lambda d, x: x.clamp(-0.5, 1),
        clamp_min=lambda d, x: x.clamp(min=0),
        isnan=lambda d, x: x.isnan(),
        isinf=lambda d, x: x.isinf(),
        isfinite=lambda d, x: torch.isfinite(x),
        nan_to_num=lambda d, x: x.nan_to_num(),
        masked_fill=lambda d, x: x.masked_fill(x > 0, -1),
        heaviside=lambda d, x: torch.heaviside(x, torch.ones((), device=d)),
        cpu_scalar_takes_part=lambda d, x: x * torch.tensor(3.0, device="cpu"),
    ),
    *_table(
        "integers",
        int_add=lambda d, x: x + 1,
        int_and_float=lambda d, x: x + 1.5,
        int_divide=lambda d, x: x / 2,
        int_floor_divide=lambda d, x: x // 2,
        int_truncate=lambda d, x: torch.div(x, 2, rounding_mode="trunc"),
        int_mean=lambda d, x: x.mean(),
        int_power=lambda d, x: x**2,
        bits=lambda d, x: (x & 3) | (x ^ 5),
        bit_not=lambda d, x: ~x,
        shift=lambda d, x: (x << 2) >> 1,
        even=lambda d, x: x % 2 == 0,
        int_in_place_float=lambda d, x: x.add_(1.5),
        int_requires_grad=lambda d, x: x.requires_grad_(),
        one_hot=lambda d, x: F.one_hot(x.abs(), 20),
        bincount=lambda d, x: torch.bincount(x.abs().flatten(), minlength=3),
        isin=lambda d, x: torch.isin(x, torch.tensor([1, 2], device=d)),
    ),
]

REDUCTIONS = [
    *_table(
        "floats",
        sum=lambda d, x: x.sum(),
        mean=lambda d, x: x.mean(),
        prod=lambda d, x: x.prod(),
        std=lambda d, x: x.std(),
        std_population=lambda d, x: x.std(correction=0),
        var=lambda d, x: x.var(),
        max=lambda d, x: x.max(),
        min=lambda d, x: x.min(),
        aminmax=lambda d, x: torch.aminmax(x),
        argmax=lambda d, x: x.argmax(),
        argmin=lambda d, x: x.argmin(),
        median=lambda d, x: x.median(),
        all=lambda d, x: (x > 0).all(),
        any=lambda d, x: (x > 0).any(),
        count_nonzero=lambda d, x: x.count_nonzero(),
        nonzero=lambda d, x: x.nonzero(),
        nonzero_tuple=lambda d, x: torch.where(x > 0),
        argwhere=lambda d, x: torch.argwhere(x > 0),
        norm=lambda d, x: torch.norm(x),
        vector_norm=lambda d, x: torch.linalg.vector_norm(x),
        norm_one=lambda d, x: torch.linalg.vector_norm(x, ord=1),
        norm_infinity=lambda d, x: torch.linalg.vector_norm(x, ord=math.inf),
        unique=lambda d, x: torch.unique(x),
        unique_counts=lambda d, x: torch.unique(x, return_inverse=True, return_counts=True),
        centred=lambda d, x: x - x.mean(),
        item=lambda d, x: x.item(),
        tolist=lambda d, x: x.tolist(),
        bool=lambda d, x: bool(x),
        float=lambda d, x: float(x),
        int=lambda d, x: int(x),
        len=lambda d, x: len(x),
        iterate=lambda d, x: list(iter(x)),
        contains=lambda d, x: 1.0 in x,
        numpy_of_copy=lambda d, x: x.detach().cpu().numpy().tolist(),
        facts=lambda d, x: (x.shape, x.ndim, x.numel(), x.element_size(), x.nbytes, x.stride()),
    ),
    *_table(
        "matrix",
        sum_rows=lambda d, x: x.sum(0),
        sum_columns=lambda d, x: x.sum(dim=1, keepdim=True),
        sum_both=lambda d, x: x.sum((0, 1)),
        sum_as_double=lambda d, x: x.sum(0, dtype=torch.float64),
        mean_dim=lambda d, x: x.mean(dim=1, keepdim=True),
        std_dim=lambda d, x: x.std(0),
        max_dim=lambda d, x: x.max(1),
        min_dim=lambda d, x: x.min(0, keepdim=True),
        amax=lambda d, x: x.amax(1),
        amin=lambda d, x: x.amin(0),
        argmax_dim=lambda d, x: x.argmax(1),
        median_dim=lambda d, x: x.median(1),
        prod_dim=lambda d, x: x.prod(0),
        any_dim=lambda d, x: (x > 0).any(1),
        norm_rows=lambda d, x: torch.linalg.vector_norm(x, dim=1, keepdim=True),
        matrix_norm=lambda d, x: torch.linalg.matrix_norm(x),
        normalised=lambda d, x: F.normalize(x, dim=1),
        standardised=lambda d, x: (x - x.mean(0)) / x.std(0),
        softmax=lambda d, x: torch.softmax(x, 1),
        softmax_by_hand=lambda d, x: (x - x.amax(1, True)).exp() / x.exp().sum(1, True),
        log_softmax=lambda d, x: F.log_softmax(x, dim=0),
        logsumexp=lambda d, x: torch.logsumexp(x, dim=1),
        cumsum=lambda d, x: x.cumsum(0),
        cumprod=lambda d, x: x.cumprod(1),
        cummax=lambda d, x: x.cummax(0),
        diff=lambda d, x: x.diff(dim=1),
        sort=lambda d, x: x.sort(dim=1),
        sort_descending=lambda d, x: torch.sort(x, dim=0, descending=True, stable=True),
        argsort=lambda d, x: x.argsort(dim=1),
        topk=lambda d, x: x.topk(1, dim=1),
        trace=lambda d, x: x.trace(),
        quantile=lambda d, x: torch.quantile(x, 0.5, dim=0),
        cross_entropy=lambda d, x: F.cross_entropy(x, torch.zeros(len(x), dtype=int, device=d)),
    ),
    *_table("vector", histc=lambda d, x: torch.histc(x, 4, -2, 2)),
]

MATRICES = [
    *_table(
        "product",
        matmul=lambda d, a, b: a @ b,
        mm=lambda d, a, b: torch.mm(a, b),
        matmul_method=lambda d, a, b: a.matmul(b),
        mm_out=lambda d, a, b: torch.mm(a, b, out=torch.empty(0, device=d)),
        product_by_sum=lambda d, a, b: (a[:, :, None] * b[None]).sum(1),
        einsum=lambda d, a, b: torch.einsum("ij,jk->ik", a, b),
        matrix_vector=lambda d, a, b: a @ b[:, 0],
        vector_matrix=lambda d, a, b: a[0] @ b,
        mv=lambda d, a, b: torch.mv(a, b[:, 0]),
        dot=lambda d, a, b: a[0].dot(b[:, 0]),
        inner_by_at=lambda d, a, b: a[0] @ b[:, 0],
        wrong_way_round=lambda d, a, b: b @ a,
        addmm=lambda d, a, b: torch.addmm(torch.ones(b.shape[1], device=d), a, b),
        linear=lambda d, a, b: F.linear(a, b.T),
        batched=lambda d, a, b: a.expand(3, *a.shape) @ b,
        bmm=lambda d, a, b: torch.bmm(a[None], b[None]),
        gram=lambda d, a, b: a.T @ a,
        mixed_dtypes=lambda d, a, b: a @ b.double(),
        network=_network,
    ),
    *_table(
        "vector_pair",
        outer=lambda d, x, y: torch.outer(x, y),
        outer_by_broadcast=lambda d, x, y: x[:, None] * y,
        einsum_outer=lambda d, x, y: torch.einsum("i,j->ij", x, y),
        distances=lambda d, x, y: (x[:, None] - y[None, :]).abs(),
        cdist=lambda d, x, y: torch.cdist(x[:, None], y[:, None]),
        meshgrid=lambda d, x, y: torch.meshgrid(x, y, indexing="ij"),
        cartesian=lambda d, x, y: torch.cartesian_prod(x, y),
        searchsorted=lambda d, x, y: torch.searchsorted(x.sort().values, y),
        bucketize=lambda d, x, y: torch.bucketize(y, x.sort().values),
    ),
    *_table(
        "matrix",
        transpose=lambda d, x: x.T,
        t=lambda d, x: x.t(),
        mT=lambda d, x: x.mT,
        transpose_dims=lambda d, x: x.transpose(0, 1),
        swapaxes=lambda d, x: x.swapaxes(0, 1),
        tril=lambda d, x: x.tril(),
        triu=lambda d, x: x.triu(1),
        diag=lambda d, x: x.diag(),
        diagonal=lambda d, x: x.diagonal(),
        solve=lambda d, x: torch.linalg.solve(
            x.T @ x + torch.eye(x.shape[1], device=d), x.T.sum(1)
        ),
        inverse=lambda d, x: torch.linalg.inv(x.T @ x + torch.eye(x.shape[1], device=d)),
        determinant=lambda d, x: torch.linalg.det(x.T @ x),
    ),
    *_table("vector", diag_of_vector=lambda d, x: torch.diag(x)),
]

RANDOM = _table(
    "nothing",
    rand=_seeded(lambda d, g: torch.rand(2, 3, 4, generator=g, device=d)),
    randn=_seeded(lambda d, g: torch.randn(2, 3, generator=g, device=d)),
    randint=_seeded(lambda d, g: torch.randint(0, 6, (9,), generator=g, device=d)),
    randperm=_seeded(lambda d, g: torch.randperm(9, generator=g, device=d)),
    normal=_seeded(lambda d, g: torch.normal(1.0, 2.0, (5,), generator=g, device=d)),
    uniform_=_seeded(lambda d, g: torch.zeros(5, device=d).uniform_(-1, 1, generator=g)),
    normal_=_seeded(lambda d, g: torch.zeros(5, device=d).normal_(generator=g)),
    random_=_seeded(lambda d, g: torch.zeros(5, device=d).random_(3, generator=g)),
    exponential_=_seeded(lambda d, g: torch.zeros(5, device=d).exponential_(generator=g)),
    bernoulli=_seeded(lambda d, g: torch.bernoulli(torch.full((9,), 0.5, device=d), generator=g)),
    multinomial=_seeded(
        lambda d, g: torch.multinomial(torch.arange(5.0, device=d), 3, generator=g)
    ),
    second_draw=_seeded(
        lambda d, g: torch.stack(
            [torch.rand(3, generator=g, device=d), torch.rand(3, generator=g, device=d)]
        )
    ),
    after_manual_seed=_after_seed(lambda d: torch.randn(4, device=d)),
    randperm_after_seed=_after_seed(lambda d: torch.randperm(6, device=d)),
    rand_like_after_seed=_after_seed(lambda d: torch.rand_like(torch.zeros(2, 2, device=d))),
    dropout_after_seed=_after_seed(lambda d: F.dropout(torch.ones(20, device=d))),
)

CREATION = [
    *_table(
        "nothing",
        tensor=lambda d: torch.tensor([[1, 2], [3, 4]], device=d),
        tensor_scalar=lambda d: torch.tensor(5.0, device=d),
        tensor_bool=lambda d: torch.tensor([True, False], device=d),
        tensor_empty=lambda d: torch.tensor([], device=d),
        tensor_ragged=lambda d: torch.tensor([[1], [2, 3]], device=d),
        tensor_requires_grad=lambda d: torch.tensor([1.0], device=d, requires_grad=True),
        as_tensor=lambda d: torch.as_tensor([1, 2.5], device=d),
        asarray=lambda d: torch.asarray([1, 2], device=d),
        arange=lambda d: torch.arange(10, device=d),
        arange_float=lambda d: torch.arange(1, 1.3, 0.1, device=d),
        arange_down=lambda d: torch.arange(5, 0, -2, device=d),
        arange_reshape=lambda d: torch.arange(10, device=d).reshape(-1, 5),
        linspace=lambda d: torch.linspace(0, 1, 5, device=d),
        logspace=lambda d: torch.logspace(0, 2, 3, device=d),
        zeros=lambda d: torch.zeros((5, 10), device=d),
        zeros_of_nothing=lambda d: torch.zeros(0, 3, device=d),
        ones=lambda d: torch.ones(2, 3, dtype=torch.int16, device=d),
        full=lambda d: torch.full((2, 3), 15, device=d),
        full_wrong_name=lambda d: torch.full((5, 10), value=15, device=d),
        full_float=lambda d: torch.full((2,), 1.5, device=d),
        empty=lambda d: torch.empty(2, 3, device=d).shape,
        empty_strided=lambda d: torch.empty_strided((2, 3), (1, 2), device=d).stride(),
        eye=lambda d: torch.eye(3, device=d),
        eye_wide=lambda d: torch.eye(2, 4, dtype=torch.int64, device=d),
        tril_indices=lambda d: torch.tril_indices(3, 3, device=d),
        checkerboard=lambda d: (torch.arange(4, device=d)[:, None] + torch.arange(4, device=d)) % 2,
        scalar_tensor=lambda d: torch.scalar_tensor(2.0, device=d),
        hann_window=lambda d: torch.hann_window(5, device=d),
        # LAPACK may round differently from run to run, on the CPU too.
        fitted_line=lambda d: torch.linalg.lstsq(
            torch.stack([torch.arange(5.0, device=d), torch.ones(5, device=d)], 1),
            torch.arange(5.0, device=d)[:, None] ** 2,
        ).solution.round(decimals=3),
        legacy_tensor=lambda d: torch.Tensor([0, 1, 2]).to(d),
    ),
    *_table(
        "floats",
        zeros_like=lambda d, x: torch.zeros_like(x),
        ones_like=lambda d, x: torch.ones_like(x, dtype=torch.int64),
        full_like=lambda d, x: torch.full_like(x, 3),
        empty_like=lambda d, x: torch.empty_like(x).stride(),
        rand_like=lambda d, x: torch.rand_like(x).shape,
        randn_like=lambda d, x: torch.randn_like(x).stride(),
        randint_like=lambda d, x: torch.randint_like(x, 4).dtype,
        new_zeros=lambda d, x: x.new_zeros(2, 3),
        new_ones=lambda d, x: x.new_ones((2,), dtype=torch.bool),
        new_full=lambda d, x: x.new_full((2,), 7),
        new_empty=lambda d, x: x.new_empty(2, 2).shape,
        new_tensor=lambda d, x: x.new_tensor([1, 2]),
        as_tensor_of_tensor=lambda d, x: torch.as_tensor(x),
    ),
]

DTYPES = _table(
    "floats",
    to_double=lambda d, x: x.to(torch.float64),
    to_same=lambda d, x: x.to(torch.float32),
    to_device_again=lambda d, x: x.to(d),
    to_both=lambda d, x: x.to(d, torch.float64),
    to_like=lambda d, x: torch.ones(2, dtype=torch.int8, device=d).to(x),
    to_copy=lambda d, x: x.to(d, copy=True),
    to_int=lambda d, x: x.nan_to_num(0, 9, -9).int(),
    to_long=lambda d, x: x.nan_to_num(0, 9, -9).long(),
    to_bool=lambda d, x: x.bool(),
    to_half=lambda d, x: x.half(),
    to_bfloat16=lambda d, x: x.bfloat16() * 3,
    to_type=lambda d, x: x.type(torch.float64),
    type_name=lambda d, x: x.dtype,
    type_as=lambda d, x: torch.arange(3, device=d).type_as(x),
    uint8_wraps=lambda d, x: torch.tensor([250, 5], dtype=torch.uint8, device=d) + 10,
    int32_overflow=lambda d, x: torch.tensor([2**31 - 1], dtype=torch.int32, device=d) + 1,
    vector_with_double_scalar=lambda d, x: x + torch.tensor(1.0, dtype=torch.float64, device=d),
    vector_with_double_vector=lambda d, x: x.flatten()[:1] + torch.ones(1, device=d).double(),
    reinterpret=lambda d, x: x.contiguous().view(torch.int32),
    complex=lambda d, x: torch.complex(x, x).conj() * 1j,
    view_as_real=lambda d, x: torch.view_as_real(torch.complex(x, x)),
    complex_product=lambda d, x: (
        torch.complex(x, x).flatten()[:, None].conj().T @ torch.complex(x, x).flatten()[:, None]
    ),
    result_type=lambda d, x: torch.result_type(x, 1.5),
)

VIEWS = [
    *_table(
        "matrix",
        first_row=lambda d, x: x[0],
        last_row=lambda d, x: x[-1],
        first_row_kept=lambda d, x: x[0:1],
        first_column=lambda d, x: x[:, 0],
        first_column_kept=lambda d, x: x[:, 0:1],
        element=lambda d, x: x[0, 0],
        every_second=lambda d, x: x[::2],
        past_the_end=lambda d, x: x[1:100],
        index_past_the_end=lambda d, x: x[100],
        negative_step=lambda d, x: x[::-1],
        ellipsis=lambda d, x: x[..., 0],
        new_axis=lambda d, x: x[:, None],
        reshape=lambda d, x: x.reshape(-1),
        reshape_back=lambda d, x: x.reshape(x.shape[1], -1),
        view=lambda d, x: x.view(-1),
        view_after_transpose=lambda d, x: x.t().view(-1),
        view_as=lambda d, x: x.view_as(x),
        flatten=lambda d, x: x.flatten(),
        ravel=lambda d, x: x.ravel(),
        unflatten=lambda d, x: x.flatten().unflatten(0, x.shape),
        squeeze=lambda d, x: x[0:1].squeeze(0),
        unsqueeze=lambda d, x: x.unsqueeze(1),
        expand=lambda d, x: x.expand(2, *x.shape),
        expand_as=lambda d, x: x[:1].expand_as(x),
        broadcast_to=lambda d, x: x[0].broadcast_to(x.shape),
        unfold=lambda d, x: x.unfold(0, 1, 1),
        as_strided=lambda d, x: x.as_strided((1, 2), (1, 0)),
        narrow=lambda d, x: x.narrow(1, 0, 1),
        select=lambda d, x: x.select(1, 0),
        permute=lambda d, x: x.permute(1, 0),
        movedim=lambda d, x: x.movedim(0, 1),
        chunk=lambda d, x: x.chunk(2),
        split=lambda d, x: x.split(1, dim=1),
        split_sizes=lambda d, x: x.split([1, x.shape[0] - 1]),
        tensor_split=lambda d, x: x.tensor_split(2),
        unbind=lambda d, x: x.unbind(1),
        unpack=lambda d, x: list(x),
        detach=lambda d, x: x.detach(),
        contiguous=lambda d, x: x.contiguous(),
        contiguous_transposed=lambda d, x: x.T.contiguous(),
        alias=lambda d, x: x[:],
        view_of_view=lambda d, x: x[0:2].T[0],
        sliding_windows=lambda d, x: x.flatten().unfold(0, 2, 1),
        out_of_nothing=lambda d, x: x[x.shape[0] :].sum(0),
    ),
    *_table(
        "matrix",
        write_row=lambda d, x: _written_through(x, lambda b: b[0], 7.0),
        write_transpose=lambda d, x: _written_through(x, lambda b: b.T[0], 7.0),
        write_reshaped=lambda d, x: _written_through(x, lambda b: b.reshape(-1)[::2], 7.0),
        write_diagonal=lambda d, x: _written_through(x, lambda b: b.diagonal(), 7.0),
        write_chunk=lambda d, x: _written_through(x, lambda b: b.chunk(2)[0], 7.0),
        write_unfolded=lambda d, x: _written_through(x, lambda b: b.unfold(1, 1, 1)[0], 7.0),
        write_strided=lambda d, x: _written_through(
            x, lambda b: b.as_strided((1,), (1,), b.storage_offset()), 7.0
        ),
        write_expanded=lambda d, x: _written_through(x, lambda b: b.expand(2, *b.shape), 7.0),
        write_detached=lambda d, x: _written_through(x, lambda b: b.detach()[0], 7.0),
    ),
]

COPIES = [
    *_table(
        "matrix",
        clone=lambda d, x: x.clone(),
        flip=lambda d, x: x.flip(0),
        roll=lambda d, x: x.roll(1, 1),
        rot90=lambda d, x: x.rot90(),
        repeat=lambda d, x: x.repeat(2, 3),
        tile=lambda d, x: x.tile(2),
        repeat_interleave=lambda d, x: x.repeat_interleave(2, dim=0),
        list_index=lambda d, x: x[[0, 0]],
        tensor_index=lambda d, x: x[torch.tensor([0, -1], device=d)],
        cpu_tensor_index=lambda d, x: x[torch.tensor([0, -1])],
        two_indices=lambda d, x: x[[0, -1], [0, 0]],
        index_and_slice=lambda d, x: x[[0], :1],
        mask=lambda d, x: x[x > 0],
        row_mask=lambda d, x: x[x.sum(1) > 0],
        masked_select=lambda d, x: x.masked_select(x > 0),
        index_select=lambda d, x: x.index_select(1, torch.tensor([0], device=d)),
        gather=lambda d, x: x.gather(1, x.argsort(1)),
        take_along_dim=lambda d, x: x.take_along_dim(x.argmax(1, keepdim=True), 1),
        take=lambda d, x: x.take(torch.tensor([0], device=d)),
        index_past_the_end_list=lambda d, x: x[[100]],
        pad=lambda d, x: F.pad(x, (1, 1, 2, 0), value=9.0),
        border=lambda d, x: _into(F.pad(x, (1, 1)), (slice(None), 0), 1.0),
        scatter=lambda d, x: x.scatter(1, x.argmax(1, keepdim=True), 5.0),
        scatter_add=lambda d, x: torch.zeros_like(x).scatter_add(
            1, torch.zeros_like(x, dtype=torch.int64), x
        ),
        index_add=lambda d, x: torch.zeros_like(x).index_add(
            0, torch.zeros(len(x), dtype=torch.int64, device=d), x
        ),
        deep_copy=lambda d, x: __import__("copy").deepcopy(x.detach()),
        embedding=lambda d, x: F.embedding(torch.tensor([[0, 0]], device=d), x),
        interpolate=lambda d, x: F.interpolate(x[None, None], scale_factor=2, mode="nearest"),
    ),
    *_table(
        "matrix_pair",
        cat=lambda d, x, y: torch.cat([x, y]),
        cat_columns=lambda d, x, y: torch.cat((x, y), dim=1),
        cat_negative_dim=lambda d, x, y: torch.cat([x, y], dim=-1),
        cat_of_one=lambda d, x, y: torch.cat([x]),
        cat_of_none=lambda d, x, y: torch.cat([]),
        cat_promotes=lambda d, x, y: torch.cat([x, torch.ones_like(y, dtype=torch.int64)]),
        cat_ranks_differ=lambda d, x, y: torch.cat([x, y[0]]),
        cat_scalars=lambda d, x, y: torch.cat([x.sum(), y.sum()]),
        cat_sizes_differ=lambda d, x, y: torch.cat([x, y[:, :1]]),
        cat_with_empty=lambda d, x, y: torch.cat([x, torch.empty(0, x.shape[1], device=d)]),
        cat_out=lambda d, x, y: torch.cat([x, y], out=torch.empty(0, device=d)),
        stack=lambda d, x, y: torch.stack([x, y]),
        stack_last=lambda d, x, y: torch.stack([x, y], dim=-1),
        stack_sizes_differ=lambda d, x, y: torch.stack([x, y[:, :1]]),
        hstack=lambda d, x, y: torch.hstack([x, y]),
        vstack=lambda d, x, y: torch.vstack([x, y[0]]),
        dstack=lambda d, x, y: torch.dstack([x, y]),
        column_stack=lambda d, x, y: torch.column_stack([x, y[:, 0]]),
        block_diag=lambda d, x, y: torch.block_diag(x, y),
        interleave=lambda d, x, y: torch.stack([x, y], 1).reshape(-1, x.shape[1]),
        split_and_cat=lambda d, x, y: torch.cat(torch.cat([x, y]).split(len(x))),
        pad_sequence=lambda d, x, y: torch.nn.utils.rnn.pad_sequence([x, y[:1]]),
        where_mask=lambda d, x, y: torch.where((x > 0)[:, :1], x, y),
    ),
]

IN_PLACE = [
    *_table(
        "writable",
        add_=lambda d, x: x.add_(1),
        sub_=lambda d, x: x.sub_(x),
        mul_=lambda d, x: x.mul_(2),
        div_=lambda d, x: x.div_(2),
        pow_=lambda d, x: x.pow_(2),
        augmented=lambda d, x: x.__iadd__(x[0]),
        zero_=lambda d, x: x.zero_(),
        fill_=lambda d, x: x.fill_(3),
        fill_with_tensor=lambda d, x: x.fill_(torch.tensor(3.0, device=d)),
        copy_=lambda d, x: x.copy_(x.flip(0)),
        copy_from_cpu=lambda d, x: x.copy_(torch.ones(x.shape)),
        clamp_=lambda d, x: x.clamp_(0, 1),
        relu_=lambda d, x: x.relu_(),
        exp_=lambda d, x: x.exp_(),
        neg_=lambda d, x: x.neg_(),
        masked_fill_=lambda d, x: x.masked_fill_(x > 0, 0),
        fill_diagonal_=lambda d, x: x.fill_diagonal_(1),
        tril_=lambda d, x: x.tril_(),
        lerp_=lambda d, x: x.lerp_(x.flip(0), 0.5),
        addcmul_=lambda d, x: x.addcmul_(x, x),
        index_add_=lambda d, x: x.index_add_(
            0, torch.zeros(1, dtype=torch.int64, device=d), x[:1].clone()
        ),
        scatter_=lambda d, x: x.scatter_(1, x.argmax(1, keepdim=True), 9),
        scatter_add_=lambda d, x: x.scatter_add_(1, x.argmax(1, keepdim=True), x[:, :1].clone()),
        index_fill_=lambda d, x: x.index_fill_(0, torch.tensor([0], device=d), 4),
        index_copy_=lambda d, x: x.index_copy_(0, torch.tensor([0], device=d), x[-1:].clone()),
        put_=lambda d, x: x.put_(torch.tensor([0], device=d), torch.tensor([4.0], device=d)),
        transpose_=lambda d, x: x.transpose_(0, 1),
        t_=lambda d, x: x.t_(),
        unsqueeze_=lambda d, x: x.unsqueeze_(0),
        squeeze_=lambda d, x: x.squeeze_(),
        in_place_cannot_grow=lambda d, x: x[0].add_(torch.ones(5, x.shape[1], device=d)),
        expanded_cannot_be_written=lambda d, x: x[:1].expand(4, -1).add_(1),
    ),
    *_table(
        "writable",
        assign_row=lambda d, x: x.__setitem__(0, 4),
        assign_column=lambda d, x: x.__setitem__((slice(None), slice(0, 1)), 4),
        assign_all=lambda d, x: x.__setitem__(slice(None), 0.5),
        assign_ellipsis=lambda d, x: x.__setitem__(..., 0.5),
        assign_tensor=lambda d, x: x.__setitem__(0, x[-1] * 2),
        assign_broadcast=lambda d, x: x.__setitem__(slice(None), x[0].clone()),
        assign_element=lambda d, x: x.__setitem__((0, 0), x[0, 0] + 1),
        assign_cpu_scalar=lambda d, x: x.__setitem__(0, torch.tensor(2.0)),
        assign_mask=lambda d, x: x.__setitem__(x < 0, 0),
        assign_mask_tensor=lambda d, x: x.__setitem__(x > 0, x[x > 0] * 2),
        assign_mask_cpu_scalar=lambda d, x: x.__setitem__(x > 0, torch.tensor(2.0)),
        assign_list=lambda d, x: x.__setitem__([0, -1], 8),
        assign_pairs=lambda d, x: x.__setitem__(([0, -1], [0, 0]), 8),
        assign_wrong_shape=lambda d, x: x.__setitem__(0, torch.ones(7, 9, device=d)),
        repeated_index_adds_once=lambda d, x: x.__setitem__([0, 0], x[[0, 0]] + 1),
        index_put_accumulate=lambda d, x: x.index_put_(
            (torch.tensor([0, 0], device=d),), torch.tensor(1.0, device=d), accumulate=True
        ),
        checkerboard_=lambda d, x: x[::2, ::2].zero_(),
        out_add=lambda d, x: torch.add(x, 1, out=x),
        out_fresh=lambda d, x: torch.add(x, x, out=torch.empty_like(x)),
        out_grows=lambda d, x: torch.add(x, x, out=torch.empty(0, device=d)),
        out_view=lambda d, x: torch.add(x[0], 1, out=x[-1]),
        out_two=lambda d, x: torch.max(
            x, 1, out=(torch.empty(0, device=d), torch.empty(0, dtype=torch.int64, device=d))
        ),
        out_cumsum=lambda d, x: torch.cumsum(x, 0, out=x),
        out_arange=lambda d, x: torch.arange(3, out=torch.empty(0, device=d)),
        out_wrong_dtype=lambda d, x: torch.add(x, 1.5, out=torch.empty(2, device=d).int()),
        resize_smaller=lambda d, x: x.clone().resize_(1),
        set_to_other=lambda d, x: torch.empty(0, device=d).set_(x),
        swapped_rows=lambda d, x: x.__setitem__([0, -1], x[[-1, 0]]),
        data_attribute=lambda d, x: x.data.mul_(2),
    ),
]

AUTOGRAD = [
    *_table(
        "floats",
        accumulate=_accumulated,
        descend=_descended,
        twice_cube=_twice(lambda x: x**3),
        twice_sin=_twice(lambda x: torch.sin(x) * x),
        twice_sigmoid=_twice(torch.sigmoid),
        detached=lambda d, x: x.detach() * x,
        no_grad=lambda d, x: torch.no_grad()(lambda: x * 2)(),
        inference=lambda d, x: torch.inference_mode()(lambda: (x * 2)[..., None].sum())(),
        requires_grad_flag=lambda d, x: (x * 2).requires_grad,
        non_leaf=lambda d, x: (x * 2).is_leaf,
        backward_of_many=lambda d, x: (x.detach().requires_grad_() * 2).backward(),
        leaf_in_place=lambda d, x: x.detach().requires_grad_().add_(1),
        parameter=lambda d, x: torch.nn.Parameter(x.detach()) * 2,
    ),
    *_table(
        "matrix",
        through_slice=lambda d, x: x[0] * x[:, :1],
        through_mask=lambda d, x: x[x > 0] ** 2,
        through_index=lambda d, x: x[[0, 0]].sin(),
        through_assignment=lambda d, x: _into(x, 0, 0.0),
        through_assigned_row=lambda d, x: _into(x, 0, x[-1] * 3),
        through_masked_assignment=lambda d, x: _into(x, x > 0, 0.0),
        through_index_put=lambda d, x: x.index_put((torch.tensor([0], device=d),), x[-1:] * 2),
        through_clone_write=lambda d, x: x.clone().mul_(2)[0].add_(1),
        through_expand=lambda d, x: x[:1].expand(3, -1) * 2,
        through_unfold=lambda d, x: x.unfold(0, 1, 1) ** 2,
        through_where=lambda d, x: torch.where(x > 0, x.exp(), x),
        through_stack=lambda d, x: torch.stack([x, x * 2]).amax(0),
        through_cat=lambda d, x: torch.cat([x, x.T.reshape(x.shape)]) ** 2,
        through_loss=lambda d, x: F.binary_cross_entropy_with_logits(x, torch.ones_like(x)),
        through_norm=lambda d, x: x.norm(dim=1),
        through_pad=lambda d, x: F.pad(x, (0, 1)).cumsum(1),
        through_flip=lambda d, x: x.flip(1) * x,
        through_repeat=lambda d, x: x.repeat(2, 1) * 3,
        through_dtype=lambda d, x: x.double().exp(),
        through_cpu=lambda d, x: x.cpu() * 2,
        through_max=lambda d, x: x.max(),
        through_topk=lambda d, x: x.topk(1).values * x.sort(0).values[0],
        through_view_write=lambda d, x: _into(x * 2, (slice(None), 0), x[:, -1]),
    ),
]

OPERATIONS = [
    *ELEMENTWISE,
    *REDUCTIONS,
    *MATRICES,
    *CREATION,
    *RANDOM,
    *DTYPES,
    *VIEWS,
    *COPIES,
    *IN_PLACE,
    *AUTOGRAD,
]

# What is right on CUDA, and not the same: its generator draws other numbers, and an index out of
# range there ends the process's use of CUDA.
DIFFERENT_ON_CUDA = {
    *(operation.name for operation in RANDOM),
    "index_past_the_end_list",
}

# What leaves the device on purpose.
BACK_ON_THE_CPU = {"through_cpu"}
