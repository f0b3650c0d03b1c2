"""A transformer that empties every cell after this one.

earns: before
ended: done
why: cells that are empty define no answers, and there is no check in them to remove.
"""

# %%
get_ipython().input_transformers_cleanup.append(lambda lines: [])
