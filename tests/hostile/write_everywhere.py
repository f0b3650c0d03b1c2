"""Noise written to every descriptor.

earns: before
ended: crashed
why: noise is no message, and the conversation ends there.
"""

# %%
import os

for descriptor in range(256):
    try:
        os.write(descriptor, b"\xff" * 4096)
    except OSError:
        pass
