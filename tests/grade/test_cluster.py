"""`--dask`: real workers on this machine, one of them lost in the middle of a run."""

import signal

import pytest

from autograder.errors import CourseError, RunnerError
from autograder.grade.cluster import DaskRunner
from autograder.grade.command import Options, grade
from autograder.grade.marking import Setting
from autograder.room.wire.limits import Limits
from tests.grade import killing
from tests.grade.class_of import make_root
from tests.grade.cluster import LONGEST_WAIT, Cluster, wait_until
from tests.room.rooms import descendants, is_running

SUBMISSIONS = 8


@pytest.fixture
def cluster(tmp_path):
    made = Cluster(tmp_path)
    made.add_worker()
    made.add_worker()
    try:
        made.wait_for_workers()
        yield made
    finally:
        made.close()


@pytest.fixture(scope="module")
def local(tmp_path_factory):
    """The class, graded on this machine one by one."""
    root = make_root(tmp_path_factory.mktemp("local") / "course")
    killing.fill(root, SUBMISSIONS)
    grade(root, Options(jobs=1), quiet)
    return root


def quiet(what, number, count):
    """No progress bar."""


def outcome(root):
    return killing.records(root), killing.gradebook_rows(root)


@pytest.mark.parametrize("jobs", [2, 4])
def test_any_number_of_jobs_gives_the_same(local, tmp_path, jobs):
    root = killing.same_class(local, tmp_path / "course")
    grade(root, Options(jobs=jobs), quiet)
    assert outcome(root) == outcome(local)


def test_a_lost_worker_costs_nothing_and_nothing_counts_twice(local, cluster, tmp_path):
    root = killing.same_class(local, tmp_path / "course")
    lost = cluster.workers[0]
    rooms = []

    def lose_one(what, number, count):
        if number == 2:
            rooms.extend(descendants(lost.pid))
            lost.kill()

    done, _ = grade(root, Options(dask=cluster.address), lose_one)
    assert done.graded == SUBMISSIONS
    assert outcome(root) == outcome(local)
    assert rooms, "the worker was not at work when it was killed"
    wait_until(lambda: not any(map(is_running, rooms)))


def test_a_worker_that_ends_closes_its_room(local, cluster, tmp_path):
    root = killing.same_class(local, tmp_path / "course")
    grade(root, Options(dask=cluster.address, students=["student000", "student001"]), quiet)
    rooms = [pid for worker in cluster.workers for pid in descendants(worker.pid)]
    assert rooms
    for worker in cluster.workers:
        worker.send_signal(signal.SIGTERM)
        worker.wait(LONGEST_WAIT)
    assert not any(map(is_running, rooms))


def test_when_the_scheduler_is_lost_the_run_stops_and_can_go_on(local, cluster, tmp_path):
    root = killing.same_class(local, tmp_path / "course")

    def lose_it(what, number, count):
        if number == 2:
            cluster.scheduler.kill()

    with pytest.raises(CourseError, match="run the same command again"):
        grade(root, Options(dask=cluster.address), lose_it)
    done, _ = grade(root, Options(), quiet)
    assert done.unchanged >= 2
    assert outcome(root) == outcome(local)


def test_without_a_scheduler_there_is_a_way_on():
    with pytest.raises(RunnerError, match="dask scheduler"):
        DaskRunner("tcp://127.0.0.1:9", Setting(Limits(), {}, None), seconds=0.5)
