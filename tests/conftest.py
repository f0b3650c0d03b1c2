import os
import tempfile

import pytest

from tests.room.rooms import make_room

# No test writes into the record of whoever runs it, nor does what a test starts.
os.environ["AUTOGRADER_STATE"] = ""


@pytest.fixture(scope="session", autouse=True)
def own_temporary_folder(tmp_path_factory):
    """One for these tests and for all that they start, gone afterwards with other people's caches.

    A room may leave nothing in it, not even one whose coordinator was killed.
    """
    tmp_path_factory.getbasetemp()  # pytest's own, which it keeps for a while, lies elsewhere
    with (
        tempfile.TemporaryDirectory(prefix="tests-", ignore_cleanup_errors=True) as folder,
        pytest.MonkeyPatch.context() as change,
    ):
        os.chmod(folder, 0o711)  # a database runs as a user of its own
        change.setenv("TMPDIR", folder)
        change.setattr(tempfile, "tempdir", None)
        yield
        left = [name for name in os.listdir(folder) if name.startswith("room-")]
        assert left == [], "some test, or what it started, left the folder of a room"


@pytest.fixture(scope="session")
def room():
    with make_room() as made:
        yield made


@pytest.fixture
def autograder(monkeypatch, capsys):
    """Run `autograder WORDS...`; gives its exit status, stdout and stderr."""
    # Not above: a bare machine with a card runs tests, too, and has no typer.
    from autograder import cli

    def run(*words):
        monkeypatch.setattr("sys.argv", ["autograder", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return ended.value.code or 0, said.out, said.err

    return run
