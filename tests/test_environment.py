"""The files that say what to install agree with each other, and with what is installed."""

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
# What conda-forge calls a package by another name.
CONDA_NAMES = {"torch": "pytorch", "matplotlib": "matplotlib-base"}

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text())
CONSTRAINTS = [Requirement(line) for line in (ROOT / "constraints.txt").read_text().split()]


def required(groups=("dependencies",)):
    lines = list(PROJECT["dependencies"]) if "dependencies" in groups else []
    for group in groups:
        lines += PROJECT["optional-dependencies"].get(group, [])
    found = [Requirement(line) for line in lines]
    return [one for one in found if one.name != PROJECT["name"]]


EVERYTHING = required(("dependencies", "cluster", "postgres", "test"))


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


@pytest.mark.parametrize(
    "requirement",
    required(("dependencies", "cluster", "postgres", "test")),
    ids=lambda one: one.name,
)
def test_every_dependency_is_pinned_to_a_version_that_the_project_admits(requirement):
    pinned = {canonicalize_name(one.name): one for one in CONSTRAINTS}
    (pin,) = pinned[canonicalize_name(requirement.name)].specifier
    assert pin.operator == "=="
    assert requirement.specifier.contains(pin.version)


def test_no_pin_names_a_build_or_a_place_of_one_machine():
    assert [str(one) for one in CONSTRAINTS if re.search(r"[+@/]", str(one))] == []


@pytest.mark.parametrize("requirement", required(), ids=lambda one: one.name)
def test_what_is_installed_is_what_the_project_asks_for(requirement):
    assert requirement.specifier.contains(importlib.metadata.version(requirement.name))
