"""The process becomes a shell.

earns: before
ended: crashed
why: a shell does not know the protocol, whatever descriptors it inherits.
"""

# %%
import os

os.set_inheritable(3, True)
os.execv("/bin/sh", ["sh", "-c", "echo here >&3; exit 0"])
