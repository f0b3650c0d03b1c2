"""A child that comes back from the cell and would answer as a twin.

earns: before after
ended: done
why: only the process that was given the notebook speaks for it.
"""

# %%
import os

os.fork()
