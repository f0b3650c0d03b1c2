"""A function that calls itself by way of a list.

exercise: total_of_rows
earns: others
ended: done
why: watched by itself, a function of the answer's own runs again and again.
"""

# %%
steps = []


def step(x, i):
    return [] if i == len(x) else [x[i].sum()] + steps[0](x, i + 1)


steps.append(step)


def total_of_rows(x):
    return torch.stack(step(x, 0))
