"""A regular expression that takes for ever.

earns: before after
ended: done
why: the regular expression engine looks for the stop button.
"""

# %%
import re

re.match(r"(a+)+$", "a" * 64 + "b")
