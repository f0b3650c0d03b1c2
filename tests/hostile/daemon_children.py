"""Children in sessions of their own, cut loose from their parent.

earns: before after
ended: done
why: a process cannot leave its pid namespace, and that ends with the submission.
"""

# %%
import os
import time

for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.closerange(0, 256)
            while True:
                time.sleep(1)
        os._exit(0)
