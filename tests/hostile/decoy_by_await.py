"""A coroutine that binds the name anew, to an object with a `__call__`.

exercise: total_of_rows
earns: others
ended: done
why: the text is right, but another function ran, and it ran more than the text does.
"""


# %%
def total_of_rows(x):
    return x.sum(dim=1)


class Walker:
    def __call__(self, x):
        return torch.stack([row.sum() for row in x])


async def swap():
    global total_of_rows
    total_of_rows = Walker()


await swap()  # noqa: F704
