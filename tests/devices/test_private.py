"""What PyTorch does not call public stands in one module, and its absence is told in a sentence."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from packaging.version import Version

import autograder
from autograder.devices import practice, private

PACKAGE = Path(autograder.__file__).parent


def private_names(source: str) -> Iterator[str]:
    """The names with a leading underscore that a module reaches through torch."""
    for node in ast.walk(ast.parse(source)):
        for name in _named_in(node):
            is_private = any(part[:1] == "_" and part[:2] != "__" for part in name.split("."))
            if is_private and name.split(".")[0] == "torch":
                yield name


def _named_in(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return [".".join([node.id, *reversed(parts)])] if parts and isinstance(node, ast.Name) else []


def test_no_other_module_reaches_into_pytorch():
    found = {
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in PACKAGE.rglob("*.py")
        # The other one lists what an answer may not reach.
        if path != Path(private.__file__) and path.name != "vocabulary.py"
        for name in private_names(path.read_text(encoding="utf-8"))
    }
    assert sorted(found) == []


@pytest.mark.parametrize(
    "source",
    ["torch._C._to_dlpack(x)", "from torch._C import DispatchKey", "from torch import _neg_view"],
)
def test_a_name_that_is_not_public_is_noticed(source):
    assert list(private_names(source))


@pytest.mark.parametrize("name", private._NAMES)
def test_each_name_that_is_gone_is_a_reason_not_to_start(monkeypatch, name):
    monkeypatch.setattr(private, "_find", lambda one: None if one == name else object())
    assert f"it has no torch.{name}" in practice.why_not()


def test_without_them_there_is_the_cpu_alone_and_a_reason():
    program = (
        "import torch\n"
        "del torch._C._acc, torch._C._to_dlpack, torch._C.DispatchKey\n"
        "from autograder import devices\n"
        "print([one.name for one in devices.available()], devices.unchecked())"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ran.stdout.startswith("['cpu']") and "cannot register a device" in ran.stdout, ran.stderr


def test_the_tests_run_with_a_version_between_those_that_were_seen_working():
    first, last = private.SEEN_WORKING[0], private.SEEN_WORKING[-1]
    assert Version(first) <= Version(Version(torch.__version__).public)
    assert Version(first) <= Version(last)
