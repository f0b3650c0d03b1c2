"""Links out of /tmp, written through.

earns: before after
ended: done
why: a link leads to the same read-only files.
"""

# %%
import os
import sys

for target in ("/", "/usr", sys.prefix, "/proc/1/root", "/proc/self/cwd/../.."):
    link = f"/tmp/link{abs(hash(target))}"
    os.symlink(target, link)
    try:
        open(f"{link}/planted", "w").close()
    except OSError:
        continue
    if not os.path.realpath(link).startswith("/tmp"):

        def here(a):
            return 3 * a
