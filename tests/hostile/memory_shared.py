"""Shared mappings, which belong to nobody's data segment.

earns: before
ended: memory
why: they are counted in each process that has touched them.
"""

# %%
import mmap
import time

kept = []
for _ in range(8):
    kept.append(mmap.mmap(-1, 100 << 20))
    kept[-1][:: 1 << 12] = b"x" * len(kept[-1][:: 1 << 12])
time.sleep(1000)
