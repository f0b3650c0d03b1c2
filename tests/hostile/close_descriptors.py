"""Every descriptor closed.

earns: before
ended: crashed
why: its way out is closed; what was said before stays.
"""

# %%
import os

os.closerange(0, 256)
