"""A reply of as many records as go into a message.

exercise: careful_softmax
begins: forging.py
earns: others
ended: done
why: what a reply takes in memory is bounded, not only its bytes.
"""

# %%
short = msgspec.msgpack.encode(other(""))
items = b"\xdd" + (100_000).to_bytes(4, "big") + short * 100_000
replies = [packed(value=several("list")).replace(b"items\x90", b"items" + items)]


def careful_softmax(x):
    return x
