"""Hundreds of displays of one name, and one long update of them all.

earns: before after
ended: done
why: an update is as long in the file as the displays that show it.
"""

# %%
from IPython.display import HTML, display, update_display

for _ in range(991):
    display(HTML("x"), display_id="one")
update_display(HTML("x" * 100_000), display_id="one")
