"""A child program that prints without end.

earns: before after
ended: done
why: as with the cell's own text.
"""

# %%
import subprocess

subprocess.run(["yes"])
