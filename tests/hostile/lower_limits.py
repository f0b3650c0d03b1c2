"""Its own limits lowered to nothing.

earns: before | before after
ended: crashed timeout done memory cpu
why: what it takes from itself it has lost.
"""

# %%
import resource

for name in ("RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_AS", "RLIMIT_STACK"):
    resource.setrlimit(getattr(resource, name), (0, 0))
