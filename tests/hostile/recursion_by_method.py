"""A method that calls itself.

exercise: total_of_rows
earns: others
ended: done
why: watched by itself, a function of the answer's own runs again and again.
"""


# %%
class Rows:
    def totals(self, x, i):
        return [] if i == len(x) else [x[i].sum()] + self.totals(x, i + 1)


def total_of_rows(x):
    return torch.stack(Rows().totals(x, 0))
