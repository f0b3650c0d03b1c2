"""`autograder doctor`: what it looks at, and that it never falls ill itself."""

import builtins
import os
import sys

import pytest

from autograder import doctor
from autograder.room import room


@pytest.fixture(scope="module")
def examined():
    return {one.what: one for one in doctor.examine()}


def test_it_looks_at_everything_that_the_course_needs(examined):
    assert list(examined) == [
        *("Python", "folder", "torch", "devices", "nbgrader", "kernel", "sandbox")
    ]


@pytest.mark.parametrize("what", ["Python", "folder", "torch", "devices", "nbgrader", "kernel"])
def test_where_the_tests_run_the_course_runs(examined, what):
    assert examined[what].ok, examined[what].advice


def test_whatever_is_not_ok_comes_with_advice(examined):
    assert all(one.ok or one.advice for one in examined.values())


def test_a_sandbox_is_no_need_of_a_student(examined):
    assert not examined["sandbox"].needed


def test_the_practice_accelerator_is_called_simulated(examined):
    found = examined["devices"].found
    assert "practice" not in found or "practice (simulated)" in found


def test_a_package_that_cannot_be_imported_is_a_finding(monkeypatch):
    usual = builtins.__import__

    def broken(name, *args, **kwargs):
        if name == "nbgrader":
            raise ImportError("no nbgrader here")
        return usual(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", broken)
    (found,) = doctor.examine("nbgrader")
    assert not found.ok and "no nbgrader here" in found.found and "make lab" in found.advice


def test_a_machine_without_bubblewrap_is_told_where_to_get_it(monkeypatch):
    monkeypatch.setenv("PATH", "")
    (found,) = doctor.examine("sandbox")
    assert not found.ok and "bubblewrap" in found.advice


def test_a_python_that_is_too_old_is_told_so(monkeypatch):
    monkeypatch.setattr(doctor, "OLDEST_PYTHON", (9, 9))
    (found,) = doctor.examine("Python")
    assert not found.ok and "9.9" in found.advice


def test_a_folder_that_is_not_the_courses_is_told_so(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (found,) = doctor.examine("folder")
    assert not found.ok and "Change into the folder" in found.advice


def test_a_folder_that_cannot_be_written_is_told_so(monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    (found,) = doctor.examine("folder")
    assert not found.ok and "copy the course to a folder of your own" in found.advice


@pytest.mark.parametrize("sign", "*?[]")
def test_a_folder_that_nbgrader_would_misread_is_told_so(tmp_path, monkeypatch, sign):
    folder = tmp_path / f"of {sign}"
    folder.mkdir()
    (folder / "nbgrader_config.py").touch()
    monkeypatch.chdir(folder)
    (found,) = doctor.examine("folder")
    assert not found.ok and f"has {sign} in its name" in found.advice


@pytest.mark.parametrize("sign", '%"$`')
def test_an_environment_that_nbgrader_would_misread_is_told_so(monkeypatch, sign):
    monkeypatch.setattr(sys, "prefix", f"/srv/of {sign}/.venv")
    (found,) = doctor.examine("folder")
    assert not found.ok and f"has {sign} in its name" in found.advice


def test_a_sandbox_that_opens_but_does_not_hold_is_not_called_ready(monkeypatch):
    """What bubblewrap opens may still be no sandbox: that is tried out from inside."""
    honest = room.command

    def leaky(walls, inside):
        arguments = honest(walls, inside)
        place = arguments.index("--remount-ro")
        return [*arguments[:place], "--bind", "/var/tmp", "/var/tmp", *arguments[place:]]

    monkeypatch.setattr(room, "command", leaky)
    (found,) = doctor.examine("sandbox")
    assert not found.ok and "/var/tmp can be written" in found.advice
