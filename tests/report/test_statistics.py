"""Difficulty, discrimination and reliability are those of classical test theory."""

import numpy as np
import pytest

from autograder.report import statistics
from autograder.report.results import Record
from tests.report.classes import hand_in

# Ten students, three exercises of two points; worked out by hand below.
SCORES = np.array(
    [
        [2, 2, 0],
        [2, 2, 0],
        [2, 2, 0],
        [2, 1, 0],
        [2, 1, 2],
        [2, 0, 2],
        [0, 0, 2],
        [0, 0, 2],
        [0, 0, 2],
    ]
    + [[0, 0, 2]],
    dtype=float,
)


def as_hand_ins(scores):
    names = ("a", "b", "c")
    return {
        f"s{i}": tuple(
            Record(**{k: v for k, v in one.items() if k not in ("seed", "seconds")})
            for one in hand_in(f"s{i}", "u", dict(zip(names, row, strict=True)))
        )
        for i, row in enumerate(scores)
    }


def test_difficulty_is_the_mean_part_of_the_points():
    found = statistics.exercise_statistics("u", as_hand_ins(SCORES))
    assert [one.difficulty for one in found] == pytest.approx([12 / 20, 8 / 20, 12 / 20])


def test_discrimination_leaves_the_exercise_itself_out():
    # a against b + c: the totals would hold a itself.
    a, rest = SCORES[:, 0], SCORES[:, 1] + SCORES[:, 2]
    by_hand = ((a - a.mean()) * (rest - rest.mean())).sum() / (
        np.sqrt(((a - a.mean()) ** 2).sum() * ((rest - rest.mean()) ** 2).sum())
    )
    found = statistics.exercise_statistics("u", as_hand_ins(SCORES))
    assert found[0].discrimination == pytest.approx(by_hand)
    assert found[2].discrimination < 0 and "fault" in found[2].remark


def test_alpha_is_one_for_exercises_that_say_the_same():
    assert statistics.cronbach_alpha(np.repeat(SCORES[:, :1], 4, axis=1)) == pytest.approx(1)


def test_alpha_is_nothing_for_exercises_that_have_nothing_in_common():
    every = np.array([[i >> k & 1 for k in range(4)] for i in range(16)], dtype=float)
    assert statistics.cronbach_alpha(every) == pytest.approx(0)


def test_an_exercise_that_all_got_right_tells_nothing_apart():
    scores = SCORES.copy()
    scores[:, 0] = 2
    found = statistics.exercise_statistics("u", as_hand_ins(scores))
    assert found[0].discrimination is None and found[0].difficulty == 1


def test_a_class_that_is_too_small_has_no_discrimination():
    found = statistics.exercise_statistics("u", as_hand_ins(SCORES[:9]))
    assert {one.discrimination for one in found} == {None}


def test_a_hand_in_that_was_asked_less_counts_where_it_was_asked():
    hand_ins = as_hand_ins(SCORES)
    hand_ins["s0"] = hand_ins["s0"][:2]
    found = statistics.exercise_statistics("u", hand_ins)
    assert [one.students for one in found] == [10, 10, 9]
