"""A read from address 0.

earns: before
ended: crashed
why: the process is gone; marks earned before it stay.
"""

# %%
import ctypes

ctypes.string_at(0)
