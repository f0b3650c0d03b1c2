"""The gradebook in a real PostgreSQL, by `--db` and by nbgrader's own db_url."""

import pytest
import sqlalchemy as sql

from autograder.course import Classroom
from autograder.errors import CourseError
from autograder.grade import plugins
from autograder.grade.command import Options, grade
from autograder.grade.gradebook import usable_url
from autograder.grade.registration import register
from tests.grade import killing, postgres
from tests.grade.class_of import STUDENTS, UNIT, make_root
from tests.grade.test_stock_door import rows

SUBMISSIONS = 4
# Of nbgrader's own use of its database.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")


def quiet(what, number, count):
    """No progress bar."""


@pytest.fixture(scope="module")
def server():
    programs = postgres.find_programs()
    if programs is None:
        pytest.skip("there is no PostgreSQL on this machine (Debian: apt install postgresql)")
    with postgres.server(programs) as url:
        yield url


@pytest.fixture
def database(server, request):
    """The db_url of an empty database, as an instructor writes it."""
    name = request.node.name.removeprefix("test_")[:60]
    engine = sql.create_engine(usable_url(f"{server}/postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sql.text(f"create database {name}"))
    engine.dispose()
    return f"{server}/{name}"


@pytest.fixture(scope="module")
def in_sqlite(tmp_path_factory):
    """The class graded into nbgrader's default, a file of SQLite."""
    root = make_root(tmp_path_factory.mktemp("sqlite") / "course")
    killing.fill(root, SUBMISSIONS)
    (root / "classroom/submitted/student000" / UNIT / "timestamp.txt").write_text(
        "2026-03-03 08:05:00 UTC"
    )
    grade(root, Options(), quiet)
    return root


def test_our_command_writes_the_rows_of_sqlite_and_finds_them_again(in_sqlite, database, tmp_path):
    root = killing.same_class(in_sqlite, tmp_path / "course")
    done, grades = grade(root, Options(db_url=database), quiet)
    assert done.graded == SUBMISSIONS
    assert [one.score for one in grades] == [worth for _, worth in list(STUDENTS.values())[:4]]
    assert rows(usable_url(database)) == killing.gradebook_rows(in_sqlite)
    assert not killing.gradebook(root).exists()
    again, _ = grade(root, Options(db_url=database), quiet)
    assert (again.graded, again.unchanged) == (0, SUBMISSIONS)


def test_nbgrader_itself_writes_the_same_rows_there(in_sqlite, database, tmp_path):
    root = killing.same_class(in_sqlite, tmp_path / "course")
    classroom = Classroom(root, db_url=usable_url(database))
    register(classroom, [UNIT])
    api = classroom.api
    for student in sorted((root / "classroom" / "submitted").iterdir()):
        outcome = api.autograde(UNIT, student.name)
        assert outcome["success"], outcome["log"]
    plugins._room.cache_clear()
    assert rows(usable_url(database)) == killing.gradebook_rows(in_sqlite)


def test_a_database_that_is_not_there_is_told_in_a_sentence_without_the_password(server):
    url = server.replace("grader@", "grader:secret@") + "/nowhere"
    with pytest.raises(CourseError, match='database "nowhere" does not exist') as told:
        usable_url(url)
    assert "secret" not in str(told.value)
