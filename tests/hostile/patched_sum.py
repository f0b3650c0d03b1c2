"""PyTorch's own `nansum` patched to loop, where the unpatched one is right too.

exercise: total_of_rows
earns: others
ended: done
why: the text is right, but another function ran, and it ran more than the text does.
"""


# %%
def slow(x, dim):
    return torch.stack([row.sum() for row in x])


torch.Tensor.nansum = slow


# %%
def total_of_rows(x):
    return x.nansum(dim=1)
