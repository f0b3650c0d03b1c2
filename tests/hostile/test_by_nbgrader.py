"""Every hostile submission, graded by nbgrader's own API, as its command and formgrader do."""

import pytest

from autograder.course import Classroom
from autograder.grade import plugins
from autograder.grade.registration import register
from tests.hostile import course
from tests.room.rooms import descendants

# Of nbgrader's own use of its database.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    with course.known_units():
        root = course.make_course(tmp_path_factory.mktemp("by-nbgrader") / "course")
        course.hand_in_corpus(root)
        units = sorted({course.unit_of(hostile).name for hostile in course.CORPUS})
        register(Classroom(root), units)
        yield root
        room_of(root).close()
        plugins._room.cache_clear()


def room_of(root):
    return plugins._room(str(root / "classroom"), course.LIMITS)


@pytest.mark.parametrize("hostile", course.CORPUS, ids=lambda hostile: hostile.name)
def test_it_earns_what_it_deserves_and_leaves_nothing(root, hostile):
    still, traces = descendants(room_of(root).fork_server_pid), course.traces_outside()
    api = Classroom(root).api
    outcome = api.autograde(course.unit_of(hostile).name, hostile.name)
    assert outcome["success"], outcome
    grades = course.grades_in(f"sqlite:///{root / 'classroom' / 'gradebook.db'}")
    assert grades[hostile.name] in course.earned(hostile), outcome["log"]
    assert descendants(room_of(root).fork_server_pid) == still
    assert course.traces_outside() == traces
