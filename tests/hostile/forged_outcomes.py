"""Observations that lack what their outcome promises.

exercise: careful_softmax
begins: forging.py
earns: others
ended: done
why: nothing that a reply says can hurt the judge, and none of these is an answer.
"""

# %%
replies = [
    packed("returned"),
    packed("value"),
    packed("raised"),
    packed("arguments"),
    packed("not callable"),
    packed("no such outcome"),
    packed("raised", error=["NotImplementedError", "", 1, "raise"]),
    packed(3),
]


def careful_softmax(x):
    return x
