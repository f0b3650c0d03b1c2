"""sys.modules emptied.

earns: before
ended: timeout crashed done
why: what is loaded may go on or not; nothing is earned by it.
"""

# %%
import sys

sys.modules.clear()
