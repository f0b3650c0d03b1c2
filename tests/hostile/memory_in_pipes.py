"""Memory that the kernel holds: pipes, made as long as they can be.

earns: before after
ended: done
why: a pipe cannot be made longer than it is, and every open file counts as a full one.
"""

# %%
import fcntl
import os

try:
    fcntl.fcntl(os.pipe()[1], 1031, 1 << 20)
except OSError:
    pass
else:

    def here(a):
        return 3 * a
