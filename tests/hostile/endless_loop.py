"""A loop that never ends.

earns: before after
ended: done
why: the stop button ends the cell; a loop costs the exercise it stands in and no other.
"""

# %%
while True:
    pass
