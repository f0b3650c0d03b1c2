"""An error whose text is 2 MB long, of an answer and of a cell.

earns: before after
ended: done
why: what is shown of it is short, and no time is spent on wrapping the rest.
"""

# %%
raise ValueError("x" * 2_000_000)

# %%


def here(a):
    raise ValueError("y" * 2_000_000)
