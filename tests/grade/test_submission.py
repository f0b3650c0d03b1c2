"""Whatever was handed in is read as cells, or refused with a reason."""

import json

import nbformat
import pytest

from autograder.errors import Unreadable
from autograder.grade.submission import MOST_BYTES, read, read_bytes, read_content


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
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(Unreadable, match="Clear its outputs"):
        read(path)


def test_too_many_cells_are_cut_and_noted():
    submission = read_content({"cells": [cell()] * 3_000})
    assert len(submission.cells) == 2_000
    assert "3,000 cells" in submission.notes[0]
