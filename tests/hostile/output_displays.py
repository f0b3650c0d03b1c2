"""Rich outputs without end.

earns: before after
ended: done
why: they count like text.
"""

# %%
from IPython.display import HTML, display

while True:
    display(HTML("x" * 100_000))
