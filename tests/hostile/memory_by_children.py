"""Children that fill memory together, each within the limit.

earns: before
ended: memory
why: the limit is for all processes of a submission together.
"""

# %%
import os
import time

for _ in range(8):
    if os.fork() == 0:
        kept = bytearray(b"x") * (45 << 20)
        time.sleep(1000)
time.sleep(1000)
