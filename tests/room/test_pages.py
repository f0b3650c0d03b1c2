"""What a process holds is the same after it was gathered into huge pages."""

import ctypes
import re
import subprocess
import sys

PROGRAM = """
import hashlib
from autograder.room.inside import pages
held = [bytearray(bytes([i]) * (4 << 20)) for i in range(12)]
before = [hashlib.sha256(one).digest() for one in held]
gathered = pages.gather()
assert [hashlib.sha256(one).digest() for one in held] == before
held[0][:4] = b"abcd"
assert bytes(held[0][:5]) == b"abcd\\0"
print(gathered, open("/proc/self/smaps_rollup").read())
"""


def test_memory_is_gathered_and_holds_what_it_held():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    gathered, _, facts = done.stdout.partition(" ")
    huge = int(re.search(r"AnonHugePages: *(\d+)", facts)[1])
    assert (huge > 0) == (gathered == "True")
    if kernel_collapses():
        assert huge > 0


def kernel_collapses() -> bool:
    """Whether the kernel knows how: with nothing to do, it says no other than to what it can't."""
    return ctypes.CDLL(None).madvise(None, 0, 25) == 0
