"""A trace function that raises everywhere.

earns: before | before after
ended: crashed timeout done
why: the runner's own lines raise as well.
"""

# %%
import sys


def trace(*_):
    raise RuntimeError("no")


sys.settrace(trace)
sys.setprofile(trace)
