"""A process name that looks like numbers, and arguments wiped.

earns: before after
ended: done
why: names are not read as numbers.
"""

# %%
import ctypes

ctypes.CDLL(None).prctl(15, b") R 9 9 9\n9", 0, 0, 0)
