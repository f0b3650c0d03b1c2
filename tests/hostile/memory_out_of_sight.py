"""Shared memory that is filled, then let go of by everyone who touched it, and still there.

earns: before after
ended: done
why: memory can only be shared in files, which are counted whole.
"""

# %%
import mmap
import os

held = 0
for place in (None, "/dev/zero"):
    try:
        file = os.open(place, os.O_RDWR) if place else -1
        shared = mmap.mmap(file, 150 << 20)
        shared[:: 1 << 12] = b"x" * len(shared[:: 1 << 12])
        shared.madvise(mmap.MADV_DONTNEED)
        held += len(shared)
    except OSError:
        pass
if held:

    def here(a):
        return 3 * a
