"""An answer of 100 MB.

earns: before after
ended: done
why: it is too large to be one.
"""


# %%
def here(a):
    return "3" * 40_000_000
