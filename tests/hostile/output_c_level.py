"""Text without end, written past Python.

earns: before after
ended: done
why: it goes to a file with a size limit, of which the beginning is kept.
"""

# %%
import os

while True:
    os.write(1, b"x" * 100_000)
