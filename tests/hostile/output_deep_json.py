"""An output nested so deep that reading it fails.

earns: before after
ended: done
why: it is dropped.
"""

# %%
from IPython.display import display

deep = {}
for _ in range(900):
    deep = {"a": deep}
display({"application/json": deep, "text/plain": "x"}, raw=True)
