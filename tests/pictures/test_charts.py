"""The pictures of unit 05 and 06: graphs, curves, descents and timings."""

import math

import pytest
import torch

from autograder.pictures import ShowError, show
from tests.pictures.drawn import words


@pytest.fixture
def deck():
    x = torch.tensor([10.0, 12.0, 14.0, 16.0], requires_grad=True)
    z = x * x
    return {"x": x, "z": z, "s": z.sum()}


class TestGraph:
    def test_values_and_gradients_of_the_deck(self, deck):
        text = repr(show.graph(deck["s"], names=deck))
        assert "x is a leaf: value [10.0, 12.0, 14.0, 16.0]" in text
        assert "gradient [20.0, 24.0, 28.0, 32.0]" in text
        assert "z = product of x, x: value [100.0, 144.0, 196.0, 256.0]" in text
        assert "s = sum of z: value 696.0, gradient 1.0" in text

    def test_a_product_is_not_read_as_the_letter_x(self, deck):
        heads = words(show.graph((deck["z"] * 3).sum(), names=deck))
        assert "z: product" in heads and "× 3" in heads and "×" not in heads

    def test_gradients_and_the_graph_stay_as_they_were(self, deck):
        deck["z"].retain_grad()
        show.graph(deck["s"], names=deck)
        assert deck["x"].grad is None and deck["z"].grad is None
        deck["s"].backward()
        assert deck["x"].grad.tolist() == [20, 24, 28, 32]

    def test_after_backward_the_stored_gradient_is_shown(self, deck):
        deck["s"].backward()
        picture = show.graph(deck["s"], names=deck)
        assert ".grad = [20.0, 24.0, 28.0, 32.0]" in words(picture)
        assert "freed" in picture.alt

    def test_unnamed_values_are_found_where_they_follow(self):
        x = torch.tensor(2.0, requires_grad=True)
        text = repr(show.graph((x**2 * 3).exp() + x))
        assert "** 2 of #1: value 4.0" in text and "× 3 of #2: value 12.0" in text

    def test_two_parameters_get_partial_derivatives(self):
        x, y = (torch.tensor(v, requires_grad=True) for v in (2.0, 3.0))
        text = repr(show.graph(x**2 * y**2, names={"x": x, "y": y}))
        assert "x is a leaf: value 2.0, gradient 36.0" in text
        assert "y is a leaf: value 3.0, gradient 24.0" in text

    def test_hooks_are_taken_away_again(self, deck):
        show.graph(deck["s"])
        assert repr(show.graph(deck["s"])) == repr(show.graph(deck["s"]))

    def test_leaf_alone_is_a_graph(self):
        x = torch.tensor(1.0, requires_grad=True)
        assert "x is a leaf: value 1.0, gradient 1.0" in repr(show.graph(x, {"x": x}))

    def test_works_under_no_grad(self, deck):
        with torch.no_grad():
            assert "gradient 1.0" in repr(show.graph(deck["s"]))

    @pytest.mark.parametrize(
        ("result", "message"),
        [
            (torch.tensor(1.0), "requires_grad=True"),
            (5, "requires_grad=True"),
            (torch.ones(2, requires_grad=True) * 2, r"Add them up first"),
        ],
    )
    def test_what_has_no_graph_says_what_to_do(self, result, message):
        with pytest.raises(ShowError, match=message):
            show.graph(result)

    def test_long_expression_is_refused(self):
        x = torch.tensor(1.0, requires_grad=True)
        y = x
        for _ in range(100):
            y = y * 1.1
        with pytest.raises(ShowError, match="too many"):
            show.graph(y)


class TestCurve:
    def test_tangents_say_their_slope(self):
        picture = show.curve(lambda x: x**2, (-3, 3), points=[-2, 1])
        assert {"slope -4.0", "slope 2.0"} <= set(words(picture))
        assert "at x = -2.0, f is 4.0 and its slope -4.0" in picture.alt

    def test_derivative_is_dashed_and_named(self):
        picture = show.curve(torch.sin, (0, 3))
        assert "f′(x), its derivative" in words(picture) and "stroke-dasharray" in picture.svg

    def test_derivative_can_be_left_out(self):
        assert "f′" not in repr(show.curve(torch.sin, (0, 3), derivative=False))

    def test_derivative_can_be_the_students_own(self):
        picture = show.curve(torch.sin, (0, 3), derivative=lambda x: x * 0 + 5, points=[1])
        assert "slope 5.0" in words(picture)

    def test_function_written_for_numbers_is_drawn_with_its_slope(self):
        picture = show.curve(lambda x: math.exp(float(x)), (0, 1), points=[0])
        assert "slope 1.0" in words(picture)

    def test_gap_is_left_where_the_function_is_not_finite(self):
        assert "highest 100.0" in show.curve(lambda x: 1 / x, (-2, 2)).alt

    def test_constant_has_slope_zero(self):
        assert "slope 0.0" in words(show.curve(lambda x: torch.ones_like(x), (0, 1), points=[0.5]))

    @pytest.mark.parametrize(
        ("f", "interval", "message"),
        [
            (3, (0, 1), "takes a function"),
            (torch.sin, 5, "pair of numbers"),
            (torch.sin, (1, 0), "smaller number"),
            (torch.log, (-2, -1), "no finite number"),
            (lambda x: None, (0, 1), "fails at"),
        ],
    )
    def test_bad_input_says_what_to_do(self, f, interval, message):
        with pytest.raises(ShowError, match=message):
            show.curve(f, interval)


class TestDescent:
    def test_path_on_a_curve_says_start_and_end(self):
        picture = show.descent(lambda x: x**2, [4.0, 2.0, 1.0])
        assert "2 steps, from x = 4.0, f = 16.0 to x = 1.0, f = 1.0" in picture.alt
        assert {"start", "step 2"} <= set(words(picture))

    @pytest.mark.parametrize("f", [lambda x, y: x**2 + y**2, lambda p: (p**2).sum()])
    def test_path_over_contours_takes_either_kind_of_function(self, f):
        picture = show.descent(f, torch.tensor([[3.0, 4.0], [0.0, 1.0]]))
        assert "from x = 3.0, y = 4.0, f = 25.0 to x = 0.0, y = 1.0, f = 1.0" in picture.alt

    def test_diverged_path_is_drawn_up_to_where_numbers_end(self):
        picture = show.descent(lambda x: x**2, [1.0, -3.0, float("inf"), float("nan")])
        assert "After step 1 the numbers are no longer finite" in words(picture)

    def test_path_of_tensors_with_gradients_is_left_alone(self):
        path = [torch.tensor(2.0, requires_grad=True), torch.tensor(1.0)]
        assert "1 step, from x = 2.0" in repr(show.descent(lambda x: x**2, path))
        assert path[0].grad is None

    @pytest.mark.parametrize(
        ("path", "message"),
        [([], "empty"), ([[1, 2, 3]], r"\(n, 2\)"), (["a"], "must be numbers")],
    )
    def test_bad_path_says_what_to_do(self, path, message):
        with pytest.raises(ShowError, match=message):
            show.descent(lambda x: x**2, path)


class TestTimings:
    def test_lines_differ_in_more_than_colour_and_axes_have_units(self):
        picture = show.timings(
            [10, 10**6], {"CPU": [1e-6, 1e-2], "GPU": [1e-5, 1e-4]}, note="GPU is simulated"
        )
        assert {"CPU", "GPU", "GPU is simulated", "1 ms"} <= set(words(picture))
        assert "stroke-dasharray" in picture.svg
        assert "At 10 elements CPU is fastest. At 1M elements GPU is fastest" in picture.alt

    def test_text_is_a_table(self):
        assert repr(show.timings([10, 1000], {"CPU": [1e-6, 2e-3]})) == (
            "Time against size\n  size   CPU\n    10  1 µs\n    1k  2 ms"
        )

    @pytest.mark.parametrize(
        ("sizes", "seconds", "message"),
        [
            ([1, 2], {"CPU": [1.0]}, "1 times for 2 sizes"),
            ([1], {"CPU": [0.0]}, "above 0"),
            ([1], [1.0], "one list a label"),
            ([], {"CPU": []}, "empty"),
        ],
    )
    def test_bad_input_says_what_to_do(self, sizes, seconds, message):
        with pytest.raises(ShowError, match=message):
            show.timings(sizes, seconds)


@pytest.mark.parametrize(
    "draw",
    [
        lambda: show.curve(torch.sin, (0, 3), points=[1]),
        lambda: show.descent(lambda x, y: x**2 + y**2, [[1.0, 1.0], [0.5, 0.5]]),
        lambda: show.timings([1, 10], {"CPU": [1e-3, 1e-2]}),
    ],
)
def test_charts_give_the_same_bytes_twice(draw):
    assert draw().svg == draw().svg
