"""Observations with tensors whose size and data differ.

exercise: careful_softmax
begins: forging.py
earns: others
ended: done
why: nothing that a reply says can hurt the judge, and none of these is an answer.
"""

# %%
replies = [
    packed(value=tensor(shape=(2**40,))),
    packed(value=tensor(shape=(2**70 % 2**63, 4))),
    packed(value=tensor(shape=(-1, -4))),
    packed(value=tensor(shape=(0, 2**40), data=b"")),
    packed(value=tensor(shape=(1,) * 70, data=bytes(4))),
    packed(value=tensor(data=bytes(15))),
    packed(value=tensor(stride=[2**62])),
    packed(value=tensor("bool", shape=(16,), data=b"\xff" * 16)),
]


def careful_softmax(x):
    return x
