"""What a verdict says of right, wrong and spoiled answers."""

import numpy as np
import pytest
import torch

from autograder.judge import say
from autograder.judge.exercise import Mistake, ordinary
from autograder.judge.expected import answer_from
from autograder.judge.verify import verify
from autograder.witness.record import record
from tests.judge import sample


class AlwaysEqual(torch.Tensor):
    def __eq__(self, other):
        return True


def tampering(a, b):
    a.add_(1)
    return (a - 1) * b


REFUSED = {
    "wrong dtype": (lambda a, b: (a * b).double(), "dtype", "it should have dtype float32"),
    "an extra dimension": (lambda a, b: (a * b)[None], "shape", "it should have shape"),
    "a list": (lambda a, b: (a * b).tolist(), "type", "`torch.tensor(...)` turns a list"),
    "a NumPy array": (lambda a, b: (a * b).numpy(), "type", "`torch.from_numpy(...)`"),
    "a Python float": (lambda a, b: 1.0, "type", "stay in PyTorch"),
    "a subclass": (lambda a, b: (a * b).as_subclass(AlwaysEqual), "type", "ordinary tensor"),
    "None": (lambda a, b: None, "exists", "forget to `return`"),
    "an exception": (lambda a, b: a.nothing, "exists", "raised AttributeError"),
    "one argument": (lambda a: a, "exists", "is called with 2 arguments, as `hadamard(a, b)`"),
    "printing": (lambda a, b: print(a * b), "exists", "write `return` in place of `print`"),
    "a constant": (lambda a, b: torch.ones(3), "shape", "it should have shape"),
    "a changed input": (tampering, "inputs", "changed its input `a`"),
    "no function": (torch.ones(3), "exists", "should be a function, but it is a tensor"),
    "a tuple": (lambda a, b: (a * b,), "type", "Return one tensor"),
    "exit": (lambda a, b: exit(), "exists", "raised SystemExit"),
}


@pytest.mark.parametrize(("given", "aspect", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_an_answer_spoiled_in_one_way_is_refused_with_what_to_do(given, aspect, words):
    verdict = verify(sample.hadamard, given, program="")
    assert verdict.score == 0
    assert verdict.aspect == aspect
    assert words in verdict.message


@pytest.mark.parametrize(
    "given",
    [torch.mul, lambda a, b: torch.einsum("...,...->...", a, b), lambda *both: both[0] * both[1]],
    ids=["built-in", "einsum", "star"],
)
def test_a_right_answer_passes_however_it_is_written(given):
    assert verify(sample.hadamard, given).passed


def test_the_difference_is_named_by_its_position():
    def off_by_one_place(a, b):
        out = a * b
        out[..., -1] += 1
        return out

    message = verify(sample.hadamard, off_by_one_place, program="").message
    assert "The first difference is at position [" in message
    assert "yours is" in message and "it should be" in message


def test_an_edge_case_that_fails_costs_its_share_only():
    verdict = verify(
        sample.hadamard, lambda a, b: a * b if a.numel() else None, program="", devices=["cpu"]
    )
    assert verdict.status == "partly"
    assert verdict.score == 1.25
    assert verdict.case == "empty"
    assert verdict.message.startswith("The ordinary cases are right.")


def test_an_answer_that_fails_an_ordinary_case_earns_nothing_for_the_rest():
    verdict = verify(sample.hadamard, lambda a, b: a.clone(), program="")
    assert (verdict.status, verdict.score) == ("wrong", 0)


def test_a_known_mistake_is_answered_with_its_sentence():
    code = "def hadamard(x, y):\n    return y + x\n"
    verdict = verify(sample.hadamard, lambda x, y: y + x, program=code)
    assert verdict.mistake == "That adds."


def test_without_a_source_no_cause_is_claimed_but_what_ran():
    said = verify(sample.hadamard, lambda x, y: y + x, program="").mistake
    assert said == "Your code uses `+`. Is that what the task asks for?"


def test_a_view_is_refused_where_a_copy_is_asked():
    verdict = verify(sample.row_copy, lambda m: m[0], program="")
    assert (verdict.aspect, verdict.score) == ("memory", 0)
    assert "`.clone()`" in verdict.message


def test_a_copy_is_refused_where_a_view_is_asked():
    assert verify(sample.first_row, lambda m: m[0].clone(), program="").aspect == "memory"
    assert verify(sample.first_row, lambda m: m.select(0, 0), program="").passed


def test_a_gradient_that_is_cut_is_noticed():
    verdict = verify(sample.squares, lambda x: (x * x).detach().requires_grad_(), program="")
    assert verdict.aspect == "gradient"
    assert "cut" in verdict.message


def test_a_wrong_gradient_names_input_index_got_and_expected():
    def half_cut(x):
        return x * x.detach()

    message = verify(sample.squares, half_cut, program="").message
    assert "with respect to `x`" in message
    assert "at position [0]: got" in message
    assert "expected" in message


def test_a_backward_that_raises_is_told():
    def spoiled(x):
        y = x.exp()
        z = y * 1
        y.add_(1)
        return z

    one = sample.unit.function(
        "exponential",
        "",
        reference=lambda x: x.exp(),
        gradients=True,
        cases=[sample.ordinary("a", lambda d: (d.floats(2, low=1, high=2, grad=True),))],
        why="",
    )
    message = verify(one, spoiled).message
    assert "Going back through" in message
    assert "modified by an inplace operation" in message


def test_an_exercise_in_place_compares_the_input_afterwards():
    def in_place(x):
        x.mul_(2)

    def out_of_place(x):
        x = x * 2

    assert verify(sample.doubled, in_place).passed
    verdict = verify(sample.doubled, out_of_place, program="")
    assert verdict.aspect == "inputs"
    assert "should hold" in verdict.message


def test_several_values_may_come_as_a_list():
    assert verify(sample.extremes, lambda t: [t.min().item(), t.max().item()]).passed


def test_a_number_of_numpys_is_no_python_number():
    verdict = verify(sample.extremes, lambda t: (t.numpy().min(), t.max().item()), devices=["cpu"])
    assert verdict.aspect == "type"
    assert "`.item()` makes a plain" in verdict.message


def test_the_number_of_values_is_judged():
    verdict = verify(sample.extremes, lambda t: (1.0, 2.0, 3.0), program="")
    assert verdict.aspect == "number of values"


def test_a_tensor_is_not_a_number():
    verdict = verify(sample.extremes, lambda t: (t.min(), t.max()), program="")
    assert verdict.aspect == "type"
    assert "`.item()`" in verdict.message


def test_where_many_answers_are_right_their_property_decides():
    assert verify(sample.dice, lambda n: torch.full((n,), 3)).passed
    verdict = verify(sample.dice, lambda n: torch.zeros(n, dtype=torch.int64), program="")
    assert (verdict.aspect, verdict.passed) == ("values", False)
    assert "a die shows 1 to 6" in verdict.message


def test_warnings_cost_nothing():
    import warnings

    def warns(a, b):
        warnings.warn("careful", stacklevel=1)
        return a * b

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert verify(sample.hadamard, warns).passed


def test_an_answer_works_where_gradients_were_switched_off():
    with torch.no_grad():
        assert verify(sample.squares, lambda x: x**2).passed
        assert not torch.is_grad_enabled()


def test_a_hidden_seed_adds_cases():
    public = verify(sample.hadamard, lambda a, b: a * b)
    graded = verify(sample.hadamard, lambda a, b: a * b, seed="secret")
    assert (public.seed, graded.seed) == ("public", "secret")


PREDICTIONS = {
    "dtype": (sample.some_dtype, [torch.int64, torch.long, "int64", "torch.int64"], torch.int32),
    "shape": (sample.some_shape, [(2, 3), [2, 3], torch.Size([2, 3])], (3, 2)),
    "error": (
        sample.some_error,
        ["raises ValueError", "a Value Error!", "ValueError: not a row", ValueError],
        "TypeError or ValueError",
    ),
    "bool": (sample.some_bool, [True], 1),
    "tensor": (sample.some_tensor, [torch.tensor([0, 2, 4]), [0, 2, 4], (0.0, 2, 4)], [0, 2]),
    "number": (sample.some_number, [1 / 3, 0.33333, torch.tensor(1 / 3)], 0.3),
}


@pytest.mark.parametrize(("one", "right", "wrong"), PREDICTIONS.values(), ids=PREDICTIONS.keys())
def test_a_prediction_counts_in_whatever_form_it_is_written(one, right, wrong):
    for prediction in right:
        assert verify(one, prediction).passed, prediction
    assert not verify(one, wrong).passed


@pytest.mark.parametrize("prediction", [(3, 2), [3, 2], torch.Size([3, 2])], ids=str)
def test_a_known_wrong_prediction_is_recognised_in_whatever_form(prediction):
    assert verify(sample.some_shape, prediction).mistake == "The other way round."


def test_a_wrong_prediction_does_not_give_the_answer_away():
    verdict = verify(sample.some_dtype, torch.float32)
    assert "int64" not in verdict.message
    assert verdict.expected is None


def test_a_value_is_compared_strictly():
    assert verify(sample.triple, torch.arange(1, 4)).passed
    for wrong in (torch.tensor([1.0, 2, 3]), [1, 2, 3], np.arange(1, 4), torch.tensor([[1, 2, 3]])):
        assert verify(sample.triple, wrong).score == 0


def test_nan_equals_nan():
    unit = sample.Unit("98", "NaN")
    one = unit.value("nan", "NaN", reference=lambda: torch.tensor([float("nan")]), why="")
    assert verify(one, torch.tensor([float("nan")])).passed
    assert not verify(one, torch.tensor([0.0])).passed


def test_a_mistake_whose_values_are_chance_is_recognised_by_its_form():
    one = sample.unit.value(
        "chance",
        "Five zeros.",
        reference=lambda: torch.zeros(5),
        mistakes=[sample.Mistake("torch.Tensor(4)", "Four, and not set.", any_values=True)],
        why="",
    )
    code = "chance = torch.Tensor(4)"
    assert verify(one, torch.rand(4), program=code).mistake == "Four, and not set."
    assert verify(one, torch.rand(3), program=code).label != one.mistakes[0].label


def test_a_changed_list_is_named_as_a_list():
    one = sample.unit.function(
        "largest",
        "",
        reference=lambda numbers: max(numbers),
        cases=[sample.ordinary("some", lambda d: ([1, 3, 2],))],
        why="",
    )
    verdict = verify(one, lambda numbers: (numbers.sort(), numbers[-1])[1], program="")
    assert "Work on a copy of the list" in verdict.message


def test_a_prediction_of_nan_can_be_right():
    one = sample.unit.predict(
        "some_nan", "", runs="torch.tensor(0.0).log().sub(1).mul(0).item()", why=""
    )
    assert verify(one, float("nan")).passed
    assert not verify(one, 0.0).passed


def test_an_error_of_pytorchs_own_is_no_stub():
    def unfinished(a, b):
        raise NotImplementedError

    def tried(a, b):
        return torch.lerp(torch.ones(2, dtype=torch.uint8), torch.ones(2, dtype=torch.uint8), 0.5)

    assert verify(sample.hadamard, unfinished).status == "not attempted"
    assert verify(sample.hadamard, tried).status == "error"


def test_an_interrupt_is_the_students_own():
    def endless(a, b):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        verify(sample.hadamard, endless)


def test_the_stub_of_a_fix_is_told_from_its_repair():
    assert verify(sample.mean_of, None, program=sample.mean_of.broken).status == "not attempted"
    commented = "def mean_of(x):\n    # hm\n    return x.sum() / 2\n"
    assert verify(sample.mean_of, None, program=commented).status == "not attempted"
    assert verify(sample.mean_of, lambda x: x.mean(), program="").passed


def test_a_repair_that_means_the_same_is_told_so():
    same = "def mean_of(x):\n    return (x.sum()) / 2\n"
    verdict = verify(sample.mean_of, answer_from(sample.mean_of, same), program=same)
    assert verdict.status == "wrong"
    assert "Python reads it as before" in verdict.message


def test_a_prediction_in_quotation_marks_is_told_to_leave_them_out():
    verdict = verify(sample.some_tensor, "[0, 2, 4]")
    assert not verdict.passed
    assert "leave out the quotation marks" in verdict.message


def test_a_prediction_with_brackets_too_many_is_told_to_count_them():
    assert "count the brackets" in verify(sample.some_number, [[1 / 3]]).message


def test_a_method_that_was_not_called_is_named():
    message = verify(sample.triple, torch.ones(3).sum).message
    assert "didn't call it" in message


def test_a_broken_rule_is_named_besides_a_wrong_value():
    code = "t.sum() + 1"
    verdict = verify(
        sample.total, answer_from(sample.total, code), program=sample.total.as_cell(code)
    )
    assert verdict.aspect == "values"
    assert "Besides: This exercise should be solved without `sum`." in verdict.message


def test_a_check_leaves_the_students_random_numbers_alone():
    torch.manual_seed(3)
    expected = torch.rand(2)
    torch.manual_seed(3)
    verify(sample.dice, lambda n: torch.randint(1, 7, (n,)))
    verify(sample.some_number, 1 / 3)
    assert torch.equal(torch.rand(2), expected)


def test_functions_of_one_call_can_share_a_machine():
    machine = "class Counter:\n    n = 0\n    def add(self):\n        self.n += 1\nc = Counter()"
    one = sample.unit.function(
        "three_times",
        "",
        reference=lambda work, count: [work() for _ in range(3)] and count(),
        cases=[
            sample.ordinary(
                "a", lambda d: (sample.Code("c.add", machine), sample.Code("lambda: c.n", machine))
            )
        ],
        why="",
    )
    assert verify(one, lambda work, count: (work(), work(), work(), count())[-1]).passed
    message = verify(one, lambda work, count: (work(), count())[-1]).message
    assert "`three_times(c.add, lambda: c.n)` gave `1`" in message


def test_a_prediction_of_another_error_is_told_that_there_is_one():
    assert "another one" in verify(sample.some_error, "raises TypeError").message
    assert "Which one?" in verify(sample.some_error, "error").message


def test_item_is_not_advised_for_several_elements():
    one = sample.unit.function(
        "any_negative",
        "",
        reference=lambda t: bool((t < 0).any()),
        cases=[sample.ordinary("a vector", lambda d: (d.floats(4),))],
        why="",
    )
    assert "`.any()` or `.all()`" in verify(one, lambda t: t < 0).message
    assert "`.item()`" in verify(one, lambda t: (t < 0).any()).message


def test_a_message_shows_a_dtype_and_a_gradient_that_matter():
    said = say.value(record(torch.tensor([1, 2], dtype=torch.uint8)))
    assert said == "torch.tensor([1, 2], dtype=torch.uint8)"
    said = say.value(record(torch.tensor([1.5], requires_grad=True)))
    assert said == "torch.tensor([1.5], requires_grad=True)"


def test_what_a_message_shows_can_be_pasted():
    message = verify(sample.hadamard, lambda a, b: a + b).message
    assert "`hadamard(torch.tensor([" in message


def test_a_prediction_as_a_numpy_array_is_told_to_be_a_list():
    verdict = verify(sample.some_tensor, np.array([0, 2, 4]))
    assert not verdict.passed
    assert "as a list of numbers" in verdict.message


def test_infinity_in_quotation_marks_is_told_how_to_write_it():
    one = sample.unit.predict("some_inf", "", runs="torch.tensor(1.0).div(0)", why="")
    assert 'Write `float("inf")`.' in verify(one, "inf").message


def test_a_known_wrong_prediction_says_only_what_helps():
    assert verify(sample.some_shape, (3, 2)).message == "The other way round."


def test_numbers_that_differ_in_a_late_digit_are_shown_to_differ():
    given = torch.tensor([1.000001, 2.0, 3.0], dtype=torch.float64)
    one = sample.unit.value(
        "three", "", reference=lambda: torch.tensor([1.0, 2.0, 3.0]).double(), why=""
    )
    assert "1.000001" in verify(one, given).message


def test_the_whole_of_a_value_is_not_given_away():
    one = sample.unit.value("a_dozen", "", reference=lambda: 12, why="")
    assert "12" not in verify(one, 5).message


def test_a_method_without_brackets_in_a_product_is_told_to_be_called():
    message = verify(sample.hadamard, lambda a, b: a.numel * b, program="").message
    assert "write brackets after its name" in message


def test_a_mistake_that_raises_is_told_from_another_error_of_its_type():
    one = sample.unit.function(
        "doubled",
        "",
        reference=lambda x: 2 * x,
        cases=[ordinary("three", lambda d: (d.floats(3),))],
        mistakes=[Mistake("int(x) * 2", "One by one.")],
        why="",
    )
    code = "def doubled(x):\n    return int(x) * 3\n"
    assert verify(one, lambda x: int(x) * 3, program=code).mistake == "One by one."
    assert verify(one, lambda x: float("two") * x, program=code).mistake is None


def test_a_tolerance_holds_for_a_number_too():
    one = sample.unit.value(
        "nearly_pi", "", reference=lambda: 3.14159, tolerance=(0.01, 0.01), why=""
    )
    assert verify(one, 3.14).passed
    assert not verify(one, 3.3).passed
