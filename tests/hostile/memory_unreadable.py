"""The same by processes that do not let themselves be looked at.

earns: before
ended: memory
why: they cannot refuse, and what cannot be counted exactly is counted at its highest.
"""

# %%
import ctypes
import os
import time

ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)
for _ in range(8):
    if os.fork() == 0:
        kept = bytearray(b"x") * (45 << 20)
        time.sleep(1000)
time.sleep(1000)
