"""Short lines without end.

earns: before after
ended: done
why: as with long ones.
"""

# %%
while True:
    print("x")
