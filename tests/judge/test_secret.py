"""Of a case that is secret, a verdict does not give away what is right."""

import pytest

from autograder.exercises import exercises
from autograder.judge import say
from autograder.judge.expected import answer_from, expected
from autograder.judge.trials import trials_of
from autograder.judge.verify import verify
from autograder.witness.record import TensorRecord

CALLED = [one.name for one in exercises().values() if one.called and one.mistakes]


@pytest.mark.parametrize("name", CALLED)
def test_the_whole_right_value_is_kept_back(name):
    one = exercises()[name]
    for mistake in one.mistakes:
        seen = verify(one, answer_from(one, mistake.code), seed="secret", devices=["cpu"])
        assert seen.expected is None
        for trial in trials_of(one, "secret", ["cpu"]):
            if trial.case.label != seen.case or seen.aspect not in ("values", "inputs"):
                continue
            right = expected(one, trial)
            for rec in (right.value, *(right.inputs or ())):
                called = say.call(one.name, trial.question.arguments)
                told = seen.message.replace(called, "").replace(mistake.says, "")
                if rec is None or (seen.got and say.value(seen.got) == say.value(rec)):
                    continue  # told apart only by digits that are not shown
                assert f"`{say.value(rec)}`" not in told
                single = not isinstance(rec, TensorRecord) or rec.data.numel() == 1
                assert not single or "right is" not in told


def test_of_a_public_case_it_is_said():
    one = exercises()["average_of_list"]
    seen = verify(one, lambda numbers: 0.5, devices=["cpu"])
    assert "it should be" in seen.message
    assert "it should be" not in verify(one, lambda numbers: 0.5, seed="s", devices=["cpu"]).message
