"""`autograder doctor`: what it looks at, and that it never falls ill itself."""

import builtins

import pytest

from autograder import doctor


@pytest.fixture(scope="module")
def examined():
    return {one.what: one for one in doctor.examine()}


def test_it_looks_at_everything_that_the_course_needs(examined):
    assert list(examined) == ["Python", "torch", "devices", "nbgrader", "kernel", "sandbox"]


@pytest.mark.parametrize("what", ["Python", "torch", "devices", "nbgrader", "kernel"])
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
    found = {one.what: one for one in doctor.examine()}["nbgrader"]
    assert not found.ok and "no nbgrader here" in found.found and "make lab" in found.advice


def test_a_machine_without_bubblewrap_is_told_where_to_get_it(monkeypatch):
    monkeypatch.setenv("PATH", "")
    found = {one.what: one for one in doctor.examine()}["sandbox"]
    assert not found.ok and "bubblewrap" in found.advice


def test_a_python_that_is_too_old_is_told_so(monkeypatch):
    monkeypatch.setattr(doctor, "OLDEST_PYTHON", (9, 9))
    found = {one.what: one for one in doctor.examine()}["Python"]
    assert not found.ok and "9.9" in found.advice
