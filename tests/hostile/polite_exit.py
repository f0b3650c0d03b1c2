"""exit(), quit() and sys.exit().

earns: before after
ended: done
why: in a kernel they end nothing either.
"""

# %%
exit()

# %%
quit()

# %%
import sys

sys.exit(3)
