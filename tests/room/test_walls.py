"""The sandbox shows Python and nothing else, and does not start where it would not hold."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.errors import RoomError, SandboxUnavailable
from autograder.room import room as room_module
from autograder.room import walls as sandbox
from autograder.room.inside import seccomp
from autograder.room.room import Cell
from autograder.room.walls import Walls, command, environment
from autograder.room.wire.limits import Limits
from tests.room.rooms import LIMITS, make_room, text_of


def binds(arguments: list[str]) -> set[str]:
    """What a bwrap command line mounts from the host."""
    kinds = ("--ro-bind", "--ro-bind-try", "--bind", "--dev-bind")
    return {arguments[i + 1] for i, word in enumerate(arguments) if word in kinds}


def test_the_answers_are_not_mounted():
    mounted = binds(command(Walls(), ["true"]))
    for part in ("exercises", "build", "report"):
        path = sandbox.PACKAGE / part
        assert not any(path.is_relative_to(folder) for folder in mounted)


def test_the_checkout_around_the_package_is_not_mounted():
    mounted = binds(command(Walls(), ["true"]))
    assert not any(Path(__file__).is_relative_to(folder) for folder in mounted)


def test_a_hidden_folder_inside_python_is_covered(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    hidden = tmp_path / "classroom"
    hidden.mkdir()
    arguments = command(Walls(hidden=(hidden,)), ["true"])
    assert arguments[arguments.index(str(hidden)) - 1] == "--tmpfs"
    assert arguments.index(str(tmp_path)) < arguments.index(str(hidden))


def test_python_installed_in_a_home_folder_itself_is_refused(monkeypatch):
    monkeypatch.setattr(sys, "prefix", str(Path.home()))
    with pytest.raises(SandboxUnavailable, match="virtual environment"):
        command(Walls(), ["true"])


def test_nothing_of_the_instructors_environment_comes_in(monkeypatch):
    monkeypatch.setenv("AUTOGRADER_SEED", "secret")
    assert "secret" not in environment(Walls()).values()


def test_a_folder_can_be_looked_at_only_when_it_is_named(room, tmp_path):
    (tmp_path / "grades").write_text("all of them")
    source = f"import os\nprint(os.path.exists({str(tmp_path)!r}))"
    assert text_of(room.run([Cell(source)]), 0) == "False\n"


def test_other_systems_are_told_what_to_do(monkeypatch):
    monkeypatch.setattr(sandbox.platform, "system", lambda: "Darwin")
    with pytest.raises(SandboxUnavailable, match="--trust-submissions"):
        make_room()


def test_a_missing_bubblewrap_is_told_how_to_install(monkeypatch):
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    with pytest.raises(SandboxUnavailable, match="apt install bubblewrap"):
        make_room()


def test_a_sandbox_that_cannot_be_made_is_refused(monkeypatch):
    broken = lambda walls, inside: [sandbox.bubblewrap(), "--ro-bind", "/no/such", "/x", "true"]  # noqa: E731
    monkeypatch.setattr(room_module, "command", broken)
    with pytest.raises(SandboxUnavailable, match="user namespaces"):
        make_room()


def test_a_sandbox_that_does_not_hold_is_refused(monkeypatch):
    """A room with a writable folder is found out by the probe, not by a student."""
    honest = room_module.command

    def leaky(walls, inside):
        arguments = honest(walls, inside)
        place = arguments.index("--remount-ro")
        return [*arguments[:place], "--bind", "/var/tmp", "/var/tmp", *arguments[place:]]

    monkeypatch.setattr(room_module, "command", leaky)
    with pytest.raises(SandboxUnavailable, match="/var/tmp can be written"):
        make_room()


def test_a_witness_that_does_not_load_says_why():
    with pytest.raises(RoomError, match="no_such_witness"):
        make_room(witness="no_such_witness:answer")


def test_the_filter_jumps_stay_inside_the_program():
    for machine in ("x86_64", "aarch64"):
        program = seccomp.filter_program(machine)
        count = len(program) // 8
        for position in range(count):
            code, on_true, on_false = program[8 * position], *program[8 * position + 2 :][:2]
            if code & 0x07 == 0x05:
                assert position + 1 + max(on_true, on_false) < count


def test_an_unknown_machine_is_an_error():
    with pytest.raises(OSError, match="pdp11"):
        seccomp.filter_program("pdp11")


def test_a_limit_must_be_more_than_nothing():
    with pytest.raises(ValueError, match="processes"):
        Limits(processes=0)


def test_trusted_submissions_need_no_sandbox(monkeypatch):
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    limits = replace(LIMITS, cell_seconds=0.3)
    with make_room(trust_submissions=True, limits=limits) as room:
        run = room.run([Cell("print(1)"), Cell("while True: pass"), Cell(questions=(b"1 + 1",))])
    assert (text_of(run, 0), run.cells[1].status) == ("1\n", "interrupted")
    assert run.cells[2].replies == [b"2"]
