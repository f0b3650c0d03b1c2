"""Observations with texts that no witness makes.

exercise: careful_softmax
begins: forging.py
earns: others
ended: done
why: a sentence is not made of half a megabyte, nor wrapped into lines.
"""

# %%
long = "x" * 500_000
replies = [
    packed("raised", error=("ValueError", long, 1, "")),
    packed("raised", error=(long, "", 1, "")),
    packed(value=scalar(long)),
    packed(value=other(long)),
    packed(value=tensor(), printed=long),
    packed(value=tensor(), operations=(long,)),
    packed(value=several("list", [scalar(1)] * 12_000)),
]


def careful_softmax(x):
    return x
