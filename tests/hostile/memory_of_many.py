"""A family of processes that all hold what their parent filled, so that it takes long to share out.

earns: before
ended: memory
why: what is shared by more than a few processes counts for each, and that is soon too much.
"""

# %%
import os
import time

kept = bytearray(b"x") * (180 << 20)
for _ in range(20):
    if os.fork() == 0:
        time.sleep(1000)
time.sleep(1000)
