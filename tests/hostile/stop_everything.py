"""SIGSTOP to itself, its parent and everything else.

earns: before after
ended: done
why: as with SIGKILL.
"""

# %%
import os
import signal

for pid in [0, -1, 1, os.getpid(), os.getppid(), *range(2, 400)]:
    try:
        os.kill(pid, signal.SIGSTOP)
    except OSError:
        pass
