"""A loop that catches the stop button.

earns: before
ended: timeout
why: nothing but ending the notebook stops it; what was earned before stays.
"""

# %%
while True:
    try:
        while True:
            pass
    except BaseException:
        continue
