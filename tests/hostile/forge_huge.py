"""A message that says it is 4 GB long, and the beginning of it.

earns: before
ended: output crashed
why: it is skipped as it comes, and too much is too much.
"""

# %%
import struct

header = struct.pack("!B8sI", 5, b"x" * 8, 0xFFFFFFFF)
with open(3, "wb", closefd=False, buffering=0) as channel:
    channel.write(header)
    while True:
        channel.write(b"x" * (1 << 20))
