"""A million tiny messages.

earns: before
ended: output timeout
why: they are bounded in number and in bytes.
"""

# %%
import struct

message = struct.pack("!B8sI", 3, b"x" * 8, 2) + b"{}"
with open(3, "wb", closefd=False, buffering=0) as channel:
    while True:
        channel.write(message * 10_000)
