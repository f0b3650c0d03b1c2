"""A function that calls itself.

earns: before after
ended: done
why: Python raises RecursionError.
"""


# %%
def fall(depth):
    return fall(depth + 1)


fall(0)
