"""Its own folder removed under its feet.

earns: before after
ended: done
why: nothing that the cells need lies there.
"""

# %%
import os
import shutil

shutil.rmtree(os.environ["HOME"])
os.environ.clear()
os.umask(0o777)
