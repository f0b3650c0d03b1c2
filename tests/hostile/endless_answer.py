"""An answer that never returns.

earns: before after
ended: done
why: it is interrupted once and not asked again; the next exercise is.
"""


# %%
def here(a):
    while True:
        pass
