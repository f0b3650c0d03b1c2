"""ARCHITECTURE.md says what is there: its functions, its walks, its arrows."""

import importlib
import re
from pathlib import Path

import pytest

from tests.test_house import MAY_KNOW

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`([\w/]+\.py):([\w.]+)`", PAGE)))
PATHS = sorted(set(re.findall(r"`((?:autograder|tests|solutions|classroom)/[\w/.]*)", PAGE)))
ROWS = re.findall(r"^\| `([\w.]+)` \| [^|]+ \| ([^|]+) \|$", PAGE, flags=re.MULTILINE)


@pytest.mark.parametrize(("path", "name"), NAMED, ids=[f"{path}:{name}" for path, name in NAMED])
def test_a_function_that_is_named_is_there(path, name):
    assert (ROOT / path).is_file()
    module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    found = importlib.import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    assert found.__module__ == module, f"{name} is only imported there"


@pytest.mark.parametrize("path", [path for path in PATHS if path != "classroom/"])
def test_a_path_that_is_named_is_there(path):
    assert (ROOT / path).exists()


@pytest.mark.parametrize("title", ["A student's answer", "A submission", "An exercise"])
def test_a_walk_names_a_function_at_every_step(title):
    walk = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", PAGE, flags=re.DOTALL | re.MULTILINE)[1]
    steps = re.findall(r"^\d+\. .*$", walk, flags=re.MULTILINE)
    assert len(steps) >= 5
    assert [step for step in steps if not re.search(r"\.py:[\w.]+`", step)] == []


def test_the_table_has_the_arrows_that_the_house_is_held_to():
    said = {part: set() if known == "nothing" else set(known.split(", ")) for part, known in ROWS}
    assert said.pop("cli") == {"everything but the student's face"}
    held = {part: set(known.split()) for part, known in MAY_KNOW.items() if part not in ("", "cli")}
    assert said == held
    assert not set(MAY_KNOW["cli"].split()) & {"notebook", "panel", "cells", "pictures"}


def test_it_is_one_page():
    assert len(PAGE.split()) < 1_100
