"""Observations with tensors of kinds that no bytes make.

exercise: careful_softmax
earns: others
ended: done
why: nothing that a reply says can hurt the judge, and none of these is an answer.
"""

# %%
import gc
import json
import struct
import sys

from autograder.grade.fork import Fork

witness = sys.modules["autograder.check.witness"]


def packed(outcome="returned", data=b"", **facts):
    facts = {
        "outcome": outcome,
        "value": None,
        "error": None,
        "inputs": [],
        "shares_memory": None,
        "gradients": None,
        "printed": "",
        "operations": [],
        "left_device": False,
    } | facts
    header = json.dumps(facts).encode()
    return struct.pack("<I", len(header)) + header + data


def record(kind, value=None, items=(), tensor=None):
    return {"!": "Record", "type": kind, "value": value, "items": list(items), "tensor": tensor}


def tensor(dtype="float32", shape=(4,), at=(0, 16), **facts):
    data = {"!": "tensor", "dtype": dtype, "shape": list(shape), "at": list(at)}
    facts = {
        "!": "TensorFacts",
        "data": data,
        "device": "cpu",
        "requires_grad": False,
        "is_leaf": True,
        "grad": None,
        "stride": [1],
    } | facts
    return record("Tensor", tensor=facts)


kinds = ("quint8", "qint32", "quint4x2", "bits8", "float4_e2m1fn_x2", "complex32", "Tensor", "load")
replies = [packed(data=bytes(16), value=tensor(kind, shape=(16,))) for kind in kinds]


asked = 0


def forge(question, namespace):
    global asked
    if witness.Question.from_bytes(question).name != "careful_softmax":
        return witness.answer(question, namespace)
    asked += 1
    return replies[(asked - 1) % len(replies)]


for thing in gc.get_objects():
    if type(thing) is Fork:
        thing.witness = forge


def careful_softmax(x):
    return x
