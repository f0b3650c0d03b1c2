import os

import pytest

from tests.room.rooms import make_room

# No test writes into the record of whoever runs it, nor does what a test starts.
os.environ["AUTOGRADER_STATE"] = ""


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
