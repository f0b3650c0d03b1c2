"""A reply of as many records as go into a message.

exercise: careful_softmax
begins: forging.py
earns: others
ended: done
why: what a reply takes in memory is bounded, not only its bytes.
"""

# %%
items = b"\xdd" + (100_000).to_bytes(4, "big") + (b"\x81\xa4type\xa0") * 100_000
replies = [packed(value=record("list", items=[])).replace(b"items\x90", b"items" + items)]


def careful_softmax(x):
    return x
