"""Every verb and what is wrongly given to it: one sentence, exit status 2, nothing changed."""

import contextlib
import functools
import importlib
import json
import os
import shutil
import sqlite3
import sys
import tempfile
import traceback
from pathlib import Path

import pytest

from tests.grade.class_of import ROOT, UNIT, hand_in, make_root
from tests.report.classes import record

JANE = f"classroom/submitted/jane/{UNIT}/{UNIT}.ipynb"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A course of one unit with one hand-in, that was never graded."""
    root = make_root(tmp_path_factory.mktemp("bad") / "course")
    hand_in(root, "jane")
    (root / "other.csv").write_text("a,b\n1,2\n")
    return root


@pytest.fixture
def root(made, tmp_path, monkeypatch):
    root = tmp_path / "course"
    shutil.copytree(made, root)
    monkeypatch.chdir(root)
    return root


def snapshot(root):
    """Every file below a folder with what is in it."""
    return {
        str(path.relative_to(root)): path.read_bytes() if path.is_file() else b""
        for path in root.rglob("*")
        if "__pycache__" not in path.parts
    }


def file(name, data=b"junk"):
    """Puts a file of junk where something else is expected."""

    def spoil(root):
        place = root / name
        if place.is_dir():
            shutil.rmtree(place)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)

    return spoil


def folder(name):
    """Puts a folder where a file is expected."""
    return lambda root: (root / name).mkdir(parents=True)


def without(name):
    """Takes a folder away."""
    return lambda root: shutil.rmtree(root / name)


def nothing(root):
    """Leaves all as it is: what is typed is wrong."""


HALF = b"SQLite format 3\x00" + bytes(40)
GRADED = json.dumps({"student": "jane", "unit": UNIT, "exercise": "five"}).encode()
WHOLE = json.dumps(record("jane", UNIT, "five")).encode() + b"\n"
CONFIG = (ROOT / "nbgrader_config.py").read_bytes()
# What is typed; what is wrong in the folder; what the sentence must name.
TABLE = [
    ("grade --unit 99_x", nothing, "99_x"),
    ("grade --unit 99", nothing, "99"),
    ("grade --unit ''", nothing, "no unit"),
    ("grade --student nobody", nothing, "nobody"),
    ("grade --student jan", nothing, "Did you mean 'jane'"),
    ("grade --dask junk", nothing, "junk"),
    ("grade --dask tcp://nowhere", nothing, "tcp://nowhere"),
    ("grade --dask http://x:1", nothing, "http://x:1"),
    ("grade --devices tpu", nothing, "tpu"),
    ("grade --db junk", nothing, "junk"),
    ("grade --db sqlite:////none/x.db", nothing, "none"),
    ("grade --json none/x.json", nothing, "none"),
    ("grade --json classroom", nothing, "classroom"),
    ("grade --jobs 0", nothing, "jobs"),
    ("grade --jobs x", nothing, "jobs"),
    ("grade --gpu-slots -1", nothing, "gpu-slots"),
    ("grade --gpu-slots 1 --dask 127.0.0.1:1", nothing, "gpu-slots"),
    ("grade none", nothing, "nothing to grade in none"),
    ("grade other.csv", nothing, "other.csv"),
    ("grade", file("classroom/gradebook.db"), "gradebook.db"),
    ("grade", file("classroom/gradebook.db", HALF), "gradebook.db"),
    ("grade", folder("classroom/gradebook.db"), "gradebook.db"),
    ("grade", file("classroom/seeds.json"), "seeds.json"),
    ("grade", file("classroom/seeds.json", b"[]"), "seeds.json"),
    ("grade", file("classroom/seeds.json", b"\xff"), "seeds.json"),
    ("grade", file("classroom"), "classroom is a file"),
    ("grade", file("classroom/autograded"), "autograded is a file"),
    ("grade", file("nbgrader_config.py", b"c = ("), "nbgrader_config.py"),
    ("grade", file("nbgrader_config.py", b"1 / 0"), "nbgrader_config.py"),
    ("sample", nothing, "submissions"),
    ("sample", file("classroom"), "classroom is a file"),
    ("sample", file("classroom/submitted"), "submitted"),
    ("grade --feedback", file("classroom/feedback"), "feedback is a file"),
    ("grade --watch --dask junk", nothing, "junk"),
    ("grade --watch", file("classroom/gradebook.db"), "gradebook.db"),
    ("grade", file("nbgrader_config.py", CONFIG + b"c.Term.due = 3"), "c.Term.due"),
    ("grade", file("course"), "course"),
    ("name abc", nothing, "autograder grade"),
    ("name abc", file("classroom/results.jsonl"), "autograder grade"),
    ("name", nothing, "Missing argument"),
    ("report", file("classroom"), "autograder grade"),
    ("report --to none/x.html", file("classroom/results.jsonl", WHOLE), "none"),
    ("report --to classroom", file("classroom/results.jsonl", WHOLE), "classroom"),
    ("export plain", file("classroom"), "classroom"),
    ("export canvas --roster none.csv", nothing, "none.csv"),
    (f"collect {JANE} --student jane", file("classroom/submitted"), "submitted"),
    ("replay jane five", file("classroom"), "autograder grade"),
    ("replay jane five", nothing, "autograder grade"),
    ("replay jane five", file("classroom/results.jsonl"), "autograder grade"),
    ("replay jane five", file("classroom/results.jsonl", GRADED), "autograder grade"),
    ("report", nothing, "autograder grade"),
    ("report", file("classroom/results.jsonl"), "autograder grade"),
    ("report", file("classroom/results.jsonl", b"\xff\xfe\n"), "autograder grade"),
    ("report", file("classroom/results.jsonl", GRADED + b"\n"), "autograder grade"),
    ("export blackboard", nothing, "blackboard"),
    ("export canvas --to none/x.csv", nothing, "none"),
    ("export plain", file("classroom/gradebook.db"), "gradebook.db"),
    ("export plain", file("classroom/gradebook.db", HALF), "gradebook.db"),
    ("collect none.zip", nothing, "none.zip"),
    ("collect a.zip", file("a.zip"), "a.zip"),
    ("collect a.zip", file("a.zip", b""), "a.zip"),
    ("collect a.rar", file("a.rar"), "a.rar"),
    ("collect a.tar.gz", file("a.tar.gz"), "a.tar.gz"),
    ("collect in", folder("in"), "in"),
    (f"collect {JANE} --unit 99_x", nothing, "99_x"),
    (f"collect {JANE} --student ../x", nothing, "../x"),
    (f"collect {JANE} --student =x", nothing, "=x"),
    (f"collect {JANE} --student jane", file("classroom/collected.json"), "collected.json"),
    (f"collect {JANE} --student jane", without("course"), "make build"),
    ("verify none.ipynb", nothing, "none.ipynb"),
    ("verify course", nothing, "course"),
    ("verify x.ipynb", file("x.ipynb"), "x.ipynb"),
    ("verify x.ipynb", file("x.ipynb", b""), "x.ipynb"),
    ("verify x.ipynb", file("x.ipynb", b"\xff\xfe\x00"), "x.ipynb"),
    ("verify x.ipynb", file("x.ipynb", b"{}"), "x.ipynb"),
    ("verify x.ipynb", file("x.ipynb", b"[1]"), "x.ipynb"),
    ("verify x.ipynb", file("x.ipynb", b'{"cells": 3, "nbformat": 4, "metadata": {}}'), "x.ipynb"),
    ("build 99", nothing, "99"),
    ("build x", nothing, "'x'"),
    ("build --check 99", nothing, "99"),
    ("book 99", nothing, "99"),
    ("book", file("book"), "book is a file"),
    ("book --to classroom", nothing, "other files"),
    ("juggle", nothing, "juggle"),
    ("grade --juggle", nothing, "juggle"),
    ("list --juggle", nothing, "juggle"),
    ("doctor --juggle", nothing, "juggle"),
]


@pytest.mark.parametrize(
    ("typed", "spoil", "named"), TABLE, ids=[f"{i}-{row[0]}" for i, row in enumerate(TABLE)]
)
def test_it_is_told_in_a_sentence_and_nothing_changes(root, autograder, typed, spoil, named):
    spoil(root)
    before = snapshot(root)
    words = ["" if word == "''" else word for word in typed.split()]
    status, _, said = autograder(*words)
    assert status == 2, said
    assert named in said and "Traceback" not in said and said.count("\n") <= 8
    assert snapshot(root) == before


def test_a_notebook_beside_the_students_folders_is_told(root, autograder):
    shutil.move(root / JANE, root / "classroom" / "submitted" / f"{UNIT}.ipynb")
    shutil.rmtree(root / "classroom" / "submitted" / "jane")
    status, _, said = autograder("grade")
    assert status == 2 and f"autograder collect {UNIT}.ipynb --student NAME" in said


# -- what may not be written ---------------------------------------------------------------------

NOBODY = 65_534


@functools.cache
def _load_everything():
    """Whatever a verb needs; who owns nothing may not read where Python lies, as below /root."""
    import encodings.idna  # noqa: F401
    import pkgutil

    import nbgrader.apps
    import rich
    import typer

    import autograder

    for package in (autograder, rich, typer, nbgrader.apps):
        for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not one.name.endswith(("__main__", "inside.start")):
                with contextlib.suppress(Exception):  # for other systems
                    importlib.import_module(one.name)


def as_nobody(root, words):
    """Run a verb in a fork as a user who owns nothing; its exit status and what it printed."""
    from autograder import cli

    _load_everything()
    said = root.parent / "said"
    said.touch()
    said.chmod(0o666)
    child = os.fork()
    if child == 0:
        with said.open("w") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
            sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
            status = 1
            try:
                if os.getuid() == 0:
                    os.setgroups([])
                    os.setgid(NOBODY)
                    os.setuid(NOBODY)
                sys.argv = ["autograder", *words]
                cli.main()
            except SystemExit as ended:
                status = ended.code or 0
            except BaseException:
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(status)
    _, ended = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(ended), said.read_text()


@pytest.mark.parametrize(
    ("words", "locked", "named"),
    [
        ("grade", "classroom", "classroom"),
        ("grade", "classroom/gradebook.db", "gradebook.db"),
        ("grade", "classroom/autograded", "autograded"),
        ("grade --feedback", "classroom/feedback", "feedback"),
        ("grade --json locked/x.json", "locked", "locked"),
        ("grade --watch", "classroom", "classroom"),
        ("sample", "classroom", "classroom"),
        ("report", "classroom", "classroom"),
        ("export plain", "classroom/gradebook.db", "gradebook.db"),
        ("export plain --to locked/x.csv", "locked", "locked"),
        ("build 00", "course", "course"),
        (f"collect {JANE} --student bob", "classroom/submitted", "submitted"),
    ],
)
def test_what_may_not_be_written_is_told_before_anything_is_done(made, words, locked, named):
    # Not in pytest's own folder, nor in that of the run: both are closed to others.
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        os.chmod(folder, 0o755)
        root = Path(folder) / "course"
        shutil.copytree(made, root)
        (root / "classroom" / "results.jsonl").write_bytes(WHOLE)
        place = root / locked
        if place.suffix:
            sqlite3.connect(place).close()
        else:
            place.mkdir(exist_ok=True)
        for path in (root, *root.rglob("*")):
            path.chmod(0o777 if path.is_dir() else 0o666)
        place.chmod(0o555 if place.is_dir() else 0o444)
        before = snapshot(root)
        os.chdir(root)
        status, said = as_nobody(root, words.split())
        os.chdir(ROOT)
        assert status == 2, said
        assert named in said and "Permission denied" not in said and said.count("\n") <= 8
        assert snapshot(root) == before


def test_a_full_disk_is_told(root, autograder, monkeypatch):
    (root / "classroom" / "results.jsonl").write_bytes(WHOLE)
    (root / "classroom" / ".report.html.new").symlink_to("/dev/full")
    status, _, said = autograder("report")
    assert status == 2 and "No space left on device" in said and said.count("\n") == 1
