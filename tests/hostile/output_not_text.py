"""Bytes that are no text, half surrogates, and control characters.

earns: before after
ended: done
why: they are shown with replacement characters.
"""

# %%
import os

os.write(1, bytes(range(256)))
print("\ud800", "\x00\x1b[2J")
os.write(1, b"\xf0\x9f")

# %%
from IPython.display import display

display({"text/plain": "\ud800", "\udfff": "x"}, raw=True)
