"""A function that binds the name anew with `global`.

exercise: total_of_rows
earns: others
ended: done
why: the text is right, but another function ran, and it ran more than the text does.
"""


# %%
def row_by_row(x):
    return torch.stack([row.sum() for row in x])


def swap():
    global total_of_rows
    total_of_rows = row_by_row


def total_of_rows(x):
    return x.sum(dim=1)


swap()
