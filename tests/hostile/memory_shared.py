"""Shared memory in files that have no name any more.

earns: before after
ended: done
why: a file system in memory is no larger than it may be, whoever still holds what.
"""

# %%
import mmap
import os

held = []
try:
    for folder in ("/tmp", "/dev/shm") * 20:
        file = os.open(f"{folder}/shared", os.O_RDWR | os.O_CREAT)
        os.unlink(f"{folder}/shared")
        os.posix_fallocate(file, 0, 4 << 20)
        held.append(mmap.mmap(file, 4 << 20))
except OSError:
    pass
if len(held) > 10:

    def here(a):
        return 3 * a
