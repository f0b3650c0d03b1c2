"""The C stack overflows.

earns: before
ended: crashed memory
why: the process is gone; marks earned before it stay.
"""

# %%
import sys

sys.setrecursionlimit(1 << 30)


class Deep:
    def __repr__(self):
        return repr([self])


repr(Deep())
