"""Memory filled until there is none, errors caught.

earns: before | before after
ended: timeout memory crashed done
why: the process gets no more than its limit.
"""

# %%
kept = []
while True:
    try:
        kept.append(bytearray(8 << 20))
    except BaseException:
        continue
