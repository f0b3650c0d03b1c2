"""An exit handler that never ends.

earns: before after
ended: done
why: exit handlers do not run: the process is ended from outside.
"""

# %%
import atexit


@atexit.register
def stay():
    while True:
        pass
