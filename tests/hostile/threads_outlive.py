"""Threads that are not daemons and never end.

earns: before after
ended: done
why: the submission ends when its cells do, and its threads with it.
"""

# %%
import threading
import time


def stay():
    while True:
        time.sleep(0.01)


for _ in range(4):
    threading.Thread(target=stay).start()
