"""What a student notices of an accelerator, real or practice, beyond the values of operations."""

import copy
import io
import os
import pickle
import subprocess
import sys
import threading

import pytest
import torch
import torch.nn.functional as F
from torch.utils._python_dispatch import TorchDispatchMode

from autograder import devices


@pytest.fixture
def x(accelerator) -> torch.Tensor:
    """[[0, 1, 2], [3, 4, 5]] on the accelerator."""
    return torch.arange(6.0).reshape(2, 3).to(accelerator.target)


@pytest.fixture
def practice():
    """The practice accelerator's module, started."""
    devices.chosen(["practice"])
    from autograder.devices import practice

    return practice


# Where a tensor is, and how it shows


def test_a_moved_tensor_says_where_it_is(accelerator, x):
    assert x.device == accelerator.target and str(x.device) == f"{accelerator.name}:0"


def test_a_moved_tensor_is_a_genuine_tensor(x):
    assert type(x) is torch.Tensor


def test_printing_shows_values_and_device(accelerator, x):
    assert str(x[0]) == f"tensor([0., 1., 2.], device='{accelerator.name}:0')"


def test_printing_shows_the_gradient_function(x):
    assert "grad_fn=<MulBackward0>" in str(x.requires_grad_() * 2)


def test_a_number_is_formatted_like_on_the_cpu(x):
    assert f"{x[1, 2]:.2f}" == "5.00"


def test_it_is_the_current_accelerator(accelerator):
    assert torch.accelerator.current_accelerator().type == accelerator.name


def test_the_way_there_and_back_keeps_values(x):
    assert x.cpu().tolist() == [[0, 1, 2], [3, 4, 5]] and x.cpu().device.type == "cpu"


# What PyTorch refuses


def test_numpy_is_refused_before_cpu(accelerator, x):
    with pytest.raises(TypeError, match=f"can't convert {accelerator.name}:0 device type tensor"):
        x.numpy()


@pytest.mark.parametrize(
    "mix",
    [
        lambda x, c: x + c,
        lambda x, c: c * x,
        lambda x, c: x @ c.T,
        lambda x, c: c @ x.T,
        lambda x, c: torch.cat([x, c]),
        lambda x, c: torch.stack([c, x]),
        lambda x, c: torch.where(x > 1, x, c),
        lambda x, c: x.gather(1, c.long()),
        lambda x, c: x.add_(c),
        lambda x, c: c.add_(x),
        lambda x, c: torch.equal(x, c),
        lambda x, c: torch.allclose(x, c),
        lambda x, c: F.mse_loss(x, c),
        lambda x, c: torch.add(x, 1, out=c),
        lambda x, c: x.__setitem__(x > 0, c[x.cpu() > 0]),
        lambda x, c: torch.mm(x, x.T, out=c),
    ],
)
def test_devices_do_not_mix(x, mix):
    with pytest.raises(RuntimeError, match="[Ee]xpected all tensors to be on the same device"):
        mix(x, torch.zeros(2, 3))


def test_a_refused_operation_changes_nothing(x):
    with pytest.raises(RuntimeError):
        x.add_(torch.ones(2, 3))
    assert x.tolist() == [[0, 1, 2], [3, 4, 5]]


def test_a_cpu_number_may_take_part(x):
    assert (x + torch.tensor(1.0)).tolist() == [[1, 2, 3], [4, 5, 6]]


def test_a_cpu_tensor_cannot_be_indexed_from_the_accelerator(x):
    with pytest.raises(RuntimeError, match="indices should be either on cpu or on the same device"):
        torch.zeros(9)[x.long()]


def test_a_cpu_tensor_may_be_assigned_into_a_slice(x):
    x[0] = torch.tensor([7.0, 8.0, 9.0])
    assert x[0].tolist() == [7, 8, 9]


def test_a_device_number_that_is_not_there_is_refused(practice):
    with pytest.raises(RuntimeError, match="the only one is practice:0"):
        torch.zeros(1, device="practice:1")


def test_a_cpu_generator_is_refused(accelerator):
    with pytest.raises(RuntimeError, match=f"Expected a '{accelerator.name}' device type"):
        torch.rand(2, generator=torch.Generator(), device=accelerator.target)


# Memory


def test_writing_through_a_row_changes_the_matrix(x):
    x[0][1] = 99
    assert x[0, 1].item() == 99


def test_views_of_views_share_one_memory(x):
    x.T.reshape(3, 2)[2, 1] = 99
    assert x[1, 2].item() == 99


def test_a_view_has_the_storage_of_its_base(x):
    assert x[1].untyped_storage().data_ptr() == x.untyped_storage().data_ptr()


def test_a_copy_has_a_storage_of_its_own(x):
    assert x.clone().untyped_storage().data_ptr() != x.untyped_storage().data_ptr()


def test_the_cpu_copy_shares_nothing(x):
    x.cpu()[0] = 99
    assert x[0].tolist() == [0, 1, 2]


def test_memory_lives_as_long_as_a_view_of_it(accelerator):
    view = torch.arange(1000.0, device=accelerator.target)[500:502]
    torch.zeros(1000, device=accelerator.target)
    assert view.tolist() == [500, 501]


def test_memory_is_given_back(practice):
    def resident() -> int:
        with open("/proc/self/statm") as statm:
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    megabyte = torch.zeros(1 << 18, device="practice")
    before = resident()
    for _ in range(300):
        copy.deepcopy(megabyte + 1)
    assert resident() - before < 100 * (1 << 20)


# Gradients


def test_gradients_live_on_the_accelerator(accelerator, x):
    (x.requires_grad_() ** 2).sum().backward()
    assert x.grad.device == accelerator.target and x.grad.tolist() == [[0, 2, 4], [6, 8, 10]]


def test_a_gradient_crosses_devices(accelerator):
    w = torch.ones(3, requires_grad=True)
    (w.to(accelerator.target) * 3).sum().backward()
    assert w.grad.device.type == "cpu" and w.grad.tolist() == [3, 3, 3]


def test_a_second_backward_is_refused(x):
    loss = (x.requires_grad_() ** 2).sum()
    loss.backward()
    with pytest.raises(RuntimeError, match="backward through the graph a second time"):
        loss.backward()


def test_changing_a_saved_tensor_is_noticed(x):
    y = x.requires_grad_().exp()
    y.add_(1)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        y.sum().backward()


def test_gradcheck_passes(x):
    assert torch.autograd.gradcheck(lambda a: (a**3).sum(), x.double().requires_grad_())


def test_a_hook_sees_the_gradient(x):
    seen = []
    x.requires_grad_().register_hook(lambda g: seen.append(g.tolist()))
    x.sum().backward()
    assert seen == [[[1, 1, 1], [1, 1, 1]]]


def test_a_module_trains(accelerator, x):
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 1))
    model.to(accelerator.target)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    losses = []
    for _ in range(20):
        loss = model(x).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0] / 2


def test_a_convolution_has_the_gradients_of_the_cpu(accelerator):
    def gradients(device):
        torch.manual_seed(0)
        image = torch.rand(1, 1, 5, 5).to(device).requires_grad_()
        kernel = torch.ones(2, 1, 3, 3, device=device, requires_grad=True)
        F.conv2d(image, kernel, padding=1).square().sum().backward()
        return image.grad.cpu(), kernel.grad.cpu()

    torch.testing.assert_close(gradients(accelerator.target), gradients("cpu"))


# Randomness


def test_manual_seed_seeds_the_accelerator(accelerator):
    torch.manual_seed(1)
    first = torch.rand(5, device=accelerator.target)
    torch.manual_seed(1)
    assert torch.equal(torch.rand(5, device=accelerator.target), first)


def test_a_second_draw_differs(accelerator):
    torch.manual_seed(1)
    draws = [torch.rand(5, device=accelerator.target) for _ in range(2)]
    assert not torch.equal(*draws)


def test_drawing_there_leaves_the_cpu_sequence_alone(accelerator):
    torch.manual_seed(1)
    undisturbed = torch.rand(3)
    torch.manual_seed(1)
    torch.rand(3, device=accelerator.target)
    assert torch.equal(torch.rand(3), undisturbed)


def test_a_generator_belongs_to_its_device(accelerator):
    assert torch.Generator(device=accelerator.target).device.type == accelerator.name


def test_cpu_generators_stay_as_they_were(practice):
    generator = torch.Generator()
    assert generator.device.type == "cpu" and isinstance(generator, torch.Generator)
    assert isinstance(torch.default_generator, torch.Generator)


# Copies, files, and settings


def test_deepcopy_keeps_what_shares_memory_together(x):
    whole, row = copy.deepcopy([x, x[0]])
    row[0] = 99
    assert whole[0, 0].item() == 99 and x[0, 0].item() == 0


def test_pickle_keeps_device_and_values(accelerator, x):
    back = pickle.loads(pickle.dumps(x))
    assert back.device == accelerator.target and torch.equal(back, x)


def test_save_and_load_keep_device_and_values(accelerator, x):
    file = io.BytesIO()
    torch.save({"x": x, "row": x[1]}, file)
    file.seek(0)
    back = torch.load(file)
    assert back["row"].device == accelerator.target and back["row"].tolist() == [3, 4, 5]


def test_a_saved_tensor_loads_on_the_cpu(x):
    file = io.BytesIO()
    torch.save(x, file)
    file.seek(0)
    assert torch.load(file, map_location="cpu").tolist() == x.tolist()


def test_it_can_be_the_default_device(accelerator):
    with torch.device(accelerator.name):
        made = [
            torch.zeros(2),
            torch.tensor([1.0]),
            torch.randperm(3),
            torch.arange(3) @ torch.ones(3).long(),
        ]
    assert {t.device for t in made} == {accelerator.target}


def test_set_default_device_and_a_backward(accelerator):
    torch.set_default_device(accelerator.target)
    try:
        w = torch.ones(2, requires_grad=True)
        (w * torch.arange(2)).sum().backward()
        assert w.grad.tolist() == [0, 1]
    finally:
        torch.set_default_device(None)


def test_the_same_operations_are_counted_as_on_the_cpu(accelerator):
    def counted(device) -> list[str]:
        seen = []

        class Counter(TorchDispatchMode):
            def __torch_dispatch__(self, function, types, args=(), kwargs=None):
                seen.append(str(function))
                return function(*args, **(kwargs or {}))

        x = torch.arange(6.0, device=device).reshape(2, 3).requires_grad_()
        with Counter():
            (x.T @ x + 2)[0].sum().backward()
        return seen

    assert counted(accelerator.target) == counted("cpu")


def test_autocast_changes_nothing(practice):
    x = torch.ones(2, 2, device="practice")
    with torch.autocast("practice", dtype=torch.bfloat16):
        assert (x @ x).dtype == torch.float32


# Processes and threads


def _threads() -> int:
    with open("/proc/self/status") as status:
        return int(status.read().split("Threads:")[1].split()[0])


def _in_a_fork(work) -> bool:
    """Whether `work` returns a true value in a fork of this process."""
    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if work() else 1)
        finally:
            os._exit(2)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _gradient() -> list[float]:
    w = torch.ones(2, device="practice", requires_grad=True)
    (w * w).sum().backward()
    return w.grad.tolist()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_it_works_in_a_fork_even_after_a_backward(practice):
    _gradient()
    assert _in_a_fork(lambda: _gradient() == [2, 2])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_it_works_in_the_fork_of_a_fork(practice):
    assert _in_a_fork(lambda: _gradient() and _in_a_fork(lambda: _gradient() == [2, 2]))


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="threads counted on Linux")
def test_backward_starts_no_thread(practice):
    before = _threads()
    _gradient()
    assert _threads() == before


def _in_a_thread(work) -> list:
    """What `work` returns in a new thread."""
    answers = []
    worker = threading.Thread(target=lambda: answers.append(work()))
    worker.start()
    worker.join()
    return answers


def test_a_gradient_in_another_thread(practice):
    assert _in_a_thread(_gradient) == [[2, 2]]


def test_a_backward_in_a_thread_that_did_nothing_else(practice):
    w = torch.ones(2, device="practice", requires_grad=True)
    _in_a_thread((w * w).sum().backward)
    assert w.grad.tolist() == [2, 2]


def test_a_gradient_after_inference_mode(practice):
    def work():
        with torch.inference_mode():
            torch.ones(2, device="practice").sum()
        return _gradient()

    assert _in_a_thread(work) == [[2, 2]]


# Starting


def _run(program: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_importing_starts_nothing():
    out = _run(
        "import torch, autograder.devices\n"
        "print(torch._C._get_privateuse1_backend_name(), hasattr(torch, 'practice'))"
    )
    assert out == "privateuseone False"


def test_it_starts_after_a_backward_on_the_cpu():
    out = _run(
        "import torch; torch.ones(1, requires_grad=True).backward()\n"
        "from autograder import devices; devices.chosen(['practice'])\n"
        "w = torch.ones(1, device='practice', requires_grad=True); w.backward()\n"
        "print(w.grad.item())"
    )
    assert out == "1.0"


def test_it_starts_inside_no_grad_and_another_default_device():
    out = _run(
        "import torch\n"
        "from autograder import devices\n"
        "torch.set_default_device('meta')\n"
        "with torch.inference_mode(): print(devices.chosen(['practice'])[0].name)"
    )
    assert out == "practice"


def test_a_taken_slot_is_a_reason_not_a_crash():
    out = _run(
        "import torch; torch.utils.rename_privateuse1_backend('other')\n"
        "from autograder.devices import practice\n"
        "try: practice.start()\n"
        "except practice.NotStarted as e: print(e)"
    )
    assert "slot is taken by 'other'" in out


def test_an_older_pytorch_is_a_reason(practice, monkeypatch):
    from torch.utils import backend_registration

    monkeypatch.delattr(backend_registration, "_setup_privateuseone_for_python_backend")
    assert "cannot register a device from Python" in practice.why_not()


def test_starting_twice_is_starting_once(practice):
    practice.start()
    assert practice.is_started()


@pytest.mark.parametrize("f", [lambda z: 2 * z, lambda z: z / 2, lambda z: 1 / z, torch.sin])
def test_forward_derivatives_are_those_of_the_cpu(accelerator, f):
    """They start from zeros that have no memory, which once ended the process."""
    x = torch.tensor([1.0, 2.0, 4.0])
    along = torch.tensor([1.0, 0.5, 0.0])
    _, expected = torch.func.jvp(f, (x,), (along,))
    _, got = torch.func.jvp(f, (x.to(accelerator.name),), (along.to(accelerator.name),))
    assert torch.equal(got.cpu(), expected)
    assert torch.equal(torch.func.jacfwd(f)(x.to(accelerator.name)).cpu(), torch.func.jacfwd(f)(x))
