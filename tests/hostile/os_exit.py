"""os._exit in a cell.

earns: before
ended: crashed
why: the process is gone; marks earned before it stay.
"""

# %%
import os

os._exit(0)
