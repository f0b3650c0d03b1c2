"""As many threads as there can be, which sleep.

earns: before after
ended: done
why: threads count as processes: the cell fails, and the next one runs.
"""

# %%
import threading
import time

while True:
    threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
