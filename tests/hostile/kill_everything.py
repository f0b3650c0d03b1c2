"""SIGKILL to every process that can be named.

earns: before after
ended: done
why: it sees no process but its own, and the first of a namespace cannot be killed from within.
"""

# %%
import os
import signal

for pid in [0, -1, 1, os.getpid(), os.getppid(), *range(2, 400)]:
    try:
        os.kill(pid, signal.SIGKILL)
    except OSError:
        pass
try:
    os.killpg(0, signal.SIGKILL)
except OSError:
    pass
