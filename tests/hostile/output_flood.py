"""Text without end.

earns: before after
ended: done
why: what is beyond the limit is dropped; the stop button ends the cell.
"""

# %%
while True:
    print("x" * 100_000)
