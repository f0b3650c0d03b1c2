"""Standard input, output and error closed.

earns: before after
ended: done
why: their text is lost, and nothing else.
"""

# %%
import os

os.closerange(0, 3)
print("nobody hears this")
