"""What may stand in an answer that is judged by itself: kinds of syntax, and names by their home.

It is judged by its text, so nothing may stand there that reaches what does not: code by another
way, text that becomes code, frames, the grader. Whatever is not listed is refused, so what a new
PyTorch brings along is refused as well, until somebody has looked at it.
"""

from __future__ import annotations

import ast
import functools
import importlib
import math
from collections.abc import Callable
from types import ModuleType
from typing import Any


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# -- syntax --------------------------------------------------------------------------------------

# Not there: `async`, `await`, `type` statements, and patterns of classes other than below.
SYNTAX = (
    *(ast.FunctionDef, ast.ClassDef, ast.Return, ast.Delete, ast.Assign, ast.AugAssign),
    *(ast.AnnAssign, ast.For, ast.While, ast.If, ast.With, ast.Raise, ast.Try, ast.Assert),
    *(ast.Import, ast.ImportFrom, ast.Global, ast.Nonlocal, ast.Expr, ast.Pass, ast.Break),
    *(ast.Continue, ast.Match, ast.match_case, ast.ExceptHandler, ast.withitem, ast.alias),
    *(ast.MatchValue, ast.MatchSingleton, ast.MatchSequence, ast.MatchMapping, ast.MatchStar),
    *(ast.MatchAs, ast.MatchOr, ast.MatchClass, ast.arguments, ast.arg, ast.keyword),
    *(ast.BoolOp, ast.NamedExpr, ast.BinOp, ast.UnaryOp, ast.Lambda, ast.IfExp, ast.Dict),
    *(ast.Set, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.comprehension),
    *(ast.Yield, ast.YieldFrom, ast.Compare, ast.Call, ast.FormattedValue, ast.JoinedStr),
    *(ast.Constant, ast.Attribute, ast.Subscript, ast.Starred, ast.Name, ast.List, ast.Tuple),
    *(ast.Slice, ast.expr_context, ast.boolop, ast.operator, ast.unaryop, ast.cmpop),
)
# `case int():` asks for a type and nothing else.
MATCHED_TYPES = _words(
    """
    bool bytes dict float int list set str tuple
    """
)
# Methods with such names that a class may have.
SPECIAL_METHODS = frozenset(
    f"__{name}__"
    for name in _words(
        """
        init post_init call repr str len bool int float index hash eq ne lt le gt ge contains
        getitem setitem iter next enter exit neg abs add sub mul truediv floordiv mod pow matmul
        radd rsub rmul rtruediv rpow rmatmul
        """
    )
)
# Attributes with such names that may be looked at.
SPECIAL_ATTRIBUTES = frozenset({"__init__", "__call__", "__len__", "__name__", "__doc__"})

# -- names by their home -------------------------------------------------------------------------

BUILTINS = _words(
    """
    abs all any ascii bin bool bytearray bytes callable chr classmethod complex dict divmod
    enumerate filter float format frozenset getattr hasattr hash hex id int isinstance
    issubclass iter len list map max min next object oct ord pow print property range repr
    reversed round set slice sorted staticmethod str sum super tuple type zip
    ArithmeticError AssertionError AttributeError BaseException Ellipsis Exception
    FloatingPointError ImportError IndexError KeyError KeyboardInterrupt LookupError
    MemoryError NameError NotImplemented NotImplementedError OSError OverflowError
    RecursionError RuntimeError RuntimeWarning StopIteration TimeoutError TypeError
    UnboundLocalError UserWarning ValueError Warning ZeroDivisionError
    """
)
# Names of modules of which not all that is public may be used. A name of another module here is
# that module.
_NAMED = {
    "collections": "ChainMap Counter OrderedDict abc defaultdict deque namedtuple",
    "collections.abc": """
        Callable Collection Container Generator Hashable Iterable Iterator Mapping MutableMapping
        MutableSequence MutableSet Reversible Sequence Set Sized""",
    "copy": "copy deepcopy",
    "dataclasses": "asdict astuple dataclass field is_dataclass replace",
    "fractions": "Fraction",
    "functools": "cache cached_property cmp_to_key lru_cache partial reduce total_ordering wraps",
    "numbers": "Complex Integral Number Rational Real",
    "operator": """
        abs add and_ concat contains countOf eq floordiv ge getitem gt iadd imul index indexOf inv
        invert is_ is_not isub itemgetter itruediv le length_hint lshift lt matmul mod mul ne neg
        not_ or_ pos pow rshift setitem sub truediv truth xor""",
    "random": """
        choice choices gauss getrandbits normalvariate randint random randrange sample seed
        shuffle triangular uniform""",
    "statistics": """
        fmean geometric_mean harmonic_mean mean median median_high median_low mode multimode
        pstdev pvariance quantiles stdev variance""",
    "time": """
        monotonic monotonic_ns perf_counter perf_counter_ns process_time process_time_ns sleep
        thread_time time time_ns""",
    "typing": """
        Any Callable ClassVar Dict Final FrozenSet Generator Generic Iterable Iterator List Literal
        Mapping NamedTuple NoReturn Optional ParamSpec Protocol Self Sequence Set Sized
        SupportsFloat SupportsIndex SupportsInt Tuple Type TypeAlias TypeVar Union cast""",
    "numpy": """
        abs absolute all allclose amax amin any append apply_along_axis apply_over_axes
        arange arccos arcsin arctan arctan2 argmax argmin argsort argwhere around array
        array_equal array_split asarray ascontiguousarray atleast_1d atleast_2d atleast_3d
        average bincount bool bool_ broadcast_arrays broadcast_shapes broadcast_to cbrt ceil
        clip column_stack complex128 complex64 concatenate convolve copy corrcoef cos cosh
        count_nonzero cov cross cumprod cumsum deg2rad degrees delete diag diag_indices
        diagonal diff digitize divide dot double dsplit dstack dtype e ediff1d einsum
        einsum_path empty empty_like equal exp exp2 expand_dims expm1 eye fill_diagonal
        finfo flatnonzero flip fliplr flipud float16 float32 float64 floating floor
        floor_divide fmax fmin fmod from_dlpack frombuffer fromfunction fromiter frompyfunc
        full full_like gradient greater greater_equal half heaviside histogram hsplit hstack
        hypot identity iinfo indices inf inner insert int16 int32 int64 int8 intersect1d
        integer interp invert isclose isfinite isin isinf isnan isscalar ix_ kron lcm less
        less_equal lexsort linalg linspace log log10 log1p log2 logaddexp logical_and
        logical_not logical_or logical_xor logspace matmul max maximum mean median meshgrid
        mgrid min minimum mod moveaxis multiply nan nan_to_num nanargmax nanargmin nanmax
        nanmean nanmin nanstd nansum ndarray ndenumerate ndim ndindex negative newaxis
        nonzero not_equal number ogrid ones ones_like outer pad percentile pi place polyfit
        polyval power prod ptp quantile rad2deg radians random ravel reciprocal remainder
        repeat reshape resize rint roll rollaxis rot90 round searchsorted select setdiff1d
        shape sign sin single sinh size sort split sqrt square squeeze stack std subtract
        sum swapaxes take take_along_axis tan tanh tensordot tile trace transpose tri tril
        tril_indices triu triu_indices true_divide trunc uint16 uint32 uint64 uint8 union1d
        unique unravel_index unwrap vander var vdot vectorize vsplit vstack where zeros
        zeros_like""",
    "numpy.linalg": """
        LinAlgError cholesky cond det eig eigh eigvals eigvalsh inv lstsq matrix_power matrix_rank
        multi_dot norm pinv qr slogdet solve svd""",
    "numpy.random": """
        Generator choice default_rng normal permutation rand randint randn random random_sample
        seed shuffle standard_normal uniform""",
    "torch": """
        BoolTensor ByteTensor CharTensor DoubleTensor FloatTensor Generator HalfTensor
        IntTensor LongTensor OutOfMemoryError ShortTensor Size Tensor accelerator
        are_deterministic_algorithms_enabled atleast_1d atleast_2d atleast_3d autograd
        backends block_diag bool broadcast_shapes broadcast_tensors cartesian_prod cdist
        cdouble cfloat chain_matmul channels_last chalf complex128 complex32 complex64
        contiguous_format cpu cuda default_generator device double dtype e einsum
        enable_grad fft finfo float float16 float32 float64 bfloat16 func get_default_device
        get_default_dtype get_rng_state half iinfo inf inference_mode initial_seed int int16
        int32 int64 int8 is_grad_enabled is_inference_mode_enabled is_tensor istft layout
        linalg long lu manual_seed memory_format meshgrid mps nan newaxis nn no_grad norm
        optim pca_lowrank pi preserve_format random seed set_default_dtype set_grad_enabled
        set_rng_state set_printoptions short sparse_coo special split stft strided
        svd_lowrank tensordot typename uint16 uint32 uint64 uint8 unique unique_consecutive
        unravel_index vmap xpu float8_e4m3fn float8_e4m3fnuz float8_e5m2 float8_e5m2fnuz
        get_num_threads set_num_threads""",
    "torch.accelerator": """
        current_accelerator current_device_index device_count device_index is_available
        set_device_index synchronize""",
    "torch.autograd": "backward forward_ad functional grad no_grad enable_grad set_grad_enabled",
    "torch.autograd.forward_ad": "dual_level make_dual unpack_dual",
    "torch.autograd.functional": "hessian hvp jacobian jvp vhp vjp",
    "torch.backends": "cuda mps",
    "torch.backends.cuda": "is_built",
    "torch.backends.mps": "is_available is_built",
    "torch.cpu": "current_device device_count is_available synchronize",
    "torch.cuda": """
        Event current_device device_count empty_cache get_device_name is_available
        max_memory_allocated memory_allocated synchronize""",
    "torch.func": """
        functional_call grad grad_and_value hessian jacfwd jacrev jvp linearize vjp vmap""",
    "torch.mps": "device_count synchronize",
    "torch.nn": "functional init parameter Parameter Buffer",
    "torch.nn.init": """
        constant_ eye_ kaiming_normal_ kaiming_uniform_ normal_ ones_ orthogonal_ trunc_normal_
        uniform_ xavier_normal_ xavier_uniform_ zeros_""",
    "torch.nn.functional": "relu",
    "torch.nn.parameter": "Parameter",
    "torch.optim": "Adam AdamW Optimizer SGD",
    "torch.random": "fork_rng get_rng_state initial_seed manual_seed seed set_rng_state",
    "torch.xpu": "device_count is_available synchronize",
}
# Of these all that is public and written in C: operations on numbers and tensors, no more.
_OF_C = ("math", "cmath", "torch.fft", "torch.linalg", "torch.special")
# What lies among PyTorch's operations and is none.
_NO_OPERATIONS = frozenset({"from_file"})
# What any accelerator's module has.
_OF_DEVICES = _words(
    """
    current_device device_count is_available synchronize
    """
)


def may_import(module: str) -> bool:
    """Whether an answer may import the module of that name."""
    return bool(names_in(module))


@functools.cache
def names_in(module: str) -> frozenset[str]:
    """The names of a module that an answer may use; none for a module that is not for it."""
    if module in _OF_C:
        kinds = (type(math.sin), float, complex)
        return _public(module, lambda value: isinstance(value, kinds))
    if module == f"torch.{_practice()}":
        return _OF_DEVICES
    names = frozenset(_NAMED.get(module, "").split())
    return names | _more_of_torch(module) if names else names


def _more_of_torch(module: str) -> frozenset[str]:
    """PyTorch's operations and layers, which are too many to be listed."""
    import torch

    if module == "torch":
        operations = frozenset(n for n in dir(torch._C._VariableFunctions) if n[:1] != "_")
        return (operations - _NO_OPERATIONS) | {_practice()}
    if module == "torch.nn":
        layer = torch.nn.Module
        return _public(module, lambda value: isinstance(value, type) and issubclass(value, layer))
    if module == "torch.nn.functional":
        homes = (module, "torch._C._nn", None)
        return _public(
            module, lambda value: callable(value) and getattr(value, "__module__", "") in homes
        )
    return frozenset()


def _practice() -> str:
    import torch

    return torch._C._get_privateuse1_backend_name()


def _public(module: str, wanted: Callable[[Any], bool]) -> frozenset[str]:
    home = vars(importlib.import_module(module))
    return frozenset(name for name, value in home.items() if name[:1] != "_" and wanted(value))


@functools.cache
def attributes() -> frozenset[str]:
    """Names that may stand after a dot: of modules, and of the data that an answer handles."""
    import numpy
    import torch

    data = (
        *(bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset, range, slice),
        *(torch.Tensor, torch.Size, torch.Generator, torch.device, torch.dtype, torch.finfo),
        *(torch.iinfo, torch.nn.Module, torch.nn.Sequential, torch.nn.Linear, torch.optim.SGD),
        *(numpy.ndarray, numpy.generic, numpy.dtype, numpy.random.Generator, property),
    )
    modules = (*_NAMED, *_OF_C)
    names = {name for home in data for name in dir(home) if name[:1] != "_"}
    names |= {name for module in modules for name in names_in(module)}
    return frozenset(names - _NO_DATA) | _OF_OTHERS | SPECIAL_ATTRIBUTES


# Of data, and not for an answer: what calls back later, what leads to the machine, and what a
# module of PyTorch's can compile.
_NO_DATA = _words(
    """
    compile ctypes data_ptr dump dumps load_state_dict module_load register_backward_hook
    register_forward_hook register_forward_pre_hook register_full_backward_hook
    register_full_backward_pre_hook register_hook register_load_state_dict_post_hook
    register_load_state_dict_pre_hook register_module register_post_accumulate_grad_hook
    register_state_dict_post_hook register_state_dict_pre_hook reinforce share_memory
    share_memory_ storage storage_type tofile typed_storage untyped_storage
    """
)
# Of an exception, of a named tuple that PyTorch gives, of a context and of a cached function.
_OF_OTHERS = _words(
    """
    args values indices sign logabsdet eigenvalues eigenvectors solution residuals rank
    singular_values U S V Vh Q R L LU P pivots info cache_clear cache_info tangent primal
    record elapsed_time append popleft appendleft
    """
)


class Home:
    """A module as an answer finds it: with the names that it may use, and no others."""

    __slots__ = ("_module", "_name")

    def __init__(self, name: str, module: Any) -> None:
        object.__setattr__(self, "_name", name)
        object.__setattr__(self, "_module", module)

    def __getattribute__(self, name: str) -> Any:
        home = object.__getattribute__(self, "_name")
        if name == "__all__":
            module = object.__getattribute__(self, "_module")
            return sorted(names_in(home).intersection(getattr(module, "__all__", vars(module))))
        if name not in names_in(home):
            raise AttributeError(f"`{home}.{name}` is not there when the answer is run by itself")
        value = getattr(object.__getattribute__(self, "_module"), name)
        inner = f"{home}.{name}"
        # A device's module need not be of the kind that files are.
        return Home(inner, value) if _is_module(value) and may_import(inner) else value

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"`{name}` cannot be changed when the answer is run by itself")


def _is_module(value: Any) -> bool:
    return isinstance(value, ModuleType) or not (callable(value) or hasattr(value, "__float__"))


@functools.cache
def home_of(module: str) -> Home:
    """The module of that name as an answer finds it. Raises ImportError where it may not be had."""
    if not may_import(module):
        raise ImportError(f"`{module}` is not there when the answer is run by itself")
    return Home(module, importlib.import_module(module))
