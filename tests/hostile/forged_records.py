"""Observations with records that contradict themselves.

exercise: careful_softmax
begins: forging.py
earns: others
ended: done
why: nothing that a reply says can hurt the judge, and none of these is an answer.
"""

# %%
plain = record("list")
deep = plain
for _ in range(200):
    deep = record("list", items=[deep])
replies = [
    packed(value=record("Tensor")),
    packed(value=record("int", msgspec.msgpack.Ext(2, b"9" * 10**5))),
    packed(value=record("str", "x" * 10**5)),
    packed(value=record("tuple", items=[plain] * 9_999)),
    packed(value=deep),
    packed(value=tensor(), inputs=[tensor("bool", (16,)), plain]),
    packed(value=tensor(grad=record("Tensor")), gradients=[None, plain]),
    packed(value=tensor(device="no such device"), operations=["x"] * 10**5),
]


def careful_softmax(x):
    return x
