"""The pictures of operations: broadcasting, slicing, joining, comparing."""

import xml.etree.ElementTree as ET

import numpy as np
import pytest
import torch

import autograder
from autograder import devices
from autograder.pictures import ShowError, show
from tests.pictures.drawn import SVG, words


def dashed(picture):
    return picture.svg.count("stroke-dasharray")


class TestBroadcast:
    def test_deck_example_is_aligned_stretched_and_computed(self):
        a, b = torch.tensor([[1, 2, 3]]), torch.tensor([[1, 2, 3], [4, 5, 6]])
        text = repr(show.broadcast(a, b, "*"))
        assert "dimension -2: a: 1 → 2 · dimension -1: same" in text
        assert "[[ 1,  2,  3],\n   [1~, 2~, 3~]]" in text
        assert "a * b  shape (2, 3) · int64\n  [[ 1,  4,  9],\n   [ 4, 10, 18]]" in text

    def test_missing_dimension_is_added_on_the_left(self):
        picture = show.broadcast(torch.ones(3), torch.ones(3, 1))
        assert "a: none → 1, then 3" in words(picture)
        assert "the result has shape (3, 3)" in picture.alt

    def test_stretched_cells_are_hatched_and_dashed(self):
        assert dashed(show.broadcast(torch.ones(1, 2), torch.ones(2, 2)))
        assert not dashed(show.broadcast(torch.ones(2, 2), torch.ones(2, 2)))

    def test_clash_is_drawn_with_its_dimension(self):
        picture = show.broadcast(torch.ones(2, 3), torch.ones(2), "+")
        assert "✗ (2, 3) and (2,) can't be broadcast." in words(picture)
        assert "Along dimension -1 the sizes are 3 and 2" in picture.alt

    @pytest.mark.parametrize(
        ("a", "b"),
        [((), ()), ((3,), ()), ((0,), (1,)), ((2, 1, 3), (4, 1)), ((1, 1, 1, 1), (2, 3, 4, 5))],
    )
    def test_result_has_the_shape_that_pytorch_gives(self, a, b):
        expected = tuple(torch.broadcast_shapes(a, b))
        assert f"shape {expected}" in repr(show.broadcast(torch.ones(a), torch.ones(b)))

    @pytest.mark.parametrize(("a", "b"), [((0,), (2,)), ((4, 3), (4,)), ((2, 3), (3, 2))])
    def test_what_pytorch_refuses_is_a_clash(self, a, b):
        with pytest.raises(RuntimeError):
            torch.broadcast_shapes(a, b)
        assert "can't be broadcast" in repr(show.broadcast(torch.ones(a), torch.ones(b)))

    def test_any_function_of_two_tensors_is_an_op(self):
        assert "maximum(a, b)" in repr(show.broadcast([1, 5], [[3]], torch.maximum))

    def test_unknown_op_lists_the_known_ones(self):
        with pytest.raises(ShowError, match=r"\+ - \* /"):
            show.broadcast(1, 2, "plus")

    def test_failing_op_says_why(self):
        with pytest.raises(ShowError, match="can't be computed"):
            show.broadcast(torch.ones(2), torch.ones(2), torch.mm)


class TestSlice:
    def test_picked_cells_are_marked(self):
        text = repr(show.slice(torch.arange(1, 10).reshape(3, 3), np.s_[:, 0:1]))
        assert "[[1*,  2,  3],\n   [4*,  5,  6],\n   [7*,  8,  9]]" in text
        assert "t[:, 0:1]  shape (3, 1)" in text

    @pytest.mark.parametrize(
        ("index", "code"),
        [
            (0, "t[0]"),
            (-1, "t[-1]"),
            (np.s_[0:1], "t[0:1]"),
            (np.s_[::2, 1:], "t[::2, 1:]"),
            (np.s_[..., None], "t[..., None]"),
            (None, "t[None]"),
            ([0, 2], "t[[0, 2]]"),
            (([0, 2], [1, 1]), "t[[0, 2], [1, 1]]"),
            (torch.tensor([1, 0]), "t[[1, 0]]"),
            (np.array([1, 0]), "t[[1, 0]]"),
            (torch.ones(3, 4) > 0, "t[mask]"),
            ([True, False, True], "t[[True, False, True]]"),
            ((), "t[()]"),
            (np.s_[5:9], "t[5:9]"),
        ],
    )
    def test_any_index_gives_what_pytorch_gives(self, index, code):
        t = torch.arange(12).reshape(3, 4)
        text = repr(show.slice(t, index))
        assert text.startswith(code)
        assert f"shape {tuple(t[index].shape)}" in text

    @pytest.mark.parametrize("index", [0, np.s_[1:], np.s_[..., 0], None, np.s_[9:]])
    def test_view_is_called_a_view(self, index):
        assert "A view" in show.slice(torch.arange(6).reshape(2, 3), index).alt

    @pytest.mark.parametrize("index", [[0], torch.tensor([1]), torch.ones(2, 3) > 0])
    def test_copy_is_called_a_copy(self, index):
        assert "A copy" in show.slice(torch.arange(6).reshape(2, 3), index).alt

    def test_view_of_an_empty_tensor_is_a_view(self):
        assert "A view" in show.slice(torch.empty(0), np.s_[0:1]).alt

    def test_cell_picked_twice_says_so(self):
        assert "×2" in words(show.slice(torch.arange(5), [1, 1]))

    def test_large_tensor_is_shown_around_the_slice(self):
        picture = show.slice(torch.arange(10_000).reshape(100, 100), np.s_[50, 40:60])
        assert "5040" in words(picture) and "5040*" in repr(picture)

    @pytest.mark.parametrize(
        ("index", "message"),
        [
            (np.s_[::-1], r"torch\.flip"),
            (7, "out of bounds"),
            (0.5, "can't be taken"),
            ((0, 0, 0), "too many indices"),
            (":, 0:1", r"np\.s_"),
            ((None,) * 4, "rank 6"),
        ],
    )
    def test_impossible_index_says_why(self, index, message):
        with pytest.raises(ShowError, match=message):
            show.slice(torch.arange(6).reshape(2, 3), index)


class TestJoining:
    def test_cat_says_where_each_cell_came_from(self):
        text = repr(show.cat([torch.zeros(2, 2), torch.ones(1, 2)]))
        assert "[[0.0A, 0.0A],\n   [0.0A, 0.0A],\n   [1.0B, 1.0B]]" in text
        assert "(2, 2) + (1, 2) → (3, 2): dimension 0 adds up." in text

    def test_stack_makes_a_new_dimension(self):
        text = repr(show.stack([[1, 2], [3, 4], [5, 6]], dim=-1))
        assert "shape (2, 3)" in text and "dimension 1 is new" in text

    def test_promotion_is_said(self):
        assert "all became float32" in repr(show.cat([torch.ones(1), torch.ones(1).int()]))

    @pytest.mark.parametrize(
        ("name", "parts", "dim", "message"),
        [
            ("cat", [torch.ones(2, 2), torch.ones(1, 3)], 0, "Along dimension 1, A has 2 and B"),
            ("cat", [torch.ones(2, 2), torch.ones(2)], 0, "A has rank 2, B has rank 1"),
            ("cat", [torch.tensor(1), torch.tensor(2)], 0, "A scalar has no dimension"),
            ("stack", [torch.ones(2), torch.ones(3)], 0, "needs equal shapes"),
            ("cat", [torch.ones(2), torch.ones(3)], 1, "dim goes from -1 to 0"),
            ("stack", [torch.ones(2), torch.ones(2)], 2, "dim goes from -2 to 1"),
        ],
    )
    def test_refusal_is_drawn_with_its_reason(self, name, parts, dim, message):
        with pytest.raises((RuntimeError, IndexError)):
            getattr(torch, name)(parts, dim=dim)
        assert message in repr(getattr(show, name)(parts, dim=dim))

    @pytest.mark.parametrize("parts", [torch.ones(2, 2), [], 3])
    def test_anything_but_a_list_is_refused(self, parts):
        with pytest.raises(ShowError, match="takes a list"):
            show.cat(parts)

    def test_many_tensors_show_the_first_and_the_last(self):
        picture = show.cat([torch.tensor([k]) for k in range(30)])
        assert "shape (30,)" in repr(picture) and picture.title.endswith("29], dim=0)")

    def test_rank_of_a_stack_is_limited_like_any_other(self):
        with pytest.raises(ShowError, match="rank 5"):
            show.stack([torch.ones(1, 1, 1, 1)] * 2)


class TestCompare:
    def test_differing_cells_are_crossed_and_listed(self):
        a = torch.arange(9.0).reshape(3, 3)
        b = a.clone()
        b[0, 1] = 7
        picture = show.compare(a, b)
        assert "7.0✗" in repr(picture)
        assert "1 of 9 cells differ" in picture.alt
        assert "First at [0, 1]: expected 1.0, yours is 7.0" in picture.alt

    def test_equal_tensors_say_so(self):
        assert "✓ Same shape, same dtype, same values." in words(show.compare([1], [1]))

    def test_shapes_that_differ_are_not_compared_cell_by_cell(self):
        picture = show.compare(torch.ones(2, 2), torch.ones(4))
        assert "✗ The shapes differ: expected (2, 2), yours is (4,)." in words(picture)
        assert "cells differ" not in picture.alt

    def test_dtypes_that_differ_are_told_beside_equal_values(self):
        picture = show.compare(torch.tensor([1.0]), torch.tensor([1]))
        assert "✗ The dtypes differ: expected float32, yours is int64." in words(picture)
        assert "✗" not in repr(picture).split("✗ The")[0]

    def test_nan_equals_nan(self):
        nan = torch.tensor([float("nan")])
        assert "✓" in repr(show.compare(nan, nan))

    def test_rounding_is_no_difference_in_a_notebook(self):
        a, b = torch.tensor(0.3), torch.tensor(0.1) + torch.tensor(0.2)
        assert "✓" in repr(autograder.show.compare(a, b))

    @pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32, torch.float64])
    def test_a_notebook_takes_for_the_same_what_a_check_does(self, dtype):
        rtol, _ = devices.tolerance(dtype, "cpu")
        near, far = (
            torch.tensor(8 + 8 * part * rtol, dtype=torch.float64).to(dtype) for part in (0.75, 3)
        )
        eight = torch.tensor(8.0).to(dtype)
        assert "✓" in repr(autograder.show.compare(eight, near))
        assert "The value differs" in repr(autograder.show.compare(eight, far))

    def test_tolerance_can_be_given(self):
        assert "✓" in repr(show.compare(torch.tensor(1.0), torch.tensor(1.05), atol=0.1))

    def test_values_that_differ_never_read_the_same(self):
        picture = show.compare(torch.tensor([0.2]), torch.tensor([0.20001]), rtol=0, atol=0)
        expected, yours = picture.alt.split("expected ")[1].rstrip(".").split(", yours is ")
        assert expected != yours

    def test_large_integers_that_differ_never_read_the_same(self):
        assert "123456789012, yours is 123456789013" in repr(
            show.compare(torch.tensor(123456789012), torch.tensor(123456789013))
        )

    def test_lone_difference_in_a_large_tensor_is_in_sight(self):
        a = torch.zeros(300, 300)
        b = a.clone()
        b[100, 200] = 1
        assert "1.0✗" in repr(show.compare(a, b))

    @pytest.mark.parametrize("dtype", [torch.bool, torch.int8, torch.float16, torch.complex64])
    def test_every_kind_of_dtype_compares(self, dtype):
        a = torch.tensor([0, 1]).to(dtype)
        assert "1 of 2 cells differ" in repr(show.compare(a, torch.zeros(2).to(dtype)))

    @pytest.mark.parametrize("shape", [(), (0,), (2, 0)])
    def test_scalars_and_empty_tensors_compare(self, shape):
        assert "✓" in repr(show.compare(torch.ones(shape), torch.ones(shape)))

    def test_cross_is_drawn_not_only_coloured(self):
        def strokes(b):
            root = ET.fromstring(show.compare(torch.zeros(2), b).svg)
            return sum("stroke-width: 1.8" in p.get("style", "") for p in root.iter(f"{SVG}path"))

        assert strokes(torch.ones(2)) > strokes(torch.zeros(2)) == 0
