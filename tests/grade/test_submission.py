"""Whatever was handed in is read as cells, or refused with a reason."""

import json
import os
import tracemalloc

import nbformat
import pytest

from autograder.errors import Unreadable
from autograder.grade.submission import (
    MOST_ATTACHED,
    MOST_TEXT,
    read,
    read_bytes,
    read_content,
)


def cell(source="x = 1", kind="code", **metadata):
    return {"cell_type": kind, "source": source, "metadata": metadata}


def as_bytes(*cells, **more):
    return json.dumps({"cells": list(cells), "nbformat": 4} | more).encode()


def test_cells_come_with_their_source_and_their_marks():
    marks = {"grade": True, "grade_id": "hadamard", "solution": False}
    submission = read_bytes(as_bytes(cell(["a\n", "b"]), cell("check()", nbgrader=marks)))
    first, second = submission.cells
    assert (first.source, first.grade_id, first.is_test) == ("a\nb", None, False)
    assert (second.grade_id, second.is_test) == ("hadamard", True)


@pytest.mark.parametrize("version", [3, 4])
def test_every_format_version_is_read(version):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x = 1")])
    text = nbformat.writes(nbformat.convert(notebook, version), version)
    assert [c.source for c in read_bytes(text.encode()).cells] == ["x = 1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_is_read(encoding):
    text = '{"cells": [{"cell_type": "code", "source": "s = \'é\'", "metadata": {}}]}'
    submission = read_bytes(text.encode(encoding))
    assert submission.cells[0].source == "s = 'é'"
    assert bool(submission.notes) == (encoding in ("utf-16", "cp1252"))


STRANGE = {
    "no metadata": {"cell_type": "code", "source": "x"},
    "metadata a list": {"cell_type": "code", "source": "x", "metadata": []},
    "marks a text": cell("x", nbgrader="locked"),
    "grade_id a number": cell("x", nbgrader={"grade_id": 3, "grade": True}),
    "source a number": {"cell_type": "code", "source": 3, "metadata": {}},
    "an unknown type": cell("x", "heading"),
    "half a surrogate pair": cell("x = '\ud800'"),
}


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE.keys())
def test_a_strange_cell_is_read_as_far_as_it_goes(strange):
    submission = read_bytes(json.dumps({"cells": [strange, cell("y = 2")]}).encode())
    assert submission.cells[-1].source == "y = 2"
    submission.cells[0].source.encode()


UNREADABLE = {
    "empty": (b"", "empty"),
    "cut short": (as_bytes(cell())[:-9], "damaged"),
    "binary": (bytes(range(256)), "damaged"),
    "a list": (b"[1, 2]", "no cells"),
    "no cells": (b'{"nbformat": 4}', "no cells"),
    "cells a text": (b'{"cells": "x"}', "no cells"),
    "nested without end": (b"[" * 200_000, "damaged"),
}


@pytest.mark.parametrize(("data", "words"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_is_no_notebook_is_refused_with_a_reason(data, words):
    with pytest.raises(Unreadable, match=words):
        read_bytes(data)


def test_a_link_is_refused(tmp_path):
    (tmp_path / "secret").write_bytes(as_bytes(cell()))
    (tmp_path / "02_ops.ipynb").symlink_to(tmp_path / "secret")
    with pytest.raises(Unreadable, match="link"):
        read(tmp_path / "02_ops.ipynb")


def test_an_enormous_file_is_refused_unread(tmp_path):
    path = tmp_path / "02_ops.ipynb"
    with path.open("wb") as file:
        file.truncate(6 * 2**30)
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable, match="Clear its outputs"):
            read(path)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 2**20


def test_too_many_cells_are_cut_and_noted():
    submission = read_content({"cells": [cell()] * 3_000})
    assert len(submission.cells) == 2_000
    assert "3,000 cells" in submission.notes[0]


def with_outputs(text: str) -> dict:
    output = {"output_type": "stream", "name": "stdout", "text": text}
    return cell("y = 2") | {"outputs": [output], "execution_count": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_saved_outputs_do_not_count(encoding):
    content = json.dumps({"cells": [with_outputs("x" * 31 * 2**20)]})
    assert [c.source for c in read_bytes(content.encode(encoding)).cells] == ["y = 2"]


def test_saved_outputs_of_60_megabytes_do_not_count():
    assert read_bytes(as_bytes(with_outputs("x" * 60 * 2**20))).cells[0].source == "y = 2"


def test_saved_outputs_that_are_no_text_do_not_count():
    data = as_bytes(with_outputs("half")).replace(b"half", b"\xed\xa0\x80")
    assert read_bytes(data).cells[0].source == "y = 2"


def test_sources_without_end_are_refused():
    cells = [cell("x" * 2**20)] * (MOST_TEXT // 2**20 + 1)
    with pytest.raises(Unreadable, match="text and code"):
        read_bytes(as_bytes(*cells))


def attached(**pictures):
    return cell("![a](attachment:a)", "markdown") | {"attachments": pictures}


ATTACHMENTS = {
    "half a surrogate pair": ({"a": {"image/png": "\ud800"}}, {"a": {"image/png": "?"}}),
    "in a name": ({"\ud800": {"image/png": "x"}}, {"?": {"image/png": "x"}}),
    "null": ({"a": None}, {}),
    "a number": ({"a": {"image/png": 3}}, {"a": {}}),
}


@pytest.mark.parametrize(("found", "kept"), ATTACHMENTS.values(), ids=ATTACHMENTS.keys())
def test_attachments_are_made_clean(found, kept):
    assert read_bytes(as_bytes(attached(**found))).cells[0].attachments == kept


def test_attachments_have_a_bound_together():
    one = {"a": {"image/png": "x" * (MOST_ATTACHED // 2)}}
    submission = read_bytes(as_bytes(*[attached(**one)] * 3))
    assert [bool(c.attachments) for c in submission.cells] == [True, True, False]
    assert "left out" in submission.notes[0]


def test_a_name_is_shown_in_one_plain_line(tmp_path):
    (tmp_path / "x").write_bytes(b"{}")
    linked = tmp_path / "\x1b[2J\n\u202eipynb.ipynb"
    linked.symlink_to(tmp_path / "x")
    with pytest.raises(Unreadable) as refused:
        read(linked)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_not_waited_for(tmp_path, make):
    make(tmp_path / "02_ops.ipynb")
    with pytest.raises(Unreadable, match="no file"):
        read(tmp_path / "02_ops.ipynb")
