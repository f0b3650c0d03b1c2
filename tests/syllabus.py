"""What the course has promised: where each pitfall is met, and where each line of the deck is run.

The promises themselves, the syllabus and the deck, are not in the repository, so their words are
repeated here. `tests/test_syllabus.py` looks every place up, in the registry of exercises and in
the source of the unit, and compares the words with the originals where those are at hand.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """A place to meet a pitfall: the exercise of this name, of any unit."""

    exercise: str


@dataclass(frozen=True)
class Mistaken:
    """A mistake of an exercise, known by a piece of its code or of its sentence."""

    exercise: str
    piece: str


@dataclass(frozen=True)
class Shown:
    """Code or prose that the student sees in the unit, outside of the solutions."""

    snippet: str


@dataclass(frozen=True)
class Run:
    """A line of the deck with code in it, and the code cell that runs it or its correct form."""

    words: str
    unit: str
    snippet: str


@dataclass(frozen=True)
class Said:
    """A line of the deck in words, and the piece of the unit that says or corrects it."""

    words: str
    unit: str
    snippet: str


Place = Asked | Mistaken | Shown
Line = Run | Said

# The units for which the syllabus names no pitfall: how to work a notebook, and real data.
NO_PITFALLS = {"00_start_here", "10_capstone"}

# Unit -> pitfall, in a piece of the syllabus' own words -> the places where it is met.
PITFALLS: dict[str, dict[str, tuple[Place, ...]]] = {
    "01_tensors": {
        "`torch.Tensor(5)` is not the scalar 5": (
            Asked("five"),
            Shown("t = torch.Tensor(5)"),
        ),
        "`torch.Tensor(5.)` raises TypeError": (Shown("torch.Tensor(5.)"),),
        "ranks are off by one in the deck": (
            Asked("rank_of_brackets"),
            Mistaken("rank_of_brackets", "the deck's way of counting"),
        ),
        "`torch.Tensor([0, 1, 2, 3]).tolist()` gives floats": (
            Shown("t = torch.Tensor(numbers)"),
            Mistaken("apples_sold", "torch.Tensor([[3, 4], [5, 0], [2, 6]])"),
        ),
        "ragged nested list raises": (Asked("ragged_rows"),),
        "`t[0]` is a 0-d tensor, not a number": (
            Asked("first_number"),
            Mistaken("first_number", "`vector[0]` is still a tensor"),
        ),
        "`.item()` on more than one element raises": (
            Shown("row.item()"),
            Mistaken("first_number", "vector.item()"),
        ),
        "`torch.tensor([1,2]) == [1,2]` is plain False": (
            Asked("equal_to_a_list"),
            Shown("print(a.tolist() == [1, 5, 3])"),
        ),
        "`if t:` and `and` on several elements are ambiguous": (
            Asked("ever_freezing"),
            Mistaken("ever_freezing", "if temperatures < 0:"),
            Shown("if a > 2 and a < 9:"),
        ),
        "shape `()` against `(1,)`": (
            Mistaken("five", "torch.tensor([5])"),
            Shown("torch.tensor([8]).shape"),
        ),
        "`torch.from_numpy` and `.numpy()` share memory, `torch.tensor` copies": (
            Asked("shared_with_numpy"),
            Shown("view = t.numpy()"),
            Shown("copy = torch.tensor(array)"),
        ),
        "`array = array + 1` rebinds and proves nothing about sharing": (
            Asked("shared_with_numpy"),
            Mistaken("shared_with_numpy", "`array = array + 1` makes a *new* array"),
        ),
        "float64 from NumPy": (
            Mistaken("as_batch", "NumPy keeps floats in 64 bits"),
            Shown("torch.from_numpy(np.array([0.5, 1.5])).dtype"),
        ),
    },
    "02_ops": {
        "`torch.norm` is superseded": (
            Shown("torch.linalg.vector_norm(torch.Tensor([-1, -2, 3]))"),
            Shown("nobody maintains it"),
        ),
        "`.abs() == …` and `.sum() == 6` give tensors, not a bool": (
            Shown("torch.Tensor([1, 2, 3]).sum() == 6"),
            Shown("torch.equal(torch.Tensor([-1, -2, 3]).abs(), torch.Tensor([1, 2, 3]))"),
        ),
        "list `*2` repeats, `+` joins": (
            Shown('print(["ha"] * 3)'),
            Shown("print([0, 1] + [4, 5])"),
        ),
        "`*` is not `@`": (Asked("layer_output"),),
        "`mm` takes matrices only": (
            Shown("torch.mm(M, torch.tensor([1, 0, 2]))"),
            Mistaken("layer_output", "torch.mm(weights, x)"),
        ),
        "`.T` on a vector does nothing": (Shown("print(torch.tensor([1, 2, 3]).T)"),),
        "on 3-D is deprecated (`.mT`, permute)": (
            Shown("batch.mT.shape"),
            Shown("batch.permute(2, 0, 1).shape"),
        ),
        "`mean()` of integers raises": (
            Asked("centred"),
            Mistaken("centred", "`mean()` refuses them"),
        ),
        "`std()` is unbiased, NumPy's is not": (
            Shown("heights.std(correction=0)"),
            Mistaken("standardise", "`std` divides by n - 1"),
        ),
        "`max(dim)` returns values and indices": (
            Asked("winners"),
            Mistaken("winners", "`max` with a `dim` gives two things"),
        ),
        "`keepdim`": (Asked("sum_shape"),),
        "`-7 // 2` is −4": (Asked("floor_or_truncate"),),
        "`rounding_mode='trunc'` gives −3": (
            Shown('torch.div(torch.tensor([5, -5]), 4, rounding_mode="trunc")'),
            Mistaken("floor_or_truncate", "[3, -3]"),
        ),
        "`a > 1 & a < 3` precedence": (Asked("strictly_between"),),
        "`add_` against `add`": (Asked("after_add"),),
        "comparing floats (`allclose`)": (Asked("close_enough"), Shown("ten_tenths == 1")),
        "stable softmax": (Asked("stable_softmax"),),
        "logsumexp": (Shown("torch.logsumexp(scores, dim=0)"),),
    },
    "03_creation": {
        "`torch.full((5, 10), value=15)` raises TypeError": (
            Shown("torch.full((5, 10), value=15)"),
        ),
        "with an int it is int64": (Shown("print(fifteens.dtype)"),),
        "arange excludes the end": (Asked("countdown"), Mistaken("countdown", "left out")),
        "`arange(1, 1.3, 0.1)` has 4 elements": (Asked("tenths_count"),),
        "linspace": (Asked("ruler"),),
        "`empty` is not zeros": (Shown("torch.empty(2, 3)"), Mistaken("five", "fills in none")),
        "`randint` excludes high": (Asked("throw_dice"),),
        "a seed fixes a sequence, so the second draw differs": (Asked("second_draw"),),
        "generators": (Asked("measurements"),),
        "`torch.tensor(t)` copies and warns": (Shown("It copies too, but PyTorch warns"),),
        "`*_like` keeps dtype and device": (
            Asked("noise_like"),
            Mistaken("noise_like", "torch.randn(x.shape)"),
        ),
        "`view` after `.t()` raises": (Asked("view_of_turned"),),
        "`reshape` copies": (
            Mistaken("view_of_turned", "`reshape(6)` gives, by copying"),
            Shown("torch.arange(6).reshape(2, 3).t().reshape(6)"),
        ),
        "reshape is not transpose": (Asked("by_exam"),),
        "eye": (Shown("print(torch.eye(3))"),),
        "tril": (Shown("torch.tril("), Asked("causal_mask")),
        "checkerboard": (Asked("checkerboard"),),
        "border from first principles": (Shown("(row == 0) | (row =="),),
    },
    "04_dtype_device": {
        "it is `torch.Size`, not `torch.size`": (Shown("torch.size([10])"),),
        "`.to(dtype)` is today's form of `.type(dtype)`": (
            Shown("torch.arange(10).to(torch.float32)"),
        ),
        "uint8 250 + 10 is 4": (
            Shown("torch.tensor([250], dtype=torch.uint8) + 10"),
            Asked("brighten"),
        ),
        "int + 1.5 is float32": (Shown("(torch.arange(3) + 1.5).dtype"),),
        "float32 vector + float64 scalar stays float32": (Asked("mixed_dtype"),),
        "in-place never promotes": (Shown("t = torch.arange(3) t += 0.5"),),
        "float32 @ float64 raises": (Asked("matmul_mixed"), Shown("single @ double")),
        "`.to()` is not in place": (
            Shown("t.to(torch.int64)  # its result is lost"),
            Mistaken("brighten", "its result is lost"),
            Mistaken("cube_root", "`t.cpu()` leaves `t` where it is"),
        ),
        "`.numpy()` on a tensor that requires grad": (
            Shown("torch.ones(2, requires_grad=True).numpy()"),
        ),
        "or lives on an accelerator raises": (Asked("cube_root"), Shown("there.numpy()")),
        "mixing devices raises": (Asked("not_negative"), Shown("there + torch.ones(3)")),
        "device-agnostic code (`torch.accelerator`, `x.device`": (
            Asked("tensor_beside"),
            Shown("torch.accelerator.current_accelerator()"),
        ),
        "`new_zeros`, `*_like`": (Asked("not_negative"), Shown("there.new_zeros(2).device")),
        "bytes of a tensor (`element_size × numel`)": (
            Shown("icon.numel() * icon.element_size()"),
            Mistaken("true_bytes", "t.numel() * t.element_size()"),
        ),
        "float16 and bfloat16 range": (
            Asked("half_squared"),
            Shown("torch.tensor([256.0], dtype=torch.bfloat16) + 1"),
        ),
        "integer overflow": (Asked("int8_sum"), Asked("midpoint")),
    },
    "05_gpu_timing": {
        '"1 time unit" leaves out launch, transfer and memory: measure it': (
            Shown("that leaves out launch, memory and trips"),
            Asked("two_clocks"),
            Shown("16 * 3 * 1000 * 2000 * 4 / 32e9"),
        ),
        "launches are asynchronous, so a clock without `synchronize` times the launch": (
            Asked("timed"),
            Mistaken("timed", "You have timed the launch"),
        ),
        "the first call pays for start-up": (
            Asked("typical_seconds"),
            Mistaken("typical_seconds", "The first run pays for the start-up"),
            Shown("the first call took"),
        ),
        "one run is noise": (Asked("noisy_runs"), Asked("typical_seconds")),
        "`torch.utils.benchmark`": (Shown('benchmark.Timer("a * b"'),),
        "transfers count or don't, say which": (
            Asked("pays_off_after"),
            Shown("as long as you **say which**"),
        ),
        "small sizes lose": (
            Asked("speedups"),
            Shown("The accelerator takes {gpu[2] / cpu[2]:.1f} times as long"),
        ),
        "`torch.cuda.Event` and `synchronize` raise on CPU-only builds": (
            Shown('attempt("torch.cuda.synchronize()"'),
            Shown('attempt("torch.cuda.Event()"'),
        ),
        "CPU and GPU results differ in the last digits": (
            Asked("sum_order"),
            Asked("worst_relative_error"),
        ),
        "loops over elements against vector code on the CPU itself": (
            Asked("count_above"),
            Asked("balance_point"),
            Shown("loop_over_tensor(a, b)"),
        ),
    },
    "06_autograd": {
        "gradients accumulate": (
            Asked("two_backwards"),
            Mistaken("descend", "the gradients of all steps so far pile up"),
        ),
        "a second backward through a freed graph raises": (
            Shown('print("after two backwards:", x.grad) try: z.backward()'),
            Mistaken("two_backwards", "A second backward through the *same* graph raises"),
        ),
        "backward on a non-scalar raises": (
            Mistaken("slopes", "`f(t)` holds one value for each point"),
            Shown("z = x * x try: z.backward()"),
        ),
        "integers can't require grad": (Shown("torch.tensor([10, 12, 14, 16]).requires_grad_()"),),
        "in-place on a leaf raises": (
            Mistaken("descend", "PyTorch refuses to change a leaf"),
            Shown("w -= 0.2 * w.grad"),
        ),
        "`w = w - lr * g` makes a non-leaf whose `.grad` is None": (
            Asked("descend"),
            Mistaken("descend", "`w = w - …` makes a *new* tensor"),
            Shown('print("new is a leaf:", new.is_leaf)'),
        ),
        "`torch.tensor(y)` and `.item()` cut the graph": (Asked("squared_error"),),
        "`detach` shares memory": (Asked("after_detach"),),
        "`no_grad`": (Asked("descend"), Mistaken("two_layers", "with torch.no_grad():")),
        "modifying a saved tensor raises": (Shown("y = x.exp() y += 1 try: y.sum().backward()"),),
        "`sqrt` at 0 gives inf": (Shown("x.sqrt().sum().backward()"),),
        "numerical check (central difference": (Asked("central_difference"),),
        "`gradcheck` in float64": (Shown("print(torch.autograd.gradcheck(lambda x: x * x, x))"),),
        "gradient of `x - x.mean()` sums to zero": (
            Asked("grad_of_centred"),
            Mistaken("grad_of_centred", "the gradient of the *sum* of y"),
        ),
        "plotting f and f′": (Asked("slopes"), Shown("show.curve(wave, (-2.2, 2.2)")),
        "gradients by hand and by autograd": (Asked("gradient_by_hand"), Asked("cubes_with_grad")),
        "gradient descent": (Asked("descend"), Asked("too_large_a_step")),
    },
    "07_broadcasting": {
        "shapes align from the right": (Asked("aligned_shape"), Asked("scale_channels")),
        "only 1s stretch": (Shown("torch.ones(4, 2) + torch.ones(4)"), Asked("aligned_shape")),
        "(n,) with (n, 1) silently gives (n, n)": (Asked("vector_minus_column"),),
        "also in a loss": (Asked("column_loss"),),
        "in-place cannot grow the left side": (Shown("a += torch.ones(2, 3)"),),
        "`expand` makes a view that can't be written": (
            Shown("two += torch.tensor([[0], [100]])"),
        ),
        "no copy is made": (Asked("written_through"),),
        "`keepdim` for row means": (Asked("centre_rows"),),
        "outer": (
            Asked("times_table"),
            Shown("torch.outer(torch.arange(1, 4), torch.arange(1, 5))"),
        ),
        "pairwise distances": (
            Shown("((taxis.unsqueeze(1) - passengers) ** 2).sum(dim=2).sqrt()"),
        ),
        "one-hot": (Asked("one_hot_rows"),),
        "masks": (Shown("print(ages.unsqueeze(1) >= limits)"), Asked("one_hot_rows")),
        "tables by broadcasting": (Asked("times_table"), Asked("prime_mask")),
        "memory that an intermediate takes": (Asked("bytes_between"),),
    },
    "08_slicing": {
        "`t[0:1]` is the first row only": (Shown("t[0:1]"), Asked("mixed_index_shape")),
        "`t[:, 0:1]` the first column only": (
            Shown("t[:, 0:1]) # the deck's line"),
            Mistaken("bottom_left_block", "The stop is not taken"),
        ),
        "Assignment to `t[:, 0:1]` changes one column": (
            Shown("t[:, 0:1] = 4 # the deck's line: one column"),
        ),
        "a slice is a view": (Asked("column_kept"), Mistaken("zeroed_row", "out = t[:]")),
        "an index list is a copy": (Asked("who_changed"), Mistaken("column_kept", "t[:, [j]]")),
        "`x[0]` drops a dimension, `x[0:1]` keeps it": (
            Asked("mixed_index_shape"),
            Asked("column_kept"),
        ),
        "negative step raises (`flip`)": (Shown("v[::-1]"), Mistaken("quarter_turn", "t[::-1].T")),
        "a slice past the end is silent": (Asked("cut_out"), Shown("v[100:200]")),
        "an index raises": (Shown("t[3]"),),
        "`x[[1, 1]] += 1` adds once": (Asked("adds_once"), Asked("tally")),
        "boolean masks": (Shown("mask = t > 5"), Shown("t[mask] = 0"), Asked("top_k_mask")),
        "`...` and `None`": (Asked("cut_out"), Asked("column_kept")),
        "gather": (Asked("pick_per_row"),),
        "writing through a view changes the original": (Asked("who_changed"),),
        "`clone`": (Asked("zeroed_row"),),
    },
    "09_concatenation": {
        "`cat` joins along an existing dimension (4, 3)": (Asked("on_top"), Shown("(4, 3)")),
        "`stack` makes a new one (2, 2, 3)": (Asked("cat_or_stack"), Shown("(2, 2, 3)")),
        "takes a sequence": (
            Mistaken("on_top", "`cat` takes one sequence"),
            Shown("torch.cat(a, b)"),
        ),
        "0-d can't be cat'ed": (
            Shown("torch.cat([torch.tensor(1), torch.tensor(2)])"),
            Mistaken("stack_of_scalars", "That is what `cat` would do"),
        ),
        "1-D with 2-D raises": (Asked("append_row"),),
        "int with float promotes": (Asked("joined_dtype"),),
        "sizes must agree except in the joined dimension": (Asked("no_stretching"),),
        "cat copies": (Asked("view_and_copy"),),
        "cat in a loop is quadratic": (Shown("copied += len(joined)"),),
        "split and chunk undo it": (
            Shown("torch.equal(torch.cat(t.split(4)), t)"),
            Asked("chunk_sizes"),
        ),
        "padding to batch": (Asked("padded_batch"),),
    },
}

# Slide -> its lines, in the order of the deck. What the scan misread (`1` for `l`, stray blanks,
# signs of TeX) is mended; what the deck has wrong stays wrong, and the unit corrects it.
DECK: dict[str, tuple[Line, ...]] = {
    "Introduction to Pytorch": (
        Said(
            "A Deep Learning Python library https://pytorch.org/docs/stable/index.html",
            "00_start_here",
            "https://pytorch.org/docs/stable/index.html",
        ),
    ),
    "Tensor = Fancy way to store numbers": (
        Run("In Python: x = 5", "01_tensors", "x = 5 t = torch.Tensor(5)"),
        Run("In Pytorch: t = torch.Tensor(5)", "01_tensors", "t = torch.Tensor(5)"),
        Run("From Python to Pytorch: t = torch.Tensor(x)", "01_tensors", "t = torch.Tensor(x)"),
        Run("From Pytorch to Python: t.item()", "01_tensors", "temperature.item()"),
        Said("Scalar / rank 1 tensor", "01_tensors", "| ranks 0, 1 and 2 |"),
    ),
    "Tensor = Fancy matrix": (
        Run(
            "Matrix in Python: l = [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]",
            "01_tensors",
            "[[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]",
        ),
        Run(
            "Matrix as a tensor: t = torch.Tensor([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]])",
            "01_tensors",
            "torch.Tensor([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]])",
        ),
        Run(
            "Tensors can have arbitrary sizes: vector of matrices, a matrix of matrices and so on",
            "01_tensors",
            "matrix_of_matrices.dim()",
        ),
        Run("Rank 3 tensor", "01_tensors", "matrix.dim()"),
    ),
    "Tensor = Fancy list": (
        Run("Python list: l = [0, 1, 2, 3]", "01_tensors", "numbers = [0, 1, 2, 3]"),
        Run(
            "Pytorch tensor: l = torch.Tensor([0, 1, 2, 3])",
            "01_tensors",
            "torch.tensor([0, 1, 2, 3])",
        ),
        Run("Python to Pytorch: torch.Tensor(l)", "01_tensors", "torch.Tensor(numbers)"),
        Run(
            "Pytorch to Python: torch.Tensor([0, 1, 2, 3]).tolist()",
            "01_tensors",
            't = torch.Tensor(numbers) print("in: ", numbers) print("out:", t.tolist())',
        ),
        Run("1-dimensional tensors = vectors, rank 2 tensors", "01_tensors", "prices.dim()"),
    ),
    "Tensor operations": (
        Said("Python lists", "02_ops", "two Python lists"),
        Run("l1 = [0, 1, 2, 3]", "02_ops", "l1 = [0, 1, 2, 3]"),
        Run("l2 = [4, 5, 6, 7]", "02_ops", "l2 = [4, 5, 6, 7]"),
        Run("print(l1 * l2)", "02_ops", "print(l1 * l2)"),
        Said("Pytorch tensors", "02_ops", "Now the same with tensors."),
        Run("t1 = torch.Tensor([0, 1, 2, 3])", "02_ops", "t1 = torch.Tensor([0, 1, 2, 3])"),
        Run("t2 = torch.Tensor([4, 5, 6, 7])", "02_ops", "t2 = torch.Tensor([4, 5, 6, 7])"),
        Run("print(t1 * t2)", "02_ops", "print(t1 * t2)"),
    ),
    "Tensor operations (contd.)": (
        Said(
            "most are element-wise operations: multiplying 2 tensors means multiplying their "
            "corresponding elements",
            "02_ops",
            "Each number meets the number in the same position.",
        ),
        Run(
            "we can also: add, subtract, divide, raise to power",
            "02_ops",
            "print(t1 + t2) print(t1 - t2) print(t1 / t2) print(t2**2)",
        ),
        Run("torch.Tensor([1, 2, 3]) * 4 = ?", "02_ops", "torch.Tensor([1, 2, 3]) * 4"),
    ),
    "Matrix (2-dimensional tensors) operations": (
        Run(
            "Matrix multiplication: recall multiplying with * does element-wise multiplication "
            "=> Hadamard product",
            "02_ops",
            "A * B, the Hadamard product",
        ),
        Run(
            "Usual matrix multiplication: @ operator, or torch.mm",
            "02_ops",
            "print(M @ N) print(torch.mm(M, N))",
        ),
        Run(
            "Switch the rows and the columns (known as a transpose): "
            "torch.Tensor([[1, 2, 3], [4, 5, 6]]).T",
            "02_ops",
            "torch.Tensor([[1, 2, 3], [4, 5, 6]]).T",
        ),
    ),
    "Sum, mean, norm and abs": (
        Run(
            "add up everything in a Tensor: torch.Tensor([1, 2, 3]).sum() == 6",
            "02_ops",
            "torch.Tensor([1, 2, 3]).sum() == 6",
        ),
        Run(
            "compute the mean of everything in a Tensor: torch.Tensor([1, 2, 3]).mean() == 2",
            "02_ops",
            "torch.Tensor([1, 2, 3]).mean() == 2",
        ),
        Run(
            "don't like negative numbers?: "
            "torch.Tensor([-1, -2, 3]).abs() == torch.Tensor([1, 2, 3])",
            "02_ops",
            "torch.Tensor([-1, -2, 3]).abs() == torch.Tensor([1, 2, 3])",
        ),
        Run(
            "how big is a tensor?: torch.norm(torch.Tensor([-1, -2, 3])) == sqrt(1+4+9)",
            "02_ops",
            "torch.norm(torch.Tensor([-1, -2, 3])) == sqrt(1 + 4 + 9)",
        ),
    ),
    "Ways to make a Tensor": (
        Run(
            "torch.arange(10) => 1-dimensional tensor (vector / list) that contains all numbers "
            "from 0 to 9",
            "03_creation",
            "torch.arange(10)",
        ),
        Run(
            "torch.arange(10).reshape(2, 5) => matrix with 2 rows and 5 columns containing all "
            "numbers from 0 to 9",
            "03_creation",
            "torch.arange(10).reshape(2, 5)",
        ),
        Run(
            "torch.arange(10).reshape(-1, 5) => same as above",
            "03_creation",
            "torch.arange(10).reshape(-1, 5)",
        ),
        Run(
            "torch.zeros((5, 10)) => tensor of shape 5 x 10 filled with 0",
            "03_creation",
            "torch.zeros((5, 10))",
        ),
        Run(
            "torch.ones((5, 10)) => tensor of shape 5 x 10 filled with 1",
            "03_creation",
            "torch.ones((5, 10))",
        ),
        Run(
            "torch.full((5, 10), value = 15) => tensor of shape 5 x 10 filled with a value we "
            "choose (15)",
            "03_creation",
            "torch.full((5, 10), value=15)",
        ),
    ),
    "Random tensors": (
        Run(
            "torch.rand((2, 3, 4)) => tensor filled with random numbers between 0 and 1",
            "03_creation",
            "torch.rand((2, 3, 4))",
        ),
        Run(
            "torch.randn((2, 3, 4)) => normally distributed values with mean 0 and variance",
            "03_creation",
            "torch.randn((2, 3, 4))",
        ),
    ),
    "Tensor metadata": (
        Said(
            "dtype (data type): float32, float64, int8, int16, int32, int64, bool and many others",
            "04_dtype_device",
            "The **dtype** (data type)",
        ),
        Run(
            "torch.arange(10).dtype => torch.int64 a.k.a. torch.long",
            "04_dtype_device",
            "print(torch.arange(10).dtype) print(torch.long is torch.int64)",
        ),
        Run(
            "to set dtype: torch.arange(10).type(torch.float32)",
            "04_dtype_device",
            "torch.arange(10).type(torch.float32)",
        ),
        Said(
            "shape: tensor size across each axis",
            "01_tensors",
            "how many elements there are along each dimension",
        ),
        Run(
            "torch.arange(10).shape => torch.size([10])",
            "04_dtype_device",
            "torch.arange(10).shape",
        ),
        Run(
            "torch.arange(100).reshape(4, 25) => torch.size([4, 25])",
            "04_dtype_device",
            "torch.arange(100).reshape(4, 25).shape",
        ),
        Run(
            "device: is the tensor on the GPU or on the CPU?",
            "04_dtype_device",
            "print(t.device) print(there.device)",
        ),
    ),
    "A bit about GPUs": (
        Said("CPUs:", "05_gpu_timing", "A CPU has a few cores"),
        Said(
            "Great at running sequential code",
            "05_gpu_timing",
            "CPUs are great at sequential code",
        ),
        Said("Extremely complex", "05_gpu_timing", "each of them extremely clever"),
        Said("Instruction pipelines, caches etc.", "05_gpu_timing", "pipelines"),
        Said("Might have a few cores", "05_gpu_timing", "A CPU has a few cores"),
        Said(
            "Multiply 2 vectors of 1000 elements on a CPU:",
            "05_gpu_timing",
            "multiplies two vectors of 1000 elements. On a CPU, it says, a loop does this",
        ),
        Run("for i in range(1000):", "05_gpu_timing", "for i in range(len(a)):"),
        Run("out[i] = a[i] * b[i]", "05_gpu_timing", "out[i] = a[i] * b[i] # the deck's line"),
        Said("1000 time units", "05_gpu_timing", "That takes 1000 time units."),
        Said("GPUs:", "05_gpu_timing", "an A100 has 6,912 simple **lanes**"),
        Said(
            "Contains thousands of CPU-like cores", "05_gpu_timing", "A GPU has thousands of cores"
        ),
        Said(
            "Each core is much simpler than an usual CPU",
            "05_gpu_timing",
            "all doing the same thing to different numbers. No lane can run a program of its own",
        ),
        Said(
            "We can divide a task between the cores in a GPU",
            "05_gpu_timing",
            "they divide it, but they are simple lanes",
        ),
        Run(
            "Multiply 2 vectors of 1000 elements on a GPU:",
            "05_gpu_timing",
            "seconds_of(one_line, there_a, there_b, waiting_clock)",
        ),
        Said(
            "core 1 computes a[0] * b[0] and stores it in out[0]",
            "05_gpu_timing",
            "each core does one element",
        ),
        Said(
            "Core 1000 computes a[999] * b[999] and stores results in out[999]",
            "05_gpu_timing",
            "each core does one element",
        ),
        Said("1 time unit", "05_gpu_timing", "done in **1 time unit**"),
    ),
    "Pytorch and the GPU": (
        Said(
            "Tensors can live on our CPU (they actually live in the RAM, meaning we can access "
            "them from the CPU) or on the GPU",
            "05_gpu_timing",
            "Tensors can live in the CPU's memory (the RAM) or in the GPU's memory",
        ),
        Run(
            "Everything we discussed earlier applies to both CPU tensors and GPU tensors",
            "04_dtype_device",
            "print((there * 2 + 1).sum())",
        ),
        Run(
            'Move a Tensor to another device: t.to("cpu"), t.to("cuda")',
            "04_dtype_device",
            'print(t.to("cpu").device) try: print(t.to("cuda").device)',
        ),
        Said(
            "Pytorch may use special, optimized implementations for whatever operations we're "
            "doing if the tensors are on the GPU",
            "05_gpu_timing",
            "PyTorch may use special, optimized implementations on the GPU",
        ),
    ),
    "Derivatives": (
        Said("Derivatives", "06_autograd", "This number is the **derivative** of f at 3"),
    ),
    "Why derivatives?": (
        Said(
            "We care about the derivative because: it tells us what happens to the function "
            "value if we increase the value of its parameters!",
            "06_autograd",
            "the derivative tells what happens to the value *if we increase the parameter*",
        ),
        Said(
            "Positive derivative: we increased the parameter and the function increased as well",
            "06_autograd",
            "- **positive:** increase x a little, and the value increases too;",
        ),
        Said(
            "Negative derivative: we increased the parameter and the function decreased",
            "06_autograd",
            "- **negative:** increase x a little, and the value decreases;",
        ),
        Said(
            "Derivative is 0?: we increased the parameter and the function didn't change a bit",
            "06_autograd",
            '- **0:** the ground is level. The deck says the function "didn\'t change a bit".',
        ),
    ),
    "Gradient = more derivatives": (
        Run(
            "Function of more than one variable: F(x, y) = x^2 y^2",
            "06_autograd",
            "def F(x, y): return x**2 * y**2",
        ),
        Run(
            "Derivative w.r.t. to x: what happens to the function if we change x?",
            "06_autograd",
            "(F(x + h, y) - F(x - h, y)) / (2 * h)",
        ),
        Run(
            "Derivative w.r.t. to y: what happens to the function if we change y?",
            "06_autograd",
            "(F(x, y + h) - F(x, y - h)) / (2 * h)",
        ),
        Said(
            "Put them together: gradient of the function F => what happens to the function if "
            "we change x and y?",
            "06_autograd",
            "Together the two slopes are the **gradient**.",
        ),
    ),
    "No more derivatives!": (
        Run(
            "Pytorch can automatically compute derivatives / gradients for us!",
            "06_autograd",
            "z.backward() x.grad",
        ),
        Run(
            "x = torch.Tensor([10, 12, 14, 16]).requires_grad_()",
            "06_autograd",
            "x = torch.Tensor([10, 12, 14, 16]).requires_grad_()",
        ),
        Run("z = x * x", "06_autograd", "z = x * x"),
        Run("z = torch.sum(z)", "06_autograd", "z = torch.sum(z)"),
        Run("z.backward()", "06_autograd", "z.backward()"),
        Run("z = x * x", "06_autograd", "z = x * x z = torch.sum(z) z.backward()"),
        Run(
            "z = [x1 * x1, x2 * x2, x3 * x3, x4 * x4]",
            "06_autograd",
            "z = x * x try: z.backward()",
        ),
        Run(
            "To use .backward(), we need to obtain a scalar value: z is a vector of 4 elements",
            "06_autograd",
            "z = x * x try: z.backward()",
        ),
        Run(
            "To get a single value: add up all values in z",
            "06_autograd",
            "z = torch.sum(z)",
        ),
        Said("=> x1^2+x2^2+x3^2+x4^2", "06_autograd", "z is x1² + x2² + x3² + x4²."),
        Said(
            "What is the gradient of this value with respect to x?",
            "06_autograd",
            "so the gradient is **2x**",
        ),
    ),
    "Broadcasting": (
        Said(
            "can we multiply a Tensor of shape (1, 5) by a Tensor of shape (2, 5)?",
            "07_broadcasting",
            "*can we multiply a tensor of shape (1, 5) by a tensor of shape (2, 5)?*",
        ),
        Run(
            "[[1, 2, 3, 4, 5]] * [[1, 2, 3, 4, 5], [4, 5, 6, 7, 8]]",
            "07_broadcasting",
            "[[1, 2, 3, 4, 5]] * [[1, 2, 3, 4, 5], [4, 5, 6, 7, 8]] # the deck's line",
        ),
        Said(
            "Broadcasting tries to duplicate the first Tensor until it reaches the size of the "
            "second Tensor:",
            "07_broadcasting",
            "the first tensor is repeated until it has the size of the second",
        ),
        Run(
            "[[1, 2, 3, 4, 5], * [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5]] [4, 5, 6, 7, 8]]",
            "07_broadcasting",
            'show.broadcast(first, second, "*")',
        ),
    ),
    "Slicing and dicing": (
        Run(
            "We have a matrix: t = torch.Tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])",
            "08_slicing",
            "t = torch.Tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])",
        ),
        Run("t[0] => first line: torch.Tensor([1, 2, 3])", "08_slicing", "print(t[0])"),
        Run(
            "t[-1] = t[2] => last line: torch.Tensor([7, 8, 9])",
            "08_slicing",
            "print(t[-1]) # the last row print(t[2])",
        ),
        Run(
            "t[0:1] => first 2 lines: torch.Tensor([[1, 2, 3], [4, 5, 6]])",
            "08_slicing",
            "t[0:1]",
        ),
        Run(
            "t[:, 0:1] => first 2 columns: torch.Tensor([[1, 2], [4, 5], [7, 8]])",
            "08_slicing",
            "print(t[:, 0:1])",
        ),
        Run(
            "t[:, 0:1] = 4 => makes first 2 columns equal to 4",
            "08_slicing",
            "t[:, 0:1] = 4",
        ),
    ),
    "Tensor concatenation": (
        Run("Tensor concatenation", "09_concatenation", "torch.cat([b, a], dim=1)"),
    ),
}

# What everyday PyTorch asks of a beginner beyond deck and syllabus: unit -> code that is run there.
EVERYDAY: dict[str, tuple[str, ...]] = {
    "01_tensors": ("temperature.dim()",),
    "02_ops": (
        "from math import sqrt",
        "torch.where(rain",
        ".masked_fill(",
        ".sort(",
        ".argsort()",
        ".topk(",
        ".cumsum(",
        "torch.einsum(",
    ),
    "03_creation": (".is_contiguous()", ".contiguous()", "torch.rand_like(", ".triu("),
    "04_dtype_device": (
        ".size()",
        ".ndim",
        "with torch.device(",
        "torch.iinfo(",
        ".untyped_storage()",
    ),
    "05_gpu_timing": ("three_loops", "median_of(", "torch.allclose(got, expected"),
    "06_autograd": ("retain_graph=True", "torch.inference_mode()", "5 * x + x * x"),
    "07_broadcasting": (
        "torch.broadcast_shapes(",
        ".stride()",
        "bias.grad",
        "two[0, 0] = 100",
    ),
    "08_slicing": (".nonzero()", ".unique(", ".scatter("),
    "09_concatenation": (".unbind(",),
    "10_capstone": (
        "torch.save(",
        "torch.load(",
        "loss_by_step",
        ".to(accelerator)",
        "accuracy(map_scores(x_test",
        "my_photo",
    ),
}

# The units that the deck is taught in; a course may have more.
OF_THE_DECK = {line.unit for lines in DECK.values() for line in lines}
