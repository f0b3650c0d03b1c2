"""The exercises imported.

earns: before after
ended: done
why: they are not in the room, and not in the parent's memory.
"""

# %%
import importlib
import sys

found = [name for name in sys.modules if name.startswith("autograder.exercises.")]
try:
    package = importlib.import_module("autograder.exercises")
    found += [package.units()]
except Exception:
    pass
if found:

    def here(a):
        return 3 * a
