"""Builtins replaced by nonsense.

earns: before
ended: timeout crashed done
why: the runner cannot go on without them.
"""

# %%
import builtins

builtins.len = builtins.isinstance = builtins.bytes = None
