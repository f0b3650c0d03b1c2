"""`make` says at once where the course can't be worked in, before anything is installed."""

import shutil
import subprocess
from pathlib import Path

import pytest

from autograder import course

ROOT = Path(__file__).resolve().parents[1]
REFUSED = sorted({*":", *course.MISREAD_IN_COURSE, *course.MISREAD_IN_ENVIRONMENT})


def make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run make in a copy of this Makefile in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "Makefile", folder)
    return subprocess.run(["make", *words], cwd=folder, capture_output=True, text=True)


@pytest.mark.parametrize("sign", REFUSED)
def test_a_folder_that_the_tools_would_misread_is_refused_in_a_sentence(tmp_path, sign):
    ran = make(tmp_path / f"a {sign} b", "folder")
    said = [line for line in ran.stderr.splitlines() if not line.startswith("make")]
    assert ran.returncode == 2 and len(said) == 1 and sign in said[0]


def test_spaces_quotes_and_letters_of_every_kind_are_no_reason_to_refuse(tmp_path):
    folder = tmp_path / "with space, 'one' ü\N{NO-BREAK SPACE}é #1 {b} (c) \\ &; ~ !"
    ran = make(folder, "folder")
    assert (ran.returncode, ran.stderr) == (0, "")


def test_another_torch_gets_an_environment_and_a_pin_of_its_own(tmp_path):
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    usual, other = (make(tmp_path, "-n", "test", *more).stdout for more in ((), ("TORCH=2.10.0",)))
    assert ".venv/bin/pytest" in usual and "torch==" not in usual
    assert ".venv-torch-2.10.0/bin/pytest" in other and "torch==2.10.0" in other
    assert ".venv/" not in other


def test_clean_takes_the_book_away_and_leaves_the_class(tmp_path):
    for name in ("book", "classroom"):
        (tmp_path / name).mkdir()
    assert make(tmp_path, "clean").returncode == 0
    assert not (tmp_path / "book").exists() and (tmp_path / "classroom").exists()
