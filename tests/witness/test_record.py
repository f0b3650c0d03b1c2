"""Values travel as plain bytes, and bytes that are none are refused."""

import contextlib

import msgspec
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from autograder import devices
from autograder.errors import BadRecord
from autograder.judge.verify import interrogate
from autograder.witness.alone import answer as run_alone
from autograder.witness.draw import Code, Draw, apart, later
from autograder.witness.record import Other, Record, build, check, pack, record, unpack
from autograder.witness.source import Program
from autograder.witness.witness import Observation, answer
from tests.judge import sample

CPU = devices.chosen(["cpu"])[0]
DTYPES = (
    *(torch.float16, torch.bfloat16, torch.float32, torch.float64, torch.complex64),
    *(torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.bool),
)


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0, 3), (2, 3)], ids=str)
def test_a_tensor_comes_back_as_it_went(dtype, shape):
    t = torch.ones(shape).to(dtype)
    back = build(unpack(pack(record(t)), Record), CPU)
    assert (back.dtype, back.shape) == (t.dtype, t.shape)
    assert torch.equal(back, t)


@pytest.mark.parametrize(
    "value",
    [None, True, 3, 2.5, float("inf"), 1 + 2j, "text", [1, [2.0]], (1,), {"a": [1]}]
    + [
        2**70,
        -(2**64),
    ]
    + [torch.float16, torch.Size([2, 3]), torch.device("cpu")],
    ids=str,
)
def test_a_plain_value_comes_back_as_it_went(value):
    back = build(unpack(pack(record(value)), Record), CPU)
    assert (type(back), back) == (type(value), value)


@pytest.mark.parametrize("shape", [(), (0, 2), (3,), (2, 3)], ids=str)
def test_a_place_further_on_in_memory_comes_along(shape):
    t = later(torch.ones(shape))
    back = build(unpack(pack(record(t)), Record), CPU)
    assert back.storage_offset() == t.storage_offset() > 0
    assert torch.equal(back, t)


def test_layout_and_gradient_come_along():
    t = apart(torch.arange(6.0).reshape(2, 3)).requires_grad_()
    (t * t).sum().backward()
    back = build(unpack(pack(record(t)), Record), CPU)
    assert back.stride() == t.stride()
    assert back.requires_grad
    assert torch.equal(back.grad, t.grad)


@pytest.mark.parametrize("shape", [(1,), (1, 1), (2, 1), (1, 3)], ids=str)
def test_a_stride_that_does_not_matter_does_no_harm(shape):
    t = apart(torch.ones(shape))
    assert torch.equal(build(unpack(pack(record(t)), Record), CPU), t)


def test_a_function_travels_as_its_source():
    assert build(record(Code("lambda x: x + 1")), CPU)(2) == 3


def test_the_device_under_test_is_filled_in():
    assert build(record(Draw.DEVICE), CPU) == torch.device("cpu")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(BadRecord):
        unpack(data, Record)


def test_half_a_character_does_not_stop_a_record():
    assert unpack(pack(record("half \udcff")), Record).value == "half ?"


def test_of_an_enormous_integer_no_more_is_kept():
    assert unpack(pack(record([1 << 10_000])), Record).items[0] == Other("enormous int")


def scalar(value):
    return {"of": "scalar", "value": value}


def several(kind, *items):
    return {"of": "several", "type": kind, "items": items}


def other(kind, value=None):
    return {"of": "other", "type": kind, "value": value}


def tensor(dtype="float32", shape=(2,), data=bytes(8), **changes):
    flags = {"device": "cpu", "requires_grad": False, "is_leaf": True, "grad": None}
    return {"of": "tensor", "data": [dtype, shape, data], **flags, "stride": [1], **changes}


def nested(depth):
    return several("list", *([nested(depth - 1)] if depth else []))


FORGED = {
    "too little data": tensor(data=b"1234"),
    "a size that is not its data's": tensor(shape=(3,)),
    "a negative size": tensor(shape=(-2,)),
    "an enormous size": tensor(shape=(2**62, 4)),
    "a dtype that is a function": tensor(dtype="load"),
    "a quantized dtype": tensor(dtype="quint8", data=bytes(2)),
    "a stride that is a text": tensor(stride=["1"]),
    "deep nesting": nested(400),
    "a record of no kind": {"type": "int", "value": 1},
    "a record of another kind": {"of": "anything", "value": 1},
    "a number that is said to be another thing": other("int", 1),
    "a list that is said to be another thing": other("list"),
    "a value that is a list": scalar([1]),
    "a text that is too long": scalar("x" * 10_000),
    "more items than are kept": several("list", *[scalar(1)] * 12_000),
    "an integer without end": scalar(msgspec.msgpack.Ext(2, b"9" * 10_000)),
    "an extension that there is not": scalar(msgspec.msgpack.Ext(9, b"")),
    "a tensor without facts": {"of": "tensor"},
    "a tensor that is said to be another thing": other("Tensor"),
    "items of what is no list": several("set", scalar(1)),
    "a dict that is no pairs": several("dict", scalar(1)),
    "a dict of pairs that are too short": several("dict", several("tuple", scalar(1))),
    "a gradient that is no tensor": tensor(grad=scalar(1)),
}
packed = msgspec.msgpack.encode
FORGED = {why: packed(tree) for why, tree in FORGED.items()}
FORGED["an array that claims to be long"] = b"\xdd\xff\xff\xff\xff"


@pytest.mark.parametrize("data", FORGED.values(), ids=FORGED.keys())
def test_a_forged_record_is_refused(data):
    with pytest.raises(BadRecord):
        check(unpack(data, Record))


@pytest.mark.parametrize("data", FORGED.values(), ids=FORGED.keys())
def test_an_observation_of_a_forged_record_is_refused(data):
    holding = msgspec.msgpack.encode({"outcome": "value", "value": msgspec.Raw(data)})
    with pytest.raises(BadRecord):
        Observation.from_bytes(holding)


@pytest.mark.parametrize("data", [*FORGED.values(), b"", b"junk"])
def test_a_forged_observation_is_refused(data):
    with pytest.raises(BadRecord):
        Observation.from_bytes(data)


@pytest.mark.parametrize("outcome", ["value", "returned", "raised", "not callable", "arguments"])
def test_an_observation_without_what_its_outcome_needs_is_refused(outcome):
    with pytest.raises(BadRecord):
        Observation.from_bytes(Observation(outcome).to_bytes())


def asked_from_afar(one, code):
    inquiry = interrogate(one, seed=5)
    namespace = {"torch": torch}
    exec(one.as_cell(code), namespace)
    replies = [answer(question, namespace) for question in inquiry.questions]
    return inquiry.verdict(replies, Program(one.as_cell(code)))


def test_an_answer_asked_from_afar_gets_the_same_verdict():
    assert asked_from_afar(sample.hadamard, "a * b").passed
    verdict = asked_from_afar(sample.hadamard, "a + b")
    assert (verdict.mistake, verdict.score) == ("That adds.", 0)


def test_what_is_never_answered_earns_nothing():
    inquiry = interrogate(sample.hadamard)
    verdict = inquiry.verdict(
        [None] * len(inquiry.questions), Program("def hadamard(a, b): return a * b")
    )
    assert (verdict.status, verdict.score) == ("error", 0)


def test_what_was_answered_before_the_end_keeps_its_share():
    inquiry = interrogate(sample.hadamard, devices=["cpu"])
    namespace = {"hadamard": torch.mul}
    replies = [answer(question, namespace) for question in inquiry.questions]
    verdict = inquiry.verdict([*replies[:-1], None], Program("hadamard = torch.mul"))
    assert (verdict.status, verdict.score) == ("partly", 1.25)


def test_a_malformed_reply_is_refused_not_fatal():
    inquiry = interrogate(sample.hadamard)
    verdict = inquiry.verdict([b"junk"] * len(inquiry.questions), Program("hadamard = torch.mul"))
    assert (verdict.passed, verdict.score) == (False, 0)


def test_rules_need_a_source_to_be_read_in():
    inquiry = interrogate(sample.total, devices=["cpu"])
    namespace = {"total": lambda t: t @ torch.ones_like(t)}
    replies = [answer(question, namespace) for question in inquiry.questions]
    assert inquiry.verdict(replies, Program("exec(something)")).aspect == "rules"
    program = Program("def total(t):\n    return t @ torch.ones_like(t)\n")
    alone = [run_alone(question, {}) for question in inquiry.questions_alone(program)]
    assert inquiry.verdict(replies, program, alone).passed
    assert inquiry.verdict(replies, program).aspect == "rules"


def of_many(count: int) -> bytes:
    """A list of so many records, each as short as one can be."""
    head, short = packed(several("list")).removesuffix(b"\x90"), packed({"of": "other", "type": ""})
    return head + b"\xdd" + count.to_bytes(4, "big") + short * count


def test_a_message_of_more_values_than_a_record_has_is_refused_unread():
    assert len(unpack(of_many(1_000), Record).items) == 1_000
    with pytest.raises(BadRecord, match="too many values"):
        unpack(of_many(2_000_000), Record)


def test_a_long_tensor_is_few_values():
    facts = unpack(pack(record(torch.zeros(1_000_000))), Record)
    assert facts.data.shape == (1_000_000,)


@pytest.mark.parametrize("value", [2.5, 2**40, -(2**40), "x" * 300, 3j, None, True, 2**100])
def test_values_of_every_form_are_counted_as_they_are_read(value):
    many = record([value] * 9_000)
    assert unpack(pack(many), Record) == many
