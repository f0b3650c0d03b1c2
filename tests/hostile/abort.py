"""abort().

earns: before
ended: crashed
why: the process is gone; marks earned before it stay.
"""

# %%
import os

os.abort()
