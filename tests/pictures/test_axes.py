"""What the charts stand on: ticks, lines cut at the frame, and words that cover nothing."""

import math
from itertools import combinations

import pytest
import torch

from autograder.pictures import show
from autograder.pictures.canvas import Canvas, text_width
from autograder.pictures.contours import levels
from autograder.pictures.frame import Frame
from autograder.pictures.scale import Scale, covering, log_covering, one_two_five
from autograder.pictures.timing import size_text, time_text
from tests.pictures.drawn import words

FRAME = Frame(0, 0, 100, 50)
MINUS = "−"


@pytest.fixture
def boxes(monkeypatch):
    """Of every text drawn in this test: the text and its left, top, right and bottom edge."""
    found = []
    draw = Canvas.text

    def text(self, x, y, text, *, size=13.0, align="left", **look):
        wide = text_width(text, size)
        left = x - {"left": 0, "center": wide / 2, "right": wide}[align]
        found.append((text, (left, y - size / 2, left + wide, y + size / 2)))
        return draw(self, x, y, text, size=size, align=align, **look)

    monkeypatch.setattr(Canvas, "text", text)
    return found


@pytest.fixture
def lines(monkeypatch):
    """The points of every line drawn in this test, by colour."""
    found = {}
    draw = Canvas.line

    def line(self, points, *, color="#1b1f24", **look):
        found.setdefault(color, []).append(list(points))
        draw(self, points, color=color, **look)

    monkeypatch.setattr(Canvas, "line", line)
    return found


def apart(a, b):
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


class TestTicks:
    @pytest.mark.parametrize(
        ("low", "high", "texts"),
        [
            (0, 6, ["0", "1", "2", "3", "4", "5", "6"]),
            (-1.1, 1.1, [f"{MINUS}1", f"{MINUS}0.5", "0", "0.5", "1"]),
            (0, 1e12, ["0", "2e11", "4e11", "6e11", "8e11", "1e12"]),
            (0, 5e-6, ["0", "1e-6", "2e-6", "3e-6", "4e-6", "5e-6"]),
        ],
    )
    def test_are_round_and_written_alike(self, low, high, texts):
        found = list(Scale(low, high).ticks().values())
        assert found == [text.replace("-", MINUS) for text in texts]

    @pytest.mark.parametrize("low", [-1e9, -3.7, 0.0, 0.123456, 1e8])
    @pytest.mark.parametrize("size", [0.77, 1.0, 6.5, 4e10])
    def test_lie_on_the_axis_and_differ(self, low, size):
        ticks = Scale(low, low + size).ticks()
        assert 2 <= len(ticks) == len(set(ticks.values())) <= 13
        assert all(low - 1e-6 * size <= tick <= low + (1 + 1e-6) * size for tick in ticks)

    def test_long_ones_are_fewer(self):
        assert sum(map(len, Scale(1e5, 1e5 + 1e-3).ticks().values())) <= 75

    def test_equal_numbers_lie_in_the_middle(self):
        assert covering([5.0, 5.0], room=0.05).share(5.0) == 0.5
        assert covering([0.0], room=0.05).share(0.0) == 0.5

    @pytest.mark.parametrize("values", [[1e308, -1e308], [math.inf, math.nan], [5e-324, 0.0]])
    def test_numbers_at_the_edge_of_floats_have_an_axis(self, values):
        assert len(covering(values, room=0.05).ticks()) >= 2


class TestLogarithmicAxis:
    def test_shows_decades(self):
        assert list(log_covering([10, 10**6], size_text).ticks().values()) == [
            "10", "100", "1k", "10k", "100k", "1M",
        ]  # fmt: skip

    def test_equal_factors_are_equally_long(self):
        scale = log_covering([1, 10_000], size_text)
        steps = [scale.share(10.0 ** (k + 1)) - scale.share(10.0**k) for k in range(4)]
        assert steps == pytest.approx([steps[0]] * 4)

    @pytest.mark.parametrize("low", [1e-9, 1.1e-6, 3e-4, 0.99, 7.0])
    @pytest.mark.parametrize("factor", [1.0, 1.01, 2.0, 5.0, 9.0, 30.0])
    def test_has_two_ticks_also_within_a_decade(self, low, factor):
        ticks = log_covering([low, low * factor], time_text).ticks()
        assert len(ticks) >= 2 and len(set(ticks.values())) == len(ticks)

    def test_many_decades_are_thinned(self):
        assert len(log_covering([1e-30, 1e30], size_text).ticks()) <= 13

    def test_one_size_and_equal_times_can_be_drawn(self):
        drawn = words(show.timings([1000], {"a": [1e-3], "b": [1e-3]}))
        assert {"500", "1k", "2k", "500 µs", "1 ms", "2 ms"} <= set(drawn)


class TestFrame:
    def test_line_inside_stays_whole(self):
        points = [(0, 0), (50, 25), (100, 50)]
        assert FRAME.pieces(points) == [points]

    def test_line_is_cut_where_it_leaves_and_comes_back(self):
        assert FRAME.pieces([(10, 40), (20, -40), (30, 40)]) == [
            [(10, 40), (15, 0)],
            [(25, 0), (30, 40)],
        ]

    def test_line_across_a_corner_outside_is_left_out(self):
        assert FRAME.pieces([(-20, 10), (10, -20)]) == []

    def test_gap_where_a_number_is_not_finite(self):
        points = [(0, 1), (1, 1), (2, math.nan), (3, 1), (4, 1), (5, math.inf), (6, 1)]
        assert FRAME.pieces(points) == [[(0, 1), (1, 1)], [(3, 1), (4, 1)]]

    def test_curve_to_infinity_ends_at_the_frame(self, lines):
        picture = show.curve(lambda x: 1 / x, (-6, 6), points=[0.5])
        every = [point for found in lines.values() for line in found for point in line]
        assert all(0 < x < picture.width and 0 < y < picture.height for x, y in every)

    def test_pole_is_not_drawn_as_a_wall(self, lines):
        show.curve(lambda x: 1 / (x - 0.001), (-6, 6), derivative=False)
        heights = [[y for _, y in line] for line in lines["#0072b2"] if len(line) > 2]
        falls = [max(b - a for a, b in zip(ys, ys[1:], strict=False)) for ys in heights]
        assert len(heights) == 2 and max(falls) < 240


class TestWords:
    PICTURES = {
        "curve": lambda: show.curve(torch.sin, (-6, 6), points=[-4, 0, 1, 5]),
        "descent": lambda: show.descent(lambda x: x**2, [4.0, 2.0, 1.0]),
        "contours": lambda: show.descent(lambda x, y: x**2 + 3 * y**2, [[4.0, 2.0], [0.2, 0.1]]),
        "timings": lambda: show.timings(
            [10, 1000], {f"a rather long label {k}": [1e-6 * k, 1e-3] for k in range(1, 7)}, "note"
        ),
        "lines": lambda: show.lines([0, 1], {"a": [1, 2], "b": [2, 1]}, "two lines"),
    }

    @pytest.mark.parametrize("draw", PICTURES.values(), ids=PICTURES)
    def test_lie_apart_and_within_the_picture(self, draw, boxes):
        picture = draw()
        for (a, first), (b, second) in combinations(boxes, 2):
            assert apart(first, second), (a, b)
        for text, (left, top, right, bottom) in boxes:
            assert left > 0 and right < picture.width, text
            assert top > 0 and bottom < picture.height, text

    def test_legend_lies_above_all_data(self, boxes, lines):
        show.lines([0, 1], {"climbs": [0, 1], "falls": [1, 0]}, "two lines")
        legend = max(box[3] for text, box in boxes if text in ("climbs", "falls"))
        grid = [y for line in lines["#d8dee4"] for _, y in line]
        data = [y for line in lines["#0072b2"][1:] for _, y in line]
        assert legend < min(grid) <= min(data)

    def test_slope_label_does_not_lie_on_its_tangent(self, boxes, lines):
        show.curve(torch.sin, (-6, 6), points=[-4, 0, 1, 5])
        labels = [box for text, box in boxes if text.startswith("slope")]
        spots = [
            (a[0] + t / 50 * (b[0] - a[0]), a[1] + t / 50 * (b[1] - a[1]))
            for a, b in lines["#1b1f24"]
            for t in range(51)
        ]
        assert len(labels) == 4
        for left, top, right, bottom in labels:
            assert not any(left < x < right and top < y < bottom for x, y in spots)


class TestContours:
    def test_heights_are_round_and_about_ten(self):
        heights = torch.linspace(-3.7, 11.2, 100)
        assert levels(heights) == [-2, 0, 2, 4, 6, 8, 10]

    def test_steep_valley_gets_lines_near_its_ground(self):
        heights = torch.linspace(0, 1, 1000) ** 8 * 2500
        assert levels(heights) == [2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000]

    @pytest.mark.parametrize("heights", [torch.ones(9), torch.full((9,), math.nan)])
    def test_flat_or_unknown_ground_has_none(self, heights):
        assert levels(heights) == []

    def test_lines_are_labelled_with_their_height(self):
        drawn = words(show.descent(lambda x, y: x**2 + 3 * y**2, [[4.0, 2.0], [0.2, 0.1]]))
        assert {"5.0", "10.0", "15.0", "20.0", "25.0"} <= set(drawn)

    def test_one_two_five(self):
        assert one_two_five(0.3, 40) == pytest.approx([0.5, 1, 2, 5, 10, 20])


class TestSteps:
    def test_few_are_arrows_and_many_are_a_line(self, lines):
        def ink(steps):
            lines.clear()
            show.descent(lambda x: x**2, torch.linspace(9, 0, steps + 1))
            return lines["#1b1f24"]

        assert [len(line) for line in ink(10)] == [2] * 10
        assert [len(line) for line in ink(200)] == [201]

    @pytest.mark.parametrize("path", [[1e308, -1e308], [1e200], [0.0], [2.0, 2.0]])
    def test_any_finite_path_can_be_drawn(self, path):
        assert "start" in words(show.descent(lambda x: x**2, path))
        assert "start" in words(show.descent(lambda x, y: x * y, [[x, x] for x in path]))
