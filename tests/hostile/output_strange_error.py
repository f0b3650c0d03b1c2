"""An exception that cannot be shown.

earns: before after
ended: done
why: a kernel survives it as well.
"""


# %%
class Strange(Exception):
    def __str__(self):
        raise self

    def _render_traceback_(self):
        return [object()] * 3


raise Strange
