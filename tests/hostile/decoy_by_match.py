"""A `match` whose pattern binds the name.

exercise: total_of_rows
earns: others
ended: done
why: a pattern binds a name, so what it binds it to is read and run too.
"""


# %%
def row_by_row(x):
    return torch.stack([row.sum() for row in x])


def total_of_rows(x):
    return x.sum(dim=1)


match row_by_row:
    case total_of_rows:
        pass
