"""The first cell of hand-ins that send the judge `replies` of their own making.

They are what MessagePack makes of dicts, so that nothing of ours stands between them and the judge.
"""

# %%
import gc
import sys

import msgspec

from autograder.room.inside.fork import Fork

witness = sys.modules["autograder.witness.witness"]
asked = 0


def packed(outcome="returned", **facts):
    return msgspec.msgpack.encode({"outcome": outcome, **facts})


def scalar(value):
    return {"of": "scalar", "value": value}


def several(kind, items=()):
    return {"of": "several", "type": kind, "items": items}


def other(kind, value=None):
    return {"of": "other", "type": kind, "value": value}


def tensor(dtype="float32", shape=(4,), data=bytes(16), **facts):
    flags = {"device": "cpu", "requires_grad": False, "is_leaf": True, "grad": None}
    return {"of": "tensor", "data": [dtype, shape, data], **flags, "stride": [1], **facts}


def forge(question, namespace):
    global asked
    if witness.Question.from_bytes(question).name != "careful_softmax":
        return witness.answer(question, namespace)
    asked += 1
    return replies[(asked - 1) % len(replies)]


for thing in gc.get_objects():
    if type(thing) is Fork:
        thing.witness = forge
