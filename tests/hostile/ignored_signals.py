"""A loop that ignores every signal it can.

earns: before
ended: timeout
why: what cannot be ignored is sent last.
"""

# %%
import signal

for number in signal.valid_signals():
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
while True:
    pass
