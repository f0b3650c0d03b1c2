"""One allocation larger than any machine.

earns: before after
ended: done
why: it fails, and the next cell runs.
"""

# %%
import torch

torch.ones(10**13)
