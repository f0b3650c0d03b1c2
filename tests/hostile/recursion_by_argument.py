"""A function that calls itself because it is handed itself.

exercise: total_of_rows
earns: others
ended: done
why: watched by itself, a function of the answer's own runs again and again.
"""


# %%
def total_of_rows(x):
    def step(again, i):
        return [] if i == len(x) else [x[i].sum()] + again(again, i + 1)

    return torch.stack(step(step, 0))
