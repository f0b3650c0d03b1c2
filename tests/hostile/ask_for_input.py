"""Input asked for.

earns: before after
ended: done
why: there is nobody to ask, and the cell says so.
"""

# %%
input("answer? ")
