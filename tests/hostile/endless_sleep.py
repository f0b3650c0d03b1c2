"""A cell that sleeps for days.

earns: before after
ended: done
why: the stop button wakes it.
"""

# %%
import time

time.sleep(1_000_000)
