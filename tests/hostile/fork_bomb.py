"""Processes that make processes, deaf to the stop button.

earns: before
ended: timeout cpu
why: their number, their time and their end are those of one submission.
"""

# %%
import os

while True:
    try:
        os.fork()
    except BaseException:
        continue
