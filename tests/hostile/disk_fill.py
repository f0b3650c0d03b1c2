"""/tmp and /dev/shm filled to the brim.

earns: before after
ended: done
why: both are small, its own, and gone with it.
"""

# %%
for folder in ("/tmp", "/dev/shm", "."):
    for number in range(1000):
        try:
            with open(f"{folder}/{number}", "wb") as file:
                file.write(b"x" * (1 << 20))
        except OSError:
            break
