"""What docs/ tells people to type works: every block marked sh is run, page by page, in order."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.collect.handed_in import canvas, pack
from tests.grade.class_of import UNIT, hand_in, make_root
from tests.grade.postgres import find_programs, server

ROOT = Path(__file__).parent.parent
PAGES = sorted(path.name for path in (ROOT / "docs").glob("*.md"))
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)\)")
# pip would change the environment that the tests run in; `make test` has installed it all.
NOT_RUN = ("pip install -e '.[cluster]'",)
ROSTER = (
    'Student,ID,SIS Login ID,Section\n"Doe, Jane",12345,doejane,Monday\n"Roe, John",2,roejohn,\n'
)


@pytest.fixture
def course(tmp_path):
    """The course of one unit, with what an instructor has downloaded."""
    root = make_root(tmp_path / "course")
    notebook = hand_in(root, "away") / f"{UNIT}.ipynb"
    data = notebook.read_bytes()
    shutil.rmtree(root / "classroom")
    pack(root / "submissions.zip", {canvas("doejane", 12345, 678, f"{UNIT}-1.ipynb"): data})
    (root / "ops.ipynb").write_bytes(data)
    (root / "from_canvas.csv").write_text(ROSTER)
    (root / ".venv").symlink_to(sys.prefix)
    shutil.copytree(ROOT / "solutions", root / "solutions", dirs_exist_ok=True)
    return root


def blocks(page):
    return BLOCK.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))


def script_of(page):
    lines = [line for block in blocks(page) for line in block.splitlines()]
    ending = "trap 'kill $(jobs -p) 2> /dev/null || true' EXIT"
    return "\n".join(["set -e", ending, *(line for line in lines if line not in NOT_RUN)])


def run(page, course, **environment):
    beside = str(Path(sys.executable).parent)
    places = {"PATH": f"{beside}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["bash", "-c", script_of(page)],
        cwd=course,
        env=os.environ | places | environment,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page not in ("cluster.md", "teaching.md")]
)
def test_every_command_of_a_page_works(page, course):
    done = run(page, course)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_command_of_the_page_about_clusters_works(course):
    if (programs := find_programs()) is None:
        pytest.skip("there is no PostgreSQL here")
    hand_in(course, "jane")
    with server(programs) as address:
        done = run("cluster.md", course, GRADEBOOK=f"{address}/postgres")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_term_ends_with_marks_in_canvas(course):
    done = run("teaching.md", course)
    assert done.returncode == 0, done.stdout + done.stderr
    filled = (course / "to_canvas.csv").read_text()
    assert f"Student,ID,SIS Login ID,Section,{UNIT}" in filled
    assert re.search(r'"Doe, Jane",12345,doejane,Monday,\d', filled)


def test_every_page_has_commands_and_links_that_lead_somewhere():
    for page in PAGES:
        text = (ROOT / "docs" / page).read_text(encoding="utf-8")
        assert blocks(page)
        for link in LINK.findall(text):
            assert (ROOT / "docs" / link).exists(), f"{page}: {link}"


def test_readme_leads_to_the_documentation():
    assert "(docs/README.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
