"""The channel read before the runner reads it.

earns: before | before after
ended: timeout crashed done
why: questions that are swallowed are not answered; which of the two threads gets one is chance.
"""

# %%
import os
import threading


def steal():
    while True:
        os.read(3, 1 << 16)


threading.Thread(target=steal, daemon=True).start()
import time

time.sleep(0.2)
