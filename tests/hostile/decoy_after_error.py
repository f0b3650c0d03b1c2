"""A loop, then an error, and behind it the function shown.

exercise: total_of_rows
earns: others
ended: done
why: the text is right, but another function ran, and it ran more than the text does.
"""


# %%
def total_of_rows(x):
    return torch.stack([row.sum() for row in x])


undefined


def total_of_rows(x):
    return x.sum(dim=1)
