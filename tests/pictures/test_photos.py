"""Photographs, maps, lines, and what stands in their place until there is something to draw."""

import base64
import io
import math
import re

import pytest
import torch
from matplotlib.image import imread

from autograder.pictures import ShowError, show
from tests.pictures.drawn import words

RED = torch.tensor([1.0, 0.0, 0.0]).expand(4, 6, 3)


def pixels(picture):
    """The picture inside, as a reader's browser decodes it: uint8 of shape (rows, columns, 3)."""
    data = re.search(r"data:image/jpeg;base64,([^\"]+)", picture.svg).group(1)
    return torch.tensor(imread(io.BytesIO(base64.b64decode(data)), format="jpeg")).int()


def begun(picture):
    """How many strokes and areas are drawn."""
    return picture.svg.count("M ")


class TestPhoto:
    @pytest.mark.parametrize(
        "image",
        [RED, RED.permute(2, 0, 1), RED.double() * 7, (RED * 255).to(torch.uint8)],
        ids=["colours last", "colours first", "too bright", "bytes"],
    )
    def test_red_is_red(self, image):
        drawn = pixels(show.photo(image, "red"))
        assert drawn.shape == (4, 6, 3)
        assert (drawn - torch.tensor([255, 0, 0])).abs().max() < 5

    def test_it_is_described_for_who_cannot_see_it(self):
        picture = show.photo(RED, "A <red> wall.")
        assert "<desc>A &lt;red&gt; wall.</desc>" in picture.svg
        assert 'alt="A photo. A &lt;red&gt; wall."' in picture._repr_html_()
        assert repr(picture) == "A photo: A <red> wall.\n  shape (4, 6, 3), from 0.0 to 1.0"

    def test_it_keeps_its_proportions(self):
        picture = show.photo(RED, "red")
        assert (picture.width, picture.height) == (300, 200)

    def test_a_photo_with_a_history_is_drawn(self):
        image = RED.clone().requires_grad_()
        assert "A photo" in repr(show.photo(image * 1, "red"))

    def test_a_map_is_brighter_where_it_is_higher(self):
        light = pixels(show.photo(torch.arange(64).reshape(8, 8), "a slope")).sum(dim=2)
        assert light[0, 0] < light[4, 0] < light[7, 7]

    def test_what_lies_beyond_the_edges_of_a_map_is_as_dark_or_bright_as_they_are(self):
        heights = torch.tensor([[-9.0, 0.0], [1.0, 9.0]])
        drawn, clamped = (
            pixels(
                show.photo(t.repeat_interleave(8, 0).repeat_interleave(8, 1), "", between=(0, 1))
            )
            for t in (heights, heights.clamp(0, 1))
        )
        assert torch.equal(drawn, clamped)

    @pytest.mark.parametrize("what", [torch.ones(3), torch.ones(2, 2, 4), torch.ones(0, 4), [1]])
    def test_what_is_no_photo_says_so(self, what):
        with pytest.raises(ShowError, match="shape|tensor|pixel"):
            show.photo(what, "nothing")


class TestLines:
    def test_names_and_ends_are_told(self):
        picture = show.lines([0, 1, 2], {"a": [5, 6, 7], "b": torch.zeros(3)}, "Two lines.")
        assert {"a", "b"} <= set(words(picture))
        assert "a: 5.0 at 0.0, 7.0 at 2.0" in repr(picture)
        assert picture.alt == "Two lines."

    def test_dots_are_not_joined(self):
        joined = show.lines(range(9), {"a": range(9)}, "")
        dotted = show.lines(range(9), {"a": range(9)}, "", dots=["a"])
        assert begun(dotted) > begun(joined) + 8

    def test_a_number_that_is_not_finite_leaves_a_gap(self):
        whole = show.lines(range(5), {"a": [1, 3, 2, 3, 1]}, "")
        gap = show.lines(range(5), {"a": [1, 3, math.nan, 3, 1]}, "")
        assert begun(gap) == begun(whole) + 1

    @pytest.mark.parametrize(
        ("y", "ticks"),
        [([0, 100], {"0", "20", "100"}), ([-0.4, 0.4], {"−0.4", "0.2"}), ([3, 3], {"2", "3", "4"})],
        ids=["hundreds", "around 0", "level"],
    )
    def test_ticks_are_round_numbers(self, y, ticks):
        assert ticks <= set(words(show.lines([1990, 2022], {"a": y}, "")))
        assert "2000" in words(show.lines([1990, 2022], {"a": y}, ""))

    @pytest.mark.parametrize(
        ("ys", "message"),
        [
            ([1, 2], "for each name"),
            ({}, "for each name"),
            ({"a": [1]}, "a has 1 numbers, and x has 2"),
            ({name: [1, 2] for name in "abcde"}, "More than 4"),
            ({"a": [math.nan, math.inf]}, "no finite number"),
        ],
    )
    def test_what_cannot_be_drawn_says_what_to_do(self, ys, message):
        with pytest.raises(ShowError, match=message):
            show.lines([0, 1], ys, "")


class TestNotMadeYet:
    @pytest.mark.parametrize("missing", [None, ..., lambda: None])
    def test_a_photo_that_is_not_there_is_no_error(self, missing):
        assert "Nothing to see yet" in words(show.photo(missing, "a face"))

    def test_a_line_that_is_not_there_is_no_error(self):
        assert "Nothing to see yet" in repr(show.lines([0], {"a": [1], "b": ...}, "lines"))

    def test_a_function_that_raises_is_quoted(self):
        text = repr(show.photo(lambda: torch.ones(2) + torch.ones(3), "a face"))
        assert "Making it raised RuntimeError: The size of tensor a (2)" in text
        assert max(map(len, text.splitlines())) <= 80

    def test_a_function_that_makes_it_is_called(self):
        assert "A photo" in repr(show.photo(lambda: RED, "red"))
        assert "a: 1.0 at 0.0" in repr(show.lines([0], lambda: {"a": [1]}, "a dot"))
