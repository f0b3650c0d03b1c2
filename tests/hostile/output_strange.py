"""Objects whose representation fails, lies or is not text.

earns: before after
ended: done
why: a kernel survives them as well.
"""


# %%
class Strange:
    def __repr__(self):
        raise SystemExit("no")

    def _repr_html_(self):
        return 7

    def _repr_mimebundle_(self, **_):
        return {"application/json": float("nan"), 3: object()}


Strange()
