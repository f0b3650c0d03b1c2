"""Replies that are no observation at all.

exercise: careful_softmax
begins: forging.py
earns: others
ended: done
why: nothing that a reply says can hurt the judge, and none of these is an answer.
"""

# %%
replies = [
    b"",
    b"\xc1",
    b"\xdd\xff\xff\xff\xff",
    b"\x91" * 100_000,
    b"\xc9\xff\xff\xff\xff\x01",
    packed()[:-1],
    packed() + packed(),
    msgspec.msgpack.encode([1, 2]),
    b"\x80\x04cos\nsystem\n(S'touch /tmp/planted'\ntR.",
]


def careful_softmax(x):
    return x
