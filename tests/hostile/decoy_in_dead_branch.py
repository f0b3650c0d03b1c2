"""The function that runs and the one that is shown, each in a branch.

exercise: total_of_rows
earns: others
ended: done
why: where a branch decides what the name means, all of them are read, and run.
"""

# %%
if 1 > 2:
    pass
else:

    def total_of_rows(x):
        return torch.stack([row.sum() for row in x])


if 2 < 1:

    def total_of_rows(x):
        return x.sum(dim=1)
