"""A signal that raises after the cell is over.

earns: before | before after
ended: crashed timeout done
why: it hits the runner, and nobody else.
"""

# %%
import signal


def ring(*_):
    raise RuntimeError("late")


signal.signal(signal.SIGALRM, ring)
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
