"""`show(t)`: what a reader finds in the picture of one tensor."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import numpy as np
import pytest
import torch

from autograder.devices import available
from autograder.pictures import ShowError, show
from tests.pictures.drawn import SVG, words


@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (2, 2, 3), (2, 2, 2, 3)])
def test_every_rank_shows_all_values_and_the_shape(shape):
    t = torch.arange(100, 100 + torch.Size(shape).numel()).reshape(shape)
    drawn = words(show(t))
    assert f"shape {tuple(shape)} · int64" in drawn
    assert {str(v) for v in t.reshape(-1).tolist()} <= set(drawn)


@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (2, 2, 3), (2, 2, 2, 3)])
def test_description_says_shape_dtype_and_values(shape):
    alt = show(torch.full(shape, 0.5)).alt
    assert f"shape {tuple(shape)}, dtype float32. Values: " in alt and "0.5" in alt


def test_svg_names_and_describes_itself():
    picture = show(torch.arange(3), title="a < b & c")
    root = ET.fromstring(picture.svg)
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == [title.get("id"), desc.get("id")]
    assert (title.text, desc.text) == ("a < b & c", picture.alt)


def test_html_carries_the_description_where_a_notebook_keeps_it():
    html = show(torch.tensor([1.5]), title='say "hi"')._repr_html_()
    assert 'alt="say &quot;hi&quot;. shape (1,), dtype float32. Values: [1.5]."' in html
    assert 'src="data:image/svg+xml,' in html


def test_only_one_rich_form_is_offered():
    assert not hasattr(show(1), "_repr_svg_")


def test_same_tensor_gives_the_same_bytes_in_another_process():
    code = "import torch, autograder; print(autograder.show(torch.eye(3)).svg, end='')"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert other.stdout.decode() == show(torch.eye(3)).svg


def test_nothing_in_the_svg_depends_on_the_day():
    assert not re.search(r"20\d\d-\d\d|dc:date|matplotlib", show(torch.eye(2)).svg)


def test_svg_styles_nothing_but_itself():
    drawn = show(torch.eye(2)).svg
    (name,) = re.findall(r'<svg [^>]*?\bid="([^"]+)"', drawn)
    (rules,) = re.findall(r"<style>@media [^{]*{(.*?)}\s*}</style>", drawn)
    selectors = rules.partition("{")[0].split(",")
    assert [one.split()[0] for one in selectors] == [f"#{name}"] * len(selectors)


def test_on_a_dark_page_a_picture_turns_dark():
    assert "prefers-color-scheme: dark" in show(torch.eye(2)).svg


def test_card_is_light_so_that_dark_ink_reads_on_it():
    assert "fill: #ffffff; stroke: #8c959f" in show(torch.eye(2)).svg


@pytest.mark.parametrize("shape", [(0,), (2, 0), (0, 3), (2, 0, 3), (1, 2, 0, 3)])
def test_empty_tensor_says_so(shape):
    picture = show(torch.empty(shape))
    assert "no elements" in words(picture)
    assert f"shape {shape}" in picture.alt and "no elements" in picture.alt


def test_nan_and_infinity_are_spelled_out():
    drawn = words(show(torch.tensor([float("nan"), float("inf"), -float("inf")])))
    assert {"nan", "inf", "-inf"} <= set(drawn)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (torch.tensor(True), "True"),
        (torch.tensor(-3), "-3"),
        (torch.tensor(250, dtype=torch.uint8), "250"),
        (torch.tensor(1 / 3), "0.3333"),
        (torch.tensor(2.0), "2.0"),
        (torch.tensor(-0.00001), "-1e-5"),
        (torch.tensor(12345.67), "12345.7"),
        (torch.tensor(3e30), "3e30"),
        (torch.tensor(2**40), "1.1e12"),
        (torch.tensor(1 - 2j), "1.0-2.0j"),
        (torch.tensor(1.5, dtype=torch.float16), "1.5"),
        (torch.tensor(1.5, dtype=torch.bfloat16), "1.5"),
        (torch.tensor(1.5).to(torch.float8_e4m3fn), "1.5"),
        (torch.tensor(7, dtype=torch.uint16), "7"),
        (torch.tensor(7, dtype=torch.uint64), "7"),
        (torch.tensor(1 - 2j).conj(), "1.0+2.0j"),
        (torch.tensor([0.0, 4.0]).to_sparse()[1], "4.0"),
        (np.float64(2.5), "2.5"),
        (5, "5"),
        (True, "True"),
    ],
)
def test_numbers_are_short_and_keep_their_kind(value, text):
    assert text in words(show(value))


@pytest.mark.parametrize(
    "thing", [[[1, 2], [3, 4]], ((1, 2), (3, 4)), np.array([[4, 3], [2, 1]])[::-1, ::-1]]
)
def test_lists_and_arrays_are_drawn_as_tensors(thing):
    assert "Values: [[1, 2], [3, 4]]" in show(thing).alt


def test_read_only_array_is_drawn_without_a_warning(recwarn):
    array = np.arange(3)
    array.flags.writeable = False
    show(array)
    assert not recwarn.list


def test_a_million_elements_are_summarised():
    t = torch.arange(1_000_000).reshape(1000, 1000)
    picture = show(t)
    assert "1,000,000 elements · min 0 · max 999999 · mean 499999.5" in words(picture)
    assert len(picture.svg) < 100_000 and "…" in words(picture)
    assert "1,000,000 elements" in picture.alt


@pytest.mark.parametrize("shape", [(500,), (90, 3), (3, 90), (50, 2, 2), (9, 9, 9, 9)])
def test_large_tensors_show_both_ends(shape):
    t = torch.arange(torch.Size(shape).numel()).reshape(shape)
    drawn = words(show(t))
    assert {"0", str(t.numel() - 1)} <= set(drawn) and {"…", "⋮"} & set(drawn)


def test_summary_counts_nan_and_leaves_it_out_of_the_mean():
    t = torch.ones(100)
    t[0] = float("nan")
    assert "100 elements · min 1.0 · max 1.0 · mean 1.0 · 1 are nan" in words(show(t))


def test_summary_of_bool_counts_true():
    assert "100 elements · 30 of them True" in words(show(torch.arange(100) < 30))


def test_wide_numbers_leave_out_columns_instead_of_growing():
    assert show(torch.full((3, 12), -1.234e-20)).width < 720


def test_requires_grad_is_said():
    assert "requires_grad" in repr(show(torch.ones(2, requires_grad=True)))


@pytest.mark.parametrize("device", available(), ids=lambda device: device.name)
def test_tensor_on_any_device_shows_its_values(device):
    t = torch.tensor([1.5, 2.5]).to(device.target)
    picture = show(t)
    assert "Values: [1.5, 2.5]" in picture.alt
    assert (str(t.device) in picture.alt) == (t.device.type != "cpu")


def test_meta_tensor_has_a_shape_and_no_values():
    assert "6 elements, no values to read" in words(show(torch.empty(2, 3, device="meta")))


def test_input_is_left_as_it_was():
    t = torch.arange(6.0).reshape(2, 3).t().requires_grad_()
    before, version = t.detach().clone(), t._version
    show(t)
    assert torch.equal(t.detach(), before) and t._version == version
    assert t.stride() == (1, 3) and t.requires_grad and t.grad is None


def test_picture_keeps_what_it_showed():
    t = torch.zeros(2)
    picture = show(t)
    t += 1
    assert "0.0" in words(picture) and "0.0" in repr(picture)


def test_default_device_of_the_student_does_not_matter():
    with torch.device("meta"):
        assert "Values: [1, 2]" in show([1, 2]).alt


def test_repr_is_for_reading():
    assert repr(show(torch.tensor([[1, 20], [3, 4]]))) == (
        "shape (2, 2) · int64\n  [[ 1, 20],\n   [ 3,  4]]"
    )


def test_title_stands_first():
    assert repr(show(3, title="Three")).startswith("Three\nshape () · int64")


def test_save_writes_the_svg(tmp_path):
    picture = show(torch.eye(2))
    assert picture.save(tmp_path / "eye.svg").read_text(encoding="utf-8") == picture.svg


def test_save_refuses_other_formats(tmp_path):
    with pytest.raises(ShowError, match=r"ends in \.svg"):
        show(1).save(tmp_path / "eye.png")


@pytest.mark.parametrize(
    ("thing", "message"),
    [
        (torch.zeros(1, 1, 1, 1, 1), "rank 5"),
        (None, "forget its return"),
        ("text", "not a tensor"),
        ([[1, 2], [3]], "equally long"),
        ([torch.ones(2), torch.ones(2)], r"show\.stack"),
        (torch.ones, "not a tensor"),
        ([2**80], "can't be made a tensor"),
        (np.array(["a"]), "can't be made a tensor"),
    ],
)
def test_what_cannot_be_drawn_says_what_to_do(thing, message):
    with pytest.raises(ShowError, match=message):
        show(thing)


def test_error_shows_no_stack_in_a_notebook():
    assert ShowError("do this")._render_traceback_() == ["ShowError: do this"]
