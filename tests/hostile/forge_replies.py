"""Replies sent before anything was asked.

earns: before after
ended: done
why: a reply must repeat the token of its question.
"""

# %%
import socket

from autograder.room.wire.frames import Kind, encode

channel = socket.socket(fileno=3)
for token in (b"", b"\x00", b"\x01"):
    for text in (b"3", b"6", b"21"):
        channel.sendall(encode(Kind.REPLY, token.ljust(8), b"\x00" + text))
channel.detach()
