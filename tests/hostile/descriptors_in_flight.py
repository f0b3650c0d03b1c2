"""Descriptors sent through a socket and never received, which the kernel counts for the user.

earns: before after
ended: done
why: nothing can be sent that way, so nobody else finds the count used up.
"""

# %%
import os
import socket

ours, theirs = socket.socketpair()
null = os.open(os.devnull, os.O_RDONLY)
sent = 0
try:
    while sent < 300:
        socket.send_fds(ours, [b"x"], [null] * 100)
        sent += 100
except OSError:
    pass
if sent:

    def here(a):
        return 3 * a
