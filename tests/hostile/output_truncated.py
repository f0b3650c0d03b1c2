"""The text files behind the descriptors truncated and rewound.

earns: before after
ended: done
why: the coordinator reads where it left off, and finds nothing.
"""

# %%
import os

print("x" * 1000)
os.ftruncate(1, 0)
os.lseek(1, 0, os.SEEK_SET)
print("y")
os.ftruncate(2, 1 << 20)
