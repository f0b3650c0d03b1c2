"""An answer that ends the process.

earns: before
ended: crashed
why: as os._exit in a cell.
"""

# %%
import os


def here(a):
    os._exit(0)
