"""A computation in C that takes for ever and cannot be interrupted.

earns: before
ended: timeout
why: Python sees the stop button only between its own instructions.
"""

# %%
import itertools

sum(itertools.repeat(0))
