"""One file that never ends.

earns: before after
ended: done
why: a file has a size limit, and writing beyond it is an error.
"""

# %%
with open("/tmp/big", "wb") as file:
    while True:
        file.write(b"x" * (1 << 20))
