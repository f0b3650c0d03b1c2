"""Observations with records that contradict themselves.

exercise: careful_softmax
begins: forging.py
earns: others
ended: done
why: nothing that a reply says can hurt the judge, and none of these is an answer.
"""

# %%
plain = several("list")
deep = plain
for _ in range(200):
    deep = several("list", [deep])
replies = [
    packed(value=other("Tensor")),
    packed(value=scalar(msgspec.msgpack.Ext(2, b"9" * 10**5))),
    packed(value=scalar("x" * 10**5)),
    packed(value=several("tuple", [plain] * 9_999)),
    packed(value=several("dict", [plain])),
    packed(value=deep),
    packed(value=tensor(), inputs=[tensor("bool", (16,)), plain]),
    packed(value=tensor(grad=other("Tensor")), gradients=[None, plain]),
    packed(value=tensor(device="no such device"), operations=["x"] * 10**5),
]


def careful_softmax(x):
    return x
