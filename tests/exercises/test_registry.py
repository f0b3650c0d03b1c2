"""What must hold of every exercise: a new one is covered by existing."""

from dataclasses import replace

import pytest
import torch

from autograder import devices
from autograder.exercises import exercises, units
from autograder.judge.attempt import missing
from autograder.judge.exercise import Exercise
from autograder.judge.expected import answer_from
from autograder.judge.inquiry import Inquiry
from autograder.judge.verify import verify
from autograder.witness.record import record
from autograder.witness.source import Program
from autograder.witness.witness import observe
from tests.syllabus import NO_PITFALLS, OF_THE_DECK

EXERCISES = list(exercises().values())
# What the spoiled answers add to the reference would break some rules before it is noticed.
CALLED = [replace(one, rules=()) for one in EXERCISES if one.called]
HIDDEN_SEEDS = (1, 2, 3)


def each(chosen):
    return pytest.mark.parametrize("one", chosen, ids=lambda one: one.name)


def pairs(plural):
    """One parameter for every mistake or alternative of every exercise."""
    found = [(one, each_one) for one in EXERCISES for each_one in getattr(one, plural)]
    ids = [f"{one.name}-{i}" for one in EXERCISES for i in range(len(getattr(one, plural)))]
    return pytest.mark.parametrize(("one", "given"), found, ids=ids)


def judged(one: Exercise, code: str, seed=None):
    return verify(one, answer_from(one, code), seed=seed, program=one.as_cell(code))


def right_answer(one: Exercise):
    return one.reference if one.called else one.reference()


@each(EXERCISES)
def test_the_reference_earns_everything(one):
    for seed in (None, *HIDDEN_SEEDS):
        verdict = verify(one, right_answer(one), seed=seed, program="")
        assert (verdict.status, verdict.score) == ("correct", one.points), verdict.message


@pairs("alternatives")
def test_an_alternative_earns_everything(one, given):
    for seed in (None, *HIDDEN_SEEDS):
        verdict = judged(one, given, seed)
        assert (verdict.status, verdict.score) == ("correct", one.points), verdict.message


@pairs("mistakes")
def test_a_mistake_is_rejected_with_its_own_sentence(one, given):
    verdict = judged(one, given.code)
    assert not verdict.passed
    assert verdict.score < one.points
    assert verdict.mistake == given.says, verdict.message
    assert given.says in verdict.message


@each(EXERCISES)
def test_it_has_what_a_student_needs(one):
    assert len(one.mistakes) >= 3
    assert len(one.alternatives) >= 2
    assert len(one.hints) == 3
    assert one.why and one.asks
    assert one.points > 0
    assert len({m.says for m in one.mistakes}) == len(one.mistakes)


@each(CALLED)
def test_a_function_is_tried_in_ordinary_and_in_edge_cases(one):
    assert sum(case.ordinary for case in one.cases) >= 1
    assert len(one.cases) >= 3
    assert len({case.label for case in one.cases}) == len(one.cases)


@each(EXERCISES)
def test_an_answer_that_is_not_there_is_not_attempted(one):
    assert missing(one).status == "not attempted"


@each(EXERCISES)
def test_an_untouched_stub_is_not_attempted(one):
    if one.kind == "fix":
        program = one.broken
    elif one.called:
        program = f'def {one.name}({", ".join(one.parameters)}):\n    """Doc."""\n    ...\n'
    else:
        program = f"{one.name} = ...\n"
    given = answer_from(one, program)
    verdict = verify(one, given, program=program)
    assert (verdict.status, verdict.score) == ("not attempted", 0)


@each([one for one in EXERCISES if one.kind == "fix"])
def test_the_broken_function_is_wrong(one):
    """Told apart from the stub by a comment's worth of code, it must fail by its behaviour."""
    code = one.broken.rstrip() + f"\n{one.name} = {one.name}\n"
    assert verify(one, answer_from(one, code), program="").score == 0
    assert Program(one.broken).definition(one.name) is not None


@each(CALLED)
def test_the_reference_gives_an_answer_in_every_case(one):
    """Or every answer that raises would pass. `raises` in a case's label says that it is meant."""
    for seed in (None, *HIDDEN_SEEDS):
        for trial in Inquiry(one, devices=["cpu"], seed=seed).trials:
            seen = observe(trial.question, one.reference)
            meant = "raises" in trial.case.label
            assert seen.outcome == ("raised" if meant else "returned"), (trial.case.label, seen)


def twin(one: Exercise, change):
    """The reference with something done to its answer: `change(answer, arguments)`."""

    def answer(*arguments):
        return change(one.reference(*arguments), arguments)

    return answer


def gives_a_tensor(one: Exercise) -> bool:
    return all(
        observe(trial.question, one.reference).value is not None
        and observe(trial.question, one.reference).value.type == "Tensor"
        for trial in Inquiry(one, devices=["cpu"]).trials
    )


TENSOR_GIVING = [one for one in CALLED if gives_a_tensor(one)]


class AlwaysEqual(torch.Tensor):
    def __eq__(self, other):
        return torch.tensor(True)


TWINS = {
    "another dtype": lambda t, _: t.to(torch.int16 if t.dtype == torch.int8 else torch.int8),
    "an extra dimension": lambda t, _: t.unsqueeze(0),
    "a list": lambda t, _: t.tolist(),
    "a NumPy array": lambda t, _: t.detach().cpu().numpy(),
    "a subclass": lambda t, _: t.as_subclass(AlwaysEqual),
    "a tuple": lambda t, _: (t,),
    "nothing": lambda t, _: None,
    "printed": lambda t, _: print(t),
    "another value": lambda t, _: ~t if t.dtype == torch.bool else t + 1,
}


@each(TENSOR_GIVING)
@pytest.mark.parametrize("change", TWINS.values(), ids=TWINS.keys())
def test_a_spoiled_answer_earns_nothing(one, change):
    verdict = verify(one, twin(one, change), program="", devices=["cpu"])
    assert (verdict.passed, verdict.score) == (False, 0), verdict.message


@each([one for one in CALLED if not one.changes_inputs])
def test_a_changed_input_is_noticed(one):
    def spoil(answer, arguments):
        tensors = [a for a in arguments if isinstance(a, torch.Tensor) and a.numel()]
        for t in tensors:
            with torch.no_grad():
                t.detach().view(t.dtype).copy_(t.logical_not() if t.dtype == torch.bool else t + 1)
        return answer

    if takes_a_tensor(one):
        assert not verify(one, twin(one, spoil), program="", devices=["cpu"]).passed


@each(CALLED)
def test_the_wrong_number_of_arguments_is_named(one):
    verdict = verify(one, lambda a, b, c, d, e, f, g, h: None, program="")
    assert (verdict.status, verdict.aspect) == ("error", "exists")
    assert f"`{one.name}(" in verdict.message


@each(CALLED)
def test_answers_to_the_public_cases_learned_by_heart_fail_when_graded(one):
    known = {repr(trial.question.arguments) for trial in Inquiry(one, devices=["cpu"]).trials}

    def by_heart(*arguments):
        met_before = repr(tuple(record(a) for a in arguments)) in known
        return one.reference(*arguments) if met_before else None

    takes_functions = any(
        item.type in ("Code", "OnDevice")
        for trial in Inquiry(one, devices=["cpu"]).trials
        for item in trial.question.arguments
    )
    if not takes_functions:
        there = verify(one, by_heart, program="", devices=["cpu"])
        # Where the device is the task, the CPU alone can say no more than that nothing is wrong.
        assert there.passed or (one.about_devices and there.status == "not checked")
        assert not verify(one, by_heart, program="", devices=["cpu"], seed=7).passed


ACCELERATORS = [d.name for d in devices.available() if d.name != "cpu"]


@each([one for one in TENSOR_GIVING if one.devices])
@pytest.mark.parametrize("device", ACCELERATORS)
def test_an_answer_brought_to_the_cpu_is_noticed(one, device):
    verdict = verify(one, twin(one, lambda t, _: t.cpu()), program="", devices=["cpu", device])
    on_device = any(
        observe(trial.question, one.reference).value.device != "cpu"
        for trial in Inquiry(one, devices=[device]).trials
    )
    if on_device:
        assert not verdict.passed
        assert verdict.aspect == "device"


def takes_a_tensor(one: Exercise) -> bool:
    return any(
        argument.type == "Tensor"
        for trial in Inquiry(one, devices=["cpu"]).trials
        for argument in trial.question.arguments
    )


@each([one for one in CALLED if one.devices and takes_a_tensor(one)])
@pytest.mark.parametrize("device", ACCELERATORS)
def test_a_tensor_made_inside_on_the_cpu_is_noticed(one, device):
    def mixing(*arguments):
        for t in arguments:
            if isinstance(t, torch.Tensor):
                torch.cat([t.reshape(-1), torch.zeros(2, dtype=t.dtype)])
        return one.reference(*arguments)

    verdict = verify(one, mixing, program="", devices=["cpu", device])
    assert not verdict.passed
    assert "mixes tensors of two devices" in verdict.message


@pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.name)
def test_a_unit_of_the_deck_holds_every_kind(unit):
    if unit.name not in OF_THE_DECK - NO_PITFALLS:
        pytest.skip("what goes beyond the deck, and the first and last units, are free in it")
    assert {e.kind for e in unit.exercises} == {"value", "function", "predict", "fix", "puzzle"}
    assert len(unit.exercises) >= 12


@each([one for one in EXERCISES if not one.called])
def test_no_mistake_reaches_the_reference(one):
    """A mistake that writes into shared data would make the next right answer wrong."""
    for mistake in one.mistakes:
        verify(one, answer_from(one, mistake.code), seed="a", program="")
    assert verify(one, right_answer(one), seed="b", program="").passed
    for code in one.alternatives:
        assert verify(one, answer_from(one, code), seed="c", program="").passed


@each([one for one in EXERCISES if one.broken])
def test_what_a_student_is_to_fix_never_passes_without_a_second_device(one):
    """Where the CPU alone can't tell the broken function, the exercise is `about_devices`."""
    verdict = verify(one, answer_from(one, one.broken), program="", devices=["cpu"])
    assert not verdict.passed and verdict.score < one.points
    assert (verdict.status == "not checked") == one.about_devices
