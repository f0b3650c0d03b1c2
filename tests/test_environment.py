"""The files that say what to install agree with each other, and with what is installed."""

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from autograder import doctor

ROOT = Path(__file__).resolve().parents[1]
# What conda-forge calls a package by another name.
CONDA_NAMES = {"torch": "pytorch", "matplotlib": "matplotlib-base"}

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text())
CONSTRAINTS = [Requirement(line) for line in (ROOT / "constraints.txt").read_text().split()]
PINNED = {canonicalize_name(one.name): one for one in CONSTRAINTS}
# The versions of Python that the course promises, each as its first release.
PYTHONS = [
    f"{line.rpartition(' ')[2]}.0"
    for line in PROJECT["classifiers"]
    if line.startswith("Programming Language :: Python :: 3.")
]
# torch needs them where its build is for CUDA; they come and go with its version.
OF_CUDA = ("nvidia-", "cuda-", "triton")


def required(groups=("dependencies",)):
    lines = list(PROJECT["dependencies"]) if "dependencies" in groups else []
    for group in groups:
        lines += PROJECT["optional-dependencies"].get(group, [])
    found = [Requirement(line) for line in lines]
    return [one for one in found if one.name != PROJECT["name"]]


EVERYTHING = required(("dependencies", "cluster", "postgres", "test"))


def needed_on(python: str) -> list[tuple[str, Requirement]]:
    """Everything that a version of Python needs installed, each with the package that needs it."""
    where = {"python_full_version": python, "python_version": python.rpartition(".")[0]}
    found, seen, waiting = [], set(), [(PROJECT["name"], one) for one in EVERYTHING]
    while waiting:
        by, requirement = waiting.pop()
        name, extras = canonicalize_name(requirement.name), frozenset(requirement.extras)
        if name.startswith(OF_CUDA):
            continue
        found.append((by, requirement))
        if (name, extras) in seen or name not in PINNED:
            continue
        seen.add((name, extras))
        for line in importlib.metadata.requires(name) or []:
            one = Requirement(line)
            environments = [default_environment() | where | {"extra": e} for e in ("", *extras)]
            if one.marker is None or any(map(one.marker.evaluate, environments)):
                waiting.append((name, one))
    return found


def conda_packages():
    lines = [line for line in ENVIRONMENT["dependencies"] if isinstance(line, str)]
    return {line.split()[0]: "".join(line.split()[1:]) for line in lines}


@pytest.mark.parametrize("requirement", required(), ids=lambda one: one.name)
def test_conda_asks_for_the_versions_that_the_project_asks_for(requirement):
    name = CONDA_NAMES.get(requirement.name, requirement.name)
    assert ",".join(sorted(conda_packages()[name].split(","))) == ",".join(
        sorted(str(requirement.specifier).split(","))
    )


def test_conda_asks_for_nothing_that_the_project_does_not_ask_for():
    known = {CONDA_NAMES.get(one.name, one.name) for one in required()}
    assert set(conda_packages()) - known == {"python", "pip"}


def test_conda_asks_for_the_python_that_the_project_asks_for():
    assert conda_packages()["python"] == PROJECT["requires-python"]


def test_conda_installs_the_course_itself():
    assert {"pip": ["-e ."]} in ENVIRONMENT["dependencies"]


@pytest.mark.parametrize("requirement", EVERYTHING, ids=lambda one: one.name)
def test_every_dependency_is_pinned_to_a_version_that_the_project_admits(requirement):
    (pin,) = PINNED[canonicalize_name(requirement.name)].specifier
    assert pin.operator == "=="
    assert requirement.specifier.contains(pin.version)


def test_no_pin_names_a_build_or_a_place_of_one_machine():
    assert [str(one) for one in CONSTRAINTS if re.search(r"[+@/]", str(one))] == []


@pytest.mark.parametrize("requirement", required(), ids=lambda one: one.name)
def test_what_is_installed_is_what_the_project_asks_for(requirement):
    assert requirement.specifier.contains(importlib.metadata.version(requirement.name))


# The tests run with any torch that the project admits: `make test TORCH=…`.
@pytest.mark.parametrize("pin", [one for one in CONSTRAINTS if one.name != "torch"], ids=str)
def test_what_is_installed_is_what_is_pinned(pin):
    assert pin.specifier.contains(importlib.metadata.version(pin.name)), "run `make test`"


@pytest.mark.parametrize("python", PYTHONS)
def test_every_pin_can_be_installed_on_every_python_that_is_promised(python):
    refused = []
    for pin in CONSTRAINTS:
        admitted = importlib.metadata.metadata(pin.name).get("Requires-Python") or ""
        if not SpecifierSet(admitted).contains(python):
            refused.append(f"{pin}: needs Python {admitted}")
    assert refused == []


@pytest.mark.parametrize("python", PYTHONS)
def test_the_pins_are_all_that_is_needed_on_every_python_that_is_promised(python):
    """Held without a network, by what the installed packages say that they need there."""
    wrong = []
    for by, needed in needed_on(python):
        pin = PINNED.get(canonicalize_name(needed.name))
        if pin is None:
            wrong.append(f"{by} needs {needed}, which is not pinned")
        elif not needed.specifier.contains(*(one.version for one in pin.specifier), True):
            wrong.append(f"{by} needs {needed}, and the pin is {pin}")
    assert wrong == []


def test_every_file_promises_the_same_pythons():
    oldest = PYTHONS[0].rpartition(".")[0]
    assert PROJECT["requires-python"] == f">={oldest}"
    assert ".".join(map(str, doctor.OLDEST_PYTHON)) == oldest
    *first, last = (python.rpartition(".")[0] for python in PYTHONS)
    assert f"Python {', '.join(first)} or {last}" in (ROOT / "README.md").read_text()
