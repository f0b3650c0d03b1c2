"""faulthandler ends the process from a thread in C.

earns: before
ended: crashed
why: as os._exit.
"""

# %%
import faulthandler
import time

faulthandler.dump_traceback_later(0.1, exit=True)
time.sleep(30)
