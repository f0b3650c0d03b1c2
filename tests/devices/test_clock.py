"""The simulated clock: what honest and naive timing see on the practice accelerator."""

import time

import pytest
import torch

from autograder import devices
from autograder.devices.timeline import A100, SimulatedClock

MILLION = 1 << 20


@pytest.fixture
def clock():
    """The practice accelerator's clock, its device warm and idle."""
    devices.chosen(["practice"])
    from autograder.devices import practice

    torch.zeros(1, device="practice")
    practice.clock.synchronize()
    return practice.clock


@pytest.fixture
def seconds(clock):
    """A function: simulated seconds that a piece of work takes on the host."""

    def measure(work) -> float:
        start = clock.now()
        work()
        return clock.now() - start

    return measure


def _big() -> torch.Tensor:
    return torch.ones(16 * MILLION, device="practice")


def test_a_launch_costs_the_host_the_same_for_any_size(seconds):
    small, big = torch.ones(4, device="practice"), _big()
    assert seconds(lambda: small + 1) == pytest.approx(A100.launch)
    assert seconds(lambda: big + 1) == pytest.approx(A100.launch)


def test_naive_timing_misses_the_work(clock, seconds):
    big = _big()
    clock.synchronize()
    naive = seconds(lambda: big * 2)
    clock.synchronize()
    honest = seconds(lambda: (big * 2, devices.synchronize("practice")))
    assert honest > 10 * naive


def test_work_is_bound_by_memory(clock, seconds):
    big = _big()
    clock.synchronize()
    honest = seconds(lambda: (big * 2, clock.synchronize()))
    traffic = 2 * big.nbytes / A100.memory_bandwidth
    assert honest == pytest.approx(A100.launch + traffic + A100.wait)


def test_a_matrix_product_is_bound_by_arithmetic(clock, seconds):
    square = torch.ones(2048, 2048, device="practice")
    clock.synchronize()
    honest = seconds(lambda: (square @ square, clock.synchronize()))
    work = 2 * 2048**3 / A100.flops[torch.float32]
    assert honest == pytest.approx(A100.launch + work + A100.wait)


def test_double_precision_takes_twice_as_long(clock, seconds):
    single = torch.ones(1024, 1024, device="practice")
    double = single.double()

    def honest(x):
        clock.synchronize()
        return seconds(lambda: (x @ x, clock.synchronize())) - A100.launch - A100.wait

    assert honest(double) / honest(single) == pytest.approx(19.5 / 9.7)


def test_operations_queue_up_on_the_device(clock, seconds):
    big = _big()

    def repeated(times):
        clock.synchronize()
        return seconds(lambda: ([big * 2 for _ in range(times)], clock.synchronize()))

    kernel = 2 * big.nbytes / A100.memory_bandwidth
    assert repeated(5) - repeated(1) == pytest.approx(4 * kernel)


@pytest.mark.parametrize(
    "wait",
    [
        lambda x: x[0].item(),
        lambda x: x.cpu(),
        lambda x: bool(x[0]),
        lambda x: x.nonzero(),
        lambda x: torch.accelerator.synchronize(),
        lambda x: torch.practice.synchronize(),
        lambda x: devices.synchronize("practice"),
        lambda x: torch.equal(x[:1], x[:1]),
    ],
    ids=["item", "cpu", "bool", "nonzero", "accelerator", "module", "devices", "equal"],
)
def test_what_needs_values_waits_for_them(clock, wait):
    x = _big() * 2
    pending = clock.busy_until
    assert clock.now() < pending
    wait(x[:10])
    assert clock.now() >= pending


def test_a_transfer_goes_at_the_speed_of_the_link(clock, seconds):
    host = torch.ones(4 * MILLION)
    expected = A100.launch + host.nbytes / A100.transfer_bandwidth + A100.wait
    assert seconds(lambda: host.to("practice")) == pytest.approx(expected)


def test_views_and_allocations_are_free(seconds):
    x = _big()
    assert seconds(lambda: (x[3:].reshape(-1), x.view(4, -1).T, torch.empty_like(x))) == 0


def test_work_on_the_cpu_does_not_move_it(seconds):
    assert seconds(lambda: torch.ones(1000).cumsum(0)) == 0


def test_the_first_operation_pays_for_the_start(clock, seconds):
    x = torch.ones(4, device="practice")
    clock.restart()
    assert seconds(lambda: x + 1) == pytest.approx(A100.start_up + A100.launch)
    assert seconds(lambda: x + 1) == pytest.approx(A100.launch)


def test_a_restart_does_not_turn_time_back(clock):
    before = clock.now()
    clock.restart()
    assert clock.now() >= before


def test_the_same_program_takes_the_same_time(clock, seconds):
    def program():
        x = torch.rand(100, 100, device="practice")
        (x @ x).softmax(1).sum().item()

    assert seconds(program) == pytest.approx(seconds(program))


def test_broadcasting_reads_the_small_tensor_once(clock, seconds):
    column = torch.ones(MILLION, 1, device="practice").expand(MILLION, 16)
    clock.synchronize()
    read = MILLION * 4 + 16 * MILLION * 4
    expected = A100.launch + read / A100.memory_bandwidth + A100.wait
    assert seconds(lambda: (column + 1, clock.synchronize())) == pytest.approx(expected)


def test_events_measure_the_device(clock):
    big = _big()
    start, end = torch.practice.Event(enable_timing=True), torch.practice.Event(enable_timing=True)
    start.record()
    big * 2
    end.record()
    end.synchronize()
    kernel = 2 * big.nbytes / A100.memory_bandwidth
    assert start.elapsed_time(end) == pytest.approx(1000 * kernel, rel=1e-2)


def test_an_event_not_yet_reached_says_so(clock):
    _big() * 2
    event = torch.practice.Event()
    event.record()
    assert not event.query()
    clock.synchronize()
    assert event.query()


def test_events_must_be_recorded(clock):
    with pytest.raises(RuntimeError, match="must be recorded"):
        torch.practice.Event().elapsed_time(torch.practice.Event())


def test_a_clock_that_never_ran_has_nothing_to_wait_for():
    clock = SimulatedClock(A100)
    clock.synchronize()
    assert clock.now() == 0


def test_the_sheet_names_itself_simulated_and_its_sources():
    assert A100.name.startswith("simulated") and len(A100.sources) == 3


def test_a_real_device_is_timed_with_the_real_clock():
    assert devices.clock("cpu") is time.perf_counter


def test_the_practice_device_is_timed_with_the_simulated_clock(clock):
    (practice,) = devices.chosen(["practice"])
    assert devices.clock(practice)() == clock.now()


def test_big_work_is_faster_there_and_small_work_is_not(clock, seconds):
    """The crossing point exists: fixed costs lose to this CPU's, bandwidth wins."""
    x = torch.ones(4, device="practice")
    clock.synchronize()
    fixed = seconds(lambda: (x + x, clock.synchronize()))
    big = _big()
    clock.synchronize()
    per_element = (seconds(lambda: (big + big, clock.synchronize())) - fixed) / big.numel()
    assert fixed > 5e-6 and per_element < 1e-10


def test_the_short_way_there_takes_as_long_as_pytorchs(seconds):
    x = torch.ones(1000)
    assert seconds(lambda: devices.to_device(x, "practice")) == pytest.approx(
        seconds(lambda: x.to("practice"))
    )


def test_the_short_way_back_takes_as_long_as_pytorchs(seconds):
    x = torch.ones(1000, device="practice")
    assert seconds(lambda: devices.to_cpu(x)) == pytest.approx(seconds(lambda: x.cpu()))
