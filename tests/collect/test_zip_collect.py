"""Stock `nbgrader zip_collect` takes the same archives, through nbgrader_config.py."""

import stat
import subprocess
import sys
import zipfile

import pytest

from tests.collect.handed_in import canvas, google, make_root, moodle, pack, worked
from tests.collect.test_collect import lies_there, placed

UNIT = "02_ops"


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The course's folder after `nbgrader zip_collect`, and what it logged."""
    root = make_root(tmp_path_factory.mktemp("zip") / "course")
    archives = root / "downloaded" / UNIT / "archive"
    archives.mkdir(parents=True)
    first = {
        canvas("doejane", 12, 30, "02_ops.ipynb"): worked(answer="first"),
        canvas("doejane", 12, 31, "02_ops-1.ipynb", late=True): worked(answer="second"),
        canvas("roejohn", 13, 32, "mine.IPYNB"): worked(),
    }
    pack(archives / "submissions.zip", first)
    pack(archives / "moodle.zip", {moodle("Müller Jörg", 4, "02_ops.ipynb"): worked()})
    climbing = {google("Ada Byron", "02_ops.ipynb"): worked(), "../../../x/02_ops.ipynb": b"{}"}
    pack(archives / "Homework 2-20260301T102030Z-001.zip", climbing)
    link = zipfile.ZipInfo("eve/02_ops.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(archives / "moodle.zip", "a") as more:
        more.writestr(link, "/etc/passwd")
    command = [sys.executable, "-m", "nbgrader", "zip_collect", UNIT]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return root, done.stderr


def test_every_student_is_known(collected):
    root, _ = collected
    assert placed(root) == {
        name: [UNIT] for name in ("Ada Byron", "Müller Jörg", "doejane", "roejohn")
    }


def test_the_newest_attempt_counts(collected):
    root, log = collected
    assert lies_there(root, "doejane") == worked(answer="second")
    assert "is older than doejane_LATE_12_31_02_ops-1.ipynb" in log


def test_what_is_dangerous_is_told_and_left_out(collected):
    root, log = collected
    assert "has a path that leads out of the archive" in log and "is a link" in log
    assert not (root / "downloaded" / "x").exists() and not (root / "x").exists()
