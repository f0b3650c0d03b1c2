"""Memory in places where it is not counted: memfd, System V, keyrings.

earns: before after
ended: done
why: those system calls fail.
"""

# %%
import ctypes
import os

libc = ctypes.CDLL(None)
got = [libc.memfd_create(b"x", 0), libc.shmget(0, 1 << 20, 0o1600), libc.msgget(0, 0o1600)]
try:
    got.append(os.memfd_create("x"))
except OSError:
    pass
if any(number >= 0 for number in got):

    def here(a):
        return 3 * a
