"""Processes that make processes, deaf to the stop button.

earns: before | before after
ended: timeout cpu done
why: their number, their time and their end are those of one submission; the stop button ends it
    where it is pressed between two tries.
"""

# %%
import os

while True:
    try:
        os.fork()
    except BaseException:
        continue
