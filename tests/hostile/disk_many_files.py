"""A hundred thousand empty files.

earns: before after
ended: done
why: their number is limited too.
"""

# %%
for number in range(100_000):
    open(f"/tmp/{number}", "w").close()
